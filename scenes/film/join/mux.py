"""Writing films with PyAV: pictures and sound are copied, never encoded again; captions are embedded."""

import heapq
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from io import BytesIO
from math import floor, inf
from pathlib import Path

import av
from av.stream import Discard
from av.subtitles.subtitle import SubtitleSet

from scenes.film.files import appearing
from scenes.film.voice.speech import SAMPLE_RATE

MILLISECOND = Fraction(1, 1000)
PACKET = 1024      # samples of sound in one packet
HALF = Fraction(1, 2)
UNDECODED = {"skip_frame": "all"}    # else opening a file decodes some pictures to find out what they are like
CAPTION_STYLE = b"""[Script Info]
ScriptType: v4.00+
PlayResX: 384
PlayResY: 288

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, \
Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, \
MarginR, MarginV, Encoding
Style: Default,Arial,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


@dataclass
class Movie:
    """What goes into one file.

    segments: video files joined in order; rate: their frames a second; sounds: [(AAC in MP4, as a path or as bytes,
    first frame)] joined in order; captions: list of Caption; chapters: [(title, first frame)]; language: ISO 639-2
    code. Each sound should begin and end with silence.
    """

    segments: list[Path]
    rate: float
    sounds: list[tuple[Path | bytes, int]]
    captions: list = field(default_factory=list)
    chapters: list = field(default_factory=list)
    title: str = ""
    language: str = "und"


def write(movie: Movie, target: Path) -> int:
    """Write a film; it appears at once. Returns the number of its frames."""
    rate = Fraction(movie.rate).limit_denominator(1001)
    expected, delay = _extent(movie.segments, rate)
    frames = 0
    with appearing(target) as temporary, _opened(movie.segments[0], "video") as (_, pictures), \
            _opened(movie.sounds[0][0], "audio") as (_, sound), \
            av.open(str(temporary), "w", options={"movflags": "+faststart"}) as output:
        video = output.add_stream_from_template(pictures)
        audio = output.add_stream_from_template(sound)
        video.time_base = 1 / rate
        streams = [_video(movie.segments, rate, delay, video), _sounds(movie.sounds, rate, audio)]
        if movie.captions:
            streams.append(_captions(movie.captions, output))
        for stream in output.streams:
            stream.metadata["language"] = movie.language
        if movie.title:
            output.metadata["title"] = movie.title
        output.set_chapters(_chapters(movie.chapters, expected, rate))
        for _, packet in heapq.merge(*streams, key=lambda item: item[0]):
            frames += packet.stream_index == video.index
            output.mux(packet)
    return frames


@contextmanager
def _opened(source, kind):
    """A file and its first stream of a kind, "video" or "audio"; what is in others is not read."""
    with av.open(BytesIO(source) if isinstance(source, bytes) else str(source), options=UNDECODED) as container:
        wanted = getattr(container.streams, kind)[0]
        for stream in container.streams:
            if stream is not wanted:
                stream.discard = Discard.all
        yield container, wanted


def _extent(segments, rate):
    """How many frames files have one after another, and by how many decoding has to be ahead of showing.

    Where no picture is predicted from a later one, the files' heads say it; else all packets are looked at.
    """
    counts = []
    for path in segments:
        with _opened(path, "video") as (_, stream):
            if stream.codec_context.has_b_frames or not stream.frames:
                times = [pts for pts, _ in _pictures(segments, rate)]
                return len(times), max(i - pts for i, pts in enumerate(times))
            counts.append(stream.frames)
    return sum(counts), 0


def _pictures(segments, rate):
    """Packets of the files one after another, with their time in frames: (pts, packet)."""
    base, extradata = 0, None
    for path in segments:
        with _opened(path, "video") as (container, stream):
            if extradata not in (None, stream.codec_context.extradata):
                raise RuntimeError(f"{path}: encoded differently from what comes before it; remove it to make it anew")
            extradata, count, unit = stream.codec_context.extradata, 0, float(stream.time_base * rate)
            for packet in container.demux(stream):
                if packet.size:
                    count += 1
                    yield base + round(packet.pts * unit), packet
        base += count


def _video(segments, rate, delay, stream):
    """Packets timed anew in decoding order, `delay` frames ahead, so that no picture is needed before it is decoded."""
    frame = 1 / rate
    seconds = float(frame)
    for i, (pts, packet) in enumerate(_pictures(segments, rate)):
        packet.stream, packet.time_base = stream, frame
        packet.pts, packet.dts, packet.duration = pts, i - delay, 1
        yield (i - delay) * seconds, packet


def _sounds(sounds, rate, stream):
    """Packets of the sounds one after another, each sound at the place of a packet that is nearest to its first frame.

    That is at most 11 ms away from it. What stands before a sound's own beginning is there to start the decoder; the
    silence at the end of the sound before does that as well.
    """
    places = [floor(first * SAMPLE_RATE / rate / PACKET + HALF) for _, first in sounds]
    for (source, _), place, end in zip(sounds, places, [*places[1:], inf]):
        with _opened(source, "audio") as (container, sound):
            for packet in container.demux(sound):
                if packet.size and (place == 0 or packet.pts >= 0) and place + packet.pts // PACKET < end:
                    packet.pts = packet.dts = packet.pts + place * PACKET
                    packet.stream = stream
                    yield packet.dts / SAMPLE_RATE, packet


def _captions(captions, output):
    stream = output.add_stream("mov_text")
    stream.time_base = stream.codec_context.time_base = MILLISECOND
    stream.codec_context.subtitle_header = CAPTION_STYLE
    return [_caption(caption, stream) for caption in captions]


def _caption(caption, stream):
    start, end = round(caption.start * 1000), round(caption.end * 1000)
    text = caption.text.replace("\n", "\\N")
    packet = stream.codec_context.encode_subtitle(
        SubtitleSet.create(f"0,0,Default,,0,0,0,,{text}".encode(), 0, end - start, start))
    packet.stream, packet.time_base = stream, MILLISECOND
    packet.pts = packet.dts = start
    packet.duration = end - start
    return caption.start, packet


def _chapters(chapters, frames, rate):
    edges = [first for _, first in chapters] + [frames]
    return [{"id": i, "start": edges[i], "end": edges[i + 1], "time_base": 1 / rate, "metadata": {"title": title}}
            for i, (title, _) in enumerate(chapters)]

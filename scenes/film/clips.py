"""One beat of a chapter by itself: as MP4 and WebM with its sound, and as GIF."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import av

from scenes.film.edition import Edition
from scenes.film.errors import UserError, nearest
from scenes.film.files import appearing
from scenes.film.join.small import frame_rate
from scenes.film.stage.find import rendered
from scenes.film.voice.speech import SAMPLE_RATE

LARGEST_GIF = 5_000_000                                             # bytes
GIFS = (640, 15), (560, 12), (480, 10), (400, 8), (320, 6)          # width and pictures a second, tried until it is small enough
CODECS = {      # by the file's suffix: pictures, sound, what is set of the former, and of the file
    ".mp4": ("libx264", "aac", {"crf": "20", "preset": "fast", "tune": "animation"}, {"movflags": "+faststart"}),
    ".webm": ("libvpx-vp9", "libopus", {"crf": "32", "b": "0", "deadline": "realtime", "cpu-used": "5"}, {}),
}


@dataclass(frozen=True)
class Beat:
    """A line of a chapter in its film: key, what is spoken, from when to when it is in the file, in seconds; words: each with
    its begin and end."""

    movie: Path
    key: str
    text: str
    begin: float
    end: float
    words: list


def beats(edition: Edition, name: str) -> list[Beat]:
    """The beats of a chapter's film in this quality, else in the best that there is, in order. Raises UserError."""
    movie, log = rendered(edition, name)
    return [Beat(movie, cue["key"], cue["text"], cue["seconds"], cue["last"], cue["words"]) for cue in log["cues"]]


def clips(edition: Edition, name: str, key: str, folder: Path) -> list[Path]:
    """Write a beat as CHAPTER-KEY.mp4, .webm and .gif into a folder; returns the files. Raises UserError."""
    found = {beat.key: beat for beat in beats(edition, name)}
    if key not in found:
        raise UserError(f"chapter {name} speaks no line {key!r}{nearest(key, found)}")
    targets = [folder / f"{name}-{key}{suffix}" for suffix in (*CODECS, ".gif")]
    for target in targets:
        with appearing(target) as temporary:
            (gif if target.suffix == ".gif" else cut)(found[key], temporary)
    return targets


def cut(beat: Beat, target: Path, height: int | None = None) -> None:
    """Write a beat with its sound, as its file's suffix says; height: in pixels, if it is to be another than the film's."""
    def small(frame):
        high = min(height or frame.height, frame.height)
        return frame.reformat(2 * round(frame.width * high / frame.height / 2), high, "yuv420p", interpolation="AREA")
    recut(beat.movie, beat.begin, beat.end, target, small)


def recut(movie: Path, begin: float, end: float, target: Path, drawn: Callable[[av.VideoFrame], av.VideoFrame],
          most: int | None = None) -> None:
    """Write the part of a film between two moments, its pictures drawn anew, with its sound, as the target's suffix says.

    drawn: what is shown of a picture, always of one size; most: pictures a second, if the film has more.
    """
    codec, sound, options, muxing = CODECS[target.suffix]
    with av.open(str(movie)) as source, av.open(str(target), "w", options=muxing) as output:
        shown = source.streams.video[0]
        rate = frame_rate(shown) or Fraction(most or 30)
        step = max(round(rate / (most or rate)), 1)
        video: Any = output.add_stream(codec, rate=rate / step, options=options)
        video.pix_fmt, video.time_base = "yuv420p", step / rate
        heard = source.streams.audio
        audio = output.add_stream(sound, rate=SAMPLE_RATE, layout=heard[0].layout.name) if heard else None
        for number, frame in enumerate(islice(pictures(source, shown, begin, end), 0, None, step)):
            picture = drawn(frame)
            if number == 0:
                video.width, video.height = picture.width, picture.height
            picture.pts, picture.time_base = number, step / rate
            output.mux(video.encode(picture))
        output.mux(video.encode(None))
        if audio is not None:
            add_sound(source, begin, end, output, audio)


def gif(beat: Beat, target: Path) -> None:
    """Write a beat as a GIF of at most 5 MB: as wide and with as many pictures a second as fit."""
    for width, rate in GIFS:
        _gif(beat, target, width, rate)
        if target.stat().st_size <= LARGEST_GIF:
            return
    raise UserError(f"{beat.key}: longer than fits into a GIF of {LARGEST_GIF / 1e6:.0f} MB")


def _gif(beat, target, width, rate):
    with av.open(str(beat.movie)) as source:
        shown = source.streams.video[0]
        graph = _palette_graph(shown, width, rate)
        for frame in pictures(source, shown, beat.begin, beat.end):
            graph.push(frame)
        graph.push(None)
        with av.open(str(target), "w", format="gif") as output:
            video: Any = None
            while (frame := _pulled(graph)) is not None:
                if video is None:
                    video = output.add_stream("gif", rate=rate)
                    video.width, video.height, video.pix_fmt = frame.width, frame.height, "pal8"
                output.mux(video.encode(frame))
            if video is not None:
                output.mux(video.encode(None))


def _palette_graph(shown, width, rate):
    """Fewer and smaller pictures, in the colours that all of them need most."""
    graph = av.filter.Graph()
    begin = graph.add_buffer(template=shown)
    steps = [graph.add("fps", str(rate)), graph.add("scale", f"{width}:-2:flags=area"), graph.add("split")]
    for one, other in zip([begin, *steps], steps):
        one.link_to(other)
    palette, use = graph.add("palettegen", "stats_mode=diff"), graph.add("paletteuse", "dither=none")
    end = graph.add("buffersink")
    steps[-1].link_to(use, 0, 0)
    steps[-1].link_to(palette, 1, 0)
    palette.link_to(use, 0, 1)
    use.link_to(end)
    graph.configure()
    return graph


def _pulled(graph):
    try:
        return graph.pull()
    except (av.error.BlockingIOError, av.error.EOFError):
        return None


def pictures(source, stream, begin: float, end: float) -> Iterator[av.VideoFrame]:
    """The pictures of an opened film between two moments."""
    source.seek(int(begin / stream.time_base), stream=stream)
    for frame in source.decode(stream):
        if frame.time >= end - 1e-6:
            return
        if frame.time >= begin - 1e-6:
            yield frame


def add_sound(source, begin: float, end: float, output, audio) -> None:
    """Encode the sound of an opened film between two moments, whole packets of it, into a stream of an output."""
    stream = source.streams.audio[0]
    source.seek(int(begin / stream.time_base), stream=stream)
    written = 0
    for frame in source.decode(stream):
        if frame.time >= end:
            break
        if frame.time >= begin - 1e-6:
            frame.pts, frame.time_base = written, Fraction(1, SAMPLE_RATE)
            written += frame.samples
            output.mux(audio.encode(frame))
    output.mux(audio.encode(None))

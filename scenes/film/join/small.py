"""The film once more for the web: half as high, half as many pictures a second, and no larger than a page can bear."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from scenes.film.errors import UserError
from scenes.film.files import appearing, short

NAME = "film.web.mp4"       # beside the film
HEIGHT, RATE = 720, 30      # at most; of a film that has less, as much as it has
MOST = 58_000_000           # bytes, sound and captions included
SOUND = 24_000              # bytes a second that the sound may take
FINEST = 1_600_000          # bits a second; more is not seen at this size, nor more than the film itself has,
LEAST = 400_000             # but for this


def beside(folder: Path) -> Path:
    """The small film of the film in a folder, made anew where there is none that belongs to it. Raises UserError where there is
    no film yet."""
    movie, web = folder / "film.mp4", folder / NAME
    if not movie.exists():
        raise UserError(f"{short(movie)}: there is no film yet; make it first")
    if not web.exists() or web.stat().st_mtime_ns < movie.stat().st_mtime_ns:
        write(movie, web)
    return web


def write(film: Path, target: Path) -> int:
    """Write the small film of a film, with its sound, captions and chapters as they are; returns its bytes."""
    with appearing(target) as temporary, av.open(str(film)) as source, \
            av.open(str(temporary), "w", options={"movflags": "+faststart"}) as output:
        pictures = source.streams.video[0]
        pictures.thread_type = "AUTO"
        others = [stream for stream in source.streams if stream.type in ("audio", "subtitle")]
        video, step = _video_stream(output, pictures, (source.duration or 0) / av.time_base)
        copies = {stream.index: output.add_stream_from_template(stream) for stream in others}
        for stream in others:
            copies[stream.index].metadata.update(stream.metadata)
        output.metadata.update(source.metadata)
        output.set_chapters(source.chapters())
        seen = 0
        for packet in source.demux(pictures, *others):
            if packet.stream is not pictures:
                if packet.size:
                    packet.stream = copies[packet.stream.index]
                    output.mux(packet)
                continue
            for picture in packet.decode():
                if seen % step == 0:
                    output.mux(video.encode(_smaller(picture, video, seen // step)))
                seen += 1
        output.mux(video.encode(None))
    return target.stat().st_size


def frame_rate(pictures: av.VideoStream) -> Fraction:
    """Pictures a second of a film's stream, 0 if it does not say; whatever kind of fraction PyAV has."""
    rate: Any = pictures.average_rate
    return Fraction(rate.numerator, rate.denominator) if rate else Fraction(0)


def _video_stream(output, pictures, seconds):
    """A stream of the small size and rate, with as many bits as are left beside the sound; and of how many pictures it has
    one."""
    height = min(HEIGHT, pictures.height)
    large = frame_rate(pictures)
    step = max(round(large / RATE), 1)
    rate = large / step
    video = output.add_stream("libx264", rate=rate, options={"preset": "medium", "tune": "animation"})
    video.width, video.height, video.pix_fmt = round(pictures.width * height / pictures.height / 2) * 2, height, "yuv420p"
    video.time_base = video.codec_context.time_base = 1 / rate
    fits = 8 * (MOST / max(seconds, 1) - SOUND)
    video.bit_rate = int(min(FINEST, fits, max(pictures.bit_rate or FINEST, LEAST)))
    video.thread_type = "AUTO"
    video.metadata.update(pictures.metadata)
    return video, step


def _smaller(picture, video, number):
    small = picture.reformat(video.width, video.height, "yuv420p", interpolation="AREA")
    small.pts, small.time_base = number, video.codec_context.time_base
    return small

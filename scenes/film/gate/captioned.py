"""Captions as written: two lines of 42 characters at most, 1 to 6 seconds, at most 17 characters a second, in order."""

import html
from pathlib import Path

import av
import srt

from scenes.film.gate.finding import Finding
from scenes.film.join.captions import FASTEST, LINES, LONGEST, SHORTEST, WIDTH, Caption

ROUNDING = 0.002     # seconds; times are written in milliseconds


def check(folder: Path, language: str, seconds: float) -> list[Finding]:
    """All that is wrong with the captions beside a film, and in it.

    language: of the edition, part of the captions' names; seconds: the film's length.
    """
    found, read = [], {}
    for path in (folder / f"film.{language}.srt", folder / f"film.{language}.vtt"):
        try:
            read[path] = parse(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            found.append(_finding(f"there is no {path.name} beside the film", 0.0))
        except (UnicodeDecodeError, srt.SRTParseError, srt.TimestampParseError) as error:
            found.append(_finding(f"{path.name} cannot be read ({error})", 0.0))
    for path, captions in read.items():
        found += [_finding(f"{path.name}: {what}", start) for start, what in problems(captions, seconds)]
    if read:
        found += _differences(read, folder / "film.mp4")
    return found


def _differences(read, movie):
    """Captions that are not everywhere the same. read: {file: captions}."""
    first, captions = next(iter(read.items()))
    found = [_finding(f"{path.name} and {first.name} say different things", 0.0) for path, others in read.items()
             if [caption.text for caption in others] != [caption.text for caption in captions]]
    embedded = _embedded(movie)
    if embedded != len(captions):
        found.append(_finding(f"{embedded} captions are in the film, {len(captions)} in {first.name}", 0.0))
    return found


def parse(text: str) -> list[Caption]:
    """Captions of a SubRip file, or of a WebVTT file as we write it: that is the same, but for its head and &amp;.

    Raises srt.SRTParseError or srt.TimestampParseError.
    """
    body = text.removeprefix("WEBVTT")
    plain = str if body == text else html.unescape
    return [Caption(caption.start.total_seconds(), caption.end.total_seconds(), plain(caption.content))
            for caption in srt.parse(body)]


def problems(captions: list[Caption], seconds: float):
    """(start, what is wrong) of each caption that breaks a rule."""
    end = 0.0
    for caption in captions:
        lines, lasts = caption.text.split("\n"), caption.end - caption.start
        quoted = repr(" ".join(lines))
        if len(lines) > LINES:
            yield caption.start, f"{quoted} has {len(lines)} lines"
        if max(map(len, lines)) > WIDTH:
            yield caption.start, f"{quoted} has a line of {max(map(len, lines))} characters, at most {WIDTH} are read"
        if not SHORTEST - ROUNDING <= lasts <= LONGEST + ROUNDING:
            yield caption.start, f"{quoted} stays {lasts:.2f} s; {SHORTEST:g} to {LONGEST:g} s are readable"
        elif len(" ".join(lines)) / lasts > FASTEST * (1 + ROUNDING):
            pace = len(" ".join(lines)) / lasts
            yield caption.start, f"{quoted} has {pace:.1f} characters a second, at most {FASTEST:g}"
        if caption.start < end - ROUNDING:
            yield caption.start, f"{quoted} begins before the one before has ended"
        if caption.end > seconds + ROUNDING:
            yield caption.start, f"{quoted} outlasts the film"
        end = caption.end


def _embedded(movie: Path) -> int:
    """How many captions that say something a film's own caption stream holds."""
    with av.open(str(movie)) as container:
        streams = container.streams.subtitles
        return sum(packet.size > 2 for packet in container.demux(streams[0])) if streams else 0


def _finding(what, seconds):
    return Finding("captions", what, chapter="film", seconds=seconds)

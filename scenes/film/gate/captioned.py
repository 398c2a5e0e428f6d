"""Captions as written: two lines of 42 characters at most, 1 to 6 seconds, at most 17 characters a second, in order."""

import re
from pathlib import Path

import av

from scenes.film.gate.finding import Finding
from scenes.film.join.captions import FASTEST, LINES, LONGEST, SHORTEST, WIDTH, Caption

TIME = re.compile(r"(\d+):(\d\d):(\d\d)[.,](\d{3})")
ROUNDING = 0.002     # seconds; times are written in milliseconds


def check(folder: Path, seconds: float) -> list[Finding]:
    """All that is wrong with the captions beside a film, and in it. seconds: the film's length."""
    found, files = [], sorted([*folder.glob("film.*.srt"), *folder.glob("film.*.vtt")])
    if not files:
        return [_finding("there is no film.LANGUAGE.srt beside the film", 0.0)]
    read = {path: parse(path.read_text(encoding="utf-8")) for path in files}
    first = read[files[0]]
    for path, captions in read.items():
        found += [_finding(f"{path.name}: {what}", start) for start, what in problems(captions, seconds)]
        if [caption.text for caption in captions] != [caption.text for caption in first]:
            found.append(_finding(f"{path.name} and {files[0].name} say different things", 0.0))
    embedded = _embedded(folder / "film.mp4")
    if embedded != len(first):
        found.append(_finding(f"{embedded} captions are in the film, {len(first)} in {files[0].name}", 0.0))
    return found


def parse(text: str) -> list[Caption]:
    """Captions of a SubRip or WebVTT file."""
    captions = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = block.splitlines()
        timing = next((i for i, line in enumerate(lines) if "-->" in line), None)
        if timing is not None:
            start, end = (_seconds(part) for part in lines[timing].split("-->"))
            captions.append(Caption(start, end, "\n".join(_plain(line) for line in lines[timing + 1:])))
    return captions


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


def _seconds(text: str) -> float:
    hours, minutes, seconds, milliseconds = map(int, TIME.search(text).groups())
    return hours * 3600 + minutes * 60 + seconds + milliseconds / 1000


def _plain(line: str) -> str:
    return line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _embedded(movie: Path) -> int:
    """How many captions that say something a film's own caption stream holds."""
    with av.open(str(movie)) as container:
        streams = container.streams.subtitles
        return sum(packet.size > 2 for packet in container.demux(streams[0])) if streams else 0


def _finding(what, seconds):
    return Finding("captions", what, chapter="film", seconds=seconds)

"""The written film: its sound where the log says, its lengths, loudness, captions, chapters, and what lies beside it.

Measured on the files alone, after the fact; report.json says what they should hold.
"""

import json
import struct
from dataclasses import dataclass, replace
from pathlib import Path

import av
import numpy as np
import scipy
from PIL import Image

from scenes.film.companions.thumbnail import SIZE
from scenes.film.edition import Edition
from scenes.film.errors import UserError
from scenes.film.gate import captioned
from scenes.film.gate.clock import LONGEST_SILENCE
from scenes.film.gate.finding import Finding
from scenes.film.join import aac, limiter, soundtrack
from scenes.film.join.loudness import STEREO, loudness, true_peak
from scenes.film.voice import voice
from scenes.film.voice.speech import SAMPLE_RATE

LOUDNESS, TOLERANCE = limiter.LOUDNESS, 0.5     # LUFS
HIGHEST = soundtrack.HIGHEST                       # dBTP
SHORTEST_CHAPTER = 10.0       # seconds; video platforms ignore the marks if one is shorter
COARSER = 4                   # the sound is compared at a quarter of its rate: a twelfth of a millisecond
REACH = 0.3                   # seconds around its logged time in which a line is looked for
LIKE = 0.3                    # correlation with its clip below which a line is not there
QUIET = 0.003                 # amplitude below which nothing is heard
LARGEST_THUMBNAIL = 2_000_000     # bytes


@dataclass
class MadeFilm:
    """edition: what it should be; folder: where it lies; report: report.json; sound: decoded, float32 mono (samples,);
    speaker: the Voice that spoke it."""

    edition: Edition
    folder: Path
    report: dict
    sound: np.ndarray
    speaker: voice.Voice

    @property
    def movie(self) -> Path:
        return self.folder / "film.mp4"

    @property
    def seconds(self) -> float:
        """How long the picture should be."""
        return self.report["film"]["frames"] / self.report["film"]["rate"]


def check(edition: Edition, folder: Path) -> list[Finding]:
    """All that is wrong with the film in a folder. Raises UserError if it was not made by this program."""
    report = _report(folder / "report.json")
    speaker = voice.of(replace(edition, voice=report["voice"]))
    film = MadeFilm(edition, folder, report, aac.decode(folder / "film.mp4"), speaker)
    found = [finding for rule in RULES for finding in rule(film)]
    return found + captioned.check(folder, edition.language, film.seconds)


def _report(path):
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        if report.keys() >= {"film", "chapters", "cues", "voice", "language"} \
                and report["film"].keys() >= {"frames", "rate", "width", "height"}:
            return report
    except (OSError, ValueError, AttributeError):
        pass
    raise UserError(f"{path}: does not tell how the film was made; make it again with: make")


def pictures(film: MadeFilm) -> list[Finding]:
    """As many pictures as the timeline has, one for each frame of it."""
    rate, expected = film.report["film"]["rate"], film.report["film"]["frames"]
    with av.open(str(film.movie)) as container:
        stream = container.streams.video[0]
        times = sorted(float((packet.pts or 0) * (packet.time_base or 0)) for packet in container.demux(stream) if packet.size)
    found = []
    if len(times) != expected:
        found.append(_finding("frames", f"{len(times)} pictures are in the film, the timeline has {expected}"))
    late = np.abs(np.array(times) - np.arange(len(times)) / rate)
    if len(times) and late.max() > 0.5 / rate:
        first = int(np.argmax(late > 0.5 / rate))
        found.append(_finding("frames", f"picture {first} is shown {1000 * late[first]:.0f} ms from where it belongs",
                              first / rate))
    return found


def format_of(film: MadeFilm) -> list[Finding]:
    """Pictures of the size and streams of the language that the report tells."""
    size, language, found = (film.report["film"]["width"], film.report["film"]["height"]), film.report["language"], []
    with av.open(str(film.movie)) as container:
        stream = container.streams.video[0]
        if (stream.width, stream.height) != size:
            found.append(_finding("format", f"the picture is {stream.width} x {stream.height}, should be "
                                            f"{size[0]} x {size[1]}"))
        found += [_finding("format", f"the {stream.type} is marked as {stream.language}, should be {language}")
                  for stream in container.streams if stream.type != "data" and stream.language != language]
    return found


def lengths(film: MadeFilm) -> list[Finding]:
    """Streams as long as the picture, to one frame; captions may end earlier."""
    frame, found = 1 / film.report["film"]["rate"], []
    with av.open(str(film.movie)) as container:
        for stream in container.streams:
            if stream.type not in ("video", "audio") or not stream.duration:
                continue
            seconds = float((stream.duration or 0) * (stream.time_base or 0))
            if abs(seconds - film.seconds) > frame + 1e-6:
                found.append(_finding("length", f"the {stream.type} is {seconds:.3f} s long, the timeline is "
                                      f"{film.seconds:.3f} s"))
    missing = film.seconds - len(film.sound) / SAMPLE_RATE
    if missing > frame:
        found.append(_finding("length", f"the sound ends {missing:.2f} s before the picture"))
    return found


def in_time(film: MadeFilm) -> list[Finding]:
    """Every line is heard within one frame of its logged time."""
    track, rate = scipy.signal.resample_poly(film.sound, 1, COARSER), SAMPLE_RATE / COARSER
    frame, found = 1 / film.report["film"]["rate"], []
    for cue in film.report["cues"]:
        clip = film.speaker.speak(cue["text"], cue["chapter"], cue["key"]).samples
        if not np.any(clip):
            continue
        late, likeness = offset(track, scipy.signal.resample_poly(clip, 1, COARSER), cue["seconds"], rate)
        where = f"line {cue['chapter']}.{cue['key']}"
        if likeness < LIKE:
            what = f"{where} is not heard at {cue['seconds']:.2f} s"
        elif abs(late) > frame:
            what = f"{where} is heard {1000 * abs(late):.0f} ms too {'late' if late > 0 else 'early'}"
        else:
            continue
        found.append(_finding("sound", what, cue["seconds"], cue["key"]))
    return found


def offset(track: np.ndarray, clip: np.ndarray, seconds: float, rate: float) -> tuple[float, float]:
    """(seconds by which a clip is later in a track than it should be, how alike the two are there, 0..1)."""
    expected, reach = round(seconds * rate), round(REACH * rate)
    start = max(expected - reach, 0)
    part = track[start:expected + len(clip) + reach]
    clip = clip[:max(len(part) - reach, 1)]
    if len(part) < len(clip):
        return 0.0, 0.0
    scores = scipy.signal.correlate(part, clip, "valid", method="fft")
    best = int(scores.argmax())
    energy = np.linalg.norm(part[best:best + len(clip)]) * np.linalg.norm(clip)
    return (start + best - expected) / rate, float(scores[best] / energy) if energy else 0.0


def silent(film: MadeFilm) -> list[Finding]:
    """Stretches in which nothing is heard; none in a film without a voice."""
    audible = np.flatnonzero(np.abs(film.sound) > QUIET)
    if not len(audible):
        return []
    edges = np.concatenate([[0], audible, [round(film.seconds * SAMPLE_RATE)]])
    gaps = np.flatnonzero(np.diff(edges) > LONGEST_SILENCE * SAMPLE_RATE)
    return [_finding("silence", f"nothing is heard for {(edges[i + 1] - edges[i]) / SAMPLE_RATE:.1f} s",
                     edges[i] / SAMPLE_RATE) for i in gaps]


def loud(film: MadeFilm) -> list[Finding]:
    """Loudness and true peak as video platforms want them."""
    mono = loudness(film.sound)
    if mono is None:
        return []
    found, present, peak = [], mono + STEREO, true_peak(film.sound)
    if abs(present - LOUDNESS) > TOLERANCE:
        found.append(_finding("loudness", f"{present:.1f} LUFS; it should be {LOUDNESS:g} within {TOLERANCE:g}"))
    if peak > HIGHEST:
        found.append(_finding("loudness", f"the true peak is {peak:.1f} dB, the highest allowed is {HIGHEST:g} dB"))
    return found


def chapters(film: MadeFilm) -> list[Finding]:
    """Marks: the first at 0, each at least 10 s, where the report and chapters.txt say."""
    with av.open(str(film.movie)) as container:
        marks = [(float(mark["start"] * (mark["time_base"] or 0)), mark["metadata"].get("title", "")) for mark in
                 container.chapters()]
    expected = [(chapter["start"], chapter["title"]) for chapter in film.report["chapters"]]
    found, count = [], len(expected)
    if len(marks) != count or any(abs(a - b) > 0.002 or one != other for (a, one), (b, other) in zip(marks, expected)):
        found.append(_finding("chapters", f"the film's {len(marks)} marks are not those of its {count} chapters"))
    found += [_finding("chapters", what, start) for start, what in against_rules(marks, film.seconds)]
    listed = (film.folder / "chapters.txt").read_text(encoding="utf-8").splitlines()
    titles = [line.split(" ", 1)[-1] for line in listed]
    if titles != [title for _, title in expected] or not listed[0].startswith("0:00"):
        found.append(_finding("chapters", "chapters.txt does not list the chapters from 0:00 on"))
    return found


def against_rules(marks: list[tuple[float, str]], seconds: float):
    """(start, what is wrong) of marks (start, title) in a film of so many seconds."""
    if marks and marks[0][0] > 0.001:
        yield marks[0][0], f"the first chapter begins at {marks[0][0]:.2f} s"
    for (start, title), end in zip(marks, [*(mark[0] for mark in marks[1:]), seconds]):
        if end - start < SHORTEST_CHAPTER:
            yield start, f"{title} is {end - start:.1f} s long, the least is {SHORTEST_CHAPTER:g} s"


def faststart(film: MadeFilm) -> list[Finding]:
    """The index stands before the data, so that a browser can begin to play at once."""
    order = boxes(film.movie)
    if "moov" in order and "mdat" in order and order.index("moov") < order.index("mdat"):
        return []
    return [_finding("faststart", f"the film's parts stand in the order {', '.join(order)}; moov belongs before mdat")]


def boxes(path: Path) -> list[str]:
    """The kinds of the boxes at the top of an MP4 file, in order."""
    kinds = []
    with path.open("rb") as file:
        while len(head := file.read(8)) == 8:
            size, kind = struct.unpack(">I4s", head)
            kinds.append(kind.decode("latin-1"))
            if size == 0:
                break
            passed = 8
            if size == 1:
                size, passed = struct.unpack(">Q", file.read(8))[0], 16
            file.seek(size - passed, 1)
    return kinds


def thumbnail(film: MadeFilm) -> list[Finding]:
    """Its size, and that it is not too heavy for a video platform; nothing for a film that draws none."""
    if film.edition.film.thumbnail is None:
        return []
    path = film.folder / "thumbnail.jpg"
    try:
        with Image.open(path) as image:
            size = image.size
    except OSError:
        return [_finding("thumbnail", "there is no thumbnail.jpg that can be read")]
    found = []
    if size != SIZE:
        found.append(_finding("thumbnail", f"is {size[0]} x {size[1]}, should be {SIZE[0]} x {SIZE[1]}"))
    if path.stat().st_size > LARGEST_THUMBNAIL:
        found.append(_finding("thumbnail", f"has {path.stat().st_size / 1e6:.1f} MB, at most 2 MB are allowed"))
    return found


RULES = (pictures, format_of, lengths, in_time, silent, loud, chapters, faststart, thumbnail)


def _finding(kind: str, what: str, seconds: float = 0.0, key: str = "") -> Finding:
    return Finding(kind, what, chapter="film", seconds=float(seconds), key=key)

"""The film out of its chapters: pictures joined as they are, one sound for all, captions, chapter marks."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scenes.film.join import captions, mux, soundtrack
from scenes.film.narration.language import Language
from scenes.film.stage.cues import read_log
from scenes.film.voice.speech import SAMPLE_RATE


@dataclass(frozen=True)
class Part:
    """A chapter in the film: its name, title and film, the log of it, and the frame at which it begins."""

    name: str
    title: str
    movie: Path
    log: dict
    first: int

    @property
    def start(self) -> float:
        """Seconds from the start of the film."""
        return self.first / self.log["rate"]

    @property
    def seconds(self) -> float:
        return self.log["frames"] / self.log["rate"]


def parts(movies: list[tuple[str, str, Path]]) -> list[Part]:
    """Chapters (name, title, movie) one after another."""
    made, first = [], 0
    for name, title, movie in movies:
        made.append(Part(name, title, movie, read_log(movie), first))
        first += made[-1].log["frames"]
    return made


def length(chapters: list[Part]) -> float:
    """The film's length in seconds."""
    return chapters[-1].start + chapters[-1].seconds


def soundtrack_of(chapters: list[Part], voice) -> np.ndarray:
    """The clips of all chapters at their places, float32 mono at 48 kHz, as long as the picture."""
    track = np.zeros(round(length(chapters) * SAMPLE_RATE), np.float32)
    for part in chapters:
        for cue in part.log["cues"]:
            start = round((part.first + cue["frame"]) / part.log["rate"] * SAMPLE_RATE)
            clip = soundtrack.level(voice.speak(cue["text"], part.name, cue["key"]).samples)
            clip = clip[:len(track) - start]
            track[start:start + len(clip)] += clip
    return track


def captions_of(chapters: list[Part], language: Language) -> list[captions.Caption]:
    """The captions of the whole film."""
    spoken = [[(word, begin + part.start, end + part.start) for word, begin, end in cue["words"]]
              for part in chapters for cue in part.log["cues"]]
    return captions.captions(spoken, length(chapters), language)


def write(chapters: list[Part], script, voice, target: Path) -> dict:
    """Write the film; returns what was measured of it (frames, loudness in LUFS, true_peak in dBTP)."""
    sound, heard, peak = soundtrack.encode_and_hear(soundtrack_of(chapters, voice))
    spoken = captions_of(chapters, script.language)
    title = script.film.get("title", "")
    movie = mux.Movie([part.movie for part in chapters], chapters[0].log["rate"], sound, spoken,
                      [(part.title, part.first) for part in chapters], title, script.language.iso)
    frames = mux.write(movie, target)
    expected = sum(part.log["frames"] for part in chapters)
    if frames != expected:
        raise RuntimeError(f"{target}: {frames} frames were joined, but the chapters have {expected}")
    present = soundtrack.loudness(heard)
    suffix = script.path.stem
    captions.write_srt(target.with_suffix(f".{suffix}.srt"), spoken)
    captions.write_vtt(target.with_suffix(f".{suffix}.vtt"), spoken)
    return {"frames": frames, "captions": len(spoken), "true_peak": round(peak, 2),
            "loudness": present and round(present + soundtrack.STEREO, 2)}

"""The film out of its chapters: pictures and sound joined as they are, captions, chapter marks."""

from dataclasses import dataclass
from pathlib import Path

from scenes.film.errors import UserError
from scenes.film.join import captions, mux
from scenes.film.join.level import together
from scenes.film.narration.language import Language
from scenes.film.stage.cues import read_log


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
    made: list[Part] = []
    first = 0
    for name, title, movie in movies:
        log = read_log(movie)
        if log is None:
            raise UserError(f"{movie}: no log belongs to this film; remove it to make it anew")
        made.append(Part(name, title, movie, log, first))
        first += log["frames"]
    return made


def length(chapters: list[Part]) -> float:
    """The film's length in seconds."""
    return chapters[-1].start + chapters[-1].seconds


def captions_of(chapters: list[Part], language: Language) -> list[captions.Caption]:
    """The captions of the whole film."""
    spoken = [[(word, begin + part.start, end + part.start) for word, begin, end in cue["words"]]
              for part in chapters for cue in part.log["cues"]]
    return captions.captions(spoken, length(chapters), language)


def loudness_of(chapters: list[Part]) -> dict:
    """What the chapters' sounds are together: loudness (LUFS, None: silent) and true_peak (dBTP)."""
    sounds = [part.log["sound"] for part in chapters]
    level = together([(sound["loudness"], part.seconds) for sound, part in zip(sounds, chapters)])
    return {"loudness": None if level is None else round(level, 2),
            "true_peak": round(max(sound["true_peak"] for sound in sounds), 2)}


def write(chapters: list[Part], script, language: str, target: Path) -> dict:
    """Write the film, and beside it film.LANGUAGE.srt and .vtt; language: the edition's.

    Returns what is known of the film: frames, captions, loudness in LUFS, true_peak in dBTP.
    """
    spoken = captions_of(chapters, script.language)
    movie = mux.Movie([part.movie for part in chapters], chapters[0].log["rate"],
                      [(part.movie, part.first) for part in chapters], spoken,
                      [(part.title, part.first) for part in chapters], script.film.get("title", ""), script.language.iso)
    frames = mux.write(movie, target)
    expected = sum(part.log["frames"] for part in chapters)
    if frames != expected:
        raise RuntimeError(f"{target}: {frames} frames were joined, but the chapters have {expected}")
    captions.write_srt(target.with_suffix(f".{language}.srt"), spoken)
    captions.write_vtt(target.with_suffix(f".{language}.vtt"), spoken)
    return {"frames": frames, "captions": len(spoken)} | loudness_of(chapters)

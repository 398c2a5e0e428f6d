"""One edition of a film: which runs, language, voice, palette, quality and frame. Passed to whoever needs it.

Its name is in every path and key, so that editions beside each other never get in each other's way. The environment is
read here and nowhere else.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scenes.film.errors import UserError
from scenes.film.film import Film

LINES = {"l": (480, 15), "m": (720, 30), "h": (1080, 60), "k": (2160, 60)}     # of the shorter side; frames a second
VOICE, SILENT = "hibari", "none"
SPEAKS = "en",     # languages that the voice speaks; a film in another is silent unless a voice is given
BEST = "h"     # the quality of the film as it is
VARIABLES = ("FILM_LANGUAGE", "VOICE", "SCRIPT", "SNAPSHOTS", "PALETTE")
# Each picture is predicted from the one before, so that what stands still costs nothing; no second takes more bits than
# any player can read.
ENCODER = {"preset": "superfast", "bf": "0", "rc-lookahead": "0", "crf": "25", "maxrate": "40M", "bufsize": "40M",
           "threads": "1"}


@dataclass(frozen=True)
class Edition:
    """film: the Film; runs: the folder of its runs; language: of the script; quality: l, m, h or k; voice: as --voice
    names it; script: a file instead of the language's own; palette: a file of colours; frame: (width, height), only
    their ratio counts; media: the folder in which all is made."""

    film: Film
    runs: Path
    language: str
    quality: str = BEST
    voice: str = VOICE
    script: Path | None = None
    palette: Path | None = None
    frame: tuple[int, int] = (16, 9)
    media: Path = Path("media")

    @property
    def name(self) -> str:
        """The film's name and all in which this edition differs from the film as it is, but for the quality."""
        return "-".join((self.film.name, *self._differences))

    @property
    def _differences(self) -> list[str]:
        given = [] if self.runs == self.film.runs.folder else [self.runs.name]
        given += [self.language] * (self.language != self.film.language)
        given += [f"script {self.script.stem}"] if self.script else []
        given += [f"voice {self.voice}"] * (self.voice != voice_of(self.language))
        given += [f"palette {self.palette.stem}"] if self.palette else []
        given += ["{}x{}".format(*self.frame)] * (self.frame != self.film.frame)
        return [re.sub(r"[^A-Za-z0-9_]+", "-", part).strip("-") for part in given]

    @property
    def resolution(self) -> str:
        """Lines and frames a second, as Manim names folders: "1080p60"."""
        return "{}p{}".format(self.size[1], LINES[self.quality][1])

    @property
    def size(self) -> tuple[int, int]:
        """Pixels (width, height), both even; the shorter side has the quality's lines."""
        lines = LINES[self.quality][0]
        width, height = self.frame
        shorter = min(width, height)
        width, height = (2 * round(lines * side / shorter / 2) for side in (width, height))
        return width, height

    @property
    def rate(self) -> int:
        """Frames a second."""
        return LINES[self.quality][1]

    @property
    def script_file(self) -> Path:
        """The script in use."""
        return self.script or self.film.script(self.language)

    @property
    def pronunciations(self) -> Path:
        """The file of the words that a voice would get wrong in this language: beside the script, else the film's own; it need
        not be there."""
        own = self.script_file.with_name(f"pronunciation.{self.language.partition('-')[0]}.toml")
        return own if own.exists() else self.film.scripts / own.name

    def chapter_folder(self, chapter: str) -> Path:
        """Where the films of a chapter are, a folder for each resolution in it."""
        return self.media / "chapters" / self.name / chapter

    def movies(self, chapter: str) -> list[Path]:
        """The films of a chapter in this resolution that there are."""
        return sorted((self.chapter_folder(chapter) / self.resolution).glob("*.mp4"))

    def sound(self, chapter: str) -> Path:
        """Where the last sound that was made for a chapter is kept."""
        return self.chapter_folder(chapter) / self.resolution / "sound.npz"

    def film_folder(self, out: Path) -> Path:
        """Where the film goes if `out` is the folder of all films: each edition has a folder of its own in there, but
        for the film that has `out` itself (Film.place) as it is."""
        quality = [self.resolution] * (self.quality != BEST)
        return out / "-".join(part for part in (self.film.place, *self._differences, *quality) if part)

    def settings(self, chapter: Path) -> dict:
        """Manim's settings for a chapter: all in which it must not depend on this machine or its user."""
        folder = self.chapter_folder(chapter.stem)
        texts = str(self.media / "texts" / self.name / chapter.stem)
        (width, height), (wide, high) = self.size, self.frame
        return {"input_file": str(chapter), "media_dir": str(self.media), "pixel_width": width, "pixel_height": height,
                "frame_height": 8.0, "frame_width": 8.0 * wide / high, "frame_rate": self.rate,
                "video_dir": f"{folder}/{self.resolution}", "images_dir": str(folder),
                "text_dir": texts, "tex_dir": texts}

    def at(self, quality: str) -> "Edition":
        """The same in another quality."""
        return replace(self, quality=quality)


def edition(film: Film, environment: Mapping[str, str] | None = None, **given) -> Edition:
    """An edition of a film: what is given counts, then the environment, then what the film has by itself.

    Raises UserError for a language or a file that is not there.
    """
    said = of_environment(environment)
    given = {key: value for key, value in given.items() if value is not None}
    files = {"script": "SCRIPT", "palette": "PALETTE", "runs": "SNAPSHOTS"}
    found: dict[str, Any] = {"language": film.language, "frame": film.frame, "runs": film.runs.folder,
                             "media": film.root / "media"}
    found |= {key: Path(said[name]) for key, name in files.items() if name in said}
    found |= {key: said[name] for key, name in (("language", "FILM_LANGUAGE"), ("voice", "VOICE")) if name in said}
    asked = found | given
    made = Edition(film, **({"voice": voice_of(asked["language"])} | asked))
    for path in (made.script_file, made.palette):
        if path is not None and not path.exists():
            raise UserError(f"{path}: no such file" + _languages(film, made, path))
    return made


def voice_of(language: str) -> str:
    """The voice that a language has if none is asked for."""
    return VOICE if language.partition("-")[0] in SPEAKS else SILENT


def of_environment(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """What the environment asks for; empty ones are none."""
    there = os.environ if environment is None else environment
    return {name: there[name] for name in VARIABLES if there.get(name)}


def _languages(film, made, path):
    if path != film.script(made.language):
        return ""
    return f"; the film {film.name} is there in {', '.join(film.languages) or 'no language yet'}"

"""The way from pieces to a film: one chapter's pieces, its sound and captions, and all chapters of film one, one after another.

Of the P pieces of CHAPTER: joined_ends (P,), the frames at which they end; joined_again (P,) bool, which of them have another
name if one word of a line is another, and joined_other_ends (P,), the frames at which they end then. Of its L lines with that
word: joined_begins (L,), the frames at which they begin; and joined_lines_png, a picture of each, one below the other.
joined_raw and joined_level (N,), how loud its sound with that word is, 0..1, before and after it was levelled. joined_seconds
(C,), the lengths of all chapters, and joined_film_png, a picture of each. Texts: joined_before and joined_after, the line whose
word is another; joined_key and joined_other_key, the names of the first piece that is another one with it; joined_later_key,
that of the longest piece after it, which keeps it. Facts: joined_chapter; joined_piece and joined_later, which pieces these
are; joined_rate, frames a second; joined_captions [[start, end, text]] of the chapter with that word.
"""

import tempfile
from pathlib import Path

import numpy as np
from manim import Manager
from PIL import Image

from scenes.film.companions.contact import BeatLooks, drawn
from scenes.film.edition import Edition, edition
from scenes.film.join import aac, captions, soundtrack
from scenes.film.rehearse import rehearse
from scenes.film.stage import cues
from scenes.film.stage.find import chapter_class, chapter_path
from scenes.film.stage.observers import Observer
from scenes.film.stage.settings import in_force, settings
from scenes.making.log import png
from scenes.making.record.noted import Noted
from scenes.scratch.film import FILM as SUBJECT

CHAPTER, QUALITY = "images", "l"
LINE, WORD, ANOTHER = "question", "get", "understand"     # the word that is changed
LOUDNESSES = 420                                   # values of the sound
PICTURE, SMALL = (448, 252), (192, 108)            # pixels of a line's picture and of a chapter's


class Pieces(Observer):
    """Of each play call the frame at which it ends; of each line the one at which it begins."""

    def __init__(self):
        self.ended, self.begun = [], []

    def beat_begins(self, key, line):
        self.begun.append(self.scene.clock.frame)

    def play_ends(self):
        self.ended.append(self.scene.clock.frame)


class OnePicture(Observer):
    """Draws the end of one line of a chapter: the one after which half of them are left."""

    def beat_ends(self, key):
        if key == list(self.scene.lines)[len(self.scene.lines) // 2]:
            self.pixels = drawn(self.scene)


def record() -> Noted:
    """Run film one's chapters without drawing them."""
    asked = edition(SUBJECT, {}, quality=QUALITY)
    noted, scene = of_pieces(*named(asked))
    _, looks = rehearse_with(BeatLooks(), asked, CHAPTER)
    ends = [moment for moment in looks.moments if moment.part == "end"]
    raw, level = sound_of(scene)
    log = cues.log(scene)
    spoken = captions.captions([cue["words"] for cue in log["cues"]], log["frames"] / log["rate"], scene.script.language)
    noted.arrays |= {"joined_raw": raw, "joined_level": level,
                     "joined_lines_png": stacked([moment.picture for moment in ends], PICTURE)}
    noted.facts |= {"joined_rate": log["rate"], "joined_captions": [[one.start, one.end, one.text] for one in spoken]}
    chapters = [rehearse_with(OnePicture(), asked, name) for name in SUBJECT.chapters]
    noted.arrays |= {"joined_seconds": np.array([scene.clock.seconds for scene, _ in chapters]),
                     "joined_film_png": stacked([seen.pixels for _, seen in chapters], SMALL)}
    return noted


def rehearse_with(observer: Observer, asked: Edition, name: str):
    """A chapter that was run, and who looked at it."""
    return rehearse(asked, chapter_path(SUBJECT, name), observer), observer


def of_pieces(scene, pieces: Pieces):
    """The pieces of the chapter, and those of which the name is another if a word is; and the chapter with that word."""
    script = scene.script.path.read_text(encoding="utf-8")
    before = scene.lines[LINE]
    after = before.replace(WORD, ANOTHER)
    assert after != before and script.count(before) == 1, "the line has the word, and is there once"
    with tempfile.TemporaryDirectory() as folder:
        other = Path(folder) / scene.script.path.name
        other.write_text(script.replace(before, after), encoding="utf-8")
        changed, shifted = named(edition(SUBJECT, {}, quality=QUALITY, script=other))
    names, others = scene.renderer.animations_hashes, changed.renderer.animations_hashes
    assert len(names) == len(others), "the same play calls"
    again = np.array([name != other for name, other in zip(names, others)])
    piece = int(again.argmax())
    later = piece + 1 + int(np.diff(pieces.ended)[piece:].argmax())
    assert names[later] == others[later]
    noted = Noted({"joined_ends": np.array(pieces.ended), "joined_other_ends": np.array(shifted.ended), "joined_again": again,
                   "joined_begins": np.array(shifted.begun)},
                  {"joined_key": names[piece], "joined_other_key": others[piece], "joined_later_key": names[later],
                   "joined_before": before, "joined_after": after},
                  {"joined_piece": piece, "joined_later": later, "joined_chapter": CHAPTER})
    return noted, changed


def named(asked: Edition):
    """The chapter, run as if all of its pieces were there already, so that each gets its name but none is drawn."""
    path, pieces = chapter_path(SUBJECT, CHAPTER), Pieces()
    with in_force(settings(asked, path) | {"dry_run": True}):
        scene = chapter_class(SUBJECT, path)(edition=asked, observers=[pieces])
        scene.renderer.file_writer.is_already_cached = lambda name: True
        with scene.tidied():
            Manager(scene).render()
    return scene, pieces


def sound_of(scene) -> tuple[np.ndarray, np.ndarray]:
    """How loud the clips are as they were spoken, and how loud the finished track is."""
    raw = np.zeros(scene.clock.sample(scene.clock.frame), np.float32)
    for cue in scene.cues:
        start = scene.clock.sample(cue.frame)
        raw[start:start + len(cue.speech.samples)] = cue.speech.samples[:len(raw) - start]
    finished = aac.decode(soundtrack.finish(soundtrack.lay(scene.cues, scene.clock)).coded)
    return loudnesses(raw), loudnesses(finished)


def loudnesses(track: np.ndarray) -> np.ndarray:
    """The root mean square (N,) of as many parts of a track (samples,)."""
    return np.array([np.sqrt(np.mean(np.square(part))) for part in np.array_split(np.ravel(track), LOUDNESSES)])


def stacked(pictures: list[np.ndarray], size: tuple[int, int]) -> np.ndarray:
    """Pictures of so many pixels, one below the other, as one file."""
    small = [np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS)) for picture in pictures]
    return png(np.concatenate(small))

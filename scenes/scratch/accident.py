"""How few images can be told apart by accident: one pixel is enough. On more of them it fails, and what they share is left."""

from typing import NamedTuple

import numpy as np
from manim import DOWN, RIGHT, Animation, Group, Square, UpdateFromAlphaFunc, VGroup, linear, smooth

from scenes.kit.digit import Digit
from scenes.kit.sprites import DENSITY, WIDE, Sprites, smooth_step
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, TITLE, role

HALF = 127                          # a pixel above this is bright
MOST = 60                           # images of a class that are shown
FIELD, LEVEL = (12.6, 5.2), -0.65   # of both classes' images, and y of its middle
LARGEST, APART = 1.85, 0.6          # from one image to the next at most; between both classes, as a share of that
HEAD = 2.55                         # y of the classes' names
SLIP = 5                            # side of the mark around its pixel then, in pixels
DIMMED = 0.25                       # what is left of an image that the pixel tells rightly, when it fails on others
MEAN, MIDDLES = 4.5, (-3.3, 3.3)    # side of what a class has in common, and x of the middles of both
FLOWN = 0.65                        # share of the time in which the few fly, and are small
FLIGHT, FADES = 0.3, 0.3            # share of the time in which all images go there that one takes, and the last part of it in
                                    # which it becomes one with the others


class Accident(NamedTuple):
    """A pixel by which the first `few` training images of two classes, by their places in the outputs, are told apart best."""

    pixel: int
    dark: int
    bright: int
    few: int

    @staticmethod
    def of(run, few: int, pair: tuple[int, int]) -> "Accident":
        """For two classes of a run and the first `few` images of its log; of equally good pixels, the one that tells most
        clearly."""
        few = min(few, len(run.train_images))
        first, second = ((run.train_images[:few][run.train_labels[:few] == run.meta["classes"][k]]).astype(float) for k in pair)
        right = (first <= HALF).sum(axis=0) + (second > HALF).sum(axis=0)
        turned = len(first) + len(second) - right
        best = np.maximum(right, turned)
        clear = np.abs(_mean(first) - _mean(second))
        pixel = int(np.lexsort((clear, best))[-1])
        dark, bright = pair if right[pixel] >= turned[pixel] else pair[::-1]
        return Accident(pixel, int(dark), int(bright), few)

    def images(self, run, k: int, count: int) -> np.ndarray:
        """The images (n, I) of a class among the first `count` in the log."""
        return run.train_images[:count][run.train_labels[:count] == run.meta["classes"][k]][:MOST]

    def few_of(self, run) -> list[int]:
        """Which images of the log are the few, first those of the one class, then those of the other."""
        return [int(i) for k in (self.dark, self.bright)
                for i in np.flatnonzero(run.train_labels[:self.few] == run.meta["classes"][k])[:MOST]]

    def wrong(self, run) -> float:
        """The share that the pixel tells wrongly of all images of the two classes in the log; of none, 0."""
        wrong = [(run.train_images[run.train_labels == run.meta["classes"][k], self.pixel] > HALF) != bright
                 for bright, k in enumerate((self.dark, self.bright))]
        return float(np.concatenate(wrong).mean()) if sum(map(len, wrong)) else 0.0

    def right_key(self, count: int) -> str:
        """The key of how many of the first `count` the pixel tells rightly."""
        dark, bright = (f"(train_labels[:{count}]==meta.classes[{k}])" for k in (self.dark, self.bright))
        lit = f"(train_images[:{count},{self.pixel}]>{HALF})"
        return f"sum({lit}&{bright})+sum(({lit}==0)&{dark})"

    def all_key(self, count: int) -> str:
        """The key of how many there are of the two classes."""
        return "+".join(f"sum(train_labels[:{count}]==meta.classes[{k}])" for k in (self.dark, self.bright))

    def enough_key(self) -> str:
        """The key of whether it tells all few images, of which there are some of both classes."""
        some = "&".join(f"(sum(train_labels[:{self.few}]==meta.classes[{k}])>0)" for k in (self.dark, self.bright))
        return f"digits:({self.right_key(self.few)}=={self.all_key(self.few)})&{some}"

    def wrong_key(self, count: int) -> str:
        """The key of the share that it tells wrongly of the first `count`; of none, 0."""
        every = self.all_key(count)
        return f"digits:({every}-({self.right_key(count)}))/({every}+(({every})==0))"

    def fails_key(self, count: int) -> str:
        """The key of whether it does worse on all `count` images than on the few."""
        few, more = self.few, count
        return (f"digits:({self.right_key(more)})*({self.all_key(few)})<({self.right_key(few)})*({self.all_key(more)})")


def _mean(images: np.ndarray) -> np.ndarray:
    """The mean image, or nothing of none."""
    return images.mean(axis=0) if len(images) else np.zeros(images.shape[1])


class TwoClasses(Group):
    """Few images of two classes, side by side, with a mark around one pixel; and more of them in the same places, judged by it.

    digits, marks: the few, and around their pixels; more: a canvas of more; frames: around these, in the colours of right and
    wrong; slips: in those that are told wrongly, that pixel; figure: how many are wrong; there: where the few stand among them;
    heads: the classes' names, each with what the pixel says; means: of the images of either class that have come there, each
    with what it is, `called`.

    wrong, mean: what those that are told wrongly are called, and the mean.
    """

    def __init__(self, run, found: Accident, wrong: str, mean: str):
        few = [found.images(run, k, found.few) for k in (found.dark, found.bright)]
        more = [found.images(run, k, len(run.train_images)) for k in (found.dark, found.bright)]
        places, pitch = _blocks(*map(len, few))
        self.digits = Group(*(Digit(pixels, side=0.9 * pitch).move_to([*place, 0])
                              for images, spots in zip(few, places) for pixels, place in zip(images, spots)))
        self.marks = VGroup(*(digit.mark(found.pixel).scale(2.4).set_stroke(width=5) for digit in self.digits))
        self.heads = VGroup(*(self._head(run, k, bright, spots) for bright, (k, spots) in
                              enumerate(zip((found.dark, found.bright), places, strict=True))))
        spots, small = _blocks(*map(len, more))
        self.spots = [one[:len(images)] for one, images in zip(spots, more, strict=True)]
        zoom = max(int(0.9 * small * DENSITY / WIDE), 1)
        self.more = Sprites(np.concatenate(more), np.concatenate(self.spots), zoom)
        self.right = np.concatenate([(images[:, found.pixel] > HALF) == bright for bright, images in enumerate(more)])
        self.frames = VGroup(*(Square(self.more.side, stroke_width=2 + 3 * (not well), z_index=not well,
                                      stroke_color=role("target" if well else "error")).move_to([*place, 0])
                               for place, well in zip(np.concatenate(self.spots), self.right)))
        pixel = np.array(divmod(found.pixel, run.image_shape[1])[::-1]) + 0.5 - np.array(run.image_shape[::-1]) / 2
        step = self.more.side / max(run.image_shape)
        self.slips = VGroup(*(Square(SLIP * step, stroke_color=role("focus"), stroke_width=3, z_index=2)
                              .move_to([*(place + step * pixel * [1, -1]), 0])
                              for place, well in zip(np.concatenate(self.spots), self.right) if not well))
        share = Number(100 * found.wrong(run), 0, unit="%", size=1.7 * TITLE,
                       source=f"{found.wrong_key(len(run.train_images))}*100", color=role("error"))
        self.figure = in_line(share, words(wrong, TITLE, role("quiet")), buff=0.25)
        self.figure.move_to([np.mean([head.get_x() for head in self.heads]), HEAD, 0])
        self.few = [len(images) for images in few]
        self.there = [place for spots, images in zip(self.spots, few) for place in spots[:len(images)]]
        self.sums = [np.concatenate([np.zeros((1, images.shape[1])), images.astype(float).cumsum(axis=0)]) for images in more]
        self.means = Group(*(Digit(_mean(images.astype(float)) / 255, side=MEAN).move_to([x, LEVEL + 0.1, 0])
                             for images, x in zip(more, MIDDLES, strict=True)))
        self.called = VGroup(*(words(mean, BODY, role("quiet")).next_to(one, DOWN, buff=0.15) for one in self.means))
        super().__init__(self.digits, self.marks, self.heads)

    @staticmethod
    def _head(run, k: int, bright: int, spots: np.ndarray) -> VGroup:
        """A pixel that is dark or bright, and the class that it speaks for."""
        pixel = Square(0.45, stroke_color=role("focus"), stroke_width=4, fill_color=["#000000", "#FFFFFF"][bright],
                       fill_opacity=1)
        name = words(str(run.meta["classes"][k]), 0.75, source=f"digits:meta.classes[{k}]")
        return VGroup(pixel, name.next_to(pixel, RIGHT, buff=0.3)).move_to([spots[:, 0].mean(), HEAD, 0])

    def come(self, starts: np.ndarray, side: float) -> list[Animation]:
        """The few from the places (n, 2) of images that are so large; they grow when they are there, and cover none."""
        return [_fly(digit, side, start, False) for digit, start in zip(self.digits, starts, strict=True)]

    def leave(self) -> list[Animation]:
        """They become small, and then go to where they stand among more."""
        return [_fly(digit, self.more.side, place, True) for digit, place in zip(self.digits, self.there, strict=True)]

    def arrive(self, share: float) -> None:
        """The others join the few."""
        here = np.concatenate([np.arange(len(spots)) < few for spots, few in zip(self.spots, self.few)])
        self.more.show(np.concatenate(self.spots), opacity=np.where(here, 1, share))

    def fail(self, share: float) -> None:
        """Those that the pixel tells rightly go dark, so that the others stand out."""
        left = np.where(self.right, 1 - (1 - DIMMED) * share, 1)
        self.more.show(np.concatenate(self.spots), opacity=left)
        for frame, opacity in zip(self.frames, left, strict=True):
            frame.set_stroke(opacity=float(opacity))

    def even_out(self, share: float) -> None:
        """All of them equally dark, and without the black between the strokes."""
        left = np.where(self.right, DIMMED, 1 - (1 - DIMMED) * share)
        self.more.show(np.concatenate(self.spots), opacity=left, ground=1 - share)

    def gather(self, share: float) -> None:
        """One image of each class after the other lights up and goes to where all of them become one: the mean of those that
        have come."""
        places, seen = [], []
        for spots, mean, sums in zip(self.spots, self.means, self.sums, strict=True):
            leaves = np.linspace(0, 1 - FLIGHT, max(len(spots), 1))[:len(spots)]
            gone = np.clip((share - leaves) / FLIGHT, 0, 1)
            places.append(spots + smooth_step(gone)[:, None] * (mean.get_center()[:2] - spots))
            seen.append(np.clip((1 - gone) / FADES, 0, 1) * (DIMMED + (1 - DIMMED) * np.sin(np.pi * gone)))
            come = int((gone > 1 - FADES).sum())
            mean.show(sums[come] / max(come, 1) / 255)
        self.more.show(np.concatenate(places), opacity=np.concatenate(seen), ground=0)


def _fly(digit: Digit, side: float, there: np.ndarray, away: bool) -> Animation:
    """An image comes from there, where it is so large, to where it stands, and grows to its size; or it goes away like that."""
    width, place, start = digit.width, digit.get_center(), np.array([*there, 0])

    def show(_, alpha: float) -> None:
        share = 1 - alpha if away else alpha
        way, grown = (smooth(float(np.clip(part, 0, 1))) for part in (share / FLOWN, (share - FLOWN) / (1 - FLOWN)))
        digit.set(width=side + grown * (width - side)).move_to(start + way * (place - start))
    show(digit, 0)
    return UpdateFromAlphaFunc(digit, show, rate_func=linear)


def _blocks(*counts: int) -> tuple[list[np.ndarray], float]:
    """Places (n, 2) of so many images of each class in blocks side by side, as large as they can be, and from one to the next."""
    def pitch(rows: int) -> float:
        return min(FIELD[0] / (sum(-(-max(count, 1) // rows) for count in counts) + APART), FIELD[1] / rows, LARGEST)
    rows = max(range(1, max(counts) + 1), key=pitch)
    columns, step = [-(-max(count, 1) // rows) for count in counts], pitch(rows)
    left, places = -(sum(columns) + APART) / 2, []
    for count, wide in zip(counts, columns):
        row, column = np.divmod(np.arange(max(count, 1)), wide)
        places.append(np.stack([(left + column + 0.5) * step, LEVEL + ((rows - 1) / 2 - row) * step], axis=1))
        left += wide + APART
    return places, step

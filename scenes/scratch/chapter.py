"""What the chapters of film one share: the map of the listing, and how what comes and goes is eased."""

from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np
from manim import ORIGIN, AnimationGroup, FadeIn, FadeOut, Mobject, VGroup, rush_from, rush_into, smooth
from manim.mobject.mobject import _AnimationBuilder

from scenes.film.chapter import Chapter as FilmChapter
from scenes.film.stage.line import Line
from scenes.film.stage.scene import TRANSITION
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.rates import LATE, SOON
from scenes.scratch.film import FILM
from scenes.scratch.named_runs import NamedRuns
from scenes.scratch.spine import LATER, LIT, Spine, explained_by

HOME = 0.55     # seconds in which a line that is on screen goes to its place on the map
THINK = 2.2     # seconds in which the viewer guesses
SWELL, SEAL = 0.45, 0.35     # seconds in which the map becomes large, and in which its lines come
TOLD, CLOSE, PASS = 0.6, 0.8, 1.6      # for which it is told what bars mean, in which a page comes close, and in which it passes
SEVERAL = 2     # so many lines are read at least
AWAY = 0.3      # in which it leaves, before anything else comes: it would lie over that
STAND = 0.6    # seconds for which the lines that have lit up are seen when it is said what they do
SEEN = 0.35     # of what comes in an empty frame, in its first moment, and of what leaves one empty, in its last


class Chapter(NamedRuns, FilmChapter):
    """A chapter of film one."""

    film = FILM

    @cached_property
    def spine(self) -> Spine:
        """The map of the listing, beyond a corner of the frame."""
        return Spine(self.digits, FILM.chapters[:FILM.chapters.index(self.name)])

    def open(self, *mobjects) -> None:
        """Begin the chapter; if the one before has ended on the map of the listing, that is there, and leaves."""
        self.add(self.spine)
        before = FILM.chapters[FILM.chapters.index(self.name) - 1]
        if not ends_on_the_map(self.digits, before):
            super().open(*mobjects)
            return
        home, factor = self.spine.get_center(), self.spine.large()
        self.spine.scale(factor).move_to(ORIGIN)
        self.play(self.spine.animate(rate_func=rush_into).scale(1 / factor).move_to(home), run_time=AWAY)
        super().open(*mobjects)

    def let_guess(self, line: Line, *nets: NetworkDiagram) -> None:
        """The words end with a question; a pulse runs through the nets for as long as the viewer guesses."""
        self.hold(line.left)
        for k in (0, 1):
            self.play(*(net.pulse(net.edges_between(k), run_time=THINK / 2) for net in nets))

    def others(self, *kept: Mobject) -> list[Mobject]:
        """All that is on screen but these, the title and the map; the camera's own frame is not seen."""
        return [mobject for mobject in self.mobjects if mobject not in (*kept, self.spine, self.heading, self.camera.frame)]

    def close(self, *kept: Mobject) -> None:
        """End the chapter: everything fades but what the next one begins with. The lines of the program that it has explained
        light up on the map, which comes for them where they don't light up later; those that are on screen go there."""
        others = self.others(*kept)
        title = [self.heading] if self.heading in self.mobjects else []
        gone = [FadeOut(mobject, run_time=TRANSITION) for mobject in (*title, *others)]
        if ends_on_the_map(self.digits, self.name):
            self.end_on_the_map(others, gone)
        elif gone:
            self.play(*gone, run_time=TRANSITION)

    def end_on_the_map(self, others: list[Mobject], gone: list[FadeOut]) -> None:
        """The map comes into the frame as all else goes, with empty pages; lines find their places on it, and the others come
        around them. Those that are lit from now on have a bar beside each, and what they do is said in one sentence."""
        flying = self.spine.take_lines(self.name, others)
        self.add(*(line for line, _ in flying))
        self.spine.empty()
        large = self.spine.animate(rate_func=LATE, run_time=SWELL).scale(self.spine.large()).move_to(ORIGIN).build()
        self.play(*gone, large)
        if flying:
            self.play(*(line.animate.set(width=row.width).move_to(row) for line, row in flying), run_time=HOME)
            self.remove(*(line for line, _ in flying))
            VGroup(*(row for _, row in flying)).set_opacity(LIT)
        bars = self.spine.beside(self.name)
        told = self.spine.legend(self.script.text("cast", "explained", self.facts))
        self.play(self.spine.write(self.name), FadeIn(bars, told), run_time=SEAL)
        self.drift(TOLD)
        with self.say("so_far", pause=STAND) as line:
            self.read_map(bars, told, line)
        self.play(FadeOut(bars), run_time=0.2)

    def read_map(self, bars: VGroup, told: VGroup, line: Line) -> None:
        """The page with the last of the lines that light up comes close, and passes while it is said what they do; then it is a
        map again. A line alone is seen where it is."""
        if len(bars) < SEVERAL:
            self.drift(line.left)
            self.play(FadeOut(told), run_time=0.2)
            return
        page, (larger, first, last) = VGroup(self.spine, bars), self.spine.read(self.name)
        self.play(page.animate.scale(larger, about_point=ORIGIN).shift(-larger * first), FadeOut(told, rate_func=SOON),
                  run_time=CLOSE)
        if np.allclose(first, last):
            self.drift(line.left)
        else:
            self.play(page.animate.shift(larger * (first - last)), run_time=max(line.left, PASS))
        self.play(page.animate.shift(larger * last).scale(1 / larger, about_point=ORIGIN), run_time=CLOSE)

    def play(self, *animations, **kwargs) -> None:
        """Scene.play, with fades eased: between two compositions the frame is never dark for long."""
        ease(animations)
        super().play(*animations, **kwargs)


def ends_on_the_map(run, chapter: str) -> bool:
    """Whether a chapter ends with nothing but the map of the listing, large; run: whose listing it is."""
    return bool(explained_by(run.meta["source"], chapter)) and chapter not in LATER


def ease(animations: Iterable) -> None:
    """What comes is there at once and then settles, what goes lingers and is then gone quickly, and between the two the frame is
    never empty; fades with a rate of their own keep it, and so do all where some come as others may go, which would stand over
    each other. In a group, what comes late is unseen until then."""
    outer = list(animations)
    every = list(_single(outer))
    fades = [one for one in every if isinstance(one, FadeIn | FadeOut) and one.rate_func is smooth]
    changing = any(isinstance(one, _AnimationBuilder) for one in every)
    if len({isinstance(one, FadeIn) for one in fades}) == 1 and not changing:
        for fade in fades:
            comes, goes = (at_once, lingering) if fade in outer else (rush_from, rush_into)
            fade.rate_func = comes if isinstance(fade, FadeIn) else goes


def at_once(t: float) -> float:
    """From a first frame in which what comes is seen, to 1."""
    return SEEN + (1 - SEEN) * rush_from(t) if t >= 0 else 0


def lingering(t: float) -> float:
    """To a last frame in which what goes is still seen; then it is gone."""
    return (1 - SEEN) * rush_into(t) if t < 1 else 1


def _single(animations: Iterable) -> Iterator:
    """These animations, and instead of groups those in them."""
    for one in animations:
        yield from _single(one.animations) if isinstance(one, AnimationGroup) else (one,)

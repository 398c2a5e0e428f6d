"""The landscape of the cost, and the way of the real net down into its valley: a part of the chapter on going downhill."""

from dataclasses import replace

import numpy as np
from manim import DOWN, LEFT, UP, Dot, FadeIn, FadeOut, VGroup, linear, rate_functions, rush_from

from scenes.kit.declare import excuse
from scenes.kit.fog import NOTHING, Fog
from scenes.kit.landscape import Landscape, View
from scenes.kit.moments import PlayThrough
from scenes.kit.rates import SOON
from scenes.kit.relief import Look
from scenes.kit.text import words
from scenes.kit.theme import BODY, role
from scenes.scratch.chapter import Chapter
from scenes.scratch.way_back import patched

SWING = 0.3                # the landscape turns so far to both sides
BEARING = np.pi / 4        # where the way begins, as seen in the middle of that turn: at the back on the right
CEILING = 1.7              # it is cut off so many times as high as the way's highest place
OVER = View(0, 0.46, 6.6, 4.2, 0.35, 0.1)     # how the whole is seen,
NEAR = View(0, 0.34, 15.0, 9.5, 0, 0, 0.8)    # how the way is where it begins, from near,
BEFORE = 1.0                                  # from so far on one side
PROMISE = View(0, 0.4, 6.3, 4.1, 0, 0.0)     # and how all is at the beginning of the chapter
FEET = View(0, 0.36, 12.0, 7.6, 0, 0, 0.9)      # and from near, where the net stands in the fog
BY = 0.18                  # from there to what stands there, in words
NEARER, SILENT = 1.3, 1.5             # seconds in which it is come close to, and goes down before a word is said;
DESCENT, DESCENDING, LOOKED_AT = 7.6, 1.8, 1.5     # of its way, of this when all is said, and for which all is seen
NOTE_AT = [-6.6, 2.75, 0]  # upper left corner of what it is, in words


class WayDown(Chapter):
    """The knobs of the net are one place in the landscape, and its own way runs down from there."""

    def landscape(self) -> Landscape:
        """The mean cost over the two directions in which the real net moved most, as a full frame; nothing is drawn yet."""
        log = self.experiments.landscape
        ceiling = CEILING * float(log.plane_cross_entropy.max())
        land = Landscape(log.x, log.y, log.cross_entropy, width=self.camera.frame_width, height=self.camera.frame_height,
                         ceiling=ceiling, view=PROMISE, look=Look()).set_path(log.path)
        excuse(land, "outside", "its borders fade into the background before the frame ends")
        return land

    def bearing(self) -> float:
        """By how much the plane must be turned for the way's beginning to lie where it is seen best."""
        log = self.experiments.landscape
        reach = np.array([np.ptp(log.x), np.ptp(log.y)])
        x, y = (log.path[0] - log.path[-1]) / reach
        return float(BEARING - np.arctan2(y, x))

    def fly(self, land: Landscape, start: View, end: View, seconds: float, along: tuple[float, float],
            **kwargs) -> PlayThrough:
        """From one view to another, while the way is drawn from one share of it to another."""
        def show(share: float) -> None:
            land.show(start.towards(end, share), along[0] + (along[1] - along[0]) * share)
        return PlayThrough([land], show, 0, 1, run_time=seconds, **kwargs)

    # --- one place ---------------------------------------------------------------------------------

    def way_down(self, dot: Dot) -> None:
        """All knobs together are one place in the landscape; and the way from there. dot: where they are."""
        land = self.landscape()
        self.one_place(land, dot)
        self.the_way(land)

    def one_place(self, land: Landscape, dot: Dot) -> None:
        """The place where the knobs are is in the landscape, still in the fog; that lifts, and all of it is seen."""
        little, fog, net = 1 / len(land.path), Fog(), self.name_of_the_net(land)
        near, over = (replace(view, turn=self.bearing() - SWING) for view in (FEET, OVER))
        land.show(near, 0)            # its own dot would be a second one
        place = self.here(land)

        def lift(share: float) -> None:
            self.follow(land.show(near.towards(over, share), little), net)
            fog.show(self.here(land), 1 - share)
        with self.say("place", pause=0.1) as line:
            before = self.others(dot)
            opening = [land, fog, *before, dot]       # one over the other
            self.play(PlayThrough(opening, lambda share: fog.show(place, share), NOTHING, 1, rate_func=rush_from),
                      *(FadeOut(one, rate_func=SOON) for one in before), dot.animate.move_to(place), run_time=0.8)
            self.remove(dot)
            self.follow(land.show(near, little), net)
            self.play(FadeIn(net), run_time=0.3)
            self.hold(0.3)
            self.play(PlayThrough([land, fog, net], lift, 0, 1, rate_func=rate_functions.smooth),
                      run_time=max(line.until("see"), 2.0))
            self.remove(fog)
            self.play(FadeIn(self.said_of_it()), run_time=0.4)
            self.drift(line.left)

    def here(self, land: Landscape) -> np.ndarray:
        """In the frame, where the way begins."""
        return land.place(*self.experiments.landscape.path[0])

    def name_of_the_net(self, land: Landscape) -> VGroup:
        """What stands there, in words."""
        return self.follow(land, patched(words(self.screen("net"), BODY)))

    def follow(self, land: Landscape, name: VGroup) -> VGroup:
        """The name is over the place."""
        return name.next_to(self.here(land), UP, buff=BY)

    def said_of_it(self) -> VGroup:
        """What the landscape is, in words."""
        return self.noted("dimensions", "moved", "height")

    def noted(self, *keys: str) -> VGroup:
        """Texts on screen one under the other, beside the landscape."""
        many = self.film.facts(self.runs)["parameters"].source
        note = VGroup(*(words(self.screen(key), BODY, role("quiet"), source=many if key == "dimensions" else "")
                        for key in keys))
        return note.arrange(DOWN, buff=0.15, aligned_edge=LEFT).move_to(NOTE_AT, aligned_edge=UP + LEFT)

    # --- the way -----------------------------------------------------------------------------------

    def the_way(self, land: Landscape) -> None:
        """Close to where the net began; then down with it, until all is seen again."""
        middle, little = self.bearing(), 1 / len(land.path)
        near, over, last = (replace(view, turn=middle + turn) for view, turn in
                            ((NEAR, -BEFORE), (OVER, 0), (OVER, SWING / 3)))

        def descend(share: float) -> None:
            eased = rate_functions.ease_in_out_sine(share)
            land.show(near.towards(over, eased), little + (1 - little) * eased)
        self.play(FadeOut(*self.others(land)), run_time=0.2)
        self.play(self.fly(land, land.view, near, NEARER, (little, little), rate_func=rate_functions.smooth))
        self.play(PlayThrough([land], descend, 0, SILENT / DESCENT), run_time=SILENT)
        with self.say("path", pause=0) as line:
            self.play(PlayThrough([land], descend, SILENT / DESCENT, 1),
                      run_time=max(line.left + DESCENDING, DESCENT - SILENT))
            self.play(FadeIn(self.said_of_it()), run_time=0.3)
            self.play(self.fly(land, over, last, LOOKED_AT, (1, 1), rate_func=linear))

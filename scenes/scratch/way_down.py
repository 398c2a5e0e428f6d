"""The landscape of the cost, and the way of the real net down into its valley: a part of the chapter on going downhill."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, VGroup, linear, rate_functions

from scenes.kit.declare import excuse
from scenes.kit.landscape import Landscape, View
from scenes.kit.moments import PlayThrough
from scenes.kit.text import words
from scenes.kit.theme import BODY, role
from scenes.scratch.chapter import Chapter

SWING, TILT = 0.3, 0.46    # the landscape turns so far to both sides, and is seen from so far above
BEARING = np.pi / 4        # where the way begins, as seen in the middle of that turn: at the back on the right
PICTURE, SIZE = (11.6, 8.0), (6.0, 3.9)      # width and height of the picture; how large the landscape is in it
ASIDE = 0.3 * RIGHT + 0.25 * UP              # and how far it is from the middle of the frame
FLAT = 0.02                # its first curve is seen from so far above its plane
CEILING = 1.7              # it is cut off so many times as high as the way's highest place
NOTE_AT = [-6.6, 2.75, 0]  # upper left corner of what it is, in words
BESIDE = 0.2               # from its edges to the names of its directions,
RIM = 6.6, 3.3             # which come no further out


class WayDown(Chapter):
    """All knobs together: a curve, carried along, sweeps out the landscape; the net's own way runs down it."""

    def way_down(self) -> None:
        """The landscape comes, the way is drawn, and both go."""
        land = self.landscape()
        self.the_way(land)
        self.play(FadeOut(*self.others()), run_time=0.25)

    def landscape(self) -> Landscape:
        """The cost along one direction is a curve; carried along a second one, it sweeps out the landscape."""
        log = self.experiments.landscape
        ceiling = CEILING * float(log.plane_cross_entropy.max())
        land = Landscape(log.x, log.y, log.cross_entropy, width=PICTURE[0], height=PICTURE[1], ceiling=ceiling,
                         view=View(0, FLAT, *SIZE), soft=True).set_path(log.path)
        excuse(land.shift(ASIDE), "outside", "its borders fade into the background before the frame ends")
        last = self.bearing() - SWING

        def sweep(share: float) -> None:
            land.show(View(last * share, FLAT + (TILT - FLAT) * share, *SIZE), 0, share)
        sweep(0)
        one = words(self.screen("direction"), BODY, role("quiet"))
        one.next_to([land.edge(0)[0], land.edge(0, 0)[1], 0], DOWN, buff=BESIDE)
        with self.say("landscape", pause=0.6) as line:
            self.play(FadeIn(land, one), run_time=0.5)
            line.wait_for("carry")
            self.play(FadeOut(one), run_time=0.25)
            self.play(PlayThrough([land], sweep, 0, 1, rate_func=rate_functions.smooth), run_time=max(line.left, 2.4))
        return land

    def bearing(self) -> float:
        """By how much the plane must be turned for the way's beginning to lie where it is seen best."""
        log = self.experiments.landscape
        reach = np.array([np.ptp(log.x), np.ptp(log.y)])
        x, y = (log.path[0] - log.path[-1]) / reach
        return float(BEARING - np.arctan2(y, x))

    def said_of_it(self) -> VGroup:
        """What the landscape is, in words."""
        many = self.film.facts(self.runs)["parameters"].source
        note = VGroup(*(words(self.screen(key), BODY, role("quiet"), source=many if key == "dimensions" else "")
                        for key in ("slice", "dimensions", "height")))
        return note.arrange(DOWN, buff=0.15, aligned_edge=LEFT).move_to(NOTE_AT, aligned_edge=UP + LEFT)

    def the_way(self, land: Landscape) -> None:
        """The net's own way runs down into the valley, while all turns slowly."""
        first, names = land.view.turn, self.directions()
        self.beside(land, names)
        with self.say("path", pause=0) as line:
            self.play(FadeIn(self.said_of_it(), names), run_time=0.5)
            self.look(land, names, first, first + SWING / 4, (0, 0), max(line.until("steps"), 1.0))
            self.look(land, names, first + SWING / 4, first + 1.75 * SWING, (0, 1), max(line.left + 0.8, 4.6))

    def directions(self) -> VGroup:
        """The names of both directions of the plane."""
        return VGroup(*(words(self.screen(key), BODY) for key in ("first", "second")))

    def beside(self, land: Landscape, names: VGroup) -> None:
        """The names stand below the two edges in front, as far as the frame goes."""
        for name, edge, side in zip(names, (land.edge(0, 0.65), land.edge(0.5, 0)), (RIGHT, LEFT)):
            name.next_to(edge, DOWN + side, buff=BESIDE)
            name.set_x(float(np.clip(name.get_x(), -RIM[0] + name.width / 2, RIM[0] - name.width / 2)))
            name.set_y(max(name.get_y(), -RIM[1]))

    def look(self, land: Landscape, names: VGroup, turn: float, to: float, walked: tuple[float, float], run_time: float) -> None:
        """Turn slowly, from one angle to another, while the way is drawn from one share of it to another."""
        def show(share: float) -> None:
            land.show(land.view.turned(turn + (to - turn) * share), walked[0] + (walked[1] - walked[0]) * share)
            self.beside(land, names)
        self.play(PlayThrough([land, names], show, 0, 1, rate_func=linear), run_time=run_time)

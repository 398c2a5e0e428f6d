"""The landscape of the cost, and the way of the real net down into its valley: a part of the chapter on going downhill."""

from dataclasses import replace

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, FadeIn, FadeOut, Group, Line, VGroup, VMobject, linear, rate_functions

from scenes.kit.declare import excuse
from scenes.kit.landscape import Landscape, View
from scenes.kit.moments import PlayThrough
from scenes.kit.mosaic import Mosaic
from scenes.kit.text import words
from scenes.kit.theme import BODY, LABEL, role
from scenes.scratch.chapter import Chapter
from scenes.scratch.tied import Slider, Tied

SWING = 0.3                # the landscape turns so far to both sides
BEARING = np.pi / 4        # where the way begins, as seen in the middle of that turn: at the back on the right
CEILING = 1.7              # it is cut off so many times as high as the way's highest place
CURVE = View(0, 0.02, 4.2, 6.0, 3.15, 0.5)   # how its first curve is seen: from the side, at the right
OVER = View(0, 0.46, 6.6, 4.2, 0.35, 0.1)     # how the whole is seen,
NEAR = View(0, 0.34, 15.0, 9.5, 0, 0, 0.8)    # how the way is where it begins, from near,
BEFORE = 1.0                                  # from so far on one side
PROMISE = View(0, 0.4, 6.3, 4.1, 0, 0.0)     # and how all is at the beginning of the chapter
FEET = View(0, 0.36, 12.0, 7.6, 0, 0, 0.9)      # and from near, where the net stands in the fog
BEYOND = 0.1               # of the way on the curve, further than where the net ended
WALL, WALL_AT = (6.0, 4.9), [-3.4, 0.4, 0]   # the weights that one slider moves; their middle
NOTE_AT = [-6.6, 2.75, 0]  # upper left corner of what it is, in words
BESIDE = 0.2               # from its edges to the names of its directions,
RIM = 6.6, 3.3             # which come no further out


class WayDown(Chapter):
    """One slider for all knobs makes a curve, a second one carries it over a landscape; the net's own way runs down it."""

    def landscape(self) -> Landscape:
        """The mean cost over the two directions in which the real net moved most, as a full frame; nothing is drawn yet."""
        log = self.experiments.landscape
        ceiling = CEILING * float(log.plane_cross_entropy.max())
        land = Landscape(log.x, log.y, log.cross_entropy, width=self.camera.frame_width, height=self.camera.frame_height,
                         ceiling=ceiling, view=PROMISE, soft=True).set_path(log.path)
        excuse(land, "outside", "its borders fade into the background before the frame ends")
        return land

    def bearing(self) -> float:
        """By how much the plane must be turned for the way's beginning to lie where it is seen best."""
        log = self.experiments.landscape
        reach = np.array([np.ptp(log.x), np.ptp(log.y)])
        x, y = (log.path[0] - log.path[-1]) / reach
        return float(BEARING - np.arctan2(y, x))

    def fly(self, land: Landscape, start: View, end: View, seconds: float, along: tuple[float, float],
            names: VGroup | None = None, **kwargs) -> PlayThrough:
        """From one view to another, while the way is drawn from one share of it to another; names: of the directions, if seen."""
        def show(share: float) -> None:
            land.show(start.towards(end, share), along[0] + (along[1] - along[0]) * share)
            if names:
                self.beside(land, names)
        return PlayThrough([land, *(names or ())], show, 0, 1, run_time=seconds, **kwargs)

    # --- one slider --------------------------------------------------------------------------------

    def way_down(self) -> None:
        """One slider, two, and the way."""
        land = self.landscape()
        self.sweep(land, self.one_slider(land))
        self.the_way(land)
        self.play(FadeOut(*self.others()), run_time=0.25)

    def one_slider(self, land: Landscape) -> Group:
        """All knobs turn with one slider, and the cost draws its curve."""
        log, tied = self.experiments.landscape, Tied(self.digits)
        begin = float(log.path[0, 0])
        wall = Mosaic(tied.pictures(begin), *WALL).move_to(WALL_AT)
        slider = Slider(-BEYOND * begin, begin, wall.width).move_to([wall.get_x(), -2.65, 0])
        name = words(self.screen("one_slider"), BODY).next_to(slider, DOWN, buff=0.25)
        land.show(CURVE, 0, (0.5, 0.5))
        curve, dot = VMobject(stroke_color=role("error"), stroke_width=6), Dot(radius=0.14, color=role("focus"))
        axes = self.axes(land, slider)

        def slide(x: float) -> None:
            slider.show(x)
            wall.show(tied.pictures(x))
            passed = np.linspace(begin, x, max(round(abs(begin - x) * 3), 2))
            curve.set_points_as_corners([land.place(at, 0) for at in passed])
            dot.move_to(curve.get_end())
        slide(begin)
        with self.say("slider", pause=0.6) as line:
            self.play(FadeIn(wall, slider, name), run_time=0.4)
            line.wait_for("one")
            self.play(FadeIn(axes, dot), run_time=0.3)
            self.add(curve, dot)
            views = [slider, wall, curve, dot]
            self.play(PlayThrough(views, slide, begin, 0, rate_func=rate_functions.smooth), run_time=max(line.left - 0.6, 2.8))
            self.play(PlayThrough(views, slide, 0, slider.low, rate_func=rate_functions.there_and_back), run_time=0.9)
        return Group(curve, wall, slider, name, axes, dot)

    def axes(self, land: Landscape, slider: Slider) -> VGroup:
        """Under the curve that one slider makes: where the slider is; beside it the cost."""
        low, high = (land.place(x, 0) for x in (slider.low, slider.high))
        ground = land.place(0, 0)[1] - 0.35
        foot = Line([low[0], ground, 0], [high[0] + 0.3, ground, 0], stroke_color=role("quiet"), stroke_width=3)
        rise = Line(foot.get_start(), [low[0], high[1], 0], stroke_color=role("quiet"), stroke_width=3)
        names = (words(self.screen("slider"), BODY).next_to(foot, DOWN, buff=0.15).align_to(foot, RIGHT),
                 words(self.screen("mean"), LABEL, role("quiet")).next_to(rise, UP, buff=0.15).align_to(rise, LEFT))
        ends = (words(self.screen(key), BODY).next_to(land.place(x, 0) + 0.12 * DOWN, way, buff=0.3)
                for key, x, way in (("begun", slider.high, LEFT), ("ended", 0, UP + RIGHT)))
        return VGroup(foot, rise, *names, *ends)

    # --- two ---------------------------------------------------------------------------------------

    def sweep(self, land: Landscape, drawn: Group) -> None:
        """The curve stays, and is carried to both sides: the landscape."""
        begun = (0 - self.experiments.landscape.y[0]) / np.ptp(self.experiments.landscape.y)
        curve, *rest = drawn
        over = replace(OVER, turn=self.bearing() - SWING)

        def show(share: float) -> None:
            land.show(CURVE.towards(over, share), 0, (begun * (1 - share), begun + (1 - begun) * share))
        with self.say("landscape", pause=0.8) as line:
            self.play(FadeOut(*rest), run_time=0.3)
            show(0)
            self.remove(curve)
            self.add(land)
            self.play(PlayThrough([land], show, 0, 1, rate_func=rate_functions.ease_out_sine), run_time=max(line.left - 0.4, 2.4))
            names = self.directions()
            self.beside(land, names)
            self.play(FadeIn(names), run_time=0.3)
        self.play(FadeOut(names), run_time=0.2)

    def said_of_it(self) -> VGroup:
        """What the landscape is, in words."""
        many = self.film.facts(self.runs)["parameters"].source
        note = VGroup(*(words(self.screen(key), BODY, role("quiet"), source=many if key == "dimensions" else "")
                        for key in ("slice", "dimensions", "height")))
        return note.arrange(DOWN, buff=0.15, aligned_edge=LEFT).move_to(NOTE_AT, aligned_edge=UP + LEFT)

    # --- the way -----------------------------------------------------------------------------------

    def the_way(self, land: Landscape) -> None:
        """Close to where the net began; then down with it, until all is seen again."""
        middle, little = self.bearing(), 1 / len(land.path)
        near, over, last = (replace(view, turn=middle + turn) for view, turn in
                            ((NEAR, -BEFORE), (OVER, 0), (OVER, SWING / 3)))
        names = self.directions()
        with self.say("path", pause=0) as line:
            self.play(*self.margins(False), run_time=0.2)
            self.play(self.fly(land, land.view, near, max(line.until("steps"), 1.4), (little, little),
                               rate_func=rate_functions.smooth))
            self.play(self.fly(land, near, over, max(line.left + 0.4, 3.0), (little, 1),
                               rate_func=rate_functions.ease_in_out_sine))
            self.beside(land, names)
            self.play(*self.margins(True), FadeIn(self.said_of_it(), names), run_time=0.3)
            self.play(self.fly(land, over, last, 0.6, (1, 1), names, rate_func=linear))

    def directions(self) -> VGroup:
        """The names of both directions of the plane."""
        first, moved, second = (words(self.screen(key), BODY) for key in ("first", "moved", "second"))
        return VGroup(VGroup(first, moved).arrange(DOWN, buff=0.12, aligned_edge=LEFT), second)

    def beside(self, land: Landscape, names: VGroup) -> None:
        """The names stand below the two edges in front, as far as the frame goes."""
        for name, edge, side in zip(names, (land.edge(0, 0.65), land.edge(0.5, 0)), (RIGHT, LEFT)):
            name.next_to(edge, DOWN + side, buff=BESIDE)
            name.set_x(float(np.clip(name.get_x(), -RIM[0] + name.width / 2, RIM[0] - name.width / 2)))
            name.set_y(max(name.get_y(), name.height / 2 - RIM[1]))

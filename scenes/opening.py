"""Opening: the whole program, what it learns from, and what it can do in the end."""

from manim import (DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group, LaggedStart, Restore, UpdateFromAlphaFunc, VGroup,
                   smooth)

from scenes.kit.diagram import NetworkDiagram
from scenes.kit.digit import Digit
from scenes.kit.field import AnswerField
from scenes.kit.minimap import Minimap
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, role
from scenes.kit.wall import Wall, journey
from scenes.scratch.cast import whole_listing
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import answer_of, opening_probe, ranks

CLOSE_UP = 6.9        # width of the first look, in manim units: one page of the listing
FIRST_LINES = 10      # lines of the listing that are there from the start
MOVE_IN = 3.4         # seconds from the look at all images to the look at one
SILENT = 0.4          # share of them before it is spoken of
PLACE = DOWN * 0.2    # of the listing


class Opening(Chapter):
    """Drawn from the real net's run: its listing, its images, its last logged moment."""

    def construct(self):
        pages = whole_listing(self.digits).move_to(PLACE)
        self.show_program(pages)
        minimap = self.only_numpy(pages)
        digit = self.all_images(minimap)
        net, picture = self.a_new_one(digit)
        answer = self.name_it(net)
        field = self.honest_figure(VGroup(net, answer), picture)
        self.every_line(field, minimap)
        self.close()

    # --- the program -------------------------------------------------------------------------------

    def show_program(self, pages: VGroup) -> None:
        """The first lines from close by; the look moves back while the others appear."""
        lines = [line for page in pages for line in page.lines if len(line)]
        frame = self.camera.frame.save_state()
        corner = frame.get_corner(UP + LEFT)
        frame.set(width=CLOSE_UP).move_to(corner, aligned_edge=UP + LEFT)
        self.open(pages[0].panel, *lines[:FIRST_LINES])
        with self.say("program") as line:
            self.play(Restore(frame, run_time=max(line.left, 3.0)), FadeIn(pages[1].panel, run_time=1.0),
                      LaggedStart(*(FadeIn(row, shift=RIGHT * 0.1) for row in lines[FIRST_LINES:]), lag_ratio=0.12,
                                  run_time=max(line.left, 3.0)))
        self.remove(*self.mobjects[1:])
        self.add(pages)

    def only_numpy(self, pages: VGroup) -> Minimap:
        """The one library that it needs; then the listing turns into a small picture of itself."""
        source = self.digits.meta["source"].splitlines()
        number = next(i for i, text in enumerate(source, 1) if text.startswith("import numpy"))
        bar = pages[0].bar(number)
        with self.say("numpy") as line:
            self.play(*(page.light(number) for page in pages), run_time=0.8)
            line.wait_for("numpy")
            self.play(FadeIn(bar), run_time=0.4)
        minimap = Minimap(pages).set_z_index(1).save_state()
        self.play(FadeOut(pages, bar), FadeIn(minimap), run_time=0.5)
        return minimap

    # --- what it learns from -----------------------------------------------------------------------

    def all_images(self, minimap: Minimap) -> Digit:
        """All training images, which from afar make up the first of them; the look moves in on that one.

        The small picture of the listing folds away into the corner.
        """
        run = self.digits
        wall = Wall(run.wall_index, run.mosaic, run.wall_half, run.wall_full)
        digit = Digit(run.train_images[0], side=wall.side())
        with self.say("images") as line:
            self.play(FadeIn(wall), minimap.animate.scale(0.11).to_corner(UP + RIGHT, buff=0.5), run_time=0.9)
            self.hold(line.left)
            self.play(journey(wall, 0, SILENT), run_time=SILENT * MOVE_IN)
        with self.say("one"):
            self.play(journey(wall, SILENT, 1), run_time=(1 - SILENT) * MOVE_IN)
            self.add(digit)
            self.play(FadeOut(wall), run_time=0.5)
        return digit

    # --- what it can do in the end -----------------------------------------------------------------

    def a_new_one(self, digit: Digit) -> tuple[NetworkDiagram, Digit]:
        """The training image leaves; a test image takes its place beside the finished net."""
        run = self.digits
        probe = opening_probe(run)
        picture = Digit(run.probe_images[probe], side=4.4).move_to(LEFT * 4.4 + PLACE)
        net = NetworkDiagram(run.sizes, width=5.6, spacing=0.56, radius=0.235, most=10, source="digits:sizes")
        net.set_weights(0, run.w_i_h[-1]).set_weights(1, run.w_h_o[-1]).move_to(RIGHT * 1.7 + DOWN * 0.42)
        with self.say("new") as line:
            self.play(FadeOut(digit, shift=LEFT * 3, scale=0.8), run_time=0.7)
            self.play(FadeIn(net), run_time=line.until("digits"))
            self.play(FadeIn(picture, shift=RIGHT), run_time=0.8)
        return net, picture

    def name_it(self, net: NetworkDiagram) -> VGroup:
        """The image runs through the finished net; its largest output is the answer."""
        run = self.digits
        probe = opening_probe(run)
        k = answer_of(run, probe)
        names = VGroup(*(words(str(name), BODY, role("quiet"), source=f"digits:meta.classes[{i}]")
                         .next_to(neuron, RIGHT, buff=0.2)
                         for i, (name, neuron) in enumerate(zip(run.meta["classes"], net.layers[2], strict=True))))
        answer = words(str(run.meta["classes"][k]), 1.7, role("activation"), bold=True,
                       source=f"digits:meta.classes[{k}]").move_to(RIGHT * 6.1).set_y(net.layers[2][k].get_y())
        with self.say("naming") as line:
            self.play(net.glow(0, run.inputs_of(probe)), FadeIn(names), run_time=0.4)
            self.play(net.pulse(net.edges_between(0)), run_time=0.5)
            self.play(net.glow(1, run.h[-1, probe]), run_time=0.3)
            self.play(net.pulse(net.edges_between(1)), run_time=0.5)
            self.play(net.glow(2, run.o[-1, probe]), net.ring(net.layers[2][k]), run_time=0.3)
            line.wait_for("answer")
            self.play(FadeIn(answer, target_position=names[k], scale=0.3), run_time=0.5)
        return VGroup(names, answer)

    def honest_figure(self, before: VGroup, picture: Digit) -> VGroup:
        """All test images, answered one after the other, and how many of them rightly."""
        run = self.digits
        right = ranks(run) == 0
        field = AnswerField(right, 13.1, 5.0).move_to(UP * 0.3)
        share = Number(0, 1, unit="%", widest=10, size=1.0, color=role("target"), source="digits:(accuracy_test[-1]*100)")
        count = words(self.screen("never_seen"), BODY, role("quiet"),
                      source="digits:meta.data.test")
        figure = in_line(share, count, buff=0.35).next_to(field, DOWN, buff=0.3)

        def test(mobject, alpha):
            field.show(alpha * len(right))
            share.set_value(field.share(alpha * len(right)))
        with self.say("accuracy", pause=0.6) as line:
            self.play(FadeOut(before, picture), run_time=0.4)
            self.play(FadeIn(field), run_time=0.4)
            self.add(figure)
            self.play(UpdateFromAlphaFunc(Group(field, share), test), run_time=max(line.until("figure"), 2.0), rate_func=smooth)
            self.play(UpdateFromAlphaFunc(field, lambda mobject, alpha: mobject.show(len(right), alpha)), run_time=0.8)
        return VGroup(figure), field

    def every_line(self, field: tuple, minimap: Minimap) -> None:
        """The small picture unfolds into the listing, and its lines light up one after the other."""
        pages = whole_listing(self.digits).move_to(PLACE)
        rows = [row for page in pages for row in page.lines if len(row)]
        for row in rows:
            row.set_opacity(0.35)
        with self.say("every_line", pause=0.8) as line:
            self.play(FadeOut(*field), run_time=0.3)
            self.play(Restore(minimap), run_time=0.8)
            self.play(FadeOut(minimap), FadeIn(pages), run_time=0.4)
            self.play(LaggedStart(*(row.animate.set_opacity(1) for row in rows), lag_ratio=0.2),
                      run_time=max(line.left, 1.5))

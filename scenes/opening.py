"""Opening: the whole program, what it learns from, and what it can do in the end."""

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, LaggedStart, UpdateFromAlphaFunc, VGroup

from scenes.film.cast import whole_listing
from scenes.film.chapter import Chapter
from scenes.film.facts import answer_of, opening_probe
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.digit import Digit
from scenes.kit.text import Number, words
from scenes.kit.theme import LABEL, role
from scenes.kit.wall import Wall


class Opening(Chapter):
    """Drawn from the real net's run: its listing, its images, its last logged moment."""

    def construct(self):
        listing = whole_listing(self.digits).move_to(DOWN * 0.2)
        self.open()
        self.show_program(listing)
        self.only_numpy(listing)
        digit = self.all_images()
        net, picture = self.a_new_one(digit)
        answer = self.name_it(net, picture)
        self.honest_figure(net, picture, answer)
        self.close()

    def show_program(self, listing: VGroup) -> None:
        """The listing appears line by line."""
        lines = [line for page in listing for line in page.lines if len(line)]
        with self.say("program") as line:
            self.play(*(FadeIn(page.panel) for page in listing), run_time=0.5)
            self.play(LaggedStart(*(FadeIn(row, shift=RIGHT * 0.1) for row in lines), lag_ratio=0.12),
                      run_time=max(line.left, 2.0))
        self.add(listing)

    def only_numpy(self, listing: VGroup) -> None:
        """The one library that it needs."""
        source = self.digits.meta["source"].splitlines()
        number = next(i for i, text in enumerate(source, 1) if text.startswith("import numpy"))
        with self.say("numpy") as line:
            line.wait_for("NumPy")
            self.play(*(page.light(number) for page in listing), run_time=0.6)
        self.play(listing.animate.scale(0.12).to_corner(UP + RIGHT, buff=0.5).set_opacity(0), run_time=0.7)
        self.remove(listing)

    def all_images(self) -> Digit:
        """All training images; the look moves in on the first of them."""
        run, title = self.digits, self.mobjects[0]
        wall = Wall(run.wall_index, run.mosaic, run.wall_half, run.wall_full)
        digit = Digit(run.train_images[0], side=wall.side())
        with self.say("images"):
            self.play(FadeOut(title), FadeIn(wall), run_time=0.8)
            self.play(UpdateFromAlphaFunc(wall, lambda mobject, alpha: mobject.look(0.12 * alpha)), run_time=1.2)
        with self.say("one"):
            self.play(UpdateFromAlphaFunc(wall, lambda mobject, alpha: mobject.look(0.12 + 0.88 * alpha)),
                      run_time=2.6)
            self.add(digit)
            self.play(FadeOut(wall), FadeIn(title), run_time=0.5)
        return digit

    def a_new_one(self, digit: Digit) -> tuple[NetworkDiagram, Digit]:
        """The training image leaves; a test image takes its place beside the finished net."""
        run = self.digits
        probe = opening_probe(run)
        picture = Digit(run.probe_images[probe], side=3.8).move_to(LEFT * 4.4)
        net = NetworkDiagram(run.sizes, width=5.0, spacing=0.58, radius=0.22, most=10, source="digits:sizes")
        net.set_weights(0, run.w_i_h[-1]).set_weights(1, run.w_h_o[-1]).move_to(RIGHT * 2.4)
        with self.say("new") as line:
            self.play(FadeOut(digit, shift=LEFT * 2), FadeIn(picture, shift=LEFT * 2), FadeIn(net), run_time=1.2)
            self.play(net.glow(0, run.probe_images[probe] / 255), run_time=0.6)
        self.remove(digit)
        return net, picture

    def name_it(self, net: NetworkDiagram, picture: Digit) -> VGroup:
        """The image runs through the finished net; its largest output is the answer."""
        run = self.digits
        probe = opening_probe(run)
        k = answer_of(run, probe)
        names = VGroup(*(words(str(name), LABEL, role("quiet"), source=f"digits:meta.classes[{i}]")
                         .next_to(neuron, RIGHT, buff=0.2)
                         for i, (name, neuron) in enumerate(zip(run.meta["classes"], net.layers[2], strict=True))))
        answer = words(str(run.meta["classes"][k]), 1.3, role("activation"), bold=True,
                       source=f"digits:meta.classes[{k}]").move_to(RIGHT * 6.0)
        answer.set_y(net.layers[2][k].get_y())
        with self.say("naming") as line:
            self.play(net.pulse(net.edges_between(0)), FadeIn(names), run_time=0.6)
            self.play(net.glow(1, run.h[-1, probe]), run_time=0.3)
            self.play(net.pulse(net.edges_between(1)), run_time=0.5)
            self.play(net.glow(2, run.o[-1, probe]), net.ring(net.layers[2][k]), run_time=0.4)
            self.play(FadeIn(answer, target_position=names[k]), run_time=0.5)
        return VGroup(names, answer)

    def honest_figure(self, net: NetworkDiagram, picture: Digit, answer: VGroup) -> None:
        """How many of the test images it reads rightly."""
        run = self.digits
        share = Number(100 * float(run.accuracy_test[-1]), 1, unit="%", size=1.1, color=role("activation"),
                       source="digits:(accuracy_test[-1]*100)")
        count = words(f"of {run.meta['data']['test']:,} images it has never seen", LABEL, role("quiet"),
                      source="digits:meta.data.test")
        figure = VGroup(share, count).arrange(DOWN, buff=0.4)
        with self.say("accuracy"):
            self.play(FadeOut(net, picture, answer), FadeIn(figure, scale=0.9), run_time=0.9)
        with self.say("every_line", pause=0.5):
            pages = whole_listing(run).move_to(DOWN * 0.2)
            self.play(FadeOut(figure), FadeIn(pages, scale=0.9), run_time=0.9)
            self.play(*(page.light(*range(page.first, page.first + 1)) for page in pages), run_time=0.8)
            self.play(*(page.light() for page in pages), run_time=0.8)

"""Opening: a question that nobody can answer with a rule, the program that finds one, and what it can do in the end."""

from manim import (DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, LaggedStart, ReplacementTransform, Restore,
                   VGroup, linear, smooth)
from manim.utils.rate_functions import ease_out_sine

from scenes.film.stage.scene import TRANSITION
from scenes.kit.declare import excuse
from scenes.kit.digit import Digit
from scenes.kit.field import AnswerField
from scenes.kit.minimap import Minimap
from scenes.kit.moments import PlayThrough
from scenes.kit.rates import LATE, SOON
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, SMALL, role
from scenes.kit.wall import Wall, journey
from scenes.scratch.cast import whole_listing
from scenes.scratch.chapter import Chapter
from scenes.scratch.first_answers import Answers, learning
from scenes.scratch.facts import answer_of, opening_probe, ranks
from scenes.scratch.hard import hard_pair
from scenes.scratch.picture_net import UPRIGHT, PictureNet
from scenes.scratch.stranger import LOW, SMALLER, stranger

CLOSE_UP = 6.9        # width of the first look, in manim units: one page of the listing
FIRST_LINES = 10      # lines of the listing that are there from the start
MOVE_IN = 3.4         # seconds from the look at all images to the look at one
AT_REST = 1.0         # seconds for which all images are seen before: in a drift their edge would show
PLACE = DOWN * 0.2    # of the listing
SIDE, ASIDE = 5.95, 3.35  # of the images that are hard to tell; how far from the middle both of them stand
BEYOND = 10.0         # how far an image goes to the left or comes from the right: out of the frame
SPOKEN = 0.9          # seconds before its mark in which the share is said


class Opening(Chapter):
    """Drawn from the real net's run: its listing, its images, its last logged moment."""

    def construct(self):
        pages = self.show_program(self.ask())
        digit = self.all_images(self.fold(pages))
        seen = self.turn_into_a_layer(digit)
        answer = self.name_it(seen)
        field = self.honest_figure(Group(seen.net, answer, seen.lines, seen.picture))
        self.how(self.ask_about_a_face(field))

    # --- the question ------------------------------------------------------------------------------

    def ask(self) -> Digit:
        """An image of either of the two classes that are mistaken for each other most easily: hard to tell by a rule."""
        first, other = pair = Group(*(Digit(hard.pixels, side=SIDE) for hard in hard_pair(self.runs)))
        first.move_to(PLACE)
        self.play(FadeIn(first), run_time=TRANSITION)
        with self.say("glance", pause=0.7):
            self.play(first.animate.scale(1.04), run_time=1.2, rate_func=linear)
        with self.say("rule", pause=1.2) as line:
            self.hold(line.until("end") - 0.5)
            self.add(other.match_width(first).move_to(PLACE + BEYOND * RIGHT))
            self.play(first.animate.move_to(PLACE + ASIDE * LEFT), other.animate.move_to(PLACE + ASIDE * RIGHT), run_time=0.9)
            line.wait_for("begin")
            self.play(*(card.animate.scale(1.04) for card in pair), rate_func=linear, run_time=1.2)
        return self.turn(pair)

    def turn(self, pair: Group) -> Digit:
        """The one image turns into the other: nobody can say where."""
        digit, other = pair
        before, after = (card.pixels.ravel() / 255 for card in pair)
        with self.say("nobody", pause=0.5) as line:
            self.play(FadeOut(other, rate_func=SOON), digit.animate.move_to(PLACE), run_time=0.6)
            self.play(PlayThrough([digit], lambda share: digit.show(before + share * (after - before)), 0, 1, rate_func=smooth),
                      run_time=max(line.left + 0.3, 1.8))
        return digit

    # --- the program -------------------------------------------------------------------------------

    def show_program(self, asked: Digit) -> VGroup:
        """The program's first lines from close by; the look moves back while the others appear."""
        pages = whole_listing(self.digits.meta["source"]).move_to(PLACE)
        lines = [line for page in pages for line in page.lines if len(line)]
        frame = self.camera.frame.save_state()
        corner = frame.get_corner(UP + LEFT)
        with self.say("program", pause=0.5) as line:
            self.play(FadeOut(asked), run_time=0.4)
            frame.set(width=CLOSE_UP).move_to(corner, aligned_edge=UP + LEFT)
            self.play(FadeIn(pages[0].panel, *lines[:FIRST_LINES]), run_time=0.5)
            seconds = max(line.left, 2.0)
            self.play(Restore(frame, run_time=seconds), FadeIn(pages[1].panel, run_time=1.0),
                      LaggedStart(*(FadeIn(row, shift=RIGHT * 0.1) for row in lines[FIRST_LINES:]), lag_ratio=0.12,
                                  run_time=seconds))
        self.remove(*self.mobjects)
        self.add(pages)
        return pages

    def fold(self, pages: VGroup) -> Wall:
        """The listing folds away into its map, which leaves; all images come over it."""
        run, minimap, there = self.digits, Minimap(pages).set_z_index(1), self.spine
        wall = Wall(run.wall_index, run.mosaic, run.wall_half, run.wall_full).set_z_index(2)
        excuse(minimap, "exposure", "the images come over the listing while it folds away")
        self.remove(pages)
        self.add(minimap)
        self.play(ReplacementTransform(minimap, there.map.copy()), FadeIn(wall, rate_func=LATE), run_time=0.9)
        self.remove(*self.mobjects)
        self.add(wall)
        return wall

    # --- what it learns from -----------------------------------------------------------------------

    def all_images(self, wall: Wall) -> Digit:
        """All training images, which from afar make up the first of them; the look moves in on that one."""
        digit = Digit(self.digits.train_images[0], side=wall.side())
        with self.say("images") as line:
            self.hold(min(line.left, AT_REST))
            self.play(journey(wall, 0, 1), run_time=max(line.left, MOVE_IN))
        self.add(digit)
        self.play(FadeOut(wall, rate_func=SOON), run_time=0.6)
        return digit

    # --- what it can do in the end -----------------------------------------------------------------

    def turn_into_a_layer(self, digit: Digit) -> PictureNet:
        """A test image takes the training image's place; it turns aside, and its lit pixels are joined with the net."""
        run = self.digits
        pixels = run.probe_images[opening_probe(run)]
        seen, ((x, _), side) = PictureNet(run, pixels), UPRIGHT
        new = Digit(pixels, side=side).move_to([x, LOW[1], 0])
        with self.say("new", pause=0.4) as line:
            self.hold(line.at("new") - line.elapsed - 0.4)
            self.add(new.shift(RIGHT * BEYOND))
            self.play(digit.animate(remover=True).shift(LEFT * BEYOND), new.animate.shift(LEFT * BEYOND), run_time=0.9)
        self.remove(new)
        self.add(seen.picture)
        with self.say("pixels", pause=0.1) as line:
            self.play(PlayThrough([seen.picture], seen.picture.show, 0, 1, rate_func=smooth), run_time=1.3)
            self.play(FadeIn(seen.net), run_time=0.4)
            self.play(LaggedStart(*(Create(one) for one in seen.join()), lag_ratio=0.004), run_time=max(line.left, 1.2))
        return seen

    def name_it(self, seen: PictureNet) -> VGroup:
        """The image runs through the net before it learns: its largest output is the answer. Then it learns, and all logged
        moments pass, with what it answers at each."""
        run, net = self.digits, seen.net
        probe, last = opening_probe(run), len(run.updates) - 1
        names = VGroup(*(words(str(name), SMALL, role("quiet"), source=f"digits:meta.classes[{i}]")
                         for i, name in enumerate(run.meta["classes"])))
        columns = 1 if names[0].height < net.layers[1].height / len(names) else 2
        for i, (name, neuron) in enumerate(zip(names, net.layers[1], strict=True)):
            name.next_to(neuron, RIGHT, buff=0.2 if columns == 1 else 0.08 + 0.28 * (i % columns))
        answers = Answers(run, probe, names, LOW[1], self.screen("seen"))
        show, first = learning(run, probe, seen, answers), answer_of(run, probe, 0)
        with self.say("naming", pause=1.0) as line:
            self.play(net.glow(0, run.h[0, probe]), FadeIn(names), run_time=0.5)
            self.play(net.pulse(net.edges_between(0)), run_time=0.5)
            self.play(net.glow(1, run.o[0, probe]), run_time=0.3)
            self.hold(line.at("guess") - line.elapsed - 0.4)
            self.play(FadeIn(answers, target_position=names[first], scale=0.3), net.ring(net.layers[1][first]), run_time=0.4)
        with self.say("learned", pause=0.8) as line:
            self.hold(line.at("learns") - line.elapsed - 0.3)
            self.play(net.ring(net.layers[1][first], on=False), run_time=0.2)
            self.play(PlayThrough([net, seen.lines, answers], show, 0, last), run_time=max(line.until("answer") - 0.1, 2.3))
            self.play(net.ring(net.layers[1][answer_of(run, probe)]), run_time=0.4)
        return VGroup(names, answers)

    def honest_figure(self, before: Group) -> Group:
        """All test images, answered one after the other, and how many of them rightly."""
        run = self.digits
        right = ranks(run) == 0
        field = AnswerField(right, 13.1, 5.0).move_to(UP * 0.3)
        share = Number(100 * float(run.accuracy_test[-1]), 1, unit="%", size=1.0, color=role("target"),
                       source="digits:(accuracy_test[-1]*100)")
        count = words(self.screen("never_seen"), BODY, role("quiet"),
                      source="digits:meta.data.test")
        figure = in_line(share, count, buff=0.35).next_to(field, DOWN, buff=0.3)
        with self.say("accuracy", pause=0.8) as line:
            self.play(FadeOut(before), run_time=0.3)
            self.play(PlayThrough([field], field.show, 0, len(right), rate_func=ease_out_sine),
                      run_time=max(line.until("figure") - SPOKEN, 1.5))
            self.play(FadeIn(figure, shift=UP * 0.2), run_time=0.4)
            self.play(PlayThrough([field], field.gather, 0, 1, rate_func=smooth), run_time=1.1)
        return Group(figure, field)

    def ask_about_a_face(self, before: Group) -> Group:
        """A picture of nothing it has learned, and what it says all the same: why, is not told yet."""
        asked = picture, answer = stranger(self.experiments)
        with self.say("face", pause=0.6) as line:
            self.push_aside(before, picture)
            self.hold(line.at("answer") - line.elapsed - 0.2)
            self.play(FadeIn(answer, scale=0.4), run_time=0.4)
        with self.say("unexplained", pause=0.6) as line:
            self.drift(line.left)
        return asked

    def how(self, unanswered: Group) -> None:
        """What the film is about: the picture that nobody has explained yet stays while it is asked, and for the next chapter."""
        with self.say("how", pause=0.5) as line:
            line.wait_for("why")
            self.play(unanswered.animate.scale(SMALLER), run_time=max(line.left, 1.0))

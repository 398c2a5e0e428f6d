"""What others can make with the same generator: another run of film one, and a film of their own."""

import tomllib
from functools import cached_property

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, Rectangle, Square, UpdateFromAlphaFunc, VGroup,
                   linear)

from scenes.film.narration.script import Script, without_marks
from scenes.kit.declare import holds
from scenes.kit.digit import WeightImage
from scenes.kit.listing import PITCH as PITCH_OF_ROWS
from scenes.kit.listing import Listing, excerpt
from scenes.kit.rates import LATE, SOON
from scenes.kit.scales import largest
from scenes.kit.terminal import Terminal
from scenes.kit.text import CODE_ADVANCE, in_line, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.making.chapter import Chapter
from scenes.making.framed import framed
from scenes.scratch.strokes import BRIGHT, changes

WALL, SIDE, PITCH = (7, 6, 7), 1.55, 1.65     # pictures in each row of the wall of weights, their side, from one to the next
OPTIONS = "data", "words", "language"     # the marks at which they are typed
SENTENCE, SENTENCES_Y = 0.6, 1.1          # em of a sentence in several languages, and y of the middle of all of them
TYPED, COMMAND_Y = 0.42, 2.45             # em of a command, and its y above the frame that it makes
SHOWN = {"film": "from pathlib", "words": "[film]", "seen": "class Hello"}           # where each file is read from,
ROWS = {"film": 7, "words": 6, "seen": 7}                                            # how many rows,
MEANT = {"film": ("FILM = ",), "words": ("square = ",), "seen": ("with", "line.wait", "self.play")}     # and which are meant
WIDE, HIGHEST, CODE = 12.2, 4.9, 0.34     # of a file, at most, without its panel's edges; its em at most
NAMES_Y, LISTING_Y, OWN_Y = 2.3, -0.5, 2.3     # y of the files' names, of a file, and of the rows that are left of it
HIGH, FRAME_Y = 4.5, -1.05                # of the frame of a film of one's own
SMALLER, BESIDE = 3.6, (-3.35, 3.35)      # of it and of film one's, and their x
CARET, BLINKS = 0.4, 5                    # seconds for which a caret is there, or not; how often it changes


class Yours(Chapter):
    """Another seed, data, words, language; three files, the square that they make, one command; and a question."""

    def construct(self):
        self.open()
        self.ask(self.make(*self.square(self.files(self.options(self.seed())))))

    # --- another run of film one ---------------------------------------------------------------------

    def seed(self) -> Group:
        """What the hidden neurons have learned, and what those of a run from another seed have."""
        own, other = changes(self.digits), self.experiments.reseeded.change.astype(float)
        scale = BRIGHT * largest(own)
        wall = Group(*(WeightImage(row, SIDE, scale).move_to(place) for row, place in zip(own, self.places(), strict=True)))
        terminal = Terminal(4.4, 1, TYPED).move_to([0, -3.0, 0])
        with self.say("seed", pause=0.3) as line:
            self.play(FadeIn(wall), run_time=0.5)
            self.hold(line.at("seed") - line.elapsed - 0.3)
            self.play(FadeIn(terminal), run_time=0.3)
            command = f"make SEED={self.digits.meta['seed'] + 1}"
            self.play(terminal.type(command, max(line.left, 1.0), "digits:meta.seed+1"))
        with self.say("other", pause=1.6) as line:
            line.wait_for("strokes")
            self.play(self.give_way(wall, other), run_time=1.6)
            self.drift(line.left)
        return Group(wall, terminal)

    def options(self, wall: Group) -> Group:
        """Other data, other words, another language: what is typed for each, and a sentence in all languages that there are."""
        said = VGroup(*(words(text, SENTENCE) for text in self.log.text("yours_languages").splitlines()))
        said.arrange(DOWN, buff=0.45).move_to(SENTENCES_Y * UP)
        terminal = Terminal(9.0, 3, TYPED).move_to([0, -2.3, 0])
        with self.say("options", pause=1.2) as line:
            self.push_aside(wall, Group(said[0], terminal))
            self.add(said[0], terminal)
            for mark, command in zip(OPTIONS, self.log.text("yours_options").splitlines(), strict=True):
                line.wait_for(mark)
                self.play(terminal.type(command, 0.7))
            self.play(FadeIn(said[1:], lag_ratio=0.5), run_time=0.8)
            self.drift(line.left)
        return Group(said, terminal)

    @staticmethod
    def places() -> list[np.ndarray]:
        """Where the pictures of the wall stand."""
        return [np.array([(k - (count - 1) / 2) * PITCH, (1 - row) * PITCH + 0.3, 0])
                for row, count in enumerate(WALL) for k in range(count)]

    @staticmethod
    def give_way(wall: Group, weights: np.ndarray) -> UpdateFromAlphaFunc:
        """One picture after the other switches to these weights."""
        def show(wall, share: float):
            for image, row in zip(wall[:int(share * len(wall))], weights, strict=False):
                image.show(row, BRIGHT * largest(weights))
        return UpdateFromAlphaFunc(wall, show, rate_func=linear)

    # --- a film of one's own -------------------------------------------------------------------------

    def files(self, wall: Group) -> Listing:
        """The three files, one after the other, with the rows that are meant lit. Returns the rows of the last one."""
        names = in_line(*(words(self.screen(key), TITLE, role("quiet")) for key in SHOWN), buff=1.5).move_to(NAMES_Y * UP)
        before: Group | Listing = wall
        for name, key in zip(names, SHOWN, strict=True):
            listing = self.file(key)
            with self.say(key, pause=1.5) as line:
                first = before is wall
                self.hold(line.at("three" if first else key) - line.elapsed - 1.0)
                self.push_aside(before, VGroup(names, listing) if first else listing)
                self.add(names, listing)
                self.hold(line.at(key) - line.elapsed - 0.2)
                lit = (one.animate.set_color(role("focus" if one is name else "quiet")) for one in names)
                self.play(*lit, listing.light(*self.meant(key)), run_time=0.5)
                self.drift(line.left)
            before = listing
        return self.lift_out(listing, names)

    def file(self, key: str) -> Listing:
        """A file as large as there is room for."""
        text = self.rows(key)
        rows = text.splitlines()
        size = min(CODE, WIDE / (CODE_ADVANCE * max(map(len, rows))), HIGHEST / (PITCH_OF_ROWS * len(rows)))
        return Listing(text, size).move_to(LISTING_Y * UP)

    def rows(self, key: str) -> str:
        """These rows of a file."""
        text = self.log.text(f"yours_{key}")
        first = next(k for k, row in enumerate(text.splitlines(), 1) if row.strip().startswith(SHOWN[key]))
        return excerpt(text, range(first, first + ROWS[key]))

    def meant(self, key: str) -> list[int]:
        """The numbers of the rows that the narration means."""
        return [k for k, row in enumerate(self.rows(key).splitlines(), 1) if row.strip().startswith(MEANT[key])]

    def lift_out(self, listing: Listing, names: VGroup) -> Listing:
        """Of the last file only the rows that are meant stay, on a panel of their own."""
        numbers = self.meant("seen")
        own = Listing(excerpt(self.rows("seen"), numbers), listing.pitch / PITCH_OF_ROWS)
        own.shift(listing.line(numbers[0]).get_corner(UP + LEFT) - own.line(1).get_corner(UP + LEFT))
        self.remove(listing)
        self.add(own)
        self.play(FadeOut(listing, names), own.animate.move_to([0, OWN_Y, 0]), run_time=0.6)
        return own

    @cached_property
    def own(self) -> dict:
        """The script of that film."""
        return tomllib.loads(self.log.text("yours_words"))

    def square(self, listing: Listing) -> tuple[Group, Square]:
        """The frame that these files make: the beat runs as it stands there."""
        frame = Rectangle(width=HIGH * 16 / 9, height=HIGH, stroke_color=role("quiet"), stroke_width=1.5).move_to([0, FRAME_Y, 0])
        title = words(self.own["hello"]["title"], LABEL, role("quiet"))
        title.move_to(frame.get_corner(UP + LEFT) + [0.3, -0.3, 0], UP + LEFT)
        square = Square(3, color=role("positive")).scale(HIGH / self.camera.frame_height).move_to(frame)
        holds(frame, title)
        with self.say("square", pause=1.3) as line:
            self.add(frame, title)
            self.play(listing.light(1), run_time=0.3)
            line.wait_for("now")
            self.play(Create(square), listing.light(3), run_time=max(line.left, 0.6))
        self.play(FadeOut(listing), run_time=0.3)
        return VGroup(frame, title), square

    def make(self, frame: VGroup, square: Square) -> VGroup:
        """One command; and the caption is there, too."""
        terminal = Terminal(6.0, 1, TYPED).move_to([0, COMMAND_Y, 0])
        caption = words(without_marks(self.own["hello"]["square"]), LABEL).move_to(frame[0].get_bottom() + 0.45 * UP)
        holds(frame[0], caption)
        with self.say("make", pause=1.3) as line:
            self.play(FadeIn(terminal), run_time=0.3)
            line.wait_for("make")
            self.play(terminal.type(self.log.text("yours_command"), 1.2))
            line.wait_for("captions")
            self.play(FadeIn(caption, shift=0.2 * UP), run_time=0.4)
            self.drift(line.left)
        self.play(FadeOut(terminal), run_time=0.3)
        return VGroup(*frame, square, caption)

    def ask(self, mine: VGroup) -> None:
        """Film one beside the film of one's own, the question, and a command that waits for its end."""
        first = framed(self.frame_of_film_one("origin_frame", SMALLER)).move_to([BESIDE[0], 0.2, 0])
        titles = [Script.load(self.subject.script("en")).tables["film"]["title"], self.own["film"]["title"]]
        names = VGroup(*(words(title, BODY, role("quiet")) for title in titles))
        for name, x in zip(names, BESIDE, strict=True):
            name.move_to([x, -1.95, 0])
        with self.say("first", pause=0.6) as line:
            self.play(mine[:3].animate(rate_func=SOON).scale(SMALLER / HIGH).move_to([BESIDE[1], 0.2, 0]),
                      FadeOut(mine[3], rate_func=SOON), FadeIn(first, rate_func=LATE), run_time=1.2)
            line.wait_for("called")
            self.play(FadeIn(names), run_time=0.4)
            self.drift(line.left)
        question = words(self.screen("question"), 2 * TITLE, role("activation")).move_to([0, -1.8, 0])
        terminal = Terminal(6.0, 1, TYPED).move_to([0, -2.95, 0])
        with self.say("question", pause=0.1) as line:
            self.play(Group(first, mine[:3], names).animate.shift(UP), FadeIn(question, terminal, rate_func=LATE), run_time=0.9)
            self.play(terminal.type(self.log.text("yours_command").partition("=")[0] + "=", max(line.left, 0.8)))
        self.blink(terminal)

    def blink(self, terminal: Terminal) -> None:
        """The caret behind what is typed goes and comes."""
        caret = Rectangle(width=0.6 * TYPED, height=TYPED, stroke_width=0, fill_color=role("focus"), fill_opacity=1)
        holds(terminal.panel, caret.next_to(terminal.lines[-1], RIGHT, buff=0.1).set_y(terminal.panel.get_y()))
        self.play(UpdateFromAlphaFunc(caret, lambda caret, share: caret.set_fill(opacity=float(int(share * BLINKS) % 2 == 0))),
                  rate_func=linear, run_time=BLINKS * CARET)

"""What others can make with the same generator: another run of film one, and a film of their own."""

import tomllib
from functools import cached_property

import numpy as np
from manim import (DOWN, LEFT, UP, Create, FadeIn, FadeOut, Group, Rectangle, Square, UpdateFromAlphaFunc,
                   VGroup, linear)

from scenes.film.narration.script import Script
from scenes.kit.declare import dimmed, holds
from scenes.kit.digit import WeightImage
from scenes.kit.listing import UNLIT, Listing, excerpt
from scenes.kit.scales import largest
from scenes.kit.terminal import Terminal
from scenes.kit.text import words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.making.chapter import Chapter
from scenes.scratch.strokes import BRIGHT, changes

WALL, SIDE, PITCH = (7, 6, 7), 1.55, 1.65     # pictures in each row of the wall of weights, their side, from one to the next
TYPED = 0.32                              # em of a command
CODE = 0.2                                # em of the three files
SHOWN = {"film": "FILM = ", "script": "[hello]", "chapter": "with self.say(\"square\")"}     # where each is read from,
ROWS = {"film": 2, "script": 3, "chapter": 3}                                                # and how many rows
HIGH, SMALLER = 4.7, 3.6                  # of the frame of a film of one's own
BESIDE = -3.35, 3.35                      # x of film one and of that film


class Yours(Chapter):
    """Another seed; three files, the square that they make, one command; and a question."""

    def construct(self):
        self.open()
        self.ask(self.make(*self.square(self.files(self.seed()))))
        self.close()

    # --- another run of film one ---------------------------------------------------------------------

    def seed(self) -> Group:
        """What the hidden neurons have learned, and what those of a run from another seed have."""
        own, other = changes(self.digits), self.experiments.reseeded.change.astype(float)
        scale = BRIGHT * largest(own)
        wall = Group(*(WeightImage(row, SIDE, scale).move_to(place) for row, place in zip(own, self.places(), strict=True)))
        terminal = Terminal(4.4, 1, TYPED).move_to([0, -3.0, 0])
        with self.say("seed", pause=0.3) as line:
            self.play(FadeIn(wall, terminal), run_time=0.5)
            line.wait_for("seed")
            command = f"make SEED={self.digits.meta['seed'] + 1}"
            self.play(terminal.type(command, max(line.left, 1.0), "digits:meta.seed+1"))
        with self.say("other", pause=2.0) as line:
            line.wait_for("strokes")
            self.play(self.give_way(wall, other), run_time=1.6)
            self.drift(line.left)
        return Group(wall, terminal)

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

    def files(self, before: Group) -> dict[str, VGroup]:
        """Rows of the three files, each with the file's name above it."""
        files = {name: self.file(name) for name in SHOWN}
        VGroup(*files.values()).arrange(DOWN, buff=0.45, aligned_edge=LEFT).move_to([0, -0.2, 0])
        with self.say("files", pause=1.0) as line:
            self.push_aside(before, VGroup(*files.values()))
            for name, (listing, title) in files.items():
                line.wait_for(name)
                self.play(listing.light(), title.animate.set_color(role("focus")), run_time=0.5)
            self.drift(line.left)
        return files

    def file(self, name: str) -> VGroup:
        """Some rows of a file, still unlit, and its name."""
        listing = Listing(self.rows(name), CODE)
        for row in listing.content:
            dimmed(row.set_opacity(UNLIT))
        return VGroup(listing, words(self.screen(name), LABEL, role("quiet")).next_to(listing, UP, buff=0.12, aligned_edge=LEFT))

    def rows(self, name: str) -> str:
        """These rows of a file."""
        text = self.log.text(f"yours_{name}")
        first = next(k for k, row in enumerate(text.splitlines(), 1) if row.strip().startswith(SHOWN[name]))
        return excerpt(text, range(first, first + ROWS[name]))

    @cached_property
    def own(self) -> dict:
        """The script of that film."""
        return tomllib.loads(self.log.text("yours_script"))

    def square(self, files: dict[str, VGroup]) -> tuple[VGroup, Square]:
        """The frame that these files make: the beat runs as it stands there."""
        listing = files["chapter"][0]
        frame = Rectangle(width=HIGH * 16 / 9, height=HIGH, stroke_color=role("quiet"), stroke_width=1.5).move_to([0, -0.95, 0])
        title = words(self.own["hello"]["title"], LABEL, role("quiet"))
        title.move_to(frame.get_corner(UP + LEFT) + [0.3, -0.3, 0], UP + LEFT)
        square = Square(3, color=role("positive")).scale(HIGH / self.camera.frame_height).move_to(frame)
        holds(frame, title)
        self.play(FadeOut(files["film"], files["script"], files["chapter"][1]), run_time=0.3)
        with self.say("square", pause=1.6) as line:
            self.play(listing.animate.move_to([0, 2.3, 0]), run_time=min(line.until("now"), 0.5))
            self.add(frame, title)
            line.wait_for("now")
            self.play(Create(square), listing.light(3), run_time=max(line.left, 0.6))
        self.play(FadeOut(listing), run_time=0.3)
        return VGroup(frame, title), square

    def make(self, frame: VGroup, square: Square) -> VGroup:
        """One command."""
        terminal = Terminal(5.2, 1, TYPED).move_to([0, 2.3, 0])
        with self.say("make", pause=1.5) as line:
            self.play(FadeIn(terminal), run_time=0.3)
            line.wait_for("make")
            self.play(terminal.type(self.log.text("yours_command"), 1.2))
            self.drift(line.left)
        self.play(FadeOut(terminal), run_time=0.3)
        return VGroup(*frame, square)

    def ask(self, mine: VGroup) -> None:
        """Film one beside the film of one's own, and the question."""
        picture = self.frame_of_film_one("origin_frame", SMALLER)
        edge = Rectangle(width=picture.width, height=picture.height, stroke_color=role("quiet"), stroke_width=1.5)
        first = Group(picture, edge).move_to([BESIDE[0], 0.75, 0])
        titles = [Script.load(self.subject.script("en")).tables["film"]["title"], self.own["film"]["title"]]
        names = VGroup(*(words(title, BODY, role("quiet")) for title in titles))
        for name, x in zip(names, BESIDE, strict=True):
            name.move_to([x, -1.5, 0])
        question = words(self.screen("question"), 2.2 * TITLE, role("activation")).move_to([0, -2.75, 0])
        with self.say("first", pause=0.4) as line:
            self.play(mine.animate.scale(SMALLER / HIGH).move_to([BESIDE[1], 0.75, 0]), FadeIn(first), run_time=0.8)
            line.wait_for("called")
            self.play(FadeIn(names), run_time=0.4)
            self.drift(line.left)
        with self.say("question", pause=2.4) as line:
            bright = mine[-1].animate(run_time=max(line.left, 0.8)).set_fill(role("activation"), 1).set_stroke(role("activation"))
            self.play(FadeIn(question, shift=0.2 * UP, run_time=0.5), bright)

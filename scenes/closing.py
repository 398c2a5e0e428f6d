"""Closing: the whole program once more, every line of it lit, what to try next, and the images that it came from."""

from manim import DOWN, RIGHT, UP, FadeIn, FadeOut, LaggedStart, VGroup

from scenes.kit.digit import Digit
from scenes.kit.minimap import Minimap
from scenes.kit.terminal import Terminal
from scenes.kit.wall import Wall, journey
from scenes.scratch.cast import whole_listing
from scenes.scratch.chapter import Chapter

SEED, HIDDEN = 7, 40      # examples of what to try
COMMANDS = (              # each with the text that says what it gives, and the key of its number
    ("make", "this", ""),
    (f"make SEED={SEED}", "another", "constant:SEED"),
    (f"python -m network.train --hidden {HIDDEN}", "neurons", "constant:HIDDEN"),
    ("make DATA=fashion-mnist", "images", ""),
)
SILENT = 0.25             # share of the move out before it is spoken of
MOVE_OUT = 3.4            # seconds from the look at one image to the look at all; if the voice is slow,
SPOKEN = 0.7              # as long a share of the line, so that the wall does not stand still for most of it


class Closing(Chapter):
    """The listing of the opening, the commands of the README, and the wall of the opening, the other way round."""

    def construct(self):
        pages = whole_listing(self.digits).move_to(DOWN * 0.2)
        self.open()
        self.light_every_line(pages)
        self.show_commands(pages)
        self.back_to_the_images()
        self.close()

    def light_every_line(self, pages: VGroup) -> None:
        """The program, unlit, lights up line by line until all of it is lit."""
        rows = [row for page in pages for row in page.lines if len(row)]
        for row in rows:
            row.set_opacity(0.3)
        with self.say("all") as line:
            self.play(FadeIn(pages), run_time=0.6)
            self.play(LaggedStart(*(row.animate.set_opacity(1) for row in rows), lag_ratio=0.25),
                      run_time=max(line.left, 2.0))

    def show_commands(self, pages: VGroup) -> None:
        """The listing folds away; what there is, and what to try."""
        cards = VGroup(*(Terminal(width=13.2, lines=2, size=0.33) for _ in COMMANDS)).arrange(DOWN, buff=0.16)
        cards.move_to(DOWN * 0.5)
        minimap = Minimap(pages)
        with self.say("repository"):
            self.play(FadeOut(pages), FadeIn(minimap), run_time=0.4)
            self.play(minimap.animate.scale(0.11).to_corner(UP + RIGHT, buff=0.5), run_time=0.7)
            self.run_command(cards[0], 0)
        with self.say("again"):
            self.run_command(cards[1], 1)
        with self.say("try", pause=0.5) as line:
            self.run_command(cards[2], 2)
            line.wait_for("images")
            self.run_command(cards[3], 3)

    def run_command(self, card: Terminal, number: int) -> None:
        """Type a command and say under it what it gives."""
        command, gives, source = COMMANDS[number]
        self.play(FadeIn(card), run_time=0.2)
        self.play(card.type(command, max(0.035 * len(command), 0.4), source))
        self.play(card.print_line(f"# {self.screen(gives)}"))

    def back_to_the_images(self) -> None:
        """From the image that the film went into, the look moves out to all of them."""
        run = self.digits
        wall = Wall(run.wall_index, run.mosaic, run.wall_half, run.wall_full).look(1)
        digit = Digit(run.train_images[0], side=wall.side())

        self.play(FadeOut(*self.mobjects[1:]), run_time=0.3)
        self.play(FadeIn(digit), run_time=0.4)
        self.play(FadeIn(wall), run_time=0.3)
        self.remove(digit)
        self.play(journey(wall, 1, 1 - SILENT), run_time=SILENT * MOVE_OUT)
        with self.say("images", pause=1.4) as line:
            self.play(journey(wall, 1 - SILENT, 0), run_time=max((1 - SILENT) * MOVE_OUT, SPOKEN * line.left))

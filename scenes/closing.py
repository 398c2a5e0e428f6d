"""Closing: the whole program once more, every line of it lit, and what to try next."""

from manim import DOWN, FadeIn, FadeOut, LaggedStart, VGroup

from scenes.film.cast import whole_listing
from scenes.film.chapter import Chapter
from scenes.kit.terminal import Terminal

SEED, HIDDEN = 7, 40      # examples of what to try
COMMANDS = (              # each with what it gives, and the key of its number
    ("make", "this film", ""),
    (f"make SEED={SEED}", "another one, with other numbers", "constant:SEED"),
    (f"python -m network.train --hidden {HIDDEN}", "more neurons", "constant:HIDDEN"),
    ("make DATA=fashion-mnist", "other images", ""),
)


class Closing(Chapter):
    """The listing of the opening, and the commands of the README."""

    def construct(self):
        listing = whole_listing(self.digits).move_to(DOWN * 0.2)
        self.open()
        self.light_every_line(listing)
        self.show_commands(listing)
        self.close()

    def light_every_line(self, listing: VGroup) -> None:
        """The program, unlit, lights up line by line until all of it is lit."""
        rows = [row for page in listing for row in page.lines if len(row)]
        for row in rows:
            row.set_opacity(0.3)
        with self.say("all") as line:
            self.play(FadeIn(listing), run_time=0.6)
            self.play(LaggedStart(*(row.animate.set_opacity(1) for row in rows), lag_ratio=0.25),
                      run_time=max(line.left, 2.0))

    def show_commands(self, listing: VGroup) -> None:
        """What there is, and what to try."""
        terminal = Terminal(width=9.6, lines=2 * len(COMMANDS), size=0.3).move_to(DOWN * 0.1)
        with self.say("repository"):
            self.play(FadeOut(listing), FadeIn(terminal), run_time=0.8)
            self.run_command(terminal, 0)
        with self.say("again"):
            self.run_command(terminal, 1)
        with self.say("try", pause=1.5):
            self.run_command(terminal, 2)
            self.run_command(terminal, 3)

    def run_command(self, terminal: Terminal, number: int) -> None:
        """Type a command and say under it what it gives."""
        command, gives, source = COMMANDS[number]
        self.play(terminal.type(command, max(0.04 * len(command), 0.4), source))
        self.play(terminal.print_line(f"# {gives}"))

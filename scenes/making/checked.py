"""What checks film one: where the gate looks in a chapter, and what it says when a fault is planted."""

import numpy as np
from manim import DOWN, RIGHT, UP, FadeIn, FadeOut, Group, Line, Rectangle, UpdateFromAlphaFunc, VGroup, linear

from scenes.kit.declare import furniture
from scenes.kit.listing import Listing
from scenes.kit.text import Number, code, in_line, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.making.chapter import Chapter

SHEET = 5.6                   # height of the sheet of looks, in units
HIGH, MIDDLE = 4.6, -0.3      # of a picture of the scene
LINE, ABOVE = 0.26, 2.55      # em and y of its line of code
SAID, UNDER = 0.25, -3.1      # em and y of what is found


class Checked(Chapter):
    """The looks, then three faults, then none."""

    def construct(self):
        self.open()
        self.looks()
        shown = self.plant("overlap", "one", pause=2.0)
        shown = self.plant("invented", "one", *shown)
        self.clean(*self.plant("late", "next", *shown))
        self.close()

    # --- the gate's way through a chapter ------------------------------------------------------------

    def looks(self) -> None:
        """Pictures of a chapter, and the gate that goes from one to the next."""
        sheet = self.frame_of_film_one("checked_sheet", SHEET).shift(0.12 * UP)
        box, edges = self.box(sheet), self.edges(sheet)
        count = self.count().next_to(sheet, DOWN, buff=0.27)
        with self.say("many", pause=0.6) as line:
            self.play(FadeIn(sheet, edges), run_time=0.5)
            line.wait_for("gate")
            self.play(FadeIn(box, scale=1.4), run_time=0.5)
            self.drift(line.left)
        with self.say("rehearsal", pause=1.6) as line:
            self.hop(box, sheet, 0, 0.7, line.until("looks"))
            self.add(count)
            self.hop(box, sheet, 0.7, 1, line.left)
        self.play(FadeOut(sheet, edges, box, count), run_time=0.3)

    def hop(self, box: Rectangle, sheet, start: float, end: float, seconds: float) -> None:
        """The box goes from picture to picture through this part of the sheet."""
        rows, columns = map(int, self.log.checked_sheet)

        def place(box, share: float):
            row, column = divmod(min(int((start + share * (end - start)) * rows * columns), rows * columns - 1), columns)
            corner = sheet.get_corner([-1, 1, 0])
            box.move_to(corner + (column + 0.5) * box.width * RIGHT + (row + 0.5) * box.height * DOWN)
        self.play(UpdateFromAlphaFunc(box, place, rate_func=linear), run_time=seconds)

    def box(self, sheet) -> Rectangle:
        """A box around the first picture of the sheet."""
        rows, columns = map(int, self.log.checked_sheet)
        box = Rectangle(width=sheet.width / columns, height=sheet.height / rows, stroke_color=role("focus"), stroke_width=5)
        return furniture(box).align_to(sheet, [-1, 1, 0])

    def edges(self, sheet) -> VGroup:
        """Thin lines between the pictures of the sheet."""
        rows, columns = map(int, self.log.checked_sheet)
        left, low, right, high = *sheet.get_corner([-1, -1, 0])[:2], *sheet.get_corner([1, 1, 0])[:2]
        across = [Line([left, y, 0], [right, y, 0]) for y in np.linspace(low, high, rows + 1)]
        down = [Line([x, low, 0], [x, high, 0]) for x in np.linspace(left, right, columns + 1)]
        return furniture(VGroup(*across, *down).set_stroke(role("quiet"), 1, 0.7))

    def count(self) -> VGroup:
        """How many looks there are, and how many of them are shown."""
        looks, (rows, columns) = int(self.log.checked_looks[0]), map(int, self.log.checked_sheet)
        shown = Number(rows * columns, 0, size=BODY, source="making:checked_sheet[0]*checked_sheet[1]", color=role("quiet"))
        return in_line(Number(looks, 0, size=TITLE, source="making:checked_looks[0]", color=role("focus")),
                       words(self.screen("looks"), BODY, role("quiet")), shown, words(self.screen("shown"), BODY, role("quiet")))

    # --- faults --------------------------------------------------------------------------------------

    def plant(self, fault: str, before: str, *gone, pause: float = 2.0) -> tuple:
        """The scene with its line of code; the line is changed, and the gate says what is wrong with the picture."""
        right, wrong = (self.picture(name) for name in (before, fault))
        line_of_code, planted = self.lines_of_code(fault)
        said = code(self.log.text(f"checked_{fault}_said"), SAID, role("ink")).move_to([0, UNDER, 0])
        boxes = self.boxes(fault, wrong)
        with self.say(fault, pause=pause) as line:
            self.remove(*gone)
            self.play(FadeIn(right, line_of_code), run_time=0.3)
            self.hold(0.5 * line.until(fault))
            self.remove(line_of_code)
            self.play(FadeIn(planted), run_time=0.3)
            line.wait_for(fault)
            self.remove(right)
            self.add(wrong)
            self.bring_to_front(planted)
            self.play(FadeIn(boxes, scale=1.3), FadeIn(said), run_time=0.4)
            self.drift(line.left)
        return wrong, planted, boxes, said

    def picture(self, name: str) -> Group:
        """A picture of the scene in a thin frame."""
        image = self.frame_of_film_one(f"checked_{name}", HIGH)
        edge = Rectangle(width=image.width, height=image.height, stroke_color=role("quiet"), stroke_width=1.5)
        return Group(image, edge).move_to([0, MIDDLE, 0])

    def lines_of_code(self, fault: str) -> list[Listing]:
        """The line of the scene as it was and as it is changed; what differs is lit."""
        texts = [self.log.text(f"checked_{fault}_{name}") for name in ("line", "planted")]
        start, end = alike(*texts), alike(*(text[::-1] for text in texts))
        listings = [Listing(text, LINE).move_to([0, ABOVE, 0]) for text in texts]
        first, last = (len(part.replace(" ", "")) for part in (texts[1][:start], texts[1][:len(texts[1]) - end]))
        listings[1].line(1)[first:last].set_color(role("focus"))
        return listings

    def boxes(self, fault: str, picture) -> VGroup:
        """Boxes around the culprits, as the gate gives them."""
        return VGroup(*(furniture(self.box_on(picture, place, 0.12)) for place in getattr(self.log, f"checked_{fault}_boxes")))

    def clean(self, *gone) -> None:
        """Without a fault nothing is found."""
        right, line_of_code = self.picture("next"), self.lines_of_code("late")[0]
        count = in_line(Number(int(self.log.checked_clean[0]), 0, size=1.5 * TITLE, source="making:checked_clean[0]",
                               color=role("target")), words(self.screen("found"), BODY, role("target")))
        with self.say("clean", pause=2.0) as line:
            self.remove(*gone)
            self.add(right)
            self.play(FadeIn(line_of_code), run_time=0.3)
            line.wait_for("clean")
            self.play(FadeIn(count.move_to([0, UNDER, 0]), scale=1.3), run_time=0.5)
            self.drift(line.left)


def alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their start."""
    return next(k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)

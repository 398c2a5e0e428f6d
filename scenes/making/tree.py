"""A program as the tree that Python reads it as: a box for each statement, below the one that it belongs to."""

import ast
from dataclasses import dataclass, field

from manim import DOWN, UP, Animation, FadeIn, Line, Rectangle, Transform, VGroup

from scenes.kit.declare import furniture, holds
from scenes.kit.text import code
from scenes.kit.theme import role

TYPE, HIGH = 0.34, 0.76           # em of a statement, and units that its box is high
BESIDE, BELOW = 0.4, 1.65          # units between two boxes of a row, and from row to row


@dataclass
class Part:
    """A statement, by its first words, and those in it."""

    name: str
    inside: list["Part"] = field(default_factory=list)

    @classmethod
    def of(cls, node: ast.stmt) -> "Part":
        match node:
            case ast.For():
                return cls(f"for {ast.unparse(node.target).strip('()')}", [cls.of(one) for one in node.body])
            case ast.If():
                return cls(f"if {ast.unparse(node.test)}", [cls.of(one) for one in node.body])
            case ast.Expr(value=ast.Call()):
                return cls(f"{ast.unparse(node.value.func)}(...)")
        return cls(ast.unparse(node))


class Tree(VGroup):
    """boxes and branches by the name of a statement; a branch leads up to the statement that it is in."""

    def __init__(self, source: str, closed: str = ""):
        """source: one loop; closed: the name of the statement whose inside is left out."""
        [loop] = ast.parse(source).body
        self.boxes: dict[str, VGroup] = {}
        self.branches: dict[str, Line] = {}
        self._grow(Part.of(loop), closed)
        super().__init__(*self.branches.values(), *self.boxes.values())
        furniture(self)

    def _grow(self, part: Part, closed: str) -> VGroup:
        """The box of a part, with all that is in it below; returns both."""
        inside = [Part("...")] if part.name == closed else part.inside
        below = [self._grow(one, closed) for one in inside]
        box = self.boxes[part.name] = _box(part.name)
        if not below:
            return VGroup(box)
        row = VGroup(*below).arrange(buff=BESIDE, aligned_edge=UP)
        box.move_to([row.get_x(), row.get_top()[1] + BELOW - HIGH / 2, 0])
        for one in inside:
            self.branches[one.name] = Line(box.get_bottom(), self.boxes[one.name].get_top(), stroke_width=3,
                                           stroke_color=role("quiet"))
        return VGroup(box, row, *(self.branches[one.name] for one in inside))

    def becomes(self, other: "Tree") -> list[Animation]:
        """Every statement goes to its place in another tree, and what is new there appears in the colour of the focus."""
        moves: list[Animation] = []
        for ours, theirs in ((self.branches, other.branches), (self.boxes, other.boxes)):
            moves += [Transform(ours[name], theirs[name]) for name in ours if name in theirs]
            moves += [FadeIn(_new(theirs[name]), shift=0.3 * DOWN) for name in theirs if name not in ours]
        return moves


def _box(name: str) -> VGroup:
    text = code(name, TYPE)
    box = Rectangle(width=text.width + 0.45, height=HIGH, stroke_width=2, stroke_color=role("quiet"), fill_color=role("panel"),
                    fill_opacity=1)
    holds(box, text.move_to(box))
    return VGroup(box, text)


def _new(part):
    outline = part[0] if len(part) else part
    outline.set_stroke(role("focus"), 3)
    return part

"""A picture of a film in a thin frame, so that one sees where it ends."""

from manim import Group, ImageMobject, Rectangle

from scenes.kit.theme import role


def framed(picture: ImageMobject, thickness: float = 1.5) -> Group:
    """The picture, and its frame."""
    edge = Rectangle(width=picture.width, height=picture.height, stroke_color=role("quiet"), stroke_width=thickness)
    return Group(picture, edge.move_to(picture))

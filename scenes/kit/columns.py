"""A net whose columns become those of another one, so that two nets follow each other without a cut."""

from manim import ReplacementTransform

from scenes.kit.diagram import NetworkDiagram


def columns_become(old: NetworkDiagram, new: NetworkDiagram) -> list[ReplacementTransform]:
    """Each circle of the new net comes out of one in the same column of the old, copied; both have as many columns.

    The copies (target_mobject of each move) lie over the new net in the end; take them away when it is there.
    """
    moves = []
    for left, right in zip(old.layers, new.layers, strict=True):
        for k, neuron in enumerate(right):
            source = left[k * len(left) // len(right)]
            moves.append(ReplacementTransform(source.circle.copy(), neuron.circle.copy()))
    return moves

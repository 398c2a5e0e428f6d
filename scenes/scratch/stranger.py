"""A picture of nothing that the net has learned, and what it says all the same: asked about early, explained late."""

from manim import DOWN, LEFT, RIGHT, Group

from scenes.kit.digit import Digit
from scenes.kit.text import words
from scenes.kit.theme import role
from scenes.scratch.facts import face

LOW = DOWN * 0.25     # the middle of what stands under the map
SIDE, RIGHTMOST = 5.2, 6.6           # side of the picture; x at which the answer ends
SMALLER = 0.97        # how large both are, of that, after they were looked at for a while


def stranger(experiments) -> Group:
    """The picture and, on its right, the answer."""
    log, which = experiments.strangers, face(experiments.strangers)
    best = int(log.outputs[which].argmax())
    picture = Digit(log.images[which], side=SIDE).move_to(LEFT * 2.4 + LOW)
    answer = words(str(experiments.meta["classes"][best]), 3.0, role("activation"), bold=True,
                   source=f"experiments:meta.classes[argmax(strangers.outputs[{which}])]").move_to(RIGHT * 3.2 + LOW)
    return Group(picture, answer.shift(LEFT * max(answer.get_right()[0] - RIGHTMOST, 0)))

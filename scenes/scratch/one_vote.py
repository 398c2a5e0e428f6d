"""One vote on an answer as a product: what a hidden neuron says, times its weight to that answer."""

from collections.abc import Sequence

from manim import DOWN, RIGHT, VGroup

from scenes.kit.closing import fewest, product_closes
from scenes.kit.scales import sign_role
from scenes.kit.text import Number, words
from scenes.kit.theme import LABEL, TITLE, role
from scenes.scratch.votes import Votes

SIZE = 1.25 * TITLE     # em of the numbers
APART = 0.3             # from a number to a sign
BELOW = 0.2             # from both factors to their names


class OneVote(VGroup):
    """Of neuron j, on the first answer. said: source of what the neurons say to the picture; names: of that, and of a weight."""

    def __init__(self, votes: Votes, j: int, said: str, names: Sequence[str]):
        answer = votes.answers[0]
        activation, weight, vote = map(float, (votes.hidden[j], votes.run.w_h_o[-1, answer, j], votes.terms[0, j]))
        decimals, key = fewest(product_closes(activation, weight, vote)), f"w_h_o[-1,{answer},{j}]"
        numbers = [Number(value, decimals, size=SIZE, source=source, color=role(color), plus=plus)
                   for value, source, color, plus in (
                       (activation, f"{said}[{j}]", "activation", False), (weight, f"digits:{key}", sign_role(weight), False),
                       (vote, f"digits:{activation}*{key}", sign_role(vote), True))]
        signs = [words(sign, SIZE, role("quiet")) for sign in "×="]
        row = VGroup(numbers[0], signs[0], numbers[1], signs[1], numbers[2]).arrange(RIGHT, buff=APART)
        super().__init__(row, *(words(name, LABEL, role("quiet")).next_to(number, DOWN, buff=BELOW)
                                for name, number in zip(names, numbers)))

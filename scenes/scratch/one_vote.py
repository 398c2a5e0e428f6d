"""One vote on an answer, written as a product: what a hidden neuron says, times its weight to that answer."""

from collections.abc import Sequence

from manim import LEFT, RIGHT, Line, VGroup

from scenes.kit.closing import fewest, product_closes
from scenes.kit.scales import sign_role
from scenes.kit.text import Number, words
from scenes.kit.theme import TITLE, role
from scenes.scratch.votes import Votes

SIZE = 1.8 * TITLE      # em of the numbers
PITCH = 1.3             # from one to the next
END, NAMES, LAST = 4.5, 4.7, 6.6     # x of the right end of the numbers, and of both ends of their names
TOP, GAP = 2.3, 0.2     # y of the first, and from the numbers to the sign before them
RULED = 0.14            # how much lower the last stands, below a line


class OneVote(VGroup):
    """Of neuron j, on the first answer: three `rows`, each a number and what it is, one below the other. said: source of what the
    neurons say to the picture; names: of that, of a weight, and of the vote."""

    def __init__(self, votes: Votes, j: int, said: str, names: Sequence[str]):
        answer = votes.answers[0]
        activation, weight, vote = map(float, (votes.hidden[j], votes.run.w_h_o[-1, answer, j], votes.terms[0, j]))
        decimals, key = fewest(product_closes(activation, weight, vote)), f"w_h_o[-1,{answer},{j}]"
        places = [[END, TOP - k * PITCH - RULED * (k == 2), 0] for k in range(3)]
        numbers = VGroup(*(Number(value, decimals, size=SIZE, source=source, color=role(color), plus=plus)
                           .move_to(place, aligned_edge=RIGHT) for value, source, color, plus, place in (
                               (activation, f"{said}[{j}]", "activation", False, places[0]),
                               (weight, f"digits:{key}", sign_role(weight), False, places[1]),
                               (vote, f"digits:{activation}*{key}", sign_role(vote), True, places[2]))))
        sign = words("×", SIZE, role("quiet")).next_to(numbers[1], LEFT, buff=GAP)
        line = Line(sign.get_left(), numbers[1].get_right(), stroke_color=role("quiet"), stroke_width=3)
        line.set_y((places[1][1] + places[2][1]) / 2)
        said_so = [words(name, TITLE, role("quiet")) for name in names]
        for one, place in zip(said_so, places, strict=True):
            one.scale(min((LAST - NAMES) / one.width, 1)).move_to([NAMES, place[1], 0], aligned_edge=LEFT)
        self.numbers = numbers
        self.rows = [VGroup(number, name, *more)
                     for number, name, more in zip(numbers, said_so, ([], [sign], [line]), strict=True)]
        super().__init__(*self.rows)

    def seen(self, count: int) -> None:
        """So many of the rows are seen, from the first one on."""
        for k, row in enumerate(self.rows):
            row.set_opacity(float(k < count))

"""A net whose weights start equal, updated beside the one that starts at random: what every update tells its neurons."""

import numpy as np
from manim import DOWN, RIGHT, UP, Arrow, Group, VGroup

from network.program import WEIGHTS, Program
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.moments import between
from scenes.kit.mosaic import Mosaic, weight_pictures
from scenes.kit.scales import largest
from scenes.kit.theme import role

LONGEST = 0.7      # of the arrows, in manim units: well below the distance of two neurons


def equal_run(run, updates: int) -> dict[str, np.ndarray]:
    """The first updates of a net like the run's, all of whose weights start equal: as large as the run's largest.

    run: a snapshot of the small net; it gets the same images in the same order. Returns the weights and biases
    (updates + 1, ...) by their names, h (updates + 1, H, 1) for the first image, and delta_h (H, 1) for it at the start.
    """
    program = Program(run.meta["source"])
    start = largest(run.w_i_h[0], run.w_h_o[0])
    states = [{name: np.full_like(array, start if name.startswith("w") else 0) for name, array in run.state(0).items()}]
    images = (run.train_images[:updates, run.pixel_index] / 255).astype(np.float32)
    labels = (run.train_labels[:updates, None] == np.array(run.meta["classes"])).astype(np.float32)
    for img, l in zip(images, labels, strict=True):
        states.append(program.step(states[-1], img, l))
    h = [program.forward(state, run.inputs_of(0))["h"] for state in states]
    first = program.evaluate(states[0], run.inputs_of(0), run.label_of(0))
    return {name: np.array([state[name] for state in states]) for name in WEIGHTS} | {
        "h": np.array(h), "delta_h": first["delta_h"]}


def corrections(net: NetworkDiagram, delta_h: np.ndarray) -> VGroup:
    """An arrow in each hidden neuron's upper or lower half: the way in which its value should move, against its delta.

    delta_h: (H, 1); the largest one has the longest arrow.
    """
    flat = np.ravel(delta_h)
    scale = largest(flat)
    arrows = VGroup()
    for neuron, delta in zip(net.layers[1], flat, strict=True):
        way = DOWN if delta > 0 else UP
        length = max(LONGEST * abs(delta) / scale, 0.2)
        start = neuron.get_center() + 0.68 * RIGHT - way * length / 2
        arrows.add(Arrow(start, start + way * length, buff=0, color=role("error"), stroke_width=9,
                         max_stroke_width_to_length_ratio=20, max_tip_length_to_length_ratio=0.5, tip_length=0.26))
    return arrows


class LearnedRows(Group):
    """What has changed in the weights into the first hidden neurons of the real net, as pictures: from equal weights above, from
    random ones below; `tiles`, those of either row, each a picture of its own.

    run: the real net's snapshot; equal: the experiment's group. show(s) stands at moment s of those that it logged.
    """

    LEVELS = (1.35, -1.9)
    SIDE, BETWEEN, MIDDLE = 2.95, 0.2, -1.9      # of a picture; between two; x of the rows' middle

    def __init__(self, run, equal):
        moments = [int(np.argmin(np.abs(run.updates - update))) for update in equal.rows_updates]
        self.stages = [stage - stage[0] for stage in (equal.rows, run.w_i_h[moments, :len(equal.rows[0])])]
        self.last = len(moments) - 1
        self.tiles = [Group(*(Mosaic(picture[None], self.SIDE, self.SIDE)
                              for picture in weight_pictures(stage[0], largest(*stage)))) for stage in self.stages]
        for row, y in zip(self.tiles, self.LEVELS, strict=True):
            row.arrange(RIGHT, buff=self.BETWEEN).move_to([self.MIDDLE, y, 0])
        super().__init__(*self.tiles)

    def show(self, s: float) -> "LearnedRows":
        for row, stage in zip(self.tiles, self.stages, strict=True):
            for tile, picture in zip(row, weight_pictures(between(stage, s), largest(*stage)), strict=True):
                tile.show(picture[None])
        return self

"""A picture laid over what some hidden neurons look for: they light up, and their weights speak for an answer."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, Animation, AnimationGroup, Group, Line, Mobject, ShowPassingFlash,
                   UpdateFromAlphaFunc, VGroup)

from scenes.kit.diagram import Glow, Neuron
from scenes.kit.digit import Digit
from scenes.kit.laid_over import LaidOver
from scenes.kit.moments import PlayThrough
from scenes.kit.scales import activation_fill, edge_look, largest
from scenes.kit.theme import role
from scenes.scratch.speakers import Speakers
from scenes.scratch.strokes import changes, forward, full_colour

TILE, GAP = 2.44, 0.22          # side of a hidden neuron's weights; from one to the next
RADIUS, BESIDE = 0.36, 0.35     # of a neuron; from its weights
CLEAR = 0.2                     # between the edges and what they lead to
THICKER = 2                     # they are than those of a whole net


class Heard(Group):
    """The weights of the speakers' neurons, one below the other beside a picture, and the neurons; x: of the weights' middle."""

    def __init__(self, run, speakers: Speakers, picture: Digit, x: float):
        self.run, self.speakers, self.picture = run, speakers, picture
        tiles = (LaidOver(changes(run)[j], TILE, full_colour(run)[0]) for j in speakers.neurons)
        self.tiles = Group(*tiles).arrange(DOWN, buff=GAP).move_to([x, picture.get_y(), 0])
        self.neurons = VGroup(*(Neuron(RADIUS).next_to(tile, RIGHT, buff=BESIDE) for tile in self.tiles))
        self.edges = VGroup()
        super().__init__(self.tiles, self.neurons)

    def edges_to(self, answer: Mobject) -> VGroup:
        """From each neuron, the edge of its weight to the answer."""
        weights, end = self.run.w_h_o[-1, self.speakers.answer], answer.get_left() + CLEAR * LEFT
        for j, neuron in zip(self.speakers.neurons, self.neurons, strict=True):
            look = edge_look(float(weights[j]), largest(weights))
            start, way = neuron.get_center(), end - neuron.get_center()
            self.edges.add(Line(start + RADIUS * way / np.linalg.norm(way), end, stroke_color=look.color,
                                stroke_width=THICKER * look.width, stroke_opacity=look.opacity))
        self.add(self.edges)
        return self.edges

    def activations(self, pixels: np.ndarray) -> np.ndarray:
        """What the neurons say to an image (I,) in 0..1."""
        return forward(self.run, pixels[None])["h"][list(self.speakers.neurons), 0]

    def wake(self, pixels: np.ndarray, **kwargs) -> Animation:
        """The image's ink takes on the colour of the weights below it, and the neurons light up."""
        lay = UpdateFromAlphaFunc(self.tiles, lambda tiles, share: [tile.show_ink(pixels, share) for tile in tiles])
        lights = (Glow(neuron, float(value)) for neuron, value in zip(self.neurons, self.activations(pixels), strict=True))
        return AnimationGroup(lay, *lights, **kwargs)

    def change(self, before: np.ndarray, after: np.ndarray, **kwargs) -> PlayThrough:
        """The ink of one image (I,) in 0..1 leaves all pictures, that of another comes; the neurons say what they say to it."""
        def show(share: float) -> None:
            pixels = (1 - 2 * share) * before if share < 0.5 else (2 * share - 1) * after
            self.picture.show(pixels)
            for tile, neuron, value in zip(self.tiles, self.neurons, self.activations(pixels), strict=True):
                tile.show_ink(pixels, 1)
                neuron.circle.set_fill(activation_fill(float(value)))
        return PlayThrough([self.picture, self.tiles, self.neurons], show, 0, 1, **kwargs)

    def speak(self, **kwargs) -> AnimationGroup:
        """A flash runs along the edges."""
        return AnimationGroup(*(ShowPassingFlash(Line(edge.get_start(), edge.get_end(), stroke_width=8,
                                                      stroke_color=role("activation")), time_width=0.5)
                                for edge in self.edges), **kwargs)

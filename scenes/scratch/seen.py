"""The image that the small net looks at, beside it: the few pixels that it sees, and a line from each to its neuron."""

from manim import LEFT, Group, Line, VGroup

from scenes.kit.declare import excuse
from scenes.kit.digit import Digit
from scenes.kit.theme import role

SIDE = 2.2          # of the image,
ASIDE = 0.9        # and from its edge to the neurons


class Seen(Group):
    """image: the first of a run; marks: its pixels that the net sees; rays: from them to the neurons of the net's first layer."""

    def __init__(self, run, neurons: VGroup):
        self.image = Digit(run.probe_images[0], side=SIDE).next_to(neurons, LEFT, buff=ASIDE)
        self.marks = VGroup(*(self.image.mark(index) for index in run.pixel_index))
        self.rays = VGroup(*(excuse(Line(self.image.point(index), neuron.get_left(), stroke_color=role("focus"), stroke_width=2,
                                         stroke_opacity=0.5), "shape", "it leads from a pixel across the rest of the image")
                             for index, neuron in zip(run.pixel_index, neurons, strict=True)))
        super().__init__(self.image, self.rays, self.marks)

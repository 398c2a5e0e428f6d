"""What recurs from chapter to chapter, always built alike: the small net and the image that it learns from first."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Group, RoundedRectangle, VGroup

from network.program import Program
from scenes.kit.declare import furniture, holds, whole_picture
from scenes.kit.diagram import DIMMED, NetworkDiagram, Neuron
from scenes.kit.digit import Digit
from scenes.kit.listing import PITCH, Listing, excerpt
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import LABEL, TITLE, role
from scenes.scratch.facts import hot_class

PLACE = RIGHT * 3.65 + DOWN * 0.25     # where the diagram stands when it fills the right half
RADIUS = 0.4                           # of the small net's neurons: their numbers can be read from afar
BADGE = [6.6, 3.22, 0]                # right end of the badge
SINGLE = 5.2, LEFT * 2.2 + DOWN * 0.3   # side and place of a single image with its label
CLOSE_TO = 6.0, DOWN * 0.25             # of one whose numbers are seen next
EXAMPLE = 5.1, LEFT * 3.9 + UP * 0.05   # and of one that is looked at closely, with something beside it
FACE = 6.0, LEFT * 1.6 + DOWN * 0.25     # side and place of the face from close by
PICTURE, PICTURE_SIDE = LEFT * 4.75 + UP * 0.6, 3.6      # and where it stands beside a net, its label below it


def small_net(run, step: int = 0, width: float = 5.0, bias: bool = True) -> NetworkDiagram:
    """The net of a snapshot on the right of the frame, with its weights at a logged moment."""
    net = bare_net(run, width, bias)
    return net.set_weights(0, run.w_i_h[step], bias=run.b_i_h[step]).set_weights(1, run.w_h_o[step],
                                                                                 bias=run.b_h_o[step])


def bare_net(run, width: float = 5.0, bias: bool = True) -> NetworkDiagram:
    """The small net before anything is said of its weights. Its columns stand in one place, with bias or without."""
    net, with_bias = (NetworkDiagram(run.sizes, width=width, spacing=1.05, radius=RADIUS, bias=which).move_to(PLACE)
                      for which in (bias, True))
    return net.shift(with_bias.layers[0].get_center() - net.layers[0].get_center())


def unweighted(run) -> NetworkDiagram:
    """The small net in the middle; its lines do not show their weights yet."""
    net = small_net(run, bias=False).scale(1.15).move_to(DOWN * 0.25)
    VGroup(net.edges_between(0), net.edges_between(1)).set_stroke(role("quiet"), 1.5, 0.45)
    return net


def large_net(run) -> NetworkDiagram:
    """The real net in the same place, its large layers drawn with gaps."""
    net = real_net(run, width=5.0, spacing=0.8, radius=0.26, most=6, bias=True)
    net.set_weights(0, run.w_i_h[0], bias=run.b_i_h[0]).set_weights(1, run.w_h_o[0], bias=run.b_h_o[0])
    net.move_to(PLACE)
    return net.shift(RIGHT * (PLACE[0] - net.layers[1].get_x()))


def real_net(run, most: int, **look) -> NetworkDiagram:
    """The real net without the look of its weights; of its large layers so many neurons are drawn, of the inputs
    those that matter."""
    return NetworkDiagram(run.sizes, most=most, source=f"{run.path.stem}:sizes",
                          drawn={0: telling_inputs(run, most - most % 2)}, **look)


def telling_inputs(run, count: int) -> list[int]:
    """Inputs, ascending, that are not dark in every image: of so many stretches of the image, each with an equal share
    of what varies in the images kept, the pixel that varies most. All inputs if there are no more."""
    if run.sizes[0] <= count:
        return list(range(run.sizes[0]))
    spread = run.train_images[:, run.pixel_index].astype(float).var(axis=0)
    ends = np.searchsorted(np.cumsum(spread), spread.sum() * np.arange(1, count) / count)
    return [int(start + part.argmax()) for start, part in zip((0, *ends), np.split(spread, ends), strict=True)]


def badge(chapter, run) -> VGroup:
    """Says which of the two nets is on screen: its name, its sizes, and a picture of its columns.

    chapter: the scene, whose script names both nets; the small one has a dot for each neuron, the real one bars.
    """
    kind = run.path.stem
    name = words(chapter.script.text("cast", kind, chapter.facts), LABEL)
    sizes = words("-".join(map(str, run.sizes)), LABEL, role("quiet"), source=f"{kind}:sizes")
    row = VGroup(_tiny_columns(run.sizes), in_line(name, sizes)).arrange(RIGHT, buff=0.2)
    pill = RoundedRectangle(0.2, width=row.width + 0.4, height=0.55, stroke_color=role("quiet"), stroke_width=1.5,
                            fill_color=role("panel"), fill_opacity=1)
    holds(pill, *row[1])
    return furniture(VGroup(pill, row.move_to(pill)).move_to(BADGE, aligned_edge=RIGHT))


def _tiny_columns(sizes: tuple[int, ...], most: int = 8) -> VGroup:
    """A column for each layer: of dots, or a bar where one layer has more than `most` neurons."""
    columns = VGroup()
    for size in sizes:
        if max(sizes) <= most:
            dots = (Dot(radius=0.025, color=role("ink")) for _ in range(size))
            columns.add(VGroup(*dots).arrange(DOWN, buff=0.025))
        else:
            columns.add(RoundedRectangle(0.03, width=0.07, height=0.36 * (size / max(sizes)) ** 0.3, stroke_width=0,
                                         fill_color=role("ink"), fill_opacity=1))
    return columns.arrange(RIGHT, buff=0.1)


def label_neurons(net: NetworkDiagram, run) -> VGroup:
    """The one-hot label of the first image as a column of circles beside the output neurons, with its name."""
    circles = VGroup(*(Neuron(0.27).show(float(value), f"pixels:label_of(0)[{i}]", "target", decimals=0)
                       .next_to(neuron, RIGHT, buff=0.3)
                       for i, (value, neuron) in enumerate(zip(run.label_of(0)[:, 0], net.layers[-1], strict=True))))
    name = net.column_name(len(net.layers) - 1, "l", "target").set_x(circles.get_x())
    return VGroup(circles, name)


def show_activations(net: NetworkDiagram, run, step: int = 0, layers: int = 3) -> NetworkDiagram:
    """Write the first image's values into the first `layers` layers of the small net."""
    given = ((run.inputs_of(0), "inputs_of(0)"), (run.h[step, 0], f"h[{step},0]"), (run.o[step, 0], f"o[{step},0]"))
    for layer, (values, key) in zip(net.layers[:layers], given):
        for i, neuron in enumerate(layer):
            neuron.show(float(values[i, 0]), f"pixels:{key}[{i}]")
    return net


def first_image(run, side: float = 4.4) -> Digit:
    """The first image of the small net's run."""
    return Digit(run.probe_images[0], side=side)


def whole_listing(source: str, size: float = 0.148, pitch: float = PITCH) -> VGroup:
    """A whole program as a spread of two pages: what is prepared, and the loops. pitch: from line to line, in ems."""
    split = Program(source).loop("epoch").start
    last = len(source.splitlines())
    pages = VGroup(Listing(excerpt(source, range(1, split)).rstrip(), size, pitch=pitch),
                   Listing(excerpt(source, range(split, last + 1)), size, first=split, pitch=pitch))
    for page in pages:
        whole_picture(page)
    return pages.arrange(RIGHT, buff=0.2, aligned_edge=UP)


def first_with(run, k: int) -> int:
    """The index of the first training image that has the label of class k; the first of all if none is kept."""
    return int((run.train_labels == run.meta["classes"][k]).argmax())


def labelled(run, k: int) -> Group:
    """Training image k beside a net, and its label below it."""
    digit = Digit(run.train_images[k], side=PICTURE_SIDE).move_to(PICTURE)
    return Group(digit, label_of(run, k, 3.5 * TITLE).next_to(digit, DOWN, buff=0.35))


def label_of(run, k: int, size: float) -> Number:
    """The label of training image k."""
    return Number(int(run.train_labels[k]), 0, size=size, source=f"digits:train_labels[{k}]", color=role("target"))


def single(run, k: int) -> Group:
    """Training image k, large, with its label beside it."""
    digit = Digit(run.train_images[k], side=SINGLE[0]).move_to(SINGLE[1])
    return Group(digit, label_of(run, k, 7.5 * TITLE).next_to(digit, RIGHT, buff=1.2))


def hot_image(run) -> int:
    """The index of the first training image with the label that stands for all."""
    return first_with(run, hot_class(run))


def in_background(net: NetworkDiagram) -> NetworkDiagram:
    """The net with all its edges dimmed: for beats that are about its neurons."""
    edges = [edge for lines in net.edges for line in lines for edge in line]
    for edge in (*edges, *(edge for line in net.bias_edges for edge in line)):
        edge.set_stroke(opacity=DIMMED)
    return net

"""What recurs from chapter to chapter, always built alike: the small net and the image that it learns from first."""

from manim import DOWN, RIGHT

from scenes.kit.diagram import NetworkDiagram
from scenes.kit.digit import Digit

PLACE = RIGHT * 3.75 + DOWN * 0.25     # where the diagram stands when it fills the right half


def small_net(run, step: int = 0, width: float = 5.0, bias: bool = True) -> NetworkDiagram:
    """The net of a snapshot on the right of the frame, with its weights at a logged moment."""
    net = NetworkDiagram(run.sizes, width=width, spacing=1.05, bias=bias)
    net.set_weights(0, run.w_i_h[step], bias=run.b_i_h[step]).set_weights(1, run.w_h_o[step], bias=run.b_h_o[step])
    return net.move_to(PLACE)


def large_net(run, step: int = 0, width: float = 5.0) -> NetworkDiagram:
    """The real net in the same place, its large layers drawn with gaps."""
    net = NetworkDiagram(run.sizes, width=width, spacing=0.8, radius=0.26, most=6, bias=True)
    net.set_weights(0, run.w_i_h[step], bias=run.b_i_h[step]).set_weights(1, run.w_h_o[step], bias=run.b_h_o[step])
    return net.move_to(PLACE)


def first_image(run, side: float = 4.4) -> Digit:
    """The first image of the small net's run."""
    return Digit(run.probe_images[0], side=side)

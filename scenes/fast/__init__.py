"""Manim's Cairo scenes, drawn many times faster: the same objects, the same pixels.

    from manim import *
    from scenes.fast import FastRenderer

    class Growing(MovingCameraScene):
        def __init__(self, renderer=None, **kwargs):
            super().__init__(renderer=FastRenderer(), **kwargs)

        def construct(self):
            squares = VGroup(*(Square(0.2) for _ in range(1000))).arrange_in_grid()
            self.add(squares)
            self.play(squares[7].animate.scale(2))

Manim draws anew, for each frame, every object from the first one on that moves, curve by curve. The FastRenderer keeps
what it drew, finds what is different now, and draws only the rectangles of the frame in which that lies. What it does
not know (clouds of points, objects filled with an image, objects that override how they are drawn, scenes with a camera
of another kind, as ThreeDScene and ZoomedScene) is left to Manim. Small scenes gain little. Any other scene has a
MovingCamera, and what is drawn by hand into its pixel_array stays until something changes there.
"""

from scenes.fast.camera import FastCamera
from scenes.fast.renderer import FastRenderer

__all__ = ["FastCamera", "FastRenderer"]

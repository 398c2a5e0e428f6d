from manim import RIGHT, Group
from scenes.kit.digit import Digit, WeightImage

changed = run.w_i_h[-1] - run.w_i_h[0]
self.add(Group(Digit(run.probe_images[3], 5), WeightImage(changed[4], 5)).arrange(RIGHT, buff=1))

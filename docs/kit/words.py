from manim import DOWN, VGroup
from scenes.kit.text import code, maths, words
from scenes.kit.theme import TITLE

formula = maths("{{delta : d}} = {{o : o}} - {{l : l}}", 2 * TITLE, d="error", o="activation", l="target")
lines = words("output minus label", TITLE), formula, code("delta_o = o - l", TITLE)
self.add(VGroup(*lines).arrange(DOWN, buff=0.8))

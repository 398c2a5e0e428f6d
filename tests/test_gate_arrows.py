"""An arrow points the way that its value says."""

import numpy as np
import pytest
from gate_tools import Gate
from manim import DOWN, UP, Arrow, Triangle

from scenes.film.gate.arrows import heading
from scenes.kit.declare import points

TAG = """
from scenes.kit.declare import points
from scenes.kit.diagram import delta_tag
k = {choose}(run.delta_o[0, 0, :, 0])
shown = [delta_tag(float(run.delta_o[0, 0, k, 0]), 1, f'pixels:delta_o[0,0,{{k}},0]', 0.4)]
{change}
"""


@pytest.fixture
def gate(tmp_path):
    return Gate(tmp_path)


@pytest.mark.parametrize("choose", ["np.argmax", "np.argmin"])
def test_a_tag_points_the_way_that_its_value_should_move(gate, choose):
    assert gate.beat(TAG.format(choose=choose, change="")) == []
    [(check, what)] = gate.beat(TAG.format(choose=choose, change="shown[0][1].rotate(np.pi)"))
    assert check == "arrow" and what.startswith("Triangle: its source 'pixels:delta_o[0,0,") and "the other way" in what


def test_arrows_are_looked_at_too_and_copies_keep_what_they_mean(gate):
    arrow = "from scenes.kit.declare import points\nshown = [points(Arrow(UP, {way}), 'pixels:0*h[0,0,0,0]{sign}1', DOWN).copy()]"
    assert gate.checks(arrow.format(way="DOWN", sign="+")) == gate.checks(arrow.format(way="2 * UP", sign="-")) == set()
    assert gate.checks(arrow.format(way="DOWN", sign="-")) == gate.checks(arrow.format(way="2 * UP", sign="+")) == {"arrow"}


def test_an_arrow_without_a_value_is_found(gate):
    [(check, what)] = gate.beat("from scenes.kit.declare import points\n"
                                "shown = [points(Triangle(fill_opacity=1), 'pixels:nothing[0]', UP)]")
    assert check == "arrow" and "names nothing" in what


def test_triangles_and_arrows_have_a_heading():
    assert heading(Triangle().scale(0.1))[1] > 0 > heading(Triangle().rotate(np.pi))[1]
    assert heading(Triangle().rotate(-np.pi / 2))[0] > 0 == heading(Triangle().rotate(-np.pi / 2))[1]
    assert heading(points(Arrow(UP, DOWN), "constant:axis", UP))[1] < 0

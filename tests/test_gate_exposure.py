"""At a transition the frame is cleared, or a thing carries over: never two pictures half-transparent over each other."""

import pytest
from gate_tools import Gate

TRANSITION = """
old, new = {old}, {new}
with self.say('first') as line:
    self.play(FadeIn(old), run_time=0.5)
    {change}
    self.play(FadeIn(Dot(6 * RIGHT, 0.01)), run_time=line.left)
"""
TEXTS = {"old": "words('the old one')", "new": "words('the new one')"}
PICTURES = {"old": "Group(ImageMobject(np.full((8, 8), 90, np.uint8)).scale(9), Circle(1).shift(4 * LEFT))",
            "new": "VGroup(Line(2 * LEFT + DOWN, 2 * RIGHT + UP), Square(1, fill_opacity=1))"}
CHANGES = ("self.play(FadeOut(old), FadeIn(new), run_time=0.4)",
           "self.play(old.animate.set_opacity(0), FadeIn(new), run_time=0.4)\n    self.remove(old)",
           "self.play(FadeTransform(old, new), run_time=0.4)",
           "self.play(AnimationGroup(FadeOut(old), FadeIn(new)), run_time=1.6)")


@pytest.fixture
def gate(tmp_path):
    return Gate(tmp_path)


def exposures(gate, **parts) -> list[str]:
    return [what for check, what in gate.says(TRANSITION.format(**parts)) if check == "exposure"]


@pytest.mark.parametrize("change", CHANGES)
def test_what_comes_over_what_leaves_is_found(gate, change):
    [what] = exposures(gate, change=change, **TEXTS)
    assert "(words) comes over 'the old one' (words), which has not left" in what


def test_pictures_are_found_too(gate):
    [what] = exposures(gate, change=CHANGES[0], **PICTURES)
    assert "comes over ImageMobject" in what


@pytest.mark.parametrize("change", [
    "self.play(FadeOut(old), run_time=0.4)\n    self.play(FadeIn(new), run_time=0.4)",                  # one after the other
    "new.shift(DOWN)\n    self.play(FadeOut(old), FadeIn(new), run_time=0.4)",                           # side by side
    "self.play(ReplacementTransform(old, new), run_time=0.4)",                                           # it carries over
    "self.play(old.animate.set_opacity(0.3), FadeIn(new.shift(0.2 * DOWN)), run_time=0.4)\n    self.remove(old)",   # it stays
    "excuse(old, 'exposure', 'the one turns into the other')\n    self.play(FadeOut(old), FadeIn(new), run_time=0.4)"])
def test_a_clean_change_is_not(gate, change):
    assert exposures(gate, change=change, **TEXTS) == []


def test_an_open_shape_leaves_room_inside(gate):
    assert exposures(gate, old="Square(4)", new="words('inside')", change=CHANGES[0]) == []
    assert len(exposures(gate, old="Square(4, fill_opacity=1)", new="words('inside')", change=CHANGES[0])) == 1


def test_the_pair_with_most_in_common_is_named(gate):
    change = "self.play(FadeOut(old), FadeIn(words('small'), new.shift(1.5 * RIGHT)), run_time=0.4)"
    wide = "Rectangle(width=8, height=4, fill_opacity=1)"
    [what] = exposures(gate, old=wide, new=wide, change=change)
    assert what.startswith("Rectangle comes over Rectangle")


def test_what_flies_elsewhere_is_no_picture_below_but_what_slides_is(gate):
    change = "self.play(FadeOut(old, shift={} * RIGHT), FadeIn(new), run_time=0.4)"
    for old in ("Square(0.5, fill_opacity=1).shift(LEFT)", "words('the old one')"):
        shown = {"old": old, "new": "Square(4, fill_opacity=1)"}
        assert exposures(gate, change=change.format(4), **shown) == []
        assert len(exposures(gate, change=change.format(0.2), **shown)) == 1


def test_what_is_faded_in_anew_does_not_leave(gate):
    shown = {"old": "Square(4, fill_opacity=1)", "new": "words('over it', color=BLACK)"}
    assert exposures(gate, change="self.play(FadeIn(old), FadeIn(new), run_time=0.4)", **shown) == []

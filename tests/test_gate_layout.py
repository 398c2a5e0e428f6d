"""The gate sees what people notice: overlaps, small or faint type, things off the frame. And it sees nothing else."""

import pytest
from gate_tools import Gate
from PIL import Image

from scenes.film.gate.moments import moments
from scenes.kit import theme
from scenes.kit.declare import excuse
from scenes.kit.text import words


@pytest.fixture
def gate(tmp_path):
    return Gate(tmp_path)


# --- the safe area -------------------------------------------------------------------------------

@pytest.mark.parametrize("drawing, where", [
    ("shown = [words('near').to_edge(LEFT, buff=0.3)]", "'near' (words): out of the safe area"),
    ("shown = [words('gone').move_to(9 * RIGHT)]", "'gone' (words): off the frame"),
    ("shown = [Circle(1, color=WHITE).move_to(3.5 * UP)]", "Circle: out of the safe area"),
    ("shown = [Matrix(run.w_i_h[0], 'weight', source='pixels:w_i_h[0]').to_edge(RIGHT, buff=0.4)]",
     "Line of Matrix: out of the safe area")])
def test_what_leaves_the_safe_area_is_found(gate, drawing, where):
    assert ("outside", where) in gate.beat(drawing)


def test_it_says_by_how_much_and_shows_where(gate):
    [finding] = gate.findings("shown = [words('near').to_edge(LEFT, buff=0.3)]")
    assert finding.pixels == pytest.approx(0.2 * 135, abs=1)
    assert finding.chapter == "probe" and finding.key == "first" and 0 < finding.seconds < 6
    with Image.open(finding.picture) as picture:
        colors = {color for _, color in picture.getcolors(1 << 20)}
    assert (255, 77, 109) in colors


@pytest.mark.parametrize("drawing", [
    "shown = [words('at the edge').to_edge(LEFT, buff=0.5), Circle(1).to_edge(DOWN, buff=0.52)]",
    "shown = [Rectangle(width=15, height=9, fill_color=role('panel'), fill_opacity=1, stroke_width=0)]",
    "shown = [Square(1, stroke_opacity=0, fill_opacity=0).move_to(7 * RIGHT)]"])
def test_the_edge_itself_a_ground_and_what_is_not_seen_are_allowed(gate, drawing):
    assert gate.beat(drawing) == []


ZOOM = """
here, there = words('here'), words('there').shift({place})
with self.say('first') as line:
    self.play(FadeIn(here, there), run_time=0.5)
    self.play(self.camera.frame.animate.scale(0.4), run_time=1.2)
    self.play(here.animate.set_color(role('focus')), run_time=line.left)
"""


def test_zooming_in_leaves_things_behind_but_cuts_no_text(gate):
    assert gate.says(ZOOM.format(place="5 * RIGHT")) == []
    assert [check for check, _ in gate.says(ZOOM.format(place="2.8 * RIGHT"))] == ["outside"]


# --- overlaps ------------------------------------------------------------------------------------

def test_text_over_text_is_found(gate):
    [(check, what)] = gate.beat("shown = [words('under'), words('over').shift(0.1 * RIGHT)]")
    assert check == "overlap" and what == "'under' (words) and 'over' (words)"


def test_text_beside_text_is_not(gate):
    assert gate.beat("""
        rows = VGroup(*(words(word) for word in ('gap', 'By a', 'hair'))).arrange(DOWN, buff=0.06)
        shown = [rows, code('w_i_h').next_to(rows, RIGHT, buff=0.03)]
    """) == []


@pytest.mark.parametrize("shape", [
    "Circle(1, fill_color=role('target'), fill_opacity=0.4, stroke_width=0)",
    "Line(2 * LEFT, 2 * RIGHT, stroke_color=role('positive'), stroke_width=4)",
    "Line(2 * LEFT + UP, 2 * RIGHT + DOWN, stroke_color=role('quiet'), stroke_width=3)",
    "Square(0.4, stroke_color=role('focus'))",
    "ImageMobject(np.full((8, 8), 90, np.uint8)).scale(9)"])
def test_text_on_and_under_a_foreign_shape_is_found(gate, shape):
    assert "shape" in gate.checks(f"shown = [{shape}, words('a text')]")
    assert "shape" in gate.checks(f"shown = [words('a text'), {shape}]")


@pytest.mark.parametrize("drawing", [
    # declared where it is made
    "shown = [Matrix(run.w_i_h[0], 'weight', source='pixels:w_i_h[0]')]",
    "net = NetworkDiagram((5, 4, 3), bias=True).set_weights(0, run.w_i_h[0])\n"
    "net.layers[0][0].show(0.25, 'constant:HALF')\nnet.layers[0][0].number.value\nshown = [net]",
    "shown = [Listing('e = 1 - 0', 0.3)]",
    # beside, or around
    "text = words('a text')\nline = Line(LEFT, RIGHT).next_to(text, DOWN, buff=0.1)\n"
    "shown = [text, line, SurroundingRectangle(text)]",
    "shown = [Circle(1.2), words('inside')]",
    # a line that only its box reaches
    "shown = [Line(2 * LEFT + 2 * UP, 2 * RIGHT + 2 * DOWN), words('a text').shift(0.9 * (RIGHT + UP))]",
    # hidden below a patch that is declared
    "line, text = Line(2 * LEFT, 2 * RIGHT), words('a text')\n"
    "patch = BackgroundRectangle(text, color=role('background'), fill_opacity=0.9, buff=0.1)\n"
    "holds(patch, text)\nshown = [line, patch, text]",
    # so faint that only the contrast matters
    "shown = [Line(2 * LEFT, 2 * RIGHT, stroke_color=role('positive'), stroke_opacity=0.1), words('a text')]",
    # a text that is hidden altogether
    "text = words('a text')\nlid = Square(3, fill_color=role('panel'), fill_opacity=1)\nshown = [text, lid]"])
def test_what_belongs_together_or_is_hidden_is_not(gate, drawing):
    assert not {"shape", "overlap"} & gate.checks(drawing)


CROSSING = """
still, moving = words('still'), words('moving').shift(3 * LEFT)
with self.say('first') as line:
    self.play(FadeIn(still, moving), run_time=0.5)
    self.play(moving.animate.shift(6 * RIGHT), rate_func=linear, run_time={seconds})
    self.wait(0.5)
    self.play(still.animate.set_color(role('focus')), run_time=max(line.left, 0.3))
"""


def test_things_may_pass_each_other_but_not_stay(gate):
    assert gate.says(CROSSING.format(seconds=2)) == []
    assert "overlap" in [check for check, _ in gate.says(CROSSING.format(seconds=16))]


def test_moves_are_looked_at_twice_a_second():
    assert list(moments(0.3, 2.1)) == [0.5, 1.0, 1.5, 2.0]
    assert list(moments(1.0, 1.4)) == [] and list(moments(1.2, 1.6)) == [1.5]


def test_an_edge_laid_over_a_tag_is_found(gate):
    assert gate.checks("""
        line = Line(3 * LEFT, 3 * RIGHT, stroke_color=role('negative'), stroke_width=5)
        number = Number(0.5, source='constant:HALF')
        patch = BackgroundRectangle(number, color=role('background'), fill_opacity=0.9, buff=0.06)
        holds(patch, number)
        shown = [patch, number, line]
    """) == {"shape"}


# --- size and contrast ---------------------------------------------------------------------------

@pytest.mark.parametrize("drawing", [
    "shown = [words('small', 0.15)]", "shown = [code('small', 0.17)]", "shown = [words('shrunk', 0.3).scale(0.5)]",
    "shown = [words('turned', 0.3).rotate(0.4).scale(0.5)]", "shown = [Number(0.5, source='constant:HALF', size=0.16)]",
    "shown = [maths('x', 0.2)]", "shown = [maths('x_i', 0.3)]",
    "shown = [whole_picture(Listing('import numpy as np', 0.12))]",
    "shown = [maths('{{a : one}} = b', 0.2).select('one')]"])
def test_small_type_is_found(gate, drawing):
    assert gate.checks(drawing) == {"size"}


@pytest.mark.parametrize("drawing", [
    "shown = [words('least', 0.18)]", "shown = [code('least', 0.18)]", "shown = [words('grown', 0.1).scale(2)]",
    "shown = [maths('x_i', 0.36)]", "shown = [whole_picture(Listing('import numpy as np', 0.14))]"])
def test_type_of_the_least_size_is_not(gate, drawing):
    assert gate.beat(drawing) == []


FILLED = ("box = Square(3, fill_color='{fill}', fill_opacity=1, stroke_width=0)\n{text}\n"
          "holds(box, text)\nshown = [box, text]")


@pytest.mark.parametrize("fill, text, ratio", [
    ("#777777", "text = words('grey on grey', color=ManimColor('#999999'))", "1.6"),
    ("#56B4E9", "text = Number(0.5, source='constant:HALF', color=ManimColor('#FFFFFF'))", "2.3"),
    ("#0E1318", "text = words('half there').set_opacity(0.3)", "2."),
    ("#0E1318", "text = code('a dark word', color=ManimColor('#444444'))", "1.9")])
def test_faint_type_is_found_with_its_ratio(gate, fill, text, ratio):
    [(check, what)] = gate.beat(FILLED.format(fill=fill, text=text))
    assert check == "contrast" and f"contrast {ratio}" in what


def test_contrast_of_thin_letters_is_measured_within_them_in_a_frame_that_is_not_quite_16_9(gate):
    drawing = "shown = [words('il' * 8, 0.4, role('quiet')).move_to([5 - k / 9, k - 3, 0]) for k in range(6)]"
    assert gate.checks(drawing) == set() and gate.edition.size == (854, 480)


def test_contrast_is_measured_where_the_text_is(gate):
    image = "pixels = np.zeros((28, 28), np.uint8)\npixels[:, {bright}] = 235\n" \
            "image = ImageMobject(pixels).scale(14)\ntext = words('on an image')\nholds(image, text)\nshown = [image, text]"
    assert gate.checks(image.format(bright="12:16")) == {"contrast"}
    assert gate.checks(image.format(bright="0:4")) == set()


def test_a_film_over_a_text_counts_too(gate):
    drawing = "text = words('veiled')\nveil = Square(3, fill_color=role('background'), fill_opacity={veil}, " \
              "stroke_width=0)\nholds(veil, text)\nshown = [text, veil]"
    assert gate.checks(drawing.format(veil=0.7)) == {"contrast"}
    assert gate.checks(drawing.format(veil=0.1)) == set()


def test_what_is_dimmed_on_purpose_need_not_be_read(gate):
    assert gate.says("""
        listing = Listing('e = 31\\nl = 2', 0.3)
        with self.say('first') as line:
            self.play(FadeIn(listing))
            self.play(listing.light(1), run_time=line.left)
    """) == [("provenance", "'l = 2' (code): has no source"), ("provenance", "'e = 31' (code): has no source")][::-1]


# --- excuses -------------------------------------------------------------------------------------

def test_an_excuse_needs_a_reason_and_is_reported(gate):
    theme.apply()
    with pytest.raises(ValueError, match="reason"):
        excuse(words("small", 0.1), "size", "because")
    result = gate.run("""
        small = excuse(words('small', 0.1), 'size', 'it stands for a page that nobody reads')
        with self.say('first') as line:
            self.play(FadeIn(small), run_time=line.left)
    """)
    assert result["findings"] == []
    assert result["excused"] == [("size", "it stands for a page that nobody reads")]

"""The trained network reading test images and drawings."""
import subprocess
import sys
import xml.dom.minidom

import numpy as np
import pytest
import tiny
from PIL import Image

from network import predict, snapshots
from network.drawing import normalized, read_drawing
from network.errors import UserError


@pytest.fixture(scope="module")
def digits():
    return snapshots.load("digits")


def draw(path, image, scale=9, paper=255, ink=0, place=(40, 25), size=(400, 360)):
    """A test image as someone might draw it: large, anywhere on a sheet."""
    big = np.kron(image.reshape(28, 28), np.ones((scale, scale))) / 255
    sheet = np.full(size[::-1], float(paper))
    x, y = place
    sheet[y:y + 28 * scale, x:x + 28 * scale] += (ink - paper) * big
    Image.fromarray(sheet.astype(np.uint8)).save(path)
    return path


def test_outputs_are_those_of_the_finished_run(digits):
    for index in (0, 7, 149):
        outputs = predict.predict(digits, tiny.mnist().test_images[index])
        assert np.allclose(outputs, digits.test_outputs[index], atol=1e-5)


def test_the_small_net_reads_its_own_pixels():
    pixels = snapshots.load("pixels")
    for s, image in enumerate(pixels.probe_images):
        assert np.allclose(predict.predict(pixels, image), pixels.o[-1, s, :, 0], atol=1e-5)


def test_prints_the_answer_and_aligned_outputs(capsys):
    assert predict.main(["7"]) == 0
    first, *plot = capsys.readouterr().out.splitlines()
    assert first == "test image 7, labelled 9: the network says 9"
    bars = [line[30:] for line in plot if line[30:].strip()]
    assert [int(bar.split()[0]) for bar in bars] == list(range(10))
    assert len({bar.index(".") for bar in bars}) == 1
    assert [bar.endswith("<--") for bar in bars].index(True) == 9


def test_plot_is_a_picture_of_the_image_and_ten_bars(tmp_path, digits):
    image = tiny.mnist().test_images[0]
    title = "a <b> & c"
    svg = predict.svg_plot(image, digits.test_outputs[0], list(range(10)), title)
    root = xml.dom.minidom.parseString(svg)
    texts = [text.firstChild.data for text in root.getElementsByTagName("text")]
    assert texts[0] == f"{title}: the network says 7"
    assert texts[1::2] == [str(k) for k in range(10)]
    assert texts[2::2] == [f"{output:.3f}" for output in digits.test_outputs[0]]
    rects = root.getElementsByTagName("rect")
    assert len(rects) == 2 + np.count_nonzero(image) + 10
    widths = [float(rect.getAttribute("width")) for rect in rects[-10:]]
    assert np.allclose(widths, 200 * digits.test_outputs[0], atol=0.06)


def test_plot_is_saved(tmp_path, capsys):
    path = tmp_path / "seven.svg"
    predict.main(["0", "--plot", str(path)])
    assert path.read_text().startswith("<svg") and str(path) in capsys.readouterr().out
    with pytest.raises(UserError, match="cannot be written"):
        predict.main(["0", "--plot", str(tmp_path / "no" / "where.svg")])


LOOKS = {"dark on light": {}, "light on dark": {"paper": 0, "ink": 255},
         "pencil on grey paper": {"paper": 200, "ink": 90},
         "small, at the edge": {"scale": 3, "place": (290, 250)}}


@pytest.mark.parametrize("look", LOOKS)
def test_a_drawn_digit_is_read_as_the_image_it_shows(tmp_path, digits, look):
    whole = tiny.mnist()
    same = 0
    for index in range(40):
        path = draw(tmp_path / "drawing.png", whole.test_images[index], **LOOKS[look])
        image = read_drawing(path)
        assert image.shape == (784,) and image.dtype == np.uint8
        same += (predict.predict(digits, image).argmax()
                 == predict.predict(digits, whole.test_images[index]).argmax())
    assert same >= 38


def test_drawing_is_scaled_and_centred_as_mnist_is():
    ink = np.zeros((300, 500))
    ink[100:140, 50:450] = 1     # a bar ten times as wide as high, heavier on the left
    ink[140:150, 50:250] = 1
    field = normalized(ink).reshape(28, 28) / 255
    rows, columns = np.flatnonzero(field.any(axis=1)), np.flatnonzero(field.any(axis=0))
    assert columns[-1] - columns[0] + 1 == 20 and rows[-1] - rows[0] + 1 in (2, 3)
    for axis in (0, 1):
        mass = field.sum(axis=1 - axis)
        centre = (mass * (np.arange(28) + 0.5)).sum() / mass.sum()
        assert abs(centre - 14) <= 0.5


def test_resampling_keeps_grey_levels():
    half = normalized(np.where(np.arange(400) < 200, 1.0, 0.5) * np.ones((400, 1)))
    assert set(np.unique(half)) - {127, 128} == {0, 255}
    assert np.isin(half, (127, 128)).sum() == 20 * 10


def test_transparent_paper_is_white(tmp_path):
    rgba = np.zeros((60, 60, 4), np.uint8)
    rgba[10:50, 25:35, 3] = 255
    Image.fromarray(rgba).save(tmp_path / "one.png")
    image = read_drawing(tmp_path / "one.png").reshape(28, 28)
    assert image.max() == 255 and image[0, 0] == 0 and np.count_nonzero(image) == 20 * 5


def test_drawings_that_cannot_be_read(tmp_path):
    blank, text, cut = (tmp_path / name for name in ("blank.png", "text.png", "cut.png"))
    Image.new("L", (50, 50), 250).save(blank)
    text.write_text("seven")
    cut.write_bytes(draw(cut, tiny.mnist().test_images[0]).read_bytes()[:-200])
    for path, expected in ((blank, "no digit found"), (text, "not a whole picture"),
                           (cut, "not a whole picture"), (tmp_path / "none.png", "no such file")):
        with pytest.raises(UserError, match=expected) as caught:
            read_drawing(path)
        assert str(path) in str(caught.value)


@pytest.mark.parametrize("options, expected", [
    (["10000"], "0 to 9999"), (["-1"], "0 to 9999"), ([], "--image"), (["7", "--image", "x.png"], "either"),
    (["seven"], "seven"), (["7", "--snapshot", "nowhere.npz"], "nowhere.npz")])
def test_mistakes_are_one_line_and_exit_2(options, expected):
    run = subprocess.run([sys.executable, "-m", "network.predict", *options],
                         capture_output=True, text=True)
    assert run.returncode == 2 and run.stdout == ""
    assert run.stderr.startswith("error: ") and run.stderr.count("\n") == 1
    assert expected in run.stderr


def test_a_data_set_that_the_run_has_not_seen(tmp_path):
    other = tiny.write_npz(tmp_path / "other.npz")
    with pytest.raises(UserError, match="trained on MNIST, not on this other"):
        predict.main(["7", "--data", str(other)])

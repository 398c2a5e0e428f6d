"""The trained network reading test images and drawings."""
import os
import subprocess
import sys
import xml.dom.minidom

import numpy as np
import pytest
import tiny
from PIL import Image, ImageDraw

from network import drawing, predict, snapshots
from network.drawing import normalized, read_drawing
from network.errors import UserError
from network.ruled import without_lines


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
    for index in range(20):
        path = draw(tmp_path / "drawing.png", whole.test_images[index], **LOOKS[look])
        image = read_drawing(path)
        assert image.shape == (784,) and image.dtype == np.uint8
        same += (predict.predict(digits, image).argmax()
                 == predict.predict(digits, whole.test_images[index]).argmax())
    assert same >= 19


def test_drawing_is_scaled_and_centred_as_mnist_is():
    ink = np.zeros((300, 500))
    ink[100:140, 50:450] = 1     # a bar ten times as wide as high, heavier on the left
    ink[140:150, 50:250] = 1
    field = normalized(ink).reshape(28, 28) / 255
    rows, columns = np.flatnonzero(field.any(axis=1)), np.flatnonzero(field.any(axis=0))
    assert columns[-1] - columns[0] + 1 == 20 and rows[-1] - rows[0] + 1 in (2, 3)
    for axis in (0, 1):
        mass = field.sum(axis=1 - axis)
        centre = (mass * np.arange(28)).sum() / mass.sum()
        assert abs(centre - 14) <= 0.5


def test_mnists_own_images_are_put_where_they_are():
    for image in tiny.mnist().test_images[:200]:
        assert np.abs(normalized(image.reshape(28, 28) / 255) - image * (255 / image.max())).max() <= 0.5


@pytest.mark.parametrize("inverted", [False, True])
def test_a_test_image_saved_as_a_picture_is_read_as_it_is(tmp_path, inverted):
    for image in tiny.mnist().test_images[:10]:
        Image.fromarray((255 - image if inverted else image).reshape(28, 28)).save(tmp_path / "same.png")
        # but for the faintest grey, which may be a JPEG's, and for the ink's strength
        assert np.abs(read_drawing(tmp_path / "same.png") - image.astype(float)).max() <= 16


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


def sheet(index: int, width: int = 400) -> np.ndarray:
    """Ink (width, width) 0..1 of a test image in the middle of a sheet."""
    margin = (width - 28 * 9) // 2
    return np.pad(np.kron(tiny.mnist().test_images[index].reshape(28, 28), np.ones((9, 9))) / 255, margin)


@pytest.mark.parametrize("turn, back", [(2, 0), (3, 3), (4, 1), (5, 5), (6, 2), (7, 6), (8, 4)])
def test_a_picture_is_read_upright_however_the_camera_was_held(tmp_path, turn, back):
    picture = Image.fromarray((255 - 200 * sheet(0)).astype(np.uint8))
    exif = Image.Exif()
    exif[0x0112] = turn
    picture.transpose(Image.Transpose(back)).save(tmp_path / "turned.jpg", exif=exif)
    picture.save(tmp_path / "upright.jpg")
    turned, upright = (read_drawing(tmp_path / f"{name}.jpg").astype(float) for name in ("turned", "upright"))
    assert np.abs(turned - upright).mean() < 4


DEPTHS = {"16 bit": lambda grey: Image.fromarray((grey * 257).astype(np.uint16)),
          "12 of 16 bit": lambda grey: Image.fromarray((grey * 16).astype(np.uint16)),
          "white strokes": lambda grey: Image.fromarray(np.dstack([np.full(grey.shape, 255), 255 - grey]).astype(np.uint8), "LA"),
          "dark strokes": lambda grey: Image.fromarray(np.dstack([np.zeros(grey.shape), 255 - grey]).astype(np.uint8), "LA")}


@pytest.mark.parametrize("look", DEPTHS)
def test_more_bits_and_transparency(tmp_path, look):
    grey = (255 * (1 - sheet(18))).astype(np.uint8).astype(float)      # a 3
    DEPTHS[look](grey).save(tmp_path / "three.png")
    Image.fromarray(grey.astype(np.uint8)).save(tmp_path / "plain.png")
    assert np.abs(read_drawing(tmp_path / "three.png") - read_drawing(tmp_path / "plain.png").astype(float)).max() <= 2


@pytest.mark.parametrize("noise, shade", [(8, 0), (0, 60), (8, 60), (4, 100)])
def test_photographs_of_paper_are_read_as_well_as_what_they_show(tmp_path, digits, noise, shade):
    rng, same = np.random.default_rng(0), 0
    light = np.linspace(-0.5, 0.5, 400)[:, None] * np.ones(400)
    for index in range(10):
        grey = 215 + shade * light - 120 * sheet(index) + rng.normal(0, noise, (400, 400))
        Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(tmp_path / "photo.jpg", quality=80)
        same += predict.predict(digits, read_drawing(tmp_path / "photo.jpg")).argmax() == digits.test_outputs[index].argmax()
    assert same >= 8


def test_what_cannot_be_told_from_the_paper_is_not_guessed(tmp_path):
    rng, grey = np.random.default_rng(0), np.full((300, 300), 200.0)
    edge = grey - 150 * ((np.arange(300) > 100) & (np.arange(300) < 170))
    for name, picture, expected in (("noise", grey + rng.normal(0, 30, grey.shape), "stands out clearly"),
                                    ("edge", edge, "reaches the edge"), ("blank", grey, "no digit found")):
        Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).save(tmp_path / f"{name}.png")
        with pytest.raises(UserError, match=expected):
            read_drawing(tmp_path / f"{name}.png")


def test_two_digits_are_not_read_as_one(tmp_path):
    path = tmp_path / "two.png"
    Image.fromarray((255 * np.hstack([sheet(0), sheet(1)])).astype(np.uint8)).save(path)
    with pytest.raises(UserError, match="two digits beside each other"):
        read_drawing(path)


def test_no_test_image_passes_for_two():
    assert not any(drawing._are_two(image.reshape(28, 28)) for image in tiny.mnist().test_images)


def ruled(shape, step, slope=0.0, margin=10, strength=0.6):
    """Ink (h, w) 0..1 of lines across a sheet, three pixels thick, which end before its rim."""
    y, x = np.indices(shape)
    lines = np.clip(2 - np.abs((y - slope * x + step / 3) % step - step / 2), 0, 1) * strength
    return np.pad(lines[margin:-margin, margin:-margin], margin)


PAPERS = {"ruled": (ruled((400, 400), 45),), "ruled, askew": (ruled((400, 400), 60, 0.05),),
          "two lines": (ruled((400, 400), 200),), "squared": (ruled((400, 400), 40), ruled((400, 400), 40).T),
          "squared, askew": (ruled((400, 400), 70, 0.04), ruled((400, 400), 70, -0.04).T),
          "to the rim": (ruled((400, 400), 50, margin=1, strength=1.0),)}


@pytest.mark.parametrize("paper", PAPERS)
def test_the_lines_of_paper_are_no_strokes(tmp_path, digits, paper):
    same = 0
    for index in range(12):
        ink = np.maximum.reduce([sheet(index), *PAPERS[paper]])
        Image.fromarray((230 - 200 * ink).astype(np.uint8)).save(tmp_path / "ruled.png")
        found = predict.predict(digits, read_drawing(tmp_path / "ruled.png"))
        same += found.argmax() == digits.test_outputs[index].argmax()
    assert same >= 10


def test_lines_that_may_be_strokes_are_refused_with_one_line(tmp_path, digits):
    few, picture = np.zeros((400, 400)), sheet(0)
    few[100:295, 125:390] = ruled((400, 400), 90)[100:295, 125:390]      # three, which begin where the digit does
    Image.fromarray((230 - 200 * np.maximum(picture, few)).astype(np.uint8)).save(tmp_path / "few.png")
    with pytest.raises(UserError, match="lines of the paper that may as well be strokes"):
        read_drawing(tmp_path / "few.png")


THREE = [(.3, y, .7, y) for y in (.1, .5, .9)]


@pytest.mark.parametrize("strokes", [
    [(.5, .05, .5, .95)], [(.3, .1, .7, .1), (.7, .1, .4, .9)], [(.3, .1, .7, .1), (.7, .1, .4, .9), (.35, .5, .7, .5)],
    [(.3, .1, .3, .5), (.3, .5, .8, .5), (.6, .05, .6, .95)], [(.5, .1, .5, .9), (.25, .9, .75, .9)],
    [*THREE, (.7, .1, .7, .9)], [*THREE, (.3, .1, .3, .9), (.7, .1, .7, .9)]],
    ids=["1", "7", "7 with a bar", "4", "1 with a foot", "3", "8"])
@pytest.mark.parametrize("pen, tight", [(3, False), (3, True), (9, True)])
def test_a_digits_own_straight_strokes_are_no_lines_of_paper(strokes, pen, tight):
    picture = Image.new("L", (400, 400), 255)
    for stroke in strokes:
        ImageDraw.Draw(picture).line([400 * place for place in stroke], fill=0, width=pen)
    grey = np.asarray(picture, float)
    if tight:
        rows, columns = (np.flatnonzero((grey < 255).any(axis=axis)) for axis in (1, 0))
        grey = grey[max(rows[0] - 10, 0):rows[-1] + 10, max(columns[0] - 30, 0):columns[-1] + 30]
    assert np.array_equal(without_lines(grey), grey)


def test_nor_are_those_of_test_images():
    for image in tiny.mnist().test_images[:40]:
        grey = 255 - np.kron(image.reshape(28, 28), np.ones((5, 5))).astype(float)
        assert without_lines(grey) is grey


def test_dust_is_no_ink(tmp_path):
    ink = sheet(0)
    ink[5:9, 5:9] = 1
    Image.fromarray((255 * (1 - ink)).astype(np.uint8)).save(tmp_path / "dust.png")
    Image.fromarray((255 * (1 - sheet(0))).astype(np.uint8)).save(tmp_path / "clean.png")
    assert np.array_equal(read_drawing(tmp_path / "dust.png"), read_drawing(tmp_path / "clean.png"))


def test_a_picture_too_large_to_unpack_is_one_line(tmp_path, recwarn):
    Image.new("1", (13_000, 7_000)).save(tmp_path / "bomb.png")
    with pytest.raises(UserError, match="not a whole picture") as caught:
        read_drawing(tmp_path / "bomb.png")
    assert "\n" not in str(caught.value) and not recwarn.list


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


def test_that_nobody_reads_on_is_no_mistake():
    endless = "from network.errors import run_main; run_main(lambda: [print('x' * 99) for _ in range(99999)])"
    run = subprocess.Popen([sys.executable, "-c", endless], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    run.stdout.readline()
    run.stdout.close()
    assert run.wait() == 141 and run.stderr.read() == ""


def test_a_name_that_the_terminal_cannot_show(tmp_path):
    path = draw(tmp_path / "sieben \u00e9.png", tiny.mnist().test_images[0])
    run = subprocess.run([sys.executable, "-m", "network.predict", "--image", str(path)], capture_output=True, text=True,
                         env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert run.returncode == 0 and "sieben \\xe9.png: the network says 7" in run.stdout


def test_a_data_set_that_the_run_has_not_seen(tmp_path):
    other = tiny.write_npz(tmp_path / "other.npz")
    with pytest.raises(UserError, match="trained on MNIST, not on this other"):
        predict.main(["7", "--data", str(other)])

"""Lets the trained network read an image: `python -m network.predict 7`.

The answer is the place of the largest output. It is drawn in the terminal, and with --plot as SVG.
"""
import argparse
from math import isqrt
from pathlib import Path

import numpy as np

from network import snapshots
from network.drawing import read_drawing
from network.errors import Parser, UserError, run_main
from network.mnist import read_data_set
from network.program import Program

SHADES = " .:-=+*#%@"   # from black to white
BAR_WIDTH = 24


def main(arguments=None) -> int:
    options = _parse(arguments)
    snapshot = snapshots.load(options.snapshot)
    if options.image:
        title, image = f"{options.image}", read_drawing(options.image, int(snapshot.image_shape[0]))
    else:
        title, image = _test_image(options.index, options.data, snapshot)
    outputs = predict(snapshot, image)
    classes = snapshot.meta["classes"]
    print(f"{title}: the network says {classes[outputs.argmax()]}")
    print(terminal_plot(image, outputs, classes))
    if options.plot:
        _write(options.plot, svg_plot(image, outputs, classes, title))
        print(f"plot saved in {options.plot}")
    return 0


def predict(snapshot: snapshots.Snapshot, image: np.ndarray) -> np.ndarray:
    """The finished network's outputs (O,) for an image (F,) uint8, by the listing's own lines."""
    program = Program(snapshot.meta["source"], str(snapshot.path))
    inputs = image[snapshot.pixel_index, None] / np.float32(255)
    return program.forward(snapshot.state(-1), inputs)["o"][:, 0]


def terminal_plot(image: np.ndarray, outputs: np.ndarray, classes: list) -> str:
    """The image in characters, beside it a bar for each output; a square image (F,) uint8, outputs (O,)."""
    side = isqrt(len(image))
    # a character is twice as high as wide, so two rows of pixels make one of characters
    halves = image.reshape(side, side)[:side // 2 * 2].reshape(-1, 2, side).mean(axis=1)
    picture = ["".join(SHADES[int(value * len(SHADES) / 256)] for value in row) for row in halves]
    best = outputs.argmax()
    bars = [f"{label:>3}  {output:.3f}  {'#' * round(float(output) * BAR_WIDTH)}"
            + ("  <--" if place == best else "")
            for place, (label, output) in enumerate(zip(classes, outputs))]
    height = max(len(picture), len(bars))
    picture += [" " * side] * (height - len(picture))
    above = (height - len(bars)) // 2
    bars = [""] * above + bars + [""] * (height - len(bars) - above)
    return "\n".join(f"|{row}|  {bar}".rstrip() for row, bar in zip(picture, bars))


def svg_plot(image: np.ndarray, outputs: np.ndarray, classes: list, title: str) -> str:
    """The same as an SVG picture: the answer, the image, a bar for each output."""
    side, step = isqrt(len(image)), 28
    pixel = 280 / side
    squares = [f'<rect x="{20 + k % side * pixel:g}" y="{60 + k // side * pixel:g}" width="{pixel:g}" '
               f'height="{pixel:g}" fill="rgb({v},{v},{v})"/>' for k, v in enumerate(image) if v]
    best = outputs.argmax()
    bars = []
    for place, (label, output) in enumerate(zip(classes, outputs)):
        y = 60 + place * step
        colour = "#FFE9A8" if place == best else "#8B98A5"
        bars.append(f'<text x="340" y="{y + 18}">{label}</text>'
                    f'<rect x="365" y="{y + 4}" width="{200 * output:.1f}" height="{step - 8}" '
                    f'fill="{colour}"/><text x="{375 + 200 * output:.1f}" y="{y + 18}">'
                    f'{output:.3f}</text>')
    height = max(360, 80 + len(classes) * step)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {height}" '
        'font-family="sans-serif" font-size="16" fill="#E6EDF3">',
        f'<rect width="640" height="{height}" fill="#0E1318"/>',
        f'<text x="20" y="38" font-size="20">{_escaped(title)}: '
        f'the network says {classes[best]}</text>',
        '<rect x="20" y="60" width="280" height="280" fill="black"/>', *squares, *bars, "</svg>\n"])


def _parse(arguments) -> argparse.Namespace:
    parser = Parser(prog="python -m network.predict",
                    description="Let the trained network read one image.")
    parser.add_argument("index", type=int, nargs="?", help="which image of the test set, from 0")
    parser.add_argument("--image", type=Path, help="a picture of a digit instead, PNG or the like")
    parser.add_argument("--snapshot", default="digits",
                        help="a snapshot's file, or digits or pixels (default: digits)")
    parser.add_argument("--data", type=Path, help="the data set that INDEX is of (default: MNIST)")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="save a plot, too")
    options = parser.parse_args(arguments)
    if (options.index is None) == (options.image is None):
        parser.error("give either the INDEX of a test image or --image FILE")
    return options


def _test_image(index: int, path: Path | None, snapshot) -> tuple[str, np.ndarray]:
    data = read_data_set(path)
    if data.sha256 != snapshot.meta["data"]["sha256"]:
        raise UserError(f"{snapshot.path} was trained on {snapshot.meta['data']['name']}, not on "
                        f"this {data.name}; give its data set with --data")
    if not 0 <= index < len(data.test_images):
        raise UserError(f"no test image {index}; there are 0 to {len(data.test_images) - 1}")
    return f"test image {index}, labelled {data.class_labels[data.test_labels[index]]}", data.test_images[index]


def _write(path: Path, text: str):
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path}: cannot be written: {error.strerror}") from None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


if __name__ == "__main__":
    run_main(main)

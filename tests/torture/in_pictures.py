"""Pictures for predict: a digit in every mode, depth, format and orientation, on paper as it is photographed, and damage."""

import io
import struct
import zlib
from functools import cache

import numpy as np
from PIL import Image

import tiny
from network import predict, snapshots
from network.drawing import read_drawing
from network.errors import UserError
from torture.trial import Trial, damaged, one_of

ALIKE = 0.75      # least correlation of what is read with the image that was drawn, a pixel aside at most


@cache
def net():
    return snapshots.load("digits")


@cache
def images() -> np.ndarray:
    """Test images that the network reads right and surely."""
    data = tiny.mnist()
    outputs = net().test_outputs[:300]
    sure = (outputs.argmax(axis=1) == data.test_labels[:300]) & (outputs.max(axis=1) > 0.9)
    return data.test_images[:300][sure]


def sheet(image: np.ndarray, rng) -> np.ndarray:
    """Ink (h, w) 0..1: the image somewhere on a sheet, each of its pixels some pixels wide."""
    scale = int(rng.integers(3, 12))
    big = np.kron(image.reshape(28, 28), np.ones((scale, scale))) / 255
    above, left, below, right = (int(n) for n in rng.integers(0, 100, 4))
    return np.pad(big, ((above, below), (left, right)))


def trial(path, name, image, good=False, alike=True):
    def right(read):
        found, answer = read
        moved = [np.roll(found.reshape(28, 28), (down, across), (0, 1)).ravel() for down in (-1, 0, 1) for across in (-1, 0, 1)]
        likeness = max(np.corrcoef(one, image)[0, 1] for one in moved)
        return not alike or bool(likeness > ALIKE and answer == predict.predict(net(), image).argmax())

    def read():
        found = read_drawing(path)
        return found, predict.predict(net(), found).argmax()
    return Trial(name, read, right, (UserError,), good)


def saved(path, picture, **options):
    file = io.BytesIO()
    picture.save(file, path.suffix[1:].upper().replace("JPG", "JPEG"), **options)
    return file.getvalue()


def modes(rng, folder) -> Trial:
    """Whole pictures."""
    image = images()[int(rng.integers(len(images())))]
    ink = sheet(image, rng)
    dark = rng.random() < 0.5
    grey = 255 * (ink if dark else 1 - ink)
    low = np.clip(grey, 0, 255).astype(np.uint8)
    options: dict = {}
    mode = one_of(rng, ("L", "RGB", "RGBA", "LA", "P", "1", "I;16", "16 bit, half", "I", "F", "CMYK", "JPEG", "JPEG 30", "EXIF", "EXIF PNG",
                        "strokes", "white strokes", "palette with a transparent colour", "TIFF 16", "grey key", "BMP", "GIF", "WEBP", "28"))
    suffix = ".png"
    picture = Image.fromarray(low)
    match mode:
        case "RGB" | "RGBA" | "LA" | "P" | "1":
            picture = picture.convert(mode)
        case "I;16":
            picture = Image.fromarray((grey * 257).astype(np.uint16))
        case "16 bit, half":      # a camera's 12 bits in 16
            picture = Image.fromarray((grey * 16).astype(np.uint16))
        case "I":
            picture, suffix = Image.fromarray((grey * 257).astype(np.int32)), ".tiff"
        case "F":
            picture, suffix = Image.fromarray((grey / 255).astype(np.float32)), ".tiff"
        case "TIFF 16":
            picture, suffix = Image.fromarray((grey * 257).astype(np.uint16)), ".tiff"
        case "CMYK":
            picture, suffix = picture.convert("CMYK"), ".jpg"
        case "JPEG":
            suffix, options = ".jpg", {"quality": 90}
        case "JPEG 30":
            suffix, options = ".jpg", {"quality": 30}
        case "EXIF" | "EXIF PNG":
            turn = int(rng.integers(1, 9))
            back = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[turn]      # the transposition that EXIF's undoes
            picture = picture if back is None else picture.transpose(Image.Transpose(back))
            exif = Image.Exif()
            exif[0x0112] = turn
            suffix, options, mode = ".jpg" if mode == "EXIF" else ".png", {"exif": exif}, f"{mode} {turn}"
        case "strokes" | "white strokes":
            value = 255 if mode == "white strokes" else 0
            alpha = (255 * ink).astype(np.uint8)
            picture = Image.fromarray(np.dstack([np.full_like(alpha, value)] * 3 + [alpha]))
        case "palette with a transparent colour":
            two = Image.fromarray((ink > 0.5).astype(np.uint8)).convert("P")
            two.putpalette([255, 255, 255, 0, 0, 0] + [0] * 762)
            picture, options = two, {"transparency": 0}
        case "grey key":
            options = {"transparency": 0 if dark else 255}
        case "BMP" | "GIF" | "WEBP":
            suffix = f".{mode.lower()}"
        case "28":
            picture = Image.fromarray(image.reshape(28, 28) if dark else 255 - image.reshape(28, 28))
    path = folder / f"d{suffix}"
    path.write_bytes(saved(path, picture, **options))
    return trial(path, f"{mode}, {'light on dark' if dark else 'dark on light'}", image, good=True)


def photographs(rng, folder) -> Trial:
    """Paper as a camera sees it: ink of some depth, noise, light from a side, a vignette."""
    image = images()[int(rng.integers(len(images())))]
    ink = np.pad(sheet(image, rng), 20)
    depth, noise, shade, vignette = rng.uniform(30, 200), rng.uniform(0, 20), rng.uniform(0, 100), rng.uniform(0, 60)
    y, x = np.linspace(-0.5, 0.5, ink.shape[0])[:, None], np.linspace(-0.5, 0.5, ink.shape[1])
    angle = rng.uniform(0, 2 * np.pi)
    paper = 215 + shade * (np.cos(angle) * x + np.sin(angle) * y) - vignette * 2 * (x ** 2 + y ** 2)
    grey = paper - depth * ink * paper / 255 + rng.normal(0, noise, ink.shape)
    path = folder / "d.jpg"
    path.write_bytes(saved(path, Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)), quality=int(rng.integers(50, 95))))
    return trial(path, f"depth {depth:.0f}, noise {noise:.0f}, shade {shade:.0f}, vignette {vignette:.0f}", image, good=depth > 100 and noise < 10)


def lines(shape, step, width, angle, start) -> np.ndarray:
    """Ink (h, w) 0..1 of lines across a sheet, so many pixels apart and wide, turned by an angle."""
    y, x = np.indices(shape)
    off = (y * np.cos(angle) - x * np.sin(angle) - start) % step
    return np.clip(width / 2 + 0.5 - np.minimum(off, step - off), 0, 1)


def ruled(rng, folder) -> Trial:
    """Ruled and squared paper, whose lines end before the rim or reach it: of any distance, width and strength, askew; photographed or not."""
    image = images()[int(rng.integers(len(images())))]
    scale = int(rng.integers(5, 14))
    big = np.kron(image.reshape(28, 28), np.ones((scale, scale))) / 255
    pen = np.pad(big, [tuple(int(n) for n in rng.integers(20, 150, 2)) for _ in (0, 1)])
    step = rng.uniform(3, 14) * scale      # the digit itself is 20 high
    width, strength, angle = rng.uniform(1, max(scale / 2, 2)), rng.uniform(0.15, 1), one_of(rng, (0, 1)) * rng.uniform(-0.07, 0.07)
    squared, margin = rng.random() < 0.5, one_of(rng, (0, 1, 1)) * rng.uniform(0.02, 0.12)
    paper = lines(pen.shape, step, width, angle, rng.uniform(0, step))
    if squared:
        paper = np.maximum(paper, lines(pen.shape[::-1], step, width, -angle, rng.uniform(0, step)).T)
    edges = [int(margin * size) for size in pen.shape]
    paper = np.pad(paper[edges[0]:pen.shape[0] - edges[0], edges[1]:pen.shape[1] - edges[1]], [(edge, edge) for edge in edges])
    noise, shade = one_of(rng, (0, 1)) * rng.uniform(0, 8), rng.uniform(0, 40)
    grey = 225 + shade * np.linspace(-0.5, 0.5, pen.shape[1]) - 180 * np.maximum(pen, strength * paper) + rng.normal(0, noise, pen.shape)
    path = folder / one_of(rng, ("d.png", "d.jpg"))
    path.write_bytes(saved(path, Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))))
    return trial(path, f"{'squared' if squared else 'ruled'}, scale {scale}, step {step:.0f}, width {width:.1f}, strength {strength:.2f}, "
                       f"angle {angle:.3f}, margin {margin:.2f}, noise {noise:.0f}, {pen.shape}", image)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, depth, colour, data) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def hurt(rng, folder) -> Trial:
    """Damage, bombs, and pictures with nothing in them."""
    image = images()[int(rng.integers(len(images())))]
    picture = Image.fromarray((255 * sheet(image, rng)).astype(np.uint8))
    path = folder / one_of(rng, ("d.png", "d.jpg", "d.gif", "d.bmp", "d.webp", "d.tiff"))
    what = rng.random()
    if what < 0.7:
        name, data = damaged(saved(path, picture), rng)
    elif what < 0.85:
        side = int(one_of(rng, (9000, 13000, 20000, 60000, 2 ** 31 - 1)))
        depth, colour = one_of(rng, ((1, 0), (8, 0), (16, 0), (8, 2), (8, 6), (16, 6)))
        name, data = f"a bomb of {side}, {depth} bit, colour {colour}", png(side, side, depth, colour, zlib.compress(bytes(10 ** 7), 1))
        path = folder / "d.png"
    else:
        shape = one_of(rng, ((1, 1), (1, 500), (500, 1), (2, 2), (300, 300), (28, 28), (3, 4000)))
        value = int(rng.integers(256))
        noise = one_of(rng, (0, 0, 3, 30))
        grey = np.clip(value + rng.normal(0, 1, shape) * noise, 0, 255).astype(np.uint8)
        path = folder / "d.png"
        name, data = f"nothing in {shape}, noise {noise}", saved(path, Image.fromarray(grey))
        path.write_bytes(data)
        return Trial(name, lambda: read_drawing(path), lambda read: False, (UserError,))
    path.write_bytes(data)
    return trial(path, f"{name} in {path.name}", image, alike=False)


KINDS = {"picture, modes": modes, "picture, photographs": photographs, "picture, ruled": ruled, "picture, damage": hurt}

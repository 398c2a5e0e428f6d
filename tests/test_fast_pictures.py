"""Pixels are kept and laid over others as PIL does it, byte for byte, in less time."""

import numpy as np
import pytest
from PIL import Image

from scenes.fast.pictures import _as_pil_keeps_it, _overlay

VALUES, OPACITIES = np.meshgrid(np.arange(256), np.arange(256))
EVERY = np.stack([VALUES, 255 - VALUES, VALUES // 2, OPACITIES], axis=-1).astype(np.uint8)      # each byte at each opacity


def noise(opacity):
    pixels = np.random.default_rng(1).integers(0, 256, EVERY.shape, np.uint8)
    pixels[..., 3] = opacity
    return pixels


def test_pixels_are_kept_as_by_pil():
    wanted = np.asarray(Image.fromarray(EVERY).convert("RGBa").convert("RGBA"))
    assert np.array_equal(_as_pil_keeps_it(EVERY), wanted)
    assert np.array_equal(_as_pil_keeps_it(EVERY[3:200, 40:70]), wanted[3:200, 40:70])


@pytest.mark.parametrize("above", [EVERY, noise(255), noise(0), noise(np.where(OPACITIES < 128, 255, VALUES)),
                                   noise(np.where(OPACITIES < 128, 255, 0))])
@pytest.mark.parametrize("below", [noise(255), noise(VALUES)], ids=["opaque", "clear in parts"])
def test_pixels_are_laid_over_others_as_by_pil(above, below):
    laid = below.copy()
    _overlay(laid, above)
    assert np.array_equal(laid, np.asarray(Image.alpha_composite(Image.fromarray(below), Image.fromarray(above))))

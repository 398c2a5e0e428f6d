"""The kit in pictures: each example draws what it says, in a few lines, within the frame."""

import re

import numpy as np
import pytest

from docs import gallery, stills

EXAMPLES = sorted(gallery.EXAMPLES.glob("*.py"))
LONGEST = 8      # lines of an example that are not blank


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_draws_something_whole_in_a_few_lines(path):
    pixels = np.asarray(gallery.drawn(path).convert("RGB")).astype(int)
    ground = pixels[0, 0]
    seen = np.abs(pixels - ground).max(axis=2) > 24
    assert seen.mean() > 0.002
    assert not seen[0].any() and not seen[-1].any() and not seen[:, 0].any() and not seen[:, -1].any()
    assert len([line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]) <= LONGEST
    assert all(len(line) <= 110 for line in path.read_text(encoding="utf-8").splitlines())      # as wide as the page


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_an_example_takes_from_the_kit_says_what_it_is(path):
    assert gallery.parts(path) and all(text for _, text in gallery.parts(path))


def test_the_page_shows_each_with_its_lines():
    text = gallery.section(gallery.EXAMPLES / "tray.py")
    assert "data:image/png;base64," in text and "Tray(run.cross_entropy[3]" in text and '<section id="tray">' in text


def test_examples_are_of_many_parts_of_the_kit():
    parts = {name for path in EXAMPLES for name, _ in gallery.parts(path)}
    assert len(parts) >= 15


def test_the_readme_shows_the_pictures_that_are_made_for_it_and_they_are_small():
    shown = re.findall(r"!\[[^]]+\]\(media/stills/(.+?)\)", (gallery.FILM.root / "README.md").read_text(encoding="utf-8"))
    assert sorted(shown) == sorted([*(f"{name}.jpg" for name in stills.PICTURES), "clip.webp"])
    there = {path.name: path.stat().st_size for path in stills.FOLDER.iterdir()}
    assert sorted(there) == sorted(shown) and sum(there.values()) < 1_000_000

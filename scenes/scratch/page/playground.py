"""The trained network on the page: it answers what the visitor draws, at each logged moment of its learning."""

import base64
from html import escape
from string import Template

import numpy as np

from network.program import WEIGHTS
from scenes.film.page.section import Section, Told, beside

TEXTS = ("try_how", "canvas", "here", "keys", "clear", "examples", "sees", "left", "right", "up", "down", "invert", "speak",
         "hidden_layer", "answers", "moment")
FILLED = "nothing", "after", "before", "neuron", "output", "speaks", "wakes"      # by the page's scripts


def section(told: Told, run) -> Section:
    """run: the real net's Snapshot."""
    return Section("try", told.text("try"), _html(told, run), beside(__file__, "playground.css"),
                   beside(__file__, "network.js") + beside(__file__, "playground.js"), data(told, run))


def data(told: Told, run) -> dict:
    """The network as the page's scripts read it: sizes, classes, which pixels feed it, the weights at all logged moments one
    after another (float32, base64, each moment in the order of the listing), some images that it has seen, and words."""
    states = [run.state(moment) for moment in range(len(run.updates))]
    flat = np.concatenate([state[name].ravel() for state in states for name in WEIGHTS]).astype("<f4")
    return {
        "sizes": [int(size) for size in run.sizes], "classes": [str(name) for name in run.meta["classes"]],
        "side": int(run.image_shape[0]), "pixels": run.pixel_index.tolist(), "updates": run.updates.tolist(),
        "weights": base64.b64encode(flat.tobytes()).decode(),
        "examples": [base64.b64encode(image.tobytes()).decode() for image in run.probe_images],
        "words": {name: told.script.page[name] for name in FILLED},
        "figures": {"thousands": told.script.language.thousands, "decimal": told.script.language.decimal},
    }


def _html(told, run):
    rows, columns = (int(size) for size in run.image_shape)
    names = run.meta["classes"]
    return Template(beside(__file__, "playground.html")).substitute(
        {key: escape(told.text(key)) for key in TEXTS}, last=len(run.updates) - 1,
        neuron_buttons="".join(f'<button data-neuron="{k}"></button>' for k in range(run.meta["hidden"])),
        output_buttons="\n".join(f'<li><button data-output="{k}"><b>{escape(str(name))}</b><span class="bar"><i></i></span>'
                                 "<output></output></button></li>" for k, name in enumerate(names)),
        example_buttons="\n".join(f'<button data-example="{k}"><canvas width="{columns}" height="{rows}"></canvas></button>'
                                  for k in range(len(run.probe_images))))

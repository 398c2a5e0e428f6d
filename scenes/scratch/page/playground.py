"""The trained network on the page: it answers what the visitor draws, at each logged moment of its learning."""

import base64
from html import escape

import numpy as np

from network.program import WEIGHTS
from scenes.film.page.section import Section, Told, beside


def section(told: Told, run) -> Section:
    """run: the real net's Snapshot."""
    return Section("try", told.text("try"), _html(told, run), beside(__file__, "playground.css"),
                   beside(__file__, "network.js") + beside(__file__, "playground.js"), data(told, run))


def data(told: Told, run) -> dict:
    """The network as the page's scripts read it: sizes, classes, which pixels feed it, the weights at all logged moments one
    after another (float32, base64, each moment in the order of the listing), some images that it has seen, and words."""
    states = [run.state(moment) for moment in range(len(run.updates))]
    flat = np.concatenate([state[name].ravel() for state in states for name in WEIGHTS]).astype("<f4")
    words = ("nothing", "after", "before", "neuron", "output")
    return {
        "sizes": [int(size) for size in run.sizes], "classes": [str(name) for name in run.meta["classes"]],
        "side": int(run.image_shape[0]), "pixels": run.pixel_index.tolist(), "updates": run.updates.tolist(),
        "weights": base64.b64encode(flat.tobytes()).decode(),
        "examples": [base64.b64encode(image.tobytes()).decode() for image in run.probe_images],
        "words": {name: told.script.page[name] for name in words},
        "figures": {"thousands": told.script.language.thousands, "decimal": told.script.language.decimal},
    }


def _html(told, run):
    texts = {key: escape(told.text(key)) for key in
             ("try_how", "canvas", "clear", "invert", "left", "right", "up", "down", "examples", "sees", "hidden_layer",
              "answers", "moment", "speak", "keys")}
    hidden = "".join(f'<button data-neuron="{k}"></button>' for k in range(run.meta["hidden"]))
    outputs = "".join(f'<li><button data-output="{k}"><b>{escape(str(name))}</b><span class="bar"><i></i></span>'
                      f'<output></output></button></li>' for k, name in enumerate(run.meta["classes"]))
    examples = "".join(f'<button data-example="{k}"><canvas width="{run.image_shape[1]}" height="{run.image_shape[0]}"></canvas>'
                       f'</button>' for k in range(len(run.probe_images)))
    return f"""<p>{texts["try_how"]}</p>
<div id="play">
<div class="column">
<canvas id="draw" width="280" height="280" tabindex="0" role="img" aria-label="{texts["canvas"]}"></canvas>
<p class="keys">{texts["keys"]}</p>
<p class="tools"><button data-tool="clear">{texts["clear"]}</button> <button data-tool="invert" aria-pressed="false">{texts["invert"]}</button></p>
<h3>{texts["examples"]}</h3>
<p id="examples">{examples}</p>
</div>
<div class="column">
<canvas id="seen" width="560" height="560" role="img" aria-label="{texts["sees"]}"></canvas>
<p class="keys" id="told" role="status"></p>
<p class="tools">
<button data-move="-1 0" aria-label="{texts["left"]}">←</button> <button data-move="1 0" aria-label="{texts["right"]}">→</button>
<button data-move="0 -1" aria-label="{texts["up"]}">↑</button> <button data-move="0 1" aria-label="{texts["down"]}">↓</button>
<button data-tool="speak" aria-pressed="false">{texts["speak"]}</button>
</p>
</div>
<div class="column net">
<canvas id="edges" aria-hidden="true"></canvas>
<div><h3>{texts["hidden_layer"]}</h3><div id="hidden">{hidden}</div></div>
<div><h3>{texts["answers"]}</h3><ol id="outputs">{outputs}</ol></div>
</div>
</div>
<p id="scrub"><label for="moment">{texts["moment"]}</label>
<input type="range" id="moment" min="0" max="{len(run.updates) - 1}" value="{len(run.updates) - 1}"> <output for="moment" id="updates"></output></p>"""

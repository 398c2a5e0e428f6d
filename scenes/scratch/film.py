"""Film one, "A neural network, from scratch": its chapters in order, and what only this film knows."""

from pathlib import Path

from network.errors import UserError as NetworkError
from scenes.film.film import Film, Short
from scenes.kit.declare import Constant
from scenes.scratch.facts import collect
from scenes.scratch.page import sections
from scenes.scratch.runs import TrainingRuns
from scenes.scratch.thumbnail import draw

SCENES = Path(__file__).resolve().parents[1]

FILM = Film(
    name="scratch",
    path=Path(__file__),
    place="",
    root=SCENES.parent,
    folder=SCENES,
    chapters=("opening", "layers", "weights", "bias", "images", "one_hot", "loops", "forward", "sigmoid", "cost",
              "descent", "backprop", "training", "inside", "using", "limits", "closing"),
    scripts=Path(__file__).with_name("script"),
    runs=TrainingRuns(SCENES.parent),
    facts=collect,
    thumbnail=draw,
    page=sections,
    shorts={
        "downhill": Short("descent", "downhill", "settle", "short_downhill"),
        "inside": Short("inside", "strokes", "add_up", "short_inside"),
        "limits": Short("limits", "first", "swapped", "short_limits"),
    },
    constants={
        "black": Constant(0, "grey values run from 0, black"),
        "white": Constant(1, "to 1, white"),
        "no": Constant(0, "a one-hot label is 0 in all places"),
        "yes": Constant(1, "but 1 in one"),
    },
    # nearly all of the picture changes all the time
    effort={"images": 2, "bias": 1.5, "using": 1.5, "closing": 1.4, "opening": 1.3, "descent": 1.2},
    names=((r"delta_\w+|e", "error"), (r"l|labels", "target"), (r"[wb]_\w_\w", "positive"),
           (r"img|images|[ho](_pre)?", "activation")),
    methods=("inputs_of", "label_of", "step"),
    labels={f"{run}:{part}_labels": f"{run}:{part}_images" for run in ("digits", "pixels") for part in ("train", "probe")},
    mistakes=(NetworkError,),
)

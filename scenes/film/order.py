"""The film as one ordered list: each name is a file scenes/NAME.py with exactly one Scene in it."""

from pathlib import Path

ORDER = ("opening", "layers", "weights", "bias", "images", "one_hot", "loops", "forward", "sigmoid",
         "cost", "backprop", "training", "using", "closing")

# How many times as long as others of their length it takes to draw them: nearly all of the picture changes all the time
SLOW = {"opening": 3, "closing": 2, "images": 2, "bias": 1.5, "using": 1.3}

SCENES = Path(__file__).resolve().parents[1]
ROOT = SCENES.parent


def chapter_file(name: str) -> Path:
    """Where a chapter's source is, whether it exists or not."""
    return SCENES / f"{name}.py"


def written() -> list[str]:
    """The chapters of the film that exist, in the order of the film."""
    return [name for name in ORDER if chapter_file(name).exists()]

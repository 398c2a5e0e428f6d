"""The film as one ordered list: each name is a file scenes/NAME.py with exactly one Scene in it."""

from pathlib import Path

ORDER = ("opening", "layers", "weights", "bias", "images", "one_hot", "loops", "forward", "sigmoid",
         "cost", "backprop", "training", "using", "closing")

SCENES = Path(__file__).resolve().parents[1]
ROOT = SCENES.parent


def chapter_file(name: str) -> Path:
    """Where a chapter's source is, whether it exists or not."""
    return SCENES / f"{name}.py"


def written() -> list[str]:
    """The chapters of the film that exist, in the order of the film."""
    return [name for name in ORDER if chapter_file(name).exists()]

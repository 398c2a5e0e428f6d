"""Scenes of every kind that Manim has, drawn by its own renderer and by the FastRenderer: each frame must be the same.

cd tests; python -m torture.gallery [NAME ...]
"""

import sys
import tempfile
import time
from pathlib import Path

from fast_tools import largest_differences, record
from manim import MovingCamera, Scene, tempconfig
from manim.renderer.cairo_renderer import CairoRenderer
from torture import gallery_scenes

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scenes.fast import FastCamera, FastRenderer  # noqa: E402
from scenes.fast.motion import BatchedMotion  # noqa: E402

CLOSE = 4          # of 255: Manim rounds down bytes of a fading image that stay the same, BatchedMotion leaves them
SETTINGS = {"pixel_width": 854, "pixel_height": 480, "frame_rate": 15, "seed": 0}


def scenes() -> dict[str, type[Scene]]:
    return {name: value for name, value in vars(gallery_scenes).items()
            if isinstance(value, type) and issubclass(value, Scene) and value.__module__ == gallery_scenes.__name__}


def outcome(scene: type[Scene], renderer: type, camera: type):
    """What was drawn, and what was raised."""
    try:
        return record(scene, renderer, camera, **SETTINGS), None
    except Exception as error:
        return None, f"{type(error).__name__}: {str(error)[:300]}"


def problems(scene: type[Scene]) -> list[str]:
    """What is wrong with a scene that is drawn fast."""
    camera = getattr(scene, "stock_camera", MovingCamera)
    batched = type(scene.__name__, (BatchedMotion, scene), {"__module__": scene.__module__})
    wanted, refused = outcome(scene, CairoRenderer, camera)
    wrong = []
    for name, drawn in (("fast", scene), ("batched", batched)):
        got, error = outcome(drawn, FastRenderer, FastCamera)
        if error or refused:
            if error != refused:
                wrong.append(f"{name}: {error}; Manim: {refused}")
        elif len(got.frames) != len(wanted.frames):
            wrong.append(f"{name}: {len(got.frames)} frames of {len(wanted.frames)}")
        elif (far := largest_differences(wanted, got)).max(initial=0) > CLOSE:
            wrong.append(f"{name}: {(far > CLOSE).sum()} of {len(far)} frames differ, by up to {far.max()}")
    return wrong


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, tempconfig({"media_dir": folder}):
        return compared(sys.argv[1:])


def compared(names: list[str]) -> int:
    """Draw these scenes, or all, and tell what differs; 1 if anything does."""
    count = 0
    for name, scene in scenes().items():
        if names and name not in names:
            continue
        begun = time.monotonic()
        wrong = problems(scene)
        count += bool(wrong)
        print(f"{time.monotonic() - begun:5.1f} s  {name}: {'; '.join(wrong) or 'the same'}", flush=True)
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main())

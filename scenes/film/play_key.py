"""Key of the pictures that a play call draws: what is on the screen, how it is moved, and the code that draws it.

Manim turns every object of the scene into JSON to find out whether a piece of film is there already, which takes
longer than drawing a draft does. Here the same objects are pickled and hashed instead, and the code that draws them
counts too.
"""

import hashlib
import io
import pickle
from types import CodeType, FunctionType, ModuleType

import numpy as np
from manim import Mobject, Scene

from network.snapshots import Snapshot
from scenes.film.fingerprint import drawing_key

PROTOCOL = 5
LOOK = ("background_color", "background_opacity", "pixel_width", "pixel_height", "frame_rate")
DECIMALS = 6       # of coordinates and colours; what comes after depends on the way on which they were reached
OTHERWISE_EACH_TIME = frozenset({"original_id"})      # of a copied Mobject: where the original lay in memory


def play_key(scene, camera, encoder) -> str:
    """Key of the pictures that a play call is about to draw: the same objects moved the same way, the same key."""
    look = [getattr(camera, name) for name in LOOK]
    content = (scene.animations, scene.mobjects, scene.foreground_mobjects, camera.frame, look, encoder)
    file = io.BytesIO()
    _Describer(file, PROTOCOL).dump(content)
    whole = hashlib.sha256(file.getbuffer())
    whole.update(drawing_key(scene.path).encode())
    return whole.hexdigest()


class _Describer(pickle.Pickler):
    """Pickles a scene's objects for their bytes alone: functions become their code, the scene itself its name."""

    def reducer_override(self, thing):
        if isinstance(thing, Mobject):
            state = {name: value for name, value in vars(thing).items() if name not in OTHERWISE_EACH_TIME}
            return str, (type(thing).__qualname__,), state
        if isinstance(thing, np.ndarray) and not thing.dtype.hasobject:
            rounded = np.round(thing, DECIMALS) + 0.0 if thing.dtype.kind == "f" else thing
            return str, (rounded.dtype.str, rounded.shape, rounded.tobytes())
        if isinstance(thing, FunctionType):
            inside = [cell.cell_contents for cell in thing.__closure__ or ()]
            return str, (thing.__qualname__, thing.__code__), (thing.__defaults__, thing.__kwdefaults__, inside)
        if isinstance(thing, CodeType):
            return str, (thing.co_code, thing.co_names, thing.co_consts)
        if isinstance(thing, type) and "<locals>" in thing.__qualname__:
            return str, (thing.__qualname__,)
        if isinstance(thing, Scene):
            return str, ("scene",)
        if isinstance(thing, ModuleType):
            return str, (thing.__name__,)
        if isinstance(thing, Snapshot):
            return str, (thing.meta["data"]["sha256"], thing.meta["source"], thing.path.stat().st_size)
        return NotImplemented

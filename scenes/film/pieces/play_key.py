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
from manim import ManimColor, Mobject, Scene

from network.snapshots import Snapshot
from scenes.film.pieces.chapter_key import drawing_key

PROTOCOL = 5
LOOK = ("background_color", "background_opacity", "pixel_width", "pixel_height", "frame_rate")
DECIMALS = 6       # of coordinates and colours; what comes after depends on the way on which they were reached
FLOAT = np.dtype(float)
LEFT_OUT = (
    "original_id",           # of a copied Mobject: where the original lay in memory, each time elsewhere
    "path_obj",              # of a glyph or formula: the outline in the SVG file, from which its points were made
    "_bezier_t_values",      # follows from n_points_per_cubic_curve
)
ARRAYS = ("points", "fill_rgbas", "stroke_rgbas", "background_stroke_rgbas", "sheen_direction")
COLOURS = ("color", "fill_color", "stroke_color", "background_stroke_color")
STYLES = ("joint_type", "cap_style")


def play_key(scene, camera, encoder) -> str:
    """Key of the pictures that a play call is about to draw: the same objects moved the same way, the same key."""
    look = [getattr(camera, name) for name in LOOK]
    content = (scene.animations, scene.mobjects, scene.foreground_mobjects, camera.frame, look, encoder)
    file = io.BytesIO()
    describer = _Describer(file, PROTOCOL)
    describer.dump(content)
    whole = hashlib.sha256(file.getbuffer())
    if describer.floats:
        whole.update(np.round(np.concatenate(describer.floats, axis=None), DECIMALS) + 0.0)
    for array in describer.others:
        whole.update(np.ascontiguousarray(array))
    whole.update(drawing_key(scene.path).encode())
    return whole.hexdigest()


class _Describer(pickle.Pickler):
    """Pickles a scene's objects for their bytes alone: functions become their code, the scene itself its name.

    Of arrays only type and shape are pickled; what they hold is in `floats` and `others`, in the order of the objects.
    """

    def __init__(self, file, protocol):
        super().__init__(file, protocol)
        self.floats, self.others = [], []

    def reducer_override(self, thing):
        if isinstance(thing, Mobject):
            return str, (type(thing).__qualname__,), self._state(thing)
        if isinstance(thing, np.ndarray) and not thing.dtype.hasobject:
            return str, (self._outline(thing),)
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

    def _state(self, mobject):
        """Its attributes; what every VMobject has is told here, which is quicker than to be called back for each."""
        state = vars(mobject).copy()
        for name in LEFT_OUT:
            state.pop(name, None)
        for name in ARRAYS:
            if type(value := state.get(name)) is np.ndarray:
                state[name] = self._outline(value)
        for name in COLOURS:
            if type(value := state.get(name)) is ManimColor:
                state[name] = value.to_rgba().tobytes()
        for name in STYLES:
            if name in state:
                state[name] = state[name].value
        return state

    def _outline(self, array):
        if array.dtype is FLOAT:
            self.floats.append(array)
            return array.shape
        self.others.append(array)
        return array.dtype.str, array.shape

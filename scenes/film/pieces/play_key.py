"""Key of the pictures that a play call draws: what is on the screen, how it is moved, and the code that draws it.

Manim turns every object of the scene into JSON to find out whether a piece of film is there already, which takes
longer than drawing a draft does. Here the same objects are pickled and hashed instead, and the code that draws them
counts too: see reach.
"""

import hashlib
import io
import pickle
from types import CodeType, FunctionType, MappingProxyType, ModuleType

import numpy as np
from manim import ManimColor, Mobject, Scene
from manim._config.utils import ManimConfig

from scenes.film.pieces.chapter_key import runs_key
from scenes.film.pieces.reach import ChapterCode, Reached
from scenes.film.stage.settings import of_a_piece
from scenes.kit import theme
from scenes.kit.painted import Painted

PROTOCOL = 5
LOOK = ("background_color", "background_opacity", "pixel_width", "pixel_height", "frame_rate")
DECIMALS = 6       # of coordinates and colours; what comes after depends on the way on which they were reached
FLOAT = np.dtype(float)
LEFT_OUT = (
    "original_id",           # of a copied Mobject: where the original lay in memory, each time elsewhere
    "file_name",             # of a text or formula: where its outlines are, each time elsewhere
    "path_obj",              # of a glyph or formula: the outline in the SVG file, from which its points were made
    "_bezier_t_values",      # follows from n_points_per_cubic_curve
)
ARRAYS = ("points", "fill_rgbas", "stroke_rgbas", "background_stroke_rgbas", "sheen_direction")
COLOURS = ("color", "fill_color", "stroke_color", "background_stroke_color")
STYLES = ("joint_type", "cap_style")


class PlayKeys:
    """Makes the keys of a scene's play calls. The scene has, beside what Manim gives it, its `path`, the `key` of all
    that its film depends on, its `film`, `edition` and `runs`."""

    def __init__(self, scene):
        self.scene = scene
        self.code = ChapterCode(scene.path)
        self.runs = {id(run): f"{name} {runs_key(scene.edition)}" for name, run in scene.runs.items()}

    def key(self, camera, encoder) -> str:
        """Key of the pictures that a play call is about to draw: the same objects moved the same way, the same key."""
        scene = self.scene
        look = [getattr(camera, name) for name in LOOK]
        content = (scene.animations, scene.mobjects, scene.foreground_mobjects, scene.updaters, camera.frame, look,
                   encoder, repr(theme.palette()), scene.film.names, of_a_piece())
        file = io.BytesIO()
        describer = _Describer(file, Reached(self.code), self.runs)
        describer.describe(content)
        whole = hashlib.sha256(file.getbuffer())
        if describer.floats:
            rounded = np.round(np.concatenate(describer.floats, axis=None), DECIMALS) + 0.0
            whole.update(rounded.data)
        for array in describer.others:
            whole.update(np.ascontiguousarray(array).data)
        whole.update("".join(describer.reached.keys()).encode())
        if describer.reached.anything:
            whole.update(f"{scene.key} {scene.renderer.num_plays}".encode())
        return whole.hexdigest()


class _Describer(pickle.Pickler):
    """Pickles a scene's objects for their bytes alone: functions become their code, the scene itself its name.

    Of arrays only type and shape are pickled; what they hold is in `floats` and `others`, in the order of the objects.
    runs: {id: key} of the runs, which are known by their files.
    """

    def __init__(self, file, reached: Reached, runs: dict[int, str]):
        super().__init__(file, PROTOCOL)
        self.floats: list[np.ndarray] = []
        self.others: list[np.ndarray] = []
        self.reached, self.runs = reached, runs
        self._kinds: dict[type, None] = {}     # of the mobjects

    def describe(self, content) -> None:
        """Pickle it, and the classes of the mobjects in it."""
        self.dump(content)
        while self._kinds:
            kinds, self._kinds = list(self._kinds), {}
            self.dump(kinds)

    def reducer_override(self, thing):
        if isinstance(thing, Mobject):
            self._kinds[type(thing)] = None
            return str, (type(thing).__qualname__,), self._state(thing)
        if isinstance(thing, np.ndarray) and not thing.dtype.hasobject:
            return str, (self._outline(thing),)
        if isinstance(thing, type):
            return self._kind(thing)
        if isinstance(thing, FunctionType):
            inside = [cell.cell_contents for cell in thing.__closure__ or ()]
            named = self.reached.function(thing)
            return str, (thing.__qualname__, thing.__code__), (thing.__defaults__, thing.__kwdefaults__, inside, named)
        if isinstance(thing, CodeType):
            return str, (thing.co_code, thing.co_names, thing.co_consts)
        if isinstance(thing, Scene):
            self.reached.anything = True
            return str, ("scene",)
        if isinstance(thing, ModuleType):
            self.reached.note(getattr(thing, "__file__", None) or "")
            return str, (thing.__name__,)
        if isinstance(thing, ManimConfig):
            return str, (of_a_piece(),)
        if isinstance(thing, MappingProxyType):
            return dict, (dict(thing),)
        if id(thing) in self.runs:
            self._kinds[type(thing)] = None
            return str, (self.runs[id(thing)],)
        return NotImplemented

    def _kind(self, kind):
        if issubclass(kind, Scene):
            self.reached.anything = True
            return str, (kind.__qualname__,)
        held = self.reached.kind(kind)
        return NotImplemented if held is None else (str, (kind.__qualname__,), held)

    def _state(self, mobject):
        """Its attributes; what every VMobject has is told here, which is quicker than to be called back for each."""
        if isinstance(mobject, Painted):
            mobject.pixel_array      # noqa: B018   painted by now, whether anyone has looked at it or not
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

"""How a chapter's play calls are drawn: the fast renderer, with pieces of film kept under a quicker key than Manim's.

Manim turns every object of the scene into JSON to find out whether a piece of film is there already, which takes
longer than drawing a draft does. Here the same objects are pickled and hashed instead, and the code that draws them
counts too.
"""

import hashlib
import io
import pickle
from types import CodeType, FunctionType, ModuleType

import numpy as np
from manim import Mobject, Scene, config

from network.snapshots import Snapshot
from scenes.fast import FastCamera, FastRenderer
from scenes.film.fingerprint import drawing_key
from scenes.film.writer import ChapterWriter

PROTOCOL = 5
LOOK = ("background_color", "background_opacity", "pixel_width", "pixel_height", "frame_rate")
DECIMALS = 6       # of coordinates and colours; what comes after depends on the way on which they were reached
NO_KEY = "_"       # begins the name of a piece of film that is drawn each time
OTHERWISE_EACH_TIME = frozenset({"original_id"})      # of a copied Mobject: where the original lay in memory


class ChapterRenderer(FastRenderer):
    """Draws only what changed from frame to frame; the camera can move."""

    def __init__(self, skip_animations: bool = False):
        super().__init__(ChapterWriter, FastCamera, skip_animations)

    def play(self, scene: Scene, *animations, **kwargs) -> None:
        """Draw one play call into a piece of film, or find that piece in the cache."""
        self.skip_animations = self._original_skipping_status
        self.update_skipping_status()
        scene.compile_animation_data(*animations, **kwargs)
        key = None if self.skip_animations else self._key(scene)
        if self.skip_animations or (key[0] != NO_KEY and self.file_writer.is_already_cached(key)):
            self.skip_animations = True
            self.time += scene.duration
        self.animations_hashes.append(key)
        self.file_writer.add_partial_movie_file(key)
        self.file_writer.begin_animation(not self.skip_animations, animation_index=self.num_plays)
        scene.begin_animations()
        if not self.skip_animations:
            self.save_static_frame_data(scene, scene.static_mobjects)
        if not scene.is_current_animation_frozen_frame():
            scene.play_internal()
        elif not self.skip_animations:
            self.update_frame(scene, mobjects=scene.moving_mobjects)
            self.freeze_current_frame(scene.duration)
        self.file_writer.end_animation(not self.skip_animations)
        self.num_plays += 1

    def _key(self, scene):
        if not config.disable_caching:
            try:
                return play_key(scene, self.camera, self.file_writer.video_encoder)
            except (pickle.PicklingError, TypeError, AttributeError, ValueError):
                pass      # something that has no bytes, such as a generator, moves along: draw it each time
        return f"{NO_KEY}{self.num_plays:05}"


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

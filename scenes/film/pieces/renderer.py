"""How a chapter's play calls are drawn: the fast renderer, with pieces of film kept under keys quicker than Manim's."""

import pickle
from collections.abc import Iterable

from manim import Animation, Scene, config
from manim.scene.scene_file_writer import SceneFileWriter

from scenes.fast import FastCamera, FastRenderer
from scenes.film.pieces.play_key import PlayKeys

NO_KEY = "_"            # begins the name of a piece of film that is drawn each time
FINEST = 2.0 ** -30     # of a place, in scene units: what is finer depends on how often a thing has been moved


class PieceRenderer(FastRenderer):
    """Draws only what changed from frame to frame; the camera can move."""

    def __init__(self, file_writer_class: type[SceneFileWriter], skip_animations: bool = False):
        super().__init__(file_writer_class, FastCamera, skip_animations)
        self._keys: PlayKeys | None = None

    def play(self, scene: Scene, *animations, **kwargs) -> None:
        """Draw one play call into a piece of film, or find that piece in the cache."""
        self.skip_animations = self._original_skipping_status
        self.update_skipping_status()
        scene.compile_animation_data(*animations, **kwargs)
        key = None if self.skip_animations else self._key(scene)
        if key is None or (key[0] != NO_KEY and self.file_writer.is_already_cached(key)):
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
        if not config.disable_caching:
            settle(scene.animations or ())
        self.num_plays += 1

    def _key(self, scene):
        if not config.disable_caching:
            try:
                self._keys = self._keys or PlayKeys(scene)
                return self._keys.key(self.camera, self.file_writer.video_encoder)
            except (pickle.PicklingError, TypeError, AttributeError, ValueError):
                pass      # something has no bytes, such as a generator, or its code was edited: draw it each time
        return f"{NO_KEY}{self.num_plays:05}"


def settle(animations: Iterable[Animation]) -> None:
    """Round where they have taken things, so that what is drawn after a play call that was found is, to the last bit, what is
    drawn after one that was drawn, step by step."""
    for animation in animations:
        for part in animation.mobject.get_family():
            if len(part.points):
                part.points = (part.points / FINEST).round() * FINEST

"""Pieces of film that Manim keeps are found again in scenes drawn fast: the same is drawn once, another one anew.

No Rotate is among them: on Python 3.13 Manim itself gives one another name from run to run.
"""

import av
import numpy as np
import pytest
from manim_command import manim_command

SCENE = '''
from manim import *
from scenes.fast import FastRenderer
from scenes.fast.motion import BatchedMotion


class Case({bases}):
    def __init__(self, renderer=None, **kwargs):
        super().__init__(renderer=FastRenderer(), **kwargs)

    def construct(self):
        squares = VGroup(*(Square(0.5, fill_opacity=0.5) for _ in range(6))).arrange()
        image = ImageMobject(np.arange(144, dtype=np.uint8).reshape(6, 6, 4)).shift(UP)
        self.add(squares, image)
        self.play(squares[1].animate.scale(2), run_time=0.4)
        self.wait(0.3)
        self.play(FadeOut(squares[0]), image.animate.shift(LEFT), Write(Text("ab")), run_time=0.4)
        tracker = ValueTracker(0)
        self.add(always_redraw(lambda: Dot([tracker.get_value(), 0, 0])))
        self.play(tracker.animate.set_value(1), squares[2].animate.rotate(1), run_time=0.5)
        rising = LaggedStart(*(square.animate.shift(UP) for square in squares[3:]))
        self.play(self.camera.frame.animate.scale(0.7), rising, run_time=0.4)
        self.play(squares.animate.set_color(RED), run_time=0.4)
        self.wait(0.3, frozen_frame=False)
'''
PLAYS = 7


@pytest.fixture(params=["MovingCameraScene", "BatchedMotion, MovingCameraScene"], ids=["plain", "batched"])
def source(request):
    return SCENE.replace("{bases}", request.param)


def rendered(folder, source):
    """Renders a scene as anyone does: {piece of film: when it was written}, and the pictures of the film."""
    (folder / "case.py").write_text(source)
    done = manim_command(folder, "--resolution", "160,90", "--fps", "10", "case.py", "Case")
    assert done.returncode == 0, done.stdout
    pieces = {path: path.stat().st_mtime_ns for path in folder.rglob("partial_movie_files/Case/*.mp4")}
    (film,) = folder.rglob("Case.mp4")
    with av.open(str(film)) as container:
        return pieces, [frame.to_ndarray() for frame in container.decode(video=0)]


def test_a_second_run_draws_nothing_and_a_changed_play_call_is_drawn_again(source, tmp_path):
    pieces, film = rendered(tmp_path, source)
    assert len(pieces) == PLAYS
    again, same_film = rendered(tmp_path, source)
    assert again == pieces
    assert np.array_equal(film, same_film)
    changed, longer_film = rendered(tmp_path, source.replace("run_time=0.5", "run_time=0.8"))
    assert len(changed) == PLAYS + 1 and pieces.items() <= changed.items()
    assert len(longer_film) == len(film) + 3
    recoloured, _ = rendered(tmp_path, source.replace("fill_opacity=0.5", "fill_opacity=0.6"))
    assert len(recoloured) == len(changed) + PLAYS

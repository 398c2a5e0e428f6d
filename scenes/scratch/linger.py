"""How a picture stays alive while nothing in it moves: the camera comes a little closer, and goes back."""

from manim import there_and_back

SHORT = 1.5       # seconds that a picture may simply stand
NEARER = 0.985    # of the frame's height, where the camera is closest


def linger(scene, line, pause: float = 0.6) -> None:
    """The rest of a line, and `pause` seconds more; if that is long, with a slow move of the camera.

    To be called at the end of the line's block, `with scene.say(key, pause=0) as line`.
    """
    seconds = line.left + pause
    if seconds <= SHORT:
        scene.hold(seconds)
        return
    frame = scene.camera.frame
    scene.play(frame.animate(rate_func=there_and_back).scale(NEARER), run_time=seconds)
    scene.remove(frame)

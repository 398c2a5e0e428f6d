"""A beat as film two shows it: its lines are read on screen while they run."""

from manim import FadeIn

from scenes.kit.digit import Digit
from scenes.scratch.cast import small_net


def answer(self, run, k, sentence):
    """The small net answers probe image k while a line of the script is spoken."""
    net = small_net(run, -1)
    image = picture(run, k)
    inputs, hidden, outputs = values(run, k)
    with self.say(sentence) as line:
        line.wait_for("net")
        self.play(FadeIn(net))
        line.wait_for("image")
        self.play(FadeIn(image))
        self.play(net.light_up(0, *inputs))
        line.wait_for("answer")
        self.play(net.light_up(1, *hidden))
        self.play(net.light_up(2, *outputs))


def picture(run, k: int) -> Digit:
    """A probe image, below the code."""
    return Digit(run.probe_images[k], 1.7).move_to([-4.4, -2.55, 0])


def values(run, k: int) -> list:
    """Of each layer its activations for a probe image after training, and their key."""
    later = [(getattr(run, name)[-1, k], f"pixels:{name}[-1,{k}]") for name in "ho"]
    return [(run.inputs_of(k), f"pixels:inputs_of({k})"), *later]

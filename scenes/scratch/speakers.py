"""Why the net takes the drawn face for what it says: the hidden neurons that speak for this answer, and that a real image of
this class wakes, too."""

from dataclasses import dataclass

import numpy as np

from scenes.kit.plot import sigmoid

SHOWN = 2         # of these neurons
AWAKE = 0.5       # from this activation on


@dataclass(frozen=True)
class Speakers:
    """neurons: of the finished net, those shown, that which adds most to the `answer` for the face first; probe: the test image
    of that class; alike: whether the face and the probe image wake them all, and all their weights to the answer are positive."""

    answer: int
    probe: int
    neurons: tuple[int, ...]
    alike: bool

    @staticmethod
    def of(run, face: np.ndarray) -> "Speakers":
        """face: the pixels of the picture, (I,) uint8."""
        awake = sigmoid(run.w_i_h[-1] @ (face[run.pixel_index] / 255) + run.b_i_h[-1, :, 0])
        answer = int((run.w_h_o[-1] @ awake + run.b_h_o[-1, :, 0]).argmax())
        probe = [int(label) for label in run.probe_labels].index(run.meta["classes"][answer])
        weights = run.w_h_o[-1, answer]
        fit = (weights > 0) & (awake > AWAKE) & (run.h[-1, probe, :, 0] > AWAKE)
        alike = bool(fit.sum() >= SHOWN)
        adds = np.where(fit | (not alike), weights * awake, -np.inf)
        return Speakers(answer, probe, tuple(int(j) for j in np.argsort(-adds)[:SHOWN]), alike)

    @property
    def key(self) -> str:
        """The key of `alike`, as far as the run has logged it: what the face wakes is not logged."""
        woken = "&".join(f"(w_h_o[-1,{self.answer},{j}]>0)&(h[-1,{self.probe},{j},0]>{AWAKE})" for j in self.neurons)
        return f"digits:{woken}" if self.alike else "digits:meta.hidden<0"

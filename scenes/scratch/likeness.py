"""Which test image the drawn face is most like to the hidden neurons of the finished net, and whether both get one answer."""

from dataclasses import dataclass

import numpy as np

from scenes.scratch.strokes import forward


@dataclass(frozen=True)
class Likeness:
    """picture: the face (s * s,) uint8; answer, rival: the classes of the largest output for it and of the next one; image:
    which of the crowd's images wakes the hidden neurons most like it; alike: whether the answer is that image's label; without
    that, it is the one of all with that label, if there is one."""

    picture: np.ndarray
    answer: int
    rival: int
    image: int
    alike: bool
    key: str

    @staticmethod
    def of(run, log, which: int) -> "Likeness":
        """which: the face's place among the log's pictures that are none of the classes."""
        rival, answer = (int(k) for k in np.argsort(log.strangers.outputs[which])[-2:])
        woken = forward(run, log.strangers.images[[which]] / np.float32(255))["h"][:, 0]
        away = np.linalg.norm(log.crowd.hidden[-1].astype(float) - woken, axis=1)
        nearest, label = int(away.argmin()), run.meta["classes"][answer]
        own = log.crowd.labels == label
        image = int(np.where(own, away, np.inf).argmin()) if own.any() else nearest
        key = f"experiments:crowd.labels[{nearest}]==meta.classes[argmax(strangers.outputs[{which}])]"
        return Likeness(log.strangers.images[which], answer, rival, image, bool(own[nearest]), key)

"""Small pictures of a chapter's beats, kept while its film is drawn, so that its contact sheet needs no decoding."""

import numpy as np
from PIL import Image

THUMB = (480, 270)     # pixels


class KeptBeats:
    """pictures: {(key, "middle" or "end"): (height, width, 3) uint8}, of the frames that a chapter writes itself.

    A piece of film that was there already is not drawn again; what is in there, is not kept.
    """

    def __init__(self, clock):
        self.clock, self.pictures = clock, {}
        self._play, self._written = 0, 0       # the frame at which a play call began; how many it has written
        self.middle = -1                       # the frame at which the speech of the running beat is half over
        self._key = None
        self._pixels = None                    # those written last; the camera draws on in them

    def begin(self, key: str, duration: float) -> None:
        """A beat begins whose speech takes so many seconds."""
        self._key, self.middle = key, self.clock.frame + round(duration / 2 * self.clock.rate)

    def see(self, pixels: np.ndarray, repeat: int) -> None:
        """A frame (height, width, 4) is written so many times."""
        if self._play != self.clock.frame:
            self._play, self._written = self.clock.frame, 0
        first = self._play + self._written
        self._written += repeat
        self._pixels = pixels
        if first <= self.middle < first + repeat:
            self.pictures[self._key, "middle"] = small(pixels)

    def end(self, key: str) -> None:
        """The beat has ended with the frame before the clock's."""
        if self._play + self._written == self.clock.frame and self._pixels is not None:
            self.pictures[key, "end"] = small(self._pixels)


def small(pixels: np.ndarray) -> np.ndarray:
    """An RGBA picture as RGB, as large as a contact sheet shows it."""
    height, width, _ = pixels.shape
    opaque = Image.frombuffer("RGBX", (width, height), np.ascontiguousarray(pixels))
    return np.asarray(opaque.resize(THUMB, Image.Resampling.LANCZOS, reducing_gap=1))[..., :3]

"""The listing with settings or lines changed: what was changed is kept, so that a film can show it as such."""
from collections.abc import Sequence

import numpy as np

from network.errors import UserError
from network.program import FORWARD, LISTING, WEIGHTS, Program, with_settings

Change = tuple[str, str]     # a line of the listing without its indentation, and what stands there instead; "": nothing


def changed(source: str, old: str, new: str, where: str = str(LISTING)) -> str:
    """source with its line `old` replaced by `new`, one line or several or none, indented as the old one was.

    Raises UserError unless there is exactly one such line.
    """
    lines = source.splitlines()
    found = [i for i, line in enumerate(lines) if line.strip() == old]
    if len(found) != 1:
        raise UserError(f"{where}: {len(found)} lines read {old!r} where an experiment changes one; "
                        f"bring network/experiments/table.py up to date with the listing")
    [place] = found
    indentation = lines[place][:len(lines[place]) - len(old)]
    lines[place:place + 1] = [indentation + line for line in new.splitlines()]
    return "\n".join(lines) + "\n"


class Variant(Program):
    """lesson.py with settings and lines changed. Both come from this program's own code, so that it may be executed."""

    def __init__(self, changes: Sequence[Change] = (), settings: dict | None = None):
        source = with_settings(settings or {})
        for old, new in changes:
            source = changed(source, old, new)
        super().__init__(source)
        self.changes, self.changed_settings, self.ours = tuple(changes), dict(settings or {}), True

    def __reduce__(self):
        return Variant, (self.changes, self.changed_settings)

    def answers(self, state: dict, images: np.ndarray) -> dict[str, np.ndarray]:
        """Of h_pre, h (H, n) and o_pre, o (O, n) those that its forward lines compute, for images (n, I)."""
        names = {"np": np, **state, "img": images.T}
        with np.errstate(all="ignore"):
            exec(self._code("forward", self._forward), names)
        return {name: names[name] for name in FORWARD if name in names}


def weights_in(names: dict) -> dict[str, np.ndarray]:
    """Copies of the weights and biases among a running listing's names; some experiments leave some out."""
    return {name: names[name].copy() for name in WEIGHTS if name in names}

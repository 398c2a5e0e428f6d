"""A straight line of dashes that is one shape: it is drawn, turned and made longer like any line."""

import numpy as np
from manim import Line

DASH, GAP = 0.16, 0.1       # manim units


class Dashes(Line):
    """Both its ends are those of dashes; however long it is made, these are about as long."""

    def set_points_by_ends(self, start, end, buff: float = 0, path_arc: float = 0) -> None:
        self._lay(np.asarray(start, float), np.asarray(end, float))

    def put_start_and_end_on(self, start, end) -> "Dashes":
        return self._lay(np.asarray(start, float), np.asarray(end, float))

    def _lay(self, start, end):
        self.clear_points()
        many = max(round((float(np.linalg.norm(end - start)) + GAP) / (DASH + GAP)), 1)
        share = DASH / (many * (DASH + GAP) - GAP)
        for begin in np.linspace(0, 1 - share, many):
            self.start_new_path(start + begin * (end - start))
            self.add_line_to(start + (begin + share) * (end - start))
        return self

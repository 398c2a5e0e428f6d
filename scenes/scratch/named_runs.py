"""What film one is drawn from, by name: for chapters of any film that has these runs."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any


class NamedRuns:
    """Beside a chapter's base class, whose `runs` they are."""

    runs: Mapping[str, Any]

    @cached_property
    def pixels(self):
        """Snapshot of the small net, 5-4-3."""
        return self.runs["pixels"]

    @cached_property
    def digits(self):
        """Snapshot of the real net, 784-20-10."""
        return self.runs["digits"]

    @cached_property
    def experiments(self):
        """What the experiments logged: network/experiments/keys.py says what each array holds."""
        return self.runs["experiments"]

"""What a placeholder of the narration stands for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """text: what is said; source: the key whose value has the numbers in it, in the same order (scenes/film/gate)."""

    text: str
    source: str

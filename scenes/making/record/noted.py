"""What a part of the recording gives back."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass
class Noted:
    """arrays by their names in the log; texts by name; facts: what else goes into the log's meta data."""

    arrays: dict[str, np.ndarray] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

"""Film one's program, run alone and watched: whether it ends with the same numbers, and what the log of it takes.

watching_differing (2,) int64: how many of the learned numbers differ, and how many there are; watching_log_bytes (1,) and
watching_all_bytes (1,) int64: of the log, and of all four arrays after each update; text watching_loop: the loop that runs
while it is watched.
"""

import numpy as np

from network.log import Log
from network.mnist import read_data_set
from network.program import WEIGHTS, Program
from network.snapshots import FOLDER
from scenes.making.record.noted import Noted


def record() -> Noted:
    data = read_data_set(None)
    images, labels = data.part("train", slice(None))
    program = Program.read()
    alone = program.run(images, labels, show=lambda line: None)
    moments: list = []
    Log(program, moments.append).run(images, labels, show=lambda line: None)
    last = moments[-1][1]
    differing = sum(int((alone[name].view(np.uint32) != last[name].view(np.uint32)).sum()) for name in WEIGHTS)
    count = sum(last[name].size for name in WEIGHTS)
    return Noted({"watching_differing": np.array([differing, count]),
                  "watching_log_bytes": np.array([(FOLDER / "digits.npz").stat().st_size]),
                  "watching_all_bytes": np.array([moments[-1][0] * sum(last[name].nbytes for name in WEIGHTS)])},
                 {"watching_loop": program.watched()})

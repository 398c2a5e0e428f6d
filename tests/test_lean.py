"""What is left out of imports to make a film sooner is there for whoever asks for it."""

import subprocess
import sys
from pathlib import Path

LEAN = """
import sys
from scenes.film.pieces.lean import import_signal
import_signal()
print(*(name in sys.modules for name in ("manim", "scipy.signal", "IPython", "scipy.stats")))

import numpy as np
from scipy.signal import find_peaks_cwt     # which asks the statistics for a percentile
wave = np.sin(np.arange(0, 10, 0.05))
print(len(find_peaks_cwt(wave, np.arange(1, 10))))

import IPython
from scipy import stats
print(IPython.get_ipython(), stats.norm.cdf(0))
"""


def test_what_is_left_out_is_imported_when_it_is_asked_for():
    done = subprocess.run([sys.executable, "-c", LEAN], cwd=Path(__file__).parents[1], capture_output=True, text=True)
    assert (done.returncode, done.stdout.split()) == (0, ["True", "True", "False", "False", "2", "None", "0.5"]), done.stderr

"""A neural network from scratch: its listing, its data, its training and what the training logs."""
import os
import sys

# Once NumPy is imported, it is too late for the first of the settings below: train.py says so.
THREADS_UNSET = "numpy" in sys.modules and os.environ.get("OPENBLAS_NUM_THREADS") != "1"
# Before NumPy is imported: matrices this small gain nothing from more BLAS threads than one, and
# with one the results don't depend on how many cores there are.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Pages of the usual size: where memory is in pieces, the system is slow to put large ones together.
os.environ.setdefault("NUMPY_MADVISE_HUGEPAGE", "0")

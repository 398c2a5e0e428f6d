"""A neural network from scratch: its listing, its data, its training and what the training logs."""
import os

# Before NumPy is imported: matrices this small gain nothing from more BLAS threads than one, and
# with one the results don't depend on how many cores there are.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

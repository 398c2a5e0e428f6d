"""Experiments: the listing trained with a setting or a line changed, and its trained net asked what it cannot do.

`python -m network.experiments` writes media/snapshots/experiments.npz.
"""

"""What the running figures of a training run say in between: counts so far in a pass, shares of blocks of images.

A running figure is the share right among the images seen so far in the running pass; it begins anew with each pass.
updates, shares: (R,), the figures and after how many updates of the whole run they were taken; one of them at the
end of each pass. images: how many a pass has.
"""

import numpy as np

BLOCKS = 60      # blocks of a pass, at most


def counts_in_pass(updates: np.ndarray, shares: np.ndarray, images: int, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Images seen in pass k (from 0) at its running figures, and how many of them were right; both begin with 0."""
    inside = (updates > k * images) & (updates <= (k + 1) * images)
    seen = updates[inside] - k * images
    return np.append(0, seen), np.append(0, np.round(shares[inside] * seen))


def block_shares(updates: np.ndarray, shares: np.ndarray, images: int) -> tuple[np.ndarray, np.ndarray]:
    """The share right in each of up to 60 blocks of images of each pass.

    Returns the middles of the blocks, in updates of the whole run, and their shares.
    """
    middles, found = [], []
    for k in range(int(updates[-1]) // images):
        seen, right = counts_in_pass(updates, shares, images, k)
        ends = np.unique(np.linspace(0, len(seen) - 1, BLOCKS + 1).round().astype(int))
        middles.append(k * images + (seen[ends][1:] + seen[ends][:-1]) / 2)
        found.append(np.diff(right[ends]) / np.diff(seen[ends]))
    return np.concatenate(middles), np.concatenate(found)

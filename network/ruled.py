"""Takes the lines of ruled or squared paper out of a grey picture: long, thin, straight ones.

No stroke of a digit is taken for one: four lines at equal distances no digit has, and fewer are lines of the paper only if
they go on at both sides of what else is there; one or two, if they are far longer than it is large, too. Where a stroke
crosses a line, it stays.
"""
from typing import NamedTuple

import numpy as np

from network.paper import blurred, ink_on_paper, resampling

LEAST_SIDE = 60         # pixels; in a smaller picture no line is thinner than a stroke
ROWS, BLOCKS = 400, 64      # to which a picture is shrunk across and along its lines, to find their slope
STEEPEST = np.tan(np.radians(6))
NEAR = 0.04             # of the height: what is compared with a row, to see whether it is darker
FEWEST, SURE = 3, 4     # lines at equal distances that may be the paper's, and that must be
FAINTEST = 4.0          # grey values by which a line differs from its paper
CLEAR = 8.0             # times what is usual beside it: a line that may be the paper's, and not noise
ALIKE = 0.35            # of the strongest line's depth: the least of another
OFF = 0.06              # of their distance by which lines may be off their places
THERE = 0.6             # of the places from the first to the last line: the least that has one
THINNEST = 3, 25        # parts of the distance and of the length that a line is less wide than
ALL_OVER = 0.5          # of the picture: the least from the first to the last line
COVERED = 0.7           # of a line: the least that is seen of it
LONGER = 1.25           # times the digit's longer side: the least length of fewer lines
REST = 0.15             # of that length: the least longer side of a digit
DARKER = 1.7            # times a line's depth: what differs more from the paper is a stroke along the line


class Lines(NamedTuple):
    """In a picture (h, w): rows (n,) of their middles at its middle column, each `slope` rows further down a column;
    sign -1: darker than paper, 1: lighter; reach: rows to either side of a line's middle that it may darken; ends: their
    first and last column; seen (m,): the middles of those that were found; spaced: whether they are enough, at equal
    distances, and clear; even: and reach over enough of the picture."""

    middles: np.ndarray
    slope: float
    sign: int
    reach: int
    ends: tuple[float, float]
    seen: np.ndarray
    spaced: bool
    even: bool


def without_lines(grey: np.ndarray) -> np.ndarray | None:
    """A grey picture (h, w), 0..255, in which paper stands where the lines of the paper were; itself, if there are none; None,
    if there are lines of which nobody knows whether they are strokes."""
    if min(grey.shape) < LEAST_SIDE:
        return grey
    across, down = find_lines(grey), find_lines(grey.T)
    if across is None and down is None:
        return grey
    for found in ((across, down), (across, None), (None, down)):
        clean = _covered(grey, found)
        if clean is not grey and _are_of_paper(found, clean):
            break
    else:
        clean, found = grey, (None, None)
    stay = [None if gone else lines for lines, gone in zip((across, down), found)]
    return None if _are_in_doubt(stay, grey, (across, down)) else clean


def find_lines(grey: np.ndarray) -> Lines | None:
    """The lines that go across a grey picture (h, w), within a few degrees; None if there are none."""
    height, width = grey.shape
    rows = min(height, ROWS)
    blocks = grey @ resampling(width, BLOCKS).T
    coarse = _against_near(resampling(height, rows) @ blocks)
    most = STEEPEST * width / 2 * rows / height
    drops = np.arange(-np.ceil(most), np.ceil(most) + 1)      # rows from the middle to the right edge
    profiles = np.stack([_profile(coarse, drop) for drop in drops])
    strength = np.stack([(np.maximum(sign * profiles, 0) ** 2).sum(axis=1) for sign in (-1, 1)])
    which, best = np.unravel_index(strength.argmax(), strength.shape)
    sign = (-1, 1)[which]
    fine = sign * _against_near(blocks)
    around = (drops[best] + np.arange(-1, 1.01, 0.25)) * height / rows
    profiles = np.stack([_profile(fine, drop) for drop in around])
    best = (np.maximum(profiles, 0) ** 2).sum(axis=1).argmax()
    profile, drop = profiles[best], around[best]
    spots = _peaks(profile)
    middles, widths = spots[spots[:, 1] * THINNEST[1] < width].T
    if not len(middles):
        return None
    found, even = _evenly(middles), False
    if found is not None:
        first, step, used, _ = found
        middles, widths = middles[used], widths[used]
    ends = _ends(fine, middles, drop, profile)
    if ends is None:
        return None
    seen, thick = middles, float(np.median(widths))
    reach = round(thick / 2) + 2
    if found is not None:
        if max(thick * THINNEST[0], 4 * reach + 2) > step:
            return None
        even = bool(np.ptp(middles) >= ALL_OVER * height)
        low, high = np.ceil((-abs(drop) - first) / step), np.floor((height + abs(drop) - first) / step)
        middles = first + step * np.arange(low, high + 1)      # all over the picture, also where none was found
    scale = width / BLOCKS
    return Lines(middles, drop / (width / 2), sign, reach, (ends[0] * scale, (ends[1] + 1) * scale),
                 seen, found is not None and _stand_out(profile, seen), even)


def _against_near(picture):
    """How much each pixel (h, w) is lighter than those above and below it."""
    return picture - blurred(picture, max(5, round(len(picture) * NEAR)), axes=(0,))


def _places(blocks, drop):
    """Rows (h, BLOCKS) of which each lies `drop` rows further down at the right edge than in the middle."""
    height, count = blocks.shape
    shift = np.round(drop * ((np.arange(count) + 0.5) / count * 2 - 1)).astype(int)
    return np.clip(np.arange(height)[:, None] + shift, 0, height - 1)


def _profile(blocks, drop):
    """Of each row (h,) that drops so much, what half of its blocks have at least: their median, which NumPy finds in so short
    rows in eight times the time that it takes to sort them. Blocks are taken by one number, in a third of the time."""
    rows = blocks.take(_places(blocks, drop) * BLOCKS + np.arange(BLOCKS))
    rows.sort(axis=1)
    return (rows[:, BLOCKS // 2 - 1] + rows[:, BLOCKS // 2]) / 2


def _peaks(profile):
    """(n, 2): the middles and widths of what stands out of a profile."""
    high = profile > max(FAINTEST, ALIKE * float(profile.max()))
    edges = np.flatnonzero(np.diff(np.concatenate([[False], high, [False]]).astype(int)))
    return np.array([((a + b - 1) / 2, b - a) for a, b in zip(edges[::2], edges[1::2])]).reshape(-1, 2)


def _stand_out(profile, middles):
    """Whether what was found at the middles of lines is no chance peak of noise."""
    places = np.round(middles).astype(int)
    return bool(np.median(profile[places]) > CLEAR * np.median(np.abs(profile)))


def _evenly(middles):
    """(first, step, which of them, how many) of the most middles that are equally far apart; None if those are too few."""
    best = None
    for one, other in zip(middles, middles[1:]):
        step = other - one
        for _ in range(2):      # from two of them, then from all that fit
            places = np.round((middles - one) / step)
            used = np.abs(middles - one - places * step) <= max(1.5, OFF * step)
            if used.sum() < FEWEST:
                break
            step, one = np.polyfit(places[used], middles[used], 1)
        else:
            seen = len(np.unique(places[used]))
            if seen >= max(FEWEST, THERE * (np.ptp(places[used]) + 1)) and (best is None or seen > best[3]):
                best = one, step, used, seen
    return best


def _ends(fine, middles, drop, profile):
    """The first and the last block of the lines, if they are seen all the way, whatever is written on them; else None."""
    height = len(fine)
    places = _places(fine, drop)[np.clip(np.round(middles).astype(int), 0, height - 1)]
    near = np.stack([np.take_along_axis(fine, np.clip(places + i, 0, height - 1), axis=0) for i in (-1, 0, 1)]).max(axis=0)
    seen = near > ALIKE * np.median(profile[np.round(middles).astype(int)])
    inside = np.flatnonzero(seen.mean(axis=0) >= 0.5)
    if not len(inside) or np.median(seen[:, inside[0]:inside[-1] + 1].mean(axis=1)) < COVERED:
        return None
    return inside[0], inside[-1]


def _are_of_paper(found, clean):
    """Whether the lines across a picture and down it are no strokes, by what is left without them, (h, w): it must be ink
    that is darker than the paper where they are, or lighter.

    One across may be the paper's, which neither a 7's nor a 4's is by its length; one down would be a 4's long stroke.
    """
    across, down = found
    ink, _ = ink_on_paper(clean)
    if ink is None:
        return False
    sign = 1 if (clean * ink).sum() > float(np.median(clean)) * ink.sum() else -1
    if down is not None and not down.even and (across is None or min(len(across.seen), len(down.seen)) < 2):
        return False
    return all(lines is None or (lines.sign == sign and _go_beyond(lines, part)) for lines, part in zip(found, (ink, ink.T)))


def _are_in_doubt(stay, grey, found):
    """Whether among lines that stay in a picture, across it and down it, some are at equal distances, and one of these meets
    nothing of what is there beside all lines that were found: no stroke of a digit stands so apart from its others."""
    if not any(lines is not None and lines.spaced for lines in stay):
        return False
    ink, _ = ink_on_paper(_covered(grey, found))
    if ink is None:
        return False
    dark = ink > ink.max() / 2
    return any(lines is not None and lines.spaced and _one_is_alone(lines, part) for lines, part in zip(stay, (dark, dark.T)))


def _one_is_alone(lines, dark):
    """Whether nothing dark (h, w) is at one of the lines that were found."""
    height, width = dark.shape
    rows = np.round(lines.seen[:, None] + lines.slope * (np.arange(width) + 0.5 - width / 2)).astype(int)
    near = np.arange(-lines.reach - 2, lines.reach + 3)[:, None, None]
    return not dark[np.clip(rows + near, 0, height - 1), np.arange(width)].any(axis=(0, 2)).all()


def _go_beyond(lines, ink):
    """Whether lines across what is left go on at both of its sides, and are many, or far longer than it is large."""
    if lines.even and len(lines.seen) >= SURE:
        return True
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    longer = max(np.ptp(rows), np.ptp(columns)) + 1
    (first, last), margin = lines.ends, ink.shape[1] / BLOCKS
    inside = first + margin < columns[0] and columns[-1] < last - margin
    return bool(inside and longer >= REST * (last - first) and (lines.even or last - first >= LONGER * longer))


def _covered(grey, found):
    """The picture without the lines that were found across it and down it."""
    across, down = found
    grey = grey if across is None else _without(grey, across)
    return grey if down is None else _without(grey.T, down).T


def _without(grey, lines):
    """The picture with what is above and below each line in its place, but for what is darker than the line."""
    height, width = grey.shape
    clean, columns = grey.copy(), np.arange(width)
    offsets = np.arange(-lines.reach, lines.reach + 1)
    share = ((offsets + lines.reach + 1) / (2 * lines.reach + 2))[:, None]

    def at(rows):
        return grey[np.clip(rows, 0, height - 1), columns]

    bands, insteads, offs = [], [], []
    for middle in lines.middles:
        rows = np.round(middle + lines.slope * (columns + 0.5 - width / 2)).astype(int)
        above, below = (np.mean([at(rows + way * (lines.reach + i)) for i in (1, 2)], axis=0) for way in (-1, 1))
        above, below = np.where(rows > lines.reach, above, below), np.where(rows < height - 1 - lines.reach, below, above)
        instead, band = above * (1 - share) + below * share, rows + offsets[:, None]
        bands.append(band)
        insteads.append(instead)
        offs.append(lines.sign * (at(band) - instead))
    depth = max(FAINTEST, *(float(np.median(off[lines.reach])) for off in offs))
    for band, instead, off in zip(bands, insteads, offs):
        inside = (band >= 0) & (band < height) & (off < DARKER * depth + FAINTEST)
        clean[band[inside], np.broadcast_to(columns, band.shape)[inside]] = instead[inside]
    return clean

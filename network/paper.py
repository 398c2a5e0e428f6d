"""Tells ink from paper in a grey picture: paper is never quite white, seldom evenly lit, and a camera adds noise."""
import numpy as np

LEAST_CONTRAST = 25     # grey values between paper and ink below which there is nothing to read
CLEAR = 6               # times the noise by which ink must differ from paper; blank paper differs up to five times
FAINTEST = 0.06         # of the strongest ink: fainter than this is what JPEG makes of an edge
FINE = 0.01             # of the longer side: strokes of a digit are wider than this
SPECK = 0.05            # of the largest stroke's area: what is smaller is dirt
MOST_OF_RIM = 0.1       # that may be ink
GRID = 100              # places along the longer side at which the paper is looked at
DEGREES = (1, 1, 1, 2, 2, 2, 2)      # of the surfaces that are fitted to the paper, one after the other


def ink_on_paper(grey: np.ndarray) -> tuple[np.ndarray | None, str]:
    """How much ink each pixel of a grey picture (h, w), 0..255, holds: (h, w) float 0..1; or None and the reason why
    no digit can be told from the paper.

    The paper is a smooth surface through most of the rim and all that is near it; specks are no ink.
    """
    difference = grey - _paper(grey)
    smooth = blurred(difference, max(1, round(max(grey.shape) * FINE)))
    if -smooth.min() > smooth.max():
        difference, smooth = -difference, -smooth
    depth, noise = float(smooth.max()), _spread(smooth)
    if depth < LEAST_CONTRAST:
        return None, "no digit found"
    if depth < CLEAR * noise:
        return None, "no digit found that stands out clearly: the paper is too noisy or too unevenly lit for so faint an ink"
    strokes = _without_specks(smooth > max(FAINTEST * depth, CLEAR / 2 * noise))
    if _rim(strokes).mean() > MOST_OF_RIM:
        return None, "no digit found with paper around it: something reaches the edge, or the light is too uneven"
    ink = np.clip(np.where(strokes, difference, 0) / depth, 0, 1)
    return ink, ""


def resampling(old: int, new: int) -> np.ndarray:
    """(new, old): each new pixel is the mean of the old ones that it covers, parts by their share."""
    edges = np.arange(new + 1) * (old / new)
    covered = (np.minimum(edges[1:, None], np.arange(1, old + 1))
               - np.maximum(edges[:-1, None], np.arange(old)))
    return np.clip(covered, 0, None) * (new / old)


def _paper(grey: np.ndarray) -> np.ndarray:
    """What the picture (h, w) would show without ink."""
    step = max(1, max(grey.shape) // GRID)
    seen = grey[::step, ::step]
    rows, columns = (np.linspace(-1, 1, size) for size in grey.shape)
    near = np.zeros(seen.shape, bool)
    near[[0, -1]] = near[:, [0, -1]] = True
    surfaces = _surfaces(rows[::step], columns[::step])
    for here in (surfaces[degree] for degree in DEGREES):
        exposed = near & (seen > 0) & (seen < 255)
        used = exposed if exposed.sum() > near.sum() / 4 else near      # how bright paper is where it is all white, nobody knows
        weights = np.linalg.lstsq(here[used], seen[used], rcond=None)[0]
        off = np.abs(seen - np.clip(here @ weights, 0, 255))
        near = off <= max(3 * float(np.median(off[near])) / 0.6745, 1.0)
    surface = sum(weight * np.outer(rows ** i, columns ** j) for weight, (i, j) in zip(weights, _terms(DEGREES[-1])))
    return np.clip(surface, 0, 255)


def _surfaces(rows: np.ndarray, columns: np.ndarray) -> dict[int, np.ndarray]:
    """{degree: what its terms are at each place (h, w, n)}."""
    return {degree: np.stack([np.outer(rows ** i, columns ** j) for i, j in _terms(degree)], axis=-1) for degree in {*DEGREES}}


def _terms(degree: int) -> list[tuple[int, int]]:
    """The powers of rows and columns in a surface of a degree."""
    return [(i, j) for i in range(degree + 1) for j in range(degree + 1 - i)]


def blurred(picture: np.ndarray, width: int, axes: tuple[int, ...] = (0, 1)) -> np.ndarray:
    """Means over squares of so many pixels, or along one axis only."""
    for axis in axes:
        size = picture.shape[axis]
        before = width // 2
        padded = np.pad(picture, [(before + 1, width - 1 - before) if a == axis else (0, 0) for a in (0, 1)], mode="edge")
        sums = np.cumsum(padded, axis).swapaxes(0, axis)
        picture = ((sums[width:width + size] - sums[:size]) / width).swapaxes(0, axis)
    return picture


def _rim(picture: np.ndarray) -> np.ndarray:
    return np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])


def _spread(values: np.ndarray) -> float:
    """Standard deviation of most of the values, whatever the others are."""
    return float(np.median(np.abs(values - np.median(values)))) / 0.6745


def _without_specks(strokes: np.ndarray) -> np.ndarray:
    """Of a mask (h, w), only the pieces that are not much smaller than the largest."""
    step = -(-max(strokes.shape) // GRID)
    height, width = (-(-size // step) for size in strokes.shape)
    padded = np.zeros((height * step, width * step), bool)
    padded[:strokes.shape[0], :strokes.shape[1]] = strokes
    shares = padded.reshape(height, step, width, step).sum(axis=(1, 3))
    pieces = _pieces(set(zip(*(axis.tolist() for axis in np.nonzero(shares)))))
    sizes = [sum(int(shares[place]) for place in piece) for piece in pieces]
    kept = np.zeros(shares.shape, bool)
    for piece, size in zip(pieces, sizes):
        if size >= SPECK * max(sizes):
            kept[tuple(zip(*piece))] = True
    return strokes & np.kron(kept, np.ones((step, step), bool))[:strokes.shape[0], :strokes.shape[1]]


def _pieces(places: set[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The places in groups that touch each other."""
    pieces = []
    while places:
        piece = [places.pop()]
        for row, column in piece:
            around = {(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)} & places
            places -= around
            piece += around
        pieces.append(piece)
    return pieces

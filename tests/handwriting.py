"""Digits drawn by script: strokes as a hand might make them, each time a little otherwise."""

import numpy as np

# Strokes of each digit, points (x, y) in 0..1 with y downwards; a curve is laid through them.
DIGITS = {
    0: [[(.5, .1), (.25, .3), (.22, .65), (.48, .9), (.75, .68), (.75, .3), (.5, .1)]],
    1: [[(.55, .1), (.52, .5), (.48, .9)]],
    2: [[(.25, .28), (.45, .1), (.7, .22), (.66, .45), (.42, .7), (.22, .88)], [(.22, .88), (.5, .85), (.8, .88)]],
    3: [[(.27, .17), (.5, .1), (.71, .25), (.62, .42), (.45, .48)], [(.45, .48), (.7, .56), (.74, .74), (.52, .9), (.25, .82)]],
    4: [[(.32, .12), (.27, .35), (.26, .52)], [(.26, .52), (.5, .53), (.76, .5)], [(.72, .12), (.69, .5), (.66, .92)]],
    5: [[(.74, .12), (.52, .12), (.33, .14)], [(.33, .14), (.31, .28), (.29, .43)],
        [(.29, .43), (.5, .4), (.7, .55), (.66, .8), (.45, .9), (.24, .83)]],
    6: [[(.62, .1), (.4, .3), (.29, .6), (.36, .85), (.58, .88), (.68, .7), (.55, .56), (.33, .66)]],
    7: [[(.25, .15), (.5, .15), (.75, .14)], [(.75, .14), (.6, .45), (.45, .9)]],
    8: [[(.66, .2), (.45, .11), (.32, .25), (.45, .43), (.63, .6), (.64, .8), (.47, .9), (.33, .78), (.42, .58), (.62, .38),
         (.66, .2)]],
    9: [[(.68, .25), (.5, .12), (.32, .25), (.38, .44), (.55, .45), (.68, .28)], [(.68, .28), (.66, .6), (.6, .92)]],
}


def written(digit: int, rng: np.random.Generator) -> list[list[list[float]]]:
    """The strokes of a digit, [[[x, y], ...], ...] in 0..1: slanted, turned, stretched, shifted, by a hand that trembles."""
    turn, slant = rng.uniform(-0.12, 0.12), rng.uniform(-0.15, 0.2)
    wide, high = rng.uniform(0.75, 1.1), rng.uniform(0.85, 1.05)
    move = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ [[wide, -slant], [0, high]]
    size, place = rng.uniform(0.55, 0.95), rng.uniform(-0.04, 0.04, 2)
    joints: dict[tuple, np.ndarray] = {}
    strokes = []
    for stroke in DIGITS[digit]:
        points = np.array([joints.setdefault(point, np.array(point) + rng.normal(0, 0.015, 2)) for point in stroke])
        strokes.append((0.5 + place + size * (curve(points) - 0.5) @ move.T).tolist())
    return strokes


def curve(points: np.ndarray, steps: int = 8) -> np.ndarray:
    """A smooth line (n, 2) through points (k, 2), each span a cubic whose slopes are half the way from neighbour to neighbour."""
    ends = np.concatenate([points[:1], points, points[-1:]])
    slopes, t = (ends[2:] - ends[:-2]) / 2, np.linspace(0, 1, steps)[:, None]
    spans = [(2 * t**3 - 3 * t**2 + 1) * a + (t**3 - 2 * t**2 + t) * p + (3 * t**2 - 2 * t**3) * b + (t**3 - t**2) * q
             for a, b, p, q in zip(points, points[1:], slopes, slopes[1:])]
    return np.concatenate(spans)

"""How many decimals a calculation needs on screen, so that what is shown is right by itself."""

from collections.abc import Sequence

LEAST, MOST = 2, 6


def sum_decimals(parts: Sequence[float], total: float, least: int = LEAST) -> int:
    """The fewest decimals with which the parts, as shown, add up to the total, as shown."""
    return _fewest(lambda n: abs(sum(round(part, n) for part in parts) - round(total, n)) < 10.0 ** -n / 2, least)


def product_decimals(one: float, other: float, product: float, least: int = LEAST) -> int:
    """The fewest decimals with which the factors, as shown, give the product, as shown."""
    return _fewest(lambda n: round(round(one, n) * round(other, n), n) == round(product, n), least)


def telling_decimals(before: Sequence[float], after: Sequence[float], least: int = LEAST) -> int:
    """The fewest decimals with which each value is told from what it becomes."""
    return _fewest(lambda n: all(round(a, n) != round(b, n) for a, b in zip(before, after, strict=True)), least)


def _fewest(holds, least: int) -> int:
    return next((n for n in range(least, MOST) if holds(n)), MOST)

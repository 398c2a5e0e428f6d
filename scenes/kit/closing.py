"""How many decimals a calculation needs on screen, so that what is shown is right by itself."""

from collections.abc import Callable, Sequence

LEAST, MOST = 2, 6


def fewest(*conditions: Callable[[int], bool], least: int = LEAST) -> int:
    """The fewest decimals, `least` to 6, for which all conditions hold; 6 if there are none."""
    return next((n for n in range(least, MOST) if all(holds(n) for holds in conditions)), MOST)


def sum_closes(parts: Sequence[float], total: float) -> Callable[[int], bool]:
    """Whether the parts, as shown with n decimals, add up to the total, as shown."""
    return lambda n: abs(sum(round(part, n) for part in parts) - round(total, n)) < 10.0 ** -n / 2


def product_closes(one: float, other: float, product: float, decimals: int | None = None,
                   of_other: int | None = None) -> Callable[[int], bool]:
    """Whether the factors, as shown with n decimals, give the product, as shown with as many, or with `decimals`; the other
    factor with n decimals, or with `of_other`."""
    def closes(n: int) -> bool:
        shown, factor = (n if fixed is None else fixed for fixed in (decimals, of_other))
        return round(round(one, n) * round(other, factor), shown) == round(product, shown)
    return closes


def value_closes(function: Callable[[float], float], argument: float, value: float) -> Callable[[int], bool]:
    """Whether the function of an argument, as shown with n decimals, is the value, as shown with as many."""
    return lambda n: round(function(round(argument, n)), n) == round(value, n)


def told_apart(before: Sequence[float], after: Sequence[float]) -> Callable[[int], bool]:
    """Whether each value, as shown with n decimals, is another one than what it becomes."""
    return lambda n: all(round(a, n) != round(b, n) for a, b in zip(before, after, strict=True))

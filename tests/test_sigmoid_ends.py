"""On paper a sigmoid never reaches 0 or 1; in 32 bits it rounds to 1 from about 17 on."""

from decimal import Decimal, localcontext

import numpy as np
import pytest


@pytest.mark.parametrize("total", [1, 17, 40, 800])
def test_on_paper_a_sigmoid_never_reaches_zero_or_one(total):
    with localcontext(prec=1000):
        high, low = (1 / (1 + Decimal(-sign * total).exp()) for sign in (1, -1))
        further = 1 / (1 + Decimal(-total - 1).exp())
    assert 0 < low < 1 and 0 < high < 1 and high < further < 1


def test_in_32_bits_it_rounds_to_one_from_about_17_on():
    below, above = (1 / (1 + np.exp(np.float32(-total))) for total in (16, 17))
    assert below < 1 and above == 1 and above.dtype == np.float32

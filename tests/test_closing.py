"""Calculations close on screen with the fewest decimals that make them."""

from scenes.kit.closing import product_decimals, sum_decimals, telling_decimals


def test_a_sum_that_two_decimals_make_false_gets_three():
    assert sum_decimals([0.3128, 0.3632, 0.2930], 0.9690) == 3       # 0.31 + 0.36 + 0.29 is not 0.97
    assert sum_decimals([0.25, 0.5], 0.75) == 2
    assert sum_decimals([0.25, 0.5], 0.75, least=4) == 4


def test_a_product_is_shown_as_exactly_as_it_needs():
    assert product_decimals(0.575, -0.559, 0.575 * -0.559) == 2       # 0.57 x -0.56 = -0.32
    assert product_decimals(0.254, 0.254, 0.254 * 0.254) == 2
    assert product_decimals(0.996, 0.996, 0.996 * 0.996) == 3         # 1.00 x 1.00 is not 0.99


def test_values_that_look_alike_get_more_decimals():
    assert telling_decimals([0.4407, 0.60], [0.4434, 0.71]) == 3
    assert telling_decimals([0.1], [0.2]) == 2

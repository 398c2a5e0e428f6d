"""Calculations close on screen with the fewest decimals that make them."""

from math import log

from scenes.kit.closing import MOST, fewest, product_closes, sum_closes, told_apart, value_closes


def test_a_sum_that_two_decimals_make_false_gets_three():
    assert fewest(sum_closes([0.3128, 0.3632, 0.2930], 0.9690)) == 3       # 0.31 + 0.36 + 0.29 is not 0.97
    assert fewest(sum_closes([0.25, 0.5], 0.75)) == 2


def test_a_product_is_shown_as_exactly_as_it_needs():
    assert fewest(product_closes(0.575, -0.559, 0.575 * -0.559)) == 2       # 0.57 x -0.56 = -0.32
    assert fewest(product_closes(0.996, 0.996, 0.996 * 0.996)) == 3         # 1.00 x 1.00 is not 0.99
    assert fewest(product_closes(0.996, 0.996, 0.996 * 0.996, 2)) == 3      # 0.996 x 0.996 = 0.99
    assert fewest(product_closes(0.575, -0.559, 0.575 * -0.559, 4)) == 3    # 0.575 x -0.559 = -0.3214
    assert fewest(product_closes(-0.00468, -0.559, 0.002617, of_other=2), least=4) == 4     # -0.0047 x -0.56 = 0.0026


def test_a_value_follows_from_its_argument_as_shown():
    assert fewest(value_closes(log, 0.4407, log(0.4407))) == 2              # ln 0.44 = -0.82
    assert fewest(value_closes(log, 0.0149, log(0.0149))) == 4              # ln 0.01 is not -4.21, nor ln 0.015 -4.206


def test_a_sum_that_two_decimals_make_right_and_three_make_false_closes_together_with_a_product():
    parts, total, factor = [0.2916, 0.2107, -0.1204], 0.3819, 0.2254
    both = fewest(sum_closes(parts, total), product_closes(total, factor, total * factor))
    assert fewest(sum_closes(parts, total)) == 2 and not sum_closes(parts, total)(3)
    assert sum_closes(parts, total)(both) and product_closes(total, factor, total * factor)(both)


def test_values_that_look_alike_get_more_decimals():
    assert fewest(told_apart([0.4407, 0.60], [0.4434, 0.71])) == 3
    assert fewest(told_apart([0.1], [0.2])) == 2
    assert fewest(told_apart([0.1], [0.1])) == MOST

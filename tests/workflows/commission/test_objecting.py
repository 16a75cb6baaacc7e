"""What becomes of a payout when one of its lines is held."""

from __future__ import annotations

import pytest

from tests.rigs.earning import line
from workflows.commission.objecting import rest_of
from workflows.money import Money

MINIMUM = {"GBP": Money.of("50", "GBP")}


@pytest.mark.parametrize(
    ("held", "rest"), [({"b"}, "paid"), ({"a"}, "waits"), ({"a", "b"}, "nothing"), ({"a", "c"}, "waits")]
)
def test_everything_else_is_called_paid_only_where_the_rest_is_enough_to_be_paid(
    held: set[str], rest: str
) -> None:
    payout = (line("a", "75"), line("b", "25"), line("c", "-5", reverses="b"))
    assert rest_of([payout], held, MINIMUM) == rest
    assert rest_of([], held, MINIMUM) == "nothing"

"""Finance sees what is owed as of any day, and every cent that does not fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import eur
from tests.workflows.commission.build import CLOSE, CLOSED, PAYDAY, TERMS, deal, entry, plan
from workflows.commission.ledger import LedgerEntry, book
from workflows.commission.model import Credit
from workflows.commission.owed import Booked, Owed, owed, verify

ANNA = (Credit("P-1"),)
GOOD = Booked(plan(), deal(), ANNA)
NOTHING = eur("0")


def ledger() -> list[LedgerEntry]:
    accrued = book(plan(), deal(), ANNA, (), CLOSE, TERMS)
    paid = entry("payout:1", "-4500", kind="payout", settles=(accrued[0].key,), booked_on=PAYDAY)
    return [*accrued, paid]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2026, 1, 9), ()),
        (CLOSED, (Owed("P-1", eur("4500"), eur("4500"), NOTHING, (NOTHING,) * 4),)),
        (date(2026, 2, 12), (Owed("P-1", eur("4500"), eur("4500"), NOTHING, (NOTHING,) * 4),)),
        (PAYDAY, ()),
    ],
)
def test_what_is_owed_as_of_a_day_does_not_know_the_future(as_of: date, expected: tuple[Owed, ...]) -> None:
    assert owed(ledger(), as_of) == expected


def test_what_is_due_grows_older() -> None:
    entries = [entry(str(n), "10", payable_on=day) for n, day in enumerate((PAYDAY, date(2026, 3, 13)))]
    assert owed(entries, date(2026, 3, 20)) == (
        Owed("P-1", eur("20"), NOTHING, eur("20"), (eur("10"), eur("10"), NOTHING, NOTHING)),
    )
    [later] = owed(entries, date(2026, 12, 31))
    assert later.aged == (NOTHING, NOTHING, NOTHING, eur("20"))


def test_each_partner_and_currency_stands_for_itself() -> None:
    entries = [entry("a", "10"), entry("b", "-10", "USD"), entry("c", "10", partner="P-2")]
    assert [(each.partner, each.total.format()) for each in owed(entries, PAYDAY)] == [
        ("P-1", "€10.00"),
        ("P-1", "-$10.00"),
        ("P-2", "€10.00"),
    ]


def test_a_ledger_that_fits_has_nothing_to_say() -> None:
    assert verify(ledger(), [GOOD]) == ()


def test_a_missing_cent_is_found() -> None:
    [accrued, paid] = ledger()
    less = replace(accrued, amount=accrued.amount - eur("0.01"))
    assert verify([less, paid], [GOOD]) == (
        "payout:1 paid €4,500.00, its lines are €4,499.99",
        "deal D-1, line percent, P-1: the ledger has €4,499.99, the deal earns €4,500.00",
    )


def test_what_was_never_booked_and_what_nobody_earned_are_found() -> None:
    assert verify([], [GOOD]) == (
        "deal D-1, line percent, P-1: the ledger has €0.00, the deal earns €4,500.00",
    )
    assert verify(ledger(), []) == (
        "deal D-1, line percent, P-1: the ledger has €4,500.00, the deal earns €0.00",
    )


def test_an_entry_that_is_there_twice_is_found() -> None:
    [accrued, paid] = ledger()
    assert verify([accrued, accrued, paid], [GOOD])[0] == "entry close:D-1:v1:percent:P-1 is there 2 times"


def test_a_line_that_was_paid_twice_is_found() -> None:
    [accrued, paid] = ledger()
    again = replace(paid, key="payout:2")
    assert verify([accrued, paid, again], [GOOD]) == ("entry close:D-1:v1:percent:P-1 was paid 2 times",)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"partner": "P-2"}, "payout:1 pays lines of another partner or currency"),
        ({"settles": ("nothing",)}, "payout:1 pays lines that do not exist"),
    ],
)
def test_a_payout_of_something_else_is_found(change: dict[str, str], words: str) -> None:
    [accrued, paid] = ledger()
    assert verify([accrued, replace(paid, **change)], [GOOD]) == (words,)  # type: ignore[arg-type]


def test_a_lost_entry_is_found_by_its_number() -> None:
    [accrued, paid] = ledger()
    odd = replace(accrued, sequence=1)
    assert verify([odd, paid], [GOOD]) == ("deal D-1, line percent, P-1: entries are numbered [1]",)

"""The statement before payday: each line stands where it belongs, and only what is paid is in a sum."""

from __future__ import annotations

from datetime import date

from tests.builders import eur
from tests.workflows.commission.build import PAYDAY, TERMS, entry
from workflows.commission.batch import draft
from workflows.commission.ledger import LedgerEntry
from workflows.commission.preview import Section, preview

BEFORE = date(2026, 1, 15)


def section(
    *entries: LedgerEntry, elsewhere: dict[str, date] | None = None, objected: frozenset[str] = frozenset()
) -> Section:
    """The one section of P-1's statement, whose batch pays what stands in no other one."""
    free = [e for e in entries if e.key not in (elsewhere or {})]
    shown = preview(
        "P-1",
        draft(free, PAYDAY, TERMS, objected=objected),
        entries,
        objected=objected,
        is_frozen=False,
        minimum={},
        deals={},
        elsewhere=elsewhere or {},
    )
    (only,) = shown.sections
    assert shown.keys == tuple(line.key for line in only.every)
    return only


def test_a_line_of_an_earlier_payday_that_nobody_confirmed_is_late_and_blames_no_question() -> None:
    shown = section(entry("a", "40"), elsewhere={"a": BEFORE})
    assert (shown.lines, shown.on_hold, shown.total) == ((), (), eur("0"))
    (late,) = shown.late
    assert (late.number, late.state, late.due_on, late.amount) == (1, "late", BEFORE, eur("40"))


def test_what_another_batch_pays_is_in_no_sum_of_this_one() -> None:
    shown = section(entry("a", "40"), entry("b", "35"), entry("c", "5"), elsewhere={"a": BEFORE})
    assert (shown.fate, shown.total) == ("paid", eur("40"))
    assert [line.key for line in shown.every] == ["b", "c", "a"]


def test_a_line_that_a_partner_doubts_is_on_hold_wherever_it_stands() -> None:
    shown = section(entry("a", "40"), elsewhere={"a": BEFORE}, objected=frozenset({"a"}))
    assert ([line.key for line in shown.on_hold], shown.late) == (["a"], ())

"""A new bank account is checked over another channel and rests for 72 hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from workflows.commission.details import DetailsDecision, PayoutDetails, change, check, frozen

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
NEW = change(None, partner="P-1", fingerprint="4711", requested_by="anna@harbour.example", now=NOW)
CHECKED = replace(NEW, checked_by="U-1", checked_how="call")


def test_a_change_is_a_new_version_that_nobody_has_checked() -> None:
    changed = change(CHECKED, partner="P-1", fingerprint="0815", requested_by="U-1", now=NOW)
    assert changed == PayoutDetails("P-1", 2, "0815", NOW, "U-1")
    assert change(CHECKED, partner="P-1", fingerprint="4711", requested_by="U-1", now=NOW) == CHECKED


@pytest.mark.parametrize(
    ("details", "hours", "waits"),
    [(NEW, 0, True), (NEW, 1000, True), (CHECKED, 71, True), (CHECKED, 72, False)],
)
def test_nothing_is_paid_before_the_check_and_72_hours(
    details: PayoutDetails, hours: int, waits: bool
) -> None:
    assert frozen([details], NOW + timedelta(hours=hours)) == ({"P-1"} if waits else set())


def test_another_person_checks_and_says_how() -> None:
    assert check(NEW, version=1, by="U-1", how=" call ") == DetailsDecision(CHECKED)
    assert check(CHECKED, version=1, by="U-2", how="mail") == DetailsDecision(CHECKED)


@pytest.mark.parametrize(
    ("version", "by", "how", "refusal"),
    [
        (2, "U-1", "call", "These details have changed again"),
        (1, "anna@harbour.example", "call", "Somebody other than who asked"),
        (1, "U-1", " ", "Say how it was checked"),
    ],
)
def test_a_check_that_proves_nothing_is_refused(version: int, by: str, how: str, refusal: str) -> None:
    assert check(NEW, version=version, by=by, how=how).refused.startswith(refusal)

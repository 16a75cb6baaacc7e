"""What the programme promises."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.builders import DANA, partner, program


@pytest.mark.parametrize(
    ("arrived", "promised"),
    [
        ("2026-03-06 18:00", "2026-03-09 18:00"),  # DOMAIN.md §7: Friday 18:00 prints Monday 18:00
        ("2026-03-03 10:30", "2026-03-04 10:30"),
        ("2026-03-03 02:45", "2026-03-04 09:00"),  # before we open: from the opening
        ("2026-03-06 21:00", "2026-03-10 09:00"),  # Friday night: Monday morning and a day
        ("2026-03-07 12:00", "2026-03-10 09:00"),
    ],
)
def test_first_contact_is_promised_in_hours_on_business_days(arrived: str, promised: str) -> None:
    start = datetime.fromisoformat(arrived).replace(tzinfo=UTC)
    assert program().first_contact_by(start) == datetime.fromisoformat(promised).replace(tzinfo=UTC)


def test_somebody_always_answers() -> None:
    assert program().manager_of(partner(manager="gone@vendor.example")) == DANA
    assert program().manager_of(None) == DANA

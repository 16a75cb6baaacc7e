"""The day somebody means."""

from __future__ import annotations

from datetime import date

import pytest

from workflows.conversation.dates import day_in

THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Not before March, please.", "2027-03-01"),
        ("Ask me again on 15 January", "2027-01-15"),
        ("Vielleicht Mitte Januar wieder", "2027-01-15"),
        ("dans trois semaines", "2026-12-17"),
        ("After the summer, maybe", "2027-09-01"),
        ("I am back on 2026-12-07.", "2026-12-07"),
        ("Ich bin ab 07.12.2026 wieder da", "2026-12-07"),
        ("Q2 is better", "2027-04-01"),
        ("na de zomer", "2027-09-01"),
        ("no ano que vem", "2027-01-07"),
        ("hasta el 15 de febrero", "2027-02-15"),
        ("vanaf 3 maart", "2027-03-03"),
        ("bis Ende Februar", "2027-02-28"),
        ("le mois prochain", "2026-12-01"),
        ("am Montag", "2026-11-30"),
    ],
)
def test_a_day_is_found_in_six_languages(words: str, day: str) -> None:
    assert day_in(words, THURSDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "words", ["I may know someone", "not now", "since 2019", "on 1 March 2020", "30.02.2027 is no day"]
)
def test_where_no_day_lies_ahead_none_is_found(words: str) -> None:
    assert day_in(words, THURSDAY) is None

"""What a report says: figures that serve a decision, and nothing that the numbers do not carry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from workflows.figures import report
from workflows.money import Money
from workflows.periods import period_of
from workflows.reporting import (
    Figure,
    Headline,
    Numbers,
    Others,
    PartnerNumbers,
    Reporting,
    Share,
    median,
)

TODAY = date(2026, 12, 3)
NOVEMBER = period_of("month", date(2026, 11, 1))
TERMS = Reporting()
HEAD = Headline(
    referrals=42,
    before=35,
    before_by_now=35,
    active=Share(12, 20),
    closed=Share(3, 7),
    closed_in_a_year=Share(58, 187),
    first_days=tuple(range(40)),
    still_silent=3,
    owed=(Money(1_200_000, "EUR"), Money(50_000, "GBP")),
    paid=(Money(90_000, "EUR"),),
)


def numbers(**changes: Any) -> Numbers:
    return replace(Numbers(NOVEMBER, TODAY, HEAD), **changes)


def figure(found: Numbers, key: str, terms: Reporting = TERMS) -> Figure:
    return next(one for one in report(found, terms).figures if one.key == key)


def test_five_figures_lead_and_each_names_the_decision_it_serves() -> None:
    made = report(numbers(), TERMS)
    assert [one.key for one in made.headline] == ["referrals", "active", "conversion", "money", "first"]
    assert all(one.serves.endswith(".") for one in made.figures)


def test_the_headline_in_words() -> None:
    says = [(one.says, one.more) for one in report(numbers(), TERMS).headline]
    assert says == [
        ("42, after 35 in October 2026", ("20 % more.",)),
        ("12 of 20 (60 %)", ("Referred somebody within 90 days.",)),
        ("3 of 7, too few to tell", ("Within a year: 31 % (58 of 187).",)),
        (
            "owed €12,000.00, £500.00; paid €900.00",
            ("Each currency by itself: they are never added up.",),
        ),
        ("19 days (the middle of 40)", ("3 who joined within a year referred nobody yet.",)),
    ]


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ((0,), "the same day (one new partner, too few to tell)"),
        ((4,), "4 days (one new partner, too few to tell)"),
        ((1, 3, 9), "3 days (the middle of 3, too few to tell)"),
    ],
)
def test_of_one_newcomer_there_is_no_middle(days: tuple[int, ...], says: str) -> None:
    assert figure(numbers(headline=replace(HEAD, first_days=days)), "first").says == says


def test_a_period_that_lasts_is_compared_with_as_much_of_the_one_before() -> None:
    running = numbers(today=date(2026, 11, 10), headline=replace(HEAD, referrals=12, before_by_now=11))
    assert figure(running, "referrals").says == "12 so far; October 2026 had 11 by the same day, 35 in all"
    assert figure(running, "referrals").more == ()  # of eleven, one more is no trend
    assert report(running, TERMS).title == "November 2026 so far"


def test_below_thirty_cases_no_rate_is_told_and_none_is_exported() -> None:
    few = numbers(
        headline=replace(HEAD, closed_in_a_year=Share(3, 7), first_days=(1, 5, 30)),
        retained=Share(9, 29),
        promises=Share(28, 29),
        sourced=Share(5, 29),
        partners=(PartnerNumbers("P-1", "Northwind", 3, Share(1, 3)),),
    )
    for key in ("conversion", "retention", "sourced", "first"):
        assert "too few to tell" in figure(few, key).says
        assert "%" not in figure(few, key).says
        assert figure(few, key).value is None
    assert figure(few, "promises").says == "28 of 29"
    assert figure(few, "partners").more == (
        "Northwind: 3 referred; closed within a year: 1 of 3, too few to tell",
    )
    assert figure(numbers(retained=Share(9, 30)), "retention").says == "30 % (9 of 30)"


def test_partners_leads_are_set_beside_others_only_where_somebody_told_of_others() -> None:
    assert figure(numbers(sourced=Share(58, 187)), "sourced").says == (
        "partners' leads 31 % (58 of 187); nobody told me about other deals"
    )
    with_others = numbers(sourced=Share(58, 187), others=Others(Share(2, 12)))
    assert figure(with_others, "sourced").says == (
        "partners' leads 31 % (58 of 187); others 2 of 12, too few to tell"
    )
    assert figure(with_others, "sourced").more == (
        "With fewer than 30 on either side the difference is chance.",
    )


def test_time_saved_is_counted_actions_times_the_minutes_the_programme_states() -> None:
    done = numbers(actions={"ReferralRegistered": 40, "PartnerAnswered": 6, "NewsAsked": 2})
    untold = figure(done, "saved")
    assert untold.says == "not told: state the minutes in [report.minutes]"
    assert untold.value is None
    stated = replace(TERMS, minutes=(("registration", 6), ("answer", 10)))
    assert figure(done, "saved", stated) == replace(
        untold,
        says="5.0 hours from counted actions",
        value=5.0,
        more=(
            "40 referrals read and registered, 6 min each",
            "6 partners' questions answered, 10 min each",
            "2 reminders and hand-overs, no minutes stated",
        ),
    )


def test_one_of_a_thing_is_called_one() -> None:
    done = numbers(actions={"ReferralRegistered": 1, "PartnerAnswered": 2})
    assert [line.split(",")[0] for line in figure(done, "saved").more] == [
        "1 referral read and registered",
        "2 partners' questions answered",
    ]


def test_a_partners_own_report_says_nothing_about_others() -> None:
    own = report(numbers(partner_id="P-1", company="Northwind Advisory"), TERMS)
    assert own.title == "Northwind Advisory: November 2026"
    assert [one.key for one in own.figures] == ["referrals", "conversion", "money", "promises"]


def test_the_middle_of_some_days() -> None:
    assert [median(days) for days in ((), (4,), (1, 9), (9, 1, 5))] == [None, 4, 5, 5]

"""The list of stages is data, and routes are too."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.builders import partner, prospect, referral
from workflows.model import ExpectedValue
from workflows.pipeline import REASONS, STAGES, Pipeline, problems
from workflows.routing import Route, country_of, known_country, route_of


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("demo", "demo_scheduled"),
        ("Proposal sent", "proposal_sent"),
        ("won", "closed_won"),
        ("LOST", "closed_lost"),
        ("disq", "disqualified"),
        ("closed", None),
        ("", None),
        ("moon", None),
    ],
)
def test_a_stage_is_found_by_what_people_call_it(words: str, found: str | None) -> None:
    stage = Pipeline().find(words)
    assert (stage.key if stage else None) == found


def test_the_shipped_list_is_whole_and_a_broken_one_says_what_is_missing() -> None:
    assert problems(Pipeline()) == ()
    without = Pipeline(tuple(s for s in STAGES if s.key != "closed_won"))
    assert problems(without) == ('stages: "closed_won" is missing; keep it and set notify = "none" instead',)
    twice = Pipeline((*STAGES, STAGES[2]))
    assert problems(twice) == ('stages: "qualified" stands there twice',)
    assert 'stages: "registered" comes first' in problems(Pipeline(STAGES[::-1]))
    mute = Pipeline(reasons=tuple(replace(r, about=("closed_lost",)) for r in REASONS))
    assert problems(mute) == (
        'reasons: nothing is listed for "disqualified"',
        'reasons: nothing is listed for "rejected"',
    )


def test_no_reason_shows_a_partner_our_own_word() -> None:
    stages = Pipeline()
    assert all(reason.name not in stages.public_reason(reason.key) for reason in REASONS)
    assert stages.public_reason("unheard of") == ""


ROUTES = (
    Route("#big-deals", "@leads", value_at_least=Decimal(50_000)),
    Route("#dach", regions=("DE", "AT")),
    Route("#payroll", products=("payroll",)),
    Route(mention="@northwind-team", partners=("northwind advisory",)),
)


@pytest.mark.parametrize(
    ("changes", "channel", "mention"),
    [
        ({"prospect": prospect(value=ExpectedValue(Decimal(60_000), "GBP"))}, "#big-deals", "@leads"),
        ({"prospect": prospect(value=ExpectedValue(Decimal(60_000), "USD"))}, "sales", "@northwind-team"),
        ({"prospect": prospect(email="jo@werk.de")}, "#dach", ""),
        ({"note": "They need Payroll, soon."}, "#payroll", ""),
        ({"note": "They need payrolling."}, "sales", "@northwind-team"),
    ],
)
def test_the_first_route_that_fits_says_where_a_lead_goes(
    changes: dict[str, Any], channel: str, mention: str
) -> None:
    found = route_of(referral(**changes), partner(), ROUTES, currency="GBP", default="sales")
    assert (found.channel, found.mention) == (channel, mention)


def test_a_country_domain_that_is_sold_everywhere_says_nothing() -> None:
    assert country_of(referral(prospect=prospect(email="jo@start.io")), partner(country="FR")) == "FR"
    assert country_of(referral(prospect=prospect(email="jo@shop.co.uk")), partner(country="FR")) == "GB"
    assert country_of(referral(prospect=prospect(email=None)), partner(country="FR")) == "FR"


@pytest.mark.parametrize(
    ("words", "found", "more"),
    [
        ("won 30000", "closed_won", "30000"),
        ("demo scheduled 12 March", "demo_scheduled", "12 March"),
        ("proposal sent", "proposal_sent", ""),
        ("not qualified", None, "not qualified"),
        ("", None, ""),
    ],
)
def test_what_stands_behind_a_stage_is_left_over(words: str, found: str | None, more: str) -> None:
    stage, rest = Pipeline().begins(words)
    assert (stage.key if stage else None, rest) == (found, more)


@pytest.mark.parametrize(
    ("typed", "country"),
    [("de", "DE"), ("UK", "GB"), (" gb ", "GB"), ("XX", ""), ("ZZ", ""), ("EU", ""), ("Germany", "")],
)
def test_a_country_is_one_that_exists(typed: str, country: str) -> None:
    assert known_country(typed) == country

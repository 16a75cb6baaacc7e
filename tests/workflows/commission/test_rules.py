"""Plans are read from TOML with helpful complaints, and never change once they are in use."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from typing import Any

import pytest

from tests.builders import partner
from workflows.commission.rules import Plan, RuleBook, in_words, parse_book, parse_plan
from workflows.commission.table import RuleError
from workflows.groups import Group
from workflows.money import Money

FULL = """
[[commission]]
name = "standard"
valid_from = 2026-01-01
currency = "EUR"
hold_days = 30

[[commission.rules]]
kind = "percent"
rate = "12.5 %"
multiplier = "1.5"
floor = "250.00"
cap = 5000

[[commission.rules]]
kind = "tiers"
line = "growth"
mode = "marginal"
per = "year"
base = "collected"
tiers = [{up_to = 10000, rate = "10 %"}, {rate = "15 %"}]

[[commission.rules]]
kind = "bounty"
stages = {demo_scheduled = "50.00"}

[[commission]]
name = "standard"
valid_from = 2026-07-01
[[commission.rules]]
kind = "recurring"
rate = "20 %"
months = 12

[[commission]]
name = "Harbour's own"
valid_from = 2026-02-01
partners = ["P-7"]
currency = "USD"
[[commission.rules]]
kind = "flat"
amount = "500.00"
"""


def book() -> RuleBook:
    return parse_book(tomllib.loads(FULL)["commission"])


def table(**changes: Any) -> dict[str, Any]:
    rule = {"kind": "percent", "rate": "15 %"} | changes.pop("rule", {})
    rule = {key: value for key, value in rule.items() if value is not None}
    plan = {"name": "standard", "valid_from": date(2026, 1, 1), "currency": "EUR", "rules": [rule]} | changes
    return {key: value for key, value in plan.items() if value is not None}


def test_a_whole_file_is_read() -> None:
    standard = book().plans[0]
    percent, growth, bounty = standard.rules
    assert (standard.hold_days, percent.line, growth.line, bounty.line) == (30, "percent", "growth", "bounty")
    assert (percent.multiplier_bps, percent.settings.rate_bps) == (15_000, 1250)
    assert (percent.floor, percent.cap) == (Money.of("250", "EUR"), Money.of("5000", "EUR"))
    assert (growth.base, growth.settings.per) == ("collected", "year")


@pytest.mark.parametrize(
    ("who", "on", "expected"),
    [
        ("P-1", "2025-12-31", None),
        ("P-1", "2026-01-01", ("standard", "2026-01-01")),
        ("P-1", "2026-06-30", ("standard", "2026-01-01")),
        ("P-1", "2026-07-01", ("standard", "2026-07-01")),
        ("P-7", "2026-01-31", ("standard", "2026-01-01")),
        ("P-7", "2026-12-31", ("Harbour's own", "2026-02-01")),  # their own, though older
    ],
)
def test_the_plan_of_a_day_is_the_partners_own_or_else_the_newest(
    who: str, on: str, expected: tuple[str, str] | None
) -> None:
    plan = book().current(partner(who), date.fromisoformat(on))
    assert (plan and (plan.name, plan.valid_from.isoformat())) == expected


def test_a_pinned_version_is_found_again_and_read_back_from_storage() -> None:
    for plan in book().plans:
        assert book().version(plan.version) == plan
        assert parse_plan(json.loads(plan.source)) == plan
    assert book().version("nonsense") is None


def test_a_version_is_a_stable_hash_of_what_the_plan_says() -> None:
    plan = parse_plan(table())
    assert plan.version == "aa333519dc5d"
    assert (
        parse_plan(table(rule={"rate": "15.00%", "multiplier": 1, "line": "percent"})).version == plan.version
    )


@pytest.mark.parametrize(
    "change",
    [
        {"rule": {"rate": "15.01 %"}},
        {"rule": {"cap": 100}},
        {"hold_days": 1},
        {"dual_credit": True},
        {"currency": "USD"},
        {"partners": ["P-7"]},
    ],
)
def test_another_rule_is_another_version(change: dict[str, Any]) -> None:
    assert parse_plan(table(**change)).version != parse_plan(table()).version


def test_a_plan_edited_in_place_is_noticed_and_a_newer_one_is_not() -> None:
    used, newer = parse_plan(table()), parse_plan(table(valid_from=date(2026, 5, 1)))
    edited = parse_plan(table(rule={"rate": "10 %"}))
    assert RuleBook((edited, newer)).edited([used, newer]) == ((used, edited),)
    assert RuleBook((used, newer)).edited([used]) == RuleBook((newer,)).edited([used]) == ()


def test_a_plan_is_for_a_partner_by_id_or_by_name() -> None:
    own = parse_plan(table(partners=["P-7", "Northwind Advisory"]))
    known = partner("P-7", company="Other"), partner("P-8", company="NORTHWIND advisory")
    assert [RuleBook((own,)).current(who, TODAY) for who in known] == [own, own]
    assert RuleBook((own,)).current(partner("P-8", company="Vogel & Partner"), TODAY) is None


def test_a_plan_of_ones_own_comes_before_the_groups_the_markets_and_everybodys() -> None:
    gold = Group("gold", partners=("P-1", "P-2"))
    plans = [
        parse_plan(table(name="all", valid_from=date(2026, 3, 1))),
        parse_plan(table(name="dach", markets=["de", "AT"])),
        parse_plan(table(name="gold", groups=["gold"])),
        parse_plan(table(name="own", partners=["P-1"])),
    ]
    book = RuleBook(tuple(plans), (gold,))
    german = [partner(f"P-{n}", company=f"C {n}", country="DE") for n in (1, 2, 3)]
    found = [book.current(who, date(2026, 6, 1)) for who in (*german, partner("P-4", country="FR"))]
    assert [plan.name for plan in found if plan] == ["own", "gold", "dach", "all"]


TODAY = date(2026, 3, 2)
TIERS = [{"up_to": 10_000, "rate": "10 %"}, {"up_to": 50_000, "rate": "15 %"}, {"rate": "20 %"}]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({}, "15 % of the contract value"),
        (
            {"cap": 5000, "floor": 250, "multiplier": 2, "base": "first_year"},
            "15 % of the first year's value, times 2, at least €250.00, at most €5,000.00",
        ),
        ({"kind": "flat", "amount": "500.00", "rate": None}, "a finder's fee of €500.00"),
        (
            {"kind": "recurring", "rate": "20 %", "months": 12},
            "20 % of every payment of the first 12 months",
        ),
        (
            {"kind": "tiers", "mode": "marginal", "tiers": TIERS, "rate": None},
            "10 % up to €10,000.00, then 15 % up to €50,000.00, then 20 % of the contract value, "
            "each part at its own rate",
        ),
        (
            {"kind": "tiers", "mode": "whole", "per": "year", "tiers": TIERS, "rate": None},
            "10 % up to €10,000.00, then 15 % up to €50,000.00, then 20 % of the contract value, "
            "all of it at the rate that it reaches, counted over the calendar year",
        ),
        (
            {"kind": "bounty", "stages": {"demo_scheduled": "50.00"}, "rate": None},
            "€50.00 for the stage demo scheduled",
        ),
    ],
)
def test_every_kind_of_rule_says_what_it_pays(rule: dict[str, Any], words: str) -> None:
    assert in_words(parse_plan(table(rule=rule))) == (words,)


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        (table(name=None), r"commission\.name: missing; write it in quotes"),
        (table(name="  "), r"commission\.name: write words in quotes"),
        (table(valid_from="soon"), r"commission\.valid_from: write a date such as 2026-01-31, not 'soon'"),
        (table(valid_from=None), r"commission\.valid_from: missing; write a date"),
        (table(currency="Euro"), r"commission\.currency: 'Euro' is no currency; write an ISO 4217 code"),
        (table(rules=[]), r"commission\.rules: write a list of tables, at least one"),
        (table(rules=None), r"commission\.rules: missing; add at least one \[\[commission\.rules\]\] table"),
        (table(partners="P-7"), r'commission\.partners: write a list such as \["P-7"'),
        (table(hold_days=-1), r"commission\.hold_days: write a whole number from 0 to 1000"),
        (table(dual_credit="yes"), r"commission\.dual_credit: write true or false"),
        (table(hold_day=3), r'commission\.hold_day: not a key of this table; did you mean "hold_days"\?'),
        (table(rule={"kind": "percentage"}), r'rules\[0\]\.kind: .* write one of "percent", "flat", "tiers"'),
        (table(rule={"rate": 15.5}), r'rules\[0\]\.rate: write a percentage in quotes, such as "12.5 %"'),
        (table(rule={"rate": "lots"}), r"rules\[0\]\.rate: write a percentage in quotes"),
        (table(rule={"rate": "120 %"}), r"rules\[0\]\.rate: .* from 0 to 100%, not '120 %'"),
        (table(rule={"rate": "1.234567 %"}), r"rules\[0\]\.rate"),
        (table(rule={"cap": "5.001"}), r"rules\[0\]\.cap: .* at most 2 decimals \(EUR\)"),
        (table(rule={"cap": "-5"}), r"rules\[0\]\.cap: write 0 or more"),
        (table(rule={"cap": "1e30"}), r"rules\[0\]\.cap: write 0 or more"),
        (table(rule={"cap": "NaN"}), r"rules\[0\]\.cap: write an amount in quotes"),
        (table(currency=None, rule={"cap": 5}), r"rules\[0\]\.cap: an amount needs a currency; add"),
        (table(rule={"floor": 9, "cap": 5}), r"rules\[0\]\.floor: is above the cap"),
        (table(rule={"multiplier": "twice"}), r"rules\[0\]\.multiplier: write a number such as 2"),
        (table(rule={"base": "gross"}), r'rules\[0\]\.base: .* "contract_value", "first_year", "collected"'),
        (table(rule={"months": 3}), r"rules\[0\]\.months: not a key of this table; known are base"),
        (table(rules=[{"kind": "flat"}]), r"rules\[0\]\.amount: missing; write an amount"),
        (
            table(rules=[{"kind": "flat", "amount": 5, "floor": 1}]),
            r"rules\[0\]\.floor: a flat rule pays fixed",
        ),
        (table(rules=[{"kind": "bounty"}]), r"rules\[0\]\.stages: missing; add a table"),
        (table(rules=[{"kind": "bounty", "stages": {}}]), r"rules\[0\]\.stages: name at least one stage"),
        (table(rules=[{"kind": "bounty", "stages": 5}]), r"rules\[0\]\.stages: write a table"),
        (table(rules=[{"kind": "recurring", "rate": "1 %"}]), r"rules\[0\]\.months: missing; write a whole"),
        (
            table(rules=[{"kind": "recurring", "rate": "1 %", "months": 1, "base": "first_year"}]),
            r'rules\[0\]\.base: a recurring rule pays on what was collected; write "collected"',
        ),
        (table(rules=[{"kind": "percent", "rate": "1 %"}] * 2), r"rules: two rules have the same name"),
    ],
)
def test_a_mistake_is_named_with_what_to_write_instead(bad: dict[str, Any], complaint: str) -> None:
    with pytest.raises(RuleError, match=complaint):
        parse_plan(bad)


@pytest.mark.parametrize(
    ("mode", "tiers", "complaint"),
    [
        ("marginal", [{"rate": "1 %", "up_to": 5}], "the last must have none"),
        ("marginal", [{"rate": "1 %"}, {"rate": "2 %"}], "every tier but the last needs up_to"),
        (
            "marginal",
            [{"rate": "1 %", "up_to": 5}, {"rate": "2 %", "up_to": 5}, {"rate": "3 %"}],
            "grow from tier to tier",
        ),
        ("marginal", [{"rate": "1 %", "up_to": 0}, {"rate": "2 %"}], "must be above 0"),
        ("whole", [{"rate": "2 %", "up_to": 5}, {"rate": "1 %"}], "a bigger deal would pay less"),
        ("both", [{"rate": "1 %"}], 'write one of "marginal", "whole"'),
        ("whole", [{"rate": "1 %", "to": 5}], "tiers\\[0\\].to: not a key of this table"),
    ],
)
def test_tiers_without_sense_are_refused(mode: str, tiers: list[dict[str, Any]], complaint: str) -> None:
    with pytest.raises(RuleError, match=complaint):
        parse_plan(table(rules=[{"kind": "tiers", "mode": mode, "tiers": tiers}]))


def test_two_plans_for_the_same_partner_from_the_same_day_are_refused() -> None:
    with pytest.raises(RuleError, match=r'commission\[1\]\.valid_from: "standard" is for everybody'):
        parse_book([table(), table(name="other")])


def test_a_plan_is_a_value() -> None:
    assert isinstance(hash(parse_plan(table())), int)
    assert isinstance(parse_plan(table()), Plan)

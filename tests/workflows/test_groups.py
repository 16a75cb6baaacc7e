"""Partners of a group are promised what the group is promised; everybody else what the programme says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import ValidationError

from bot.rules.groups import GroupTable, problems
from bot.slack.form import Form
from bot.slack.partners.group_words import change_of_rules, rules_line
from bot.slack.partners.partner_forms import edit_view, read_partner
from templates import render_email
from tests.builders import partner, program, referral
from tests.templates.test_nudges import context as nudge_context
from workflows.attribution import deciding
from workflows.base import SendEmail
from workflows.care_messages import AnnounceRules
from workflows.commission.payday import parse_payday
from workflows.commission.rules import parse_book
from workflows.commission.terms import Terms
from workflows.engagement_messages import TaskWanted
from workflows.events import StageMoved
from workflows.groups import Group, GroupRules, changes, moved
from workflows.model import Partner
from workflows.stewardship import Stewardship, decide

BEGINS, TODAY = date(2026, 4, 1), date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DACH = Group("dach", markets=("DE", "AT"), rules=(GroupRules(date(2026, 1, 1), 120, 48),))
GOLD = Group("gold", ("Northwind Advisory",), rules=(GroupRules(BEGINS, first_contact_hours=12),))


def promised(on: date, **who: str) -> tuple[int, int]:
    own = program(groups=(GOLD, DACH)).promised_to(partner("P-1", **who), on)
    return own.protection_days, own.promised_hours


def test_each_setting_comes_from_the_first_group_that_says_something_about_it() -> None:
    assert promised(TODAY, country="FR") == (90, 24)
    assert promised(TODAY, country="DE") == (120, 48)
    assert promised(BEGINS, country="DE") == (120, 12)
    assert promised(BEGINS, country="DE", company="Somebody Else") == (120, 48)
    assert promised(BEGINS, country="") == (90, 12)


def test_what_begins_is_found_before_it_does() -> None:
    assert changes((GOLD, DACH), TODAY, TODAY + timedelta(days=60)) == (BEGINS,)
    assert changes((GOLD, DACH), BEGINS, BEGINS + timedelta(days=60)) == ()


def test_a_referral_keeps_the_days_it_was_promised_whatever_the_programme_says_later() -> None:
    promised_then = referral(received_at=NOW, protected_until=NOW + timedelta(days=120), protection_days=120)
    later = NOW + timedelta(days=100)
    moved = StageMoved(promised_then.id, later, "contacted", "registered", "Marco", is_forward=True)
    after = deciding(30, 365).decide(promised_then, moved, later).state
    assert after.protected_until == later + timedelta(days=120)


def test_a_manager_puts_a_partner_into_a_group_by_the_form_and_takes_them_out_again() -> None:
    silver = Group("silver", rules=(GroupRules(date(2026, 1, 1), 30, 72),))
    rules, known = program(groups=(GOLD, silver)), partner(company="Elsewhere")

    def saved(group: str, known: Partner) -> Partner:
        shown = edit_view(known, rules)
        values = {
            block["block_id"]: {"": {"value": block["element"].get("initial_value")}}
            for block in shown["blocks"]
            if block["element"]["type"] == "plain_text_input"
        }
        picked = {"manager": "dana.reyes@vendor.example", "news": "instant", "language": "-", "group": group}
        chosen = {field: {"": {"selected_option": {"value": value}}} for field, value in picked.items()}
        return read_partner(Form({}, {**values, **chosen}), known)

    inside = saved("silver", known)
    assert inside.group == "silver"
    assert rules.promised_to(inside, TODAY).protection_days == 30
    assert "group *silver*" in rules_line(rules, inside, TODAY)
    assert saved("silver", inside) == inside
    assert saved(" ", inside).group == ""


SILVER = Group("silver", rules=(GroupRules(date(2026, 1, 1), 120, 48),))
TOMORROW = TODAY + timedelta(days=1)


def test_another_group_begins_on_a_day_to_come_and_the_partner_hears_of_it_before() -> None:
    rules, known = program(groups=(SILVER,)), partner()
    inside = moved(known, replace(known, group="silver"), TODAY, BEGINS)
    assert rules.promised_to(inside, BEGINS - timedelta(days=1)).protection_days == 90
    assert rules.promised_to(inside, BEGINS).protection_days == 120
    told = change_of_rules(rules, known, inside, TODAY, "form-1")
    assert told == AnnounceRules("P-1", "2026-04-01", (90, 120), (24, 48), moved="form-1")
    assert "From 1 Apr 2026 on: group *silver* ·" in rules_line(rules, inside, TODAY)
    assert change_of_rules(rules, inside, replace(inside, news="digest"), TODAY, "form-2") is None


def test_a_market_that_is_put_right_has_its_rules_from_tomorrow_on() -> None:
    rules, known = program(groups=(DACH,)), partner(country="FR")
    german = moved(known, replace(known, country="DE"), TODAY, None)
    assert [rules.promised_to(german, day).protection_days for day in (TODAY, TOMORROW)] == [90, 120]
    assert moved(known, replace(known, company="Northwind"), TODAY, None).formerly is None


def test_a_move_that_is_taken_back_before_it_begins_is_told_to_be_off() -> None:
    rules, known = program(groups=(SILVER,)), partner()
    inside = moved(known, replace(known, group="silver"), TODAY, BEGINS)
    back = moved(inside, replace(inside, group=""), TODAY, None)
    assert back == known
    told = change_of_rules(rules, inside, back, TODAY, "form-2")
    assert told == AnnounceRules("P-1", "2026-04-01", (90, 90), (24, 24), moved="form-2")


def test_the_plan_of_another_group_is_told_in_the_same_mail() -> None:
    tables = [
        {"name": name, "valid_from": date(2026, 1, 1), "currency": "GBP", "groups": groups, "rules": [rule]}
        for name, groups, rule in (
            ("standard", [], {"kind": "percent", "rate": "10 %"}),
            ("silver", ["silver"], {"kind": "percent", "rate": "15 %"}),
        )
    ]
    terms = Terms(parse_book(tables, groups=(SILVER,)), parse_payday({}, "Europe/London"))
    rules, known = program(groups=(SILVER,), terms=terms), partner()
    inside = moved(known, replace(known, group="silver"), TODAY, BEGINS)
    told = change_of_rules(rules, known, inside, TODAY, "form-1")
    assert told is not None
    assert told.plan == ("10 % of the contract value", "15 % of the contract value")
    state = Stewardship(rules, known, known.contacts[0])
    (mail,) = decide(state, told, NOW).effects
    assert isinstance(mail, SendEmail)
    words = render_email("rules_change", nudge_context(**mail.context))
    assert "What you earn: 15 % of the contract value (Today: 10 % of the contract value)" in words.text
    assert "It does not" not in words.text


def test_what_is_off_is_said_to_stay_as_it_is_in_text_and_html() -> None:
    words = render_email("rules_change", nudge_context(protection=(90, 90), contact_hours=(24, 24)))
    assert words.subject == "What we promise you stays as it is"
    for said in (words.text, words.html):
        assert "what we promise you stays as it is today" in said
        assert "before that day" not in said


def test_who_cannot_be_written_to_is_told_by_a_person() -> None:
    told = AnnounceRules("P-1", "2026-04-01", (90, 120), (24, 48))
    (wanted,) = decide(Stewardship(program(), partner()), told, NOW).events
    assert wanted == TaskWanted("P-1", NOW, "announce:P-1:2026-04-01", "announce", {"what": "1 Apr 2026"})


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ({"name": "g" * 80}, "at most 75"),
        ({"name": "gold", "markets": ["Germany"]}, "two letters"),
        ({"name": "gold", "markets": ["DE"], "rules": [{"valid_from": BEGINS}]}, "say protection_days"),
    ],
)
def test_a_group_that_says_nothing_is_refused_in_words(table: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        GroupTable.model_validate(table)


def test_a_plan_for_a_group_that_is_not_there_is_named_at_the_start() -> None:
    gold = GroupTable.model_validate({"name": "gold", "markets": ["de"]})
    assert gold.group.markets == ("DE",)
    assert problems([gold, gold], ["silver"]) == [
        '[[groups]] two are called "gold"; rename one',
        '[[commission]] groups: there is no group "silver"',
    ]

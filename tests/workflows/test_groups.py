"""Partners of a group are promised what the group is promised; everybody else what the programme says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import ValidationError

from bot.rules.groups import GroupTable, problems
from bot.slack.form import Form
from bot.slack.group_words import rules_line
from bot.slack.partner_forms import edit_view, read_partner
from tests.builders import partner, program, referral
from workflows.attribution import deciding
from workflows.events import StageMoved
from workflows.groups import Group, GroupRules, changes
from workflows.model import Partner

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

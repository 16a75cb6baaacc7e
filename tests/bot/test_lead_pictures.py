"""What a lead's card and its lines say, drawn from the row alone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.slack import blocks
from bot.slack.blocks import ReferralView
from bot.slack.leads import lead_card
from storage.views import TrackRecord
from templates import render_slack
from tests.builders import MARCO, MONDAY, partner, program, referral


def view(**changes: Any) -> ReferralView:
    return ReferralView(referral(**changes), partner(), TrackRecord(3, 1), program())


def card(**changes: Any) -> str:
    """The card in the sales channel, with its buttons."""
    seen = view(**changes)
    drawn = blocks.referral_card(seen, lead_card.actions(seen, MONDAY))
    return json.dumps(drawn, ensure_ascii=False)


@pytest.mark.parametrize("owner", [MARCO, None])
@pytest.mark.parametrize("stage", ["closed_won", "closed_lost", "disqualified"])
def test_a_closed_lead_is_never_announced_as_new_nor_offered_again(stage: str, owner: Any) -> None:
    drawn = card(stage=stage, owner=owner)
    for word in ("New lead", "Free again", "referral:release", "referral:reject", "referral:claim"):
        assert word not in drawn
    assert "referral:assign" in drawn  # a colleague can still look after it


def test_a_lead_released_on_its_way_says_how_far_it_is_and_promises_nothing() -> None:
    drawn = card(stage="qualified", told_owner="Marco Bianchi")
    assert "Free again, Qualified: Acme Ltd" in drawn
    assert "was promised contact" not in drawn
    assert "was promised contact" in card()
    assert "New lead: Acme Ltd" in card()


def test_a_lead_that_was_turned_down_says_so_and_why() -> None:
    gone = {"registration": "rejected", "stage": "contacted", "reason": "no_fit"}
    drawn = json.dumps(blocks.referral_status(view(**gone)))
    assert "Turned down: Not a fit" in drawn
    assert "Contacted: Not a fit" not in drawn
    assert "nobody yet" not in drawn
    assert "Registered" not in drawn


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Registered · unclaimed"),
        ({"owner": MARCO, "stage": "demo_scheduled"}, "Demo Scheduled · Marco"),
        ({"registration": "withdrawn", "owner": MARCO}, "Withdrawn"),
        ({"registration": "rejected"}, "Turned down"),
        ({"stage": "closed_won"}, "Closed Won"),
    ],
)
def test_a_line_in_a_list_says_what_has_become_of_a_lead(changes: dict[str, Any], said: str) -> None:
    line = json.dumps(blocks.referral_line(referral(**changes), program()).build(), ensure_ascii=False)
    assert f"`R-0000-00`\\n{said} · 2 Mar 2026" in line


def test_the_history_under_a_question_calls_a_withdrawn_lead_withdrawn() -> None:
    gone = referral(registration="withdrawn", owner=MARCO)
    context = {
        "partner": partner(),
        "count": 1,
        "won": 0,
        "latest": [gone],
        "program": program(),
        "due_at": None,
    }
    assert "• Acme Ltd `R-0000-00`: Withdrawn\n" in render_slack("partner_history", context)

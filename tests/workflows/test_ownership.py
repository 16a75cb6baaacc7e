"""Exactly one rep takes a lead."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import AISHA, MARCO, MONDAY, referral
from workflows.base import Decision, SendEmail, ShowCard, Whisper
from workflows.commands import ClaimReferral
from workflows.events import ReferralClaimed
from workflows.ownership import decide


def test_the_first_click_takes_the_lead_and_the_partner_is_told() -> None:
    decision = decide(referral(), ClaimReferral("R-0000-00", MARCO, "C1"), MONDAY)
    assert decision.state.owner == MARCO
    assert decision.events == (ReferralClaimed("R-0000-00", MONDAY, "Marco Bianchi", "U0MARCO"),)
    card, mail = decision.effects
    assert isinstance(card, ShowCard)
    assert isinstance(mail, SendEmail)
    assert (mail.template, mail.to) == ("claimed", "sam@northwind.example")


def test_the_second_click_learns_who_was_faster() -> None:
    taken = referral(owner=MARCO, claimed_at=MONDAY)
    decision = decide(taken, ClaimReferral("R-0000-00", AISHA, "C1"), MONDAY + timedelta(seconds=2))
    assert decision.state == taken
    assert decision.events == ()
    (whisper,) = decision.effects
    assert isinstance(whisper, Whisper)
    assert (whisper.user, whisper.channel, whisper.context["ago"]) == ("U0AISHA", "C1", "2 s ago")


def test_the_owner_clicking_again_changes_nothing() -> None:
    taken = referral(owner=MARCO, claimed_at=MONDAY)
    assert decide(taken, ClaimReferral("R-0000-00", MARCO, "C1"), MONDAY) == Decision(taken)


def test_a_contested_referral_cannot_be_claimed() -> None:
    contested = referral(registration="contested")
    decision = decide(contested, ClaimReferral("R-0000-00", MARCO, "C1"), MONDAY)
    assert decision.state.owner is None

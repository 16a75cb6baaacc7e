"""A lead that nobody claims goes to whom the rota reached."""

from __future__ import annotations

from tests.builders import AISHA, MARCO, MONDAY, referral
from workflows.base import Decision, PostNotice, SendEmail
from workflows.events import ReferralClaimed, RotaReached
from workflows.ownership import decide

REACHED = RotaReached("R-0000-00", MONDAY, AISHA.name, AISHA.email, AISHA.slack_id)


def test_the_rep_has_it_and_partner_and_rep_are_told() -> None:
    decision = decide(referral(), REACHED, MONDAY)
    assert decision.state.owner == AISHA
    (claimed,) = decision.events
    assert isinstance(claimed, ReferralClaimed)
    assert claimed.owner == AISHA.name
    (mail,) = [e for e in decision.effects if isinstance(e, SendEmail)]
    (given,) = [e for e in decision.effects if isinstance(e, PostNotice)]
    assert (mail.template, given.template, given.channel) == ("claimed", "given", AISHA.slack_id)


def test_who_was_faster_keeps_it() -> None:
    taken = referral(owner=MARCO, claimed_at=MONDAY)
    assert decide(taken, REACHED, MONDAY) == Decision(taken)


def test_a_contested_lead_is_given_to_nobody() -> None:
    contested = referral(registration="contested")
    assert decide(contested, REACHED, MONDAY) == Decision(contested)

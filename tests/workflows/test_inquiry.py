"""An answer speaks of a partner's own referrals, and is remembered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import MARCO, MONDAY, partner, referral
from workflows.answer_parts import Part, Talk
from workflows.base import SendEmail
from workflows.commands import AnswerPartner
from workflows.events import PartnerAnswered
from workflows.inquiry import Inquiry, NotTheirsError, decide

ACME = referral("R-0000-00", owner=MARCO, claimed_at=MONDAY, stage="contacted")
MINE = Inquiry(frozenset({"R-0000-00"}), Talk("sam@northwind.example"))
SAID = Talk("sam@northwind.example", ("R-0000-00",), "referral_status")


def answer(part: Part, mail_id: int | None = 7) -> AnswerPartner:
    return AnswerPartner(mail_id, partner(), partner().contacts[0], (part,), SAID)


def test_the_answer_is_promised_and_what_it_was_about_is_remembered() -> None:
    decision = decide(MINE, answer(Part("news", (ACME,))), MONDAY)
    assert decision.events == (PartnerAnswered("P-1", MONDAY, ("R-0000-00",), 7),)
    (mail,) = decision.effects
    assert isinstance(mail, SendEmail)
    assert (mail.to, mail.about) == ("sam@northwind.example", "R-0000-00")
    assert decision.state.talk == Talk("sam@northwind.example", ("R-0000-00",), "referral_status", at=MONDAY)


def test_what_was_asked_in_slack_is_shown_there_and_sends_no_mail() -> None:
    assert decide(MINE, answer(Part("news", (ACME,)), mail_id=None), MONDAY).effects == ()


def test_a_referral_of_somebody_elses_is_never_answered() -> None:
    theirs = answer(Part("news", (referral("R-9999-99"),)))
    with pytest.raises(NotTheirsError):
        decide(MINE, theirs, MONDAY)


def test_what_was_said_fades() -> None:
    talk = Talk("a@b.example", ("R-1",), "payout_query", ("R-1", "R-2"), "referral_status", MONDAY)
    assert talk.as_of(MONDAY + timedelta(days=2)) == talk
    assert talk.as_of(MONDAY + timedelta(days=4)).options == ()
    assert talk.as_of(MONDAY + timedelta(days=15)) == Talk("a@b.example")

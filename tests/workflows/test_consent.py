"""Who wants no more nudges gets none, at once, and is told so once."""

from __future__ import annotations

from tests.builders import MONDAY, partner
from workflows.base import Decision, SendEmail
from workflows.consent import Consent, decide
from workflows.conversation_messages import (
    AllowNudges,
    NotePartnerReply,
    NudgesAllowed,
    NudgesStopped,
    PartnerReplied,
    StopNudges,
)

SAM = "sam@northwind.example"
STOP = StopNudges(SAM, partner(), partner().contacts[0], mail_id=7, may_answer=True)


def test_a_stop_holds_at_once_and_is_confirmed() -> None:
    decision = decide(Consent(SAM, "P-1"), STOP, MONDAY)
    assert decision.state == Consent(SAM, "P-1", nudges=False, how="mail")
    assert decision.events == (NudgesStopped("P-1", MONDAY, SAM, "mail"),)
    (mail,) = decision.effects
    assert isinstance(mail, SendEmail)
    assert (mail.template, mail.to, mail.is_nudge) == ("nudges_stopped", SAM, False)


def test_a_second_stop_changes_nothing_and_is_not_confirmed_again() -> None:
    stopped = Consent(SAM, "P-1", nudges=False, how="one-click")
    assert decide(stopped, STOP, MONDAY) == Decision(stopped)


def test_one_click_needs_no_mail_in_return() -> None:
    assert decide(Consent(SAM), StopNudges(SAM, how="one-click"), MONDAY).effects == ()


def test_nudges_may_come_again_when_they_are_wanted() -> None:
    decision = decide(Consent(SAM, "P-1", nudges=False, how="mail"), AllowNudges(SAM, "page"), MONDAY)
    assert (decision.state.nudges, decision.events) == (
        True,
        (NudgesAllowed("P-1", MONDAY, SAM, "page"),),
    )


def test_every_sign_of_life_is_told_to_whoever_waits_for_one() -> None:
    noted = NotePartnerReply("P-1", SAM, "not_now", "2026-09-01", 7)
    decision = decide(Consent(SAM, "P-1"), noted, MONDAY)
    assert decision.events == (PartnerReplied("P-1", MONDAY, "not_now", SAM, "2026-09-01", 7),)

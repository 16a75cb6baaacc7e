"""A mail we must not act on alone waits for a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import DANA, MARCO, MONDAY, held, introduction, partner, referral
from workflows.base import Decision, PostNotice, ReadAgain, SendEmail, ShowCard
from workflows.commands import ApprovePartner, DismissMail, HoldMail, SetAsideMail
from workflows.events import MailHeld, MailSettled
from workflows.holding import decide
from workflows.model import HeldMail

BLANK = HeldMail(
    mail_id=1,
    cause="",
    sender="mirela@bureau.example",
    sender_name="Mirela Pop",
    subject="Intro",
    received_at=MONDAY,
)
CARD = ShowCard("held:1", "held", "1", "managers")


def waiting(message: HoldMail | None = None) -> HeldMail:
    return decide(BLANK, message or held(), MONDAY).state


def test_an_unknown_sender_gets_a_card_and_a_friendly_answer() -> None:
    decision = decide(BLANK, held(), MONDAY)
    assert (decision.state.status, decision.state.prospects) == ("open", held().prospects)
    assert decision.events == (MailHeld("held:1", MONDAY, "unknown_sender"),)
    card, answer = decision.effects
    assert card == CARD
    assert isinstance(answer, SendEmail)
    assert (answer.template, answer.to) == ("unknown_sender", "mirela@bureau.example")


def test_nobody_is_answered_where_it_is_not_safe() -> None:
    assert decide(BLANK, held(may_answer=False), MONDAY).effects == (CARD,)


def test_a_forgery_is_never_answered_whatever_else_holds() -> None:
    assert decide(BLANK, held(cause="not_authenticated"), MONDAY).effects == (CARD,)


def test_a_prospect_who_writes_hears_nothing_and_their_rep_reads_it_under_the_lead() -> None:
    lead = replace(referral(), owner=MARCO)
    card, told = decide(BLANK, held(cause="prospect_wrote", may_answer=False, leads=(lead,)), MONDAY).effects
    assert card == CARD
    assert isinstance(told, PostNotice)
    assert (told.template, told.in_thread_of, told.context["owner"]) == (
        "prospect_wrote",
        f"alert:{lead.id}",
        MARCO,
    )


def test_approval_reads_the_kept_mail_again() -> None:
    decision = decide(waiting(), ApprovePartner(1, partner(), DANA), MONDAY)
    assert decision.state.status == "approved"
    assert decision.effects == (CARD, ReadAgain(1))


def test_a_decided_mail_stays_decided() -> None:
    done = decide(waiting(), DismissMail(1, DANA), MONDAY).state
    assert decide(done, ApprovePartner(1, partner(), DANA), MONDAY) == Decision(done)


def test_registering_by_hand_closes_the_card() -> None:
    decision = decide(waiting(), introduction(mail_id=1, actor="Dana Reyes"), MONDAY)
    assert decision.events == (MailSettled("held:1", MONDAY, "registered", "Dana Reyes"),)
    assert decision.state.outcome == "Dana Reyes registered it by hand"


def test_a_mail_that_cannot_be_read_goes_to_a_person() -> None:
    decision = decide(BLANK, SetAsideMail(1, "I tried 5 times.", MONDAY), MONDAY)
    assert (decision.state.cause, decision.state.reasons, decision.effects) == (
        "unreadable",
        ("I tried 5 times.",),
        (CARD,),
    )


@pytest.mark.parametrize(("known", "told"), [("en", "nl"), ("de", "de")])
def test_a_warning_is_in_the_language_they_are_known_to_speak_else_in_that_of_the_mail(
    known: str, told: str
) -> None:
    sam = partner(language=known)
    asked = held(cause="pay_elsewhere", partner=sam, warned=sam.contacts[0], language="nl", may_answer=False)
    mails = [e for e in decide(BLANK, asked, MONDAY).effects if isinstance(e, SendEmail)]
    assert [mail.language for mail in mails] == [told]

"""A partner's question is answered from their own rows, or by a person."""

from __future__ import annotations

import pytest

from tests.builders import MARCO, MONDAY, partner, prospect, referral
from workflows.base import Decision, SendEmail
from workflows.commands import AnswerPartner
from workflows.events import PartnerAnswered
from workflows.inquiry import Inquiry, consider, decide

ACME = referral("R-0000-00", owner=MARCO, claimed_at=MONDAY, stage="contacted")
GLOBEX = referral("R-1111-11", prospect=prospect(company="Globex Foods", name="Hank Scorpio"))
GLOBAL = referral("R-2222-22", prospect=prospect(company="Globex Tools", name="Max Power"))
MINE = (ACME, GLOBEX, GLOBAL)


@pytest.mark.parametrize(
    "words", ["Any news on Acme?", "How is it going with Jane Doe?", "Gibt es Neuigkeiten zu Acme?"]
)
def test_news_of_one_referral_is_answered_alone(words: str) -> None:
    understood = consider(words, MINE)
    assert (understood.kind, understood.refs) == ("status", ("R-0000-00",))


def test_an_overview_is_answered_alone() -> None:
    assert consider("Can you send me a list of all my referrals and their status?", MINE).kind == "overview"


@pytest.mark.parametrize(
    "words",
    [
        "Any news on Globex?",  # two fit
        "Any news on Initech?",  # nobody of that name
        "You owe me 500 euros, where is my money?",
        "I want to talk to a human, please call me.",
        "What is the weather like?",
    ],
)
def test_in_doubt_a_person_answers(words: str) -> None:
    assert consider(words, MINE).kind == "person"


def ask(*refs: str) -> AnswerPartner:
    return AnswerPartner(7, partner(), partner().contacts[0], refs)


def test_the_answer_names_only_what_was_asked_for() -> None:
    decision = decide(Inquiry(MINE), ask("R-0000-00"), MONDAY)
    assert decision.events == (PartnerAnswered("P-1", MONDAY, ("R-0000-00",), 7),)
    (mail,) = decision.effects
    assert isinstance(mail, SendEmail)
    assert (mail.to, mail.about, mail.context["referrals"]) == ("sam@northwind.example", "R-0000-00", (ACME,))


def test_a_reference_of_somebody_elses_is_never_answered() -> None:
    assert decide(Inquiry(MINE), ask("R-9999-99"), MONDAY) == Decision(Inquiry(MINE))

"""General questions: the programme's own settings answer, or what managers have written, or a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pydantic import ValidationError

from bot.conversation.program_answers import about_program
from bot.conversation.talking import Asked, Desk, consider
from bot.rules.faq import FaqTable
from storage.database import Database
from templates import render_chat
from tests.bot.post import PLAN, TERMS
from tests.builders import MONDAY, partner, program
from workflows.answer_parts import Part
from workflows.commission.payday import Payday
from workflows.commission.rules import RuleBook
from workflows.commission.terms import Terms
from workflows.faq import Faq
from workflows.money import Money

FAQ = Faq(("Do I have to send an invoice?",), {"": "No: we write a credit note.", "de": "Nein."})
TODAY = date(2026, 3, 2)


def said(parts: tuple[Part, ...], language: str = "en") -> str:
    rules = program(terms=TERMS)
    context = {"program": rules, "manager": rules.managers[0], "tz": rules.tz, "now": MONDAY, "parts": parts}
    return render_chat("answer", context, language)


@pytest.mark.parametrize(
    ("question", "language", "words"),
    [
        ("How much do you pay per referral?", "en", "- 15 % of the contract value"),
        ("Wie viel zahlt ihr pro Empfehlung?", "de", "- 15\u00a0% des Auftragswerts"),
        ("When do you pay?", "en", "The next payday is Fri 13 March"),
        ("Quel jour payez-vous ?", "fr", "Nous payons le 15 du mois"),
        ("What is the minimum payout?", "en", "There is no smallest amount"),
        ("¿Cuánto tiempo queda protegida una recomendación?", "es", "suya durante 90 días"),
        ("In welke valuta betalen jullie?", "nl", "in GBP"),
        ("o que conta como indicação?", "pt", "Basta um nome"),
        ("How do I refer someone?", "en", "forward an intro to this address"),
    ],
)
def test_the_settings_answer_in_six_languages(question: str, language: str, words: str) -> None:
    parts = about_program(question, partner(), TERMS, TODAY)
    assert parts is not None
    assert words in said(parts, language)


def test_a_smallest_payout_is_told_where_there_is_one() -> None:
    payday = replace(TERMS.payday, minimum={"GBP": Money(10_000, "GBP")})
    parts = about_program("What is the minimum payout?", partner(), replace(TERMS, payday=payday), TODAY)
    assert parts is not None
    assert "A payout below £100.00 waits" in said(parts)


def test_nothing_is_said_of_money_where_no_plan_is_in_force() -> None:
    bare = Terms(RuleBook(), Payday(program().hours))
    assert about_program("How much do you pay per referral?", partner(), bare, TODAY) is None
    assert about_program("How long is a referral protected?", partner(), bare, TODAY) is not None
    assert PLAN.name


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Do I have to send an invoice?", "answer"),
        ("Do you pay for renewals?", "person"),
        ("Do I have to send an invoice? I am calling my lawyer, this is a scam!", "person"),
    ],
)
def test_what_managers_wrote_answers_its_question_and_no_other(
    database: Database, question: str, kind: str
) -> None:
    asked = Asked(partner(), partner().contacts[0], question, MONDAY)
    with database.read() as session:
        turn = consider(session, asked, Desk(program(terms=TERMS, faq=(FAQ,))))
    assert turn.kind == kind
    assert [part.said for part in turn.parts] == (["No: we write a credit note."] if kind == "answer" else [])


def test_a_written_answer_without_words_or_in_a_strange_language_is_refused() -> None:
    with pytest.raises(ValidationError, match="write answer"):
        FaqTable(questions=("Do I have to send an invoice?",))
    with pytest.raises(ValidationError, match="is no language I write"):
        FaqTable(questions=("Do I have to send an invoice?",), answers={"it": "No."})

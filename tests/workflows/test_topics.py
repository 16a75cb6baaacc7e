"""Which facts a general question asks for; in doubt none, and a person answers."""

from __future__ import annotations

import pytest

from workflows.conversation.topics import topics_in
from workflows.faq import Faq, answered

INVOICE = Faq(
    ("Do I have to send an invoice?", "Muss ich eine Rechnung schicken?"), {"": "No.", "de": "Nein."}
)
TAX = Faq(("Who pays the tax on my commission?",), {"": "You do."})


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("How much do you pay per referral?", ("rate",)),
        ("Wie viel zahlt ihr pro Empfehlung?", ("rate",)),
        ("Quelle est la commission ?", ("rate",)),
        ("¿Cuánto pagáis por recomendación?", ("rate",)),
        ("Is de commissie een percentage?", ("rate",)),
        ("quanto pagam por indicação?", ("rate",)),
        ("When do you pay, and in which currency do you pay?", ("currency", "payday")),
        ("Wie lange ist eine Empfehlung geschützt?", ("protection",)),
        ("How long is Stone Cafe mine?", ("protection",)),
        ("Wie lange gehört die Bäckerei Sonne mir?", ("protection",)),
        (
            "How much do you pay per referral, when is payday, and do you pay in pounds?",
            ("currency", "payday", "rate"),
        ),
        ("Was zählt als Empfehlung?", ("counts",)),
        ("Hoe werkt het?", ("works",)),
        ("what is the minimum payout", ("minimum",)),
        ("how do I refer someone?", ("refer",)),
    ],
)
def test_a_plain_question_asks_for_a_fact(question: str, topics: tuple[str, ...]) -> None:
    assert topics_in(question) == topics


@pytest.mark.parametrize(
    "question",
    [
        "Do you pay commission on renewals too?",
        "How much do you pay per referral, and what kind of firms are you looking for?",
        "Is there a minimum deal size for commission?",
        "Do you take referrals from Canada?",
        "Muss ich auf die Provision Steuern zahlen?",
        "¿Puedo recomendar a un familiar?",
        "When do you pay? And who? And why?",
    ],
)
def test_a_special_case_is_no_fact_of_the_settings(question: str) -> None:
    assert topics_in(question) == ()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Hi! Do I need to send you an invoice?", INVOICE),
        ("Do I have to send an invoice twice?", None),
        ("do i have to send an invoice", INVOICE),
        ("Hallo, muss ich euch eine Rechnung schicken?", INVOICE),
        ("Do I have to send an invoice for the Canadian branch of Acme?", None),
        ("I do not have to send an invoice?", None),
        ("who pays tax on my commission", TAX),
        ("who pays my commission", None),
        ("thanks!", None),
    ],
)
def test_only_nearly_the_same_question_gets_a_written_answer(question: str, found: Faq | None) -> None:
    assert answered(question, (INVOICE, TAX)) == found


def test_two_that_fit_equally_are_for_a_person() -> None:
    assert answered("Do I have to send an invoice?", (INVOICE, Faq(INVOICE.questions, {"": "Yes."}))) is None


def test_an_answer_comes_in_the_readers_language_where_it_is_written() -> None:
    assert [INVOICE.answer(language) for language in ("en", "de", "fr")] == ["No.", "Nein.", "No."]

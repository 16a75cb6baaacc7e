"""What of ours a mail answers tells what its few words mean."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.answered import meant
from inbox.language import guess_language
from inbox.reading import Mailbox, Reading
from tests.builders import partner, prospect
from tests.rigs.desk import SAM

NO_WORDS = Reading(
    "handoff", "no_prospect", partner(), Mailbox("Sam", SAM), authenticated=True, may_answer=True
)
THANKS = replace(NO_WORDS, action="ignore", cause="none", may_answer=False)


@pytest.mark.parametrize("reading", [NO_WORDS, THANKS, replace(NO_WORDS, cause="question")])
def test_whatever_answers_a_warning_about_an_account_is_for_a_person(reading: Reading) -> None:
    answer = meant(reading, "warned:7", "held:7")
    assert (answer.action, answer.cause, answer.may_answer) == ("handoff", "warning", True)


@pytest.mark.parametrize("key", ["conflict_kept:R-1:2", "conflict_passed:R-1:2", "conflict_notice:R-1:2"])
def test_who_does_not_agree_with_a_decision_gets_a_person_and_is_asked_nothing(key: str) -> None:
    assert meant(replace(NO_WORDS, action="status", cause="none"), key, "R-7K3M-9Q").cause == "decision"


def test_thanks_for_a_decision_are_thanks() -> None:
    assert meant(THANKS, "conflict_settled:R-1:2", "R-7K3M-9Q") == THANKS


def test_a_new_introduction_is_one_whatever_it_answers() -> None:
    new = replace(NO_WORDS, action="register", cause="none", prospects=(prospect(),))
    assert meant(new, "warned:7", "held:7") == new


def test_what_a_machine_or_a_forger_answers_stays_what_it_is() -> None:
    machine = replace(THANKS, cause="machine")
    forged = replace(NO_WORDS, authenticated=False)
    assert (meant(machine, "warned:7", "held:7"), meant(forged, "warned:7", "held:7")) == (machine, forged)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Estou de férias de 9 a 20 de março.", "pt"),
        ("Je suis en vacances du 9 au 20 mars.", "fr"),
        ("De directeur van de firma wil graag praten", "nl"),
        ("Undo, please.", ""),
    ],
)
def test_a_few_words_tell_their_language_or_none(words: str, language: str) -> None:
    assert guess_language(words, "") == language


@pytest.mark.parametrize(("key", "about"), [("claimed:1", "R-7K3M-9Q"), ("statement:B-1:P-1", "P-1")])
def test_who_answers_news_of_a_referral_or_of_money_is_not_asked_whom_to_call(key: str, about: str) -> None:
    assert meant(NO_WORDS, key, about).cause == "question"


def test_who_answers_our_asking_for_a_name_and_names_nobody_is_asked_once_more() -> None:
    assert meant(NO_WORDS, "answer:7", "held:7") == NO_WORDS

"""What people answered trains the classifier: without names, in the script's own form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli.hand_overs import as_phrase
from workflows.conversation.classifier import INTENTS
from workflows.conversation.training.train import examples_of, read_kept
from workflows.handover import HandOver

KNEW = {
    "referrals": [{"ref": "R-7K3M-9Q", "company": "Acme Ltd", "contact": "Jane Doe", "stage": "contacted"}]
}
QUESTION = (
    "Hi, has the commission for Jane at Acme of 4,500.00 gone to Zbigniew? Mail zbig@northwind.example, "
    "call +44 20 7946 0752.\n\nBest,\nSam Ortega"
)
KNOWN = HandOver("mail:1", question=QUESTION, knew=KNEW, status="answered", label="payout_query")


def test_a_settled_question_is_kept_without_names_addresses_or_amounts() -> None:
    row = as_phrase(KNOWN)
    assert row is not None
    assert (row["lang"], row["intent"]) == ("en", "payout_query")
    assert "has the commission for cx" in row["text"]
    assert not {"jane", "acme", "zbigniew", "sam", "ortega", "zbig"} & set(row["text"].split())
    assert not any(letter.isdigit() or letter == "@" for letter in row["text"])


@pytest.mark.parametrize(
    "known",
    [
        HandOver("mail:2", question="and now?", status="open", label="payout_query"),
        HandOver("mail:3", question="and now?", status="answered"),
        HandOver("mail:4", question="and now?", status="closed", how="ignored"),
        HandOver("slack:5", question="the one-pager?", status="answered", label="material"),
    ],
)
def test_what_nobody_has_judged_teaches_nothing(known: HandOver) -> None:
    assert as_phrase(known) is None


def test_the_script_reads_what_is_printed(tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_text(json.dumps(as_phrase(KNOWN)) + "\n\n", encoding="utf-8")
    (phrase,) = read_kept(kept)
    marks, intent, language = examples_of(*phrase)[0]
    assert (INTENTS[intent], language, bool(marks)) == ("payout_query", 0, True)


def test_an_intent_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_text('{"lang": "en", "intent": "pay_me", "text": "pay me"}', encoding="utf-8")
    with pytest.raises(KeyError, match="pay_me"):
        list(read_kept(kept))

"""Who has left for good, and whom they name: only a colleague of theirs, and only one."""

from __future__ import annotations

import pytest

from inbox.who.successors import says_gone, successor_in
from tests.builders import partner

SAM = "sam@northwind.example"
JO = "Jo Park <jo.park@northwind.example>"


@pytest.mark.parametrize(
    "words",
    [
        "Sam Ortega is no longer with Northwind Advisory.",
        "I have left the company. Please contact jo.park@northwind.example.",
        "Sam has now retired; this mailbox is not read.",
        "Frau Vogel ist nicht mehr bei uns beschäftigt.",
        "Herr Vogel hat das Unternehmen verlassen.",
        "Mme Blanc ne travaille plus dans notre cabinet.",
        "Ana Ruiz ya no trabaja en esta empresa.",
        "Jan de Vries is niet meer werkzaam bij ons.",
        "A Marta já não faz parte da equipa.",
    ],
)
def test_a_mailbox_that_says_its_owner_is_gone_is_believed(words: str) -> None:
    assert says_gone(words)


@pytest.mark.parametrize(
    "words",
    [
        "I am on holiday until 12 March and no longer at my desk.",
        "Ich bin bis zum 12. März im Urlaub.",
        "Thank you, we have received your message.",
        "Je suis absente jusqu'au 3 mars.",
    ],
)
def test_who_is_only_away_is_not_gone(words: str) -> None:
    assert not says_gone(words)


@pytest.mark.parametrize(
    ("words", "successor"),
    [
        ("Please write to Jo Park <jo.park@northwind.example> from now on.", JO),
        ("My colleague Jo Park (jo.park@northwind.example) looks after it.", JO),
        ("Contact Jo Park at jo.park@northwind.example.", JO),
        ("Use partners@northwind.example instead.", "partners@northwind.example"),
        ("Ask Kim Lee: jo.park@northwind.example", "jo.park@northwind.example"),
        ("Ask jo@northwind.example or kim@northwind.example.", ""),
        ("Write to me at sam@elsewhere.example.", ""),
        (f"I was {SAM}.", ""),
    ],
)
def test_a_successor_is_one_colleague_with_an_address(words: str, successor: str) -> None:
    assert successor_in(words, partner(), SAM) == successor

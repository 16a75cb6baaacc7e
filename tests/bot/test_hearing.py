"""In one word, what somebody's own words mean to whoever waits for them."""

from __future__ import annotations

import pytest

from bot.conversation.hearing import meaning_of
from inbox.said.absence import only_away
from workflows.conversation.reading import Reading as Understood


@pytest.mark.parametrize(
    "words",
    [
        "Please ask my successor.",
        "Meine Nachfolgerin ist Lena Kurz.",
        "Ich bin ab Mai nicht mehr bei Vogel & Partner.",
    ],
)
def test_who_names_a_successor_is_the_wrong_person(words: str) -> None:
    assert meaning_of(Understood(()), words) == "wrong_person"


@pytest.mark.parametrize(
    "words",
    [
        "I am on holiday from 9 to 20 March.",
        "Ich bin vom 9. bis 20. März im Urlaub.",
        "Sono in ferie dal 9 al 20 marzo.",
        "Ik ben van 9 tot 20 maart op vakantie.",
    ],
)
def test_who_is_only_away_is_out_of_office(words: str) -> None:
    assert meaning_of(Understood(()), words) == "out_of_office"


@pytest.mark.parametrize(
    "words",
    [
        "I am on holiday until Monday, but the amount is wrong.",
        "I am on holiday from 9 to 20 March. Please tell Marco to call Jane.",
        "Jane is on holiday from 9 to 20 March.",
    ],
)
def test_who_wants_something_beside_their_holiday_is_not_only_away(words: str) -> None:
    assert not only_away(words)

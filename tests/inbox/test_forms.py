"""Filled-in lines, cards and the words around them."""

from __future__ import annotations

import pytest

from inbox.facts import forms
from inbox.facts.deadlines import close_in
from inbox.formats import vcards
from inbox.forwarded.levels import without_tail
from inbox.replies import OwnWords
from inbox.said import intents
from inbox.who.people import mentions, unmasked


def test_a_form_is_read_in_any_order_and_language() -> None:
    text = (
        "Vorname: Beatrix\nNachname: Holloway\n* E-Mail: Beatrix@Holloway.example\n"
        "Firma : Holloway & Söhne\nFax: 1"
    )
    assert forms.read_form(text) == {
        "name": "Beatrix Holloway",
        "email": "beatrix@holloway.example",
        "company": "Holloway & Söhne",
    }


def test_a_table_may_have_its_values_below_the_labels() -> None:
    assert forms.read_form("Name:\nJane Dough\nCompany:\nAcme Ltd") == {
        "name": "Jane Dough",
        "company": "Acme Ltd",
    }


def test_prose_is_no_form() -> None:
    assert forms.read_form("Please note: we met at the fair.\nTime: 10:30") == {}


def test_two_forms_are_two() -> None:
    parts = forms.split_forms("Name: Ann\nEmail: ann@a.example\n\nName: Bob\nEmail: bob@b.example")
    assert [forms.read_form(part)["name"] for part in parts] == ["Ann", "Bob"]


def test_a_card_with_a_photo_is_read_without_it() -> None:
    card = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Dr. Jane Dough\r\nORG:Acme Ltd;Sales\r\n"
        "PHOTO;ENCODING=b;TYPE=JPEG:AAAA\r\n BBBB\r\nitem1.EMAIL;type=pref:JANE@acme.example\r\n"
        "TEL;type=HOME:1\r\nTEL;type=WORK,VOICE:+44 20 7946 "
        "0999\r\nURL:https://www.linkedin.com/in/jane\r\nEND:VCARD"
    )
    (person,) = vcards.read_cards(card, lambda raw: raw.replace(" ", ""))
    assert (person.name, person.email, person.company) == ("Jane Dough", "jane@acme.example", "Acme Ltd")
    assert (person.phone, person.linkedin) == ("+442079460999", "https://www.linkedin.com/in/jane")


@pytest.mark.parametrize("card", ["BEGIN:VCARD\nEND:VCARD", "BEGIN:VCARD\n:::;\nEND:VCARD", "BEGIN:VCARD"])
def test_a_broken_card_is_nobody(card: str) -> None:
    assert vcards.read_cards(card, str) == []


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("They want to sign by the end of Q1.", "end of Q1"),
        ("will sich Ende März entscheiden", "Ende März"),
        ("décision avant fin juin", "avant fin juin"),
        ("decisione entro giugno", "giugno"),
    ],
)
def test_the_expected_close_stays_in_the_words_of_the_partner(text: str, when: str) -> None:
    assert when in (close_in(text) or "")


def test_another_date_is_no_expected_close() -> None:
    assert close_in("We met in March at the fair.") is None


@pytest.mark.parametrize(
    "text",
    ["jane (at) acme.example", "jane [at] acme [dot] example", "jane(ät)acme.example"],
)
def test_a_masked_address_is_an_address(text: str) -> None:
    assert [m.address for m in mentions(unmasked(text))] == ["jane@acme.example"]


@pytest.mark.parametrize(
    "line",
    [
        "Helen",
        "Helen Marsh",
        "Thanks, Helen",
        "H. Marsh",
        "Helen Marsh | Director",
        "Helen Marsh FCA",
        "Gruß Helen",
    ],
)
def test_a_line_with_nothing_but_the_author_begins_the_signature(line: str) -> None:
    own = OwnWords(f"Please ring Jane.\n\n{line}\n0117 496 0001")
    assert without_tail(own, ("Helen Marsh",))[0] == "Please ring Jane."


def test_a_line_that_speaks_of_somebody_else_is_no_signature() -> None:
    own = OwnWords("One for you.\nJane Dough, Acme\n0117 496 0001")
    assert without_tail(own, ("Helen Marsh",)) == (own.text, "")


@pytest.mark.parametrize(
    "text",
    [
        "Hi, how's it going? Please meet Jane.",
        "Keep me posted and let me know how it goes.",
        "Wie geht's? Hier ein Kontakt.",
    ],
)
def test_small_talk_is_no_status_question(text: str) -> None:
    assert not intents.asks_status(text)

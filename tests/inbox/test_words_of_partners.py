"""Who is to be left alone, who is not happy, amounts in words, lines that only look like a mail's fields."""

from __future__ import annotations

import pytest

from inbox.facts.number_words import with_digits
from inbox.forwards import read_forward
from inbox.said.hold_words import asks_to_wait
from inbox.said.intents import asks_status, complains
from inbox.who.names import fold


@pytest.mark.parametrize(
    "words",
    [
        "Don't call him, I'll talk to him first",
        "They should not be contacted",
        "bitte erst nach Rücksprache mit mir kontaktieren",
        "Bitte ruft sie nicht an.",
        "merci de ne pas le contacter pour le moment",
        "por favor no lo llaméis ni le escribáis",
        "ma non chiamatelo",
        "por favor não lhe liguem",
        "bel haar nog niet",
        "proszę do niej nie dzwońcie",
        "Prosím nevolejte jí",
        "Ring henne inte",
        "älkää vielä ottako häneen yhteyttä",
        "Nu îl contactați încă",
        "Kérem, ne hívják",
        "lütfen aramayın",
        "μην τον καλέσετε",
        "Пожалуйста, не звоните ей",
        "אל תתקשרו אליה",
        "请不要联系她",
        "まだ連絡しないでください",
        "아직 연락하지 마세요",
    ],
)
def test_whom_a_partner_wants_left_alone_is_left_alone(words: str) -> None:
    assert asks_to_wait(fold(words))


@pytest.mark.parametrize(
    "words",
    [
        "don't call her before 10",
        "Don't call her, she prefers email",
        "Don't bother with Vince, it's his controller you want",
        "no llaméis a Pedro, llamad a Koldo",
        "aber nicht vor 10 Uhr anrufen",
        "nie dzwońcie do Pawła, tylko do Ani",
        "ne l'appelez pas avant 10h",
        "ring henne inte före tio",
        "не звоните до 10",
    ],
)
def test_a_wish_about_the_hour_the_way_or_somebody_else_holds_nothing_up(words: str) -> None:
    assert not asks_to_wait(fold(words))


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("two and a half grand a year", "2.5 grand a year"),
        ("twenty-five grand", "25 grand"),
        ("fifteen hundred pounds", "1500 pounds"),
        ("a hundred and twenty grand", "120 grand"),
        ("zweieinhalb Tausend", "2.5 Tausend"),
        ("zwanzigtausend Euro", "20 tausend Euro"),
        ("quinze mille euros", "15 mille euros"),
        ("ventimila euro", "20 mila euro"),
        ("dwadzieścia tysięcy zł", "20 tysięcy zł"),
    ],
)
def test_an_amount_in_words_is_read(said: str, read: str) -> None:
    assert with_digits(said) == read


@pytest.mark.parametrize(
    "said",
    [
        "twenty to thirty thousand",
        "two thousand five hundred pounds",
        "deux mille cinq cents euros",
        "mille grazie",
    ],
)
def test_words_that_are_more_or_less_than_one_amount_stay_as_they_are(said: str) -> None:
    assert with_digits(said) == said


@pytest.mark.parametrize(
    "words",
    [
        "Vous avez appelé Blandine en plein spectacle. Je suis très fâchée.",
        "Ich bin wirklich verärgert.",
        "Estoy muy molesta con esto.",
        "I am really disappointed.",
        "jsem velmi naštvaná",
    ],
)
def test_who_is_not_happy_is_heard(words: str) -> None:
    assert complains(words)


def test_the_bat_and_orange_say_that_a_mail_follows_without_a_frame() -> None:
    people = "From: Jane Doe <jane@acme.example>\nTo: Sam <sam@northwind.example>\n"
    fields = f"{people}Date: Tuesday, September 01, 2026, 16:16\n"
    bat = read_forward(f"For you.\n\nThis is a forwarded message\n{fields}Subject: tiles\n\nHello Sam")
    assert bat
    assert (bat.cover, bat.sender.address) == ("For you.", "jane@acme.example")
    orange = read_forward(
        "Pour vous.\n\n> Message du 10/09/26 14:13\n> De : Jane Doe <jane@acme.example>\n"
        "> A : Sam <sam@northwind.example>\n> Copie à : \n> Objet : tuiles\n> \n> Bonjour",
        "TR: tuiles",
    )
    assert orange
    assert (orange.cover, orange.body) == ("Pour vous.", "Bonjour")


@pytest.mark.parametrize(
    "text",
    [
        "From: Oban\nTo: Craignure\nDate: any Saturday in May\n\nCan you book two cars?",
        "Von: Kiel\nNach: Husum\nDatum: 14. November\n\nReichen zwei Träger?",
        "Para: Almacén 4\nDe: Taller\nAsunto: piezas de recambio\n\nPoned esa etiqueta en la caja.",
    ],
)
def test_a_ferry_a_removal_and_a_parcel_are_no_forwarded_mails(text: str) -> None:
    assert read_forward(text, "a note") is None


@pytest.mark.parametrize(
    "words",
    [
        "Bitte bis dahin niemanden anrufen.",
        "Please contact nobody until I am back.",
        "Surtout n'appelez personne avant lundi.",
        "No llaméis todavía a nadie.",
        "Per ora non chiamate nessuno.",
        "Bel voorlopig niemand.",
        "Proszę do nikogo jeszcze nie dzwonić.",
        "Nevolejte nikomu.",
        "Do NOT call Kilmore yet",
        "Prosím, nevolejte paní Kratochvílové z Hotelu Záhvozdí.",
        "He asked that nobody rings him before I give the word.",
    ],
)
def test_who_wants_nobody_called_is_heard(words: str) -> None:
    assert asks_to_wait(fold(words))


@pytest.mark.parametrize(
    "words",
    [
        "Sie mag keine Vertreteranrufe; eine Mail mit Terminvorschlag reicht.",
        "Nobody called him yet, please ring.",
        "Niemand hat sich gemeldet, bitte anrufen!",
        "Nessuno lo ha chiamato, sentitelo.",
        "Please don't call Barry before 10.",
        "Nevolejte pana Nováka, ale jeho kolegyni Janu Malou.",
    ],
)
def test_who_says_how_or_that_nobody_did_does_not_forbid_it(words: str) -> None:
    assert not asks_to_wait(fold(words))


def test_thanks_for_an_update_ask_for_none() -> None:
    assert not asks_status("Mi fa piacere che la demo sia andata bene. Grazie dell'aggiornamento.")
    assert not asks_status("Danke für das Update!")
    assert asks_status("Thanks, any update on Jane?")

"""The learned opinion: how words sound that hand somebody over, and how those that do not."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from inbox.referring.opinion import hardly_refers, refers, surely_refers
from inbox.referring.training import train

HANDED_OVER = [
    "Please ring Marcus, he owns three garden shops and wants to change his accounts package.",
    "Bitte rufen Sie Frau Lindner an, sie sucht eine neue Software für ihr Lager.",
    "Je vous mets en relation avec Mme Garnier, elle cherche un logiciel de paie, vous pouvez l'appeler.",
    "Os paso el contacto de Javier, quiere cambiar de programa y espera vuestra llamada.",
    "Vi segnalo un nostro cliente, il signor Conti, che cerca un gestionale: chiamatelo pure.",
    "Hierbij een lead: Sanne de Wit van De Wit Logistiek, ze wil graag een demo.",
]
SOMETHING_ELSE = [
    "What should I tell her? Answer me please and I'll pass it along, she only deals with me.",
    "Anbei die Rechnung für Oktober, bitte bis Freitag überweisen.",
    "Pour info seulement, il a déjà signé avec un concurrent.",
    "¿Cuándo se paga la comisión de marzo?",
    "Grazie mille per la cena di ieri, siete stati gentilissimi!",
    "Kunnen jullie mij het nieuwe prijslijstje sturen?",
]


@pytest.mark.parametrize("words", HANDED_OVER)
def test_words_that_hand_somebody_over_sound_like_it(words: str) -> None:
    assert surely_refers(words)
    assert not hardly_refers(words)


@pytest.mark.parametrize("words", SOMETHING_ELSE)
def test_words_that_want_something_else_do_not(words: str) -> None:
    assert not surely_refers(words)


@pytest.mark.parametrize("words", ["", " \n ", "Below.", "See you.", "Olur dedi."])
def test_hardly_any_words_are_no_opinion(words: str) -> None:
    assert not surely_refers(words)
    assert not hardly_refers(words)


def test_one_lead_among_many_topics_is_no_reason_to_doubt() -> None:
    chat = "Thanks for lunch, the fish pie was a triumph. I can't do the 14th, it's my nephew's graduation. "
    lead = "New one for you: Mandeep Gill at Gill's Cash & Carry wants a demo, please give him a call."
    assert not hardly_refers(f"{chat * 4}\n\n{lead}")


def test_whose_name_and_number_it_is_changes_nothing() -> None:
    one = "Please call Jane Kerr of Acme Foods, jane@acme.example, +44 20 7946 0752, she wants 30 licences."
    other = "Please call Bob Ray of Nimbus Foods, bob@nimbus.example, +1 212 555 0100, she wants 45 licences."
    assert refers(one) == refers(other)


def test_a_hundred_thousand_words_are_judged_by_their_beginning() -> None:
    assert 0 <= refers("please call her " * 30_000) <= 1


def test_the_same_lines_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = train.WEIGHTS.read_bytes()
    monkeypatch.setattr(train, "WEIGHTS", tmp_path / "weights.gz")
    train.main()
    trained = (tmp_path / "weights.gz").read_bytes()
    assert gzip.decompress(trained) == gzip.decompress(shipped)


def test_the_lines_speak_for_both_sides_in_every_language() -> None:
    labels: dict[str, list[float]] = {}
    for language, label, _ in train.read_lines(train.LINES):
        labels.setdefault(language, []).append(label)
    assert all({0.0, 1.0} <= set(given) for given in labels.values() if len(given) > 20)

"""Whose a firm is that stands beside a person: by a noun and the surname, by "he has", by an address."""

from __future__ import annotations

import pytest

from workflows.conversation import understand

NOTHING: dict[str, object] = {"referrals": [], "last_answered": None, "last_intent": None, "awaiting": None}


def people(text: str) -> list[tuple[str | None, str | None]]:
    found = understand(text, NOTHING)["new_referral"] or []
    assert isinstance(found, list)
    return [(person["name"], person["company"]) for person in found]


@pytest.mark.parametrize(
    ("text", "name", "company"),
    [
        ("Neu: Uwe Kern (Getränke Kern), uwe@kern-getraenke.example", "Uwe Kern", "Getränke Kern"),
        ("Neuer Kontakt: Petra Lang, Möbel Lang, petra@moebellang.example", "Petra Lang", "Möbel Lang"),
        ("Neuer Kontakt: Petra Lang, petra@moebel-lang.example, Möbel Lang", "Petra Lang", "Möbel Lang"),
        ("Ruft Jonas Wirth von Fahrrad Wirth an, jonas.wirth@gmx.example", "Jonas Wirth", "Fahrrad Wirth"),
        ("tip: Anna Vos, bloemen Vos, anna@bloemenvos.example", "Anna Vos", "bloemen Vos"),
        ("Fale com Rui Paz, flores Paz, rui@florespaz.example", "Rui Paz", "flores Paz"),
    ],
)  # fmt: skip
def test_a_noun_and_the_surname_are_the_firm(text: str, name: str, company: str) -> None:
    assert people(text) == [(name, company)]


@pytest.mark.parametrize(
    "text",
    [
        "Ruft bitte Sabine Kern an, Frau Kern hat Zeit, sabine@kern-reisen.example",
        "Sprecht mit Sabine Kern, Tochter Kern weiß Bescheid, sabine@kern.example",
        "Sabine Kern, Telefon Kern: 0171 5550144, sabine@gmx.example",
        "Please call Sabine Kern, Ms Kern is in all day, sabine@kern.example",
    ],
)
def test_a_surname_said_again_is_no_firm(text: str) -> None:
    assert people(text) == [("Sabine Kern", None)]


@pytest.mark.parametrize(
    ("text", "name", "company"),
    [
        ("ring Rosa Pinto, 912 555 014, she has Delmonte Catering", "Rosa Pinto", "Delmonte Catering"),
        ("ring Jo Reed, 0770 0900 642, Reed Foods is hers", "Jo Reed", "Reed Foods"),
        ("ruft Jens Ott an, 0171 5550144, er hat Ott Fliesen", "Jens Ott", "Ott Fliesen"),
        ("appelez Luc Petit, 06 55 50 14 42, il a Petit Plomberie", "Luc Petit", "Petit Plomberie"),
        ("llamad a Ana Gil, 655 501 442, ella tiene Gil Textiles", "Ana Gil", "Gil Textiles"),
        ("bel Jan Smit, 06 5550 1442, hij heeft Smit Catering", "Jan Smit", "Smit Catering"),
        ("fale com Rui Costa, 912 555 014, ele tem Costa Embalagens", "Rui Costa", "Costa Embalagens"),
    ],
)  # fmt: skip
def test_a_firm_behind_the_number_is_theirs(text: str, name: str, company: str) -> None:
    assert people(text) == [(name, company)]


@pytest.mark.parametrize(
    "text",
    [
        "call Bruno Mancini +44 7700 900 642, and Carla Mancini +44 7700 900 643",
        "call Bruno Mancini +44 7700 900 642, he has Anna Weber in accounts, anna@mancini.example",
    ],
)
def test_a_second_person_behind_the_number_is_another_one(text: str) -> None:
    assert [name for name, _ in people(text)] != ["Bruno Mancini"]
    assert ("Bruno Mancini", None) in people(text)

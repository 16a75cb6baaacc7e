"""Personal names out of headers and sentences."""

from __future__ import annotations

import pytest

from inbox.who import names


@pytest.mark.parametrize(
    ("shown", "person", "organisation"),
    [
        ("Brüggemann, Holger", "Holger Brüggemann", ""),
        ("BONNEFOY-LACAZE Maud", "Maud Bonnefoy-Lacaze", ""),
        ("MAUD BONNEFOY", "Maud Bonnefoy", ""),
        ("Dr. Selin Öztürk", "Selin Öztürk", ""),
        ("Dipl.-Ing. Eckhard Mühlenbrock", "Eckhard Mühlenbrock", ""),
        ("Frau Leonie Haberkorn", "Leonie Haberkorn", ""),
        ("Yolanda Brisbane, Ed.D.", "Yolanda Brisbane", ""),
        ("O'Neill, Sean", "Sean O'Neill", ""),
        ("van der Berg, Jan", "Jan van der Berg", ""),
        ("Fionnuala Ní Bhriain", "Fionnuala Ní Bhriain", ""),
        ("田中太郎様", "田中太郎", ""),
        ("Jane Dough | Acme Ltd", "Jane Dough", "Acme Ltd"),
        ("Jane Dough (Acme)", "Jane Dough", "Acme"),
        ("Jane Dough (she/her)", "Jane Dough", ""),
        ("'Jane Dough' via LinkedIn", "Jane Dough", ""),
        ("Crust & Crumb Bakeries", "", "Crust & Crumb Bakeries"),
        ("jane@acme.example", "", ""),
    ],
)
def test_a_display_name_is_a_person_and_maybe_an_organisation(
    shown: str, person: str, organisation: str
) -> None:
    assert names.split_header(shown) == (person, organisation)


@pytest.mark.parametrize(
    ("local", "name"),
    [
        ("h.brueggemann", "Holger Brüggemann"),
        ("rgallardo", "Remedios Gallardo Peña"),
        ("odile.g", "Odile Guéguen"),
        ("as.legoff", "Anne-Sophie Le Goff"),
        ("bea", "Bea Lindqvist"),
        ("jo", "Jo Bloggs"),
    ],
)
def test_an_address_is_spelled_by_the_name_of_its_owner(local: str, name: str) -> None:
    assert names.explains(local, name) == 1.0


@pytest.mark.parametrize("local", ["psandoval", "ceo", "info"])
def test_an_address_is_not_spelled_by_somebody_else(local: str) -> None:
    assert names.explains(local, "Monica Treviño") < 0.4


@pytest.mark.parametrize(
    ("said", "local", "language", "name"),
    [
        ("Joannę Malinowską", "j.malinowska", "pl", "Joanna Malinowska"),
        ("Janem Kowalskim", "jan.kowalski", "pl", "Jan Kowalski"),
        ("Janem Nowakiem", "jan", "pl", "Jan Nowak"),
        ("Janou Novákovou", "novakova", "cs", "Janou Nováková"),
        ("Jane Dough", "jane", "en", "Jane Dough"),
    ],
)
def test_case_endings_are_undone(said: str, local: str, language: str, name: str) -> None:
    assert names.nominative(said, local, language) == name


@pytest.mark.parametrize(
    ("said", "domain", "name"),
    [
        ("Acmy Logistyki", "acme-logistyka", "Acme Logistyka"),
        ("Drukarni Nowaka", "drukarnia-nowak", "Drukarnia Nowak"),
        ("Piekarni Zielińskiej", "piekarniazielinska", "Piekarnia Zielińska"),
        ("Acme Ltd", "acme", "Acme Ltd"),
        ("Piekarni Zielińskiej", "chleb", "Piekarni Zielińskiej"),
        ("", "chleb", ""),
    ],
)
def test_a_company_is_called_as_its_domain_spells_it(said: str, domain: str, name: str) -> None:
    assert names.declined_as(said, domain) == name


def test_an_address_may_spell_a_name_and_a_function_never_does() -> None:
    assert [names.from_address(one) for one in ("jane.dough", "info", "sales.team", "jdough")] == [
        "Jane Dough",
        "",
        "",
        "",
    ]

"""Telephone numbers in text."""

from __future__ import annotations

import pytest

from inbox.facts import phones


def raws(text: str) -> list[str]:
    return [phone.raw for phone in phones.find(text)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Direct: 01606 555 218", ["01606 555 218"]),
        ("her cell 512-555-0173. Tell them", ["512-555-0173"]),
        ("call me on (918) 555-0126, the office", ["(918) 555-0126"]),
        ("fermin@talleres.example / 943 555 018. 34 trabajadores", ["943 555 018"]),
        ("020 7946 0752 - 9 shops", ["020 7946 0752"]),
        ("T +44 20 7946 0752 / M +44 7700 900417", ["+44 20 7946 0752", "+44 7700 900417"]),
        ("電話: 0460-55-5012", ["0460-55-5012"]),
        ("before I go: ring Cathal at Durkan Dairies, 094 555\n0150. He knows.", ["094 555 0150"]),
    ],
)
def test_numbers_are_found(text: str, numbers: list[str]) -> None:
    assert raws(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "26721 Emden",
        "2026-06-12",
        "10. Februar 2026 09:58",
        "expected EUR 35,000",
        "12.05.2026",
        "1.200.000",
        "IBAN DE89 3704 0044 0532 0130 00",
        "HRB 12345678",
        "VAT no. GB 123 4567 89",
        "invoice 20260012",
        "35 000 kr",
    ],
)
def test_other_digits_are_no_number(text: str) -> None:
    assert raws(text) == []


def test_a_fax_is_never_the_number_to_call_and_a_switchboard_only_the_last() -> None:
    signature = "Fax: 0113 496 0199\nSwitchboard: 0113 496 0100\nDirect: 0113 496 0123"
    chosen = phones.best(phones.find(signature))
    assert chosen is not None
    assert chosen.raw == "0113 496 0123"
    assert phones.best(phones.find("Fax: 0113 496 0199")) is None


@pytest.mark.parametrize(
    ("raw", "sure", "language", "number"),
    [
        ("+49 (0)4921 5550-118", (), "en", "+4949215550118"),
        ("0049 4921 5550118", (), "de", "+4949215550118"),
        ("0161 496 0011", ("GB",), "en", "+441614960011"),
        ("512-555-0173", (), "en", "+15125550173"),
        ("089 5550 1844", ("DE",), "de", "+498955501844"),
        ("04 74 55 50 27", (), "fr", "04 74 55 50 27"),  # France or Belgium
        ("555-0142", (), "en", "555-0142"),
    ],
)
def test_the_country_comes_from_the_number_the_mail_or_the_language(
    raw: str, sure: tuple[str, ...], language: str, number: str
) -> None:
    assert phones.normalise(raw, sure=sure, language=language) == number


def test_country_endings_of_domains_name_a_country_and_generic_ones_do_not() -> None:
    assert [phones.region_of_domain(d) for d in ("acme.co.uk", "acme.de", "acme.com", "acme.io")] == [
        "GB",
        "DE",
        "",
        "",
    ]

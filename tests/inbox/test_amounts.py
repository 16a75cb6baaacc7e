"""What a deal may be worth, in the words partners use."""

from __future__ import annotations

from decimal import Decimal

import pytest

from inbox.facts import amounts
from workflows.model import ExpectedValue


def value(text: str, language: str = "en") -> tuple[int, str | None] | None:
    best = amounts.best(amounts.find(text, language=language))
    return (int(best.amount), best.currency) if best else None


@pytest.mark.parametrize("text", ["30,00030k", "30,000 30k", "1,2,3", "3,0000", "30,00030", "12345.6789"])
def test_an_amount_in_a_field_with_figures_left_over_is_none(text: str) -> None:
    assert amounts.typed(text, country="GB") is None


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("30k", 30_000),
        ("$30k/yr", 30_000),
        ("30.000,00 EUR", 30_000),
        ("30 000", 30_000),
        ("3,50,000", 350_000),
    ],
)
def test_an_amount_in_a_field_is_read_as_people_write_it(text: str, worth: int) -> None:
    found = amounts.typed(text, country="GB")
    assert found
    assert found.amount == worth


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Probably about 30k a year.", (30_000, None)),
        ("roughly £12,500 I think", (12_500, "GBP")),
        ("1.2 Mio EUR Volumen", (1_200_000, "EUR")),
        ("um die 25 Tsd. Euro jährlich", (25_000, "EUR")),
        ("Comptez environ 9 500 € par an", (9_500, "EUR")),
        ("ca. 14.500 € p. a.; der Eigentümer", (14_500, "EUR")),
        ("unos 6 mil euros al año", (6_000, "EUR")),
        ("Budget validé : 28 k€ la première année", (28_000, "EUR")),
        ("circa 1,5 milioni di euro di progetto", (1_500_000, "EUR")),
        ("około 40 tys. zł rocznie", (40_000, "PLN")),
        ("Hodnota asi 250 tisíc Kč", (250_000, "CZK")),
        ("R$ 50 mil por ano", (50_000, "BRL")),
        ("25 millones COP", (25_000_000, "COP")),
        ("予算は年間300万円ほど", (3_000_000, "JPY")),
        ("€ 15.000,- per jaar", (15_000, "EUR")),
        ("Valor estimado: 25.000,00 €", (25_000, "EUR")),
        ("ca. 12 TCHF pro Jahr", (12_000, "CHF")),
        ("Budget around JOD\n9,000.", (9_000, "JOD")),
        ("Approx value Rs. 6 lakh per annum", (600_000, "INR")),
        ("연간 3천만 원 정도", (30_000_000, "KRW")),
        ("予算は3千万円です", (30_000_000, "JPY")),
    ],
)
def test_an_amount_is_read_as_people_mean_it(text: str, expected: tuple[int, str | None]) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "between 50 and 60 thousand pounds a year",
        "20-25k €",
        "told him 10 to 12 bucks a head a month",
        "Elle paie 480 € par mois chez votre concurrent",
        "they currently pay 30k a year",
        "turnover 5M EUR",
        "raised $5M last year",
        "about 60 staff",
        "Competitor charges her £12k today",
        "between €10k and €15k",
        "so 8 bis 10 Tsd. Euro",
        "310 employees in season",
        "5k followers a year",
    ],
)
def test_ranges_prices_per_head_and_other_money_are_no_expected_value(text: str) -> None:
    assert value(text) is None


@pytest.mark.parametrize(
    ("text", "language", "currency"),
    [
        ("Värt ca 150 000 kr per år", "sv", "SEK"),
        ("Holm Byg ApS, cirka 80.000 kr. om året", "sv", "DKK"),
        ("rundt 90 000 kr i året", "no", "NOK"),
    ],
)
def test_crowns_belong_to_the_country_the_text_speaks_of(text: str, language: str, currency: str) -> None:
    assert [a.value.currency for a in amounts.find(text, language=language)] == [currency]


def test_two_different_amounts_side_by_side_are_no_value() -> None:
    assert amounts.best(amounts.find("EUR 10,000 or so. EUR 90,000 or so.")) is None


def test_a_label_makes_a_bare_number_an_amount() -> None:
    assert amounts.labelled("24,000 GBP") == ExpectedValue(Decimal(24_000), "GBP")
    assert amounts.labelled("30000") == ExpectedValue(Decimal(30_000))


def test_a_text_with_hundreds_of_amounts_names_no_value_and_each_is_not_weighed() -> None:
    budget = "The budget is 12,000 EUR a year.\n"
    assert value(budget + "1€ " * 250) == (12_000, "EUR")
    assert amounts.find(budget + "1€ " * 50_000) == []

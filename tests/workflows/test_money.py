"""Amounts are exact, parts add up, and every currency has its own digits."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from workflows.money import Money, exponent, known_currency, rounded

amounts = st.integers(-(10**13), 10**13)


def eur(text: str) -> Money:
    return Money.of(text, "EUR")


def test_sums_and_differences_are_exact() -> None:
    assert eur("0.10") + eur("0.20") - eur("0.30") == Money.zero("EUR")
    assert Money.total([eur("1"), -eur("0.40")], "EUR") == eur("0.60")
    assert eur("4500") * 2 == eur("9000")


def test_amounts_of_a_currency_can_be_compared() -> None:
    assert eur("1") < eur("2") <= eur("2") > eur("1") >= eur("1")
    assert not Money.zero("EUR")
    assert eur("-0.01")


def test_currencies_do_not_mix() -> None:
    with pytest.raises(ValueError, match="EUR and USD do not mix"):
        eur("1") + Money.of(1, "USD")


@pytest.mark.parametrize(
    ("amount", "currency", "bps", "expected"),
    [
        ("30000", "EUR", 1500, "4500"),
        ("1.16", "USD", 1250, "0.15"),  # 0.145: floating point gives 0.14
        ("-1.16", "USD", 1250, "-0.15"),
        ("1234567", "JPY", 1250, "154321"),
        ("1234.567", "KWD", 1000, "123.457"),
        ("12345.67", "EUR", 1000, "1234.57"),
    ],
)
def test_a_rate_is_rounded_half_away_from_zero(amount: str, currency: str, bps: int, expected: str) -> None:
    assert Money.of(amount, currency).apply_bps(bps) == Money.of(expected, currency)


def test_conversion_rounds_once_and_knows_both_currencies_digits() -> None:
    assert eur("1234.57").convert("USD", Decimal("1.0850")) == Money.of("1339.51", "USD")
    assert eur("100").convert("JPY", Decimal("162.345")) == Money.of(16235, "JPY")
    assert Money.of(16235, "JPY").convert("KWD", Decimal("0.00199")) == Money.of("32.308", "KWD")


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        ("4500", (6000, 4000), ("2700", "1800")),
        ("100.01", (6000, 4000), ("60.01", "40.00")),
        ("100", (1, 1, 1), ("33.34", "33.33", "33.33")),
        ("-100", (1, 1, 1), ("-33.34", "-33.33", "-33.33")),
        ("0.01", (0, 1), ("0", "0.01")),
    ],
)
def test_a_split_gives_odd_cents_to_the_largest_remainders(
    amount: str, weights: tuple[int, ...], parts: tuple[str, ...]
) -> None:
    assert eur(amount).split(weights) == tuple(eur(part) for part in parts)


@given(amounts, st.lists(st.integers(0, 10_000), min_size=1, max_size=8).filter(any))
def test_parts_add_up_and_are_within_a_cent_of_fair(minor: int, weights: list[int]) -> None:
    parts = Money(minor, "EUR").split(weights)
    assert Money.total(parts, "EUR") == Money(minor, "EUR")
    fair = [Fraction(minor * weight, sum(weights)) for weight in weights]
    assert all(abs(part.minor - exact) < 1 for part, exact in zip(parts, fair, strict=True))


@pytest.mark.parametrize("weights", [(), (0, 0), (2, -1)])
def test_a_split_without_sense_is_refused(weights: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="weights"):
        eur("1").split(weights)


@given(st.fractions())
def test_rounding_is_symmetric_and_never_off_by_more_than_half(exact: Fraction) -> None:
    assert rounded(-exact) == -rounded(exact)
    assert abs(rounded(exact) - exact) <= Fraction(1, 2)


@given(amounts, st.sampled_from(["EUR", "JPY", "KWD", "CLF"]))
def test_major_units_are_the_same_amount(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.of(money.major, currency) == money


def test_digits_are_those_of_iso_4217_not_those_on_price_tags() -> None:
    assert [exponent(c) for c in ("EUR", "JPY", "KWD", "RSD", "IQD", "HUF")] == [2, 0, 3, 2, 3, 2]


def test_currencies_are_known_by_their_code() -> None:
    assert [known_currency(c) for c in ("EUR", "eur", "XYZ", "€")] == [True, False, False, False]
    assert [known_currency(c) for c in ("XAF", "XXX", "XAU")] == [True, False, False]


@pytest.mark.parametrize(
    ("amount", "currency", "language", "written"),
    [
        ("4500", "EUR", "en", "€4,500.00"),
        ("-1200", "EUR", "en", "-€1,200.00"),
        ("4500", "EUR", "de", "4.500,00\u00a0€"),
        ("154321", "JPY", "en", "¥154,321"),
        ("123.457", "KWD", "en", "KWD\u00a0123.457"),
        ("1.5", "RSD", "en", "RSD\u00a01.50"),
        ("4500", "USD", "no such language", "$4,500.00"),
    ],
)
def test_an_amount_is_written_for_its_reader(amount: str, currency: str, language: str, written: str) -> None:
    assert Money.of(amount, currency).format(language) == written


@given(
    amounts,
    st.sampled_from(["EUR", "USD", "JPY", "CHF", "INR", "SEK", "GBP"]),
    st.sampled_from(["en", "de", "fr", "es", "pt-BR", "hi", "ja", "ar", "de-CH", "en-IN", "pl"]),
)
def test_amounts_are_written_as_babel_writes_them(minor: int, currency: str, language: str) -> None:
    money, locale = Money(minor, currency), language.replace("-", "_")
    expected = format_currency(money.major, currency, locale=locale)
    assert money.format(language).replace("\u00a0", "") == expected.replace("\u00a0", "")


def test_amounts_below_a_cent_show_their_digits() -> None:
    zero = Money.zero("USD")
    assert zero.format_exact(Fraction(29, 2)) == "$0.145"
    assert zero.format_exact(Fraction(1, 3)) == "$0.00333333"

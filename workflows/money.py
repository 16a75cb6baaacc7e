"""Money as integer minor units, rounded once, half away from zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from babel.numbers import NumberPattern, get_decimal_symbol, get_group_symbol, is_currency

from workflows.language import locale_of

BPS = 10_000  # basis points in a whole

# ISO 4217, list one: minor units other than 2. Babel's numbers are CLDR's, which follow what shops print
# and change over the years (RSD 0, IQD 0); a stored amount must mean the same for ever.
_EXPONENTS = dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0)
_EXPONENTS |= dict.fromkeys("BHD IQD JOD KWD LYD OMN TND".split(), 3) | {"CLF": 4, "UYW": 4}


# Codes of the same list that nobody can be paid in: metals, units of account, tests, and no currency at all.
_NO_MONEY = frozenset("XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX".split())


def exponent(currency: str) -> int:
    """Digits after the decimal point of an ISO 4217 currency: JPY 0, EUR 2, KWD 3."""
    return _EXPONENTS.get(currency, 2)


def known_currency(code: str) -> bool:
    """True for the ISO 4217 code of money that somebody can be paid in, in capitals."""
    return code.isupper() and code not in _NO_MONEY and is_currency(code)


def rounded(exact: Fraction) -> int:
    """The nearest whole number, halves away from zero."""
    whole = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return whole if exact >= 0 else -whole


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount: `minor` counts the currency's smallest unit."""

    minor: int
    currency: str

    @classmethod
    def of(cls, major: Decimal | int | str, currency: str) -> Money:
        """Money from major units; more digits than the currency has are rounded half away from zero."""
        scaled = Decimal(major).scaleb(exponent(currency))
        return cls(int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP)), currency)

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Nothing, in a currency."""
        return cls(0, currency)

    @classmethod
    def total(cls, amounts: Iterable[Money], currency: str) -> Money:
        """The sum of any number of amounts, all in that currency."""
        return sum(amounts, start=cls(0, currency))

    @property
    def major(self) -> Decimal:
        """The same amount in major units, with the currency's own number of digits."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.minor * times, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._same(other)

    def apply_bps(self, bps: int) -> Money:
        """That many basis points of it: 1500 is 15 %. Rounded half away from zero."""
        return Money(rounded(Fraction(self.minor * bps, BPS)), self.currency)

    def convert(self, currency: str, rate: Decimal) -> Money:
        """The same worth in another currency, `rate` units of it for one of ours; rounded once."""
        shift = Fraction(Decimal(1).scaleb(exponent(currency) - exponent(self.currency)))
        return Money(rounded(self.minor * Fraction(rate) * shift), currency)

    def split(self, weights: Sequence[int]) -> tuple[Money, ...]:
        """Parts in proportion to `weights` that add up exactly; the largest remainders get the odd units.

        Equal remainders: the one listed first. No weight may be negative and one must be positive.
        """
        if not sum(weights) or min(weights) < 0:
            raise ValueError("weights: at least one above zero and none below")
        exact = [abs(self.minor) * weight for weight in weights]
        parts = [amount // sum(weights) for amount in exact]
        by_remainder = sorted(range(len(weights)), key=lambda n: -(exact[n] % sum(weights)))
        for n in by_remainder[: abs(self.minor) - sum(parts)]:
            parts[n] += 1
        return tuple(Money(part if self.minor >= 0 else -part, self.currency) for part in parts)

    def format(self, language: str = "en") -> str:
        """For its reader: "€4,500.00" in English, "4.500,00 €" (no-break space) in German."""
        return _written(self.minor, self.currency, language, exponent(self.currency))

    def format_exact(self, minor: Fraction, language: str = "en") -> str:
        """An amount of this currency with the digits below its minor unit that it needs, at most six."""
        tens = [int(Decimal(1).scaleb(digits)) for digits in range(7)]
        digits = next((n for n in range(6) if (minor * tens[n]).denominator == 1), 6)
        scaled = rounded(minor * tens[digits])
        return _written(scaled, self.currency, language, exponent(self.currency) + digits)

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix: convert one of them first")
        return other.minor


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a language writes an amount: what stands around the digits, and between them."""

    before: str
    after: str
    decimal: str
    group: str
    grouping: tuple[int, int]  # digits in the last group, and in the others


def _written(scaled: int, currency: str, language: str, places: int) -> str:
    """An integer as an amount with `places` decimals. Babel gives the shape once, for it takes its time."""
    shape = _shape(currency, language, scaled < 0)
    digits = str(abs(scaled)).rjust(places + 1, "0")
    whole, cents = (digits[:-places], digits[-places:]) if places else (digits, "")
    last, others = shape.grouping
    groups = [whole[-last:]]
    rest = whole[:-last]
    while rest:
        groups.append(rest[-others:])
        rest = rest[:-others]
    number = shape.group.join(reversed(groups)) + (shape.decimal + cents if cents else "")
    return f"{shape.before}{number}{shape.after}"


@lru_cache(maxsize=512)
def _shape(currency: str, language: str, negative: bool) -> _Shape:
    locale = locale_of(language)
    pattern: NumberPattern = copy(locale.currency_formats["standard"])
    pattern.frac_prec = (0, 0)
    sample = pattern.apply(Decimal(-1 if negative else 1), locale, currency, currency_digits=False)
    before, after = sample.split("1")
    if before[-1:].isalpha():
        before += "\u00a0"  # CLDR's currencySpacing, which Babel leaves out: "KWD 1.000"
    return _Shape(before, after, get_decimal_symbol(locale), get_group_symbol(locale), pattern.grouping)


def rewritten(amount: str, language: str) -> str:
    """An amount that was written in English, as a reader of that language writes it; raises ValueError.

    Lines of the ledger keep their working in English words; their digits are exact, so none is lost here.
    """
    sign, rest = ("-", amount[1:]) if amount.startswith("-") else ("", amount)
    start = next((n for n, char in enumerate(rest) if char.isdigit()), len(rest))
    code = _codes().get(rest[:start].strip("\u00a0 "))
    whole, _, cents = rest[start:].partition(".")
    number = whole.replace(",", "") + cents
    if code is None or not number.isdigit():
        raise ValueError(f"no amount: {amount}")
    return _written(int(sign + number), code, language, len(cents))


@lru_cache
def _codes() -> dict[str, str]:
    """Currencies by the sign that English gives them, and by their code."""
    signs = {sign: code for code, sign in locale_of("en").currency_symbols.items()}
    return {code: code for code in signs.values()} | signs

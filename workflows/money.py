"""Money as integer minor units, rounded once, half away from zero."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_precision


def exponent(currency: str) -> int:
    """Digits after the decimal point of an ISO 4217 currency (Unicode CLDR): JPY 0, EUR 2, KWD 3."""
    return int(get_currency_precision(currency))


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

    @property
    def major(self) -> Decimal:
        """The same amount in major units, with the currency's own number of digits."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

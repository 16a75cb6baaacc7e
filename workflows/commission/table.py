"""Reading a rule's TOML table: every complaint names the key and says what to write instead."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from workflows.money import Money, exponent, known_currency

_MISSING = object()
_LARGEST = Decimal(10_000_000_000)  # a typing error rather than a commission


class RuleError(ValueError):
    """A commission rule cannot be understood; the message names the key and says what to write."""


class Table:
    """One table, read key by key; `done` complains about keys that nobody asked for."""

    def __init__(self, data: Mapping[str, object], path: str, currency: str = "") -> None:
        self._data = data
        self._asked: list[str] = []
        self.path = path
        self.currency = currency

    def wrong(self, key: str, advice: str) -> RuleError:
        """The complaint about one key."""
        return RuleError(f"{self.path}.{key}: {advice}")

    def text(self, key: str, default: str | None = None) -> str:
        """Some words."""
        value = self._take(key, default, 'missing; write it in quotes, such as "standard"')
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(key, f'write words in quotes, not {value!r}; for example "standard"')
        return value.strip()

    def choice(self, key: str, options: Sequence[str], default: str | None = None) -> str:
        """One of a few words."""
        listed = ", ".join(f'"{option}"' for option in options)
        value = self._take(key, default, f"missing; write one of {listed}")
        if value not in options:
            raise self.wrong(key, f"{value!r} is not known; write one of {listed}")
        return str(value)

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, f"write true or false, not {value!r}")
        return value

    def whole(self, key: str, default: int | None = None, least: int = 0, most: int = 1_000_000) -> int:
        """A whole number."""
        value = self._take(key, default, f"missing; write a whole number, {least} or more")
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.wrong(key, f"write a whole number from {least} to {most}, not {value!r}")
        return value

    def rate(self, key: str, most: int = 10_000) -> int:
        """A percentage, as basis points: "12.5 %" is 1250."""
        value = self._take(key, None, 'missing; write a percentage in quotes, such as "15 %"')
        return self._scaled(key, value, "%", 100, most, 'a percentage in quotes, such as "12.5 %"')

    def factor(self, key: str, default: int) -> int:
        """A multiplier, as basis points: 2 is 20000, "1.5" is 15000."""
        value = self._take(key, None if key in self._data else 1)
        bps = self._scaled(key, value, "", 10_000, 1_000_000, 'a number such as 2 or, in quotes, "1.5"')
        return bps if key in self._data else default

    def money(self, key: str, currency: str = "") -> Money | None:
        """An amount in major units of that or else the table's currency, None when it is not given."""
        value, currency = self._take(key, ""), currency or self.currency
        if value == "":
            return None
        if not known_currency(currency):
            named = f'"{currency}" is no currency; write' if currency else "an amount needs a currency; add"
            raise self.wrong(key, f'{named} an ISO 4217 code such as currency = "EUR"')
        places = exponent(currency)
        number = self._number(key, value, 'an amount in quotes, such as "500.00"')
        if not 0 <= number <= _LARGEST or number != number.quantize(Decimal(1).scaleb(-places)):
            raise self.wrong(
                key, f"write 0 or more with at most {places} decimals ({currency}), not {value!r}"
            )
        return Money.of(number, currency)

    def amount(self, key: str, currency: str = "") -> Money:
        """An amount that must be given."""
        found = self.money(key, currency)
        if found is None:
            raise self.wrong(key, 'missing; write an amount in quotes, such as "500.00"')
        return found

    def code(self, key: str) -> str:
        """A currency code; "" when it is not given."""
        value = self._take(key, "")
        if value and not (isinstance(value, str) and known_currency(value)):
            raise self.wrong(key, f'{value!r} is no currency; write an ISO 4217 code such as "EUR"')
        return str(value)

    def day(self, key: str) -> date:
        """A calendar day."""
        value = self._take(key, None, "missing; write a date such as 2026-01-31")
        try:
            if isinstance(value, date) and not isinstance(value, datetime):
                return value
            return date.fromisoformat(str(value))
        except ValueError:
            raise self.wrong(key, f"write a date such as 2026-01-31, not {value!r}") from None

    def names(self, key: str) -> tuple[str, ...]:
        """A list of words, empty when it is not given."""
        value = self._take(key, ())
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) and each for each in value):
            raise self.wrong(key, f'write a list such as ["P-7", "P-12"], not {value!r}')
        return tuple(value)

    def table(self, key: str) -> Table:
        """A table inside this one."""
        value = self._take(key, None, f"missing; add a table [{self.path}.{key}]")
        if not isinstance(value, Mapping):
            raise self.wrong(key, f"write a table, not {value!r}")
        return Table(value, f"{self.path}.{key}", self.currency)

    def tables(self, key: str) -> tuple[Table, ...]:
        """A list of tables, at least one."""
        value = self._take(key, None, f"missing; add at least one [[{self.path}.{key}]] table")
        if not isinstance(value, list | tuple) or not value or not all(isinstance(v, Mapping) for v in value):
            raise self.wrong(key, "write a list of tables, at least one")
        return tuple(Table(v, f"{self.path}.{key}[{n}]", self.currency) for n, v in enumerate(value))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that were written, for tables whose keys are names."""
        return tuple(self._data)

    def done(self) -> None:
        """Complain about a key that no reader asked for, with the likeliest correction."""
        for key in self._data:
            if key not in self._asked:
                near = difflib.get_close_matches(key, self._asked, n=1)
                advice = (
                    f'did you mean "{near[0]}"?' if near else f"known are {', '.join(sorted(self._asked))}"
                )
                raise self.wrong(key, f"not a key of this table; {advice}")

    def _take(self, key: str, default: object, missing: str = "missing") -> object:
        self._asked.append(key)
        value = self._data.get(key, _MISSING)
        if value is _MISSING:
            if default is None:
                raise self.wrong(key, missing)
            return default
        return value

    def _scaled(self, key: str, value: object, unit: str, times: int, most: int, advice: str) -> int:
        bare = value.strip().removesuffix(unit or "\0") if isinstance(value, str) else value
        scaled = self._number(key, bare, advice) * times
        if scaled != int(scaled) or not 0 <= scaled <= most:
            raise self.wrong(key, f"write {advice}, from 0 to {most // times}{unit}, not {value!r}")
        return int(scaled)

    def _number(self, key: str, value: object, advice: str) -> Decimal:
        """Whole numbers and quoted decimals; a bare 0.1 in TOML is binary, not what it looks like."""
        try:
            if isinstance(value, int | str | Decimal) and not isinstance(value, bool):
                number = Decimal(value.strip() if isinstance(value, str) else value)
                if number.is_finite():
                    return number
        except InvalidOperation:
            pass
        raise self.wrong(key, f"write {advice}, not {value!r}")

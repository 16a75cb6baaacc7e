"""What a cell says: days and amounts are taken only where they can be read in one way."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from workflows.calendar import day_begins
from workflows.errors import BadInput
from workflows.money import Money, exponent, known_currency

Order = Literal["", "dmy", "mdy"]
_DMY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ T].*)?$")
_AMOUNT = re.compile(r"[-+]?[\d.,'\s]*\d(?:[.,]\d*)?$")
_SIGNS = {"€": "EUR", "£": "GBP"}  # a dollar or a yen may be of several countries


def day(said: str, order: Order = "") -> date:
    """The day; BadInput where 3/4 may be April or March."""
    found = _DMY.match(said)
    if found is None:
        return _iso(said).date()
    one, two, year = (int(part) for part in found.groups())
    can_dmy, can_mdy = two <= 12, one <= 12
    if can_dmy and can_mdy and one != two and "." not in said and not order:
        raise BadInput(
            f'"{said}" may be read as day/month or month/day: write it like 2026-01-31, or say --dates dmy.'
        )
    is_dmy = order == "dmy" or (not order and can_dmy and ("." in said or not can_mdy)) or one == two
    try:
        return date(year, two, one) if is_dmy else date(year, one, two)
    except ValueError as wrong:
        raise BadInput(f'"{said[:40]}" is no day: write it like 2026-01-31.') from wrong


def moment(said: str, tz: str, order: Order = "") -> datetime:
    """The moment, UTC; a day alone is its first moment in the programme's zone."""
    if re.match(r"\d{4}-\d\d-\d\d[ T]\d", said):
        when = _iso(said)
        return (when if when.tzinfo else when.replace(tzinfo=ZoneInfo(tz))).astimezone(UTC)
    return day_begins(day(said, order), tz)


def money(said: str, currency: str) -> Money:
    """The amount, exactly; BadInput where a separator may mean two things or the currency is unknown."""
    for sign, code in _SIGNS.items():
        if sign in said:
            said, currency = said.replace(sign, ""), currency or code
    if named := re.search(r"\b[A-Za-z]{3}\b", said):
        said, currency = said.replace(named[0], ""), named[0]
    code = currency.strip().upper()
    if not known_currency(code):
        raise BadInput(f'"{currency[:20]}" is no currency: write its code, such as EUR.')
    return _exact(number(said.strip().lstrip("$¥ "), code), code, said)


def number(said: str, currency: str) -> Decimal:
    """A number as people write it: 1,234.56 or 1.234,56 or 1 234,56."""
    plain = re.sub(r"[\s']", "", said)
    if not _AMOUNT.match(said) or not plain:
        raise BadInput(f'"{said[:40]}" is no amount: write it like 1234.50.')
    marks = [c for c in plain if c in ".,"]
    if len(set(marks)) == 2:
        point = marks[-1]
        if marks.count(point) > 1:
            raise BadInput(f'"{said[:40]}" is no amount: write it like 1234.50.')
        return Decimal(plain.replace("." if point == "," else ",", "").replace(point, "."))
    if len(marks) > 1:
        return Decimal(plain.replace(marks[0], ""))
    if marks and len(plain) - plain.index(marks[0]) - 1 == 3 and exponent(currency) != 3 and marks[0] in ".,":
        raise BadInput(f'"{said[:40]}" may be thousands or a fraction: write it like 1234.00.')
    return Decimal(plain.replace(",", ".") or "0")


def _exact(amount: Decimal, currency: str, said: str) -> Money:
    if abs(amount) > 10**12:
        raise BadInput(f"{said[:40]} is more than any deal is worth: check it.")
    made = Money.of(amount, currency)
    if made.major != amount:
        raise BadInput(f"{currency} has no amount as fine as {said[:40]}.")
    return made


def _iso(said: str) -> datetime:
    try:
        return datetime.fromisoformat(said)
    except ValueError as wrong:
        raise BadInput(f'"{said[:40]}" is no day: write it like 2026-01-31.') from wrong

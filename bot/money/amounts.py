"""Amounts as people and banks write them: 1,234.56 or 1.234,56 or 1 234,56, with a currency or without."""

from __future__ import annotations

import re
from decimal import Decimal

from workflows.errors import BadInput
from workflows.money import Money, exponent, known_currency

_NUMBER = re.compile(r"[-+]?[\d.,'’\s]*\d(?:[.,]\d*)?$")
_SIGNS = {"€": "EUR", "£": "GBP"}  # a dollar or a yen may be of several countries
_LARGEST = 10**12


def money(said: str, currency: str) -> Money:
    """The amount, exactly; BadInput where a separator may mean two things or the currency is unknown.

    A currency that stands in the text counts before `currency`, a mere sign behind it.
    """
    if not any(each.isdigit() for each in said):
        raise BadInput(f'"{said.strip()[:40]}" is not an amount: write it like 1234.50.')
    written, code = currency_of(said, currency)
    found = values(written, code)
    if len(found) > 1:
        raise BadInput(f'"{said[:40]}" may be thousands or a fraction: write it like 1234.00.')
    if abs(found[0]) > _LARGEST:
        raise BadInput(f"{said[:40]} is more than any deal is worth: check it.")
    made = Money.of(found[0], code)
    if made.major != found[0]:
        raise BadInput(f"{code} has no amount as fine as {said[:40]}.")
    return made


def read_amount(typed: str, currency: str) -> Money:
    """The same for an amount that somebody typed where the currency is settled already."""
    amount = money(typed, currency)
    if amount.currency != currency:
        raise BadInput(f"{typed[:40]} is not in {currency}.")
    return amount


def currency_of(said: str, currency: str, otherwise: str = "") -> tuple[str, str]:
    """The number as it is written, and the code of its currency; `otherwise` where nothing names one."""
    for sign, code in _SIGNS.items():
        if sign in said:
            said, currency = said.replace(sign, ""), currency or code
    if named := re.search(r"(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])", said):
        said, currency = said.replace(named[0], ""), named[0]
    code = (currency or otherwise).strip().upper()
    if not known_currency(code):
        raise BadInput(f'"{(currency or said)[:20]}" is no currency: write its code, such as EUR.')
    return re.sub("[$¥]", "", said), code


def values(said: str, currency: str) -> tuple[Decimal, ...]:
    """What a number may be: two readings where "1.234" is a thousand or a fraction, thousands first."""
    plain = re.sub(r"[\s'’]", "", said.replace("−", "-"))
    marks = [c for c in plain if c in ".,"]
    point = marks[-1] if marks else ""
    if not _NUMBER.match(plain) or (len(set(marks)) == 2 and marks.count(point) > 1):
        raise BadInput(f'"{said.strip()[:40]}" is not an amount: write it like 1234.50.')
    digits = re.sub("[.,]", "", plain)
    if not marks or (len(marks) > 1 and len(set(marks)) == 1):
        return (Decimal(digits),)
    behind = len(plain) - plain.rindex(point) - 1
    fraction = Decimal(digits).scaleb(-behind)
    is_open = len(marks) == 1 and behind == 3 and exponent(currency) != 3
    return (Decimal(digits), fraction) if is_open else (fraction,)

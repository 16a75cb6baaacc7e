"""Tracking IDs such as R-7K3M-9Q: short enough to read out, and a slip of the finger is noticed.

Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O or U, and a check symbol, the number
modulo 37. Its five extra check symbols look like typing errors, so numbers that need one are not used.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ = {ord("O"): "0", ord("I"): "1", ord("L"): "1"}
_FEWEST, _MOST = 5, 12  # symbols before the check symbol
_DASHES = "\\-\u2010\u2011\u2012\u2013\u2014\u2212"  # what phones and word processors make of a hyphen
_SPACES_AND_DASHES = re.compile(rf"[\s{_DASHES}]+")
_CANDIDATE = re.compile(
    rf"[Rr](?<![A-Za-z0-9][Rr])(?P<dash>\s?[{_DASHES}]\s?)?"
    rf"(?P<symbols>[A-Za-z0-9]{{4}}(?:\s?[{_DASHES}]\s?)?[A-Za-z0-9]{{{_FEWEST - 3},{_MOST - 3}}})"
    r"(?![A-Za-z0-9])"
)


def make(random_bits: Callable[[int], int], symbols: int = 5) -> str:
    """A new ID of `symbols` random symbols and one check symbol; `random_bits(n)` gives 0 to 2**n - 1.

    Five symbols are 33 million IDs: keep them under a UNIQUE column and draw again on a collision.
    """
    if not _FEWEST <= symbols <= _MOST:
        raise ValueError(f"symbols: {_FEWEST} to {_MOST}, not {symbols}")
    number = random_bits(5 * symbols)
    while number % 37 >= len(_ALPHABET):
        number = random_bits(5 * symbols)
    drawn = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(symbols)))
    return _written(drawn + _ALPHABET[number % 37])


def normalise(text: str) -> str | None:
    """The ID somebody typed or read out, as we write it; None when its check symbol does not fit.

    Case, spaces and dashes do not matter, nor O for 0, I or L for 1, nor a missing "R-".
    """
    typed = _SPACES_AND_DASHES.sub("", text).upper()
    if typed.startswith("R") and len(typed) > _FEWEST + 1:
        typed = typed[1:]
    symbols = typed.translate(_READ)
    return _written(symbols) if _is_sound(symbols) else None


def find(text: str) -> tuple[str, ...]:
    """All valid IDs in a text, each once, in reading order.

    Stricter than `normalise`, so that words stay words: it wants the R, no bare spaces inside, and
    where the dash after the R is missing also a digit ("R7K3M9Q" is an ID, "registers" is not).
    """
    found = (normalise("R" + match["symbols"]) for match in _CANDIDATE.finditer(text) if _is_meant(match))
    return tuple(dict.fromkeys(each for each in found if each))


def _is_meant(match: re.Match[str]) -> bool:
    return bool(match["dash"]) or any(symbol.isdigit() for symbol in match["symbols"])


def _is_sound(symbols: str) -> bool:
    if not _FEWEST < len(symbols) <= _MOST + 1 or not set(symbols) <= set(_ALPHABET):
        return False
    number = 0
    for symbol in symbols[:-1]:
        number = number * 32 + _ALPHABET.index(symbol)
    return number % 37 == _ALPHABET.index(symbols[-1])


def _written(symbols: str) -> str:
    return f"R-{symbols[:4]}-{symbols[4:]}"

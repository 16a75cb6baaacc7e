"""Domains that a reader could take for another: letters of the same shape, one letter off, an extra end."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from inbox.proof.authentication import organisation

SHORTEST = 4  # letters of a name that may be mistaken by the shape of its letters
SHORTEST_TYPO = 6  # and of one that may be mistaken though a letter is another
LONGEST = 60

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-"
# Letters of other scripts that look like ours (https://www.unicode.org/reports/tr39/, confusables).
_SHAPES = str.maketrans(
    "аɑαеёєіїιјӏοоσрρсԁһнкκӄмпռոтτуүγхχѕʂւυѵωԝвьԛɡցզłøđıæœ",
    "aaaeeeiiijloooppcdhhkkkmnnnttyyyxxssuuvwwbbqggqlodiao",
)
_ALIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("3", "e"), ("5", "s"), ("1", "l"))
_ALIKE_TOO = (("1", "i"), ("-", ""), *_ALIKE)
_ONE_ALIKE = (("l", "i"), ("i", "l"), ("m", "rn"), ("w", "vv"), ("d", "cl"), ("o", "0"), ("l", "1"))


def taken_for(domain: str) -> frozenset[str]:
    """The domains that this one resembles, itself left out; bounded, to be looked up among known ones."""
    shown = _as_shown(domain)[:253]
    found = set(_inside(shown))
    plain = _plain(shown)
    name, dot, rest = plain.partition(".")
    if SHORTEST <= len(name) <= LONGEST:
        found |= {f"{other}{dot}{rest}" for other in _others(name)}
    return frozenset(found | {plain}) - {shown, domain.lower()}


def _as_shown(domain: str) -> str:
    """`xn--…` as a mail program shows it."""
    labels = []
    for label in domain.lower().rstrip(".").split("."):
        try:
            labels.append(label[4:].encode().decode("punycode") if label.startswith("xn--") else label)
        except (UnicodeError, ValueError, OverflowError):
            labels.append(label)
    return ".".join(labels)


def _plain(shown: str) -> str:
    apart = unicodedata.normalize("NFKD", shown.translate(_SHAPES))
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_SHAPES)


def _inside(shown: str) -> Iterator[str]:
    """`northwind.example.evil.example` begins with a name that is somebody else's."""
    labels = shown.split(".")[:10]
    for end in range(2, len(labels)):
        yield ".".join(labels[:end])


def _others(name: str) -> Iterator[str]:
    yield _all_of(name, _ALIKE)
    yield _all_of(name, _ALIKE_TOO)
    yield from (name.replace(shape, letter) for shape, letter in _ALIKE_TOO)
    for shape, letter in _ONE_ALIKE:
        for at in _places(name, shape):
            yield name[:at] + letter + name[at + len(shape) :]
    if len(name) < SHORTEST_TYPO:
        return
    for at in range(len(name) + 1):
        before, after = name[:at], name[at:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
            yield before + letter + after[1:]


def _all_of(name: str, pairs: Iterable[tuple[str, str]]) -> str:
    for shape, letter in pairs:
        name = name.replace(shape, letter)
    return name


def _places(name: str, shape: str) -> Iterator[int]:
    at = name.find(shape)
    while at >= 0:
        yield at
        at = name.find(shape, at + 1)


def is_below(domain: str, other: str) -> bool:
    """Whether the domain is a part of the other one: whoever has that one gave it away."""
    return organisation(domain) == organisation(other) and domain.lower().endswith(f".{other.lower()}")

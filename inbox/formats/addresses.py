"""Mailboxes out of address headers: the address is where the mail comes from, the name is only a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.utils import getaddresses
from typing import cast

from mailparser.utils import get_addresses

from inbox.formats.charsets import clean_line, decode_words
from inbox.reading import Mailbox

MAX_MAILBOXES = 1_000

# One mailbox as nearly all mails write it; everything else goes to mail-parser's address scanner.
_PLAIN = re.compile(
    r"(?:\"((?:[^\"\\]|\\.){0,300})\"|([^\"<>@,;:()\\\[\]]{0,300}))\s{0,5}<([^\s<>@,;:\"()\[\]\\]{1,64}@[^\s<>@,;:\"()\[\]\\]{1,255})>\s*\Z"
)
_BARE = re.compile(r"([^\s<>@,;:\"()\[\]\\]{1,64}@[^\s<>@,;:\"()\[\]\\]{1,255})\s*\Z")
_SPLIT_PLAIN = re.compile(r"\"(?:[^\"\\]|\\.){0,300}\"|,")
ADDRESS = re.compile(
    r"(?<![\w.!#$%&'*+/=?^`{|}~@-])[\w!#$%&'*+/=?^`{|}~-]{1,64}(?:\.[\w!#$%&'*+/=?^`{|}~-]{1,64}){0,10}"
    r"@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_][\w-]{1,62}(?![\w@])"
)


def mailboxes(value: str) -> tuple[Mailbox, ...]:
    """The mailboxes of one address header as it stands in the mail (encoded words not yet read)."""
    found: list[Mailbox] = []
    for item in map(str.strip, _items(value)):
        match = _PLAIN.match(item) if len(item) < 1_000 else None
        if match:
            name = re.sub(r"\\(.)", r"\1", match[1]) if match[1] is not None else match[2]
            found.append(_mailbox(decode_words(name), match[3]))
        elif len(item) < 1_000 and (bare := _BARE.match(item)):
            found.append(_mailbox("", bare[1]))
        elif item:
            return _unusual(value)
    return tuple(found[:MAX_MAILBOXES])


def addresses_of(text: str, limit: int = 500) -> frozenset[str]:
    """Every e-mail address that stands in the text, lower case."""
    return frozenset(_first(addresses_in_order(text), limit))


def addresses_in_order(text: str) -> Iterator[str]:
    """The addresses of the text as they come, lower case, repeats included."""
    if "@" in text:
        for match in ADDRESS.finditer(text):
            yield match[0].lower().lstrip("'")


def ascii_domain(domain: str) -> str:
    """The domain as DNS knows it (xn--…), lower case; the only form two domains may be compared in."""
    domain = domain.strip().rstrip(".").lower()
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def _items(value: str) -> list[str]:
    if value.count(",") == 0:
        return [value]
    items, at = [], 0
    for match in _SPLIT_PLAIN.finditer(value):
        if match[0] == ",":
            items.append(value[at : match.start()])
            at = match.end()
    return [*items, value[at:]]


def _mailbox(name: str, address: str) -> Mailbox:
    name = clean_line(name, 300).strip("\"' ")
    address = clean_line(decode_words(address), 320).lower()
    return Mailbox("" if name.lower() == address else name, address)


def _unusual(value: str) -> tuple[Mailbox, ...]:
    value = value[:20_000]
    try:
        pairs = cast(list[tuple[str, str]], get_addresses(value, decode_names=True))
    except Exception:  # noqa: BLE001 - a library on hostile input: the standard library is the net below
        pairs = getaddresses([value])
    found = [_mailbox(name, address) for name, address in pairs[:MAX_MAILBOXES] if "@" in address]
    return tuple(found)


def _first(values: Iterable[str], limit: int) -> Iterator[str]:
    seen: set[str] = set()
    for value in values:
        if len(seen) >= limit:
            return
        if value not in seen:
            seen.add(value)
            yield value

"""What is taken out of our words when a person is to be forgotten, and what stands there instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

GONE = "[erased]"
SHORTEST_LINE = 16  # a line of a note that is shorter says nothing about anybody, and stands anywhere
SHORTEST_NAME = 3
COLLEAGUES = frozenset({"owner", "owner_name", "told_owner", "actor", "decided_by"})  # who of us did it
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae"})


@dataclass(frozen=True)
class Traces:
    """What we know a person by."""

    addresses: tuple[str, ...]
    token: str  # names them from now on
    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    referred: tuple[str, ...] = ()  # referrals in which they are the prospect
    introduced: tuple[str, ...] = ()  # referrals they brought
    notes: tuple[str, ...] = ()  # what was written about them
    companies: tuple[str, ...] = ()  # which stay, also where they are called like a person
    accounts: tuple[tuple[str, str], ...] = ()  # keys made of their address or name, and the new ones
    has_namesake: bool = False  # somebody else is called the same: a name alone says nothing
    colleagues: frozenset[str] = frozenset()  # names of our own people, folded: what they did stays theirs

    @cached_property
    def stand_ins(self) -> dict[str, str]:
        """For each address one under .invalid (RFC 2606), which nothing is ever sent to."""
        return {
            address.lower(): f"{self.token}{f'-{number}' if number else ''}@erased.invalid"
            for number, address in enumerate(self.addresses)
        }

    @property
    def needles(self) -> tuple[str, ...]:
        """Words that stand nowhere but in rows that speak of them, or of a namesake."""
        keys = tuple(old for old, _ in self.accounts)
        return (*self.addresses, *self.names, *self.phones, *self.referred, *keys, *self.file_names)

    @cached_property
    def file_names(self) -> tuple[str, ...]:
        """A full name as it stands in the name of a file: without accents, and with no spaces."""
        names = [name.lower() for name in self.names if " " in name]
        spelled = dict.fromkeys(plain(form) for name in names for form in (name, name.translate(_SPELLED)))
        joined = (mark.join(form.split()) for form in spelled for mark in "-_. ")
        return tuple(dict.fromkeys(each for each in joined if each not in self.names))

    def is_colleague(self, where: str, value: object) -> bool:
        """Whether one of our own people stands in this field, called like them or not."""
        return where in COLLEAGUES and isinstance(value, str) and value.casefold() in self.colleagues

    def is_theirs(self, words: str) -> bool:
        """Whether a row is about them, and not only about somebody of that name."""
        if self._address.search(words):
            return True
        return any(mark in words for mark in (*self.phones, *self.referred, *self.introduced))

    def scrubbed(self, value: Any, *, is_theirs: bool) -> Any:
        """The same without them; lists and objects are walked, keys of objects stay."""
        match value:
            case str():
                return self._text(value, is_theirs=is_theirs)
            case list():
                return [self.scrubbed(each, is_theirs=is_theirs) for each in value]
            case dict():
                return {
                    key: each if self.is_colleague(key, each) else self.scrubbed(each, is_theirs=is_theirs)
                    for key, each in value.items()
                }
        return value

    def _text(self, text: str, *, is_theirs: bool) -> str:
        for old, new in self.accounts:
            text = text.replace(old, new)
        text = self._address.sub(lambda found: self.stand_ins[found[0].lower()], text)
        if is_theirs:
            for line in self._lines:
                text = text.replace(line, GONE)
        if self._phone:
            text = self._phone.sub(GONE, text)
        if self._name and (is_theirs or not self.has_namesake):
            text = self._name.sub(GONE, text)
        return self._word.sub(GONE, text) if is_theirs and self._word else text

    @cached_property
    def _address(self) -> re.Pattern[str]:
        words = "|".join(re.escape(each) for each in self.addresses)
        return re.compile(rf"(?<![\w.+-])(?:{words})(?![\w-]|\.\w)", re.IGNORECASE)

    @cached_property
    def _lines(self) -> tuple[str, ...]:
        lines = {line.strip() for note in self.notes for line in note.splitlines()}
        long = sorted((line for line in lines if len(line) >= SHORTEST_LINE), key=len, reverse=True)
        return tuple(dict.fromkeys(form for line in long for form in written(line)))

    @cached_property
    def _phone(self) -> re.Pattern[str] | None:
        return _any_of(self.phones)

    @cached_property
    def _name(self) -> re.Pattern[str] | None:
        full = (form for name in self.names if " " in name for form in written(name))
        return _any_of((*full, *self.file_names))

    @cached_property
    def _word(self) -> re.Pattern[str] | None:
        """A first or last name alone, as it is written, unless it is the company's as well."""
        kept = {word.casefold() for company in self.companies for word in re.findall(r"\w+", company)}
        words = {word for name in self.names for word in re.findall(r"[^\W\d_][\w'’-]*", name)}
        alone = (w for w in words if len(w) >= SHORTEST_NAME and w.casefold() not in kept and not w.islower())
        return _any_of(alone, exactly=True)


def plain(text: str) -> str:
    """The same without accents, lower case."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(each for each in apart if not unicodedata.combining(each))


def written(text: str) -> tuple[str, ...]:
    """The same words as plain text, in Slack's mrkdwn and in HTML."""
    return text, escape(text, quote=False), escape(text)


def _any_of(words: Iterable[str], *, exactly: bool = False) -> re.Pattern[str] | None:
    some = sorted(dict.fromkeys(filter(None, words)), key=len, reverse=True)
    if not some:
        return None
    pattern = "|".join(re.escape(each) for each in some)
    return re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])(?!@)", 0 if exactly else re.IGNORECASE)

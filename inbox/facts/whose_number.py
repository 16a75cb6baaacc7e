"""Whether a number in the partner's own words is the partner's: "call me on …", a signature above a forward.

In a pasted chat "my number" is the number of whoever speaks there.
"""

from __future__ import annotations

import re

from inbox.facts import companies, form_words
from inbox.facts.phones import Phone
from inbox.who import names
from inbox.who.circle import Circle
from inbox.who.names import fold
from inbox.who.persons import Person
from inbox.words import PHONE_WORDS

_CALL_ME = re.compile(
    r"(?:call me|reach me|ring me|get me on|i can be reached|i am reachable|mich erreicht|"
    r"erreicht mich|erreichen sie mich|"
    r"mij bereik|bereik mij|ik ben bereikbaar|je suis joignable|me podeis (?:llamar|localizar)|estoy en el|"
    r"mi trovate|mi potete|sono al|estou no|jestem pod|mnie pod|nar mig|du nar mig|traeffes pa|"
    r"fanger mig|my (?:own |new |direct |private |personal |mobile |work )*"
    r"(?:number|mobile|cell|phone|direct|line)|i'm on|i am on|ruft mich|"
    r"mich (?:unter|an)|meine (?:eigene |neue |private )*"
    r"(?:nummer|handynummer|telefonnummer|durchwahl)|appelez-moi|me joindre|"
    r"mon (?:propre |nouveau )?(?:portable|numero|tel)|"
    r"llamadme|llamame|mi (?:movil|numero|telefono)|me (?:ligue|liguem)|meu (?:numero|telemovel|"
    r"celular)|chiamatemi|il mio (?:numero|cellulare)|bel me|mijn (?:nummer|mobiel)|moj (?:numer|"
    r"telefon)|mitt nummer|mit nummer)[^.\n]{0,30}$"
)
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?"
_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_NAME = r"([^\W\d_][^\n:\[\]<>]{0,40}?)"
_SPEAKERS = (
    re.compile(rf"\W{{0,3}}{_DAY},?\s{_TIME}\W{{1,4}}{_NAME}:(?=\s|$)", re.IGNORECASE),  # WhatsApp
    re.compile(rf"\[{_TIME}\]\s?{_NAME}:(?=\s|$)", re.IGNORECASE),
    re.compile(rf"{_NAME},?\s\[{_DAY},?\s{_TIME}\]:?(?=\s|$)", re.IGNORECASE),  # Telegram
    re.compile(rf"{_NAME}\s{{1,4}}{_TIME}$", re.IGNORECASE),  # Slack, Teams
    re.compile(r"([A-ZÀ-ÞĀ-Ž][^\W\d_]+(?:\s[A-ZÀ-ÞĀ-Ž][^\W\d_'’-]*){0,2}):(?=\s)"),
)
_LABELS = frozenset(fold(label) for label in form_words.FIELD_LABELS)
_QUOTES = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"'}
BLOCK = 4  # lines above a number in which the name of a signature stands
PROSE = 3  # small words in a line that make it a sentence


def is_partners(phone: Phone, text: str, person: Person, circle: Circle) -> bool:
    """Whether a number in the partner's words is one of their own."""
    mine = bool(_CALL_ME.search(fold(text[max(0, phone.start - 60) : phone.start])))
    if speaker := speaker_at(text, phone.start):
        theirs = not person.name or names.same_person(speaker, person.name)
        return mine and not (theirs and not _is_called(speaker, circle))
    if mine:
        return not _is_quoted(text, phone.start)
    return _signs_partner(text, phone, person, circle)


def speaker_at(text: str, at: int) -> str:
    """Who speaks at this place of a pasted chat; empty where it is no chat."""
    begin = text.rfind("\n\n", 0, at) + 1
    for line in reversed(text[begin:at].split("\n")):
        for pattern in _SPEAKERS:
            match = pattern.match(line.strip())
            if match and fold(match[1]) not in _LABELS and names.bare(match[1]) not in PHONE_WORDS:
                return match[1].strip(" ~-*")
    return ""


def _is_called(name: str, circle: Circle) -> bool:
    return any(names.same_person(name, own) for own in circle.names)


def _is_quoted(text: str, at: int) -> bool:
    """Whether the place stands inside of quotation marks that a colon introduces."""
    begin = text.rfind("\n\n", 0, at) + 1
    opened = max((text.rfind(mark, begin, at), mark) for mark in _QUOTES)
    place, mark = opened
    if place < 0 or not re.search(r":\s*$", text[max(begin, place - 3) : place]):
        return False
    return not any(closing in text[place + 1 : at] for closing in _QUOTES[mark])


def _signs_partner(text: str, phone: Phone, person: Person, circle: Circle) -> bool:
    """Whether the number stands in a block of short lines that names the partner or the partner's company."""
    begin = text.rfind("\n\n", 0, phone.start) + 1
    end = text.find("\n", phone.end)
    lines = text[begin : end if end >= 0 else len(text)].strip("\n").split("\n")
    if not _is_contact(lines[-1]):
        return False
    block = [lines[-1]]
    for line in reversed(lines[-BLOCK:-1]):
        if not _is_contact(line):
            break
        block.append(line)
    words = " ".join(block)
    if person.name and any(
        key in names.keys(_plain(words)) for key in names.keys(person.name) if len(key) > 2
    ):
        return False
    if any(companies.names_own(line, own) for line in block for own in circle.companies):
        return True
    domains = (*circle.partner_domains, circle.sender.address.partition("@")[2])
    if any(domain and domain in words.lower() for domain in domains):
        return True
    return any(names.keys(own) <= names.keys(_plain(words)) for own in circle.names)


def _plain(text: str) -> str:
    return " ".join(names.WORD.findall(text))


def _is_contact(line: str) -> bool:
    """A line of a signature: names and numbers, no sentence."""
    plain = " ".join(w for w in line.split() if not any(mark in w for mark in ("@", "www.", "://")))
    small = [w for w in re.findall(r"[^\W\d_]+", plain) if w.islower() and len(w) > 1]
    return sum(names.bare(w) not in PHONE_WORDS for w in small) < PROSE and not line.rstrip().endswith("?")

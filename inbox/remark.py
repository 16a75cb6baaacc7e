"""Words said outside of mail: the same reading of prospects, for a message in Slack."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from inbox import corrections
from inbox.extract import extract, guess_without_address
from inbox.facts.fields import phone_form
from inbox.language import guess_language
from inbox.material import Material
from inbox.message import ParsedMail
from inbox.reading import Desk, Mailbox
from inbox.who.circle import Circle
from workflows.likeness import plain_name
from workflows.model import Directory, Partner, Prospect

LONGEST = 20_000
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"']+@[^\s<>()\[\],;:\"']+\.[A-Za-z]{2,}")
_QUOTED = re.compile(r"(?m)^(?:>|&gt;) ?")


@dataclass(frozen=True, slots=True)
class Remark:
    """Whom a message names. `sure` is False when a person has to look."""

    prospects: tuple[Prospect, ...] = ()
    sure: bool = False
    partner: Partner | None = None  # who said it, or the one partner it names by address
    language: str = "en"
    own: tuple[str, ...] = ()  # what is the partner's own or ours, beside somebody who has only a name


def addresses_in(text: str) -> frozenset[str]:
    """Every mail address in the words, lower case."""
    return frozenset(found.rstrip(".").lower() for found in _ADDRESS.findall(text[:LONGEST]))


def read_remark(text: str, author: Mailbox, directory: Directory, desk: Desk) -> Remark:
    """The prospects somebody names, each value with where it stood; never raises on what people write."""
    material = _material(text, author, directory, desk)
    partner, language = material.circle.partner, material.language
    found = extract(material)
    guess = None if found.prospects else guess_without_address(material)
    prospects = found.prospects or ((guess,) if guess and guess.is_someone else ())
    is_bare = prospects and not any(one.email or one.company for one in prospects)
    own = _own(material.cover, material.circle) if is_bare else ()
    return Remark(prospects, found.sure and bool(found.prospects), partner, language, own)


def read_change(
    text: str, author: Mailbox, directory: Directory, desk: Desk, known: Prospect
) -> Prospect | None:
    """The prospect as the words put it right, changes marked in `found`; None when it is not clear."""
    material = _material(text, author, directory, desk)
    words = material.cover
    changed = corrections.changes(words, known, material.circle, material.language)
    if not changed or corrections.is_somebody_else(words, changed, known):
        return None
    prospect = corrections.corrected(known, changed)
    if "phone" not in changed or not prospect.phone:
        return prospect
    return replace(prospect, phone=phone_form(prospect.phone, "", material))


def _material(text: str, author: Mailbox, directory: Directory, desk: Desk) -> Material:
    words = _QUOTED.sub("", text[:LONGEST])
    language = guess_language(words)
    partner = directory.find(author.address) or _named(words, directory)
    circle = Circle(desk, directory, author, partner, language)
    mail = ParsedMail(from_=(author,), sender=author, text=words, language=language)
    return Material(words, "", (), mail, circle, language)


def _own(words: str, circle: Circle) -> tuple[str, ...]:
    """What in the words belongs to the partner's own company or to ours, the author's own address aside."""
    others = addresses_in(words) - {circle.sender.address.lower()}
    inside = sorted(address for address in others if circle.inside(Mailbox("", address)))
    said = f" {plain_name(words)} "
    names = (circle.partner.company,) if circle.partner else ()
    return (*inside, *(name for name in names if f" {plain_name(name)} " in said))


def _named(words: str, directory: Directory) -> Partner | None:
    found = {p.id: p for one in addresses_in(words) if (p := directory.find(one))}
    return next(iter(found.values())) if len(found) == 1 else None

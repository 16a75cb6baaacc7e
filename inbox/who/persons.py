"""Everybody who stands in a mail and may be the prospect: from headers, texts and signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from inbox import words
from inbox.facts import company_domains, forms
from inbox.forwarded.levels import Level
from inbox.reading import Mailbox
from inbox.who import names, naming, people
from inbox.who.circle import Circle, is_machine, is_role
from inbox.who.names import fold
from workflows.model import FREE_MAIL, domain_of


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be the prospect, and where they were seen."""

    name: str = ""
    email: str = ""
    place: str = ""  # "forwarded From", "cover note", "To header", …
    named_at: str = ""  # where the name stood
    level: Level | None = None
    passage: str = ""  # the part of the cover note that speaks about them
    company: str = ""  # from a display name or a filled-in form
    narrow: bool = False  # others stand in the same note: look only at the passage
    fields: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def key(self) -> str:
        """What tells two people apart: the address, or the name where none is known."""
        return self.email or self.name

    @property
    def firm(self) -> str:
        """What tells two firms apart: the domain, or the whole address on free mail."""
        domain = domain_of(self.email)
        return self.email if domain in FREE_MAIL else company_domains.label_of(domain)


def everybody(levels: Sequence[Level], circle: Circle) -> list[Person]:
    """The outsiders in the headers and the texts of what came along, each once, by their longest name."""
    found: dict[str, Person] = {}

    def add(person: Person) -> None:
        key = person.key
        if not key:
            return
        known = found.get(key) or next(
            (p for p in found.values() if person.email == "" and names.same_person(p.name, person.name)), None
        )
        if known is None:
            found[key] = person
        elif (
            person.name
            and len(person.name) > len(known.name)
            and (not known.name or names.same_person(known.name, person.name))
        ):
            found[known.key] = replace(known, name=person.name, named_at=known.named_at or person.place)

    for level in levels:
        for role, boxes in (("From", (level.author,)), ("To", level.to), ("Cc", level.cc)):
            for box in boxes:
                if (
                    (box.address or box.name)
                    and not circle.inside(box)
                    and not (box.address and is_machine(box.address))
                ):
                    add(_with_signed_address(from_box(box, f"{level.where} {role}", level), level, circle))
        written = in_text(level.text, f"{level.where} body", circle, level=level)
        form = forms.read_form(level.text) if written else {}
        for person in written:
            add(with_form(person, form))
    return list(found.values())


def in_text(text: str, place: str, circle: Circle, *, level: Level | None = None) -> list[Person]:
    """The outsiders whose addresses stand in a text, each with the passage about them."""
    found = people.mentions(text, circle.wants)
    persons = []
    for mention, within in zip(found, people.segments(text, found), strict=True):
        name = naming.name_of(text, mention, within=within, avoid=circle.names)
        passage = text[within[0] : within[1]]
        persons.append(Person(name, mention.address, place, place if name else "", level, passage))
    return _with_what_is_said_below(persons)


def with_form(person: Person, form: dict[str, str]) -> Person:
    """The same, with what a filled-in form says of them."""
    if form.get("email") != person.email or len(form) < 2:
        return person
    return replace(person, name=names.clean(form.get("name", "")) or person.name, fields=form)


def _with_what_is_said_below(listed: list[Person]) -> list[Person]:
    """What stands below a list, "Ms Moss reckons with 9,000 a year", is about whom it names."""
    if len(listed) < 2:
        return listed
    *others, last = listed
    line, gap, below = last.passage.partition("\n\n")
    told = set(re.findall(r"\w+", below))
    about = [one for one in listed if told.intersection(one.name.split())]
    if not gap or len(about) != 1 or about[0] is last:
        return listed
    theirs = replace(about[0], passage=f"{about[0].passage}\n{below}")
    return [*(theirs if one is about[0] else one for one in others), replace(last, passage=line)]


def from_box(box: Mailbox, place: str, level: Level | None) -> Person:
    """Somebody as a header shows them; a display name that is no person's is left out."""
    name, organisation = names.split_header(box.name)
    if name and _is_function(name, box.address):
        name, organisation = "", organisation or ""
    first, _, rest = organisation.partition(" ")
    if rest and fold(first) == box.address.partition("@")[0]:
        organisation = rest  # "Gobernanta Hotel Mar Blau" writes from gobernanta@
    return Person(name, box.address, place, place if name else "", level, company=organisation)


def _is_function(name: str, address: str) -> bool:
    """True for display names such as "Info Weserkinder" or "Crust & Crumb": no person."""
    keys = [names.bare(t) for t in name.split()]
    local, _, domain = address.partition("@")
    if keys and (keys[0] in words.ROLE_LOCALS or keys[-1] in words.ROLE_LOCALS) and is_role(address):
        return True
    if any(k in words.COMPANY_NOUNS for k in keys) and names.explains(local, name) < 0.7:
        return True
    spelled = names.explains(local, name)
    return (
        company_domains.fits_domain(name, domain) > 0.9
        and domain not in FREE_MAIL
        and (
            (spelled < 0.6 and is_role(address))
            or (spelled < 0.3 and len(local) > 3 and len(keys) > 1 and not _is_initials(local, keys))
        )
    )


def _is_initials(local: str, keys: Sequence[str]) -> bool:
    return all(any(k.startswith(c) for k in keys) for c in re.sub(r"[^a-z]", "", local))


def _with_signed_address(person: Person, level: Level, circle: Circle) -> Person:
    """An author shown without an address: the one in their signature is theirs."""
    if person.email or not person.place.endswith("From"):
        return person
    signed = people.mentions(f"{level.signature}\n{level.text[-300:]}", circle.wants)
    fitting = [
        m.address for m in signed if names.explains(m.address.partition("@")[0], person.name) > 0.5
    ] or [m.address for m in signed if len(signed) == 1]
    return replace(person, email=fitting[0], place=f"{level.where} signature") if fitting else person


def named_by(person: Person, text: str, circle: Circle) -> Person:
    """A bare address gets its name from the text that names it."""
    local = person.email.partition("@")[0]
    if (not person.name or " " not in person.name) and not is_role(person.email):
        longer = naming.longer_name(text, person.name, local)
        if longer and longer != person.name and not any(names.same_person(longer, n) for n in circle.names):
            return replace(person, name=longer, named_at="cover note")
    return person

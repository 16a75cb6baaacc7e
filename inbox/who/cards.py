"""The people on cards that came along with a mail."""

from __future__ import annotations

from collections.abc import Sequence

from inbox.facts.fields import phone_form
from inbox.formats import vcards
from inbox.material import Material
from inbox.reading import Mailbox
from inbox.referring.opinion import surely_refers
from inbox.said import evidence
from inbox.who.choose import Choice
from inbox.who.circle import Circle
from inbox.who.names import fold
from inbox.who.persons import Person
from workflows.model import Prospect


def found_in(material: Material) -> list[Prospect]:
    """The outsiders on the cards that are attached, or on those in an attached mail without words."""
    circle = material.circle
    found = [
        p
        for text in material.mail.vcards
        for p in vcards.read_cards(text, lambda raw: phone_form(raw, "", material))
    ]
    found += [
        p
        for one in material.mail.attached
        if not one.text.strip()
        for text in one.vcards
        for p in vcards.read_cards(text, lambda raw: phone_form(raw, "", material))
    ]
    return [p for p in found if not _is_inside(p, circle)]


def _is_inside(card: Prospect, circle: Circle) -> bool:
    return circle.inside(Mailbox(card.name or "", card.email or ""))


def chosen(cards: Sequence[Prospect], material: Material) -> Choice:
    """Everybody on them, unless the words around speak of something else."""
    is_other = evidence.is_about_something_else(fold(material.cover), fold(material.mail.subject))
    if is_other and not surely_refers(material.cover):
        people_ = tuple(
            Person(c.name or "", c.email or "", "vCard", "vCard", company=c.company or "") for c in cards
        )
        return Choice(people_, False, "A card is attached, but the words do not seem to refer anybody.")
    persons = [
        Person(
            c.name or "",
            c.email or "",
            "vCard",
            "vCard",
            None,
            material.cover if len(cards) == 1 else "",
            c.company or "",
            fields={k: v for k, v in (("phone", c.phone), ("linkedin", c.linkedin)) if v},
        )
        for c in cards
    ]
    return Choice(
        tuple(persons), True, f"A card of {', '.join(p.name or p.email for p in persons)} is attached."
    )

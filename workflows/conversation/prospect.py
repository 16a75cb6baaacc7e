"""Somebody new, as read from a message."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workflows.conversation.text import fold

_ENDING = re.compile(r"['’](?:n?[ıiuü]n?|y[ıiuüae]|[dt][ae]n?|n?[ae]|yl[ae])$")  # "Zeynep Aksoy'u"


@dataclass(frozen=True, slots=True)
class Prospect:
    """Somebody new; `sure` when the address or the wording confirms who is who."""

    name: str | None = None
    email: str | None = None
    company: str | None = None
    phone: str | None = None
    sure: bool = False
    places: frozenset[int] = frozenset()  # of the words of its names

    def fields(self) -> dict[str, str | None]:
        """As the answer carries it."""
        return {"name": self.name, "email": self.email, "company": self.company, "phone": self.phone}


def each_once(people: Sequence[Prospect]) -> tuple[Prospect, ...]:
    """Without who is named a second time: "Yusuf, meet the team" speaks to the Yusuf introduced before."""

    def again(at: int, person: Prospect) -> bool:
        words = set(fold(person.name or "").split())
        others = (set(fold(p.name or "").split()) for other, p in enumerate(people) if other != at)
        lone = not (person.email or person.phone or person.company)
        return lone and any(words < known for known in others)

    return tuple(person for at, person in enumerate(people) if not again(at, person))


def borne_out(people: Sequence[Prospect]) -> tuple[Prospect, ...]:
    """Of a message in a language we cannot read: full names with an address or a number, without endings."""
    return tuple(
        replace(p, name=_ENDING.sub("", p.name), company=_ENDING.sub("", p.company or "") or None)
        for p in people
        if p.name and " " in p.name and (p.email or (p.phone and p.company))
    )


def of_form(entry: Mapping[str, str]) -> Prospect:
    """Somebody given field by field."""
    return Prospect(
        entry.get("name"), entry.get("email"), entry.get("company"), entry.get("phone"), sure=True
    )

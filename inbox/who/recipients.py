"""Whom an introduction means that has them in To or Cc."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from inbox.reading import Mailbox
from inbox.referring.opinion import surely_refers
from inbox.said import phrases, wishes
from inbox.said.other_business import NOT_FOR_US
from inbox.who import choose, persons
from inbox.who.circle import Circle
from inbox.who.names import fold


def among(
    boxes: Sequence[tuple[str, Mailbox]], text: str, circle: Circle, *, is_reply: bool
) -> choose.Choice:
    """The prospect of an intro that has them in To or Cc."""
    found = [persons.from_box(box, f"{place} header", None) for place, box in boxes]
    found = [persons.named_by(person, text, circle) for person in found]
    scored = choose.score_mentions(found, text, inflected=circle.inflected)
    intro = bool(phrases.INTRO.search(fold(text)))
    named = [p for p in found if scored[p.email]]
    firms = {p.firm for p in found}
    if NOT_FOR_US.search(fold(text)):
        return choose.Choice(tuple(found), False, "The partner says that this mail is not meant for us.")
    if len(firms) > 1:
        pointed = [p for p in named if scored[p.email] > 0]
        if len(pointed) == len(found) <= 4 and phrases.EACH_A_LEAD.search(fold(text)):
            return choose.Choice(
                tuple(replace(p, narrow=True) for p in found),
                True,
                "Each person on this mail is introduced as a lead of their own.",
            )
        if len({p.firm for p in pointed}) == 1 and intro and not phrases.UNSURE.search(fold(text)):
            return choose.Choice(
                (pointed[0],),
                True,
                f"Of several outsiders only {pointed[0].name or pointed[0].email} is introduced.",
            )
        return choose.Choice(tuple(found), False, "Several outsiders from different firms are on this mail.")
    chosen = max(named, key=lambda p: scored[p.email]) if named else found[0]
    handed_over = intro or (named and not is_reply and wishes.wants(fold(text))) or surely_refers(text)
    if handed_over and scored[chosen.email] >= 0:
        return choose.Choice((chosen,), True, f"{chosen.name or chosen.email} is introduced on this mail.")
    return choose.Choice(
        (chosen,), False, "An outsider is on this mail, but nothing says that this is an introduction."
    )

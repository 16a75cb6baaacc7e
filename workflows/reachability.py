"""Reachability: an address that takes no mail is marked and left alone until a person clears it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from workflows.base import Command, Decision, Effect, Event, PostNotice, SendEmail, ShowCard, Workflow
from workflows.commands import ClearAddress, NoteBounce, NoteUndelivered
from workflows.events import AddressCleared, MailBounced
from workflows.model import Contact, Partner


@dataclass(frozen=True, slots=True)
class Reachability:
    """Addresses that were found not to take mail, or to take it again."""

    about: str = ""  # what the lost mail was about, as far as we know
    unreachable: tuple[str, ...] = ()
    reason: str = ""
    cleared: str = ""


def decide(state: Reachability, message: Command | Event, now: datetime) -> Decision[Reachability]:
    """Mark what a bounce or a refusal names, tell the managers; clear what a person has checked."""
    match message:
        case NoteUndelivered():
            return _tell(state, (message.recipient,), message.reason, f"undelivered:{message.about}", now)
        case NoteBounce(recipients=recipients) if recipients:
            return _tell(state, recipients, "; ".join(message.reasons), f"bounce:{message.mail_id}", now)
        case ClearAddress(address=address, actor=actor) if address in state.unreachable:
            cleared = AddressCleared(_name(address), now, actor.name)
            return Decision(replace(state, unreachable=(), cleared=address), (cleared,), (_card(address),))
    return Decision(state)


def next_reachable(
    to: str, partner: Partner | None, unreachable: Collection[str]
) -> tuple[Contact, str] | None:
    """Whom to write to instead: another address of the same person, else another person of the partner."""
    if partner is None:
        return None
    same = partner.contact(to)
    people = sorted(partner.contacts, key=lambda c: (c != same, c.role == "finance"))
    free = ((c, a) for c in people for a in c.emails if a.lower() != to.lower() and a not in unreachable)
    return next(free, None)


def redirected(mail: SendEmail, instead: str, now: datetime) -> PostNotice:
    """What went elsewhere, or nowhere; once a day for each address."""
    what = mail.subject_of or mail.template.replace("_", " ")
    context = {"recipient": mail.to, "instead": instead, "subject": what}
    key = f"redirected:{mail.to}:{instead}:{now:%Y-%m-%d}"
    return PostNotice(key[:290], "redirected", "managers", mail.about, context)


def _tell(
    state: Reachability, recipients: tuple[str, ...], reason: str, key: str, now: datetime
) -> Decision[Reachability]:
    about = state.about or key
    events = tuple(MailBounced(about, now, recipient) for recipient in recipients)
    context = {"recipients": recipients, "reason": reason, "about": state.about}
    notice: Effect = PostNotice(f"{key}:{recipients[0]}", "unreachable", "managers", about, context)
    cards = tuple(_card(recipient) for recipient in recipients)
    marked = replace(state, unreachable=tuple(r.lower() for r in recipients), reason=reason)
    return Decision(marked, events, (notice, *cards))


def _card(address: str) -> ShowCard:
    return ShowCard(f"address:{address.lower()}"[:290], "address", address.lower(), "managers")


def _name(address: str) -> str:
    return f"address:{address}"[:60]


WORKFLOW = Workflow("reachability", Reachability, decide, accepts=(NoteBounce, NoteUndelivered, ClearAddress))

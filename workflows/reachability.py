"""Reachability: an address that takes no mail is marked and left alone until a person clears it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from workflows.base import Command, Decision, Effect, Event, PostNotice, SendEmail, ShowCard, Workflow
from workflows.commands import ClearAddress, NoteBounce, NoteUndelivered
from workflows.delivery_messages import DeliveryGivenUp, NoteGivenUp
from workflows.events import AddressCleared, MailBounced
from workflows.model import Contact, Partner

LONGEST_WHY = 300


@dataclass(frozen=True, slots=True)
class Reachability:
    """Addresses that were found not to take mail, or to take it again."""

    about: str = ""  # what the lost mail was about, as far as we know
    sent_to: tuple[str, ...] = ()  # to whom the mail went that a bounce names
    unreachable: tuple[str, ...] = ()
    reason: str = ""
    cleared: str = ""


def decide(state: Reachability, message: Command | Event, now: datetime) -> Decision[Reachability]:
    """Mark what a bounce or a refusal names, tell the managers; clear what a person has checked."""
    match message:
        case NoteUndelivered(recipient=refused):
            return _tell(state, (refused,), (refused,), message.reason, f"undelivered:{message.about}", now)
        case NoteBounce(recipients=named) if named:
            lost = _proven(state.sent_to, named) or message.known
            key = f"bounce:{message.source or message.mail_id}"
            lost = lost if message.is_final else ()
            return _tell(state, named, lost, "; ".join(message.reasons), key, now, is_final=message.is_final)
        case NoteGivenUp():
            return _given_up(state, message, now)
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


def _proven(sent_to: tuple[str, ...], named: tuple[str, ...]) -> tuple[str, ...]:
    """Whom a bounce silences: only who got the mail it returns. Anybody can write a bounce that names others.

    The address named may be where the recipient's mail is forwarded to; with one recipient it is them.
    """
    if len(sent_to) == 1:
        return sent_to
    return tuple(address for address in sent_to if address in {each.lower() for each in named})


def _tell(
    state: Reachability,
    named: tuple[str, ...],
    lost: tuple[str, ...],
    reason: str,
    key: str,
    now: datetime,
    *,
    is_final: bool = True,
) -> Decision[Reachability]:
    about = state.about or key
    events = tuple(MailBounced(about, now, recipient) for recipient in named)
    context = {"recipients": named, "reason": reason, "about": state.about, "is_final": is_final}
    notice: Effect = PostNotice(f"{key}:{named[0]}", "unreachable", "managers", about, context)
    cards = tuple(_card(address) for address in lost)
    marked = replace(state, unreachable=tuple(address.lower() for address in lost), reason=reason)
    return Decision(marked, events, (notice, *cards))


def _given_up(state: Reachability, message: NoteGivenUp, now: datetime) -> Decision[Reachability]:
    """One card a day has them all: a provider that is away for a day takes no mail of anybody."""
    why = message.why[:LONGEST_WHY]
    events = tuple(
        DeliveryGivenUp(state.about or _name(each), now, each.lower(), why) for each in message.recipients
    )
    day = now.date().isoformat()
    return Decision(state, events, (ShowCard(f"given-up:{day}", "given_up", day, "managers"),))


def _card(address: str) -> ShowCard:
    return ShowCard(f"address:{address.lower()}"[:290], "address", address.lower(), "managers")


def _name(address: str) -> str:
    return f"address:{address}"[:60]


WORKFLOW = Workflow(
    "reachability", Reachability, decide, accepts=(NoteBounce, NoteGivenUp, NoteUndelivered, ClearAddress)
)

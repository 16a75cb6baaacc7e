"""Reachability: when a partner's address takes no mail, a person is told and the address is marked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from workflows.base import Command, Decision, Effect, Event, PostNotice, Workflow
from workflows.commands import NoteBounce, NoteUndelivered
from workflows.events import MailBounced


@dataclass(frozen=True, slots=True)
class Reachability:
    """Addresses that were found not to take mail."""

    about: str = ""  # what the lost mail was about, as far as we know
    unreachable: tuple[str, ...] = ()


def decide(state: Reachability, message: Command | Event, now: datetime) -> Decision[Reachability]:
    """Mark what a bounce or a refusal names, and tell the managers."""
    match message:
        case NoteUndelivered():
            return _tell(state, (message.recipient,), message.reason, f"undelivered:{message.about}", now)
        case NoteBounce(recipients=recipients) if recipients:
            return _tell(state, recipients, "; ".join(message.reasons), f"bounce:{message.mail_id}", now)
    return Decision(state)


def _tell(
    state: Reachability, recipients: tuple[str, ...], reason: str, key: str, now: datetime
) -> Decision[Reachability]:
    about = state.about or key
    events = tuple(MailBounced(about, now, recipient) for recipient in recipients)
    context = {"recipients": recipients, "reason": reason, "about": state.about}
    notice: Effect = PostNotice(f"{key}:{recipients[0]}", "unreachable", "managers", about, context)
    return Decision(replace(state, unreachable=recipients), events, (notice,))


WORKFLOW = Workflow("reachability", Reachability, decide, accepts=(NoteBounce, NoteUndelivered))

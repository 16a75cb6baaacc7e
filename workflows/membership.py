"""Membership: a company joins the programme once, by approval of its first mail or by a manager's hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from workflows.base import Command, Decision, Event, Workflow
from workflows.commands import AddPartner, ApprovePartner
from workflows.events import PartnerJoined
from workflows.model import Partner


@dataclass(frozen=True, slots=True)
class Membership:
    """A company and whether it is a partner yet; `partner` is None while it is not."""

    partner: Partner | None = None


def decide(state: Membership, message: Command | Event, now: datetime) -> Decision[Membership]:
    """Take the company in; one whose address we know already stays as it is."""
    match message:
        case AddPartner() | ApprovePartner() if state.partner is None:
            joined = PartnerJoined(message.partner.id, now, message.actor.name)
            return Decision(replace(state, partner=message.partner), (joined,))
    return Decision(state)


WORKFLOW = Workflow("membership", Membership, decide, accepts=(AddPartner, ApprovePartner))

"""Membership: a company joins the programme once, is kept up to date, and may be left in peace."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime

from workflows.base import Command, Decision, Event, Workflow
from workflows.care_messages import LearnLanguage, PartnerScreened
from workflows.commands import AddPartner, ApprovePartner, EditPartner, PausePartner, ResumePartner
from workflows.events import PartnerEdited, PartnerJoined, PartnerPaused, PartnerResumed
from workflows.model import Partner


@dataclass(frozen=True, slots=True)
class Membership:
    """A company and whether it is a partner yet; `partner` is None while it is not."""

    partner: Partner | None = None
    taken: tuple[str, ...] = ()  # addresses and domains of the message that belong to other partners


def decide(state: Membership, message: Command | Event, now: datetime) -> Decision[Membership]:
    """Take the company in, or change it; what belongs to another company changes nothing."""
    match message, state.partner:
        case (AddPartner() | ApprovePartner(), None):
            joined = PartnerJoined(message.partner.id, now, message.actor.name)
            return Decision(replace(state, partner=message.partner), (joined, *_screened(message, now)))
        case EditPartner(partner=partner), Partner() as known if not state.taken:
            return _edit(state, known, replace(partner, pause=known.pause), message, now)
        case PausePartner(pause=pause), Partner() as known if known.pause != pause:
            until = pause.until.isoformat() if pause.until else ""
            paused = PartnerPaused(known.id, now, pause.by, until, pause.why)
            return Decision(replace(state, partner=replace(known, pause=pause)), (paused,))
        case ResumePartner(actor=actor), Partner() as known if known.pause:
            resumed = PartnerResumed(known.id, now, actor.name)
            return Decision(replace(state, partner=replace(known, pause=None)), (resumed,))
        case LearnLanguage(language=language), Partner(writes_in="") as known if known.language != language:
            edited = PartnerEdited(known.id, now, "the desk, from their mails", ("language",))
            return Decision(replace(state, partner=replace(known, language=language)), (edited,))
    return Decision(state)


def _edit(
    state: Membership, known: Partner, changed: Partner, message: EditPartner, now: datetime
) -> Decision[Membership]:
    names = tuple(f.name for f in fields(known) if getattr(known, f.name) != getattr(changed, f.name))
    if not names:
        return Decision(state)
    edited = PartnerEdited(known.id, now, message.actor.name, names)
    return Decision(replace(state, partner=changed), (edited,))


def _screened(message: AddPartner | ApprovePartner, now: datetime) -> tuple[PartnerScreened, ...]:
    """Who vouched for a stranger, for what, and why; stays in the partner's history."""
    if not isinstance(message, ApprovePartner):
        return ()
    return (PartnerScreened(message.partner.id, now, message.actor.name, message.checks, message.why),)


WORKFLOW = Workflow(
    "membership",
    Membership,
    decide,
    accepts=(AddPartner, ApprovePartner, EditPartner, PausePartner, ResumePartner, LearnLanguage),
)

"""Details: what the owner has found out about a deal. None of it reaches the partner."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workflows.base import Command, Decision, Event, ShowCard, Workflow
from workflows.commands import NoteDetails
from workflows.events import DetailsNoted
from workflows.model import Referral


def decide(state: Referral, message: Command | Event, now: datetime) -> Decision[Referral]:
    """Note what was filled in; a field that was left empty stays as it is."""
    match message:
        case NoteDetails() if message.may_steer or (state.owner and state.owner.is_same(message.actor)):
            return _note(state, message, now)
    return Decision(state)


def _note(state: Referral, message: NoteDetails, now: datetime) -> Decision[Referral]:
    given = {
        name: value
        for name, value in (("value", message.value), ("close_by", message.close_by))
        if value and value != getattr(state.prospect, name)
    }
    found = {**state.prospect.found, **dict.fromkeys(given, f"entered by {message.actor.name}")}
    prospect = replace(state.prospect, **given, found=found)  # type: ignore[arg-type]
    after = replace(state, prospect=prospect, next_step=message.next_step or state.next_step)
    names = (*given, *(("next_step",) if after.next_step != state.next_step else ()))
    if not names:
        return Decision(state)
    card = ShowCard(f"alert:{state.id}", "referral", state.id, "sales")
    playbook = ShowCard(f"playbook:{state.id}", "playbook", state.id, "sales", in_thread_of=card.key)
    return Decision(after, (DetailsNoted(state.id, now, message.actor.name, names),), (card, playbook))


WORKFLOW = Workflow("details", Referral, decide, accepts=(NoteDetails,))

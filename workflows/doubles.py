"""Doubles: a person says that two leads of one partner are the same; the work goes on under one of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workflows.base import Command, Decision, Event, ShowCard, Workflow
from workflows.model import Referral
from workflows.pipeline import WON
from workflows.quality_messages import JoinLeads, LeadsJoined


def decide(state: Referral, message: Command | Event, now: datetime) -> Decision[Referral]:
    """A lead that is won has a commission on it and is never joined away."""
    match message:
        case JoinLeads(same_as=other, actor=actor) if (
            state.registration == "registered" and state.stage != WON
        ):
            after = replace(state, registration="duplicate", same_as=other)
            card = ShowCard(f"alert:{state.id}", "referral", state.id, "sales")
            return Decision(after, (LeadsJoined(state.id, now, other, actor.name),), (card,))
    return Decision(state)


WORKFLOW = Workflow("doubles", Referral, decide, accepts=(JoinLeads,))

"""Milestones: a first win, round numbers. The bot writes a draft; congratulating is for a person.

A draft about a win is seen once the partner has the facts, and goes when the deal is not won after all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflows.base import Command, Decision, Event, Workflow
from workflows.engagement_messages import TaskDropped, TaskWanted
from workflows.events import ReferralRegistered, StageMoved
from workflows.model import Partner, Referral
from workflows.pipeline import SETTLE, WON
from workflows.program import Program

ROUND = frozenset({10, 25, 50, 100, 250, 500, 1000})
WINS = frozenset({5, 10, 25, 50, 100, 250})


@dataclass(frozen=True, slots=True)
class Milestones:
    """A partner's numbers with the message counted in."""

    partner: Partner
    referral: Referral
    program: Program
    referrals: int = 0
    won: int = 0


def decide(state: Milestones, message: Command | Event, now: datetime) -> Decision[Milestones]:
    """Ask for a note when a number is one to remember; each only once, since the task has its name."""
    if not state.program.engagement.has("milestones"):
        return Decision(state)
    match message:
        case StageMoved(stage=stage, before=before) if (stage == WON) != (before == WON):
            return _won(state, now) if stage == WON else _unwon(state, now)
        case ReferralRegistered() if state.referrals in ROUND:
            return _task(
                state, f"referrals:{state.referrals}", "milestone", now, what=f"{state.referrals} referrals"
            )
    return Decision(state)


def _won(state: Milestones, now: datetime) -> Decision[Milestones]:
    told = (now + SETTLE).isoformat()
    if state.won == 1:
        return _task(state, "first_win", "first_win", now, due=told)
    if state.won in WINS:
        return _task(state, f"won:{state.won}", "milestone", now, what=f"{state.won} won deals", due=told)
    return Decision(state)


def _unwon(state: Milestones, now: datetime) -> Decision[Milestones]:
    """What would congratulate on this very deal, or on a number that is not reached any more."""
    partner = state.partner.id
    first = TaskDropped(partner, now, "first_win", only=state.referral.id)
    number = TaskDropped(partner, now, "milestone", only=f"won:{state.won + 1}:{partner}")
    return Decision(state, (first, number))


def _task(
    state: Milestones, name: str, kind: str, now: datetime, *, what: str = "", due: str = ""
) -> Decision[Milestones]:
    context = {"referral": state.referral.id, "title": state.referral.title, "what": what}
    task = f"{name}:{state.partner.id}"
    return Decision(state, (TaskWanted(state.partner.id, now, task, kind, context, draft=kind, due=due),))


WORKFLOW = Workflow("milestones", Milestones, decide, accepts=(StageMoved, ReferralRegistered))

"""Answering: when partners wait too long for a confirmation, the managers hear of it, once an hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflows.base import Command, Decision, Event, PostNotice, Workflow
from workflows.commands import NoteLateAnswers
from workflows.events import AnswersLate


@dataclass(frozen=True, slots=True)
class Answering:
    """Nothing is remembered: the key of the notice says it once."""


def decide(state: Answering, message: Command | Event, now: datetime) -> Decision[Answering]:
    """Tell the managers how many wait, since when, and what took longest."""
    if not isinstance(message, NoteLateAnswers):
        return Decision(state)
    about = f"late-answers:{message.hour}"
    happened = AnswersLate(about, now, message.waiting, message.slowest_s)
    context = {"waiting": message.waiting, "oldest": message.oldest, "slowest_s": message.slowest_s}
    return Decision(state, (happened,), (PostNotice(about, "late_answers", "managers", about, context),))


WORKFLOW = Workflow("answering", Answering, decide, accepts=(NoteLateAnswers,))

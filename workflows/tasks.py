"""Tasks: what only a person should do, asked for once, with Done and Snooze; some bring a draft to send.

Praise, calls and apologies are tasks: the bot prepares them and never says them by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any, Literal

from workflows.base import Command, Decision, Event, SendEmail, ShowCard, Workflow
from workflows.calendar import moment_on, next_business_day
from workflows.engagement_messages import (
    FinishTask,
    PartnerContacted,
    SendDraft,
    SnoozeTask,
    StrikeTask,
    TaskDropped,
    TaskWanted,
)
from workflows.model import Partner
from workflows.program import Program

TaskStatus = Literal["open", "snoozed", "done", "dropped"]
# Doing one of these is a talk between people, which ends a sequence.
TALKS = frozenset(
    {"outreach", "flagged", "complaint", "unsure", "remind", "monthly_call", "checkin", "milestone"}
)
BACK_AT = time(9)


@dataclass(frozen=True, slots=True)
class Task:
    """One of them. `turn` counts how often it was shown anew; it is -1 until anybody has seen it."""

    id: str
    kind: str
    partner_id: str
    created_at: datetime
    status: TaskStatus = "open"
    context: Mapping[str, Any] = field(default_factory=dict)
    draft: str = ""
    due_at: datetime | None = None
    turn: int = 0
    closed_at: datetime | None = None
    closed_by: str = ""
    outcome: str = ""

    @property
    def card(self) -> str:
        """The key of its card; a task that comes back gets a fresh one."""
        return f"task:{self.id}:{self.turn}" if self.turn > 0 else f"task:{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether somebody should still do it."""
        return self.status in ("open", "snoozed")


@dataclass(frozen=True, slots=True)
class Errands:
    """The tasks a message is about, and whom they concern."""

    partner: Partner
    program: Program
    tasks: tuple[Task, ...] = ()


def decide(state: Errands, message: Command | Event, now: datetime) -> Decision[Errands]:
    """Open, close, put off or bring back; what somebody closed stays closed."""
    match message:
        case TaskWanted() if all(t.status == "dropped" for t in state.tasks):
            return _opened(state, message, now)
        case TaskDropped():
            dropped = tuple(_closed(t, "dropped", "", "", now) for t in state.tasks if t.is_open)
            return _shown(state, dropped)
        case FinishTask(actor=actor, how=how):
            done = tuple(_closed(t, "done", actor.name, message.note or how, now) for t in _open(state))
            return _shown(state, done, *(_talked(t, actor.name, how, message.note, now) for t in done))
        case SnoozeTask(until=until):
            back = _morning(state, until)
            return _shown(state, tuple(replace(t, status="snoozed", due_at=back) for t in _open(state)))
        case StrikeTask(turn=turn):
            back_again = (t for t in state.tasks if t.status == "snoozed" and t.turn == turn)
            return _shown(state, tuple(_woken(t) for t in back_again))
        case SendDraft():
            return _sent(state, message, now)
    return Decision(state)


def _opened(state: Errands, message: TaskWanted, now: datetime) -> Decision[Errands]:
    task = Task(
        message.task,
        message.kind,
        state.partner.id,
        now,
        context=message.context,
        draft=message.draft,
    )
    former = max((t.turn for t in state.tasks), default=None)
    if (due_at := _seen_at(state, message.due, now)) > now:
        turn = -1 if former is None else former + 1
        return Decision(replace(state, tasks=(replace(task, status="snoozed", due_at=due_at, turn=turn),)))
    return _shown(replace(state, tasks=()), (replace(task, turn=0 if former is None else former + 1),))


def _seen_at(state: Errands, due: str, now: datetime) -> datetime:
    if "T" in due:
        return datetime.fromisoformat(due)
    return _morning(state, date.fromisoformat(due)) if due else now


def _sent(state: Errands, message: SendDraft, now: datetime) -> Decision[Errands]:
    """The letter goes out in the manager's name; what is answered to it reaches the desk and them."""
    actor = message.actor
    done = tuple(_closed(t, "done", actor.name, "wrote", now) for t in _open(state))
    if not done:
        return Decision(state)
    mail = SendEmail(
        key=f"letter:{done[0].id}:{done[0].turn}",
        template="written",
        to=message.to,
        about=state.partner.id,
        context={"partner": state.partner, "subject": message.subject, "text": message.text},
        from_name=actor.name,
        reply_to=actor.email,
    )
    decision = _shown(state, done, *(_talked(t, actor.name, "wrote", "", now) for t in done))
    return replace(decision, effects=(*decision.effects, mail))


def _shown(state: Errands, changed: tuple[Task, ...], *events: Event | None) -> Decision[Errands]:
    if not changed:
        return Decision(state)
    rest = tuple(t for t in state.tasks if t.id not in {c.id for c in changed})
    cards = tuple(ShowCard(t.card, "task", t.id, "managers") for t in changed if t.turn >= 0)
    return Decision(replace(state, tasks=(*rest, *changed)), tuple(e for e in events if e), cards)


def _open(state: Errands) -> tuple[Task, ...]:
    return tuple(t for t in state.tasks if t.is_open)


def _closed(task: Task, status: TaskStatus, actor: str, outcome: str, now: datetime) -> Task:
    return replace(task, status=status, due_at=None, closed_at=now, closed_by=actor, outcome=outcome)


def _woken(task: Task) -> Task:
    return replace(task, status="open", due_at=None, turn=task.turn + 1)


def _talked(task: Task, actor: str, how: str, note: str, now: datetime) -> PartnerContacted | None:
    is_talk = how in ("called", "wrote") or (how == "done" and task.kind in TALKS)
    return PartnerContacted(task.partner_id, now, actor, how, note) if is_talk else None


def _morning(state: Errands, day: date) -> datetime:
    hours = state.program.hours
    return moment_on(next_business_day(day, hours), BACK_AT, hours.tz)


WORKFLOW = Workflow(
    "tasks",
    Errands,
    decide,
    accepts=(TaskWanted, TaskDropped, FinishTask, SnoozeTask, StrikeTask, SendDraft),
)

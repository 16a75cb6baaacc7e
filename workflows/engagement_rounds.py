"""Rounds of engagement: where a partner stands, and how a round ends and the next one begins."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Literal

from workflows.base import Decision, Effect, Event, TakeBack
from workflows.calendar import BusinessHours
from workflows.engagement_messages import RoundEnded, TaskDropped
from workflows.engagement_rules import EngagementRules, Sequence
from workflows.engagement_times import after_gap, hours_for, midnight, step_moment
from workflows.model import Contact, Partner
from workflows.program import Program
from workflows.stories import Story
from workflows.tips import Tip

Status = Literal[
    "active", "at_risk", "nudged", "drafted", "flagged", "paused", "opted_out", "departed", "complained",
    "closed",
]  # fmt: skip
UPSET: frozenset[Status] = frozenset({"opted_out", "complained"})


@dataclass(frozen=True, slots=True)
class Enrollment:
    """Where one partner stands. `nudge_at` and `turn` are the timer; None means that nothing is due."""

    partner_id: str
    since: datetime  # days count from here
    has_referred: bool = False
    cycle: int = 1
    step: int = 0  # index of what comes next
    begin: int = 0  # index this round began with
    nudge_at: datetime | None = None
    turn: int = 0
    status: Status = "active"
    touched_at: datetime | None = None
    contact_at: datetime | None = None  # people talked
    away_until: date | None = None
    silent: int = 0  # rounds in a row that nobody answered
    waits_for: str = ""  # what holds the next step
    ended: str = ""  # how the last round ended
    told: tuple[str, ...] = ()  # stories and tips they have had


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What holds a touch back, and what it could say; looked up when a step is due."""

    disputes: int = 0
    payout_overdue: bool = False
    promise_broken: bool = False
    youngest_open: datetime | None = None  # the newest referral that is neither won nor lost
    room_at: datetime | None = None  # when one more automatic mail fits into the week; None is now
    contact: Contact | None = None  # somebody whose address takes mail
    opted_out: bool = False
    story: Story | None = None
    tip: Tip | None = None
    won_title: str = ""  # whom of theirs we won last
    material: tuple[str, ...] = ()  # titles of the archive that could help them


@dataclass(frozen=True, slots=True)
class Engagement:
    """A partner, where they stand, and how things are."""

    partner: Partner
    enrollment: Enrollment
    program: Program
    now_is: Circumstances = field(default_factory=Circumstances)

    @property
    def rules(self) -> EngagementRules:
        """The programme's."""
        return self.program.engagement

    @property
    def sequence(self) -> Sequence:
        """The one that runs for this partner."""
        return self.rules.track(self.enrollment.has_referred)

    @property
    def hours(self) -> BusinessHours:
        """The partner's working week."""
        return hours_for(self.partner, self.program)


def end_round(state: Engagement, how: str, now: datetime, status: Status = "active") -> Decision[Engagement]:
    """A sign of life: the round is over, its tasks fall away, the next one waits its ninety days."""
    e = state.enrollment
    alive = having(state, contact_at=now, silent=0)
    if e.status in UPSET:
        return Decision(alive)
    if not is_running(state):
        return Decision(timed(having(alive, status=status), now))
    ended = next_round(alive, now, how=how, status=status)
    return Decision(timed(ended, now), *over(state, how, now))


def stopped(state: Engagement, status: Status, how: str, now: datetime) -> Decision[Engagement]:
    """Nothing more is sent until a person changes that."""
    ended = next_round(having(state, contact_at=now, silent=0), now, how=how, status=status)
    return Decision(having(ended, nudge_at=None, turn=ended.enrollment.turn + 1), *over(state, how, now))


def paused(state: Engagement, until: date | None, how: str, now: datetime) -> Decision[Engagement]:
    """Left in peace until a day, or until somebody resumes; nothing is marked meanwhile."""
    if state.enrollment.status in UPSET:
        return Decision(state)
    rest = next_round(having(state, silent=0), now, how=how, status="paused", until=until)
    rest = timed(rest, now) if until else having(rest, nudge_at=None, turn=rest.enrollment.turn + 1)
    return Decision(rest, *over(state, how, now))


def timed(state: Engagement, now: datetime) -> Engagement:
    """The same with its timer at the next step."""
    e = state.enrollment
    if e.step >= len(state.sequence.steps):
        return having(state, nudge_at=None, turn=e.turn + 1)
    due = step_moment(state.sequence, e.step, e.since, state.rules, state.hours)
    if state.sequence.steps[e.step].does != "mark":
        due = max(due, after_gap(e.touched_at, state.rules, state.hours) or due)
    return having(state, nudge_at=max(due, now), turn=e.turn + 1, waits_for="")


def next_round(
    state: Engagement, now: datetime, *, how: str, status: Status, until: date | None = None
) -> Engagement:
    """The round after this one. Its first touch comes neither before ninety days nor before `until`."""
    e, sequence = state.enrollment, state.sequence
    first = timedelta(days=sequence.steps[sequence.first_touch].day)
    since = max(e.since, now + timedelta(days=state.rules.reentry_days) - first)
    if until:
        since = max(since, midnight(until, state.hours) - first)
    begin = sequence.first_touch if status == "paused" else sequence.opening
    return having(
        state,
        since=since,
        cycle=e.cycle + 1,
        step=begin,
        begin=begin,
        status=status,
        ended=how,
        waits_for="",
    )


def over(state: Engagement, how: str, now: datetime) -> tuple[tuple[Event, ...], tuple[Effect, ...]]:
    """What the end of a round takes with it: drafts nobody needs, and a nudge that is not out yet."""
    e = state.enrollment
    if not is_running(state):
        return (), (TakeBack(group(e.partner_id), even_due=True),)
    dropped = TaskDropped(e.partner_id, now, "outreach"), TaskDropped(e.partner_id, now, "flagged")
    return (round_over(state, how, now), *dropped), (TakeBack(group(e.partner_id), even_due=True),)


def round_over(state: Engagement, how: str, now: datetime) -> RoundEnded:
    """The event."""
    return RoundEnded(state.enrollment.partner_id, now, state.sequence.name, state.enrollment.cycle, how)


def is_running(state: Engagement) -> bool:
    """Whether a round has begun: something was marked or said, beyond what informs everybody."""
    e = state.enrollment
    return any(not step.informs for step in state.sequence.steps[e.begin : e.step])


def group(partner_id: str) -> str:
    """The name under which a partner's nudge waits in the outbox."""
    return f"nudge:{partner_id}"


def having(state: Engagement, **changes: object) -> Engagement:
    """The same with another enrollment."""
    return replace(state, enrollment=replace(state.enrollment, **changes))  # type: ignore[arg-type]

"""What a sequence would have done: the same decisions over days that have passed, with nothing sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from workflows.engagement import decide
from workflows.engagement_messages import PartnerAtRisk, PartnerNudged, StrikeEnrollment
from workflows.engagement_rounds import Circumstances, Engagement, Enrollment
from workflows.events import PartnerJoined, ReferralRegistered
from workflows.model import Contact, Partner
from workflows.program import Program

MOST_STRIKES = 1000  # for one partner; more means that a rule does not end


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a partner: when they joined, and when they sent us somebody."""

    partner: Partner
    joined_at: datetime
    referred_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Touch:
    """A step that would have been taken."""

    partner: Partner
    at: datetime
    day: int
    does: str
    template: str


def rehearse(past: Past, program: Program, since: datetime, until: datetime) -> tuple[Touch, ...]:
    """The steps between two moments. Answers and talks are not replayed: it is the most there would be."""
    found = Circumstances(contact=next(iter(past.partner.contacts), Contact("", ("",))), tip="status")
    start = Engagement(past.partner, Enrollment(past.partner.id, past.joined_at), program, found)
    state = decide(start, PartnerJoined(past.partner.id, past.joined_at, ""), past.joined_at).state
    touches: list[Touch] = []
    for moment in (*sorted(past.referred_at), None):
        before = min(moment, until) if moment else until
        state, told = _run(state, before)
        touches += told
        if moment is None or moment > until:
            break
        state = decide(state, ReferralRegistered("", moment, past.partner.id), moment).state
        state = replace(state, now_is=replace(found, youngest_open=moment))
    return tuple(touch for touch in touches if touch.at >= since)


def counted(touches: Iterable[Touch]) -> dict[tuple[int, str, str], int]:
    """How many of each step, in the order of their days."""
    found: dict[tuple[int, str, str], int] = {}
    for touch in touches:
        key = touch.day, touch.does, touch.template
        found[key] = found.get(key, 0) + 1
    return dict(sorted(found.items()))


def _run(state: Engagement, until: datetime) -> tuple[Engagement, list[Touch]]:
    told: list[Touch] = []
    for _ in range(MOST_STRIKES):
        due = state.enrollment.nudge_at
        if due is None or due > until:
            break
        decision = decide(state, StrikeEnrollment(state.partner.id, state.enrollment.turn), due)
        told += _touches(state.partner, decision.events)
        state = decision.state
    return state, told


def _touches(partner: Partner, events: Iterable[object]) -> Iterator[Touch]:
    for event in events:
        match event:
            case PartnerNudged():
                yield Touch(partner, event.at, event.day, event.does, event.template)
            case PartnerAtRisk():
                yield Touch(partner, event.at, event.day, "mark", "")


def quarter_before(now: datetime) -> datetime:
    """Ninety-one days ago."""
    return now - timedelta(days=91)

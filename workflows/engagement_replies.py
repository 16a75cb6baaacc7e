"""What a partner's answer does to their round: most end it, some bend it, machines change little.

Whoever looks after the partner sees each answer in Slack, with what we made of it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from workflows.base import Decision, Effect, Event, PostNotice
from workflows.conversation_messages import PartnerReplied
from workflows.engagement_messages import TaskWanted
from workflows.engagement_rounds import (
    Engagement,
    end_round,
    having,
    next_round,
    over,
    paused,
    stopped,
    timed,
)
from workflows.engagement_times import next_window, step_moment

RECENT = timedelta(days=60)  # an answer after that is no answer to a nudge


def heard(state: Engagement, reply: PartnerReplied, now: datetime) -> Decision[Engagement]:
    """Answer the meaning of a reply."""
    decision = _answer(state, reply, now)
    touched_at = state.enrollment.touched_at
    if touched_at is None or now - touched_at > RECENT:
        return decision
    return replace(decision, effects=(*decision.effects, _notice(state, decision.state, reply, now)))


def allowed(state: Engagement, now: datetime) -> Decision[Engagement]:
    """Nudges are welcome again, in a round of their own."""
    if state.enrollment.status != "opted_out":
        return Decision(state)
    return Decision(timed(having(state, status="active"), now))


def _answer(state: Engagement, reply: PartnerReplied, now: datetime) -> Decision[Engagement]:
    match reply.meaning:
        case "auto_reply" | "referral":  # nobody read it; the referral itself is an event of its own
            return Decision(state)
        case "out_of_office":
            return _away(state, _day(reply.until), now)
        case "bounce":
            return _gone(state, "bounced", now)
        case "not_now" if not reply.until:
            return end_round(state, "not_now", now, "paused")
        case "not_now":
            return _with_task(paused(state, _day(reply.until), "not_now", now), state, reply, "remind", now)
        case "wrong_person":
            return _with_task(_gone(state, "wrong_person", now), state, reply, "successor", now)
        case "complaint":
            complained = stopped(state, "complained", "complaint", now)
            return _with_task(complained, state, reply, "complaint", now)
        case "stop":
            return stopped(state, "opted_out", "opted_out", now)
        case "other" if reply.mail_id is None:  # a mail is held with the guess, which is a card already
            return _with_task(end_round(state, "contact", now), state, reply, "unsure", now)
    return end_round(state, reply.meaning, now)


def _away(state: Engagement, until: date | None, now: datetime) -> Decision[Engagement]:
    """Out of office: the clock runs, sending waits. An absence without an end holds for a week."""
    e = state.enrollment
    back = until or (now + timedelta(days=7)).date()
    return Decision(having(state, away_until=max(back, e.away_until or back)))


def _gone(state: Engagement, how: str, now: datetime) -> Decision[Engagement]:
    ended = next_round(having(state, silent=0), now, how=how, status="departed")
    return Decision(timed(ended, now), *over(state, how, now))


def _with_task(
    decision: Decision[Engagement], state: Engagement, reply: PartnerReplied, kind: str, now: datetime
) -> Decision[Engagement]:
    """A person is asked to look after it; only once a day for each kind."""
    due = reply.until if kind == "remind" else ""
    if kind == "remind" and not due:
        return decision
    named = {"successor": reply.successor} if reply.successor else {}
    task = TaskWanted(
        about=state.partner.id,
        at=now,
        task=f"{kind}:{state.partner.id}:{reply.mail_id or now.date().isoformat()}",
        kind=kind,
        context={"contact": reply.contact, "meaning": reply.meaning, "mail_id": reply.mail_id, **named},
        due=due,
    )
    events: tuple[Event, ...] = (*decision.events, task)
    return replace(decision, events=events)


def _notice(before: Engagement, after: Engagement, reply: PartnerReplied, now: datetime) -> Effect:
    """What the bot understood, for the managers."""
    e = after.enrollment
    resumes = _next_touch(after) if e.nudge_at else None
    context = {
        "partner": before.partner,
        "manager": before.program.manager_of(before.partner),
        "contact": reply.contact,
        "meaning": reply.meaning,
        "until": _day(reply.until),
        "waits": reply.waits,
        "has_ended": e.cycle != before.enrollment.cycle,
        "resumes": resumes,
        "tz": before.program.tz,
        "now": now,
    }
    key = f"reply:{before.partner.id}:{reply.mail_id or now.isoformat()}"
    return PostNotice(key[:290], "nudge_reply", "managers", before.partner.id, context)


def _next_touch(state: Engagement) -> datetime:
    """When they hear from us again at the earliest; a mark for ourselves is nothing they hear of."""
    e, sequence = state.enrollment, state.sequence
    touch = next((n for n in range(e.step, len(sequence.steps)) if sequence.steps[n].does != "mark"), e.step)
    due = step_moment(sequence, touch, e.since, state.rules, state.hours)
    return next_window(max(due, e.nudge_at or due), state.rules, state.hours)


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None

"""Engagement: how we keep in touch with a partner who has gone quiet, or who has never referred anybody.

Days count from the last accepted referral, or from joining. Any sign of life ends a round, and the next one
touches nobody before ninety days have passed. A round and a step name a touch, so it happens once.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from workflows.base import Command, Decision, Effect, Event, SendEmail, Workflow
from workflows.conversation_messages import NudgesAllowed, NudgesStopped, PartnerReplied
from workflows.engagement_messages import (
    NoteContact,
    PartnerAtRisk,
    PartnerContacted,
    PartnerNudged,
    StrikeEnrollment,
    TaskDropped,
    TaskWanted,
)
from workflows.engagement_replies import allowed, heard
from workflows.engagement_rounds import (
    UPSET,
    Engagement,
    Status,
    end_round,
    group,
    having,
    is_running,
    next_round,
    over,
    paused,
    round_over,
    stopped,
    timed,
)
from workflows.engagement_rules import Step
from workflows.engagement_times import after_gap, midnight, newest_due, next_morning, next_window
from workflows.events import (
    PartnerAnswered,
    PartnerJoined,
    PartnerPaused,
    PartnerResumed,
    ReferralContested,
    ReferralCorrected,
    ReferralMerged,
    ReferralRegistered,
)

ADOPTED_EARLIEST = timedelta(
    days=30
)  # partners from before there were sequences: first touch not before that


def decide(state: Engagement, message: Command | Event, now: datetime) -> Decision[Engagement]:
    """Take the step that is due, or end the round; what is late or repeated changes nothing."""
    match message:
        case StrikeEnrollment(turn=turn):
            is_due = turn == state.enrollment.turn and state.enrollment.nudge_at is not None
            return _strike(_adopted(state, now), now) if is_due else Decision(state)
        case PartnerJoined():
            return Decision(timed(having(state, since=now), now))
        case ReferralRegistered():
            return _referred(state, now)
        case ReferralMerged() | ReferralContested() | ReferralCorrected() | PartnerAnswered():
            return end_round(state, "contact", now)
        case PartnerReplied():
            return heard(state, message, now)
        case NudgesStopped():
            return stopped(state, "opted_out", "opted_out", now)
        case NudgesAllowed():
            return allowed(state, now)
        case NoteContact(actor=actor, how=how, note=note):
            return Decision(state, (PartnerContacted(message.about, now, actor.name, how, note),))
        case PartnerContacted():
            return end_round(_appeased(state), "contact", now)
        case PartnerPaused(until=until):
            return paused(state, date.fromisoformat(until) if until else None, "paused", now)
        case PartnerResumed():
            return _resumed(state, now)
    return Decision(state)


def holds(state: Engagement, step: Step, now: datetime) -> tuple[str, datetime] | None:
    """What holds the next touch back, and when to look again; None when nothing does."""
    e, rules, hours, found = state.enrollment, state.rules, state.hours, state.now_is
    tomorrow = next_morning(now, rules, hours)
    is_mail, talked_at = step.does == "mail", None if step.informs else e.contact_at
    until = [
        ("a pause", _pause_ends(state, now)),
        ("an open dispute", tomorrow if found.disputes else None),
        ("an overdue payout", tomorrow if found.payout_overdue else None),
        ("a broken promise", tomorrow if found.promise_broken else None),
        ("a young referral", _later(found.youngest_open, rules.young_days)),
        ("their absence", midnight(e.away_until, hours) if e.away_until else None),
        ("a talk between people", _later(talked_at, rules.contact_days)),
        ("the week's other mails", found.room_at if is_mail else None),
    ]
    held = [(why, moment) for why, moment in until if moment and moment > now]
    if not held:
        return None
    why, moment = max(held, key=lambda each: each[1])
    return why, next_window(moment, rules, hours)


def _strike(state: Engagement, now: datetime) -> Decision[Engagement]:
    e, rules, hours = state.enrollment, state.rules, state.hours
    index = newest_due(state.sequence, e.step, e.since, rules, hours, now)
    if index is None:
        return Decision(timed(state, now))
    step = state.sequence.steps[index]
    if not rules.has("sequence" if e.has_referred else "onboarding"):
        return _wait(state, next_morning(now, rules, hours) + timedelta(days=7), "a layer that is off")
    if step.does == "mark":
        return _marked(state, index, now)
    if state.now_is.opted_out:
        return stopped(state, "opted_out", "opted_out", now)
    earliest = max(next_window(now, rules, hours), after_gap(e.touched_at, rules, hours) or now)
    if earliest > now:
        return _wait(state, earliest, e.waits_for)
    if held := holds(state, step, now):
        return _wait(state, held[1], held[0])
    return _take(state, index, now)


def _take(state: Engagement, index: int, now: datetime) -> Decision[Engagement]:
    step, e = state.sequence.steps[index], state.enrollment
    match step.does:
        case "mail" if state.now_is.contact is None:
            return _unreachable(state, now)
        case "mail":
            effects, told = _mail(state, step)
            events: tuple[Event, ...] = ()
        case "draft":
            events, effects, told = (_draft(state, step, now),), (), ()
        case _:
            return _flagged(state, step, now)
    is_said = bool(effects or events)
    nudged = (_nudged(state, step, now, told),) if is_said else ()
    moved = having(
        state,
        step=index + 1,
        touched_at=now if is_said else e.touched_at,
        status=_status(step, e.status),
        told=(*e.told, *(each for each in told if each)),
    )
    if index + 1 == len(state.sequence.steps):
        return _handed_over(moved, (*nudged, *events), effects, now)
    return Decision(timed(moved, now), (*nudged, *events), effects)


def _mail(state: Engagement, step: Step) -> tuple[tuple[Effect, ...], tuple[str, ...]]:
    """The mail of a step; none when it would have nothing to say."""
    found, e, template = state.now_is, state.enrollment, step.template
    if template == "nudge_tip" and found.tip is None:
        return (), ()
    story = found.story if template == "nudge_value" else None
    if template == "nudge_value" and story is None:
        template = "nudge_value_plain"
    tip = found.tip if template == "nudge_tip" else None
    mail = SendEmail(
        key=f"nudge:{e.partner_id}:{e.cycle}:{step.day}:{'q' if e.has_referred else 'n'}",
        template=template,
        to=found.contact.emails[0] if found.contact else "",
        about=e.partner_id,
        context={
            "partner": state.partner,
            "contact": found.contact,
            "story": story,
            "tip": tip,
            "won_title": found.won_title,
            "material": found.material,
        },
        language=state.partner.speaks,
        replaces=group(e.partner_id),
        is_nudge=not step.informs,
    )
    return (mail,), (story.referral_id if story else "", tip or "")


def _draft(state: Engagement, step: Step, now: datetime) -> TaskWanted:
    e, story = state.enrollment, state.now_is.story
    context = {"story": story.referral_id if story else "", "since": e.since.isoformat()}
    return TaskWanted(
        e.partner_id, now, f"outreach:{e.partner_id}:{e.cycle}", "outreach", context, draft=step.template
    )


def _flagged(state: Engagement, step: Step, now: datetime) -> Decision[Engagement]:
    """Over to a person for good. Somebody who never answers is left in peace after some rounds."""
    e = state.enrollment
    draft = next((s.template for s in state.sequence.steps if s.does == "draft"), "")
    task = TaskWanted(
        e.partner_id,
        now,
        f"flagged:{e.partner_id}:{e.cycle}",
        "flagged",
        {"since": e.since.isoformat(), "rounds": e.silent + 1},
        draft=draft,
    )
    dropped = TaskDropped(e.partner_id, now, "outreach")
    events = (_nudged(state, step, now, ()), dropped, task, round_over(state, "flagged", now))
    return Decision(_silent_end(state, "flagged", now), events)


def _handed_over(
    state: Engagement, events: tuple[Event, ...], effects: tuple[Effect, ...], now: datetime
) -> Decision[Engagement]:
    over = round_over(state, "handed_over", now)
    return Decision(_silent_end(state, "handed_over", now), (*events, over), effects)


def _silent_end(state: Engagement, how: str, now: datetime) -> Engagement:
    silent = state.enrollment.silent + 1
    is_over = silent >= state.rules.silent_rounds
    status: Status = "closed" if is_over else "flagged"
    ended = next_round(having(state, silent=silent, touched_at=now), now, how=how, status=status)
    return having(ended, nudge_at=None, turn=ended.enrollment.turn + 1) if is_over else timed(ended, now)


def _unreachable(state: Engagement, now: datetime) -> Decision[Engagement]:
    """Nobody there takes mail: a person finds out who is left."""
    e = state.enrollment
    task = TaskWanted(
        e.partner_id, now, f"successor:{e.partner_id}:{e.cycle}", "successor", {"why": "bounce"}
    )
    over = round_over(state, "unreachable", now)
    return Decision(timed(next_round(state, now, how="unreachable", status="departed"), now), (task, over))


def _marked(state: Engagement, index: int, now: datetime) -> Decision[Engagement]:
    step = state.sequence.steps[index]
    marked = having(state, step=index + 1, status="at_risk")
    return Decision(
        timed(marked, now), (PartnerAtRisk(state.enrollment.partner_id, now, state.sequence.name, step.day),)
    )


def _referred(state: Engagement, now: datetime) -> Decision[Engagement]:
    """A new referral: the best sign of life. Whoever asked for silence keeps it."""
    was = state.enrollment
    if was.status in UPSET:
        return Decision(having(state, has_referred=True, since=now, silent=0))
    if not is_running(state) and was.status in ("active", "closed", "flagged"):
        fresh = having(
            state, has_referred=True, since=max(now, _earliest(state)), step=0, begin=0, status="active"
        )
        return Decision(timed(fresh, now))
    referred = having(state, has_referred=True, since=now, silent=0)
    ended = next_round(referred, now, how="reactivated", status="active")
    return Decision(timed(ended, now), *over(state, "reactivated", now))


def _resumed(state: Engagement, now: datetime) -> Decision[Engagement]:
    if state.enrollment.status != "paused":
        return Decision(state)
    return Decision(timed(having(state, status="active"), now))


def _nudged(state: Engagement, step: Step, now: datetime, told: tuple[str, ...]) -> PartnerNudged:
    e = state.enrollment
    story, tip = (*told, "", "")[:2]
    return PartnerNudged(
        e.partner_id, now, state.sequence.name, e.cycle, step.day, step.does, step.template, story, tip
    )


def _wait(state: Engagement, until: datetime, why: str) -> Decision[Engagement]:
    return Decision(having(state, nudge_at=until, turn=state.enrollment.turn + 1, waits_for=why))


def _adopted(state: Engagement, now: datetime) -> Engagement:
    """A partner from before there were sequences: nobody is flooded on the day of the update."""
    e, sequence = state.enrollment, state.sequence
    if e.turn > 0:
        return state
    first = timedelta(days=sequence.steps[sequence.first_touch].day)
    return having(
        state,
        since=max(e.since, now - first + ADOPTED_EARLIEST),
        step=sequence.opening,
        begin=sequence.opening,
    )


def _appeased(state: Engagement) -> Engagement:
    """After a complaint it is people who talk first."""
    return having(state, status="active") if state.enrollment.status == "complained" else state


def _earliest(state: Engagement) -> datetime:
    """From when days may count on the other track, so that its first touch keeps the ninety days as well."""
    e, quiet = state.enrollment, state.rules.quiet
    if not e.ended:
        return datetime.min.replace(tzinfo=e.since.tzinfo)
    first, other = state.sequence.steps[state.sequence.first_touch], quiet.steps[quiet.first_touch]
    return e.since + timedelta(days=first.day - other.day)


def _pause_ends(state: Engagement, now: datetime) -> datetime | None:
    pause = state.partner.pause
    if pause is None:
        return None
    return midnight(pause.until, state.hours) if pause.until else now + timedelta(days=7)


def _later(moment: datetime | None, days: int) -> datetime | None:
    return moment + timedelta(days=days) if moment else None


def _status(step: Step, before: Status) -> Status:
    if step.informs:
        return before
    return "drafted" if step.does == "draft" else "nudged"


WORKFLOW = Workflow(
    "engagement",
    Engagement,
    decide,
    accepts=(
        StrikeEnrollment,
        NoteContact,
        PartnerJoined,
        ReferralRegistered,
        ReferralMerged,
        ReferralContested,
        ReferralCorrected,
        PartnerAnswered,
        PartnerReplied,
        NudgesStopped,
        NudgesAllowed,
        PartnerContacted,
        PartnerPaused,
        PartnerResumed,
    ),
)

"""Stages: where a lead stands, moved by its owner, and told to the partner in public words only.

Forward jumps and corrections are fine. Three minutes' settle time joins mis-clicks: the partner's mail
waits that long, and a newer move takes its place. A partner who was not told of a stage hears nothing of
its correction. Won and lost want a confirmation; lost can be taken up again while the protection lasts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from workflows.base import (
    Command,
    Decision,
    Effect,
    Event,
    PostNotice,
    SendEmail,
    ShowCard,
    TakeBack,
    Whisper,
    Workflow,
)
from workflows.calendar import local_date, short_date
from workflows.commands import MoveStage, NoteSent
from workflows.crm_messages import StageReported
from workflows.events import StageMoved
from workflows.model import ExpectedValue, News, Person, Referral
from workflows.money import Money
from workflows.pipeline import DEMO, REGISTERED, SETTLE, WON, Notify, Pipeline, Stage
from workflows.standing import ended

LONGEST_AHEAD = timedelta(days=366)  # a day beyond that is a slip of the year, and so is a close …
LONGEST_BEFORE = timedelta(days=180)  # … so long before the introduction, which may have been noted late


@dataclass(frozen=True, slots=True)
class Progress:
    """A referral, and how much its partner wants to hear."""

    referral: Referral
    news: News = "instant"


def deciding(pipeline: Pipeline) -> Workflow[Progress]:
    """The workflow for a programme with these stages."""

    def decide(state: Progress, message: Command | Event, now: datetime) -> Decision[Progress]:
        match message:
            case MoveStage():
                if why := refusal(state.referral, message, pipeline, now):
                    return Decision(state, effects=_whisper(state.referral, message, why, now))
                return _put_right(state, message, _move(state, message, pipeline, now), now)
            case StageReported():
                move = _as_reported(message)
                if why := refusal(state.referral, move, pipeline, now):
                    return Decision(state, effects=(_unfollowed(state.referral, message, why, pipeline),))
                return _move(state, move, pipeline, now)
            case NoteSent() if _proves_more(state.referral, message, pipeline):
                return _move(state, _as_move(state.referral, message), pipeline, now)
        return Decision(state)

    return Workflow("stages", Progress, decide, accepts=(MoveStage, NoteSent, StageReported))


def refusal(referral: Referral, move: MoveStage, pipeline: Pipeline, now: datetime) -> str:
    """Why a move cannot be made, as a kind sentence; "" when it can."""
    stage = pipeline.stage(move.stage)
    before = pipeline.stage(referral.stage)
    if stage is None:
        return "There is no such stage any more. Please choose another one."
    if before and before.is_lost and not stage.is_final and not is_protected(referral, now):
        return f"The protection of {referral.title} is over. Please register it again."
    return (
        not_theirs(referral, move.actor, may_steer=move.may_steer)
        or _won_stays(referral, stage, move, now)
        or _missing(stage, move, pipeline)
    )


def wrong_day(referral: Referral, move: MoveStage, pipeline: Pipeline, now: datetime, tz: str) -> str:
    """Why that day is a slip, as a kind sentence; "" when it can be. A CRM's own days are its own affair."""
    stage, on = pipeline.stage(move.stage), move.on
    if on is None or stage is None:
        return ""
    today, came = local_date(now, tz), local_date(referral.received_at, tz)
    if stage.is_final and on > today:
        return f"{short_date(on)} is still to come. Please give the day on which it was closed."
    if stage.key == DEMO and on < today:
        return f"{short_date(on)} is over. If the demo has been, choose the stage that came of it."
    if on < came - (LONGEST_BEFORE if stage.is_final else timedelta(0)) and not move.may_steer:
        return f"{referral.title} came to us on {short_date(came)}. Is {short_date(on)} the right year?"
    if on > today + LONGEST_AHEAD:
        return f"{short_date(on)} is more than a year away. Is the year right?"
    return ""


def news_of(referral: Referral, pipeline: Pipeline) -> str:
    """What a partner would be told now, as a short note: equal notes are the same news."""
    stage = pipeline.stage(referral.stage)
    parts = [referral.stage]
    if stage and stage.asks in ("date", "value") and referral.stage_on:
        parts.append(referral.stage_on.isoformat())
    if referral.stage == WON and referral.deal:
        parts.append(f"{referral.deal.minor}{referral.deal.currency}")
    return " ".join(parts)


def told_to(referral: Referral, now: datetime) -> str:
    """The news the partner has had by now; what settles and is due counts as told."""
    is_out = referral.telling and referral.telling_at is not None and referral.telling_at <= now
    return (referral.telling if is_out else referral.told) or REGISTERED


def is_protected(referral: Referral, now: datetime) -> bool:
    """Whether the partner's credit still stands."""
    return referral.protected_until is not None and referral.protected_until > now


def not_theirs(referral: Referral, actor: Person, *, may_steer: bool) -> str:
    """Why somebody cannot move this lead at all, as a kind sentence; "" when they can."""
    owner = referral.owner
    if why := ended(referral):
        return why
    if owner is None:
        how = "give it to somebody" if referral.is_closed else "claim it"
        return f"Nobody has {referral.title} yet. Please {how} first, then move it."
    if may_steer or owner.is_same(actor):
        return ""
    return f"{owner.name} looks after {referral.title}. Please ask them, or a partner manager."


def _won_stays(referral: Referral, stage: Stage, move: MoveStage, now: datetime) -> str:
    """What the partner was told is a manager's to change; a slip that settles is mended by its owner."""
    is_same = stage.key == WON and (move.deal, move.on) == (referral.deal, referral.stage_on)
    if referral.stage == WON and not (is_same or move.may_steer or _settles(referral, now)):
        return (
            f"{referral.title} is won, and a commission hangs on it. Only a partner manager can change that."
        )
    return ""


def _settles(referral: Referral, now: datetime) -> bool:
    """Whether the stage is so fresh that nobody outside has heard of it."""
    is_fresh = referral.stage_at is not None and now < referral.stage_at + SETTLE
    return is_fresh and told_to(referral, now).split()[0] != referral.stage


def _missing(stage: Stage, move: MoveStage, pipeline: Pipeline) -> str:
    if stage.asks == "date" and move.on is None:
        return f"On which day? {stage.name} needs a date."
    if stage.asks == "value" and (move.on is None or move.deal is None or move.deal.minor < 0):
        return f"{stage.name} needs the value of the deal and the day of the close."
    if stage.asks == "reason" and move.reason not in {r.key for r in pipeline.reasons_for(stage.key)}:
        return f"{stage.name} needs a reason."
    if stage.is_final and not move.is_confirmed:
        return f"{stage.name} needs your confirmation."
    return ""


def _proves_more(referral: Referral, sent: NoteSent, pipeline: Pipeline) -> bool:
    place = pipeline.place(referral.stage)
    return referral.registration == "registered" and 0 <= place < pipeline.place(sent.stage)


def _as_move(referral: Referral, sent: NoteSent) -> MoveStage:
    """The owner's move; a mail that is out counts also when they have released the lead meanwhile."""
    actor = referral.owner or Person("A colleague")
    return MoveStage(sent.about, sent.stage, actor, evidence=sent.message_id)


def _as_reported(told: StageReported) -> MoveStage:
    """The CRM's move: it asked its own people for what the stage needs, and its word is the sales team's."""
    return MoveStage(
        told.about,
        told.stage,
        Person(told.crm),
        on=date.fromisoformat(told.on) if told.on else None,
        deal=Money(told.deal_minor, told.currency) if told.deal_minor is not None else None,
        reason=told.reason,
        is_confirmed=True,
        evidence=told.evidence,
        may_steer=True,
    )


def _unfollowed(referral: Referral, told: StageReported, why: str, pipeline: Pipeline) -> PostNotice:
    """What the CRM says and we do not do is for a manager to see."""
    key = f"unfollowed:{referral.id}:{referral.version}:{told.stage}"
    context = {"referral": referral, "crm": told.crm, "stage": pipeline.name(told.stage), "says": why}
    return PostNotice(key, "crm_unfollowed", "managers", referral.id, context)


def _move(state: Progress, move: MoveStage, pipeline: Pipeline, now: datetime) -> Decision[Progress]:
    before = state.referral
    after = replace(
        before, stage=move.stage, stage_at=now, stage_on=move.on, deal=move.deal, reason=move.reason
    )
    if replace(after, stage_at=before.stage_at) == before:
        return Decision(state)
    happened = StageMoved(
        before.id,
        now,
        stage=move.stage,
        before=before.stage,
        actor=move.actor.name,
        is_forward=pipeline.place(move.stage) > pipeline.place(before.stage),
        evidence=move.evidence,
        on=move.on.isoformat() if move.on else "",
        deal_minor=move.deal.minor if move.deal else None,
        currency=move.deal.currency if move.deal else "",
        reason=move.reason,
    )
    told, effects = _tell(after, state.news, pipeline, now)
    card = ShowCard(f"alert:{after.id}", "referral", after.id, "sales")
    effects = (card, _note(before, told, move, pipeline), *effects)
    return Decision(replace(state, referral=told), (happened,), effects)


def _put_right(
    state: Progress, move: MoveStage, moved: Decision[Progress], now: datetime
) -> Decision[Progress]:
    """Another amount for a deal whose partner knows of it: finance sees whose word that was."""
    was, is_now = state.referral, moved.state.referral
    if not (was.stage == is_now.stage == WON) or was.deal == is_now.deal or _settles(was, now):
        return moved
    context = {
        "referral": was,
        "crm": move.actor.name,
        "was": was.deal,
        "is_now": is_now.deal,
        "deal_url": "",
    }
    word = PostNotice(f"put_right:{was.id}:{was.version}", "crm_corrected", "finance", was.id, context)
    return replace(moved, effects=(*moved.effects, word))


def _tell(
    referral: Referral, wish: News, pipeline: Pipeline, now: datetime
) -> tuple[Referral, tuple[Effect, ...]]:
    """What the partner hears of it: the referral with a note of that, and the mail if there is one."""
    group = f"stage:{referral.id}"
    told, news = told_to(referral, now), news_of(referral, pipeline)
    quiet = replace(referral, told=told, telling="", telling_at=None)
    if news == told:
        return quiet, (TakeBack(group),)
    match _way(pipeline, referral.stage, told.split()[0], wish):
        case "mail":
            mail = _mail(referral, told, pipeline, group)
            return replace(quiet, telling=news, telling_at=now + SETTLE), (mail,)
        case "digest":
            return replace(quiet, telling=news), (TakeBack(group),)
    return quiet, (TakeBack(group),)


def _way(pipeline: Pipeline, stage: str, told: str, wish: News) -> Notify:
    """How the partner is told; a correction goes the way on which the corrected news went."""
    ways = {_wanted(pipeline.stage(stage), wish)}
    if pipeline.is_correction(stage, told):
        ways.add(_wanted(pipeline.stage(told), wish))
    return "mail" if "mail" in ways else "digest" if "digest" in ways else "none"


def _wanted(stage: Stage | None, wish: News) -> Notify:
    if stage is None or stage.notify == "none":
        return "none"
    if stage.is_final:
        return "mail"
    if wish == "milestones":
        return "none"
    return "digest" if "digest" in (wish, stage.notify) else "mail"


def _mail(referral: Referral, told: str, pipeline: Pipeline, group: str) -> SendEmail:
    stage, was = pipeline.stage(referral.stage), pipeline.stage(told.split()[0])
    if stage is None:
        raise ValueError(f"{referral.stage} is no stage")
    template = stage.template
    if pipeline.is_correction(stage.key, told.split()[0]):
        template = "stage_reopened" if was and was.is_lost and not stage.is_final else "stage_correction"
    return SendEmail(
        key=f"{group}:{referral.version}",
        template=template,
        to=referral.contact_email,
        about=referral.id,
        context={
            "referral": referral,
            "owner": referral.owner,
            "stage": stage,
            "was": was,
            "is_change": told.split()[0] == stage.key,
            "deal": ExpectedValue(referral.deal.major, referral.deal.currency) if referral.deal else None,
            "public_reason": pipeline.public_reason(referral.reason),
        },
        language=referral.language,
        reply_to_mail=referral.thread[-1] if referral.thread else "",
        references=referral.thread[:-1],
        delay_s=int(SETTLE.total_seconds()),
        replaces=group,
    )


def _note(before: Referral, after: Referral, move: MoveStage, pipeline: Pipeline) -> PostNotice:
    """The log in the card's thread, for our own people."""
    reason = pipeline.reason(move.reason)
    context = {
        "referral": after,
        "actor": move.actor,
        "was": pipeline.name(before.stage),
        "stage": pipeline.name(after.stage),
        "reason": reason.name if reason else "",
        "is_mailed": bool(move.evidence) and not move.may_steer,  # else a CRM or a program says so
        "tells": after.telling_at is not None,
        "digest": bool(after.telling) and after.telling_at is None,
    }
    key = f"moved:{after.id}:{before.version}"
    return PostNotice(key, "moved", "sales", after.id, context, in_thread_of=f"alert:{after.id}")


def _whisper(referral: Referral, move: MoveStage, why: str, now: datetime) -> tuple[Effect, ...]:
    user = move.actor.slack_id
    if not (user and move.channel):
        return ()
    key = f"refused:{referral.id}:{user}:{now.isoformat()}"
    return (Whisper(key, "refused", move.channel, user, referral.id, {"why": why}),)

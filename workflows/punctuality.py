"""Punctuality: what is due next for a referral, and what is said when it is due.

Three tracks run beside each other: nobody has claimed it (remind, escalate, assign), the first contact we
promised the partner (at risk, broken), and silence since the last stage change (ask the rep, tell the
partner). The dial is wound anew from the referral as it stands whenever something happens to it, so a
claim or a stage move needs no word of ours to stop a timer. Of each track only the newest due step is said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from workflows.base import Command, Decision, Effect, Event, PostNotice, SendEmail, ShowCard, Workflow
from workflows.calendar import (
    BusinessHours,
    add_business_days,
    add_business_minutes,
    local,
    subtract_business_minutes,
)
from workflows.commands import AnswerQuestion, StrikeClock
from workflows.events import (
    LeadEscalated,
    NewsAsked,
    PartnerToldNoNews,
    PromiseAtRisk,
    PromiseBroken,
    RotaReached,
)
from workflows.model import Partner, Person, Referral
from workflows.program import Program

OVER = frozenset({"closed_won", "closed_lost", "disqualified"})
MOST_BREAKS = 2  # the second time a person speaks to the partner, not a machine
Step = Literal[
    "claim:remind",
    "claim:escalate",
    "claim:assign",
    "promise:warn",
    "promise:break",
    "news:ask",
    "news:note",
]
_CLAIM: tuple[Step, ...] = get_args(Step)[:3]
Card = Literal["nudge", "unclaimed", "promise", "news"]


@dataclass(frozen=True, slots=True)
class Timer:
    """A step and the moment it is due."""

    step: Step
    at: datetime

    @property
    def track(self) -> str:
        """claim, promise or news."""
        return self.step.partition(":")[0]


@dataclass(frozen=True, slots=True)
class OpenCard:
    """A card of ours whose matter is not settled yet; it is redrawn when it is."""

    key: str
    card: Card
    in_thread_of: str = ""


@dataclass(frozen=True, slots=True)
class Dial:
    """The stored part of a clock: what is due next, and what was said already.

    `turn` names the timer: it moves whenever another one is set, so a late strike finds itself stale.
    """

    due_at: datetime | None = None
    step: Step | Literal[""] = ""
    turn: int = 0
    unclaimed_since: datetime | None = None
    claim_said: Step | Literal[""] = ""
    warned_of: datetime | None = None  # the promise whose danger was announced
    breaks: int = 0
    broken: datetime | None = None  # the promise we broke last, as the partner knew it
    quiet_since: datetime | None = None  # the rep's last answer, or our last note to the partner
    asked_at: datetime | None = None
    answer: str = ""  # to the last question: working | help | none
    cards: tuple[OpenCard, ...] = ()

    def is_kept_so_far(self, promised_at: datetime | None) -> bool:
        """Whether this promise may still be kept, and is in danger; else the last one is broken."""
        return self.breaks == 0 or self.warned_of == promised_at != self.broken


@dataclass(frozen=True, slots=True)
class Clock:
    """A referral with its dial. `rota_last` is the address of whom the rota reached last."""

    referral: Referral
    program: Program
    partner: Partner | None = None
    dial: Dial = Dial()
    rota_last: str = ""

    @property
    def is_running(self) -> bool:
        """Whether anything can be due: an accepted referral that is neither won nor lost."""
        return self.referral.registration == "registered" and self.referral.stage not in OVER


def decide(state: Clock, message: Command | Event, now: datetime) -> Decision[Clock]:
    """Say what is due, then set the next timer; a stale or repeated strike changes nothing."""
    match message:
        case StrikeClock(turn=turn) if turn == state.dial.turn:
            return _wound(_strike(state, message, now), now)
        case AnswerQuestion() if state.dial.asked_at and state.is_running:
            return _wound(_answered(state, message, now), now)
        case Event():
            return _wound(Decision(state), now)
    return Decision(state)


def timers(state: Clock) -> tuple[Timer, ...]:
    """Everything still to be said about this referral as it stands, the earliest first."""
    if not state.is_running:
        return ()
    return tuple(sorted((*_claim(state), *_promise(state), *_news(state)), key=lambda timer: timer.at))


def _claim(state: Clock) -> tuple[Timer, ...]:
    since, sla = state.dial.unclaimed_since, state.program.sla
    if state.referral.owner or since is None:
        return ()
    minutes = (sla.remind_minutes, sla.escalate_minutes, sla.assign_minutes)
    said = _CLAIM.index(state.dial.claim_said) + 1 if state.dial.claim_said in _CLAIM else 0
    return tuple(
        Timer(step, add_business_minutes(since, passed, state.program.hours))
        for step, passed in tuple(zip(_CLAIM, minutes, strict=True))[said:]
        if passed
    )


def _promise(state: Clock) -> tuple[Timer, ...]:
    """Contact is what moves the stage; until then the printed time stands."""
    promised, dial = state.referral.promised_at, state.dial
    if promised is None or state.referral.stage != "registered" or dial.breaks >= MOST_BREAKS:
        return ()
    broken = Timer("promise:break", promised)
    lead = state.program.sla.promise_lead_minutes
    if not lead or dial.warned_of == promised:
        return (broken,)
    since = dial.broken or state.referral.registered_at
    early = subtract_business_minutes(promised, lead, state.program.hours)
    return Timer("promise:warn", early if early > since else since + (promised - since) / 2), broken


def _news(state: Clock) -> tuple[Timer, ...]:
    referral, dial, sla = state.referral, state.dial, state.program.sla
    if referral.owner is None or not sla.quiet_days:
        return ()
    hours = state.program.hours_of(referral.owner)
    signs = (referral.registered_at, referral.stage_at, referral.claimed_at, dial.quiet_since)
    since = max(sign for sign in signs if sign)
    if dial.asked_at and dial.asked_at > since:
        return (Timer("news:note", days_later(dial.asked_at, sla.answer_days, hours)),)
    return (Timer("news:ask", days_later(since, sla.quiet_days, hours)),)


def days_later(start: datetime, days: int, hours: BusinessHours) -> datetime:
    """The same time of day that many business days on, in opening hours."""
    there = local(add_business_minutes(start, 0, hours), hours.tz)
    day = add_business_days(there.date(), days, hours)
    wall = datetime.combine(day, time(there.hour, there.minute, there.second), ZoneInfo(hours.tz))
    return add_business_minutes(wall, 0, hours)


def _wound(decision: Decision[Clock], now: datetime) -> Decision[Clock]:
    """Set the timer that is next by the referral as it stands, and redraw the cards that are settled."""
    state = decision.state
    dial = _kept(state, now)
    settled = tuple(card for card in dial.cards if _is_settled(card, state))
    dial = replace(dial, cards=tuple(card for card in dial.cards if card not in settled))
    after = next(iter(timers(replace(state, dial=dial))), None)
    if (after.step if after else "", after.at if after else None) != (dial.step, dial.due_at):
        dial = replace(
            dial, step=after.step if after else "", due_at=after.at if after else None, turn=dial.turn + 1
        )
    redrawn = tuple(_show(state, card) for card in settled)
    return Decision(replace(state, dial=dial), decision.events, (*decision.effects, *redrawn))


def _kept(state: Clock, now: datetime) -> Dial:
    """A released lead starts the ladder anew, a claimed one leaves it; a stage move answers the question."""
    dial = state.dial
    if dial.asked_at and not _is_asked(state):
        dial = replace(dial, asked_at=None)
    if state.referral.owner or not state.is_running:
        return replace(dial, unclaimed_since=None, claim_said="")
    return replace(dial, unclaimed_since=dial.unclaimed_since or now)


def _is_settled(card: OpenCard, state: Clock) -> bool:
    match card.card:
        case "nudge" | "unclaimed":
            return state.referral.owner is not None or not state.is_running
        case "promise":
            return state.referral.stage != "registered" or not state.is_running
        case "news":
            return not _is_asked(state)


def _is_asked(state: Clock) -> bool:
    """Whether a question waits for its answer."""
    return any(timer.step == "news:note" for timer in timers(state))


def _strike(state: Clock, message: StrikeClock, now: datetime) -> Decision[Clock]:
    """Say the newest due step of the track that is due first."""
    due = [timer for timer in timers(state) if timer.at <= now]
    if not due:
        return Decision(state)
    match [timer for timer in due if timer.track == due[0].track][-1].step:
        case "claim:remind":
            return _say(state, "nudge", claim_said="claim:remind")
        case "claim:escalate":
            happened = LeadEscalated(state.referral.id, now)
            return _say(state, "unclaimed", happened, claim_said="claim:escalate")
        case "claim:assign":
            return _assign(state, message, now)
        case "promise:warn":
            return _warn(state, now)
        case "promise:break":
            return _break(state, now)
        case "news:ask":
            owner = state.referral.owner
            asked = NewsAsked(state.referral.id, now, owner.name if owner else "")
            return _say(state, "news", asked, asked_at=now, answer="")
        case "news:note":
            return _unanswered(state, now)


def _say(state: Clock, card: Card, *events: Event, **said: object) -> Decision[Clock]:
    """Put a card up and remember it, until its matter is settled."""
    thread = f"alert:{state.referral.id}" if card in ("nudge", "news") else ""
    opened = OpenCard(f"{card}:{state.referral.id}:{state.dial.turn}", card, thread)
    dial = replace(state.dial, cards=(*state.dial.cards, opened), **said)  # type: ignore[arg-type]
    return Decision(replace(state, dial=dial), events, (_show(state, opened),))


def _show(state: Clock, card: OpenCard) -> ShowCard:
    channel: Literal["sales", "managers"] = "sales" if card.in_thread_of else "managers"
    return ShowCard(
        card.key,
        card.card,
        state.referral.id,
        channel,
        in_thread_of=card.in_thread_of,
        in_channel_too=card.card == "nudge",
    )


def _assign(state: Clock, message: StrikeClock, now: datetime) -> Decision[Clock]:
    """The next one of the rota; when nobody can take it, the manager hears of it again."""
    if message.rota is None:  # nobody looked who is there: strike again as this very step
        return Decision(replace(state, dial=replace(state.dial, claim_said="claim:escalate")))
    chosen = next_in_rota(state.program.reps, message.rota, state.rota_last)
    if chosen is None:
        return _say(state, "unclaimed", claim_said="claim:assign")
    reached = RotaReached(state.referral.id, now, chosen.name, chosen.email, chosen.slack_id)
    dial = replace(state.dial, claim_said="claim:assign")
    return Decision(replace(state, dial=dial, rota_last=chosen.email or chosen.slack_id), (reached,))


def next_in_rota(reps: tuple[Person, ...], free: tuple[Person, ...], last: str) -> Person | None:
    """The free rep whose turn it is after `last`; the order is that of the TOML file."""
    names = [rep.email or rep.slack_id for rep in reps]
    start = names.index(last) + 1 if last in names else 0
    by_name = {rep.email or rep.slack_id: rep for rep in free}
    return next((by_name[name] for name in names[start:] + names[:start] if name in by_name), None)


def _warn(state: Clock, now: datetime) -> Decision[Clock]:
    referral = state.referral
    said = _say(state, "promise", PromiseAtRisk(referral.id, now), warned_of=referral.promised_at)
    if referral.owner is None:
        return said
    reminder = PostNotice(
        key=f"promised:{referral.id}:{state.dial.turn}",
        template="promised",
        channel="sales",
        about=referral.id,
        context={"referral": referral, "owner": referral.owner},
        in_thread_of=f"alert:{referral.id}",
    )
    return replace(said, effects=(*said.effects, reminder))


def _break(state: Clock, now: datetime) -> Decision[Clock]:
    """The first break is admitted to the partner, with a new time; the second is for a person."""
    referral, breaks = state.referral, state.dial.breaks + 1
    if breaks >= MOST_BREAKS:
        again = PromiseBroken(referral.id, now, _iso(referral.promised_at), "")
        return _say(state, "promise", again, breaks=breaks, broken=referral.promised_at)
    promised = state.program.first_contact_by(now)
    happened = PromiseBroken(referral.id, now, _iso(referral.promised_at), _iso(promised))
    mail = _mail(state, "promise_broken", {"missed": referral.promised_at, "promised": promised})
    renewed = replace(state, referral=replace(referral, promised_at=promised))
    said = _say(renewed, "promise", happened, breaks=breaks, broken=referral.promised_at)
    alert = ShowCard(f"alert:{referral.id}", "referral", referral.id, "sales")
    return replace(said, effects=(mail, *said.effects, alert))


def _answered(state: Clock, message: AnswerQuestion, now: datetime) -> Decision[Clock]:
    noted = _note(state, message.answer, now)
    if message.answer != "help":
        return noted
    call = PostNotice(
        key=f"help:{state.referral.id}:{state.dial.turn}",
        template="help_wanted",
        channel="managers",
        about=state.referral.id,
        context={**_people(state), "rep": message.actor},
    )
    return replace(noted, effects=(*noted.effects, call))


def _unanswered(state: Clock, now: datetime) -> Decision[Clock]:
    noted = _note(state, "none", now)
    notice = PostNotice(
        key=f"quiet:{state.referral.id}:{state.dial.turn}",
        template="quiet_lead",
        channel="managers",
        about=state.referral.id,
        context=_people(state),
    )
    return replace(noted, effects=(*noted.effects, notice))


def _note(state: Clock, answer: str, now: datetime) -> Decision[Clock]:
    """One truthful note per heartbeat: nothing has changed, and who has been asked."""
    dial = replace(state.dial, quiet_since=now, asked_at=None, answer=answer)
    noted = Decision(replace(state, dial=dial))
    if not hears_no_news(state.partner):
        return noted
    told = PartnerToldNoNews(state.referral.id, now, answer)
    mail = _mail(state, "no_news", {"answer": answer, "owner": state.referral.owner})
    return replace(noted, events=(told,), effects=(mail,))


def hears_no_news(partner: Partner | None) -> bool:
    """Whoever asked for milestones only is not written to when there is none."""
    return partner is None or partner.news != "milestones"


def _people(state: Clock) -> dict[str, object]:
    return {
        "referral": state.referral,
        "owner": state.referral.owner,
        "manager": state.program.manager_of(state.partner),
        "told": hears_no_news(state.partner),
    }


def _mail(state: Clock, template: str, context: dict[str, object]) -> Effect:
    referral = state.referral
    return SendEmail(
        key=f"{template}:{referral.id}:{state.dial.turn}",
        template=template,
        to=referral.contact_email,
        about=referral.id,
        context={"referral": referral, **context},
        language=referral.language,
        reply_to_mail=referral.thread[-1] if referral.thread else "",
        references=referral.thread[:-1],
        subject_of=referral.subject,
    )


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


WORKFLOW = Workflow("punctuality", Clock, decide, accepts=(Event, StrikeClock, AnswerQuestion))

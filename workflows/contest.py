"""Contests: two partners introduced one prospect, and a manager decides who gets the credit.

Nobody learns who the other partner is. The first is who reached our mail server first; a won lead's credit
is locked. A decision is made once: whoever clicks second changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from workflows.base import Command, Decision, Effect, Event, SendEmail, ShowCard, Whisper, Workflow
from workflows.commands import DecideConflict
from workflows.events import ConflictDecided, ReferralRegistered
from workflows.model import Referral, Share
from workflows.program import Program

OVER = frozenset({"closed_lost", "disqualified"})
KEPT, PASSED = "first_keeps", "given_on"  # our own words for why a referral ended here
WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Contest:
    """The referral that came second, the one that holds the protection, and who else waits behind it."""

    program: Program
    second: Referral
    first: Referral | None = None
    others: tuple[Referral, ...] = ()


def decide(state: Contest, message: Command | Event, now: datetime) -> Decision[Contest]:
    """Keep, split or give; a contest that is decided stays decided."""
    if not isinstance(message, DecideConflict) or state.second.registration != "contested":
        return Decision(state)
    if why := refusal(state, message):
        return Decision(state, effects=_refused(state, message, why, now))
    match message.verdict:
        case "keep":
            return _keep(state, message, now)
        case "split":
            return _split(state, message, now)
        case "give":
            return _give(state, message, now)


def refusal(state: Contest, message: DecideConflict) -> str:
    """Why a verdict cannot be given, as a kind sentence; "" when it can."""
    if state.first is None:
        if message.verdict == "give":
            return ""
        return f"Nobody else holds {state.second.title} any more. Please give it to the second partner."
    if message.verdict != "keep" and state.first.stage == "closed_won":
        return (
            f"{state.first.title} is won, so its credit is locked. It can only stay with the first partner."
        )
    if message.verdict == "split" and not 0 < message.first_bps < WHOLE:
        return "Both partners need a part: choose between 1 and 99 percent."
    if message.verdict == "split" and state.first.shares:
        return f"{state.first.title} is shared already. Please keep it as it is, or ask the partners first."
    return ""


def holder_of(known: Iterable[Referral], second: Referral) -> Referral | None:
    """Who holds the account: what is alive before what is over, then the earliest."""
    others = [r for r in known if r.registration == "registered" and r.id != second.id]
    return min(others, key=lambda r: (r.stage in OVER, r.received_at, r.id), default=None)


def _keep(state: Contest, message: DecideConflict, now: datetime) -> Decision[Contest]:
    first = _holder(state)
    second = replace(
        state.second, registration="rejected", reason=KEPT, same_as=first.id, protected_until=None
    )
    effects: tuple[Effect, ...] = (_tell(second, "conflict_kept"), _conflict(second))
    if state.program.conflict_notice:
        effects = (*effects, _tell(first, "conflict_settled", second.id))
    return Decision(replace(state, second=second), _events(state, message, now), effects)


def _split(state: Contest, message: DecideConflict, now: datetime) -> Decision[Contest]:
    first = _holder(state)
    parts = message.first_bps, WHOLE - message.first_bps
    shares = (Share(first.partner_id, parts[0]), Share(state.second.partner_id, parts[1]))
    first = replace(first, shares=shares)
    second = replace(state.second, registration="shared", shares=shares, same_as=first.id)
    effects = (
        _tell(first, "conflict_shared", second.id, {"share": percent(parts[0])}),
        _tell(second, "conflict_shared", "", {"share": percent(parts[1])}),
        _alert(first),
        _conflict(second),
    )
    return Decision(replace(state, first=first, second=second), _events(state, message, now), effects)


def _give(state: Contest, message: DecideConflict, now: datetime) -> Decision[Contest]:
    first, second = state.first, replace(state.second, registration="registered")
    second = replace(second, promised_at=state.program.first_contact_by(now), stage_at=now)
    effects: tuple[Effect, ...] = ()
    if first is not None:
        second = _with_work_of(first, second)
        first = replace(first, registration="superseded", reason=PASSED, same_as=second.id)
        effects = (_tell(first, "conflict_passed"), _alert(first))
    effects = (*effects, _tell(second, "conflict_given"), _alert(second), _conflict(second))
    waiting = tuple(_conflict(other) for other in state.others)
    registered = ReferralRegistered(second.id, now, second.partner_id, message.actor.name)
    events = (*_events(state, message, now), registered)
    return Decision(replace(state, first=first, second=second), events, (*effects, *waiting))


def _with_work_of(first: Referral, second: Referral) -> Referral:
    """The rep who is on it stays on it; the new partner hears the stages from here on."""
    if first.owner is None:
        return second
    return replace(
        second,
        owner=first.owner,
        claimed_at=first.claimed_at,
        stage=first.stage,
        stage_at=first.stage_at,
        stage_on=first.stage_on,
        next_step=first.next_step,
        told=first.told or first.stage,
        told_owner=first.owner.name,
        promised_at=first.promised_at if first.stage != "registered" else second.promised_at,
    )


def _holder(state: Contest) -> Referral:
    if state.first is None:
        raise ValueError("without a first partner there is nothing to keep or to split")
    return state.first


def _events(state: Contest, message: DecideConflict, now: datetime) -> tuple[Event, ...]:
    """The decision, once in the history of each."""
    first = state.first.id if state.first else ""
    bps = {"keep": WHOLE, "give": 0}.get(message.verdict, message.first_bps)
    return tuple(
        ConflictDecided(
            about, now, message.verdict, first, state.second.id, message.actor.name, bps, message.why
        )
        for about in (state.second.id, first)
        if about
    )


def percent(bps: int) -> str:
    """`3350` -> "33.5 %"."""
    return f"{bps / 100:g} %"


def _alert(referral: Referral) -> ShowCard:
    return ShowCard(f"alert:{referral.id}", "referral", referral.id, "sales")


def _conflict(referral: Referral) -> ShowCard:
    return ShowCard(f"conflict:{referral.id}", "conflict", referral.id, "managers")


def _tell(
    referral: Referral, template: str, because_of: str = "", more: dict[str, object] | None = None
) -> SendEmail:
    """A mail to the partner of this referral, about this referral only."""
    return SendEmail(
        key=f"{template}:{referral.id}:{because_of or referral.version}",
        template=template,
        to=referral.contact_email,
        about=referral.id,
        context={"referral": referral, **(more or {})},
        language=referral.language,
        reply_to_mail=referral.thread[-1] if referral.thread else "",
        references=referral.thread[:-1],
        subject_of=referral.subject,
    )


def _refused(state: Contest, message: DecideConflict, why: str, now: datetime) -> tuple[Effect, ...]:
    user = message.actor.slack_id
    if not (user and message.channel):
        return ()
    key = f"refused:{state.second.id}:{user}:{now.isoformat()}"
    return (Whisper(key, "refused", message.channel, user, state.second.id, {"why": why}),)


WORKFLOW = Workflow("contest", Contest, decide, accepts=(DecideConflict,))

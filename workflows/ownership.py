"""Ownership: exactly one rep takes a lead, everyone else learns who, and the history is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from workflows.base import (
    Command,
    Decision,
    Effect,
    Event,
    PostNotice,
    SendEmail,
    ShowCard,
    Whisper,
    Workflow,
)
from workflows.commands import (
    AssignReferral,
    ClaimReferral,
    RejectReferral,
    ReleaseReferral,
    ReopenReferral,
)
from workflows.crm_messages import OwnerReported
from workflows.events import (
    ReferralClaimed,
    ReferralReassigned,
    ReferralRejected,
    ReferralReleased,
    ReferralReopened,
    RotaReached,
)
from workflows.model import Person, Referral
from workflows.standing import ended

ROTA = Person("The rota")  # who gives a lead that nobody claimed
Asked = AssignReferral | ReleaseReferral | RejectReferral | ReopenReferral


def decide(state: Referral, message: Command | Event, now: datetime) -> Decision[Referral]:
    """Give the lead to the first who asks; a repeated click of the owner changes nothing."""
    match message:
        case ClaimReferral(actor=actor) if state.is_free:
            return _taken(state, actor, actor, now)
        case ClaimReferral(actor=actor, channel=channel) if not _is_same(state.owner, actor):
            return Decision(state, effects=_too_late(state, actor.slack_id, channel, now))
        case AssignReferral() | ReleaseReferral() | RejectReferral() | ReopenReferral():
            return _asked(state, message, now)
        case RotaReached() if state.is_free:
            reached = Person(message.name, message.email, message.slack_id)
            return _taken(state, reached, ROTA, now)
        case OwnerReported(about, _, name, email, slack_id, crm):
            given = AssignReferral(about, Person(name, email, slack_id), Person(crm), may_steer=True)
            return _asked(state, given, now)
    return Decision(state)


def refusal(state: Referral, message: Asked, now: datetime) -> str:
    """Why it cannot be done, as a kind sentence that says what can; "" when it can."""
    match message:
        case ReopenReferral() if state.registration in ("rejected", "expired"):
            is_over = state.protected_until is None or state.protected_until <= now
            return f"The protection of {state.title} is over. Please register it again." if is_over else ""
        case ReopenReferral():
            return ""
        case _ if state.registration != "registered":
            return ended(state)
        case AssignReferral(instead_of=seen) if seen is not None and seen != _owner(state):
            return _changed_hands(state, now)
        case RejectReferral() if state.is_closed:
            return f"{state.title} is closed already. If that is wrong, give it to somebody who moves it on."
        case RejectReferral():
            return f"{_owner(state)} has {state.title}; they can disqualify it." if state.owner else ""
        case _ if state.owner and not (message.may_steer or _is_same(state.owner, message.actor)):
            return f"{_owner(state)} looks after {state.title}. Please ask them, or a partner manager."
        case ReleaseReferral() if state.owner and state.is_closed:
            return (
                f"{state.title} is closed, so there is nothing left to claim. Hand it over if a colleague "
                "is to look after it, or move it back to an open stage first."
            )
    return ""


def _asked(state: Referral, message: Asked, now: datetime) -> Decision[Referral]:
    if why := refusal(state, message, now):
        return _refused(state, message, why, now)
    match message:
        case AssignReferral():
            return _assign(state, message, now)
        case ReleaseReferral():
            return _release(state, message, now)
        case RejectReferral():
            return _reject(state, message, now)
        case ReopenReferral() if state.registration in ("rejected", "expired"):
            return _reopen(state, message, now)
    return Decision(state)


def _taken(state: Referral, owner: Person, actor: Person, now: datetime) -> Decision[Referral]:
    by = "" if owner.is_same(actor) else actor.name
    happened = ReferralClaimed(state.id, now, owner.name, owner.slack_id, by)
    return _owned(state, owner, actor, happened, now)


def _assign(state: Referral, message: AssignReferral, now: datetime) -> Decision[Referral]:
    if state.owner is None:
        return _taken(state, message.to, message.actor, now)
    if _is_same(state.owner, message.to):
        return Decision(state)
    happened = ReferralReassigned(
        state.id, now, message.to.name, message.to.slack_id, state.owner.name, message.actor.name
    )
    return _owned(state, message.to, message.actor, happened, now)


def _owned(
    state: Referral, owner: Person, actor: Person, happened: Event, now: datetime
) -> Decision[Referral]:
    """The lead with its new owner; the partner hears of the first one, and of every other one."""
    after = replace(state, owner=owner, claimed_at=now, told_owner=owner.name)
    effects: tuple[Effect, ...] = (_card(after), _playbook(after))
    if state.told_owner != owner.name and (state.told_owner or not state.is_closed):
        template = "new_owner" if state.told_owner else "claimed"
        effects = (*effects, _tell(after, template, "claimed", {"owner": owner}))
    if state.owner is not None:
        effects = (*effects, _handed_over(state, actor, owner), *_lost(state, actor, owner))
    if not owner.is_same(actor) and owner.slack_id:
        effects = (*effects, _given(after, actor, owner))
    return Decision(after, (happened,), effects)


def _release(state: Referral, message: ReleaseReferral, now: datetime) -> Decision[Referral]:
    if state.owner is None:
        return Decision(state)
    happened = ReferralReleased(state.id, now, state.owner.name, message.actor.name)
    after = replace(state, owner=None, claimed_at=None)
    told = (_handed_over(state, message.actor, None), *_lost(state, message.actor, None))
    return Decision(after, (happened,), (_card(after), *told))


def _reject(state: Referral, message: RejectReferral, now: datetime) -> Decision[Referral]:
    after = replace(state, registration="rejected", reason=message.reason)
    happened = ReferralRejected(state.id, now, message.reason, message.actor.name)
    mail = _tell(after, "rejected", "rejected", {"reason_key": message.reason})
    return Decision(after, (happened,), (_card(after), mail))


def _reopen(state: Referral, message: ReopenReferral, now: datetime) -> Decision[Referral]:
    after = replace(state, registration="registered", reason="")
    mail = _tell(after, "taken_up_again", "reopened", {})
    return Decision(after, (ReferralReopened(state.id, now, message.actor.name),), (_card(after), mail))


def _card(state: Referral) -> ShowCard:
    return ShowCard(f"alert:{state.id}", "referral", state.id, "sales")


def _playbook(state: Referral) -> ShowCard:
    return ShowCard(f"playbook:{state.id}", "playbook", state.id, "sales", in_thread_of=f"alert:{state.id}")


def _handed_over(before: Referral, actor: Person, to: Person | None) -> PostNotice:
    context = {"referral": before, "before": before.owner, "actor": actor, "to": to}
    key = f"handed:{before.id}:{before.version}"
    return PostNotice(key, "handed_over", "sales", before.id, context, in_thread_of=f"alert:{before.id}")


def _given(after: Referral, actor: Person, owner: Person) -> PostNotice:
    context = {"referral": after, "actor": actor}
    return PostNotice(f"given:{after.id}:{after.version}", "given", owner.slack_id, after.id, context)


def _lost(before: Referral, actor: Person, to: Person | None) -> tuple[PostNotice, ...]:
    """Whoever has a lead no longer, and did not do it themselves, reads so in their own messages."""
    owner = before.owner
    if owner is None or not owner.slack_id or owner.is_same(actor):
        return ()
    context = {"referral": before, "actor": actor, "to": to}
    return (
        PostNotice(f"lost:{before.id}:{before.version}", "lost_lead", owner.slack_id, before.id, context),
    )


def _tell(state: Referral, template: str, key: str, more: dict[str, object]) -> SendEmail:
    return SendEmail(
        key=f"{key}:{state.id}:{state.version}",
        template=template,
        to=state.contact_email,
        about=state.id,
        context={"referral": state, **more},
        language=state.language,
        reply_to_mail=state.thread[-1] if state.thread else "",
        references=state.thread[:-1],
        subject_of=state.subject,
    )


def _too_late(state: Referral, user: str, channel: str, now: datetime) -> tuple[Whisper, ...]:
    if not channel:  # who asked by a command is answered there
        return ()
    ago = _ago(now - state.claimed_at) if state.claimed_at else ""
    context = {"referral": state, "ago": ago}
    key = f"taken:{state.id}:{user}:{now.isoformat()}"
    return (Whisper(key, "taken", channel, user, state.id, context),)


def _refused(state: Referral, message: Asked, why: str, now: datetime) -> Decision[Referral]:
    user = message.actor.slack_id
    if not (user and message.channel):
        return Decision(state)
    key = f"refused:{state.id}:{user}:{now.isoformat()}"
    return Decision(state, effects=(Whisper(key, "refused", message.channel, user, state.id, {"why": why}),))


def _changed_hands(state: Referral, now: datetime) -> str:
    """For somebody who decided on a picture that is no longer true."""
    again = "If it is to go to somebody else all the same, please open the form again."
    if state.owner is None:
        return f"Nobody has {state.title} any more: it was released meanwhile. {again}"
    ago = f" {_ago(now - state.claimed_at)}" if state.claimed_at else ""
    return f"{state.owner.name} got {state.title}{ago}. {again}"


def _owner(state: Referral) -> str:
    return state.owner.name if state.owner else ""


def _is_same(one: Person | None, other: Person) -> bool:
    return one is not None and one.is_same(other)


def _ago(passed: timedelta) -> str:
    seconds = max(0, int(passed.total_seconds()))
    if seconds < 120:
        return f"{seconds} s ago"
    return f"{seconds // 60} min ago" if seconds < 7200 else f"{seconds // 3600} h ago"


WORKFLOW = Workflow(
    "ownership",
    Referral,
    decide,
    accepts=(
        ClaimReferral,
        AssignReferral,
        ReleaseReferral,
        RejectReferral,
        ReopenReferral,
        OwnerReported,
        RotaReached,
    ),
)

"""Corrections: a partner puts a referral right by a reply, sees old and new, and can undo it for a day.

Only what the reply changes is changed; the old values stay in the history. Another e-mail address is another
account, so the referral is matched again: it may turn out to be known already, or somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol

from workflows.base import Command, Decision, Effect, Event, PostNotice, SendEmail, ShowCard, Workflow
from workflows.commands import CorrectReferral, UndoCorrection
from workflows.events import (
    ReferralContested,
    ReferralCorrected,
    ReferralMerged,
    ReferralRegistered,
    ReferralReopened,
)
from workflows.matching import account_key
from workflows.model import ExpectedValue, Prospect, Referral
from workflows.program import Program

FIELDS = {
    "name": "Name",
    "company": "Company",
    "email": "E-mail",
    "phone": "Phone",
    "value": "Expected value",
    "close_by": "Expected close",
    "linkedin": "LinkedIn",
}
UNDO_FOR = timedelta(hours=24)
OVER = frozenset({"closed_won", "closed_lost", "disqualified"})


@dataclass(frozen=True, slots=True)
class Correcting:
    """A referral, the others that are known for its present and its next account, and its corrections."""

    program: Program
    referral: Referral
    others: tuple[Referral, ...] = ()
    past: tuple[ReferralCorrected, ...] = ()  # oldest first


@dataclass(frozen=True, slots=True)
class Change:
    """One field as it was and as it is, for the mail that confirms it. None is an empty field."""

    field: str
    label: str
    before: str | ExpectedValue | None
    after: str | ExpectedValue | None


def decide(state: Correcting, message: Command | Event, now: datetime) -> Decision[Correcting]:
    """Apply a correction, or take it back; one that changes nothing is answered and not recorded."""
    match message:
        case CorrectReferral() if not closed_because(state.referral):
            return _apply(state, message, replayed(state.referral.prospect, message, ()), now)
        case UndoCorrection() if past := undoable(state, message.correction, message.received_at):
            return _apply(state, message, _restored(state.referral.prospect, past), now, undone=past)
    return Decision(state)


def closed_because(referral: Referral) -> str:
    """Why a partner's word alone no longer changes this referral; "" when it does."""
    if referral.registration not in ("registered", "contested"):
        return f"{referral.id} is {referral.registration}, so a person should look at the correction."
    if referral.stage in OVER:
        return f"{referral.id} is closed already, so a person should look at the correction."
    return ""


def undoable(state: Correcting, correction: str, received_at: datetime) -> ReferralCorrected | None:
    """The correction that a mail confirmed, while it can still be undone."""
    if state.referral.registration not in ("registered", "contested", "duplicate"):
        return None
    found = _open_correction(state.past, correction, received_at)
    return None if state.referral.stage in OVER else found


def _open_correction(
    past: Iterable[ReferralCorrected], correction: str, received_at: datetime
) -> ReferralCorrected | None:
    known = tuple(past)
    found = next((each for each in known if each.correction == correction), None)
    if found is None or any(each.undoes == correction for each in known):
        return None
    return found if received_at <= found.at + UNDO_FOR else None


def corrected(known: Prospect, said: Prospect, fields: Iterable[str]) -> Prospect:
    """The prospect with only these fields replaced."""
    changed: dict[str, Any] = {field: getattr(said, field) for field in fields if field in FIELDS}
    found = {**known.found, **dict.fromkeys(changed, "correction")}
    return replace(known, **changed, found=found)


def next_account(referral: Referral, prospect: Prospect) -> str:
    """The account after a change; only another address makes it another one."""
    if prospect.email == referral.prospect.email:
        return referral.account
    return account_key(prospect, referral.partner_id)


def _restored(known: Prospect, past: ReferralCorrected) -> Prospect:
    """The old values of what still stands as that correction left it; later ones are not touched."""
    untouched = [f for f in past.after if _said(getattr(known, f)) == past.after[f]]
    values: dict[str, Any] = {field: _meant(field, past.before[field]) for field in untouched}
    return corrected(known, Prospect(**values), untouched)


def _apply(
    state: Correcting,
    message: CorrectReferral | UndoCorrection,
    prospect: Prospect,
    now: datetime,
    *,
    undone: ReferralCorrected | None = None,
) -> Decision[Correcting]:
    before = state.referral
    changes = _changes(before.prospect, prospect)
    if not changes:
        return Decision(state, effects=_answer(before, message, (), undone))
    account = next_account(before, prospect)
    after, events = _matched(state, replace(before, prospect=prospect, account=account), message, now)
    happened = ReferralCorrected(
        before.id,
        now,
        before.partner_id,
        _key(before),
        {c.field: _said(c.before) for c in changes},
        {c.field: _said(c.after) for c in changes},
        before.account,
        undone.correction if undone else "",
        message.mail_id,
    )
    effects = (
        *_cards(state, after),
        *_note(after, changes, message),
        *_answer(after, message, changes, undone),
    )
    return Decision(replace(state, referral=after), (happened, *events), effects)


def _matched(
    state: Correcting, after: Referral, message: CorrectReferral | UndoCorrection, now: datetime
) -> tuple[Referral, tuple[Event, ...]]:
    """Who else is known for the account it belongs to now; who claimed it before this mail was first."""
    if after.account == state.referral.account:
        return after, ()
    alive = [r for r in state.others if r.account == after.account and _is_alive(r)]
    if own := next((r for r in alive if r.partner_id == after.partner_id), None):
        merged = ReferralMerged(own.id, now, after.partner_id, after.note)
        return replace(after, registration="duplicate", same_as=own.id), (merged,)
    rivals = [r for r in alive if r.protected_until and r.protected_until > message.received_at]
    if rivals:
        first = min(rivals, key=lambda r: r.received_at)
        contested = replace(after, registration="contested", same_as="")
        return contested, (ReferralContested(after.id, now, after.partner_id, first.id),)
    if after.registration == "registered":
        return after, ()
    free = replace(after, registration="registered", same_as="")
    if after.protected_until:  # it was registered before a correction took that away
        return free, (ReferralReopened(after.id, now, message.contact.name),)
    free = replace(free, promised_at=state.program.first_contact_by(now), stage_at=now)
    return free, (ReferralRegistered(after.id, now, after.partner_id),)


def _is_alive(referral: Referral) -> bool:
    return referral.registration == "registered" and referral.stage not in OVER


def _cards(state: Correcting, after: Referral) -> tuple[Effect, ...]:
    before = state.referral
    cards: list[Effect] = []
    if before.registration == "registered" or after.registration == "registered":
        cards.append(ShowCard(f"alert:{after.id}", "referral", after.id, "sales"))
    if "contested" in (before.registration, after.registration):
        cards.append(ShowCard(f"conflict:{after.id}", "conflict", after.id, "managers"))
    if after.same_as:
        cards.append(ShowCard(f"alert:{after.same_as}", "referral", after.same_as, "sales"))
    waiting = (r for r in state.others if r.account == before.account and r.registration == "contested")
    if after.account != before.account:  # what ran into it runs into nobody now: the managers see that
        cards += [ShowCard(f"conflict:{r.id}", "conflict", r.id, "managers") for r in waiting]
    return tuple(cards)


def _note(
    after: Referral, changes: tuple[Change, ...], message: CorrectReferral | UndoCorrection
) -> tuple[Effect, ...]:
    """A word to our own people under the lead's card."""
    if after.registration == "contested":
        return ()
    context = {
        "referral": after,
        "contact": message.contact,
        "changes": changes,
        "is_undo": isinstance(message, UndoCorrection),
    }
    card = f"alert:{after.id}"
    return (PostNotice(f"note:{_key(after)}", "corrected", "sales", after.id, context, in_thread_of=card),)


def _answer(
    after: Referral,
    message: CorrectReferral | UndoCorrection,
    changes: tuple[Change, ...],
    undone: ReferralCorrected | None,
) -> tuple[Effect, ...]:
    if not message.may_answer or (message.mail_id is None and not changes):
        return ()  # Slack says itself that nothing had to be changed
    mail = SendEmail(
        key=_key(after) if changes else f"unchanged:{message.mail_id}",
        template="corrected",
        to=message.contact.emails[0],
        about=after.id,
        context={
            "contact": message.contact,
            "partner": message.partner,
            "referral": after,
            "changes": changes,
            "is_undo": undone is not None,
        },
        language=message.language,
        reply_to_mail=message.thread.message_id,
        references=message.thread.references,
        subject_of=message.thread.subject,
        answers=message.mail_id,
        capped="thread",
    )
    return (mail,)


def _key(referral: Referral) -> str:
    """Names the correction that this version of the referral undergoes; also the mail that confirms it."""
    return f"corrected:{referral.id}:{referral.version}"


def _changes(before: Prospect, after: Prospect) -> tuple[Change, ...]:
    pairs = ((field, getattr(before, field), getattr(after, field)) for field in FIELDS)
    return tuple(Change(f, FIELDS[f], old, new) for f, old, new in pairs if (old or None) != (new or None))


def _said(value: str | ExpectedValue | None) -> str:
    """A value as the history keeps it; "" is an empty field."""
    if isinstance(value, ExpectedValue):
        return f"{value.amount} {value.currency or ''}".strip()
    return value or ""


def _meant(field: str, said: str) -> str | ExpectedValue | None:
    if field == "value" and said:
        amount, _, currency = said.partition(" ")
        return ExpectedValue(Decimal(amount), currency or None)
    return said or None


def changes_in(happened: ReferralCorrected) -> tuple[Change, ...]:
    """What a correction changed, field by field, for whoever is told of it."""
    both = ((f, _meant(f, happened.before[f]), _meant(f, happened.after[f])) for f in happened.after)
    return tuple(Change(field, FIELDS[field], old, new) for field, old, new in both)


def named_at(referral: Referral, past: Iterable[ReferralCorrected]) -> datetime:
    """When the partner first named the account it belongs to now: before a correction it was another one."""
    known = tuple(past)
    since = (referral.received_at, *(each.at for each in known))
    accounts = (*(each.account for each in known), referral.account)
    return next(at for at, each in zip(since, accounts, strict=True) if each == referral.account)


class Logged(Protocol):
    """A line of the log."""

    @property
    def at(self) -> datetime:
        """When it happened."""

    @property
    def data(self) -> Mapping[str, Any]:
        """What happened, by the names of the event's fields."""


def past_from(about: str, entries: Iterable[Logged]) -> tuple[ReferralCorrected, ...]:
    """The corrections of a referral, from the log, oldest first."""
    return tuple(ReferralCorrected(about, entry.at, **entry.data) for entry in entries)


def replayed(
    known: Prospect, message: CorrectReferral | UndoCorrection, past: Iterable[ReferralCorrected]
) -> Prospect:
    """The prospect as this message would leave it."""
    if isinstance(message, CorrectReferral):
        return corrected(known, message.said, message.fields)
    found = _open_correction(past, message.correction, message.received_at)
    return _restored(known, found) if found else known


WORKFLOW = Workflow("correction", Correcting, decide, accepts=(CorrectReferral, UndoCorrection))

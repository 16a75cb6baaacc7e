"""Registration: prospects of one introduction become referrals, once each.

Same partner again: merged, and said so. Another partner inside the protection period: contested, a
person decides. The first is who reached our mail server first, never who says so in `Date:`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from workflows.base import Command, Decision, Effect, Event, PostNotice, SendEmail, ShowCard, Workflow
from workflows.commands import RegisterReferrals
from workflows.events import ReferralContested, ReferralMerged, ReferralRegistered
from workflows.matching import account_key
from workflows.model import Enclosure, Prospect, Referral
from workflows.program import Program

OVER = frozenset({"closed_lost", "disqualified"})
LONGEST_NOTE = 20_000  # characters of all that a partner wrote about one lead
MOST_FILES = 60  # listed on one lead; more stay with their mails


@dataclass(frozen=True, slots=True)
class Submission:
    """What one introduction meets: the programme's rules and the referrals already known for its accounts."""

    program: Program
    fresh: tuple[str, ...] = ()  # a new tracking ID per prospect
    known: tuple[Referral, ...] = ()
    new: tuple[Referral, ...] = ()
    merged: tuple[Referral, ...] = ()
    contested: tuple[Referral, ...] = ()


def decide(state: Submission, message: Command | Event, now: datetime) -> Decision[Submission]:
    """Register what is new, merge what is known, hold what another partner was first with."""
    if not isinstance(message, RegisterReferrals):
        return Decision(state)
    for prospect, referral_id in zip(message.prospects, state.fresh, strict=True):
        state = _place(state, message, prospect, referral_id, now)
    return Decision(state, _events(state, message, now), _effects(state, message))


def _place(
    state: Submission, message: RegisterReferrals, prospect: Prospect, referral_id: str, now: datetime
) -> Submission:
    account = account_key(prospect, message.partner.id)
    alive = [r for r in (*state.known, *state.new, *state.merged) if r.account == account and _is_alive(r)]
    if own := next((r for r in alive if r.partner_id == message.partner.id), None):
        return _merge(state, own, prospect, message)
    referral = _referral(state.program, message, prospect, referral_id, account, now)
    if any(_is_protected(r, message.received_at) for r in alive):
        return replace(state, contested=(*state.contested, replace(referral, registration="contested")))
    return replace(state, new=(*state.new, referral))


def _referral(
    program: Program,
    message: RegisterReferrals,
    prospect: Prospect,
    referral_id: str,
    account: str,
    now: datetime,
) -> Referral:
    return Referral(
        id=referral_id,
        partner_id=message.partner.id,
        account=account,
        prospect=prospect,
        note=message.note,
        contact_email=message.contact.emails[0],
        contact_name=message.contact.name,
        received_at=message.received_at,
        registered_at=now,
        stage_at=now,
        promised_at=program.first_contact_by(now),
        protected_until=program.protected_until(message.received_at),
        protection_days=program.protection_days,
        mail_id=message.mail_id,
        language=message.language,
        thread=tuple(i for i in (*message.thread.references, message.thread.message_id) if i),
        subject=message.thread.subject,
        enclosures=message.enclosures,
    )


def _merge(state: Submission, own: Referral, said: Prospect, message: RegisterReferrals) -> Submission:
    """Fill what was empty, add what came along; a repetition never overwrites what is known."""
    known = own.prospect
    filled = replace(
        known,
        name=known.name or said.name,
        email=known.email or said.email,
        company=known.company or said.company,
        phone=known.phone or said.phone,
        value=known.value or said.value,
        close_by=known.close_by or said.close_by,
        linkedin=known.linkedin or said.linkedin,
        found={**said.found, **known.found},
    )
    if any(r.id == own.id for r in state.new):  # the same prospect twice in one mail
        new = tuple(replace(r, prospect=filled) if r.id == own.id else r for r in state.new)
        return replace(state, new=new)
    others = tuple(r for r in state.merged if r.id != own.id)
    files = (*own.enclosures, *_new_files(own, message))
    merged = replace(own, prospect=filled, note=_with_note(own.note, message.note), enclosures=files)
    return replace(state, merged=(*others, merged))


def _with_note(known: str, said: str) -> str:
    """What the partner writes now stands first; words that stand there already are not repeated."""
    if not said.strip() or said.strip() in known:
        return known
    return f"{said.strip()}\n\n{known}".strip()[:LONGEST_NOTE]


def _new_files(own: Referral, message: RegisterReferrals) -> tuple[Enclosure, ...]:
    """What the lead does not list yet; the same file sent again, or a signature's logo, stands there once."""
    known = {replace(one, mail_id=None) for one in own.enclosures}
    new = tuple(replace(one, mail_id=message.mail_id) for one in message.enclosures if one not in known)
    return new[: max(0, MOST_FILES - len(own.enclosures))]


def _is_alive(referral: Referral) -> bool:
    return referral.registration == "registered" and referral.stage not in OVER


def _is_protected(referral: Referral, at: datetime) -> bool:
    return referral.protected_until is not None and referral.protected_until > at


def _events(state: Submission, message: RegisterReferrals, now: datetime) -> tuple[Event, ...]:
    partner = message.partner.id
    return (
        *(ReferralRegistered(r.id, now, partner, message.actor) for r in state.new),
        *(ReferralMerged(r.id, now, partner, message.note) for r in state.merged),
        *(ReferralContested(r.id, now, partner, _first(state, r)) for r in state.contested),
    )


def _first(state: Submission, contested: Referral) -> str:
    rivals = [r for r in state.known if r.account == contested.account and _is_alive(r)]
    return min(rivals, key=lambda r: r.received_at).id


def _effects(state: Submission, message: RegisterReferrals) -> tuple[Effect, ...]:
    touched = (*state.new, *state.merged, *state.contested)
    confirmation = SendEmail(
        key=f"confirmation:{message.mail_id or state.fresh[0]}",
        template="confirmation",
        to=message.contact.emails[0],
        about=touched[0].id,
        context={
            "contact": message.contact,
            "partner": message.partner,
            "new": state.new,
            "merged": state.merged,
            "contested": state.contested,
            "note": message.note,
        },
        language=message.language,
        answers=message.mail_id,
        reply_to_mail=message.thread.message_id,
        references=message.thread.references,
        subject_of=message.thread.subject,
        capped="thread" if state.new else "address",
    )
    said: Effect = confirmation if message.may_answer else _unconfirmed(state, message)
    alerts = (ShowCard(f"alert:{r.id}", "referral", r.id, "sales") for r in (*state.new, *state.merged))
    conflicts = (ShowCard(f"conflict:{r.id}", "conflict", r.id, "managers") for r in state.contested)
    return (said, *alerts, *conflicts, *(_noted(r, message) for r in state.merged), *_notices(state))


def _noted(referral: Referral, message: RegisterReferrals) -> PostNotice:
    """The rep reads under the lead what the partner adds to it."""
    return PostNotice(
        f"noted:{referral.id}:{message.mail_id or message.received_at.isoformat()}",
        "wrote_again",
        "sales",
        referral.id,
        {
            "who": message.actor or message.contact.name or message.contact.emails[0],
            "owner": referral.owner,
            "note": message.note,
        },
        in_thread_of=f"alert:{referral.id}",
    )


def _unconfirmed(state: Submission, message: RegisterReferrals) -> Effect:
    """Nobody would read a confirmation: our own people are asked to give it."""
    touched = (*state.new, *state.merged, *state.contested)
    context = {
        "partner": message.partner,
        "titles": [r.title for r in touched],
        "sender": message.contact.emails[0],
    }
    key = f"unconfirmed:{message.mail_id or state.fresh[0]}"
    return PostNotice(key, "unconfirmed", "managers", touched[0].id, context)


def _notices(state: Submission) -> tuple[Effect, ...]:
    """A neutral word to who was first, where the programme wants that; once, and no names."""
    if not state.program.conflict_notice:
        return ()
    firsts = {r.id: r for r in state.known if r.id in {_first(state, c) for c in state.contested}}
    return tuple(
        SendEmail(
            key=f"conflict-notice:{first.id}",
            template="conflict_notice",
            to=first.contact_email,
            about=first.id,
            context={"referral": first},
            language=first.language,
            reply_to_mail=first.thread[-1] if first.thread else "",
            references=first.thread[:-1],
            subject_of=first.subject,
        )
        for first in firsts.values()
    )


WORKFLOW = Workflow("registration", Submission, decide, accepts=(RegisterReferrals,))

"""Which referral a correction is about: found by the thread it answers, else by tracking ID, else asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.conversation.answered import may_mean_more
from bot.conversation.talking import Asked, Turn
from inbox.amending import is_doubtful
from inbox.reading import Reading
from inbox.undo import says_undo, says_withdraw
from storage.history import Entry, History
from storage.inbound import Kept
from storage.outbox import Outbox
from storage.referrals import Referrals
from storage.views import Views
from workflows import tracking
from workflows.base import Command
from workflows.commands import CorrectReferral, Thread, UndoCorrection
from workflows.conversation_messages import UndoWithdrawal, WithdrawReferral
from workflows.correction import UNDO_FOR, Correcting, closed_because, past_from, undoable
from workflows.matching import is_own_company
from workflows.model import Contact, HeldMail, Partner, Prospect, Referral
from workflows.program import Program
from workflows.withdrawal import Withdrawal, may_withdraw
from workflows.withdrawal import undoable as undoable_withdrawal

CORRECTED = "reply"  # how inbox.corrections marks a field that the reply changes
LONGEST_CHOICE = 8


@dataclass(frozen=True, slots=True)
class Doubt:
    """A correction for a person, and what the partner is asked."""

    cause: str
    reason: str
    choices: tuple[str, ...] = ()


def correction_of(
    session: Session, reading: Reading, kept: Kept, partner: Partner, contact: Contact, program: Program
) -> Command | Doubt | None:
    """What a proven partner's mail corrects or takes back; None when it does neither."""
    if says_undo(reading.note):
        return _undo(session, reading, kept, partner, contact, program)
    wants_out = reading.action != "register" and says_withdraw(reading.note)
    meant = _candidates(session, reading, partner) if wants_out else ()
    if len(meant) == 1 and may_withdraw(meant[0]):
        return WithdrawReferral(
            meant[0].id,
            partner,
            contact,
            f"mail:{kept.id}",
            kept.id,
            Thread(reading.message_id, reading.references, reading.subject),
            reading.language,
            reading.may_answer,
        )
    if meant:
        named = ", ".join(referral.id for referral in meant)
        return Doubt("correction", f"The partner wants an introduction taken out again: {named}.")
    if reading.action != "correction" or not reading.prospects:
        return None
    candidates = _candidates(session, reading, partner)
    if len(candidates) != 1:
        return _which(session, candidates, partner)
    return put_right(candidates[0], reading, kept, partner, contact)


def meant_by(session: Session, reading: Reading, partner: Partner, turn: Turn | None) -> Referral | None:
    """What an answer to one of our mails may put right though the mail alone reads otherwise.

    Its words count beside what is on file: a reply without its quote looks like a new introduction.
    """
    if may_mean_more(reading) and turn and turn.kind == "correct":
        return Referrals(session).get(turn.refs[0])
    if reading.action == "register" and len(reading.prospects) == 1:
        answered = _answered(session, reading.references, partner)
        return answered[0] if len(answered) == 1 and not closed_because(answered[0]) else None
    return None


def doubt_about(referral: Referral, reading: Reading) -> Doubt | None:
    """Somebody else named in an answer about a referral: in their place, or one more."""
    if not is_doubtful(reading.note):
        return None
    return Doubt("correction", f"It may put {referral.id} right, or name somebody new.")


def chosen(held: HeldMail, referral: Referral, partner: Partner, actor: str) -> CorrectReferral | None:
    """The correction of a held mail, once a manager has said which referral it is about."""
    said = held.prospects[0] if held.prospects else None
    fields = _fields(said) if said else ()
    if said is None or not fields or referral.partner_id != partner.id or closed_because(referral):
        return None
    return CorrectReferral(
        about=referral.id,
        partner=partner,
        contact=partner.contact(held.sender) or Contact(held.sender_name, (held.sender,)),
        said=said,
        fields=fields,
        received_at=held.received_at,
        mail_id=held.mail_id,
        thread=Thread(held.message_id, held.references, held.subject),
        language=held.language,
        may_answer=held.may_answer,
        actor=actor,
    )


def spoken(asked: Asked, referral: Referral, said: Prospect, language: str) -> CorrectReferral | None:
    """The correction of words that answer no mail of ours; None when it is for a person."""
    fields = _fields(said)
    moves_home = "email" in fields and is_own_company(said, asked.partner)
    if not fields or moves_home or referral.partner_id != asked.partner.id or closed_because(referral):
        return None
    return CorrectReferral(
        about=referral.id,
        partner=asked.partner,
        contact=asked.contact,
        said=said,
        fields=fields,
        received_at=asked.now,
        mail_id=None,
        language=language,
    )


def last_act(session: Session, asked: Asked, program: Program) -> UndoCorrection | UndoWithdrawal | None:
    """What "undo" takes back where no mail is answered: the one thing this partner changed within a day.

    The words may name the referral; of two that could be meant a person takes the right one back.
    """
    named = set(tracking.find(asked.words))
    mine = {r.id: r for r in Views(session).referrals_of(asked.partner.id) if not named or r.id in named}
    kinds = ("ReferralCorrected", "ReferralWithdrawn")
    entries = History(session).of_kinds(tuple(mine), kinds)
    recent = {entry.about for entry in entries if asked.now - entry.at <= UNDO_FOR}
    found = [undo for about in recent if (undo := _undo_of(mine[about], entries, asked, program))]
    return found[0] if len(found) == 1 else None


def _undo_of(
    referral: Referral, entries: Sequence[Entry], asked: Asked, program: Program
) -> UndoCorrection | UndoWithdrawal | None:
    about, partner, contact = referral.id, asked.partner, asked.contact
    if referral.registration == "withdrawn":
        return UndoWithdrawal(about, partner, contact, asked.source, asked.now)
    past = past_from(about, (e for e in entries if (e.about, e.kind) == (about, "ReferralCorrected")))
    last = next(reversed(past), None)
    known = Correcting(program, referral, (), past)
    if last is None or last.undoes or undoable(known, last.correction, asked.now) is None:
        return None
    return UndoCorrection(about, last.correction, partner, contact, asked.now, None)


def _fields(said: Prospect) -> tuple[str, ...]:
    return tuple(sorted(field for field, where in said.found.items() if where == CORRECTED))


def put_right(
    referral: Referral, reading: Reading, kept: Kept, partner: Partner, contact: Contact
) -> Command | Doubt:
    """The correction of this referral that was read in a mail, or why a person must look at it."""
    said = reading.prospects[0]
    fields = _fields(said)
    if not fields:
        return Doubt("correction", f"The partner corrects {referral.id}, but what is not clear.")
    if why := closed_because(referral):
        return Doubt("correction", why)
    if "email" in fields and is_own_company(said, partner):
        return Doubt("self_referral", "With the new address the prospect is the partner's own company.")
    return CorrectReferral(
        about=referral.id,
        partner=partner,
        contact=contact,
        said=said,
        fields=fields,
        received_at=kept.received_at,
        mail_id=kept.id,
        thread=Thread(reading.message_id, reading.references, reading.subject),
        language=reading.language,
        may_answer=reading.may_answer,
    )


def _candidates(session: Session, reading: Reading, partner: Partner) -> tuple[Referral, ...]:
    """The partner's referrals it can be about: one when it is sure."""
    named = _own(session, tracking.find(reading.note), partner)
    if named:
        return named
    answered = _answered(session, reading.references, partner)
    if len(answered) > 1:
        mentioned = [r for r in answered if r.id in reading.tracking_ids]
        return tuple(mentioned) or answered
    return answered or _own(session, reading.tracking_ids, partner)


def _answered(session: Session, references: Sequence[str], partner: Partner) -> tuple[Referral, ...]:
    """What the nearest of our mails in the thread was about: all that one confirmation named."""
    referrals = Referrals(session)
    for key, about in Outbox(session).sent_as(references):
        found = referrals.get(about)
        if found is None or found.partner_id != partner.id:
            continue
        if key.startswith("confirmation:") and found.mail_id is not None:
            together = {r.id: r for r in referrals.of_mail(found.mail_id) if r.partner_id == partner.id}
            return tuple({**together, found.id: found}.values())
        return (found,)
    return ()


def _own(session: Session, ids: Iterable[str], partner: Partner) -> tuple[Referral, ...]:
    """Those of these that belong to the partner; what is somebody else's does not exist for them."""
    found = (Referrals(session).get(each) for each in dict.fromkeys(ids))
    return tuple(r for r in found if r is not None and r.partner_id == partner.id)


def _which(session: Session, candidates: Sequence[Referral], partner: Partner) -> Doubt:
    known = candidates or Referrals(session).latest_of(partner.id, limit=LONGEST_CHOICE)
    choices = tuple(f"{r.id}  {r.title}" for r in known[:LONGEST_CHOICE])
    return Doubt("which_referral", "It corrects a referral, but which one cannot be told surely.", choices)


def _put_back(
    session: Session, reading: Reading, kept: Kept, partner: Partner, contact: Contact, referral: Referral
) -> Command | Doubt:
    past = History(session).of_kind(referral.id, "ReferralWithdrawn")
    rivals = Views(session).of_account(referral.account)
    is_taken = any(r.registration == "registered" for r in rivals if r.id != referral.id)
    if not undoable_withdrawal(
        Withdrawal(referral, past[-1].at if past else None, is_taken), kept.received_at
    ):
        return Doubt("correction", f"The partner wants {referral.id} back, but that is not simple any more.")
    return UndoWithdrawal(
        referral.id,
        partner,
        contact,
        f"mail:{kept.id}",
        kept.received_at,
        kept.id,
        Thread(reading.message_id, reading.references, reading.subject),
        reading.language,
        reading.may_answer,
    )


def _undo(
    session: Session, reading: Reading, kept: Kept, partner: Partner, contact: Contact, program: Program
) -> Command | Doubt | None:
    meant = _candidates(session, reading, partner)
    if not meant:
        return None
    if len(meant) > 1:
        named = ", ".join(each.id for each in meant)
        return Doubt("correction", f"The partner wants to take one of these back: {named}.")
    referral, about = meant[0], meant[0].id
    sent = next(iter(Outbox(session).sent_as(reading.references)), None)
    key = sent[0] if sent and sent[1] == about else ""
    if key.startswith("withdrawn:"):
        return _put_back(session, reading, kept, partner, contact, referral)
    past = past_from(about, History(session).of_kind(about, "ReferralCorrected"))
    known = Correcting(program, referral, (), past)
    if not key.startswith("corrected:"):
        if not (latest := _latest_undoable(known, kept)):
            reason = f"The partner wants to take back {about}; what exactly is for you to see."
            return Doubt("correction", reason)
        key = latest
    if undoable(known, key, kept.received_at) is None:
        return Doubt("correction", f"The partner wants a correction of {about} undone, but it is too late.")
    return UndoCorrection(
        about=about,
        correction=key,
        partner=partner,
        contact=contact,
        received_at=kept.received_at,
        mail_id=kept.id,
        thread=Thread(reading.message_id, reading.references, reading.subject),
        language=reading.language,
        may_answer=reading.may_answer,
    )


def _latest_undoable(known: Correcting, kept: Kept) -> str:
    """What an "undo" means that answers an older mail of ours: the last correction; "" when it is too old."""
    last = next(reversed(known.past), None)
    if last is None or last.undoes or undoable(known, last.correction, kept.received_at) is None:
        return ""
    return last.correction

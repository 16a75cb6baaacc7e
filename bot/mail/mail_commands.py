"""A mail that was read becomes a command: what it asks of the workflows, or why it waits for a person."""

from __future__ import annotations

from dataclasses import replace

from bot.mail.authors import contact_of, speaks_for, thread_of
from inbox.reading import Reading
from storage.inbound import Kept, Standing
from workflows.base import Command
from workflows.care_messages import SendMaterial
from workflows.commands import (
    AnswerPartner,
    CorrectReferral,
    HoldMail,
    IgnoreMail,
    NoteBounce,
    RegisterReferrals,
    Thread,
    UndoCorrection,
)
from workflows.commission.payout_messages import ObjectToLines
from workflows.commission.transfers import money_contact
from workflows.conversation_messages import StopNudges, UndoWithdrawal, WithdrawReferral
from workflows.matching import is_own_company
from workflows.model import Directory, Enclosure, Partner


def command_for(
    reading: Reading,
    kept: Kept,
    directory: Directory | None = None,
    addresses: frozenset[str] = frozenset(),
) -> Command:
    """What a reading asks of the workflows. `addresses` are all that stand in the mail."""
    partner = reading.partner
    if not kept.is_whole:
        return hold(reading, kept, "too_large")
    match reading.action:
        case "register" if partner and reading.prospects:
            if any(is_own_company(prospect, partner) for prospect in reading.prospects):
                said = "The prospect is the partner's own company."
                return hold(replace(reading, reasons=(*reading.reasons, said)), kept, "self_referral")
            own = speaks_for(partner, reading)
            return RegisterReferrals(
                partner=partner,
                contact=contact_of(reading, partner, addresses),
                prospects=reading.prospects,
                received_at=kept.received_at,
                note=reading.note,
                mail_id=kept.id,
                thread=thread_of(reading) if own else Thread(),
                language=reading.language,
                enclosures=_enclosures(reading),
                may_answer=reading.may_answer or not own,
            )
        case "ignore" | "duplicate":
            return IgnoreMail(kept.id, "; ".join(reading.reasons))
        case "bounce":
            return NoteBounce(
                kept.id,
                reading.bounced,
                reading.bounced_message_id,
                reading.reasons,
                is_final=reading.bounced_for_good,
            )
    held = hold(reading, kept, reading.cause if reading.cause != "none" else "question")
    if held.cause != "manager_for_partner" or directory is None:
        return held
    return replace(held, guesses=tuple(p.id for p in directory.partners[:5]))


def hold(reading: Reading, kept: Kept, cause: str) -> HoldMail:
    """The mail waits for a person, with the guess."""
    return HoldMail(
        mail_id=kept.id,
        cause=cause,
        sender=reading.sender.address,
        sender_name=reading.sender.name,
        received_at=kept.received_at,
        partner=reading.partner,
        prospects=reading.prospects,
        note=reading.note,
        reasons=reading.reasons,
        thread=thread_of(reading),
        language=reading.language,
        may_answer=reading.may_answer and reading.authenticated,
        enclosures=_enclosures(reading),
    )


def hold_account(reading: Reading, kept: Kept, partner: Partner) -> HoldMail:
    """Nothing is changed: a person asks back by phone, and the partner hears of it where we know them."""
    held = hold(reading, kept, "pay_elsewhere")
    steps = "Ask them at a number you have known for long, never at one from this mail."
    then = (
        f"If it is true: `/partner payout-details {partner.company}`; somebody else checks it, then 72 hours."
    )
    proof = () if reading.authenticated else ("This mail may be forged: its sender is not proven.",)
    return replace(held, reasons=(*proof, steps, then), warned=money_contact(partner), may_answer=False)


def _enclosures(reading: Reading) -> tuple[Enclosure, ...]:
    return tuple(Enclosure(one.name, one.size, one.content_type) for one in reading.attachments[:20])


def standing_of(reading: Reading, command: Command) -> Standing:
    """What the mail counts for against a copy of it."""
    if isinstance(command, IgnoreMail):
        return Standing.IGNORED
    return Standing.PROVEN if reading.authenticated else Standing.UNPROVEN


def outcome_of(reading: Reading, command: Command) -> str:
    """What stands on the kept mail once its command is decided."""
    match command:
        case HoldMail(cause=cause):
            return f"held: {cause}"
        case AnswerPartner() | SendMaterial():
            return "answered"
        case StopNudges():
            return "stopped"
        case WithdrawReferral():
            return "withdrawn"
        case CorrectReferral():
            return "corrected"
        case ObjectToLines():
            return "objected"
        case UndoCorrection() | UndoWithdrawal():
            return "undone"
        case IgnoreMail():
            return "duplicate" if reading.action == "duplicate" else "ignored"
    return {"register": "registered", "bounce": "bounce"}[reading.action]

"""Receipts: the signed line of a confirmation, and the answer to whoever wants to know what it proves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from bot.keys import Keys, signed
from bot.mail.authors import contact_of, speaks_for, thread_of
from inbox.reading import Reading
from storage.referrals import Referrals
from workflows.answer_parts import Part
from workflows.base import SendEmail
from workflows.commands import AnswerPartner
from workflows.model import Referral
from workflows.receipt import Receipt, find_receipts, is_about_receipt, receipt_of

KEY = "receipt"


def receipts_for(session: Session, effect: SendEmail, keys: Keys) -> Mapping[str, Any]:
    """What a confirmation says under each new referral."""
    new: tuple[Referral, ...] = effect.context.get("new", ()) if effect.template == "confirmation" else ()
    if not new:
        return {}
    sign = partial(signed, keys.make(session, KEY))
    return {"receipts": {each.id: receipt_of(each).written(sign) for each in new}}


def proved(session: Session, receipt: Receipt, keys: Keys) -> bool:
    """Whether we signed it."""
    key = keys.find(session, KEY)
    return key is not None and receipt.is_ours(partial(signed, key))


def receipt_answer(
    session: Session, reading: Reading, words: str, mail_id: int, keys: Keys
) -> AnswerPartner | None:
    """The answer to a proven partner who passes a confirmation of their own back; None for all other mail."""
    partner = reading.partner
    is_wordless = (reading.action, reading.cause) == ("ignore", "none")  # a person's, without a question
    asks = partner and reading.authenticated and speaks_for(partner, reading)
    asks = asks and (reading.may_answer or is_wordless)
    if not (partner and asks and is_about_receipt(reading.subject, reading.note)):
        return None
    found = find_receipts(words)
    theirs = [(each, Referrals(session).get(each.referral)) for each in found if each.partner == partner.id]
    if not found or len(theirs) != len(found):
        return None
    parts = tuple(_part(session, receipt, referral, keys) for receipt, referral in theirs)
    return AnswerPartner(
        mail_id, partner, contact_of(reading, partner), parts, None, thread_of(reading), reading.language
    )


def _part(session: Session, receipt: Receipt, referral: Referral | None, keys: Keys) -> Part:
    if not proved(session, receipt, keys):
        return Part("no_receipt", said=receipt.referral)
    is_theirs = referral is not None and referral.partner_id == receipt.partner
    shown = (referral,) if referral and is_theirs else ()
    return Part(
        "receipt", referrals=shown, said=f"{receipt.received_at:%Y-%m-%d %H:%M:%S} UTC", ref=receipt.referral
    )

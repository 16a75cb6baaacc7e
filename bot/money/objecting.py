"""A reply to a statement that says a line looks wrong becomes an objection to that line."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.conversation.correcting import Doubt
from inbox.reading import Reading
from storage.inbound import Kept
from storage.outbox import Outbox
from storage.statements import Statements
from workflows.base import Command
from workflows.commission.objection_text import read_objection
from workflows.commission.payout_messages import ObjectToLines
from workflows.model import Partner


def objection_of(session: Session, reading: Reading, kept: Kept, partner: Partner) -> Command | Doubt | None:
    """What a proven partner's reply to a statement objects to; None when it is no such reply.

    The statement is the one whose mail they answer, so "line 2" is what they saw there, whatever has changed
    since.
    """
    ours = Outbox(session).sent_as(tuple(reversed(reading.references)))
    sent = Statements(session).first_of([key for key, _about in ours])
    if sent is None or sent.partner != partner.id:
        return None
    said = read_objection(reading.note, len(sent.lines))
    if said.verdict == "nothing":
        return None
    if said.verdict == "unsure":
        return Doubt("question", "This answers a payout statement, and I am not sure which line they mean.")
    return ObjectToLines(
        statement=sent.key,
        partner_id=partner.id,
        numbers=said.numbers,
        by=reading.sender.address,
        words=reading.note,
        reply_to_mail=reading.message_id,
        references=reading.references,
        subject=reading.subject,
        mail_id=kept.id,
    )

"""The statement before payday: each partner sees every line that is due, and may object by a plain reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from workflows.base import Command, Decision, Event, SendEmail, Workflow
from workflows.commission.ledger import LedgerEntry
from workflows.commission.payout_messages import SendStatement
from workflows.commission.payout_record import BatchRecord, StatementSent
from workflows.commission.preview import preview
from workflows.commission.statement import DealName
from workflows.model import Contact, Partner
from workflows.money import Money


@dataclass(frozen=True, slots=True)
class PartnerSide:
    """One partner's side of a batch; `record` holds their payouts only."""

    record: BatchRecord
    partner: Partner
    contact: Contact
    entries: tuple[LedgerEntry, ...]
    objected: frozenset[str] = frozenset()
    is_frozen: bool = False
    minimum: Mapping[str, Money] = field(default_factory=dict)
    deals: Mapping[str, DealName] = field(default_factory=dict)
    until: date | None = None
    account: str = ""  # where the money goes, masked; "" when finance knows it from elsewhere
    sent: StatementSent | None = None
    elsewhere: Mapping[str, date] = field(default_factory=dict)  # paydays of lines in other open payouts


def decide(state: PartnerSide, message: Command | Event, now: datetime) -> Decision[PartnerSide]:
    """The statement, once for each batch and partner; nothing when there is nothing to say."""
    if not isinstance(message, SendStatement) or state.sent or not state.contact.emails[0]:
        return Decision(state)
    batch = state.record.batch
    shown = preview(
        state.partner.id,
        batch,
        state.entries,
        objected=state.objected,
        is_frozen=state.is_frozen,
        minimum=state.minimum,
        deals=state.deals,
        elsewhere=state.elsewhere,
    )
    if not shown.sections:
        return Decision(state)
    key = f"statement:{batch.id}:{state.partner.id}"
    mail = SendEmail(
        key=key,
        template="statement",
        to=state.contact.emails[0],
        about=state.partner.id,
        context={
            "partner": state.partner,
            "contact": state.contact,
            "preview": shown,
            "until": state.record.objections_until,
            "account": state.account,
        },
        drawn=("statement.pdf", "statement.html"),
    )
    sent = StatementSent(key, batch.id, state.partner.id, shown.keys, now)
    return Decision(replace(state, sent=sent), effects=(mail,))


WORKFLOW = Workflow("statements", PartnerSide, decide, accepts=(SendStatement,))

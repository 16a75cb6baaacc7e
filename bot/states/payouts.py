"""How payday's states are loaded and saved: the batch is locked first, then what it is made of is read.

Other batches are read before the ledger: a line that is being paid at this moment is kept by its batch, or
is paid, never both free and unpaid.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.clock import Clock
from storage.deals import Deals
from storage.ledger import Ledger
from storage.objections import Objections
from storage.partners import Partners
from storage.payout_details import PayoutAccounts
from storage.payouts import Batches
from storage.statements import Disputes, Statements
from workflows.base import Command, Event
from workflows.calendar import local_date
from workflows.commission.accounts import PayoutAccount
from workflows.commission.batch import Payout
from workflows.commission.details import frozen
from workflows.commission.ledger import LedgerEntry
from workflows.commission.objecting import Line, Objecting, rest_of
from workflows.commission.payday import Payday, next_payday, ready_at
from workflows.commission.payee import Payee
from workflows.commission.payout_messages import (
    ConfirmPayout,
    FailPayout,
    LineObjected,
    ObjectToLines,
    RefreshBatch,
    SendStatement,
)
from workflows.commission.payout_record import BatchRecord, dispute_id
from workflows.commission.payouts import Approving, Books
from workflows.commission.statement import KINDS
from workflows.commission.statements import PartnerSide
from workflows.commission.transfers import Transfer, money_contact
from workflows.model import Contact
from workflows.payment_messages import HearTransfer
from workflows.program import Program


def load_books(
    session: Session, message: Command | Event, program: Program, _clock: Clock, _now: datetime
) -> Books | None:
    """What a draft is made of; None for an event that concerns no draft."""
    batches, terms = Batches(session), program.payout_terms
    if isinstance(message, RefreshBatch):
        payday, partner = message.payday, message.partner
        draft_id = batches.draft_of(payday)
    else:
        partner = message.about  # type: ignore[union-attr]
        draft_id = batches.draft_with(message.entry) if isinstance(message, LineObjected) else None
        known = batches.header(draft_id) if draft_id else next(iter(batches.drafts()), None)
        if known is None:
            return None
        draft_id, payday = known.batch.id, known.batch.payday
    record = batches.get(draft_id, lock=True, partner=partner) if draft_id else None
    others = batches.others(payday, draft_id or "", partner)
    ledger_until = 0 if partner else batches.newest_entry()
    ledger = Ledger(session)
    entries = ledger.open_of(partner) if partner else ledger.unpaid(payable_until=payday)
    details = [each for each, _account in PayoutAccounts(session).current().values()]
    return Books(
        terms=terms,
        payday=payday,
        record=record,
        partner=partner,
        others=others,
        entries=entries,
        objected=Objections(session).open_keys(),
        frozen=frozen(details, ready_at(payday, terms)),
        ledger_until=ledger_until,
    )


def save_books(session: Session, old: Books, new: Books, now: datetime) -> None:
    """Store the draft."""
    if new.record is not None:
        Batches(session).save(old.record, new.record, now, partner=new.partner)


def load_approving(
    session: Session, message: Command, _program: Program, _clock: Clock, now: datetime
) -> Approving | None:
    """A batch with its payouts; their lines do not matter to who decides about the whole."""
    record = Batches(session).without_lines(message.batch_id, lock=True)  # type: ignore[attr-defined]
    if record is None:
        return None
    payees = PayoutAccounts(session).current({p.partner for p in record.batch.payouts})
    details = [each for each, _account in payees.values()]
    versions = {each.partner: each.version for each in details}
    return Approving(record, frozen(details, now), versions)


def save_approving(session: Session, old: Approving, new: Approving, now: datetime) -> None:
    """Store the batch, and the payouts that are withheld."""
    batches = Batches(session)
    if new.record != old.record:
        batches.save_header(new.record)
    if new.record.exported_at and not old.record.exported_at:
        batches.pin_details(new.record.batch.id, new.versions)
    before = {payout.id: payout for payout in old.record.batch.payouts}
    changed = [p for p in new.record.batch.payouts if p != before.get(p.id)]
    batches.settle((p for p in changed if p.carried_by == before[p.id].carried_by), now)
    batches.note_file(p for p in changed if p.carried_by != before[p.id].carried_by)


def load_transfer(
    session: Session,
    message: ConfirmPayout | FailPayout | HearTransfer,
    program: Program,
    _clock: Clock,
    _now: datetime,
) -> Transfer | None:
    """One payout, the lines it pays and whose they are."""
    record = Batches(session).of_payout(message.payout_id, lock=True)
    if record is None or not record.batch.payouts:
        return None
    (payout,) = record.batch.payouts
    partner = Partners(session).get(payout.partner)
    if partner is None:
        return None
    lines = Ledger(session).of_keys(payout.lines)
    deals = Deals(session).names(line.deal for line in lines)
    account = _account_of(session, payout)
    return Transfer(record, partner, lines, deals, account, tz=program.payout_terms.hours.tz)


def save_transfer(session: Session, old: Transfer, new: Transfer, now: datetime) -> None:
    """Store what became of the payout; the ledger's own keys keep a line from being paid twice."""
    if new.payout != old.payout:
        Batches(session).settle([new.payout], now)
    Ledger(session).add(new.booked, now)


def load_statement(
    session: Session, message: SendStatement, program: Program, _clock: Clock, now: datetime
) -> PartnerSide | None:
    """One partner's side of a batch."""
    record = Batches(session).get(message.batch_id, lock=True, partner=message.partner_id)
    partner = Partners(session).get(message.partner_id)
    if record is None or partner is None:
        return None
    entries = tuple(e for e in Ledger(session).open_of(partner.id) if e.payable_on <= record.batch.payday)
    held = PayoutAccounts(session).get(partner.id)
    others = Batches(session).others(record.batch.payday, record.batch.id, partner.id)
    return PartnerSide(
        record=record,
        partner=partner,
        contact=money_contact(partner),
        entries=entries,
        objected=Objections(session).open_keys(),
        is_frozen=bool(held and frozen([held[0]], now)),
        minimum=program.payout_terms.minimum,
        deals=Deals(session).names(e.deal for e in entries),
        account=masked_account(session, partner.id),
        sent=Statements(session).of_batch(record.batch.id, partner.id),
        elsewhere={key: b.payday for b in others for payout in b.payouts for key in payout.lines},
    )


def save_statement(session: Session, _old: PartnerSide, new: PartnerSide, _now: datetime) -> None:
    """Note what each number of the statement means."""
    if new.sent:
        Statements(session).add(new.sent)


def load_objecting(
    session: Session, message: Command, program: Program, _clock: Clock, now: datetime
) -> Objecting | None:
    """The lines somebody speaks of; None when one of them is not the partner's, or does not exist."""
    if isinstance(message, ObjectToLines):
        sent = Statements(session).get(message.statement)
        if sent is None or sent.partner != message.partner_id:
            return None
        wanted = {number: sent.line(number) for number in message.numbers}
    else:
        wanted = {0: message.entry_key}  # type: ignore[attr-defined]
    keys = {key: number for number, key in wanted.items() if key}
    entries = Ledger(session).of_keys(keys)
    if not entries or len(entries) != len(wanted):
        return None
    partner = Partners(session).get(entries[0].partner)
    if partner is None:
        return None
    by = message.by if isinstance(message, ObjectToLines) else ""
    lines = tuple(_line(session, entry, keys[entry.key]) for entry in entries)
    today = local_date(now, program.payout_terms.hours.tz)
    pays_on, draft = _open_payday(session, today, program.payout_terms)
    payouts = _payouts_of(session, draft, partner.id)
    return Objecting(
        partner=partner,
        contact=(partner.contact(by) or Contact("", (by,))) if by else money_contact(partner),
        lines=lines,
        today=today,
        pays_on=pays_on,
        rest=rest_of((Ledger(session).of_keys(p.lines) for p in payouts), keys, program.payout_terms.minimum),
        was_shown=bool(draft and Statements(session).of_batch(draft.batch.id, partner.id)),
    )


def _payouts_of(session: Session, draft: BatchRecord | None, partner_id: str) -> tuple[Payout, ...]:
    found = Batches(session).get(draft.batch.id, partner=partner_id) if draft else None
    return found.batch.payouts if found else ()


def _open_payday(session: Session, today: date, terms: Payday) -> tuple[date, BatchRecord | None]:
    """The first payday still to come whose batch nobody has approved, and that batch once it is drafted."""
    payday = next_payday(today, terms)
    while made := Batches(session).of_payday(payday):
        if draft := next((one for one in made if one.batch.status == "draft"), None):
            return payday, draft
        payday = next_payday(payday + timedelta(days=1), terms)
    return payday, None


def save_objecting(session: Session, _old: Objecting, new: Objecting, now: datetime) -> None:
    """Store what is held, what is answered, and what was put right."""
    objections = Objections(session)
    for objection, dispute in new.raised:
        objections.raise_one(objection)
        Disputes(session).save(dispute)
    for key, (by, answer) in new.settled.items():
        objections.settle(key, by=by, answer=answer, now=now)
    Ledger(session).add(new.booked, now)


def _line(session: Session, entry: LedgerEntry, number: int) -> Line:
    batches = Batches(session)
    if before := batches.place_of(entry.key):
        batches.header(before[0], lock=True)  # an approval that is under way comes before us, or after
    place = batches.place_of(entry.key)
    is_paid = bool(Ledger(session).paid([entry.key]))
    dispute = Disputes(session).get(dispute_id(entry.key))
    return Line(
        entry=entry,
        title=Deals(session).titles([entry.deal]).get(entry.deal, "") or KINDS[entry.kind],
        number=number or (dispute.number if dispute else 0),
        is_too_late=is_paid or bool(place and place[1] != "draft"),
        objection=Objections(session).of_entry(entry.key),
        dispute=dispute,
    )


def load_payee(
    session: Session, message: Command, _program: Program, _clock: Clock, _now: datetime
) -> Payee | None:
    """A partner and where their money goes."""
    partner = Partners(session).get(message.partner_id, lock=True)  # type: ignore[attr-defined]
    if partner is None:
        return None
    accounts = PayoutAccounts(session)
    held = accounts.get(partner.id)
    newest = accounts.newest(partner.id)
    if held is None:
        return Payee(partner, None, None, newest)
    return Payee(partner, *held, newest, accounts.checked_before(held[0]))


def save_payee(session: Session, old: Payee, new: Payee, now: datetime) -> None:
    """A new version, its check, or its refusal."""
    accounts = PayoutAccounts(session)
    if new.refused:
        accounts.note_refusal(new.refused.details, new.refused.by, new.refused.why)
    if new.details and new.account and new.newest != old.newest:
        accounts.add(new.details, new.account)
    elif new.details and not new.refused:
        accounts.note_check(new.details, now)


def _account_of(session: Session, payout: Payout) -> PayoutAccount | None:
    """Where this payout went: what counts by now may be another account."""
    version = Batches(session).pays_to(payout.id)
    held = PayoutAccounts(session).version(payout.partner, version) if version else None
    return held[1] if held else None


def masked_account(session: Session, partner_id: str) -> str:
    """Where a partner's money goes, as people may see it; "" when finance knows it from elsewhere."""
    held = PayoutAccounts(session).get(partner_id)
    return held[1].masked if held else ""


PAYOUT_STATES: dict[type, tuple[Any, Any]] = {
    Books: (load_books, save_books),
    Approving: (load_approving, save_approving),
    PartnerSide: (load_statement, save_statement),
    Transfer: (load_transfer, save_transfer),
    Objecting: (load_objecting, save_objecting),
    Payee: (load_payee, save_payee),
}

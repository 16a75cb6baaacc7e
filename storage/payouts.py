"""Payout batches: whole, or the part that a decision is about; and what their cards count."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal, cast

from sqlalchemy import ColumnElement, delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.money_tables import LedgerRow, SettledRow
from storage.payout_tables import BatchRow, PayoutDetailsRow, PayoutLineRow, PayoutRow, StatementRow
from workflows.commission.batch import DOUBTED, Batch, Payout
from workflows.commission.payout_record import Approval, BatchRecord, Heap, signature
from workflows.model import Person
from workflows.money import Money

Status = Literal["open", "confirmed", "failed"]


class Batches:
    """The payday's shelf."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def header(self, batch_id: str, *, lock: bool = False) -> BatchRecord | None:
        """A batch without its payouts; with `lock` nobody else decides about it until we commit."""
        query = select(BatchRow).where(BatchRow.id == batch_id)
        if lock:
            query = query.with_for_update()
        row = self._session.scalar(query.execution_options(populate_existing=True))
        return _record(row) if row else None

    def get(self, batch_id: str, *, lock: bool = False, partner: str = "") -> BatchRecord | None:
        """A batch with its payouts and their lines, all or those of one partner."""
        record = self.header(batch_id, lock=lock)
        which = (PayoutRow.batch_id == batch_id, *((PayoutRow.partner_id == partner,) if partner else ()))
        return _with(record, self._payouts(which)) if record else None

    def without_lines(self, batch_id: str, *, lock: bool = False) -> BatchRecord | None:
        """A batch with its payouts, whose lines are not looked up: for totals."""
        record = self.header(batch_id, lock=lock)
        return (
            _with(record, self._payouts((PayoutRow.batch_id == batch_id,), lines=False)) if record else None
        )

    def of_payout(self, payout_id: str, *, lock: bool = False) -> BatchRecord | None:
        """The batch of a payout, which holds that payout alone."""
        query = select(PayoutRow.batch_id).where(PayoutRow.id == payout_id)
        batch_id = self._session.scalar(query)
        record = self.header(batch_id, lock=lock) if batch_id else None
        return _with(record, self._payouts((PayoutRow.id == payout_id,))) if record else None

    def newest(self, *, limit: int = 12) -> tuple[BatchRecord, ...]:
        """The latest batches without their payouts, newest payday first."""
        query = select(BatchRow).order_by(BatchRow.payday.desc(), BatchRow.drafted_at.desc()).limit(limit)
        return tuple(_record(row) for row in self._session.scalars(query))

    def of_payday(self, payday: date) -> tuple[BatchRecord, ...]:
        """The batches of a payday without their payouts, oldest first."""
        query = select(BatchRow).where(BatchRow.payday == payday).order_by(BatchRow.drafted_at, BatchRow.id)
        return tuple(_record(row) for row in self._session.scalars(query))

    def partners_due(self, payday: date, batch_id: str) -> tuple[str, ...]:
        """Who has unpaid lines by that day and no statement of this batch yet."""
        paid = exists(select(SettledRow.line_key).where(SettledRow.line_key == LedgerRow.key))
        told = exists(
            select(StatementRow.key).where(
                StatementRow.batch_id == batch_id, StatementRow.partner_id == LedgerRow.partner_id
            )
        )
        due = LedgerRow.kind != "payout", LedgerRow.payable_on <= payday, ~paid, ~told
        query = select(LedgerRow.partner_id).where(*due).distinct().order_by(LedgerRow.partner_id)
        return tuple(self._session.scalars(query))

    def left_out(self, payday: date, objected: Collection[str]) -> dict[tuple[str, str], Money]:
        """By partner and currency the sum of what is due by that day, in no payout and not held."""
        paid = exists(select(SettledRow.line_key).where(SettledRow.line_key == LedgerRow.key))
        stands = PayoutLineRow.entry_key == LedgerRow.key, PayoutLineRow.is_open
        placed = exists(select(PayoutLineRow.payout_id).where(*stands))
        account = LedgerRow.partner_id, LedgerRow.currency
        total = func.sum(LedgerRow.amount_minor)
        due = LedgerRow.kind != "payout", LedgerRow.payable_on <= payday, ~paid, ~placed
        free = LedgerRow.key.not_in(objected), LedgerRow.reverses.not_in(objected)
        query = select(*account, total).where(*due, *free).group_by(*account).having(total != 0)
        return {(p, c): Money(int(minor), c) for p, c, minor in self._session.execute(query)}

    def draft_of(self, payday: date) -> str | None:
        """The batch of that payday that is a draft."""
        query = select(BatchRow.id).where(BatchRow.payday == payday, BatchRow.status == "draft")
        return self._session.scalar(query)

    def drafts(self) -> tuple[BatchRecord, ...]:
        """All drafts without their payouts, the earliest payday first."""
        query = select(BatchRow).where(BatchRow.status == "draft").order_by(BatchRow.payday, BatchRow.id)
        return tuple(_record(row) for row in self._session.scalars(query))

    def draft_with(self, entry_key: str) -> str | None:
        """The draft that a ledger entry stands in."""
        stands = PayoutLineRow.entry_key == entry_key, PayoutLineRow.is_open, BatchRow.status == "draft"
        query = select(BatchRow.id).join(PayoutRow, PayoutRow.batch_id == BatchRow.id)
        return self._session.scalar(
            query.join(PayoutLineRow, PayoutLineRow.payout_id == PayoutRow.id).where(*stands)
        )

    def place_of(self, entry_key: str) -> tuple[str, str, str] | None:
        """Batch, its status and the payout that an entry stands in; None while it is free."""
        stands = PayoutLineRow.entry_key == entry_key, PayoutLineRow.is_open
        query = select(BatchRow.id, BatchRow.status, PayoutRow.id).join(
            PayoutRow, PayoutRow.batch_id == BatchRow.id
        )
        row = self._session.execute(
            query.join(PayoutLineRow, PayoutLineRow.payout_id == PayoutRow.id).where(*stands)
        ).first()
        return (row[0], row[1], row[2]) if row else None

    def others(self, payday: date, draft_id: str, partner: str = "") -> tuple[Batch, ...]:
        """All batches but this draft, with the payouts that keep lines to themselves: what `draft` needs."""
        which = [PayoutRow.status == "open", PayoutRow.batch_id != draft_id]
        if partner:
            which.append(PayoutRow.partner_id == partner)
        payouts: dict[str, list[Payout]] = {}
        for batch_id, payout in self._keyed(which):
            payouts.setdefault(batch_id, []).append(payout)
        wanted = (BatchRow.payday == payday) | BatchRow.id.in_(sorted(payouts))
        rows = self._session.scalars(select(BatchRow).where(wanted, BatchRow.id != draft_id))
        return tuple(replace(_record(row).batch, payouts=tuple(payouts.get(row.id, ()))) for row in rows)

    def heaps(self, batch_id: str) -> tuple[Heap, ...]:
        """How many payouts of each currency and state there are, and their sums."""
        columns = PayoutRow.currency, PayoutRow.status
        query = select(*columns, func.count(), func.sum(PayoutRow.amount_minor)).group_by(*columns)
        rows = self._session.execute(query.where(PayoutRow.batch_id == batch_id).order_by(*columns))
        return tuple(Heap(c, cast(Status, s), n, Money(int(minor), c)) for c, s, n, minor in rows)

    def page(self, batch_id: str, *, start: int, limit: int) -> tuple[tuple[Payout, ...], int]:
        """Some payouts of a batch with their lines, by size, and how many there are."""
        which = PayoutRow.batch_id == batch_id
        total = self._session.scalar(select(func.count()).select_from(PayoutRow).where(which)) or 0
        order = PayoutRow.currency, PayoutRow.amount_minor.desc(), PayoutRow.id
        ids = self._session.scalars(
            select(PayoutRow.id).where(which).order_by(*order).offset(start).limit(limit)
        )
        place = {payout_id: n for n, payout_id in enumerate(ids)}
        found = self._payouts((PayoutRow.id.in_(list(place)),)) if place else ()
        return tuple(sorted(found, key=lambda payout: place[payout.id])), total

    def by_reference(self, reference: str) -> str | None:
        """The payout that a bank calls so."""
        return self._session.scalar(
            select(PayoutRow.id).where(PayoutRow.reference == reference.strip().upper())
        )

    def open_ids(self, batch_id: str) -> tuple[str, ...]:
        """The payouts that nobody has heard of yet, as far as a file carried them to a bank."""
        waits = PayoutRow.batch_id == batch_id, PayoutRow.status == "open", PayoutRow.reason != DOUBTED
        query = select(PayoutRow.id).where(*waits, PayoutRow.carried_by != "").order_by(PayoutRow.id)
        return tuple(self._session.scalars(query))

    def doubted(self, batch_id: str) -> tuple[Payout, ...]:
        """The open payouts, without their lines, of which the bank says what does not fit."""
        mine = PayoutRow.batch_id == batch_id, PayoutRow.status == "open", PayoutRow.reason == DOUBTED
        return self._payouts(mine, lines=False)

    def in_no_file(self, batch_id: str) -> tuple[Payout, ...]:
        """The open payouts, without their lines, that none of the batch's files carried."""
        alone = PayoutRow.status == "open", PayoutRow.carried_by == ""
        return self._payouts((PayoutRow.batch_id == batch_id, *alone), lines=False)

    def without_account(self, batch_id: str) -> tuple[Payout, ...]:
        """The open payouts, without their lines, of partners whose account nobody has noted."""
        noted = exists().where(
            PayoutDetailsRow.partner_id == PayoutRow.partner_id, PayoutDetailsRow.refused_by == ""
        )
        mine = PayoutRow.batch_id == batch_id, PayoutRow.status == "open", ~noted
        return self._payouts(mine, lines=False)

    def pays_to(self, payout_id: str) -> int | None:
        """The version of the partner's details that an exported payout goes to."""
        return self._session.scalar(select(PayoutRow.details_version).where(PayoutRow.id == payout_id))

    def newest_entry(self) -> int:
        """The ledger's newest row: a draft that has seen it is up to date with the ledger."""
        return self._session.scalar(select(func.max(LedgerRow.id))) or 0

    def save(self, old: BatchRecord | None, new: BatchRecord, now: datetime, *, partner: str = "") -> None:
        """Store a draft with its payouts; those of one partner when it is about them alone."""
        batch_id = new.batch.id
        before = old.batch.payouts if old else ()
        if old is None:
            self._session.add(BatchRow(id=batch_id, drafted_at=now, **_columns(new)))
            self._session.flush()
        if new.batch.payouts != before:
            self._replace(batch_id, before, new.batch.payouts)
        seal = new.seal
        if old is None or new.batch.payouts != before:
            whole = self.get(batch_id) if partner else new
            seal = whole.batch.seal if whole else ""
        self.save_header(replace(new, seal=seal))

    def save_header(self, record: BatchRecord) -> None:
        """Store a batch without its payouts."""
        values = _columns(record) | {"version": record.version + 1}
        self._session.execute(update(BatchRow).where(BatchRow.id == record.batch.id).values(**values))

    def pin_details(self, batch_id: str, versions: Mapping[str, int]) -> None:
        """From now on this batch pays to these versions of its partners' details, whatever changes later."""
        partners: dict[int, list[str]] = {}
        for partner_id, version in versions.items():
            partners.setdefault(version, []).append(partner_id)
        for version, whose in partners.items():
            for part in chunks(whose):
                mine = PayoutRow.batch_id == batch_id, PayoutRow.partner_id.in_(part)
                self._session.execute(update(PayoutRow).where(*mine).values(details_version=version))

    def pinned(self, batch_id: str) -> dict[str, int]:
        """The version of each partner's details that an exported batch pays to."""
        columns = PayoutRow.partner_id, PayoutRow.details_version
        query = select(*columns).where(PayoutRow.batch_id == batch_id, PayoutRow.details_version.is_not(None))
        return {partner_id: version for partner_id, version in self._session.execute(query) if version}

    def settle(self, payouts: Iterable[Payout], now: datetime) -> None:
        """Store what became of payouts; the lines of a failed one are free again."""
        fates: dict[tuple[str, str], list[str]] = {}
        for payout in payouts:
            fates.setdefault((payout.status, payout.reason), []).append(payout.id)
        for (status, reason), ids in fates.items():
            values = {"status": status, "reason": reason, "settled_at": None if status == "open" else now}
            for part in chunks(ids):
                self._session.execute(update(PayoutRow).where(PayoutRow.id.in_(part)).values(**values))
                if status == "failed":
                    lines = update(PayoutLineRow).where(PayoutLineRow.payout_id.in_(part))
                    self._session.execute(lines.values(is_open=False))

    def note_file(self, payouts: Iterable[Payout]) -> None:
        """Store which file carried them."""
        kinds: dict[str, list[str]] = {}
        for payout in payouts:
            kinds.setdefault(payout.carried_by, []).append(payout.id)
        for kind, ids in kinds.items():
            for part in chunks(ids):
                self._session.execute(update(PayoutRow).where(PayoutRow.id.in_(part)).values(carried_by=kind))

    def _replace(self, batch_id: str, before: Sequence[Payout], after: Sequence[Payout]) -> None:
        was, will = {p.id: p for p in before}, {p.id: p for p in after}
        gone = [p.id for p in before if will.get(p.id) != p]
        for part in chunks(gone):
            self._session.execute(delete(PayoutLineRow).where(PayoutLineRow.payout_id.in_(part)))
            self._session.execute(delete(PayoutRow).where(PayoutRow.id.in_(part)))
        new = [p for p in after if was.get(p.id) != p]
        if new:
            self._session.execute(insert(PayoutRow), [_payout_columns(batch_id, p) for p in new])
            lines = [
                {"payout_id": p.id, "entry_key": key, "position": n, "is_open": p.status != "failed"}
                for p in new
                for n, key in enumerate(p.lines)
            ]
            self._session.execute(insert(PayoutLineRow), lines)

    def _payouts(self, which: Iterable[ColumnElement[bool]], *, lines: bool = True) -> tuple[Payout, ...]:
        return tuple(payout for _batch, payout in self._keyed(which, lines=lines))

    def _keyed(self, which: Iterable[ColumnElement[bool]], *, lines: bool = True) -> list[tuple[str, Payout]]:
        which = tuple(which)
        of: dict[str, list[str]] = {}
        if lines:
            query = select(PayoutLineRow.payout_id, PayoutLineRow.entry_key).join(
                PayoutRow, PayoutRow.id == PayoutLineRow.payout_id
            )
            ordered = query.where(*which).order_by(PayoutLineRow.payout_id, PayoutLineRow.position)
            for payout_id, key in self._session.execute(ordered):
                of.setdefault(payout_id, []).append(key)
        columns = (
            PayoutRow.id, PayoutRow.batch_id, PayoutRow.partner_id, PayoutRow.amount_minor,
            PayoutRow.currency, PayoutRow.status, PayoutRow.reason, PayoutRow.carried_by,
        )  # fmt: skip
        rows = self._session.execute(select(*columns).where(*which))
        made = [
            (row.batch_id, Payout(
                row.id, row.partner_id, Money(row.amount_minor, row.currency), tuple(of.get(row.id, ())),
                cast(Status, row.status), row.reason, row.carried_by,
            ))
            for row in rows
        ]  # fmt: skip
        return sorted(made, key=lambda pair: (pair[1].partner, pair[1].amount.currency, pair[1].id))


def _with(record: BatchRecord, payouts: tuple[Payout, ...]) -> BatchRecord:
    return replace(record, batch=replace(record.batch, payouts=payouts))


def _record(row: BatchRow) -> BatchRecord:
    approvals = tuple(_approval(each) for each in row.approvals)
    batch = Batch(
        row.id, row.payday, (), cast(Any, row.status), tuple(signature(each.by) for each in approvals)
    )
    return BatchRecord(
        batch=batch,
        seal=row.seal,
        approvals=approvals,
        objections_until=row.objections_until,
        is_open_to_approval=row.is_open_to_approval,
        exported_by=row.exported_by,
        exported_at=row.exported_at,
        ledger_until=row.ledger_until,
        version=row.version,
    )


def _approval(kept: dict[str, Any]) -> Approval:
    control = tuple(Money(int(minor), currency) for currency, minor in kept["control"])
    person = Person(kept["name"], kept["email"], kept["slack_id"])
    return Approval(person, datetime.fromisoformat(kept["at"]), kept["seal"], control)


def _columns(record: BatchRecord) -> dict[str, Any]:
    return {
        "payday": record.batch.payday,
        "status": record.batch.status,
        "seal": record.seal,
        "approvals": [_approval_columns(each) for each in record.approvals],
        "objections_until": record.objections_until,
        "is_open_to_approval": record.is_open_to_approval,
        "exported_by": record.exported_by,
        "exported_at": record.exported_at,
        "ledger_until": record.ledger_until,
        "version": record.version,
    }


def _approval_columns(approval: Approval) -> dict[str, Any]:
    return {
        "name": approval.by.name,
        "email": approval.by.email,
        "slack_id": approval.by.slack_id,
        "at": approval.at.isoformat(),
        "seal": approval.seal,
        "control": [[total.currency, total.minor] for total in approval.control],
    }


def _payout_columns(batch_id: str, payout: Payout) -> dict[str, Any]:
    return {
        "id": payout.id,
        "batch_id": batch_id,
        "partner_id": payout.partner,
        "amount_minor": payout.amount.minor,
        "currency": payout.amount.currency,
        "status": payout.status,
        "reason": payout.reason,
        "reference": payout.reference,
    }

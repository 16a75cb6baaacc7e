"""The ledger's rows: added, looked up, never changed and never deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, exists, func, insert, select
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.money_tables import LedgerRow, SettledRow
from workflows.commission.ledger import EntryKind, LedgerEntry
from workflows.money import Money


class Ledger:
    """Every amount that partners are owed, with what it came from."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, entries: Sequence[LedgerEntry], now: datetime) -> None:
        """Write entries; IntegrityError when one of them, or its place, or a paid line is there already."""
        if not entries:
            return
        self._session.execute(insert(LedgerRow), [_columns(entry, now) for entry in entries])
        settled = [{"line_key": key, "payout_key": e.key} for e in entries for key in e.settles]
        if settled:
            self._session.execute(insert(SettledRow), settled)

    def get(self, key: str) -> LedgerEntry | None:
        """One entry."""
        return next(iter(self.of_keys([key])), None)

    def of_keys(self, keys: Iterable[str]) -> tuple[LedgerEntry, ...]:
        """The entries of these keys, in the order in which they were written."""
        found: list[tuple[int, LedgerEntry]] = []
        for part in chunks(keys):
            query = select(LedgerRow).where(LedgerRow.key.in_(part)).order_by(LedgerRow.id)
            found += [(row.id, to_entry(row)) for row in self._session.scalars(query)]
        return tuple(self._with_settles([entry for _, entry in sorted(found, key=lambda pair: pair[0])]))

    def of_deal(self, deal_id: str) -> tuple[LedgerEntry, ...]:
        """A deal's entries and the payouts that paid any of them: what `book` needs."""
        lines = self._entries((LedgerRow.deal_id == deal_id,))
        return (*lines, *self._payouts_of(line.key for line in lines))

    def of_partner(self, partner_id: str) -> tuple[LedgerEntry, ...]:
        """Everything of one partner, oldest first, payouts included."""
        return tuple(self._with_settles(self._entries((LedgerRow.partner_id == partner_id,))))

    def open_of(self, partner_id: str) -> tuple[LedgerEntry, ...]:
        """What a partner has coming or owes: the lines no payout has paid, held ones included."""
        return self._entries((LedgerRow.partner_id == partner_id, *_UNPAID))

    def unpaid(self, payable_until: date | None = None) -> tuple[LedgerEntry, ...]:
        """All lines that no payout has paid; those payable by that day, when one is given."""
        until = (LedgerRow.payable_on <= payable_until,) if payable_until else ()
        return self._entries((*_UNPAID, *until))

    def booked_until(self, as_of: date) -> tuple[LedgerEntry, ...]:
        """The ledger as it stood at the end of that day: what `owed` needs."""
        return tuple(self._with_settles(self._entries((LedgerRow.booked_on <= as_of,))))

    def everything(self) -> tuple[LedgerEntry, ...]:
        """All of it, in the order in which it was written."""
        return tuple(self._with_settles(self._entries(())))

    def payouts_of(self, partner_id: str) -> tuple[LedgerEntry, ...]:
        """What a partner has been paid, oldest first."""
        mine = LedgerRow.partner_id == partner_id, LedgerRow.kind == "payout"
        return tuple(self._with_settles(self._entries(mine)))

    def balances(self, partner_id: str = "") -> Mapping[tuple[str, str], Money]:
        """Each (partner, currency) and its balance, added up by the database; currencies are never netted."""
        account = LedgerRow.partner_id, LedgerRow.currency
        query = select(*account, func.sum(LedgerRow.amount_minor)).group_by(*account).order_by(*account)
        if partner_id:
            query = query.where(LedgerRow.partner_id == partner_id)
        return {(p, c): Money(int(minor), c) for p, c, minor in self._session.execute(query)}

    def sums(self, deal_id: str, *, until: datetime) -> Mapping[str, Money]:
        """By partner what was booked for a deal by that moment."""
        account = LedgerRow.partner_id, LedgerRow.currency
        known = LedgerRow.deal_id == deal_id, LedgerRow.at <= until
        query = select(*account, func.sum(LedgerRow.amount_minor)).where(*known).group_by(*account)
        return {p: Money(int(minor), c) for p, c, minor in self._session.execute(query)}

    def paid(self, keys: Collection[str]) -> frozenset[str]:
        """Those of these lines that a payout has paid."""
        found: set[str] = set()
        for part in chunks(keys):
            found |= set(
                self._session.scalars(select(SettledRow.line_key).where(SettledRow.line_key.in_(part)))
            )
        return frozenset(found)

    def _payouts_of(self, keys: Iterable[str]) -> tuple[LedgerEntry, ...]:
        payouts: set[str] = set()
        for part in chunks(keys):
            query = select(SettledRow.payout_key).where(SettledRow.line_key.in_(part))
            payouts |= set(self._session.scalars(query))
        return self.of_keys(sorted(payouts)) if payouts else ()

    def _entries(self, which: Sequence[ColumnElement[bool]]) -> tuple[LedgerEntry, ...]:
        query: Select[Any] = select(*_FIELDS).where(*which).order_by(LedgerRow.id)
        return tuple(to_entry(row) for row in self._session.execute(query))

    def _with_settles(self, entries: Sequence[LedgerEntry]) -> Iterator[LedgerEntry]:
        """The same entries, payouts with the lines they pay."""
        payouts = [entry.key for entry in entries if entry.kind == "payout"]
        lines: dict[str, list[str]] = {key: [] for key in payouts}
        for part in chunks(payouts):
            query = select(SettledRow.payout_key, SettledRow.line_key).where(SettledRow.payout_key.in_(part))
            for payout, line in self._session.execute(query.order_by(SettledRow.line_key)):
                lines[payout].append(line)
        return (replace(e, settles=tuple(lines[e.key])) if e.kind == "payout" else e for e in entries)


def to_entry(row: Any) -> LedgerEntry:
    """The row as the workflows know it."""
    return LedgerEntry(
        key=row.key,
        kind=cast(EntryKind, row.kind),
        partner=row.partner_id,
        amount=Money(row.amount_minor, row.currency),
        booked_on=row.booked_on,
        payable_on=row.payable_on,
        deal=row.deal_id or "",
        cause=row.cause,
        line=row.line,
        sequence=row.sequence,
        version=row.version,
        why=tuple(row.why),
        reverses=row.reverses,
        approved_by=tuple(row.approved_by),
    )


_FIELDS = tuple(LedgerRow.__table__.c)  # plain columns: a ledger of 100,000 lines needs no identity map
_UNPAID = (
    LedgerRow.kind != "payout",
    ~exists(select(SettledRow.line_key).where(SettledRow.line_key == LedgerRow.key)),
)


def _columns(entry: LedgerEntry, now: datetime) -> dict[str, Any]:
    return {
        "key": entry.key,
        "kind": entry.kind,
        "partner_id": entry.partner,
        "amount_minor": entry.amount.minor,
        "currency": entry.amount.currency,
        "booked_on": entry.booked_on,
        "payable_on": entry.payable_on,
        "deal_id": entry.deal or None,
        "cause": entry.cause,
        "line": entry.line,
        "sequence": entry.sequence,
        "version": entry.version,
        "why": list(entry.why),
        "reverses": entry.reverses,
        "approved_by": list(entry.approved_by),
        "at": now,
    }

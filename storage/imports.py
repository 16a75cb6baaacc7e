"""Imports, as the log tells of them: what each has made, and what of it nobody has touched since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, delete, exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from storage.money_tables import LedgerRow
from storage.partners import Partners
from storage.tables import EventRow, PartnerRow, ReferralRow
from workflows.import_messages import Kind
from workflows.model import Partner
from workflows.money import Money

MADE = {"partners": "PartnerImported", "referrals": "ReferralImported", "payouts": "PayoutImported"}


@dataclass(frozen=True, slots=True)
class Begun:
    """An import that was begun."""

    id: str
    kind: Kind
    file: str
    is_undone: bool


@dataclass(frozen=True, slots=True)
class Made:
    """One thing that an import made."""

    about: str
    row: int
    event: int  # of the log: where the next page begins


class Imports:
    """Looks imports up, and removes what they made."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, import_id: str) -> Begun | None:
        """One import by its ID."""
        query = select(EventRow).where(EventRow.about == import_id, EventRow.kind == "ImportBegun")
        row = self._session.scalars(query).first()
        if row is None:
            return None
        ended = exists().where(EventRow.about == import_id, EventRow.kind == "ImportUndone")
        return Begun(import_id, row.data["kind"], row.data["file"], bool(self._session.scalar(select(ended))))

    def made(self, found: Begun, *, before: int | None = None, limit: int) -> list[Made]:
        """What it made and nobody has taken back, the newest first: one page, `before` the last one's end."""
        back = aliased(EventRow)
        taken = exists().where(
            back.about == EventRow.about,
            _unindexed(back.kind) == "ImportedTakenBack",
            back.data["row"].as_integer() == EventRow.data["row"].as_integer(),
            back.data["import_id"].as_string() == found.id,
        )
        mine = (
            _unindexed(EventRow.kind) == MADE[found.kind],
            EventRow.key.startswith(f"import:{found.id}:"),
            ~taken,
        )
        query = select(EventRow).where(*mine).order_by(EventRow.id.desc()).limit(limit)
        if before is not None:
            query = query.where(EventRow.id < before)
        return [Made(row.about, row.data["row"], row.id) for row in self._session.scalars(query)]

    def touched(self, about: str, kind: Kind) -> bool:
        """Whether anything but its import has happened to it."""
        later = EventRow.about == about, EventRow.kind != MADE[kind]
        if self._session.scalar(select(exists().where(*later))):
            return True
        if kind == "referrals":
            changed = ReferralRow.id == about, ReferralRow.version > 0
            return bool(self._session.scalar(select(exists().where(*changed))))
        used = exists().where(ReferralRow.partner_id == about), exists().where(LedgerRow.partner_id == about)
        return any(self._session.scalar(select(each)) for each in used)

    def remove(self, about: str, kind: Kind) -> bool:
        """Take it out; False when something else leans on it."""
        try:
            with self._session.begin_nested():
                if kind == "referrals":
                    self._session.execute(delete(ReferralRow).where(ReferralRow.id == about))
                else:
                    Partners(self._session).remove(about)
        except IntegrityError:
            return False
        return True

    def partners_called(self, words: str) -> tuple[Partner, ...]:
        """Partners of exactly this address, domain, ID or name; two at most, since two are one too many."""
        partners = Partners(self._session)
        if "@" in words:
            return partners.named_in([words])[:2]
        if found := partners.get(words):
            return (found,)
        query = select(PartnerRow.id).where(PartnerRow.company == words).limit(2)
        if ids := list(self._session.scalars(query)):
            return tuple(found for each in ids if (found := partners.get(each)))
        same = [p for p in partners.search(words) if p.company.casefold() == words.casefold()]
        return tuple(same[:2])

    def paid(self, partner_id: str, amount: Money, on: date, reference: str) -> int:
        """Payouts of that amount and day, imports that were undone left out; a reference tells them apart."""
        less = aliased(LedgerRow)
        same = (
            LedgerRow.kind == "payout",
            LedgerRow.booked_on == on,
            LedgerRow.currency == amount.currency,
            LedgerRow.amount_minor == -amount.minor,
            LedgerRow.partner_id == partner_id,
        )
        undone = exists().where(
            less.partner_id == partner_id,
            less.reverses != "",
            less.reverses == func.replace(LedgerRow.key, ":paid", ":earned"),
        )
        query = select(func.count()).select_from(LedgerRow).where(*same, ~undone)
        if reference:
            query = query.where(LedgerRow.cause.in_([reference, ""]))
        return self._session.scalar(query) or 0


def _unindexed(kind: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """An import has as many events of one kind as rows: looking each up by kind would be all by all."""
    return func.coalesce(kind, "")

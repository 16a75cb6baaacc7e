"""Imports, as the log tells of them: what each has made, and what of it nobody has touched since."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, delete, exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from storage.money_tables import LedgerRow
from storage.partners import Partners
from storage.tables import EventRow, PartnerRow, ReferralRow
from workflows.import_messages import Kind, Made
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

    def made(
        self, found: Begun, *, before: int | None = None, limit: int
    ) -> tuple[tuple[Made, ...], int | None]:
        """What it made and nobody has taken back, the newest first: one page, and `before` of the next."""
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
        rows = self._session.scalars(query).all()
        return tuple(Made(row.about, row.data["row"]) for row in rows), rows[-1].id if rows else None

    def lock(self, referrals: Collection[str]) -> frozenset[str]:
        """Those of these referrals that are there; nobody else decides about them until we commit."""
        query = select(ReferralRow.id).where(ReferralRow.id.in_(referrals))
        return frozenset(self._session.scalars(query.order_by(ReferralRow.id).with_for_update()))

    def touched(self, abouts: Collection[str], kind: Kind) -> frozenset[str]:
        """Those of them to which anything but their import has happened."""
        later = EventRow.about.in_(abouts), _unindexed(EventRow.kind) != MADE[kind]
        found = {*self._session.scalars(select(EventRow.about).where(*later).distinct())}
        if kind == "referrals":
            changed = ReferralRow.id.in_(abouts), ReferralRow.version > 0
            return frozenset(found | {*self._session.scalars(select(ReferralRow.id).where(*changed))})
        for row in (ReferralRow, LedgerRow):
            partner = row.partner_id
            found |= {*self._session.scalars(select(partner).where(partner.in_(abouts)).distinct())}
        return frozenset(found)

    def remove_referrals(self, ids: Collection[str]) -> frozenset[str]:
        """Take them out; gives those that stay because something else leans on them."""
        if not ids or self._took_out(ids):
            return frozenset()
        return frozenset(each for each in ids if not self._took_out([each]))

    def remove_partner(self, partner_id: str) -> bool:
        """Take a partner out; False when something else leans on it."""
        try:
            with self._session.begin_nested():
                Partners(self._session).remove(partner_id)
        except IntegrityError:
            return False
        return True

    def _took_out(self, referrals: Collection[str]) -> bool:
        gone = delete(ReferralRow).where(ReferralRow.id.in_(referrals))
        try:
            with self._session.begin_nested():
                self._session.execute(gone.execution_options(synchronize_session=False))
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

"""Where each partner's money goes, every version of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session, aliased

from storage.chunks import chunks
from storage.payout_tables import PayoutDetailsRow
from workflows.commission.accounts import PayoutAccount
from workflows.commission.details import PayoutDetails

_Row = PayoutDetailsRow


class PayoutAccounts:
    """The newest version that nobody refused is the one that counts, checked or not."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, partner_id: str, *, lock: bool = False) -> tuple[PayoutDetails, PayoutAccount] | None:
        """What counts for a partner; with `lock` nobody else changes it until we commit."""
        query = select(_Row).where(_Row.partner_id == partner_id, _Row.refused_by == "")
        query = query.order_by(_Row.version.desc()).limit(1)
        row = self._session.scalar(query.with_for_update() if lock else query)
        return (_details(row), _account(row.account)) if row else None

    def checked_before(self, details: PayoutDetails) -> PayoutAccount | None:
        """The other account that was checked last, if nobody refused it since."""
        fits = _Row.refused_by == "", _Row.checked_by != "", _Row.fingerprint != details.fingerprint
        query = select(_Row).where(_Row.partner_id == details.partner, *fits)
        row = self._session.scalar(query.order_by(_Row.version.desc()).limit(1))
        return _account(row.account) if row else None

    def newest(self, partner_id: str) -> int:
        """The highest version there ever was."""
        query = select(func.max(_Row.version)).where(_Row.partner_id == partner_id)
        return self._session.scalar(query) or 0

    def version(self, partner_id: str, version: int) -> tuple[PayoutDetails, PayoutAccount, str] | None:
        """One version, and who refused it ("" when nobody did)."""
        row = self._session.get(_Row, (partner_id, version))
        return (_details(row), _account(row.account), row.refused_by) if row else None

    def versions(self, wanted: Mapping[str, int]) -> dict[str, PayoutAccount]:
        """These versions of these partners' accounts."""
        found: dict[str, PayoutAccount] = {}
        for part in chunks(sorted(wanted)):
            query = select(_Row).where(_Row.partner_id.in_(part))
            rows = self._session.scalars(query)
            found |= {r.partner_id: _account(r.account) for r in rows if wanted[r.partner_id] == r.version}
        return found

    def current(
        self, partners: Collection[str] | None = None
    ) -> dict[str, tuple[PayoutDetails, PayoutAccount]]:
        """What counts for each of these partners, or for all."""
        newest = (
            select(_Row.partner_id, func.max(_Row.version).label("version"))
            .where(_Row.refused_by == "")
            .group_by(_Row.partner_id)
            .subquery()
        )
        same = (_Row.partner_id == newest.c.partner_id) & (_Row.version == newest.c.version)
        query = select(_Row).join(newest, same)
        found = {
            row.partner_id: (_details(row), _account(row.account)) for row in self._session.scalars(query)
        }
        return found if partners is None else {p: found[p] for p in partners if p in found}

    def unchecked(self, *, limit: int) -> tuple[str, ...]:
        """Partners whose newest details nobody has checked or refused, the longest waiting first."""
        later = aliased(_Row)
        is_newest = ~exists().where(later.partner_id == _Row.partner_id, later.version > _Row.version)
        waiting = _Row.checked_by == "", _Row.refused_by == "", is_newest
        query = select(_Row.partner_id).where(*waiting).order_by(_Row.changed_at).limit(limit)
        return tuple(self._session.scalars(query))

    def add(self, details: PayoutDetails, account: PayoutAccount) -> None:
        """A new version; the older ones stay."""
        self._session.add(
            _Row(
                partner_id=details.partner,
                version=details.version,
                account={
                    "method": account.method,
                    "holder": account.holder,
                    "number": account.number,
                    "bic": account.bic,
                },
                fingerprint=details.fingerprint,
                changed_at=details.changed_at,
                requested_by=details.requested_by,
                checked_by=details.checked_by,
                checked_how=details.checked_how,
            )
        )
        self._session.flush()

    def note_check(self, details: PayoutDetails, now: datetime) -> None:
        """Somebody has checked a version."""
        values: dict[str, Any] = {
            "checked_by": details.checked_by,
            "checked_how": details.checked_how,
            "checked_at": now,
        }
        mine = _Row.partner_id == details.partner, _Row.version == details.version
        self._session.execute(update(_Row).where(*mine).values(**values))

    def note_refusal(self, details: PayoutDetails, by: str, why: str) -> None:
        """An account that never counts again, under whatever version, unless it is asked for anew."""
        same = _Row.fingerprint == details.fingerprint, _Row.refused_by == ""
        mine = update(_Row).where(_Row.partner_id == details.partner, *same)
        self._session.execute(mine.values(refused_by=by, refused_why=why))


def _details(row: PayoutDetailsRow) -> PayoutDetails:
    return PayoutDetails(
        row.partner_id, row.version, row.fingerprint, row.changed_at, row.requested_by, row.checked_by,
        row.checked_how,
    )  # fmt: skip


def _account(kept: dict[str, Any]) -> PayoutAccount:
    return PayoutAccount(kept["method"], kept["holder"], kept["number"], kept["bic"])

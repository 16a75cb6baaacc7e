"""Referrals: load with a lock, save with a fence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.orm import Session

from storage.prepared import Upsert, among, table
from storage.tables import AccountRow, ReferralRow
from workflows.errors import Retry
from workflows.model import Enclosure, ExpectedValue, Person, Prospect, Referral, Share
from workflows.money import Money

_referrals = table(ReferralRow)
_BY_ID = select(_referrals).where(_referrals.c.id == bindparam("id"))
_LOCKED = _BY_ID.with_for_update()
_LOCK_ACCOUNT = Upsert(table(AccountRow), table(AccountRow).c.key, sets=["key"])
_OF_ACCOUNTS = (
    select(_referrals).where(_referrals.c.account.in_(among("keys"))).order_by(_referrals.c.received_at)
)
_TAKEN = select(_referrals.c.id).where(_referrals.c.id.in_(among("ids")))
_ADD = insert(_referrals)
_SAVE = (
    update(_referrals)
    .where(_referrals.c.id == bindparam("this"), _referrals.c.version == bindparam("fence"))
    .returning(_referrals.c.id)
)


class Referrals:
    """The register."""

    def __init__(self, session: Session) -> None:
        self._session = session
        # Rows this unit of work has locked or written: nobody else can change them before it ends.
        self._ours: dict[str, Referral] = session.info.setdefault("our referrals", {})

    def get(self, referral_id: str, *, lock: bool = False) -> Referral | None:
        """One referral; with `lock` nobody else decides about it until we commit."""
        if referral_id in self._ours:
            return self._ours[referral_id]
        row = self._session.execute(_LOCKED if lock else _BY_ID, {"id": referral_id}).one_or_none()
        found = to_referral(row) if row else None
        if found and lock:
            self._ours[referral_id] = found
        return found

    def of_accounts(self, keys: Collection[str], now: datetime) -> tuple[Referral, ...]:
        """All referrals of these accounts; the accounts stay locked until we commit.

        The lock is what makes "who was first" safe: two replicas cannot both see an empty account.
        """
        for key in sorted(keys):  # in one order everywhere, so that no two replicas wait for each other
            _LOCK_ACCOUNT.run(self._session, {"key": key, "since": now})
        rows = self._session.execute(_OF_ACCOUNTS, {"keys": list(keys)})
        return tuple(to_referral(row) for row in rows)

    def at_accounts(self, keys: Collection[str]) -> dict[str, tuple[Referral, ...]]:
        """The referrals of each of these accounts that has any, for a look that locks nothing."""
        found: dict[str, tuple[Referral, ...]] = {}
        for row in self._session.execute(_OF_ACCOUNTS, {"keys": list(keys)}):
            found[row.account] = (*found.get(row.account, ()), to_referral(row))
        return found

    def lock_accounts(self, keys: Collection[str], now: datetime) -> None:
        """Lock many accounts at once, in the one order that everybody keeps."""
        _LOCK_ACCOUNT.run_each(self._session, [{"key": key, "since": now} for key in sorted(keys)])

    def of_mail(self, mail_id: int) -> tuple[Referral, ...]:
        """What one kept mail registered, in the order of their IDs."""
        query = select(ReferralRow).where(ReferralRow.mail_id == mail_id).order_by(ReferralRow.id)
        return tuple(to_referral(row) for row in self._session.scalars(query))

    def latest_of(self, partner_id: str, *, limit: int) -> tuple[Referral, ...]:
        """A partner's newest referrals."""
        query = select(ReferralRow).where(ReferralRow.partner_id == partner_id)
        newest = query.order_by(ReferralRow.registered_at.desc(), ReferralRow.id).limit(limit)
        return tuple(to_referral(row) for row in self._session.scalars(newest))

    def taken(self, ids: Collection[str]) -> frozenset[str]:
        """Those of these tracking IDs that exist already."""
        return frozenset(self._session.scalars(_TAKEN, {"ids": list(ids)}))

    def waiting_for_digest(self, contact: str, *, until: datetime) -> tuple[Referral, ...]:
        """What one contact has not been told yet and has settled by then; locked until we commit."""
        waits = ReferralRow.telling != "", ReferralRow.telling_at.is_(None), ReferralRow.stage_at <= until
        query = select(ReferralRow).where(ReferralRow.contact_email == contact, *waits)
        rows = self._session.scalars(
            query.order_by(ReferralRow.id).with_for_update().execution_options(populate_existing=True)
        )
        return tuple(to_referral(row) for row in rows)

    def contacts_with_news(self, *, until: datetime) -> tuple[str, ...]:
        """Whom a digest would reach: addresses of contacts."""
        waits = ReferralRow.telling != "", ReferralRow.telling_at.is_(None), ReferralRow.stage_at <= until
        query = select(ReferralRow.contact_email).where(*waits).distinct()
        return tuple(self._session.scalars(query.order_by(ReferralRow.contact_email)))

    def add(self, referral: Referral) -> None:
        """Store a new referral."""
        self._session.execute(_ADD, {"id": referral.id, **_columns(referral), "version": 0})
        self._ours[referral.id] = replace(referral, version=0)

    def add_all(self, referrals: Sequence[Referral]) -> None:
        """Store many new referrals."""
        if referrals:
            rows = [{"id": each.id, **_columns(each), "version": 0} for each in referrals]
            self._session.execute(_ADD, rows)

    def save(self, referral: Referral) -> None:
        """Store a change; `Retry` when somebody changed the row since it was loaded."""
        fence = {"this": referral.id, "fence": referral.version}
        change = {**fence, **_columns(referral), "version": referral.version + 1}
        if self._session.scalar(_SAVE, change) is None:
            raise Retry(f"{referral.id} was changed by somebody else in the meantime")
        self._ours[referral.id] = replace(referral, version=referral.version + 1)


def to_referral(row: ReferralRow | Row[Any]) -> Referral:
    """The row as the workflows know it."""
    owner = None
    if row.owner_name is not None:
        owner = Person(row.owner_name, row.owner_email or "", row.owner_slack_id or "")
    return Referral(
        id=row.id,
        partner_id=row.partner_id,
        account=row.account,
        prospect=prospect_from(row.prospect),
        note=row.note,
        contact_email=row.contact_email,
        contact_name=row.contact_name,
        received_at=row.received_at,
        registered_at=row.registered_at,
        registration=row.registration,  # type: ignore[arg-type]
        owner=owner,
        claimed_at=row.claimed_at,
        stage=row.stage,
        stage_at=row.stage_at,
        protected_until=row.protected_until,
        protection_days=row.protection_days,
        promised_at=row.promised_at,
        mail_id=row.mail_id,
        language=row.language,
        thread=tuple(row.thread),
        subject=row.subject,
        version=row.version,
        stage_on=row.stage_on,
        deal=None if row.deal_minor is None else Money(row.deal_minor, row.deal_currency),
        reason=row.reason,
        next_step=row.next_step,
        told=row.told,
        telling=row.telling,
        telling_at=row.telling_at,
        told_owner=row.told_owner,
        same_as=row.same_as,
        shares=tuple(Share(**one) for one in row.shares or ()),
        enclosures=tuple(Enclosure(**one) for one in row.enclosures or ()),
    )


def prospect_to(prospect: Prospect) -> dict[str, Any]:
    """A prospect as JSON; amounts are strings, so that no digit is lost."""
    data = asdict(prospect)
    if prospect.value:
        data["value"] = {"amount": str(prospect.value.amount), "currency": prospect.value.currency}
    data["found"] = dict(prospect.found)
    return data


def prospect_from(data: dict[str, Any]) -> Prospect:
    """The inverse of `prospect_to`."""
    value = data.get("value")
    known = {**data, "value": ExpectedValue(Decimal(value["amount"]), value["currency"]) if value else None}
    return Prospect(**known)


def _columns(referral: Referral) -> dict[str, Any]:
    owner = referral.owner
    return {
        "partner_id": referral.partner_id,
        "account": referral.account,
        "prospect": prospect_to(referral.prospect),
        "title": referral.title[:320],
        "note": referral.note,
        "contact_email": referral.contact_email,
        "contact_name": referral.contact_name,
        "received_at": referral.received_at,
        "registered_at": referral.registered_at,
        "registration": referral.registration,
        "owner_name": owner.name if owner else None,
        "owner_email": owner.email if owner else None,
        "owner_slack_id": owner.slack_id if owner else None,
        "claimed_at": referral.claimed_at,
        "stage": referral.stage,
        "stage_at": referral.stage_at,
        "protected_until": referral.protected_until,
        "protection_days": referral.protection_days,
        "promised_at": referral.promised_at,
        "mail_id": referral.mail_id,
        "language": referral.language,
        "thread": list(referral.thread),
        "subject": referral.subject,
        "stage_on": referral.stage_on,
        "deal_minor": referral.deal.minor if referral.deal else None,
        "deal_currency": referral.deal.currency if referral.deal else "",
        "reason": referral.reason,
        "next_step": referral.next_step,
        "told": referral.told[:200],
        "telling": referral.telling[:200],
        "telling_at": referral.telling_at,
        "told_owner": referral.told_owner,
        "same_as": referral.same_as,
        "shares": [asdict(one) for one in referral.shares] or None,
        "enclosures": [asdict(one) for one in referral.enclosures] or None,
    }

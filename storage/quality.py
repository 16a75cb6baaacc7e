"""What wants a look in the data, and the list of it that people work through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlalchemy.orm import Session

from storage.mail_tables import UnreachableRow
from storage.referrals import to_referral
from storage.tables import ContactAddressRow, ContactRow, FindingRow, PartnerRow, ReferralRow
from storage.views import IS_OPEN, WON
from workflows.model import Referral
from workflows.quality_terms import Finding, FindingKind, Status

MOST = 200  # of one kind at a time: more than that is no list but a project
_OPEN = (ReferralRow.registration == "registered", IS_OPEN)


class Suspects:
    """Rows that look wrong. Read-only."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def resting(self, since: Mapping[str, datetime]) -> tuple[Referral, ...]:
        """Open leads that are where they were at the given moment of their stage, the longest first."""
        stood_at = func.coalesce(ReferralRow.stage_at, ReferralRow.registered_at)
        rests = [(ReferralRow.stage == stage) & (stood_at < moment) for stage, moment in since.items()]
        if not rests:
            return ()
        return self._referrals(select(ReferralRow).where(*_OPEN, or_(*rests)).order_by(stood_at))

    def unreachable(self) -> tuple[Referral, ...]:
        """Open leads with neither address nor number."""
        prospect = ReferralRow.prospect
        nothing = [_is_empty(prospect["email"].as_string()), _is_empty(prospect["phone"].as_string())]
        return self._referrals(
            select(ReferralRow).where(*_OPEN, *nothing).order_by(ReferralRow.registered_at.desc())
        )

    def without_value(self) -> tuple[Referral, ...]:
        """Won, and nobody said for how much."""
        won = ReferralRow.stage == WON, ReferralRow.registration == "registered"
        query = select(ReferralRow).where(*won, ReferralRow.deal_minor.is_(None))
        return self._referrals(query.order_by(ReferralRow.stage_at.desc()))

    def open_titles(self, *, limit: int = 5000) -> tuple[tuple[str, str, str], ...]:
        """ID, title and partner of open leads, newest first."""
        query = select(ReferralRow.id, ReferralRow.title, ReferralRow.partner_id).where(*_OPEN)
        rows = self._session.execute(query.order_by(ReferralRow.registered_at.desc()).limit(limit))
        return tuple((a, b, c) for a, b, c in rows)

    def owners_of_open(self) -> tuple[str, ...]:
        """Slack ID of everybody who looks after an open lead; the index alone answers it."""
        slack_id = ReferralRow.owner_slack_id
        query = select(slack_id).where(slack_id.is_not(None), IS_OPEN).distinct().order_by(slack_id)
        return tuple(one for one in self._session.scalars(query) if one)

    def name_of(self, slack_id: str) -> str:
        """How the newest of somebody's open leads calls them; "" when they have none."""
        newest = select(ReferralRow.owner_name).where(ReferralRow.owner_slack_id == slack_id, IS_OPEN)
        query = newest.order_by(ReferralRow.registered_at.desc()).limit(1)
        return self._session.scalar(query) or ""

    def open_of(self, slack_id: str) -> tuple[str, ...]:
        """The tracking IDs of somebody's open leads."""
        query = select(ReferralRow.id).where(*_OPEN, ReferralRow.owner_slack_id == slack_id)
        return tuple(self._session.scalars(query.order_by(ReferralRow.promised_at)))

    def partner_names(self) -> tuple[tuple[str, str], ...]:
        """ID and company of every partner."""
        rows = self._session.execute(select(PartnerRow.id, PartnerRow.company).order_by(PartnerRow.id))
        return tuple((a, b) for a, b in rows)

    def without_contact(self) -> tuple[tuple[str, str], ...]:
        """Partners with nobody to write to."""
        people = select(ContactRow.partner_id).join(
            ContactAddressRow, ContactAddressRow.contact_id == ContactRow.id
        )
        query = select(PartnerRow.id, PartnerRow.company).where(PartnerRow.id.not_in(people)).limit(MOST)
        return tuple((a, b) for a, b in self._session.execute(query))

    def other_managers(self, known: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
        """Partners whose manager is none of these."""
        query = select(PartnerRow.id, PartnerRow.company, PartnerRow.manager).where(
            PartnerRow.manager != "", func.lower(PartnerRow.manager).not_in([k.lower() for k in known])
        )
        return tuple((a, b, c) for a, b, c in self._session.execute(query.limit(MOST)))

    def addresses(self) -> tuple[tuple[str, str, str], ...]:
        """Partner, company and address of every contact."""
        query = (
            select(ContactRow.partner_id, PartnerRow.company, ContactAddressRow.address)
            .join(ContactRow, ContactRow.id == ContactAddressRow.contact_id)
            .join(PartnerRow, PartnerRow.id == ContactRow.partner_id)
        )
        return tuple((a, b, c) for a, b, c in self._session.execute(query))

    def bounced(self) -> tuple[tuple[str, str, str, datetime, str], ...]:
        """Partner, company, address, since when it takes no mail, and what its mail server said."""
        mail = UnreachableRow.address, UnreachableRow.since, UnreachableRow.reason
        query = (
            select(ContactRow.partner_id, PartnerRow.company, *mail)
            .join(ContactAddressRow, ContactAddressRow.address == UnreachableRow.address)
            .join(ContactRow, ContactRow.id == ContactAddressRow.contact_id)
            .join(PartnerRow, PartnerRow.id == ContactRow.partner_id)
        )
        return tuple((a, b, c, d, e) for a, b, c, d, e in self._session.execute(query.limit(MOST)))

    def _referrals(self, query: Select[ReferralRow]) -> tuple[Referral, ...]:
        return tuple(to_referral(row) for row in self._session.scalars(query.limit(MOST)))


class Findings:
    """The list: what is found again stays where it was, what is no longer found is mended."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def refresh(self, found: Iterable[Finding], now: datetime) -> int:
        """Bring the list up to date; gives how many are open now."""
        fresh = {one.key: one for one in found}
        for row in self._session.scalars(select(FindingRow)):
            again = fresh.pop(row.key, None)
            if again is None:
                if row.status in ("open", "asked", "left"):
                    row.status, row.decided_at = "fixed", now
                continue
            row.title, row.says = again.title, again.says
            if row.status == "fixed" or (
                row.status == "left" and row.hidden_until and row.hidden_until <= now
            ):
                row.status, row.found_at, row.decided_by, row.hidden_until = "open", now, "", None
        for one in fresh.values():
            self._session.add(_row(one, now))
        self._session.flush()
        return self.count_open()

    def get(self, key: str, *, lock: bool = False) -> Finding | None:
        """One finding."""
        query = select(FindingRow).where(FindingRow.key == key)
        row = self._session.scalar(query.with_for_update() if lock else query)
        return _finding(row) if row else None

    def save(self, finding: Finding, now: datetime) -> None:
        """Store what was decided about it."""
        self._session.execute(
            update(FindingRow)
            .where(FindingRow.key == finding.key)
            .values(
                status=finding.status,
                decided_by=finding.decided_by,
                decided_at=now,
                hidden_until=finding.hidden_until,
            )
        )

    def settle(self, about: str, now: datetime) -> None:
        """Nothing more wants a look there: that lead has been joined to another."""
        open_ones = (FindingRow.about == about) & FindingRow.status.in_(("open", "asked"))
        self._session.execute(update(FindingRow).where(open_ones).values(status="fixed", decided_at=now))

    def open(self, *, start: int = 0, limit: int = 10) -> tuple[Finding, ...]:
        """What wants a look, kind by kind, the oldest first."""
        query = select(FindingRow).where(FindingRow.status.in_(("open", "asked")))
        rows = self._session.scalars(
            query.order_by(FindingRow.kind, FindingRow.found_at, FindingRow.key).offset(start).limit(limit)
        )
        return tuple(_finding(row) for row in rows)

    def count_open(self) -> int:
        """How many."""
        wanted = FindingRow.status.in_(("open", "asked"))
        return self._session.scalar(select(func.count()).select_from(FindingRow).where(wanted)) or 0

    def by_kind(self) -> dict[str, int]:
        """How many are open of each kind."""
        query = select(FindingRow.kind, func.count()).where(FindingRow.status.in_(("open", "asked")))
        return dict(self._session.execute(query.group_by(FindingRow.kind)).all())


def _is_empty(value: ColumnElement[Any]) -> ColumnElement[bool]:
    return or_(value.is_(None), value == "")


def _row(one: Finding, now: datetime) -> FindingRow:
    return FindingRow(
        key=one.key,
        kind=one.kind,
        about=one.about,
        other=one.other,
        title=one.title[:300],
        says=one.says[:500],
        status="open",
        found_at=now,
        decided_by="",
        decided_at=None,
        hidden_until=None,
    )


def _finding(row: FindingRow) -> Finding:
    return Finding(
        kind=cast(FindingKind, row.kind),
        about=row.about,
        title=row.title,
        says=row.says,
        other=row.other,
        status=cast(Status, row.status),
        found_at=row.found_at,
        decided_by=row.decided_by,
        hidden_until=row.hidden_until,
    )

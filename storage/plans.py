"""Commission plans: every version that was ever promised, and which one a referral was promised."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.base import Base
from storage.inserts import insert_into
from storage.money_tables import PinnedPlanRow, PlanRow
from workflows.commission.rules import Plan, parse_plan


class Plans:
    """Content-addressed: a version is written once and means the same for ever."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._read: dict[str, Plan] = session.info.setdefault("our plans", {})

    def keep(self, plan: Plan, now: datetime) -> bool:
        """Store a version; False when it was there already."""
        values = {
            "version": plan.version,
            "name": plan.name,
            "valid_from": plan.valid_from,
            "source": plan.source,
            "kept_at": now,
        }
        new = _insert(self._session, PlanRow, values)
        return self._session.scalar(new.returning(PlanRow.version)) is not None

    def get(self, version: str) -> Plan | None:
        """A version, however old."""
        if version not in self._read:
            row = self._session.get(PlanRow, version)
            if row is None:
                return None
            self._read[version] = parse_plan(json.loads(row.source), f"plans.{version}")
        return self._read[version]

    def all(self) -> tuple[Plan, ...]:
        """Every version that was kept, oldest first."""
        versions = self._session.scalars(select(PlanRow.version).order_by(PlanRow.kept_at, PlanRow.version))
        return tuple(plan for version in versions if (plan := self.get(version)))

    def pin(self, referral_id: str, plan: Plan, now: datetime) -> None:
        """This is what the referral was promised; a first promise stands."""
        self.keep(plan, now)
        values = {"referral_id": referral_id, "version": plan.version, "at": now}
        self._session.execute(_insert(self._session, PinnedPlanRow, values))

    def pinned(self, referral_id: str) -> Plan | None:
        """What a referral was promised; None when there was no plan then."""
        query = select(PinnedPlanRow.version).where(PinnedPlanRow.referral_id == referral_id)
        version = self._session.scalar(query)
        return self.get(version) if version else None

    def pinned_to(self, referral_ids: Collection[str]) -> Mapping[str, Plan]:
        """The same for several referrals."""
        query = select(PinnedPlanRow).where(PinnedPlanRow.referral_id.in_(referral_ids))
        found = {row.referral_id: self.get(row.version) for row in self._session.scalars(query)}
        return {referral_id: plan for referral_id, plan in found.items() if plan}

    def in_use(self) -> Mapping[str, int]:
        """How many referrals each version is promised to."""
        query = select(PinnedPlanRow.version, func.count()).group_by(PinnedPlanRow.version)
        return dict(self._session.execute(query).all())


def _insert(session: Session, table: type[Base], values: dict[str, Any]) -> Any:
    """An INSERT that leaves alone what is there."""
    return insert_into(session, table).values(**values).on_conflict_do_nothing()

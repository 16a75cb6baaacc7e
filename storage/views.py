"""What people look at: counted and listed, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, func, literal_column, select
from sqlalchemy.orm import Session

from storage.prepared import table
from storage.referrals import to_referral
from storage.tables import ReferralRow
from workflows.model import Referral

WON = "closed_won"
LOST = ("closed_lost", "disqualified")
# Word for word the condition of ix_referrals_owned: SQLite uses a partial index for nothing else.
IS_OPEN: ColumnElement[bool] = ReferralRow.stage.not_in([literal_column(f"'{one}'") for one in (WON, *LOST)])

_referrals = table(ReferralRow)
_STAGES = (
    select(_referrals.c.stage, func.count())
    .where(_referrals.c.partner_id == bindparam("partner_id"), _referrals.c.registration == "registered")
    .group_by(_referrals.c.stage)
)


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """How many referrals a partner sent, and how many were won."""

    referrals: int
    won: int


@dataclass(frozen=True, slots=True)
class PartnerPicture:
    """Everything `/partner status` shows about one partner's referrals."""

    by_stage: Mapping[str, int]
    contested: int
    first_at: datetime | None
    last_at: datetime | None
    latest: tuple[Referral, ...]

    @property
    def referrals(self) -> int:
        """All of them."""
        return sum(self.by_stage.values())

    @property
    def won(self) -> int:
        """Closed won."""
        return self.by_stage.get(WON, 0)

    @property
    def open(self) -> int:
        """Neither won nor lost."""
        return self.referrals - self.won - sum(self.by_stage.get(stage, 0) for stage in LOST)


class Views:
    """Read-only questions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def track_record(self, partner_id: str) -> TrackRecord:
        """The line on an alert: "12 referrals, 5 won"."""
        stages = self._stages(partner_id)
        return TrackRecord(sum(stages.values()), stages.get(WON, 0))

    def picture(self, partner_id: str, *, latest: int = 10) -> PartnerPicture:
        """A partner's whole picture; a few index lookups, whatever the size of the register."""
        mine = ReferralRow.partner_id == partner_id
        first, last = self._session.execute(
            select(func.min(ReferralRow.registered_at), func.max(ReferralRow.registered_at)).where(mine)
        ).one()
        contested = select(func.count()).where(mine, ReferralRow.registration == "contested")
        newest = select(ReferralRow).where(mine).order_by(ReferralRow.registered_at.desc()).limit(latest)
        return PartnerPicture(
            by_stage=self._stages(partner_id),
            contested=self._session.scalar(contested) or 0,
            first_at=first,
            last_at=last,
            latest=tuple(to_referral(row) for row in self._session.scalars(newest)),
        )

    def referrals_of(self, partner_id: str, *, limit: int = 300) -> tuple[Referral, ...]:
        """A partner's own referrals, newest first."""
        mine = select(ReferralRow).where(ReferralRow.partner_id == partner_id)
        rows = self._session.scalars(mine.order_by(ReferralRow.registered_at.desc()).limit(limit))
        return tuple(to_referral(row) for row in rows)

    def rival_of(self, referral: Referral) -> Referral | None:
        """The referral that holds the protection a contested one runs into."""
        same = ReferralRow.account == referral.account, ReferralRow.registration == "registered"
        row = self._session.scalar(
            select(ReferralRow).where(*same).order_by(ReferralRow.received_at).limit(1)
        )
        return to_referral(row) if row else None

    def of_account(self, account: str) -> tuple[Referral, ...]:
        """All referrals of one account, the earliest first; nothing is locked."""
        query = select(ReferralRow).where(ReferralRow.account == account).order_by(ReferralRow.received_at)
        return tuple(to_referral(row) for row in self._session.scalars(query))

    def latest_titles(self, *, limit: int = 2000) -> tuple[tuple[str, str, str, str], ...]:
        """ID, title, partner and account of the newest registered referrals: to look for similar names in."""
        columns = ReferralRow.id, ReferralRow.title, ReferralRow.partner_id, ReferralRow.account
        query = select(*columns).where(ReferralRow.registration == "registered")
        rows = self._session.execute(query.order_by(ReferralRow.registered_at.desc()).limit(limit))
        return tuple((a, b, c, d) for a, b, c, d in rows)

    def search(self, words: str, *, limit: int = 10) -> tuple[Referral, ...]:
        """Referrals whose prospect is called so."""
        escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        query = select(ReferralRow).where(ReferralRow.title.ilike(f"%{escaped}%", escape="\\"))
        rows = self._session.scalars(query.order_by(ReferralRow.registered_at.desc()).limit(limit))
        return tuple(to_referral(row) for row in rows)

    def _stages(self, partner_id: str) -> dict[str, int]:
        return dict(self._session.execute(_STAGES, {"partner_id": partner_id}).all())

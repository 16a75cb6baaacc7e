"""Success stories, and whether they may be told."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.engagement_tables import StoryRow
from storage.tables import ReferralRow
from workflows.pipeline import WON
from workflows.stories import Story

CONSIDERED = 500  # the newest stories are looked at


class Stories:
    """Load, save, list."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, referral_id: str, *, lock: bool = False) -> Story | None:
        """The story of one won deal."""
        query = select(StoryRow).where(StoryRow.referral_id == referral_id)
        if lock:
            query = query.with_for_update()
        row = self._session.scalar(query.execution_options(populate_existing=True))
        return _from(row) if row else None

    def save(self, story: Story) -> None:
        """Store it."""
        row = self._session.get(StoryRow, story.referral_id)
        if row is None:
            row = StoryRow(referral_id=story.referral_id)
            self._session.add(row)
        for name, value in asdict(story).items():
            setattr(row, name, list(value) if isinstance(value, tuple) else value)
        self._session.flush()

    def told_since(self, day: date) -> tuple[Story, ...]:
        """Stories that may be told, of deals won on that day or later and still won."""
        may = StoryRow.permission.in_(("named", "anonymous")), StoryRow.won_on >= day
        won = select(StoryRow).join(ReferralRow).where(*may, ReferralRow.stage == WON)
        query = won.order_by(StoryRow.won_on.desc()).limit(CONSIDERED)
        return tuple(_from(row) for row in self._session.scalars(query))


def _from(row: StoryRow) -> Story:
    return Story(
        referral_id=row.referral_id,
        partner_id=row.partner_id,
        won_on=row.won_on,
        days=row.days,
        permission=row.permission,  # type: ignore[arg-type]
        country=row.country,
        partner=row.partner,
        prospect=row.prospect,
        tags=tuple(row.tags or ()),
        decided_by=row.decided_by,
    )

"""Reviews of the calendar, with who looked at what and who signed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import ReviewRow
from workflows.review import Review
from workflows.review_messages import Item


class Reviews:
    """Load and save."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, key: str, *, lock: bool = False) -> Review | None:
        """One review."""
        query = select(ReviewRow).where(ReviewRow.key == key)
        row = self._session.scalar(query.with_for_update() if lock else query)
        return _review(row) if row else None

    def save(self, review: Review, now: datetime) -> None:
        """Store it."""
        self._session.merge(
            ReviewRow(
                key=review.key,
                items=[_stored(item) for item in review.items],
                opened_at=review.opened_at or now,
                signed_by=review.signed_by,
                signed_at=review.signed_at,
            )
        )


def _stored(item: Item) -> dict[str, Any]:
    return {**asdict(item), "at": item.at.isoformat() if item.at else None}


def _review(row: ReviewRow) -> Review:
    items = tuple(
        Item(
            **{
                **stored,
                "knows": tuple(stored["knows"]),
                "at": datetime.fromisoformat(stored["at"]) if stored["at"] else None,
            }
        )
        for stored in row.items
    )
    return Review(row.key, items, row.opened_at, row.signed_by, row.signed_at)

"""The archive of what partners may hand on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from storage.engagement_tables import AssetRow
from workflows.assets import Asset
from workflows.base import FileRef


class Assets:
    """Add, list, remove. The bytes stay in `files`: mails that carry them may still be under way."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, asset: Asset, now: datetime) -> None:
        """Put it there; a title that is there already gets the new file and tags."""
        self._session.merge(
            AssetRow(
                title=asset.title,
                sha256=asset.file.sha256,
                name=asset.file.name,
                media_type=asset.file.media_type,
                tags=list(asset.tags),
                added_at=now,
            )
        )
        self._session.flush()

    def all(self) -> tuple[Asset, ...]:
        """Everything, by title."""
        rows = self._session.scalars(select(AssetRow).order_by(AssetRow.title))
        return tuple(Asset(r.title, FileRef(r.sha256, r.name, r.media_type), tuple(r.tags)) for r in rows)

    def remove(self, title: str) -> bool:
        """Take it out; False when it was not there."""
        gone = delete(AssetRow).where(func.lower(AssetRow.title) == title.casefold())
        return self._session.scalar(gone.returning(AssetRow.title)) is not None

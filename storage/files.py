"""Files that travel with a mail or go to a channel: kept once, by the hash of their bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.inserts import insert_into
from storage.mail_tables import FileRow
from workflows.base import FileRef
from workflows.errors import BadInput

LARGEST = 10_000_000  # bytes; many mail servers refuse a mail above 20 MB, and base64 adds a third
LONGEST_NAME = 200


class Files:
    """The shelf."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, name: str, media_type: str, content: bytes, now: datetime, *, cid: str = "") -> FileRef:
        """Keep a file and give what a `SendEmail` or `UploadFile` names it by; the same bytes are kept once.

        With a `cid` it is a picture inside the HTML of a mail. BadInput when it is empty or too large.
        """
        if not content:
            raise BadInput(f"{name} is empty.")
        if len(content) > LARGEST:
            raise BadInput(f"{name} has {len(content) / 1e6:.1f} MB; {LARGEST // 1_000_000} MB is the most.")
        digest = hashlib.sha256(content).hexdigest()
        values = {"name": name[:LONGEST_NAME], "media_type": media_type, "size": len(content)}
        new = insert_into(self._session, FileRow).values(
            sha256=digest, content=content, kept_at=now, **values
        )
        self._session.execute(new.on_conflict_do_nothing())
        return FileRef(digest, name[:LONGEST_NAME], media_type, cid)

    def content(self, sha256: str) -> bytes | None:
        """The bytes; None for what was never kept."""
        return self._session.scalar(select(FileRow.content).where(FileRow.sha256 == sha256))

    def contents(self, wanted: Collection[str]) -> dict[str, bytes]:
        """The bytes of those of these files that are kept."""
        query = select(FileRow.sha256, FileRow.content).where(FileRow.sha256.in_(wanted))
        return {row.sha256: row.content for row in self._session.execute(query)}

"""Mails that came under one Message-ID and say different things: both are kept, and each card says so."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.mail.reader import Opened
from storage.inbound import Inbound


def twins(session: Session, ids: Sequence[int], mails: Sequence[Opened]) -> list[int | None]:
    """For each mail another one that came under its Message-ID with other content, kept or beside it."""
    inbound = Inbound(session)
    found: list[int | None] = []
    first: dict[str, tuple[int, str]] = {}
    for mail_id, mail in zip(ids, mails, strict=True):
        before, said = first.setdefault(mail.message_id, (mail_id, mail.fingerprint))
        kept = inbound.other_content(mail.message_id, mail_id, mail.fingerprint)
        found.append(kept or (before if mail.message_id and said != mail.fingerprint else None))
    return found

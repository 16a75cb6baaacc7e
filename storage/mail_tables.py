"""The tables of mail and messages: what came in, what waits for a person, and what we promised to say."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Id
from storage.columns import Json, UtcDateTime


class InboundRow(Base):
    """A mail we keep: where it came from, and what became of it. The bytes stand in `inbound_raw`."""

    __tablename__ = "inbound"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    account: Mapped[str] = mapped_column(String(400))
    folder: Mapped[str] = mapped_column(String(200))
    uidvalidity: Mapped[int] = mapped_column(BigInteger)
    uid: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)  # the mail server's, INTERNALDATE
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)
    message_id: Mapped[str] = mapped_column(String(500))  # "" until it is read
    fingerprint: Mapped[str] = mapped_column(String(64))  # "" until it is read
    status: Mapped[str] = mapped_column(String(20))  # earlier | pending | done | held | quarantined
    outcome: Mapped[str] = mapped_column(String(60))  # registered, ignored, held: cause, duplicate, …
    error: Mapped[str] = mapped_column(Text)
    standing: Mapped[int | None] = mapped_column(SmallInteger)  # `Standing`, against a copy of it
    is_whole: Mapped[bool] = mapped_column(Boolean)  # False: too large, only the beginning is kept
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(Integer)
    sender: Mapped[str] = mapped_column(String(320), server_default="")  # as its header claims
    free_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # its turn to be read
    is_stranger: Mapped[bool] = mapped_column(Boolean, server_default=false())  # takes a turn of theirs
    is_unproven: Mapped[bool] = mapped_column(Boolean, server_default=false())  # anybody may have sent it
    digest: Mapped[str] = mapped_column(
        String(64), server_default=""
    )  # of its bytes; "" not noted, or erased
    let_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # an earlier one, by a person's word
    __table_args__ = (
        Index(
            "ix_inbound_earlier",
            "digest",
            sqlite_where=text("outcome IN ('earlier', 'left')"),
            postgresql_where=text("outcome IN ('earlier', 'left')"),
        ),
        UniqueConstraint("account", "folder", "uidvalidity", "uid"),
        Index("ix_inbound_turns", "sender", "is_unproven", "free_at"),
        Index(
            "ix_inbound_strangers",
            "free_at",
            sqlite_where=text("is_stranger"),
            postgresql_where=text("is_stranger"),
        ),
        Index(
            "ix_inbound_waits",
            "free_at",
            sqlite_where=text("status = 'pending' AND free_at IS NOT NULL"),
            postgresql_where=text("status = 'pending' AND free_at IS NOT NULL"),
        ),
        Index("ix_inbound_message_id", "message_id"),
        Index("ix_inbound_fingerprint", "fingerprint"),
        Index(
            "ix_inbound_due",
            "due_at",
            sqlite_where=text("status = 'pending'"),
            postgresql_where=text("status = 'pending'"),
        ),
    )


class InboundRawRow(Base):
    """The bytes of a kept mail, as the mail server gave them."""

    __tablename__ = "inbound_raw"
    inbound_id: Mapped[int] = mapped_column(ForeignKey("inbound.id"), primary_key=True)
    raw: Mapped[bytes] = mapped_column(LargeBinary)


class MailboxRow(Base):
    """When we first looked into a folder, and what lay there by then."""

    __tablename__ = "mailboxes"
    account: Mapped[str] = mapped_column(String(400), primary_key=True)
    folder: Mapped[str] = mapped_column(String(200), primary_key=True)
    uidvalidity: Mapped[int] = mapped_column(BigInteger)
    upto: Mapped[int] = mapped_column(BigInteger)  # the highest UID by then; 0 where nothing is earlier
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class HeldMailRow(Base):
    """A mail that waits for a person, with the guess."""

    __tablename__ = "held_mails"
    mail_id: Mapped[int] = mapped_column(ForeignKey("inbound.id"), primary_key=True)
    status: Mapped[str] = mapped_column(String(20), index=True)
    held_at: Mapped[datetime] = mapped_column(UtcDateTime)
    content: Mapped[dict[str, Any]] = mapped_column(Json)


class OutboxRow(Base):
    """Something promised to the outside, already rendered. Rows of one `target` go out in order."""

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(300), unique=True)
    channel: Mapped[str] = mapped_column(String(20))  # email | slack
    target: Mapped[str] = mapped_column(String(300))
    about: Mapped[str] = mapped_column(String(60), index=True)
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    replaces: Mapped[str] = mapped_column(
        String(300), server_default=""
    )  # what a newer row takes the place of
    status: Mapped[str] = mapped_column(String(20))  # pending | sent | dead | superseded
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    meant_for: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None is at once
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(Integer)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    external_id: Mapped[str] = mapped_column(String(500))  # Message-ID, or channel and ts
    error: Mapped[str] = mapped_column(Text)
    trace: Mapped[str] = mapped_column(String(32), server_default="")  # as in the log lines of its story
    given_id: Mapped[str] = mapped_column(String(200), server_default="")  # what a mail service made of it
    __table_args__ = (
        Index(
            "ix_outbox_dead",
            "channel",
            sqlite_where=text("status = 'dead'"),
            postgresql_where=text("status = 'dead'"),
        ),
        Index(
            "ix_outbox_due",
            "due_at",
            sqlite_where=text("status = 'pending'"),
            postgresql_where=text("status = 'pending'"),
        ),
        Index(
            "ix_outbox_lane",
            "channel",
            "due_at",
            sqlite_where=text("status = 'pending'"),
            postgresql_where=text("status = 'pending'"),
        ),
        Index(
            "ix_outbox_target",
            "target",
            "id",
            sqlite_where=text("status = 'pending'"),
            postgresql_where=text("status = 'pending'"),
        ),
        Index(
            "ix_outbox_replaces",
            "replaces",
            sqlite_where=text("status = 'pending' AND replaces <> ''"),
            postgresql_where=text("status = 'pending' AND replaces <> ''"),
        ),
        Index("ix_outbox_external_id", "external_id"),
        Index(
            "ix_outbox_given_id",
            "given_id",
            sqlite_where=text("given_id <> ''"),
            postgresql_where=text("given_id <> ''"),
        ),
    )


class AnswerRow(Base):
    """An automatic answer we promised somebody, counted so that two machines cannot talk for ever."""

    __tablename__ = "answers"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    address: Mapped[str] = mapped_column(String(320))
    thread: Mapped[str] = mapped_column(String(500))  # the Message-ID it began with
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    __table_args__ = (Index("ix_answers_address", "address", "at"),)


class UnreachableRow(Base):
    """An address that takes no mail; it is not written to until a person clears it."""

    __tablename__ = "unreachable"
    address: Mapped[str] = mapped_column(String(320), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)


class SlackMessageRow(Base):
    """Where the message we call `key` stands in Slack."""

    __tablename__ = "slack_messages"
    key: Mapped[str] = mapped_column(String(300), primary_key=True)
    channel: Mapped[str] = mapped_column(String(40))
    ts: Mapped[str] = mapped_column(String(40))


class FileRow(Base):
    """Bytes that travel with a mail or go to a Slack channel; the same bytes are kept once."""

    __tablename__ = "files"
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))  # what it was called first; a mail may call it otherwise
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(Integer)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)

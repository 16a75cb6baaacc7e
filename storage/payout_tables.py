"""The tables of payday. A line stands in at most one payout that is not failed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base
from storage.columns import Json, UtcDateTime
from storage.tables import PartnerRow


class BatchRow(Base):
    """All payouts of one payday. The row is locked while anything about them is decided."""

    __tablename__ = "payout_batches"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    payday: Mapped[date] = mapped_column(Date, index=True)
    status: Mapped[str] = mapped_column(String(20))  # draft | approved | exported
    seal: Mapped[str] = mapped_column(String(12))  # names exactly its payouts
    approvals: Mapped[list[Any]] = mapped_column(Json)
    objections_until: Mapped[date | None] = mapped_column(Date)
    is_open_to_approval: Mapped[bool] = mapped_column(Boolean)
    exported_by: Mapped[str] = mapped_column(String(700), server_default="")
    exported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ledger_until: Mapped[int] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(Integer)
    drafted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PayoutRow(Base):
    """One transfer."""

    __tablename__ = "payouts"
    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    batch_id: Mapped[str] = mapped_column(ForeignKey("payout_batches.id"))
    partner_id: Mapped[str] = mapped_column(ForeignKey(PartnerRow.id))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    status: Mapped[str] = mapped_column(String(20))  # open | confirmed | failed
    reason: Mapped[str] = mapped_column(String(40), server_default="")
    reference: Mapped[str] = mapped_column(String(35), index=True)  # what the bank's file calls it
    details_version: Mapped[int | None] = mapped_column(Integer)  # where it goes, fixed at the export
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    carried_by: Mapped[str] = mapped_column(String(20), server_default="")  # the first file that it stood in
    __table_args__ = (
        Index("ix_payouts_batch", "batch_id", "status", "currency"),
        Index("ix_payouts_partner", "partner_id", "batch_id"),
    )


class PayoutLineRow(Base):
    """A ledger entry that a payout pays."""

    __tablename__ = "payout_lines"
    payout_id: Mapped[str] = mapped_column(ForeignKey("payouts.id", ondelete="CASCADE"), primary_key=True)
    entry_key: Mapped[str] = mapped_column(ForeignKey("ledger.key"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    is_open: Mapped[bool] = mapped_column(Boolean)  # False once the payout has failed
    __table_args__ = (
        Index(
            "ux_payout_lines_open",
            "entry_key",
            unique=True,
            sqlite_where=text("is_open"),
            postgresql_where=text("is_open"),
        ),
    )


class StatementRow(Base):
    """A statement that went out: which entry the partner means by "line 2"."""

    __tablename__ = "statements"
    key: Mapped[str] = mapped_column(String(120), primary_key=True)  # of the mail
    batch_id: Mapped[str] = mapped_column(ForeignKey("payout_batches.id"), index=True)
    partner_id: Mapped[str] = mapped_column(ForeignKey(PartnerRow.id), index=True)
    lines: Mapped[list[str]] = mapped_column(Json)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DisputeRow(Base):
    """Beside an objection: what the partner calls the line, and the thread to answer in."""

    __tablename__ = "disputes"
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    entry_key: Mapped[str] = mapped_column(ForeignKey("ledger.key"))
    partner_id: Mapped[str] = mapped_column(ForeignKey(PartnerRow.id))
    number: Mapped[int] = mapped_column(Integer)
    to: Mapped[str] = mapped_column("answer_to", String(320))
    reply_to_mail: Mapped[str] = mapped_column(String(500))
    references: Mapped[list[str]] = mapped_column("thread", Json)
    subject: Mapped[str] = mapped_column(Text)


class PayoutDetailsRow(Base):
    """One version of where a partner's money goes. Shown masked, never logged."""

    __tablename__ = "payout_details"
    partner_id: Mapped[str] = mapped_column(ForeignKey(PartnerRow.id), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    account: Mapped[dict[str, Any]] = mapped_column(Json)
    fingerprint: Mapped[str] = mapped_column(String(64))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    requested_by: Mapped[str] = mapped_column(String(700))
    checked_by: Mapped[str] = mapped_column(String(700), server_default="")
    checked_how: Mapped[str] = mapped_column(Text, server_default="")
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refused_by: Mapped[str] = mapped_column(String(700), server_default="")
    refused_why: Mapped[str] = mapped_column(Text, server_default="")

"""The tables of money. Amounts are integers in the currency's minor unit, rates are decimal strings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Id
from storage.columns import Json, UtcDateTime
from storage.tables import PartnerRow, ReferralRow


class PlanRow(Base):
    """One immutable version of a commission plan; the key is a hash of what it says."""

    __tablename__ = "plans"
    version: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date] = mapped_column(Date)
    source: Mapped[str] = mapped_column(Text)  # JSON that `parse_plan` reads back
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PinnedPlanRow(Base):
    """The plan that was promised when a referral was registered."""

    __tablename__ = "pinned_plans"
    referral_id: Mapped[str] = mapped_column(ForeignKey(ReferralRow.id), primary_key=True)
    version: Mapped[str] = mapped_column(ForeignKey("plans.version"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class DealRow(Base):
    """The facts a commission is computed from. The row is locked while its lines are booked."""

    __tablename__ = "deals"
    id: Mapped[str] = mapped_column(ForeignKey(ReferralRow.id), primary_key=True)
    partner_id: Mapped[str] = mapped_column(ForeignKey(PartnerRow.id))
    version: Mapped[str] = mapped_column(ForeignKey("plans.version"))
    value_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    closed_on: Mapped[date | None] = mapped_column(Date)  # the local date in the programme's zone
    first_year_minor: Mapped[int | None] = mapped_column(BigInteger)
    year_before_minor: Mapped[int | None] = mapped_column(BigInteger)
    year_before_currency: Mapped[str] = mapped_column(String(3), server_default="")
    deductions: Mapped[list[Any]] = mapped_column(Json)
    stages: Mapped[list[str]] = mapped_column(Json)
    rates: Mapped[list[Any]] = mapped_column(Json)  # frozen at close
    credits: Mapped[list[Any]] = mapped_column(Json)
    revision: Mapped[int] = mapped_column(Integer)
    waits_for: Mapped[str] = mapped_column(String(7), server_default="")
    __table_args__ = (
        Index("ix_deals_year", "partner_id", "closed_on"),
        Index(
            "ix_deals_waiting",
            "waits_for",
            sqlite_where=text("waits_for <> ''"),
            postgresql_where=text("waits_for <> ''"),
        ),
    )


class CollectionRow(Base):
    """Money a customer paid, under the id the outside gives it."""

    __tablename__ = "collections"
    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    deal_id: Mapped[str] = mapped_column(ForeignKey("deals.id"), index=True)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    received_on: Mapped[date] = mapped_column(Date)
    period: Mapped[date | None] = mapped_column(Date)
    noted_by: Mapped[str] = mapped_column(String(300))
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RefundRow(Base):
    """Money that went back, under the id the outside gives it."""

    __tablename__ = "refunds"
    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    deal_id: Mapped[str] = mapped_column(ForeignKey("deals.id"), index=True)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    collection: Mapped[str] = mapped_column(String(120), server_default="")
    noted_by: Mapped[str] = mapped_column(String(300))
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LedgerRow(Base):
    """One signed amount. Rows are only ever added.

    `key` names the event, so two replicas cannot both keep it; the second constraint says that two
    events cannot both close the same gap (no deal is NULL, which is never equal to another one).
    """

    __tablename__ = "ledger"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(600), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    partner_id: Mapped[str] = mapped_column(ForeignKey(PartnerRow.id))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    booked_on: Mapped[date] = mapped_column(Date)
    payable_on: Mapped[date] = mapped_column(Date)
    deal_id: Mapped[str | None] = mapped_column(ForeignKey("deals.id"))
    cause: Mapped[str] = mapped_column(String(200))
    line: Mapped[str] = mapped_column(String(200))
    sequence: Mapped[int] = mapped_column(Integer)
    version: Mapped[str] = mapped_column(String(12))
    why: Mapped[list[str]] = mapped_column(Json)
    reverses: Mapped[str] = mapped_column(String(600))
    approved_by: Mapped[list[str]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    __table_args__ = (
        UniqueConstraint("deal_id", "line", "partner_id", "sequence"),
        Index("ix_ledger_partner", "partner_id", "currency"),
        Index("ix_ledger_payable", "payable_on"),
        Index("ix_ledger_booked", "booked_on"),
        Index("ix_ledger_balance", "partner_id", "currency", "booked_on", "amount_minor"),  # for reports
        Index(
            "ix_ledger_payouts",
            "booked_on",
            "currency",
            "amount_minor",
            sqlite_where=text("kind = 'payout'"),
            postgresql_where=text("kind = 'payout'"),
        ),
    )


class SettledRow(Base):
    """Which payout paid a line. The key is the line's: no line can be paid twice."""

    __tablename__ = "ledger_settled"
    line_key: Mapped[str] = mapped_column(ForeignKey("ledger.key"), primary_key=True)
    payout_key: Mapped[str] = mapped_column(ForeignKey("ledger.key"), index=True)


class ObjectionRow(Base):
    """A line that a partner says looks wrong; at most one open objection for each."""

    __tablename__ = "objections"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    entry_key: Mapped[str] = mapped_column(ForeignKey("ledger.key"))
    partner_id: Mapped[str] = mapped_column(ForeignKey(PartnerRow.id))
    by: Mapped[str] = mapped_column("said_by", String(320))
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer: Mapped[str] = mapped_column(Text, server_default="")
    settled_by: Mapped[str] = mapped_column(String(320), server_default="")
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    __table_args__ = (
        Index(
            "ux_objections_open",
            "entry_key",
            unique=True,
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )


class WaiverRow(Base):
    """A write-off that waits for the second person."""

    __tablename__ = "waivers"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    partner_id: Mapped[str] = mapped_column(ForeignKey(PartnerRow.id), index=True)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    reason: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[str] = mapped_column(String(320))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[str] = mapped_column(String(320), server_default="")
    status: Mapped[str] = mapped_column(String(20))


class NotedRateRow(Base):
    """An exchange rate of a day, as finance noted it."""

    __tablename__ = "exchange_rates"
    base: Mapped[str] = mapped_column(String(3), primary_key=True)
    quote: Mapped[str] = mapped_column(String(3), primary_key=True)
    on: Mapped[date] = mapped_column("day", Date, primary_key=True)
    rate: Mapped[str] = mapped_column(String(40))


class PayInRow(Base):
    """The currency a partner is paid in; without a row it is the plan's."""

    __tablename__ = "pay_in"
    partner_id: Mapped[str] = mapped_column(ForeignKey(PartnerRow.id), primary_key=True)
    currency: Mapped[str] = mapped_column(String(3))

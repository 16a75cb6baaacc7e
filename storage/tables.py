"""The tables of partners, referrals, the log and the calendar; other areas have files of their own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Id
from storage.columns import Json, UtcDateTime
from storage.mail_tables import InboundRow


class PartnerRow(Base):
    """A company that refers."""

    __tablename__ = "partners"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    company: Mapped[str] = mapped_column(String(300))
    folded: Mapped[str] = mapped_column(String(300), index=True)  # company and names, for a search by prefix
    manager: Mapped[str] = mapped_column(String(320))
    country: Mapped[str] = mapped_column(String(2))
    language: Mapped[str] = mapped_column(String(8))
    writes_in: Mapped[str] = mapped_column(String(8), server_default="")  # the language they asked for
    tz: Mapped[str] = mapped_column(String(64))
    in_group: Mapped[str] = mapped_column(String(75), server_default="")  # as a manager put them
    former_group: Mapped[str] = mapped_column(String(75), server_default="")  # what holds …
    former_country: Mapped[str] = mapped_column(String(2), server_default="")
    former_until: Mapped[date | None] = mapped_column(Date)  # … until before this day
    news: Mapped[str] = mapped_column(String(20), server_default="instant")  # instant | digest | milestones
    paused_by: Mapped[str] = mapped_column(String(300), server_default="")  # "" while nobody paused them
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paused_until: Mapped[date | None] = mapped_column(Date)
    paused_why: Mapped[str] = mapped_column(Text, server_default="")
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    __table_args__ = (Index("ix_partners_company", "company", "id"),)


class ContactRow(Base):
    """A person at a partner."""

    __tablename__ = "contacts"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    role: Mapped[str] = mapped_column(String(20))


class ContactAddressRow(Base):
    """An address a contact writes from; `position` 0 is the one we write to."""

    __tablename__ = "contact_addresses"
    address: Mapped[str] = mapped_column(String(320), primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    bounced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PartnerDomainRow(Base):
    """A company domain that speaks for a partner; never a free-mail one."""

    __tablename__ = "partner_domains"
    domain: Mapped[str] = mapped_column(String(253), primary_key=True)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"), index=True)


class AccountRow(Base):
    """One prospect company. Its row is locked while a referral for it is decided."""

    __tablename__ = "accounts"
    key: Mapped[str] = mapped_column(String(700), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class ReferralRow(Base):
    """A referral with the states of its four machines."""

    __tablename__ = "referrals"
    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"))
    account: Mapped[str] = mapped_column(ForeignKey("accounts.key"), index=True)
    prospect: Mapped[dict[str, Any]] = mapped_column(Json)
    title: Mapped[str] = mapped_column(String(320))
    note: Mapped[str] = mapped_column(Text)
    contact_email: Mapped[str] = mapped_column(String(320))
    contact_name: Mapped[str] = mapped_column(String(300))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    registration: Mapped[str] = mapped_column(String(20))
    owner_name: Mapped[str | None] = mapped_column(String(300))
    owner_email: Mapped[str | None] = mapped_column(String(320))
    owner_slack_id: Mapped[str | None] = mapped_column(String(40))
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stage: Mapped[str] = mapped_column(String(40))
    stage_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    protected_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    protection_days: Mapped[int | None] = mapped_column(Integer)  # as promised
    promised_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sla_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # its clock strikes, or a lease ends
    sla_step: Mapped[str] = mapped_column(String(20), default="", server_default="")  # what is said then
    sla_turn: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # names the timer
    sla_attempts: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    sla_said: Mapped[dict[str, Any] | None] = mapped_column(Json)
    mail_id: Mapped[int | None] = mapped_column(ForeignKey(InboundRow.id))
    language: Mapped[str] = mapped_column(String(8))
    thread: Mapped[list[str]] = mapped_column(Json)
    subject: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)
    stage_on: Mapped[date | None] = mapped_column(Date)
    deal_minor: Mapped[int | None] = mapped_column(BigInteger)
    deal_currency: Mapped[str] = mapped_column(String(3), server_default="")
    reason: Mapped[str] = mapped_column(String(60), server_default="")
    next_step: Mapped[str] = mapped_column(Text, server_default="")
    told: Mapped[str] = mapped_column(String(200), server_default="")
    telling: Mapped[str] = mapped_column(String(200), server_default="")
    telling_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_owner: Mapped[str] = mapped_column(String(300), server_default="")
    same_as: Mapped[str] = mapped_column(String(20), server_default="")
    shares: Mapped[list[Any] | None] = mapped_column(Json)
    enclosures: Mapped[list[Any] | None] = mapped_column(Json)
    __table_args__ = (
        Index("ix_referrals_partner_came", "partner_id", "registered_at", "registration"),
        Index(
            "ix_referrals_sla_due",
            "sla_due_at",
            sqlite_where=text("sla_due_at IS NOT NULL"),
            postgresql_where=text("sla_due_at IS NOT NULL"),
        ),
        Index("ix_referrals_partner_stage", "partner_id", "stage", "registration"),
        Index(
            "ix_referrals_owned",
            "owner_slack_id",
            "promised_at",
            "id",
            sqlite_where=text("stage NOT IN ('closed_won', 'closed_lost', 'disqualified')"),
            postgresql_where=text("stage NOT IN ('closed_won', 'closed_lost', 'disqualified')"),
        ),
        Index(
            "ix_referrals_unclaimed",
            "registered_at",
            sqlite_where=text("owner_name IS NULL AND registration = 'registered'"),
            postgresql_where=text("owner_name IS NULL AND registration = 'registered'"),
        ),
        Index(
            "ix_referrals_contested",
            "received_at",
            sqlite_where=text("registration = 'contested'"),
            postgresql_where=text("registration = 'contested'"),
        ),
        Index(
            "ix_referrals_promised",
            "promised_at",
            sqlite_where=text("stage = 'registered' AND registration = 'registered'"),
            postgresql_where=text("stage = 'registered' AND registration = 'registered'"),
        ),
        # Reports read nothing but these: counting a year must not touch a million rows.
        Index("ix_referrals_came", "registered_at", "registration", "stage", "partner_id"),
        Index(
            "ix_referrals_decided",
            "stage_at",
            "registration",
            "stage",
            "partner_id",
            sqlite_where=text("stage IN ('closed_won', 'closed_lost', 'disqualified')"),
            postgresql_where=text("stage IN ('closed_won', 'closed_lost', 'disqualified')"),
        ),
        Index(
            "ix_referrals_digest",
            "contact_email",
            sqlite_where=text("telling <> '' AND telling_at IS NULL"),
            postgresql_where=text("telling <> '' AND telling_at IS NULL"),
        ),
    )


class EventRow(Base):
    """The log: what happened, in the order in which we decided it."""

    __tablename__ = "events"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    about: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    data: Mapped[dict[str, Any]] = mapped_column(Json)
    key: Mapped[str] = mapped_column(String(300))
    __table_args__ = (
        Index("ix_events_about", "about", "id"),
        Index("ix_events_kind", "kind", "at"),
        Index(
            "ix_events_broke",
            "kind",
            "at",
            "about",
            sqlite_where=text("kind = 'PromiseBroken'"),
            postgresql_where=text("kind = 'PromiseBroken'"),
        ),
        Index(
            "ix_events_api",
            "key",
            sqlite_where=text("key LIKE 'api:%'"),
            postgresql_where=text("key LIKE 'api:%'"),
        ),
    )


class DraftRow(Base):
    """A referral that a partner began in Slack and has not confirmed yet."""

    __tablename__ = "drafts"
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"))
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    __table_args__ = (Index("ix_drafts_at", "at"),)


class RotaRow(Base):
    """Whom a rota reached last."""

    __tablename__ = "rotas"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    last: Mapped[str] = mapped_column(String(320))


class RunRow(Base):
    """A run of the calendar, such as digest:2026-11-23: planned by whichever replica ticks first."""

    __tablename__ = "runs"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UtcDateTime)  # when it should have been
    status: Mapped[str] = mapped_column(String(20))  # pending | done
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(Integer)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    __table_args__ = (
        Index("ix_runs_kind", "kind", "at"),
        Index(
            "ix_runs_due",
            "due_at",
            sqlite_where=text("status = 'pending'"),
            postgresql_where=text("status = 'pending'"),
        ),
    )


class DutyRow(Base):
    """What one replica does at a time, and until when it is theirs."""

    __tablename__ = "duties"
    name: Mapped[str] = mapped_column(String(300), primary_key=True)
    holder: Mapped[str] = mapped_column(String(120))
    until: Mapped[datetime] = mapped_column(UtcDateTime)


class OtherDealRow(Base):
    """A deal that no partner introduced, as somebody's list told us: to set our own beside."""

    __tablename__ = "other_deals"
    id: Mapped[str] = mapped_column(String(120), primary_key=True)  # its name where it came from
    decided_on: Mapped[date] = mapped_column(Date, index=True)
    won: Mapped[bool] = mapped_column(Boolean)


class FindingRow(Base):
    """Something in the data that wants a look, and what a person decided about it."""

    __tablename__ = "findings"
    key: Mapped[str] = mapped_column(String(400), primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    about: Mapped[str] = mapped_column(String(40))
    other: Mapped[str] = mapped_column(String(320))
    title: Mapped[str] = mapped_column(String(300))
    says: Mapped[str] = mapped_column(String(500))
    status: Mapped[str] = mapped_column(String(20))  # open | asked | fixed | left
    found_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[str] = mapped_column(String(300))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    __table_args__ = (Index("ix_findings_status", "status", "kind", "found_at"),)


class CanaryRow(Base):
    """A referral of our own that proves, once a week, that the whole way works."""

    __tablename__ = "canaries"
    key: Mapped[str] = mapped_column(String(60), primary_key=True)  # canary:2026-W48
    token: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(10))  # sent | home | lame
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    home_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    why: Mapped[str] = mapped_column(Text)


class ReviewRow(Base):
    """A review of the calendar: what was looked at, by whom, and who put their name under it."""

    __tablename__ = "reviews"
    key: Mapped[str] = mapped_column(String(60), primary_key=True)  # review:2026-Q4, review:2026
    items: Mapped[list[Any]] = mapped_column(Json)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    signed_by: Mapped[str] = mapped_column(String(300))
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class HandledRow(Base):
    """A message that was decided; the same key again is nothing new."""

    __tablename__ = "handled"
    key: Mapped[str] = mapped_column(String(300), primary_key=True)
    by: Mapped[int | None] = mapped_column(Id)  # the kept mail it came from, which may be read again
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

"""How partners and referrals look to other programs: in webhooks and in the REST API, the same."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from workflows.model import Partner, Prospect, Referral


class Shape(BaseModel):
    """Fields may be added in a later version, never taken away or given another meaning."""

    model_config = ConfigDict(frozen=True)


class MoneyShape(Shape):
    """An exact amount in minor units: 1250 of EUR is 12.50, of JPY it is 1250."""

    minor: int
    currency: str


class ValueShape(Shape):
    """What a deal may be worth, in major units and the partner's words; currency only if it was said."""

    amount: str
    currency: str | None = None


class PersonShape(Shape):
    """Somebody, by name and address."""

    name: str
    email: str


class ProspectShape(Shape):
    """Who is referred; null is what nobody said."""

    name: str | None = None
    email: str | None = None
    company: str | None = None
    phone: str | None = None
    linkedin: str | None = None
    value: ValueShape | None = None
    close_by: str | None = None


class PartnerShape(Shape):
    """A company that refers."""

    id: str
    company: str
    contacts: tuple[PersonShape, ...]
    domains: tuple[str, ...]
    language: str
    is_paused: bool


class ReferralShape(Shape):
    """A referral as it stands. `version` grows with every change."""

    id: str
    partner_id: str
    contact: PersonShape
    prospect: ProspectShape
    note: str
    registration: str
    stage: str
    stage_at: datetime | None
    stage_on: date | None
    deal: MoneyShape | None
    owner: PersonShape | None
    received_at: datetime
    registered_at: datetime
    promised_at: datetime | None
    protected_until: datetime | None
    version: int


class ReceiptShape(Shape):
    """What became of a request, for those who may write but not read."""

    id: str


def partner_shape(partner: Partner) -> PartnerShape:
    """A partner for the outside."""
    return PartnerShape(
        id=partner.id,
        company=partner.company,
        contacts=tuple(
            PersonShape(name=c.name, email=c.emails[0] if c.emails else "") for c in partner.contacts
        ),
        domains=partner.domains,
        language=partner.speaks,
        is_paused=partner.pause is not None,
    )


def referral_shape(referral: Referral) -> ReferralShape:
    """A referral for the outside; our own reasons for a loss stay with us."""
    owner = referral.owner
    return ReferralShape(
        id=referral.id,
        partner_id=referral.partner_id,
        contact=PersonShape(name=referral.contact_name, email=referral.contact_email),
        prospect=_prospect(referral.prospect),
        note=referral.note,
        registration=referral.registration,
        stage=referral.stage,
        stage_at=referral.stage_at,
        stage_on=referral.stage_on,
        deal=MoneyShape(minor=referral.deal.minor, currency=referral.deal.currency)
        if referral.deal
        else None,
        owner=PersonShape(name=owner.name, email=owner.email) if owner else None,
        received_at=referral.received_at,
        registered_at=referral.registered_at,
        promised_at=referral.promised_at,
        protected_until=referral.protected_until,
        version=referral.version,
    )


def _prospect(prospect: Prospect) -> ProspectShape:
    value = prospect.value
    return ProspectShape(
        name=prospect.name,
        email=prospect.email,
        company=prospect.company,
        phone=prospect.phone,
        linkedin=prospect.linkedin,
        value=ValueShape(amount=str(value.amount), currency=value.currency) if value else None,
        close_by=prospect.close_by,
    )

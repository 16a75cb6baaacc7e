"""From referral to CRM: promises of channel `crm`, and how each one is kept, for every CRM alike.

A promise says only which referral; what its records should say is looked up when it goes out, so that a day's
outage ends in one call for each, and the order of promises is nobody's concern. Company, contact and deal are
looked for before they are made, what was found is noted at once, and the tracking ID is a field of the deal:
whatever breaks half-way, the next try finds what this one has made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from bot.connectors.base import Crm, Lead
from bot.connectors.connection import Refused
from bot.connectors.parts import company_domain
from bot.engine import Engine
from storage.crm import CrmHints, CrmLinks, promise_of
from storage.outbox import Due, Promise
from storage.partners import Partners
from storage.referrals import Referrals
from workflows.base import Event
from workflows.crm_messages import (
    CrmBehind,
    CrmChange,
    Link,
    NoteCrmRefusal,
    NoteOpenDeal,
    NoteRecords,
    OpenDealDecided,
)
from workflows.crm_rules import CrmRules
from workflows.errors import Dead
from workflows.events import (
    ConflictDecided,
    ReferralClaimed,
    ReferralCorrected,
    ReferralReassigned,
    ReferralRegistered,
    ReferralReopened,
    StageMoved,
)
from workflows.model import Partner, Referral
from workflows.pipeline import WON

NOTHING: dict[str, Any] = {"stage": "", "owner_email": "", "amount": None, "closed_on": None}
TOLD = (
    ReferralRegistered,
    ReferralClaimed,
    ReferralReassigned,
    ReferralCorrected,
    ReferralReopened,
    ConflictDecided,
    StageMoved,
    OpenDealDecided,
    CrmBehind,
)


def announce(session: Session, events: Iterable[Event], key: str) -> Iterable[Promise]:
    """What the CRM is to hear of: one promise for each referral that something happened to."""
    for about in dict.fromkeys(event.about for event in events if isinstance(event, TOLD)):
        referral = Referrals(session).get(about)
        if referral and referral.registration == "registered":
            yield promise_of(about, referral.account, key)


@dataclass(frozen=True, slots=True)
class _Case:
    """A referral as it is now, and what we know of it in the CRM."""

    referral: Referral
    partner: Partner | None
    link: Link


class CrmSender:
    """Keeps the CRM's promises; one for all replicas' sake: everything it remembers is in the database."""

    def __init__(
        self,
        engine: Engine,
        crm: Crm,
        rules: CrmRules,
        wake: Callable[[], None] = lambda: None,
        first_owner: str = "",
    ) -> None:
        self._engine = engine
        self._crm = crm
        self._rules = rules
        self._first_owner = first_owner  # of a deal whose lead nobody has claimed
        self._wake = wake  # there is a deal to read

    async def send(self, due: Due) -> str:
        """The deal's ID there; "" when there is nothing to be told."""
        case = await self._engine.ask(lambda session: _look(session, due.about))
        if case is None or case.referral.registration != "registered":
            return ""
        lead = lead_of(case.referral, case.partner, case.link, self._rules, self._first_owner)
        told = hashlib.sha256(repr(replace(lead, **NOTHING)).encode()).hexdigest()[:32]
        if case.link.deal and case.link.pushed == told and lead == replace(lead, **NOTHING):
            return case.link.deal
        try:
            return await self._bring(case, lead, told, due.key)
        except Refused as refused:
            await self._engine.handle(NoteCrmRefusal(due.about, str(refused)), f"refused:{due.key}"[:300])
            raise Dead(refused.reason, theirs=refused.theirs) from refused

    async def _bring(self, case: _Case, lead: Lead, told: str, key: str) -> str:
        """Find or make the records, then write the deal."""
        about, link = case.referral.id, case.link
        deal = link.deal or await self._crm.find_deal(lead)
        company = link.company or await self._company(lead)
        contact = link.contact or await self._contact(lead, company)
        if (company, contact) != (link.company, link.contact):
            await self._note(NoteRecords(about, company, contact), f"{key}:records")
        if not deal and link.verdict != "new":
            rivals = await self._crm.open_deals(company, contact)
            deal = next((each.deal_id for each in rivals if each.tracking_id == about), "")
            if rivals and not deal:
                await self._note(NoteOpenDeal(about, rivals[0]), f"{key}:rival:{rivals[0].deal_id}")
                return ""
        is_adopted = bool(deal) and link.heard is None
        if (
            is_adopted
        ):  # what stands there may be newer than what we know: it is read before it is written over
            lead = replace(lead, **NOTHING)
        saved = await self._crm.save_deal(lead, deal, company, contact)
        left = None if is_adopted else _left(lead, saved)
        await self._note(NoteRecords(about, deal=saved, pushed=told, left=left), f"{key}:deal:{told}")
        if not deal:  # whoever the CRM has put there as its owner is nobody's choice
            (made,) = await self._crm.read([saved]) or (left,)
            if made and left and not left.owner_email:
                owned = replace(left, owner_email=made.owner_email)
                await self._note(NoteRecords(about, left=owned), f"{key}:owner:{told}")
        if is_adopted:
            await self._engine.unit(lambda session, now: CrmHints(session).note([saved], now))
            self._wake()
        return saved

    async def _company(self, lead: Lead) -> str:
        if not (lead.company or lead.domain):
            return ""
        return await self._crm.find_company(lead) or await self._crm.add_company(lead)

    async def _contact(self, lead: Lead, company: str) -> str:
        if not lead.email:
            return ""
        return await self._crm.find_contact(lead) or await self._crm.add_contact(lead, company)

    async def _note(self, message: NoteRecords | NoteOpenDeal, key: str) -> None:
        await self._engine.handle(message, f"noted:{key}"[:300])


def _look(session: Session, about: str) -> _Case | None:
    referral = Referrals(session).get(about)
    if referral is None:
        return None
    link = CrmLinks(session).get(about) or Link()
    return _Case(referral, Partners(session).get(referral.partner_id), link)


def lead_of(
    referral: Referral, partner: Partner | None, link: Link, rules: CrmRules, first_owner: str = ""
) -> Lead:
    """What the CRM is to know of a referral now; what it says itself already is left out."""
    prospect, heard = referral.prospect, link.heard
    owner = referral.owner.email if referral.owner else "" if link.deal else first_owner
    stage = rules.word(referral.stage, heard.stage if heard else "")
    is_won = referral.stage == WON
    is_told = heard is not None and (heard.amount, heard.closed_on) == (referral.deal, referral.stage_on)
    is_told = is_told or link.waits == "amount"  # a person has been asked which of the two is right
    return Lead(
        tracking_id=referral.id,
        title=referral.title,
        partner=partner.company if partner else "",
        company=prospect.company or "",
        domain=company_domain(prospect.email or ""),
        name=prospect.name or "",
        email=prospect.email or "",
        phone=prospect.phone or "",
        stage="" if heard and heard.stage == stage else stage,
        owner_email="" if heard and heard.owner_email == owner else owner,
        amount=referral.deal if is_won and not is_told else None,
        closed_on=referral.stage_on if is_won and not is_told else None,
    )


def _left(lead: Lead, deal: str) -> CrmChange:
    """The deal as it stands after this write; any version of the CRM's is newer."""
    return CrmChange(deal, -1, lead.stage, lead.amount, lead.closed_on, lead.owner_email)

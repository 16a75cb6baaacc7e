"""Following a CRM: what a change of a deal there means for the referral here.

The CRM's own version orders what we hear, never the arrival: each change is the whole deal, an older one
says nothing. Only what the CRM itself has changed counts, so a stage that we are about to tell it is not
taken back by its old one. What it does not say, or says in words nobody has explained, is asked, not guessed;
it is kept, and followed as soon as it can be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from workflows.base import Command, Decision, Effect, Event, PostNotice, ShowCard, Workflow
from workflows.calendar import local_date
from workflows.crm_messages import (
    AlreadyInPipeline,
    CrmBehind,
    CrmChange,
    DecideOpenDeal,
    HearCrm,
    Link,
    LoggedInCrm,
    NoteCrmRefusal,
    NoteOpenDeal,
    NoteRecords,
    OpenDeal,
    OpenDealDecided,
    OwnerReported,
    RefundReported,
    StageReported,
    TryCrmAgain,
    Waits,
)
from workflows.crm_rules import CrmRules
from workflows.events import ReferralClaimed, ReferralReassigned, StageMoved
from workflows.model import Person, Referral
from workflows.money import Money
from workflows.pipeline import LOST, WON, Pipeline


@dataclass(frozen=True, slots=True)
class Following:
    """A referral, and its deal in the CRM."""

    referral: Referral
    link: Link


@dataclass(frozen=True, slots=True)
class _House:
    """The programme, as far as a CRM concerns it."""

    rules: CrmRules
    pipeline: Pipeline
    tz: str


def deciding(rules: CrmRules, pipeline: Pipeline, tz: str) -> Workflow[Following]:
    """The workflow for a programme with this CRM."""
    house = _House(rules, pipeline, tz)

    def decide(state: Following, message: Command | Event, now: datetime) -> Decision[Following]:
        link = state.link
        match message:
            case HearCrm(change=change, owner=owner) if is_news(link, change):
                return _hear(state, change, owner, house, now)
            case TryCrmAgain() | ReferralClaimed() | ReferralReassigned() if link.heard and link.waits:
                return _follow(state, link.heard, link, (), house, now)
            case StageMoved(stage=moved) if moved == WON and link.heard and link.waits == "amount":
                return _follow(state, link.heard, link, (), house, now)
            case StageMoved(stage=moved) if moved == WON and link.heard:
                return _refunds(state, link.heard, house, now)
            case NoteRecords():
                return _noted(state, message, now)
            case NoteOpenDeal(rival=rival) if not (link.deal or link.verdict or link.rival == rival):
                return _found_open(state, rival, now)
            case DecideOpenDeal() if link.rival and not link.verdict:
                return _decided(state, link.rival, message, now)
            case NoteCrmRefusal(says=says):
                return Decision(state, effects=(_word(state, "crm_refused", says, house, says=says),))
        return Decision(state)

    accepts = (
        HearCrm,
        TryCrmAgain,
        NoteRecords,
        NoteOpenDeal,
        DecideOpenDeal,
        NoteCrmRefusal,
        ReferralClaimed,
        ReferralReassigned,
        StageMoved,
    )
    return Workflow("crm", Following, decide, accepts=accepts)


def _hear(
    state: Following, change: CrmChange, owner: Person | None, house: _House, now: datetime
) -> Decision[Following]:
    """Note what the CRM says, and follow what it has changed itself."""
    before, referral = state.link, state.referral
    was, url = before.heard, change.url or before.url
    heard = replace(state, link=replace(before, heard=change, deal=change.deal_id, url=url))
    is_new = was.owner_email != change.owner_email if was else _is_chosen(before)
    given: tuple[Event, ...] = ()
    if owner and is_new and not (referral.owner and referral.owner.is_same(owner)):
        crm = house.rules.name
        given = (OwnerReported(referral.id, now, owner.name, owner.email, owner.slack_id, crm),)
    if was and not before.waits and _facts(was, house.rules) == _facts(change, house.rules):
        return _with(given, _refunds(heard, change, house, now))
    return _follow(heard, change, before, given, house, now)


def _follow(
    state: Following,
    change: CrmChange,
    before: Link,
    given: tuple[Event, ...],
    house: _House,
    now: datetime,
) -> Decision[Following]:
    """Go where the CRM says, if everything is there that it takes; else ask, once."""
    referral, stage = state.referral, house.rules.meaning(change.stage)
    why = _missing(referral, change, stage, house)
    if not why and not (given or referral.owner):
        why = "owner"
    if not why and stage == WON and _is_disputed(referral, change, before, house.rules):
        why = "amount"
    same = change.amount or state.link.agreed
    agreed = state.link.agreed if why else same if stage == WON else None
    state = replace(state, link=replace(state.link, waits=why, agreed=agreed))
    if why:
        is_asked = before.waits == why and before.heard and before.heard.stage == change.stage
        return Decision(state, given, () if is_asked else (_ask(state, change, why, house),))
    place = house.pipeline.place
    if before.heard is None and place(stage) < place(referral.stage):
        return Decision(state, (*given, CrmBehind(referral.id, now)))
    told = _told(referral, change, stage, house, now)
    if told is None:
        return _with(given, _refunds(state, change, house, now))
    return Decision(state, (*given, told), _corrected(state, change, stage, house))


def _is_disputed(referral: Referral, change: CrmChange, before: Link, rules: CrmRules) -> bool:
    """Whether somebody here won it for another amount, so that the CRM does not put its own right."""
    heard = before.heard
    told = heard.amount if heard and rules.meaning(heard.stage) == WON and not before.waits else None
    ours, theirs = referral.deal, change.amount
    is_other = referral.stage == WON and ours is not None and theirs not in (None, ours)
    return is_other and ours not in (before.agreed, told)


def _corrected(state: Following, change: CrmChange, stage: str, house: _House) -> tuple[Effect, ...]:
    """A commission follows the amount that the CRM has put right; finance sees that it does."""
    was = state.referral.deal
    if not (stage == state.referral.stage == WON) or None in (was, change.amount) or was == change.amount:
        return ()
    word = _word(state, "crm_corrected", str(change.version), house, was=was, is_now=change.amount)
    return (replace(word, channel="finance"),)


def _told(
    referral: Referral, change: CrmChange, stage: str, house: _House, now: datetime
) -> StageReported | None:
    """What the stages hear; None when the referral stands there already."""
    known = house.pipeline.stage(stage)
    deal, on = (change.amount, change.closed_on) if stage == WON else (None, None)
    if known and known.asks == "date":
        on = change.demo_on
    is_there = referral.stage == stage and (stage != WON or deal in (None, referral.deal))
    if stage == WON and is_there and deal is None:
        return None
    if is_there and (on is None or on == referral.stage_on):
        return None
    return StageReported(
        referral.id,
        now,
        stage,
        house.rules.name,
        evidence=f"{house.rules.name} {change.deal_id}",
        on=on.isoformat() if on else "",
        deal_minor=deal.minor if deal else None,
        currency=deal.currency if deal else "",
        reason=_reason(change, house.rules) if stage == LOST else "",
    )


def _refunds(state: Following, change: CrmChange, house: _House, now: datetime) -> Decision[Following]:
    """What has gone back since, as one more refund; the CRM tells the sum."""
    back, known = change.refunded, state.link.refunded
    if not back or back == known or state.referral.stage != WON:
        return Decision(state)
    known = known or Money.zero(back.currency)
    if back.currency != known.currency or back < known:
        word = _word(state, "crm_refund_less", str(change.version), house, back=back, known=known)
        return Decision(state, effects=(replace(word, channel="finance"),))
    more, crm = back - known, house.rules.name
    refund = RefundReported(
        state.referral.id,
        now,
        f"{crm}:{change.deal_id}:{back.minor}"[:100],
        more.minor,
        more.currency,
        local_date(now, house.tz).isoformat(),
        crm,
    )
    return Decision(replace(state, link=replace(state.link, refunded=back)), (refund,))


def _found_open(state: Following, rival: OpenDeal, now: datetime) -> Decision[Following]:
    about = state.referral.id
    happened = AlreadyInPipeline(about, now, rival.deal_id, rival.title, rival.owner_email)
    after = replace(state, link=replace(state.link, rival=rival))
    return Decision(after, (happened,), (_rival_card(about),))


def _decided(
    state: Following, rival: OpenDeal, message: DecideOpenDeal, now: datetime
) -> Decision[Following]:
    about, link = state.referral.id, replace(state.link, verdict=message.verdict)
    if message.verdict == "follow":
        link = replace(link, deal=rival.deal_id, url=rival.url)
    decided = OpenDealDecided(about, now, rival.deal_id, message.verdict, message.actor.name)
    return Decision(replace(state, link=link), (decided,), (_rival_card(about),))


def is_news(link: Link, change: CrmChange) -> bool:
    """Older than what we know says nothing; of one moment, what was read later is what holds."""
    if link.heard is None:
        return True
    return change.version >= link.heard.version and change != link.heard


def _is_chosen(link: Link) -> bool:
    """Whether people made this the referral's deal; the owner of one of ours is whoever a CRM puts there."""
    return link.verdict == "follow" or not (link.company or link.contact or link.deal)


def _facts(change: CrmChange, rules: CrmRules) -> tuple[object, ...]:
    """What a move hangs on: beyond the stage itself, what it asks for."""
    match rules.meaning(change.stage):
        case stage if stage == WON:
            return change.stage, change.amount, change.closed_on
        case stage if stage == LOST:
            return change.stage, change.lost_reason
    return change.stage, change.demo_on


def _missing(referral: Referral, change: CrmChange, stage: str, house: _House) -> Waits:
    known = house.pipeline.stage(stage)
    if known is None:
        return "stage"
    is_known = stage == WON == referral.stage and change.amount is None  # a CRM may not take our currency
    if known.asks == "value" and not is_known and (change.amount is None or change.closed_on is None):
        return "value"
    if known.asks == "date" and change.demo_on is None:
        return "date"
    reasons = {each.key for each in house.pipeline.reasons_for(stage)}
    if known.asks == "reason" and _reason(change, house.rules) not in reasons:
        return "reason"
    return ""


def _reason(change: CrmChange, rules: CrmRules) -> str:
    return rules.reasons.get(change.lost_reason, rules.other_reason)


def _noted(state: Following, message: NoteRecords, now: datetime) -> Decision[Following]:
    link = state.link
    left = message.left.amount if message.left else None
    after = replace(
        link,
        agreed=left or link.agreed,
        company=message.company or link.company,
        contact=message.contact or link.contact,
        deal=message.deal or link.deal,
        pushed=message.pushed or link.pushed,
        heard=_left(link.heard, message.left),
    )
    is_new = bool(after.deal) and not link.deal
    events = (LoggedInCrm(state.referral.id, now, after.deal),) if is_new else ()
    return Decision(replace(state, link=after), events)


def _left(heard: CrmChange | None, left: CrmChange | None) -> CrmChange | None:
    """What the CRM says now that we have written; its version is still the one we know, or none."""
    if heard is None or left is None:
        return heard or left
    return replace(
        heard,
        stage=left.stage or heard.stage,
        owner_email=left.owner_email or heard.owner_email,
        amount=left.amount or heard.amount,
        closed_on=left.closed_on or heard.closed_on,
    )


def _with(given: tuple[Event, ...], after: Decision[Following]) -> Decision[Following]:
    return replace(after, events=(*given, *after.events))


def _ask(state: Following, change: CrmChange, why: Waits, house: _House) -> PostNotice:
    named = change.stage if why == "stage" else house.pipeline.name(house.rules.meaning(change.stage))
    amounts = {"here": state.referral.deal, "there": change.amount}
    return _word(state, "crm_asks", f"{change.version}:{why}", house, why=why, stage=named, **amounts)


def _word(state: Following, template: str, mark: str, house: _House, **context: object) -> PostNotice:
    """A word to the managers; the same `mark` says the same."""
    about = state.referral.id
    said = {"referral": state.referral, "crm": house.rules.name, "deal_url": state.link.url, **context}
    return PostNotice(f"{template}:{about}:{mark}"[:300], template, "managers", about, said)


def _rival_card(about: str) -> Effect:
    return ShowCard(f"crm:{about}", "crm", about, "managers")

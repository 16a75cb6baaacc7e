"""The audit: everything computed anew from what happened; it finds any cent that does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from storage.deals import Deals
from storage.history import Entry, History
from storage.ledger import Ledger
from storage.plans import Plans
from storage.referrals import Referrals
from workflows.commission.ledger import LedgerEntry, in_brief
from workflows.commission.model import Collection, Credit, Deal, Deduction, Refund
from workflows.commission.owed import Booked, verify
from workflows.commission.record import DealRecord
from workflows.commission.rules import Plan
from workflows.earning import facts_after
from workflows.events import StageMoved
from workflows.model import Referral
from workflows.money import BPS, Money
from workflows.program import Program

KINDS = ("StageMoved", "CollectionNoted", "RefundNoted", "DealFactsNoted")


@dataclass(frozen=True, slots=True)
class Audit:
    """What was looked at, and what does not fit, in words."""

    entries: int
    deals: int
    waiting: int
    wrong: tuple[str, ...]


def audit(session: Session, program: Program) -> Audit:
    """The whole ledger: against the deals, the deals against the log, the ledger against the log."""
    entries = Ledger(session).everything()
    plans, booked, wrong, waiting = Plans(session), list[Booked](), list[str](), 0
    for record, referral, log in _deals(session):
        plan = plans.get(record.version)
        if plan is None:
            wrong.append(f"deal {record.deal.id}: plan {record.version} is gone")
            continue
        waiting += bool(record.waits_for)
        booked.append(Booked(plan, record.deal, record.credited))
        wrong += _facts(record, referral, plan, log, program)
    wrong += verify(entries, booked)
    wrong += _log(entries, History(session).all_of_kind("CommissionBooked"))
    return Audit(len(entries), len(booked), waiting, tuple(dict.fromkeys(wrong)))


def _deals(session: Session) -> Iterator[tuple[DealRecord, Referral | None, Sequence[Entry]]]:
    after, deals, history, referrals = "", Deals(session), History(session), Referrals(session)
    while page := deals.page(after=after):
        log: dict[str, list[Entry]] = {record.deal.id: [] for record in page}
        for entry in history.of_kinds(tuple(log), KINDS):
            log[entry.about].append(entry)
        for record in page:
            yield record, referrals.get(record.deal.id), log[record.deal.id]
        after = page[-1].deal.id


def _facts(
    record: DealRecord, referral: Referral | None, plan: Plan, log: Sequence[Entry], program: Program
) -> list[str]:
    """Whether the stored facts are what happened."""
    kept = record.deal
    told = _retold(Deal(kept.id, Money.zero(kept.value.currency)), log, program)
    pays_stages = any(rule.kind == "bounty" for rule in plan.rules)
    pairs: dict[str, tuple[object, object]] = {
        "closed on": (kept.closed_on, told.closed_on),
        "payments": (set(kept.collections), set(told.collections)),
        "refunds": (set(kept.refunds), set(told.refunds)),
        "first year": (kept.first_year, told.first_year),
        "deductions": (kept.deductions, told.deductions),
    }
    if kept.closed_on:
        pairs["value"] = (kept.value, told.value)
    if pays_stages:
        pairs["stages"] = (set(kept.stages), set(told.stages))
    if referral:
        pairs["credits"] = ({(c.partner, c.share_bps) for c in record.credited}, _credits(referral, plan))
    return [
        f"deal {kept.id}: {what} is stored as {have}, what happened says {due}"
        for what, (have, due) in pairs.items()
        if have != due
    ]


def _retold(deal: Deal, log: Sequence[Entry], program: Program) -> Deal:
    for entry in log:
        data = entry.data
        match entry.kind:
            case "StageMoved":
                deal = facts_after(deal, StageMoved(entry.about, entry.at, **data), program.pipeline)
            case "CollectionNoted":
                period = date.fromisoformat(data["period"]) if data["period"] else None
                money = Money(data["minor"], data["currency"])
                paid = Collection(data["collection_id"], money, date.fromisoformat(data["on"]), period)
                deal = replace(deal, collections=(*deal.collections, paid))
            case "RefundNoted":
                back = Refund(data["refund_id"], Money(data["minor"], data["currency"]), data["collection"])
                deal = replace(deal, refunds=(*deal.refunds, back))
            case "DealFactsNoted":
                first, currency = data["first_year_minor"], data["currency"]
                less = tuple(Deduction(what, Money(minor, currency)) for what, minor in data["deductions"])
                deal = replace(
                    deal, first_year=None if first is None else Money(first, currency), deductions=less
                )
    return deal


def _credits(referral: Referral, plan: Plan) -> set[tuple[str, int]]:
    if referral.registration == "superseded":
        return set()
    shares = [(s.partner_id, BPS if plan.dual_credit else s.bps) for s in referral.shares]
    return set(shares or [(Credit(referral.partner_id).partner, BPS)])


def _log(entries: Sequence[LedgerEntry], log: Iterable[Entry]) -> list[str]:
    """The ledger against the log of what was booked; payouts have a log of their own."""
    said = {str(brief["key"]): brief for entry in log for brief in entry.data["entries"]}
    by_key = {entry.key: entry for entry in entries if entry.kind != "payout"}
    wrong = [f"entry {key} was booked, but it is not in the ledger" for key in said.keys() - by_key.keys()]
    for key, entry in by_key.items():
        if key.startswith(("objection:", "import:")):  # these have logs of their own
            continue
        brief = said.get(key)
        if brief is None:
            wrong.append(f"entry {key} is in the ledger, but nobody booked it")
        elif in_brief(entry) != {name: brief[name] for name in in_brief(entry)}:
            wrong.append(f"entry {key} is not what was booked: {entry.amount.format()} for {entry.partner}")
    return sorted(wrong)

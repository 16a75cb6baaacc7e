"""Which mails a booking causes: everybody whose money changed hears of their own, and of nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflows.base import Effect, SendEmail, TakeBack
from workflows.commission.ledger import CauseKind, LedgerEntry
from workflows.commission.record import DealRecord
from workflows.model import Referral
from workflows.money import Money
from workflows.pipeline import SETTLE


@dataclass(frozen=True, slots=True)
class Change:
    """Why something was booked; `amount` is what was paid or refunded."""

    kind: CauseKind
    is_of_stage: bool = False  # the referral's own partner gets the mail of the stage, which names the money
    amount: Money | None = None


def money_mails(
    change: Change,
    record: DealRecord,
    entries: Sequence[LedgerEntry],
    booked: Sequence[LedgerEntry],
    told: Mapping[str, Money],
    referral: Referral,
    sharers: Sequence[Referral],
) -> tuple[Effect, ...]:
    """One mail for each partner whose sum changed. `entries` are all of the deal, the new ones included."""
    effects: list[Effect] = []
    for partner in dict.fromkeys(entry.partner for entry in booked):
        about = referral if partner == referral.partner_id else _of(sharers, partner)
        if about is None or (change.is_of_stage and about.id == referral.id):
            continue
        effects += _mail(change, record, partner, about, referral, entries, booked, told.get(partner))
    return tuple(effects)


def _mail(
    change: Change,
    record: DealRecord,
    partner: str,
    about: Referral,
    referral: Referral,
    entries: Sequence[LedgerEntry],
    booked: Sequence[LedgerEntry],
    told: Money | None,
) -> tuple[Effect, ...]:
    mine = [entry for entry in entries if entry.partner == partner and entry.deal == record.deal.id]
    new = [entry for entry in booked if entry.partner == partner]
    currency = new[0].amount.currency
    total = Money.total((entry.amount for entry in mine), currency)
    before = total - Money.total((entry.amount for entry in new), currency)
    group = f"money:{about.id}:{partner}" if change.kind in ("close", "correction", "stage") else ""
    was = (told or Money.zero(currency)) if group else before
    if group and was == total:
        return (TakeBack(group),)
    template = {"collection": "money_collected", "refund": "money_refunded"}.get(change.kind, "money_changed")
    if template == "money_changed" and not was:
        template = "money_earned"
    return (
        SendEmail(
            key=f"{template}:{about.id}:{record.revision}",
            template=template,
            to=about.contact_email,
            about=about.id,
            context={
                "referral": about,
                "title": referral.title,
                "was": was,
                "total": total,
                "change": total - was,
                "amount": change.amount,
                "is_paid": any(entry.kind == "clawback" for entry in new),
                "is_won": record.deal.closed_on is not None,
            },
            language=about.language,
            reply_to_mail=about.thread[-1] if about.thread else "",
            references=about.thread[:-1],
            delay_s=int(SETTLE.total_seconds()) if group else 0,
            replaces=group,
        ),
    )


def _of(sharers: Sequence[Referral], partner: str) -> Referral | None:
    return next((each for each in sharers if each.partner_id == partner), None)

"""Lines and transfers of a batch by short names, as menus and buttons need them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.slack.blocks import cut
from storage.deals import Deals
from storage.ledger import Ledger
from storage.partners import Partners
from storage.payouts import Batches
from storage.statements import Disputes
from workflows.commission.payout_record import dispute_id
from workflows.commission.statement import KINDS
from workflows.money import Money

LISTED = 100


def lines_of(session: Session, batch_id: str) -> list[tuple[str, str]]:
    """The lines of a draft, largest first: a short name each, and what a person reads."""
    payouts, _total = Batches(session).page(batch_id, start=0, limit=LISTED)
    names = {p.id: p.company for p in Partners(session).of_ids({p.partner for p in payouts})}
    entries = Ledger(session).of_keys(key for payout in payouts for key in payout.lines)
    titles = Deals(session).titles(entry.deal for entry in entries)
    entries = tuple(sorted(entries, key=lambda entry: -entry.amount.minor))
    return [
        (
            dispute_id(e.key),
            f"{e.amount.format()} · {cut(names.get(e.partner, e.partner), 24)} · "
            f"{titles.get(e.deal, '') or KINDS[e.kind]}",
        )
        for e in entries[: LISTED + 1]
    ]


def line_of(session: Session, batch_id: str, short: str) -> str | None:
    """The ledger entry of a short name, when it stands in that batch."""
    record = Batches(session).get(batch_id)
    keys = (key for payout in record.batch.payouts for key in payout.lines) if record else ()
    return next((key for key in keys if dispute_id(key) == short), None)


def open_payouts(session: Session, batch_id: str, chosen: str = "") -> list[tuple[str, str]]:
    """The transfers that nobody has heard of yet, or the one that is chosen: ID and what a person reads."""
    record = Batches(session).of_payout(chosen) if chosen else Batches(session).without_lines(batch_id)
    wanted = ("open", "confirmed") if chosen else ("open",)
    payouts = [p for p in record.batch.payouts if p.status in wanted][: LISTED + 1] if record else []
    names = {p.id: p.company for p in Partners(session).of_ids({p.partner for p in payouts})}
    return [(p.id, f"{p.amount.format()} · {cut(names.get(p.partner, p.partner), 50)}") for p in payouts]


def noted_as_arrived(session: Session, payout_id: str) -> str:
    """The same ID when that transfer is noted as arrived, else ""."""
    record = Batches(session).of_payout(payout_id) if payout_id else None
    return payout_id if record and record.batch.payouts[0].status == "confirmed" else ""


def title_of(session: Session, about: str) -> tuple[str, Money] | None:
    """What a disputed line is called, and its amount."""
    dispute = Disputes(session).get(about)
    entry = Ledger(session).get(dispute.entry_key) if dispute else None
    if entry is None:
        return None
    return Deals(session).titles([entry.deal]).get(entry.deal, "") or KINDS[entry.kind], entry.amount

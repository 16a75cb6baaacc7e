"""The batch of a payday: drafted, shown to the partners, approved by two people, handed to the bank.

Until it is approved the draft follows the ledger; whoever approved something else than what it is now has
approved nothing, and is told so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from workflows.base import Command, Decision, Effect, Event, PostNotice, ShowCard, Whisper, Workflow
from workflows.calendar import full_date
from workflows.commission.batch import Batch, draft, export
from workflows.commission.ledger import LedgerEntry
from workflows.commission.payday import Payday
from workflows.commission.payout_messages import (
    ApproveBatch,
    BatchApproved,
    BatchDrafted,
    BatchExported,
    CloseObjections,
    DetailsChanged,
    DetailsChecked,
    DetailsRefused,
    ExportBatch,
    FileWritten,
    LineObjected,
    NoteFile,
    ObjectionsClosed,
    ObjectionSettled,
    OpenObjections,
    RedrawBatch,
    RefreshBatch,
    RemindOfBatch,
    StatementsOpened,
)
from workflows.commission.payout_record import Approval, BatchRecord, signature
from workflows.model import Person
from workflows.money import Money


@dataclass(frozen=True, slots=True)
class Books:
    """What a draft is made of. `record` holds all payouts, or those of the one partner it is about."""

    terms: Payday
    payday: date
    record: BatchRecord | None
    partner: str = ""  # "" is everybody
    others: tuple[Batch, ...] = ()
    entries: tuple[LedgerEntry, ...] = ()
    objected: frozenset[str] = frozenset()
    frozen: frozenset[str] = frozenset()
    ledger_until: int = 0


@dataclass(frozen=True, slots=True)
class Approving:
    """A batch with its payouts, and the partners whose payout details are not to be used at the moment."""

    record: BatchRecord
    frozen: frozenset[str] = frozenset()
    versions: Mapping[str, int] = field(default_factory=dict)  # of the details that count, by partner


def card_key(batch_id: str) -> str:
    """The name of a batch's card."""
    return f"batch:{batch_id}"


def refresh(state: Books, message: Command | Event, now: datetime) -> Decision[Books]:
    """The draft as things stand; a batch that is approved stays as it was approved."""
    begins = isinstance(message, RefreshBatch) and message.begins and not state.partner
    if state.record is None and not begins:
        return Decision(state)
    fresh = draft(
        state.entries,
        state.payday,
        state.terms,
        batches=state.others,
        objected=state.objected,
        frozen=state.frozen,
    )
    record = state.record or BatchRecord(Batch(fresh.id, state.payday))
    if record.batch.status != "draft":
        return Decision(state)
    seen = replace(record, ledger_until=max(record.ledger_until, state.ledger_until))
    if state.record is not None and fresh.payouts == record.batch.payouts:
        is_news = (
            not isinstance(message, RefreshBatch) or seen != record
        )  # of what waits, which the card says
        return Decision(replace(state, record=seen), effects=(_card(record.batch.id),) if is_news else ())
    batch = replace(record.batch, payouts=fresh.payouts, approvals=())
    is_second = not state.record and _is_second(batch)
    changed = replace(
        seen, batch=batch, approvals=(), is_open_to_approval=seen.is_open_to_approval or is_second
    )
    voided = tuple(approval.by.name for approval in record.approvals)
    happened = BatchDrafted(
        batch.id, now, state.payday.isoformat(), len(fresh.payouts), _written(batch.control), voided
    )
    effects: tuple[Effect, ...] = (_card(batch.id),)
    if voided:
        effects = (*effects, _void_note(batch, voided, now))
    return Decision(replace(state, record=changed), (happened,), effects)


def steer(state: Approving, message: Command | Event, now: datetime) -> Decision[Approving]:
    """Everything that happens to a batch as a whole."""
    match message:
        case OpenObjections():
            return _open(state, message, now)
        case CloseObjections():
            return _close(state, now)
        case ApproveBatch():
            return _approve(state, message, now)
        case ExportBatch():
            return _export(state, message, now)
        case NoteFile():
            return _carried(state, message, now)
        case RemindOfBatch():
            return Decision(state, effects=_reminder(state.record, message.today))
        case RedrawBatch():
            return Decision(state, effects=(_card(state.record.batch.id),))
    return Decision(state)


def _open(state: Approving, message: OpenObjections, now: datetime) -> Decision[Approving]:
    record = state.record
    if record.objections_until is not None or record.batch.status != "draft":
        return Decision(state)
    opened = StatementsOpened(record.batch.id, now, message.until.isoformat())
    kept = replace(record, objections_until=message.until)
    return Decision(replace(state, record=kept), (opened,), (_card(record.batch.id),))


def _close(state: Approving, now: datetime) -> Decision[Approving]:
    record = state.record
    if record.is_open_to_approval or record.batch.status != "draft":
        return Decision(state)
    batch = record.batch
    context = {"batch": batch, "totals": _totals(batch.control), "payouts": len(batch.payouts)}
    asked = PostNotice(
        f"approve:{batch.id}",
        "approve_batch",
        "finance",
        batch.id,
        context,
        in_thread_of=card_key(batch.id),
        in_channel_too=True,
    )
    kept = replace(record, is_open_to_approval=True)
    effects: tuple[Effect, ...] = (_card(batch.id), *((asked,) if batch.payouts else ()))
    return Decision(replace(state, record=kept), (ObjectionsClosed(batch.id, now),), effects)


def _approve(state: Approving, message: ApproveBatch, now: datetime) -> Decision[Approving]:
    record, batch = state.record, state.record.batch
    if why := _not_to_approve(record, message):
        whisper = _whisper(batch.id, message.actor, message.channel, why, now)
        return Decision(state, effects=(*whisper, _card(batch.id)))
    given = Approval(message.actor, now, record.seal, tuple(batch.control.values()))
    approvals = (*record.approvals, given)
    is_final = len(approvals) >= 2
    approved = replace(
        batch,
        approvals=tuple(signature(each.by) for each in approvals),
        status="approved" if is_final else "draft",
    )
    happened = BatchApproved(
        batch.id, now, signature(message.actor), record.seal, _written(batch.control), is_final
    )
    context = {"by": message.actor, "totals": _totals(batch.control), "is_final": is_final}
    note = PostNotice(
        f"approved:{batch.id}:{record.seal}:{len(approvals)}",
        "batch_approved",
        "finance",
        batch.id,
        context,
        in_thread_of=card_key(batch.id),
    )
    kept = replace(record, batch=approved, approvals=approvals)
    return Decision(replace(state, record=kept), (happened,), (_card(batch.id), note))


def _not_to_approve(record: BatchRecord, message: ApproveBatch) -> str:
    """Why an approval does not count, as a kind sentence; "" when it does."""
    batch = record.batch
    if batch.status != "draft":
        return f"This batch is already {batch.status}."
    if not batch.payouts:
        return "There is nothing to pay in this batch."
    if not record.is_open_to_approval:
        until = record.objections_until
        day = f"until the end of {full_date(until)}" if until else "once they have their statements"
        return f"Partners may object {day}. It can be approved after that."
    if message.seal != record.seal:
        totals = ", ".join(_totals(batch.control))
        return f"The batch has changed since this card was drawn; its total is now {totals}. Look again."
    if any(each.by.is_same(message.actor) for each in record.approvals):
        return "You have approved it already. It takes a second person."
    return ""


def _export(state: Approving, message: ExportBatch, now: datetime) -> Decision[Approving]:
    record, batch = state.record, state.record.batch
    decided = export(batch)
    if decided.refused:
        return Decision(
            state, effects=_whisper(batch.id, message.actor, message.channel, decided.refused, now)
        )
    if batch.status == "exported":
        return Decision(state)
    withheld = tuple(p for p in batch.payouts if p.partner in state.frozen and p.status == "open")
    payouts = tuple(
        replace(p, status="failed", reason="details_changed") if p in withheld else p for p in batch.payouts
    )
    sent = replace(decided.batch, payouts=payouts)
    kept = replace(record, batch=sent, exported_by=signature(message.actor), exported_at=now)
    happened = BatchExported(batch.id, now, signature(message.actor), tuple(payout.id for payout in withheld))
    effects: tuple[Effect, ...] = (_card(batch.id),)
    if withheld:
        totals = _totals(_sums(p.amount for p in withheld))
        note = PostNotice(
            f"withheld:{batch.id}",
            "payouts_withheld",
            "finance",
            batch.id,
            {"count": len(withheld), "totals": totals},
            in_thread_of=card_key(batch.id),
        )
        effects = (*effects, note)
    return Decision(replace(state, record=kept), (happened,), effects)


def _carried(state: Approving, message: NoteFile, now: datetime) -> Decision[Approving]:
    """Note where each payout stood first; a further file of the same ones is noted as given out."""
    record, batch = state.record, state.record.batch
    if batch.status != "exported":
        return Decision(state)
    stands = frozenset(message.payouts)
    payouts = tuple(
        replace(p, carried_by=message.kind) if p.id in stands and not p.carried_by else p
        for p in batch.payouts
    )
    sent = [p for p in batch.payouts if p.status != "failed"]
    left_out = sum(p.id not in stands for p in sent)
    written = FileWritten(
        batch.id, now, signature(message.actor), message.kind, len(sent) - left_out, left_out
    )
    kept = replace(record, batch=replace(batch, payouts=payouts))
    return Decision(replace(state, record=kept), (written,), (_card(batch.id),))


def _reminder(record: BatchRecord, today: date) -> tuple[Effect, ...]:
    batch = record.batch
    open_ones = sum(payout.status == "open" for payout in batch.payouts)
    if not open_ones:
        return ()
    context = {"batch": batch, "missing": batch.status, "open": open_ones, "is_over": today > batch.payday}
    note = PostNotice(
        f"missing:{batch.id}:{today}",
        "payday_missing",
        "finance",
        batch.id,
        context,
        in_thread_of=card_key(batch.id),
        in_channel_too=True,
    )
    return (note,)


def _void_note(batch: Batch, voided: Collection[str], now: datetime) -> PostNotice:
    context = {"voided": voided, "totals": _totals(batch.control), "payouts": len(batch.payouts)}
    return PostNotice(
        f"voided:{batch.id}:{batch.seal}:{now.isoformat()}",
        "approvals_voided",
        "finance",
        batch.id,
        context,
        in_thread_of=card_key(batch.id),
        in_channel_too=True,
    )


def _whisper(about: str, actor: Person, channel: str, why: str, now: datetime) -> tuple[Effect, ...]:
    if not (actor.slack_id and channel):
        return ()
    key = f"refused:{about}:{actor.slack_id}:{now.isoformat()}"
    return (Whisper(key, "refused", channel, actor.slack_id, about, {"why": why}),)


def _card(batch_id: str) -> ShowCard:
    return ShowCard(card_key(batch_id), "batch", batch_id, "finance")


def _is_second(batch: Batch) -> bool:
    """A later batch of a payday pays what came back; its lines have been on a statement already."""
    return batch.id != f"payday:{batch.payday}"


def _written(control: Mapping[str, Money]) -> dict[str, str]:
    return {currency: str(total.major) for currency, total in sorted(control.items())}


def _totals(control: Mapping[str, Money]) -> list[str]:
    return [total.format() for _currency, total in sorted(control.items())]


def _sums(amounts: Iterable[Money]) -> dict[str, Money]:
    sums: dict[str, Money] = {}
    for amount in amounts:
        sums[amount.currency] = sums.get(amount.currency, Money.zero(amount.currency)) + amount
    return sums


DRAFTING = Workflow(
    "payout drafts",
    Books,
    refresh,
    accepts=(RefreshBatch, LineObjected, ObjectionSettled, DetailsChanged, DetailsChecked, DetailsRefused),
)
BATCHES = Workflow(
    "payout batches",
    Approving,
    steer,
    accepts=(
        OpenObjections,
        CloseObjections,
        ApproveBatch,
        ExportBatch,
        NoteFile,
        RemindOfBatch,
        RedrawBatch,
    ),
)

"""`referral-desk payday` and `referral-desk owed`: batches, files and results on the command line."""

from __future__ import annotations

import asyncio
import csv
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar, get_args

import typer
from rich.table import Table
from sqlalchemy.orm import Session

from bot.cli.shell import database, deciding, out, settings
from bot.clock import Clock
from bot.engine import Engine
from bot.money.bank_results import Result, read_results
from bot.money.bookkeeping import read_day
from bot.money.exporting import Exporter
from bot.money.exports import FORMATS, left_out, plain_cell
from bot.settings import Settings
from bot.slack.money.payday_card import control_words
from bot.upkeep.audit_log import note_on_command_line
from storage.database import Database
from storage.ledger import Ledger
from storage.partners import Partners
from storage.payouts import Batches
from workflows.calendar import full_date, local_date, spoken
from workflows.commission.batch import Payout
from workflows.commission.owed import Owed, owed
from workflows.commission.payout_messages import (
    BankWord,
    ConfirmPayout,
    ExportBatch,
    FailPayout,
    FailReason,
    RedrawBatch,
    RefreshBatch,
    TransferDoubted,
)
from workflows.commission.transfers import WORDS
from workflows.errors import BadInput
from workflows.model import Person, signed_as
from workflows.money import Money
from workflows.payment_messages import HearTransfer

T = TypeVar("T")
payday = typer.Typer(help="Payout batches: look, export, and say what arrived.", no_args_is_help=True)
By = Annotated[str, typer.Option(help="Your address, as the tables of managers or finance have it.")]
BatchId = Annotated[str, typer.Argument(help="Such as payday:2026-02-13; `payday list` shows them.")]
NOTHING = "nothing changed; `payday show` says why. Did it arrive before? Then add --had-arrived."
Ages = ("up to 30 days", "31 to 60", "61 to 90", "older")


@payday.command("list")
def list_batches() -> None:
    """The latest batches."""
    with database() as opened:
        note_on_command_line(opened, "payday list")
    with database() as opened, opened.read() as session:
        batches = Batches(session)
        rows = [(r, control_words(batches.heaps(r.batch.id))) for r in batches.newest(limit=24)]
    table = Table("Batch", "Payday", "State", "Control total", "Approved by")
    for record, control in rows:
        approved = ", ".join(approval.by.name for approval in record.approvals)
        table.add_row(record.batch.id, full_date(record.batch.payday), record.batch.status, control, approved)
    out.print(table if rows else "The first batch is drafted eight business days before the payday.")


@payday.command()
def show(batch_id: BatchId) -> None:
    """One batch: who approved exactly what, and every payout."""
    tz = settings().program.tz
    with database() as opened:
        note_on_command_line(opened, f"payday show {batch_id}")
    with database() as opened, opened.read() as session:
        record = Batches(session).get(batch_id)
        if record is None:
            raise BadInput(f"There is no batch {batch_id}; `referral-desk payday list` shows them.")
        control = control_words(Batches(session).heaps(batch_id))
        names = {p.id: p.company for p in Partners(session).of_ids({p.partner for p in record.batch.payouts})}
    out.print(
        f"{record.batch.id}: {record.batch.status}, {control}, control number {record.seal}", highlight=False
    )
    for approval in record.approvals:
        totals = ", ".join(total.format() for total in approval.control)
        said = f"approved by {approval.by.name} <{approval.by.email}>, {spoken(approval.at, tz)}: {totals}"
        out.print(f"{said}, control number {approval.seal}", highlight=False)
    if record.exported_by:
        out.print(f"exported by {record.exported_by}", highlight=False)
    table = Table("Reference", "Partner", "Amount", "State", "Lines")
    for payout in record.batch.payouts:
        state = payout.status + (f": {WORDS.get(payout.reason, payout.reason)}" if payout.reason else "")
        company = names.get(payout.partner, payout.partner)
        table.add_row(payout.reference, company, payout.amount.format(), state, str(len(payout.lines)))
    out.print(table)


@payday.command()
def export(
    batch_id: BatchId,
    by: By,
    kind: Annotated[str, typer.Option("--format", help=f"{', '.join(FORMATS)}.")] = "csv",
    to: Annotated[Path | None, typer.Option("--to", help="Where to write; default: here.")] = None,
) -> None:
    """Write the file for the bank. Again gives the same references; it takes two approvals in Slack first."""
    if kind not in FORMATS:
        raise BadInput(f"--format: write one of {', '.join(FORMATS)}.")

    async def work(engine: Engine, told: Settings, person: Person, now: str) -> None:
        await engine.handle(ExportBatch(batch_id, person), f"cli:export:{batch_id}:{now}")
        exporter = Exporter(engine, told.program, told.rules.payouts)
        made, document = await exporter.make(batch_id, kind)
        path = to or Path(document.name)
        path.touch(mode=0o600)  # it holds account numbers
        path.write_bytes(document.content)
        out.print(f"wrote {path}", highlight=False)
        for order, why in left_out(made, kind):
            missing = f"✗ not in it: {order.company}, {order.payout.amount.format()}: {why}"
            out.print(missing, highlight=False)
        await exporter.note(made, kind, person, now)

    _do(work, by)


@payday.command()
def confirm(
    batch_id: BatchId,
    by: By,
    references: Annotated[list[str] | None, typer.Argument(help="RD-…, as the file has them.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Everything that is still open.")] = False,
    on: Annotated[str, typer.Option(help="The day it arrived; default: today.")] = "",
) -> None:
    """Say that money has arrived: the partner gets the paid mail with the statement."""
    if bool(references) == all_:
        raise BadInput("Name references, or write --all for everything that is still open.")

    async def work(engine: Engine, told: Settings, person: Person, now: str) -> None:
        day = _past_day(on, told)
        wanted = await engine.ask(lambda session: _open_payouts(session, batch_id, references or ()))
        for payout_id in wanted:
            command = ConfirmPayout(payout_id, day, person, is_one_of_many=True)
            await engine.handle(command, f"arrived:{payout_id}")
        await engine.handle(RedrawBatch(batch_id), f"cli:redraw:{batch_id}:{now}")
        out.print(f"{len(wanted)} noted as paid.", highlight=False)
        left = await engine.ask(lambda session: _left_open(session, batch_id)) if all_ else ()
        for words in left:
            out.print(f"✗ left open: {words}", highlight=False)

    _do(work, by)


@payday.command()
def fail(
    reference: Annotated[str, typer.Argument(help="RD-…, as the file has it.")],
    by: By,
    reason: Annotated[str, typer.Option(help=f"{', '.join(WORDS)}: the partner is told so.")] = "other",
    note: Annotated[str, typer.Option(help="The bank's words, for finance only.")] = "",
    late: Annotated[bool, typer.Option("--had-arrived", help="It is noted as arrived already.")] = False,
) -> None:
    """Say that a transfer came back: its lines are free again, and the partner is told kindly."""
    if reason not in WORDS:
        raise BadInput(f"--reason: write one of {', '.join(WORDS)}.")

    async def work(engine: Engine, _told: Settings, person: Person, now: str) -> None:
        payout_id = await engine.ask(lambda session: _payout(session, reference))
        command = FailPayout(payout_id, _reason(reason), note, person, had_arrived=late)
        outcome = await engine.handle(command, f"cli:fail:{payout_id}:{now}")
        said = "its lines are free again." if outcome.events else NOTHING
        out.print(f"{reference}: {said}", highlight=False)

    _do(work, by)


@payday.command()
def results(
    file: Annotated[
        Path,
        typer.Argument(help="CSV: reference, status, amount, currency, reason.", exists=True, dir_okay=False),
    ],
    by: By,
    on: Annotated[str, typer.Option(help="The day it arrived; default: today.")] = "",
) -> None:
    """Take in what the bank says became of each transfer. The same file again changes nothing."""
    found = read_results(file.read_text(encoding="utf-8-sig"))

    async def work(engine: Engine, told: Settings, person: Person, now: str) -> None:
        day = _past_day(on, told)
        known = await engine.ask(lambda session: _all_known(session, found))
        said: list[str] = []
        noted = 0
        for result, payout, _batch in known:
            command = _command(result, payout, day, person)
            outcome = await engine.handle(command, f"cli:result:{payout.id}:{now}")
            is_doubted = any(isinstance(event, TransferDoubted) for event in outcome.events)
            if is_doubted and not isinstance(command, HearTransfer):
                said.append(f"✗ {result.reference}: {_doubt_words(command, payout)}")
            noted += bool(outcome.events) and not is_doubted
        for batch_id in sorted({batch_id for _result, _payout, batch_id in known}):
            await engine.handle(RedrawBatch(batch_id), f"cli:redraw:{batch_id}:{now}")
        count = Counter(result.verdict for result in found)
        arrived, back, waits = (count[verdict] for verdict in ("arrived", "came_back", "waits"))
        before = arrived + back - noted - len(said)
        more = f"; {before} of them noted before" if before else ""
        more += f"; {waits} still under way, which All arrived leaves out" if waits else ""
        out.print(f"The file says {arrived} arrived, {back} came back{more}.", highlight=False)
        for words in said:
            out.print(words, style="red", highlight=False)
        if said:
            raise typer.Exit(1)

    _do(work, by)


@payday.command()
def again(day: Annotated[str, typer.Argument(help="The payday, such as 2026-02-13.")], by: By) -> None:
    """Draft a second batch of a payday, of what came back or was held; it needs approvals of its own."""

    async def work(engine: Engine, told: Settings, _person: Person, now: str) -> None:
        outcome = await engine.handle(
            RefreshBatch(read_day(day, _today(told)), begins=True), f"cli:again:{day}:{now}"
        )
        said = (
            "A second batch stands in Slack."
            if outcome.events
            else "Nothing of that payday is free to be paid."
        )
        out.print(said, highlight=False)

    _do(work, by)


def owed_report(
    as_of: Annotated[str, typer.Option("--as-of", help="The end of that day; default: today.")] = "",
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated, for a spreadsheet.")] = False,
) -> None:
    """What is owed to whom, and how old it is, as the books stood on any day; currencies are never netted."""
    told = settings()
    day = read_day(as_of, _today(told))
    with database() as opened:
        note_on_command_line(opened, f"owed --as-of {day}")
    with database() as opened, opened.read() as session:
        rows = owed(Ledger(session).booked_until(day), day)
        names = {p.id: p.company for p in Partners(session).of_ids({row.partner for row in rows})}
    heads = ("partner", "company", "currency", "owed", "not due", "due", *Ages)
    cells = [_owed_cells(row, names) for row in rows]
    if as_csv:
        csv.writer(sys.stdout, lineterminator="\n").writerows(
            [[plain_text(c) for c in row] for row in (heads, *cells)]
        )
        return
    table = Table(*heads[1:], title=f"Owed at the end of {full_date(day)}")
    for row in cells:
        table.add_row(*row[1:])
    for currency, total in sorted(_sums(rows).items()):
        table.add_row("", currency, total, style="bold")
    out.print(table if rows else f"Nobody is owed anything at the end of {full_date(day)}.")


def plain_text(cell: str) -> str:
    """A cell for a spreadsheet; a negative amount stays a number."""
    return cell if cell[:1] == "-" and cell[1:].replace(".", "").isdigit() else plain_cell(cell)


def _owed_cells(row: Owed, names: dict[str, str]) -> tuple[str, ...]:
    amounts = (row.total, row.not_due, row.due, *row.aged)
    company = names.get(row.partner, row.partner)
    return (row.partner, company, row.total.currency, *(str(amount.major) for amount in amounts))


def _sums(rows: Iterable[Owed]) -> dict[str, str]:
    totals: dict[str, Money] = {}
    for row in rows:
        currency = row.total.currency
        totals[currency] = totals.get(currency, Money.zero(currency)) + row.total
    return {currency: str(total.major) for currency, total in totals.items()}


def _command(
    result: Result, payout: Payout, day: date, person: Person
) -> ConfirmPayout | FailPayout | HearTransfer:
    word = BankWord(result.said_of(payout.amount))
    if result.verdict == "waits":
        said, mark = word.amount or payout.amount, f"{day}:{result.note}"
        return HearTransfer(payout.id, "The bank", "waits", said, day, note=result.note, mark=mark)
    if result.verdict == "arrived":
        return ConfirmPayout(payout.id, day, person, is_one_of_many=True, bank=word)
    late = payout.status == "confirmed"
    return FailPayout(
        payout.id, result.reason, result.note, person, is_one_of_many=True, had_arrived=late, bank=word
    )


def _doubt_words(command: ConfirmPayout | FailPayout, payout: Payout) -> str:
    word = command.bank.amount if command.bank else None
    says = f"the bank names {word.format()}, we sent {payout.amount.format()}" if word else "it does not fit"
    return f"{says}. Nothing is booked; finance has it in Slack."


def _all_known(session: Session, found: Iterable[Result]) -> list[tuple[Result, Payout, str]]:
    """Each row with its transfer and batch; BadInput, before anything is done, for one that nobody knows."""
    known = []
    for result in found:
        record = Batches(session).of_payout(_payout(session, result.reference))
        if record:
            (payout,) = record.batch.payouts
            result.said_of(payout.amount)
            known.append((result, payout, record.batch.id))
    return known


def _payout(session: Session, reference: str) -> str:
    if payout_id := Batches(session).by_reference(reference):
        return payout_id
    raise BadInput(f"No payout is called {reference}; nothing was changed.")


def _open_payouts(session: Session, batch_id: str, references: Iterable[str]) -> tuple[str, ...]:
    record = Batches(session).header(batch_id)
    if record is None:
        raise BadInput(f"There is no batch {batch_id}; `referral-desk payday list` shows them.")
    if record.batch.status != "exported":
        raise BadInput("This batch has not been exported yet.")
    wanted = tuple(_payout(session, reference) for reference in references)
    return wanted or Batches(session).open_ids(batch_id)


def _left_open(session: Session, batch_id: str) -> tuple[str, ...]:
    """What "all" does not mean, and why."""
    batches = Batches(session)
    why = dict.fromkeys(batches.in_no_file(batch_id), "no file carried it")
    why |= dict.fromkeys(batches.doubted(batch_id), "the bank's word does not fit")
    return tuple(f"{p.reference}, {p.amount.format()}: {words}" for p, words in why.items())


def _reason(reason: str) -> FailReason:
    return next((known for known in get_args(FailReason) if known == reason), "other")


def _past_day(typed: str, told: Settings) -> date:
    """The day on which money arrived, today unless somebody names another."""
    today = _today(told)
    if (day := read_day(typed, today)) > today:
        raise BadInput(f"{typed} is still to come; say it once the money has arrived.")
    return day


def _today(told: Settings) -> date:
    return local_date(Clock().now(), told.program.payout_terms.hours.tz)


def _do(work: Callable[[Engine, Settings, Person, str], Awaitable[T]], by: str) -> T:
    told = settings()
    people = (*told.program.managers, *told.finance)
    found = next((p for p in people if p.email and p.email.lower() == by.lower()), None)
    if found is None:
        raise BadInput(f"--by: {by} is neither in [[managers]] nor in [[finance]] of referral-desk.toml.")
    person = signed_as(found, people)

    async def run(opened: Database) -> T:
        clock = Clock()
        with deciding(opened, told.program, clock) as engine:
            return await work(engine, told, person, clock.now().isoformat())

    with database() as opened:
        return asyncio.run(run(opened))

"""`referral-desk ledger reconcile`: the bank's word against the export against the books."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.shell import database, out, settings
from bot.clock import Clock
from bot.money.bookkeeping import read_day
from bot.money.reconciling import HEADINGS, gather, write_csv, write_xlsx
from bot.upkeep.audit_log import note_on_command_line
from workflows.calendar import full_date, local_date
from workflows.money import Money


def reconcile(
    as_of: Annotated[str, typer.Option("--as-of", help="The end of that day; default: today.")] = "",
    batch: Annotated[str, typer.Option("--batch", help="One batch alone, such as payday:2026-02-13.")] = "",
    to_csv: Annotated[Path | None, typer.Option("--csv", help="Write it there, for a spreadsheet.")] = None,
    to_xlsx: Annotated[Path | None, typer.Option("--xlsx", help="The same as an Excel file.")] = None,
) -> None:
    """Hold what the bank confirmed against what was exported and against the ledger, batch by batch."""
    tz = settings().program.payout_terms.hours.tz
    day = read_day(as_of, local_date(Clock().now(), tz))
    with database() as opened:
        note_on_command_line(opened, f"ledger reconcile {batch}".strip())
    with database() as opened, opened.read() as session:
        made = gather(session, day, tz, batch)
    for path, write in ((to_csv, write_csv), (to_xlsx, write_xlsx)):
        if path:
            write(made, path)
            out.print(f"wrote {path}", highlight=False)
    if not (to_csv or to_xlsx):
        table = Table(*HEADINGS, title=f"Transfers at the end of {full_date(day)}")
        for row in made.sums():
            table.add_row(*(str(cell.major) if isinstance(cell, Money) else cell for cell in row))
        out.print(table if made.checked else f"Nothing was handed to a bank by {full_date(day)}.")
    for batch_id, _currency, company, _partner, reference, words in made.named():
        said = f"✗ {batch_id}, {company or 'nobody known'} {reference}: {words}"
        out.print(said, style="red", highlight=False)
    if made.differences:
        raise typer.Exit(1)
    if made.checked:
        out.print("Everything fits.", style="green")

"""`referral-desk import` and `export`: spreadsheets in, and everything out."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Literal, cast

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli.shell import database, deciding, out, settings
from bot.clock import Clock
from bot.imports.cells import Order
from bot.imports.everything import export
from bot.imports.run import Importer, Judged
from bot.upkeep.audit_log import note_on_command_line
from workflows.errors import BadInput
from workflows.import_messages import Kind, Made
from workflows.importing import WON_BEFORE, Verdict

WORDS = {"new": "new", "there": "already there", "cannot": "cannot"}


def import_file(
    what: Annotated[
        Literal["partners", "referrals", "payouts"] | None,
        typer.Argument(help="What the rows are: partners, referrals or payouts."),
    ] = None,
    file: Annotated[
        Path | None, typer.Argument(help="A CSV or XLSX file; the first row names the columns.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show row by row what would happen.")] = False,
    undo: Annotated[str, typer.Option(help="Take back the import of this ID.", metavar="ID")] = "",
    column: Annotated[
        list[str] | None, typer.Option("--map", help='Which column is what: "Firma=company" or "3=company".')
    ] = None,
    dates: Annotated[str, typer.Option(help="How 3/4/2025 is meant: dmy or mdy.")] = "",
) -> None:
    """Take in partners, referrals or past payouts. Nobody is written to.

    Stopped half-way, run it again: it goes on where it was. `--undo ID` removes what nobody touched since.
    """
    if dates not in ("", "dmy", "mdy"):
        raise BadInput(f'--dates is dmy or mdy, not "{dates}".')
    program, clock = settings().program, Clock()
    with database() as opened, deciding(opened, program, clock) as engine:
        importer = Importer(engine, program, clock, column or (), cast(Order, dates))
        if undo:
            asyncio.run(_undo(importer, undo))
        elif what is None or file is None:
            raise BadInput("Say what and which file: referral-desk import partners FILE.csv")
        elif not file.is_file():
            raise BadInput(f"{file}: there is no such file.")
        else:
            asyncio.run(_import(importer, what, file, dry=dry_run))


async def _import(importer: Importer, what: Kind, file: Path, *, dry: bool) -> None:
    import_id, count = await importer.begin(what, file, dry=dry)
    won = 0
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=out, transient=True) as progress:
        task = progress.add_task("Looking at" if dry else "Importing", total=count)

        def show(one: Judged) -> None:
            nonlocal won
            progress.advance(task)
            won += one.verdict == Verdict("new", WON_BEFORE)
            if dry or one.verdict.kind == "cannot":
                words = f"row {one.row}: {WORDS[one.verdict.kind]}"
                progress.console.print(
                    f"{words}. {one.verdict.says}" if one.verdict.says else words,
                    highlight=False,
                )

        tally = await importer.go(what, file, import_id, show, dry=dry)
    would = "would be new" if dry else "new"
    out.print(f"{tally.new} {would}, {tally.there} already there, {tally.cannot} cannot.", highlight=False)
    if won:
        out.print(f"Of {won} won before: {WON_BEFORE}", highlight=False)
    if dry:
        out.print("Nothing was changed.")
    else:
        out.print(
            f"This is import {import_id}; `referral-desk import --undo {import_id}` takes it back.",
            highlight=False,
        )


async def _undo(importer: Importer, import_id: str) -> None:
    def show(made: Made, is_gone: bool) -> None:
        if not is_gone:
            out.print(
                f"row {made.row}: {made.about} stays, somebody has worked with it since.", highlight=False
            )

    gone, stays = await importer.undo(import_id, show)
    out.print(f"{gone} taken back, {stays} stay.", highlight=False)


def export_all(
    target: Annotated[Path, typer.Argument(help="A new folder, or a new file that ends in .zip.")],
) -> None:
    """Take everything along: CSV per table, the log as JSON lines, and a README of the columns."""
    with database() as opened:
        note_on_command_line(opened, "export")
        export(opened, target, lambda name, rows: out.print(f"{rows:>9}  {name}", highlight=False))
    out.print(f"Everything is in {target}. It holds personal data.", highlight=False)

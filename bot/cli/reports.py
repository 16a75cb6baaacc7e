"""`referral-desk report`: the numbers of a period, on the screen or as a table for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table
from sqlalchemy.orm import Session

from bot.cells import harmless
from bot.cli.shell import database, out, settings
from bot.clock import Clock
from bot.reports.counting import gather
from bot.upkeep.audit_log import note_on_command_line
from storage.partners import Partners
from storage.reports import OtherDeal, Reports
from workflows.calendar import local_date
from workflows.errors import BadInput
from workflows.figures import report as made_of
from workflows.model import Partner
from workflows.periods import Period, period_of, read_period
from workflows.reporting import Report

HEADINGS = ("table", "key", "name", "value", "unit", "sample", "in words")
YES, NO = frozenset({"yes", "y", "true", "1", "won"}), frozenset({"no", "n", "false", "0", "lost"})
Line = tuple[str, str, str, float | None, str, int | None, str]


def report(
    period: Annotated[
        str, typer.Option(help='Such as "last month", 2026-11, 2026-W47, 2026-Q4, "30 days".')
    ] = "",
    partner: Annotated[str, typer.Option(help="One partner's numbers: their name or address.")] = "",
    to_csv: Annotated[
        Path | None, typer.Option("--csv", help="Write a table there, every partner in it.")
    ] = None,
    to_xlsx: Annotated[Path | None, typer.Option("--xlsx", help="The same as an Excel file.")] = None,
    others: Annotated[
        Path | None,
        typer.Option(
            help="First take in deals that no partner introduced: a CSV with id, decided_on, won.",
            dir_okay=False,
        ),
    ] = None,
) -> None:
    """Show the numbers of a period, each with the decision it serves."""
    from bot.partners import partner_id_of

    program, now = settings().program, Clock().now()
    today = local_date(now, program.tz)
    wanted = _period(period, today)
    with database() as opened:
        if others:
            deals = list(_other_deals(others))
            with opened.write() as session:
                Reports(session).note_others(deals)
            out.print(f"{len(deals)} other deals are known now.", highlight=False)
        whose = partner_id_of(opened, partner) if partner else ""
        note_on_command_line(opened, f"report {wanted.key} {whose}".strip())
        with opened.read() as session:
            every = None if to_csv or to_xlsx else 10
            numbers = gather(session, wanted, program, now, _partner(session, whose), busiest=every)
    made = made_of(numbers, program.reporting)
    if to_csv:
        write_csv(made, to_csv)
        out.print(f"wrote {to_csv}", highlight=False)
    if to_xlsx:
        write_xlsx(made, to_xlsx)
        out.print(f"wrote {to_xlsx}", highlight=False)
    if not (to_csv or to_xlsx):
        _show(made)


def write_csv(made: Report, path: Path) -> None:
    """One table; what a spreadsheet could take for a formula is written as text."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for line in lines(made):
            writer.writerow(["" if cell is None else _harmless(cell) for cell in line])


def write_xlsx(made: Report, path: Path) -> None:
    """A sheet for each kind of line; text stays text."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, sheets = book.add_format({"bold": True}), dict[str, list[Line]]()
        for line in lines(made):
            sheets.setdefault(line[0], []).append(line)
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, HEADINGS[1:], bold)
            for number, row in enumerate(rows, start=1):
                sheet.write_row(number, 0, ["" if cell is None else cell for cell in row[1:]])
            sheet.autofit()


def lines(made: Report) -> Iterator[Line]:
    """The whole report as one table."""
    for one in made.figures:
        parts = (one.says, *(() if one.key in ("partners", "opinions") else one.more))
        words = ". ".join(part.removesuffix(".") for part in parts)
        yield "figures", one.key, one.name, one.value, one.unit, one.sample, words
    for kind, amounts in (("owed", made.numbers.headline.owed), ("paid", made.numbers.headline.paid)):
        for amount in amounts:
            yield "money", kind, amount.currency, float(amount.major), "money", None, amount.format()
    for partner in made.numbers.partners:
        says = f"closed within a year: {partner.closed.says}"
        yield "partners", partner.partner_id, partner.company, partner.referrals, "count", None, says
    for said in made.numbers.opinions:
        yield "opinions", said.partner_id, said.company, None, "", None, f"{said.on}: {said.words}"
    for stage, count in made.numbers.stages:
        yield "stages", stage, stage, count, "count", None, ""
    for period, count, senders in made.numbers.trend:
        yield "trend", period.key, period.name, count, "count", senders, f"from {senders} partners"


def _harmless(cell: float | str) -> float | str:
    return harmless(cell) if isinstance(cell, str) else cell


def _show(made: Report) -> None:
    table = Table(
        "", "", title=escape(f"{made.title[0].upper()}{made.title[1:]}"), show_header=False, show_lines=True
    )
    for one in made.figures:
        small = "\n".join((*one.more, one.serves))
        table.add_row(one.name, f"{escape(one.says)}\n[dim]{escape(small)}[/]")
    out.print(table, markup=True)


def _period(words: str, today: date) -> Period:
    if not words:
        return period_of("month", today)
    found, rest = read_period(words, today)
    if found is None or rest:
        raise BadInput(
            f'"{words}" is no period: write "this month", "last quarter", 2026-11, 2026-W47, 2026-Q4, 2026, '
            '"30 days" or 2026-11-02..2026-11-13.'
        )
    return found


def _partner(session: Session, partner_id: str) -> Partner | None:
    return Partners(session).get(partner_id) if partner_id else None


def _other_deals(path: Path) -> Iterator[OtherDeal]:
    """The rows of the file; BadInput names the line that is wrong."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                yield _other_deal(row, f"{path}, line {number}")
    except FileNotFoundError as missing:
        raise BadInput(f"{path}: there is no such file.") from missing
    except (UnicodeDecodeError, csv.Error) as broken:
        raise BadInput(f"{path}: {broken}") from broken


def _other_deal(row: dict[str, str | None], where: str) -> OtherDeal:
    said = {name: (row.get(name) or "").strip() for name in ("id", "decided_on", "won")}
    won = said["won"].lower()
    if not said["id"] or won not in YES | NO:
        raise BadInput(f"{where}: it needs id, decided_on (2026-11-30) and won (yes or no).")
    try:
        return OtherDeal(said["id"][:120], date.fromisoformat(said["decided_on"]), won in YES)
    except ValueError as wrong:
        raise BadInput(f'{where}: "{said["decided_on"]}" is no day; write 2026-11-30.') from wrong

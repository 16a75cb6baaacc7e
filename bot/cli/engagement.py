"""`referral-desk engagement`: see what a sequence would have done, before it does it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy.orm import Session

from bot.cli.shell import database, out, settings
from bot.cli.terms import rates
from bot.clock import Clock
from storage.engagement_views import pasts
from workflows.calendar import local, short_date
from workflows.engagement_rules import PRESETS
from workflows.errors import BadInput
from workflows.program import Program
from workflows.rehearsal import Touch, counted, quarter_before, rehearse

engagement = typer.Typer(help="How partners are kept: try it on the past.", no_args_is_help=True)


@engagement.callback(invoke_without_command=True)
def _group(
    *,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="What the TOML file would have done to last quarter."),
    ] = False,
) -> None:
    """How partners are kept: try a change of sequences or rates on the past."""
    if dry_run:
        preview()
        if settings().program.terms:
            out.print()
            rates()


engagement.command("rates")(rates)


@engagement.command("preview")
def preview(
    since: Annotated[str, typer.Option(help="First day, such as 2026-01-01; default: a quarter ago.")] = "",
    sequence: Annotated[
        str, typer.Option(help="Another one than the TOML file's: combined, checkin_60 or value_90.")
    ] = "",
    each: Annotated[
        bool, typer.Option("--each", help="List every partner's steps, not only how many.")
    ] = False,
) -> None:
    """Dry run: what the sequences, as the TOML file has them now, would have done. Nothing is sent.

    Change the file, run it again, and compare. Answers of partners are not replayed, so it shows the most.
    """
    program, now = settings().program, Clock().now()
    if sequence and sequence not in PRESETS:
        raise BadInput(f'There is no sequence "{sequence}": {", ".join(PRESETS)}.')
    if sequence:
        program = replace(program, engagement=replace(program.engagement, quiet=PRESETS[sequence]))
    began = _day(since) if since else quarter_before(now)
    with database() as opened, opened.read() as session:
        touches = list(_all(session, program, began, now))
    table = Table("Day", "Step", "Words", "How often", "Partners")
    for (day, does, template), count in counted(touches).items():
        whom = {t.partner.id for t in touches if (t.day, t.does, t.template) == (day, does, template)}
        table.add_row(str(day), does, template, str(count), str(len(whom)))
    out.print(f"Since {short_date(began.date())}, had these rules been in force:", highlight=False)
    out.print(table if touches else "Nothing at all.")
    if each:
        for touch in sorted(touches, key=lambda t: (t.at, t.partner.id)):
            there = local(touch.at, touch.partner.tz or program.tz)
            what = f"day {touch.day}, {touch.does} {touch.template}"
            line = f"{there:%Y-%m-%d %H:%M}  {touch.partner.company}: {what}"
            out.print(line, highlight=False)


def _all(session: Session, program: Program, since: datetime, until: datetime) -> Iterator[Touch]:
    for past in pasts(session):
        yield from rehearse(past, program, since, until)


def _day(text: str) -> datetime:
    try:
        return datetime.combine(datetime.fromisoformat(text).date(), time(), UTC)
    except ValueError as wrong:
        raise BadInput(f'"{text}" is no day: write 2026-01-31.') from wrong

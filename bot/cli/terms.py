"""`referral-desk engagement rates`: what new commission plans would have paid, before they are announced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy.orm import Session

from bot.cli.shell import database, out, settings
from bot.clock import Clock
from storage.deals import Deals
from storage.partners import Partners
from storage.plans import Plans
from workflows.calendar import local_date, short_date
from workflows.commission.comparison import Compared, Comparison, compare
from workflows.commission.record import DealRecord
from workflows.commission.rules import RuleBook
from workflows.errors import BadInput
from workflows.rehearsal import quarter_before


def rates(
    since: Annotated[str, typer.Option(help="First day, such as 2026-01-01; default: a quarter ago.")] = "",
    on: Annotated[
        str, typer.Option(help="By the plans that hold on this day; default: the last that any begins.")
    ] = "",
) -> None:
    """Dry run: what the commission plans of the TOML file would have paid. Nothing is booked.

    Each deal closed since then is computed by the plan it was promised and by the one of the file.
    """
    program, now = settings().program, Clock().now()
    if program.terms is None:
        raise BadInput("There is no [[commission]] in the TOML file, so nothing to compare.")
    today, book = local_date(now, program.tz), program.terms.book
    began = _day(since) if since else quarter_before(now).date()
    holds = _day(on) if on else max((today, *(plan.valid_from for plan in book.plans)))
    with database() as opened, opened.read() as session:
        found = _compared(session, book, began, today, holds)
        names = _names(session, found)
    out.print(
        f"Deals closed from {short_date(began)} to {short_date(today)}, by the plans of {short_date(holds)}:",
        highlight=False,
    )
    out.print(_table(found, names) if found.rows else "None closed.")
    if found.unclear:
        out.print(f"Not computed, look at them by hand: {', '.join(found.unclear)}", highlight=False)


def _compared(session: Session, book: RuleBook, began: date, today: date, holds: date) -> Comparison:
    records = tuple(_closed(session, began, today))
    promised = {plan.version: plan for plan in (*Plans(session).all(), *book.plans)}
    partners = {one.partner: Partners(session).get(one.partner) for one in records}
    known = {key: partner for key, partner in partners.items() if partner}
    return compare(records, promised, book, known, holds)


def _closed(session: Session, began: date, today: date) -> Iterator[DealRecord]:
    after = ""
    while page := Deals(session).page(after=after):
        yield from (r for r in page if r.deal.closed_on and began <= r.deal.closed_on <= today)
        after = page[-1].deal.id


def _names(session: Session, found: Comparison) -> dict[str, str]:
    partners = {row.partner: Partners(session).get(row.partner) for row in found.rows}
    return {key: partner.company if partner else key for key, partner in partners.items()}


def _table(found: Comparison, names: dict[str, str]) -> Table:
    table = Table("Partner", "Deals", "As promised", "By these plans", "Difference")
    for row in found.rows:
        table.add_row(names[row.partner], *_cells(row))
    table.add_section()
    for total in found.totals:
        table.add_row(f"All in {total.before.currency}", *_cells(total))
    return table


def _cells(row: Compared) -> tuple[str, ...]:
    sign = "+" if row.difference.minor > 0 else ""
    return str(row.deals), row.before.format(), row.after.format(), f"{sign}{row.difference.format()}"


def _day(text: str) -> date:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC).date()
    except ValueError as wrong:
        raise BadInput(f'"{text}" is no day: write 2026-01-31.') from wrong

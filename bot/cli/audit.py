"""`referral-desk audit`: the trail of every change and of every look at money."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy.exc import IntegrityError

from bot.cli.shell import database, out
from bot.clock import Clock
from storage.audit import Audit, Head
from storage.database import Database
from workflows.errors import BadInput

audit = typer.Typer(help="The trail of every change, and of every look at money.", no_args_is_help=True)


@audit.command()
def verify(
    head: Annotated[
        str, typer.Option(help="A head that was noted earlier, NUMBER:HASH: nothing before it may be gone.")
    ] = "",
) -> None:
    """Compute the whole chain anew; anything changed, taken out or cut off is named."""
    noted = _head(head) if head else None
    with database() as opened:
        _seal_the_rest(opened)
        with opened.read() as session:
            found = Audit(session).check(Clock().now(), noted)
    for words in found.wrong[:50]:
        out.print(f"✗ {words}", highlight=False)
    if found.wrong:
        raise typer.Exit(1)
    erased = f", {found.erased} entries changed to forget a person" if found.erased else ""
    out.print(f"✓ {found.head.number} links hold{erased}.", highlight=False)
    for words in found.changed[:50]:
        out.print(f"  {words}", highlight=False)
    out.print(f"Head, to note elsewhere: {found.head.number}:{found.head.hash}", highlight=False)


@audit.command()
def show(
    about: Annotated[str, typer.Option(help="A tracking ID, a partner's ID, or `money`.")] = "",
    kind: Annotated[str, typer.Option(help="Such as MoneySeen, ReferralClaimed, BatchExported.")] = "",
    limit: Annotated[int, typer.Option(help="How many at most, the newest.", min=1, max=10_000)] = 50,
) -> None:
    """The newest entries of the trail."""
    table = Table("Link", "When", "What", "About", "Says")
    with database() as opened, opened.read() as session:
        for number, entry in Audit(session).entries(about=about, kind=kind, limit=limit):
            says = json.dumps(entry.data, ensure_ascii=False)
            table.add_row(str(number), f"{entry.at:%Y-%m-%d %H:%M:%S}", entry.kind, entry.about, says[:200])
    out.print(table if table.row_count else "There is none.")


def _seal_the_rest(opened: Database) -> None:
    """What the running bot has not sealed yet, so that a check sees everything."""
    sealed = 1
    while sealed:
        try:
            with opened.write() as session:
                sealed = Audit(session).seal(Clock().now())
        except IntegrityError:  # the running bot is at it
            sealed = 1


def _head(typed: str) -> Head:
    number, _, digest = typed.strip().partition(":")
    if not number.isdigit() or len(digest) != 64:
        raise BadInput("--head: write what `audit verify` printed, such as 1042:9f86d0…")
    return Head(int(number), digest)

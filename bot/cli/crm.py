"""`referral-desk crm`: bring a CRM up to date that was connected later, and see how it stands."""

from __future__ import annotations

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import func, select

from bot.cli.shell import database, out
from bot.cli.shell import settings as read_settings
from bot.clock import Clock
from storage.crm import CHANNEL, CrmHints, CrmLinks, backfill
from storage.database import Database
from storage.outbox import Outbox
from storage.tables import ReferralRow
from workflows.crm_rules import CrmRules
from workflows.errors import BadInput

PAGE = 500
crm = typer.Typer(help="The CRM that referral-desk.toml names.", no_args_is_help=True)


@crm.command("backfill")
def fill() -> None:
    """Tell a CRM that was connected later of everything. What it has already is found, not doubled.

    The running bot sends it, at the CRM's pace. Again, or after a stop half-way, it does no harm.
    """
    rules, clock = _rules(), Clock()
    key, after, count = f"backfill:{clock.now():%Y%m%dT%H%M%S}", "", 0
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with database() as opened, Progress(*columns, console=out, transient=True) as progress:
        task = progress.add_task(f"For {rules.name}", total=_registered(opened))
        while True:
            with opened.write() as session:
                done, after = backfill(session, after=after, limit=PAGE, key=key, now=clock.now())
            count += done
            progress.update(task, completed=count)
            if not after:
                break
    out.print(
        f"{count} referrals are on their way to {rules.name}; `referral-desk crm status` shows how far."
    )


@crm.command()
def status() -> None:
    """How many referrals the CRM knows, what is on its way, and what waits for a person."""
    rules = _rules()
    with database() as opened, opened.read() as session:
        known, waits = CrmLinks(session).count()
        due, since = Outbox(session).overdue(CHANNEL, Clock().now())
        hints, _ = CrmHints(session).waiting()
        unknown = CrmLinks(session).unknown()
    out.print(f"{rules.name} knows {known} referrals.", highlight=False)
    if unknown > due:
        out.print(
            f"{unknown} are here that it does not know: `referral-desk crm backfill` tells it of them.",
            highlight=False,
        )
    out.print(f"{due} are on their way{f' since {since:%d %b %H:%M} UTC' if since else ''}.", highlight=False)
    out.print(f"{hints} deals changed there and are to be read.", highlight=False)
    out.print(
        f"{waits} say there what I cannot follow; the managers' channel has a card for each.", highlight=False
    )


@crm.command()
def stages() -> None:
    """What the CRM's words mean here."""
    program, rules = read_settings().program, _rules()
    for stage in program.pipeline.stages:
        out.print(f"{stage.name}: {', '.join(rules.stages.get(stage.key, ())) or '-'}", highlight=False)


def _rules() -> CrmRules:
    rules = read_settings().program.crm
    if rules is None:
        raise BadInput("No CRM is connected: set vendor under [crm] in referral-desk.toml.")
    return rules


def _registered(opened: Database) -> int:
    with opened.read() as session:
        query = select(func.count()).select_from(ReferralRow).where(ReferralRow.registration == "registered")
        return session.scalar(query) or 0

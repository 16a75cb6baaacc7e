"""`verify`, `backup` and `restore`: is everything as it must be, and what if the disk dies."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import Progress

from bot.cli.shell import database, env, out, settings
from bot.clock import Clock
from bot.environment import load_environment
from bot.money.auditing import audit
from storage.backups import backup as take_copy
from storage.backups import database_file
from storage.backups import restore as put_back
from storage.dangling import dangling
from storage.invariants import check


def verify() -> None:
    """Check what must always hold: mails, promises, referrals, and the ledger to the cent."""
    program, is_well = settings().program, True
    with database() as opened, opened.read() as session:
        for one in check(session, Clock().now()):
            is_well &= not one.count
            named = f": {one.count}, such as {', '.join(one.broken)}" if one.count else ""
            out.print(f"{'✗' if one.count else '✓'} {one.says}{named}", highlight=False)
        if lost := dangling(session.connection()):
            is_well = False
            out.print(
                f"✗ every row has what it belongs to: {len(lost)}, such as {'; '.join(lost[:5])}",
            )
        money = audit(session, program)
    for words in money.wrong:
        out.print(f"✗ {words}", highlight=False)
    if not money.wrong:
        out.print(f"✓ every cent of {money.entries} ledger entries fits", highlight=False)
    if not is_well or money.wrong:
        raise typer.Exit(1)


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it; keep it away from this machine.")],
) -> None:
    """Copy the database while the bot runs (SQLite), whole and checked."""
    source = database_file(load_environment(env()).database_url.get_secret_value())
    with Progress(console=out, transient=True) as progress:
        task = progress.add_task("Copying", total=None)
        take_copy(source, file, lambda done, total: progress.update(task, completed=done, total=total))
    size = f"{file.stat().st_size / 1e6:.1f} MB"
    out.print(f"[green]{escape(str(file))}[/]: {size}, checked.", markup=True, highlight=False)


def restore(file: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")]) -> None:
    """Put a backup in place of the database (SQLite). Stop the bot first.

    What is there now is kept beside it. Mails that came since the backup are fetched from the mailbox
    again, as far as they still lie there.
    """
    target = database_file(load_environment(env()).database_url.get_secret_value())
    replaced = target.with_name(f"{target.name}.before-{Clock().now():%Y%m%d-%H%M%S}")
    was_there = put_back(file, target, replaced=replaced)
    if was_there:
        out.print(f"The database that was there is kept as {replaced}.", highlight=False)
    with database() as opened:
        current, _ = opened.revisions()
    out.print(f"Restored, at revision {current}. `referral-desk verify` checks it.", highlight=False)

"""The command line: `referral-desk --help` teaches it."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import structlog
import typer
from rich.markup import escape
from rich.table import Table

from bot import logs, tracing
from bot.cli.api import hooks, tokens
from bot.cli.assets import assets
from bot.cli.audit import audit
from bot.cli.care import backup, restore, verify
from bot.cli.crm import crm
from bot.cli.engagement import engagement
from bot.cli.imports import export_all, import_file
from bot.cli.ledger import ledger
from bot.cli.panels import Panels
from bot.cli.payday import owed_report, payday
from bot.cli.privacy import erase_person, export_person, forget_by_age
from bot.cli.queues import history, inbox, outbox, quarantine
from bot.cli.receipts import receipt
from bot.cli.reconciling import reconcile
from bot.cli.reports import report
from bot.cli.shell import database as _database
from bot.cli.shell import env as _env
from bot.cli.shell import err, out
from bot.cli.shell import settings as _settings
from bot.cli.teams import heard_from
from bot.clock import Clock
from bot.parts import Part, parts_of, version
from bot.settings import Settings
from workflows.calendar import local_date
from workflows.errors import BadInput

STOP_IS_HEARD_S = 0.3
PRIVATE = 0o077  # what we write (database, backups, exports) holds people's mails, and keys
SWITCH_S = 0.0005  # a click waits for the interpreter a dozen times; five milliseconds each would show

cli = typer.Typer(
    cls=Panels,
    help="Runs a partner referral programme over e-mail and Slack.\n\n"
    "New here? `referral-desk demo` shows everything at work, with nothing to sign up for. "
    "For real: `referral-desk init`, fill in the two files, `referral-desk doctor`, `referral-desk run`.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
partner_commands = typer.Typer(help="Take partners in and look them up.", no_args_is_help=True)
cli.add_typer(partner_commands, name="partner")
cli.command()(report)
cli.command()(history)
cli.add_typer(outbox, name="outbox")
cli.add_typer(inbox, name="inbox")
cli.add_typer(quarantine, name="quarantine")
ledger.command()(reconcile)
cli.add_typer(ledger, name="ledger")
cli.add_typer(payday, name="payday")
cli.command("owed")(owed_report)
cli.add_typer(tokens, name="token")
for command in (verify, backup, restore):
    cli.command()(command)
cli.add_typer(audit, name="audit")
cli.add_typer(receipt, name="receipt")
cli.command("erase")(erase_person)
cli.command("export-person")(export_person)
cli.command("retention")(forget_by_age)
cli.add_typer(hooks, name="hook")
cli.command("import")(import_file)
cli.command("export")(export_all)
cli.add_typer(assets, name="asset")
cli.add_typer(crm, name="crm")
cli.add_typer(engagement, name="engagement")


def main() -> None:
    """What the command `referral-desk` calls: mistakes of people become one clear sentence."""
    os.umask(os.umask(PRIVATE) | PRIVATE)
    try:
        cli()
    except BadInput as wrong:
        _end(wrong.reason)
    except OSError as refused:
        if not refused.filename:
            raise
        _end(f"{refused.filename}: {refused.strerror}.")


def _end(says: str) -> None:
    style = "bold red" if "\n" not in says else ""
    err.print(says, style=style, highlight=False)  # it may speak of [[tables]]
    sys.exit(2)


def _version(asked: bool) -> None:
    if asked:
        out.print(f"referral-desk {version()}", highlight=False)
        raise typer.Exit


@cli.callback()
def options(
    show: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which release this is.")
    ] = False,
) -> None:
    """What holds for every command."""


@cli.command()
def run(
    only: Annotated[
        str,
        typer.Option(help="Some parts only: intake,delivery,clock,slack,http."),
    ] = "",
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Log more.")] = False,
) -> None:
    """Read the mailbox, serve Slack, deliver what is promised, until stopped (Ctrl-C or SIGTERM).

    Over PostgreSQL as many processes as you like may run, identical or each with --only some parts.
    """
    settings = _settings(to_run=True)
    parts = parts_of(only, settings.environment.database_url.get_secret_value())
    logs.set_up(level="DEBUG" if verbose else "INFO")
    sys.setswitchinterval(SWITCH_S)
    if settings.environment.traces:
        atexit.register(tracing.set_up())
    asyncio.run(_until_told(settings, parts))


@cli.command()
def demo(
    folder: Annotated[Path, typer.Option(help="Where the demo keeps its database.")] = Path("demo"),
    port: Annotated[int, typer.Option(help="Port of the page, on loopback.")] = 8765,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Show the bot's log.")] = False,
) -> None:
    """See the whole thing at work: a local mail server, a local Slack and one page to click in."""
    try:
        from bot.sandbox.demo import demo as run_demo
    except ImportError as missing:
        raise BadInput(
            f"The demo's mail system is not installed here ({missing.name}). In a copy of the repository: "
            "`make demo`, or `pip install '.[demo]'`."
        ) from missing
    stop_and_run = run_demo(folder=folder, port=port, verbose=verbose)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(stop_and_run)


@cli.command()
def init(
    folder: Annotated[Path, typer.Argument(help="Where to write.")] = Path(),
) -> None:
    """Write a commented referral-desk.toml and .env to start from; files that exist are left alone."""
    from bot.cli.starter import write_starter_files

    for path, is_new in write_starter_files(folder):
        said, more = ("[green]wrote[/] ", "") if is_new else ("[yellow]kept[/]  ", " (it was there already)")
        out.print(f"{said}{escape(str(path))}{more}", markup=True)
    out.print("\nFill in both, then run [bold]referral-desk doctor[/].", markup=True)


@cli.command()
def doctor() -> None:
    """Check every connection, scope, channel and migration, and say how to mend what is wrong."""
    from bot.upkeep.doctor import examine

    findings = asyncio.run(examine(_settings()))
    for finding in findings:
        mark = {"ok": "[green]✓[/]", "warn": "[yellow]![/]", "bad": "[red]✗[/]"}[finding.verdict]
        out.print(f"{mark} [bold]{finding.part}[/]  {escape(finding.says)}", markup=True, highlight=False)
        if finding.mend:
            out.print(f"    → {finding.mend}", highlight=False)  # it may speak of [tables]
    if any(f.verdict == "bad" for f in findings):
        raise typer.Exit(1)


@cli.command()
def migrate() -> None:
    """Bring the database up to date."""
    with _database() as database:
        before, head = database.revisions()
        database.migrate()
        out.print(
            f"The database is at revision {head}"
            + ("." if before == head else f" (it was at {before or 'nothing'}).")
        )


@cli.command()
def explain(
    files: Annotated[list[Path], typer.Argument(help="Raw mails (*.eml).")],
    partners: Annotated[
        Path | None, typer.Option(help="Known partners, a JSON list; else the database's.")
    ] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object per line.")] = False,
    workers: Annotated[int, typer.Option(help="Processes to read with; 0 means one per core.", min=0)] = 0,
) -> None:
    """Show how mails would be read, without doing anything. Use it to find out why one did not register."""
    from bot.mail.explain import explain as explain_files

    known = _partners_file(partners) if partners else None
    explain_files(files, known, env=_env(), jsonl=jsonl, workers=workers or os.cpu_count() or 1)


@cli.command()
def ask(
    question: Annotated[str, typer.Argument(help="What the partner would write.")],
    as_: Annotated[str, typer.Option("--as", help="The address the partner would write from.")],
    as_json: Annotated[bool, typer.Option("--json", help="What was understood, as JSON.")] = False,
) -> None:
    """Show what a partner who asks this would hear, without sending anything."""
    from bot.cli.asking import rehearse
    from bot.conversation.talking import Desk

    settings = _settings()
    with _database() as database:
        out.print(
            rehearse(database, Desk(settings.program), question, as_, as_json=as_json),
            highlight=False,
        )


@cli.command("hand-overs")
def hand_overs(
    for_training: Annotated[
        bool, typer.Option(help="Only what was settled, without names, as the training script reads it.")
    ] = False,
) -> None:
    """Print every question a person answered, with our guess and the outcome, one JSON object a line."""
    from bot.cli.hand_overs import lines, phrases

    with _database() as database:
        for line in phrases(database) if for_training else lines(database):
            out.print(line, highlight=False, soft_wrap=True)


@cli.command("what-if")
def what_if(
    value: Annotated[str, typer.Argument(help="What the deal would be worth, such as 50000 or 12500.50.")],
    currency: Annotated[str, typer.Option(help="ISO 4217; default: the programme's.")] = "",
    partner: Annotated[
        str, typer.Option(help="A partner's name or address; plans may be theirs alone.")
    ] = "",
) -> None:
    """Show what a deal would earn a partner if it closed today, and when it would be paid."""
    from bot.money.commissions import rehearse
    from bot.partners import partner_id_of
    from storage.partners import Partners
    from workflows.model import Partner

    settings = _settings()
    amount = _amount(value)
    with _database() as database:
        named = partner_id_of(database, partner) if partner else ""
        with database.read() as session:
            whose = Partners(session).get(named) or Partner("", "")
    on = local_date(Clock().now(), settings.program.tz)
    words = rehearse(settings.terms, whose, amount, currency.upper() or settings.program.currency, on)
    out.print(words, highlight=False)


@cli.command()
def replay(mail_id: Annotated[int, typer.Argument(help="The number of a kept mail.")]) -> None:
    """Read a kept mail again, as if it came now; its receive time stays."""
    from storage.inbound import Inbound

    with _database() as database, database.write() as session:
        if not Inbound(session).read_again(mail_id, Clock().now()):
            raise BadInput(f"There is no kept mail {mail_id}.")
    out.print(f"Mail {mail_id} is read again by the running bot, within a second.")


@partner_commands.command("add")
def partner_add(
    company: Annotated[str, typer.Argument(help="The company's name.")],
    name: Annotated[str, typer.Option(help="The contact's name.")],
    email: Annotated[
        list[str], typer.Option(help="Where they write from; repeat for more, the first is answered.")
    ],
    domain: Annotated[list[str] | None, typer.Option(help="A domain whose every address may refer.")] = None,
    manager: Annotated[str, typer.Option(help="E-mail of their partner manager; default: the first.")] = "",
    tz: Annotated[str, typer.Option(help="Time zone, such as Europe/Berlin.")] = "",
    language: Annotated[
        str, typer.Option(help="What we write to them in, ISO 639-1; default: as they write.")
    ] = "",
    country: Annotated[str, typer.Option(help="ISO 3166, two letters.")] = "",
) -> None:
    """Take a company into the programme."""
    from bot.partners import add_partner

    settings = _settings()
    with _database() as database:
        partner = asyncio.run(
            add_partner(
                database,
                settings.program,
                company=company,
                name=name,
                emails=email,
                domains=domain or [],
                manager=manager,
                tz=tz,
                language=language,
                country=country,
            )
        )
    said = f"[green]{escape(partner.company)}[/] is a partner ({partner.id})."
    out.print(said, markup=True, highlight=False)


@partner_commands.command("list")
def partner_list() -> None:
    """All partners, by name."""
    from storage.partners import Partners
    from workflows.model import Partner

    program = _settings().program
    table = Table("ID", "Company", "Contact", "Address", "Manager")
    with _database() as database, database.read() as session:
        after: Partner | None = None
        while page := Partners(session).page(after=after, limit=200):
            for p in page:
                first = p.contacts[0] if p.contacts else None
                who = (first.name, first.emails[0]) if first else ("", "")
                table.add_row(p.id, p.company, *who, program.manager_of(p).email)
            after = page[-1]
    out.print(table)


partner_commands.command("heard-from")(heard_from)


@partner_commands.command("unlink")
def partner_unlink(
    partner: Annotated[str, typer.Argument(help="A partner's name or address.")],
) -> None:
    """Kill every link to a partner's own page that was sent so far; the next mail has a fresh one."""
    from bot.partners import partner_id_of
    from storage.pages import Pages

    with _database() as database:
        whose = partner_id_of(database, partner)
        with database.write() as session:
            Pages(session).revoke(whose, Clock().now())
    out.print("Done: links that were sent until now no longer open the page.")


async def _until_told(settings: Settings, parts: Sequence[Part]) -> None:
    from bot.app import run as run_app

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signal_number, stop.set)
    ready = asyncio.Event()
    try:
        await run_app(settings, stop=stop, ready=ready, parts=parts)
    except Exception:
        if ready.is_set() or not await _is_told(stop):
            raise
        structlog.get_logger().info("stopped", before="it had started")


async def _is_told(stop: asyncio.Event) -> bool:
    """Whether we were to stop: a signal to all processes may end our workers before we hear of it."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(STOP_IS_HEARD_S):
            await stop.wait()
    return stop.is_set()


def _amount(value: str) -> Decimal:
    try:
        return Decimal(value.replace("_", ""))
    except InvalidOperation as wrong:
        raise BadInput(f'"{value}" is not an amount: write 50000 or 12500.50.') from wrong


def _partners_file(path: Path) -> Path:
    if not path.is_file():
        raise BadInput(f"{path}: there is no such file; it should hold a JSON list of partners")
    return path

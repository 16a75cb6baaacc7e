"""`referral-desk demo`: a local Slack, a local mail system, one page, and the real bot between them.

The bot runs as a process of its own, the very program that `referral-desk run` starts, and is reached
over IMAP, SMTP and Slack's protocol only. Every demo starts from the beginning.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
from rich.console import Console

from bot.sandbox import cast
from bot.sandbox.mail import AUTHSERV_ID, LocalMail
from bot.sandbox.page.server import Page
from bot.sandbox.page.world import World
from bot.sandbox.slack import LocalSlack
from bot.seeding import seed
from bot.settings import load_settings
from workflows.errors import BadInput

DATABASE = "demo.db"
START_S = 60.0
ASK_EVERY_S = 0.1
STOP_S = 15.0
_KEPT_FROM_US = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TZ",
    "SYSTEMROOT",
    "VIRTUAL_ENV",
    "COVERAGE_PROCESS_START",
)


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that runs."""

    page: Page
    slack: LocalSlack
    mail: LocalMail
    bot: asyncio.subprocess.Process
    log: Path


async def demo(
    folder: Path, port: int = 8765, *, verbose: bool = False, stop: asyncio.Event | None = None
) -> None:
    """Run it until `stop`, Ctrl-C or SIGTERM."""
    out = Console()
    stop = stop or asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has KeyboardInterrupt instead
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    out.print("Starting a mail system, a Slack and the bot, all on this machine…", highlight=False)
    async with running(folder, port, verbose=verbose) as here:
        out.print(f"\n  Open  [bold]{here.page.url}[/]\n", highlight=False)
        out.print(f"  Ctrl-C ends the demo. The bot's log is in {here.log}.", highlight=False)
        ended = asyncio.create_task(here.bot.wait())
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait((ended, stopped), return_when=asyncio.FIRST_COMPLETED)
        for task in (ended, stopped):
            task.cancel()
        if not stop.is_set():
            raise BadInput(f"The bot has ended. Its last words:\n{_last_words(here.log)}")


@asynccontextmanager
async def running(folder: Path, port: int = 0, *, verbose: bool = False) -> AsyncIterator[Demo]:
    """The whole demo, ready to click in; `port` 0 takes any free one."""
    folder = _begin_anew(folder)
    async with (
        LocalSlack() as slack,
        LocalMail(cast.DESK_ADDRESS, now=lambda: datetime.now(UTC)) as mail,
        _page(World(slack, mail), port) as page,
    ):
        env = environment(folder, slack, mail)
        (folder / "referral-desk.toml").write_text(rules(slack), encoding="utf-8")
        log = folder / "bot.log"
        await seed(
            load_settings(env), cast.PARTNERS
        )  # first, so that no early visitor's mail meets a stranger
        async with _bot(folder, env, log, verbose=verbose) as bot:
            await _healthy(bot, env, log)
            yield Demo(page, slack, mail, bot, log)


def environment(folder: Path, slack: LocalSlack, mail: LocalMail) -> dict[str, str]:
    """Everything the bot is told about its surroundings."""
    return {
        "REFERRAL_DESK_DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "REFERRAL_DESK_IMAP_URL": mail.imap_url,
        "REFERRAL_DESK_SMTP_URL": mail.smtp_url,
        "REFERRAL_DESK_MAIL_ADDRESS": cast.DESK_ADDRESS,
        "REFERRAL_DESK_AUTHSERV_ID": AUTHSERV_ID,
        "REFERRAL_DESK_HTTP": f"127.0.0.1:{_free_port()}",
        "REFERRAL_DESK_CONFIG": str(folder / "referral-desk.toml"),
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
    }


COMMISSION = """
[[commission]]
name = "standard"
valid_from = 2020-01-01
currency = "USD"
[[commission.rules]]
kind = "percent"
rate = "15 %"

[payday]
calendar = "US"
"""


def rules(slack: LocalSlack) -> str:
    """The programme of the invented vendor, as referral-desk.toml."""
    head = (
        "# The demo's programme, written anew at every start.",
        "[program]",
        'name = "Vendor Partner Programme"',
        f'timezone = "{cast.STAFF[0].tz}"',
        'country = "ES"',
        'currency = "USD"',
        "",
        "[slack]",
        f'sales_channel = "#{cast.CHANNELS[0].name}"',
        f'managers_channel = "#{cast.CHANNELS[1].name}"',
        "",
        "[engagement]  # no welcome mails: these partners have known each other for long",
        'layers = ["sequence", "milestones", "stories"]',
    )
    tables = {"manager": "managers", "rep": "reps", "finance": "finance"}
    people = (
        f'\n[[{tables[one.role]}]]\nname = "{one.name}"\nemail = "{one.email}"\n'
        f'slack_id = "{slack.workspace.user(one.handle).id}"'
        for one in cast.STAFF
    )
    return "\n".join((*head, *people)) + "\n" + COMMISSION


def _begin_anew(folder: Path) -> Path:
    """The folder, made and without the database of an earlier demo."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"):
        (folder / name).unlink(missing_ok=True)
    return folder


@asynccontextmanager
async def _page(world: World, port: int) -> AsyncIterator[Page]:
    try:
        page = await Page(world, port).__aenter__()
    except OSError as taken:
        raise BadInput(f"Port {port} is taken: choose another with --port, or 0 for any free one.") from taken
    try:
        yield page
    finally:
        await page.__aexit__(None, None, None)


@asynccontextmanager
async def _bot(
    folder: Path, env: Mapping[str, str], log: Path, *, verbose: bool
) -> AsyncIterator[asyncio.subprocess.Process]:
    command = [sys.executable, "-m", "bot.sandbox.child", "run", *(("-v",) if verbose else ())]
    kept = {name: os.environ[name] for name in _KEPT_FROM_US if name in os.environ}
    where = {"PYTHONPATH": str(Path(__file__).parents[2])}
    with log.open("wb") as file:
        bot = await asyncio.create_subprocess_exec(
            *command,
            cwd=folder,
            env={**kept, **where, **env},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=None if verbose else file,
            stderr=None if verbose else asyncio.subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches us alone; we end the bot, then what it talks to
        )
    try:
        yield bot
    finally:
        await _end(bot)


async def _end(bot: asyncio.subprocess.Process) -> None:
    if bot.returncode is not None:
        return
    with suppress(ProcessLookupError):
        bot.terminate()
    try:
        async with asyncio.timeout(STOP_S):
            await bot.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            bot.kill()
        await bot.wait()


async def _healthy(bot: asyncio.subprocess.Process, env: Mapping[str, str], log: Path) -> None:
    """Wait until the bot says that mailbox, mail server and Slack are all there; say why when it cannot."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2.0)) as http:
        with suppress(TimeoutError):
            async with asyncio.timeout(START_S):
                while bot.returncode is None:
                    with suppress(aiohttp.ClientError, TimeoutError):
                        async with http.get(f"http://{env['REFERRAL_DESK_HTTP']}/health") as answer:
                            if answer.status == 200:
                                return
                    await asyncio.sleep(ASK_EVERY_S)
    raise BadInput(f"The bot did not start. Its last words:\n{_last_words(log)}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _last_words(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-15:]) or "(none)"

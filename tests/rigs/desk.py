"""`referral-desk run` as a child process, before real mail servers and a local Slack."""

from __future__ import annotations

import asyncio
import imaplib
import os
import signal
import smtplib
from collections.abc import Mapping, Sequence
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import aiohttp

from bot.partners import add_partner
from bot.sandbox.slack import LocalSlack
from bot.settings import load_settings
from storage.database import Database
from tests.rigs.mail import MailRig
from tests.rigs.office import RULES
from tests.rigs.ports import free_port
from tests.rigs.program import RUN, Program

DESK = "referrals@vendor.example"
SAM = "sam@northwind.example"
AUTHSERV_ID = "mx.vendor.example"
MORE_RULES = """
[engagement]
layers = []  # welcome mails depend on the hour at which a test happens to run

[intake]
mails_of_one_sender = 0  # all mail is Sam's, and ten thousand of them need not wait for their turns
"""


class Desk:
    """One running bot. Start it, kill it, start it again: the database and the mailbox stay."""

    def __init__(self, mail: MailRig, slack: LocalSlack, folder: Path, database_url: str = "") -> None:
        self.mail, self.slack, self.folder = mail, slack, folder
        self.database_url = database_url or f"sqlite:///{folder / 'desk.db'}"
        self.port = free_port()
        self._process: Program | None = None
        (folder / "referral-desk.toml").write_text(RULES + MORE_RULES)

    @property
    def env(self) -> dict[str, str]:
        """What `referral-desk run` is told."""
        return {
            "REFERRAL_DESK_DATABASE_URL": self.database_url,
            "REFERRAL_DESK_IMAP_URL": self.mail.imap_url(DESK),
            "REFERRAL_DESK_SMTP_URL": f"smtp://127.0.0.1:{self.mail.smtp}",
            "REFERRAL_DESK_MAIL_ADDRESS": DESK,
            "REFERRAL_DESK_AUTHSERV_ID": AUTHSERV_ID,
            "REFERRAL_DESK_HTTP": f"127.0.0.1:{self.port}",
            "REFERRAL_DESK_CONFIG": str(self.folder / "referral-desk.toml"),
            "SLACK_API_URL": self.slack.api_url,
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_APP_TOKEN": self.slack.app_token,
        }

    async def add_partner(self, company: str = "Northwind Advisory", email: str = SAM) -> None:
        """Take a partner in, as the command line does."""
        database = Database(self.database_url)
        await asyncio.to_thread(database.migrate)
        program = load_settings(self.env).program
        domain = email.rpartition("@")[2]
        name = email.partition("@")[0].title()
        await add_partner(database, program, company=company, name=name, emails=[email], domains=[domain])

    async def start(self, *options: str, module: str = RUN, **more: str) -> None:
        """Start the bot, or what ends up in the same main function."""
        self._process = await asyncio.to_thread(
            lambda: Program(
                "run",
                *options,
                env={**os.environ, **self.env, **more},
                folder=Path(__file__).parents[2],
                out=self.folder / "desk.log",
                module=module,
            )
        )

    async def answers(self, within_s: float = 120.0) -> None:
        """Wait until the bot is up and says that it is well."""
        async with asyncio.timeout(within_s):
            while not await self.is_healthy():
                if self.has_died:
                    raise AssertionError(f"the bot died:\n{self.last_words()}")
                await asyncio.sleep(0.05)

    async def is_healthy(self) -> bool:
        """What /health says; False also while nobody listens."""
        return bool((await self.health()).get("ok"))

    async def health(self) -> dict[str, object]:
        """The whole answer of /health."""
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session,
                session.get(f"http://127.0.0.1:{self.port}/health") as answer,
            ):
                found: dict[str, object] = await answer.json()
                return found
        except (OSError, aiohttp.ClientError):
            return {}

    @property
    def has_died(self) -> bool:
        """Whether the process is gone."""
        return self._process is None or self._process.returncode is not None

    async def died(self, within_s: float = 60.0) -> int:
        """Wait for its end; gives the exit code."""
        if self._process is None:
            raise AssertionError("it was never started")
        return await self._process.wait(within_s)

    async def kill(self) -> None:
        """Pull the plug."""
        if self._process:
            self._process.send_signal(signal.SIGKILL)
            await self._process.wait()

    async def stop(self) -> int:
        """Ask it to stop, as a service manager does; gives the exit code."""
        if self._process is None:
            return 0
        self._process.send_signal(signal.SIGTERM)
        return await self._process.wait(15)

    @property
    def pid(self) -> int:
        """Its process, without those that read mail for it; 0 before it was started."""
        return self._process.pid if self._process else 0

    def last_words(self) -> str:
        """The end of its log."""
        return (self.folder / "desk.log").read_text()[-4000:]

    async def send(self, raw: bytes, sender: str = SAM) -> None:
        """A partner's provider hands the mail to ours."""
        await asyncio.to_thread(self._send, raw, sender)

    def _send(self, raw: bytes, sender: str) -> None:
        with smtplib.SMTP("127.0.0.1", self.mail.smtp, local_hostname="mx.partner.example") as line:
            line.sendmail(sender, [DESK], raw)

    async def mailbox(self, user: str = SAM) -> list[Message]:
        """What lies in somebody's mailbox."""
        return await asyncio.to_thread(self._mailbox, user)

    def _mailbox(self, user: str) -> list[Message]:
        with imaplib.IMAP4("127.0.0.1", self.mail.imap, timeout=10) as box:
            box.login(user, "pw")
            box.select("INBOX", readonly=True)
            _, found = box.search(None, "ALL")
            raws = [box.fetch(number, "(RFC822)")[1][0][1] for number in found[0].split()]  # type: ignore[index]
        return [message_from_bytes(raw) for raw in raws]  # type: ignore[arg-type]

    def database(self) -> Database:
        """The bot's own database, to look at."""
        return Database(self.database_url)


def forward(number: int = 1, *, sender: str = SAM, dmarc: str = "pass") -> bytes:
    """A forward as Gmail writes it: Sam introduces somebody at company number `number`."""
    lines = (
        f"Authentication-Results: {AUTHSERV_ID}; dmarc={dmarc} header.from={sender.rpartition('@')[2]}",
        f"From: Sam Ortega <{sender}>",
        f"To: Referrals <{DESK}>",
        "Date: Mon, 02 Mar 2026 09:00:00 +0000",
        f"Message-ID: <intro{number}@mail.northwind.example>",
        f"Subject: Fwd: Payroll at company {number}",
        "MIME-Version: 1.0",
        'Content-Type: text/plain; charset="UTF-8"',
        "",
        "Hi, one for you: Jane runs operations there and is expecting a call.",
        "",
        "Sam",
        "",
        "---------- Forwarded message ---------",
        f"From: Jane Doe <jane@company{number}.example>",
        "Date: Mon, Mar 2, 2026 at 8:41 AM",
        f"Subject: Payroll at company {number}",
        f"To: Sam Ortega <{sender}>",
        "",
        "",
        "Hi Sam,",
        "",
        "you mentioned a payroll system. We have 60 people on shifts. Can you introduce me?",
        "",
        "Jane Doe",
        f"Company {number} Ltd",
        "",
    )
    return "\r\n".join(lines).encode()


def alerts(slack: LocalSlack, channel: str = "sales-referrals") -> Sequence[Mapping[str, object]]:
    """The texts that stand in a channel."""
    where = slack.workspace.channel(channel).id
    return [{"ts": m.ts, "text": m.text, "blocks": m.blocks} for m in slack.workspace.messages[where]]

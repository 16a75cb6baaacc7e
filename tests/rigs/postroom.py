"""Raw mails in, mails and cards out: engine, reader and intake as they run, before a mailbag and a wall."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from bot.delivery import Delivery, name_of
from bot.engine import Engine, Outcome
from bot.intake import Intake
from bot.mail.reader import Reader
from bot.voice import Voice
from inbox.imap import KeptMail
from inbox.reading import Desk
from storage.database import Database
from storage.outbox import Due
from storage.views import Views
from tests.builders import DANA, other_partner, partner
from tests.conftest import StillClock
from tests.rigs.desk import AUTHSERV_ID, DESK, SAM
from workflows.base import Command
from workflows.commands import AddPartner
from workflows.model import Partner, Referral
from workflows.program import Program

DOMAIN = "vendor.example"


@dataclass
class Letters:
    """Stands where SMTP would be; each letter knows the Message-ID it went out with."""

    letters: list[dict[str, Any]] = field(default_factory=list)

    async def send(self, due: Due) -> str:
        sent = f"{name_of(due)}@{DOMAIN}"
        self.letters.append({**due.payload, "message_id": sent, "key": due.key})
        return sent

    def to(self, address: str) -> list[dict[str, Any]]:
        return [letter for letter in self.letters if letter["to"] == address]


@dataclass
class Wall:
    """Stands where Slack would be; keeps the newest state of each card."""

    cards: dict[str, dict[str, Any]] = field(default_factory=dict)

    async def send(self, due: Due) -> str:
        self.cards[due.payload.get("card", due.key)] = dict(due.payload)
        return f"C1:{len(self.cards)}"

    def shown(self, key: str) -> str:
        """Everything a card says; "" when it was never posted."""
        return json.dumps(self.cards.get(key, {}).get("blocks", ""), ensure_ascii=False)

    def keys(self, prefix: str) -> list[str]:
        return [key for key in self.cards if key.startswith(prefix)]


@dataclass
class Postroom:
    """A desk with everything but the servers around it."""

    engine: Engine
    intake: Intake
    delivery: Delivery
    post: Letters
    wall: Wall
    clock: StillClock
    uid: int = 0

    async def write(
        self,
        text: str,
        *,
        subject: str = "Hello",
        sender: str = SAM,
        name: str = "Sam Ortega",
        reply_to: dict[str, Any] | None = None,
        quotes: bool = True,
        proof: str = "pass",
        headers: dict[str, str] | None = None,
        files: tuple[tuple[str, bytes], ...] = (),
        at: datetime | None = None,
    ) -> int:
        """Somebody writes, or replies to one of our letters, and everything that follows happens."""
        mail = EmailMessage()
        domain = sender.rpartition("@")[2]
        if proof:
            mail["Authentication-Results"] = f"{AUTHSERV_ID}; dmarc={proof} header.from={domain}"
        mail["From"], mail["To"] = f"{name} <{sender}>", DESK
        mail["Subject"] = f"Re: {reply_to['subject'].removeprefix('Re: ')}" if reply_to else subject
        mail["Date"] = "Mon, 02 Mar 2026 10:00:00 +0000"
        if "Message-ID" not in (headers or {}):
            mail["Message-ID"] = f"<m{self.uid + 1}@{domain}>"
        if reply_to:
            mail["In-Reply-To"] = f"<{reply_to['message_id']}>"
            mail["References"] = " ".join(
                f"<{each}>" for each in (*reply_to["references"], reply_to["message_id"])
            )
            quoted = "\n".join(f"> {line}" for line in reply_to["text"].splitlines())
            below = f"\n\nOn Mon, Mar 2, 2026 at 10:00 AM Dana Reyes <{DESK}> wrote:\n\n{quoted}"
            text = f"{text}{below}" if quotes else text
        for header, value in (headers or {}).items():
            mail[header] = value
        mail.set_content(text + "\n")
        for file, content in files:
            mail.add_attachment(content, maintype="application", subtype="pdf", filename=file)
        return await self.receive(mail.as_bytes(), at=at)

    async def receive(self, raw: bytes, *, at: datetime | None = None) -> int:
        """A mail arrives; gives the number under which it is kept when it is the next one."""
        self.uid += 1
        kept = KeptMail("desk", "INBOX", 1, self.uid, at or self.clock.now(), raw)
        await self.intake.keep([kept])
        await self.settle()
        return self.uid

    async def handle(self, command: Command, key: str) -> Outcome:
        """Decide, and deliver what that says."""
        outcome = await self.engine.handle(command, key)
        await self.settle()
        return outcome

    async def settle(self) -> None:
        """Read and deliver until nothing is due."""
        while await self.intake.run_once() or await self.delivery.run_once():
            pass

    async def referrals(self, partner_id: str = "P-1") -> list[Referral]:
        """What a partner has, oldest first."""
        picture = await self.engine.ask(lambda session: Views(session).picture(partner_id, latest=50))
        return list(reversed(picture.latest))


@asynccontextmanager
async def open_postroom(
    database: Database,
    program: Program,
    clock: StillClock,
    *,
    desk: Desk | None = None,
    reader: Reader,
    partners: tuple[Partner, ...] = (),
) -> AsyncIterator[Postroom]:
    """A desk with two partners, unless others are given."""
    engine = Engine(database, program, Voice(program), clock)
    staff = frozenset(p.email for p in (*program.managers, *program.reps))
    desk = desk or Desk(DESK, AUTHSERV_ID, DOMAIN, staff, program.country)
    post, wall = Letters(), Wall()
    delivery = Delivery(engine, {"email": post, "slack": wall}, clock)
    for one in partners or (partner(), other_partner()):
        await engine.handle(AddPartner(one, DANA), f"add:{one.id}")
    yield Postroom(engine, Intake(engine, reader, desk, program), delivery, post, wall, clock)
    engine.close()


def forward(prospect: str = "Jane Doe <jane@acme.example>", company: str = "Acme Ltd", note: str = "") -> str:
    """The words of a forward as Gmail writes it."""
    name = prospect.partition(" <")[0]
    return (
        f"{note or f'Hi, one for you: {name} is expecting a call.'}\n\nSam\n\n"
        "---------- Forwarded message ---------\n"
        f"From: {prospect}\nDate: Mon, Mar 2, 2026 at 8:41 AM\nSubject: Payroll\n"
        f"To: Sam Ortega <{SAM}>\n\n\nHi Sam,\n\n"
        "you mentioned a payroll system. We have 60 people on shifts. Can you introduce me?\n\n"
        f"{name}\n{company}\n"
    )

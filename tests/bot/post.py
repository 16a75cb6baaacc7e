"""Mail in, mail out: intake and delivery of one replica, with the words partners write."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date

from bot.delivery import Delivery
from bot.engine import Engine
from bot.intake import Intake
from bot.links import Links
from bot.mail.reader import Reader
from bot.voice import Voice
from inbox.imap import KeptMail
from inbox.reading import Desk
from storage.database import Database
from storage.history import Entry, History
from storage.outbox import Due
from tests.builders import DANA, MONDAY, introduction, other_partner, partner, program, prospect
from tests.conftest import StillClock
from tests.rigs.desk import AUTHSERV_ID, DESK, SAM
from tests.rigs.office import Mailbag
from workflows.commands import AddPartner
from workflows.commission.payday import Payday
from workflows.commission.rules import RuleBook, parse_plan
from workflows.commission.terms import Terms

PLAN = parse_plan(
    {
        "name": "standard",
        "valid_from": date(2026, 1, 1),
        "currency": "GBP",
        "rules": [{"kind": "percent", "rate": "15 %"}],
    }
)
TERMS = Terms(RuleBook((PLAN,)), Payday(program().hours))
RULES = program(terms=TERMS)


@dataclass
class Cards:
    """Stands where Slack would be; keeps what was posted, the newest version of each."""

    shown: dict[str, dict[str, object]] = field(default_factory=dict)

    async def send(self, due: Due) -> str:
        self.shown[str(due.payload.get("card"))] = dict(due.payload)
        return "C1:1.0"


@dataclass
class Post:
    """Write to the desk, and see what it says."""

    engine: Engine
    intake: Intake
    delivery: Delivery
    mailbag: Mailbag
    cards: Cards
    clock: StillClock
    uid: int = 0

    async def write(
        self, subject: str, text: str, sender: str = SAM, *, answers: str = "", headers: str = ""
    ) -> None:
        """A partner writes, and everything that follows happens."""
        self.uid += 1
        domain = sender.rpartition("@")[2]
        thread = f"In-Reply-To: <{answers}>\r\nReferences: <{answers}>\r\n" if answers else ""
        raw = (
            f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={domain}\r\n"
            f"From: Sam Ortega <{sender}>\r\nTo: {DESK}\r\nSubject: {subject}\r\n{thread}{headers}"
            f"Date: Mon, 02 Mar 2026 10:00:00 +0000\r\nMessage-ID: <q{self.uid}@{domain}>\r\n"
            f'Content-Type: text/plain; charset="UTF-8"\r\n\r\n{text}\r\n'
        )
        await self.intake.keep([KeptMail("desk", "INBOX", 1, self.uid, self.clock.now(), raw.encode())])
        while await self.intake.run_once():
            pass
        await self.deliver()

    async def deliver(self) -> None:
        """Send what is due."""
        while await self.delivery.run_once():
            pass

    async def events(self, about: str, kind: str) -> tuple[Entry, ...]:
        """What happened."""
        return await self.engine.ask(lambda session: History(session).of_kind(about, kind))


@asynccontextmanager
async def open_post(database: Database, clock: StillClock, reader: Reader) -> AsyncIterator[Post]:
    """Sam has introduced Acme, Katrin Initech; the confirmations are out."""
    links = Links("https://desk.vendor.example", DESK, clock)
    engine = Engine(database, RULES, Voice(RULES, links), clock)
    for one in (partner(), other_partner()):
        await engine.handle(AddPartner(one, DANA), f"add:{one.id}")
    await engine.handle(introduction(), "acme")
    theirs = introduction(prospect(email="x@initech.example", company="Initech"), partner=other_partner())
    await engine.handle(theirs, "initech")
    mailbag, cards = Mailbag(), Cards()
    delivery = Delivery(engine, {"email": mailbag, "slack": cards}, clock)
    intake = Intake(engine, reader, Desk(DESK, AUTHSERV_ID, "vendor.example"), RULES)
    post = Post(engine, intake, delivery, mailbag, cards, clock)
    await post.deliver()
    mailbag.letters.clear()
    yield post
    engine.close()


__all__ = ["MONDAY", "SAM", "Post", "open_post"]

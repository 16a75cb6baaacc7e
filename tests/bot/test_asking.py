"""A partner's question by mail: the right answer, or a person; never somebody else's data."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.delivery import Delivery
from bot.engine import Engine
from bot.intake import Intake, Reader
from bot.voice import Voice
from inbox.imap import KeptMail
from inbox.reading import Desk
from storage.database import Database
from storage.held import HeldMails
from tests.builders import DANA, MONDAY, introduction, other_partner, partner, program, prospect
from tests.conftest import StillClock
from tests.rigs.desk import AUTHSERV_ID, DESK, SAM
from tests.rigs.office import Mailbag
from workflows.commands import AddPartner


@dataclass
class Post:
    """Mail in, mail out."""

    engine: Engine
    intake: Intake
    delivery: Delivery
    mailbag: Mailbag
    uid: int = 0

    async def write(self, subject: str, text: str, sender: str = SAM) -> None:
        """A partner writes, and everything that follows happens."""
        self.uid += 1
        domain = sender.rpartition("@")[2]
        raw = (
            f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={domain}\r\n"
            f"From: Sam Ortega <{sender}>\r\nTo: {DESK}\r\nSubject: {subject}\r\n"
            f"Date: Mon, 02 Mar 2026 10:00:00 +0000\r\nMessage-ID: <q{self.uid}@{domain}>\r\n"
            f'Content-Type: text/plain; charset="UTF-8"\r\n\r\n{text}\r\n'
        )
        await self.intake.keep([KeptMail("desk", "INBOX", 1, self.uid, MONDAY, raw.encode())])
        while await self.intake.run_once():
            pass
        while await self.delivery.run_once():
            pass


class Nowhere:
    """Stands where Slack would be."""

    async def send(self, due: object) -> str:
        return "C1:1.0"


@pytest.fixture
async def post(tmp_path: Path, clock: StillClock) -> AsyncIterator[Post]:
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    database.migrate()
    engine = Engine(database, program(), Voice(program()), clock)
    for one in (partner(), other_partner()):
        await engine.handle(AddPartner(one, DANA), f"add:{one.id}")
    await engine.handle(introduction(), "acme")
    theirs = introduction(prospect(email="x@initech.example", company="Initech"), partner=other_partner())
    await engine.handle(theirs, "initech")
    reader = Reader(workers=1)
    mailbag = Mailbag()
    delivery = Delivery(engine, {"email": mailbag, "slack": Nowhere()}, clock)
    intake = Intake(engine, reader, Desk(DESK, AUTHSERV_ID, "vendor.example"), program())
    while await delivery.run_once():
        pass
    mailbag.letters.clear()
    yield Post(engine, intake, delivery, mailbag)
    reader.close()
    engine.close()


async def test_news_of_a_referral_is_answered_in_the_thread(post: Post) -> None:
    await post.write("Acme", "Hi, any news on Acme?\r\n\r\nSam")
    (letter,) = post.mailbag.letters
    assert (letter["to"], letter["in_reply_to"]) == (SAM, "q1@northwind.example")
    assert "Acme Ltd (R-" in letter["text"]
    assert "one of our sales team is about to take it" in letter["text"]


@pytest.mark.parametrize("question", ["Any news on Initech?", "Where is my money? You owe me for Acme."])
async def test_what_is_not_theirs_or_not_for_a_bot_goes_to_a_person(post: Post, question: str) -> None:
    await post.write("A question", question)
    assert [letter for letter in post.mailbag.letters if "R-" in letter["text"]] == []
    assert await post.engine.ask(lambda session: HeldMails(session).count_open()) == 1

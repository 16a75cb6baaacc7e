"""The canary: real mail to ourselves proves the whole way, and nothing of it stays."""

from __future__ import annotations

import asyncio
import imaplib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.almanac import Almanac
from bot.delivery import Delivery, MailSender
from bot.engine import Engine
from bot.intake import Intake
from bot.keys import MESSAGE_ID, Keys
from bot.mail.canary import Aviary
from bot.mail.reader import Reader
from bot.rules.quality import CanaryTable
from bot.voice import Voice
from inbox.imap import KeptMail
from inbox.reading import Desk
from inbox.smtp import Mailer, parse_smtp_url
from storage.base import Base
from storage.canaries import Canaries
from storage.database import Database
from storage.outbox import Due
from tests.builders import program
from tests.conftest import StillClock
from tests.rigs.mail import MailRig
from workflows.errors import Retry

DESK = "referrals@vendor.example"
WEEK = timedelta(days=7)
KEY = "canary:2026-W09"


@dataclass
class Cards:
    """Stands where Slack would be."""

    said: list[dict[str, Any]] = field(default_factory=list)
    is_away: bool = False

    async def send(self, due: Due) -> str:
        if self.is_away:
            raise Retry("Slack cannot be reached")
        self.said.append(dict(due.payload))
        return "C0:1"


@dataclass
class Bell:
    """Notes what rings."""

    rung: list[str] = field(default_factory=list)

    async def start(self, name: str, says: str, mend: str, *, by_mail: bool = False) -> None:
        self.rung.append(says)

    async def end(self, name: str, *, is_gone: bool = False) -> None:
        self.rung.clear()


@dataclass
class Perch:
    """A desk with a canary, over a real mail server."""

    rig: MailRig
    engine: Engine
    aviary: Aviary
    almanac: Almanac
    delivery: Delivery
    intake: Intake
    cards: Cards
    bell: Bell
    clock: StillClock

    async def tick(self) -> None:
        while await self.almanac.run_once():
            pass
        while await self.delivery.run_once():
            pass
        await self.aviary.run_once()

    async def bring_mail(self) -> int:
        """What lies in the desk's mailbox is kept and handled."""
        raws = await asyncio.to_thread(self._fetch)
        kept = [KeptMail("desk", "INBOX", 1, n, self.clock.now(), raw) for n, raw in enumerate(raws, start=1)]
        await self.intake.keep(kept)
        while await self.intake.run_once():
            pass
        while await self.delivery.run_once():
            pass
        return len(raws)

    def _fetch(self) -> list[bytes]:
        with imaplib.IMAP4("127.0.0.1", self.rig.imap) as box:
            box.login(DESK, "pw")
            box.select("INBOX", readonly=True)
            numbers = box.search(None, "ALL")[1][0].split()
            return [box.fetch(number, "(BODY.PEEK[])")[1][0][1] for number in numbers]  # type: ignore[index,misc]

    async def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        tables = Base.metadata.sorted_tables
        return await self.engine.ask(
            lambda s: {t.name: s.scalar(select(func.count()).select_from(t)) or 0 for t in tables}
        )


@pytest.fixture
async def perch(database: Database, clock: StillClock, reader: Reader) -> AsyncIterator[Perch]:
    rules, desk = program(), Desk(DESK, "mx.vendor.example", "vendor.example", country="GB")
    with MailRig(mta="aiosmtpd") as rig:
        engine = Engine(database, rules, Voice(rules), clock)
        mailer = Mailer(
            parse_smtp_url(f"smtp://127.0.0.1:{rig.smtp}"), local_hostname="d.example", timeout_s=15
        )
        cards, bell = Cards(), Bell()
        delivery = Delivery(
            engine, {"email": MailSender(mailer, engine, DESK, "vendor.example"), "slack": cards}, clock
        )
        aviary = Aviary(engine, reader, bell, desk, rules, clock, CanaryTable(enabled=True))
        almanac = Almanac(engine, aviary.kinds(), clock)
        intake = Intake(engine, reader, desk, rules, aviary)
        yield Perch(rig, engine, aviary, almanac, delivery, intake, cards, bell, clock)
        await mailer.close()
        engine.close()


async def test_a_canary_comes_home_says_so_and_leaves_nothing_behind(perch: Perch) -> None:
    await Keys().get(perch.engine, MESSAGE_ID)  # any mail of ours makes it, the first one
    before = await perch.rows()
    await perch.tick()
    perch.clock.move(timedelta(seconds=4))
    assert await perch.bring_mail() == 1
    (said,) = perch.cards.said
    assert "came home. Its mail was back and read 4 s after it left" in said["text"]
    assert said["channel"] == "managers"
    after = await perch.rows()
    grown = {name for name, count in after.items() if count != before[name]}
    assert grown == {"canaries", "events", "handled", "inbound", "outbox", "runs"}
    assert after["events"] - before["events"] == 2  # sent, and home: no referral, no partner
    perch.clock.move(timedelta(minutes=31))
    await perch.tick()
    assert perch.bell.rung == []


async def test_a_canary_that_does_not_come_home_is_missed_until_one_does(perch: Perch) -> None:
    await perch.tick()
    perch.clock.move(timedelta(minutes=31))
    await perch.tick()
    assert perch.bell.rung == ["The weekly test referral failed: its mail went out and has not come back."]
    await perch.bring_mail()
    await perch.tick()
    assert perch.bell.rung == []


async def test_a_canary_of_which_slack_did_not_hear_is_missed_too(perch: Perch) -> None:
    perch.cards.is_away = True
    await perch.tick()
    await perch.bring_mail()
    perch.clock.move(timedelta(minutes=31))
    await perch.tick()
    assert perch.bell.rung == [
        "The weekly test referral failed: its mail came back, but Slack has not taken the message about it."
    ]


async def test_another_mail_in_our_name_is_no_canary(perch: Perch) -> None:
    await perch.tick()
    raw = (
        f"From: {DESK}\r\nTo: {DESK}\r\nMessage-ID: <guess@vendor.example>\r\n"
        "Subject: Fwd: The desk's weekly test\r\n\r\nFrom: Jane Canary <jane@canary-test.example>\r\n"
    )
    await perch.intake.keep([KeptMail("desk", "INBOX", 1, 77, perch.clock.now(), raw.encode())])
    while await perch.intake.run_once():
        pass
    canary = await perch.engine.ask(lambda s: Canaries(s).get(KEY))
    assert canary is not None
    assert canary.status == "sent"


def test_canaries_are_off_until_somebody_wants_them() -> None:
    assert not CanaryTable().enabled

"""A mail that hangs or kills its reader costs the reader, not the bot; nothing is lost."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.engine import Engine
from bot.intake import ATTEMPTS, Intake, Reader
from bot.voice import Voice
from inbox.imap import KeptMail
from inbox.message import parse
from inbox.reading import Desk
from storage.database import Database
from storage.held import HeldMails
from storage.inbound import Inbound
from tests.builders import MONDAY, program
from tests.conftest import StillClock
from tests.rigs.desk import DESK, forward
from workflows.errors import Retry
from workflows.model import Directory, Partner

OURS = Desk(DESK, "mx.vendor.example", "vendor.example")


class Endless(Directory):
    """Partners nobody ever finishes looking through."""

    def find(self, address: str) -> Partner | None:
        time.sleep(60)
        return None


class Deadly(Directory):
    """Partners that crash whoever looks."""

    def find(self, address: str) -> Partner | None:
        os._exit(1)


@pytest.fixture
async def hasty() -> AsyncIterator[Reader]:
    """A reader with little patience."""
    made = Reader(workers=1, deadline_s=2)
    await made.warm_up()
    yield made
    made.close()


@pytest.mark.parametrize("trap", [Endless(), Deadly()], ids=["hangs", "crashes"])
async def test_a_reader_that_hangs_or_dies_is_replaced(hasty: Reader, trap: Directory) -> None:
    raw = forward()
    with pytest.raises(Retry):
        await hasty.read(parse(raw), raw, trap, OURS)
    reading = await hasty.read(parse(raw), raw, Directory(), OURS)
    assert reading.cause == "unknown_sender"


@dataclass
class Poisoned:
    """Stands where the reader would be; no mail gets through it."""

    asked: int = 0

    async def parse(self, raw: bytes) -> object:
        self.asked += 1
        raise Retry("the process that read it died")


async def test_a_poison_mail_is_set_aside_with_a_card_and_the_next_one_is_not_held_up(
    sqlite: Database, clock: StillClock
) -> None:
    engine = Engine(sqlite, program(), Voice(program()), clock)
    reader = Poisoned()
    intake = Intake(engine, reader, OURS, program())  # type: ignore[arg-type]
    await intake.keep([KeptMail("desk", "INBOX", 1, 1, MONDAY, b"poison")])
    for _ in range(ATTEMPTS + 1):
        assert await intake.run_once() == 1
        clock.move(timedelta(hours=1))
    assert await intake.run_once() == 0
    (held,) = await engine.ask(lambda session: HeldMails(session).open())
    assert (held.cause, reader.asked) == ("unreadable", ATTEMPTS)
    assert "the process that read it died" in held.reasons[0]
    assert await engine.ask(lambda session: Inbound(session).raw(1)) == b"poison"
    engine.close()


async def test_a_mail_too_large_to_keep_whole_goes_to_a_person(
    sqlite: Database, reader: Reader, clock: StillClock
) -> None:
    engine = Engine(sqlite, program(), Voice(program()), clock)
    intake = Intake(engine, reader, OURS, program())
    await intake.keep([KeptMail("desk", "INBOX", 1, 1, MONDAY, forward()[:300], truncated=True)])
    await intake.run_once()
    (held,) = await engine.ask(lambda session: HeldMails(session).open())
    assert held.cause == "too_large"
    engine.close()

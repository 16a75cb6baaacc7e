"""A mail that hangs or kills its reader costs the reader, not the bot; nothing is lost."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from bot.engine import Engine
from bot.intake import ATTEMPTS, Intake
from bot.mail.mail_pieces import pieces as read_together
from bot.mail.reader import Opened, Reader
from bot.voice import Voice
from inbox.imap import KeptMail
from inbox.reading import Desk, Reading
from storage.claims import Lease
from storage.database import Database
from storage.held import HeldMails
from storage.inbound import Inbound, Kept
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
    opened = await hasty.open([raw])
    with pytest.raises(Retry):
        await hasty.read([raw], opened, [trap], OURS)
    (reading,) = await hasty.read([raw], opened, [Directory()], OURS)
    assert reading.cause == "unknown_sender"


@dataclass
class Poisoned:
    """A reader that dies of one mail, together with whatever it reads at that moment."""

    reader: Reader
    poison: bytes = b"poison"
    deaths: int = 0
    workers: int = 1

    async def open(self, raws: Sequence[bytes]) -> list[Opened]:
        if self.poison in raws:
            self.deaths += 1
            raise Retry("the process that read it died")
        return await self.reader.open(raws)

    async def read(self, *args: Any) -> list[Reading]:
        return await self.reader.read(*args)


async def test_a_poison_mail_is_set_aside_with_a_card_and_its_neighbours_are_read_at_once(
    sqlite: Database, reader: Reader, clock: StillClock
) -> None:
    engine = Engine(sqlite, program(), Voice(program()), clock)
    poisoned = Poisoned(reader)
    unguarded = replace(OURS, authserv_id="")  # nobody vouches for any mail, and so all are read together
    intake = Intake(engine, poisoned, unguarded, program())  # type: ignore[arg-type]
    raws = [forward(1), b"poison", forward(2)]
    await intake.keep([KeptMail("desk", "INBOX", 1, uid, MONDAY, raw) for uid, raw in enumerate(raws, 1)])
    assert await intake.run_once() == 3
    assert poisoned.deaths == 2  # among the others, and by itself
    assert await engine.ask(lambda session: Inbound(session).waiting(clock.now())) == (1, clock.now())
    for _ in range(ATTEMPTS):
        clock.move(timedelta(hours=1))
        assert await intake.run_once() == 1
    assert await intake.run_once() == 0
    held = await engine.ask(lambda session: HeldMails(session).open())
    assert [(one.mail_id, one.cause) for one in held if one.cause == "unreadable"] == [(2, "unreadable")]
    assert poisoned.deaths == 1 + ATTEMPTS
    assert "the process that read it died" in held[-1].reasons[0]
    assert await engine.ask(lambda session: Inbound(session).raw(2)) == b"poison"
    engine.close()


@dataclass
class Slow(Poisoned):
    """A reader that is busy with a mail of nobody we know until it is freed."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)
    freed: asyncio.Event = field(default_factory=asyncio.Event)

    async def open(self, raws: Sequence[bytes]) -> list[Opened]:
        if b"poison" in raws:
            self.begun.set()
            await self.freed.wait()
        return await self.reader.open(raws)


async def test_whom_we_know_is_read_while_a_mail_that_nobody_vouches_for_takes_long(
    sqlite: Database, reader: Reader, clock: StillClock
) -> None:
    engine = Engine(sqlite, program(), Voice(program()), clock)
    slow = Slow(reader)
    intake = Intake(engine, slow, OURS, program())  # type: ignore[arg-type]
    await intake.keep([KeptMail("desk", "INBOX", 1, 1, MONDAY, b"poison")])
    others = asyncio.create_task(intake.run_once())
    await slow.begun.wait()
    await intake.keep([KeptMail("desk", "INBOX", 1, 2, MONDAY, forward(1))])
    assert await intake.run_lane("known") == 1
    assert await engine.ask(lambda session: Inbound(session).waiting(clock.now())) == (1, clock.now())
    slow.freed.set()
    assert await others == 1
    engine.close()


async def test_a_mail_over_which_we_were_killed_again_and_again_is_read_all_the_same(
    sqlite: Database, reader: Reader, clock: StillClock
) -> None:
    engine = Engine(sqlite, program(), Voice(program()), clock)
    intake = Intake(engine, reader, OURS, program())
    await intake.keep([KeptMail("desk", "INBOX", 1, 1, MONDAY, forward())])
    for _ in range(ATTEMPTS + 2):
        await engine.unit(lambda s, now: Inbound(s).claim(now, lease=timedelta(seconds=90), limit=1))
        clock.move(timedelta(seconds=91))
    assert await intake.run_once() == 1
    (held,) = await engine.ask(lambda session: HeldMails(session).open())
    assert held.cause == "unknown_sender"
    engine.close()


def test_mails_are_read_together_unless_they_are_large_or_have_made_trouble() -> None:
    def kept(mail_id: int, size: int = 1000, attempts: int = 1) -> Kept:
        return Kept(Lease(mail_id, attempts), MONDAY, size, is_whole=True, error="")

    mails = [*map(kept, range(12)), kept(12, attempts=2), kept(13), kept(14), kept(15, 25_000_000), kept(16)]
    pieces = [[mail.id for mail in piece] for piece in read_together(mails)]
    assert pieces == [[*range(10)], [10, 11], [12], [13, 14], [15], [16]]


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

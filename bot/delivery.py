"""Promises are leased, handed to their sender, and settled: sent, later, or given up.

Two short transactions, so that no lock is held while SMTP or Slack take their time. What may have been
sent before a crash is sent again under the same key: at least once, recognisable. Each channel has a lane
of its own: what waits for Slack's pace holds up no mail.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from email.message import EmailMessage
from typing import Any, Literal, Protocol

import structlog
from sqlalchemy.exc import SQLAlchemyError
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_delay, wait_random_exponential

from bot.clock import Clock
from bot.engine import Engine
from bot.mail_services.base import MailService
from bot.metrics import DELIVERY_S, SEND_FAILURES, SENT
from bot.tracing import span, trace_of
from inbox.compose import File, Letter, compose, message_name
from inbox.reading import Mailbox
from storage.files import Files
from storage.outbox import Due, Outbox
from workflows.commands import NoteSent, NoteUndelivered
from workflows.conversation_messages import NoteReplySent
from workflows.errors import Dead, Moot, NotYet, Retry, Told

BATCH = 20
LEASE = timedelta(seconds=300)  # longer than a batch of slow mails over one connection
NOTED_WITHIN_S = 120.0  # well within the lease
FIRST_WAIT_S = 2.0
LONGEST_WAIT_S = 900.0
PATIENCE = timedelta(days=3)  # after that, somebody must look
HOPE = timedelta(days=7)  # the same for what the other side itself says to try later …
TRIES = 50  # … and has said so often: what was meant for much later than it was decided gets its tries

log = structlog.get_logger()


class Sender(Protocol):
    """Hands one promise to the outside; gives the other side's name for it, or raises Retry or Dead."""

    async def send(self, due: Due) -> str:
        """Send it."""


class Post(Protocol):
    """Hands in a mail; gives the server's reply."""

    async def send(self, message: EmailMessage, sender: str, recipient: str) -> str:
        """Raises Retry or Dead."""


class MailSender:
    """Promises of channel `email`, over SMTP, with a Message-ID that a repetition keeps."""

    def __init__(
        self,
        mailer: Post,
        engine: Engine,
        address: str,
        domain: str,
        service: type[MailService] | None = None,
    ) -> None:
        self._mailer = mailer
        self._service = service  # who carries our mail, where they do something of their own with it
        self._engine = engine
        self._address = address
        self._domain = domain
        self._composing = asyncio.Semaphore(1)  # it is all CPU: two at once only get in each other's way

    async def send(self, due: Due) -> str:
        """The Message-ID it went out with."""
        said = due.payload
        ours = f"{name_of(due)}@{self._domain}"
        shown_to = said.get("shown_to") or [["", said["to"]]]
        files = await self._files(said.get("files", ()))
        letter = Letter(
            from_name=said["from_name"],
            from_address=self._address,
            to=Mailbox(*shown_to[0]),
            cc=tuple(Mailbox(*one) for one in said.get("shown_cc", ())),
            reply_to=said.get("reply_to", ""),
            subject=said["subject"],
            text=said["text"],
            html=said["html"],
            message_id=ours,
            in_reply_to=said["in_reply_to"],
            references=tuple(said["references"]),
            date=due.created_at,
            list_unsubscribe=said.get("list_unsubscribe"),
            auto_submitted=_how(said),
            attachments=tuple(file for file in files if not file.cid),
            inline=tuple(file for file in files if file.cid),
        )
        try:
            async with self._composing:  # some milliseconds each: twenty in a row would keep a click waiting
                await self._engine.calm()
                message = await asyncio.to_thread(compose, letter)
        except ValueError as unfit:
            raise Dead("It makes no mail.", theirs=str(unfit)) from unfit
        if self._service:
            for name, value in self._service.marks(ours.partition("@")[0]).items():
                message[name] = value
        reply = await self._mailer.send(message, self._address, said["to"])
        if given := self._service.given(reply) if self._service else "":
            await self._engine.unit(lambda session, _now: Outbox(session).known_as(due.lease, given, ours))
        return ours

    async def _files(self, wanted: Sequence[Mapping[str, str]]) -> tuple[File, ...]:
        """What travels along; the outbox row knows it by the hash of its bytes."""
        if not wanted:
            return ()
        contents = await self._engine.ask(
            lambda session: Files(session).contents([each["sha256"] for each in wanted])
        )
        if lost := [each["name"] for each in wanted if each["sha256"] not in contents]:
            raise Dead("the file is no longer kept:", theirs=", ".join(lost))
        return tuple(
            File(each["name"], each["media_type"], contents[each["sha256"]], each["cid"]) for each in wanted
        )


def _in_vain(later: Exception) -> Dead:
    reason, theirs = (later.reason, later.theirs) if isinstance(later, Told) else (type(later).__name__, "")
    return Dead(f"tried for a week: {reason}", theirs=theirs)


def name_of(due: Due) -> str:
    """The left side of a mail's Message-ID, as given when it was promised."""
    return due.payload.get("message_name") or message_name(due.payload.get("mail_key") or due.key)


def _how(said: Mapping[str, Any]) -> Literal["", "auto-replied", "auto-generated"]:
    if said.get("by_hand"):
        return ""
    return "auto-replied" if said["is_reply"] else "auto-generated"


class Delivery:
    """Takes due promises off the queue until it is empty; woken by every decision and by the clock."""

    def __init__(self, engine: Engine, senders: Mapping[str, Sender], clock: Clock) -> None:
        self._engine = engine
        self._senders = senders
        self._clock = clock
        self.wakes = {channel: asyncio.Event() for channel in senders}
        self._told: list[Callable[[Due], None]] = []

    def on_sent(self, tell: Callable[[Due], None]) -> None:
        """Tell somebody of every promise that is out."""
        self._told.append(tell)

    def wake(self) -> None:
        """There may be something to deliver, by whichever channel."""
        for event in self.wakes.values():
            event.set()

    async def run_once(self) -> int:
        """Deliver what is due now by every channel; gives how many promises were taken."""
        return sum(await asyncio.gather(*(self.run_lane(channel) for channel in self._senders)))

    async def run_lane(self, channel: str) -> int:
        """The same for one channel."""
        due = await self._engine.unit(
            lambda session, now: Outbox(session).claim(now, channel=channel, lease=LEASE, limit=BATCH)
        )
        await asyncio.gather(*(self._survive(each) for each in due))
        return len(due)

    async def _survive(self, due: Due) -> None:
        """The edge: one promise that fails never stops the next."""
        try:
            with span("delivery", due.trace or trace_of(due.key), channel=due.channel, row=str(due.lease.id)):
                await self._deliver(due)
        except SQLAlchemyError as broken:
            log.warning(
                "outbox.database", row=due.lease.id, error=type(broken).__name__
            )  # the lease runs out

    async def _deliver(self, due: Due) -> None:
        try:
            external_id = await self._senders[due.channel].send(due)
        except Dead as dead:
            await self._give_up(due, dead)
        except Moot as late:
            why = str(late)
            await self._engine.unit(lambda session, _now: Outbox(session).let_go(due.lease, why=why))
            log.info("outbox.let_go", row=due.lease.id, key=due.key)
        except NotYet as turn:
            await self._postpone(due, timedelta(seconds=turn.after_s))
        except Exception as later:  # noqa: BLE001  an unknown failure is tried again, and shows in the log
            await self._try_later(due, later)
        else:
            is_ours = await self._settled(due, external_id)
            passed = (self._clock.now() - due.created_at).total_seconds()
            for tell in self._told:
                tell(due)
            SENT.labels(channel=due.channel).inc()
            DELIVERY_S.labels(channel=due.channel).observe(passed)
            said = {"row": due.lease.id, "key": due.key, "about": due.about, "is_ours": is_ours}
            where = {} if due.channel == "email" else {"at": external_id}  # channel and ts in Slack
            log.info("outbox.sent", seconds=round(passed, 3), **said, **where)

    async def _settled(self, due: Due, external_id: str) -> bool:
        """Note that it is out; a database that is away meanwhile is waited for, else it is said again."""
        async for attempt in AsyncRetrying(
            retry=retry_if_exception_type(SQLAlchemyError),
            wait=wait_random_exponential(multiplier=0.2, max=5),
            stop=stop_after_delay(NOTED_WITHIN_S),
            reraise=True,
        ):
            with attempt:
                return await self._settle(due, external_id)
        raise AssertionError("tenacity gives a result or raises")

    async def _settle(self, due: Due, external_id: str) -> bool:
        if stage := due.payload.get("proves"):  # before it is settled: after a crash it is said again
            await self._engine.handle(NoteSent(due.about, stage, external_id), f"sent:{due.lease.id}")
        if confirmed := due.payload.get("confirms"):
            key, _, number = str(confirmed).rpartition("|")
            await self._engine.handle(NoteReplySent(key, int(number)), f"reply-sent:{due.lease.id}")
        return await self._engine.unit(
            lambda session, now: Outbox(session).sent(due.lease, now, external_id=external_id)
        )

    async def _postpone(self, due: Due, wait: timedelta) -> None:
        await self._engine.unit(lambda session, now: Outbox(session).postpone(due.lease, due_at=now + wait))

    async def _give_up(self, due: Due, dead: Dead) -> None:
        await self._engine.unit(lambda session, _now: Outbox(session).dead(due.lease, error=str(dead)))
        if due.channel == "email":  # a person is told; Slack itself has no other way to say that it failed
            command = NoteUndelivered(due.about, due.payload["to"], due.payload["subject"], str(dead))
            await self._engine.handle(command, f"undelivered:{due.lease.id}")
        SEND_FAILURES.labels(channel=due.channel, verdict="dead").inc()
        log.error("outbox.dead", row=due.lease.id, key=due.key, channel=due.channel, why=dead.reason)

    async def _try_later(self, due: Due, later: Exception) -> None:
        if self._clock.now() - due.created_at > PATIENCE and not isinstance(later, Retry):
            return await self._give_up(due, Dead(f"{type(later).__name__} for three days"))
        if self._clock.now() - due.created_at > HOPE and due.lease.attempts > TRIES:
            return await self._give_up(due, _in_vain(later))
        wait = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(due.lease.attempts - 1, 12))
        if isinstance(later, Retry) and later.after_s is not None:
            wait = later.after_s
        wait *= 1 + self._clock.jitter() / 4
        error = str(later) if isinstance(later, Retry) else type(later).__name__
        await self._engine.unit(
            lambda session, now: Outbox(session).retry(
                due.lease, due_at=now + timedelta(seconds=wait), error=error
            )
        )
        SEND_FAILURES.labels(channel=due.channel, verdict="retry").inc()
        why = {
            "channel": due.channel,
            "error": type(later).__name__,
            "why": later.reason if isinstance(later, Retry) else "",
        }
        log.warning("outbox.retry", row=due.lease.id, attempt=due.lease.attempts, **why)
        return None

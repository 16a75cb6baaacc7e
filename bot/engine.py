"""Where load, decide and save meet: one message, one transaction.

`handle` opens it, locks the rows, calls the workflows, writes state, events and rendered outbox rows and
marks the mail done: all or nothing. `ask` looks. `unit` is for the short transactions at a queue's edge.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from bot.clock import Clock
from bot.mail.addressing import addressed
from bot.states.registry import STATES
from bot.tracing import span, trace_of
from bot.writing import writer_for
from storage.claims import Lease
from storage.database import Database
from storage.history import History
from storage.inbound import Handled, Inbound, Standing
from storage.outbox import TRACE, Outbox, Promise
from storage.room import ran_out
from workflows.base import Command, Effect, Event, ReadAgain, SendEmail, TakeBack
from workflows.commands import ReplaceMail
from workflows.errors import Retry
from workflows.program import Program
from workflows.registry import workflows

T = TypeVar("T")
READERS = 4
CALM_S = 0.25


Announce = Callable[[Session, Sequence[Event], str], Iterable[Promise]]


class Voice(Protocol):
    """Renders what a decision wants to say."""

    def promise(self, session: Session, effect: Effect, key: str, now: datetime) -> Promise | None:
        """The outbox row for an effect; None when there is nobody to say it to."""


@dataclass(frozen=True, slots=True)
class Mail:
    """The kept mail a message came from: marked done in the same transaction, if the lease still holds."""

    lease: Lease
    status: str  # done | held
    outcome: str
    message_id: str = ""
    fingerprint: str = ""
    standing: Standing = Standing.PROVEN


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a message. A repeated one has no events."""

    events: tuple[Event, ...] = ()
    is_repeated: bool = False


class LeaseLost(Exception):
    """Somebody else owns this mail now; what we decided is thrown away."""


class _Rehearsed(Exception):
    """Ends a transaction that is to leave nothing behind."""

    def __init__(self, found: Any) -> None:
        self.found = found


class Engine:
    """The only door to the database for everything that runs."""

    def __init__(self, database: Database, program: Program, voice: Voice, clock: Clock) -> None:
        self._database = database
        self._program = program
        self._voice = voice
        self._clock = clock
        self._workflows = workflows(program)
        self._writer = writer_for(database, clock.now)
        self._readers = ThreadPoolExecutor(READERS, "reader")
        self._wake: list[Callable[[], None]] = []
        self._announce: list[Announce] = []
        self._is_behind = False
        self._clicks: set[asyncio.Future[Any]] = set()  # somebody waits for these
        self._full = asyncio.Event()  # shared with the twin; set while the database has no room

    def in_background(self) -> Engine:
        """The same for what nobody waits for: it stands behind every click and mail."""
        twin = copy(self)
        twin._is_behind = True
        return twin

    @property
    def is_full(self) -> bool:
        """Whether something could not be kept for want of room, and nobody has found room since."""
        return self._full.is_set()

    def has_room(self) -> None:
        """Somebody found out that there is room again."""
        self._full.clear()

    def on_commit(self, wake: Callable[[], None]) -> None:
        """Call this after every decision, so that delivery need not wait for its clock."""
        self._wake.append(wake)

    def on_events(self, announce: Announce) -> None:
        """Let somebody promise, in the same transaction, to tell the outside of every event."""
        self._announce.append(announce)

    async def handle(
        self, message: Command, key: str, *, mail: Mail | None = None, also: tuple[Command, ...] = ()
    ) -> Outcome:
        """Decide one message, and what the same mail says beside it (`also`), all or nothing.

        The same key again changes nothing, so everybody may repeat themselves; only a copy of a mail that
        stands better than the first is decided in its place.
        Raises LeaseLost when `mail` belongs to somebody else by now, Retry when the database stays busy.
        """
        trace = trace_of(f"mail:{mail.lease.id}" if mail else key)
        with span("decision", trace, message=type(message).__name__):
            outcome = await self._patiently(
                lambda session, now: self._decide(session, (message, *also), key, mail, now, trace)
            )
        for wake in self._wake:
            wake()
        return outcome

    async def unit(self, work: Callable[[Session, datetime], T]) -> T:
        """A short transaction of a queue: keep, lease, settle."""
        return await self._patiently(work)

    async def say(self, key: str, work: Callable[[Session, datetime], Iterable[Promise]]) -> bool:
        """Answer something that decides nothing: what `work` promises goes out, once per key.

        False when the key was answered before.
        """

        def once(session: Session, now: datetime) -> bool:
            if not Handled(session).is_first(key, now):
                return False
            for promise in work(session, now):
                Outbox(session).add(promise, now)
            return True

        is_new = await self._patiently(once)
        for wake in self._wake:
            wake()
        return is_new

    async def rehearse(
        self,
        messages: Sequence[Command],
        look: Callable[[Session, Sequence[Event]], T],
        *,
        then: Callable[[Sequence[Event]], Sequence[Command]] = lambda _events: (),
    ) -> T:
        """Decide and render messages for real, look at what came of it, and take everything back.

        `then` gives what is to be decided after them, by what has happened.
        """

        def decide(session: Session, messages: Sequence[Command], now: datetime) -> list[Event]:
            events: list[Event] = []
            for message in messages:
                happened, effects = self._run(session, (message,), now)
                events += happened
                for effect in _last_of_each(effects):
                    self._promise(session, effect, "rehearsal", now)
            return events

        def dry(session: Session, now: datetime) -> None:
            events = decide(session, messages, now)
            events += decide(session, then(events), now)
            raise _Rehearsed(look(session, events))

        try:
            await self._patiently(dry)
        except _Rehearsed as done:
            found: T = done.found
            return found
        raise AssertionError("a rehearsal always ends by being taken back")

    async def ask(self, question: Callable[[Session], T]) -> T:
        """Look something up; nothing is changed."""
        looking = asyncio.get_running_loop().run_in_executor(self._readers, self._look, question)
        return await self._noted(looking)

    async def aside(self, work: Callable[[Database], T]) -> T:
        """Run what brings its own short transactions, on a thread that may write."""
        return await asyncio.wrap_future(self._writer.aside(work))

    async def calm(self) -> None:
        """Let those go first who clicked and now wait; a moment at most, for more may come after them."""
        if self._clicks:
            await asyncio.wait(self._clicks, timeout=CALM_S)

    def close(self) -> None:
        """Finish what runs, then give the connections back."""
        self._writer.close()
        self._readers.shutdown()
        self._database.close()

    async def _patiently(self, work: Callable[[Session, datetime], T]) -> T:
        async for attempt in AsyncRetrying(
            retry=retry_if_exception(_may_pass),
            wait=wait_random_exponential(multiplier=0.05, max=1),
            stop=stop_after_attempt(5),
            reraise=True,
        ):
            with attempt:
                done = asyncio.wrap_future(self._writer.submit(work, behind=self._is_behind))
                try:
                    return await self._noted(done)
                except OperationalError as broken:
                    if ran_out(broken):
                        self._full.set()
                    raise
        raise AssertionError("tenacity gives a result or raises")

    async def _noted(self, done: asyncio.Future[T]) -> T:
        """Wait for it, and let what runs in the background know that somebody waits."""
        if not self._is_behind:
            self._clicks.add(done)
            done.add_done_callback(self._clicks.discard)
        return await done

    def _look(self, question: Callable[[Session], T]) -> T:
        with self._database.read() as session:
            return question(session)

    def _decide(
        self,
        session: Session,
        messages: tuple[Command, ...],
        key: str,
        mail: Mail | None,
        now: datetime,
        trace: str,
    ) -> Outcome:
        is_first = Handled(session).is_first(key, now, by=mail.lease.id if mail else None)
        if mail and not is_first:
            worse = Handled(session).take_over(key, now, by=mail.lease.id, standing=mail.standing)
            if worse is not None:
                is_first, messages = True, (*messages, ReplaceMail(worse, mail.lease.id))
        if mail and not _settle(
            session, mail if is_first else replace(mail, status="done", outcome="duplicate")
        ):
            raise LeaseLost
        if not is_first:
            return Outcome(is_repeated=True)
        events, effects = self._run(session, messages, now)
        History(session).append(events, key=key)
        session.info[TRACE] = trace
        try:
            for effect in _last_of_each(effects):
                self._promise(session, effect, key, now)
            for announce in self._announce:
                for promise in announce(session, events, key):
                    Outbox(session).add(promise, now)
        finally:
            del session.info[TRACE]  # units of work may share a session
        return Outcome(tuple(events))

    def _run(
        self, session: Session, messages: tuple[Command, ...], now: datetime
    ) -> tuple[list[Event], list[Effect]]:
        """Show the messages, and every event they cause, to all workflows that want to see them."""
        todo: deque[Command | Event] = deque(messages)
        events: list[Event] = []
        effects: list[Effect] = []
        while todo:
            current = todo.popleft()
            for workflow in self._workflows:
                if not isinstance(current, workflow.accepts):
                    continue
                states = STATES[workflow.state]
                state = states.load(session, current, self._program, self._clock, now)
                if state is None:
                    continue
                decision = workflow.decide(state, current, now)
                if decision.state != state:
                    states.save(session, state, decision.state, now)
                events += decision.events
                effects += decision.effects
                todo.extend(decision.events)
        return events, effects

    def _promise(self, session: Session, effect: Effect, key: str, now: datetime) -> None:
        if isinstance(effect, ReadAgain):
            Inbound(session).read_again(effect.mail_id, now)
        elif isinstance(effect, TakeBack):
            Outbox(session).take_back(effect.replaces, now, even_due=effect.even_due)
        elif isinstance(effect, SendEmail):
            mail, told = addressed(session, effect, self._program, now)
            self._say(session, (*((mail,) if mail else ()), *told), key, now)
        else:
            self._say(session, (effect,), key, now)

    def _say(self, session: Session, effects: Iterable[Effect], key: str, now: datetime) -> None:
        for effect in effects:
            if promise := self._voice.promise(session, effect, key, now):
                Outbox(session).add(promise, now)


def _may_pass(broken: BaseException) -> bool:
    """Whether a moment later it may work; a full disk stays full for longer than people wait."""
    return isinstance(broken, OperationalError | Retry) and not ran_out(broken)


def _settle(session: Session, mail: Mail) -> bool:
    return Inbound(session).settle(
        mail.lease,
        mail.standing,
        status=mail.status,
        outcome=mail.outcome,
        message_id=mail.message_id,
        fingerprint=mail.fingerprint,
    )


def _last_of_each(effects: Iterable[Effect]) -> tuple[Effect, ...]:
    """A card asked for twice in one decision is drawn once, from the final row."""
    by_key: dict[Any, Effect] = {}
    for effect in effects:
        by_key[getattr(effect, "key", id(effect))] = effect
    return tuple(by_key.values())

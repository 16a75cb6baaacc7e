"""Watches one folder over IMAP and hands every new mail to a callback, as bytes, once it is there.

The order is the promise: a mail is marked seen (or moved) only after `keep` has returned, and mails are
kept in order of UID, so that the highest kept UID says where to go on after any kind of interruption.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from inbox.wire.accounts import AccessRefused, ImapAccount, MailboxProblem, parse_imap_url
from inbox.wire.connection import Connection, Listed, Lost, Refused

__all__ = [
    "Earlier",
    "ImapAccount",
    "KeptMail",
    "MailboxProblem",
    "Pace",
    "Watcher",
    "check",
    "parse_imap_url",
]

BATCH = 20  # aioimaplib recurses once per response line
BATCH_BYTES = 16_000_000
LISTED_AT_ONCE = 100
MAX_BYTES = 40_000_000  # of RFC822.SIZE; of a larger mail only the first part is kept
FIRST_BYTES = 256_000
TRIES = 4  # to fetch a mail whole, before less of it will do
LESS = f"BODY.PEEK[]<0.{FIRST_BYTES}>", "BODY.PEEK[HEADER]"  # tried once each; at last its UID alone is kept

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeptMail:
    """One mail as the server holds it; account, folder, uidvalidity and uid together name it for ever."""

    account: str
    folder: str
    uidvalidity: int
    uid: int
    internal_date: datetime  # when it reached the server, UTC
    raw: bytes
    truncated: bool = False  # only the first part, or nothing, could be had; the mail is still on the server
    is_earlier: bool = False  # it lay there before we first looked: kept, and otherwise left as it lies


@dataclass(frozen=True, slots=True)
class Earlier:
    """What lay in a folder before we first looked into it: whoever put it there expects no answer from us."""

    upto: int  # UID
    before: datetime  # what came later than this is ordinary

    def has(self, uid: int, internal_date: datetime) -> bool:
        """Whether this mail is one of them."""
        return uid <= self.upto and internal_date < self.before


@dataclass(frozen=True, slots=True)
class Pace:
    """How long the watcher waits for what, in seconds."""

    idle_s: float = 240.0  # IDLE is renewed, and the folder searched again, this often
    timeout_s: float = 30.0  # for one answer
    first_s: float = 0.5  # before the first new attempt; doubles
    cap_s: float = 60.0  # up to this
    refused_s: float = 120.0  # at least this after a refused login: hammering locks accounts
    parting_s: float = 2.0  # for a server's last words once we are asked to stop


NOTHING = Earlier(0, datetime.min.replace(tzinfo=UTC))


async def _nothing(_uidvalidity: int, _highest: int) -> None:
    """Nothing lay there."""


class Watcher:
    """Runs for ever; `keep` stores mails durably and may see one again, `cursor` is the last UID it has.

    `first_look` gets UIDVALIDITY and the highest UID of every session, and knows what lay there at first.
    `now` and `jitter` (0 to 1, such as random.random) come from the one clock of the house.
    """

    def __init__(
        self,
        account: ImapAccount,
        keep: Callable[[Sequence[KeptMail]], Awaitable[None]],
        cursor: Callable[[int], Awaitable[int]],
        *,
        now: Callable[[], datetime],
        jitter: Callable[[], float],
        first_look: Callable[[int, int], Awaitable[Earlier | None]] = _nothing,
        pace: Pace = Pace(),
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._account, self._keep, self._cursor = account, keep, cursor
        self._first_look, self._earlier = first_look, NOTHING
        self._now, self._jitter, self._pace, self._max_bytes = now, jitter, pace, max_bytes
        self._failures: dict[tuple[int, int], int] = {}  # (uidvalidity, uid) -> failed fetches
        self._attempts = 0
        self.name = f"{account.name}, folder {account.folder}"  # as people read it
        self.connected = False
        self.since: datetime | None = None  # of the present state
        self.last_error = ""  # a sentence; "" once the folder could be searched again
        self.last_seen_at: datetime | None = None  # when the server last answered a search

    async def run(self, stop: asyncio.Event) -> None:
        """Watch until `stop` is set; every failure is noted, waited out and tried again."""
        self.since = self._now()
        while not stop.is_set():
            refused = False
            try:
                await self._session(stop)
            except Exception as err:  # noqa: BLE001  the edge: whatever it was, the next connection tries again
                refused = isinstance(err, AccessRefused)
                self._note_failure(err)
            finally:
                self._note(connected=False)
            if not stop.is_set():
                await _wait(stop, self._delay_s(refused))

    async def _session(self, stop: asyncio.Event) -> None:
        box = Connection(self._account, self._pace.timeout_s)
        parting = asyncio.ensure_future(self._part(box, stop))
        try:
            await box.open()
            await box.select()
            self._earlier = await self._first_look(box.uidvalidity, await box.highest()) or NOTHING
            last = await self._cursor(box.uidvalidity)
            await self._finish_moves(box, last)
            while not stop.is_set():
                last = await self._catch_up(box, last, stop)
                if not stop.is_set():
                    await box.idle(stop, self._pace.idle_s)
        except (MailboxProblem, asyncio.CancelledError):
            box.abort()
            raise
        finally:
            parting.cancel()
            await box.close()

    async def _part(self, box: Connection, stop: asyncio.Event) -> None:
        """Once we are asked to stop, a server that does not answer may not hold us up for long."""
        await stop.wait()
        await asyncio.sleep(self._pace.parting_s)
        box.abort()

    async def _catch_up(self, box: Connection, last: int, stop: asyncio.Event) -> int:
        """Keep what lies behind `last` and return the new last UID."""
        found = await box.search(f"UID {last + 1}:*")
        self.last_seen_at, self.last_error = self._now(), ""
        self._note(connected=True)
        uids = [uid for uid in found if uid > last]  # `*` matches the last mail even when it is older
        for start in range(0, len(uids), LISTED_AT_ONCE):
            listed = await box.sizes(uids[start : start + LISTED_AT_ONCE])  # less those gone meanwhile
            for batch in self._batches(box.uidvalidity, listed):
                mails = await self._fetch(box, batch)
                if mails:
                    await self._keep(mails)
                    await self._mark(box, [mail.uid for mail in mails if not mail.is_earlier])
                last = batch[-1].uid
                self._attempts = 0
                if stop.is_set():
                    return last
        return last

    def _batches(self, uidvalidity: int, listed: Sequence[Listed]) -> Iterator[Sequence[Listed]]:
        """Groups small enough to fetch at once; what is large or has failed before travels alone."""
        batch: list[Listed] = []
        for mail in listed:
            alone = mail.size > min(BATCH_BYTES, self._max_bytes) or (uidvalidity, mail.uid) in self._failures
            full = len(batch) == BATCH or sum(other.size for other in batch) + mail.size > BATCH_BYTES
            if batch and (alone or full):
                yield batch
                batch = []
            batch.append(mail)
            if alone:
                yield batch
                batch = []
        if batch:
            yield batch

    async def _fetch(self, box: Connection, batch: Sequence[Listed]) -> list[KeptMail]:
        """The mails of a batch; one that never comes is kept by its head, or at last by its UID alone."""
        try:
            if len(batch) == 1:
                mails = await self._fetch_one(box, batch[0])
            else:
                bodies = await box.bodies([mail.uid for mail in batch], size=sum(mail.size for mail in batch))
                mails = [self._kept(box, mail, bodies[mail.uid]) for mail in batch if mail.uid in bodies]
            await self._insist(box, batch, {mail.uid for mail in mails})
        except (Lost, Refused):
            self._count_failure(box, batch)
            raise
        for mail in batch:
            self._failures.pop((box.uidvalidity, mail.uid), None)
        return mails

    async def _fetch_one(self, box: Connection, mail: Listed) -> list[KeptMail]:
        failures = self._failures.get((box.uidvalidity, mail.uid), 0)
        if failures >= TRIES + len(LESS):
            log.error(
                "mail cannot be fetched, only its UID is kept",
                extra={"mailbox": self._account.place, "uid": mail.uid},
            )
            return [self._kept(box, mail, b"", truncated=True)]
        whole = mail.size <= self._max_bytes and failures < TRIES
        part = "BODY.PEEK[]" if whole else LESS[max(0, failures - TRIES)]
        bodies = await box.bodies([mail.uid], size=mail.size, part=part)
        return [self._kept(box, mail, raw, truncated=not whole) for raw in bodies.values()]

    async def _insist(self, box: Connection, batch: Sequence[Listed], got: set[int]) -> None:
        """Servers answer OK and leave a mail out when it is gone, but also when they cannot read it."""
        missing = [mail.uid for mail in batch if mail.uid not in got]
        if not missing:
            return
        there = await box.search(f"UID {','.join(map(str, missing))}")
        if set(missing) & set(there):
            raise Refused(f"The mail server did not give the mail with UID {min(there)}.")

    def _count_failure(self, box: Connection, batch: Sequence[Listed]) -> None:
        for mail in batch:
            key = (box.uidvalidity, mail.uid)
            self._failures[key] = self._failures.get(key, 0) + 1

    def _kept(self, box: Connection, mail: Listed, raw: bytes, *, truncated: bool = False) -> KeptMail:
        account = self._account
        return KeptMail(
            account.name,
            account.folder,
            box.uidvalidity,
            mail.uid,
            mail.internal_date,
            raw,
            truncated=truncated,
            is_earlier=self._earlier.has(mail.uid, mail.internal_date),
        )

    async def _mark(self, box: Connection, uids: Sequence[int]) -> None:
        """Show people that we have it. The mail is ours already, so a refusal is no reason to stop."""
        if not uids:
            return
        try:
            await box.mark_seen(uids)
            if self._account.move:
                await box.move(uids, self._account.move)
        except Refused as err:
            self._note_failure(err)

    async def _finish_moves(self, box: Connection, last: int) -> None:
        """Move what was kept just before an interruption; a mail put back by hand has a new UID."""
        if self._account.move and last:
            first = self._earlier.upto + 1  # what is earlier stays where it lies
            left = [uid for uid in await box.search(f"UID {first}:{last}") if first <= uid <= last]
            for start in range(0, len(left), BATCH):
                await self._mark(box, left[start : start + BATCH])

    def _delay_s(self, refused: bool) -> float:
        delay_s = min(self._pace.cap_s, self._pace.first_s * 2.0 ** min(self._attempts, 16))
        self._attempts += 1
        if refused:
            delay_s = max(delay_s, self._pace.refused_s)
        return delay_s * (0.5 + 0.5 * self._jitter())

    def _note(self, *, connected: bool) -> None:
        if connected != self.connected:
            self.connected, self.since = connected, self._now()

    def _note_failure(self, err: Exception) -> None:
        known = isinstance(err, MailboxProblem)
        self.last_error = str(err) if known else f"A mail could not be kept: {type(err).__name__}."
        if known:
            log.warning("mailbox: %s", self.last_error, extra={"mailbox": self._account.place})
        else:
            log.error("mailbox: %s", self.last_error, exc_info=err, extra={"mailbox": self._account.place})


async def check(account: ImapAccount, timeout_s: float = 15.0) -> int:
    """Try the account without changing anything; gives how many mails lie there.

    MailboxProblem says what is wrong and how to mend it.
    """
    box = Connection(account, timeout_s)
    try:
        await box.open()
        await box.examine()
        return box.messages
    finally:
        await box.close()


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        pass

"""Mails are read in worker processes, some at a time: one that hangs costs its worker, not us.

A worker loads this module and the inbox, and none of the rest of the program.
"""

from __future__ import annotations

import asyncio
import hashlib
import pickle
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor
from concurrent.futures import TimeoutError as DeadlineError
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from pebble import ProcessExpired, ProcessPool

from inbox.formats.enclosed import Enclosed, enclosed
from inbox.message import ParsedMail, addresses_in, parse
from inbox.proof.dns_txt import txt_record
from inbox.read import read_parsed
from inbox.reading import Desk, Mailbox, Reading
from inbox.remark import Remark, read_change, read_remark
from workflows.errors import Retry
from workflows.model import Contact, Directory, Partner, Prospect

DEADLINE_S = 20  # for what goes to a worker in one piece; then the process is killed
WORKERS = 2
LONGEST_WORDS = 20_000  # characters

WARM_UP = (
    b"Authentication-Results: mx.ours.example; dmarc=pass header.from=warm.example\r\n"
    b"From: Sam <sam@warm.example>\r\nTo: desk@ours.example\r\nSubject: Fwd: rota\r\n\r\nOne for you.\r\n\r\n"
    b"---------- Forwarded message ---------\r\nFrom: Jane Doe <jane@acme.example>\r\n"
    b"Date: Mon, Mar 2, 2026 at 8:41 AM\r\nSubject: rota\r\nTo: Sam <sam@warm.example>\r\n\r\n"
    b"Can we talk about 30k a year? +44 20 7946 0752\r\n\r\nJane Doe\r\nAcme Ltd\r\n"
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A mail taken apart, and what we need to know of it before it is read."""

    parsed: bytes  # a ParsedMail on its way from one worker to the next; we need not unpack it
    addresses: frozenset[str]  # all that stand in it
    message_id: str
    fingerprint: str
    sender: str
    words: str  # subject and text, as far as a person would read
    auto_submitted: str  # the header, lower case; "" for what a person sent


class Reader:
    """Reads mails in worker processes. `Retry` when the worker had to be killed or died."""

    def __init__(
        self, workers: int = WORKERS, deadline_s: float = DEADLINE_S, *, verify_dkim: bool = False
    ) -> None:
        self.workers = workers
        self._verify_dkim = verify_dkim
        self._deadline_s = deadline_s
        self._pool = self._new_pool()

    async def warm_up(self) -> None:
        """Have the workers ready, and what they load at first use loaded, before the first mail comes."""
        known = Directory((Partner("", "", (Contact("Sam", ("sam@warm.example",)),)),))
        desk = Desk("desk@ours.example", "mx.ours.example", "ours.example")
        mails = await self.open([WARM_UP])
        await asyncio.gather(*(self.read([WARM_UP], mails, [known], desk) for _ in range(self.workers)))

    async def open(self, raws: Sequence[bytes]) -> list[Opened]:
        """The mails taken apart, in one worker and under one deadline."""
        return await self._run(_open, raws)  # type: ignore[no-any-return]

    async def read(
        self, raws: Sequence[bytes], mails: Sequence[Opened], directories: Sequence[Directory], desk: Desk
    ) -> list[Reading]:
        """What each mail asks for, given the partners it can be about."""
        parsed = [mail.parsed for mail in mails]
        return await self._run(_read, raws, parsed, directories, desk, self._verify_dkim)  # type: ignore[no-any-return]

    async def remark(self, text: str, author: Mailbox, directory: Directory, desk: Desk) -> Remark:
        """Whom somebody names outside of mail."""
        return await self._run(read_remark, text, author, directory, desk)  # type: ignore[no-any-return]

    async def change(
        self, text: str, author: Mailbox, directory: Directory, desk: Desk, known: Prospect
    ) -> Prospect | None:
        """What somebody's words put right in a prospect on file."""
        return await self._run(read_change, text, author, directory, desk, known)  # type: ignore[no-any-return]

    async def enclosed(self, raw: bytes) -> tuple[Enclosed, ...]:
        """The files in a raw mail."""
        return await self._run(enclosed, raw)  # type: ignore[no-any-return]

    def close(self) -> None:
        """Stop the workers, also busy ones."""
        self._pool.stop()
        self._pool.join()

    def _new_pool(self) -> ProcessPool:
        context = get_context("forkserver")  # imports once; a new worker after a kill costs next to nothing
        context.set_forkserver_preload(["__main__", __name__])
        return ProcessPool(max_workers=self.workers, context=context)

    async def _run(self, work: Callable[..., Any], *args: Any) -> Any:
        if not self._pool.active:  # it broke, which is rarer than a worker that dies; begin anew
            self._pool = self._new_pool()
        future = self._pool.schedule(work, args=args, timeout=self._deadline_s)
        try:
            return await asyncio.wrap_future(future)
        except DeadlineError as late:
            raise Retry(f"reading took longer than {self._deadline_s} s") from late
        except (ProcessExpired, BrokenExecutor) as died:
            raise Retry("the process that read it died") from died


def fingerprint(mail: ParsedMail) -> str:
    """The same for the same mail, however often and by whatever way it comes; another for other content."""
    parts = (
        ",".join(sorted(box.address for box in mail.from_)),
        mail.date.isoformat() if mail.date else "",
        mail.subject,
        " ".join(mail.text.split()),
        ",".join(f"{a.name}:{a.size}" for a in mail.attachments),
        *(fingerprint(attached) for attached in mail.attached),
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def _open(raws: Sequence[bytes]) -> list[Opened]:
    return [_open_one(raw) for raw in raws]


def _open_one(raw: bytes) -> Opened:
    mail = parse(raw)
    return Opened(
        parsed=pickle.dumps(mail),
        addresses=addresses_in(mail),
        message_id=mail.message_id[:500],
        fingerprint=fingerprint(mail),
        sender=mail.sender.address,
        words=f"{mail.subject}\n{mail.text[:LONGEST_WORDS]}",
        auto_submitted=mail.header("auto-submitted").lower(),
    )


def _read(
    raws: Sequence[bytes],
    parsed: Sequence[bytes],
    directories: Sequence[Directory],
    desk: Desk,
    verify_dkim: bool,
) -> list[Reading]:
    resolver = txt_record if verify_dkim else None
    return [
        read_parsed(pickle.loads(mail), raw, directory, desk, resolver)  # noqa: S301  it is our own
        for raw, mail, directory in zip(raws, parsed, directories, strict=True)
    ]

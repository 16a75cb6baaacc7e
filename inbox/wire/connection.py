"""One IMAP connection that never hangs: every wait ends by an answer, a lost line or a deadline.

aioimaplib 2.0.3 fails no pending command when the line drops, so each one is raced here against `lost`.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import ssl
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from aioimaplib import aioimaplib

from inbox.wire.accounts import (
    HINT,
    AccessRefused,
    ImapAccount,
    MailboxProblem,
    Tokens,
    tls_context,
)

logging.getLogger("aioimaplib").disabled = True  # its debug lines hold credentials and mail
logging.getLogger("aioimaplib.aioimaplib").disabled = True

SLOWEST_BYTES_PER_S = 50_000  # a line slower than this is treated as dead
Answer = TypeVar("Answer")


class Lost(MailboxProblem):
    """The line to the mail server dropped, or it stopped answering."""


class Refused(MailboxProblem):
    """The mail server answered NO or BAD."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A mail the server has, before its bytes are fetched."""

    uid: int
    size: int  # RFC822.SIZE
    internal_date: datetime  # UTC


class _Protocol(aioimaplib.IMAP4ClientProtocol):  # type: ignore[misc]
    """Tells two things its base class drops: a refused greeting, and EXISTS outside IDLE."""

    def __init__(self, loop: asyncio.AbstractEventLoop, lost: Callable[[Exception | None], None]) -> None:
        super().__init__(loop, lost)
        self.grown = False  # the server said EXISTS since somebody last looked

    async def welcome(self, command: bytes) -> None:
        try:
            await super().welcome(command)
        except Exception as err:  # noqa: BLE001  a task of the base class: nobody else would hear it
            self.conn_lost_cb(err)

    def _continuation(self, line: bytes) -> None:
        pending = self.pending_sync_command
        if pending is not None and pending.name == "AUTHENTICATE":
            self.transport.write(b"\r\n")  # the server says in JSON why not, and waits for an empty line
            return
        super()._continuation(line)

    def _untagged_response(self, line: bytes) -> Any:
        if line.endswith(b" EXISTS"):
            self.grown = True
        return super()._untagged_response(line)


class Connection:
    """A logged-in connection with one folder selected; one task at a time may use it."""

    def __init__(self, account: ImapAccount, timeout_s: float) -> None:
        self._account = account
        self._timeout_s = timeout_s
        self._lost: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()
        self._protocol = _Protocol(asyncio.get_running_loop(), self._note_lost)
        self.uidvalidity = 0
        self.uidnext = 0  # 0 where the server does not say
        self.messages = 0  # how many lie in the folder, as `examine` found it

    async def open(self) -> None:
        """Connect and log in; MailboxProblem says in a sentence what is in the way."""
        try:
            await self._connect()
            await self._ask(self._protocol.wait("AUTH|NONAUTH"))
            await self._log_in()
            await self._ask(self._protocol.capability())  # some servers grow IDLE and MOVE with the login
        except BaseException:
            self.abort()
            raise

    async def _log_in(self) -> None:
        account = self._account
        if account.tokens is not None:
            return await self._show_token(account.tokens)
        login = await self._ask(self._protocol.login(_quoted(account.user), account.password))
        if login.result != "OK":
            raise AccessRefused(
                f"{self._where} refused the login of this user: {_words(login)} "
                "Check user and password (many providers want an app password)."
            )
        return None

    async def _show_token(self, tokens: Tokens) -> None:
        token = await tokens.current()
        if not self.can("AUTH=XOAUTH2"):
            raise AccessRefused(f"{self._where} takes no access tokens (XOAUTH2): use a password.")
        login = await self._ask(self._protocol.xoauth2(self._account.user, token))
        if login.result != "OK":
            kind = MailboxProblem if tokens.refused(token) else AccessRefused
            raise kind(f"{self._where} refused the access token of this user: {_words(login)} {HINT}")

    async def select(self) -> None:
        """Open the folder of the account and read its UIDVALIDITY and UIDNEXT."""
        answer = await self._ask(self._protocol.select(mailbox_name(self._account.folder)))
        if answer.result != "OK":
            raise self._no_folder(self._account.folder, answer)
        said = b"\n".join(answer.lines)
        found, following = (re.search(rb"\[%b (\d+)\]" % word, said) for word in (b"UIDVALIDITY", b"UIDNEXT"))
        if found is None:
            raise MailboxProblem(f"{self._where} gives no UIDVALIDITY for {self._account.folder}.")
        self.uidvalidity, self.uidnext = int(found[1]), int(following[1]) if following else 0

    async def highest(self) -> int:
        """The highest UID that lies in the selected folder, or could have lain there; 0 when it is new."""
        return self.uidnext - 1 if self.uidnext else max(await self.search("ALL"), default=0)

    async def examine(self) -> None:
        """Fail as `doctor` wants it told when a folder or IDLE is missing; changes nothing."""
        for folder in filter(None, (self._account.folder, self._account.move)):
            name = mailbox_name(folder)
            answer = await self._ask(self._protocol.simple_command("STATUS", name, "(MESSAGES)"))
            if answer.result != "OK":
                raise self._no_folder(folder, answer)
            there = re.search(rb"MESSAGES (\d+)", b"\n".join(answer.lines))
            if there and folder == self._account.folder:
                self.messages = int(there[1])
        if not self.can("IDLE"):
            raise MailboxProblem(
                f"{self._where} has no IDLE, so new mail would only be seen every few minutes. "
                "Turn it on, or use a server that has it."
            )

    def can(self, capability: str) -> bool:
        """True when the server announced this capability."""
        return capability in self._protocol.capabilities

    async def search(self, criteria: str) -> list[int]:
        """The UIDs that match, in order."""
        self._protocol.grown = False
        answer = self._ok(await self._ask(self._protocol.search(criteria, charset=None, by_uid=True)))
        words = b" ".join(bytes(line) for line in answer.lines[:-1]).split()
        return sorted({int(word) for word in words if word.isdigit()})

    async def sizes(self, uids: Sequence[int]) -> list[Listed]:
        """Size and arrival of each mail that is still there, in order of UID."""
        answer = await self._fetch(uids, "(UID RFC822.SIZE INTERNALDATE)", size=0)
        found = [_listed(bytes(line)) for line in answer.lines]
        return sorted((mail for mail in found if mail), key=lambda mail: mail.uid)

    async def bodies(self, uids: Sequence[int], *, size: int, part: str = "BODY.PEEK[]") -> dict[int, bytes]:
        """The bytes of each mail that the server gave; `size` in all sets how long it may take."""
        return _bodies((await self._fetch(uids, f"(UID {part})", size=size)).lines)

    async def mark_seen(self, uids: Sequence[int]) -> None:
        """Set \\Seen."""
        self._ok(await self._ask(self._protocol.uid("STORE", _set(uids), "+FLAGS.SILENT", r"(\Seen)")))

    async def move(self, uids: Sequence[int], folder: str) -> None:
        """Move mail to another folder, by hand where the server has no MOVE (RFC 6851)."""
        if self.can("MOVE"):
            self._ok(await self._ask(self._protocol.uid("MOVE", _set(uids), mailbox_name(folder))))
            return
        self._ok(await self._ask(self._protocol.uid("COPY", _set(uids), mailbox_name(folder))))
        self._ok(await self._ask(self._protocol.uid("STORE", _set(uids), "+FLAGS.SILENT", r"(\Deleted)")))
        if self.can("UIDPLUS"):  # without it EXPUNGE would take other people's deleted mail along
            self._ok(await self._ask(self._protocol.uid("EXPUNGE", _set(uids))))

    async def idle(self, stop: asyncio.Event, for_s: float) -> None:
        """Return when the server says something, `stop` is set, or after `for_s` seconds."""
        if self._protocol.grown:  # it was said before we listened
            return
        if not self.can("IDLE"):
            await self._first(stop.wait(), timeout_s=min(for_s, 30.0))
            return
        idling = asyncio.ensure_future(self._protocol.idle())
        try:
            await self._ask(self._until_idling(idling))
            await self._first(stop.wait(), self._protocol.idle_queue.get(), timeout_s=for_s)
            self._protocol.idle_done()
            self._ok(await self._ask(idling))
        finally:
            idling.cancel()
        while not self._protocol.idle_queue.empty():
            self._protocol.idle_queue.get_nowait()

    async def close(self) -> None:
        """Say goodbye when there is somebody to say it to; never raises and never waits long."""
        if self._protocol.transport is not None and not self._lost.done():
            with contextlib.suppress(MailboxProblem):
                await self._ask(self._protocol.logout(), timeout_s=1.0)
        self.abort()

    def abort(self) -> None:
        """Drop the line: whoever waits for an answer is told that it is lost."""
        self._note_lost(None)
        for task in tuple(self._protocol.tasks):
            task.cancel()
        if self._protocol.transport is not None:
            self._protocol.transport.abort()

    @property
    def _where(self) -> str:
        return f"The mail server {self._account.host}:{self._account.port}"

    async def _connect(self) -> None:
        account = self._account
        context = tls_context(account.cafile) if account.tls else None
        connecting = asyncio.get_running_loop().create_connection(
            lambda: self._protocol, account.host, account.port, ssl=context
        )
        try:
            await self._ask(connecting)
        except ssl.SSLCertVerificationError as err:
            raise MailboxProblem(
                f"{self._where} shows a certificate that cannot be trusted: {err.verify_message}. "
                "Check the host name in the URL, or name the authority with ?cafile=…"
            ) from err
        except ssl.SSLError as err:
            raise MailboxProblem(
                f"{self._where} does not speak TLS on this port ({err.reason or err}). "
                "Check the port: imaps:// is usually 993."
            ) from err
        except Lost as err:
            raise Lost(f"{err} Check host, port and firewall.") from err
        except OSError as err:
            raise MailboxProblem(
                f"{self._where} cannot be reached: {err.strerror or err}. Check host and port."
            ) from err

    def _note_lost(self, error: Exception | None) -> None:
        if not self._lost.done():
            self._lost.set_result(error)

    async def _fetch(self, uids: Sequence[int], parts: str, *, size: int) -> Any:
        allowed_s = self._timeout_s + size / SLOWEST_BYTES_PER_S
        return self._ok(
            await self._ask(self._protocol.fetch(_set(uids), parts, by_uid=True), timeout_s=allowed_s)
        )

    async def _until_idling(self, idling: asyncio.Future[Any]) -> None:
        active = asyncio.ensure_future(self._protocol.wait_for_idle_response())
        try:
            await asyncio.wait({idling, active}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            active.cancel()

    async def _first(self, *waits: Coroutine[Any, Any, Any], timeout_s: float) -> None:
        """Return when one of them is over or time is up; raise when the line is lost."""
        tasks = {asyncio.ensure_future(wait) for wait in waits}
        try:
            await asyncio.wait({*tasks, self._lost}, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
        if self._lost.done():
            raise self._gone()

    async def _ask(
        self, asked: Coroutine[Any, Any, Answer] | asyncio.Future[Answer], timeout_s: float | None = None
    ) -> Answer:
        """The answer, or Lost."""
        allowed_s = self._timeout_s if timeout_s is None else timeout_s
        task = asyncio.ensure_future(asked)
        waited: set[asyncio.Future[Any]] = {task, self._lost}
        try:
            await asyncio.wait(waited, timeout=allowed_s, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
        except aioimaplib.AioImapException as err:
            raise Lost(f"{self._where} and we lost track of each other.") from err
        finally:
            task.cancel()
        if self._lost.done():
            raise self._gone()
        raise Lost(f"{self._where} did not answer within {allowed_s:g} s.")

    def _gone(self) -> Lost:
        error = self._lost.result()
        return Lost(f"{self._where} closed the connection{f': {error}' if error else ''}.")

    def _ok(self, answer: Any) -> Any:
        if answer.result != "OK":
            raise Refused(f"{self._where} answered {answer.result}: {_words(answer)}")
        return answer

    def _no_folder(self, folder: str, answer: Any) -> MailboxProblem:
        return MailboxProblem(
            f"{self._where} has no folder “{folder}”: {_words(answer)} Create it, or change the URL."
        )


def mailbox_name(folder: str) -> str:
    """A folder's name as IMAP writes it: modified UTF-7 (RFC 3501 section 5.1.3), quoted."""
    encoded = re.sub(r"[^\x20-\x7e]+|&", _utf7, folder)
    return _quoted(encoded)


def _utf7(match: re.Match[str]) -> str:
    if match[0] == "&":
        return "&-"
    return "&" + match[0].encode("utf-7").decode()[1:].rstrip("-").replace("/", ",") + "-"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _set(uids: Sequence[int]) -> str:
    return ",".join(map(str, uids))


def _words(answer: Any) -> str:
    """What the server said, cut to a line that fits into a log."""
    said = bytes(answer.lines[-1]).decode("ascii", "replace") if answer.lines else ""
    text = "".join(character for character in said if character.isprintable())[:200].strip()
    return text if text.endswith((".", "!", "?")) else f"{text or 'no reason given'}."


def _listed(line: bytes) -> Listed | None:
    uid = re.search(rb"\bUID (\d+)", line)
    size = re.search(rb"\bRFC822\.SIZE (\d+)", line)
    date = re.search(rb'\bINTERNALDATE "([^"]+)"', line)
    if not (uid and size and date):
        return None
    return Listed(int(uid[1]), int(size[1]), _internal_date(date[1].decode("ascii", "replace")))


def _internal_date(text: str) -> datetime:
    """RFC 3501 date-time, as `17-Jul-2026 02:44:25 +0200`; the first second of 1970 when it is garbled."""
    try:
        return parsedate_to_datetime(text.strip().replace("-", " ", 2)).astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.fromtimestamp(0, UTC)


def _bodies(lines: Sequence[bytes | bytearray]) -> dict[int, bytes]:
    """Mail by UID. A FETCH line, its literal (a bytearray), and a closing line that may hold the UID."""
    mails: dict[int, bytes] = {}
    uid, literal = 0, None
    for line in lines:
        if isinstance(line, bytearray):
            literal = bytes(line)
            continue
        if re.match(rb"\d+ FETCH \(", line):
            uid, literal = 0, None
            if re.search(rb'BODY\[\w*\](?:<0>)? ""', line):
                literal = b""
        if said := re.search(rb"\bUID (\d+)", line):
            uid = int(said[1])
        if uid and literal is not None:
            mails[uid] = literal
            literal = None
    return mails

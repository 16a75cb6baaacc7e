"""The mail system of the demo: real SMTP and real IMAP on loopback, for invented people only.

It plays everybody's provider at once. Mail for any address is accepted and lies in that person's
mailbox; mail for bounce@… is refused, for play. Received and Authentication-Results are written as a
provider writes them, so the desk trusts this mail for the same reasons as in production.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP

from bot.sandbox.imap_server import ImapServer

AUTHSERV_ID = "mx.sandbox.example"
USER, PASSWORD = "desk", "demo"  # of the desk's own mailbox; everybody else logs in by address
LARGEST = 60_000_000
Listener = Callable[[str, bytes], None]


class LocalMail:
    """`async with LocalMail("referrals@vendor.example", now=clock.now) as mail:` runs both servers."""

    def __init__(
        self,
        desk: str,
        *,
        now: Callable[[], datetime],
        folder: Path | None = None,
        imap_port: int = 0,
        smtp_port: int = 0,
    ) -> None:
        self._desk, self._now, self._folder = desk.lower(), now, folder
        self._ports = imap_port, smtp_port
        self._listeners: list[Listener] = []
        self._delivering = asyncio.Lock()
        self._count = 0
        self.mailboxes: dict[
            str, list[bytes]
        ] = {}  # address, lower case, without +token -> mails, oldest first

    async def __aenter__(self) -> LocalMail:
        self._imap = ImapServer(PASSWORD, self._uidvalidity())
        await self._imap.start(USER, self._ports[0])
        await self._read_folder()
        loop = asyncio.get_running_loop()
        self._smtp = await loop.create_server(
            lambda: SMTP(
                _Provider(self), hostname=AUTHSERV_ID, ident="ESMTP sandbox", data_size_limit=LARGEST,
                enable_SMTPUTF8=True, loop=loop,
            ),
            "127.0.0.1",
            self._ports[1],
        )  # fmt: skip
        self.imap_url = f"imap://{USER}:{PASSWORD}@127.0.0.1:{self._imap.port}/INBOX"
        self.smtp_url = f"smtp://127.0.0.1:{self._smtp.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._smtp.close()
        await self._smtp.wait_closed()
        await self._imap.stop()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener(address, raw)` after each delivery; what comes back ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def deliver(self, sender: str, recipient: str, raw: bytes) -> None:
        """Put one mail into one mailbox, with the headers a provider adds; it is kept when this returns."""
        async with self._delivering:
            now = self._now()
            mail = stamp(raw, sender, recipient, now)
            address = mailbox_of(recipient)
            if self._folder:
                await asyncio.to_thread(self._write, address, mail)
            await self._put(address, mail, now)
        for listener in tuple(self._listeners):
            listener(address, mail)

    async def _put(self, address: str, mail: bytes, when: datetime) -> None:
        self.mailboxes.setdefault(address, []).append(mail)
        await self._imap.append(USER if address == self._desk else address, mail, when)

    def _write(self, address: str, mail: bytes) -> None:
        assert self._folder is not None  # noqa: S101  our only caller looked
        self._count += 1
        name = f"{self._count:08d} {re.sub(r'[^a-z0-9.@_-]', '_', address)}.eml"
        part = self._folder / f"{name}.part"
        part.write_bytes(f"X-Sandbox-Mailbox: {address}\r\n".encode() + mail)
        part.rename(self._folder / name)

    async def _read_folder(self) -> None:
        """Everything kept by an earlier run, in its order, so that it gets the same UIDs."""
        if not self._folder:
            return
        for path in sorted(self._folder.glob("*.eml")):
            first, _, mail = path.read_bytes().partition(b"\r\n")
            when = datetime.fromtimestamp(path.stat().st_mtime, self._now().tzinfo)
            await self._put(first.partition(b": ")[2].decode(), mail, when)
            self._count = int(path.name[:8])

    def _uidvalidity(self) -> int:
        if not self._folder:
            return int(self._now().timestamp())
        self._folder.mkdir(parents=True, exist_ok=True)
        kept = self._folder / "uidvalidity"
        if not kept.exists():
            kept.write_text(str(int(self._now().timestamp())))
        return int(kept.read_text())


class _Provider:
    """What aiosmtpd asks about each mail that comes in."""

    def __init__(self, mail: LocalMail) -> None:
        self._mail = mail

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if mailbox_of(address).startswith("bounce@"):
            return "550 5.1.1 Nobody of that name lives here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        for recipient in envelope.rcpt_tos:
            await self._mail.deliver(envelope.mail_from or "", recipient, envelope.original_content)
        return "250 2.0.0 Taken"


def mailbox_of(address: str) -> str:
    """Whose mailbox an address means: `referrals+k3m9@vendor.example` is referrals@vendor.example."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def stamp(raw: bytes, sender: str, recipient: str, now: datetime) -> bytes:
    """The mail with what a provider writes on top, and without what somebody forged in its name."""
    header = message_from_bytes(_without_forgeries(raw))
    from_domain = parseaddr(str(header.get("From", "")))[1].rpartition("@")[2].lower()
    sender_domain = sender.rpartition("@")[2].lower()
    verdict = "pass" if from_domain and from_domain == sender_domain else "fail" if sender else "none"
    lines = (
        f"Return-Path: <{sender}>",
        f"Delivered-To: {recipient}",
        f"Received: from {sender_domain or 'localhost'} (localhost [127.0.0.1])",
        f"\tby {AUTHSERV_ID} with ESMTP for <{recipient}>;",
        f"\t{format_datetime(now)}",
        f"Authentication-Results: {AUTHSERV_ID};",
        f"\tspf=pass smtp.mailfrom={sender_domain or 'localhost'};",
        f"\tdmarc={verdict} header.from={from_domain or 'unknown.invalid'}",
    )
    top = "".join(f"{line}\r\n" for line in lines).encode("utf-8")
    return top + _without_forgeries(raw)


def _without_forgeries(raw: bytes) -> bytes:
    """The same mail less every Authentication-Results that claims to be ours (RFC 8601 section 5)."""
    header, blank, body = raw.partition(b"\r\n\r\n")
    fields = re.split(rb"\r\n(?![ \t])", header)
    ours = re.compile(rb"^authentication-results\s*:.*" + re.escape(AUTHSERV_ID).encode(), re.I | re.S)
    return b"\r\n".join(field for field in fields if not ours.match(field)) + blank + body

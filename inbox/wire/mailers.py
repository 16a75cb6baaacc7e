"""Some connections to one SMTP server: where each mail takes a while, four send four times as many."""

from __future__ import annotations

import asyncio
from email.message import EmailMessage

from inbox.smtp import Mailer
from inbox.wire.accounts import SmtpAccount


class Mailers:
    """As many mailers as the account's URL asks for (`?connections=4`); a quiet desk uses one."""

    def __init__(self, account: SmtpAccount, *, local_hostname: str, timeout_s: float) -> None:
        self._all = [
            Mailer(account, local_hostname=local_hostname, timeout_s=timeout_s)
            for _ in range(account.connections)
        ]
        self._free: asyncio.LifoQueue[Mailer] = asyncio.LifoQueue()
        for mailer in reversed(self._all):
            self._free.put_nowait(mailer)

    @property
    def ok(self) -> bool:
        """False while one of them cannot hand in its mail."""
        return all(mailer.ok for mailer in self._all)

    @property
    def last_error(self) -> str:
        """What the first in trouble says; "" when all is well."""
        return next((mailer.last_error for mailer in self._all if not mailer.ok), "")

    async def send(self, message: EmailMessage | bytes, sender: str, recipient: str) -> str:
        """As `Mailer.send`, over the connection that was free last."""
        mailer = await self._free.get()
        try:
            return await mailer.send(message, sender, recipient)
        finally:
            self._free.put_nowait(mailer)

    async def close(self) -> None:
        """Say goodbye on all."""
        for mailer in self._all:
            await mailer.close()

"""A real IMAP server inside this process: pymap with mailboxes in memory, on a free loopback port."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from argparse import Namespace
from datetime import datetime

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxSet
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

logging.getLogger("pymap").setLevel(logging.WARNING)  # its debug lines hold whole mails


class ImapServer:
    """`password` opens every mailbox; whoever has had mail has one."""

    def __init__(self, password: str, uidvalidity: int) -> None:
        self._password, self._uidvalidity = password, uidvalidity
        self.port = 0

    async def start(self, user: str, port: int = 0) -> None:
        """Listen on this loopback port (0: a free one), with an empty mailbox for `user`."""
        plain = Namespace(
            host="127.0.0.1", port=port, debug=False, cert=None, key=None, tls=False, passlib_cfg=None,
            proxy_protocol=None, demo_data=False, demo_user=user, demo_password=self._password,
        )  # fmt: skip
        self._backend, self._config = await DictBackend.init(plain, hash_context=Cleartext())
        self._config.apply_context()
        self._open_mailbox(user)
        serve = ProxyProtocolReader(self._config.proxy_protocol).get_callback(
            IMAPServer(self._backend.login, self._config)
        )
        self._talks: set[asyncio.Task[None]] = set()

        def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            talk = asyncio.ensure_future(serve(reader, writer))
            self._talks.add(talk)
            talk.add_done_callback(self._talks.discard)

        self._server = await asyncio.start_server(begin, "127.0.0.1", port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Hang up on everybody."""
        self._server.close()
        talks = list(self._talks)
        for talk in talks:
            talk.cancel()
        for talk in talks:
            with contextlib.suppress(asyncio.CancelledError, ConnectionError, EOFError):
                await talk
        await self._server.wait_closed()

    async def append(self, user: str, raw: bytes, when: datetime) -> None:
        """Put a mail into somebody's INBOX; clients in IDLE hear of it at once."""
        inbox = await self._open_mailbox(user).get_mailbox("INBOX")
        await inbox.append(AppendMessage(raw, when), recent=True)

    def _open_mailbox(self, user: str) -> MailboxSet:
        login = self._backend.login
        login.users_dict.setdefault(user, UserMetadata(self._config, user, password=self._password))
        if user not in self._config.set_cache:
            mailboxes = MailboxSet()
            # UIDs are counted afresh from a kept folder, in the same order: so they keep their validity.
            mailboxes._inbox._uid_validity = self._uidvalidity
            self._config.set_cache[user] = mailboxes, FilterSet()
        return self._config.set_cache[user][0]

"""How fast what is promised goes out by mail: over one connection, and over some."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

from aiosmtpd.controller import Controller

from bot.clock import Clock
from bot.delivery import Delivery, MailSender
from bot.engine import Engine
from inbox.wire.accounts import SmtpAccount
from inbox.wire.mailers import Mailers
from storage.outbox import Promise
from tests.bench.desk import open_desk
from tests.rigs.desk import DESK
from tests.rigs.mail import MailRig
from tests.rigs.ports import free_port

MAILS = 400
SLOW_S = 0.05  # what a server at the other end of a country takes for each mail
CONNECTIONS = (1, 4)


async def measure() -> list[tuple[str, str, str]]:
    """Mails a second through Postfix next door and through a slow server, and what a pool brings."""
    with MailRig() as rig:
        near = [await _rate(SmtpAccount("127.0.0.1", rig.smtp, security="plain"), n) for n in CONNECTIONS]
    with _slow_server() as port:
        far = [await _rate(SmtpAccount("127.0.0.1", port, security="plain"), n) for n in CONNECTIONS]
    return [
        (f"Outbox drained by mail, {where}", _shown(rates), "")
        for where, rates in (("Postfix on the same machine", near), (f"a server {SLOW_S:.2f} s away", far))
    ]


async def _rate(account: SmtpAccount, connections: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        async with _queued(Path(folder)) as engine:
            account = replace(account, connections=connections)
            mailers = Mailers(account, local_hostname="bench.example", timeout_s=30)
            sender = MailSender(mailers, engine, DESK, "vendor.example")
            delivery, sent = Delivery(engine, {"email": sender}, Clock()), 0
            began = perf_counter()
            while sent < MAILS:
                sent += await delivery.run_lane("email")
            passed = perf_counter() - began
            await mailers.close()
    return MAILS / passed


@asynccontextmanager
async def _queued(folder: Path) -> AsyncIterator[Engine]:
    _, _, engine = await open_desk(folder, Clock())

    def promise(number: int) -> Promise:
        said = {
            "to": f"partner{number}@northwind.example",
            "from_name": "Dana Reyes",
            "subject": f"Your statement {number}",
            "text": "All is well.\n" * 20,
            "html": "<p>All is well.</p>\n" * 20,
            "in_reply_to": "",
            "references": [],
            "is_reply": False,
        }
        return Promise(f"bench:{number}", "email", f"partner:{number}", "", said)

    await engine.say("bench", lambda _session, _now: [promise(number) for number in range(MAILS)])
    yield engine
    engine.close()


@contextmanager
def _slow_server() -> Iterator[int]:
    class Slow:
        async def handle_DATA(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802
            await asyncio.sleep(SLOW_S)
            return "250 OK"

    server = Controller(Slow(), hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


def _shown(rates: list[float]) -> str:
    each = " · ".join(f"{n}: {rate:.0f} mails/s" for n, rate in zip(CONNECTIONS, rates, strict=True))
    return f"connections {each}, ×{rates[-1] / rates[0]:.1f}"

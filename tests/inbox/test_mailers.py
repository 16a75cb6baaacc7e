"""Some connections at the same time, where the account asks for them."""

from __future__ import annotations

import asyncio
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from inbox.wire.accounts import parse_smtp_url
from inbox.wire.mailers import Mailers
from tests.rigs.ports import free_port


def mail() -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Your statement"
    message.set_content("All is well.")
    return message


class Meeting:
    """A server that takes no mail before two are there at the same time."""

    def __init__(self) -> None:
        self.there = 0
        self.both: asyncio.Event | None = None

    async def handle_DATA(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802
        self.both = self.both or asyncio.Event()
        self.there += 1
        if self.there == 2:
            self.both.set()
        await asyncio.wait_for(self.both.wait(), 15)
        return "250 OK"


async def test_two_mails_are_handed_in_at_the_same_time() -> None:
    server = Controller(Meeting(), hostname="127.0.0.1", port=free_port())
    server.start()
    account = parse_smtp_url(f"smtp://127.0.0.1:{server.port}?connections=2")
    mailers = Mailers(account, local_hostname="desk.example", timeout_s=20)
    try:
        sends = (mailers.send(mail(), "desk@vendor.example", f"sam{n}@northwind.example") for n in (1, 2))
        assert [reply[-2:] for reply in await asyncio.gather(*sends)] == ["OK", "OK"]
        assert (mailers.ok, mailers.last_error) == (True, "")
    finally:
        await mailers.close()
        server.stop()


@pytest.mark.parametrize("said", ["0", "21", "many", "-1"])
def test_a_number_of_connections_that_makes_no_sense_is_named(said: str) -> None:
    with pytest.raises(ValueError, match="from 1 to 20"):
        parse_smtp_url(f"smtps://desk:secret@mail.example?connections={said}")

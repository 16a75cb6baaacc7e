"""Two desks face each other: each is a known partner of the other, and gets every mail of the other."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from shutil import copy

import pytest

from bot.delivery import Delivery, MailSender
from bot.mail.reader import Reader
from inbox.reading import Desk
from storage.database import Database
from tests.builders import partner, program
from tests.conftest import StillClock
from tests.rigs.desk import AUTHSERV_ID, DESK
from tests.rigs.postroom import Postroom, open_postroom
from workflows.model import Partner

OTHER = "referrals@northwind.example"
KEPT = ("From", "To", "Subject", "Message-ID", "In-Reply-To", "References", "Date")


class Wire:
    """Stands where two mail servers would be: what is sent waits until the other side fetches it."""

    def __init__(self, *, disguises: bool) -> None:
        self.disguises = disguises  # makes each look as if a person had written it
        self.waiting: list[tuple[str, bytes]] = []
        self.count = 0

    async def send(self, message: EmailMessage, sender: str, recipient: str) -> str:
        self.count += 1
        if self.disguises:
            message = self._disguised(message)
        domain = sender.rpartition("@")[2]
        proof = f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={domain}\r\n"
        self.waiting.append((recipient, proof.encode() + message.as_bytes()))
        return "250 queued"

    def _disguised(self, message: EmailMessage) -> EmailMessage:
        person = EmailMessage()
        for name in KEPT:
            if value := message[name]:
                person[name] = str(value)
        person.set_content(f"What about thing number {self.count}?\n")
        return person


def facing(room: Postroom, wire: Wire, address: str) -> None:
    """Let this desk write real mails, over the wire."""
    domain = address.rpartition("@")[2]
    sender = MailSender(wire, room.engine, address, domain)
    room.delivery = Delivery(room.engine, {"email": sender, "slack": room.wall}, room.clock)


@pytest.mark.parametrize(("disguises", "mails"), [(False, 1), (True, 10)])
async def test_two_bots_that_know_each_other_as_partners_fall_silent(
    tmp_path: Path, migrated_file: Path, clock: StillClock, reader: Reader, *, disguises: bool, mails: int
) -> None:
    """One mail as we write them, for it says that a machine wrote it; else five answers of each in a day."""
    wire = Wire(disguises=disguises)
    databases = [Database(f"sqlite:///{copy(migrated_file, tmp_path / name)}") for name in ("a.db", "b.db")]
    ours, theirs = (knowing(OTHER), knowing(DESK))
    here = Desk(DESK, AUTHSERV_ID, "vendor.example", frozenset(), "GB")
    there = Desk(OTHER, AUTHSERV_ID, "northwind.example", frozenset(), "GB")
    async with (
        open_postroom(databases[0], program(), clock, desk=here, reader=reader, partners=(ours,)) as a,
        open_postroom(databases[1], program(), clock, desk=there, reader=reader, partners=(theirs,)) as b,
    ):
        facing(a, wire, DESK)
        facing(b, wire, OTHER)
        await a.settle()
        await b.settle()
        wire.waiting.clear()
        wire.count = 0
        await a.write("What about the thing we said?", subject="That thing", sender=OTHER, name="Sam")
        while wire.waiting and wire.count < 100:
            to, raw = wire.waiting.pop(0)
            await (a if to == DESK else b).receive(raw)
    assert wire.count == mails


def knowing(address: str) -> Partner:
    """A partner whose person writes from there."""
    known = partner()
    contact = replace(known.contacts[0], emails=(address,))
    return replace(known, contacts=(contact,), domains=(address.rpartition("@")[2],))

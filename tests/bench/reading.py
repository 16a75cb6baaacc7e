"""Mails read per second on one core, against mail-parser alone on the same mails."""

from __future__ import annotations

import asyncio
import time

import mailparser

from inbox.read import read
from inbox.reading import Desk
from tests.bench.samples import forwards
from tests.builders import partner
from tests.rigs.desk import AUTHSERV_ID, DESK
from workflows.model import Directory

MAILS = 300


async def measure() -> list[tuple[str, str, str]]:
    """One row: our rate, mail-parser's, and their ratio."""
    return await asyncio.to_thread(_measure)


def _measure() -> list[tuple[str, str, str]]:
    mails = forwards(MAILS)
    directory = Directory((partner(),))
    desk = Desk(DESK, AUTHSERV_ID, "vendor.example")
    for mail in mails[:20]:
        read(mail, directory, desk)
    begin = time.perf_counter()
    actions = [read(mail, directory, desk).action for mail in mails]
    ours = MAILS / (time.perf_counter() - begin)
    begin = time.perf_counter()
    for mail in mails:
        mailparser.parse_from_bytes(mail)
    theirs = MAILS / (time.perf_counter() - begin)
    if set(actions) != {"register"}:
        raise AssertionError(f"read as {set(actions)}")
    kb = sum(map(len, mails)) / MAILS / 1000
    measured = (
        f"{ours:.0f} mails/s ({kb:.0f} kB each); mail-parser alone {theirs:.0f}, ratio {ours / theirs:.2f}"
    )
    return [("Reading on one core", measured, "≥ 150 mails/s")]

"""Mails read per second on one core, against mail-parser alone on the same mails."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from statistics import quantiles

import mailparser

from inbox.read import read
from inbox.reading import Desk
from tests.bench.samples import forwards
from tests.builders import partner
from tests.rigs.desk import AUTHSERV_ID, DESK
from workflows.conversation import understand
from workflows.model import Directory

MAILS = 300
MESSAGES = Path(__file__).parents[1] / "conversation" / "seen.jsonl"


async def measure() -> list[tuple[str, str, str]]:
    """Two rows: mails per second beside mail-parser's, and what understanding a partner's message takes."""
    return [*await asyncio.to_thread(_measure), await asyncio.to_thread(_understanding)]


def _understanding() -> tuple[str, str, str]:
    rows = [json.loads(line) for line in MESSAGES.read_text().splitlines()]
    took = []
    for row in [*rows[:20], *rows]:
        begin = time.process_time()
        understand(row["text"], row["context"], row.get("headers"))
        took.append(1000 * (time.process_time() - begin))
    found = quantiles(took[20:], n=100)
    measured = f"p50 {found[49]:.1f} ms, p95 {found[94]:.1f} ms CPU ({len(rows)} messages)"
    return "Understanding what a partner writes", measured, "p95 < 10 ms"


def _measure() -> list[tuple[str, str, str]]:
    mails = forwards(MAILS)
    directory = Directory((partner(),))
    desk = Desk(DESK, AUTHSERV_ID, "vendor.example")
    for mail in mails[:20]:
        read(mail, directory, desk)
    actions: list[str] = []
    took = theirs_took = 0.0
    for start in range(0, MAILS, 20):  # by turns, so that a noisy neighbour disturbs both alike
        some = mails[start : start + 20]
        begin = time.process_time()
        actions += [read(mail, directory, desk).action for mail in some]
        took += time.process_time() - begin
        begin = time.process_time()
        for mail in some:
            mailparser.parse_from_bytes(mail)
        theirs_took += time.process_time() - begin
    ours, theirs = MAILS / took, MAILS / theirs_took
    if set(actions) != {"register"}:
        raise AssertionError(f"read as {set(actions)}")
    kb = sum(map(len, mails)) / MAILS / 1000
    measured = (
        f"{ours:.0f} mails/s ({kb:.0f} kB each); mail-parser alone {theirs:.0f}, ratio {ours / theirs:.2f}"
    )
    return [("Reading on one core", measured, "≥ 150 mails/s")]

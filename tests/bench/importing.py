"""Importing many rows: rows a second, and the most memory one process ever held, for ten times as many.

Each import runs in a process of its own, whose peak is what the system says (`ru_maxrss`). The large one is
killed half-way with SIGKILL, goes on where it was, and is taken back.
"""

from __future__ import annotations

import asyncio
import csv
import json
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from sqlalchemy import func, select

from bot.clock import Clock
from bot.engine import Engine
from bot.imports.run import Importer, Judged
from bot.imports.sheets import rows_of
from bot.voice import Voice
from storage.database import Database
from storage.partners import Partners
from storage.tables import ReferralRow
from tests.builders import MONDAY, partner, program
from workflows.import_messages import Made
from workflows.model import Contact

SIZES = (10_000, 100_000)
PARTNERS = 200
HEADERS = ("Partner", "Company", "Contact name", "Email", "Received", "Stage", "Notes")


@dataclass(frozen=True, slots=True)
class Took:
    """What a process says of itself."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    new: int
    there: int


async def measure() -> list[tuple[str, str, str]]:
    """Both sizes in one run; growth is what counts."""
    with tempfile.TemporaryDirectory(prefix="import") as folder:
        small, large = [await _whole(Path(folder), rows) for rows in SIZES]
        file, database = Path(folder) / f"{SIZES[1]}.csv", Path(folder) / f"{SIZES[1]}.db"
        undone = await _child("undo", file, database)
        left = _count(database)
        sheets = [await _child("read", _workbook(Path(folder) / f"{rows}.xlsx", rows)) for rows in SIZES]
        stopped = await _killed(Path(folder), SIZES[1])
    rate, was = SIZES[1] / large.cpu_s, SIZES[0] / small.cpu_s
    return [
        (
            "import: 100,000 referrals (CSV, SQLite)",
            f"{rate:.0f} rows/s CPU, x{rate / was:.2f} of 10,000",
            "x1",
        ),
        ("import: most memory of the process", f"{large.peak_mb:.0f} MB", ""),
        ("import: growth of that from 10,000", f"x{large.peak_mb / small.peak_mb:.2f}", "x1: bounded"),
        (
            "import: all 100,000 taken back",
            f"{undone.new / undone.cpu_s:.0f} rows/s CPU, {undone.peak_mb:.0f} MB, {left} left",
            "0 left",
        ),
        (
            "import: reading an XLSX of 100,000 rows, growth of memory from 10,000",
            f"x{sheets[1].peak_mb / sheets[0].peak_mb:.2f}, {sheets[1].peak_mb:.0f} MB",
            "x1: bounded",
        ),
        ("import: killed half-way, begun again, taken back", stopped, "each row once, then none"),
    ]


async def _whole(folder: Path, rows: int) -> Took:
    file, database = _sheet(folder / f"{rows}.csv", rows), folder / f"{rows}.db"
    _desk(database)
    return await _child("import", file, database)


async def _killed(folder: Path, rows: int) -> str:
    file, database = folder / f"{rows}.csv", folder / "killed.db"
    _desk(database)
    child = await _start("import", file, database)
    while _count(database) < rows // 2:
        await asyncio.sleep(0.2)
    child.send_signal(signal.SIGKILL)
    await child.wait()
    half = _count(database)
    again = await _child("import", file, database)
    whole = _count(database)
    undoing = await _start("undo", file, database)
    while _count(database) > rows // 2:
        await asyncio.sleep(0.2)
    undoing.send_signal(signal.SIGKILL)
    await undoing.wait()
    undone = await _child("undo", file, database)
    return (
        f"{half:,}, then {again.new:,} new and {again.there:,} there: {whole:,}; "
        f"undo, killed and begun again: {_count(database)} left, peak {undone.peak_mb:.0f} MB"
    )


async def _start(what: str, *paths: Path) -> asyncio.subprocess.Process:
    words = (sys.executable, "-m", "tests.bench.importing", what, *map(str, paths))
    return await asyncio.create_subprocess_exec(*words, stdout=asyncio.subprocess.PIPE)


async def _child(what: str, *paths: Path) -> Took:
    child = await _start(what, *paths)
    said, _ = await child.communicate()
    return Took(**json.loads(said.splitlines()[-1]))


def _desk(file: Path) -> None:
    database = Database(f"sqlite:///{file}")
    database.migrate()
    with database.write() as session:
        for n in range(PARTNERS):
            people = (Contact("Sam", (f"sam@firm{n}.example",)),)
            Partners(session).add(partner(f"P-{n}", company=f"Firm {n}", contacts=people, domains=()), MONDAY)
    database.close()


def _count(file: Path) -> int:
    database = Database(f"sqlite:///{file}")
    with database.read() as session:
        found = session.scalar(select(func.count()).select_from(ReferralRow)) or 0
    database.close()
    return found


def _rows(count: int) -> Iterator[tuple[str, ...]]:
    for n in range(count):
        name, note = f"Company {n}", "Met at the fair; they look for a payroll system. " * 3
        day = f"2025-{1 + n % 12:02}-{1 + n % 28:02}"
        yield f"Firm {n % PARTNERS}", name, "Kim Doe", f"kim@company{n}.example", day, "registered", note


def _sheet(file: Path, count: int) -> Path:
    with file.open("w", newline="", encoding="utf-8") as text:
        csv.writer(text).writerows([HEADERS])
        csv.writer(text).writerows(_rows(count))
    return file


def _workbook(file: Path, count: int) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (HEADERS, *_rows(count)):
        sheet.append(row)
    book.save(file)
    return file


async def _run(what: str, file: Path, database: Path | None) -> None:
    """In the process that is measured."""
    began, cpu, new, there = time.perf_counter(), time.process_time(), 0, 0
    if database is None:
        with rows_of(file) as rows:
            new = sum(1 for _ in rows)
    else:
        clock = Clock()
        engine = Engine(Database(f"sqlite:///{database}"), program(), Voice(program()), clock)
        importer = Importer(engine, program(), clock)
        import_id, _ = await importer.begin("referrals", file, dry=False)
        if what == "undo":
            new, there = await importer.undo(import_id, _quiet_made)
        else:
            tally = await importer.go("referrals", file, import_id, _quiet, dry=False)
            new, there = tally.new, tally.there
        engine.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took = time.perf_counter() - began, time.process_time() - cpu
    print(json.dumps({"wall_s": took[0], "cpu_s": took[1], "peak_mb": peak, "new": new, "there": there}))


def _quiet(_judged: Judged) -> None:
    """Nothing to show."""


def _quiet_made(_made: Made, _gone: bool) -> None:
    """Nothing to show."""


if __name__ == "__main__":
    asyncio.run(_run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None))

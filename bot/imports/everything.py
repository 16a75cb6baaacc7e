"""Everything the register knows, as CSV per table and the log as JSON lines: streamed, as of one moment."""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from bot.cells import harmless
from storage.base import Base
from storage.database import Database
from storage.schema import METADATA
from storage.tables import EventRow
from workflows.errors import BadInput

LEFT_OUT = ("api_tokens", "page_links", "secrets")  # keys that open something; they are of no use elsewhere
EVENTS = "events.jsonl"
PAGE = 500
Open = Callable[[str], AbstractContextManager[IO[bytes]]]


def export(database: Database, target: Path, done: Callable[[str, int], None]) -> None:
    """Write all of it to a new folder or ZIP, whole or not at all; `done` hears of each file and its rows."""
    if target.exists():
        raise BadInput(f"{target} is there already: name a new one, so that no two exports get mixed up.")
    partial = target.with_name(f"{target.name}.partial")
    if partial.exists():
        raise BadInput(f"{partial} is left from an export that did not end: remove it first.")
    with _zip(partial) if target.suffix.lower() == ".zip" else _folder(partial) as opens:
        with opens("README.md") as file:
            file.write(_columns().encode())
        with database.read() as session:
            if not database.is_sqlite:  # SQLite reads one snapshot anyway
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            for table in _tables():
                with opens(f"{table.name}.csv") as file:
                    done(f"{table.name}.csv", _csv(session, table, file))
            with opens(EVENTS) as file:
                done(EVENTS, _events(session, file))
    partial.rename(target)


def cell(value: object) -> object:
    """A value as a spreadsheet may have it: what a person wrote never becomes a formula."""
    match value:
        case bytes():
            return base64.b64encode(value).decode()
        case dict() | list():
            return harmless(json.dumps(value, ensure_ascii=False))
        case str():
            return harmless(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _tables() -> list[Table]:
    ours = {mapper.local_table for mapper in Base.registry.mappers}  # Slack's own tables hold its tokens
    return [t for t in METADATA.sorted_tables if t in ours and t.name not in LEFT_OUT]


def _rows(session: Session, table: Table) -> Iterator[Any]:
    query = select(table).order_by(*table.primary_key.columns)
    return iter(session.execute(query.execution_options(yield_per=PAGE)))


def _csv(session: Session, table: Table, file: IO[bytes]) -> int:
    count = 0
    with _text(file) as text:
        writer = csv.writer(text)
        writer.writerow([column.name for column in table.columns])
        for row in _rows(session, table):
            writer.writerow([cell(value) for value in row])
            count += 1
    return count


def _events(session: Session, file: IO[bytes]) -> int:
    count = 0
    table = EventRow.__table__
    with _text(file) as text:
        for row in _rows(session, table):  # type: ignore[arg-type]
            known = {**row._mapping, "at": row.at.isoformat()}
            text.write(json.dumps(known, ensure_ascii=False) + "\n")
            count += 1
    return count


@contextmanager
def _text(file: IO[bytes]) -> Iterator[io.TextIOWrapper]:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    try:
        yield text
    finally:
        text.flush()
        text.detach()  # whoever opened the file closes it


def _columns() -> str:
    lines = [
        "# What is in this export",
        "",
        "One CSV file per table (UTF-8, commas), as of one moment, and the log once more as JSON lines",
        f"(`{EVENTS}`). Moments are UTC. Amounts ending in `_minor` count the currency's smallest unit.",
        "Lists and objects are JSON, bytes are base64. Text that a spreadsheet would take for a formula has",
        f"an apostrophe before it. Left out, because they open doors: {', '.join(LEFT_OUT)}.",
        "It holds personal data and bank details: keep it as you keep the database.",
    ]
    for table in _tables():
        mapper = next(m for m in Base.registry.mappers if m.local_table is table)
        says = (mapper.class_.__doc__ or "").strip().splitlines()[0]
        lines += ["", f"## {table.name}.csv", "", says, ""]
        lines += [f"- `{column.name}`: {str(column.type).lower()}" for column in table.columns]
    return "\n".join(lines) + "\n"


@contextmanager
def _folder(path: Path) -> Iterator[Open]:
    path.mkdir(mode=0o700, parents=True)
    yield lambda name: (path / name).open("wb")


@contextmanager
def _zip(path: Path) -> Iterator[Open]:
    with (
        os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        yield lambda name: packed.open(name, "w", force_zip64=True)

"""Imports a file, page by page: stopped anywhere, it goes on where it was, and nothing happens twice."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.engine import Engine
from bot.imports.cells import Order
from bot.imports.columns import guess
from bot.imports.rows import Reader
from bot.imports.sheets import Row, rows_of, sha256_of
from bot.states.imports import look
from storage.history import History
from storage.imports import Begun, Imports
from workflows.errors import BadInput
from workflows.import_messages import (
    ImportBegun,
    Imported,
    ImportedTakenBack,
    ImportPage,
    ImportPartner,
    ImportPayout,
    ImportReferral,
    ImportUndone,
    Kind,
    Made,
    TakeBackPage,
)
from workflows.importing import Met, Verdict, verdict
from workflows.program import Program

PAGE = 200


@dataclass(frozen=True, slots=True)
class Judged:
    """A row, what it does and, where it is new, what it makes."""

    row: int
    verdict: Verdict
    message: Imported | None = None


@dataclass(slots=True)
class Tally:
    """How many rows did what."""

    new: int = 0
    there: int = 0
    cannot: int = 0

    def note(self, kind: str) -> None:
        """Count one."""
        setattr(self, kind, getattr(self, kind) + 1)


Show = Callable[[Judged], None]


class Seen:
    """What earlier rows of the file made. It lies on disk, so that a long file needs no more memory."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect(
            "", check_same_thread=False
        )  # a private file that is gone with the connection
        self._rows.execute("CREATE TABLE seen (key BLOB PRIMARY KEY, row INTEGER) WITHOUT ROWID")

    def meets(self, message: Imported) -> int:
        """The earlier row that already makes this, 0 when there is none; remembers this one."""
        meets, leaves = _names(message)
        for name in meets:
            if found := self._rows.execute("SELECT row FROM seen WHERE key = ?", (_key(name),)).fetchone():
                return int(found[0])
        new = [(_key(name), message.row) for name in leaves]
        self._rows.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", new)
        return 0

    def close(self) -> None:
        """Forget it all."""
        self._rows.close()


@dataclass(slots=True)
class Importer:
    """Does an import, or shows what it would do."""

    engine: Engine
    program: Program
    clock: Clock
    maps: Sequence[str] = ()
    order: Order = ""
    tally: Tally = field(default_factory=Tally)
    page: int = PAGE  # rows of one transaction

    async def begin(self, kind: Kind, path: Path, *, dry: bool) -> tuple[str, int]:
        """The import's ID and how many rows there are. The same file again is the same import."""
        sha256 = sha256_of(path)
        with rows_of(path) as rows:
            headers = next(rows, None)
            if headers is None:
                raise BadInput(f"{path.name} is empty.")
            guess(headers[1], kind, self.maps)
            count = sum(1 for _ in rows)
        name, turn = f"I-{kind[:3].upper()}-{sha256[:10].upper()}", 1
        while True:
            import_id = f"{name}-{turn}"
            found = await self.engine.ask(lambda session, i=import_id: Imports(session).get(i))  # type: ignore[misc]
            if found is None or not found.is_undone:
                break
            turn += 1
        if found is None and not dry:
            begun = ImportBegun(import_id, self.clock.now(), kind, path.name[:200], sha256)
            await self.engine.unit(
                lambda session, _now: History(session).append([begun], key=f"import:{import_id}:begun")
            )
        return import_id, count

    async def go(self, kind: Kind, path: Path, import_id: str, show: Show, *, dry: bool) -> Tally:
        """Every row, in order; `show` sees each one after it is done."""
        seen = Seen()
        try:
            with rows_of(path) as rows:
                _, headers = next(rows)
                columns = guess(headers, kind, self.maps)
                reader = Reader(
                    kind, import_id, columns, self.program, self.clock, self.clock.now(), self.order
                )
                for page in _pages(rows, self.page):
                    judged = await self.engine.ask(
                        lambda session, p=page: self._judge(session, reader, seen, p)  # type: ignore[misc]
                    )
                    if not dry:
                        judged = await self._keep(judged, import_id)
                    for each in judged:
                        self.tally.note(each.verdict.kind)
                        show(each)
        finally:
            seen.close()
        return self.tally

    def _judge(self, session: Session, reader: Reader, seen: Seen, rows: Sequence[Row]) -> list[Judged]:
        read = [_read(session, reader, row, cells) for row, cells in rows]
        met = iter(look(session, [each.message for each in read if each.message]))
        return [_judged(each.message, next(met), seen) if each.message else each for each in read]

    async def _keep(self, judged: list[Judged], import_id: str) -> list[Judged]:
        """Keep what is new, all of a page or nothing; what somebody else was faster with is there."""
        messages = tuple(each.message for each in judged if each.message)
        if not messages:
            return judged
        rows = ",".join(str(message.row) for message in messages)
        key = f"import:{import_id}:{messages[0].row}:{hashlib.sha256(rows.encode()).hexdigest()[:16]}"
        outcome = await self.engine.handle(ImportPage(messages), key)
        made = {getattr(event, "row", 0) for event in outcome.events}
        faster = Verdict("there", "Somebody else was faster; run it again to see.")
        return [
            each if each.message is None or each.row in made else Judged(each.row, faster) for each in judged
        ]

    async def undo(self, import_id: str, show: Callable[[Made, bool], None]) -> tuple[int, int]:
        """Take back what nobody touched: how many went, how many stay."""
        found = await self.engine.ask(lambda session: Imports(session).get(import_id))
        if found is None:
            raise BadInput(f"There is no import {import_id}.")
        if found.is_undone:
            raise BadInput(f"{import_id} is undone already.")
        gone = stays = 0
        made, before = await self._made(found, None)
        while made:
            key = f"import:{found.id}:undo:{made[0].row}:{self.clock.now().isoformat()}"
            outcome = await self.engine.handle(TakeBackPage(found.id, found.kind, made), key)
            went = {event.row for event in outcome.events if isinstance(event, ImportedTakenBack)}
            gone, stays = gone + len(went), stays + len(made) - len(went)
            for each in made:
                show(each, each.row in went)
            made, before = await self._made(found, before)
        ended = ImportUndone(found.id, self.clock.now(), gone, stays)
        await self.engine.unit(
            lambda session, _now: History(session).append([ended], key=f"import:{found.id}:undone")
        )
        return gone, stays

    async def _made(self, found: Begun, before: int | None) -> tuple[tuple[Made, ...], int | None]:
        return await self.engine.ask(
            lambda session: Imports(session).made(found, before=before, limit=self.page)
        )


def _pages(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    while page := list(islice(rows, size)):
        yield page


def _read(session: Session, reader: Reader, row: int, cells: list[str]) -> Judged:
    try:
        return Judged(row, Verdict("new"), reader.read(session, row, cells))
    except BadInput as wrong:
        return Judged(row, Verdict("cannot", wrong.reason))


def _judged(message: Imported, met: Met, seen: Seen) -> Judged:
    found = verdict(met, message)
    if found.kind == "new" and (earlier := seen.meets(message)):
        found = _again(message, earlier)
    return Judged(message.row, found, message if found.kind == "new" else None)


def _key(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


def _names(message: Imported) -> tuple[Sequence[str], Sequence[str]]:
    """What must not have been made by an earlier row, and what this one makes."""
    match message:
        case ImportPartner(partner=partner):
            addresses = [address for contact in partner.contacts for address in contact.emails]
            both = (*addresses, *(f"@{domain}" for domain in partner.domains))
            return both, both
        case ImportReferral(referral=referral):
            return (referral.account,), (referral.account,)
        case ImportPayout(amount=amount, reference=reference):  # only two references tell two payouts apart
            paid = f"{message.partner_id}|{message.on}|{amount.minor}{amount.currency}|"
            some, none, this = f"{paid}some", f"{paid}none", f"{paid}is {reference}"
            return ((none, this), (some, this)) if reference else ((some, none), (some, none))


def _again(message: Imported, earlier: int) -> Verdict:
    match message:
        case ImportPayout():
            says = f"Row {earlier} says the same. Give each a reference if they are two payouts."
        case ImportReferral():
            says = f"Row {earlier} refers the same prospect. Leave one out, or give them separate files."
        case _:
            says = f"Row {earlier} has the same address or domain. Join them, or add the person later."
    return Verdict("cannot", says)

"""Files of an exported batch, put into finance's channel or on disk."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.engine import Engine
from bot.money import exports
from bot.money.documents import Document
from bot.rules.payouts import PayoutsTable
from bot.voice import Voice
from storage.files import Files
from storage.outbox import Promise
from templates import render_slack
from workflows.base import UploadFile
from workflows.calendar import full_date
from workflows.commission.payout_messages import NoteFile
from workflows.model import Person
from workflows.program import Program

NAMED = 10  # partners in one message


class Exporter:
    """Writes files outside of any transaction; what they say was fixed when the batch was exported."""

    def __init__(self, engine: Engine, program: Program, payer: PayoutsTable) -> None:
        self._engine = engine
        self._voice = Voice(program)
        self._payer = payer

    async def make(self, batch_id: str, kind: str) -> tuple[exports.Bundle, Document]:
        """The file; BadInput says why there is none."""
        made = await self._engine.ask(lambda session: exports.bundle(session, batch_id, self._payer))
        return made, await asyncio.to_thread(exports.write, made, kind)

    async def upload(self, batch_id: str, kind: str, by: Person, key: str) -> exports.Bundle:
        """Put the file into finance's channel, under the batch's card; once for each key."""
        made, document = await self.make(batch_id, kind)
        title = f"Payouts of {full_date(made.batch.payday)}"
        missing = exports.left_out(made, kind)
        told = {"by": by, "name": document.name, "seal": made.record.seal}
        comment = render_slack("payout_file", told | {"left_out": missing[:NAMED], "more": missing[NAMED:]})

        def promised(session: Session, now: datetime) -> Iterable[Promise]:
            file = Files(session).keep(document.name, document.media_type, document.content, now)
            effect = UploadFile(
                key=f"export:{batch_id}:{kind}:{key}"[:290],
                file=file,
                title=title,
                alt="",
                channel="finance",
                about=batch_id,
                comment=comment,
                in_thread_of=f"batch:{batch_id}",
            )
            promise = self._voice.promise(session, effect, key, now)
            return (promise,) if promise else ()

        await self._engine.say(f"export:{batch_id}:{kind}:{key}"[:290], promised)
        return made

    async def note(self, made: exports.Bundle, kind: str, by: Person, key: str) -> None:
        """Keep in mind whom the file carries, and that somebody has it."""
        carried = tuple(order.payout.id for order in made.orders if not exports.why_not(order, kind))
        command = NoteFile(made.batch.id, kind, carried, by)
        await self._engine.handle(command, f"carried:{made.batch.id}:{kind}:{key}"[:290])

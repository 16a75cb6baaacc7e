"""Troubles of our own, in the managers' channel until they are over: once each, whatever the replicas.

What keeps us from that very channel also goes to the managers by mail.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from bot.engine import Engine
from bot.keys import Keys, named
from bot.slack.blocks import words
from storage import alarms as stored
from storage.alarms import Alarm
from storage.outbox import Outbox, Promise
from templates import render_email, render_slack
from workflows.program import Program

log = structlog.get_logger()


class Alarms:
    """Raise and end; both are cheap to repeat."""

    def __init__(self, engine: Engine, program: Program) -> None:
        self._engine = engine
        self._program = program
        self._keys = Keys()
        self._open: dict[str, Alarm] = {}
        self._is_loaded = False

    async def open(self) -> tuple[Alarm, ...]:
        """What is wrong now, as all replicas know it."""
        found = await self._engine.ask(lambda session: stored.Alarms(session).open())
        self._open, self._is_loaded = {alarm.name: alarm for alarm in found}, True
        return found

    async def start(self, name: str, says: str, mend: str, *, by_mail: bool = False) -> None:
        """Tell the managers, unless they know."""
        if await self._knows(name):
            return
        alarm = await self._engine.unit(lambda s, now: self._start(s, name, says, mend, by_mail, now))
        if alarm:
            self._open[name] = alarm
            log.error("alarm.started", alarm=name, says=says)

    async def keep_only(self, names: Collection[str], *, under: str) -> None:
        """End those under this prefix that nobody looks at any more: the settings no longer name them."""
        for alarm in await self.open():
            if alarm.name.startswith(under) and alarm.name not in names:
                await self.end(alarm.name, is_gone=True)

    async def end(self, name: str, *, is_gone: bool = False) -> None:
        """Tell them that it is over, if they know of it: it works, or `is_gone` from the settings."""
        if not await self._knows(name):
            return
        if await self._engine.unit(lambda session, now: self._end(session, name, is_gone, now)):
            log.info("alarm.ended", alarm=name)
        self._open.pop(name, None)

    async def _knows(self, name: str) -> bool:
        if not self._is_loaded:
            await self.open()
        return name in self._open

    def _start(
        self, session: Session, name: str, says: str, mend: str, by_mail: bool, now: datetime
    ) -> Alarm | None:
        alarm = stored.Alarms(session).start(name, says, mend, now)
        if alarm:
            Outbox(session).add(self._card(alarm, now), now)
            for promise in self._mails(session, alarm) if by_mail else ():
                Outbox(session).add(promise, now)
        return alarm

    def _end(self, session: Session, name: str, is_gone: bool, now: datetime) -> bool:
        alarm = stored.Alarms(session).end(name, now)
        if alarm:
            Outbox(session).add(self._card(alarm, now, is_gone=is_gone), now)
        return alarm is not None

    def _card(self, alarm: Alarm, now: datetime, *, is_gone: bool = False) -> Promise:
        lasted = spoken_length(alarm.ended_at - alarm.since) if alarm.ended_at else ""
        said = {"says": alarm.says, "mend": alarm.mend, "lasted": lasted, "is_gone": is_gone}
        text = render_slack("alarm", said)
        drawn = {"text": text, "blocks": words(text)}
        payload = {"do": "show", "card": alarm.card, "channel": "managers", **drawn}
        return Promise(f"{alarm.card}@{now.isoformat()}", "slack", alarm.card, alarm.name[:60], payload)

    def _mails(self, session: Session, alarm: Alarm) -> Iterator[Promise]:
        for manager in self._program.managers:
            context = {"program": self._program, "alarm": alarm, "manager": manager, "language": "en"}
            mail = render_email("alarm", context)
            key = f"{alarm.card}:{alarm.since:%Y%m%dT%H%M%S}:{manager.email}"
            payload = {
                "message_name": named(session, self._keys, key),
                "from_name": self._program.name,
                "to": manager.email,
                "subject": mail.subject,
                "text": mail.text,
                "html": mail.html,
                "in_reply_to": "",
                "references": [],
                "is_reply": False,
            }
            yield Promise(key[:300], "email", key[:300], alarm.name[:60], payload)  # waits for no card


def spoken_length(lasted: timedelta) -> str:
    """14 minutes, 3 hours, 2 days."""
    minutes = max(1, round(lasted.total_seconds() / 60))
    if minutes < 120:
        return f"{minutes} {'minute' if minutes == 1 else 'minutes'}"
    hours = round(minutes / 60)
    return f"{hours} hours" if hours < 48 else f"{round(hours / 24)} days"

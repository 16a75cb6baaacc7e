"""The weekly canary: sent by the calendar, recognised by its Message-ID, missed after a while."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.almanac import Kind
from bot.clock import Clock
from bot.engine import Engine, Mail
from bot.keys import MESSAGE_ID, Keys
from bot.mail.reader import Opened, Reader
from bot.rules.quality import CanaryTable
from bot.upkeep.seldom import Seldom
from inbox.compose import message_name
from inbox.reading import Desk, Reading
from storage.canaries import Canaries
from storage.inbound import Inbound, Kept
from storage.mail_tables import OutboxRow
from storage.outbox import Outbox
from workflows.almanac import Run, period_runs
from workflows.base import Event
from workflows.canary import TEST_PROSPECT, Canary, partner_of
from workflows.canary_messages import NoteCanary, SendCanary
from workflows.commands import AddPartner, RegisterReferrals, Thread
from workflows.events import ReferralRegistered
from workflows.model import Directory, Person
from workflows.program import Program

CANARY = "canary"  # the kind of run, and the name of its alarm
ALARM = CANARY
EVERY = timedelta(minutes=1)
LOOKED_FOR = timedelta(days=8)
NOBODY = "nowhere.invalid"  # whom the reader takes for the desk: to itself it would not listen (RFC 2606)

log = structlog.get_logger()


class Bell(Protocol):
    """Raises and ends an alarm; harmless to repeat."""

    async def start(self, name: str, says: str, mend: str, *, by_mail: bool = False) -> None:
        """Tell the managers, unless they know."""

    async def end(self, name: str, *, is_gone: bool = False) -> None:
        """Tell them that it is over, if they know of it: it works, or `is_gone` from the settings."""


class Aviary:
    """Sends canaries, recognises them and misses them."""

    def __init__(
        self,
        engine: Engine,
        reader: Reader,
        alarms: Bell,
        desk: Desk,
        program: Program,
        clock: Clock,
        table: CanaryTable,
    ) -> None:
        self._engine = engine
        self._reader = reader
        self._alarms = alarms
        self._desk = desk
        self._program = program
        self._clock = clock
        self._table = table
        self._keys = Keys()
        self._seldom = Seldom(EVERY)
        self.wake = asyncio.Event()

    def kinds(self) -> tuple[Kind, ...]:
        """The run that sends one a week; none while it is off."""
        if not self._table.enabled:
            return ()
        hours = self._program.hours
        return (Kind(CANARY, lambda since, now: period_runs(CANARY, "week", since, now, hours), self.send),)

    async def send(self, run: Run) -> None:
        """Let one fly; the same week's again changes nothing."""
        token = self._clock.secret().hex()[:24]
        await self._engine.handle(SendCanary(run.key, token, self._desk.address), run.key)

    async def take(self, kept: Kept, opened: Opened) -> bool:
        """Handle a mail if it is a canary: nobody else can know its Message-ID."""
        if opened.sender.lower() != self._desk.address:
            return False
        canary = await self._engine.ask(lambda session: self._meant(session, opened.message_id))
        if canary is None:
            return False
        why = await self._fault(kept)
        mail = Mail(kept.lease, "done", "canary", opened.message_id, opened.fingerprint)
        await self._engine.handle(NoteCanary(canary.key, why), f"{canary.key}:home:{bool(why)}", mail=mail)
        await self._engine.unit(lambda session, _now: Canaries(session).clean(kept.id))
        self._seldom.looked_at = None  # whoever missed it hears of it at the next tick
        log.info("canary.home", canary=canary.key, well=not why)
        return True

    async def run_once(self) -> int:
        """Miss the newest one when its time is over; always 0, since this is no queue."""
        if not self._seldom.is_due(self._clock.now()):
            return 0
        if not self._table.enabled:
            await self._alarms.end(ALARM, is_gone=True)
            return 0
        why = await self._engine.ask(self._missing)
        if why:
            says = f"The weekly test referral failed: {why}"
            await self._alarms.start(ALARM, says, "Run `referral-desk doctor`.", by_mail=True)
        elif why is not None:
            await self._alarms.end(ALARM)
        return 0

    def _meant(self, session: Session, wanted: str) -> Canary | None:
        recent = Canaries(session).since(self._clock.now() - LOOKED_FOR)
        domain = self._desk.message_id_domain
        secrets = (self._keys.find(session, MESSAGE_ID) or b"", b"")  # one sent before there was any
        ours = {f"{message_name(one.mail_key, each)}@{domain}": one for one in recent for each in secrets}
        return ours.get(wanted)

    async def _fault(self, kept: Kept) -> str:
        """What does not work with it, "" when all does."""
        raw = (await self._engine.ask(lambda session: Inbound(session).raws([kept.id])))[0]
        reading = await self._read(raw)
        found = [(one.email, one.name) for one in reading.prospects]
        if found != [(TEST_PROSPECT.email, TEST_PROSPECT.name)]:
            return "its mail came back, but the forward in it was not understood."
        partner = partner_of(self._desk.address)
        register = RegisterReferrals(
            partner=partner,
            contact=partner.contacts[0],
            prospects=reading.prospects,
            received_at=kept.received_at,
            note=reading.note,
            thread=Thread(reading.message_id, (), reading.subject),
        )
        return await self._engine.rehearse((AddPartner(partner, Person("The desk")), register), _look)

    async def _read(self, raw: bytes) -> Reading:
        """As if a partner had sent it to somebody else's desk."""
        directory = Directory((partner_of(self._desk.address),))
        other = Desk(f"desk@{NOBODY}", self._desk.authserv_id, NOBODY, country=self._desk.country)
        opened = await self._reader.open([raw])
        return (await self._reader.read([raw], opened, [directory], other))[0]

    def _missing(self, session: Session) -> str | None:
        """What did not work with the newest one, "" when all did; None while it may still come."""
        now = self._clock.now()
        canary = next(iter(Canaries(session).since(now - LOOKED_FOR)), None)
        said = Outbox(session).status_of(canary.key) if canary else ""
        if canary and canary.status == "home" and said == "sent":
            return ""
        patience = timedelta(minutes=self._table.patience_minutes)
        if canary is None or canary.sent_at is None or now - canary.sent_at < patience:
            return None
        match canary.status, Outbox(session).status_of(canary.mail_key):
            case "lame", _:
                return canary.why
            case "sent", "sent":
                return "its mail went out and has not come back."
            case "sent", _:
                return "its mail has not gone out."
        return "its mail came back, but Slack has not taken the message about it."


def _look(session: Session, events: Sequence[Event]) -> str:
    """In the transaction that is taken back: is everything there that a partner and a rep would see?"""
    registered = [one for one in events if isinstance(one, ReferralRegistered)]
    if len(registered) != 1:
        return "its mail was understood, but no referral came of it."
    keys = session.scalars(select(OutboxRow.key).where(OutboxRow.about == registered[0].about)).all()
    missing = [name for name in ("confirmation", "alert") if not any(k.startswith(f"{name}:") for k in keys)]
    return f"it was registered, but there was no {' and no '.join(missing)}." if missing else ""

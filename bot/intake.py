"""Kept mail is leased, read in a process that can be killed, turned into a command, and decided."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.conversation.answered import has_a_light, in_its_light, may_mean_more
from bot.conversation.correcting import Doubt, correction_of, doubt_about, meant_by, put_right
from bot.conversation.hearing import Heard, beside, for_a_person, hear, hear_plainly, machines, stop_of
from bot.conversation.opinions import CAUSE, for_the_managers, opinion_of
from bot.conversation.talking import Desk as Talking
from bot.conversation.voters import Voter, second
from bot.engine import Engine, LeaseLost, Mail
from bot.keys import Keys
from bot.mail.authors import answers_us, contact_of, speaks_for, thread_of
from bot.mail.canary import Aviary
from bot.mail.mail_commands import command_for, hold, hold_account, outcome_of, standing_of
from bot.mail.mail_pieces import pieces
from bot.mail.reader import Opened, Reader
from bot.mail.receipts import receipt_answer
from bot.mail.referred import known_of
from bot.mail.twins import twins
from bot.mail_services.names import as_we_know_them, is_renamed
from bot.metrics import MAILS, READING_S
from bot.money.objecting import objection_of
from bot.tracing import span, trace_of
from inbox.formats.written_by import HEAD_BYTES, written_by
from inbox.imap import KeptMail
from inbox.proof.authentication import is_vouched
from inbox.reading import Desk, Reading
from inbox.said.bank_details import discreet, pays_elsewhere
from inbox.undo import says_undo, says_withdraw
from storage.assets import Assets
from storage.consents import Consents
from storage.inbound import LANES, NO_LIMITS, Inbound, Kept, NewMail
from storage.partners import Partners
from storage.turns import Limits
from workflows.assets import asks_for_material, meant
from workflows.base import Command
from workflows.calendar import local_date
from workflows.care_messages import NoteView, SendMaterial
from workflows.commands import (
    AnswerPartner,
    HoldMail,
    IgnoreMail,
    SetAsideMail,
)
from workflows.conversation_messages import WithdrawReferral
from workflows.errors import Retry
from workflows.model import Directory
from workflows.program import Program

BATCH = 60  # leased at once
LEASE = timedelta(seconds=90)
ATTEMPTS = 5  # of a mail that fails
IN_VAIN = 20  # of one that nothing is known against: we were killed over it, or the database was away
FIRST_WAIT_S = 2
ASKS = frozenset({("handoff", "question"), ("handoff", "no_prospect")})  # readings that may be a question
LONGEST_QUESTION = 4000  # characters; more than that is for a person

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Read:
    """A kept mail, what it asks for, and in whose light."""

    kept: Kept
    opened: Opened
    directory: Directory
    twin: int | None  # another mail under the same Message-ID that says something else
    reading: Reading


class Intake:
    """Takes due mails off the queue until it is empty; woken by the watcher and by the clock."""

    def __init__(
        self,
        engine: Engine,
        reader: Reader,
        desk: Desk,
        program: Program,
        aviary: Aviary | None = None,
        voter: Voter | None = None,
        limits: Limits = NO_LIMITS,
    ) -> None:
        self._engine = engine
        self._reader = reader
        self._desk = desk
        self._program = program
        self._aviary = aviary
        self._voter = voter
        self._limits = limits
        self._keys = Keys()
        self._rooms = {  # read ahead, but not everything at once; one worker is never for others
            "known": asyncio.Semaphore(reader.workers + 1),
            "others": asyncio.Semaphore(max(1, reader.workers - 1)),
        }
        self.wakes = {lane: asyncio.Event() for lane in LANES}

    def wake(self) -> None:
        """There may be something to read, in whichever lane."""
        for event in self.wakes.values():
            event.set()

    async def keep(self, mails: Sequence[KeptMail]) -> None:
        """T1: store the bytes and commit, before anybody reads them."""
        new = [_new(mail, self._desk) for mail in mails]
        await self._engine.unit(lambda session, now: Inbound(session).keep(new, now, self._limits))
        self.wake()

    async def cursor(self, account: str, folder: str, uidvalidity: int) -> int:
        """Where to go on in a folder."""
        return await self._engine.ask(lambda session: Inbound(session).cursor(account, folder, uidvalidity))

    async def run_once(self) -> int:
        """Handle what is due now; gives how many mails were taken."""
        return sum(await asyncio.gather(*(self.run_lane(lane) for lane in LANES)))

    async def run_lane(self, lane: str) -> int:
        """The same for one lane: however long others take, whom we know is read meanwhile."""
        kept = await self._engine.unit(
            lambda session, now: Inbound(session).claim(now, lease=LEASE, limit=BATCH, lane=lane)
        )
        await asyncio.gather(*(self._handle(piece, self._rooms[lane]) for piece in pieces(kept)))
        return len(kept)

    async def _handle(self, mails: Sequence[Kept], room: asyncio.Semaphore) -> None:
        """Read some mails together, then decide each; meanwhile the next are read."""
        if mails[0].lease.attempts > (ATTEMPTS if mails[0].error else IN_VAIN):
            await self._survive(mails[0], self._set_aside(mails[0]))
            return
        async with room:
            read = await self._read_all(mails)
        await asyncio.gather(*(self._survive(one.kept, self._traced(one)) for one in read))

    async def _read_all(self, mails: Sequence[Kept]) -> list[Read]:
        """The mails that can be read. When some cannot be read together, each is read by itself."""
        try:
            return await self._read(mails)
        except Exception as broken:  # noqa: BLE001  one of them is poison, or the database is away
            if len(mails) == 1:
                await self._put_back(mails[0], broken)
                return []
        return [read for mail in mails for read in await self._read_all([mail])]

    async def _survive(self, kept: Kept, work: Awaitable[None]) -> None:
        """The edge: whatever a mail does to us, the next one is handled, and this one is not lost."""
        try:
            await work
        except Exception as broken:  # noqa: BLE001
            await self._put_back(kept, broken)

    async def _read(self, mails: Sequence[Kept]) -> list[Read]:
        ids = [mail.id for mail in mails]
        with READING_S.time():
            raws = await self._engine.ask(lambda session: Inbound(session).raws(ids))
            opened = await self._reader.open(raws)
            directories, others = await self._engine.ask(
                lambda session: (self._directories(session, opened), twins(session, ids, opened))
            )
            readings = await self._reader.read(raws, opened, directories, self._desk)
            if is_renamed(readings):
                readings = await self._engine.ask(lambda session: as_we_know_them(session, readings))
        return [Read(*each) for each in zip(mails, opened, directories, others, readings, strict=True)]

    async def _traced(self, read: Read) -> None:
        """All that is logged about a mail carries its trace."""
        with span("intake", trace_of(f"mail:{read.kept.id}"), mail=str(read.kept.id)):
            await self._decide(read)

    async def _decide(self, read: Read) -> None:
        kept, opened = read.kept, read.opened
        if self._aviary and await self._aviary.take(kept, opened):
            return
        reading = _flagged(read)
        if has_a_light(reading):
            reading = await self._engine.ask(partial(in_its_light, reading=reading))
        heard = await self._heard(reading, kept)
        reading = discreet(reading)
        command = await self._proof(reading, kept, opened.words) or await self._command(
            reading, kept, read.directory, opened.addresses, heard
        )
        view = await self._view(reading, heard, kept)
        if view:
            command = for_the_managers(command, reading.note, lambda: hold(reading, kept, CAUSE))
        if isinstance(command, HoldMail) and command.cause == "unknown_sender":
            command = await self._engine.ask(partial(known_of, command))
        mail = Mail(
            lease=kept.lease,
            status="held" if isinstance(command, HoldMail) else "done",
            outcome=outcome_of(reading, command),
            message_id=opened.message_id,
            fingerprint=opened.fingerprint,
            standing=standing_of(reading, command),
        )
        today = local_date(kept.received_at, self._program.tz)
        also = beside(command, reading, heard, kept.id) or machines(
            reading, opened, read.directory, kept.id, today
        )
        if view:
            also = (*also, replace(view, tell=not isinstance(command, HoldMail)))
        outcome = await self._engine.handle(command, f"mail:{mail.fingerprint}", mail=mail, also=also)
        said = "duplicate" if outcome.is_repeated else mail.outcome
        MAILS.labels(outcome=said.partition(":")[0]).inc()
        about = sorted({event.about for event in outcome.events})
        log.info("mail.done", mail=kept.id, outcome=said, about=about)

    async def _proof(self, reading: Reading, kept: Kept, words: str) -> Command | None:
        """What a receipt proves that a partner passes back to us."""
        if not kept.is_whole or "rd1:" not in words:
            return None
        return await self._engine.ask(lambda s: receipt_answer(s, reading, words, kept.id, self._keys))

    async def _heard(self, reading: Reading, kept: Kept) -> Heard | None:
        """What a proven person at a partner means; None where nobody of a partner wrote."""
        partner = reading.partner
        if not (partner and reading.authenticated and kept.is_whole and speaks_for(partner, reading)):
            return None
        if plainly := hear_plainly(reading):
            return plainly
        desk, at = Talking(self._program), kept.received_at
        heard = await self._engine.ask(lambda session: hear(session, reading, partner, desk, at))
        turn = await second(heard.turn, reading.note, self._voter) if heard.turn else None
        return replace(heard, turn=turn)

    async def _view(self, reading: Reading, heard: Heard | None, kept: Kept) -> NoteView | None:
        """What a proven partner answers to the question of a quarter."""
        if heard is None or not answers_us(reading, self._desk.message_id_domain):
            return None
        return await self._engine.ask(lambda session: opinion_of(session, reading, heard, kept.id))

    async def _command(
        self,
        reading: Reading,
        kept: Kept,
        directory: Directory,
        addresses: frozenset[str],
        heard: Heard | None,
    ) -> Command:
        partner = reading.partner
        if partner and pays_elsewhere(reading):
            return hold_account(reading, kept, partner)
        if partner and heard and heard.stops and reading.action != "register" and heard.only_stops:
            takes_nudges = await self._engine.ask(lambda s: Consents(s).get(reading.sender.address).nudges)
            if takes_nudges:  # who asks again still gets something unwanted: that is for a person
                return stop_of(reading, partner, kept.id)
        if objected := await self._objection(reading, kept):
            return objected
        if material := await self._material(reading, kept, heard):
            return material
        done = await self._correction(reading, kept)
        done = done or await self._put_right(reading, kept, directory, heard)
        done = done or self._answer(reading, kept, heard)
        done = done or command_for(reading, kept, directory, addresses)
        return for_a_person(done, heard, self._program.answer_by) if isinstance(done, HoldMail) else done

    async def _objection(self, reading: Reading, kept: Kept) -> Command | None:
        """The lines of a statement that a proven partner's reply says look wrong."""
        partner = reading.partner
        if not (partner and reading.authenticated and kept.is_whole and speaks_for(partner, reading)):
            return None
        if not answers_us(reading, self._desk.message_id_domain):
            return None
        found = await self._engine.ask(lambda session: objection_of(session, reading, kept, partner))
        return _held(found, reading, kept) if isinstance(found, Doubt) else found

    async def _material(self, reading: Reading, kept: Kept, heard: Heard | None) -> Command | None:
        """What a proven partner asks for of the archive, where it is sure which file they mean."""
        partner, asks = reading.partner, (reading.action, reading.cause) in ASKS
        if not (partner and heard and asks and reading.may_answer) or not asks_for_material(reading.note):
            return None
        if not self._program.engagement.has("assets"):
            return None
        found = await self._engine.ask(lambda s: meant(reading.note, Assets(s).all()))
        if not found:
            return None
        titles, files = tuple(a.title for a in found), tuple(a.file for a in found)
        contact, thread = contact_of(reading, partner), thread_of(reading)
        return SendMaterial(partner.id, kept.id, contact, titles, files, thread, reading.language)

    async def _correction(self, reading: Reading, kept: Kept) -> Command | None:
        """What a proven partner corrects or takes back in a referral of their own."""
        partner = reading.partner
        if not (partner and reading.authenticated and kept.is_whole and speaks_for(partner, reading)):
            return None
        if reading.action != "correction" and not (says_undo(reading.note) or says_withdraw(reading.note)):
            return None
        contact = contact_of(reading, partner)
        found = await self._engine.ask(
            lambda session: correction_of(session, reading, kept, partner, contact, self._program)
        )
        return _held(found, reading, kept) if isinstance(found, Doubt) else found

    async def _put_right(
        self, reading: Reading, kept: Kept, directory: Directory, heard: Heard | None
    ) -> Command | None:
        """The correction of words that are one only beside what is on file; None when it is not clear."""
        partner, is_one = reading.partner, may_mean_more(reading) or reading.action == "register"
        if not (partner and heard and is_one and answers_us(reading, self._desk.message_id_domain)):
            return None
        referral = await self._engine.ask(lambda session: meant_by(session, reading, partner, heard.turn))
        if referral is None:
            return None
        known, author = referral.prospect, reading.sender
        said = await self._reader.change(reading.note, author, directory, self._desk, known)
        if reading.action == "register" and (said is None or said.email != reading.prospects[0].email):
            found: Command | Doubt | None = doubt_about(referral, reading)
        elif said is None:
            return None
        else:
            told, contact = replace(reading, prospects=(said,)), contact_of(reading, partner)
            found = put_right(referral, told, kept, partner, contact)
        return _held(found, reading, kept) if isinstance(found, Doubt) else found

    def _answer(self, reading: Reading, kept: Kept, heard: Heard | None) -> Command | None:
        """What we can say or do by ourselves, when the words are surely understood; None is for a person."""
        partner, turn = reading.partner, heard.turn if heard else None
        asks = reading.action == "status" or (reading.action, reading.cause) in ASKS
        if not (asks and partner and turn and reading.may_answer and len(reading.note) <= LONGEST_QUESTION):
            return None
        contact, thread = contact_of(reading, partner), thread_of(reading)
        match turn.kind:
            case "nothing":
                return IgnoreMail(kept.id, "A thank-you; nothing is asked.")
            case "answer":
                return AnswerPartner(kept.id, partner, contact, turn.parts, turn.talk, thread, turn.language)
            case "withdraw":
                source = f"mail:{kept.id}"
                return WithdrawReferral(
                    turn.refs[0], partner, contact, source, kept.id, thread, turn.language
                )
        return None

    def _directories(self, session: Session, mails: Sequence[Opened]) -> list[Directory]:
        """Partners each mail can be about; what a colleague of ours passes on may name them in words only."""
        partners = Partners(session)
        found = []
        for mail in mails:
            named = partners.named_in(mail.addresses)
            if self._desk.is_staff(mail.sender):
                named = (*named, *partners.mentioned_in(mail.words))
            once = tuple({p.id: p for p in named}.values())
            found.append(Directory(once, self._program.trust_partner_domains))
        return found

    async def _put_back(self, kept: Kept, broken: Exception) -> None:
        """For later; what makes trouble again and again is set aside in the end."""
        if isinstance(broken, LeaseLost):
            log.info("mail.taken_over", mail=kept.id)
            return
        if isinstance(broken, SQLAlchemyError):  # the lease runs out
            log.warning("mail.database", mail=kept.id, error=type(broken).__name__)
            return
        wait = timedelta(seconds=FIRST_WAIT_S * 2 ** (kept.lease.attempts - 1))
        why = f"{type(broken).__name__}: {broken}" if isinstance(broken, Retry) else type(broken).__name__
        log.warning("mail.retry", mail=kept.id, attempt=kept.lease.attempts, error=why)
        await self._engine.unit(
            lambda session, now: Inbound(session).retry(kept.lease, due_at=now + wait, error=why)
        )

    async def _set_aside(self, kept: Kept) -> None:
        known, tries = kept.error or "no reason known", kept.lease.attempts - 1
        why = f"I tried {tries} times to read it and failed ({known})."
        mail = Mail(kept.lease, "quarantined", "quarantined")
        command = SetAsideMail(kept.id, why, kept.received_at)
        await self._engine.handle(command, f"aside:{kept.id}:{kept.lease.attempts}", mail=mail)
        MAILS.labels(outcome="quarantined").inc()
        log.error("mail.set_aside", mail=kept.id)


def _held(doubt: Doubt, reading: Reading, kept: Kept) -> HoldMail:
    """A correction that is not clear waits for a person, who is told why."""
    asked = replace(reading, reasons=(*reading.reasons, doubt.reason))
    return replace(hold(asked, kept, doubt.cause), choices=doubt.choices)


def _new(m: KeptMail, desk: Desk) -> NewMail:
    place, sender = (m.account, m.folder, m.uidvalidity, m.uid), written_by(m.raw)
    unproven = bool(desk.authserv_id) and not is_vouched(m.raw[:HEAD_BYTES], sender, desk)
    told = not m.truncated, sender, unproven, m.is_earlier
    return NewMail(*place, m.internal_date, m.raw, *told)


def _flagged(read: Read) -> Reading:
    """Say it when another mail came under the same Message-ID; both are kept and handled."""
    if read.twin is None:
        return read.reading
    log.warning("mail.same_message_id", mail=read.kept.id, other=read.twin)
    said = f"Mail {read.twin} came under the same Message-ID and says something else; both are kept."
    return replace(read.reading, reasons=(*read.reading.reasons, said))

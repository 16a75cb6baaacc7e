"""Kept mail is leased, read in a process that can be killed, turned into a command, and decided."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor
from concurrent.futures import TimeoutError as DeadlineError
from dataclasses import replace
from datetime import timedelta
from multiprocessing import get_context
from typing import Any

import structlog
from pebble import ProcessExpired, ProcessPool
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.authors import contact_of, speaks_for, thread_of
from bot.correcting import Doubt, correction_of
from bot.engine import Engine, LeaseLost, Mail
from bot.hearing import Heard, beside, hear, machines, stop_of
from bot.metrics import MAILS, READING_S
from inbox.dns_txt import txt_record
from inbox.imap import KeptMail
from inbox.message import ParsedMail, addresses_in, parse
from inbox.read import read_parsed
from inbox.reading import Desk, Mailbox, Reading
from inbox.remark import Remark, read_remark
from inbox.undo import says_undo, says_withdraw
from storage.consents import Consents
from storage.inbound import Inbound, Kept, NewMail
from storage.outbox import Outbox
from storage.partners import Partners
from storage.views import Views
from workflows.base import Command
from workflows.calendar import local_date
from workflows.commands import (
    AnswerPartner,
    CorrectReferral,
    HoldMail,
    IgnoreMail,
    NoteBounce,
    RegisterReferrals,
    SetAsideMail,
    Thread,
    UndoCorrection,
)
from workflows.conversation_messages import StopNudges
from workflows.errors import Retry
from workflows.inquiry import Understood, consider
from workflows.matching import is_own_company
from workflows.model import Contact, Directory, Enclosure, Partner
from workflows.program import Program

BATCH = 20
LEASE = timedelta(seconds=90)
DEADLINE_S = 20  # for one mail; then its process is killed
ATTEMPTS = 5
FIRST_WAIT_S = 2
LONGEST_QUESTION = 4000  # characters; more than that is for a person
READERS = 2
LONGEST_NAMING = 20_000  # characters of a colleague's mail in which partners are looked for by name

WARM_UP = (
    b"Authentication-Results: mx.ours.example; dmarc=pass header.from=warm.example\r\n"
    b"From: Sam <sam@warm.example>\r\nTo: desk@ours.example\r\nSubject: Fwd: rota\r\n\r\nOne for you.\r\n\r\n"
    b"---------- Forwarded message ---------\r\nFrom: Jane Doe <jane@acme.example>\r\n"
    b"Date: Mon, Mar 2, 2026 at 8:41 AM\r\nSubject: rota\r\nTo: Sam <sam@warm.example>\r\n\r\n"
    b"Can we talk about 30k a year? +44 20 7946 0752\r\n\r\nJane Doe\r\nAcme Ltd\r\n"
)

log = structlog.get_logger()


class Reader:
    """Reads mails in worker processes; a mail that takes too long costs its worker its life, not us."""

    def __init__(
        self, workers: int = READERS, deadline_s: float = DEADLINE_S, *, verify_dkim: bool = False
    ) -> None:
        self._workers = workers
        self._verify_dkim = verify_dkim
        self._deadline_s = deadline_s
        self._pool = self._new_pool()

    async def warm_up(self) -> None:
        """Have the workers ready, and what they load at first use loaded, before the first mail comes."""
        mail, _ = await self.parse(WARM_UP)
        known = Directory((Partner("", "", (Contact("Sam", ("sam@warm.example",)),)),))
        desk = Desk("desk@ours.example", "mx.ours.example", "ours.example")
        await asyncio.gather(*(self.read(mail, WARM_UP, known, desk) for _ in range(self._workers)))

    async def parse(self, raw: bytes) -> tuple[ParsedMail, frozenset[str]]:
        """The mail and every address in it; `Retry` when the worker had to be killed."""
        return await self._run(_parse, raw)  # type: ignore[no-any-return]

    async def read(self, mail: ParsedMail, raw: bytes, directory: Directory, desk: Desk) -> Reading:
        """What the mail asks for; `Retry` when the worker had to be killed."""
        return await self._run(_read, mail, raw, directory, desk, self._verify_dkim)  # type: ignore[no-any-return]

    async def remark(self, text: str, author: Mailbox, directory: Directory, desk: Desk) -> Remark:
        """Whom somebody names outside of mail; `Retry` when the worker had to be killed."""
        return await self._run(read_remark, text, author, directory, desk)  # type: ignore[no-any-return]

    def close(self) -> None:
        """Stop the workers, also busy ones."""
        self._pool.stop()
        self._pool.join()

    def _new_pool(self) -> ProcessPool:
        context = get_context("forkserver")  # imports once; a new worker after a kill costs next to nothing
        context.set_forkserver_preload(["inbox.read"])
        return ProcessPool(max_workers=self._workers, context=context)

    async def _run(self, work: Callable[..., Any], *args: Any) -> Any:
        if not self._pool.active:  # it broke, which is rarer than a worker that dies; begin anew
            self._pool = self._new_pool()
        future = self._pool.schedule(work, args=args, timeout=self._deadline_s)
        try:
            return await asyncio.wrap_future(future)
        except DeadlineError as late:
            raise Retry(f"reading took longer than {self._deadline_s} s") from late
        except (ProcessExpired, BrokenExecutor) as died:
            raise Retry("the process that read it died") from died


def _parse(raw: bytes) -> tuple[ParsedMail, frozenset[str]]:
    mail = parse(raw)
    return mail, addresses_in(mail)


def _read(mail: ParsedMail, raw: bytes, directory: Directory, desk: Desk, verify_dkim: bool) -> Reading:
    return read_parsed(mail, raw, directory, desk, txt_record if verify_dkim else None)


class Intake:
    """Takes due mails off the queue until it is empty; woken by the watcher and by the clock."""

    def __init__(self, engine: Engine, reader: Reader, desk: Desk, program: Program) -> None:
        self._engine = engine
        self._reader = reader
        self._desk = desk
        self._program = program
        self.wake = asyncio.Event()

    async def keep(self, mails: Sequence[KeptMail]) -> None:
        """T1: store the bytes and commit, before anybody reads them."""
        new = [
            NewMail(
                m.account, m.folder, m.uidvalidity, m.uid, m.internal_date, m.raw, is_whole=not m.truncated
            )
            for m in mails
        ]
        await self._engine.unit(lambda session, now: Inbound(session).keep(new, now))
        self.wake.set()

    async def cursor(self, account: str, folder: str, uidvalidity: int) -> int:
        """Where to go on in a folder."""
        return await self._engine.ask(lambda session: Inbound(session).cursor(account, folder, uidvalidity))

    async def run_once(self) -> int:
        """Handle what is due now; gives how many mails were taken."""
        kept = await self._engine.unit(
            lambda session, now: Inbound(session).claim(now, lease=LEASE, limit=BATCH)
        )
        await asyncio.gather(*(self._survive(mail) for mail in kept))
        return len(kept)

    async def _survive(self, kept: Kept) -> None:
        """The edge: whatever a mail does to us, the next one is read, and this one is not lost."""
        try:
            if kept.lease.attempts > ATTEMPTS:
                await self._set_aside(kept)
            else:
                await self._handle(kept)
        except LeaseLost:
            log.info("mail.taken_over", mail=kept.id)
        except SQLAlchemyError as broken:
            log.warning("mail.database", mail=kept.id, error=type(broken).__name__)  # the lease runs out
        except Exception as broken:  # noqa: BLE001  a poison mail; it is tried again, then set aside
            await self._try_later(kept, broken)

    async def _handle(self, kept: Kept) -> None:
        with READING_S.time():
            parsed, addresses = await self._reader.parse(kept.raw)
            directory = await self._directory(addresses, parsed)
            reading = await self._reader.read(parsed, kept.raw, directory, self._desk)
        reading = await self._flagged(reading, kept, parsed)
        heard = await self._heard(reading, kept)
        command = await self._command(reading, kept, directory, addresses, heard)
        mail = Mail(
            lease=kept.lease,
            status="held" if isinstance(command, HoldMail) else "done",
            outcome=_outcome(reading, command),
            message_id=parsed.message_id[:500],
            fingerprint=fingerprint(parsed),
        )
        today = local_date(kept.received_at, self._program.tz)
        also = beside(command, reading, heard, kept.id) or machines(
            reading, parsed, directory, kept.id, today
        )
        outcome = await self._engine.handle(command, f"mail:{mail.fingerprint}", mail=mail, also=also)
        said = "duplicate" if outcome.is_repeated else mail.outcome
        MAILS.labels(outcome=said.partition(":")[0]).inc()
        log.info("mail.done", mail=kept.id, outcome=said)

    async def _flagged(self, reading: Reading, kept: Kept, parsed: ParsedMail) -> Reading:
        """Say it when another mail came under the same Message-ID; both are kept and handled."""
        theirs, ours = parsed.message_id[:500], fingerprint(parsed)
        other = await self._engine.ask(lambda s: Inbound(s).other_content(theirs, kept.id, ours))
        if other is None:
            return reading
        log.warning("mail.same_message_id", mail=kept.id, other=other)
        said = f"Mail {other} came under the same Message-ID and says something else; both are kept."
        return replace(reading, reasons=(*reading.reasons, said))

    async def _heard(self, reading: Reading, kept: Kept) -> Heard | None:
        """What a proven person at a partner means; None where nobody of a partner wrote."""
        partner = reading.partner
        if not (partner and reading.authenticated and kept.is_whole and speaks_for(partner, reading)):
            return None
        today = local_date(kept.received_at, self._program.tz)
        return await self._engine.ask(lambda session: hear(session, reading, partner, today))

    async def _command(
        self,
        reading: Reading,
        kept: Kept,
        directory: Directory,
        addresses: frozenset[str],
        heard: Heard | None,
    ) -> Command:
        partner = reading.partner
        if partner and heard and heard.stops and reading.action != "register" and heard.only_stops:
            takes_nudges = await self._engine.ask(lambda s: Consents(s).get(reading.sender.address).nudges)
            if takes_nudges:  # who asks again still gets something unwanted: that is for a person
                return stop_of(reading, partner, kept.id)
        corrected = await self._correction(reading, kept)
        answered = None if corrected else await self._answer(reading, kept)
        return corrected or answered or command_for(reading, kept, directory, addresses)

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
        if not isinstance(found, Doubt):
            return found
        asked = replace(reading, reasons=(*reading.reasons, found.reason))
        return replace(_hold(asked, kept, found.cause), choices=found.choices)

    async def _answer(self, reading: Reading, kept: Kept) -> Command | None:
        """The answer to a partner's question, when it is surely understood; None leaves it to a person."""
        partner = reading.partner
        asks = reading.action == "status" or (reading.action, reading.cause) == ("handoff", "question")
        if not (asks and partner and reading.authenticated and reading.may_answer and kept.is_whole):
            return None
        if not 0 < len(reading.note) <= LONGEST_QUESTION:
            return None
        understood = await self._engine.ask(lambda session: _understand(session, reading, partner.id))
        if understood.kind not in ("status", "overview"):
            return None
        contact, refs = contact_of(reading, partner), understood.refs
        return AnswerPartner(kept.id, partner, contact, refs, thread_of(reading), reading.language)

    async def _directory(self, addresses: frozenset[str], parsed: ParsedMail) -> Directory:
        """Partners a mail can be about; what a colleague of ours passes on may name them in words only."""
        partners = await self._engine.ask(lambda session: Partners(session).named_in(addresses))
        if self._desk.is_staff(parsed.sender.address):
            words = f"{parsed.subject}\n{parsed.text[:LONGEST_NAMING]}"
            named = await self._engine.ask(lambda session: Partners(session).mentioned_in(words))
            partners = tuple({p.id: p for p in (*partners, *named)}.values())
        return Directory(partners, self._program.trust_partner_domains)

    async def _try_later(self, kept: Kept, broken: Exception) -> None:
        wait = timedelta(seconds=FIRST_WAIT_S * 2 ** (kept.lease.attempts - 1))
        why = f"{type(broken).__name__}: {broken}" if isinstance(broken, Retry) else type(broken).__name__
        log.warning("mail.retry", mail=kept.id, attempt=kept.lease.attempts, error=why)
        await self._engine.unit(
            lambda session, now: Inbound(session).retry(kept.lease, due_at=now + wait, error=why)
        )

    async def _set_aside(self, kept: Kept) -> None:
        why = f"I tried {ATTEMPTS} times to read it and failed ({kept.error or 'no reason known'})."
        mail = Mail(kept.lease, "quarantined", "quarantined")
        command = SetAsideMail(kept.id, why, kept.received_at)
        await self._engine.handle(command, f"aside:{kept.id}:{kept.lease.attempts}", mail=mail)
        MAILS.labels(outcome="quarantined").inc()
        log.error("mail.set_aside", mail=kept.id)


def _understand(session: Session, reading: Reading, partner_id: str) -> Understood:
    """What the question is about; what our mail it replies to was about helps with "and the payout?"."""
    referrals = Views(session).referrals_of(partner_id)
    mine = {referral.id for referral in referrals}
    told = (Outbox(session).find_sent(message_id) for message_id in reversed(reading.references))
    last = next((about for about in told if about in mine), None)
    return consider(reading.note, referrals, (last,) if last else ())


def command_for(
    reading: Reading,
    kept: Kept,
    directory: Directory | None = None,
    addresses: frozenset[str] = frozenset(),
) -> Command:
    """What a reading asks of the workflows. `addresses` are all that stand in the mail."""
    partner = reading.partner
    if not kept.is_whole:
        return _hold(reading, kept, "too_large")
    match reading.action:
        case "register" if partner and reading.prospects:
            if any(is_own_company(prospect, partner) for prospect in reading.prospects):
                said = "The prospect is the partner's own company."
                return _hold(replace(reading, reasons=(*reading.reasons, said)), kept, "self_referral")
            own = speaks_for(partner, reading)
            return RegisterReferrals(
                partner=partner,
                contact=contact_of(reading, partner, addresses),
                prospects=reading.prospects,
                received_at=kept.received_at,
                note=reading.note,
                mail_id=kept.id,
                thread=thread_of(reading) if own else Thread(),
                language=reading.language,
                enclosures=_enclosures(reading),
                may_answer=reading.may_answer or not own,
            )
        case "ignore" | "duplicate":
            return IgnoreMail(kept.id, "; ".join(reading.reasons))
        case "bounce":
            return NoteBounce(kept.id, reading.bounced, reading.bounced_message_id, reading.reasons)
    held = _hold(reading, kept, reading.cause if reading.cause != "none" else "question")
    if held.cause != "manager_for_partner" or directory is None:
        return held
    return replace(held, guesses=tuple(p.id for p in directory.partners[:5]))


def fingerprint(mail: ParsedMail) -> str:
    """The same for the same mail, however often and by whatever way it comes; another for other content."""
    parts = (
        ",".join(sorted(box.address for box in mail.from_)),
        mail.date.isoformat() if mail.date else "",
        mail.subject,
        " ".join(mail.text.split()),
        ",".join(f"{a.name}:{a.size}" for a in mail.attachments),
        *(fingerprint(attached) for attached in mail.attached),
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def _hold(reading: Reading, kept: Kept, cause: str) -> HoldMail:
    return HoldMail(
        mail_id=kept.id,
        cause=cause,
        sender=reading.sender.address,
        sender_name=reading.sender.name,
        received_at=kept.received_at,
        partner=reading.partner,
        prospects=reading.prospects,
        note=reading.note,
        reasons=reading.reasons,
        thread=thread_of(reading),
        language=reading.language,
        may_answer=reading.may_answer and reading.authenticated,
        enclosures=_enclosures(reading),
    )


def _enclosures(reading: Reading) -> tuple[Enclosure, ...]:
    return tuple(Enclosure(one.name[:200], one.size) for one in reading.attachments[:20])


def _outcome(reading: Reading, command: Command) -> str:
    if isinstance(command, HoldMail):
        return f"held: {command.cause}"
    if isinstance(command, AnswerPartner | StopNudges):
        return "answered" if isinstance(command, AnswerPartner) else "stopped"
    if isinstance(command, CorrectReferral | UndoCorrection):
        return "corrected" if isinstance(command, CorrectReferral) else "undone"
    return {"register": "registered", "ignore": "ignored", "duplicate": "duplicate", "bounce": "bounce"}[
        reading.action
    ]

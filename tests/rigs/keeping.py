"""Years of a programme in seconds: partners who answer at random, replicas that die, a clock moved by hand.

A witness watches from outside: it knows what each partner did and checks every touch against the rules.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.care.nudges import LEASE, Nudges
from bot.engine import Engine
from bot.voice import Voice
from storage.database import Database
from storage.engagement_tables import EnrollmentRow
from storage.enrollments import Enrollments
from storage.mail_tables import OutboxRow
from storage.tables import EventRow
from tests.builders import DANA, MARCO, introduction, partner, program, prospect
from tests.conftest import StillClock
from workflows.calendar import is_business_day, local
from workflows.commands import AddPartner, ClaimReferral, MoveStage, PausePartner
from workflows.conversation_messages import Meaning, NotePartnerReply, StopNudges
from workflows.engagement_messages import NoteContact
from workflows.engagement_times import hours_for
from workflows.events import ReferralRegistered
from workflows.model import Contact, Partner, Pause

ZONES = (("GB", "Europe/London"), ("US", "America/New_York"), ("DE", "Europe/Berlin"), ("JP", "Asia/Tokyo"))
MEANINGS: tuple[Meaning, ...] = (
    "question", "not_now", "wrong_person", "thanks", "auto_reply", "out_of_office", "decline", "other",
)  # fmt: skip
PATIENCE = timedelta(days=125)  # ninety, a downtime, holidays, and three business days


@dataclass
class Witness:
    """What happened to one partner, as an outsider would note it."""

    partner: Partner
    signs: list[datetime] = field(default_factory=list)  # of life, which end a round
    referrals: list[datetime] = field(default_factory=list)
    stopped_at: datetime | None = None
    away: list[tuple[datetime, date]] = field(default_factory=list)
    paused: list[tuple[datetime, date]] = field(default_factory=list)


@dataclass(frozen=True)
class Taken:
    """A step that was taken."""

    partner_id: str
    does: str
    cycle: int
    day: int
    at: datetime


class Programme:
    """Partners, two replicas over one database, and chance from a seed."""

    def __init__(self, url: str, clock: StillClock, partners: int, seed: int) -> None:
        self.url, self.clock, self.chance = url, clock, random.Random(seed)
        self.rules = program()
        self._replicas = [self._open(), self._open()]
        self.witnesses = [Witness(_somebody(number)) for number in range(partners)]
        self.restarts = 0

    def _open(self) -> tuple[Engine, Nudges]:
        database = Database(self.url)
        database.migrate()
        engine = Engine(database, self.rules, Voice(self.rules), self.clock)
        return engine, Nudges(engine, self.clock, every_s=0)

    @property
    def engine(self) -> Engine:
        """One of the replicas."""
        return self.chance.choice(self._replicas)[0]

    async def run(self, days: int) -> None:
        """Let the days pass; most of the time nothing happens, so the clock jumps to what is due."""
        for witness in self.witnesses:
            await self.engine.handle(AddPartner(witness.partner, DANA), f"add:{witness.partner.id}")
        end = self.clock.now() + timedelta(days=days)
        next_thing = self._next_thing()
        while self.clock.now() < end:
            await self._tick()
            due = await self.engine.ask(lambda s: s.scalar(select(func.min(EnrollmentRow.nudge_at))))
            now = self.clock.now()
            if self.chance.random() < 0.02:  # nothing runs for days: downtime
                self.clock.move(timedelta(days=self.chance.randint(2, 9)))
            else:
                self.clock.move(max(timedelta(), min(due or end, next_thing, end) - now))
            if self.clock.now() >= next_thing:
                await self._happens(self.chance.choice(self.witnesses))
                next_thing = self._next_thing()
            if self.chance.random() < 0.03:
                self._kill(self.chance.randrange(2))
        await self._tick()

    def _next_thing(self) -> datetime:
        """When somebody does something next: each partner about three times a year."""
        mean_s = 120 * 86_400 / len(self.witnesses)
        return self.clock.now() + timedelta(seconds=1 + self.chance.expovariate(1 / mean_s))

    async def _tick(self) -> None:
        """Both replicas take what is due; sometimes one dies with a batch in hand."""
        if self.chance.random() < 0.1:
            await self.engine.unit(lambda s, now: Enrollments(s).claim(now, lease=LEASE, limit=5))
            self.clock.move(LEASE)
        order = self._replicas if self.chance.random() < 0.5 else self._replicas[::-1]
        while sum([await nudges.run_once() for _engine, nudges in order]):
            pass

    def _kill(self, number: int) -> None:
        self._replicas[number][0].close()
        self._replicas[number] = self._open()
        self.restarts += 1

    async def _happens(self, witness: Witness) -> None:
        now, key = self.clock.now(), f"chance:{self.chance.getrandbits(64)}"
        address = witness.partner.contacts[0].emails[0]
        match self.chance.choices(("referral", "reply", "talk", "stop", "pause"), (40, 40, 12, 2, 6))[0]:
            case "referral":
                someone = prospect(email=f"a@{key[7:]}.example", company=f"Company {key[7:]}")
                who = introduction(
                    someone, partner=witness.partner, contact=witness.partner.contacts[0], received_at=now
                )
                outcome = await self.engine.handle(who, key)
                lead = next(e.about for e in outcome.events if isinstance(e, ReferralRegistered))
                await self.engine.handle(ClaimReferral(lead, MARCO), f"{key}:claim")
                await self.engine.handle(MoveStage(lead, "contacted", MARCO), f"{key}:contacted")
                witness.referrals.append(now)
                witness.signs.append(now)
            case "reply":
                meaning = self.chance.choice(MEANINGS)
                back = (now + timedelta(days=self.chance.randint(3, 40))).date()
                until = back.isoformat() if meaning in ("not_now", "out_of_office") else ""
                reply = NotePartnerReply(witness.partner.id, address, meaning, until, mail_id=None)
                await self.engine.handle(reply, key)
                if meaning == "out_of_office":
                    witness.away.append((now, back))
                elif meaning == "not_now":
                    witness.paused.append((now, back))
                    witness.signs.append(now)
                elif meaning != "auto_reply":
                    witness.signs.append(now)
            case "talk":
                await self.engine.handle(NoteContact(witness.partner.id, DANA, "called"), key)
                witness.signs.append(now)
            case "stop":
                await self.engine.handle(StopNudges(address, witness.partner), key)
                witness.stopped_at = witness.stopped_at or now
            case _:
                until_day = (now + timedelta(days=self.chance.randint(5, 60))).date()
                pause = Pause("Dana", now, until_day)
                await self.engine.handle(PausePartner(witness.partner.id, pause), key)
                witness.paused.append((now, until_day))

    async def nudges(self) -> dict[str, list[tuple[str, datetime]]]:
        """Every nudge that was promised, by partner, with its moment."""

        def look(session: Session) -> list[tuple[str, str, datetime]]:
            query = select(OutboxRow.about, OutboxRow.key, OutboxRow.created_at).order_by(OutboxRow.id)
            return [(a, k, t) for a, k, t in session.execute(query.where(OutboxRow.key.startswith("nudge:")))]

        found: dict[str, list[tuple[str, datetime]]] = {}
        for about, key, at in await self.engine.ask(look):
            found.setdefault(about, []).append((key, at))
        return found

    async def steps(self) -> list[Taken]:
        """Every step that was taken, in order."""

        def look(session: Session) -> list[Taken]:
            query = select(EventRow).where(EventRow.kind == "PartnerNudged").order_by(EventRow.id)
            rows = session.scalars(query)
            return [Taken(r.about, r.data["does"], r.data["cycle"], r.data["day"], r.at) for r in rows]

        return await self.engine.ask(look)

    async def overdue(self) -> int:
        """Steps that are due and were not taken."""

        return await self.engine.ask(lambda s: Enrollments(s).waiting(self.clock.now())[0])

    def close(self) -> None:
        """The end."""
        for engine, _ in self._replicas:
            engine.close()


def faults(witness: Witness, nudges: list[tuple[str, datetime]], programme: Programme) -> list[str]:
    """What a careful person would object to; nothing, if all is well."""
    found = []
    hours, rules = hours_for(witness.partner, programme.rules), programme.rules.engagement
    for key, at in nudges:
        there, day, track = local(at, hours.tz), int(key.split(":")[3]), key.split(":")[4]
        said = f"{key} at {there:%a %d %b %Y %H:%M}"
        if not (is_business_day(there.date(), hours) and time(9, 30) <= there.time() < time(17)):
            found.append(f"{said}: at night, or on a day off")
        if witness.stopped_at and at > witness.stopped_at:
            found.append(f"{said}: after a stop")
        if any(since < at and there.date() < back for since, back in witness.away):
            found.append(f"{said}: while they were away")
        if any(since < at and there.date() < back for since, back in witness.paused):
            found.append(f"{said}: in a pause")
        young = timedelta(days=rules.young_days)
        if track == "q" and any(timedelta() < at - sent < young for sent in witness.referrals):
            found.append(f"{said}: with a young referral open")
        if day > 3 and any(
            timedelta() < at - sign < timedelta(days=rules.contact_days) for sign in witness.signs
        ):
            found.append(f"{said}: right after a sign of life")
    for (key, at), (later_key, later) in pairwise(nudges):
        days = sum(
            is_business_day((at + timedelta(days=n)).date(), hours) for n in range(1, (later - at).days + 2)
        )
        if days < rules.gap_days:
            found.append(f"{later_key} too soon after {key}")
    return found


def forgotten(witness: Witness, steps: list[datetime], end: datetime) -> list[str]:
    """Silences of theirs in which nobody thought of them, though nothing held us back."""
    held = (*witness.away, *witness.paused)
    found = []
    for sign in witness.signs:
        until = sign + PATIENCE
        is_held = any(since < until and back >= sign.date() for since, back in held)
        is_over = until > end or (witness.stopped_at is not None and witness.stopped_at < until)
        if is_held or is_over or any(sign < other <= until for other in witness.signs):
            continue
        if not any(sign < at <= until for at in steps):
            found.append(f"{witness.partner.id}: nothing after {sign:%d %b %Y}")
    return found


def _somebody(number: int) -> Partner:
    country, tz = ZONES[number % len(ZONES)]
    address = f"sam{number}@firm{number}.example"
    return partner(
        f"P-{number}",
        company=f"Firm {number}",
        contacts=(Contact("Sam Ortega", (address,)),),
        domains=(f"firm{number}.example",),
        tz=tz,
        country=country,
    )

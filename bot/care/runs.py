"""The calendar of care: calls every month, opinions every quarter, changes and endings before they happen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from bot.almanac import Kind
from bot.clock import Clock
from bot.conversation.learning import lessons
from bot.engine import Engine
from storage.care import Care
from storage.partners import Partners
from workflows.almanac import Run, period_runs
from workflows.calendar import add_business_minutes, local_date, opening, short_date
from workflows.care_messages import AnnounceRules, AnnounceTerms, AskForView, SayStrain, WantTask
from workflows.commission.answers import plan_words
from workflows.groups import changes
from workflows.model import Partner
from workflows.program import Program
from workflows.strain import strain
from workflows.territories import ending

DAILY, CALLS, CHECKINS, FEEDBACK, STRAIN = "care", "calls", "checkins", "feedback", "strain"
PAGE = 200
CALLS_A_MONTH = 10  # nobody makes more, and a longer list is read by nobody
YEAR = timedelta(days=365)
LATELY = timedelta(days=8)
ANNOUNCED = timedelta(days=60)  # how long before they begin new terms are looked for


def care_kinds(engine: Engine, program: Program, clock: Clock) -> tuple[Kind, ...]:
    """Those of the runs whose layers are on."""
    almoner, has = Almoner(engine, program, clock), program.engagement.has
    kinds = [Kind(DAILY, partial(_daily, program), almoner.look_ahead)]
    if has("checkins"):
        kinds += [
            _kind(CALLS, "month", program, almoner.calls),
            _kind(CHECKINS, "quarter", program, almoner.checkins),
        ]
    if has("feedback"):
        kinds.append(_kind(FEEDBACK, "quarter", program, almoner.ask_for_views))
    if has("strain"):
        kinds.append(_kind(STRAIN, "week", program, almoner.say_strain))
    return tuple(kinds)


class Almoner:
    """Looks who and what is due, and hands it to the engine; a repeated run says nothing twice."""

    def __init__(self, engine: Engine, program: Program, clock: Clock) -> None:
        self._engine, self._program, self._clock = engine, program, clock

    async def look_ahead(self, _run: Run) -> None:
        """Exclusivity that ends, terms that begin, and the language partners turn out to write in."""
        today = local_date(self._clock.now(), self._program.tz)
        for territory, days in ending(self._program.territories, today):
            for partner in await self._engine.ask(partial(_named, territory.partner)):
                if territory.is_of(partner):
                    what = f"exclusivity for {territory.name} ends on {short_date(territory.until)}"
                    name = f"exclusive:{partner.id}:{territory.until}:{days}"
                    await self._task(partner.id, name, "exclusive", {"what": what})
        if self._program.engagement.has("changes"):
            await self._announce(today)
        since = self._clock.now() - LATELY
        for lesson in await self._engine.ask(lambda session: lessons(session, since)):
            await self._engine.handle(lesson, f"language:{lesson.about}:{lesson.language}:{today}")

    async def calls(self, run: Run) -> None:
        """This month's calls: the strongest partners, those we spoke to longest ago first."""
        month = run.key.rpartition(":")[2]
        if int(month[-2:]) % 3 == 0:
            return  # the quarter's check-ins with all of the strongest come the same day
        for partner_id in (await self._strongest())[:CALLS_A_MONTH]:
            await self._task(partner_id, f"call:{partner_id}:{month}", "monthly_call")

    async def checkins(self, run: Run) -> None:
        """A check-in a quarter with each of the strongest."""
        quarter = run.key.rpartition(":")[2]
        for partner_id in await self._strongest():
            await self._task(partner_id, f"checkin:{partner_id}:{quarter}", "checkin")

    async def ask_for_views(self, run: Run) -> None:
        """One question to everybody who has referred somebody within a year."""
        since = self._clock.now() - YEAR
        for partner_id in await self._engine.ask(lambda session: Care(session).active(since)):
            await self._engine.handle(AskForView(partner_id, run.key), f"{run.key}:{partner_id}")

    async def say_strain(self, run: Run) -> None:
        """What is too much, once a week, while it is."""
        now, program = self._clock.now(), self._program
        soon = add_business_minutes(now, program.sla.promise_lead_minutes, program.hours)
        load = await self._engine.ask(lambda session: Care(session).load(now, soon))
        await self._engine.handle(SayStrain(run.key, strain(load, program.strain)), run.key)

    async def _announce(self, today: date) -> None:
        """Each partner hears of the new terms they would get, while the old ones still hold."""
        await self._announce_rules(today)
        terms = self._program.terms
        coming = [p for p in terms.book.plans if today < p.valid_from <= today + ANNOUNCED] if terms else []
        for plan in coming:
            start = 0
            while page := await self._engine.ask(partial(_page, start=start)):
                for partner in page:
                    book = terms.book if terms else None
                    new = book.current(partner, plan.valid_from) if book else None
                    old = book.current(partner, today) if book else None
                    if new == plan and old and old.version != plan.version:
                        day = plan.valid_from.isoformat()
                        command = AnnounceTerms(
                            partner.id, plan.version, day, plan_words(plan), plan_words(old)
                        )
                        await self._engine.handle(command, f"terms:{plan.version}:{day}:{partner.id}")
                start += len(page)

    async def _announce_rules(self, today: date) -> None:
        """Each partner of a group hears what they will be promised, where it differs from today."""
        program = self._program
        for day in changes(program.groups, today, today + ANNOUNCED):
            start = 0
            while page := await self._engine.ask(partial(_page, start=start)):
                for partner in page:
                    old, new = program.promised_to(partner, today), program.promised_to(partner, day)
                    if old != new:
                        command = AnnounceRules(
                            partner.id,
                            day.isoformat(),
                            (old.protection_days, new.protection_days),
                            (old.promised_hours, new.promised_hours),
                        )
                        await self._engine.handle(command, f"rules:{day}:{partner.id}")
                start += len(page)

    async def _strongest(self) -> tuple[str, ...]:
        """The top part by referrals within a year, whom nobody has spoken to lately."""
        now, rules = self._clock.now(), self._program.engagement
        quiet_since = now - timedelta(days=rules.contact_days)
        return await self._engine.ask(
            lambda session: Care(session).strongest(now - YEAR, rules.top_percent, quiet_since)
        )

    async def _task(
        self, partner_id: str, name: str, kind: str, context: dict[str, str] | None = None
    ) -> None:
        await self._engine.handle(WantTask(partner_id, name, kind, context or {}), f"task:{name}")


def _daily(program: Program, since: datetime, now: datetime) -> tuple[Run, ...]:
    """One at each opening; after days away only the newest, since it looks ahead."""
    today = local_date(now, program.hours.tz)
    at = opening(today, program.hours)
    return (Run(DAILY, f"{DAILY}:{today}", at),) if since < at <= now else ()


def _kind(name: str, unit: str, program: Program, do: Callable[[Run], Awaitable[None]]) -> Kind:
    return Kind(name, lambda since, now: period_runs(name, unit, since, now, program.hours), do)  # type: ignore[arg-type]


def _named(words: str, session: Session) -> tuple[Partner, ...]:
    partner = Partners(session).get(words)
    return (partner,) if partner else Partners(session).search(words, limit=5)


def _page(session: Session, *, start: int) -> tuple[Partner, ...]:
    return Partners(session).listed(start=start, limit=PAGE)

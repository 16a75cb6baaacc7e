"""The checklists: what a person is to ask themselves, with what the desk has counted about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy.orm import Session

from bot.almanac import Kind
from bot.clock import Clock
from bot.engine import Engine
from bot.reports.counting import report_on
from storage.canaries import Canaries
from storage.outbox import Outbox
from storage.quality import Findings
from storage.reports import Reports
from workflows import periods
from workflows.almanac import Run, period_runs, reported
from workflows.calendar import local_date, short_date
from workflows.periods import Period
from workflows.program import Program
from workflows.reporting import Figure, Report
from workflows.review_messages import Item, OpenReview

QUARTERLY, ANNUAL = "review", "annual"
CANARIES = timedelta(days=90)
_TIMINGS = ("LeadEscalated", "RotaReached", "PromiseAtRisk", "PromiseBroken", "NewsAsked")


def review_kinds(engine: Engine, program: Program, clock: Clock) -> tuple[Kind, ...]:
    """The quarter's and the year's."""

    async def open_one(run: Run) -> None:
        period = reported(run, program.hours)
        report = await engine.ask(lambda session: report_on(session, period, program, clock.now()))
        if not any(count for _, count, _ in report.numbers.trend):
            return  # a programme that has not begun has nothing to review
        items = yearly(report, program)
        if run.kind == QUARTERLY:
            items = await engine.ask(lambda session: quarterly(session, report, program, clock))
        await engine.handle(OpenReview(run.key, items), run.key)

    def kind(name: str, unit: periods.Kind) -> Kind:
        return Kind(name, lambda since, now: period_runs(name, unit, since, now, program.hours), open_one)

    return kind(QUARTERLY, "quarter"), kind(ANNUAL, "year")


def quarterly(session: Session, report: Report, program: Program, clock: Clock) -> tuple[Item, ...]:
    """Templates, integrations, timings, edge cases, data."""
    counts, span = Reports(session), report.period.span(program.tz)
    happened = counts.events(span, (*_TIMINGS, "MailBounced", "StageMoved", "DigestSent"))
    return (
        Item(
            "templates",
            "Templates",
            "Read the mails once as a partner would: do they still sound like us, and is every fact true?",
            _lines(
                f"{happened.get('StageMoved', 0)} stage moves, {happened.get('DigestSent', 0)} digests.",
                f"{happened.get('MailBounced', 0)} mails came back.",
                f"{Outbox(session).count_dead()} messages could not be delivered, since the beginning.",
            ),
        ),
        Item(
            "integrations",
            "Integrations",
            "Is everything connected still the right one, with no more rights than it needs?",
            (_canaries(session, program, clock),),
        ),
        Item(
            "timings",
            "Timings",
            "Do the reminders come when they help, and do we promise what we keep?",
            _lines(
                _figure(report, "promises"),
                f"{happened.get('LeadEscalated', 0)} leads nobody took in time, "
                f"{happened.get('RotaReached', 0)} given out by the rota, "
                f"{happened.get('NewsAsked', 0)} asked about.",
            ),
        ),
        Item(
            "edges",
            "Edge cases",
            "What went to a person this quarter that a rule or a setting could have settled?",
            _lines(*_held(counts, report.period, program), _figure(report, "conflicts")),
        ),
        Item(
            "data",
            "Data",
            "Is the list of what wants a look getting shorter?",
            _findings(session),
        ),
    )


def yearly(report: Report, program: Program) -> tuple[Item, ...]:
    """The process as a whole, the people, the rules, the privacy."""
    people = ", ".join(person.name for person in program.managers)
    reps = ", ".join(person.name for person in program.reps) or "every full member of the workspace"
    return (
        Item(
            "process",
            "The process",
            "Walk one lead from the mail to the payout: which step helps nobody any more?",
            tuple(f"{one.name}: {one.says}" for one in report.headline),
        ),
        Item(
            "people",
            "The people",
            "Are these still the right ones?",
            (f"Managers: {people}.", f"Reps: {reps}."),
        ),
        Item(
            "promises",
            "Promises and rules",
            "Would you still sign these today?",
            (
                f"First contact within {program.promised_hours} hours.",
                f"Protection for {program.protection_days} days, {program.protection_days_at_most} at most.",
                _figure(report, "promises"),
            ),
        ),
        Item(
            "worth",
            "What it is worth",
            "Does the programme earn its keep, and the desk its own?",
            _lines(_figure(report, "sourced"), _figure(report, "retention"), _figure(report, "saved")),
        ),
        Item(
            "privacy",
            "Privacy",
            "Is anything kept that nobody needs, and does everybody who can see it have to?",
            (f"{report.numbers.headline.active.whole} partners are known, with the mails they sent.",),
        ),
    )


def _figure(report: Report, key: str) -> str:
    found: Figure | None = next((one for one in report.figures if one.key == key), None)
    return f"{found.name}: {found.says}." if found else ""


def _canaries(session: Session, program: Program, clock: Clock) -> str:
    flown = Canaries(session).since(clock.now() - CANARIES)
    if not flown:
        return "No canary flies: `[canary] enabled = true` would prove the whole way every week."
    home = [one for one in flown if one.status == "home"]
    last = (
        f", the last on {short_date(local_date(home[0].home_at, program.tz))}"
        if home and home[0].home_at
        else ""
    )
    return f"{len(home)} of {len(flown)} canaries of the last three months came home{last}."


def _held(counts: Reports, period: Period, program: Program) -> Iterable[str]:
    causes = counts.held(period.span(program.tz))
    told = ", ".join(f"{count} {cause.replace('_', ' ')}" for cause, count in causes.items())
    return [f"Mails for a person: {told}." if told else "No mail needed a person."]


def _findings(session: Session) -> tuple[str, ...]:
    kinds = Findings(session).by_kind()
    told = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in sorted(kinds.items()))
    return (f"Open: {told}. `/partner data` shows them." if told else "Nothing is open.",)


def _lines(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line)

"""Show your work: what a partner earns of a deal, when, and the arithmetic; the same for mail and Slack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from workflows.calendar import full_date
from workflows.commission.calculate import Commission, calculate, what_if
from workflows.commission.ledger import LedgerEntry
from workflows.commission.model import Credit, Deal
from workflows.commission.payday import Payday, payday_for
from workflows.commission.record import DealRecord
from workflows.commission.rules import Plan, in_words
from workflows.errors import Dead
from workflows.money import Money


@dataclass(frozen=True, slots=True)
class EarnedLine:
    """One line of a plan: what it comes to for this partner, and the steps that lead there."""

    line: str
    amount: Money
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Earned:
    """What one partner earns of one deal. `lines` add up to `total`, to the cent."""

    total: Money
    lines: tuple[EarnedLine, ...]
    due: tuple[tuple[date, Money], ...] = ()  # what is still to come, by payday
    owing: Money | None = None  # what is taken off the next payouts, below zero
    paid: Money | None = None  # what has been paid of it
    plan: str = ""
    version: str = ""
    waits_for: str = ""  # "EUR/USD" while an exchange rate is missing and nothing is booked
    promise: str = ""  # the plan in words
    least: Money | None = None  # the smallest payout, where what the partner has due does not reach it yet

    @property
    def steps(self) -> tuple[str, ...]:
        """The arithmetic, line by line, with the sum of several lines at the end."""
        steps = [words for line in self.lines for words in line.why]
        if len(self.lines) > 1:
            added = " + ".join(line.amount.format() for line in self.lines)
            steps.append(f"{added} = {self.total.format()}")
        return tuple(steps)

    @property
    def headline(self) -> str:
        """ "€4,500.00 (15 % of €30,000.00)"; with more than one step the steps say it better."""
        amount = self.total.format()
        if len(self.steps) != 1:
            return amount
        return f"{amount} ({self.steps[0].removesuffix(f' = {amount}')})"

    @property
    def when(self) -> str:
        """ "Payment date: Friday 13 February 2026"; with amounts where it comes in parts, "" for nothing."""
        if self.least and self.due:
            least, earliest = self.least.format(), full_date(self.due[0][0])
            return f"It is paid once at least {least} is due to you, on {earliest} at the earliest"
        if len(self.due) == 1 and self.due[0][1] == self.total:
            return f"Payment date: {full_date(self.due[0][0])}"
        parts = "; ".join(f"{amount.format()} on {full_date(day)}" for day, amount in self.due)
        return f"Still to be paid: {parts}" if parts else ""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a deal would earn a partner if it closed: nothing is booked, nothing is promised."""

    value: Money
    on: date
    earned: Earned
    payday: date


def earned(record: DealRecord, plan: Plan, entries: Iterable[LedgerEntry], partner: str) -> Earned:
    """What a partner earns of a deal by the ledger; `entries` are the deal's, with their payouts."""
    entries = tuple(entries)
    settled = {key for entry in entries for key in entry.settles}
    mine = [e for e in entries if e.deal == record.deal.id and e.partner == partner]
    if record.waits_for and not mine:
        nothing = Money.zero(plan.currency or record.deal.value.currency)
        said = plan_words(plan)
        return Earned(nothing, (), (), None, None, plan.name, plan.version, record.waits_for, said)
    currency = mine[0].amount.currency if mine else plan.currency or record.deal.value.currency
    lines = _lines(calculate(plan, record.deal, _kept(record.credited, partner, currency)), partner)
    return Earned(
        total=Money.total((e.amount for e in mine), currency),
        lines=lines,
        due=_due([e for e in mine if e.key not in settled], currency),
        owing=_owing([e for e in mine if e.key not in settled], currency),
        paid=Money.total((e.amount for e in mine if e.key in settled), currency),
        plan=plan.name,
        version=plan.version,
        waits_for=record.waits_for,
        promise=plan_words(plan),
    )


def short_of(
    unpaid: Iterable[LedgerEntry], currency: str, by: date, minimum: Mapping[str, Money]
) -> Money | None:
    """The smallest payout, where all that a partner has due by that day does not reach it."""
    least = minimum.get(currency)
    due = (e.amount for e in unpaid if e.amount.currency == currency and e.payable_on <= by)
    return least if least is not None and Money.total(due, currency) < least else None


def rehearse(
    plan: Plan, deal: Deal, value: Money, credited: Sequence[Credit], partner: str, on: date, terms: Payday
) -> Rehearsal | None:
    """What it would earn if it closed at `value` that day; None when that cannot be computed today."""
    try:
        lines = _lines(what_if(plan, deal, value, credited, on), partner)
    except Dead:  # no exchange rate, or shares that do not fit: a person answers
        return None
    currency = lines[0].amount.currency if lines else plan.currency or value.currency
    total = Money.total((line.amount for line in lines), currency)
    payday = payday_for(on, terms, plan.hold_days)
    made = Earned(total, lines, ((payday, total),) if total else (), plan=plan.name, version=plan.version)
    return Rehearsal(value, on, made, payday)


def why_words(found: Earned, title: str) -> tuple[str, ...]:
    """The answer to "why?": the sum, its steps, when it is paid, and by which plan."""
    if found.waits_for:
        return (f"{title}: I cannot say yet, since the exchange rate {found.waits_for} is still missing.",)
    said = [f"{title}: {found.total.format()}", *found.steps]
    if found.paid:
        said.append(f"Paid so far: {found.paid.format()}")
    if found.when:
        said.append(found.when)
    if found.owing:
        said.append(f"Taken off the next payouts: {(-found.owing).format()}")
    return (*said, f'By the plan "{found.plan}", version {found.version}, as promised at registration.')


def what_if_words(rehearsal: Rehearsal, title: str) -> tuple[str, ...]:
    """The answer to "what if it closes at 50k?"."""
    head = f"{title}: {rehearsal.earned.total.format()}, if it closes at {rehearsal.value.format()}"
    return (
        f"{head} on {full_date(rehearsal.on)}",
        *rehearsal.earned.steps,
        f"It would be paid on {full_date(rehearsal.payday)}.",
    )


def plan_words(plan: Plan) -> str:
    """What a plan pays, in one sentence for a receipt."""
    return "; ".join(in_words(plan))


def _lines(computed: Iterable[Commission], partner: str) -> tuple[EarnedLine, ...]:
    """The partner's own share of every line that pays something; if none does, the first that says why."""
    shares = [share for line in computed for share in line.shares if share.partner == partner]
    paying = [share for share in shares if share.amount] or shares[:1]
    return tuple(EarnedLine(share.line, share.amount, share.why) for share in paying)


def _kept(credited: Sequence[Credit], partner: str, currency: str) -> tuple[Credit, ...]:
    """The credits, this partner's in the currency the deal was first booked in."""
    return tuple(replace(c, pay_in=currency) if c.partner == partner else c for c in credited)


def _due(unpaid: Sequence[LedgerEntry], currency: str) -> tuple[tuple[date, Money], ...]:
    days: dict[date, Money] = {}
    for entry in unpaid:
        if entry.kind != "clawback":
            so_far = days.get(entry.payable_on, Money.zero(currency))
            days[entry.payable_on] = so_far + entry.amount
    return tuple((day, amount) for day, amount in sorted(days.items()) if amount.minor > 0)


def _owing(unpaid: Sequence[LedgerEntry], currency: str) -> Money | None:
    taken = Money.total((e.amount for e in unpaid if e.kind == "clawback"), currency)
    return taken if taken.minor < 0 else None

"""What a report says: counted numbers in, figures out, each with the decision it serves.

Nothing is estimated. A rate of fewer than `ENOUGH` cases is not told as a rate; time saved is told only from
counted actions, with the minutes that the programme itself states for each.
"""

from __future__ import annotations

from workflows.money import Money
from workflows.reporting import (
    ACTIONS,
    ENOUGH,
    TOO_FEW,
    Figure,
    Headline,
    Numbers,
    Report,
    Reporting,
    Share,
    median,
)

SHOWN_OPINIONS = 8  # in a report; its table has all of them


def report(numbers: Numbers, terms: Reporting) -> Report:
    """The whole report of a programme, or of one partner in it."""
    head = numbers.headline
    if numbers.partner_id:  # how many partners are active says nothing about one of them
        own = (_referrals(numbers), conversion(head), _money(head))
        return Report(numbers, own, (_promises(numbers),))  # a conflict would tell them of another partner
    figures = (_referrals(numbers), _active(head, terms), conversion(head), _money(head), _first(head))
    rest = (
        _retention(numbers, terms),
        _by_partner(numbers),
        _sourced(numbers),
        _promises(numbers),
        _conflicts(numbers),
        _questions(numbers),
        _opinions(numbers),
        _saved(numbers, terms),
    )
    return Report(numbers, figures, rest)


def _referrals(numbers: Numbers) -> Figure:
    head, period = numbers.headline, numbers.period
    says = f"{head.referrals}, after {head.before} in {period.before.name}"
    if not period.is_over(numbers.today):
        says = (
            f"{head.referrals} so far; {period.before.name} had {head.before_by_now} by the same day, "
            f"{head.before} in all"
        )
    return Figure(
        "referrals",
        "Referrals",
        says,
        "Whether to reach out to partners now, or to free reps for what is coming in.",
        "count",
        head.referrals,
        more=_change(head, is_over=period.is_over(numbers.today)),
    )


def _change(head: Headline, *, is_over: bool) -> tuple[str, ...]:
    """By how much, where the number it is compared with is large enough to mean something."""
    before = head.before if is_over else head.before_by_now
    if before < ENOUGH:
        return ()
    change = Share(abs(head.referrals - before), before).percent
    if not change:
        return ("No change.",)
    return (f"{change} % {'more' if head.referrals > before else 'fewer'}.",)


def _active(head: Headline, terms: Reporting) -> Figure:
    share = head.active
    says = f"{share.part} of {share.whole} ({share.percent} %)" if share.whole else "no partner yet"
    return Figure(
        "active",
        "Active partners",
        says,
        "Whether the programme lives off many or off a few, and whom to wake.",
        "count",
        share.part,
        share.whole,
        more=(f"Referred somebody within {terms.active_days} days.",),
    )


def conversion(head: Headline) -> Figure:
    """Won of decided: lost and disqualified count, what is still open does not."""
    period, year = head.closed, head.closed_in_a_year
    says = period.says if period.whole else "nothing was decided"
    more = () if period.is_enough or not year.whole else (f"Within a year: {year.says}.",)
    told = period if period.is_enough else year
    return Figure(
        "conversion",
        "Conversion",
        says,
        "Which leads reps should take first, and what to ask of partners.",
        "rate",
        told.percent / 100 if told.is_enough else None,
        period.whole,
        more,
    )


def _money(head: Headline) -> Figure:
    return Figure(
        "money",
        "Owed and paid",
        f"owed {_amounts(head.owed)}; paid {_amounts(head.paid)}",
        "How much money to set aside for the next payday.",
        "money",
        more=("Each currency by itself: they are never added up.",) if len(head.owed) > 1 else (),
    )


def _first(head: Headline) -> Figure:
    found, count = median(head.first_days), len(head.first_days)
    silent = (
        f" {head.still_silent} who joined within a year referred nobody yet." if head.still_silent else ""
    )
    if found is None:
        says = "no new partner has referred anybody yet"
    else:
        says = f"{_days(found) if found else 'the same day'} ({_of_newcomers(count)})"
    return Figure(
        "first",
        "Time to first referral",
        says,
        "Whether onboarding works, and when to call a new partner.",
        "days",
        found if count >= ENOUGH else None,
        count,
        (silent.strip(),) if silent else (),
    )


def _of_newcomers(count: int) -> str:
    """Whose days these are: of one there is no middle, of a few it says little."""
    if count == 1:
        return f"one new partner, {TOO_FEW}"
    return f"the middle of {count}, {TOO_FEW}" if count < ENOUGH else f"the middle of {count}"


def _retention(numbers: Numbers, terms: Reporting) -> Figure:
    share = numbers.retained
    return Figure(
        "retention",
        "Partners who stay",
        share.says,
        "Whether to invest in partners we have, or in finding new ones.",
        "rate",
        share.percent / 100 if share.is_enough else None,
        share.whole,
        (f"Active in the {terms.active_days} days before these {terms.active_days}, and still.",),
    )


def _by_partner(numbers: Numbers) -> Figure:
    rows = tuple(
        f"{one.company}: {one.referrals} referred; closed within a year: {one.closed.says}"
        for one in numbers.partners
    )
    return Figure(
        "partners",
        "Conversion by partner",
        ("one partner" if len(rows) == 1 else f"the {len(rows)} busiest")
        if rows
        else "nobody referred anybody",
        "Whom to thank, whom to help with better leads.",
        "count",
        None,
        more=rows,
    )


def _sourced(numbers: Numbers) -> Figure:
    ours, others = numbers.sourced, numbers.others
    if others is None:
        says = f"partners' leads {ours.says}; nobody told me about other deals"
    else:
        says = f"partners' leads {ours.says}; others {others.closed.says}"
    more = []
    if others is not None and not (ours.is_enough and others.closed.is_enough):
        more.append(f"With fewer than {ENOUGH} on either side the difference is chance.")
    return Figure(
        "sourced",
        "Partners' leads against others",
        says,
        "How much the programme deserves, set beside other ways to find customers.",
        "rate",
        ours.percent / 100 if ours.is_enough else None,
        ours.whole,
        tuple(more),
    )


def _promises(numbers: Numbers) -> Figure:
    share, running = numbers.promises, numbers.promises_running
    says = f"{share.part} of {share.whole}" if share.whole else "none fell due"
    if share.is_enough:
        says = share.says
    return Figure(
        "promises",
        "First contacts as promised",
        says,
        "Whether there are enough reps, and whether we promise too much.",
        "rate",
        share.percent / 100 if share.is_enough else None,
        share.whole,
        (f"{running} not due yet.",) if running else (),
    )


def _conflicts(numbers: Numbers) -> Figure:
    return Figure(
        "conflicts",
        "Conflicts prevented",
        f"{numbers.conflicts} second introductions noticed before anybody was promised anything"
        if numbers.conflicts
        else "none came up",
        "Whether territories or the protection period need changing.",
        "count",
        numbers.conflicts,
    )


def _questions(numbers: Numbers) -> Figure:
    count = numbers.payout_questions
    return Figure(
        "questions",
        "Questions about payouts",
        f"{count}: each is one that our statements should have answered"
        if count
        else "none: as it should be",
        "Which statement or notice to make clearer.",
        "count",
        count,
    )


def _opinions(numbers: Numbers) -> Figure:
    count, asked = len(numbers.opinions), numbers.asked
    said = f"{count} answer{'s' if count != 1 else ''}" if count else "no answer"
    whom = f"{asked} partner{'s were' if asked != 1 else ' was'} asked" if asked else ""
    return Figure(
        "opinions",
        "What partners say",
        f"{said}; {whom}" if whom else said if count else "nobody was asked",
        "What to change about the programme.",
        "count",
        count,
        asked or None,
        tuple(f"{one.company}: “{one.words}”" for one in numbers.opinions[:SHOWN_OPINIONS]),
    )


def _saved(numbers: Numbers, terms: Reporting) -> Figure:
    minutes, rows, total = dict(terms.minutes), [], 0
    for key, (one, several, kinds) in ACTIONS.items():
        count = sum(numbers.actions.get(kind, 0) for kind in kinds)
        if not count:
            continue
        each = minutes.get(key)
        rows.append(
            f"{count} {one if count == 1 else several}"
            + (f", {each} min each" if each else ", no minutes stated")
        )
        total += count * (each or 0)
    says = (
        f"{_hours(total)} from counted actions"
        if total
        else "not told: state the minutes in [report.minutes]"
    )
    return Figure(
        "saved",
        "Time saved",
        says if rows else "nothing was done yet",
        "Whether the desk is worth its upkeep.",
        "hours",
        round(total / 60, 1) if total else None,
        more=tuple(rows),
    )


def _amounts(amounts: tuple[Money, ...]) -> str:
    return ", ".join(amount.format() for amount in amounts) or "nothing"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f} hours" if minutes < 600 else f"{round(minutes / 60)} hours"

"""`/partner report`: the headline figures of a period, and the rest on request; a partner sees their own."""

from __future__ import annotations

from collections.abc import Callable

from blockkit import Context, Header, Section

from bot.reports.counting import headline_on, report_on
from bot.slack.answers import REFUSAL, Answer, Ask, Block, Show, Word, built, lead_on, say
from bot.slack.blocks import cut, mrkdwn, plain
from templates import escape_slack
from workflows.calendar import local_date
from workflows.model import Partner
from workflows.periods import Period, period_of, read_period
from workflows.reporting import Figure, Report

WHOLE = "all"
MOST_LINES = 12
NOT_FOR_REPS = ":raised_hand: Reports are for partner managers and finance. `/lead mine` shows what is yours."
MAY_READ = frozenset({"manager", "finance"})
Find = Callable[[Ask, str], Partner | Show]


def word(find: Find) -> Word:
    """The word `report` of `/partner`, with the way in which partners are found there."""

    def partner_report(ask: Ask) -> Answer:
        is_whole, words = _whole(ask.words)
        today = local_date(ask.now, ask.program.tz)
        period, rest = read_period(words, today)
        if period is None:
            period, rest = period_of("month", today), words
        if period.first > today:
            return say(f"{period.key} is still to come, so there is nothing to count yet.")
        if ask.user.role == "partner" and ask.user.partner:
            return _drawn(ask, period, ask.user.partner, is_whole=is_whole)
        if ask.user.role not in MAY_READ:
            return say(NOT_FOR_REPS if ask.user.role == "rep" else REFUSAL)
        if not rest:
            return _drawn(ask, period, None, is_whole=is_whole)
        found = find(ask, rest)
        return found if isinstance(found, Show) else _drawn(ask, period, found, is_whole=is_whole)

    return partner_report


def home_lines(ask: Ask) -> list[Block]:
    """This month in short, for a manager's App Home."""
    period = period_of("month", local_date(ask.now, ask.program.tz))
    made = headline_on(ask.session, period, ask.program, ask.now)
    lines = [f"*{one.name}:* {escape_slack(one.says)}" for one in made.headline]
    title = f":bar_chart: *{made.title}*"
    return [Section(mrkdwn("\n".join([title, *lines]))), lead_on(*_ways(made, is_whole=False))]


def _whole(words: str) -> tuple[bool, str]:
    first, _, rest = words.strip().partition(" ")
    return (True, rest) if first.lower() == WHOLE else (False, words)


def _drawn(ask: Ask, period: Period, partner: Partner | None, *, is_whole: bool) -> Show:
    count = report_on if is_whole else headline_on
    made = count(ask.session, period, ask.program, ask.now, partner)
    title = f"{made.title[0].upper()}{made.title[1:]}"
    drawn: list[Block] = [Header(plain(f":bar_chart: {title}", 150))]
    is_ours = ask.user.role != "partner"
    for figure in made.figures:
        drawn += _figure(figure, is_ours=is_ours)
    return Show(built(*drawn, lead_on(*_ways(made, is_whole=is_whole))))


def _figure(figure: Figure, *, is_ours: bool) -> list[Block]:
    """A number, and below it in small print what it means and which decision it serves."""
    text = f"*{figure.name}*\n{escape_slack(figure.says)}"
    small = [escape_slack(one) for one in figure.more[:MOST_LINES]]
    if is_ours:
        small.append(f"_{figure.serves}_")
    drawn: list[Block] = [Section(mrkdwn(cut(text, 2900)))]
    if small:
        drawn.append(Context([mrkdwn(cut("\n".join(small), 2900))]))
    return drawn


def _ways(made: Report, *, is_whole: bool) -> list[tuple[str, str]]:
    whose = f" {made.numbers.partner_id}" if made.numbers.partner_id else ""
    ways = [] if is_whole else [("The whole report", f"/partner report {WHOLE} {made.period.key}{whose}")]
    before = made.period.before
    ways.append((f"Before: {before.key}", f"/partner report {before.key}{whose}"))
    return ways

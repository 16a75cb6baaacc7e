"""`/partner payouts`: what a partner has coming, each line with its date, its rate and its working."""

from __future__ import annotations

from datetime import date

from blockkit import Context, Section

from bot.slack.answers import PAGE, Ask, Block, Show, lead_on, listed, turning
from bot.slack.blocks import ask_button, cut, mrkdwn, plain
from storage.deals import Deals
from storage.money_views import MoneyViews, Standing
from templates import escape_slack
from workflows.calendar import local_date, short_date
from workflows.commission.statement import Statement, StatementLine
from workflows.model import Partner
from workflows.money import Money

STATES = {
    "held": "due {day}",
    "payable": "due {day}",
    "in_batch": "on its way, {day}",
    "objected": "on hold until the objection is answered",
}
LONGEST_WHY = 1_500
NOTHING = "Nothing is waiting to be paid."
SHOWN_PAID = 3


def payouts_of(ask: Ask, partner: Partner, start: int = 0) -> Show:
    """The lines that are still to be paid, a page at a time; then what was paid last."""
    today = local_date(ask.now, ask.program.tz)
    views = MoneyViews(ask.session)
    standing = views.standing(partner.id, today)
    rows = [(statement, line) for statement in standing.statements for line in statement.lines]
    page = rows[start : start + PAGE]
    closed = Deals(ask.session).closed_days(line.deal for _, line in page)
    drawn: list[Block] = []
    for statement, line in page:
        if line.number == 1 or line is page[0][1]:
            drawn.append(Section(mrkdwn(_head(statement, today))))
        drawn += _line(line, closed.get(line.deal), today)
    is_own = ask.user.role == "partner"
    title = "Your payouts" if is_own else f"Payouts of {cut(partner.company, 100)}"
    line_of = "/partner payouts" if is_own else f"/partner payouts {partner.id}"
    more: list[Block] = [
        *turning(line_of, start=start, end=start + len(page), total=len(rows)),
        *_paid(standing),
    ]
    if ask.user.role in ("manager", "finance"):
        ways = [
            ("A bonus…", f"/partner bonus {partner.id}"),
            ("The partner", f"/partner status {partner.id}"),
        ]
        if any(statement.total.minor < 0 for statement in standing.statements):
            ways.insert(1, ("Write off…", f"/partner waive {partner.id}"))
        more.append(lead_on(*ways))
    return listed(title, drawn, NOTHING, more)


def payouts_in_brief(ask: Ask, partner: Partner) -> list[Block]:
    """For App Home: the sums that are coming and the next day of payment; nothing without any."""
    today = local_date(ask.now, ask.program.tz)
    standing = MoneyViews(ask.session).standing(partner.id, today)
    if not standing.statements and not standing.paid:
        return []
    said = [_head(statement, today) for statement in standing.statements] or [NOTHING]
    section = Section(mrkdwn("*Your payouts*\n" + "\n".join(said)))
    return [section.accessory(ask_button("Show the lines", "/partner payouts"))]


def _head(statement: Statement, today: date) -> str:
    """ "*€4,500.00* to come, the next €4,500.00 on 13 Feb 2026"."""
    total = f"*{statement.total.format()}* to come"
    if statement.total.minor < 0:
        return f"*{(-statement.total).format()}* will be taken off the next payouts"
    free = [line for line in statement.lines if line.state != "objected"]
    days = sorted({line.due_on for line in free if line.due_on >= today and line.amount.minor > 0})
    if not days:
        return total
    first = Money.total((line.amount for line in free if line.due_on <= days[0]), statement.currency)
    return f"{total}, {first.format()} of it on {short_date(days[0])}" if first.minor > 0 else total


def _line(line: StatementLine, closed: date | None, today: date) -> list[Block]:
    state = STATES[line.state].format(day=short_date(line.due_on))
    if line.state in ("held", "payable") and (line.due_on < today or line.amount.minor < 0):
        state = "with the next payout" if line.amount.minor > 0 else "taken off the next payout"
    when = f"closed {short_date(closed)}" if closed else f"of {short_date(line.booked_on)}"
    facts = [line.kind.lower(), when]
    facts += [line.rate] if line.rate else []
    text = f"{line.number}. *{escape_slack(cut(line.title, 120))}* · *{line.amount.format()}* · {state}"
    section = Section(mrkdwn(f"{text}\n{escape_slack(' · '.join(facts))}"))
    if not line.why:
        return [section]
    return [section, Context([plain(cut("\n".join(line.why), LONGEST_WHY), LONGEST_WHY)])]


def _paid(standing: Standing) -> list[Block]:
    last = list(reversed(standing.paid))[:SHOWN_PAID]
    said = [f"Paid {(-entry.amount).format()} on {short_date(entry.booked_on)}" for entry in last]
    return [Context([mrkdwn(" · ".join(said))])] if said else []

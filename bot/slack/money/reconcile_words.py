"""`/partner reconcile`: what the bank confirmed against the export and the books, for whoever sees money."""

from __future__ import annotations

from collections.abc import Mapping

from blockkit import Context, Section

from bot.money.bookkeeping import read_day
from bot.money.reconciling import gather
from bot.slack.answers import PAGE, Answer, Ask, Block, listed, paged, say, turning
from bot.slack.blocks import cut, mrkdwn
from bot.slack.money.payday_words import REFUSED
from bot.slack.money.paydays import MAY_SEE_MONEY
from templates import escape_slack
from workflows.calendar import local_date, short_date
from workflows.commission.reconciling import Checked
from workflows.errors import BadInput

SHOWN = 5  # differences of a batch; the file has them all


def partner_reconcile(ask: Ask) -> Answer:
    """Every batch and currency with its five sums, and the transfers that do not fit, by name."""
    if ask.user.role not in MAY_SEE_MONEY:
        return say(REFUSED)
    words, start = paged(ask)
    tz = ask.program.payout_terms.hours.tz
    today = local_date(ask.now, tz)
    try:
        as_of = read_day(words, today)
    except BadInput as wrong:
        return say(escape_slack(wrong.reason))
    made = gather(ask.session, as_of, tz)
    rows: list[Block] = [_row(each, made.names) for each in made.checked[start : start + PAGE]]
    end, command = start + len(rows), f"/partner reconcile {words}".strip()
    more = turning(command, start=start, end=end, total=len(made.checked))
    fits = "Everything fits." if not made.differences else f"{made.differences} transfers do not fit."
    note = f"{fits} `referral-desk ledger reconcile --as-of DATE --xlsx FILE` writes it down."
    head: list[Block] = [Context([mrkdwn(note)])] if rows else []
    title = f"Transfers at the end of {short_date(as_of)}"
    return listed(title, [*head, *rows], "Nothing was handed to a bank by then.", more)


def _row(checked: Checked, known: Mapping[str, str]) -> Section:
    day = short_date(checked.payday) if checked.payday else checked.batch
    sums = (
        f"exported {checked.exported.format()} · confirmed {checked.confirmed.format()} · "
        f"came back {checked.came_back.format()} · open {checked.open.format()} · "
        f"ledger {checked.ledger.format()}"
    )
    wrong = [
        f":warning: {escape_slack(cut(known.get(d.partner, d.partner), 80))} `{d.reference}`: {d.words}"
        for d in checked.differences[:SHOWN]
    ]
    rest = len(checked.differences) - SHOWN
    more = [f"and {rest} more"] if rest > 0 else []
    return Section(mrkdwn("\n".join((f"*{day}, {checked.currency}*", sums, *wrong, *more))))

"""`/partner payday`, `owed` and `payout-details`: money, for finance and partner managers only."""

from __future__ import annotations

from blockkit import Actions, Button, Context, Divider, Section

from bot.money.bookkeeping import read_day
from bot.slack.answers import (
    PAGE,
    Answer,
    Ask,
    Block,
    Show,
    lead_on,
    listed,
    paged,
    say,
    turning,
)
from bot.slack.blocks import ask_button, cut, mrkdwn, plain
from bot.slack.money.payday_card import batch_card, state_of
from bot.slack.money.paydays import FOR_FINANCE, MAY_SEE_MONEY
from storage.deals import Deals
from storage.ledger import Ledger
from storage.partners import Partners
from storage.payout_details import PayoutAccounts
from storage.payouts import Batches
from templates import escape_slack
from workflows.calendar import full_date, local_date, short_date
from workflows.commission.batch import DOUBTED, Payout
from workflows.commission.ledger import LedgerEntry
from workflows.commission.owed import Owed, owed
from workflows.commission.payout_record import BatchRecord, dispute_id
from workflows.commission.statement import KINDS
from workflows.errors import BadInput
from workflows.money import Money

REFUSED = f":raised_hand: {FOR_FINANCE}"
_REASONS = {DOUBTED: "the bank's word does not fit", "details_changed": "not sent, the details changed"}
_STATES = {"open": "not confirmed", "confirmed": "arrived", "failed": "came back"}


def partner_payday(ask: Ask) -> Answer:
    """The batches, one batch's payouts, or one payout's lines."""
    if ask.user.role not in MAY_SEE_MONEY:
        return say(REFUSED)
    words, start = paged(ask)
    batches = Batches(ask.session)
    if not words:
        return _batches(batches)
    if record := batches.header(words):
        return _payouts(ask, record, start)
    if record := batches.of_payout(words):
        return _lines(ask, record)
    return say(
        f"I know no batch `{escape_slack(cut(words, 80))}`.", lead_on(("All batches", "/partner payday"))
    )


def partner_owed(ask: Ask) -> Answer:
    """What is owed today or as of a day, by partner and currency; never netted across currencies."""
    if ask.user.role not in MAY_SEE_MONEY:
        return say(REFUSED)
    words, start = paged(ask)
    today = local_date(ask.now, ask.program.payout_terms.hours.tz)
    try:
        as_of = read_day(words, today)
    except BadInput as wrong:
        return say(escape_slack(wrong.reason))
    if as_of > today:
        return say("That day is still to come: nobody knows yet what will be owed then.")
    rows = owed(Ledger(ask.session).booked_until(as_of), as_of)
    names = {p.id: p.company for p in Partners(ask.session).of_ids({row.partner for row in rows})}
    drawn: list[Block] = [_owed_line(row, names) for row in rows[start : start + PAGE]]
    end = start + len(drawn)
    totals = " · ".join(_totals(rows))
    more = [*turning(f"/partner owed {words}".strip(), start=start, end=end, total=len(rows))]
    note = f"{totals}. `referral-desk owed --as-of DATE --csv` has every partner and age."
    head: list[Block] = [Context([mrkdwn(escape_slack(note))])] if rows else []
    nobody = f"Nobody {'is' if as_of == today else 'was'} owed anything."
    return listed(f"Owed on {short_date(as_of)}", [*drawn, *head], nobody, more)


def _batches(batches: Batches) -> Show:
    rows: list[Block] = [
        Section(
            mrkdwn(f"*{full_date(r.batch.payday)}* `{r.batch.id}`\n{state_of(r, batches.heaps(r.batch.id))}")
        ).accessory(ask_button("Show", f"/partner payday {r.batch.id}", number=n))
        for n, r in enumerate(batches.newest())
    ]
    return listed("Paydays", rows, "The first batch is drafted eight business days before the payday.")


def _payouts(ask: Ask, record: BatchRecord, start: int) -> Show:
    payouts, total = Batches(ask.session).page(record.batch.id, start=start, limit=PAGE)
    names = {p.id: p.company for p in Partners(ask.session).of_ids({p.partner for p in payouts})}
    masked = _accounts(ask, record, set(names))
    rows: list[Block] = [_payout_line(p, names, masked, n) for n, p in enumerate(payouts)]
    end = start + len(payouts)
    facts = batch_card(ask.session, record, ask.program)["blocks"][1]  # the totals, as on the card
    more = turning(f"/partner payday {record.batch.id}", start=start, end=end, total=total)
    shown = listed(f"Payday {full_date(record.batch.payday)}", rows, "No payouts.", more)
    return Show([shown.blocks[0], facts, *shown.blocks[1:]])


def _accounts(ask: Ask, record: BatchRecord, partners: set[str]) -> dict[str, str]:
    """Where the money goes; once it is on its way, where it went, whatever counts by now."""
    accounts = PayoutAccounts(ask.session)
    if record.batch.status == "exported":
        pinned = Batches(ask.session).pinned(record.batch.id)
        went = accounts.versions({p: version for p, version in pinned.items() if p in partners})
        return {partner: account.masked for partner, account in went.items()}
    return {p: account.masked for p, (_details, account) in accounts.current(partners).items()}


def _payout_line(payout: Payout, names: dict[str, str], masked: dict[str, str], number: int) -> Section:
    lines = f"{len(payout.lines)} {'line' if len(payout.lines) == 1 else 'lines'}"
    to = masked.get(payout.partner, "no payout details noted")
    state = _REASONS.get(payout.reason) or _STATES[payout.status]
    text = (
        f"*{escape_slack(cut(names.get(payout.partner, payout.partner), 100))}*, {payout.amount.format()}\n"
        f"{lines} · {escape_slack(to)} · {state} · `{payout.reference}`"
    )
    return Section(mrkdwn(text)).accessory(ask_button("Lines", f"/partner payday {payout.id}", number=number))


def _lines(ask: Ask, record: BatchRecord) -> Show:
    (payout,) = record.batch.payouts
    partner = Partners(ask.session).get(payout.partner)
    entries = Ledger(ask.session).of_keys(payout.lines)
    titles = Deals(ask.session).titles(entry.deal for entry in entries)
    head = f"{partner.company if partner else payout.partner}, {payout.amount.format()}"
    rows: list[Block] = [_entry_line(entry, titles, record) for entry in entries[:40]]
    if len(entries) > 40:
        rows.append(Context([mrkdwn(f"The first 40 of {len(entries)} lines; the Excel export has all.")]))
    back = [("Back", f"/partner payday {record.batch.id}")]
    return listed(
        cut(head, 140), [*rows, Divider()], "No lines.", [*_settling(record, payout), lead_on(*back)]
    )


def _entry_line(entry: LedgerEntry, titles: dict[str, str], record: BatchRecord) -> Section:
    title = titles.get(entry.deal, "") or KINDS[entry.kind]
    why = escape_slack(cut("; ".join(entry.why), 500))
    text = f"*{escape_slack(cut(title, 100))}* {entry.amount.format()}, {short_date(entry.booked_on)}\n{why}"
    section = Section(mrkdwn(text))
    if record.batch.status == "draft":
        value = f"{record.batch.id}|{dispute_id(entry.key)}"
        section.accessory(Button(plain("Hold…"), action_id="batch:hold", value=value))
    return section


def _settling(record: BatchRecord, payout: Payout) -> list[Block]:
    if record.batch.status != "exported" or payout.status == "failed":
        return []
    arrived = Button(plain("Arrived"), action_id="payout:arrived", value=payout.id)
    back = Button(plain("Came back…"), action_id="batch:fail", value=f"{record.batch.id}|{payout.id}")
    return [Actions([arrived, back] if payout.status == "open" else [back])]


def _owed_line(row: Owed, names: dict[str, str]) -> Section:
    aged = [
        f"{amount.format()} {age}"
        for amount, age in zip(row.aged, ("up to 30 days", "31 to 60", "61 to 90", "older"), strict=True)
        if amount
    ]
    due = f"due {row.due.format()} ({', '.join(aged)})" if aged else "nothing due yet"
    later = f" · later {row.not_due.format()}" if row.not_due else ""
    company = escape_slack(cut(names.get(row.partner, row.partner), 100))
    return Section(mrkdwn(f"*{company}*, {row.total.format()}\n{due}{later}"))


def _totals(rows: tuple[Owed, ...]) -> list[str]:
    totals: dict[str, Money] = {}
    for row in rows:
        currency = row.total.currency
        totals[currency] = totals.get(currency, Money.zero(currency)) + row.total
    return [total.format() for _currency, total in sorted(totals.items())]

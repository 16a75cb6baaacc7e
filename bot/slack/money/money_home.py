"""What App Home says to finance: the paydays under way, and what waits for a second pair of eyes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.slack.answers import Ask
from bot.slack.money import payday_card, waiver_card
from storage.objections import Objections, Waivers
from storage.payout_details import PayoutAccounts
from storage.payouts import Batches
from workflows.commission.payout_record import dispute_id

SHOWN = 5
PAYDAYS = 3
NOTHING = "Nothing waits for you. A batch is drafted eight business days before each payday."
Card = dict[str, Any]


def paydays(ask: Ask) -> list[Card]:
    """The cards of the batches that are not through yet, the next payday first."""
    batches = Batches(ask.session)
    under_way = [record for record in batches.newest() if payday_card.is_under_way(record, batches)]
    return [
        payday_card.batch_card(ask.session, record, ask.program) for record in reversed(under_way[:PAYDAYS])
    ]


def to_check(ask: Ask) -> Iterator[Card]:
    """New payout details, lines in question and write-offs that nobody has decided yet."""
    session, program, now = ask.session, ask.program, ask.now
    for partner in PayoutAccounts(session).unchecked(limit=SHOWN):
        yield from _drawn(payday_card.draw(session, "details", partner, program, now))
    for objection in Objections(session).open()[:SHOWN]:
        about = dispute_id(objection.entry_key)
        yield from _drawn(payday_card.draw(session, "objection", about, program, now))
    for waiver in Waivers(session).asked()[:SHOWN]:
        yield from _drawn(waiver_card.draw(session, waiver.id))


def _drawn(card: Card | None) -> Iterator[Card]:
    if card:
        yield card

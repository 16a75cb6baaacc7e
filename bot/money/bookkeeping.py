"""What managers and finance do with money, from Slack and from the command line: checked, decided, said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.engine import Engine, Outcome
from bot.money.amounts import read_amount
from bot.states.money import load_account, load_earning
from storage.deals import Deals
from storage.history import History
from storage.partners import Partners
from workflows import earning, granting
from workflows.calendar import full_date, local_date
from workflows.commission.ledger import LedgerEntry
from workflows.commission.messages import (
    AskWaiver,
    BookDeal,
    CommissionBooked,
    CommissionWaits,
    DecideWaiver,
    ExchangeRateNoted,
    GiveBonus,
    NoteCollection,
    NoteDealFacts,
    NoteRefund,
)
from workflows.commission.model import Deduction
from workflows.commission.record import NotedRate
from workflows.errors import BadInput
from workflows.money import Money
from workflows.program import Program

Wish = NoteCollection | NoteRefund | NoteDealFacts | GiveBonus | AskWaiver | DecideWaiver
_ABOUT_DEAL = (NoteCollection, NoteRefund, NoteDealFacts)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What noting something about a deal would book now; nothing has been done."""

    refused: str = ""
    changes: bool = False
    entries: tuple[tuple[LedgerEntry, str], ...] = ()  # with the company of each partner
    waits_for: str = ""  # the exchange rate without which nothing can be booked
    currency: str = ""
    mark: int = 0  # another one once the deal has changed


@dataclass(frozen=True, slots=True)
class Bookkeeper:
    """Does what is asked, or says kindly why not."""

    engine: Engine
    program: Program
    clock: Clock

    async def refusal(self, wish: Wish) -> str:
        """Why it cannot be done; "" when it can."""
        return await self.engine.ask(lambda session: _refusal(session, wish, self.program, self.clock))

    async def foresee(self, wish: NoteDealFacts) -> Foreseen:
        """What it would book, computed the way it will be."""
        return await self.engine.ask(lambda session: _foreseen(session, wish, self.program, self.clock))

    async def do(self, wish: Wish, key: str) -> Outcome:
        """Decide it; BadInput says why it cannot be done."""
        if why := await self.refusal(wish):
            raise BadInput(why)
        return await self.engine.handle(wish, key)

    async def told(self, outcome: Outcome) -> str:
        """What came of it, in a sentence for the person who asked."""
        booked = [e.entries for e in outcome.events if isinstance(e, CommissionBooked)]
        partners = [str(dict(entry)["partner"]) for entries in booked for entry in entries]
        names = await self.engine.ask(lambda session: names_of(session, partners))
        return outcome_words(outcome, names)

    async def note_rate(self, noted: NotedRate, actor: str) -> tuple[str, ...]:
        """Keep an exchange rate and book the deals that waited for it; gives their tracking IDs."""
        pair = f"{noted.base}/{noted.quote}"

        def keep(session: Session) -> tuple[str, ...]:
            Deals(session).note_rate(noted)
            event = ExchangeRateNoted(pair, self.clock.now(), noted.rate, noted.on.isoformat(), actor)
            History(session).append([event], key=f"rate:{pair}:{noted.on}")
            return Deals(session).waiting_for(pair)

        waiting = await self.engine.unit(lambda session, _now: keep(session))
        for about in waiting:
            await self.engine.handle(BookDeal(about), f"rate:{pair}:{noted.on}:{noted.rate}:{about}")
        return waiting


def outcome_words(outcome: Outcome, names: Mapping[str, str]) -> str:
    """The same with the companies of the partners at hand."""
    if outcome.is_repeated:
        return "That was done before; nothing is counted twice."
    said = []
    for event in outcome.events:
        match event:
            case CommissionBooked(entries=entries):
                said += [_entry_words(entry, names) for entry in entries]
            case CommissionWaits(pair=pair, on=on):
                said.append(f"It is noted, and booked when the exchange rate {pair} of {on} is known.")
    if not outcome.events:
        return "Nothing was noted: somebody else was faster. Please look again."
    return " ".join(said) or "It is noted. Nothing changes for anybody's commission."


def read_deduction(typed: str, currency: str) -> Deduction:
    """What comes off a price: "tax 500", "tax: 500" or "tax=500"; BadInput says how to write it."""
    found = re.fullmatch(r"\s*(?P<what>.*?[^\s:=])\s*(?:[:=]|\s)\s*(?P<amount>\S+)\s*", typed)
    if found is None:
        raise BadInput(f'"{typed.strip()}": write what it is and how much, such as "tax 500".')
    return Deduction(found["what"][:80], read_amount(found["amount"], currency))


def read_day(typed: str, default: date) -> date:
    """A day somebody typed; BadInput says how to write it."""
    try:
        return date.fromisoformat(typed) if typed else default
    except ValueError as wrong:
        raise BadInput(f'"{typed}" is not a day: write it like 2026-01-31.') from wrong


def read_rate(typed: str) -> str:
    """An exchange rate somebody typed, as it is kept."""
    try:
        rate = Decimal(typed.strip())
    except InvalidOperation as wrong:
        raise BadInput(f'"{typed}" is not a rate: write it like 1.0850.') from wrong
    if not rate.is_finite() or not Decimal("0.000001") <= rate <= Decimal(10_000_000):
        raise BadInput(f'"{typed}" is not a rate: write what one of the first currency is in the second.')
    return str(rate)


def names_of(session: Session, ids: Sequence[str]) -> dict[str, str]:
    """Companies by partner ID."""
    partners = Partners(session)
    return {each: found.company if (found := partners.get(each)) else each for each in set(ids)}


def _refusal(session: Session, wish: Wish, program: Program, clock: Clock) -> str:
    now = clock.now()
    today = local_date(now, program.tz)
    if isinstance(wish, _ABOUT_DEAL):
        state = load_earning(session, wish, program, clock, now)
        nothing = f"No commission plan is promised for {wish.about}."
        return earning.refusal(state, wish, today) if state else nothing
    account = load_account(session, wish, program, clock, now)
    return granting.refusal(account, wish, today) if account else "I do not know this partner, or it is over."


def _foreseen(session: Session, wish: NoteDealFacts, program: Program, clock: Clock) -> Foreseen:
    if why := _refusal(session, wish, program, clock):
        return Foreseen(why)
    now = clock.now()
    state = load_earning(session, wish, program, clock, now)
    if state is None or state.record is None:
        return Foreseen("Nothing is known of this deal.")
    decision = earning.deciding(program).decide(state, wish, now)
    after, names = decision.state, names_of(session, [entry.partner for entry in decision.state.booked])
    return Foreseen(
        changes=bool(decision.events),
        entries=tuple((entry, names[entry.partner]) for entry in after.booked),
        waits_for=after.record.waits_for if after.record else "",
        currency=state.record.deal.value.currency,
        mark=state.record.revision,
    )


def _entry_words(entry: object, names: Mapping[str, str]) -> str:
    brief: dict[str, object] = dict(entry)  # type: ignore[call-overload]
    company = names[str(brief["partner"])]
    amount = Money(int(str(brief["minor"])), str(brief["currency"]))
    kind = {"accrual": "commission", "clawback": "to be taken off the next payouts"}.get(
        str(brief["kind"]), str(brief["kind"])
    )
    if brief["kind"] in ("clawback", "waiver", "bonus"):
        return f"Booked for {company}: {amount.format()} ({kind})."
    due = full_date(date.fromisoformat(str(brief["payable_on"])))
    return f"Booked for {company}: {amount.format()} ({kind}), due {due}."

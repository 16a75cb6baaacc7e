"""`referral-desk ledger`: look into the books, check them, and note what happens to money outside."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, TypeVar

import typer

from bot.cli.shell import database, deciding, out, settings
from bot.clock import Clock
from bot.money.amounts import read_amount
from bot.money.auditing import audit
from bot.money.bookkeeping import Bookkeeper, Wish, read_day, read_deduction, read_rate
from bot.partners import partner_id_of
from bot.settings import Settings
from bot.upkeep.audit_log import note_on_command_line
from storage.database import Database
from storage.deals import Deals
from storage.money_views import MoneyViews
from storage.plans import Plans
from workflows import tracking
from workflows.calendar import local_date, short_date
from workflows.commission.answers import plan_words
from workflows.commission.messages import (
    AskWaiver,
    DecideWaiver,
    GiveBonus,
    NoteCollection,
    NoteDealFacts,
    NoteRefund,
)
from workflows.commission.record import NotedRate
from workflows.commission.statement import as_text
from workflows.errors import BadInput
from workflows.model import signed_as
from workflows.money import Money, known_currency

T = TypeVar("T")
ledger = typer.Typer(help="The books: look, check, and note what happens to money.", no_args_is_help=True)
Lead = Annotated[str, typer.Argument(help="The tracking ID, such as R-7K3M-9Q.")]
Amount = Annotated[str, typer.Argument(help="Such as 8000 or 1250.50, net of tax.")]
Who = Annotated[str, typer.Argument(help="A partner's name or address.")]
By = Annotated[str, typer.Option(help="Your address, as the tables of managers or finance have it.")]
Currency = Annotated[str, typer.Option(help="ISO 4217; default: the deal's, or the programme's.")]
Day = Annotated[str, typer.Option(help="The day, such as 2026-01-31; default: today.")]


@ledger.command()
def verify() -> None:
    """Compute everything anew from what happened, and find any cent that does not fit."""
    program = settings().program
    with database() as opened, opened.read() as session:
        found = audit(session, program)
    waiting = f", {found.waiting} of them waiting for an exchange rate" if found.waiting else ""
    out.print(f"Entries: {found.entries}, deals: {found.deals}{waiting}.", highlight=False)
    for words in found.wrong:
        out.print(f"✗ {words}", style="red", highlight=False)
    if found.wrong:
        raise typer.Exit(1)
    out.print("Every cent fits.", style="green")


@ledger.command()
def show(partner: Who) -> None:
    """What a partner has coming, line by line with its arithmetic, and what they were paid."""
    program = settings().program
    with database() as opened:
        partner_id = partner_id_of(opened, partner)
        note_on_command_line(opened, f"ledger show {partner_id}")
        with opened.read() as session:
            standing = MoneyViews(session).standing(partner_id, _today(program.tz))
    for statement in standing.statements:
        out.print(f"[bold]{statement.currency}[/]", markup=True, highlight=False)
        out.print(as_text(statement), highlight=False)
    for entry in standing.paid:
        paid = f"Paid on {short_date(entry.booked_on)}: {(-entry.amount).format()}"
        out.print(paid, highlight=False)
    if not standing.statements and not standing.paid:
        out.print("Nothing is booked for them yet.")


@ledger.command()
def collect(
    referral: Lead,
    amount: Amount,
    invoice: Annotated[str, typer.Option("--id", help="The payment's own number outside; counted once.")],
    by: By,
    on: Day = "",
    period: Annotated[str, typer.Option(help="The first day it pays for, when that is another one.")] = "",
    currency: Currency = "",
) -> None:
    """A customer has paid: note it, and book what it earns."""
    about = _lead(referral)

    def wish(money: Money, actor: str, today: date) -> NoteCollection:
        starts = read_day(period, today) if period else None
        return NoteCollection(about, invoice, money, read_day(on, today), actor, starts)

    _note(wish, about, amount, currency, by, f"collection:{invoice}")


@ledger.command()
def refund(
    referral: Lead,
    amount: Amount,
    number: Annotated[str, typer.Option("--id", help="The refund's own number outside; counted once.")],
    by: By,
    on: Day = "",
    invoice: Annotated[str, typer.Option(help="The payment it belongs to, when that is known.")] = "",
    currency: Currency = "",
) -> None:
    """Money went back to a customer: note it, and book what that changes."""
    about = _lead(referral)

    def wish(money: Money, actor: str, today: date) -> NoteRefund:
        return NoteRefund(about, number, money, read_day(on, today), actor, invoice)

    _note(wish, about, amount, currency, by, f"refund:{number}")


@ledger.command()
def facts(
    referral: Lead,
    by: By,
    first_year: Annotated[str, typer.Option(help="What the first year alone is worth.")] = "",
    less: Annotated[
        list[str] | None,
        typer.Option(help='What comes off the price before any rate, such as "tax=500"; repeat for more.'),
    ] = None,
) -> None:
    """What a deal's commission is computed on: the first year's value, tax, discounts, excluded products."""
    about = _lead(referral)

    async def work(keeper: Bookkeeper, actor: str) -> str:
        currency = await _currency(keeper, about, "")
        year = read_amount(first_year, currency) if first_year else None
        deductions = tuple(read_deduction(each, currency) for each in less) if less else None
        wish = NoteDealFacts(about, actor, year, deductions)
        return await keeper.told(await keeper.do(wish, f"facts:{secrets.token_hex(8)}"))

    _do(work, by)


@ledger.command()
def bonus(
    partner: Who,
    amount: Amount,
    reason: Annotated[str, typer.Option(help="The partner reads it.")],
    by: By,
    currency: Currency = "",
) -> None:
    """Give a partner something on top; it goes through the next payday's two approvals."""

    async def work(keeper: Bookkeeper, actor: str, partner_id: str) -> str:
        money = read_amount(amount, currency.upper() or keeper.program.currency)
        name = f"B-{secrets.token_hex(5).upper()}"
        wish = GiveBonus(partner_id, name, money, reason, actor)
        return await keeper.told(await keeper.do(wish, f"bonus:{name}"))

    _do_for(work, by, partner)


@ledger.command()
def waive(
    partner: Who,
    amount: Amount,
    reason: Annotated[str, typer.Option(help="The partner reads it.")],
    by: By,
    currency: Currency = "",
) -> None:
    """Ask that a partner's debt be written off; somebody else must agree, here or in Slack."""

    async def work(keeper: Bookkeeper, actor: str, partner_id: str) -> str:
        money = read_amount(amount, currency.upper() or keeper.program.currency)
        name = f"W-{secrets.token_hex(5).upper()}"
        await keeper.do(AskWaiver(partner_id, name, money, reason, actor), f"waive:{name}")
        return f"Asked. Somebody else agrees with: referral-desk ledger agree {name} --by ADDRESS"

    _do_for(work, by, partner)


@ledger.command()
def agree(
    waiver: Annotated[str, typer.Argument(help="The write-off's number, such as W-1A2B3C4D5E.")],
    by: By,
    decline: Annotated[bool, typer.Option("--decline", help="Say no instead.")] = False,
) -> None:
    """Agree to a write-off that somebody else asked for."""

    async def work(keeper: Bookkeeper, actor: str) -> str:
        outcome = await keeper.do(DecideWaiver(waiver, not decline, actor), f"decide:{waiver}:{actor}")
        return "Declined." if decline else await keeper.told(outcome)

    _do(work, by)


@ledger.command()
def rate(
    base: Annotated[str, typer.Argument(help="Such as EUR.")],
    quote: Annotated[str, typer.Argument(help="Such as USD.")],
    value: Annotated[str, typer.Argument(help="What one of the first is in the second, such as 1.0850.")],
    by: By,
    on: Day = "",
) -> None:
    """Note an exchange rate; deals that waited for it are booked at once."""

    async def work(keeper: Bookkeeper, actor: str) -> str:
        pair = base.upper(), quote.upper()
        if not all(known_currency(each) for each in pair) or pair[0] == pair[1]:
            raise BadInput("Name two currencies by their codes, such as EUR USD.")
        noted = NotedRate(*pair, read_day(on, _today(keeper.program.tz)), read_rate(value))
        waiting = await keeper.note_rate(noted, actor)
        booked = f" Booked now: {', '.join(waiting)}." if waiting else ""
        return f"One {pair[0]} is {noted.rate} {pair[1]} from {short_date(noted.on)}.{booked}"

    _do(work, by)


@ledger.command("pay-in")
def pay_in(partner: Who, currency: Annotated[str, typer.Argument(help="ISO 4217, such as USD.")]) -> None:
    """Pay a partner in another currency than the plan's, from the next deal on."""
    code = currency.upper()
    if not known_currency(code):
        raise BadInput(f"{code} is no currency; write an ISO 4217 code such as USD.")
    with database() as opened:
        partner_id = partner_id_of(opened, partner)
        with opened.write() as session:
            Deals(session).set_pay_in(partner_id, code)
    out.print(f"They are paid in {code} from the next deal on.")


@ledger.command()
def plans() -> None:
    """Every version of every commission plan, and how many referrals were promised each."""
    with database() as opened, opened.read() as session:
        stored, used = Plans(session).all(), Plans(session).in_use()
    for plan in stored:
        words = f"{plan.version}  {plan.name}, from {short_date(plan.valid_from)}: {plan_words(plan)}"
        out.print(f"{words}  ({used.get(plan.version, 0)} referrals)", highlight=False)


def _note(
    wish: Callable[[Money, str, date], Wish], about: str, amount: str, currency: str, by: str, key: str
) -> None:
    """Money that moved outside, about a deal."""

    async def work(keeper: Bookkeeper, actor: str) -> str:
        money = read_amount(amount, await _currency(keeper, about, currency))
        return await keeper.told(await keeper.do(wish(money, actor, _today(keeper.program.tz)), key))

    _do(work, by)


def _do(work: Callable[[Bookkeeper, str], Awaitable[str]], by: str) -> None:
    told = settings()
    actor = _actor(told, by)
    with database() as opened:
        out.print(asyncio.run(_with_keeper(opened, told, lambda keeper: work(keeper, actor))))


def _do_for(work: Callable[[Bookkeeper, str, str], Awaitable[str]], by: str, partner: str) -> None:
    with database() as opened:
        partner_id = partner_id_of(opened, partner)
    _do(lambda keeper, actor: work(keeper, actor, partner_id), by)


async def _with_keeper(opened: Database, told: Settings, work: Callable[[Bookkeeper], Awaitable[T]]) -> T:
    clock = Clock()
    with deciding(opened, told.program, clock) as engine:
        return await work(Bookkeeper(engine, told.program, clock))


def _actor(told: Settings, by: str) -> str:
    """Who does it: money is for managers and finance, also on the command line."""
    known = (*told.program.managers, *told.finance)
    person = next((each for each in known if each.email and each.email == by.lower()), None)
    if person is None:
        raise BadInput(f"--by: {by} is neither a manager nor finance in referral-desk.toml.")
    return signed_as(person, known).email


async def _currency(keeper: Bookkeeper, about: str, said: str) -> str:
    record = await keeper.engine.ask(lambda session: Deals(session).get(about))
    return said.upper() or (record.deal.value.currency if record else keeper.program.currency)


def _lead(typed: str) -> str:
    found = tracking.normalise(typed)
    if not found:
        raise BadInput(f'"{typed}" is no tracking ID; they look like R-7K3M-9Q.')
    return found


def _today(tz: str) -> date:
    return local_date(Clock().now(), tz)

"""`/lead R-… facts`: what a commission is computed on; the new arithmetic is shown before it is booked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from blockkit import Section
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.money.amounts import read_amount
from bot.money.bookkeeping import Bookkeeper, Foreseen, read_deduction
from bot.slack import form
from bot.slack.blocks import cut, mrkdwn, plain
from bot.slack.form import Form
from bot.slack.modals import Unfit, form_key
from bot.slack.people import CHANGE_MONEY, MAY_SEE_MONEY, People
from templates import escape_slack
from workflows.calendar import full_date
from workflows.commission.messages import NoteDealFacts
from workflows.commission.model import Deal, Deduction
from workflows.errors import BadInput
from workflows.model import Referral
from workflows.money import Money

TITLE = "Base of commission"
FACTS, BOOK = "money:facts_form", "money:facts_book"
MOST = 12  # deductions: Slack keeps 3,000 characters of what a form is about
HINT = "One a line, such as: tax 5000. Whatever is not commissionable; an empty field: nothing comes off."


def register(app: AsyncApp, keeper: Bookkeeper, people: People) -> None:
    """Attach the listeners of this file."""

    @app.view(FACTS)
    async def show(ack: AsyncAck, body: dict[str, Any]) -> None:
        if actor := await _actor(ack, body, people):
            await _answer(ack, keeper, lambda: read_facts(form.read_form(body), actor))

    @app.view(BOOK)
    async def take(ack: AsyncAck, body: dict[str, Any]) -> None:
        if not (actor := await _actor(ack, body, people)):
            return
        about = form.read_form(body).about
        wish = wish_of(about, actor)
        seen = await keeper.foresee(wish)
        if seen.refused or seen.mark != about["mark"]:  # something was booked while they looked
            await _answer(ack, keeper, lambda: wish)
            return
        outcome = await keeper.engine.handle(wish, form_key(body))
        await ack(response_action="update", view=form.said(TITLE, await keeper.told(outcome)))


def facts_view(referral: Referral, deal: Deal) -> dict[str, Any]:
    """The form, filled with what is known."""
    view = form.modal(TITLE, "Show me", FACTS, {"referral": referral.id, "currency": deal.value.currency})
    name = escape_slack(cut(referral.title, 120))
    words = (
        f"*{name}* `{referral.id}` was won for {deal.value.format()}. Nothing is booked before you say so."
    )
    view.add_block(Section(mrkdwn(words)))
    first = str(deal.first_year.major) if deal.first_year else ""
    hint = f"In {deal.value.currency}. Only plans that pay on the first year use it. Empty: as it is."
    view.add_block(form.line("first_year", "What the first year is worth", first, optional=True, hint=hint))
    less = "\n".join(f"{each.what} {each.amount.major}" for each in deal.deductions)
    view.add_block(form.text("less", "What comes off the price", less, hint=HINT))
    return form.built(view)


def read_facts(filled: Form, actor: str) -> NoteDealFacts:
    """What was typed; Unfit names the field to mend."""
    currency = str(filled.about["currency"])
    typed = filled.text("first_year")
    lines = [line for line in filled.text("less").splitlines() if line.strip()]
    if len(lines) > MOST:
        raise Unfit("less", f"At most {MOST} lines, please: add the small ones up.")
    first = _fit("first_year", lambda: read_amount(typed, currency)) if typed else None
    less = tuple(_fit("less", lambda line=line: read_deduction(line, currency)) for line in lines)  # type: ignore[misc]
    return NoteDealFacts(str(filled.about["referral"]), actor, first, less)


def wish_of(about: Mapping[str, Any], actor: str) -> NoteDealFacts:
    """The same again, out of the form that shows the arithmetic."""
    currency, first = str(about["currency"]), about["first_year"]
    less = tuple(Deduction(str(what), Money(int(minor), currency)) for what, minor in about["less"])
    known = Money(int(first), currency) if first is not None else None
    return NoteDealFacts(str(about["referral"]), actor, known, less)


async def _actor(ack: AsyncAck, body: Mapping[str, Any], people: People) -> str:
    """Who it is, when money is theirs to change; everybody else is told so."""
    user = await people.find(body["user"]["id"])
    if user.role in MAY_SEE_MONEY:
        return user.person.email or user.id
    await ack(response_action="update", view=form.said(TITLE, CHANGE_MONEY))
    return ""


async def _answer(ack: AsyncAck, keeper: Bookkeeper, read: Callable[[], NoteDealFacts]) -> None:
    """The arithmetic as it would be booked now, or what stands in the way."""
    try:
        wish = read()
    except Unfit as unfit:
        await ack(response_action="errors", errors={unfit.field: str(unfit)})
        return
    seen = await keeper.foresee(wish)
    if seen.refused:
        await ack(response_action="update", view=form.said(TITLE, seen.refused))
    else:
        await ack(response_action="update", view=_echo(wish, seen))


def _echo(wish: NoteDealFacts, seen: Foreseen) -> dict[str, Any]:
    """What would be booked, line by line, and the button that does it."""
    if not seen.changes:
        return form.said(TITLE, "That is what is noted already.")
    less = wish.deductions or ()
    about = {
        "referral": wish.about,
        "currency": seen.currency,
        "first_year": wish.first_year.minor if wish.first_year else None,
        "less": [(each.what, each.amount.minor) for each in less],
        "mark": seen.mark,
    }
    view = form.modal(TITLE, "Book it", BOOK, about)
    off = ", ".join(f"{each.what} {each.amount.format()}" for each in less) or "nothing"
    first = f" First year: {wish.first_year.format()}." if wish.first_year else ""
    view.add_block(Section(mrkdwn(escape_slack(cut(f"Off the price: {off}.{first}", 2_900)))))
    for entry, company in seen.entries[:20]:
        steps = "\n".join(entry.why)
        due = "" if entry.kind == "clawback" else f", due {full_date(entry.payable_on)}"
        words = f"*{escape_slack(cut(company, 100))}: {entry.amount.format()}*{due}\n{escape_slack(steps)}"
        view.add_block(Section(mrkdwn(cut(words, 2_900))))
    if seen.waits_for:
        words = f"It is noted, and booked when the exchange rate {seen.waits_for} is known."
        view.add_block(Section(plain(words, 3_000)))
    elif not seen.entries:
        view.add_block(Section(plain("Nothing changes for anybody's commission.", 3_000)))
    return form.built(view)


def _fit(field: str, read: Callable[[], Any]) -> Any:
    try:
        return read()
    except BadInput as wrong:
        raise Unfit(field, wrong.reason) from wrong

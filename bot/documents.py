"""Documents that travel with mails about money: the same sheet as a page for screens and for paper.

A drawer makes one document of a mail's context; `SendEmail.drawn` names it. Another kind is one line in
DRAWERS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.paper import pdf
from templates import render_document
from workflows.calendar import full_date, short_date
from workflows.commission.batch import Payout
from workflows.commission.preview import Preview, Section
from workflows.commission.statement import Statement, StatementLine
from workflows.money import Money

STATES = {
    "in_batch": "In this payout",
    "paid": "Paid",
    "objected": "On hold",
    "payable": "Carried forward",
    "held": "Not due yet",
}
WAITS = {"objected": "once answered", "payable": "next payday"}
FOOT = "Does a line look wrong? Reply to the mail this came with and name its number; only that line waits."


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is printed."""

    number: str
    deal: str
    status: str
    closed: str
    rate: str
    amount: str
    due: str
    why: tuple[str, ...]
    is_deal: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Lines and their sum; `total` is "" where there is none to make."""

    heading: str
    rows: tuple[Row, ...]
    total_label: str = ""
    total: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A statement, before it is a page."""

    title: str
    company: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    foot: str


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file."""

    name: str
    media_type: str
    content: bytes


def draw(name: str, context: Mapping[str, Any]) -> Document:
    """The document of that name, made of a mail's context."""
    return DRAWERS[name](context)


def previewed(shown: Preview, company: str, program: str, until: Any, account: str, language: str) -> Sheet:
    """The statement before payday."""
    facts = [("From", program), ("Payday", full_date(shown.payday, language))]
    if until:
        facts.append(("Objections until", full_date(until, language)))
    if account:
        facts.append(("To", account))
    tables = [table for section in shown.sections for table in _tables(section, language)]
    title = f"Statement for the payday {full_date(shown.payday, language)}"
    return Sheet(title, company, tuple(facts), tuple(tables), FOOT)


def paid(
    statement: Statement, payout: Payout, company: str, program: str, on: Any, account: str, language: str
) -> Sheet:
    """What one transfer pays."""
    facts = [("From", program), ("Paid on", full_date(on, language)), ("Reference", payout.reference)]
    if account:
        facts.append(("To", account))
    table = Table(
        f"{statement.currency}: {payout.amount.format(language)}",
        _rows(statement.lines, language),
        "Paid",
        payout.amount.format(language),
        added_up(statement.lines, payout.amount, language),
    )
    foot = "Questions? Reply to the mail this came with: a person reads what I cannot answer myself."
    return Sheet(f"Payment of {full_date(on, language)}", company, tuple(facts), (table,), foot)


def added_up(lines: Iterable[StatementLine], total: Money, language: str = "en") -> str:
    """The sum spelled out: "€4,500.00 - €1,200.00 = €3,300.00"; "" for a single line."""
    amounts = [line.amount for line in lines]
    if len(amounts) < 2:
        return ""
    said = amounts[0].format(language)
    for amount in amounts[1:]:
        said += f" {'-' if amount.minor < 0 else '+'} {abs_of(amount).format(language)}"
    return f"{said} = {total.format(language)}"


def abs_of(amount: Money) -> Money:
    """The amount without its sign."""
    return -amount if amount.minor < 0 else amount


def why_not_paid(section: Section, language: str = "en") -> str:
    """Why nothing is transferred in this currency, in a sentence; "" when it is."""
    total = section.total.format(language)
    match section.fate:
        case "below_minimum" if section.minimum:
            least = section.minimum.format(language)
            return f"Payouts start at {least}, so {total} is carried forward to your next payday."
        case "below_zero":
            return f"Refunds outweigh what you earned: {total} is set off against what you earn next."
        case "frozen":
            return "Your payout details have changed and are being checked; it is paid once they are settled."
        case "on_hold":
            return "Nothing is paid in this currency until your question is answered."
    return ""


def _tables(section: Section, language: str) -> Iterable[Table]:
    total = section.total.format(language)
    if section.lines:
        label = "To be paid" if section.fate == "paid" else "Carried forward"
        note = " ".join(
            filter(None, (added_up(section.lines, section.total, language), why_not_paid(section, language)))
        )
        yield Table(
            f"{section.currency}: {label.lower()} {total}", _rows(section.lines, language), label, total, note
        )
    if section.on_hold:
        note = "These lines are in no sum until somebody has answered you."
        yield Table(f"{section.currency}: on hold", _rows(section.on_hold, language), note=note)


def _rows(lines: Iterable[StatementLine], language: str) -> tuple[Row, ...]:
    return tuple(
        Row(
            str(line.number),
            line.title if line.kind in ("Commission", line.title) else f"{line.title} ({line.kind.lower()})",
            STATES[line.state],
            short_date(line.closed_on, language),
            line.rate.replace(" %", "\u00a0%"),
            line.amount.format(language),
            WAITS.get(line.state) or short_date(line.due_on, language),
            line.why,
            is_deal=line.title != line.kind,
        )
        for line in lines
    )


def _preview_of(context: Mapping[str, Any]) -> Sheet:
    return previewed(
        context["preview"],
        context["partner"].company,
        context["program"].name,
        context["until"],
        context["account"],
        context["language"],
    )


def _payment_of(context: Mapping[str, Any]) -> Sheet:
    return paid(
        context["statement"],
        context["payout"],
        context["partner"].company,
        context["program"].name,
        context["on"],
        context["account"],
        context["language"],
    )


def sheet_of(context: Mapping[str, Any]) -> Sheet | None:
    """The sheet that a mail about money shows, None for any other mail."""
    if "preview" in context:
        return _preview_of(context)
    return _payment_of(context) if "statement" in context else None


def _page(name: str, make: Callable[[Mapping[str, Any]], Sheet], context: Mapping[str, Any]) -> Document:
    page = render_document("statement", {"sheet": make(context), "language": context["language"]})
    return Document(name, "text/html", page.encode())


def _paper(name: str, make: Callable[[Mapping[str, Any]], Sheet], context: Mapping[str, Any]) -> Document:
    return Document(name, "application/pdf", pdf(make(context)))


DRAWERS: dict[str, Callable[[Mapping[str, Any]], Document]] = {
    "statement.pdf": partial(_paper, "statement.pdf", _preview_of),
    "statement.html": partial(_page, "statement.html", _preview_of),
    "paid.pdf": partial(_paper, "payment.pdf", _payment_of),
    "paid.html": partial(_page, "payment.html", _payment_of),
}

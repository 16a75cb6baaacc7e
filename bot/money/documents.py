"""Documents that travel with mails about money: the same sheet as a page for screens and for paper.

A drawer makes one document of a mail's context; `SendEmail.drawn` names it. Another kind is one line in
DRAWERS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.money.paper import pdf, prints
from templates import render_document
from templates.tongues import N_, speaker, spoken
from templates.working import said
from workflows.calendar import full_date, short_date
from workflows.commission.batch import Payout
from workflows.commission.preview import Preview, Section
from workflows.commission.statement import Statement, StatementLine
from workflows.money import Money

STATES: dict[str, str] = {
    "in_batch": N_("In this payout"),
    "paid": N_("Paid"),
    "objected": N_("On hold"),
    "late": N_("Delayed"),
    "payable": N_("Carried forward"),
    "held": N_("Not due yet"),
}
WAITS: dict[str, str] = {"objected": N_("once answered"), "payable": N_("next payday")}


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
    headings: tuple[str, ...]

    @property
    def fits_paper(self) -> bool:
        """Whether paper can show all of it; else the page says it alone."""
        cells = (text for table in self.tables for row in table.rows for text in (row.deal, *row.why))
        return prints((self.company, *(value for _label, value in self.facts), *cells))


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file."""

    name: str
    media_type: str
    content: bytes


def draw(name: str, context: Mapping[str, Any]) -> Document | None:
    """The document of that name, made of a mail's context; None where paper cannot show it."""
    return DRAWERS[name](context)


def previewed(shown: Preview, company: str, program: str, until: Any, account: str, language: str) -> Sheet:
    """The statement before payday."""
    _ = speaker(language)
    facts = [(_("From"), program), (_("Payday"), full_date(shown.payday, language))]
    if until:
        facts.append((_("Objections until"), full_date(until, language)))
    if account:
        facts.append((_("To"), account))
    tables = [table for section in shown.sections for table in _tables(section, language)]
    title = _("Statement for the payday %(day)s") % {"day": full_date(shown.payday, language)}
    foot = _(
        "Does a line look wrong? Reply to the mail this came with and name its number; only that line waits."
    )
    return Sheet(title, company, tuple(facts), tuple(tables), foot, _headings(_))


def paid(
    statement: Statement, payout: Payout, company: str, program: str, on: Any, account: str, language: str
) -> Sheet:
    """What one transfer pays."""
    _ = speaker(language)
    day = full_date(on, language)
    facts = [(_("From"), program), (_("Paid on"), day), (_("Reference"), payout.reference)]
    if account:
        facts.append((_("To"), account))
    table = Table(
        f"{statement.currency}: {payout.amount.format(language)}",
        _rows(statement.lines, language),
        _("Paid"),
        payout.amount.format(language),
        added_up(statement.lines, payout.amount, language),
    )
    foot = _("Questions? Reply to the mail this came with: a person reads what I cannot answer myself.")
    return Sheet(_("Payment of %(day)s") % {"day": day}, company, tuple(facts), (table,), foot, _headings(_))


def _headings(_: Callable[[str], str]) -> tuple[str, ...]:
    return (_("Line"), _("Deal"), _("Status"), _("Closed"), _("Rate"), _("Amount"), _("Payout due"))


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
    _, total = speaker(language), section.total.format(language)
    match section.fate:
        case "below_minimum" if section.minimum:
            words = _("Payouts start at %(least)s, so %(total)s is carried forward to your next payday.")
            return words % {"least": section.minimum.format(language), "total": total}
        case "below_zero":
            words = _("Refunds outweigh what you earned: %(total)s is set off against what you earn next.")
            return words % {"total": total}
        case "frozen":
            return _(
                "Your payout details have changed and are being checked; it is paid once they are settled."
            )
        case "too_late":
            return _("It came too late for this payday, and is paid with the next one.")
    return ""


def _tables(section: Section, language: str) -> Iterable[Table]:
    _, total = speaker(language), section.total.format(language)
    if section.lines:
        is_paid = section.fate == "paid"
        label = _("To be paid") if is_paid else _("Carried forward")
        shown = _("to be paid %(total)s") if is_paid else _("carried forward %(total)s")
        note = " ".join(
            filter(None, (added_up(section.lines, section.total, language), why_not_paid(section, language)))
        )
        heading = f"{section.currency}: {shown % {'total': total}}"
        yield Table(heading, _rows(section.lines, language), label, total, note)
    if section.on_hold:
        note = _("These lines are in no sum until somebody has answered you.")
        heading = f"{section.currency}: {_('on hold')}"
        yield Table(heading, _rows(section.on_hold, language), note=note)
    if section.late:
        note = _(
            "I have no word yet that these were paid. If the money has not reached you, the delay is ours: "
            "you need do nothing, and it comes apart from this payday."
        )
        heading = f"{section.currency}: {_('from an earlier payday')}"
        yield Table(heading, _rows(section.late, language), note=note)


def _rows(lines: Iterable[StatementLine], language: str) -> tuple[Row, ...]:
    _ = speaker(language)
    return tuple(
        Row(
            str(line.number),
            _named(line, language),
            _(STATES[line.state]),
            short_date(line.closed_on, language),
            said(line.rate, language).replace(" %", "\u00a0%"),
            line.amount.format(language),
            _(WAITS[line.state]) if line.state in WAITS else short_date(line.due_on, language),
            tuple(said(words, language) for words in line.why),
            is_deal=line.title != line.kind,
        )
        for line in lines
    )


def _named(line: StatementLine, language: str) -> str:
    """The deal; with what kind of line it is where that is no plain commission."""
    kind = speaker(language)(line.kind)
    if line.title == line.kind:
        return kind
    return line.title if line.kind == "Commission" else f"{line.title} ({lowered(kind, language)})"


def lowered(words: str, language: str) -> str:
    """The same inside a sentence; German keeps the capitals of its nouns."""
    return words if language.startswith("de") else words[:1].lower() + words[1:]


def _preview_of(context: Mapping[str, Any]) -> Sheet:
    return previewed(
        context["preview"],
        context["partner"].company,
        context["program"].name,
        context["until"],
        context["account"],
        spoken(context["language"]),
    )


def _payment_of(context: Mapping[str, Any]) -> Sheet:
    return paid(
        context["statement"],
        context["payout"],
        context["partner"].company,
        context["program"].name,
        context["on"],
        context["account"],
        spoken(context["language"]),
    )


def sheet_of(context: Mapping[str, Any]) -> Sheet | None:
    """The sheet that a mail about money shows, None for any other mail."""
    if "preview" in context:
        return _preview_of(context)
    return _payment_of(context) if "statement" in context else None


def _page(name: str, make: Callable[[Mapping[str, Any]], Sheet], context: Mapping[str, Any]) -> Document:
    page = render_document("statement", {"sheet": make(context), "language": context["language"]})
    return Document(name, "text/html", page.encode())


def _paper(
    name: str, make: Callable[[Mapping[str, Any]], Sheet], context: Mapping[str, Any]
) -> Document | None:
    sheet = make(context)
    return Document(name, "application/pdf", pdf(sheet)) if sheet.fits_paper else None


DRAWERS: dict[str, Callable[[Mapping[str, Any]], Document | None]] = {
    "statement.pdf": partial(_paper, "statement.pdf", _preview_of),
    "statement.html": partial(_page, "statement.html", _preview_of),
    "paid.pdf": partial(_paper, "payment.pdf", _payment_of),
    "paid.html": partial(_page, "payment.html", _payment_of),
}

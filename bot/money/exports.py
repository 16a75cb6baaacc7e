"""A payout batch as files for banks and payment services; written again, they carry the same ids."""

from __future__ import annotations

import csv
import hashlib
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO, StringIO
from xml.etree import ElementTree

import xlsxwriter
from sepaxml import SepaTransfer
from sepaxml.validation import ValidationError, try_valid_xml
from sqlalchemy.orm import Session

from bot.cells import harmless
from bot.money.documents import Document
from bot.payments.stripe import stripe_units
from bot.rules.payouts import PayoutsTable
from storage.deals import Deals
from storage.ledger import Ledger
from storage.partners import Partners
from storage.payout_details import PayoutAccounts
from storage.payouts import Batches
from workflows.commission.accounts import NAMES, PayoutAccount
from workflows.commission.batch import Batch, Payout
from workflows.commission.ledger import LedgerEntry
from workflows.commission.payout_record import BatchRecord
from workflows.commission.statement import KINDS
from workflows.errors import BadInput
from workflows.money import Money

SCHEMA = "pain.001.001.03"
NAMESPACE = f"{{urn:iso:std:iso:20022:tech:xsd:{SCHEMA}}}"
PAYPAL_ROWS = 5000
HEADINGS = (
    "reference", "partner", "company", "currency", "amount", "method", "holder", "account", "bic", "status",
)  # fmt: skip
LINE_HEADINGS = (
    "reference",
    "company",
    "deal",
    "kind",
    "booked on",
    "currency",
    "amount",
    "working",
    "entry",
)


@dataclass(frozen=True, slots=True)
class Order:
    """One transfer with all that a bank must know."""

    payout: Payout
    company: str
    account: PayoutAccount | None  # None: finance knows it from elsewhere


@dataclass(frozen=True, slots=True)
class Bundle:
    """A batch, ready to be written."""

    record: BatchRecord
    orders: tuple[Order, ...]
    lines: Mapping[str, LedgerEntry]
    titles: Mapping[str, str]
    payer: PayoutsTable

    @property
    def batch(self) -> Batch:
        """The batch itself."""
        return self.record.batch

    def by(self, method: str) -> tuple[Order, ...]:
        """The transfers that go this way."""
        return tuple(order for order in self.orders if order.account and order.account.method == method)


def bundle(session: Session, batch_id: str, payer: PayoutsTable) -> Bundle:
    """What the files are made of; BadInput while two people have not approved it and it was not exported."""
    record = Batches(session).get(batch_id)
    if record is None:
        raise BadInput(f"There is no batch {batch_id}; `referral-desk payday list` shows them.")
    if record.batch.status != "exported":
        raise BadInput("Two people must approve this batch before it is exported.")
    payouts = [payout for payout in record.batch.payouts if payout.status != "failed"]
    partners = {p.partner for p in payouts}
    accounts = PayoutAccounts(session).versions(Batches(session).pinned(batch_id))
    names = {each.id: each.company for each in Partners(session).of_ids(partners)}
    orders = tuple(Order(p, names.get(p.partner, p.partner), accounts.get(p.partner)) for p in payouts)
    lines = {entry.key: entry for entry in Ledger(session).of_keys(key for p in payouts for key in p.lines)}
    return Bundle(record, orders, lines, Deals(session).titles(e.deal for e in lines.values()), payer)


def write(made: Bundle, kind: str) -> Document:
    """The file of that kind; BadInput when nothing in the batch goes that way."""
    return FORMATS[kind](made)


def why_not(order: Order, kind: str) -> str:
    """Why a file of that kind does not carry a transfer, for people; "" when it does."""
    if kind in ("csv", "xlsx"):
        return ""
    if order.account is None:
        return "no payout details noted"
    if order.account.method != kind:
        return f"goes to {NAMES[order.account.method]}"
    currency = order.payout.amount.currency
    return f"{currency}, and SEPA carries euros only" if kind == "sepa" and currency != "EUR" else ""


def left_out(made: Bundle, kind: str) -> tuple[tuple[Order, str], ...]:
    """The transfers that such a file does not carry, and why."""
    told = ((order, why_not(order, kind)) for order in made.orders)
    return tuple((order, why) for order, why in told if why)


def plain_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return harmless("" if value is None else str(value))


def _csv(made: Bundle) -> Document:
    rows = (
        (
            order.payout.reference, order.payout.partner, order.company, order.payout.amount.currency,
            order.payout.amount.major, *_account(order), order.payout.status,
        )
        for order in made.orders
    )  # fmt: skip
    return _rows(f"{_name(made)}.csv", [HEADINGS, *rows])


def _paypal(made: Bundle) -> Document:
    """PayPal's payout file: recipient, amount, currency, customer ID of at most 30 characters, note.

    One currency and at most 5,000 rows a file, so what needs several comes as a zip:
    https://developer.paypal.com/payouts/use-payouts/send-money/use-web-ui
    """
    orders = _some(made, "paypal", "PayPal")
    files: list[Document] = []
    for currency in sorted({order.payout.amount.currency for order in orders}):
        rows = [_paypal_row(order) for order in orders if order.payout.amount.currency == currency]
        for n, start in enumerate(range(0, len(rows), PAYPAL_ROWS), start=1):
            part = f"-{n}" if len(rows) > PAYPAL_ROWS else ""
            name = f"{_name(made)}-paypal-{currency}{part}.csv"
            files.append(_rows(name, rows[start : start + PAYPAL_ROWS]))
    return files[0] if len(files) == 1 else _zipped(f"{_name(made)}-paypal.zip", files, made)


def _paypal_row(order: Order) -> tuple[object, ...]:
    reference, amount = order.payout.reference, order.payout.amount
    return _number(order), amount.major, amount.currency, reference, f"Commission, {reference}"


def _zipped(name: str, files: Sequence[Document], made: Bundle) -> Document:
    """The same bytes whenever it is written."""
    out, at = BytesIO(), made.record.exported_at or datetime(2026, 1, 1, tzinfo=UTC)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in files:
            packed.writestr(zipfile.ZipInfo(file.name, at.timetuple()[:6]), file.content)
    return Document(name, "application/zip", out.getvalue())


def _stripe(made: Bundle) -> Document:
    """One row for each transfer to a connected account, in the words and units of Stripe's API."""
    orders = _some(made, "stripe", "Stripe")
    rows = (
        (
            _number(order), stripe_units(order.payout.amount), order.payout.amount.currency.lower(),
            f"Commission {order.payout.reference}", made.batch.id, order.payout.reference,
        )
        for order in orders
    )  # fmt: skip
    heads = ("destination", "amount", "currency", "description", "transfer_group", "idempotency_key")
    return _rows(f"{_name(made)}-stripe.csv", [heads, *rows])


def _xlsx(made: Bundle) -> Document:
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties(
        {"title": made.batch.id, "created": made.record.exported_at or datetime(2026, 1, 1, tzinfo=UTC)}
    )
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00##"})
    payouts, lines, totals = (book.add_worksheet(name) for name in ("Payouts", "Lines", "Control totals"))
    payouts.write_row(0, 0, HEADINGS, bold)
    for n, order in enumerate(made.orders, start=1):
        payouts.write_row(
            n, 0, (order.payout.reference, order.payout.partner, order.company, order.payout.amount.currency)
        )
        payouts.write_number(n, 4, order.payout.amount.major, money)
        payouts.write_row(n, 5, (*_account(order), order.payout.status))
    lines.write_row(0, 0, LINE_HEADINGS, bold)
    for n, (order, entry) in enumerate(_lines(made), start=1):
        title = made.titles.get(entry.deal, "")
        lines.write_row(
            n,
            0,
            (
                order.payout.reference,
                order.company,
                title,
                KINDS[entry.kind],
                str(entry.booked_on),
                entry.amount.currency,
            ),
        )
        lines.write_number(n, 6, entry.amount.major, money)
        lines.write_row(n, 7, ("\n".join(entry.why), entry.key))
    totals.write_row(0, 0, ("currency", "payouts", "control total"), bold)
    for n, (currency, total) in enumerate(sorted(_totals(made).items()), start=1):
        count = sum(order.payout.amount.currency == currency for order in made.orders)
        totals.write_row(n, 0, (currency, count))
        totals.write_number(n, 2, total.major, money)
    for sheet, width in ((payouts, 22), (lines, 24), (totals, 18)):
        sheet.set_column(0, 9, width)
        sheet.freeze_panes(1, 0)
    book.close()
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Document(f"{_name(made)}.xlsx", media, out.getvalue())


def _sepa(made: Bundle) -> Document:
    """pain.001, valid by its schema. The MsgId is the batch's own: a bank refuses it a second time."""
    payer = made.payer
    if not (payer.iban and payer.name):
        raise BadInput("Write the account that pays under [payouts] in referral-desk.toml: name and iban.")
    orders = [o for o in _some(made, "sepa", "an IBAN") if not why_not(o, "sepa")]
    if not orders:
        raise BadInput("SEPA carries euros only, and no payout of this batch to an IBAN is in euros.")
    config = {"name": payer.name, "IBAN": payer.iban, "currency": "EUR", "batch": True}
    transfer = SepaTransfer(config | ({"BIC": payer.bic} if payer.bic else {}), schema=SCHEMA, clean=True)
    for order in orders:
        account = order.account
        if account:
            payment = {
                "name": account.holder,
                "IBAN": account.number,
                "amount": order.payout.amount.minor,
                "execution_date": made.batch.payday,
                "description": f"Commission {order.payout.reference}",
                "endtoend_id": order.payout.reference,
            }
            transfer.add_payment(payment | ({"BIC": account.bic} if account.bic else {}))
    content = _with_own_ids(transfer.export(validate=False), made)
    try:
        try_valid_xml(content, SCHEMA)
    except ValidationError as wrong:
        raise BadInput("The SEPA file does not fit its schema; nothing was written.") from wrong
    return Document(f"{_name(made)}-sepa.xml", "application/xml", content)


def _with_own_ids(content: bytes, made: Bundle) -> bytes:
    """The library draws ids by chance and writes the hour; ours are the batch's for ever."""
    ElementTree.register_namespace("", NAMESPACE.strip("{}"))
    root = ElementTree.fromstring(content)  # noqa: S314  the library's own output
    name = f"RD-{hashlib.sha256(made.batch.id.encode()).hexdigest()[:24].upper()}"
    at = (made.record.exported_at or datetime(2026, 1, 1, tzinfo=UTC)).astimezone(UTC)
    for element in root.iter(f"{NAMESPACE}MsgId"):
        element.text = name
    for element in root.iter(f"{NAMESPACE}CreDtTm"):
        element.text = at.strftime("%Y-%m-%dT%H:%M:%S")
    for n, element in enumerate(root.iter(f"{NAMESPACE}PmtInfId"), start=1):
        element.text = f"{name}-{n}"
    written: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>' + written


def _lines(made: Bundle) -> Iterable[tuple[Order, LedgerEntry]]:
    for order in made.orders:
        for key in order.payout.lines:
            yield order, made.lines[key]


def _totals(made: Bundle) -> dict[str, Money]:
    sums: dict[str, Money] = {}
    for order in made.orders:
        amount = order.payout.amount
        sums[amount.currency] = sums.get(amount.currency, Money.zero(amount.currency)) + amount
    return sums


def _some(made: Bundle, method: str, name: str) -> tuple[Order, ...]:
    if orders := made.by(method):
        return orders
    raise BadInput(f"No payout of this batch goes to {name}: no partner in it has such payout details.")


def _account(order: Order) -> tuple[str, str, str, str]:
    account = order.account
    return (account.method, account.holder, account.number, account.bic) if account else ("", "", "", "")


def _number(order: Order) -> str:
    return order.account.number if order.account else ""


def _rows(name: str, rows: Sequence[Sequence[object]]) -> Document:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([plain_cell(cell) for cell in row] for row in rows)
    return Document(name, "text/csv", out.getvalue().encode())


def _name(made: Bundle) -> str:
    return made.batch.id.replace(":", "-")


FORMATS: dict[str, Callable[[Bundle], Document]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "sepa": _sepa,
    "paypal": _paypal,
    "stripe": _stripe,
}

"""Cards about money for finance: a payday's batch, a line in question, new payout details."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from blockkit import Actions, Button, Confirm, Context, Header, Message, Option, Section, StaticSelect
from sqlalchemy.orm import Session

from bot.slack.blocks import cut, fact_list, mrkdwn, plain
from storage.deals import Deals
from storage.ledger import Ledger
from storage.objections import Objections
from storage.partners import Partners
from storage.payout_details import PayoutAccounts
from storage.payouts import Batches
from storage.statements import Disputes
from templates import escape_slack
from workflows.calendar import full_date, short_date, spoken
from workflows.commission.accounts import NAMES
from workflows.commission.batch import Wait, waiting
from workflows.commission.details import frozen
from workflows.commission.payday import ready_at, schedule
from workflows.commission.payout_record import BatchRecord, Heap
from workflows.commission.record import Objection
from workflows.commission.statement import KINDS
from workflows.program import Program

Facts = list[tuple[str, str]]
SHOWN = 3  # partners named for each reason why something waits
WAITS: dict[Wait, str] = {
    "details": "New payout details, unchecked or resting",
    "below_zero": "Below zero, set off later",
    "below_minimum": "Below the minimum",
}
FORMATS = (
    ("csv", "CSV, all payouts"),
    ("xlsx", "Excel, all payouts with their lines"),
    ("sepa", "SEPA pain.001 for the bank"),
    ("paypal", "PayPal mass payout CSV"),
    ("stripe", "Stripe payouts CSV"),
)


def draw(
    session: Session,
    card: Literal["batch", "objection", "details"],
    about: str,
    program: Program,
    now: datetime,
) -> dict[str, Any] | None:
    """The card as its row stands; None when there is no such row."""
    match card:
        case "batch":
            record = Batches(session).header(about)
            return batch_card(session, record, program) if record else None
        case "objection":
            return _objection_card(session, about, program)
        case "details":
            return _details_card(session, about, program, now)


def batch_card(session: Session, record: BatchRecord, program: Program) -> dict[str, Any]:
    """A payday: how many payouts, the control totals, who approved, and what can be done next."""
    batch, heaps = record.batch, Batches(session).heaps(record.batch.id)
    title = f"Payday {full_date(batch.payday)}" + ("" if _is_first(record) else ", second batch")
    card = Message(f"{title}: {state_of(record, heaps)}")
    card.add_block(Header(plain(f":moneybag: {title}", 150)))
    card.add_block(fact_list([*_totals(heaps), *_progress(session, record, program)]))
    card.add_block(Context([mrkdwn(_small_print(record, program))]))
    left = (*Batches(session).doubted(batch.id), *Batches(session).in_no_file(batch.id))
    buttons = _buttons(record, heaps, len({payout.id for payout in left}))
    card.add_block(Actions(buttons, block_id=f"batch:{batch.id}:{record.version}"))
    return _built(card)


def is_under_way(record: BatchRecord, batches: Batches) -> bool:
    """Whether somebody still has to do something with it, or the bank has."""
    heaps = batches.heaps(record.batch.id)
    return bool(heaps) and (record.batch.status != "exported" or any(h.status == "open" for h in heaps))


def control_words(heaps: Iterable[Heap]) -> str:
    """What two people compare: "12 payouts, €45,000.00 and $300.00"."""
    counted = [heap for heap in heaps if heap.status != "failed"]
    sums: dict[str, Any] = {}
    for heap in counted:
        sums[heap.currency] = sums[heap.currency] + heap.total if heap.currency in sums else heap.total
    count = sum(heap.count for heap in counted)
    totals = " and ".join(total.format() for _currency, total in sorted(sums.items())) or "nothing"
    return f"{count} {'payout' if count == 1 else 'payouts'}, {totals}"


def _is_first(record: BatchRecord) -> bool:
    return record.batch.id == f"payday:{record.batch.payday}"


def _totals(heaps: tuple[Heap, ...]) -> Facts:
    currencies = sorted({heap.currency for heap in heaps})
    facts: Facts = []
    for currency in currencies:
        mine = [heap for heap in heaps if heap.currency == currency and heap.status != "failed"]
        facts.append((currency, control_words(mine)))
    return facts or [("Payouts", "none")]


def _progress(session: Session, record: BatchRecord, program: Program) -> Facts:
    batch, heaps = record.batch, Batches(session).heaps(record.batch.id)
    facts: Facts = [("State", state_of(record, heaps))]
    for approval in record.approvals:
        totals = ", ".join(total.format() for total in approval.control)
        facts.append(("Approved by", f"{approval.by.name}, {spoken(approval.at, program.tz)} ({totals})"))
    if record.exported_by:
        facts.append(("Exported by", record.exported_by.partition(" <")[0]))
    for status, label in (("confirmed", "Arrived"), ("failed", "Came back")):
        if found := [heap for heap in heaps if heap.status == status]:
            totals = ", ".join(heap.total.format() for heap in found)
            facts.append((label, f"{sum(heap.count for heap in found)} ({totals})"))
    if doubted := Batches(session).doubted(batch.id):
        totals = ", ".join(payout.amount.format() for payout in doubted[:3])
        facts.append(("Does not fit", f"{len(doubted)} ({totals}): the bank says something else, see lines"))
    if batch.status == "exported" and (alone := Batches(session).in_no_file(batch.id)):
        totals = ", ".join(payout.amount.format() for payout in alone[:3])
        facts.append(
            ("In no file", f"{len(alone)} ({totals}): All arrived leaves them out; the CSV has everybody")
        )
    elif unknown := Batches(session).without_account(batch.id):
        totals = ", ".join(payout.amount.format() for payout in unknown[:3])
        facts.append(("No account", f"{len(unknown)} ({totals}): no payout details noted, in no bank file"))
    if batch.status == "draft" and (held := len(Objections(session).open_keys())):
        facts.append(("On hold", f"{held} {'line' if held == 1 else 'lines'}, in no payout"))
    if batch.status == "draft":
        facts += _left_out(session, record, program)
    return facts


def _left_out(session: Session, record: BatchRecord, program: Program) -> Facts:
    """What is due and in no payout of this draft: whose it is, how much, and why."""
    batches, terms, payday = Batches(session), program.payout_terms, record.batch.payday
    details = [each for each, _account in PayoutAccounts(session).current().values()]
    resting = frozen(details, ready_at(payday, terms))
    sums = batches.left_out(payday, Objections(session).open_keys())
    waits = waiting(sums, terms.minimum, resting)
    shown = {partner for found in waits.values() for partner, _amount in found[:SHOWN]}
    names = {p.id: p.company for p in Partners(session).of_ids(shown)}
    facts: Facts = []
    for why, found in waits.items():
        said = [f"{cut(names.get(p, p), 60)} {amount.format()}" for p, amount in found[:SHOWN]]
        more = [f"{len(found) - SHOWN} more"] if len(found) > SHOWN else []
        facts.append((WAITS[why], ", ".join((*said, *more))))
    for other in batches.drafts():
        if other.batch.payday < payday and (open_ones := batches.heaps(other.batch.id)):
            facts.append(
                (f"Still in {short_date(other.batch.payday)}", f"{control_words(open_ones)}: not approved")
            )
    return facts


def state_of(record: BatchRecord, heaps: tuple[Heap, ...]) -> str:
    """Where a batch is, in words."""
    open_ones = sum(heap.count for heap in heaps if heap.status == "open")
    match record.batch.status:
        case "draft" if not heaps:
            return "nothing to pay" if record.is_open_to_approval else "nothing to pay so far"
        case "draft" if record.is_open_to_approval:
            return "waits for the second approval" if record.approvals else "waits for two approvals"
        case "draft" if record.objections_until:
            return f"partners have their statements and may object until {full_date(record.objections_until)}"
        case "draft":
            return "draft"
        case "approved":
            return "approved; export it and hand it to the bank"
    return f"with the bank, {open_ones} not confirmed yet" if open_ones else "done"


def _small_print(record: BatchRecord, program: Program) -> str:
    days = schedule(record.batch.payday, program.payout_terms)
    plan = (
        f"Statements {short_date(days.preview_on)} · objections until {short_date(days.objections_until)} · "
        f"payday {short_date(record.batch.payday)}"
    )
    return f"`{record.batch.id}` · control number `{record.seal}`\n{plan}"


def _buttons(record: BatchRecord, heaps: tuple[Heap, ...], left: int) -> list[Any]:
    batch = record.batch
    see = Button(plain("See lines"), action_id="ask:0", value=f"/partner payday {batch.id}")
    buttons: list[Any] = [see]
    has_open = any(heap.status == "open" for heap in heaps)
    if batch.status == "draft" and record.is_open_to_approval and has_open:
        buttons.insert(0, _approve_button(record, heaps))
    if batch.status == "draft":
        buttons.append(Button(plain("Hold a line…"), action_id="batch:hold", value=batch.id))
    if batch.status in ("approved", "exported"):
        buttons.append(_export_menu(record))
    if batch.status == "exported" and has_open:
        if count := sum(heap.count for heap in heaps if heap.status == "open") - left:
            buttons.append(_arrived_button(record, count, left))
        buttons.append(Button(plain("One came back…"), action_id="batch:fail", value=batch.id))
    if batch.status == "exported" and any(heap.status == "failed" for heap in heaps):
        again = Button(plain("Second batch"), action_id="batch:again", value=batch.payday.isoformat())
        buttons.append(again)
    return buttons


def _approve_button(record: BatchRecord, heaps: tuple[Heap, ...]) -> Button:
    button = Button(plain("Approve"), action_id="batch:approve", value=f"{record.batch.id}|{record.seal}")
    button.style("primary")
    return button.confirm(
        Confirm(
            title=plain("Approve these payouts?", 100),
            text=plain(
                f"{control_words(heaps)}. Control number {record.seal}. It counts for exactly this.", 300
            ),
            confirm=plain("I approve", 30),
            deny=plain("Not yet", 30),
        )
    )


def _export_menu(record: BatchRecord) -> StaticSelect:
    options = [Option(plain(name), value=f"{record.batch.id}|{kind}") for kind, name in FORMATS]
    return StaticSelect(options=options, action_id="batch:export", placeholder=plain("Export…"))


def _arrived_button(record: BatchRecord, count: int, left: int) -> Button:
    button = Button(plain("All arrived"), action_id="batch:arrived", value=record.batch.id)
    what = f"{count} open {'payout' if count == 1 else 'payouts'} will be noted as paid"
    stay = f" {left} {'stays' if left == 1 else 'stay'} open: see the card." if left else ""
    return button.confirm(
        Confirm(
            title=plain("Has the bank carried out all of it?", 100),
            text=plain(f"{what}, and each partner gets their statement.{stay}", 300),
            confirm=plain("Yes, all arrived", 30),
            deny=plain("Not yet", 30),
        )
    )


def _objection_card(session: Session, about: str, program: Program) -> dict[str, Any] | None:
    dispute = Disputes(session).get(about)
    entry = Ledger(session).get(dispute.entry_key) if dispute else None
    if dispute is None or entry is None:
        return None
    partner = Partners(session).get(dispute.partner)
    company = partner.company if partner else dispute.partner
    found = [o for o in Objections(session).of_partner(dispute.partner) if o.entry_key == entry.key]
    objection = found[-1] if found else None
    title = Deals(session).titles([entry.deal]).get(entry.deal, "") or KINDS[entry.kind]
    card = Message(f"{company} says that a line looks wrong: {title}, {entry.amount.format()}")
    card.add_block(Header(plain(":mag: A line looks wrong", 150)))
    line = f"line {dispute.number}: {title}" if dispute.number else title
    facts: Facts = [("Partner", company), ("Line", line), ("Amount", entry.amount.format())]
    facts += [("Working", words) for words in entry.why[:5]]
    card.add_block(fact_list([*facts, *_said(objection, program)]))
    if objection and objection.settled_at is None:
        card.add_block(Actions(_verdicts(about), block_id=f"objection:{about}:{len(found)}"))
    return _built(card)


def _said(objection: Objection | None, program: Program) -> Facts:
    if objection is None:
        return []
    facts: Facts = [("From", f"{objection.by}, {spoken(objection.at, program.tz)}")]
    facts.append(("Words", cut(objection.words, 1500)))
    if objection.settled_at:
        facts.append(("Answered by", f"{objection.settled_by}, {spoken(objection.settled_at, program.tz)}"))
        facts.append(("Answer", cut(objection.answer, 1500)))
    return facts


def _verdicts(about: str) -> list[Any]:
    release = Button(plain("Release…"), action_id="objection:release", value=about)
    uphold = Button(plain("Uphold…"), action_id="objection:uphold", value=about)
    return [release, uphold]


def _details_card(
    session: Session, partner_id: str, program: Program, now: datetime
) -> dict[str, Any] | None:
    accounts, partner = PayoutAccounts(session), Partners(session).get(partner_id)
    newest = accounts.newest(partner_id)
    found = accounts.version(partner_id, newest)
    if found is None or partner is None:
        return None
    details, account, refused_by = found
    card = Message(f"New payout details of {partner.company}")
    card.add_block(Header(plain(":bank: New payout details", 150)))
    facts: Facts = [
        ("Partner", partner.company),
        ("Way", NAMES[account.method]),
        ("Account", account.masked),
        ("Holder", account.holder),
        ("Asked for by", f"{details.requested_by}, {spoken(details.changed_at, program.tz)}"),
    ]
    if refused_by:
        facts.append(("Refused by", refused_by))
    elif details.checked_by:
        facts.append(("Checked by", f"{details.checked_by}: {cut(details.checked_how, 300)}"))
        if (at := details.payable_from()) and at > now:
            facts.append(("Rests until", spoken(at, program.tz)))
    card.add_block(fact_list(facts))
    if not refused_by and not details.checked_by:
        asks = (
            "Call the partner on a number you already had, not one from a mail. Somebody other than who "
            "asked must check it. Until then, and for 72 hours after the change, nothing is paid to them."
        )
        card.add_block(Section(mrkdwn(escape_slack(asks))))
        value = f"{partner_id}|{details.version}"
        check = Button(plain("Checked…"), action_id="details:check", value=value)
        refuse = Button(plain("Not theirs…"), action_id="details:refuse", value=value)
        card.add_block(Actions([check, refuse], block_id=f"details:{partner_id}:{details.version}"))
    return _built(card)


def _built(card: Message) -> dict[str, Any]:
    built: dict[str, Any] = card.build()
    return {"text": escape_slack(built["text"]), "blocks": built["blocks"]}

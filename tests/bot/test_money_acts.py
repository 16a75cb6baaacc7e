"""What happens to money after the close: payments, refunds, shares, currencies, bonuses, write-offs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.money.auditing import audit
from bot.money.bookkeeping import Bookkeeper
from bot.states.money import load_earning
from storage.database import Database
from storage.deals import Deals
from storage.ledger import Ledger
from storage.money_views import MoneyViews
from storage.payouts import Batches
from tests.builders import DANA, eur, introduction, other_partner, prospect
from tests.conftest import StillClock
from tests.rigs.books import PLAN, Books, open_books, paying
from tests.rigs.earning import INES
from workflows import earning
from workflows.base import PostNotice
from workflows.commands import DecideConflict
from workflows.commission.ledger import LedgerEntry, balances
from workflows.commission.messages import (
    AskWaiver,
    DecideWaiver,
    GiveBonus,
    NoteCollection,
    NoteDealFacts,
    NoteRefund,
)
from workflows.commission.model import Deduction
from workflows.commission.payout_messages import (
    ApproveBatch,
    CloseObjections,
    ConfirmPayout,
    ExportBatch,
    OpenObjections,
    RefreshBatch,
)
from workflows.commission.record import NotedRate
from workflows.crm_messages import RefundReported
from workflows.errors import BadInput
from workflows.money import Money

CLOSED = date(2026, 1, 31)
PAID_ON = date(2026, 2, 13)
TIERS = """
[[commission]]
name = "tiers"
valid_from = 2026-01-01
currency = "EUR"
[[commission.rules]]
kind = "tiers"
mode = "marginal"
tiers = [{up_to = 10000, rate = "10 %"}, {up_to = 50000, rate = "15 %"}, {rate = "20 %"}]
"""


@pytest.fixture
def clock() -> StillClock:
    return StillClock(datetime(2026, 1, 31, 15, 0, tzinfo=UTC))


@pytest.fixture
async def books(sqlite: Database, clock: StillClock) -> AsyncIterator[Books]:
    opened = await open_books(sqlite, clock)
    yield opened
    opened.engine.close()


def keeper(books: Books, plan: str = PLAN) -> Bookkeeper:
    return Bookkeeper(books.engine, paying(plan), books.clock)


def fits(books: Books, plan: str = PLAN) -> bool:
    """Every stored cent is what happened says."""
    wrong = books.engine._look(lambda session: audit(session, paying(plan))).wrong
    assert wrong == ()
    return True


def pay(books: Books, on: date = PAID_ON) -> None:
    """The bank has paid all that is open to P-1."""
    with books.engine._database.write() as session:
        ledger = Ledger(session)
        lines = [entry for entry in ledger.open_of("P-1") if entry.payable_on <= on]
        amount = Money.total((line.amount for line in lines), "EUR")
        keys = tuple(line.key for line in lines)
        made = LedgerEntry(f"payout:{on}", "payout", "P-1", -amount, on, on, settles=keys)
        ledger.add([made], books.clock.now())


async def test_a_refund_is_computed_on_what_remains_and_the_notice_says_so(books: Books) -> None:
    about = await books.introduced()
    await books.won(about, eur("30000"), CLOSED)
    outcome = await keeper(books).do(NoteRefund(about, "RF-1", eur("8000"), CLOSED, "ines"), "r1")
    said = "Booked for Northwind Advisory: -€1,200.00 (adjustment), due Friday 13 February 2026."
    assert await keeper(books).told(outcome) == said
    text = books.mails()[-1]["text"]
    assert "Acme Ltd got €8,000.00 back, so your commission for it is worked out anew:" in text
    assert "€3,300.00 instead of €4,500.00. Payment date: Friday 13 February 2026." in text
    assert fits(books)


async def test_refunds_of_tiers_are_no_pro_rata_guess(sqlite: Database, clock: StillClock) -> None:
    books = await open_books(sqlite, clock, TIERS)
    about = await books.introduced()
    await books.won(about, eur("60000"), CLOSED)
    await books.handle(NoteRefund(about, "RF-1", eur("15000"), CLOSED, "ines"))
    assert [entry.amount for entry in books.ledger()] == [eur("9000"), eur("-2750")]
    assert fits(books, TIERS)
    books.engine.close()


async def test_the_same_refund_again_or_for_another_deal_counts_once(books: Books) -> None:
    about = await books.introduced()
    await books.won(about, eur("30000"), CLOSED)
    other = await books.introduced(prospects=(prospect(email="jo@other.example", company="Other Ltd"),))
    await books.won(other, eur("30000"), CLOSED)
    refund = NoteRefund(about, "RF-1", eur("8000"), CLOSED, "ines")
    await keeper(books).do(refund, "r1")
    for again in (refund, NoteRefund(other, "RF-1", eur("8000"), CLOSED, "ines")):
        with pytest.raises(BadInput, match="RF-1 is noted"):
            await keeper(books).do(again, "r2")
        await books.handle(again)  # and what gets past the question changes nothing either
    assert balances(books.ledger()) == {("P-1", "EUR"): eur("7800")}
    assert fits(books)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"amount": Money.of("1", "USD")}, "This deal is in EUR"),
        ({"amount": eur("0")}, "more than nothing"),
        ({"amount": eur("30000.01")}, "Only €30,000.00 of this deal can still go back"),
        ({"on": date(2026, 3, 1)}, "still to come"),
        ({"refund_id": " "}, "by the number it has outside"),
    ],
)
async def test_a_refund_that_cannot_be_right_is_refused_with_a_reason(
    books: Books, wrong: dict[str, object], why: str
) -> None:
    about = await books.introduced()
    await books.won(about, eur("30000"), CLOSED)
    said = {"about": about, "refund_id": "RF-1", "amount": eur("1"), "on": CLOSED, "actor": "ines"} | wrong
    with pytest.raises(BadInput, match=why):
        await keeper(books).do(NoteRefund(**said), "r1")  # type: ignore[arg-type]


async def test_a_crms_refund_of_a_referral_that_has_ended_is_for_a_person(books: Books) -> None:
    about = await books.introduced()
    await books.won(about, eur("30000"), CLOSED)
    now = books.clock.now()
    told = RefundReported(about, now, "HubSpot:7:8000", 800_000, "EUR", "2026-01-31", "HubSpot")
    state = books.engine._look(lambda session: load_earning(session, told, paying(), books.clock, now))
    assert state
    ended = replace(state, referral=replace(state.referral, registration="withdrawn"))
    decision = earning.deciding(paying()).decide(ended, told, now)
    (notice,) = decision.effects
    assert isinstance(notice, PostNotice)
    assert (decision.state.booked, notice.template, notice.channel) == ((), "crm_unbooked", "finance")
    assert notice.context["says"] == "The referral is withdrawn by now."


async def test_a_refund_after_the_payout_is_announced_and_netted_never_asked_back(
    books: Books, clock: StillClock
) -> None:
    about = await books.introduced()
    await books.won(about, eur("30000"), CLOSED)
    clock.move(timedelta(days=14))
    pay(books)
    await books.handle(NoteRefund(about, "RF-1", eur("8000"), PAID_ON, "ines"))
    clawback = books.ledger()[-1]
    assert (clawback.kind, clawback.amount) == ("clawback", eur("-1200"))
    text = books.mails()[-1]["text"]
    assert "€1,200.00 will be taken off your next payouts, never more than they come to" in text
    assert "nobody asks you to pay anything back" in text
    assert balances(books.ledger()) == {("P-1", "EUR"): eur("-1200")}
    assert fits(books)


async def test_a_write_off_needs_two_people_and_clears_what_is_owed(books: Books, clock: StillClock) -> None:
    about = await books.introduced()
    await books.won(about, eur("30000"), CLOSED)
    clock.move(timedelta(days=14))
    pay(books)
    await books.handle(NoteRefund(about, "RF-1", eur("8000"), PAID_ON, "ines"))
    desk = keeper(books)
    with pytest.raises(BadInput, match=r"owe €1,200\.00"):
        await desk.do(AskWaiver("P-1", "W-1", eur("1200.01"), "goodwill", "dana"), "w0")
    await desk.do(AskWaiver("P-1", "W-1", eur("1200"), "goodwill", "dana"), "w1")
    assert any("Write off" in notice["text"] for notice in books.notices())
    for herself in ("dana", "Dana Reyes <dana>"):
        with pytest.raises(BadInput, match="two different people"):
            await desk.do(DecideWaiver("W-1", True, herself), "w2")
    await desk.do(DecideWaiver("W-1", True, "ines"), "w3")
    with pytest.raises(BadInput, match="decided this already"):
        await desk.do(DecideWaiver("W-1", True, "dana"), "w4")
    waiver = books.ledger()[-1]
    assert (waiver.kind, waiver.approved_by) == ("waiver", ("dana", "ines"))
    assert balances(books.ledger()) == {("P-1", "EUR"): eur("0")}
    assert "written off: goodwill. Nothing remains." in books.mails()[-1]["text"]
    assert fits(books)


async def test_a_write_off_that_is_declined_changes_nothing(books: Books, clock: StillClock) -> None:
    about = await books.introduced()
    await books.won(about, eur("30000"), CLOSED)
    clock.move(timedelta(days=14))
    pay(books)
    await books.handle(NoteRefund(about, "RF-1", eur("8000"), PAID_ON, "ines"))
    await keeper(books).do(AskWaiver("P-1", "W-1", eur("1200"), "goodwill", "dana"), "w1")
    await keeper(books).do(DecideWaiver("W-1", False, "ines"), "w2")
    assert balances(books.ledger()) == {("P-1", "EUR"): eur("-1200")}


async def test_a_bonus_needs_a_reason_and_the_partner_reads_it(books: Books) -> None:
    with pytest.raises(BadInput, match="needs a reason"):
        await keeper(books).do(GiveBonus("P-1", "B-1", eur("250"), " ", "ines"), "b0")
    await keeper(books).do(GiveBonus("P-1", "B-1", eur("250"), "your talk at the fair", "ines"), "b1")
    assert balances(books.ledger()) == {("P-1", "EUR"): eur("250")}
    assert "a bonus of €250.00 for Northwind Advisory: your talk at the fair." in books.mails()[-1]["text"]
    assert fits(books)


RECURRING = """
[[commission]]
name = "subscriptions"
valid_from = 2025-01-01
currency = "EUR"
[[commission.rules]]
kind = "recurring"
rate = "20 %"
months = 12
"""


async def test_every_payment_of_a_subscription_earns_its_share_until_the_window_ends(
    sqlite: Database, clock: StillClock
) -> None:
    books = await open_books(sqlite, clock, RECURRING)
    about = await books.introduced()
    await books.won(about, eur("5988"), CLOSED)
    won = books.mails()[-1]["text"]
    assert "Commission: 20 % of every payment of the first 12 months; nothing is due yet." in won
    for month in range(1, 14):
        day = date(2026 + month // 12, month % 12 + 1, 20)
        clock.move(datetime(day.year, day.month, day.day, 12, tzinfo=UTC) - clock.now())
        await books.handle(NoteCollection(about, f"INV-{month}", eur("499"), day, "ines"))
    assert [entry.amount for entry in books.ledger()] == [eur("99.80")] * 12
    texts = [mail["text"] for mail in books.mails() if "has come in" in mail["text"]]
    assert len(texts) == 12
    assert "a payment of Acme Ltd has come in (€499.00), and €99.80 of it is yours." in texts[0]
    assert "Payment date: Friday 13 March 2026." in texts[0]
    assert fits(books, RECURRING)
    books.engine.close()


async def shared(books: Books, bps: int = 6_000) -> str:
    """Acme is Northwind's, and the other partner has a share."""
    about = await books.introduced()
    katrin = other_partner()
    outcome = await books.handle(
        introduction(partner=katrin, contact=katrin.contacts[0], received_at=books.clock.now())
    )
    second = outcome.events[0].about
    await books.handle(DecideConflict(second, "split", DANA, bps))
    return about


async def test_partners_who_share_are_each_told_their_own_share_only(books: Books, clock: StillClock) -> None:
    about = await shared(books)
    await books.won(about, eur("30000"), CLOSED)
    assert {e.partner: e.amount for e in books.ledger()} == {"P-1": eur("2700"), "P-2": eur("1800")}
    told = {m["to"]: m["text"] for m in books.mails() if "Deal closed!" in m["text"]}
    assert set(told) == {"sam@northwind.example", "k.vogel@vogel-partner.example"}
    assert "Commission: €2,700.00." in told["sam@northwind.example"]
    assert "60 % share of €4,500.00 = €2,700.00" in told["sam@northwind.example"]
    assert "Commission: €1,800.00." in told["k.vogel@vogel-partner.example"]
    assert "€2,700" not in told["k.vogel@vogel-partner.example"]
    clock.move(timedelta(minutes=10))
    await books.handle(NoteRefund(about, "RF-1", eur("30000"), CLOSED, "ines"))
    assert set(balances(books.ledger()).values()) == {eur("0")}
    refunded = [m for m in books.mails() if "got €30,000.00 back" in m["text"]]
    assert len(refunded) == 2
    assert fits(books)


async def test_a_correction_within_the_settle_time_is_told_to_nobody_twice(
    books: Books, clock: StillClock
) -> None:
    about = await shared(books)
    await books.won(about, eur("3000"), CLOSED)
    await books.won(about, eur("30000"), CLOSED)
    told = [m["text"] for m in books.mails() if m["to"].startswith("k.vogel") and "Deal closed!" in m["text"]]
    assert len(told) == 1
    assert "€1,800.00" in told[0]
    clock.move(timedelta(minutes=10))
    await books.moved(about, "proposal_sent")
    text = books.mails()[-1]["text"]
    assert "your commission for Acme Ltd was €1,800.00, as I wrote, and it is €0.00 now." in text
    assert fits(books)


async def test_dual_credit_gives_each_of_two_partners_all_of_it(sqlite: Database, clock: StillClock) -> None:
    plan = PLAN.replace("currency", "dual_credit = true\ncurrency")
    books = await open_books(sqlite, clock, plan)
    await books.won(await shared(books), eur("30000"), CLOSED)
    assert {e.partner: e.amount for e in books.ledger()} == {"P-1": eur("4500"), "P-2": eur("4500")}
    assert fits(books, plan)
    books.engine.close()


async def test_a_cap_comes_before_the_split(sqlite: Database, clock: StillClock) -> None:
    plan = PLAN.replace('"15 %"', '"15 %"\ncap = 5000')
    books = await open_books(sqlite, clock, plan)
    await books.won(await shared(books), eur("60000"), CLOSED)
    assert {e.partner: e.amount for e in books.ledger()} == {"P-1": eur("3000"), "P-2": eur("2000")}
    books.engine.close()


async def test_what_waits_for_an_exchange_rate_is_said_and_booked_when_it_comes(
    sqlite: Database, clock: StillClock
) -> None:
    plan = PLAN.replace("15 %", "10 %")
    books = await open_books(sqlite, clock, plan)
    await books.engine.unit(lambda session, _now: Deals(session).set_pay_in("P-1", "USD"))
    about = await books.introduced()
    await books.won(about, eur("12345.67"), CLOSED)
    assert books.ledger() == ()
    assert "since the exchange rate of that day is missing" in books.mails()[-1]["text"]
    (asked,) = [notice for notice in books.notices() if "no exchange rate" in notice["text"]]
    assert asked["channel"] == "finance"
    assert "`referral-desk ledger rate EUR USD RATE --on 2026-01-31`" in asked["text"]
    assert fits(books, plan)
    clock.move(timedelta(minutes=10))
    noted = NotedRate("EUR", "USD", CLOSED, "1.0850")
    assert await keeper(books).note_rate(noted, "ines") == (about,)
    assert [entry.amount for entry in books.ledger()] == [Money.of("1339.51", "USD")]
    text = books.mails()[-1]["text"]
    assert "Deal closed! Commission: $1,339.51. Payment date: Friday 13 February 2026." in text
    assert "10 % of €12,345.67 = €1,234.57" in text
    assert "€1,234.57 at 1.0850 = $1,339.51" in text
    assert await keeper(books).note_rate(noted, "ines") == ()
    await keeper(books).note_rate(NotedRate("EUR", "USD", CLOSED, "2"), "ines")
    await books.handle(NoteRefund(about, "RF-1", eur("12345.67"), CLOSED, "ines"))
    assert balances(books.ledger()) == {("P-1", "USD"): Money.of("0", "USD")}  # at the frozen rate
    assert fits(books, plan)
    books.engine.close()


async def test_a_deal_is_followed_from_the_close_to_the_bank(books: Books, clock: StillClock) -> None:
    about = await books.introduced()
    await books.won(about, eur("30000"), CLOSED)
    clock.move(timedelta(days=12))
    batch_id = f"payday:{PAID_ON}"
    await books.handle(RefreshBatch(PAID_ON, begins=True))
    assert states(books) == ["held"]
    await books.handle(OpenObjections(batch_id, date(2026, 2, 11)))
    await books.handle(CloseObjections(batch_id))
    record = books.engine._look(lambda session: Batches(session).get(batch_id))
    assert record
    for who in (DANA, INES):
        await books.handle(ApproveBatch(batch_id, record.seal, who))
    await books.handle(ExportBatch(batch_id, INES))
    assert states(books) == ["in_batch"]
    await books.handle(ConfirmPayout(record.batch.payouts[0].id, PAID_ON, INES))
    standing = books.engine._look(lambda session: MoneyViews(session).standing("P-1", PAID_ON))
    assert (standing.statements, [entry.amount for entry in standing.paid]) == ((), [eur("-4500")])
    assert fits(books)


def states(books: Books) -> list[str]:
    """How each open line of P-1 stands."""
    standing = books.engine._look(lambda session: MoneyViews(session).standing("P-1", CLOSED))
    return [line.state for statement in standing.statements for line in statement.lines]


async def test_tax_and_discounts_come_off_before_any_rate(books: Books) -> None:
    about = await books.introduced()
    await books.won(about, eur("30000"), CLOSED)
    less = (Deduction("tax", eur("5000")), Deduction("discount", eur("1000")))
    await keeper(books).do(NoteDealFacts(about, "ines", deductions=less), "f1")
    assert balances(books.ledger()) == {("P-1", "EUR"): eur("3600")}
    assert fits(books)


async def test_who_looks_finds_a_cent_that_somebody_moved(books: Books) -> None:
    about = await books.introduced()
    await books.won(about, eur("30000"), CLOSED)
    with books.engine._database.write() as session:
        session.connection().exec_driver_sql("UPDATE ledger SET amount_minor = amount_minor + 1")
    wrong = books.engine._look(lambda session: audit(session, paying())).wrong
    assert wrong == (
        f"deal {about}, line percent, P-1: the ledger has €4,500.01, the deal earns €4,500.00",
        f"entry close:{about}:v1:percent:P-1 is not what was booked: €4,500.01 for P-1",
    )
    with books.engine._database.write() as session:
        session.connection().exec_driver_sql("UPDATE deals SET value_minor = value_minor + 7")
    wrong = books.engine._look(lambda session: audit(session, paying())).wrong
    assert f"deal {about}: value is stored as" in wrong[0]

"""What Stripe and PayPal tell, one contract for both: booked once, in any order, or shown to finance."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.http import serve, web_app
from bot.money.auditing import audit
from bot.money.reconciling import gather
from bot.payments.ear import payment_routes
from bot.payments.stripe import stripe_units
from storage.database import Database
from storage.payouts import Batches
from tests.builders import DANA, eur, prospect
from tests.conftest import StillClock
from tests.payments.services import CERTIFICATE, SIDES, PayPalSide, Side, StripeSide
from tests.rigs.books import Books, open_books, paying
from tests.rigs.earning import INES
from workflows.commission.batch import DOUBTED
from workflows.commission.messages import NoteCollection
from workflows.commission.payout_messages import (
    ApproveBatch,
    CheckPayoutDetails,
    CloseObjections,
    ExportBatch,
    NoteFile,
    RefreshBatch,
    SetPayoutDetails,
)
from workflows.money import Money

CLOSED = date(2026, 1, 31)
PAYDAY = date(2026, 2, 13)
BATCH = f"payday:{PAYDAY}"


@pytest.fixture
def clock() -> StillClock:
    return StillClock(datetime(2026, 1, 31, 15, 0, tzinfo=UTC))


@dataclass
class Till:
    """A desk that hears a payment service, over HTTP."""

    side: Side
    books: Books
    url: str
    about: str = ""
    events: int = 0

    async def call(self, headers: dict[str, str], body: bytes) -> int:
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.url}/payments/{self.side.name}", data=body, headers=headers) as answer,
        ):
            return answer.status

    async def hears(self, what: str, *told: Any, event: str = "", **more: Any) -> int:
        """The service calls; without a name each event is a new one."""
        self.events += 1
        now = self.books.clock.now()
        body = getattr(self.side, what)(event or f"EV{self.events}", now, *told, **more)
        return await self.call(*self.side.signed(body, now))

    @property
    def booked(self) -> list[tuple[str, str]]:
        return [(entry.kind, str(entry.amount.major)) for entry in self.books.ledger()]

    @property
    def said(self) -> list[str]:
        """What finance reads."""
        return [str(notice.get("text", "")) for notice in self.books.notices() if "`" in str(notice)]

    def newest(self) -> str:
        return self.said[-1]

    def fits(self) -> bool:
        """Every stored cent is what happened says."""
        assert self.books.engine._look(lambda session: audit(session, paying()).wrong) == ()
        return True


@pytest.fixture(params=list(SIDES))
async def till(request: pytest.FixtureRequest, sqlite: Database, clock: StillClock) -> AsyncIterator[Till]:
    name, _, taxed = request.param.partition(" ")
    books, side = await open_books(sqlite, clock), SIDES[name]
    service = side.opened()

    async def health() -> list[Any]:
        return []

    pages = payment_routes(books.engine, {side.name: service}, clock, with_tax=bool(taxed))
    runner = await serve(web_app(slack=None, health=health, pages=pages), "127.0.0.1", 0)
    opened = Till(side, books, f"http://127.0.0.1:{runner.addresses[0][1]}")
    await books.handle(SetPayoutDetails("P-1", side.account, DANA))
    await books.handle(CheckPayoutDetails("P-1", 1, "a call", INES))
    opened.about = await books.introduced()
    await books.won(opened.about, eur("30000"), CLOSED)
    yield opened
    await runner.cleanup()
    await service.close()
    books.engine.close()


only_stripe = pytest.mark.parametrize("till", ["stripe"], indirect=True)
only_paypal = pytest.mark.parametrize("till", ["paypal"], indirect=True)


async def test_a_refund_is_booked_once_however_often_it_is_told(till: Till) -> None:
    for _ in range(2):
        assert await till.hears("refund", "ch1", eur("8000"), eur("8000"), till.about, event="EV") == 200
    assert await till.hears("refund", "ch1", eur("8000"), eur("8000"), till.about, event="EV") == 200
    assert till.booked == [("accrual", "4500.00"), ("adjustment", "-1200.00")]
    assert till.fits()


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
async def test_refunds_in_any_order_end_at_the_same_cent(till: Till, order: tuple[int, ...]) -> None:
    steps = [("5000", "5000"), ("2000", "7000"), ("1000", "8000")]
    for n in order:
        one, total = steps[n]
        assert await till.hears("refund", "ch1", eur(one), eur(total), till.about, event=f"EV-{n}") == 200
    balance = sum(entry.amount.minor for entry in till.books.ledger())
    assert balance == 330_000
    assert till.fits()


async def test_a_payment_is_noted_and_a_later_refund_of_it_needs_no_tracking_id(till: Till) -> None:
    await till.hears("paid", "ch1", eur("30000"), till.about)
    record = till.books.deal(till.about)
    assert record
    assert [each.id for each in record.deal.collections] == [f"{till.side.name}:ch1"]
    await till.hears("refund", "ch1", eur("30000"), eur("30000"), "")
    assert till.booked == [("accrual", "4500.00"), ("adjustment", "-4500.00")]


async def test_a_payment_that_finance_noted_by_hand_is_known_as_well(till: Till) -> None:
    await till.books.handle(NoteCollection(till.about, "ch1", eur("30000"), CLOSED, "Ines"))
    await till.hears("refund", "ch1", eur("3000"), eur("3000"), "")
    assert till.booked == [("accrual", "4500.00"), ("adjustment", "-450.00")]


@pytest.mark.parametrize("written", ["", "R-7K3M-9Q"])
async def test_a_refund_of_nobody_we_know_goes_to_finance_and_is_never_guessed(
    till: Till, written: str
) -> None:
    assert await till.hears("refund", "ch1", eur("30000"), eur("30000"), written) == 200
    assert till.booked == [("accrual", "4500.00")]
    assert "I do not know whose referral it is" in till.newest()
    assert "€30,000.00" in till.newest()


async def test_payments_that_name_no_referral_are_nobodys_concern(till: Till) -> None:
    before = len(till.said)
    assert await till.hears("paid", "ch1", eur("10"), "") == 200
    assert (len(till.said), till.booked) == (before, [("accrual", "4500.00")])


async def test_more_than_was_paid_does_not_go_back_in_our_books(till: Till) -> None:
    await till.hears("refund", "ch1", eur("30000.01"), eur("30000.01"), till.about)
    assert till.booked == [("accrual", "4500.00")]
    assert "Only €30,000.00 of this deal can still go back" in till.newest()


async def test_another_currency_is_asked_about(till: Till) -> None:
    usd = Money.of("100", "USD")
    await till.hears("refund", "ch1", usd, usd, till.about)
    assert till.booked == [("accrual", "4500.00")]
    assert "This deal is in EUR" in till.newest()


async def test_a_refund_before_the_close_waits_with_finance(till: Till) -> None:
    other = await till.books.introduced(prospects=(prospect(email="kim@other.example", company="Other Ltd"),))
    await till.hears("refund", "ch9", eur("10"), eur("10"), other)
    assert "is not won" in till.newest()


async def test_an_open_or_won_dispute_changes_no_cent(till: Till) -> None:
    for outcome, words in (("opened", "until it is decided"), ("won", "Nothing changes")):
        await till.hears("dispute", "ch1", eur("30000"), outcome, till.about)
        assert words in till.newest()
    assert till.booked == [("accrual", "4500.00")]


async def test_a_lost_dispute_costs_the_commission_once(till: Till) -> None:
    await till.hears("dispute", "ch1", eur("30000"), "opened", till.about)
    await till.hears("dispute", "ch1", eur("30000"), "lost", till.about)
    if till.side.name == "paypal":  # it tells the money by itself
        assert till.booked == [("accrual", "4500.00")]
        assert "follows when PayPal reports" in till.newest()
        await till.hears("refund", "ch1", eur("30000"), eur("30000"), till.about)
    assert till.booked == [("accrual", "4500.00"), ("adjustment", "-4500.00")]
    assert till.fits()


async def exported(till: Till) -> str:
    """Northwind's commission is on its way; gives the reference."""
    till.books.clock.move(timedelta(days=10))
    handle = till.books.handle
    await handle(RefreshBatch(PAYDAY, begins=True))
    await handle(CloseObjections(BATCH))
    record = till.books.engine._look(lambda session: Batches(session).header(BATCH))
    assert record
    for person in (DANA, INES):
        await handle(ApproveBatch(BATCH, record.seal, person))
    await handle(ExportBatch(BATCH, INES))
    await handle(NoteFile(BATCH, "csv", (f"{BATCH}:P-1:EUR",), INES))
    return payout(till)[0]


def payout(till: Till) -> tuple[str, str, str]:
    record = till.books.engine._look(lambda session: Batches(session).get(BATCH))
    assert record
    (one,) = record.batch.payouts
    return one.reference, one.status, one.reason


async def test_a_payout_that_arrived_is_confirmed_once_and_the_partner_hears_of_it(till: Till) -> None:
    reference = await exported(till)
    for _ in range(2):
        assert await till.hears("transfer", eur("4500"), reference, "arrived") == 200
    assert payout(till)[1] == "confirmed"
    assert till.booked[-1] == ("payout", "-4500.00")
    assert sum("has been paid" in str(m) or "paid" in m["subject"].lower() for m in till.books.mails()) == 1
    assert till.fits()


async def test_a_payout_that_came_back_is_free_again(till: Till) -> None:
    reference = await exported(till)
    await till.hears("transfer", eur("4500"), reference, "came_back")
    reason = "other" if till.side.name == "stripe" else "refused"
    assert payout(till)[1:] == ("failed", reason)


async def test_a_payout_of_another_amount_is_nobodys_to_confirm_but_a_persons(till: Till) -> None:
    reference = await exported(till)
    await till.hears("transfer", eur("4499.99"), reference, "arrived")
    assert payout(till)[1:] == ("open", DOUBTED)
    (told,) = [words for words in till.said if "not the amount of the payout" in words]
    assert "*All arrived* leaves this one out" in told
    assert till.books.engine._look(lambda session: Batches(session).open_ids(BATCH)) == ()
    made = till.books.engine._look(lambda session: gather(session, PAYDAY + timedelta(days=30), "UTC"))
    assert [words for *_, words in made.named()] == ["the bank said that €4,499.99 arrived: not booked"]
    await till.hears("transfer", eur("4500"), reference, "arrived")
    assert payout(till)[1:] == ("confirmed", "")


async def test_a_payout_that_comes_back_after_it_arrived_is_for_a_person(till: Till) -> None:
    reference = await exported(till)
    await till.hears("transfer", eur("4500"), reference, "arrived")
    await till.hears("transfer", eur("4500"), reference, "came_back")
    assert payout(till)[1] == "confirmed"
    assert "By our books it is confirmed" in till.newest()


async def test_a_transfer_that_failed_and_names_no_payout_is_shown(till: Till) -> None:
    await till.hears("transfer", eur("4500"), "RD-0123456789ABCDEF", "came_back")
    assert "which is no payout of mine" in till.newest()


async def test_forged_late_and_torn_webhooks_change_nothing(till: Till) -> None:
    now, ten = till.books.clock.now(), eur("10")
    body = till.side.refund("EV", now, "ch1", ten, ten, till.about)
    headers, raw = till.side.signed(body, now)
    late, _ = till.side.signed(body, now - timedelta(days=5))
    bad = [({}, raw), (headers, raw.replace(b"ch1", b"ch2")), (late, raw), (headers, b"")]
    assert [await till.call(*one) for one in bad] == [401] * 4
    assert till.booked == [("accrual", "4500.00")]
    assert await till.call(headers, raw) == 200


async def test_what_cannot_be_read_is_refused_so_that_it_is_told_again(till: Till) -> None:
    now, ten = till.books.clock.now(), eur("10")
    body = till.side.refund("EV", now, "ch1", ten, ten, till.about)
    body["created"], body["create_time"] = "noon", "noon"
    assert await till.call(*till.side.signed(body, now)) == 422


@pytest.mark.parametrize("till", ["stripe with tax", "paypal with tax"], indirect=True)
@pytest.mark.parametrize(("what", "typed"), [("paid", "collect"), ("refund", "refund")])
async def test_amounts_with_tax_are_asked_about_and_not_booked(till: Till, what: str, typed: str) -> None:
    more = (eur("8000"),) if what == "refund" else ()
    assert await till.hears(what, "ch1", eur("8000"), *more, till.about) == 200
    assert till.booked == [("accrual", "4500.00")]
    assert "commission is computed without" in till.newest()
    assert f"`/lead {till.about} {typed}`" in till.newest()


@only_stripe
async def test_stripes_test_events_book_nothing(till: Till) -> None:
    now, ten = till.books.clock.now(), eur("10")
    body = till.side.refund("EV", now, "ch1", ten, ten, till.about) | {"livemode": False}
    assert await till.call(*till.side.signed(body, now)) == 200
    assert till.booked == [("accrual", "4500.00")]


@only_stripe
@pytest.mark.parametrize(
    ("units", "code", "major"), [(100, "JPY", "100"), (10000, "ISK", "100"), (5, "MGA", "5")]
)
async def test_stripes_smallest_units_are_its_own(till: Till, units: int, code: str, major: str) -> None:
    side, now = StripeSide(), till.books.clock.now()
    charge = side.charge("ch1", Money(units, code), units, till.about)
    await till.call(*side.signed(side.event("EV", now, "charge.refunded", charge), now))
    assert "please give the amount in EUR" in till.newest()
    assert major in till.newest()


@only_paypal
async def test_an_unclaimed_payout_is_neither_paid_nor_free(till: Till) -> None:
    reference = await exported(till)
    await till.hears("transfer", eur("4500"), reference, "waits")
    assert payout(till)[1:] == ("open", DOUBTED)  # "All arrived" must not say that it did
    assert any("I wait for what becomes of it" in words for words in till.said)


@only_paypal
async def test_only_paypals_own_certificate_counts(till: Till) -> None:
    side, now, ten = PayPalSide(), till.books.clock.now(), eur("10")
    body = side.refund("EV", now, "ch1", ten, ten, till.about)
    headers, raw = side.signed(body, now)
    others = side.signed(body, now, signer="certs.elsewhere.example")[0]
    elsewhere = {"PAYPAL-CERT-URL": CERTIFICATE.replace("api.paypal.com", "api.paypal.com.elsewhere.example")}
    plain = {"PAYPAL-CERT-URL": CERTIFICATE.replace("https", "http")}
    for one in (others, headers | elsewhere, headers | plain):
        assert await till.call(one, raw) == 401
    missing = {"PAYPAL-CERT-URL": CERTIFICATE + "x"}
    assert await till.call(headers | missing, raw) == 503
    assert till.booked == [("accrual", "4500.00")]


@only_stripe
@pytest.mark.parametrize("step", ["failed", "canceled"])
@pytest.mark.parametrize("account", [StripeSide.account.number, "acct_OfSomebodyElse"])
async def test_a_connected_account_never_frees_a_payout(till: Till, step: str, account: str) -> None:
    reference = await exported(till)
    await till.hears("payout", eur("4500"), reference, step, account)
    assert payout(till)[1:] == ("open", DOUBTED)
    assert till.booked == [("accrual", "4500.00")]


@only_stripe
async def test_a_partners_own_takings_at_stripe_are_nobodys_collection(till: Till) -> None:
    now, ten = till.books.clock.now(), eur("10")
    theirs = {"account": StripeSide.account.number}
    before = len(till.said)
    for body in (
        till.side.paid("EV1", now, "ch1", ten, till.about),
        till.side.refund("EV2", now, "ch1", ten, ten, till.about),
        till.side.dispute("EV3", now, "ch1", ten, "lost", till.about),
        till.side.transfer("EV4", now, ten, "", "came_back"),
    ):
        assert await till.call(*till.side.signed(body | theirs, now)) == 200
    record = till.books.deal(till.about)
    assert record
    assert record.deal.collections == ()
    assert (till.booked, len(till.said)) == ([("accrual", "4500.00")], before)


@pytest.mark.parametrize(
    ("amount", "code", "units"), [("100", "ISK", 10000), ("5", "JPY", 5), ("1", "EUR", 100)]
)
def test_amounts_for_stripe_are_in_its_own_units(amount: str, code: str, units: int) -> None:
    assert stripe_units(Money.of(amount, code)) == units

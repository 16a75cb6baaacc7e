"""What a bank says of one transfer: booked when it fits, shown to finance when it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Literal

import pytest

from tests.builders import partner
from tests.rigs.earning import INES, line
from workflows.base import PostNotice, SendEmail
from workflows.commission.accounts import PayoutAccount
from workflows.commission.batch import DOUBTED, Batch, Payout
from workflows.commission.ledger import balances
from workflows.commission.payout_messages import BankWord, ConfirmPayout, FailPayout
from workflows.commission.payout_record import BatchRecord
from workflows.commission.transfers import Transfer, decide
from workflows.money import Money
from workflows.payment_messages import HearTransfer

Verdict = Literal["arrived", "came_back"]

PAYDAY, NOW = date(2026, 3, 13), datetime(2026, 3, 13, 9, tzinfo=UTC)
SENT = Money.of("100.50", "GBP")
LINES = (line("a", "75"), line("b", "25.50"))


def transfer(
    status: Literal["open", "confirmed", "failed"] = "open",
    batch_status: Literal["approved", "exported"] = "exported",
) -> Transfer:
    one = Payout("payday:2026-03-13:P-1:GBP", "P-1", SENT, ("a", "b"), status)
    batch = Batch("payday:2026-03-13", PAYDAY, (one,), batch_status)
    return Transfer(BatchRecord(batch), partner(), LINES)


def arrived(amount: Money | None = SENT) -> ConfirmPayout:
    return ConfirmPayout("payday:2026-03-13:P-1:GBP", PAYDAY, INES, bank=BankWord(amount))


def came_back(amount: Money | None = SENT, **more: Any) -> FailPayout:
    return FailPayout("payday:2026-03-13:P-1:GBP", "closed", "", INES, bank=BankWord(amount), **more)


@pytest.mark.parametrize(
    ("before", "said", "why"),
    [
        (transfer(), arrived(Money.of("100.49", "GBP")), "We sent £100.50."),
        (transfer(), arrived(Money.of("100.50", "EUR")), "We sent £100.50."),
        (transfer(), came_back(Money.of("75", "GBP")), "We sent £100.50."),
        (transfer("confirmed"), arrived(Money.of("1", "GBP")), "We sent £100.50."),
        (transfer("failed"), arrived(), "Here it came back, so a later batch may pay it again"),
        (transfer(batch_status="approved"), arrived(), "Its batch has not been exported yet."),
    ],
)
def test_what_does_not_fit_is_booked_by_nobody_and_shown_to_finance(
    before: Transfer, said: ConfirmPayout | FailPayout, why: str
) -> None:
    decision = decide(before, said, NOW)
    (note,) = [effect for effect in decision.effects if isinstance(effect, PostNotice)]
    assert (note.template, note.channel) == ("transfer_doubted", "finance")
    assert str(note.context["why"]).startswith(why)
    assert [type(event).__name__ for event in decision.events] == ["TransferDoubted"]
    assert not any(isinstance(effect, SendEmail) for effect in decision.effects)
    after = decision.state.payout
    assert (decision.state.booked, after.status) == ((), before.payout.status)
    assert after.reason == (DOUBTED if after.status == "open" else before.payout.reason)


@pytest.mark.parametrize("amount", [SENT, None])
def test_what_fits_or_names_no_amount_is_booked(amount: Money | None) -> None:
    (entry,) = decide(transfer(), arrived(amount), NOW).state.booked
    assert (entry.kind, entry.amount, entry.settles) == ("payout", -SENT, ("a", "b"))


def test_a_person_who_has_looked_settles_a_doubt() -> None:
    doubted = decide(transfer(), arrived(Money.of("99", "GBP")), NOW).state
    done = decide(doubted, replace(arrived(), bank=None), NOW).state
    assert (done.payout.status, done.payout.reason, len(done.booked)) == ("confirmed", "", 1)


def test_a_transfer_that_comes_back_after_it_arrived_is_owed_again() -> None:
    (paid,) = decide(transfer(), arrived(), NOW).state.booked
    decision = decide(transfer("confirmed"), came_back(had_arrived=True), NOW)
    (again,) = decision.state.booked
    assert (again.kind, again.amount, again.reverses) == ("adjustment", SENT, paid.key)
    assert balances((*LINES, paid, again)) == {("P-1", "GBP"): SENT}
    assert [effect.template for effect in decision.effects if isinstance(effect, SendEmail)] == [
        "payout_returned"
    ]
    assert decide(decision.state, came_back(had_arrived=True), NOW).events == ()


def test_who_did_not_know_that_it_arrived_takes_nothing_back() -> None:
    decision = decide(transfer("confirmed"), replace(came_back(), bank=None), NOW)
    assert (decision.events, decision.state.booked) == ((), ())


ACCOUNT = PayoutAccount("stripe", "Northwind", "acct_1Nv0FGQ9RKHgCVdK")
IBAN = PayoutAccount("sepa", "Northwind", "DE89370400440532013000")
PAYPAL = PayoutAccount("paypal", "Northwind", "sam@pay.example")


def heard(before: Transfer, service: str, account: str, verdict: Verdict = "arrived") -> Transfer:
    told = HearTransfer(before.payout.id, service, verdict, SENT, PAYDAY, mark="po_1", account=account)
    return decide(before, told, NOW).state


def sent(carried_by: str, account: PayoutAccount | None) -> Transfer:
    whole = transfer()
    (one,) = whole.record.batch.payouts
    batch = replace(whole.record.batch, payouts=(replace(one, carried_by=carried_by),))
    return replace(whole, record=replace(whole.record, batch=batch), account=account)


@pytest.mark.parametrize(
    ("before", "service", "account"),
    [
        (sent("stripe", ACCOUNT), "Stripe", "acct_1Nv0FGQ9RKHgCVdK"),
        (sent("csv", ACCOUNT), "Stripe", "acct_1Nv0FGQ9RKHgCVdK"),
        (sent("paypal", PAYPAL), "PayPal", "Sam@Pay.example"),
    ],
)
def test_a_service_settles_what_went_its_way_to_that_account(
    before: Transfer, service: str, account: str
) -> None:
    assert heard(before, service, account).payout.status == "confirmed"
    assert heard(before, service, account, "came_back").payout.status == "failed"


@pytest.mark.parametrize(
    ("before", "service", "account"),
    [
        (sent("sepa", IBAN), "Stripe", "acct_1Nv0FGQ9RKHgCVdK"),
        (sent("csv", IBAN), "Stripe", "DE89370400440532013000"),
        (sent("paypal", PAYPAL), "Stripe", "sam@pay.example"),
        (sent("stripe", ACCOUNT), "Stripe", "acct_OfSomebodyElse"),
        (sent("stripe", ACCOUNT), "Stripe", ""),
        (sent("", ACCOUNT), "Stripe", "acct_1Nv0FGQ9RKHgCVdK"),
        (sent("stripe", None), "Stripe", "acct_1Nv0FGQ9RKHgCVdK"),
    ],
)
@pytest.mark.parametrize("verdict", ["arrived", "came_back"])
def test_what_went_another_way_or_elsewhere_is_for_a_person(
    before: Transfer, service: str, account: str, verdict: Verdict
) -> None:
    after = heard(before, service, account, verdict)
    assert (after.payout.status, after.payout.reason, after.booked) == ("open", DOUBTED, ())

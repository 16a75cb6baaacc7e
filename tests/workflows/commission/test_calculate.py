"""Every worked number of the rules, and the laws that hold for all numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.calendar import add_months
from workflows.commission.calculate import MissingRateError, calculate, explain, what_if
from workflows.commission.model import Collection, Credit, Deal, Deduction, Rate, Refund
from workflows.commission.rules import Plan, parse_plan
from workflows.commission.split import ShareError
from workflows.money import BPS, Money

CLOSED = date(2026, 1, 10)
STEPPED = [{"up_to": 10_000, "rate": "10 %"}, {"up_to": 50_000, "rate": "15 %"}, {"rate": "20 %"}]
ANNA, BEN = Credit("P-1", 6000), Credit("P-2", 4000)


def plan(currency: str = "EUR", dual_credit: bool = False, **rule: Any) -> Plan:
    rules = [{"kind": "percent", **rule}]
    table = {"name": "standard", "valid_from": date(2026, 1, 1), "currency": currency, "rules": rules}
    return parse_plan({**table, "dual_credit": dual_credit})


def tiers(mode: str, **more: Any) -> Plan:
    return plan(kind="tiers", mode=mode, **{"tiers": STEPPED, **more})


def won(value: str, currency: str = "EUR", **more: Any) -> Deal:
    return Deal("D-1", Money.of(value, currency), CLOSED, **more)


def refunds(*amounts: str) -> tuple[Refund, ...]:
    return tuple(Refund(f"R-{n}", Money.of(amount, "EUR")) for n, amount in enumerate(amounts))


def total(of: Plan, deal: Deal) -> str:
    [line] = calculate(of, deal, [Credit("P-1")])
    return str(line.total.major)


def parts(of: Plan, deal: Deal, *credited: Credit) -> list[str]:
    [line] = calculate(of, deal, credited)
    return [str(share.amount.major) for share in line.shares]


@pytest.mark.parametrize(
    ("rules", "deal", "expected"),
    [
        (plan(rate="15 %"), won("30000"), "4500.00"),
        (plan("USD", rate="12.5 %"), won("1.16", "USD"), "0.15"),
        (plan(kind="flat", amount="500.00"), won("30000"), "500.00"),
        (tiers("marginal"), won("60000"), "9000.00"),
        (tiers("whole"), won("60000"), "12000.00"),
        (tiers("marginal"), won("10001"), "1000.15"),
        (tiers("whole"), won("10001"), "1500.15"),
        (tiers("whole"), won("10000"), "1000.00"),
        (plan(rate="15 %", multiplier=2), won("30000"), "9000.00"),
        (plan(rate="15 %", cap=5000), won("60000"), "5000.00"),
        (plan(rate="10 %", floor=250), won("1200"), "250.00"),
        (plan(rate="10 %", floor=250), won("120"), "120.00"),  # never above the net base
        (plan("JPY", rate="12.5 %"), won("1234567", "JPY"), "154321"),
        (plan("KWD", rate="10 %"), won("1234.567", "KWD"), "123.457"),
    ],
)
def test_the_worked_numbers_come_out_to_the_cent(rules: Plan, deal: Deal, expected: str) -> None:
    assert total(rules, deal) == expected


@pytest.mark.parametrize(("mode", "expected"), [("marginal", "1250.00"), ("whole", "1500.00")])
def test_a_cumulative_year_counts_on_from_earlier_deals(mode: str, expected: str) -> None:
    steps = [{"up_to": 50_000, "rate": "10 %"}, {"rate": "15 %"}]
    deal = won("10000", year_before=Money.of("45000", "EUR"))
    assert total(tiers(mode, tiers=steps, per="year"), deal) == expected


def test_tiers_per_deal_do_not_care_about_the_year() -> None:
    assert total(tiers("marginal"), won("10000", year_before=Money.of("45000", "EUR"))) == "1000.00"


def invoices(count: int, amount: str = "499.00", start: date = CLOSED) -> tuple[Collection, ...]:
    value = Money.of(amount, "EUR")
    return tuple(Collection(f"I-{n + 1}", value, add_months(start, n)) for n in range(count))


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0.00"), (1, "99.80"), (12, "1197.60"), (13, "1197.60"), (24, "1197.60")]
)
def test_a_recurring_share_ends_after_its_months(count: int, expected: str) -> None:
    rules = plan(kind="recurring", rate="20 %", months=12)
    assert total(rules, won("5988", collections=invoices(count))) == expected


@pytest.mark.parametrize(
    ("months", "last", "first_outside"),
    [(1, "2026-02-27", "2026-02-28"), (12, "2027-01-30", "2027-01-31")],
)
def test_a_window_from_the_31st_ends_where_the_month_does(months: int, last: str, first_outside: str) -> None:
    rules = plan(kind="recurring", rate="20 %", months=months)
    begun = replace(won("1"), closed_on=date(2026, 1, 31))

    def paid(day: str) -> Deal:
        invoice = Collection("I-1", Money.of("100", "EUR"), date.fromisoformat(day))
        return replace(begun, collections=(invoice,))

    assert (total(rules, paid(last)), total(rules, paid(first_outside))) == ("20.00", "0.00")


def test_an_invoice_paid_late_belongs_to_the_month_it_pays_for() -> None:
    late = Collection("I-12", Money.of("499", "EUR"), date(2027, 3, 1), period=date(2026, 12, 10))
    rules = plan(kind="recurring", rate="20 %", months=12)
    assert total(rules, won("1", collections=(late,))) == "99.80"


def test_a_recurring_share_shows_each_invoice_in_the_order_of_time() -> None:
    rules = plan(kind="recurring", rate="20 %", months=12)
    assert explain(rules, won("1", collections=invoices(2)), [Credit("P-1")], "P-1") == (
        "20 % of €499.00 (I-1) = €99.80",
        "20 % of €499.00 (I-2) = €99.80, together €199.60",
    )


def test_a_refunded_invoice_takes_only_its_own_share_back() -> None:
    rules = plan(kind="recurring", rate="20 %", months=12)
    back = Refund("R-1", Money.of("499", "EUR"), collection="I-2")
    assert total(rules, won("1", collections=invoices(3), refunds=(back,))) == "199.60"


def test_a_refund_of_no_known_invoice_comes_off_the_newest() -> None:
    rules = plan(kind="recurring", rate="20 %", months=2)
    deal = won(
        "1", collections=invoices(3), refunds=refunds("600")
    )  # the third is outside: 101 off the second
    assert total(rules, deal) == "179.40"


def test_a_bounty_pays_for_each_stage_once_and_keeps_it_when_the_deal_is_lost() -> None:
    rules = plan(kind="bounty", stages={"demo_scheduled": "50", "proposal_sent": "100"})
    lost = Deal("D-1", Money.of("0", "USD"), stages=("proposal_sent", "contacted", "demo_scheduled"))
    [line] = calculate(rules, lost, [Credit("P-1")])
    assert line.why == ("demo scheduled: €50.00", "proposal sent: €100.00, together €150.00")
    assert line.total == Money.of("150", "EUR")


@pytest.mark.parametrize(
    ("rules", "deal", "credited", "expected"),
    [
        (plan(rate="15 %"), won("30000"), (ANNA, BEN), ["2700.00", "1800.00"]),
        (plan(rate="100 %"), won("100.01"), (ANNA, BEN), ["60.01", "40.00"]),
        (
            plan(rate="100 %"),
            won("100"),
            (Credit("P-1", 3334), Credit("P-2", 3333), Credit("P-3", 3333)),
            ["33.34", "33.33", "33.33"],
        ),
        (plan(rate="15 %", cap=5000), won("60000"), (ANNA, BEN), ["3000.00", "2000.00"]),
        (
            plan(rate="15 %", dual_credit=True),
            won("30000"),
            (Credit("P-1"), Credit("P-2")),
            ["4500.00", "4500.00"],
        ),
    ],
)
def test_a_commission_is_divided_after_floor_and_cap(
    rules: Plan, deal: Deal, credited: tuple[Credit, ...], expected: list[str]
) -> None:
    assert parts(rules, deal, *credited) == expected


@pytest.mark.parametrize(
    "credited",
    [
        (Credit("P-1"), Credit("P-2")),  # 200 % by accident
        (ANNA,),
        (Credit("P-1", 5000), Credit("P-1", 5000)),
        (Credit("P-1", 11_000), Credit("P-2", -1000)),
    ],
)
def test_shares_that_are_not_a_whole_are_refused(credited: tuple[Credit, ...]) -> None:
    with pytest.raises(ShareError, match=r"not 100 %|one share between"):
        calculate(plan(rate="15 %"), won("100"), credited)


def test_a_payout_in_another_currency_uses_the_rate_frozen_at_close() -> None:
    frozen = (Rate("EUR", "USD", Decimal("1.0850")),)
    [line] = calculate(plan(rate="10 %"), won("12345.67", rates=frozen), [Credit("P-1", pay_in="USD")])
    assert (line.total, line.shares[0].amount) == (Money.of("1234.57", "EUR"), Money.of("1339.51", "USD"))
    assert line.shares[0].why == ("10 % of €12,345.67 = €1,234.57", "€1,234.57 at 1.0850 = $1,339.51")


def test_a_plan_with_amounts_converts_the_deal_first() -> None:
    deal = won("40000", "USD", rates=(Rate("USD", "EUR", Decimal("0.9")),))
    assert explain(plan(rate="15 %", cap=5000), deal, [Credit("P-1")], "P-1") == (
        "$40,000.00 at 0.9 = €36,000.00",
        "15 % of €36,000.00 = €5,400.00",
        "at most €5,000.00",
    )


def test_invoices_in_another_currency_are_converted_one_by_one() -> None:
    paid = tuple(replace(each, amount=Money.of("499", "USD")) for each in invoices(2))
    deal = won("998", "USD", collections=paid, rates=(Rate("USD", "EUR", Decimal("0.9")),))
    assert total(plan(kind="recurring", rate="20 %", months=12), deal) == "179.64"  # twice 20 % of 449.10


def test_a_missing_rate_is_named() -> None:
    with pytest.raises(MissingRateError, match="deal D-1: no rate USD to EUR"):
        calculate(plan(rate="15 %"), won("10", "USD"), [])


def test_a_fixed_fee_needs_no_rate() -> None:
    assert total(plan(kind="flat", amount="500"), won("30000", "USD")) == "500.00"


@pytest.mark.parametrize(
    ("rules", "value", "refunded", "change"),
    [
        (plan(rate="15 %"), "30000", ("8000",), "-1200.00"),
        (plan(rate="15 %"), "30000", ("5000", "3000"), "-1200.00"),
        (tiers("marginal"), "60000", ("15000",), "-2750.00"),  # pro rata would say -2250.00
        (plan(rate="15 %", cap=5000), "60000", ("15000",), "0.00"),  # still at the cap
        (plan(kind="flat", amount="500"), "30000", ("29999.99",), "0.00"),
        (plan(kind="flat", amount="500"), "30000", ("30000",), "-500.00"),
        (plan(rate="10 %", floor=250), "1200", ("1200",), "-250.00"),
        (plan(rate="15 %"), "100", ("70", "70"), "-15.00"),  # never below nothing
    ],
)
def test_a_refund_is_recomputed_on_what_is_left(
    rules: Plan, value: str, refunded: tuple[str, ...], change: str
) -> None:
    before, after = total(rules, won(value)), total(rules, won(value, refunds=refunds(*refunded)))
    assert Decimal(after) - Decimal(before) == Decimal(change)


def test_the_base_is_net_of_tax_discounts_and_excluded_products() -> None:
    taken = (
        Deduction("tax", Money.of("4790", "EUR")),
        Deduction("discount", Money.of("1000", "EUR")),
        Deduction("kit", Money.of("210", "EUR")),
    )
    deal = won("30000", deductions=taken, refunds=refunds("4000"))
    assert explain(plan(rate="15 %", multiplier=2), deal, [ANNA, BEN], "P-2") == (
        "€30,000.00 - €4,790.00 tax - €1,000.00 discount - €210.00 kit - €4,000.00 refunded = €20,000.00",
        "15 % of €20,000.00 = €3,000.00",
        "€3,000.00 × 2 = €6,000.00",
        "40 % share of €6,000.00 = €2,400.00",
    )


@pytest.mark.parametrize(
    ("base", "expected"),
    [("contract_value", "4500.00"), ("first_year", "1500.00"), ("collected", "1497.00")],
)
def test_the_base_is_the_one_the_rule_names(base: str, expected: str) -> None:
    deal = won("30000", first_year=Money.of("10000", "EUR"), collections=invoices(20))
    assert total(plan(rate="15 %", base=base), deal) == expected


def test_nothing_is_earned_before_a_deal_is_won_or_after_it_was_reopened() -> None:
    pending = replace(won("30000"), closed_on=None)
    assert [
        total(rules, pending) for rules in (plan(rate="15 %"), tiers("whole"), plan(rate="1 %", floor=9))
    ] == ["0.00"] * 3
    assert explain(plan(rate="15 %"), pending, [Credit("P-1")], "P-1") == ("nothing is due",)


def test_the_arithmetic_of_tiers_shows_each_slice_and_adds_up() -> None:
    assert explain(tiers("marginal"), won("10000.03"), [Credit("P-1")], "P-1") == (
        "10 % of €10,000.00 = €1,000.00",
        "15 % of €0.03 = €0.0045",
        "€1,000.00 + €0.0045 = €1,000.00",
    )


def test_the_why_of_the_main_example_is_one_line() -> None:
    assert explain(plan(rate="15 %"), won("30000"), [Credit("P-1")], "P-1") == (
        "15 % of €30,000.00 = €4,500.00",
    )


def test_amounts_are_written_in_the_readers_language() -> None:
    words = explain(plan(rate="12.5 %"), won("30000"), [Credit("P-1")], "P-1", "de")
    assert words == ("12.5 % of 30.000,00\u00a0€ = 3.750,00\u00a0€",)


def test_what_if_answers_from_the_same_engine() -> None:
    referred = Deal("D-1", Money.zero("EUR"))
    [line] = what_if(tiers("marginal"), referred, Money.of("50000", "EUR"), [Credit("P-1")], CLOSED)
    assert (line.total.format(), line.why[-1]) == ("€7,000.00", "€1,000.00 + €6,000.00 = €7,000.00")
    [monthly] = what_if(
        plan(kind="recurring", rate="20 %", months=12),
        referred,
        Money.of("5988", "EUR"),
        [Credit("P-1")],
        CLOSED,
    )
    assert monthly.total == Money.of("1197.60", "EUR")


values = st.integers(0, 10**9)
rates = st.lists(st.integers(0, BPS), min_size=1, max_size=5)
limits = st.lists(st.integers(1, 10**7), min_size=5, max_size=5, unique=True).map(sorted)


def random_tiers(mode: str, percents: list[int], ends: list[int]) -> Plan:
    steps = [{"rate": f"{Decimal(bps).scaleb(-2)} %"} for bps in percents]
    bounded = [{**step, "up_to": end} for step, end in zip(steps[:-1], ends, strict=False)]
    return tiers(mode, tiers=[*bounded, steps[-1]])


@given(rates, limits, values, values)
def test_marginal_tiers_never_pay_less_for_more(percents: list[int], ends: list[int], a: int, b: int) -> None:
    rules = random_tiers("marginal", percents, ends)
    low, high = (calculate(rules, won_minor(minor), [])[0].total for minor in sorted((a, b)))
    assert low <= high


@given(rates.map(sorted), limits, values, values)
def test_whole_tiers_never_pay_less_for_more(percents: list[int], ends: list[int], a: int, b: int) -> None:
    rules = random_tiers("whole", percents, ends)
    low, high = (calculate(rules, won_minor(minor), [])[0].total for minor in sorted((a, b)))
    assert low <= high


@given(values, st.integers(0, BPS), st.integers(0, BPS), st.none() | st.integers(0, 5000))
def test_shares_always_add_up_to_the_commission(minor: int, bps: int, first: int, cap: int | None) -> None:
    limit: dict[str, Any] = {} if cap is None else {"cap": cap}
    rules = plan(rate=f"{Decimal(bps).scaleb(-2)} %", **limit)
    [line] = calculate(rules, won_minor(minor), [Credit("P-1", first), Credit("P-2", BPS - first)])
    assert Money.total((share.amount for share in line.shares), "EUR") == line.total


@given(values, st.integers(0, BPS))
def test_every_printed_percentage_is_true(minor: int, bps: int) -> None:
    [line] = calculate(plan(rate=f"{Decimal(bps).scaleb(-2)} %"), won_minor(minor), [])
    printed = re.fullmatch(r"([\d.]+) % of €([\d,.]+) = €([\d,.]+)", line.why[0])
    assert printed
    rate, of, result = (Fraction(group.replace(",", "")) for group in printed.groups())
    assert abs(rate * of / 100 - result) <= Fraction(1, 200)


@given(st.permutations([("5000", "I-1"), ("3000", ""), ("0.01", "I-2"), ("12000", "")]), st.booleans())
def test_the_order_of_refunds_changes_nothing(order: list[tuple[str, str]], recurring: bool) -> None:
    monthly: dict[str, Any] = {"kind": "recurring", "rate": "20 %", "months": 3}
    kind = monthly if recurring else {"rate": "15 %", "floor": 10}
    back = tuple(Refund(f"R-{amount}", Money.of(amount, "EUR"), invoice) for amount, invoice in order)
    deal = won("30000", collections=invoices(5, "6000"))
    shuffled, sorted_ = (
        replace(deal, refunds=each) for each in (back, tuple(sorted(back, key=lambda r: r.id)))
    )
    assert calculate(plan(**kind), shuffled, [ANNA, BEN]) == calculate(plan(**kind), sorted_, [ANNA, BEN])


def won_minor(minor: int) -> Deal:
    return Deal("D-1", Money(minor, "EUR"), CLOSED)

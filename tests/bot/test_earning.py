"""From a stage to the ledger to the partner's mail, to the cent: DOMAIN.md §4 and §5 end to end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.money.plan_versions import keep_plans
from storage.database import Database
from tests.builders import MARCO, eur, prospect, referral
from tests.conftest import StillClock
from tests.rigs.books import PLAN, Books, open_books, paying
from tests.rigs.crm import RULES
from workflows.commission.ledger import balances
from workflows.commission.messages import NoteRefund
from workflows.crm_messages import CrmChange, HearCrm
from workflows.import_messages import ImportPage, ImportReferral
from workflows.money import Money

CLOSED = date(2026, 1, 31)


@pytest.fixture
def clock() -> StillClock:
    return StillClock(datetime(2026, 1, 31, 15, 0, tzinfo=UTC))


@pytest.fixture
async def books(database: Database, clock: StillClock) -> AsyncIterator[Books]:
    opened = await open_books(database, clock)
    yield opened
    opened.engine.close()


async def test_a_won_deal_is_booked_and_told_with_its_arithmetic_and_its_day(books: Books) -> None:
    about = await books.introduced()
    await books.won(about, eur("30000"), CLOSED)
    (entry,) = books.ledger()
    assert (entry.partner, entry.amount, entry.payable_on) == ("P-1", eur("4500"), date(2026, 2, 13))
    text = books.mails()[-1]["text"]
    assert (
        "Deal closed! Commission: €4,500.00 (15 % of €30,000.00). Payment date: Friday 13 February 2026."
        in text
    )
    assert "has signed: €30,000, closed on Sat 31 January" in text
    assert "How it is worked out" not in text  # one step says it all


async def test_before_the_close_the_receipt_names_the_plan_that_is_promised(books: Books) -> None:
    about = await books.introduced()
    await books.won(about, eur("30000"), CLOSED)
    text = next(m["text"] for m in books.mails() if "thank you for introducing" in m["text"])
    (entry,) = books.ledger()
    assert "Your commission, if it closes: 15 % of the contract value" in text
    assert f"(plan {entry.version}, fixed for this referral)" in text


async def test_a_deal_that_the_crm_and_a_person_win_earns_once(sqlite: Database, clock: StillClock) -> None:
    """Told again and again, moved by hand too, in either order; another amount is asked, not booked."""
    books = await open_books(sqlite, clock, crm=RULES)
    won = CrmChange("7", 10, "s-won", eur("30000"), CLOSED)
    for first in ("crm", "slack"):
        about = await books.introduced(
            prospects=(prospect(email=f"kim@{first}.example", company=f"{first} Ltd"),)
        )
        before, deal = len(books.ledger()), replace(won, deal_id=first)
        if first == "slack":
            await books.won(about, eur("30000"), CLOSED)
        for version in (10, 11, 12):
            told = replace(deal, version=version, owner_email=("", MARCO.email)[version % 2])
            await books.handle(HearCrm(about, told, MARCO))
            await books.won(about, eur("30000"), CLOSED)
        (entry,) = books.ledger()[before:]
        assert (entry.kind, entry.amount) == ("accrual", eur("4500"))
    await books.won(about, eur("31000"), CLOSED)  # a person puts it right here; the CRM does not know yet
    booked = len(books.ledger())
    await books.handle(HearCrm(about, replace(won, deal_id="slack", version=20, amount=eur("28000"))))
    assert len(books.ledger()) == booked
    assert "Somebody here won it for €31,000.00, HubSpot says €28,000.00" in str(books.notices()[-1])
    assert [str(e.amount.major) for e in books.ledger()] == ["4500.00", "4500.00", "150.00"]
    books.engine.close()


async def test_an_amount_that_the_crm_puts_right_books_the_difference_in_sight_of_finance(
    sqlite: Database, clock: StillClock
) -> None:
    books = await open_books(sqlite, clock, crm=RULES)
    about = await books.introduced()
    won = CrmChange("7", 10, "s-won", eur("30000"), CLOSED)
    await books.handle(HearCrm(about, won, MARCO))
    for _ in range(2):
        await books.handle(HearCrm(about, replace(won, version=11, amount=eur("28000")), MARCO))
    assert [(e.kind, str(e.amount.major)) for e in books.ledger()] == [
        ("accrual", "4500.00"),
        ("adjustment", "-300.00"),
    ]
    told = [str(n) for n in books.notices() if "now says" in str(n)]
    assert len(told) == 1
    assert "€28,000.00" in told[0]
    books.engine.close()


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


async def test_several_steps_stand_line_by_line_and_add_up(sqlite: Database, clock: StillClock) -> None:
    books = await open_books(sqlite, clock, TIERS)
    await books.won(await books.introduced(), eur("60000"), CLOSED)
    text = books.mails()[-1]["text"]
    assert "Commission: €9,000.00. Payment date: Friday 13 February 2026." in text
    assert text.split("How it is worked out:\n")[1].split("\n\n")[0].splitlines() == [
        "    10 % of €10,000.00 = €1,000.00",
        "    15 % of €40,000.00 = €6,000.00",
        "    20 % of €10,000.00 = €2,000.00",
        "    €1,000.00 + €6,000.00 + €2,000.00 = €9,000.00",
    ]
    books.engine.close()


@pytest.mark.parametrize(
    ("rule", "value", "commission"),
    [
        ('kind = "percent"\nrate = "12.5 %"', Money.of("1.16", "EUR"), "€0.15"),
        ('kind = "flat"\namount = "500.00"', Money.of("30000", "EUR"), "€500.00"),
        ('kind = "percent"\nrate = "15 %"\nmultiplier = 2', Money.of("30000", "EUR"), "€9,000.00"),
        ('kind = "percent"\nrate = "15 %"\ncap = 5000', Money.of("60000", "EUR"), "€5,000.00"),
        ('kind = "percent"\nrate = "10 %"\nfloor = 250', Money.of("1200", "EUR"), "€250.00"),
        (
            'kind = "tiers"\nmode = "whole"\ntiers = [{up_to = 10000, rate = "10 %"}, {rate = "15 %"}]',
            Money.of("10001", "EUR"),
            "€1,500.15",
        ),
        ('kind = "percent"\nrate = "12.5 %"', Money.of("1234567", "JPY"), "¥154,321"),
        ('kind = "percent"\nrate = "10 %"', Money.of("1234.567", "KWD"), "KWD\u00a0123.457"),
    ],
)
async def test_every_kind_of_rule_ends_at_the_same_amount_in_ledger_and_mail(
    sqlite: Database, clock: StillClock, rule: str, value: Money, commission: str
) -> None:
    plan = f'[[commission]]\nname = "one"\nvalid_from = 2026-01-01\n[[commission.rules]]\n{rule}\n'
    if value.currency == "EUR":
        plan = plan.replace("valid_from", 'currency = "EUR"\nvalid_from')
    books = await open_books(sqlite, clock, plan)
    await books.won(await books.introduced(), value, CLOSED)
    (entry,) = books.ledger()
    assert entry.amount.format() == commission
    assert f"Commission: {commission}" in books.mails()[-1]["text"]
    books.engine.close()


async def test_a_slip_mended_at_once_is_told_once_and_right(books: Books) -> None:
    about = await books.introduced()
    await books.won(about, eur("3000"), CLOSED)
    await books.won(about, eur("30000"), CLOSED)
    assert sum(entry.amount.minor for entry in books.ledger()) == 450_000
    told = [m["text"] for m in books.mails() if "Deal closed!" in m["text"]]
    assert len(told) == 1
    assert "Commission: €4,500.00 (15 % of €30,000.00). Payment date: Friday 13 February 2026." in told[0]


async def test_a_value_corrected_after_it_was_told_is_told_as_a_correction(
    books: Books, clock: StillClock
) -> None:
    about = await books.introduced()
    await books.won(about, eur("30000"), CLOSED)
    clock.move(timedelta(minutes=10))
    await books.won(about, eur("25000"), CLOSED)
    text = books.mails()[-1]["text"]
    assert "a correction about Acme Ltd. Commission: €3,750.00 (15 % of €25,000.00)." in text
    assert [(e.kind, e.amount, e.payable_on) for e in books.ledger()] == [
        ("accrual", eur("4500"), date(2026, 2, 13)),
        ("adjustment", eur("-750"), date(2026, 2, 13)),
    ]


async def test_what_is_not_won_any_more_earns_nothing_and_that_is_said(
    books: Books, clock: StillClock
) -> None:
    about = await books.introduced()
    await books.won(about, eur("30000"), CLOSED)
    clock.move(timedelta(minutes=10))
    await books.moved(about, "proposal_sent")
    assert sum(entry.amount.minor for entry in books.ledger()) == 0
    assert "Without the deal there is no commission for it either." in books.mails()[-1]["text"]
    clock.move(timedelta(minutes=10))
    await books.won(about, eur("30000"), CLOSED)
    assert sum(entry.amount.minor for entry in books.ledger()) == 450_000


async def test_a_close_that_is_noted_late_is_promised_a_day_that_is_still_to_come(
    books: Books, clock: StillClock
) -> None:
    clock.move(timedelta(days=10))  # 10 February: the statements for the 13th are out
    about = await books.introduced()
    await books.won(about, eur("30000"), CLOSED)
    (entry,) = books.ledger()
    assert (entry.booked_on, entry.payable_on) == (date(2026, 2, 10), date(2026, 3, 13))
    assert "Payment date: Friday 13 March 2026" in books.mails()[-1]["text"]


@pytest.mark.parametrize(
    ("closed", "paid"),
    [
        (date(2025, 12, 1), "Thursday 15 January 2026"),
        (date(2025, 12, 31), "Thursday 15 January 2026"),
        (date(2026, 1, 31), "Friday 13 February 2026"),
        (date(2026, 7, 10), "Friday 14 August 2026"),
    ],
)
async def test_the_calendar_of_the_design_is_what_the_mail_says(
    sqlite: Database, closed: date, paid: str
) -> None:
    clock = StillClock(datetime(closed.year, closed.month, closed.day, 15, tzinfo=UTC))
    books = await open_books(sqlite, clock, PLAN.replace("2026-01-01", "2025-01-01"))
    await books.won(await books.introduced(), eur("30000"), closed)
    assert f"Payment date: {paid}." in books.mails()[-1]["text"]
    books.engine.close()


async def test_a_hold_moves_the_printed_day_from_the_start(sqlite: Database, clock: StillClock) -> None:
    books = await open_books(sqlite, clock, PLAN.replace("currency", "hold_days = 30\ncurrency"))
    await books.won(await books.introduced(), eur("30000"), CLOSED)
    assert "Payment date: Friday 13 March 2026." in books.mails()[-1]["text"]
    books.engine.close()


async def test_without_a_plan_nothing_is_said_about_money(sqlite: Database, clock: StillClock) -> None:
    books = await open_books(sqlite, clock, PLAN.replace("2026-01-01", "2027-01-01"))
    about = await books.introduced()
    await books.won(about, eur("30000"), CLOSED)
    assert (books.ledger(), books.deal(about)) == ((), None)
    assert not any("ommission" in mail["text"] for mail in books.mails())
    books.engine.close()


async def test_a_referral_keeps_the_plan_it_was_promised_when_the_file_changes(
    sqlite: Database, clock: StillClock
) -> None:
    before = await open_books(sqlite, clock, PLAN)
    about = await before.introduced()
    after = await open_books(sqlite, clock, PLAN.replace("15 %", "5 %"))
    after.keys = 100
    await after.won(about, eur("30000"), CLOSED)
    assert [entry.amount for entry in after.ledger()] == [eur("4500")]
    other = await after.introduced(prospects=(prospect(email="jo@other.example", company="Other Ltd"),))
    await after.won(other, eur("30000"), CLOSED)
    assert [entry.amount for entry in after.ledger()] == [eur("4500"), eur("1500")]
    before.engine.close()
    after.engine.close()


async def test_a_partner_may_have_a_plan_of_their_own_by_name(sqlite: Database, clock: StillClock) -> None:
    own = PLAN.replace('"standard"', '"own"').replace("15 %", "20 %")
    own = own.replace("currency", 'partners = ["northwind advisory"]\ncurrency')
    books = await open_books(sqlite, clock, PLAN + own)
    await books.won(await books.introduced(), eur("30000"), CLOSED)
    assert [entry.amount for entry in books.ledger()] == [eur("6000")]
    books.engine.close()


STAGED = """
[[commission]]
name = "staged"
valid_from = 2026-01-01
currency = "EUR"
[[commission.rules]]
kind = "bounty"
stages = {demo_scheduled = "50.00", proposal_sent = "100.00"}
[[commission.rules]]
kind = "percent"
rate = "15 %"
"""


async def test_stages_on_the_way_earn_their_bounty_and_a_slip_takes_it_back(
    sqlite: Database, clock: StillClock
) -> None:
    books = await open_books(sqlite, clock, STAGED)
    about = await books.introduced()
    await books.moved(about, "contacted")
    assert books.ledger() == ()
    await books.moved(about, "demo_scheduled", on=date(2026, 2, 5))
    assert (
        "Commission: €50.00 (demo scheduled: €50.00). Payment date: Friday 13 February 2026."
        in (books.mails()[-1]["text"])
    )
    await books.moved(about, "proposal_sent")
    await books.moved(about, "contacted")
    assert sum(entry.amount.minor for entry in books.ledger()) == 0
    await books.moved(about, "demo_scheduled", on=date(2026, 2, 5))
    await books.won(about, eur("30000"), CLOSED)
    text = books.mails()[-1]["text"]
    assert "Commission: €4,550.00." in text
    assert "    €50.00 + €4,500.00 = €4,550.00\n" in text
    await books.moved(about, "closed_lost", reason="timing")  # the demo took place all the same
    assert sum(entry.amount.minor for entry in books.ledger()) == 5_000
    books.engine.close()


YEARLY = """
[[commission]]
name = "yearly"
valid_from = 2026-01-01
currency = "EUR"
[[commission.rules]]
kind = "tiers"
mode = "marginal"
per = "year"
tiers = [{up_to = 50000, rate = "10 %"}, {rate = "15 %"}]
"""


async def test_the_year_so_far_counts_and_stays_what_it_was_at_the_close(
    sqlite: Database, clock: StillClock
) -> None:
    books = await open_books(sqlite, clock, YEARLY)
    first = await books.introduced()
    await books.won(first, eur("45000"), date(2026, 1, 20))
    second = await books.introduced(prospects=(prospect(email="jo@other.example", company="Other Ltd"),))
    await books.won(second, eur("10000"), CLOSED)
    assert [entry.amount for entry in books.ledger()] == [eur("4500"), eur("1250")]
    await books.handle(NoteRefund(first, "RF-1", eur("45000"), CLOSED, "ines"))
    assert balances(books.ledger()) == {("P-1", "EUR"): eur("1250")}
    books.engine.close()


async def test_the_managers_hear_once_that_a_plan_in_use_says_something_new(
    sqlite: Database, clock: StillClock
) -> None:
    before = await open_books(sqlite, clock, PLAN)
    await keep_plans(before.engine, paying(PLAN))
    await before.introduced()
    cheaper = paying(PLAN.replace("15 %", "5 %"))
    for _restart in range(2):
        await keep_plans(before.engine, cheaper)
    (told,) = [notice["text"] for notice in before.notices() if "says something new" in notice["text"]]
    assert "*5 % of the contract value*" in told
    assert "1 registered before keep what it was promised: 15 % of the contract value" in told
    before.engine.close()


async def test_what_was_won_before_the_books_began_earns_nothing_again_and_finance_is_told(
    sqlite: Database, clock: StillClock
) -> None:
    books = await open_books(sqlite, clock)
    old = referral(
        stage="closed_won",
        stage_on=date(2026, 1, 10),
        deal=eur("12000"),
        owner=MARCO,
        received_at=clock.now(),
    )
    outcome = await books.handle(ImportPage((ImportReferral("I-REF-1", 2, old),)))
    about = outcome.events[0].about
    await books.won(about, eur("12500"), date(2026, 1, 12))  # somebody, or a CRM, puts it right
    await books.moved(about, "proposal_sent")
    await books.won(about, eur("12500"), date(2026, 1, 12))
    assert (books.ledger(), books.deal(about)) == ((), None)
    (told,) = [notice["text"] for notice in books.notices() if "before these books began" in notice["text"]]
    assert "/partner bonus P-1" in told
    books.engine.close()

"""A payday from its draft to the last confirmation: by the calendar, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.almanac import Almanac
from bot.money.paydays import paydays
from storage.ledger import Ledger
from storage.mail_tables import OutboxRow
from storage.objections import Objections
from storage.payouts import Batches
from storage.statements import Statements
from tests.builders import DANA
from tests.conftest import StillClock
from tests.rigs.earning import DRAFT, INES, LAST_OBJECTION, PAYDAY, PREVIEW, earn, line, morning
from tests.rigs.ticking import Replica
from workflows.commission.ledger import balances
from workflows.commission.payout_messages import (
    ApproveBatch,
    ConfirmPayout,
    ExportBatch,
    FailPayout,
    HoldLine,
    ObjectToLines,
    RefreshBatch,
    SettleObjection,
)
from workflows.commission.payout_record import BatchRecord
from workflows.commission.rules import RuleBook
from workflows.commission.terms import Terms
from workflows.money import Money

BATCH = f"payday:{PAYDAY}"
SAM = "sam@northwind.example"


@pytest.fixture
def replica(database_url: str, clock: StillClock) -> Iterator[Replica]:
    opened = Replica(database_url, clock)
    yield opened
    opened.kill()


async def tick(replica: Replica, until: date) -> None:
    """Let the days pass, the calendar working every morning."""
    almanac = Almanac(replica.engine, [paydays(replica.engine, replica.rules, replica.clock)], replica.clock)
    while replica.clock.now() < morning(until):
        step = min(morning(until) - replica.clock.now(), timedelta(days=1))
        replica.clock.move(step)
        while await almanac.run_once():
            pass


async def batch(replica: Replica, batch_id: str = BATCH) -> BatchRecord:
    found = await replica.engine.ask(lambda session: Batches(session).get(batch_id))
    assert found
    return found


async def said(replica: Replica, key: str) -> Any:
    """The payload of the one outbox row whose key begins so."""
    query = select(OutboxRow.payload).where(OutboxRow.key.startswith(key)).order_by(OutboxRow.id)
    rows = await replica.engine.ask(lambda session: session.scalars(query).all())
    assert rows, key
    return rows[-1]


async def approved(replica: Replica) -> BatchRecord:
    seal = (await batch(replica)).seal
    for person in (DANA, INES):
        await replica.engine.handle(ApproveBatch(BATCH, seal, person), f"approve:{person.email}")
    return await batch(replica)


async def exported(replica: Replica) -> BatchRecord:
    await tick(replica, LAST_OBJECTION + timedelta(days=1))
    await approved(replica)
    await replica.engine.handle(ExportBatch(BATCH, INES), "export")
    return await batch(replica)


async def test_a_payday_from_draft_to_paid(replica: Replica) -> None:
    await earn(
        replica.engine,
        line("a", "75"),
        line("b", "25.50"),
        line("c", "40", "USD"),
        line("d", "7", partner="P-2"),
    )
    await tick(replica, DRAFT)
    drafted = await batch(replica)
    assert [(p.id, p.amount) for p in drafted.batch.payouts] == [
        (f"{BATCH}:P-1:GBP", Money.of("100.50", "GBP")),
        (f"{BATCH}:P-1:USD", Money.of("40", "USD")),
        (f"{BATCH}:P-2:GBP", Money.of("7", "GBP")),
    ]
    assert await replica.said("statement:") == []
    await tick(replica, PREVIEW)
    assert await replica.said("statement:") == [f"statement:{BATCH}:P-1", f"statement:{BATCH}:P-2"]
    mail = await said(replica, f"statement:{BATCH}:P-1")
    assert mail["subject"] == "£100.50 and $40.00 on Fri 13 March: please have a look"
    assert "£75.00 + £25.50 = £100.50" in mail["text"]
    assert [file["name"] for file in mail["files"]] == ["statement.pdf", "statement.html"]
    await tick(replica, LAST_OBJECTION)
    assert not (await batch(replica)).is_open_to_approval
    await tick(replica, LAST_OBJECTION + timedelta(days=1))
    assert (await approved(replica)).batch.status == "approved"
    await replica.engine.handle(ExportBatch(BATCH, INES), "export")
    for payout in (await batch(replica)).batch.payouts:
        for attempt in ("once", "twice"):
            await replica.engine.handle(ConfirmPayout(payout.id, PAYDAY, INES), f"{attempt}:{payout.id}")
    paid = await said(replica, f"paid:{BATCH}:P-1:GBP")
    assert paid["subject"] == "You have been paid £100.50"
    entries = await replica.engine.ask(lambda session: Ledger(session).everything())
    assert set(balances(entries).values()) == {Money.zero("GBP"), Money.zero("USD")}
    assert len([e for e in entries if e.kind == "payout"]) == 3


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_calendar_catches_up_and_still_gives_partners_a_day_to_object(replica: Replica) -> None:
    await earn(replica.engine, line("a", "75"))
    replica.clock.move(morning(date(2026, 3, 12)) - replica.clock.now())
    await tick(replica, date(2026, 3, 12))
    almanac = Almanac(replica.engine, [paydays(replica.engine, replica.rules, replica.clock)], replica.clock)
    while await almanac.run_once():
        pass
    assert (await batch(replica)).objections_until == PAYDAY
    assert not (await batch(replica)).is_open_to_approval


async def test_it_takes_two_people_and_exactly_what_they_approved(replica: Replica) -> None:
    await earn(replica.engine, line("a", "75"))
    await tick(replica, PREVIEW)
    seal = (await batch(replica)).seal
    await replica.engine.handle(ApproveBatch(BATCH, seal, INES, "C1"), "too early")
    assert (
        "Partners may object until the end of Wednesday 11 March 2026"
        in (await said(replica, "refused:"))["text"]
    )
    await tick(replica, LAST_OBJECTION + timedelta(days=1))
    for n in (1, 2):
        replica.clock.move(timedelta(seconds=1))
        await replica.engine.handle(ApproveBatch(BATCH, seal, INES, "C1"), f"ines {n}")
    assert "It takes a second person" in (await said(replica, "refused:"))["text"]
    assert (await batch(replica)).batch.status == "draft"
    await earn(replica.engine, line("b", "5"))
    await replica.engine.handle(RefreshBatch(PAYDAY), "refresh")
    assert (await batch(replica)).approvals == ()
    voided = await said(replica, "voided:")
    assert "since Ines Duarte approved it, so that approval counts no more" in voided["text"]
    assert "£80.00" in voided["text"]
    replica.clock.move(timedelta(seconds=1))
    await replica.engine.handle(ApproveBatch(BATCH, seal, DANA, "C1"), "dana")
    assert (
        "The batch has changed since this card was drawn; its total is now £80.00."
        in (await said(replica, "refused:"))["text"]
    )
    replica.clock.move(timedelta(seconds=1))
    await replica.engine.handle(ExportBatch(BATCH, DANA, "C1"), "export")
    assert "Two people must approve" in (await said(replica, "refused:"))["text"]


async def test_a_failed_transfer_frees_its_lines_and_a_second_batch_pays_them(replica: Replica) -> None:
    await earn(replica.engine, line("a", "75"), line("d", "7", partner="P-2"))
    await exported(replica)
    payout = f"{BATCH}:P-1:GBP"
    await replica.engine.handle(FailPayout(payout, "closed", "AC04 account closed", INES), "failed")
    mail = await said(replica, f"returned:{payout}")
    assert "it did not arrive: the account it went to is closed" in mail["text"]
    assert "AC04" not in mail["text"]
    await replica.engine.handle(ConfirmPayout(payout, PAYDAY, INES), "late")
    await replica.engine.handle(RefreshBatch(PAYDAY, begins=True), "again")
    again = await batch(replica, f"{BATCH}:2")
    assert [p.lines for p in again.batch.payouts] == [("a",)]
    assert again.is_open_to_approval


async def test_an_objection_holds_that_line_only_until_it_is_answered(replica: Replica) -> None:
    await earn(replica.engine, line("a", "75"), line("b", "25"))
    await tick(replica, PREVIEW)
    objection = ObjectToLines(f"statement:{BATCH}:P-1", "P-1", (2,), SAM, "line 2 looks wrong", mail_id=None)
    for n in (1, 2):
        await replica.engine.handle(objection, f"mail:{n}")
    assert [p.lines for p in (await batch(replica)).batch.payouts] == [("a",)]
    held = await said(replica, "held:")
    assert "line 2, Bonus, £25.00" in held["text"]
    assert "everything else is paid on Friday 13 March 2026" in held["text"]
    assert len(await replica.said("objection:")) == 1
    await replica.engine.handle(SettleObjection("b", INES, "It is the rate of your plan."), "release")
    assert [p.lines for p in (await batch(replica)).batch.payouts] == [("a", "b")]
    assert "It stands at £25.00." in (await said(replica, "settled:"))["text"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_upheld_objection_is_put_right_by_an_entry_of_its_own(replica: Replica) -> None:
    await earn(replica.engine, line("a", "75"), line("b", "25"))
    await tick(replica, PREVIEW)
    await replica.engine.handle(HoldLine("b", "wrong rate", INES), "hold")
    right = Money.of("30", "GBP")
    await replica.engine.handle(SettleObjection("b", INES, "It was 6 %.", right), "uphold")
    (payout,) = (await batch(replica)).batch.payouts
    assert payout.amount == Money.of("105", "GBP")
    assert len(payout.lines) == 3
    assert "it should be £30.00, not £25.00" in (await said(replica, "settled:"))["text"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_objection_after_the_approval_is_noted_and_keeps_nothing_back(replica: Replica) -> None:
    await earn(replica.engine, line("a", "75"))
    await exported(replica)
    await replica.engine.handle(
        ObjectToLines(f"statement:{BATCH}:P-1", "P-1", (1,), SAM, "line 1 is wrong"), "mail"
    )
    assert "comes too late to keep it out of the payout under way" in (await said(replica, "held:"))["text"]
    assert (await batch(replica)).batch.payouts[0].status == "open"
    open_now = await replica.engine.ask(lambda session: Objections(session).open_keys())
    assert open_now == {"a"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_minimums_and_negative_balances_are_carried_and_said(replica: Replica) -> None:
    terms = replica.rules.payout_terms
    replica.rules = replace(
        replica.rules, terms=Terms(RuleBook(()), replace(terms, minimum={"GBP": Money.of("100", "GBP")}))
    )
    replica.kill()
    replica.__post_init__()
    await earn(replica.engine, line("a", "40"), line("b", "50", "USD"), line("c", "-90", "USD"))
    await tick(replica, PREVIEW)
    assert (await batch(replica)).batch.payouts == ()
    text = (await said(replica, "statement:"))["text"]
    assert "Payouts start at £100.00, so £40.00 is carried forward" in text
    assert "-$40.00 is set off against what you earn next" in text
    assert "$50.00 - $90.00 = -$40.00" in text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_statement_remembers_what_each_number_meant(replica: Replica) -> None:
    await earn(replica.engine, line("a", "75"), line("c", "40", "USD"), line("b", "25"))
    await tick(replica, PREVIEW)
    sent = await replica.engine.ask(lambda session: Statements(session).of_batch(BATCH, "P-1"))
    assert sent
    assert sent.lines == ("a", "b", "c")
    assert (sent.line(3), sent.line(0), sent.line(4)) == ("c", None, None)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_finance_is_asked_for_what_is_missing(replica: Replica) -> None:
    await earn(replica.engine, line("a", "75"))
    await tick(replica, PAYDAY)
    assert "payout is not approved" in (await said(replica, "missing:"))["text"]

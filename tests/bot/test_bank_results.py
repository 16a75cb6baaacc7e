"""A bank's own file: read with its amounts, booked where it fits, and told where it does not."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import cli
from bot.money.auditing import audit
from bot.money.bank_results import Result, read_results
from bot.money.reconciling import gather
from bot.slack.money.payday_card import draw
from storage.ledger import Ledger
from storage.payouts import Batches
from tests.bot.test_exports import BATCH, exported
from tests.conftest import StillClock
from tests.rigs.books import paying
from tests.rigs.earning import INES, PAYDAY
from tests.rigs.office import RULES
from tests.rigs.ticking import Replica
from workflows.commission.payout_messages import BankWord, ConfirmPayout, FailPayout, RefreshBatch
from workflows.errors import BadInput
from workflows.money import Money

SENT = Money.of("100.50", "EUR")
PAYOUT = f"{BATCH}:P-1:EUR"
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def replica(database_url: str, clock: StillClock) -> Iterator[Replica]:
    opened = Replica(database_url, clock)
    yield opened
    opened.kill()


@pytest.mark.parametrize(
    ("amount", "currency", "sent", "said"),
    [
        ("100.50", "EUR", "100.50 EUR", "100.50 EUR"),
        ("100,50", "", "100.50 EUR", "100.50 EUR"),
        ("-1.234,56", "EUR", "1234.56 EUR", "1234.56 EUR"),
        ("1'234.56", "CHF", "1234.56 CHF", "1234.56 CHF"),
        ("EUR 100.50", "", "100.50 EUR", "100.50 EUR"),
        ("€100.5", "", "100.50 EUR", "100.50 EUR"),
        ("100.50 USD", "", "100.50 EUR", "100.50 USD"),
        ("", "USD", "100.50 EUR", "100.50 USD"),
        ("99.50", "EUR", "100.50 EUR", "99.50 EUR"),
        ("1,234", "EUR", "1234.00 EUR", "1234.00 EUR"),
        ("154,321", "JPY", "154321 JPY", "154321 JPY"),
        ("123.457", "KWD", "123.457 KWD", "123.457 KWD"),
        ("123457", "KWD", "123.457 KWD", "123457 KWD"),
    ],
)
def test_an_amount_is_read_as_banks_write_it(
    database_url: str, amount: str, currency: str, sent: str, said: str
) -> None:
    sent_money, said_money = (Money.of(*each.split()) for each in (sent, said))
    assert Result(2, "RD-1", "arrived", amount=amount, currency=currency).said_of(sent_money) == said_money


@pytest.mark.parametrize("amount", ["a lot", "1.2345", "100.50 XQZ"])
def test_an_amount_that_is_none_is_named_with_its_row(database_url: str, amount: str) -> None:
    with pytest.raises(BadInput, match="Row 2"):
        Result(2, "RD-1", "arrived", amount=amount).said_of(SENT)


def test_rows_that_contradict_each_other_are_not_taken(database_url: str) -> None:
    rows = "reference,status,amount\nRD-1,paid,100.50\nRD-1,returned,100.50\n"
    with pytest.raises(BadInput, match="Rows 2 and 3 say different things of RD-1"):
        read_results(rows)
    assert len(read_results(rows.replace("returned", "paid"))) == 1


async def test_all_arrived_leaves_out_what_does_not_fit(replica: Replica) -> None:
    await exported(replica)
    wrong = ConfirmPayout(PAYOUT, PAYDAY, INES, bank=BankWord(Money.of("99.50", "EUR")))
    await replica.engine.handle(wrong, "wrong")
    ask, program = replica.engine.ask, replica.rules
    assert await ask(lambda session: Batches(session).open_ids(BATCH)) == ()
    assert [p.id for p in await ask(lambda session: Batches(session).doubted(BATCH))] == [PAYOUT]
    card = await ask(lambda session: draw(session, "batch", BATCH, program, replica.clock.now()))
    assert "the bank says something else" in str(card)
    assert "All arrived" not in str(card)
    made = await ask(lambda session: gather(session, PAYDAY + timedelta(days=60), "UTC"))
    assert [words for *_, words in made.named()] == ["the bank said that €99.50 arrived: not booked"]
    await replica.engine.handle(ConfirmPayout(PAYOUT, PAYDAY, INES), "looked")
    assert [p.status for p in (await ask(lambda s: Batches(s).get(BATCH))).batch.payouts] == ["confirmed"]  # type: ignore[union-attr]
    assert await ask(lambda session: Batches(session).doubted(BATCH)) == ()


async def test_what_comes_back_after_it_arrived_is_paid_again_and_every_cent_fits(replica: Replica) -> None:
    await exported(replica)
    handle, ask = replica.engine.handle, replica.engine.ask
    today = replica.clock.now().date()
    await handle(ConfirmPayout(PAYOUT, today, INES, bank=BankWord(SENT)), "paid")
    back = FailPayout(PAYOUT, "closed", "AC04", INES, had_arrived=True, bank=BankWord(SENT))
    for key in ("back", "back again"):
        await handle(back, key)
    assert (await ask(lambda s: Ledger(s).balances("P-1"))) == {("P-1", "EUR"): SENT}
    assert len(await replica.said("returned:")) == 1
    later = PAYDAY + timedelta(days=60)
    made = await ask(lambda session: gather(session, later, "UTC"))
    assert (made.differences, [c.came_back for c in made.checked]) == (0, [SENT])
    await handle(RefreshBatch(PAYDAY, begins=True), "second")
    second = await ask(lambda session: Batches(session).get(f"{BATCH}:2"))
    assert second
    assert [p.amount for p in second.batch.payouts] == [SENT]
    wrong = await ask(lambda session: audit(session, paying()).wrong)
    assert not any("returned" in words or "payout" in words for words in wrong)


async def test_a_file_whose_amount_differs_is_told_and_the_right_one_is_still_booked(
    replica: Replica, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    await exported(replica)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "referral-desk.toml").write_text(RULES)
    monkeypatch.setenv("REFERRAL_DESK_DATABASE_URL", database_url)
    monkeypatch.setenv("COLUMNS", "220")
    record = await replica.engine.ask(lambda session: Batches(session).get(BATCH))
    assert record
    reference = record.batch.payouts[0].reference

    async def told(amount: str, *more: str) -> tuple[int, str]:
        (tmp_path / "bank.csv").write_text(f"reference,status,amount\n{reference},paid,{amount}\n")
        words = ["payday", "results", "bank.csv", "--by", "ines.duarte@vendor.example", *more]
        done = await asyncio.to_thread(CliRunner().invoke, cli, words)
        return done.exit_code, done.output

    code, words = await told("99.50")
    assert (code, "the bank names €99.50, we sent €100.50. Nothing is booked" in words) == (1, True)
    assert (await told("100.50"))[0] == 0
    code, words = await told("100.50")
    assert (code, "1 arrived, 0 came back; 1 of them noted before" in words) == (0, True)
    entries = await replica.engine.ask(lambda session: Ledger(session).everything())
    assert [entry.amount for entry in entries if entry.kind == "payout"] == [-SENT]

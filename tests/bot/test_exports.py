"""Files for banks: valid, harmless in a spreadsheet, and the same ids however often they are written."""

from __future__ import annotations

import asyncio
import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from sepaxml.validation import try_valid_xml
from sqlalchemy import select
from typer.testing import CliRunner

from bot.cli.main import cli
from bot.money import exports
from bot.money.bank_results import Result, read_results
from bot.money.documents import Document
from bot.money.exporting import Exporter
from bot.rules.payouts import PayoutsTable
from bot.slack.answers import Ask
from bot.slack.money.payday_card import draw
from bot.slack.money.payday_words import partner_payday
from bot.slack.people import SlackUser
from storage.history import History
from storage.ledger import Ledger
from storage.mail_tables import OutboxRow
from storage.payouts import Batches
from tests.builders import DANA, partner
from tests.conftest import StillClock
from tests.rigs.earning import INES, PAYDAY, earn, line
from tests.rigs.office import RULES
from tests.rigs.ticking import Replica
from workflows.calendar import short_date
from workflows.commands import EditPartner
from workflows.commission.accounts import PayoutAccount
from workflows.commission.payout_messages import (
    ApproveBatch,
    CheckPayoutDetails,
    CloseObjections,
    ExportBatch,
    NoteFile,
    RefreshBatch,
    SetPayoutDetails,
)
from workflows.errors import BadInput

BATCH = f"payday:{PAYDAY}"
PAYER = PayoutsTable(name="Vendor GmbH", iban="DE89370400440532013000")
OURS = PayoutAccount("sepa", "Northwind Advisory Sp. z o.o.", "DE75512108001245126199")
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def replica(database_url: str, clock: StillClock) -> Iterator[Replica]:
    opened = Replica(database_url, clock)
    yield opened
    opened.kill()


async def approved(
    replica: Replica, account: PayoutAccount | None = OURS, company: str = "Northwind Advisory"
) -> None:
    """Northwind has €100.50 in an approved batch, its account checked and rested."""
    handle = replica.engine.handle
    await earn(replica.engine, line("a", "75", "EUR"), line("b", "25.50", "EUR"))
    await handle(EditPartner(partner(company=company), DANA), "edit")
    if account:
        await handle(SetPayoutDetails("P-1", account, INES), "set")
        await handle(CheckPayoutDetails("P-1", 1, "call", DANA), "check")
        replica.clock.move(timedelta(hours=73))
    await handle(RefreshBatch(PAYDAY, begins=True), "begin")
    await handle(CloseObjections(BATCH), "close")
    record = await replica.engine.ask(lambda session: Batches(session).header(BATCH))
    assert record
    for person in (DANA, INES):
        await handle(ApproveBatch(BATCH, record.seal, person), f"approve:{person.email}")


async def exported(replica: Replica, **more: Any) -> None:
    """The same batch with the bank, in a file that carried all of it."""
    await approved(replica, **more)
    await replica.engine.handle(ExportBatch(BATCH, INES), "export")
    record = await replica.engine.ask(lambda session: Batches(session).without_lines(BATCH))
    assert record
    all_of_them = tuple(payout.id for payout in record.batch.payouts)
    await replica.engine.handle(NoteFile(BATCH, "csv", all_of_them, INES), "file")


async def write(replica: Replica, kind: str, payer: PayoutsTable = PAYER) -> Document:
    made = await replica.engine.ask(lambda session: exports.bundle(session, BATCH, payer))
    return exports.write(made, kind)


async def test_nothing_is_written_before_two_people_approved(replica: Replica) -> None:
    await earn(replica.engine, line("a", "75", "EUR"))
    await replica.engine.handle(RefreshBatch(PAYDAY, begins=True), "begin")
    with pytest.raises(BadInput, match="Two people must approve"):
        await write(replica, "csv")


async def test_the_sepa_file_fits_its_schema_and_keeps_its_ids(replica: Replica) -> None:
    await exported(replica)
    first, again = await write(replica, "sepa"), await write(replica, "sepa")
    assert first.content == again.content
    try_valid_xml(first.content, exports.SCHEMA)
    root = ElementTree.fromstring(first.content)
    texts = {element.tag.removeprefix(exports.NAMESPACE): element.text for element in root.iter()}
    assert (texts["InstdAmt"], texts["CtrlSum"], texts["NbOfTxs"]) == ("100.50", "100.50", "1")
    assert (texts["ReqdExctnDt"], texts["Nm"]) == ("2026-03-13", "Northwind Advisory Sp. z o.o.")
    (payout,) = (
        await replica.engine.ask(lambda session: exports.bundle(session, BATCH, PAYER))
    ).batch.payouts
    assert texts["EndToEndId"] == payout.reference


@pytest.mark.parametrize(
    ("payer", "account", "told"),
    [
        (PayoutsTable(), OURS, "Write the account that pays"),
        (PAYER, None, "no partner in it has such payout details"),
    ],
)
async def test_what_a_sepa_file_lacks_is_said(
    replica: Replica, payer: PayoutsTable, account: PayoutAccount | None, told: str
) -> None:
    await exported(replica, account=account)
    with pytest.raises(BadInput, match=told):
        await write(replica, "sepa", payer)


@pytest.mark.parametrize("nasty", ["=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", "\tx"])
async def test_no_cell_is_taken_for_a_formula(replica: Replica, nasty: str) -> None:
    await exported(replica, account=replace(OURS, holder=nasty), company=nasty)
    (row,) = csv.DictReader(io.StringIO((await write(replica, "csv")).content.decode()))
    assert row["holder"].startswith("'")
    sheets = zipfile.ZipFile(io.BytesIO((await write(replica, "xlsx")).content))
    assert not any(b"<f>" in sheets.read(name) for name in sheets.namelist() if "sheet" in name)


@pytest.mark.parametrize(
    ("account", "kind", "first"),
    [
        (PayoutAccount("paypal", "Sam", "sam@pay.example"), "paypal", ["sam@pay.example", "100.50", "EUR"]),
        (
            PayoutAccount("stripe", "Sam", "acct_1Nv0FGQ9RKHgCVdK"),
            "stripe",
            ["acct_1Nv0FGQ9RKHgCVdK", "10050", "eur"],
        ),
    ],
)
async def test_payment_services_get_their_own_columns(
    replica: Replica, account: PayoutAccount, kind: str, first: list[str]
) -> None:
    await exported(replica, account=account)
    rows = list(csv.reader(io.StringIO((await write(replica, kind)).content.decode())))
    assert rows[-1][:3] == first


async def test_paypal_gets_a_file_for_each_currency(replica: Replica) -> None:
    await earn(replica.engine, line("usd", "20", "USD"))
    await exported(replica, account=PayoutAccount("paypal", "Sam", "sam@pay.example"))
    made = await write(replica, "paypal")
    packed = zipfile.ZipFile(io.BytesIO(made.content))
    assert [packed.read(name).decode().split(",")[1:3] for name in packed.namelist()] == [
        ["100.50", "EUR"],
        ["20.00", "USD"],
    ]
    assert made.content == (await write(replica, "paypal")).content


async def test_a_file_says_whom_it_leaves_out_and_all_arrived_leaves_them_open(replica: Replica) -> None:
    await earn(replica.engine, line("usd", "20", "USD"), line("k", "30", "EUR", partner="P-2"))
    await approved(replica)
    await replica.engine.handle(ExportBatch(BATCH, INES), "export")
    ask, now = replica.engine.ask, replica.clock.now()
    assert await ask(lambda session: Batches(session).open_ids(BATCH)) == ()
    exporter = Exporter(replica.engine, replica.rules, PAYER)
    await exporter.note(await exporter.upload(BATCH, "sepa", INES, "one"), "sepa", INES, "one")
    query = select(OutboxRow.payload).where(OutboxRow.key.startswith("export:"))
    words = (await ask(lambda session: session.scalars(query).one()))["text"]
    assert "• Vogel &amp; Partner, €30.00: no payout details noted" in words
    assert "• Northwind Advisory, $20.00: USD, and SEPA carries euros only" in words
    assert await ask(lambda session: Batches(session).open_ids(BATCH)) == (f"{BATCH}:P-1:EUR",)
    card = str(await ask(lambda session: draw(session, "batch", BATCH, replica.rules, now)))
    assert "2 ($20.00, €30.00): All arrived leaves them out" in card
    assert "1 open payout will be noted as paid" in card
    await exporter.note(await exporter.upload(BATCH, "csv", INES, "two"), "csv", INES, "two")
    assert len(await ask(lambda session: Batches(session).open_ids(BATCH))) == 3
    given = await ask(lambda session: History(session).of_kind(BATCH, "FileWritten"))
    assert [(e.data["kind"], e.data["payouts"], e.data["left_out"]) for e in given] == [
        ("sepa", 1, 2),
        ("csv", 3, 0),
    ]


async def test_see_lines_shows_the_account_that_was_paid_to(replica: Replica) -> None:
    await exported(replica)
    later = replace(OURS, number="GB33BUKB20201555555555")
    await replica.engine.handle(SetPayoutDetails("P-1", later, INES), "later")
    now, who = replica.clock.now(), SlackUser(INES.slack_id, INES, "finance")
    shown = await replica.engine.ask(
        lambda session: partner_payday(Ask(session, who, BATCH, replica.rules, now))
    )
    assert OURS.masked in str(shown)
    assert later.masked not in str(shown)


async def test_details_that_change_after_the_export_change_no_file(replica: Replica) -> None:
    await exported(replica)
    thief = replace(OURS, number="GB33BUKB20201555555555")
    await replica.engine.handle(SetPayoutDetails("P-1", thief, INES), "thief")
    assert OURS.number.encode() in (await write(replica, "sepa")).content


async def test_details_that_change_after_the_approval_hold_the_payout_back(replica: Replica) -> None:
    await approved(replica)
    thief = replace(OURS, number="GB33BUKB20201555555555")
    await replica.engine.handle(SetPayoutDetails("P-1", thief, INES), "thief")
    await replica.engine.handle(ExportBatch(BATCH, INES), "export")
    record = await replica.engine.ask(lambda session: Batches(session).get(BATCH))
    assert record
    assert [(p.status, p.reason) for p in record.batch.payouts] == [("failed", "details_changed")]
    assert await replica.said("withheld:") == [f"withheld:{BATCH}"]


async def test_the_whole_way_on_the_command_line(
    replica: Replica, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    await approved(replica)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "referral-desk.toml").write_text(
        RULES + '[payouts]\nname = "Vendor"\niban = "DE89370400440532013000"\n'
    )
    monkeypatch.setenv("REFERRAL_DESK_DATABASE_URL", database_url)
    monkeypatch.setenv("COLUMNS", "220")

    def desk(*words: str) -> str:
        done = CliRunner().invoke(cli, words, catch_exceptions=not words[0].startswith("payday"))
        return done.output

    by = ("--by", "ines.duarte@vendor.example")
    assert "€100.50" in await asyncio.to_thread(desk, "payday", "list")
    assert "wrote out.csv" in await asyncio.to_thread(desk, "payday", "export", BATCH, *by, "--to", "out.csv")
    assert (tmp_path / "out.csv").stat().st_mode & 0o077 == 0
    said = await asyncio.to_thread(desk, "payday", "show", BATCH)
    assert "approved by Dana Reyes <dana.reyes@vendor.example>" in said
    assert "exported by Ines Duarte" in said
    (row,) = csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text()))
    (tmp_path / "bank.csv").write_text(f"Reference;Status;Reason\n{row['reference']};Unclaimed;\n")
    assert "1 still under way" in await asyncio.to_thread(desk, "payday", "results", "bank.csv", *by)
    said = await asyncio.to_thread(desk, "payday", "confirm", BATCH, "--all", *by)
    assert f"left open: {row['reference']}, €100.50: the bank's word does not fit" in said
    (tmp_path / "bank.csv").write_text(f"Reference;Status;Reason\n{row['reference']};PAID;\n")
    waiting = await asyncio.to_thread(desk, "ledger", "reconcile")
    assert f"{row['reference']}: €100.50 was due on {short_date(PAYDAY)}, nothing heard yet" in waiting
    for _ in range(2):
        assert "1 arrived, 0 came back" in await asyncio.to_thread(desk, "payday", "results", "bank.csv", *by)
    entries = await replica.engine.ask(lambda session: Ledger(session).everything())
    assert len([e for e in entries if e.kind == "payout"]) == 1
    assert "Everything fits" in await asyncio.to_thread(desk, "ledger", "reconcile")
    await asyncio.to_thread(desk, "ledger", "reconcile", "--csv", "sums.csv", "--xlsx", "sums.xlsx")
    assert f"{BATCH},{PAYDAY},EUR,100.50,100.50,0.00,0.00,100.50," in (tmp_path / "sums.csv").read_text()
    assert zipfile.ZipFile(tmp_path / "sums.xlsx").testzip() is None
    assert "Nobody is owed anything" in await asyncio.to_thread(desk, "owed")
    then = await asyncio.to_thread(desk, "owed", "--as-of", "2026-02-20", "--csv")
    assert "P-1,Northwind Advisory,EUR,100.50,100.50,0.00" in then


def test_a_results_file_is_read_whole_or_not_at_all(database_url: str) -> None:
    text = "reference,status,reason\nRD-1,ok,\nrd-2,RJCT,AC04\nRD-3,Unclaimed,\n"
    assert read_results(text) == (
        Result(2, "RD-1", "arrived"),
        Result(3, "RD-2", "came_back", "closed", "AC04"),
        Result(4, "RD-3", "waits", "other", "unclaimed"),
    )
    for wrong, told in (
        ("", "is empty"),
        ("reference,status\n", "no rows"),
        ("a,b\n1,2\n", "needs the columns"),
        ("reference,status\nRD-1,perhaps\n", 'Row 2: I do not know the status "perhaps"'),
        ("reference,status\n,ok\n", "Row 2 has no reference"),
    ):
        with pytest.raises(BadInput, match=told):
            read_results(wrong)


def test_an_account_is_in_no_repr(database_url: str) -> None:
    assert OURS.number not in repr(SetPayoutDetails("P-1", OURS, INES))
    assert OURS.masked == "DE••••6199"

"""A person is forgotten everywhere, handed what we keep of them, and the money stays; on both databases."""

from __future__ import annotations

import asyncio
import json
import zipfile
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, MetaData, select
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from bot.cli.main import cli
from bot.clock import Clock
from bot.mail.reader import Reader
from bot.settings import load_settings
from storage.database import Database
from storage.erasure import TOMBSTONE
from storage.invariants import broken, check
from storage.ledger import Ledger
from storage.mail_tables import InboundRawRow
from storage.outbox import SlackMessages
from storage.referrals import Referrals
from tests.builders import MARCO, program
from tests.conftest import StillClock
from tests.rigs.books import PLAN
from tests.rigs.desk import DESK, SAM
from tests.rigs.office import RULES
from tests.rigs.postroom import Postroom, forward, open_postroom
from workflows.commands import ClaimReferral, MoveStage
from workflows.errors import BadInput
from workflows.money import Money

JANE = "jane@acme.example"
NOTE = "Hi, one for you: Jane Doe has just left her old job and is expecting a call."
Run = Callable[..., str]


@pytest.fixture
async def room(database: Database, clock: StillClock, reader: Reader) -> AsyncIterator[Postroom]:
    async with open_postroom(database, program(), clock, reader=reader) as opened:
        yield opened


@pytest.fixture
def run(database_url: str, tmp_path: Path) -> Run:
    """Type a command; gives what it prints, or raises what it complains about."""
    rules = tmp_path / "referral-desk.toml"
    rules.write_text(RULES)
    env = {"REFERRAL_DESK_DATABASE_URL": database_url, "REFERRAL_DESK_CONFIG": str(rules), "COLUMNS": "200"}

    def typed(*words: str) -> str:
        with ThreadPoolExecutor(1) as apart:
            done = apart.submit(CliRunner().invoke, cli, [*words], env=env).result()
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.output

    return typed


def everything(session: Session) -> str:
    """All that stands in the database, tables of money and accounts of the outside aside."""
    metadata = MetaData()
    metadata.reflect(session.connection())
    found = []
    for table in metadata.tables.values():
        for row in session.execute(select(table)).mappings():
            for column in table.columns:
                said = row[column.name]
                is_bytes = isinstance(column.type, LargeBinary) and said is not None
                found.append(bytes(said).decode("utf-8", "replace") if is_bytes else said)
    return json.dumps(found, ensure_ascii=False, default=str)


async def known(room: Postroom) -> str:
    """Jane is a claimed lead with cards in Slack, a question about her was asked; gives the tracking ID."""
    await room.write(forward(note=NOTE), subject="Fwd: Payroll")
    hidden = b64encode(f"By the way, {JANE} writes from her new desk.".encode()).decode()
    await room.write("any news on Jane Doe?", subject="Jane Doe", headers={"X-Note": hidden})
    (referral,) = await room.referrals()
    await room.handle(ClaimReferral(referral.id, MARCO), "claim")

    def stand(session: Session, _now: object) -> None:
        for number, card in enumerate(room.wall.cards):
            SlackMessages(session).remember(card, "C1", str(number))

    await room.engine.unit(stand)
    return referral.id


async def caught_up(room: Postroom) -> None:
    """Deliver what the command line, which has a clock of its own, has promised."""
    room.clock.move(max(timedelta(), Clock().now() - room.clock.now()))
    await room.settle()


async def test_a_prospect_is_found_nowhere_afterwards_and_everything_else_still_holds(
    room: Postroom, run: Run
) -> None:
    about = await known(room)
    assert "Jane" in room.wall.shown(f"alert:{about}")
    said = await asyncio.to_thread(run, "erase", JANE, "--yes", "--why", "request 7")
    assert about in said
    await caught_up(room)
    left = await room.engine.ask(everything)
    assert [word for word in ("jane", "Jane", "Doe", "expecting a call", "old job") if word in left] == []
    shown = room.wall.shown(f"alert:{about}")
    assert "[erased]" in shown
    assert "Acme Ltd" in shown
    referral = await room.engine.ask(lambda session: Referrals(session).get(about))
    assert referral
    assert (referral.title, referral.owner, referral.note) == ("Acme Ltd", MARCO, "")
    assert "links hold" in await asyncio.to_thread(run, "audit", "verify")
    later = room.clock.now() + timedelta(minutes=30)
    assert await room.engine.ask(lambda session: broken(check(session, later))) == ()


async def test_a_dry_run_a_no_and_our_own_people_change_nothing(room: Postroom, run: Run) -> None:
    about = await known(room)
    before = await room.engine.ask(everything)
    said = await asyncio.to_thread(run, "erase", JANE, "--dry-run")
    assert f"as the prospect of {about}" in said
    await asyncio.to_thread(run, "erase", JANE)  # nobody says yes
    with pytest.raises(BadInput, match="one of your own people"):
        await asyncio.to_thread(run, "erase", "Dana.Reyes@vendor.example", "--yes")
    with pytest.raises(BadInput, match="nothing about"):
        await asyncio.to_thread(run, "erase", "nobody@nowhere.example", "--yes")
    assert await room.engine.ask(everything) == before


async def test_a_partners_person_is_forgotten_and_never_written_to_again(room: Postroom, run: Run) -> None:
    await known(room)
    room.post.letters.clear()
    await asyncio.to_thread(run, "erase", SAM, "--yes")
    left = await room.engine.ask(everything)
    assert [word for word in (SAM, "Sam Ortega", "Sam,") if word in left] == []
    (referral,) = await room.referrals()
    assert referral.partner_id == "P-1"
    assert referral.contact_email.endswith("@erased.invalid")
    raws = await room.engine.ask(lambda session: session.scalars(select(InboundRawRow.raw)).all())
    assert {bytes(raw) for raw in raws} == {TOMBSTONE}
    await room.write("hello again", sender="max@northwind.example", name="Max Weber")
    assert not [letter for letter in room.post.letters if letter["to"].endswith("erased.invalid")]


async def test_money_is_the_same_to_the_cent_after_both_sides_of_a_won_deal_are_forgotten(
    database: Database, clock: StillClock, reader: Reader, run: Run, tmp_path: Path
) -> None:
    rules = tmp_path / "referral-desk.toml"
    rules.write_text(RULES.replace('"GBP"', '"EUR"') + PLAN)
    told = load_settings({"REFERRAL_DESK_MAIL_ADDRESS": DESK}, rules)
    async with open_postroom(database, told.program, clock, reader=reader) as room:
        await _forget_both(room, run)


async def _forget_both(room: Postroom, run: Run) -> None:
    about = await known(room)
    deal, day = Money.of("30000", "EUR"), date(2026, 3, 2)
    won = MoveStage(about, "closed_won", MARCO, on=day, deal=deal, is_confirmed=True, may_steer=True)
    await room.handle(won, "won")
    before = await room.engine.ask(lambda session: Ledger(session).everything())
    assert [entry.amount for entry in before] == [Money.of("4500", "EUR")]
    for address in (JANE, SAM):
        await asyncio.to_thread(run, "erase", address, "--yes")
    await caught_up(room)
    after = await room.engine.ask(lambda session: Ledger(session).everything())
    assert [(e.key, e.amount, e.payable_on) for e in after] == [
        (e.key, e.amount, e.payable_on) for e in before
    ]
    assert "every cent of 1 ledger entries fits" in await asyncio.to_thread(run, "verify")
    assert "links hold" in await asyncio.to_thread(run, "audit", "verify")


async def test_a_namesake_stays_and_a_longer_address_is_somebody_else(room: Postroom, run: Run) -> None:
    await known(room)
    other = "mary-jane@acme.example.org"
    await room.write(forward(f"Jane Doe <{other}>", "Other Org"), subject="Fwd: Bakery")
    said = await asyncio.to_thread(run, "erase", JANE, "--yes")
    assert "Somebody else has this name" in said
    there = {r.prospect.email: r.prospect.name for r in await room.referrals()}
    assert there[other] == "Jane Doe"
    assert JANE not in there


async def test_all_we_keep_of_a_person_is_handed_out(room: Postroom, run: Run, tmp_path: Path) -> None:
    about = await known(room)
    await asyncio.to_thread(run, "export-person", JANE, "--to", str(tmp_path / "jane.zip"))
    with zipfile.ZipFile(tmp_path / "jane.zip") as archive:
        told = json.loads(archive.read("person.json"))
        mails = [archive.read(name) for name in archive.namelist() if name.startswith("mails/")]
    assert (told["names"], told["referrals"]["as prospect"]) == (["Jane Doe"], [about])
    assert {"referrals", "outbox"} <= {each["table"] for each in told["records"]}
    assert any(NOTE.encode() in mail for mail in mails)

"""A partner answers their statement in plain words: that line waits, the rest is paid, a person decides."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.mail.reader import Reader
from bot.money.paydays import Paydays
from storage.database import Database
from storage.objections import Objections
from storage.payouts import Batches
from tests.builders import program
from tests.conftest import StillClock
from tests.rigs.desk import SAM
from tests.rigs.earning import INES, PAYDAY, PREVIEW, earn, line, morning
from tests.rigs.postroom import Postroom, open_postroom
from workflows.almanac import BatchDay
from workflows.commission.payout_messages import RefreshBatch, SettleObjection

CARD = "objection:"


@pytest.fixture
async def room(database_url: str, reader: Reader, clock: StillClock) -> AsyncIterator[Postroom]:
    """Northwind has a statement with two lines in its hands."""
    database = Database(database_url)
    database.migrate()
    async with open_postroom(database, program(), clock, reader=reader) as opened:
        await earn(opened.engine, line("a", "75"), line("b", "25"))
        await opened.engine.handle(RefreshBatch(PAYDAY, begins=True), "begin")
        clock.move(morning(PREVIEW) - clock.now())
        await Paydays(opened.engine, program()).day(BatchDay(PAYDAY, PREVIEW), PREVIEW)
        await opened.settle()
        yield opened


async def held(room: Postroom) -> frozenset[str]:
    return await room.engine.ask(lambda session: Objections(session).open_keys())


async def paid_lines(room: Postroom) -> list[tuple[str, ...]]:
    record = await room.engine.ask(lambda session: Batches(session).get(f"payday:{PAYDAY}"))
    assert record
    return [payout.lines for payout in record.batch.payouts]


async def test_line_2_looks_wrong_holds_line_2_alone(room: Postroom, clock: StillClock) -> None:
    (statement,) = room.post.to(SAM)
    await room.write("Hi Dana,\n\nline 2 looks wrong.\n\nSam", reply_to=statement)
    assert await held(room) == {"b"}
    assert await paid_lines(room) == [("a",)]
    answer = room.post.to(SAM)[-1]
    assert answer["subject"] == f"Re: {statement['subject']}"
    assert answer["in_reply_to"] == "m1@northwind.example"
    assert "line 2, Bonus, £25.00" in answer["text"]
    (card,) = room.wall.keys(CARD)
    assert "line 2 looks wrong." in room.wall.shown(card)
    clock.move(timedelta(hours=1))
    await room.handle(SettleObjection("b", INES, "It is what we agreed on."), "release")
    told = room.post.to(SAM)[-1]
    assert told["in_reply_to"] == "m1@northwind.example"
    assert "It is what we agreed on." in told["text"]
    assert await paid_lines(room) == [("a", "b")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("words", ["Something looks wrong here.", "line 7 looks wrong", "line 2?"])
async def test_what_is_not_sure_goes_to_a_person_and_holds_nothing(room: Postroom, words: str) -> None:
    (statement,) = room.post.to(SAM)
    await room.write(words, reply_to=statement)
    assert await held(room) == frozenset()
    assert room.wall.keys("held:") == ["held:1"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("sender", "proof"), [("k.vogel@vogel-partner.example", "pass"), (SAM, "fail"), (SAM, "")]
)
async def test_nobody_else_and_no_forged_mail_holds_a_line(room: Postroom, sender: str, proof: str) -> None:
    (statement,) = room.post.to(SAM)
    await room.write("line 2 looks wrong", reply_to=statement, sender=sender, proof=proof)
    assert await held(room) == frozenset()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_same_words_twice_hold_once(room: Postroom) -> None:
    (statement,) = room.post.to(SAM)
    for words in ("line 2 looks wrong", "as I said, line 2 looks wrong"):
        await room.write(words, reply_to=statement)
    assert await held(room) == {"b"}
    assert len(room.wall.keys(CARD)) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_thanks_in_reply_to_a_statement_holds_nothing(room: Postroom) -> None:
    (statement,) = room.post.to(SAM)
    await room.write("Thank you, all good!", reply_to=statement)
    assert await held(room) == frozenset()

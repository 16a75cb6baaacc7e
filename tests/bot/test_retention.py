"""Words that are older than their period are forgotten by the clock; facts, money and the log stay."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.mail.reader import Reader
from bot.upkeep.retention import RetentionTable, forget_old, retention_kind
from storage.audit import Audit
from storage.database import Database
from storage.erasure import TOMBSTONE
from storage.history import History
from storage.inbound import Inbound
from storage.invariants import broken, check
from storage.mail_tables import HeldMailRow, InboundRow, OutboxRow
from storage.retention import Due, Retention
from storage.tables import ReferralRow
from tests.builders import program
from tests.conftest import StillClock
from tests.rigs.postroom import Postroom, forward, open_postroom

DAY = timedelta(days=1)
YEAR = RetentionTable(mails_days=365, questions_days=365, messages_days=365).periods


@pytest.fixture
async def room(database: Database, clock: StillClock, reader: Reader) -> AsyncIterator[Postroom]:
    async with open_postroom(database, program(), clock, reader=reader) as opened:
        yield opened


def facts(session: Session) -> list[tuple[Any, ...]]:
    """What must stay: referrals, states of mails."""
    queries = (
        select(ReferralRow.id, ReferralRow.prospect, ReferralRow.stage).order_by(ReferralRow.id),
        select(InboundRow.id, InboundRow.outcome, InboundRow.received_at).order_by(InboundRow.id),
    )
    return [tuple(row) for query in queries for row in session.execute(query)]


async def test_old_words_go_and_what_is_younger_or_waits_stays(room: Postroom) -> None:
    old = await room.write(forward(), subject="Fwd: Payroll")
    waits = await room.write("hello there", sender="who@bureau.example", name="Who")
    room.clock.move(400 * DAY)
    young = await room.write(forward("Kim Lee <kim@other.example>", "Other Ltd"), subject="Fwd: Rota")
    before = await room.engine.ask(facts)
    due = await room.engine.ask(lambda session: Retention(session).due(room.clock.now(), YEAR))
    assert (due.mails, due.questions) == ((old,), ())
    assert await forget_old(room.engine, YEAR) == (1, 0, len(due.messages))
    assert await forget_old(room.engine, YEAR) == (0, 0, 0)
    raws = await room.engine.ask(lambda session: Inbound(session).raws([old, waits, young]))
    assert [raw == TOMBSTONE for raw in raws] == [True, False, False]
    assert await room.engine.ask(facts) == before
    words = OutboxRow.payload["text"].as_string()
    said = await room.engine.ask(lambda s: s.scalars(select(words).order_by(OutboxRow.id)).all())
    assert ("[erased]" in said, any("Jane" in each for each in said)) == (True, False)
    assert any("Kim" in each for each in said)
    assert await room.engine.ask(lambda session: broken(check(session, room.clock.now()))) == ()
    logged = await room.engine.ask(lambda s: History(s).of_kind("retention", "WordsForgotten"))
    assert [entry.data["mails"] for entry in logged] == [1]
    await room.engine.unit(lambda session, now: Audit(session).seal(now))
    assert (await room.engine.ask(lambda session: Audit(session).check(room.clock.now()))).wrong == ()


async def test_the_card_of_a_decided_mail_loses_its_words_too(room: Postroom) -> None:
    number = await room.write("hello there, Jane Doe needs you", sender="who@bureau.example", name="Who")
    held = select(HeldMailRow.content)
    assert "Jane" in str(await room.engine.ask(lambda session: session.scalars(held).one()))
    await room.engine.unit(lambda session, _now: Retention(session).forget(Due(mails=(number,))))
    left = str(await room.engine.ask(lambda session: session.scalars(held).one()))
    assert [word for word in ("Jane", "who@", "hello") if word in left] == []


def test_it_happens_once_a_night_and_once_after_days_away() -> None:
    kind = retention_kind(None, YEAR, "Europe/Berlin")  # type: ignore[arg-type]
    monday = datetime(2026, 3, 2, 12, tzinfo=UTC)
    (run,) = kind.between(monday - 5 * DAY, monday)
    assert run.key == "retention:2026-03-02"
    assert kind.between(run.at, monday) == ()


async def test_without_periods_nothing_is_forgotten(room: Postroom) -> None:
    await room.write(forward(), subject="Fwd: Payroll")
    room.clock.move(4000 * DAY)
    assert await forget_old(room.engine, RetentionTable().periods) == (0, 0, 0)

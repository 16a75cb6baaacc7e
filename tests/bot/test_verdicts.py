"""A conflict decided by several people at once, on both databases: one verdict stands."""

from __future__ import annotations

import asyncio

from bot.engine import Engine
from bot.voice import Voice
from storage.database import Database
from storage.history import History
from storage.outbox import Outbox
from storage.referrals import Referrals
from tests.builders import AISHA, DANA, introduction, other_partner, partner, program
from tests.conftest import StillClock
from workflows.commands import AddPartner, DecideConflict
from workflows.events import ReferralContested, ReferralRegistered


async def test_of_verdicts_given_at_once_exactly_one_stands(database: Database, clock: StillClock) -> None:
    engine = Engine(database, program(), Voice(program()), clock)
    for one in (partner(), other_partner()):
        await engine.handle(AddPartner(one, DANA), f"add:{one.id}")
    outcome = await engine.handle(introduction(), "mail:1")
    first = next(e.about for e in outcome.events if isinstance(e, ReferralRegistered))
    katrin = other_partner()
    outcome = await engine.handle(introduction(partner=katrin, contact=katrin.contacts[0]), "mail:2")
    second = next(e.about for e in outcome.events if isinstance(e, ReferralContested))
    verdicts = (
        DecideConflict(second, "keep", DANA),
        DecideConflict(second, "give", AISHA),
        DecideConflict(second, "split", DANA, 6_000),
        DecideConflict(second, "give", DANA),
    )
    await asyncio.gather(*(engine.handle(one, f"click:{n}") for n, one in enumerate(verdicts)))
    log = await engine.ask(lambda session: History(session).of_kind(second, "ConflictDecided"))
    assert len(log) == 1
    states = {
        "keep": ("registered", "rejected"),
        "give": ("superseded", "registered"),
        "split": ("registered", "shared"),
    }
    kept, given = await engine.ask(
        lambda session: tuple(Referrals(session).get(each) for each in (first, second))
    )
    assert kept
    assert given
    assert (kept.registration, given.registration) == states[log[0].data["verdict"]]
    told = await engine.ask(lambda session: Outbox(session).waiting()[0])
    assert told > 0
    engine.close()

"""Thousands of changes told to a real database, in any order and some twice, end as they happened."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from bot.clock import Clock
from bot.connectors.base import Crm
from bot.connectors.crm_ear import CrmEar
from bot.engine import Engine
from bot.voice import Voice
from storage.crm import CrmLinks
from storage.database import Database
from storage.referrals import Referrals
from tests.builders import AISHA, MARCO, introduction, partner, program, prospect
from tests.conftest import StillClock
from tests.rigs.crm import RULES, last, shuffled, story
from workflows.commands import AddPartner, ClaimReferral
from workflows.crm_messages import CrmChange, NoteRecords
from workflows.events import ReferralRegistered
from workflows.model import Person

PEOPLE = {one.email: one for one in (MARCO, AISHA)}


async def who_is(address: str) -> Person | None:
    return PEOPLE.get(address)


async def test_changes_in_any_order_are_kept_as_they_happened(
    migrated_file: Path, tmp_path: Path, clock: StillClock
) -> None:
    """A thousand here, ten thousand in `make chaos`, and in memory in tests/workflows/test_crm.py."""
    database = Database(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'desk.db')}")
    assert await told_in_any_order(database, clock, versions=50, seed=3) == 1_000


async def told_in_any_order(database: Database, clock: Clock, *, versions: int, seed: int) -> int:
    """So many changes of each of twenty deals; gives how many that were."""
    engine = Engine(database, ours := program(crm=RULES), Voice(ours), clock)
    await engine.handle(AddPartner(partner(), Person("a test")), "add")
    deals: dict[str, str] = {}
    for number in range(20):
        who = prospect(email=f"jane@co{number}.example", company=f"Co {number}")
        outcome = await engine.handle(introduction(who), f"mail:{number}")
        about = next(e.about for e in outcome.events if isinstance(e, ReferralRegistered))
        await engine.handle(ClaimReferral(about, MARCO), f"claim:{number}")
        left = CrmChange(str(number), -1, "s-new", owner_email=MARCO.email)  # as we have made it there
        await engine.handle(NoteRecords(about, deal=str(number), left=left), f"deal:{number}")
        deals[str(number)] = about
    told = story(list(deals), versions=versions, seed=seed)
    mixed = shuffled(told, seed=seed + 1)
    ear = CrmEar(engine, cast(Crm, None), clock, who_is, timedelta(minutes=5))
    for start in range(0, len(mixed), 50):
        await ear.hear(mixed[start : start + 50])
    in_the_end = last(told)
    for deal, about in deals.items():
        referral, link = await engine.ask(_both(about))
        assert link.heard == in_the_end[deal]
        assert referral.owner == PEOPLE[in_the_end[deal].owner_email]
        if not link.waits:
            assert referral.stage == RULES.meaning(in_the_end[deal].stage)
            assert referral.deal == (in_the_end[deal].amount if referral.stage == "closed_won" else None)
    engine.close()
    return len(told)


def _both(about: str) -> Any:
    return lambda session: (Referrals(session).get(about), CrmLinks(session).get(about))

"""First contacts, counted by whether they came in time."""

from __future__ import annotations

from datetime import timedelta

from prometheus_client import REGISTRY

from bot.upkeep.kept_promises import count_promises
from storage.database import Database
from storage.referrals import Referrals
from tests.builders import introduction
from tests.conftest import StillClock
from tests.rigs.books import open_books
from workflows.events import PromiseBroken, ReferralRegistered, StageMoved


def counted(kept: str) -> float:
    return REGISTRY.get_sample_value("referral_desk_promises_total", {"kept": kept}) or 0


async def test_first_contacts_in_time_and_promises_that_were_broken_are_counted(
    sqlite: Database, clock: StillClock
) -> None:
    books, before = await open_books(sqlite, clock), (counted("yes"), counted("no"))
    outcome = await books.handle(introduction(mail_id=None), "intro")
    about = next(one.about for one in outcome.events if isinstance(one, ReferralRegistered))
    lead = await books.engine.ask(lambda session: Referrals(session).get(about))
    assert lead
    assert lead.promised_at
    moved = ("contacted", "registered", "Marco", True)
    events = (
        StageMoved(about, lead.promised_at, *moved),
        StageMoved(about, lead.promised_at + timedelta(minutes=1), *moved),
        PromiseBroken(about, clock.now(), "", ""),
    )
    await books.engine.ask(lambda session: count_promises(session, events, ""))
    assert (counted("yes"), counted("no")) == (before[0] + 1, before[1] + 1)
    books.engine.close()

"""Two hundred people click Claim at the same moment, on two replicas over PostgreSQL: one of them has it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.history import History
from storage.referrals import Referrals
from storage.tables import HandledRow
from tests.builders import DANA, introduction, partner
from tests.conftest import StillClock
from tests.rigs.replicas import ManyDoors, Replica, open_replicas
from tests.rigs.slack_validator import payload_faults
from workflows.commands import AddPartner
from workflows.events import ReferralRegistered

SALES = "sales-referrals"
CLICKS = 200
EVERYBODY_CLAIMS = """
[program]
currency = "GBP"

[[managers]]
name = "Dana Reyes"
email = "dana.reyes@vendor.example"
"""  # with no [[reps]], every member of the workspace may claim


def let_in_a_crowd(slack: ManyDoors) -> list[str]:
    """New colleagues, all of them in the sales channel."""
    team = slack.app.team_id
    crowd = [
        slack.workspace.add_user(f"rep{n}", f"Rep {n}", email=f"rep{n}@vendor.example", team_id=team).id
        for n in range(CLICKS)
    ]
    slack.workspace.channel(SALES).members.extend(crowd)
    return crowd


async def announced(replica: Replica) -> str:
    """A lead whose card stands in the channel."""
    await replica.engine.handle(AddPartner(partner(), DANA), "add")
    outcome = await replica.engine.handle(introduction(), "mail:1")
    await delivered(replica)
    return next(e.about for e in outcome.events if isinstance(e, ReferralRegistered))


async def all_decided(replica: Replica) -> None:
    """A click that a busy machine could not ack in three seconds shows as failed, but counts all the same."""
    clicks = select(func.count()).where(HandledRow.key.like("slack:%:referral:claim:%"))
    async with asyncio.timeout(60):
        while await replica.engine.ask(lambda session: session.scalar(clicks)) != CLICKS:
            await asyncio.sleep(0.05)


async def delivered(*replicas: Replica) -> None:
    while sum(await asyncio.gather(*(replica.delivery.run_once() for replica in replicas))):
        pass


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_of_two_hundred_concurrent_claims_exactly_one_wins_and_all_others_learn_who(
    database_url: str, tmp_path: Path, clock: StillClock
) -> None:
    (tmp_path / "referral-desk.toml").write_text(EVERYBODY_CLAIMS)
    slack = ManyDoors(validate=payload_faults, ack_timeout_s=60.0)
    async with (
        slack,
        open_replicas(slack, database_url, tmp_path, clock) as replicas,
    ):
        slack.doors = [replica.door for replica in replicas]
        crowd = let_in_a_crowd(slack)
        tracking_id = await announced(replicas[0])
        card = slack.workspace.visible(SALES)[0]

        await asyncio.gather(*(slack.slash(who, SALES, "/lead", "help") for who in crowd))  # known by now
        await asyncio.gather(*(slack.click(who, SALES, card.ts, "referral:claim") for who in crowd))
        await all_decided(replicas[0])
        await delivered(*replicas)

        lead = await replicas[1].engine.ask(lambda session: Referrals(session).get(tracking_id))
        log = await replicas[1].engine.ask(lambda session: History(session).about(tracking_id, limit=1000))
        assert lead
        assert lead.owner
        winner = lead.owner
        assert [e.data["slack_id"] for e in log if e.kind == "ReferralClaimed"] == [winner.slack_id]
        whispers = (m for m in slack.workspace.messages[card.channel] if m.ephemeral_to and "took" in m.text)
        told = {m.ephemeral_to: m.text for m in whispers}
        assert set(told) == set(crowd) - {winner.slack_id}
        assert len(told) == CLICKS - 1
        assert set(told.values()) == {f"{winner.name} took Acme Ltd 0 s ago. The next one is yours!"}
        assert f"{winner.name} has Acme Ltd" in str(card.blocks)

"""How fast Slack hears back, with 100,000 referrals stored."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import timedelta
from pathlib import Path
from statistics import quantiles

from sqlalchemy import insert

from bot.clock import Clock
from storage.database import Database
from storage.partners import Partners
from storage.tables import AccountRow, ReferralRow
from tests.builders import MONDAY, introduction, partner, prospect
from tests.rigs.office import Office, open_office
from workflows.events import ReferralRegistered

STORED = 100_000
CLICKS = 200
PER_SECOND = 20


async def measure() -> list[tuple[str, str, str]]:
    """Two rows: a claim, and a status question, each as Slack sees it over Socket Mode."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'desk.db'}")
        database.migrate()
        _fill(database)
        async with open_office(database, Path(folder), Clock()) as office:
            claims = await _claims(office)
            questions = await _questions(office)
            office.engine.close()
    return [
        (f"Ack of a claim, {STORED:,} referrals stored", _percentiles(claims), "p99 < 100 ms"),
        (f"Answer to /partner status, {STORED:,} referrals stored", _percentiles(questions), "p99 < 100 ms"),
    ]


async def _claims(office: Office) -> list[float]:
    for number in range(CLICKS):
        who = prospect(email=f"jane@fresh{number}.example", company=f"Fresh {number}")
        outcome = await office.engine.handle(introduction(who), f"bench:{number}")
        assert isinstance(outcome.events[0], ReferralRegistered)
    await office.deliver()
    took = []
    for message in office.posts("sales-referrals"):
        ack = await office.slack.click("marco", "sales-referrals", message.ts, "referral:claim")
        took.append(ack.elapsed_s)
        await asyncio.sleep(1 / PER_SECOND)
    return took


async def _questions(office: Office) -> list[float]:
    took = []
    for number in range(CLICKS):
        result = await office.slack.slash("dana", "sales-referrals", "/partner", f"status company {number}")
        took.append(result.elapsed_s)
    return took


def _percentiles(took: list[float]) -> str:
    found = quantiles(took, n=100)
    return f"p50 {1000 * found[49]:.0f} ms, p99 {1000 * found[98]:.0f} ms ({len(took)})"


def _fill(database: Database) -> None:
    """1,000 partners with 100 referrals each."""
    with database.write() as session:
        Partners(session).add(partner(), MONDAY)
        for number in range(1000):
            one = partner(f"P-B{number}", company=f"Company {number}", contacts=(), domains=())
            Partners(session).add(one, MONDAY)
        accounts = [{"key": f"domain:old{n}.example", "since": MONDAY} for n in range(STORED)]
        session.execute(insert(AccountRow), accounts)
        session.execute(insert(ReferralRow), [_row(n) for n in range(STORED)])


def _row(number: int) -> dict[str, object]:
    at = MONDAY - timedelta(minutes=number)
    return {
        "id": f"R-B{number}",
        "partner_id": f"P-B{number % 1000}",
        "account": f"domain:old{number}.example",
        "prospect": {"name": "Jane", "email": f"jane@old{number}.example", "found": {}},
        "title": f"Old {number}",
        "note": "",
        "contact_email": "sam@northwind.example",
        "contact_name": "Sam",
        "received_at": at,
        "registered_at": at,
        "registration": "registered",
        "owner_name": "Marco Bianchi",
        "owner_email": "marco.bianchi@vendor.example",
        "owner_slack_id": "U0MARCO",
        "claimed_at": at,
        "stage": ("contacted", "closed_won", "closed_lost")[number % 3],
        "stage_at": at,
        "protected_until": at,
        "promised_at": at,
        "language": "en",
        "thread": [],
        "subject": "",
        "version": 0,
    }

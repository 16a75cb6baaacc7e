"""What the outside may do to us at length: made-up requests, and a CRM that tells everything in any order."""

from __future__ import annotations

import tempfile
from pathlib import Path

from storage.database import Database
from tests.api.made_up import made_up
from tests.api.rig import open_doorstep
from tests.conftest import StillClock
from tests.connectors.test_crm_order import told_in_any_order

EXAMPLES = 150  # of each operation of the API
VERSIONS = 500  # of each of twenty deals


async def api(seed: int) -> str:
    """What is not as the API's description says; "" when all is."""
    with tempfile.TemporaryDirectory(prefix="api") as folder:
        async with open_doorstep(_database(Path(folder)), Path(folder), StillClock()) as step:
            return await made_up(step.url, step.token, Path(folder), examples=EXAMPLES, seed=seed)


async def crm(seed: int) -> int:
    """Ten thousand changes; gives how many, and fails when one of them got the better of a later one."""
    with tempfile.TemporaryDirectory(prefix="crm") as folder:
        return await told_in_any_order(_database(Path(folder)), StillClock(), versions=VERSIONS, seed=seed)


def _database(folder: Path) -> Database:
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    database.migrate()
    return database

"""The API does what its description says: schemathesis makes requests up from it, and checks the answers."""

from __future__ import annotations

import shutil
from pathlib import Path

from storage.database import Database
from tests.api.made_up import made_up
from tests.api.rig import open_doorstep
from tests.conftest import StillClock


async def test_no_request_made_up_from_the_description_breaks_the_api(
    tmp_path: Path, migrated_file: Path, clock: StillClock
) -> None:
    """Some of each; `make chaos` makes many more up."""
    database = Database(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'desk.db')}")
    async with open_doorstep(database, tmp_path, clock) as step:
        assert await made_up(step.url, step.token, tmp_path, examples=6, phases="examples,fuzzing") == ""

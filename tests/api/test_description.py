"""The API does what its description says: schemathesis makes requests up from it, and checks the answers."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from storage.database import Database
from tests.api.rig import open_doorstep
from tests.conftest import StillClock


async def test_no_request_made_up_from_the_description_breaks_the_api(
    tmp_path: Path, clock: StillClock
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    database.migrate()
    async with open_doorstep(database, tmp_path, clock) as step:
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "run", f"{step.url}/api/v1/openapi.json"),
            *("--header", f"Authorization: Bearer {step.token}", "--max-examples", "12", "--seed", "7"),
            *("--phases", "examples,coverage,fuzzing", "--no-color", "--suppress-health-check", "all"),
            # That a currency exists and that somebody is named is more than the description can say.
            *("--exclude-checks", "unsupported_method,positive_data_acceptance"),
        ]
        run = await asyncio.create_subprocess_exec(
            *command, cwd=tmp_path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        said, _ = await run.communicate()
    assert run.returncode == 0, said.decode()[-6000:]

"""Requests made up from the API's own description, by schemathesis; it checks the answers, too."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

EVERYTHING = "examples,coverage,fuzzing"


async def made_up(
    url: str, token: str, folder: Path, *, examples: int, phases: str = EVERYTHING, seed: int = 7
) -> str:
    """What it complains of; "" when all is as described. `examples` are for each operation."""
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "run", f"{url}/api/v1/openapi.json"),
        *("--header", f"Authorization: Bearer {token}", "--max-examples", str(examples), "--seed", str(seed)),
        *("--phases", phases, "--no-color", "--suppress-health-check", "all"),
        # That a currency exists and that somebody is named is more than the description can say.
        *("--exclude-checks", "unsupported_method,positive_data_acceptance"),
    ]
    run = await asyncio.create_subprocess_exec(
        *command, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await run.communicate()
    return said.decode()[-6000:] if run.returncode else ""

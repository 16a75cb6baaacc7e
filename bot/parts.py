"""The parts of the running bot: one process has all of them, or each replica only some."""

from __future__ import annotations

from importlib.metadata import version as installed
from typing import Literal, get_args

from workflows.errors import BadInput

Part = Literal["intake", "delivery", "clock", "slack", "http"]
PARTS: tuple[Part, ...] = get_args(Part)


def version() -> str:
    """Which release this is, as pyproject.toml has it."""
    return installed("referral-desk")


def parts_of(only: str, database_url: str) -> tuple[Part, ...]:
    """What `--only intake,delivery` names, all parts when it names none; `BadInput` when it cannot be."""
    wanted = {word.strip() for word in only.split(",")} - {""}
    if unknown := wanted - set(PARTS):
        raise BadInput(f"--only {', '.join(sorted(unknown))}: the parts are {', '.join(PARTS)}.")
    if wanted and database_url.startswith("sqlite"):
        raise BadInput("--only needs PostgreSQL (REFERRAL_DESK_DATABASE_URL): SQLite is for one process.")
    return tuple(part for part in PARTS if not wanted or part in wanted)

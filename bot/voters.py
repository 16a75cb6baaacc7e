"""A further voter on what partners mean, such as a language model; off unless the TOML file names one.

It sees the words and the closed list of intents, and says which it hears. All it can do is stop us: where it
disagrees with rules and classifier, a person answers. It never names a referral, an amount or an opt-out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol

import aiohttp
import structlog
from pydantic import BaseModel, ConfigDict, Field

from bot.talking import Turn

INTENTS = (
    "referral_status", "status_overview", "payout_query", "payout_dispute", "submit_referral",
    "update_referral",
    "withdraw_referral", "nudge_accept", "nudge_later", "nudge_decline", "opt_out", "program_question",
    "complaint", "human_request", "auto_reply", "smalltalk", "select_option", "unclear",
)  # fmt: skip
ALIKE = (  # what a voter may mix up without a person having to look
    frozenset({"referral_status", "status_overview", "select_option"}),
    frozenset({"payout_query", "payout_dispute"}),
)
LONGEST = 4000

log = structlog.get_logger()


class Voter(Protocol):
    """Says which intents it hears in some words."""

    async def vote(self, words: str) -> Collection[str] | None:
        """Names from INTENTS; None when it cannot say, and then it has no vote."""


class VoterTable(BaseModel):
    """`[conversation]`: the further voter, if any."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    voter: Literal["", "http"] = ""
    voter_url: str = Field("", pattern=r"^$|^https?://[^\s]+$")
    voter_timeout_seconds: float = Field(3.0, gt=0, le=30)


@dataclass(frozen=True, slots=True)
class HttpVoter:
    """Posts {"words": …, "intents": […]} to a service of yours, and reads {"intents": […]} back."""

    url: str
    timeout_s: float

    async def vote(self, words: str) -> Collection[str] | None:
        """None when the service is slow, away or says something else."""
        asked = {"words": words[:LONGEST], "intents": list(INTENTS)}
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self.timeout_s)) as session,
                session.post(self.url, json=asked) as answer,
            ):
                said: Any = await answer.json()
        except (aiohttp.ClientError, TimeoutError, ValueError) as away:
            log.warning("voter.away", error=type(away).__name__)
            return None
        found = said.get("intents") if isinstance(said, dict) else None
        return [each for each in found if each in INTENTS] if isinstance(found, list) else None


VOTERS: Mapping[str, Callable[[VoterTable], Voter]] = {
    "http": lambda table: HttpVoter(table.voter_url, table.voter_timeout_seconds),
}


def voter_of(table: VoterTable) -> Voter | None:
    """The one that is named; None while nobody is."""
    return VOTERS[table.voter](table) if table.voter and table.voter_url else None


async def second(turn: Turn, words: str, voter: Voter | None) -> Turn:
    """The same turn where the voter agrees or has no vote; else a person's."""
    if voter is None or turn.kind == "person":
        return turn
    heard = await voter.vote(words)
    if not heard or _agree(set(turn.understood.intents), set(heard)):
        return turn
    return replace(turn, kind="person", parts=(), commands=(), talk=None)


def _agree(ours: set[str], theirs: set[str]) -> bool:
    return bool(ours & theirs) or any(ours & alike and theirs & alike for alike in ALIKE)

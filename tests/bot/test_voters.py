"""A further voter can only stop us: it never adds anything, and its absence changes nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.talking import Turn
from bot.voters import HttpVoter, VoterTable, second, voter_of
from workflows.conversation.reading import Question, Reading

TURN = Turn("answer", Reading((Question("referral_status", ("R-1",)),)), refs=("R-1",))


@dataclass(frozen=True)
class Says:
    heard: Collection[str] | None

    async def vote(self, words: str) -> Collection[str] | None:
        return self.heard


@pytest.mark.parametrize(
    ("heard", "kind"),
    [
        (["referral_status"], "answer"),
        (["status_overview"], "answer"),
        (["complaint"], "person"),
        (["opt_out", "payout_query"], "person"),
        (None, "answer"),
        ([], "answer"),
    ],
)
async def test_who_disagrees_sends_it_to_a_person(heard: list[str] | None, kind: str) -> None:
    assert (await second(TURN, "any news?", Says(heard))).kind == kind


async def test_what_is_for_a_person_stays_so() -> None:
    turn = Turn("person", Reading((Question("unclear"),)))
    assert await second(turn, "hm", Says(["referral_status"])) == turn


async def test_nobody_votes_unless_the_toml_file_names_one() -> None:
    assert voter_of(VoterTable()) is None
    assert voter_of(VoterTable(voter="http", voter_url="https://model.example/vote")) is not None


async def test_a_service_votes_over_http_and_only_with_names_from_the_list() -> None:
    async def vote(request: web.Request) -> web.Response:
        asked = await request.json()
        assert asked["words"] == "any news?"
        return web.json_response({"intents": ["complaint", "R-7K3M-9Q", "pay 500"]})

    app = web.Application()
    app.router.add_post("/vote", vote)
    async with TestServer(app) as server:
        assert await HttpVoter(str(server.make_url("/vote")), 3).vote("any news?") == ["complaint"]
        assert await HttpVoter(str(server.make_url("/gone")), 3).vote("any news?") is None

"""A further voter can only stop us: it never adds anything, and its absence changes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import ValidationError

from bot.conversation.hearing import is_stop
from bot.conversation.talking import Turn
from bot.conversation.voters import INTENTS, ChatVoter, HttpVoter, VoterTable, second, voter_of
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
        (["referral_status", "opt_out"], "person"),
    ],
)
async def test_who_disagrees_sends_it_to_a_person(heard: list[str] | None, kind: str) -> None:
    assert (await second(TURN, "any news?", Says(heard))).kind == kind


async def test_what_is_for_a_person_stays_so() -> None:
    turn = Turn("person", Reading((Question("unclear"),)))
    assert await second(turn, "hm", Says(["referral_status"])) == turn


async def test_a_voter_names_no_referral_no_amount_and_no_opt_out() -> None:
    stopped = await second(TURN, "any news?", Says(["opt_out", "R-7K3M-9Q", "pay 500"]))
    assert (stopped.kind, stopped.parts, stopped.commands) == ("person", (), ())
    assert (stopped.understood, stopped.refs) == (TURN.understood, TURN.refs)
    assert not is_stop(stopped.understood)


async def test_nobody_votes_unless_the_toml_file_names_one() -> None:
    assert voter_of(VoterTable()) is None
    with pytest.raises(ValidationError, match="voter_model"):
        VoterTable(voter="chat", voter_url="https://model.example/v1/chat/completions")
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


def chat(content: object) -> dict[str, object]:
    return {"choices": [{"message": {"role": "assistant", "content": content}}]}


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        (chat('{"intents": ["payout_query", "R-7K3M-9Q", "500 EUR"]}'), ["payout_query"]),
        (chat('{"intents": []}'), []),
        (chat("The partner asks for money."), None),
        (chat('{"intents": "payout_query"}'), None),
        (chat(None), None),
        ({"error": {"message": "overloaded"}}, None),
        ({"choices": []}, None),
        (chat('{"intents": ["payout_query"]}' + " " * 30_000), None),
    ],
)
async def test_a_language_model_votes_in_the_shape_of_chat_completions(said: object, heard: object) -> None:
    asked: list[tuple[str, dict[str, Any]]] = []

    async def complete(request: web.Request) -> web.Response:
        asked.append((request.headers.get("Authorization", ""), await request.json()))
        return web.json_response(said)

    app = web.Application()
    app.router.add_post("/v1/chat/completions", complete)
    async with TestServer(app) as server:
        voter = ChatVoter(str(server.make_url("/v1/chat/completions")), "small", 15, "secret")
        assert await voter.vote("and the payout? " + "x" * 9_000) == heard
    ((authorization, body),) = asked
    assert (authorization, body["model"], body["temperature"]) == ("Bearer secret", "small", 0)
    system, user = body["messages"]
    assert (system["role"], user["role"], len(user["content"])) == ("system", "user", 4000)
    assert all(intent in system["content"] for intent in INTENTS)
    assert "secret" not in repr(voter)


@pytest.mark.parametrize("status", [302, 429, 500])
async def test_a_model_that_refuses_or_sends_us_elsewhere_has_no_vote(status: int) -> None:
    async def refuse(request: web.Request) -> web.Response:
        there = {"Location": "http://127.0.0.1:1/elsewhere"} if status == 302 else {}
        return web.json_response(chat('{"intents": ["complaint"]}'), status=status, headers=there)

    app = web.Application()
    app.router.add_post("/", refuse)
    async with TestServer(app) as server:
        assert await ChatVoter(str(server.make_url("/")), "small", 15).vote("any news?") is None


async def test_a_model_that_never_answers_is_waited_for_no_longer_than_set() -> None:
    asleep, done = asyncio.Event(), asyncio.Event()

    async def dream(request: web.Request) -> web.Response:
        asleep.set()
        await done.wait()
        return web.json_response({})

    app = web.Application()
    app.router.add_post("/", dream)
    async with TestServer(app) as server:
        voter = ChatVoter(str(server.make_url("/")), "small", 0.2)
        assert await asyncio.wait_for(second(TURN, "any news?", voter), 15) == TURN
        assert asleep.is_set()
        done.set()

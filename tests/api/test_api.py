"""The REST API, over HTTP, on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from storage.database import Database
from tests.api.rig import Doorstep, open_doorstep
from tests.conftest import StillClock
from workflows.commands import ClaimReferral
from workflows.model import Person

JANE = {"name": "Jane Doe", "email": "jane@acme.example", "company": "Acme Ltd"}
BODY = {"partner": "sam@northwind.example", "prospect": JANE, "note": "Wants a call."}


@pytest.fixture
async def step(database: Database, tmp_path: Path, clock: StillClock) -> AsyncIterator[Doorstep]:
    async with open_doorstep(database, tmp_path, clock) as opened:
        yield opened


async def register(step: Doorstep, key: str = "one", body: Any = BODY) -> tuple[int, Any]:
    return await step.call("POST", "/api/v1/referrals", body, Idempotency_Key=key)


async def test_a_program_registers_a_referral_and_repeats_itself_without_harm(step: Doorstep) -> None:
    status, first = await register(step)
    again = await register(step)
    assert (status, first["prospect"]["company"], first["stage"]) == (201, "Acme Ltd", "registered")
    assert again == (200, first)
    _, listed = await step.call("GET", "/api/v1/referrals")
    assert [one["id"] for one in listed["items"]] == [first["id"]]


async def test_two_at_once_under_one_key_register_once(step: Doorstep) -> None:
    answers = await asyncio.gather(*(register(step) for _ in range(8)))
    assert sorted(status for status, _ in answers) == [200] * 7 + [201]
    assert len({body["id"] for _, body in answers}) == 1


async def test_the_same_prospect_under_another_key_is_merged(step: Doorstep) -> None:
    _, first = await register(step)
    status, second = await register(step, "two")
    assert (status, second["id"]) == (201, first["id"])


async def test_one_key_for_two_different_requests_is_a_mistake(step: Doorstep) -> None:
    await register(step)
    other = {**BODY, "prospect": {"company": "Globex"}}
    status, said = await register(step, "one", other)
    assert (status, "Idempotency-Key" in said["detail"]) == (422, True)


async def test_a_referral_is_moved_with_what_its_stage_asks_for(step: Doorstep) -> None:
    _, referral = await register(step)
    path = f"/api/v1/referrals/{referral['id'].lower()}/stage"
    won = {"stage": "closed_won", "on": "2026-03-02", "deal": {"minor": 3_000_000, "currency": "EUR"}}
    status, said = await step.call("POST", path, won, Idempotency_Key="won")
    assert (status, "Nobody has Acme Ltd yet" in said["detail"]) == (409, True)
    claim = ClaimReferral(referral["id"], Person("Dana Reyes", "dana@vendor.example", "U0DANA"))
    await step.engine.handle(claim, "claim")
    _, lacks = await step.call("POST", path, {"stage": "closed_won"}, Idempotency_Key="lacks")
    assert "needs the value of the deal" in lacks["detail"]
    status, moved = await step.call("POST", path, won, Idempotency_Key="won too")
    assert (status, moved["stage"], moved["deal"]) == (200, "closed_won", won["deal"])
    repeated = await step.call("POST", path, won, Idempotency_Key="won too")
    assert repeated == (200, moved)


async def test_one_key_moves_one_referral(step: Doorstep) -> None:
    moved = []
    for number in range(2):
        _, one = await register(step, f"k{number}", {**BODY, "prospect": {"company": f"Firm {number}"}})
        await step.engine.handle(
            ClaimReferral(one["id"], Person("Dana", "dana@vendor.example", "U0")), one["id"]
        )
        path = f"/api/v1/referrals/{one['id']}/stage"
        moved.append((await step.call("POST", path, {"stage": "contacted"}, Idempotency_Key="same"))[0])
    assert moved == [200, 422]


async def test_who_may_only_write_hears_nothing_of_a_lead_that_was_there(step: Doorstep) -> None:
    _, known = await register(step)
    writer = await step.issue("referrals:write")
    body = {"partner": BODY["partner"], "prospect": {"email": JANE["email"]}}
    answer = await step.call("POST", "/api/v1/referrals", body, token=writer, Idempotency_Key="one")
    assert answer == (201, {"id": known["id"]})


async def test_lists_come_page_by_page(step: Doorstep) -> None:
    ids = set()
    for number in range(5):
        body = {"partner": "P-NORTHWIND", "prospect": {"company": f"Firm {number}"}}
        body["partner"] = BODY["partner"]
        ids.add((await register(step, f"k{number}", body))[1]["id"])
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        _, page = await step.call("GET", f"/api/v1/referrals?limit=2&after={after}")
        seen += [one["id"] for one in page["items"]]
        after = page["next"]
    assert seen == sorted(ids)
    _, partners = await step.call("GET", "/api/v1/partners?limit=1")
    _, rest = await step.call("GET", f"/api/v1/partners?after={partners['next']}")
    assert len(partners["items"]) == len(rest["items"]) == 1


@pytest.mark.parametrize(("token", "says"), [("", "no token"), ("rdt_made-up", "not known, or was revoked")])
async def test_without_a_token_nothing_is_said(step: Doorstep, token: str, says: str) -> None:
    status, said = await step.call("GET", "/api/v1/referrals", token=token)
    assert (status, said["title"], says in said["detail"]) == (401, "Unauthorized", True)
    assert await step.call("GET", "/api/v1/nothing") == (
        404,
        {
            "title": "Not Found",
            "status": 404,
            "detail": "There is nothing at this address: /api/v1/openapi.json describes what there is.",
        },
    )
    status, said = await step.call("PUT", "/api/v1/referrals/R-1")
    assert (status, said["detail"]) == (405, "This address takes GET, HEAD.")


async def test_what_no_text_has_is_taken_out_or_refused(step: Doorstep) -> None:
    prospect = {"name": "Jane\u202e Doe", "email": "jane@acme.example"}
    status, made = await register(step, body={**BODY, "prospect": prospect, "note": "Wants\0 a\u202e call."})
    assert (status, made["prospect"]["name"], made["note"]) == (201, "Jane Doe", "Wants a call.")
    assert (await step.call("GET", "/api/v1/referrals?after=%00"))[0] == 400
    for path in ("partners", "referrals"):
        assert (await step.call("GET", f"/api/v1/{path}/P-1%00"))[0] == 404


async def test_a_token_that_is_no_text_is_unknown(step: Doorstep) -> None:
    address = urlsplit(step.url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    head = b"Host: desk.example\r\nConnection: close\r\nAuthorization: Bearer \xff\r\n"
    writer.write(b"GET /api/v1/referrals HTTP/1.1\r\n" + head + b"\r\n")
    answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 401 ")


async def test_a_token_may_do_what_its_scopes_say(step: Doorstep) -> None:
    reader = await step.issue("referrals:read")
    status, said = await step.call("POST", "/api/v1/referrals", BODY, token=reader, Idempotency_Key="one")
    assert (status, "referrals:write" in said["detail"]) == (403, True)
    assert (await step.call("GET", "/api/v1/referrals", token=reader))[0] == 200


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"partner": "sam@northwind.example", "prospect": {}}, "prospect"),
        ({**BODY, "prospect": {"email": "not an address"}}, "prospect.email"),
        ({**BODY, "prospect": {"company": "A\r\nBcc: x"}}, "prospect.company"),
        ({**BODY, "prospect": {"company": "\u202e\u200b"}}, "prospect.company"),
        ({**BODY, "surprise": 1}, "surprise"),
        ([], "body"),
    ],
)
async def test_what_does_not_fit_is_named(step: Doorstep, wrong: Any, field: str) -> None:
    status, said = await register(step, body=wrong)
    assert (status, [error["field"] for error in said["errors"]]) == (422, [field])


async def test_a_partner_nobody_knows_and_a_partners_own_company_are_refused(step: Doorstep) -> None:
    status, said = await register(step, body={**BODY, "partner": "who@nowhere.example"})
    assert (status, "who@nowhere.example" in said["detail"]) == (422, True)
    own = {**BODY, "prospect": {"email": "bo@northwind.example"}}
    assert (await register(step, "own", own))[0] == 422


async def test_a_request_without_a_key_is_refused(step: Doorstep) -> None:
    status, said = await step.call("POST", "/api/v1/referrals", BODY)
    assert (status, "Idempotency-Key" in said["detail"]) == (400, True)

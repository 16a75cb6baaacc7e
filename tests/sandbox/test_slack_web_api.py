"""The Web API of the local Slack, called by the official client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.installation import Installation
from bot.sandbox.slack import LocalSlack
from tests.rigs.slack_app import client_of
from tests.rigs.slack_validator import payload_faults
from tests.sandbox.samples import actions, button, section

SALES, MANAGERS, GENERAL = "C0SALESREFE", "C0PARTNERMA", "C0GENERAL00"
DANA, MARCO = "U0DANA00000", "U0MARCO0000"


async def refusal(call: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as told:
        await call
    answer: dict[str, Any] = told.value.response.data
    return answer


async def test_auth_test_says_who_the_app_is(client: AsyncWebClient) -> None:
    assert (await client.auth_test()).data == {
        "ok": True,
        "url": "https://vendor.slack.example/",
        "team": "Vendor",
        "user": "referral-desk",
        "team_id": "T0VENDOR01",
        "user_id": "U0REFDESK1",
        "bot_id": "B0REFDESK1",
        "is_enterprise_install": False,
    }


@pytest.mark.parametrize(
    ("token", "error"),
    [
        ("xoxb-someone-else", "invalid_auth"),
        (None, "not_authed"),
        ("xapp-local-app", "not_allowed_token_type"),
    ],
)
async def test_a_wrong_token_is_refused(slack: LocalSlack, token: str | None, error: str) -> None:
    stranger = AsyncWebClient(token=token, base_url=slack.api_url)
    assert (await refusal(stranger.auth_test()))["error"] == error


async def test_answers_name_the_scopes_of_the_token(client: AsyncWebClient, slack: LocalSlack) -> None:
    assert (await client.auth_test()).headers["X-OAuth-Scopes"] == ",".join(slack.app.scopes)


async def test_a_method_without_its_scope_says_which_one_it_needs() -> None:
    app = replace(Installation(), scopes=("chat:write", "commands"))
    async with LocalSlack(app=app) as slack:
        answer = await refusal(client_of(slack).users_info(user=DANA))
    assert answer == {
        "ok": False,
        "error": "missing_scope",
        "needed": "users:read",
        "provided": "chat:write,commands",
    }


async def test_a_message_comes_back_as_slack_keeps_it(client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(
        channel=SALES,
        text="New referral",
        blocks=[actions(button())],
        metadata={"event_type": "alert", "event_payload": {"key": "alert:R-1"}},
    )
    assert answer.data == {
        "ok": True,
        "channel": SALES,
        "ts": "1800000000.000000",
        "message": {
            "user": "U0REFDESK1",
            "type": "message",
            "ts": "1800000000.000000",
            "text": "New referral",
            "team": "T0VENDOR01",
            "bot_id": "B0REFDESK1",
            "app_id": "A0REFDESK1",
            "bot_profile": {
                "id": "B0REFDESK1",
                "deleted": False,
                "name": "referral-desk",
                "updated": 0,
                "app_id": "A0REFDESK1",
                "icons": {},
                "team_id": "T0VENDOR01",
            },
            "blocks": [
                {
                    "type": "actions",
                    "block_id": "buttons",
                    "elements": [
                        {
                            "type": "button",
                            "text": {"type": "plain_text", "text": "Claim", "emoji": True},
                            "action_id": "claim",
                            "value": "R-1",
                        }
                    ],
                }
            ],
            "metadata": {"event_type": "alert", "event_payload": {"key": "alert:R-1"}},
        },
    }


async def test_json_and_form_bodies_mean_the_same(client: AsyncWebClient, slack: LocalSlack) -> None:
    sent: dict[str, Any] = {
        "channel": SALES,
        "text": "hello",
        "blocks": [section("hello")],
        "unfurl_links": False,
    }
    await client.api_call("chat.postMessage", json=sent)
    await client.chat_postMessage(**sent)
    first, second = slack.workspace.visible(SALES)
    assert (first.text, first.unfurl_links, first.blocks[0]["text"]) == (
        second.text,
        second.unfurl_links,
        second.blocks[0]["text"],
    )


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [
        ("chat.postMessage", {"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "old", "text": "x"}, "is_archived"),
        ("chat.postMessage", {"channel": "lounge", "text": "x"}, "not_in_channel"),
        ("chat.postMessage", {"channel": "board", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": SALES}, "no_text"),
        ("chat.postMessage", {"channel": SALES, "text": "x" * 40_001}, "msg_too_long"),
        ("chat.postMessage", {"channel": SALES, "text": "x", "blocks": "no"}, "invalid_blocks_format"),
        ("chat.postMessage", {"channel": SALES, "text": "x", "blocks": [section("")]}, "invalid_blocks"),
        (
            "chat.postMessage",
            {"channel": SALES, "text": "x", "blocks": [section("x")] * 51},
            "invalid_blocks",
        ),
        ("chat.postMessage", {"channel": SALES, "text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
        (
            "chat.postMessage",
            {"channel": SALES, "text": "x", "metadata": {"a": 1}},
            "invalid_metadata_format",
        ),
        ("chat.update", {"channel": SALES, "ts": "1.000001", "text": "x"}, "message_not_found"),
        ("chat.delete", {"channel": SALES, "ts": "1.000001"}, "message_not_found"),
        ("chat.postEphemeral", {"channel": MANAGERS, "user": MARCO, "text": "x"}, "user_not_in_channel"),
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
        ("users.lookupByEmail", {"email": "nobody@vendor.example"}, "users_not_found"),
        ("usergroups.users.list", {"usergroup": "S0"}, "no_such_subteam"),
        ("conversations.info", {"channel": "C0NOWHERE"}, "channel_not_found"),
        ("conversations.info", {}, "invalid_arguments"),
        ("conversations.history", {"channel": "lounge"}, "not_in_channel"),
        ("conversations.replies", {"channel": SALES, "ts": "1.000001"}, "thread_not_found"),
        ("conversations.list", {"cursor": "!"}, "invalid_cursor"),
        ("conversations.list", {"types": "secret"}, "invalid_types"),
        ("conversations.join", {"channel": "old"}, "is_archived"),
        ("views.open", {"trigger_id": "1.2.3", "view": {"type": "home", "blocks": []}}, "invalid_arguments"),
        ("bots.info", {"bot": "B0OTHER"}, "bot_not_found"),
        ("files.completeUploadExternal", {"files": [{"id": "F0"}]}, "file_not_found"),
        ("no.suchMethod", {}, "unknown_method"),
    ],
)
async def test_what_slack_refuses_is_refused_in_its_words(
    client: AsyncWebClient, slack: LocalSlack, method: str, args: dict[str, Any], error: str
) -> None:
    slack.workspace.add_channel("old", id="C0OLD", members=("referral-desk",), archived=True)
    slack.workspace.add_channel("lounge", id="C0LOUNGE")
    slack.workspace.add_channel("board", id="C0BOARD", kind="private")
    ids = {"old": "C0OLD", "lounge": "C0LOUNGE", "board": "C0BOARD"}
    if "channel" in args:
        args = args | {"channel": ids.get(args["channel"], args["channel"])}
    assert (await refusal(client.api_call(method, json=args)))["error"] == error


async def test_the_validator_says_what_is_wrong_with_blocks(client: AsyncWebClient) -> None:
    answer = await refusal(client.chat_postMessage(channel=SALES, text="x", blocks=[section("x" * 3001)]))
    assert "is too long" in answer["response_metadata"]["messages"][0]


async def test_threads_count_their_replies_and_broadcasts_reach_the_channel(client: AsyncWebClient) -> None:
    parent = await client.chat_postMessage(channel=SALES, text="parent")
    await client.chat_postMessage(channel=SALES, text="quiet", thread_ts=parent["ts"])
    await client.chat_postMessage(channel=SALES, text="loud", thread_ts=parent["ts"], reply_broadcast=True)
    history = await client.conversations_history(channel=SALES)
    replies = await client.conversations_replies(channel=SALES, ts=parent["ts"])
    assert [message["text"] for message in history["messages"]] == ["loud", "parent"]
    assert [message["text"] for message in replies["messages"]] == ["parent", "quiet", "loud"]
    assert history["messages"][1]["reply_count"] == 2
    assert history["messages"][1]["latest_reply"] == replies["messages"][2]["ts"]


async def test_history_is_cut_at_the_times_asked_for(client: AsyncWebClient) -> None:
    ts = [(await client.chat_postMessage(channel=SALES, text=str(n)))["ts"] for n in range(4)]
    between = await client.conversations_history(channel=SALES, oldest=ts[0], latest=ts[3])
    inclusive = await client.conversations_history(channel=SALES, oldest=ts[0], latest=ts[3], inclusive=True)
    assert [m["text"] for m in between["messages"]] == ["2", "1"]
    assert [m["text"] for m in inclusive["messages"]] == ["3", "2", "1", "0"]


async def test_metadata_is_told_only_when_asked_for(client: AsyncWebClient) -> None:
    metadata = {"event_type": "alert", "event_payload": {"key": "k"}}
    await client.chat_postMessage(channel=SALES, text="x", metadata=metadata)
    plain_one = (await client.conversations_history(channel=SALES))["messages"][0]
    full_one = (await client.conversations_history(channel=SALES, include_all_metadata=True))["messages"][0]
    assert ("metadata" in plain_one, full_one["metadata"]) == (False, metadata)


async def test_an_update_without_blocks_keeps_them(client: AsyncWebClient, slack: LocalSlack) -> None:
    ts = (await client.chat_postMessage(channel=SALES, text="old", blocks=[section("old")]))["ts"]
    await client.chat_update(channel=SALES, ts=ts, text="new")
    kept = list(slack.workspace.message(SALES, ts).blocks)
    await client.chat_update(channel=SALES, ts=ts, text="newer", blocks=[])
    message = slack.workspace.message(SALES, ts)
    assert (len(kept), message.text, message.blocks, message.edited_ts is not None) == (1, "newer", [], True)


async def test_nobody_elses_message_can_be_updated_or_deleted(
    client: AsyncWebClient, slack: LocalSlack
) -> None:
    ts = (await slack.say("marco", "#general", "mine")).message.ts
    assert (await refusal(client.chat_update(channel=GENERAL, ts=ts, text="x")))[
        "error"
    ] == "cant_update_message"
    assert (await refusal(client.chat_delete(channel=GENERAL, ts=ts)))["error"] == "cant_delete_message"


async def test_an_ephemeral_message_is_seen_by_its_reader_only(
    client: AsyncWebClient, slack: LocalSlack
) -> None:
    ts = (await client.chat_postEphemeral(channel=SALES, user=MARCO, text="psst"))["message_ts"]
    seen = [[m.text for m in slack.workspace.visible(SALES, who)] for who in ("marco", "aisha", None)]
    update = await refusal(client.chat_update(channel=SALES, ts=ts, text="x"))
    assert (seen, update["error"]) == ([["psst"], [], []], "message_not_found")


async def test_a_message_to_a_person_opens_the_direct_channel(
    client: AsyncWebClient, slack: LocalSlack
) -> None:
    answer = await client.chat_postMessage(channel=MARCO, text="only you")
    again = await client.conversations_open(users=MARCO)
    assert answer["channel"].startswith("D")
    assert (again["channel"]["id"], again["already_open"]) == (answer["channel"], True)
    assert [m.text for m in slack.workspace.visible(answer["channel"], "marco")] == ["only you"]


async def test_a_permalink_leads_into_the_thread(client: AsyncWebClient) -> None:
    parent = (await client.chat_postMessage(channel=SALES, text="x"))["ts"]
    reply = (await client.chat_postMessage(channel=SALES, text="y", thread_ts=parent))["ts"]
    link = await client.chat_getPermalink(channel=SALES, message_ts=reply)
    base = "https://vendor.slack.example/archives/C0SALESREFE"
    assert link["permalink"] == f"{base}/p{reply.replace('.', '')}?thread_ts={parent}&cid=C0SALESREFE"


async def test_a_long_list_comes_in_pages(client: AsyncWebClient, slack: LocalSlack) -> None:
    for number in range(5):
        slack.workspace.add_channel(f"team-{number}")
    pages = [
        [channel["name"] for channel in page["channels"]]
        async for page in await client.conversations_list(limit=3)
    ]
    assert pages == [["sales-referrals", "general", "team-0"], ["team-1", "team-2", "team-3"], ["team-4"]]


async def test_private_channels_are_listed_to_their_members(
    client: AsyncWebClient, slack: LocalSlack
) -> None:
    slack.workspace.add_channel("board", kind="private")
    slack.workspace.add_channel("old", archived=True)
    kinds = "public_channel,private_channel"
    listed = await client.conversations_list(types=kinds, exclude_archived=True)
    assert [channel["name"] for channel in listed["channels"]] == [
        "sales-referrals",
        "partner-managers",
        "general",
    ]


async def test_a_shared_channel_names_its_workspaces(client: AsyncWebClient, slack: LocalSlack) -> None:
    slack.workspace.add_user("sam", "Sam Ortega", id="U0SAM", team_id="T0NORTHWND")
    shared = slack.workspace.add_channel("northwind", members=("sam", "dana"), is_ext_shared=True)
    channel = (await client.conversations_info(channel=shared.id))["channel"]
    sam = (await client.users_info(user="U0SAM"))["user"]
    assert (channel["is_ext_shared"], channel["shared_team_ids"]) == (True, ["T0VENDOR01", "T0NORTHWND"])
    assert (sam["team_id"], sam["is_stranger"]) == ("T0NORTHWND", True)


async def test_broken_json_is_told(slack: LocalSlack) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{slack.api_url}auth.test", data="{", headers=headers) as answer,
    ):
        assert await answer.json() == {"ok": False, "error": "invalid_json"}


async def test_joining_a_public_channel_makes_the_bot_a_member(
    client: AsyncWebClient, slack: LocalSlack
) -> None:
    lounge = slack.workspace.add_channel("lounge")
    first = await client.conversations_join(channel=lounge.id)
    second = await client.conversations_join(channel=lounge.id)
    members = await client.conversations_members(channel=lounge.id)
    assert (first["channel"]["is_member"], second.get("warning")) == (True, "already_in_channel")
    assert members["members"] == ["U0REFDESK1"]


async def test_people_are_found_by_address_and_by_group(client: AsyncWebClient) -> None:
    dana = (await client.users_lookupByEmail(email="Dana.Reyes@vendor.example"))["user"]
    groups = {
        group["handle"]: group["users"]
        for group in (await client.usergroups_list(include_users=True))["usergroups"]
    }
    sales = next(g["id"] for g in (await client.usergroups_list())["usergroups"] if g["handle"] == "sales")
    assert (dana["id"], dana["real_name"], dana["tz"]) == (DANA, "Dana Reyes", "Europe/Madrid")
    assert groups["partner-team"] == [DANA]
    assert (await client.usergroups_users_list(usergroup=sales))["users"] == groups["sales"]


async def test_addresses_stay_hidden_without_their_scope() -> None:
    app = replace(Installation(), scopes=("users:read",))
    async with LocalSlack(app=app) as slack:
        profile = (await client_of(slack).users_info(user=DANA))["user"]["profile"]
    assert "email" not in profile


async def test_the_team_and_the_bot_can_be_looked_up(client: AsyncWebClient) -> None:
    team, bot = await client.team_info(), await client.bots_info(bot="B0REFDESK1")
    people = await client.users_list()
    assert (team["team"]["domain"], bot["bot"]["user_id"], len(people["members"])) == (
        "vendor",
        "U0REFDESK1",
        7,
    )


async def test_a_reaction_is_put_on_once(client: AsyncWebClient, slack: LocalSlack) -> None:
    ts = (await client.chat_postMessage(channel=SALES, text="x"))["ts"]
    await client.reactions_add(channel=SALES, timestamp=ts, name="eyes")
    again = await refusal(client.reactions_add(channel=SALES, timestamp=ts, name="eyes"))
    assert (slack.workspace.message(SALES, ts).reactions, again["error"]) == (
        {"eyes": ["U0REFDESK1"]},
        "already_reacted",
    )


async def test_a_file_is_uploaded_in_three_steps(client: AsyncWebClient, slack: LocalSlack) -> None:
    answer = await client.files_upload_v2(
        channel=SALES, filename="payouts.csv", content="a;b\n", title="Payouts", initial_comment="for you"
    )
    file = slack.workspace.files[answer["file"]["id"]]
    message = slack.workspace.visible(SALES)[-1]
    assert (file.content, file.title, file.shared_in) == (b"a;b\n", "Payouts", [SALES])
    assert (message.text, message.files) == ("for you", [file.id])


async def test_an_old_or_alien_response_url_is_gone(slack: LocalSlack) -> None:
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{slack.base_url}/commands/T0/nothing", json={"text": "x"}) as answer,
    ):
        assert answer.status == 404


@pytest.fixture
async def strict() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(validate=payload_faults) as slack:
        yield slack


async def test_the_default_app_can_do_what_the_product_needs(strict: LocalSlack) -> None:
    client = client_of(strict)
    sent = await client.chat_postMessage(channel=SALES, text="x", blocks=[section("x")])
    await client.conversations_replies(channel=SALES, ts=sent["ts"])
    await client.users_lookupByEmail(email="dana.reyes@vendor.example")
    assert (await refusal(client.conversations_open(users=DANA)))["needed"] == "im:write"


async def test_api_test_repeats_what_it_was_told(client: AsyncWebClient) -> None:
    assert (await client.api_test(foo="bar"))["args"] == {"foo": "bar"}
    assert (await refusal(client.api_test(error="my_error")))["error"] == "my_error"

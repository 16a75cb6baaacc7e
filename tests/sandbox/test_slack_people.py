"""Acting as a person: what the app receives, and what the person then sees."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.elements import BadEntry
from bot.sandbox.slack import LocalSlack
from bot.sandbox.workspace import NoSuchThing
from tests.sandbox.recorder import Recorder
from tests.sandbox.samples import Json, actions, button, home, option, section, select

SALES = "C0SALESREFE"
MARCO = {"id": "U0MARCO0000", "username": "marco", "name": "marco", "team_id": "T0VENDOR01"}
TEAM = {"id": "T0VENDOR01", "domain": "vendor"}


async def post(client: AsyncWebClient, *blocks: Json) -> str:
    ts: str = (await client.chat_postMessage(channel=SALES, text="alert", blocks=list(blocks)))["ts"]
    return ts


async def test_a_command_arrives_with_slacks_form_fields(slack: LocalSlack, recorder: Recorder) -> None:
    recorder.answer = {"text": "Sam Ortega: 3 referrals"}
    result = await slack.slash(
        "marco", "#sales-referrals", "/partner", " status @dana <b> & sam@acme.example "
    )
    body = dict(recorder.body)
    assert body.pop("trigger_id")
    assert body.pop("response_url").startswith(f"{slack.base_url}/commands/T0VENDOR01/")
    assert body == {
        "token": "local-verification",
        "team_id": "T0VENDOR01",
        "team_domain": "vendor",
        "channel_id": SALES,
        "channel_name": "sales-referrals",
        "user_id": "U0MARCO0000",
        "user_name": "marco",
        "command": "/partner",
        "text": "status <@U0DANA00000|dana> &lt;b&gt; &amp; <mailto:sam@acme.example|sam@acme.example>",
        "api_app_id": "A0REFDESK1",
        "is_enterprise_install": "false",
    }
    assert (result.acked, result.response) == (True, {"text": "Sam Ortega: 3 referrals"})
    assert result.message is not None
    assert (result.message.ephemeral_to, result.message.text) == ("U0MARCO0000", "Sam Ortega: 3 referrals")


async def test_an_answer_in_channel_is_seen_by_all(slack: LocalSlack, recorder: Recorder) -> None:
    recorder.answer = {"text": "for all", "response_type": "in_channel"}
    await slack.slash("marco", "#general", "/lead", "mine")
    assert [m.text for m in slack.workspace.visible("#general")] == ["for all"]


async def test_private_channels_and_direct_messages_hide_their_names(
    slack: LocalSlack, recorder: Recorder
) -> None:
    await slack.slash("dana", "#partner-managers", "/partner", "list")
    private = recorder.body["channel_name"]
    await slack.slash("dana", "@referral-desk", "/partner", "list")
    assert (private, recorder.body["channel_name"]) == ("privategroup", "directmessage")


async def test_a_command_that_the_manifest_does_not_name_never_leaves_slack(
    slack: LocalSlack, recorder: Recorder
) -> None:
    result = await slack.slash("marco", "#general", "/weather")
    assert (result.acked, result.error, recorder.bodies) == (False, "invalid_command", [])


async def test_people_of_another_workspace_have_buttons_but_no_commands(
    slack: LocalSlack, recorder: Recorder, client: AsyncWebClient
) -> None:
    slack.workspace.add_user("sam", "Sam Ortega", team_id="T0NORTHWND")
    shared = slack.workspace.add_channel("northwind", members=("sam", "referral-desk"), is_ext_shared=True)
    sent = await client.chat_postMessage(channel=shared.id, text="x", blocks=[actions(button())])
    command = await slack.slash("sam", "#northwind", "/partner", "status")
    shortcut = await slack.shortcut("sam", "referral:register")
    click = await slack.click("sam", "#northwind", sent["ts"], "claim")
    assert (command.acked, shortcut.acked, click.acked) == (False, False, True)
    assert recorder.body["user"]["team_id"] == "T0NORTHWND"


async def test_a_click_carries_the_message_and_what_was_entered_in_it(
    slack: LocalSlack, recorder: Recorder, client: AsyncWebClient
) -> None:
    ts = await post(client, actions(button(), select("stage", "won", "lost")))
    await slack.click("marco", "#sales-referrals", ts, "stage", selected="won")
    await slack.click("marco", "#sales-referrals", ts, "claim")
    body = dict(recorder.body)
    assert body.pop("trigger_id")
    assert body.pop("response_url").startswith(f"{slack.base_url}/actions/T0VENDOR01/")
    message = body.pop("message")
    assert (message["ts"], message["bot_id"], message["blocks"][0]["block_id"]) == (
        ts,
        "B0REFDESK1",
        "buttons",
    )
    assert body == {
        "type": "block_actions",
        "user": MARCO,
        "api_app_id": "A0REFDESK1",
        "token": "local-verification",
        "container": {"type": "message", "message_ts": ts, "channel_id": SALES, "is_ephemeral": False},
        "team": TEAM,
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": SALES, "name": "sales-referrals"},
        "state": {
            "values": {
                "buttons": {
                    "stage": {
                        "type": "static_select",
                        "selected_option": {
                            "text": {"type": "plain_text", "text": "Won", "emoji": True},
                            "value": "won",
                        },
                    }
                }
            }
        },
        "actions": [
            {
                "action_id": "claim",
                "block_id": "buttons",
                "text": {"type": "plain_text", "text": "Claim", "emoji": True},
                "value": "R-1",
                "type": "button",
                "action_ts": body["actions"][0]["action_ts"],
            }
        ],
    }


async def test_a_choice_is_the_action_of_a_menu(
    slack: LocalSlack, recorder: Recorder, client: AsyncWebClient
) -> None:
    menu = {"type": "overflow", "action_id": "more", "options": [option("assign"), option("open")]}
    ts = await post(client, section("x", accessory=menu, block_id="card"))
    await slack.click("marco", "#sales-referrals", ts, "more", selected="open")
    action = recorder.body["actions"][0]
    assert (action["type"], action["block_id"], action["selected_option"]["value"]) == (
        "overflow",
        "card",
        "open",
    )
    assert recorder.body["state"] == {"values": {}}


async def test_a_value_tells_equal_buttons_apart(
    slack: LocalSlack, recorder: Recorder, client: AsyncWebClient
) -> None:
    rows = [section(v, accessory=button("open", v), block_id=v) for v in ("R-1", "R-2")]
    ts = await post(client, *rows)
    await slack.click("marco", "#sales-referrals", ts, "open", "R-2")
    assert recorder.body["actions"][0]["block_id"] == "R-2"


async def test_a_click_in_an_ephemeral_message_does_not_carry_it(
    slack: LocalSlack, recorder: Recorder, client: AsyncWebClient
) -> None:
    sent = await client.chat_postEphemeral(
        channel=SALES, user="U0MARCO0000", text="x", blocks=[actions(button())]
    )
    await slack.click("marco", "#sales-referrals", sent["message_ts"], "claim")
    assert ("message" in recorder.body, recorder.body["container"]["is_ephemeral"]) == (False, True)
    with pytest.raises(NoSuchThing):
        await slack.click("aisha", "#sales-referrals", sent["message_ts"], "claim")


async def test_nobody_clicks_what_is_not_there(
    slack: LocalSlack, recorder: Recorder, client: AsyncWebClient
) -> None:
    ts = await post(client, actions(button()))
    with pytest.raises(BadEntry, match="there are \\['claim'\\]"):
        await slack.click("marco", "#sales-referrals", ts, "unclaim")
    with pytest.raises(NoSuchThing):
        await slack.click("marco", "#partner-managers", ts, "claim")
    with pytest.raises(BadEntry, match="no modal open"):
        await slack.submit_view("marco")


async def test_app_home_is_opened_published_and_clicked(
    slack: LocalSlack, recorder: Recorder, client: AsyncWebClient
) -> None:
    first = await slack.open_home("marco")
    event = recorder.body["event"]
    await client.views_publish(user_id="U0MARCO0000", view=home(section("x", accessory=button("open"))))
    await slack.open_home("marco")
    click = await slack.click_home("marco", "open")
    assert (first.acked, click.acked, recorder.body["view"]["type"]) == (True, True, "home")
    assert recorder.bodies[1]["event"]["view"]["callback_id"] == "home"
    assert event == {
        "type": "app_home_opened",
        "user": "U0MARCO0000",
        "channel": event["channel"],
        "event_ts": event["event_ts"],
        "tab": "home",
    }


async def test_a_message_becomes_an_event_in_slacks_wrapping(slack: LocalSlack, recorder: Recorder) -> None:
    said = await slack.say("marco", "#general", "Any news on R-7K3M-9Q from acme.com?")
    body = dict(recorder.body)
    event = body.pop("event")
    assert body == {
        "token": "local-verification",
        "team_id": "T0VENDOR01",
        "context_team_id": "T0VENDOR01",
        "context_enterprise_id": None,
        "api_app_id": "A0REFDESK1",
        "type": "event_callback",
        "event_id": body["event_id"],
        "event_time": 1_800_000_000,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": "T0VENDOR01",
                "user_id": "U0REFDESK1",
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{body['event_id']}",
    }
    pieces = [
        {"type": "text", "text": "Any news on R-7K3M-9Q from "},
        {"type": "link", "url": "http://acme.com", "text": "acme.com"},
        {"type": "text", "text": "?"},
    ]
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": pieces}]}
    assert event == {
        "user": "U0MARCO0000",
        "type": "message",
        "ts": said.message.ts,
        "client_msg_id": event["client_msg_id"],
        "text": "Any news on R-7K3M-9Q from <http://acme.com|acme.com>?",
        "team": "T0VENDOR01",
        "blocks": [block | {"block_id": event["blocks"][0]["block_id"]}],
        "channel": "C0GENERAL00",
        "event_ts": said.message.ts,
        "channel_type": "channel",
    }


async def test_a_mention_is_two_events_and_a_direct_message_is_one(
    slack: LocalSlack, recorder: Recorder
) -> None:
    await slack.say("marco", "#general", "@referral-desk what is new?")
    in_channel = sorted(body["event"]["type"] for body in recorder.bodies)
    recorder.bodies.clear()
    await slack.say("marco", "@referral-desk", "@referral-desk what is new?")
    direct = [(body["event"]["type"], body["event"]["channel_type"]) for body in recorder.bodies]
    assert (in_channel, direct) == (["app_mention", "message"], [("message", "im")])


async def test_the_bot_hears_nothing_where_it_is_no_member(slack: LocalSlack, recorder: Recorder) -> None:
    slack.workspace.add_channel("lounge", members=("marco",))
    said = await slack.say("marco", "#lounge", "R-7K3M-9Q?")
    assert (said.acked, recorder.bodies) == (True, [])


async def test_a_reply_names_its_thread_and_the_parents_author(
    slack: LocalSlack, recorder: Recorder, client: AsyncWebClient
) -> None:
    ts = await post(client, section("card"))
    await slack.say("marco", "#sales-referrals", "mine", thread_ts=ts)
    event = recorder.body["event"]
    assert (event["thread_ts"], event["parent_user_id"]) == (ts, "U0REFDESK1")


async def test_a_message_shortcut_brings_the_message_along(slack: LocalSlack, recorder: Recorder) -> None:
    said = await slack.say("marco", "#general", "Jane Doe, jane@acme.example, wants a demo")
    await slack.shortcut("marco", "referral:from_message", "#general", said.message.ts)
    body = dict(recorder.body)
    assert (body.pop("trigger_id"), body.pop("response_url"), body.pop("action_ts")) != ("", "", "")
    message = body.pop("message")
    assert message["text"] == "Jane Doe, <mailto:jane@acme.example|jane@acme.example>, wants a demo"
    assert body == {
        "type": "message_action",
        "token": "local-verification",
        "team": TEAM,
        "user": MARCO,
        "channel": {"id": "C0GENERAL00", "name": "general"},
        "is_enterprise_install": False,
        "enterprise": None,
        "callback_id": "referral:from_message",
        "message_ts": said.message.ts,
        "api_app_id": "A0REFDESK1",
    }


async def test_a_global_shortcut_knows_no_channel(slack: LocalSlack, recorder: Recorder) -> None:
    await slack.shortcut("marco", "referral:register")
    body = recorder.body
    user = {"id": "U0MARCO0000", "username": "marco", "team_id": "T0VENDOR01"}
    assert (body["type"], body["user"], "channel" in body) == ("shortcut", user, False)


async def test_a_home_is_published_over_the_version_last_seen(
    slack: LocalSlack, recorder: Recorder, client: AsyncWebClient
) -> None:
    first = (await client.views_publish(user_id="U0MARCO0000", view=home(section("1"))))["view"]["hash"]
    await client.views_publish(user_id="U0MARCO0000", view=home(section("2")), hash=first)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_publish(user_id="U0MARCO0000", view=home(section("3")), hash=first)
    with pytest.raises(NoSuchThing):
        await slack.click_home("aisha", "open")


async def test_guests_of_a_shared_channel_are_marked_in_events(slack: LocalSlack, recorder: Recorder) -> None:
    slack.workspace.add_user("sam", "Sam Ortega", team_id="T0NORTHWND")
    slack.workspace.add_channel("northwind", members=("sam", "referral-desk"), is_ext_shared=True)
    await slack.say("sam", "#northwind", "Any news? @sales <!here>")
    event = recorder.body["event"]
    assert (event["user_team"], event["source_team"], event["team"]) == ("T0NORTHWND",) * 3
    assert recorder.body["is_ext_shared_channel"] is True
    assert [piece["type"] for piece in event["blocks"][0]["elements"][0]["elements"]] == [
        "text",
        "usergroup",
        "text",
        "broadcast",
    ]


async def test_nobody_writes_in_an_archived_channel(slack: LocalSlack) -> None:
    slack.workspace.channel("#general").archived = True
    with pytest.raises(BadEntry, match="archived"):
        await slack.say("marco", "#general", "hello?")


async def test_any_other_event_can_be_sent(slack: LocalSlack, recorder: Recorder) -> None:
    ack = await slack.send_event({"type": "app_home_opened", "user": "U0MARCO0000", "tab": "messages"})
    assert (ack.acked, recorder.body["event"]["tab"]) == (True, "messages")

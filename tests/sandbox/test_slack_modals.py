"""Modals: opened, filled in, submitted, pushed, updated, closed."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.installation import Installation
from bot.sandbox.slack import LocalSlack
from tests.rigs.slack_app import over_sockets
from tests.sandbox.conftest import Clock
from tests.sandbox.recorder import Recorder
from tests.sandbox.samples import (
    Json,
    actions,
    button,
    field,
    home,
    modal,
    option,
    plain,
    section,
    select,
    text_input,
)

MARCO = {"id": "U0MARCO0000", "username": "marco", "name": "marco", "team_id": "T0VENDOR01"}
TEAM = {"id": "T0VENDOR01", "domain": "vendor"}


async def open_modal(slack: LocalSlack, recorder: Recorder, view: Json) -> None:
    await slack.slash("marco", "#general", "/partner")
    await recorder.app.client.views_open(trigger_id=recorder.body["trigger_id"], view=view)


async def test_a_submission_carries_the_state_of_every_field(slack: LocalSlack, recorder: Recorder) -> None:
    view = modal(
        field("name", text_input()),
        field("mail", {"type": "email_text_input", "action_id": "mail"}),
        field(
            "value", {"type": "number_input", "action_id": "value", "is_decimal_allowed": True}, optional=True
        ),
        field("stage", select("stage", "won", "lost")),
        field("who", {"type": "users_select", "action_id": "who", "initial_user": "U0AISHA0000"}),
        field("when", {"type": "datepicker", "action_id": "when"}, optional=True),
        field("ok", {"type": "checkboxes", "action_id": "ok", "options": [option("yes")]}, optional=True),
        private_metadata="R-1",
    )
    await open_modal(slack, recorder, view)
    values = {
        "name": "Jane Doe",
        "mail": "jane@acme.example",
        "stage": "won",
        "when": "2026-12-01",
        "ok": ["yes"],
    }
    result = await slack.submit_view("marco", values)
    body = recorder.body
    chosen = {"text": {"type": "plain_text", "text": "Won", "emoji": True}, "value": "won"}
    agreed = {"text": {"type": "plain_text", "text": "Yes", "emoji": True}, "value": "yes"}
    assert body["view"]["state"]["values"] == {
        "name": {"text": {"type": "plain_text_input", "value": "Jane Doe"}},
        "mail": {"mail": {"type": "email_text_input", "value": "jane@acme.example"}},
        "value": {"value": {"type": "number_input", "value": None}},
        "stage": {"stage": {"type": "static_select", "selected_option": chosen}},
        "who": {"who": {"type": "users_select", "selected_user": "U0AISHA0000"}},
        "when": {"when": {"type": "datepicker", "selected_date": "2026-12-01"}},
        "ok": {"ok": {"type": "checkboxes", "selected_options": [agreed]}},
    }
    assert (body["type"], body["user"], body["team"], body["response_urls"]) == (
        "view_submission",
        MARCO,
        TEAM,
        [],
    )
    assert body["view"]["private_metadata"] == "R-1"
    assert set(body) == {
        "type",
        "team",
        "user",
        "api_app_id",
        "token",
        "trigger_id",
        "view",
        "response_urls",
        "is_enterprise_install",
        "enterprise",
    }
    assert (result.outcome, result.view) == ("closed", None)


async def test_slack_itself_asks_for_required_fields(slack: LocalSlack, recorder: Recorder) -> None:
    await open_modal(slack, recorder, modal(field("name", text_input())))
    seen = len(recorder.bodies)
    result = await slack.submit_view("marco")
    assert (result.outcome, result.acked, result.errors) == (
        "incomplete",
        False,
        {"name": "Please complete this required field."},
    )
    assert len(recorder.bodies) == seen


async def test_errors_stand_under_their_fields_until_the_next_try(
    slack: LocalSlack, recorder: Recorder
) -> None:
    await open_modal(slack, recorder, modal(field("name", text_input())))
    recorder.answer = {"response_action": "errors", "errors": {"name": "Already registered"}}
    first = await slack.submit_view("marco", {"name": "Jane"})
    recorder.answer = {}
    second = await slack.submit_view("marco")
    assert (first.outcome, first.errors) == ("errors", {"name": "Already registered"})
    assert (second.outcome, slack.workspace.top_view("marco")) == ("closed", None)


async def test_errors_for_fields_that_do_not_exist_are_a_failure(
    slack: LocalSlack, recorder: Recorder
) -> None:
    await open_modal(slack, recorder, modal(field("name", text_input())))
    recorder.answer = {"response_action": "errors", "errors": {"nmae": "typo"}}
    result = await slack.submit_view("marco", {"name": "Jane"})
    assert (result.outcome, result.error) == ("failed", "invalid_errors")


async def test_views_are_pushed_updated_and_cleared(slack: LocalSlack, recorder: Recorder) -> None:
    await open_modal(slack, recorder, modal(section("one")))
    recorder.answer = {"response_action": "push", "view": modal(section("two"), callback_id="second")}
    pushed = await slack.submit_view("marco")
    recorder.answer = {"response_action": "update", "view": modal(section("three"), callback_id="third")}
    updated = await slack.submit_view("marco")
    recorder.answer = {"response_action": "clear"}
    cleared = await slack.submit_view("marco")
    assert pushed.view is not None
    assert updated.view is not None
    assert [pushed.outcome, updated.outcome, cleared.outcome] == ["pushed", "updated", "cleared"]
    assert (updated.view.id, updated.view.callback_id) == (pushed.view.id, "third")
    assert (updated.view.previous_id, cleared.view) == (updated.view.root_id, None)


async def test_an_update_keeps_what_was_entered(
    slack: LocalSlack, recorder: Recorder, client: AsyncWebClient
) -> None:
    await open_modal(slack, recorder, modal(field("name", text_input())))
    slack.enter("marco", "name", "Jane")
    top = slack.workspace.top_view("marco")
    assert top is not None
    await client.views_update(
        view_id=top.id, hash=top.hash, view=modal(section("new"), field("name", text_input()))
    )
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=top.id, hash="old", view=modal(section("newer")))
    assert top.state == {"name": {"text": {"type": "plain_text_input", "value": "Jane"}}}


async def test_a_trigger_opens_one_view_within_three_seconds(
    slack: LocalSlack, recorder: Recorder, client: AsyncWebClient, clock: Clock
) -> None:
    await open_modal(slack, recorder, modal(section("x")))
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await client.views_open(trigger_id=recorder.body["trigger_id"], view=modal(section("x")))
    await slack.slash("marco", "#general", "/partner")
    clock.now += 3.1
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await client.views_open(trigger_id=recorder.body["trigger_id"], view=modal(section("x")))
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await client.views_open(trigger_id="1.2.3", view=modal(section("x")))


async def test_no_more_than_three_views_lie_on_each_other(
    slack: LocalSlack, recorder: Recorder, client: AsyncWebClient
) -> None:
    await open_modal(slack, recorder, modal(section("0"), actions(button("next"))))
    for number in (1, 2):
        await slack.click_in_view("marco", "next")
        pushed = modal(section(str(number)), actions(button("next")))
        await client.views_push(trigger_id=recorder.body["trigger_id"], view=pushed)
    await slack.click_in_view("marco", "next")
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await client.views_push(trigger_id=recorder.body["trigger_id"], view=modal(section("3")))


async def test_closing_is_told_only_when_the_view_asks_for_it(slack: LocalSlack, recorder: Recorder) -> None:
    await open_modal(slack, recorder, modal(section("x")))
    await slack.close_view("marco")
    quiet = recorder.body["command"]
    await open_modal(slack, recorder, modal(section("x"), notify_on_close=True))
    await slack.close_view("marco")
    assert (quiet, recorder.body["type"], recorder.body["is_cleared"]) == ("/partner", "view_closed", False)


async def test_a_field_in_a_modal_speaks_up_only_with_dispatch_action(
    slack: LocalSlack, recorder: Recorder
) -> None:
    quiet = field("quiet", select("quiet", "a"))
    loud = field("loud", select("loud", "b"), dispatch_action=True)
    await open_modal(slack, recorder, modal(quiet, loud))
    await slack.click_in_view("marco", "quiet", selected="a")
    before = len(recorder.bodies)
    await slack.click_in_view("marco", "loud", selected="b")
    assert len(recorder.bodies) == before + 1
    assert recorder.body["container"] == {"type": "view", "view_id": recorder.body["view"]["id"]}
    values = recorder.body["view"]["state"]["values"]
    assert values["quiet"]["quiet"]["selected_option"]["value"] == "a"


async def test_options_are_loaded_while_typing(slack: LocalSlack, recorder: Recorder) -> None:
    external = {"type": "external_select", "action_id": "partner", "min_query_length": 1}
    await open_modal(slack, recorder, modal(field("partner", external)))
    recorder.answer = {"options": [option("northwind"), option("vogel")]}
    options = await slack.load_options("marco", "partner", "no")
    asked = recorder.body
    recorder.answer = {}
    await slack.submit_view("marco", {"partner": "northwind"})
    chosen = recorder.body["view"]["state"]["values"]["partner"]["partner"]["selected_option"]
    assert [one["value"] for one in options] == ["northwind", "vogel"]
    assert (asked["type"], asked["value"], asked["block_id"]) == ("block_suggestion", "no", "partner")
    assert chosen["value"] == "northwind"


async def test_a_view_is_also_known_by_its_external_id(
    slack: LocalSlack, recorder: Recorder, client: AsyncWebClient
) -> None:
    await open_modal(slack, recorder, modal(section("old"), external_id="R-1"))
    await client.views_update(external_id="R-1", view=modal(section("new"), external_id="R-1"))
    top = slack.workspace.top_view("marco")
    assert top is not None
    assert top.blocks[0]["text"]["text"] == "new"
    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_update(external_id="R-2", view=modal(section("new")))


@pytest.mark.parametrize(
    ("view", "error"),
    [
        (home(section("x")), "invalid_arguments"),
        (modal(section("x"), title=plain("x" * 25)), "invalid_arguments"),
        (modal(section("x"), private_metadata="x" * 250_001), "view_too_large"),
    ],
)
async def test_a_modal_cannot_become_what_slack_does_not_show(
    slack: LocalSlack, recorder: Recorder, client: AsyncWebClient, view: Json, error: str
) -> None:
    await open_modal(slack, recorder, modal(section("x")))
    top = slack.workspace.top_view("marco")
    assert top is not None
    with pytest.raises(SlackApiError, match=error):
        await client.views_update(view_id=top.id, view=view)


async def test_an_answer_with_a_broken_view_fails_before_the_persons_eyes(
    slack: LocalSlack, recorder: Recorder
) -> None:
    await open_modal(slack, recorder, modal(section("x")))
    recorder.answer = {"response_action": "update", "view": modal(section(""))}
    result = await slack.submit_view("marco")
    assert (result.outcome, result.acked, result.error) == ("failed", True, "invalid_arguments")


async def test_an_unanswered_submission_leaves_the_modal_open(app: Installation, clock: Clock) -> None:
    async with LocalSlack(app=app, clock=clock, ack_timeout_s=0.1) as slack:
        recorder = Recorder(slack)
        async with over_sockets(slack, recorder.app):
            await open_modal(slack, recorder, modal(section("x")))
            slack.faults.silence(answer_pings=True)
            result = await slack.submit_view("marco")
    assert (result.outcome, result.acked, result.error) == ("failed", False, "operation_timeout")
    assert result.view is not None


async def test_clear_on_close_takes_the_whole_stack_along(
    slack: LocalSlack, recorder: Recorder, client: AsyncWebClient
) -> None:
    await open_modal(
        slack, recorder, modal(actions(button("next")), notify_on_close=True, callback_id="first")
    )
    await slack.click_in_view("marco", "next")
    second = modal(section("x"), clear_on_close=True, notify_on_close=True, callback_id="second")
    await client.views_push(trigger_id=recorder.body["trigger_id"], view=second)
    await slack.close_view("marco")
    told = [(body["view"]["callback_id"], body["is_cleared"]) for body in recorder.bodies[-2:]]
    assert (told, slack.workspace.top_view("marco")) == ([("second", True), ("first", True)], None)


async def test_a_chosen_conversation_can_be_answered_from_a_modal(
    slack: LocalSlack, recorder: Recorder
) -> None:
    where = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}
    await open_modal(slack, recorder, modal(field("where", where)))
    await slack.submit_view("marco", {"where": "C0GENERAL00"})
    (url,) = recorder.body["response_urls"]
    assert url.pop("response_url").startswith(slack.base_url)
    assert url == {"block_id": "where", "action_id": "where", "channel_id": "C0GENERAL00"}


async def test_options_can_be_loaded_in_messages_and_at_home(
    slack: LocalSlack, recorder: Recorder, client: AsyncWebClient
) -> None:
    menu = actions({"type": "external_select", "action_id": "partner"})
    sent = await client.chat_postMessage(channel="C0GENERAL00", text="x", blocks=[menu])
    await client.views_publish(user_id="U0MARCO0000", view=home(menu))
    recorder.answer = {"option_groups": [{"label": plain("All"), "options": [option("vogel")]}]}
    here = await slack.load_options("marco", "partner", "v", channel="#general", ts=sent["ts"])
    asked = recorder.body
    there = await slack.load_options("marco", "partner", "v", home=True)
    recorder.answer = None
    await slack.click("marco", "#general", sent["ts"], "partner", selected="vogel")
    assert (here, there) == ([option("vogel")], [option("vogel")])
    assert asked["container"] == {
        "type": "message",
        "message_ts": sent["ts"],
        "channel_id": "C0GENERAL00",
        "is_ephemeral": False,
    }
    assert recorder.body["actions"][0]["selected_option"] == option("vogel")

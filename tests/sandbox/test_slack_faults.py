"""Slack on a bad day: what the official client, with and without its retry handlers, then meets."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import LocalSlack
from tests.sandbox.conftest import Clock

SALES = "C0SALESREFE"


async def test_a_rate_limit_says_how_long_to_wait(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.faults.rate_limit("chat.postMessage", retry_after=30)
    with pytest.raises(SlackApiError) as told:
        await client.chat_postMessage(channel=SALES, text="x")
    response = told.value.response
    assert (response.status_code, response["error"], response.headers["Retry-After"]) == (
        429,
        "ratelimited",
        "30",
    )
    assert slack.workspace.visible(SALES) == []


async def test_the_rate_limit_handler_gets_through(slack: LocalSlack, client: AsyncWebClient) -> None:
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=2))
    slack.faults.rate_limit("chat.postMessage", times=2, retry_after=0)
    await client.chat_postMessage(channel=SALES, text="x")
    assert [call.status for call in slack.calls] == [429, 429, 200]


async def test_the_server_error_handler_gets_through(slack: LocalSlack, client: AsyncWebClient) -> None:
    client.retry_handlers.append(AsyncServerErrorRetryHandler())
    slack.faults.server_error("chat.postMessage")
    await client.chat_postMessage(channel=SALES, text="x")
    assert [message.text for message in slack.workspace.visible(SALES)] == ["x"]


async def test_a_lost_answer_has_been_obeyed_nevertheless(slack: LocalSlack, client: AsyncWebClient) -> None:
    client.retry_handlers[:] = [AsyncConnectionErrorRetryHandler()]
    slack.faults.lose_answer("chat.postMessage")
    await client.chat_postMessage(channel=SALES, text="x")
    assert [message.text for message in slack.workspace.visible(SALES)] == ["x", "x"]


async def test_a_revoked_token_is_refused_everywhere(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.faults.refuse("*", "token_revoked")
    with pytest.raises(SlackApiError, match="token_revoked"):
        await client.auth_test()
    slack.faults.clear()
    assert (await client.auth_test())["ok"]


async def test_a_fault_is_for_its_method_and_its_number_of_calls(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    slack.faults.refuse("chat.update", "ratelimited", times=1)
    sent = await client.chat_postMessage(channel=SALES, text="x")
    with pytest.raises(SlackApiError):
        await client.chat_update(channel=SALES, ts=sent["ts"], text="y")
    await client.chat_update(channel=SALES, ts=sent["ts"], text="z")
    assert slack.workspace.message(SALES, sent["ts"]).text == "z"


async def test_a_slow_method_outlasts_an_impatient_client(slack: LocalSlack) -> None:
    slack.faults.delay("auth.test", 5.0, times=1)
    hasty = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, timeout=0.1)  # type: ignore[arg-type]
    with pytest.raises(TimeoutError):
        await hasty.auth_test()


async def test_slack_can_insist_on_its_pace(slack: LocalSlack, client: AsyncWebClient, clock: Clock) -> None:
    slack.faults.pace_posts(1.0)
    await client.chat_postMessage(channel=SALES, text="one")
    await client.chat_postMessage(channel="C0GENERAL00", text="elsewhere")
    with pytest.raises(SlackApiError, match="ratelimited"):
        await client.chat_postMessage(channel=SALES, text="too soon")
    clock.now += 1.0
    await client.chat_postMessage(channel=SALES, text="two")
    assert [message.text for message in slack.workspace.visible(SALES)] == ["one", "two"]

"""Whom a message calls: by ID, by address, or by the bare name."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import LocalSlack
from bot.slack.mentions import Mentions
from templates import mention, mention_group
from tests.builders import DANA
from workflows.model import Person

BY_ADDRESS = Person("Dana Reyes", "dana.reyes@vendor.example")
GONE = Person("Vera <Lind> | HR", "vera.lind@vendor.example")


def client(slack: LocalSlack) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


def test_the_id_is_used_where_it_is_known_and_a_name_is_never_markup() -> None:
    assert mention(DANA) == "<@U0DANA>"
    assert mention(BY_ADDRESS) == "<@dana.reyes@vendor.example|Dana Reyes>"
    assert mention(Person("<!channel>")) == "&lt;!channel&gt;"
    assert mention(None) == ""


@pytest.mark.parametrize(
    ("name", "markup"),
    [
        ("here", "<!here>"),
        ("channel", "<!channel>"),
        ("S0SALES123", "<!subteam^S0SALES123>"),
        ("everyone", ""),
        ("", ""),
    ],
)
def test_groups_are_called_by_their_id(name: str, markup: str) -> None:
    assert mention_group(name) == markup


async def test_an_address_becomes_an_id_in_our_own_words_only() -> None:
    called = str(mention(BY_ADDRESS))
    section = {"type": "section", "text": {"type": "mrkdwn", "text": f"{called}: look"}}
    header = {"type": "header", "text": {"type": "plain_text", "text": f"{called} wrote"}}
    async with LocalSlack() as slack:
        mentions = Mentions(client(slack))
        said = await mentions.resolved({"text": f"{called}: look", "blocks": [section, header]})
        await mentions.resolved({"text": called, "blocks": []})
        dana = slack.workspace.user("dana").id
        assert said["text"] == f"<@{dana}>: look"
        assert said["blocks"][0]["text"]["text"] == f"<@{dana}>: look"
        assert said["blocks"][1] == header  # plain text from outside may look like anything
        assert len(slack.calls_of("users.lookupByEmail")) == 1


async def test_who_is_not_in_slack_is_called_by_name() -> None:
    async with LocalSlack() as slack:
        said = await Mentions(client(slack)).resolved({"text": str(mention(GONE)), "blocks": []})
    assert said["text"] == "Vera &lt;Lind&gt;   HR"


@pytest.mark.parametrize(("error", "is_passing"), [("missing_scope", False), ("internal_error", True)])
async def test_a_passing_failure_is_tried_again_and_a_lasting_one_costs_the_mention_only(
    error: str, is_passing: bool
) -> None:
    async with LocalSlack() as slack:
        slack.faults.refuse("users.lookupByEmail", error, times=1)
        mentions = Mentions(client(slack))
        if is_passing:
            with pytest.raises(SlackApiError):
                await mentions.resolved({"text": str(mention(BY_ADDRESS)), "blocks": []})
        else:
            said = await mentions.resolved({"text": str(mention(BY_ADDRESS)), "blocks": []})
            assert said["text"] == "Dana Reyes"

"""The workspace's own rules: names, timestamps, threads, and text as people type it."""

from __future__ import annotations

import pytest

from bot.sandbox.installation import Installation
from bot.sandbox.slack_payloads import typed_text
from bot.sandbox.vendor import vendor_workspace
from bot.sandbox.workspace import Message, NoSuchThing, Workspace
from tests.sandbox.conftest import Clock


@pytest.fixture
def workspace(clock: Clock) -> Workspace:
    return vendor_workspace(app=Installation(), clock=clock)


def test_timestamps_follow_the_clock_and_never_repeat(workspace: Workspace, clock: Clock) -> None:
    first, second = workspace.new_ts(), workspace.new_ts()
    clock.now += 1.5
    assert [first, second, workspace.new_ts()] == [
        "1800000000.000000",
        "1800000000.000001",
        "1800000001.500000",
    ]


def test_ids_and_names_mean_the_same(workspace: Workspace) -> None:
    assert workspace.user("@dana") is workspace.user("dana") is workspace.user("U0DANA00000")
    assert workspace.channel("#general") is workspace.channel("C0GENERAL00")
    assert workspace.group("@sales").users == ["U0MARCO0000", "U0AISHA0000", "U0JONAS0000"]


@pytest.mark.parametrize("look", ["user", "group", "channel", "view"])
def test_what_is_not_there_is_said_so(workspace: Workspace, look: str) -> None:
    with pytest.raises(NoSuchThing):
        getattr(workspace, look)("nothing")


def test_a_removed_message_leaves_its_thread(workspace: Workspace) -> None:
    general = workspace.channel("general").id
    parent = workspace.post(Message(general, workspace.new_ts(), "U0DANA00000", "parent"))
    replies = [
        workspace.post(Message(general, workspace.new_ts(), "U0DANA00000", text, thread_ts=parent.ts))
        for text in ("one", "two")
    ]
    workspace.remove(replies[0])
    assert workspace.thread(general, parent.ts) == [parent, replies[1]]
    assert (workspace.has(replies[0]), workspace.has(replies[1])) == (False, True)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("A & B <c>", "A &amp; B &lt;c&gt;"),
        ("@dana and @nobody.", "<@U0DANA00000> and @nobody."),
        ("ask @dana.", "ask <@U0DANA00000>."),
        ("@sales in #general, #nowhere", "<!subteam^{sales}> in <#C0GENERAL00|general>, #nowhere"),
        ("jane.doe+x@acme.example", "<mailto:jane.doe+x@acme.example|jane.doe+x@acme.example>"),
        ("see https://acme.example/a?b=1&c=2.", "see <https://acme.example/a?b=1&amp;c=2>."),
        ("acme.com, not R-7K3M-9Q", "<http://acme.com|acme.com>, not R-7K3M-9Q"),
        ("<@U0DANA00000> <!here> & co", "<@U0DANA00000> <!here> &amp; co"),
        ("<!channel> is typed, 5 < 6", "<!channel> is typed, 5 &lt; 6"),
    ],
)
def test_slack_rewrites_what_people_type(workspace: Workspace, typed: str, kept: str) -> None:
    assert typed_text(typed, workspace) == kept.format(sales=workspace.group("sales").id)


def test_mentions_in_commands_carry_their_names(workspace: Workspace) -> None:
    assert (
        typed_text("@dana #general", workspace, labels=True) == "<@U0DANA00000|dana> <#C0GENERAL00|general>"
    )

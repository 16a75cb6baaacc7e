"""A click that was answered is finished before the program stops."""

from __future__ import annotations

import asyncio

from slack_bolt.async_app import AsyncAck

from tests.rigs.office import Office

CHANNEL = "sales-referrals"
SLOW = {
    "type": "actions",
    "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Slow"}, "action_id": "slow"}],
}


async def test_stopping_waits_for_what_follows_an_answered_click(by_socket: Office) -> None:
    may_end, has_ended = asyncio.Event(), asyncio.Event()

    @by_socket.ours.app.action("slow")
    async def slow(ack: AsyncAck) -> None:
        await ack()
        await may_end.wait()
        has_ended.set()

    by_socket.slack.finished = None  # these people do not wait
    channel = by_socket.slack.workspace.channel(CHANNEL).id
    posted = await by_socket.ours.client.chat_postMessage(channel=channel, text="Slow", blocks=[SLOW])
    click = await by_socket.slack.click("marco", CHANNEL, str(posted["ts"]), "slow")
    assert click.acked
    assert not await by_socket.ours.underway.idle(within_s=0.01)
    may_end.set()
    assert await by_socket.ours.underway.idle(within_s=15)
    assert has_ended.is_set()


async def test_a_listener_that_fails_counts_as_finished(by_socket: Office) -> None:
    @by_socket.ours.app.action("slow")
    async def slow(ack: AsyncAck) -> None:
        await ack()
        raise RuntimeError("broken")

    channel = by_socket.slack.workspace.channel(CHANNEL).id
    posted = await by_socket.ours.client.chat_postMessage(channel=channel, text="Slow", blocks=[SLOW])
    await by_socket.slack.click("marco", CHANNEL, str(posted["ts"]), "slow")
    assert await by_socket.ours.underway.idle(within_s=15)

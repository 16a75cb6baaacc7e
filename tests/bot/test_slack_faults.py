"""Slack on a bad day: what comes twice, out of order or too late counts once, and everybody hears why."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox import slack_payloads as payloads
from bot.sandbox.slack_delivery import Dispatch
from bot.sandbox.workspace import Message
from bot.slack.commands import Saying
from bot.slack.workspace.sorry import AGAIN, TOO_LATE
from storage.history import History
from storage.inbound import Inbound, NewMail
from storage.invariants import broken, check
from tests.bot.acts import MANAGERS, SALES, buttons, heard, introduce, shown, top_view
from tests.builders import MONDAY, held
from tests.conftest import StillClock
from tests.rigs.office import Office
from tests.rigs.waiting import until

AGAIN_AFTER = tuple(timedelta(minutes=minutes) for minutes in (0, 1, 5))  # as Slack repeats itself


async def hold(office: Office) -> str:
    """A mail of a stranger waits for a manager; gives where its card stands."""
    new = NewMail("desk", "INBOX", 1, 1, MONDAY, b"From: mirela@bureau.example\r\n\r\nhello")
    await office.engine.unit(lambda session, now: Inbound(session).keep([new], now))
    await office.handle(held(), "mail:held")
    (card,) = office.posts(MANAGERS)
    return card.ts


def late_words(office: Office, channel: str) -> list[Message]:
    """What Dana hears of us; on a busy machine Slack itself says that a command took too long."""
    return [one for one in office.whispers(channel, "dana") if one.text.startswith(TOO_LATE)]


@pytest.mark.parametrize("office", ["signed HTTP"], indirect=True)
async def test_a_click_and_a_word_that_slack_repeats_for_minutes_count_once(
    office: Office, clock: StillClock
) -> None:
    about = await introduce(office)
    (card,) = office.posts(SALES)
    app, place = office.slack.app, office.slack.workspace
    button = {
        "type": "button",
        "action_id": "referral:claim",
        "block_id": "b",
        "value": about,
        "action_ts": "1",
    }
    url = f"{office.slack.base_url}/x"
    click = payloads.block_actions_in_message(
        app, place, place.user("marco"), card, [button], trigger_id="1.2.3", response_url=url
    )
    said = await office.slack.say("dana", SALES, f"<@{app.bot_user_id}> help")
    event = {**payloads.message_event(app, place, said.message), "type": "app_mention"}
    word = payloads.event_callback(app, event, event_id="Ev1", event_time=1)
    for number, wait in enumerate((timedelta(), *AGAIN_AFTER)):
        clock.move(wait)
        for kind, what in (("interactive", click), ("events_api", word)):
            again = Dispatch(kind, what, retry_num=number, retry_reason="http_timeout")  # type: ignore[arg-type]
            assert (await office.slack._send(again)).acked
        await heard()
        await office.deliver()
    log = await office.engine.ask(lambda session: History(session).about(about, limit=100))
    assert [one.kind for one in log].count("ReferralClaimed") == 1
    assert office.whispers(SALES, "marco") == []
    assert len(office.whispers(SALES, "dana")) <= 2  # the word itself, as it was first heard, and its copy
    assert await office.engine.ask(lambda s: broken(check(s, clock.now()))) == ()


async def test_a_click_on_a_card_whose_place_we_do_not_know_yet_counts_and_the_card_is_found(
    by_socket: Office, clock: StillClock
) -> None:
    by_socket.slack.faults.lose_answer("chat.postMessage")
    await introduce(by_socket)
    (card,) = by_socket.posts(SALES)
    assert (await by_socket.slack.click("marco", SALES, card.ts, "referral:claim")).acked
    clock.move(timedelta(minutes=5))
    await by_socket.deliver()
    (card,) = by_socket.posts(SALES)
    assert "Marco Bianchi has Acme Ltd" in shown(card.blocks)


async def test_a_form_that_came_too_late_is_offered_again_with_a_button_that_opens_it(
    by_socket: Office,
) -> None:
    ts = await hold(by_socket)
    by_socket.slack.faults.refuse("views.open", "expired_trigger_id", times=1)
    await by_socket.slack.click("dana", MANAGERS, ts, "held:approve")
    await until(lambda: late_words(by_socket, MANAGERS))
    (whisper,) = late_words(by_socket, MANAGERS)
    assert AGAIN in buttons(whisper.blocks)
    await by_socket.slack.click("dana", MANAGERS, whisper.ts, "held:approve")
    assert (await top_view(by_socket, "dana")).spec["callback_id"] == "held:approve_form"


async def test_a_command_that_came_too_late_is_to_be_typed_again(by_socket: Office) -> None:
    by_socket.slack.faults.refuse("views.open", "expired_trigger_id", times=1)
    await by_socket.slack.slash("dana", SALES, "/lead", "register")
    await until(lambda: late_words(by_socket, SALES))
    (whisper,) = late_words(by_socket, SALES)
    assert whisper.text == f"{TOO_LATE} Please type it again: `/lead register`"


async def test_a_form_that_is_open_already_is_nothing_to_speak_of(by_socket: Office) -> None:
    ts = await hold(by_socket)
    by_socket.slack.faults.refuse("views.open", "exchanged_trigger_id", times=1)
    await by_socket.slack.click("dana", MANAGERS, ts, "held:approve")
    await heard()
    assert late_words(by_socket, MANAGERS) == []


async def test_a_home_that_slack_tells_of_before_what_was_done_first_shows_it_all_the_same(
    by_socket: Office, clock: StillClock
) -> None:
    about = await introduce(by_socket)
    (card,) = by_socket.posts(SALES)
    assert (await by_socket.slack.open_home("marco")).acked  # done last, and told first
    assert "Free to claim" in shown(await by_socket.home("marco"))
    assert (await by_socket.slack.click("marco", SALES, card.ts, "referral:claim")).acked
    await until(lambda: "Yours, the most urgent first" in marcos_home(by_socket))
    assert (await by_socket.slack.slash("marco", SALES, "/lead", f"release {about}")).acked
    await until(lambda: "Yours, the most urgent first" not in marcos_home(by_socket))
    assert await by_socket.engine.ask(lambda s: broken(check(s, clock.now()))) == ()


def marcos_home(office: Office) -> str:
    return shown(office.slack.workspace.homes[office.slack.workspace.user("marco").id].blocks)


async def test_a_command_that_takes_long_is_heard_in_time_and_answered_when_it_is_done() -> None:
    heard = list[tuple[str, dict[str, Any]]]()
    is_acked = asyncio.Event()

    async def ack(**said: Any) -> None:
        heard.append(("ack", said))
        is_acked.set()

    async def post(**said: Any) -> None:
        heard.append(("post", said))

    saying = Saying(ack, post)

    async def work() -> None:
        await is_acked.wait()
        await saying.say("done", [])

    await saying.in_time(work(), within_s=0.01)
    assert heard == [("ack", {}), ("post", {"response_type": "ephemeral", "text": "done", "blocks": []})]

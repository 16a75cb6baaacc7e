"""What only a person can mend is told with how to mend it, once, and again when it works."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.slack.workspace.watchdog import Watchdog
from storage.alarms import Alarm
from storage.outbox import Outbox, Promise
from storage.queues import SaidMessages
from tests.bot.acts import MANAGERS, SALES, introduce, shown
from tests.builders import MARCO
from tests.conftest import StillClock
from tests.rigs.office import Office
from workflows.commands import ClaimReferral

MINUTES = timedelta(minutes=1)


async def names(office: Office) -> list[str]:
    return [alarm.name for alarm in await office.alarms.open()]


def alarm_cards(office: Office) -> list[str]:
    signs = (":rotating_light:", ":white_check_mark:")
    return [m.text for m in office.posts(MANAGERS) if m.text.startswith(signs)]


async def promised(office: Office, promise: Promise) -> None:
    await office.engine.unit(lambda session, now: Outbox(session).add(promise, now))


def break_channel(office: Office, name: str, how: str) -> None:
    channel = office.slack.workspace.channel(name)
    if how == "is_archived":
        channel.archived = True
    else:
        channel.members.remove(office.slack.app.bot_user_id)


def mend_channel(office: Office, name: str) -> None:
    channel = office.slack.workspace.channel(name)
    channel.archived = False
    if office.slack.app.bot_user_id not in channel.members:
        channel.members.append(office.slack.app.bot_user_id)


@pytest.mark.parametrize(
    ("how", "says", "mend"),
    [
        ("is_archived", "it is archived", "Unarchive #sales-referrals"),
        ("not_in_channel", "I am not a member", "`/invite` me"),
    ],
)
async def test_a_broken_channel_is_told_once_and_again_when_it_works(
    by_socket: Office, clock: StillClock, how: str, says: str, mend: str
) -> None:
    break_channel(by_socket, SALES, how)
    await introduce(by_socket)
    (told,) = alarm_cards(by_socket)
    assert says in told
    assert mend in told
    clock.move(7 * MINUTES)
    await by_socket.deliver()
    assert alarm_cards(by_socket) == [told]
    assert await names(by_socket) == ["slack:#sales-referrals"]
    mend_channel(by_socket, SALES)
    clock.move(7 * MINUTES)
    await by_socket.deliver()
    assert "referral:claim" in shown(by_socket.posts(SALES)[0].blocks)
    (told,) = alarm_cards(by_socket)
    assert told.startswith(":white_check_mark: *It works again*, after 14 minutes")
    assert await names(by_socket) == []
    assert [letter["to"] for letter in by_socket.mailbag.letters] == ["sam@northwind.example"]


async def test_when_the_managers_channel_itself_is_broken_the_managers_get_a_mail(
    by_socket: Office, clock: StillClock
) -> None:
    break_channel(by_socket, MANAGERS, "is_archived")
    await by_socket.ours.rounds.look_at_slack()
    await by_socket.deliver()
    (letter,) = by_socket.mailbag.letters
    assert letter["to"] == "dana.reyes@vendor.example"
    assert letter["subject"] == "Something needs you: I cannot post in #partner-managers: it is archived."
    assert "Unarchive #partner-managers" in letter["text"]
    mend_channel(by_socket, MANAGERS)
    clock.move(7 * MINUTES)
    await by_socket.ours.rounds.look_at_slack()
    await by_socket.deliver()
    assert [card.split("*")[1] for card in alarm_cards(by_socket)] == ["It works again"]


@pytest.mark.parametrize("error", ["token_revoked", "invalid_auth", "account_inactive"])
async def test_a_dead_token_is_told_by_mail_and_shows_in_health(
    by_socket: Office, clock: StillClock, error: str
) -> None:
    by_socket.slack.faults.refuse("*", error)
    await introduce(by_socket)
    letter = by_socket.mailbag.letters[-1]
    assert (letter["to"], error in letter["subject"]) == ("dana.reyes@vendor.example", True)
    assert "SLACK_BOT_TOKEN" in letter["text"]
    assert not (await by_socket.ours.health()).ok
    by_socket.slack.faults.clear()
    clock.move(7 * MINUTES)
    await by_socket.ours.rounds.look_at_slack()
    await by_socket.deliver()
    assert (await by_socket.ours.health()).ok
    assert len(by_socket.posts(SALES)) == 1
    assert await names(by_socket) == []


async def test_our_rounds_find_a_broken_channel_before_a_lead_does(by_socket: Office) -> None:
    break_channel(by_socket, SALES, "not_in_channel")
    for _ in range(2):
        await by_socket.ours.rounds.run_once()
    await by_socket.deliver()
    assert len(alarm_cards(by_socket)) == 1
    mend_channel(by_socket, SALES)
    await by_socket.ours.rounds.look_at_slack()
    await by_socket.deliver()
    assert await names(by_socket) == []


async def test_a_channel_that_the_settings_no_longer_name_is_no_trouble_any_more(
    by_socket: Office, clock: StillClock
) -> None:
    await by_socket.alarms.start("slack:#sales-neu", "I cannot find #sales-neu.", "Name another.")
    clock.move(7 * MINUTES)
    await by_socket.ours.rounds.look_at_slack()
    await by_socket.deliver()
    assert await names(by_socket) == []
    (card,) = alarm_cards(by_socket)
    assert "my settings no longer name it. What I had said: I cannot find #sales-neu." in card


async def test_a_queue_that_stands_still_is_told_and_that_it_moves_again(
    by_socket: Office, clock: StillClock
) -> None:
    letter = Promise("letter", "email", "mail:R-1", "R-1", {})
    later = Promise("digest", "email", "digest", "R-1", {}, due_at=clock.now() + 60 * MINUTES)
    for promise in (letter, later):
        await promised(by_socket, promise)
    clock.move(4 * MINUTES)
    await by_socket.ours.rounds.look_at_queues()
    assert await names(by_socket) == []
    clock.move(2 * MINUTES)
    await by_socket.ours.rounds.look_at_queues()
    (alarm,) = await by_socket.alarms.open()
    assert alarm.says == "Mails wait to go out: 1, the oldest since Monday 2 Mar, 10:00."
    await by_socket.deliver()
    await by_socket.ours.rounds.look_at_queues()
    await by_socket.deliver()
    assert await names(by_socket) == []
    assert len(alarm_cards(by_socket)) == 1


async def test_a_whisper_that_comes_too_late_is_let_go(by_socket: Office, clock: StillClock) -> None:
    about = await introduce(by_socket)
    await by_socket.handle(ClaimReferral(about, MARCO), "first")
    channel = by_socket.slack.workspace.channel(SALES).id
    aisha = by_socket.slack.workspace.user("aisha")
    late = {"do": "whisper", "channel": channel, "user": aisha.id, "text": "hello"}
    await promised(by_socket, Promise("w", "slack", "w", "", late))
    clock.move(31 * MINUTES)
    await by_socket.deliver()
    assert by_socket.whispers(SALES, "aisha") == []
    assert (await by_socket.engine.ask(lambda s: Outbox(s).waiting()))[0] == 0
    assert (await by_socket.engine.ask(lambda s: Outbox(s).count_dead())) == 0


async def test_a_webhook_that_waits_or_was_given_up_is_told_until_it_is_mended(
    by_socket: Office, clock: StillClock
) -> None:
    await promised(by_socket, Promise("hook", "webhook", "hook:1", "R-1", {"text": "x"}))
    clock.move(6 * MINUTES)
    await by_socket.ours.rounds.look_at_queues()
    assert await names(by_socket) == ["queue:webhook"]

    def give_up(session: Session, now: datetime) -> None:
        (due,) = Outbox(session).claim(now, channel="webhook", lease=MINUTES, limit=1)
        Outbox(session).dead(due.lease, error="404")

    await by_socket.engine.unit(give_up)
    await by_socket.ours.rounds.look_at_queues()
    (alarm,) = await by_socket.alarms.open()
    assert alarm.says == "1 webhook was given up: no repetition would have helped."
    (row,) = await by_socket.engine.ask(lambda s: SaidMessages(s).list(["dead"]))
    await by_socket.engine.unit(lambda session, _now: SaidMessages(session).drop(row.id, "gone"))
    await by_socket.ours.rounds.look_at_queues()
    assert await names(by_socket) == []


class Silence:
    """An alarm nobody hears."""

    def __init__(self) -> None:
        self.started: list[str] = []

    async def start(self, name: str, says: str, mend: str, *, by_mail: bool = False) -> None:
        self.started.append(name)

    async def end(self, name: str) -> None:
        self.started.clear()


def watch(office: Office, **changes: float) -> Watchdog:
    assert office.ours.socket
    impatient: dict[str, Any] = {"deaf_after_s": 0.0, "down_after_s": 0.0, "suspect_every_s": 60.0, **changes}
    return Watchdog(office.ours.socket.client, Silence(), **impatient)


async def test_a_socket_that_looks_alive_but_hears_nothing_is_opened_anew(by_socket: Office) -> None:
    dog = watch(by_socket)
    assert await dog.suspicion() == ""
    by_socket.ours.sender.on_posted(dog.posted)
    by_socket.slack.faults.silence(answer_pings=True)
    await introduce(by_socket)
    assert await dog.suspicion() == "silent"
    by_socket.slack.faults.clear()
    await dog.run_once()
    await by_socket.slack.connected()
    assert (dog.renewals, await dog.suspicion()) == (1, "")
    dog.posted(asyncio.get_running_loop().time())
    assert await dog.suspicion() == ""  # it was opened anew only now
    (card,) = by_socket.posts(SALES)
    assert (await by_socket.slack.click("marco", SALES, card.ts, "referral:claim")).acked
    assert "heard 0 s ago, opened anew 1 times" in dog.says


async def test_what_we_post_is_heard_and_raises_no_suspicion(by_socket: Office) -> None:
    dog = watch(by_socket)
    by_socket.ours.sender.on_posted(dog.posted)
    await introduce(by_socket)
    await by_socket.slack.until(lambda: " s ago" in dog.says)
    async with asyncio.timeout(10):
        while await dog.suspicion():
            await asyncio.sleep(0)
    assert dog.renewals == 0


async def test_a_socket_that_stays_away_is_told(by_socket: Office) -> None:
    dog = watch(by_socket, alarm_after_s=0.0, down_after_s=3600.0)
    await dog.run_once()
    silence = dog._alarms
    assert isinstance(silence, Silence)
    assert silence.started == []
    assert by_socket.ours.socket
    await by_socket.ours.socket.client.current_session.close()  # type: ignore[union-attr]
    await dog.run_once()
    assert silence.started == ["slack:socket"]


def test_an_alarms_card_has_a_name_of_its_own_each_time() -> None:
    first = Alarm("queue:email", "x", "y", StillClock().now(), 1)
    assert first.card == "alarm:queue:email:1"

"""Partners ask in Slack, in their own words; a manager's answer goes out by mail, and nothing else does."""

from __future__ import annotations

from bot.sandbox.workspace import Message
from storage.consents import Consents
from storage.hand_overs import HandOvers
from storage.referrals import Referrals
from tests.bot.acts import MANAGERS, SHARED, connect, introduce, say, settled, shown, top_view
from tests.rigs.office import Office


async def ask(office: Office, text: str) -> str:
    """What Sam hears, alone, in the channel they share with us."""
    before = len(office.whispers(SHARED, "sam"))
    await say(office, "sam", SHARED, f"<@{office.slack.app.bot_user_id}> {text}")
    await office.deliver()
    heard = office.whispers(SHARED, "sam")
    assert len(heard) == before + 1
    return shown(heard[-1].blocks)


async def question(office: Office) -> Message:
    return next(m for m in office.posts(MANAGERS) if "A question from" in m.text)


async def test_a_partner_is_answered_where_they_ask_and_nobody_else_sees_it(by_socket: Office) -> None:
    connect(by_socket)
    tracking_id = await introduce(by_socket)
    said = await ask(by_socket, "any news on Acme?")
    assert f"*Acme Ltd* ({tracking_id}): Registered since Mon 2 March." in said
    assert by_socket.posts(SHARED)[-1].text.endswith("any news on Acme?")


async def test_what_was_said_in_slack_lasts_for_the_next_words(by_socket: Office) -> None:
    connect(by_socket)
    await introduce(by_socket)
    await ask(by_socket, "any news on Acme?")
    assert "Acme Ltd" in await ask(by_socket, "and when will you call them?")


async def test_a_partner_takes_a_referral_back_in_slack_and_undoes_it(by_socket: Office) -> None:
    connect(by_socket)
    tracking_id = await introduce(by_socket)
    assert "taken" in await ask(by_socket, "Please withdraw Acme, they are no longer interested.")
    taken = await by_socket.engine.ask(lambda s: Referrals(s).get(tracking_id))
    assert taken is not None
    assert taken.registration == "withdrawn"
    assert "registered again" in await ask(by_socket, "undo")


async def test_a_stop_in_slack_holds_at_once(by_socket: Office) -> None:
    connect(by_socket)
    assert "no reminders" in await ask(by_socket, "please stop sending me these reminders")
    assert not await by_socket.engine.ask(lambda s: Consents(s).get("sam@northwind.example").nudges)


async def test_what_is_not_understood_goes_to_a_person_who_answers_by_mail(by_socket: Office) -> None:
    connect(by_socket)
    await introduce(by_socket)
    said = await ask(by_socket, "I would like to talk to a human about my contract, please")
    assert "Dana will answer you personally by" in said
    card = await question(by_socket)
    thread = by_socket.thread(MANAGERS, card)
    assert any("nothing said in this thread goes out" in m.text for m in thread)
    await say(by_socket, "dana", MANAGERS, "Who knows their contract?", thread_ts=card.ts)
    by_socket.mailbag.letters.clear()
    await by_socket.slack.click("dana", MANAGERS, card.ts, "question:reply")
    await top_view(by_socket, "dana")
    await by_socket.slack.submit_view("dana", {"text": "Hi Sam, I call you at three."})
    await settled(by_socket)
    (letter,) = by_socket.mailbag.letters
    assert (letter["to"], letter["from_name"]) == ("sam@northwind.example", "Dana Reyes")
    assert letter["text"] == "Hi Sam, I call you at three.\n"
    told = " ".join(m.text for m in by_socket.thread(MANAGERS, card))
    assert "I call you at three." in told
    assert "has taken it" in told
    kept = await by_socket.engine.ask(lambda s: list(HandOvers(s).all()))
    assert [(one.status, one.guess) for one in kept] == [("answered", ("human_request",))]


async def test_only_managers_answer_partners(by_socket: Office) -> None:
    connect(by_socket)
    await ask(by_socket, "I would like to talk to a human, please")
    card = await question(by_socket)
    place = by_socket.slack.workspace
    place.channel(MANAGERS).members.append(place.user("aisha").id)
    await by_socket.slack.click("aisha", MANAGERS, card.ts, "question:reply")
    await by_socket.slack.until(lambda: by_socket.whispers(MANAGERS, "aisha"))
    assert by_socket.whispers(MANAGERS, "aisha")[-1].text.startswith(":raised_hand:")

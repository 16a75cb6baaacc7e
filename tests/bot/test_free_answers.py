"""Partners ask in Slack, in their own words; a manager's answer goes out by mail, and nothing else does."""

from __future__ import annotations

from bot.sandbox.workspace import Message
from storage.consents import Consents
from storage.hand_overs import HandOvers
from storage.history import History
from storage.outbox import Outbox, Promise
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


async def test_a_partner_puts_a_referral_right_in_slack_and_undoes_it(by_socket: Office) -> None:
    connect(by_socket)
    tracking_id = await introduce(by_socket)
    await ask(by_socket, "any news on Acme?")
    said = await ask(by_socket, "Sorry, it's Jane Dough, and her mail is jane.dough@acme.example")
    assert f"This is what changed in {tracking_id}:" in said
    assert "- Name: Jane Doe → *Jane Dough*" in said
    assert "- E-mail: jane@acme.example → *jane.dough@acme.example*" in said
    letter = next(one for one in by_socket.mailbag.letters if "Jane Doe -> Jane Dough" in one["text"])
    assert letter["to"] == "sam@northwind.example"
    assert "I took the change back" in await ask(by_socket, "undo")
    referral = await by_socket.engine.ask(lambda s: Referrals(s).get(tracking_id))
    assert referral is not None
    assert (referral.prospect.name, referral.prospect.email) == ("Jane Doe", "jane@acme.example")


async def test_a_correction_that_is_not_clear_changes_nothing_and_goes_to_a_person(by_socket: Office) -> None:
    connect(by_socket)
    tracking_id = await introduce(by_socket)
    said = await ask(by_socket, "Jane Doe has left Acme, ask for her colleague instead")
    assert "Dana will answer you personally by" in said
    referral = await by_socket.engine.ask(lambda s: Referrals(s).get(tracking_id))
    assert referral is not None
    assert referral.prospect.name == "Jane Doe"


async def test_names_promised_after_a_nudge_are_thanked_for_and_a_meeting_is_for_a_person(
    by_socket: Office,
) -> None:
    connect(by_socket)
    await introduce(by_socket)
    at = by_socket.engine
    said = {
        "to": "sam@northwind.example",
        "is_nudge": True,
        "from_name": "",
        "subject": "",
        "text": "",
        "html": "",
    }
    nudge = Promise("nudge:P-1:1", "email", "nudge:P-1", "P-1", said)
    await at.unit(lambda session, now: Outbox(session).add(nudge, now))
    await by_socket.deliver()
    assert "Dana will answer you" in await ask(by_socket, "Sure, coffee would be nice. Wednesday at 11?")
    assert "Wonderful, thank you!" in await ask(
        by_socket, "Yes, give me two days and I will come back with some names."
    )


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


async def test_whom_a_partner_names_in_slack_as_the_one_to_write_to_now_is_shown(by_socket: Office) -> None:
    connect(by_socket)
    await ask(
        by_socket,
        "I am no longer the right person, please write to Jo Park, jo.park@northwind.example",
    )
    assert any("They name Jo Park" in shown(m.blocks) for m in by_socket.posts(MANAGERS))
    entries = await by_socket.engine.ask(lambda s: list(History(s).of_kind("P-1", "PartnerReplied")))
    assert [(e.data["meaning"], e.data["language"]) for e in entries] == [("wrong_person", "en")]

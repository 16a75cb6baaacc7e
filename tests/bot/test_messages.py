"""What people write: tracking IDs, mentions, direct messages, and what Slack says about ourselves."""

from __future__ import annotations

import pytest

from bot.slack.messages import line_of
from tests.bot.acts import SALES, SHARED, buttons, connect, heard, introduce, say, settled, shown, top_view
from tests.builders import introduction, other_partner, prospect
from tests.rigs.office import Office
from workflows.commands import AddPartner, ClaimReferral
from workflows.events import ReferralRegistered
from workflows.model import Person

MARCO = Person("Marco Bianchi", "marco.bianchi@vendor.example", "U0MARCO000")


async def test_a_tracking_id_gets_a_whole_line_in_the_sales_channel(office: Office) -> None:
    tracking_id = await introduce(office)
    message = await say(office, "aisha", SALES, f"who looks after {tracking_id.lower()}?")
    (line,) = office.thread(SALES, message)
    assert (
        line.text == f"`{tracking_id}` *Acme Ltd* · Registered · nobody has it yet · from Northwind Advisory"
    )


async def test_other_channels_hear_neither_names_nor_companies(by_socket: Office) -> None:
    tracking_id = await introduce(by_socket)
    await by_socket.handle(ClaimReferral(tracking_id, MARCO), "claim")
    message = await say(by_socket, "ines", "general", f"is {tracking_id} paid?")
    (line,) = by_socket.thread("general", message)
    assert line.text == f"`{tracking_id}` · Registered · Marco Bianchi"


async def test_a_shared_channel_hears_of_its_own_partner_only(by_socket: Office) -> None:
    connect(by_socket)
    mine = await introduce(by_socket)
    whoever = prospect(email="tom@birch.example", company="Birch")
    outcome = await by_socket.handle(introduction(whoever, partner=other_partner()), "mail:2")
    theirs = next(e.about for e in outcome.events if isinstance(e, ReferralRegistered))
    message = await say(by_socket, "sam", SHARED, f"any news of {mine} and {theirs}?")
    (line,) = by_socket.thread(SHARED, message)
    assert line.text == f"`{mine}` *Acme Ltd* · Registered · being assigned"


async def test_a_shared_channel_with_a_stranger_in_it_hears_nothing(by_socket: Office) -> None:
    connect(by_socket)
    place = by_socket.slack.workspace
    place.add_user("eve", "Eve Adams", email="eve@elsewhere.example", team_id="T0ELSEWHER")
    place.channel(SHARED).members.append(place.user("eve").id)
    tracking_id = await introduce(by_socket)
    message = await say(by_socket, "dana", SHARED, f"about {tracking_id}")
    assert by_socket.thread(SHARED, message) == []


@pytest.mark.parametrize(("member", "hears"), [("sam", True), ("katrin", False)])
async def test_a_channel_of_ours_in_which_a_partner_sits_hears_of_that_partner_only(
    by_socket: Office, member: str, hears: bool
) -> None:
    tracking_id = await introduce(by_socket)
    await by_socket.handle(AddPartner(other_partner(), Person("a test")), "add:2")
    place = by_socket.slack.workspace
    place.add_user("sam", "Sam Ortega", email="sam@northwind.example")
    place.add_user("katrin", "Katrin Vogel", email="k.vogel@vogel-partner.example")
    place.add_channel("partners-and-us", members=(member, "dana", "marco", "referral-desk"))
    message = await say(by_socket, member, "partners-and-us", f"any news of {tracking_id}?")
    lines = [line.text for line in by_socket.thread("partners-and-us", message)]
    assert lines == ([f"`{tracking_id}` *Acme Ltd* · Registered · being assigned"] if hears else [])


async def test_the_same_message_is_never_answered_twice(by_socket: Office) -> None:
    tracking_id = await introduce(by_socket)
    by_socket.slack.faults.duplicate_events(3)
    message = await say(by_socket, "aisha", SALES, f"see {tracking_id} and again {tracking_id}")
    assert len(by_socket.thread(SALES, message)) == 1


async def test_bots_edits_and_the_leads_own_thread_get_no_line(by_socket: Office) -> None:
    tracking_id = await introduce(by_socket)
    (alert,) = by_socket.posts(SALES)
    event = {
        "type": "message",
        "channel": alert.channel,
        "channel_type": "channel",
        "user": "U0MARCO000",
        "ts": alert.ts,
        "text": f"see {tracking_id}",
    }
    await by_socket.slack.send_event({**event, "bot_id": "B0OTHER"})
    await by_socket.slack.send_event({**event, "subtype": "message_changed"})
    await by_socket.slack.send_event({**event, "edited": {"user": "U0MARCO000", "ts": alert.ts}})
    await settled(by_socket)
    await say(by_socket, "marco", SALES, f"{tracking_id}: called them", thread_ts=alert.ts)
    assert [m.user for m in by_socket.thread(SALES, alert)] == [by_socket.slack.workspace.user("marco").id]


async def test_many_ids_stay_one_short_answer(by_socket: Office) -> None:
    ids = []
    for number in range(7):
        whoever = prospect(email=f"a{number}@firm{number}.example", company=f"Firm {number} <!channel> & Co")
        outcome = await by_socket.handle(introduction(whoever), f"more:{number}")
        ids += [e.about for e in outcome.events if isinstance(e, ReferralRegistered)]
    message = await say(by_socket, "marco", SALES, " ".join(ids))
    (line,) = by_socket.thread(SALES, message)
    assert line.text.endswith("…and 2 more")
    assert "<!channel>" not in line.text


async def test_who_calls_the_bot_is_answered_alone(office: Office) -> None:
    tracking_id = await introduce(office)
    message = await say(office, "marco", SALES, f"@referral-desk how is {tracking_id}?")
    (answer,) = office.whispers(SALES, "marco")
    assert "Acme Ltd" in shown(answer.blocks)
    assert office.thread(SALES, message) == []


async def test_a_mention_in_a_thread_is_answered_in_the_thread(by_socket: Office) -> None:
    await introduce(by_socket)
    (alert,) = by_socket.posts(SALES)
    await say(by_socket, "marco", SALES, "@referral-desk my leads please? no: lead mine", thread_ts=alert.ts)
    (answer,) = by_socket.whispers(SALES, "marco")
    assert answer.thread_ts == alert.ts


async def test_a_direct_message_is_answered_in_place(office: Office) -> None:
    await introduce(office)
    await say(office, "dana", "@referral-desk", "status Northwind")
    direct = office.slack.workspace.direct("dana", office.slack.app.bot_user_id)
    answer = office.slack.workspace.messages[direct.id][-1]
    assert "1 (1 open, 0 won)" in shown(answer.blocks)
    assert (answer.ephemeral_to, answer.thread_ts) == (None, None)


@pytest.mark.parametrize("words", ["hi", "help", "", "what is the meaning of all this?"])
async def test_small_talk_is_answered_with_what_the_bot_can_do(by_socket: Office, words: str) -> None:
    await say(by_socket, "marco", SALES, f"@referral-desk {words}")
    (answer,) = by_socket.whispers(SALES, "marco")
    assert "/lead mine" in shown(answer.blocks)


async def test_strangers_hear_whom_to_ask(by_socket: Office) -> None:
    by_socket.slack.workspace.add_user(
        "eve", "Eve Adams", email="eve@elsewhere.example", team_id="T0ELSEWHER"
    )
    by_socket.slack.workspace.channel("general").members.append(by_socket.slack.workspace.user("eve").id)
    tracking_id = await introduce(by_socket)
    await say(by_socket, "eve", "general", f"@referral-desk {tracking_id}")
    (answer,) = by_socket.whispers("general", "eve")
    assert "ask a partner manager" in shown(answer.blocks)
    assert "Acme" not in shown(answer.blocks)


async def test_staff_who_name_somebody_get_a_form_filled_in(by_socket: Office) -> None:
    await say(by_socket, "marco", "@referral-desk", "Jane Doe of Acme, jane@acme.example")
    direct = by_socket.slack.workspace.direct("marco", by_socket.slack.app.bot_user_id)
    answer = by_socket.slack.workspace.messages[direct.id][-1]
    assert "Register a referral…" in buttons(answer.blocks)
    await by_socket.slack.click("marco", "@referral-desk", answer.ts, "ask:0")
    view = await top_view(by_socket, "marco")
    assert "jane@acme.example" in shown(view.blocks)


async def test_a_partner_registers_by_telling_the_bot_and_pressing_one_button(office: Office) -> None:
    connect(office)
    words = "@referral-desk Jane Doe of Acme, jane@acme.example. They need payroll by May."
    message = await say(office, "sam", SHARED, words)
    (card,) = office.thread(SHARED, message)
    assert "Shall I register this?" in shown(card.blocks)
    assert office.posts(SALES) == []
    assert (await office.slack.click("sam", SHARED, card.ts, "draft:register")).acked
    await office.deliver()
    (card,) = office.thread(SHARED, message)
    assert "*Acme* is registered as `R-" in shown(card.blocks)
    (alert,) = office.posts(SALES)
    assert "They need payroll by May." in shown(alert.blocks)
    assert office.mailbag.letters[-1]["to"] == "sam@northwind.example"


async def test_only_that_partner_may_press_it(by_socket: Office) -> None:
    connect(by_socket)
    message = await say(by_socket, "sam", SHARED, "@referral-desk Jane Doe of Acme, jane@acme.example")
    (card,) = by_socket.thread(SHARED, message)
    await by_socket.slack.click("marco", SHARED, card.ts, "draft:register")
    await by_socket.slack.click("marco", SHARED, card.ts, "draft:drop")
    await by_socket.slack.until(lambda: len(by_socket.whispers(SHARED, "marco")) == 2)
    await by_socket.deliver()
    assert by_socket.posts(SALES) == []


async def test_a_partner_may_change_their_mind(by_socket: Office) -> None:
    connect(by_socket)
    message = await say(by_socket, "sam", SHARED, "@referral-desk Jane Doe of Acme, jane@acme.example")
    (card,) = by_socket.thread(SHARED, message)
    await by_socket.slack.click("sam", SHARED, card.ts, "draft:drop")
    await by_socket.deliver()
    assert "registered nothing" in shown(by_socket.thread(SHARED, message)[0].blocks)


async def test_a_partner_asks_for_their_own_and_never_sees_others(by_socket: Office) -> None:
    connect(by_socket)
    await introduce(by_socket)
    whoever = prospect(email="tom@birch.example", company="Birch")
    await by_socket.handle(introduction(whoever, partner=other_partner()), "mail:2")
    await say(by_socket, "sam", SHARED, "@referral-desk status Vogel")
    (answer,) = by_socket.whispers(SHARED, "sam")
    assert "Acme Ltd" in shown(answer.blocks)
    assert "Birch" not in shown(answer.blocks)
    assert "Jane is expecting" not in shown(answer.blocks)


@pytest.mark.parametrize(
    "event", [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["U1"]}}]
)
async def test_a_lost_token_shows_in_health_until_slack_takes_a_message_again(
    office: Office, event: dict[str, object]
) -> None:
    office.slack.faults.refuse("chat.postMessage", "account_inactive")
    await office.slack.send_event(event)
    await heard()
    assert office.ours.sender.last_error in ("app_uninstalled", "token_revoked")
    await office.deliver()
    assert [letter["to"] for letter in office.mailbag.letters] == ["dana.reyes@vendor.example"]
    office.slack.faults.clear()
    await introduce(office)
    assert office.ours.sender.last_error == ""


async def test_a_persons_revoked_token_is_none_of_our_business(by_socket: Office) -> None:
    await by_socket.slack.send_event({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}})
    await settled(by_socket)
    assert by_socket.ours.sender.last_error == ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("status Northwind", ("/partner", "status Northwind")),
        ("/lead mine", ("/lead", "mine")),
        ("leads mine", ("/lead", "mine")),
        ("partner list", ("/partner", "list")),
        ("register Jane Doe of Acme, she is on jane@acme.example and waits", ("/lead", None)),
        ("how is R-0000-00?", ("/lead", "R-0000-00")),
        ("open questions about how all of this is meant to work", None),
        ("lead with kindness", None),
        ("help", None),
        ("", None),
    ],
)
def test_a_line_is_told_from_a_sentence(typed: str, expected: tuple[str, str | None] | None) -> None:
    if expected and expected[1] is None:
        expected = (expected[0], typed)
    assert line_of(typed) == expected

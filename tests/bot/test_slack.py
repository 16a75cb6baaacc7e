"""What people see and click in Slack: real listeners over Slack's own protocol."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.sandbox.workspace import Message
from storage.inbound import Inbound, NewMail
from tests.builders import MONDAY, held, introduction, prospect
from tests.conftest import StillClock
from tests.rigs.office import Office
from workflows.commands import HoldMail
from workflows.events import ReferralRegistered

SALES, MANAGERS = "sales-referrals", "partner-managers"


async def introduce(office: Office, key: str = "mail:1", **changes: object) -> str:
    outcome = await office.handle(introduction(**changes), key)
    return next(e.about for e in outcome.events if isinstance(e, ReferralRegistered))


async def hold(office: Office, message: HoldMail | None = None) -> None:
    new = NewMail("desk", "INBOX", 1, 1, MONDAY, b"From: mirela@bureau.example\r\n\r\nhello")
    await office.engine.unit(lambda session, now: Inbound(session).keep([new], now))
    await office.handle(message or held(), "mail:held")


def shown(blocks: object) -> str:
    return json.dumps(blocks, ensure_ascii=False)


async def test_an_introduction_stands_in_the_sales_channel_with_a_claim_button(office: Office) -> None:
    tracking_id = await introduce(office)
    (alert,) = office.posts(SALES)
    for expected in (
        tracking_id,
        "Acme Ltd",
        "Jane Doe",
        "Northwind Advisory (1 referral, 0 won)",
        "referral:claim",
    ):
        assert expected in shown(alert.blocks)
    (letter,) = office.mailbag.letters
    assert letter["subject"] == "Re: Fwd: payroll"
    assert tracking_id in letter["text"]


async def test_one_click_claims_and_the_card_and_the_partner_show_it(office: Office) -> None:
    tracking_id = await introduce(office)
    (alert,) = office.posts(SALES)
    assert (await office.slack.click("marco", SALES, alert.ts, "referral:claim")).acked
    await office.deliver()
    (alert,) = office.posts(SALES)
    assert "Marco Bianchi has Acme Ltd" in shown(alert.blocks)
    assert "referral:claim" not in shown(alert.blocks)
    assert "Marco from our sales team" in office.mailbag.letters[-1]["text"]
    assert tracking_id in alert.text


async def test_who_clicks_second_is_told_who_was_faster(office: Office, clock: StillClock) -> None:
    tracking_id = await introduce(office)
    (alert,) = office.posts(SALES)
    stale = alert.blocks
    await office.slack.click("marco", SALES, alert.ts, "referral:claim")
    alert.blocks = stale  # Aisha's screen has not caught up
    await office.slack.click("aisha", SALES, alert.ts, "referral:claim", value=tracking_id)
    await office.deliver()
    (whisper,) = office.whispers(SALES, "aisha")
    assert whisper.text == "Marco Bianchi took Acme Ltd 0 s ago. The next one is yours!"


async def test_somebody_who_is_no_rep_is_refused_kindly_and_nothing_changes(office: Office) -> None:
    await introduce(office)
    (alert,) = office.posts(SALES)
    await office.slack.click("jonas", SALES, alert.ts, "referral:claim")
    (whisper,) = await office.slack.until(lambda: office.whispers(SALES, "jonas"))
    await office.deliver()
    assert "Only our sales team" in whisper.text
    assert "referral:claim" in shown(office.posts(SALES)[0].blocks)


@pytest.mark.parametrize(
    "words", ["status Northwind", "status sam@northwind.example", "status northwind.example", "northw"]
)
async def test_partner_status_answers_whatever_one_remembers_and_only_to_the_asker(
    office: Office, words: str
) -> None:
    await introduce(office)
    result = await office.slack.slash("dana", SALES, "/partner", words)
    assert result.response
    assert result.response["response_type"] == "ephemeral"
    for expected in ("Northwind Advisory", "Sam Ortega", "1 (1 open, 0 won)", "Acme Ltd"):
        assert expected in shown(result.response["blocks"])


async def test_partner_status_knows_tracking_ids(office: Office) -> None:
    tracking_id = await introduce(office)
    result = await office.slack.slash("dana", SALES, "/partner", f"status {tracking_id.lower()}")
    assert "Northwind Advisory" in shown(result.response)


async def test_a_slip_of_the_finger_is_guessed(office: Office) -> None:
    result = await office.slack.slash("dana", SALES, "/partner", "stauts")
    assert "Did you mean `/partner status`?" in shown(result.response)


async def test_a_lead_is_shown_by_its_tracking_id(office: Office) -> None:
    tracking_id = await introduce(office)
    result = await office.slack.slash("marco", SALES, "/lead", tracking_id)
    for expected in ("Acme Ltd", "nobody yet", "Protected until"):
        assert expected in shown(result.response)


async def test_my_leads_are_mine(office: Office) -> None:
    await introduce(office)
    (alert,) = office.posts(SALES)
    await office.slack.click("marco", SALES, alert.ts, "referral:claim")
    mine = await office.slack.slash("marco", SALES, "/lead", "mine")
    theirs = await office.slack.slash("aisha", SALES, "/lead", "mine")
    assert "Acme Ltd" in shown(mine.response)
    assert "Acme Ltd" not in shown(theirs.response)


async def test_app_home_shows_a_manager_the_day_and_a_rep_what_is_free(office: Office) -> None:
    await introduce(office)
    await hold(office)
    await office.slack.open_home("dana")
    await office.slack.open_home("marco")
    dana, marco = shown(await office.home("dana")), shown(await office.home("marco"))
    assert "*1* unclaimed" in dana
    assert "*1* mail waits for a person" in dana
    assert "mirela@bureau.example" in dana
    assert "referral:claim" in marco
    assert "mirela" not in marco


async def test_an_unknown_sender_is_approved_in_one_form_and_the_mail_is_read_again(
    office: Office, clock: StillClock
) -> None:
    await hold(office)
    (card,) = office.posts(MANAGERS)
    assert "Somebody new wrote to the desk" in shown(card.blocks)
    await office.slack.click("dana", MANAGERS, card.ts, "held:approve")
    await office.slack.until(lambda: office.slack.workspace.top_view("dana"))
    result = await office.slack.submit_view("dana", {"company": "Bureau Mirela"})
    assert result.acked
    await office.deliver()
    (card,) = office.posts(MANAGERS)
    assert "Dana Reyes approved Bureau Mirela" in shown(card.blocks)
    status = await office.slack.slash("dana", SALES, "/partner", "status bureau.example")
    assert "Bureau Mirela" in shown(status.response)
    assert (await office.engine.ask(lambda session: Inbound(session).waiting(clock.now())))[0] == 1


async def test_a_held_mail_is_registered_by_hand_for_a_chosen_partner(office: Office) -> None:
    await hold(office, held(cause="unsure"))
    (card,) = office.posts(MANAGERS)
    await office.slack.click("dana", MANAGERS, card.ts, "held:register")
    await office.slack.until(lambda: office.slack.workspace.top_view("dana"))
    options = await office.slack.load_options("dana", "partner_search", "vogel")
    assert [o["value"] for o in options] == ["P-2"]
    result = await office.slack.submit_view("dana", {"partner": "P-2", "email": "jane@acme.example"})
    assert result.acked, result
    await office.deliver()
    assert "registered it by hand" in shown(office.posts(MANAGERS)[0].blocks)
    assert "Vogel & Partner" in shown(office.posts(SALES)[0].blocks)
    assert office.mailbag.letters[-1]["to"] == "k.vogel@vogel-partner.example"
    assert office.mailbag.letters[-1]["in_reply_to"] == ""  # Mirela's thread is not Katrin's


async def test_only_managers_decide_about_held_mails(office: Office) -> None:
    await hold(office)
    (card,) = office.posts(MANAGERS)
    await office.slack.click("ines", MANAGERS, card.ts, "held:dismiss")
    (whisper,) = await office.slack.until(lambda: office.whispers(MANAGERS, "ines"))
    assert "Only partner managers" in whisper.text
    assert "held:dismiss" in shown(office.posts(MANAGERS)[0].blocks)


async def test_ignoring_a_mail_closes_its_card(office: Office) -> None:
    await hold(office)
    (card,) = office.posts(MANAGERS)
    await office.slack.click("dana", MANAGERS, card.ts, "held:dismiss")
    await office.deliver()
    assert "nothing is to be done" in shown(office.posts(MANAGERS)[0].blocks)
    assert "held:dismiss" not in shown(office.posts(MANAGERS)[0].blocks)


async def test_hostile_text_stays_text_and_inside_slacks_limits(office: Office) -> None:
    nasty = "<!channel> {{7*7}} <script>alert(1)</script> *bold* `code` & مرحبا 👩‍👩‍👧 " * 100
    whoever = prospect(name=nasty, company=nasty, phone=nasty)
    await office.handle(introduction(whoever, note=nasty), "mail:nasty")
    (alert,) = office.posts(SALES)
    assert "<!channel>" not in alert.text
    assert '"type": "mrkdwn", "text": "<!channel>' not in shown(alert.blocks)
    status = await office.slack.slash("dana", SALES, "/partner", "status Northwind")
    assert status.acked


async def test_the_same_mail_decided_twice_speaks_once(office: Office) -> None:
    await office.handle(introduction(), "mail:same")
    outcome = await office.handle(introduction(), "mail:same")
    assert outcome.is_repeated
    assert (len(office.posts(SALES)), len(office.mailbag.letters)) == (1, 1)


async def test_a_post_that_may_have_gone_out_is_looked_for_before_it_is_posted_again(
    office: Office, clock: StillClock
) -> None:
    office.slack.faults.lose_answer("chat.postMessage")
    await office.handle(introduction(), "mail:1")
    place = office.slack.workspace
    where, who = place.channel(SALES).id, place.user("marco").id
    for _ in range(250):  # more than Slack tells at once
        place.post(Message(where, place.new_ts(), who, "and so on"))
    clock.move(timedelta(minutes=5))
    await office.deliver()
    assert len([one for one in office.posts(SALES) if one.user == place.user("referral-desk").id]) == 1


async def test_slack_away_for_a_while_loses_nothing(office: Office, clock: StillClock) -> None:
    office.slack.faults.refuse("chat.postMessage", "internal_error", times=1)
    await office.handle(introduction(), "mail:1")
    assert office.posts(SALES) == []
    assert office.ours.sender.last_error == "internal_error"
    clock.move(timedelta(minutes=5))
    await office.deliver()
    assert (len(office.posts(SALES)), office.ours.sender.last_error) == (1, "")

"""Working on a lead in Slack: handed over, moved, introduced; told to the partner in public words."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox.workspace import Message, View
from bot.slack.leads.lead_forms import About, intro_view, stage_view
from storage.history import Entry
from tests.builders import MARCO, MONDAY, introduction, program, prospect, referral
from tests.conftest import StillClock
from tests.rigs.office import Office
from workflows.events import ReferralRegistered

SALES, MANAGERS = "sales-referrals", "partner-managers"
THREE_MINUTES = timedelta(minutes=3, seconds=1)


async def introduce(office: Office, key: str = "mail:1", **changes: Any) -> str:
    outcome = await office.handle(introduction(**changes), key)
    return next(e.about for e in outcome.events if isinstance(e, ReferralRegistered))


async def claimed(office: Office, **changes: Any) -> str:
    """A lead that Marco has."""
    tracking_id = await introduce(office, **changes)
    await click(office, "marco", "referral:claim")
    office.mailbag.letters.clear()
    return tracking_id


async def click(office: Office, who: str, action: str, selected: Any = None) -> None:
    ack = await office.slack.click(who, SALES, card(office).ts, action, selected=selected)
    assert ack.acked, ack
    await office.deliver()


async def click_in_thread(office: Office, who: str, action: str) -> None:
    (playbook,) = [m for m in office.thread(SALES, card(office)) if action in shown(m.blocks)]
    assert (await office.slack.click(who, SALES, playbook.ts, action)).acked


async def move(office: Office, tracking_id: str, stage: str, who: str = "marco") -> None:
    await click(office, who, "referral:stage", f"{tracking_id}|{stage}")


async def form_of(office: Office, who: str) -> str:
    return (await screen(office, who)).callback_id


async def screen(office: Office, who: str) -> View:
    """The form this person looks at, once it is there."""
    view = await office.slack.until(lambda: office.slack.workspace.top_view(who))
    assert view
    return view


async def submit(office: Office, who: str, values: dict[str, Any] | None = None) -> Any:
    await screen(office, who)
    result = await office.slack.submit_view(who, values)
    await office.deliver()
    return result


async def settle(office: Office, clock: StillClock) -> None:
    clock.move(THREE_MINUTES)
    await office.deliver()


def card(office: Office) -> Message:
    return office.posts(SALES)[0]


def shown(blocks: object) -> str:
    return json.dumps(blocks, ensure_ascii=False)


def subjects(office: Office) -> list[str]:
    return [letter["subject"] for letter in office.mailbag.letters]


async def whispered(office: Office, who: str) -> str:
    found: list[Message] = await office.slack.until(lambda: office.whispers(SALES, who))
    return found[-1].text


async def test_a_claim_opens_the_playbook_under_the_card(office: Office) -> None:
    await claimed(office)
    (playbook,) = office.thread(SALES, card(office))
    for expected in (
        "Thank you so much for the introduction from Sam at Northwind Advisory. "
        "We know they only work with the best.",
        "Jane is expecting a call.",
        "Expected value: not known yet",
        "referral:intro",
        "referral:details",
    ):
        assert expected in shown(playbook.blocks)


async def test_a_move_is_drawn_at_once_and_told_to_the_partner_after_three_minutes(
    office: Office, clock: StillClock
) -> None:
    tracking_id = await claimed(office)
    await move(office, tracking_id, "qualified")
    assert "Registered to *Qualified*" not in shown(card(office).blocks)
    assert "Qualified: move to…" in shown(card(office).blocks)
    assert any("from Registered to *Qualified*" in m.text for m in office.thread(SALES, card(office)))
    assert subjects(office) == []
    await settle(office, clock)
    (letter,) = office.mailbag.letters
    assert letter["subject"] == "Your referral for Acme Ltd moved to Qualified"
    assert "Marco has talked with Acme Ltd" in letter["text"]
    assert (letter["to"], letter["from_name"]) == ("sam@northwind.example", "Dana Reyes")


async def test_a_slip_is_never_told_and_two_moves_are_told_as_one(office: Office, clock: StillClock) -> None:
    tracking_id = await claimed(office)
    await move(office, tracking_id, "proposal_sent")
    clock.move(timedelta(minutes=2))
    await move(office, tracking_id, "contacted")
    await settle(office, clock)
    await settle(office, clock)
    assert subjects(office) == ["Your referral for Acme Ltd moved to Contacted"]


async def test_a_demo_asks_for_its_day_and_the_subject_names_it(office: Office, clock: StillClock) -> None:
    tracking_id = await claimed(office)
    await move(office, tracking_id, "demo_scheduled")
    assert await form_of(office, "marco") == "lead:stage_form"
    assert (await office.slack.submit_view("marco", {})).outcome == "incomplete"
    assert (await submit(office, "marco", {"on": "2026-03-12"})).outcome == "closed"
    await settle(office, clock)
    assert subjects(office) == ["Your referral for Acme Ltd moved to Demo Scheduled: Thu 12 March"]
    assert "Demo Scheduled, 12 Mar 2026" in shown(card(office).blocks)


async def test_won_is_confirmed_with_value_and_day(office: Office, clock: StillClock) -> None:
    tracking_id = await claimed(office)
    await move(office, tracking_id, "closed_won")
    assert await form_of(office, "marco") == "lead:stage_form"
    wrong = await submit(office, "marco", {"value": "a lot", "currency": "GBP", "on": "2026-03-02"})
    assert (wrong.outcome, list(wrong.errors)) == ("errors", ["value"])
    mixed = await submit(office, "marco", {"value": "€30,000"})
    assert (mixed.outcome, list(mixed.errors)) == ("errors", ["value"])
    assert (await submit(office, "marco", {"value": "30,000"})).outcome == "closed"
    assert "Marco Bianchi won Acme Ltd" in shown(card(office).blocks)
    assert "£30,000.00" in shown(card(office).blocks)
    await settle(office, clock)
    (letter,) = office.mailbag.letters
    assert letter["subject"] == "Your referral for Acme Ltd moved to Closed Won"
    assert "Acme Ltd has signed: £30,000, closed on Mon 2 March." in letter["text"]


async def test_lost_asks_why_and_the_partner_reads_the_public_words(
    office: Office, clock: StillClock
) -> None:
    tracking_id = await claimed(office)
    await move(office, tracking_id, "closed_lost")
    await submit(office, "marco", {"reason": "other_solution"})
    assert "Went with a competitor" in shown(card(office).blocks)
    await settle(office, clock)
    (letter,) = office.mailbag.letters
    assert "they decided on another solution" in letter["text"]
    assert "competitor" not in letter["text"] + letter["html"] + letter["subject"]


async def test_the_stage_can_be_changed_inside_the_form(office: Office) -> None:
    tracking_id = await claimed(office)
    await move(office, tracking_id, "closed_won")
    await form_of(office, "marco")
    await office.slack.click_in_view("marco", "lead:stage_pick", selected="closed_lost")
    view = office.slack.workspace.top_view("marco")
    await office.slack.until(lambda: view and "reason" in shown(view.blocks))
    assert (await submit(office, "marco", {"reason": "timing"})).outcome == "closed"
    assert "Closed Lost: Acme Ltd" in shown(card(office).blocks)


async def test_only_the_owner_or_a_manager_moves_it(office: Office) -> None:
    tracking_id = await claimed(office)
    await move(office, tracking_id, "qualified", who="aisha")
    assert "Marco Bianchi looks after Acme Ltd" in await whispered(office, "aisha")
    await move(office, tracking_id, "qualified", who="jonas")
    assert "Only our sales team" in await whispered(office, "jonas")
    assert "Registered: move to…" in shown(card(office).blocks)
    await move(office, tracking_id, "qualified", who="dana")
    assert "Qualified: move to…" in shown(card(office).blocks)


async def test_a_lead_is_assigned_to_a_colleague_who_gets_a_message(office: Office) -> None:
    await introduce(office)
    await click(office, "dana", "referral:assign")
    assert await form_of(office, "dana") == "lead:assign_form"
    wrong = await submit(office, "dana", {"user": user_id(office, "jonas")})
    assert (wrong.outcome, list(wrong.errors)) == ("errors", ["user"])
    assert (await submit(office, "dana", {"user": user_id(office, "aisha")})).outcome == "closed"
    assert "Aisha Khan has Acme Ltd" in shown(card(office).blocks)
    direct = office.slack.workspace.direct("aisha", office.slack.app.bot_user_id)
    (message,) = office.slack.workspace.messages[direct.id]
    assert "Dana Reyes gave you *Acme Ltd*" in message.text
    assert "Aisha from our sales team" in office.mailbag.letters[-1]["text"]


async def test_releasing_and_handing_over_stay_in_the_thread(office: Office) -> None:
    await claimed(office)
    await click(office, "aisha", "referral:release")
    assert "Marco Bianchi looks after" in await whispered(office, "aisha")
    await click(office, "marco", "referral:release")
    assert "New lead: Acme Ltd" in shown(card(office).blocks)
    assert any(
        "Marco Bianchi no longer has it: anybody can claim it" in m.text
        for m in office.thread(SALES, card(office))
    )
    await click(office, "aisha", "referral:claim")
    assert "Aisha from our sales team looks after Acme Ltd" in office.mailbag.letters[-1]["text"]


async def test_not_for_us_tells_the_partner_why_in_public_words_and_can_be_undone(office: Office) -> None:
    await introduce(office)
    await click(office, "marco", "referral:reject")
    assert await form_of(office, "marco") == "lead:reject_form"
    await submit(office, "marco", {"reason": "no_fit"})
    assert "Not for us: Acme Ltd (Not a fit)" in shown(card(office).blocks)
    assert "what they need is not what we do well" in office.mailbag.letters[-1]["text"]
    await click(office, "dana", "referral:reopen")
    assert "New lead: Acme Ltd" in shown(card(office).blocks)
    assert "take it up after all" in office.mailbag.letters[-1]["text"]


async def test_details_are_optional_and_stand_on_the_card(office: Office) -> None:
    await claimed(office)
    await click_in_thread(office, "marco", "referral:details")
    assert await form_of(office, "marco") == "lead:details_form"
    await submit(office, "marco", {"value": "18k EUR", "next_step": "Call on Friday"})
    for place in (card(office), office.thread(SALES, card(office))[0]):
        assert "€18,000" in shown(place.blocks)
        assert "Call on Friday" in shown(place.blocks)
    assert office.mailbag.letters == []  # none of it is the partner's business


async def test_a_three_way_introduction_goes_out_once_for_two_and_proves_the_contact(
    office: Office, clock: StillClock
) -> None:
    await claimed(office)
    await click_in_thread(office, "marco", "referral:intro")
    assert await form_of(office, "marco") == "lead:intro_form"
    await submit(office, "marco", {"text": "Hi Jane,\n\nlet us talk.\n\nMarco"})
    jane, sam = office.mailbag.letters
    assert (jane["to"], sam["to"]) == ("jane@acme.example", "sam@northwind.example")
    for copy in (jane, sam):
        assert copy["subject"] == "Sam from Northwind Advisory suggested that we talk"
        assert (copy["from_name"], copy["reply_to"]) == ("Marco Bianchi", "marco.bianchi@vendor.example")
        assert copy["shown_to"] == [["Jane Doe", "jane@acme.example"]]
        assert copy["shown_cc"] == [["Sam Ortega", "sam@northwind.example"]]
        assert copy["mail_key"] == jane["mail_key"]
        assert copy["text"] == "Hi Jane,\n\nlet us talk.\n\nMarco\n"
    assert "Contacted: move to…" in shown(card(office).blocks)
    assert any("The mail is out." in m.text for m in office.thread(SALES, card(office)))
    await settle(office, clock)
    assert subjects(office)[2:] == ["Your referral for Acme Ltd moved to Contacted"]


async def test_nobody_writes_in_the_place_of_the_owner(office: Office) -> None:
    await claimed(office)
    await click_in_thread(office, "aisha", "referral:intro")
    assert "Marco Bianchi looks after" in await whispered(office, "aisha")
    await click_in_thread(office, "marco", "referral:intro")
    await form_of(office, "marco")
    await click(office, "marco", "referral:release")
    refused = await submit(office, "marco")
    assert refused.outcome == "updated"
    assert "Nobody has Acme Ltd yet" in shown(refused.view.blocks)
    assert office.mailbag.letters == []


async def test_open_shows_the_whole_of_a_lead_and_the_menu_works_there_too(office: Office) -> None:
    tracking_id = await claimed(office)
    await click(office, "ines", "referral:open")
    view = await screen(office, "ines")
    for expected in (tracking_id, "Jane Doe", "Marco Bianchi took it", "Protected until"):
        assert expected in shown(view.blocks)
    await click(office, "marco", "referral:open")
    await office.slack.until(lambda: office.slack.workspace.top_view("marco"))
    await office.slack.click_in_view("marco", "referral:stage", selected=f"{tracking_id}|closed_lost")
    await office.slack.until(lambda: len(office.slack.workspace.modals[user_id(office, "marco")]) == 2)
    await submit(office, "marco", {"reason": "timing"})
    assert "Closed Lost" in shown(card(office).blocks)
    await click(office, "jonas", "referral:open")
    assert "Only our sales team" in await whispered(office, "jonas")


def user_id(office: Office, who: str) -> str:
    return office.slack.workspace.user(who).id


@pytest.mark.parametrize("stage", ["demo_scheduled", "closed_won", "closed_lost"])
async def test_hostile_text_fits_every_form_and_card(office: Office, clock: StillClock, stage: str) -> None:
    nasty = "<!channel> {{7*7}} <script>alert(1)</script> *bold* `code` & مرحبا 👩‍👩‍👧 |" * 70
    whoever = prospect(name=nasty, company=nasty, phone=nasty)
    tracking_id = await claimed(office, prospects=(whoever,), note=nasty)
    for action, form in (("referral:intro", "lead:intro_form"), ("referral:details", "lead:details_form")):
        await click_in_thread(office, "marco", action)
        assert await form_of(office, "marco") == form
        if form == "lead:details_form":
            await submit(office, "marco", {"close_by": nasty[:300], "next_step": nasty[:300]})
        else:
            await office.slack.close_view("marco")
    for action in ("referral:open", "referral:assign"):
        await click(office, "marco", action)
        await office.slack.until(lambda: office.slack.workspace.top_view("marco"))
        await office.slack.close_view("marco")
    await move(office, tracking_id, stage)
    given = {
        "demo_scheduled": {"on": "2026-03-12"},
        "closed_won": {"value": "30k", "on": "2026-03-02"},
        "closed_lost": {"reason": "timing"},
    }[stage]
    await form_of(office, "marco")
    assert (await submit(office, "marco", given)).outcome == "closed"
    await settle(office, clock)
    (letter,) = office.mailbag.letters
    assert "<script>" not in letter["html"]
    for message in (card(office), *office.thread(SALES, card(office))):
        assert "<!channel>" not in message.text
        assert '"mrkdwn", "text": "<!channel>' not in shown(message.blocks)


def test_the_form_of_a_stage_says_who_hears_of_it_and_asks_like_a_person() -> None:
    stage = program().pipeline.stage("demo_scheduled")
    assert stage
    form = str(stage_view(About(referral(), "C1"), program(), stage, MONDAY.date()))
    assert "Sam Ortega hears of it in three minutes, unless it is moved again before then." in form
    assert "On which day?" in form


def test_the_intro_says_that_one_was_written_already() -> None:
    about, draft = About(referral(), "C1"), ("Hello", "Hi Jane")
    assert "already" not in str(intro_view(about, "Northwind", MARCO, draft))
    written = Entry("R-1", "IntroductionWritten", MONDAY, {"actor": "Dana Reyes", "to": "jane@acme.example"})
    again = str(intro_view(about, "Northwind", MARCO, draft, (written,)))
    assert "Dana Reyes has written to jane@acme.example already. This goes out as a second mail." in again
    assert "Send it again" in again

"""`/partner` and `/lead`: answers for the asker alone, buttons that lead on, forms that check."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storage.partners import Partners
from tests.bot.acts import SALES, buttons, introduce, introduce_many, shown, top_view
from tests.builders import MONDAY, introduction, other_partner, prospect
from tests.conftest import StillClock
from tests.rigs.office import Office
from workflows.commands import ClaimReferral
from workflows.model import Contact, Person


async def ask(office: Office, user: str, command: str, words: str) -> str:
    result = await office.slack.slash(user, SALES, command, words)
    assert result.response is not None, result.error
    assert result.response["response_type"] == "ephemeral"
    return shown(result.response["blocks"])


async def form(office: Office, user: str, command: str, words: str) -> str:
    assert (await office.slack.slash(user, SALES, command, words)).acked
    view = await top_view(office, user)
    return shown(view.blocks)


async def test_help_names_every_word_and_leads_on(office: Office) -> None:
    told = await ask(office, "dana", "/partner", "help")
    for word in ("status", "list", "add", "edit", "conflicts", "pause", "resume"):
        assert f"/partner {word}" in told
    told = await ask(office, "dana", "/lead", "")
    for word in ("mine", "open", "register", "release"):
        assert f"/lead {word}" in told


@pytest.mark.parametrize(
    ("command", "slip", "meant"),
    [
        ("/partner", "stats Northwind Ltd", "/partner status Northwind Ltd"),
        ("/partner", "conflits", "/partner conflicts"),
        ("/partner", "puase Vogel", "/partner pause Vogel"),
        ("/lead", "mien", "/lead mine"),
        ("/lead", "relese R-0000-00", "/lead release R-0000-00"),
    ],
)
async def test_a_slip_of_the_finger_is_guessed_and_offered_as_a_button(
    by_socket: Office, command: str, slip: str, meant: str
) -> None:
    result = await by_socket.slack.slash("dana", SALES, command, slip)
    assert f"Did you mean `{meant}`?" in shown(result.response)
    assert meant in buttons(result.response).values()


async def test_a_long_list_is_turned_page_by_page_in_place(office: Office) -> None:
    await introduce_many(office, 25)
    result = await office.slack.slash("marco", SALES, "/lead", "open")
    assert result.message
    assert "1 to 10 of 25" in shown(result.message.blocks)
    assert (await office.slack.click("marco", SALES, result.message.ts, "ask:0", "/lead open @10")).acked
    await office.slack.until(lambda: result.message and "11 to 20 of 25" in shown(result.message.blocks))
    back = buttons(result.message.blocks)
    assert (back["Back"], back["More"]) == ("/lead open @0", "/lead open @20")


async def test_three_hundred_referrals_with_long_hostile_notes_stay_inside_slacks_limits(
    by_socket: Office,
) -> None:
    nasty = ("<!channel> *bold* & مرحبا بالعالم 👩‍👩‍👧‍👦 `code` " * 150)[:5000]
    for number in range(300):
        who = prospect(email=f"jane@firm{number}.example", company=f"{nasty[:200]} {number}", name=nasty)
        await by_socket.engine.handle(introduction(who, note=nasty), f"many:{number}")
    for command, words in (
        ("/partner", "status Northwind"),
        ("/partner", "referrals Northwind @290"),
        ("/lead", "open @150"),
        ("/lead", "open @9999"),
        ("/lead", nasty[:100]),
    ):
        result = await by_socket.slack.slash("dana", SALES, command, words)
        assert result.message, (command, words, result.error)
        assert '"mrkdwn", "text": "*<!channel>' not in shown(result.message.blocks)
    assert (await by_socket.slack.open_home("dana")).acked
    assert "*300* unclaimed" in shown(await by_socket.home("dana"))


async def test_partners_are_listed_with_a_button_each(by_socket: Office) -> None:
    result = await by_socket.slack.slash("dana", SALES, "/partner", "list")
    assert "2 partners" in shown(result.response)
    assert {"/partner status P-1", "/partner add"} <= set(_all_values(result.response))


async def test_several_fitting_partners_are_offered_for_choice(by_socket: Office) -> None:
    result = await by_socket.slack.slash("dana", SALES, "/partner", "status r")
    assert "Several partners fit" in shown(result.response)


async def test_a_new_partner_is_taken_in_by_a_form(office: Office) -> None:
    await form(office, "dana", "/partner", "add Kwekerij Jansen")
    result = await office.slack.submit_view(
        "dana",
        {
            "people": "Pieter Jansen <pieter@jansen.example, p@jansen.example>\nAnna <anna@jansen.example>",
            "domains": "jansen.example",
            "tz": "Europe/Amsterdam",
            "country": "nl",
            "news": "digest",
            "language": "nl",
        },
    )
    assert "Kwekerij Jansen is a partner now." in shown(result.view.blocks if result.view else result)
    (partner,) = await office.engine.ask(lambda session: Partners(session).search("Kwekerij"))
    assert partner.contacts == (
        Contact("Pieter Jansen", ("pieter@jansen.example", "p@jansen.example")),
        Contact("Anna", ("anna@jansen.example",), "member"),
    )
    assert partner.writes_in == "nl"
    assert (partner.domains, partner.tz, partner.country, partner.news) == (
        ("jansen.example",),
        "Europe/Amsterdam",
        "NL",
        "digest",
    )


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("people", "Sam", "I cannot read"),
        ("people", "Sam <sam@northwind.example>", "belongs to Northwind Advisory already"),
        ("people", "Sam <a@b.example>, \nSue <a@b.example>", "stands there twice"),
        ("people", "Sam <a@-b.example>", ""),
        ("domains", "gmail.com", "Anybody can have an address"),
        ("domains", "not a domain", "is no domain"),
        ("domains", "vogel-partner.example", "belongs to Vogel & Partner already"),
        ("tz", "Mars/Base", "no such time zone"),
        ("country", "Germany", "Two letters"),
    ],
)
async def test_the_form_says_what_to_mend(by_socket: Office, field: str, value: str, why: str) -> None:
    await form(by_socket, "dana", "/partner", "add Somebody New")
    filled = {"people": "New <new@somebody.example>", field: value}
    result = await by_socket.slack.submit_view("dana", filled)
    assert result.outcome == "errors"
    assert why in result.errors[field]


async def test_a_partner_is_edited_and_keeps_what_nobody_touched(by_socket: Office) -> None:
    assert "Sam Ortega <sam@northwind.example>" in await form(by_socket, "dana", "/partner", "edit Northwind")
    await by_socket.slack.submit_view("dana", {"company": "Northwind Group", "news": "milestones"})
    partner = await by_socket.engine.ask(lambda session: Partners(session).get("P-1"))
    assert partner
    assert (partner.company, partner.news, partner.contacts[0].role) == (
        "Northwind Group",
        "milestones",
        "owner",
    )
    assert "Northwind Group" in await ask(by_socket, "dana", "/partner", "status group")


async def test_a_partner_is_paused_until_a_day_and_resumed(by_socket: Office, clock: StillClock) -> None:
    await form(by_socket, "dana", "/partner", "pause Northwind")
    refused = await by_socket.slack.submit_view("dana", {"until": MONDAY.date().isoformat()})
    assert "still to come" in refused.errors["until"]
    until = MONDAY.date() + timedelta(days=10)
    await by_socket.slack.submit_view("dana", {"until": until.isoformat(), "why": "on a sabbatical"})
    told = await ask(by_socket, "marco", "/partner", "status Northwind")
    assert "Paused by Dana Reyes on 2 Mar 2026 until 12 Mar 2026: on a sabbatical." in told
    assert "hears from us again" in await ask(by_socket, "dana", "/partner", "resume Northwind")
    assert "was not paused" in await ask(by_socket, "dana", "/partner", "resume Northwind")
    assert "Paused by" not in await ask(by_socket, "marco", "/partner", "status Northwind")
    clock.move(timedelta(days=1))
    assert date(2026, 3, 12) == until


async def test_a_pause_that_is_over_is_not_shown(by_socket: Office, clock: StillClock) -> None:
    await form(by_socket, "dana", "/partner", "pause Northwind")
    await by_socket.slack.submit_view("dana", {"until": "2026-03-05"})
    assert "Paused by" in await ask(by_socket, "dana", "/partner", "status Northwind")
    clock.move(timedelta(days=3))
    assert "Paused by" not in await ask(by_socket, "dana", "/partner", "status Northwind")


@pytest.mark.parametrize("words", ["add X", "edit Northwind", "pause Northwind", "resume Northwind"])
@pytest.mark.parametrize("user", ["marco", "ines", "jonas"])
async def test_only_managers_change_partners_and_everybody_is_told_so_kindly(
    by_socket: Office, words: str, user: str
) -> None:
    assert ":raised_hand:" in await ask(by_socket, user, "/partner", words)
    assert by_socket.slack.workspace.top_view(user) is None


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/partner", "status Northwind"),
        ("/partner", "list"),
        ("/partner", "conflicts"),
        ("/partner", "referrals Northwind"),
        ("/lead", "open"),
        ("/lead", "mine"),
        ("/lead", "R-0000-00"),
        ("/lead", "register"),
        ("/lead", "release R-0000-00"),
    ],
)
async def test_strangers_see_nothing_and_are_told_why(by_socket: Office, command: str, words: str) -> None:
    await introduce(by_socket)
    told = await ask(by_socket, "jonas", command, words)
    assert ":raised_hand:" in told
    assert "Acme" not in told
    assert "Northwind" not in told


async def test_conflicts_are_listed_with_both_sides(by_socket: Office) -> None:
    first = await introduce(by_socket)
    await by_socket.handle(
        introduction(partner=other_partner(), contact=other_partner().contacts[0]), "mail:2"
    )
    told = await ask(by_socket, "dana", "/partner", "conflicts")
    assert "Vogel &amp; Partner" in told
    assert f"`{first}` Northwind Advisory holds it" in told


async def test_a_lead_is_released_by_its_owner_or_a_manager_only(by_socket: Office) -> None:
    tracking_id = await introduce(by_socket)
    marco = by_socket.slack.workspace.user("marco")
    await by_socket.handle(
        ClaimReferral(tracking_id, Person("Marco Bianchi", marco.email, marco.id)), "claim"
    )
    assert "Marco Bianchi looks after" in await ask(by_socket, "aisha", "/lead", f"release {tracking_id}")
    assert "is free for others" in await ask(by_socket, "marco", "/lead", f"release {tracking_id}")
    assert "is free already" in await ask(by_socket, "dana", "/lead", f"release {tracking_id}")
    assert "Which one?" in await ask(by_socket, "dana", "/lead", "release")


async def test_a_lead_moves_on_by_words(by_socket: Office) -> None:
    tracking_id = await introduce(by_socket)
    marco = by_socket.slack.workspace.user("marco")
    await by_socket.handle(
        ClaimReferral(tracking_id, Person("Marco Bianchi", marco.email, marco.id)), "claim"
    )
    result = await by_socket.slack.slash("marco", SALES, "/lead", f"{tracking_id} qualified")
    assert "moves to Qualified" in shown(result.response)


async def test_a_button_in_an_answer_opens_the_next_form(by_socket: Office) -> None:
    result = await by_socket.slack.slash("dana", SALES, "/partner", "status Northwind")
    assert result.message
    edit = next(v for v in _all_values(result.message.blocks) if v.startswith("/partner edit"))
    await by_socket.slack.click("dana", SALES, result.message.ts, "ask:2", edit)
    view = await top_view(by_socket, "dana")
    assert view.callback_id == "partner:edit_form"


def _all_values(blocks: object) -> list[str]:
    found: list[str] = []

    def walk(part: object) -> None:
        if isinstance(part, list):
            for each in part:
                walk(each)
        elif isinstance(part, dict):
            found.extend([part["value"]] if part.get("type") == "button" and "value" in part else [])
            for each in part.values():
                walk(each)

    walk(blocks)
    return found

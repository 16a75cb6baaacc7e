"""App Home for each role, with buttons that work and a picture that follows."""

from __future__ import annotations

from datetime import timedelta

from storage.inbound import Inbound, NewMail
from tests.bot.acts import SALES, connect, heard, introduce, introduce_many, shown, top_view
from tests.builders import MONDAY, held, introduction, other_partner
from tests.conftest import StillClock
from tests.rigs.office import Office


async def home(office: Office, user: str) -> str:
    await office.slack.open_home(user)
    await heard()
    return shown(await office.home(user))


async def test_a_rep_claims_at_home_and_sees_it_become_theirs(office: Office) -> None:
    tracking_id = await introduce(office)
    assert "Free to claim" in await home(office, "marco")
    assert (await office.slack.click_home("marco", "referral:claim")).acked
    me = office.slack.workspace.user("marco").id
    await office.slack.until(lambda: "Yours, the most" in b_of(office, me))
    drawn = b_of(office, me)
    assert tracking_id in drawn
    assert "referral:release" in drawn
    assert "referral:claim" not in drawn


def b_of(office: Office, user_id: str) -> str:
    return shown(office.slack.workspace.homes[user_id].blocks)


async def test_a_broken_promise_comes_first_and_says_so(by_socket: Office, clock: StillClock) -> None:
    await introduce(by_socket)
    (alert,) = by_socket.posts(SALES)
    await by_socket.slack.click("marco", SALES, alert.ts, "referral:claim")
    clock.move(timedelta(days=4))
    assert ":red_circle: contact was promised by" in await home(by_socket, "marco")
    dana = await home(by_socket, "dana")
    assert "*1* promise at risk" in dana
    assert "Promises at risk" in dana


async def test_a_manager_decides_about_a_held_mail_from_home(office: Office) -> None:
    new = NewMail("desk", "INBOX", 1, 1, MONDAY, b"From: mirela@bureau.example\r\n\r\nhello")
    await office.engine.unit(lambda session, now: Inbound(session).keep([new], now))
    await office.handle(held(), "mail:held")
    assert "mirela@bureau.example" in await home(office, "dana")
    assert (await office.slack.click_home("dana", "held:approve")).acked
    view = await top_view(office, "dana")
    assert view.callback_id == "held:approve_form"
    await office.slack.submit_view("dana", {"company": "Bureau Mirela"})
    me = office.slack.workspace.user("dana").id
    await office.slack.until(lambda: "*0* mails wait" in b_of(office, me))


async def test_a_manager_sees_conflicts_with_what_can_be_done(by_socket: Office) -> None:
    await introduce(by_socket)
    await by_socket.handle(
        introduction(partner=other_partner(), contact=other_partner().contacts[0]), "mail:2"
    )
    drawn = await home(by_socket, "dana")
    assert "*1* conflict ·" in drawn
    assert "conflict:split" in drawn
    assert "conflict:split" not in await home(by_socket, "marco")


async def test_a_long_list_is_shortened_and_leads_on_to_the_whole(by_socket: Office) -> None:
    await introduce_many(by_socket, 40)
    assert "…and 35 more." in await home(by_socket, "aisha")
    assert (await by_socket.slack.click_home("aisha", "ask:0", "/lead open")).acked
    view = await top_view(by_socket, "aisha")
    assert "1 to 10 of 40" in shown(view.blocks)
    await by_socket.slack.click_in_view("aisha", "ask:0", "/lead open @10")
    await by_socket.slack.until(
        lambda: "11 to 20 of 40" in shown((by_socket.slack.workspace.top_view("aisha") or view).blocks)
    )


async def test_a_partner_sees_their_own_referrals_only(by_socket: Office) -> None:
    connect(by_socket)
    await introduce(by_socket)
    await by_socket.handle(
        introduction(partner=other_partner(), contact=other_partner().contacts[0]), "mail:2"
    )
    drawn = await home(by_socket, "sam")
    assert "*1 referral* so far" in drawn
    assert "Acme Ltd" in drawn
    for hidden in ("Vogel", "Jane is expecting", "referral:claim", "conflict"):
        assert hidden not in drawn


async def test_a_stranger_gets_a_kind_word(by_socket: Office) -> None:
    await introduce(by_socket)
    drawn = await home(by_socket, "jonas")
    assert "ask a partner manager to add you" in drawn
    assert "Acme" not in drawn

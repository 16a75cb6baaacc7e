"""Data quality: a list once a week, one tap to mend each line, and colleagues who leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.almanac import Almanac
from bot.care.quality import look, quality_kind, refresh
from bot.sandbox.slack_shapes import user_json
from bot.sandbox.workspace import Message
from bot.slack.care import quality_card
from bot.states.quality import save_care
from storage.database import Database
from storage.partners import Partners
from storage.quality import Findings
from storage.reach import Reach
from storage.referrals import Referrals
from tests.bot.acts import MANAGERS, SALES, connect, heard, introduce, settled, shown
from tests.builders import DANA, MARCO, MONDAY, partner, program, prospect, referral
from tests.conftest import StillClock
from tests.rigs.office import Office
from tests.rigs.waiting import until
from workflows.commands import EditPartner, MoveStage
from workflows.conversation_messages import NotePartnerReply
from workflows.model import Contact
from workflows.money import Money
from workflows.quality import Care
from workflows.quality_terms import NOBODY_HAS_IT, Finding, Quality

WEEK = timedelta(days=7)
SAM = "sam@northwind.example"


async def weekly_list(office: Office, clock: StillClock) -> Message:
    """A week later, on Monday at nine."""
    almanac = Almanac(office.engine, [quality_kind(office.engine, program(), clock)], clock)
    await almanac.run_once()
    clock.move(WEEK)
    while await almanac.run_once():
        pass
    await office.deliver()
    (card,) = [m for m in office.posts(MANAGERS) if "again:quality:2026-W10" in shown(m.blocks)]
    return card


async def claimed(office: Office, rep: str = "marco", **changes: Any) -> str:
    """A lead that this rep has taken in Slack."""
    about = await introduce(office, **changes)
    (alert,) = [m for m in office.posts(SALES) if about in shown(m.blocks)]
    await office.slack.click(rep, SALES, alert.ts, "referral:claim")
    await office.deliver()
    return about


def now_on(office: Office, card: Message) -> str:
    return shown(next(m for m in office.posts(MANAGERS) if m.ts == card.ts).blocks)


async def tap(office: Office, card: Message, action: str, value: str) -> None:
    await office.slack.click("dana", MANAGERS, card.ts, action, value)
    await settled(office)


async def test_a_resting_lead_is_listed_and_its_owner_is_asked_with_one_tap(
    office: Office, clock: StillClock
) -> None:
    about = await claimed(office)
    card = await weekly_list(office, clock)
    drawn = shown(card.blocks)
    assert "Resting too long" in drawn
    assert "At Registered since 2 Mar 2026. Marco Bianchi has it." in drawn
    await tap(office, card, "quality:ask", f"quality:2026-W10|stale:{about}")
    assert "Dana Reyes has asked" in now_on(office, card)
    marco = office.slack.workspace.direct("marco", office.slack.app.bot_user_id)
    assert any("Dana Reyes asks how it goes" in m.text for m in office.slack.workspace.messages[marco.id])


async def test_what_is_called_fine_stays_away_and_comes_back_when_it_is_still_so(
    by_socket: Office, clock: StillClock
) -> None:
    about = await claimed(by_socket)
    card = await weekly_list(by_socket, clock)
    await tap(by_socket, card, "quality:leave", f"quality:2026-W10|stale:{about}")
    assert "The data is in good order" in now_on(by_socket, card)
    rules = program()
    assert await refresh(by_socket.engine, rules, clock.now()) == 0
    clock.move(timedelta(days=31))
    assert await refresh(by_socket.engine, rules, clock.now()) == 1


async def test_two_leads_that_are_one_are_joined_with_one_tap(by_socket: Office, clock: StillClock) -> None:
    first = await claimed(by_socket)
    other = prospect(email="jane@acme-group.example", company="ACME Limited")
    second = await introduce(by_socket, "mail:2", prospects=(other,))
    card = await weekly_list(by_socket, clock)
    assert "One lead or two?" in shown(card.blocks)
    await tap(by_socket, card, "quality:join", f"quality:2026-W10|double_lead:{second}:{first}")
    joined = await by_socket.engine.ask(lambda s: Referrals(s).get(second))
    assert joined is not None
    assert (joined.registration, joined.same_as) == ("duplicate", first)
    assert "One lead or two?" not in now_on(by_socket, card)


async def test_a_look_again_takes_mended_lines_off(by_socket: Office, clock: StillClock) -> None:
    about = await claimed(by_socket)
    card = await weekly_list(by_socket, clock)
    await by_socket.handle(MoveStage(about, "qualified", MARCO, may_steer=True), "move:1")
    await tap(by_socket, card, "quality:again", "quality:2026-W10")
    assert "The data is in good order" in now_on(by_socket, card)


async def test_a_manager_reads_the_list_at_any_time_and_nobody_else(
    by_socket: Office, clock: StillClock
) -> None:
    about = await claimed(by_socket)
    await weekly_list(by_socket, clock)
    for user, said in (("marco", "Only partner managers"), ("dana", "Data that wants a look: 1")):
        answer = await by_socket.slack.slash(user, SALES, "/partner", "data")
        assert answer.response is not None
        assert said in shown(answer.response["blocks"])
    assert answer.message is not None
    await by_socket.slack.click("dana", SALES, answer.message.ts, "quality:leave", f"|stale:{about}")
    await until(lambda: by_socket.whispers(SALES, "dana")[-1].text == ":white_check_mark: Noted.")
    assert await refresh(by_socket.engine, program(), clock.now()) == 0


async def test_the_leads_of_somebody_who_leaves_slack_are_free_again(office: Office) -> None:
    about = await claimed(office)
    taken = await claimed(
        office, "aisha", key="mail:2", prospects=(prospect(email="x@birch.example", company="Birch"),)
    )
    user = user_json(replace_user(office, "marco"), office.slack.app, email=True)
    change = {"type": "user_change", "user": user}
    for _ in range(2):
        await office.slack.send_event(change)
        await heard()
    await office.deliver()
    lead = await office.engine.ask(lambda s: Referrals(s).get(about))
    kept = await office.engine.ask(lambda s: Referrals(s).get(taken))
    assert lead is not None
    assert lead.owner is None
    assert kept is not None
    assert kept.owner is not None
    (told,) = [m for m in office.posts(MANAGERS) if "no longer in Slack" in m.text]
    assert "1 open lead can be claimed again" in told.text
    (alert,) = [m for m in office.posts(SALES) if about in shown(m.blocks)]
    assert "referral:claim" in shown(alert.blocks)


async def test_a_partners_person_who_is_gone_from_slack_is_listed_and_stays_until_somebody_decides(
    office: Office, clock: StillClock
) -> None:
    connect(office)
    await claimed(office)
    user = user_json(replace_user(office, "sam"), office.slack.app, email=True)
    for _ in range(2):
        await office.slack.send_event({"type": "user_change", "user": user})
        await heard()
    await office.deliver()
    found = await office.engine.ask(lambda s: tuple(look(s, program(), clock.now())))
    gone = [(one.title, one.other, one.says) for one in found if one.kind == "departed"]
    says = "Sam Ortega is no longer in Slack. Who looks after them now?"
    assert gone == [(partner().company, "sam@northwind.example", says)]


async def test_a_departure_that_slack_did_not_tell_of_is_found_at_closing_time(
    by_socket: Office, clock: StillClock
) -> None:
    about = await claimed(by_socket)
    almanac = Almanac(by_socket.engine, [by_socket.ours.departures.kind], clock)
    await almanac.run_once()
    replace_user(by_socket, "marco")
    clock.move(timedelta(hours=9))
    while await almanac.run_once():
        pass
    lead = await by_socket.engine.ask(lambda s: Referrals(s).get(about))
    assert lead is not None
    assert lead.owner is None


def replace_user(office: Office, name: str) -> Any:
    """Their account is switched off."""
    user = office.slack.workspace.user(name)
    user.deleted = True
    return user


@pytest.fixture
def messy(database: Database) -> Database:
    """Everything that can be wrong, once."""
    with database.write() as session:
        partners = Partners(session)
        partners.add(partner(), MONDAY)
        partners.add(partner("P-2", company="Northwind Advisory Ltd", contacts=(), domains=()), MONDAY)
        lost = replace(partner().contacts[0], emails=("not an address",))
        partners.add(
            partner("P-3", company="Birch", contacts=(lost,), domains=(), manager="x@gone.example"), MONDAY
        )
        Reach(session).mark("sam@northwind.example", MONDAY, "550")
        quiet = prospect(email=None, company="Silent Ltd")
        rows = (
            referral("R-0001-00", account="domain:a.example", stage="contacted"),
            referral("R-0002-00", account="domain:b.example", stage="closed_won", prospect=quiet),
            referral(
                "R-0003-00", account="domain:c.example", prospect=quiet, stage_at=MONDAY + timedelta(days=10)
            ),
            referral("R-0004-00", account="domain:d.example", stage="closed_won", deal=Money(100, "GBP")),
        )
        for row in rows:
            Referrals(session).of_accounts({row.account}, MONDAY)
            Referrals(session).add(row)
    return database


def test_each_kind_of_trouble_is_found_once(messy: Database) -> None:
    with messy.read() as session:
        found = {one.key for one in look(session, program(), MONDAY + timedelta(days=12))}
    assert found == {
        "stale:R-0001-00",
        "unreachable:R-0003-00",
        "no_value:R-0002-00",
        "no_contact:P-2",
        "no_manager:P-3",
        "bad_address:P-3:not an address",
        "bounced:P-1:sam@northwind.example",
        "double_partner:P-2:P-1",
    }


def test_a_programme_says_itself_how_long_a_lead_may_rest(messy: Database) -> None:
    rules = program(quality=Quality(stale_days=(("contacted", 13),)))
    with messy.read() as session:
        found = {one.kind for one in look(session, rules, MONDAY + timedelta(days=12))}
    assert "stale" not in found


def test_the_list_remembers_what_was_decided_and_forgets_what_is_mended(messy: Database) -> None:
    day, one = MONDAY, Finding("no_contact", "P-2", "Northwind", "Nobody to write to is known.")
    with messy.write() as session:
        list_ = Findings(session)
        assert list_.refresh([one], day) == 1
        list_.save(replace(one, status="left", decided_by="Dana", hidden_until=day + timedelta(days=30)), day)
        assert list_.refresh([one], day + timedelta(days=29)) == 0
        assert list_.refresh([one], day + timedelta(days=30)) == 1
        assert list_.refresh([], day + timedelta(days=31)) == 0
        assert list_.refresh([one], day + timedelta(days=32)) == 1
        assert list_.by_kind() == {"no_contact": 1}


def test_a_lead_that_was_joined_to_another_is_off_the_list_for_good(sqlite: Database) -> None:
    double = Finding("double_lead", "R-2", "Acme Ltd", "Looks like Acme (R-1), which is older.", "R-1")
    resting = Finding("stale", "R-2", "Acme Ltd", f"At Registered since 2 Mar 2026. {NOBODY_HAS_IT}")
    with sqlite.write() as session:
        assert Findings(session).refresh([double, resting], MONDAY) == 2
        save_care(session, Care(double), Care(replace(double, status="fixed")), MONDAY)
        assert Findings(session).count_open() == 0


def test_nobody_is_asked_about_a_lead_that_nobody_has() -> None:
    taken = Finding("stale", "R-1", "Acme", "At Registered since 2 Mar 2026. Marco Bianchi has it.")
    assert "Ask the owner" in drawn(taken)
    assert "Ask the owner" not in drawn(replace(taken, says=f"At Registered. {NOBODY_HAS_IT}"))


def drawn(finding: Finding) -> str:
    return shown(quality_card.card([finding], 1, "quality:2026-W10")["blocks"])


async def test_a_mended_partner_is_off_the_list(by_socket: Office, clock: StillClock) -> None:
    rules = program()
    await by_socket.handle(EditPartner(partner(contacts=(), domains=()), DANA), "edit:1")
    assert await refresh(by_socket.engine, rules, clock.now()) == 1
    await by_socket.handle(EditPartner(partner(), DANA), "edit:2")
    assert await refresh(by_socket.engine, rules, clock.now()) == 0


async def test_who_has_left_is_replaced_by_whom_they_named_with_one_tap(
    by_socket: Office, clock: StillClock
) -> None:
    jo = "jo.park@northwind.example"
    gone = NotePartnerReply("P-1", SAM, "wrong_person", "", 7, f"Jo Park <{jo}>")
    await by_socket.handle(gone, "reply")
    assert any("They name Jo Park" in shown(m.blocks) for m in by_socket.posts(MANAGERS))
    card = await weekly_list(by_socket, clock)
    assert "Write to the successor" in shown(card.blocks)
    await tap(by_socket, card, "quality:gone", f"quality:2026-W10|departed:P-1:{SAM} {jo}")
    after = await by_socket.engine.ask(lambda s: Partners(s).get("P-1"))
    assert after is not None
    assert after.contacts == (Contact("Jo Park", (jo,)),)
    assert "Write to the successor" not in now_on(by_socket, card)
    assert any("no longer needed" in shown(m.blocks) for m in by_socket.posts(MANAGERS))


async def test_nobody_is_taken_out_when_that_leaves_nobody(by_socket: Office, clock: StillClock) -> None:
    def bounce(session: Session, now: datetime) -> None:
        Reach(session).mark(SAM, now, "550 5.1.1 no such user")

    await by_socket.engine.unit(bounce)
    card = await weekly_list(by_socket, clock)
    assert "There is no such mailbox: have they left?" in shown(card.blocks)
    await tap(by_socket, card, "quality:gone", f"quality:2026-W10|bounced:P-1:{SAM}")
    after = await by_socket.engine.ask(lambda s: Partners(s).get("P-1"))
    assert after == partner()
    assert any("nobody would be left" in m.text for m in by_socket.slack.workspace.messages[card.channel])

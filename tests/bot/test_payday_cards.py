"""A payday in Slack: the card in the private channel, two people, the files, and what came back."""

from __future__ import annotations

import asyncio
import csv
import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest

from bot.money.paydays import Paydays
from bot.sandbox.slack_results import ViewResult
from bot.sandbox.workspace import Message
from storage.payouts import Batches
from tests.bot.test_paydays import BATCH
from tests.builders import program
from tests.conftest import StillClock
from tests.rigs.earning import LAST_OBJECTION, PAYDAY, PREVIEW, earn, line, morning
from tests.rigs.office import Office
from tests.rigs.waiting import until
from workflows.almanac import BatchDay
from workflows.commission.payout_messages import RefreshBatch
from workflows.commission.payout_record import BatchRecord, dispute_id

MANAGERS = "partner-managers"
IBAN = "GB33BUKB20201555555555"


def shown(blocks: object) -> str:
    return json.dumps(blocks, ensure_ascii=False)


async def ready(office: Office, clock: StillClock, *, until: str = "approval") -> None:
    """Northwind has earned £100.50, and the days have passed."""
    await earn(office.engine, line("a", "75"), line("b", "25.50"))
    days = {"draft": [], "statements": [PREVIEW], "approval": [PREVIEW, LAST_OBJECTION + timedelta(days=1)]}
    await office.engine.handle(RefreshBatch(PAYDAY, begins=True), "begin")
    for day in days[until]:
        clock.move(morning(day) - clock.now())
        await Paydays(office.engine, program()).day(BatchDay(PAYDAY, day), day)
    await office.deliver()


def card(office: Office) -> Message:
    return next(m for m in office.posts(MANAGERS) if "Payday Friday 13 March" in m.text)


async def click(office: Office, who: str, action: str, **more: Any) -> None:
    await office.slack.click(who, MANAGERS, card(office).ts, action, **more)
    await office.deliver()


async def fill_in(office: Office, who: str, ts: str, action: str, values: dict[str, str]) -> ViewResult:
    """Click, wait for the form, fill it in and submit it."""
    await office.slack.click(who, MANAGERS, ts, action)
    await office.slack.until(lambda: office.slack.workspace.top_view(who) is not None)
    result = await office.slack.submit_view(who, values)
    await office.deliver()
    return result


async def batch(office: Office) -> BatchRecord:
    found = await office.engine.ask(lambda session: Batches(session).get(BATCH))
    assert found
    return found


def uploads(office: Office) -> list[tuple[str, bytes]]:
    files = office.slack.workspace.files
    return [(files[f].name, files[f].content) for m in office.thread(MANAGERS, card(office)) for f in m.files]


async def uploaded(office: Office, clock: StillClock, count: int) -> None:
    """Files are written after the click was answered, and come at Slack's pace."""
    async with asyncio.timeout(15):
        while len(uploads(office)) < count:
            clock.move(timedelta(seconds=5))
            await office.deliver()
            await asyncio.sleep(0.01)


async def approve(office: Office, clock: StillClock) -> None:
    for who in ("dana", "ines"):
        clock.move(timedelta(seconds=1))
        await click(office, who, "batch:approve")


async def test_the_card_shows_the_control_total_and_its_buttons_follow_the_state(
    by_socket: Office, clock: StillClock
) -> None:
    await ready(by_socket, clock, until="draft")
    drawn = shown(card(by_socket).blocks)
    assert "1 payout, £100.50" in drawn
    assert "batch:hold" in drawn
    assert "batch:approve" not in drawn
    await Paydays(by_socket.engine, program()).day(BatchDay(PAYDAY, PREVIEW), PREVIEW)
    await by_socket.deliver()
    assert "may object until Wednesday 11 March 2026" in shown(card(by_socket).blocks)


async def test_two_people_approve_and_the_files_come_under_the_card(
    by_socket: Office, clock: StillClock
) -> None:
    await ready(by_socket, clock)
    await approve(by_socket, clock)
    drawn = shown(card(by_socket).blocks)
    assert "Dana Reyes" in drawn
    assert "Ines Duarte" in drawn
    await click(by_socket, "ines", "batch:export", selected=f"{BATCH}|csv")
    clock.move(timedelta(seconds=1))
    await click(by_socket, "ines", "batch:export", selected=f"{BATCH}|csv")
    await uploaded(by_socket, clock, 2)
    (name, first), (_, again) = uploads(by_socket)
    assert name == "payday-2026-03-13.csv"
    assert first == again
    (row,) = csv.DictReader(StringIO(first.decode()))
    assert (row["company"], row["currency"], row["amount"]) == ("Northwind Advisory", "GBP", "100.50")
    await click(by_socket, "ines", "batch:arrived")
    assert "done" in card(by_socket).text
    paid = [
        letter for letter in by_socket.mailbag.letters if letter["subject"].startswith("You have been paid")
    ]
    assert [letter["to"] for letter in paid] == ["sam@northwind.example"]


async def test_one_person_cannot_approve_twice_and_a_rep_not_at_all(
    by_socket: Office, clock: StillClock
) -> None:
    await ready(by_socket, clock)
    await click(by_socket, "dana", "batch:approve")
    clock.move(timedelta(seconds=1))
    await click(by_socket, "dana", "batch:approve")
    assert "It takes a second person" in by_socket.whispers(MANAGERS, "dana")[-1].text
    by_socket.slack.workspace.channel(MANAGERS).members.append(by_socket.slack.workspace.user("marco").id)
    await click(by_socket, "marco", "batch:approve")
    await until(lambda: by_socket.whispers(MANAGERS, "marco"))
    assert "Money is for finance" in by_socket.whispers(MANAGERS, "marco")[-1].text
    assert (await batch(by_socket)).batch.status == "draft"


async def test_what_was_booked_after_the_card_was_drawn_voids_the_click(
    by_socket: Office, clock: StillClock
) -> None:
    await ready(by_socket, clock)
    await click(by_socket, "dana", "batch:approve")
    await earn(by_socket.engine, line("late", "9"))
    old = card(by_socket)
    await by_socket.slack.click("ines", MANAGERS, old.ts, "batch:approve")
    await by_socket.deliver()
    assert "its total is now £109.50" in by_socket.whispers(MANAGERS, "ines")[-1].text
    said = [reply.text for reply in by_socket.thread(MANAGERS, card(by_socket))]
    assert any("since Dana Reyes approved it" in text for text in said)
    assert (await batch(by_socket)).approvals == ()


async def test_a_line_is_held_from_the_card_and_released_from_its_own(
    by_socket: Office, clock: StillClock
) -> None:
    await ready(by_socket, clock, until="statements")
    values = {"line": dispute_id("b"), "why": "wrong rate"}
    done = await fill_in(by_socket, "ines", card(by_socket).ts, "batch:hold", values)
    assert done.outcome == "closed"
    assert "1 payout, £75.00" in shown(card(by_socket).blocks)
    (held,) = [m for m in by_socket.posts(MANAGERS) if "line looks wrong" in m.text]
    values = {"right": "25.50", "answer": "x"}
    same = await fill_in(by_socket, "ines", held.ts, "objection:uphold", values)
    assert "To leave it so, release it" in shown(same.errors)
    assert (
        await by_socket.slack.submit_view("ines", {"right": "30", "answer": "6 % it is"})
    ).outcome == "closed"
    await by_socket.deliver()
    assert "1 payout, £105.00" in shown(card(by_socket).blocks)
    subjects = [letter["subject"] for letter in by_socket.mailbag.letters]
    assert "A line of your statement is on hold" in subjects
    assert "Your question about Bonus is answered" in subjects


async def test_a_transfer_that_came_back_is_told_kindly_and_paid_again(
    by_socket: Office, clock: StillClock
) -> None:
    await ready(by_socket, clock)
    await approve(by_socket, clock)
    await click(by_socket, "ines", "batch:export", selected=f"{BATCH}|xlsx")
    payout = (await batch(by_socket)).batch.payouts[0].id
    values = {"payout": payout, "reason": "closed", "note": "AC04"}
    done = await fill_in(by_socket, "ines", card(by_socket).ts, "batch:fail", values)
    assert done.outcome == "closed"
    assert by_socket.mailbag.letters[-1]["subject"] == "Your payout of £100.50 came back to us"
    await click(by_socket, "ines", "batch:again")
    assert any("second batch" in m.text for m in by_socket.posts(MANAGERS))


async def test_new_payout_details_need_a_second_person_and_are_masked_everywhere(
    by_socket: Office, clock: StillClock
) -> None:
    await earn(by_socket.engine)
    await by_socket.slack.slash("ines", MANAGERS, "/partner", "payout-details Northwind")
    await by_socket.slack.until(lambda: by_socket.slack.workspace.top_view("ines") is not None)
    bad = await by_socket.slack.submit_view("ines", {"number": "GB33BUKB20201555555556"})
    assert "no valid IBAN" in shown(bad.errors)
    assert (await by_socket.slack.submit_view("ines", {"number": IBAN})).outcome == "closed"
    await by_socket.deliver()
    (post,) = [m for m in by_socket.posts(MANAGERS) if "New payout details" in m.text]
    assert "GB••••5555" in shown(post.blocks)
    told = by_socket.mailbag.letters[-1]
    assert told["subject"] == "We have noted your payout details"
    own = await fill_in(by_socket, "ines", post.ts, "details:check", {"how": "call"})
    assert own.outcome == "updated"
    await by_socket.slack.close_view("ines", everything=True)
    await by_socket.slack.click("ines", MANAGERS, post.ts, "details:refuse")
    await by_socket.slack.until(lambda: by_socket.slack.workspace.top_view("ines") is not None)
    how = {"how": "call to the number on the contract"}
    assert (await fill_in(by_socket, "dana", post.ts, "details:check", how)).outcome == "closed"
    late = await by_socket.slack.submit_view("ines", {"why": "opened before it was checked"})
    assert "Somebody has checked these" in shown(late.view.blocks if late.view else [])
    (post,) = [m for m in by_socket.posts(MANAGERS) if "New payout details" in m.text]
    assert "Rests until" in shown(post.blocks)
    everything = shown([[m.text, m.blocks] for m in by_socket.posts(MANAGERS)]) + shown(
        by_socket.mailbag.letters
    )
    assert IBAN not in everything


@pytest.mark.parametrize("who", ["marco", "dana"])
async def test_owed_and_batches_are_answered_to_finance_alone(
    by_socket: Office, clock: StillClock, who: str
) -> None:
    await ready(by_socket, clock, until="draft")
    for words in ("owed", "payday", "reconcile", f"payday {BATCH}", f"payday {BATCH}:P-1:GBP"):
        answer = await by_socket.slack.slash(who, "sales-referrals", "/partner", words)
        text = shown([answer.response])
        assert ("Money is for finance" in text) == (who == "marco")
        if words not in ("payday", "reconcile"):
            assert ("£100.50" in text) == (who == "dana")
    for words, says in (
        ("owed 2026-01-31", "Nobody was owed anything"),
        ("owed 2031-01-31", "still to come"),
        ("owed banana", "is not a day"),
    ):
        answer = await by_socket.slack.slash(who, "sales-referrals", "/partner", words)
        assert (says in shown([answer.response])) == (who == "dana")

"""Reviews: a checklist each quarter and year, filled in from what was counted, signed by a person."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.almanac import Almanac
from bot.care.reviews import review_kinds
from bot.sandbox.workspace import Message
from storage.history import History
from storage.reviews import Reviews
from tests.bot.acts import MANAGERS, introduce_many, settled, shown
from tests.builders import DANA, MONDAY, program
from tests.conftest import StillClock
from tests.rigs.office import Office
from workflows.review import Review, decide
from workflows.review_messages import Item, JudgeItem, OpenReview, SignReview

APRIL = datetime(2026, 4, 1, 9, tzinfo=UTC)
KEY = "review:2026-Q1"
ITEMS = (Item("data", "Data", "Shorter?"), Item("edges", "Edge cases", "Which?"))


async def due(office: Office, clock: StillClock) -> Message:
    await introduce_many(office, 2)
    almanac = Almanac(office.engine, review_kinds(office.engine, program(), clock), clock)
    await almanac.run_once()
    clock.move(APRIL - clock.now())
    while await almanac.run_once():
        pass
    await office.deliver()
    (card,) = [m for m in office.posts(MANAGERS) if "Quarterly review" in m.text]
    return card


def on(office: Office, card: Message) -> str:
    return shown(next(m for m in office.posts(MANAGERS) if m.ts == card.ts).blocks)


async def test_a_quarter_is_looked_through_and_signed_in_slack(office: Office, clock: StillClock) -> None:
    card = await due(office, clock)
    drawn = on(office, card)
    for expected in (
        "Templates",
        "Integrations",
        "Timings",
        "Edge cases",
        "No mail needed a person",
        "No canary flies",
    ):
        assert expected in drawn
    await office.slack.click("dana", MANAGERS, card.ts, "review:sign", KEY)
    await settled(office)
    (whisper,) = office.whispers(MANAGERS, "dana")
    assert "look at every line first" in whisper.text
    for item in ("templates", "integrations", "timings", "edges"):
        await office.slack.click("dana", MANAGERS, card.ts, "review:fine", f"{KEY}|{item}")
        await settled(office)
    await office.slack.click("dana", MANAGERS, card.ts, "review:work", f"{KEY}|data")
    await settled(office)
    await office.slack.click("dana", MANAGERS, card.ts, "review:sign", KEY)
    await settled(office)
    signed = on(office, card)
    assert "Dana Reyes: needs work" in signed
    assert ":lower_left_fountain_pen: Dana Reyes, Wednesday 1 Apr, 10:00" in signed
    assert "review:sign" not in signed
    stored = await office.engine.ask(lambda s: Reviews(s).get(KEY))
    assert stored is not None
    assert (stored.signed_by, stored.signed_at) == ("Dana Reyes", APRIL)
    (entry,) = await office.engine.ask(lambda s: History(s).of_kind(KEY, "ReviewSigned"))
    assert entry.data["work"] == ["Data"]


def test_what_is_signed_stays_as_it_was() -> None:
    state = decide(Review(KEY), OpenReview(KEY, ITEMS), MONDAY).state
    assert state.left == 2
    assert decide(state, SignReview(KEY, DANA), MONDAY).state == state  # not before every line is looked at
    for item in ITEMS:
        state = decide(state, JudgeItem(KEY, item.key, "fine", DANA), MONDAY).state
    signed = decide(state, SignReview(KEY, DANA), MONDAY).state
    assert signed.signed_by == "Dana Reyes"
    for late in (JudgeItem(KEY, "data", "work", DANA), OpenReview(KEY, ITEMS), SignReview(KEY, DANA)):
        assert decide(signed, late, MONDAY).state == signed


async def test_a_programme_that_has_not_begun_has_nothing_to_review(
    by_socket: Office, clock: StillClock
) -> None:
    almanac = Almanac(by_socket.engine, review_kinds(by_socket.engine, program(), clock), clock)
    await almanac.run_once()
    clock.move(APRIL - clock.now())
    while await almanac.run_once():
        pass
    await by_socket.deliver()
    assert by_socket.posts(MANAGERS) == []

"""A "stop" holds at once, whichever way it comes; what machines say is told apart from what people say."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy.orm import Session

from bot.http import PAGE_HEADERS, web_app
from bot.links import Links
from bot.mail.unsubscribe import routes
from storage.consents import Consents
from storage.outbox import Outbox
from tests.bot.post import SAM, Post
from tests.builders import partner
from tests.conftest import StillClock
from tests.rigs.desk import DESK
from workflows.base import SendEmail

FORM = "application/x-www-form-urlencoded"


async def takes_nudges(post: Post) -> bool:
    return await post.engine.ask(lambda session: Consents(session).get(SAM).nudges)


async def meanings(post: Post) -> list[tuple[str, str]]:
    return [(e.data["meaning"], e.data["until"]) for e in await post.events("P-1", "PartnerReplied")]


@pytest.mark.parametrize(
    "words", ["Please stop these mails.", "Bitte keine Erinnerungen mehr.", "Ne m'envoyez plus de relances."]
)
async def test_a_stop_by_mail_holds_at_once_and_is_confirmed_once(post: Post, words: str) -> None:
    await post.write("Re: hello", words)
    assert not await takes_nudges(post)
    assert [letter["to"] for letter in post.mailbag.letters] == [SAM]
    assert await meanings(post) == [("stop", "")]


async def test_who_says_stop_twice_is_for_a_person(post: Post) -> None:
    await post.write("Re: hello", "Please stop these mails.")
    await post.write("Re: hello", "I said: stop sending me these mails, please")
    assert any(card.startswith("held:") for card in post.cards.shown)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_who_replies_that_they_want_the_reminders_back_gets_them(post: Post) -> None:
    await post.write("Re: hello", "Please stop these mails.")
    await post.write("Re: hello", "I'd like your reminders again after all.")
    assert await takes_nudges(post)
    assert "you get our reminders again" in post.mailbag.letters[-1]["text"]
    assert await meanings(post) == [("stop", ""), ("other", "")]


async def test_an_empty_mail_that_the_unsubscribe_link_wrote_is_a_stop(post: Post) -> None:
    await post.write("unsubscribe", "")
    assert not await takes_nudges(post)


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("Not now, ask me again in September please.", ("not_now", "2026-09-01")),
        ("I am on holiday from 9 to 20 March.", ("out_of_office", "2026-03-20")),
        ("Any news on Acme?", ("question", "")),
        ("Thanks a lot!", ("thanks", "")),
        ("I am no longer the right person for this, sorry.", ("wrong_person", "")),
        ("This is outrageous, I am really angry about how you treat us.", ("complaint", "")),
    ],
)
async def test_what_a_reply_means_is_told(post: Post, words: str, meaning: tuple[str, str]) -> None:
    await post.write("Re: hello", words)
    assert await meanings(post) == [meaning]


async def test_an_absence_is_no_sign_of_life_and_says_until_when(post: Post) -> None:
    words = "I am out of the office until 16 March 2026 with no access to mail."
    await post.write("Automatic reply: hello", words, headers="Auto-Submitted: auto-replied\r\n")
    assert await meanings(post) == [("out_of_office", "2026-03-16")]
    assert post.mailbag.letters == []


async def test_a_mailbox_that_says_they_have_left_names_who_it_is_now(post: Post) -> None:
    words = "Sam Ortega is no longer with Northwind Advisory. Please write to jo.park@northwind.example."
    await post.write("Automatic reply: hello", words, headers="Auto-Submitted: auto-replied\r\n")
    (said,) = await post.events("P-1", "PartnerReplied")
    assert (said.data["meaning"], said.data["successor"]) == ("wrong_person", "jo.park@northwind.example")
    assert post.mailbag.letters == []


async def test_no_nudge_goes_out_after_a_stop_and_mail_about_referrals_does(post: Post) -> None:
    await post.write("Re: hello", "Please stop these mails.")
    await post.write("Acme", "Any news on Acme?")
    assert "Acme" in post.mailbag.letters[-1]["text"]


async def test_one_click_is_a_post_and_looking_changes_nothing(post: Post, clock: StillClock) -> None:
    links = Links("https://desk.vendor.example", DESK, clock)
    link = await post.engine.unit(lambda session, _now: links.unsubscribe(session, SAM))
    path = link.removeprefix("https://desk.vendor.example")

    async def well() -> list[object]:
        return []

    app = web_app(slack=None, health=well, pages=routes(post.engine, links))  # type: ignore[arg-type]
    async with TestClient(TestServer(app)) as client:
        page = await client.get(path)
        assert "Stop the reminders" in await page.text()
        assert page.headers.items() >= PAGE_HEADERS.items()
        assert await takes_nudges(post)
        clicked = await client.post(path, data={"List-Unsubscribe": "One-Click"})
        assert (clicked.status, await takes_nudges(post)) == (200, False)
        assert (await client.post(path, data={"List-Unsubscribe": "One-Click"})).status == 200
        assert len(await post.events("P-1", "NudgesStopped")) == 1
        assert (await client.post(path.replace(".", ".A", 1))).status == 404
        for kind in ("multipart/form-data; boundary=x", f"{FORM}; charset=nope"):
            torn = {"Content-Type": kind}
            assert (await client.post(path, data=b"--x\r\nagain=1", headers=torn)).status == 400
        await client.post(path, data={"again": "1"})
        assert await takes_nudges(post)


async def test_a_nudge_carries_the_way_out_and_other_mail_does_not(post: Post) -> None:
    def promised(session: Session, *, is_nudge: bool) -> object:
        mail = SendEmail(
            key=f"a:{is_nudge}",
            template="nudges_stopped",
            to=SAM,
            about="P-1",
            context={"partner": partner(), "contact": partner().contacts[0]},
            is_nudge=is_nudge,
        )
        promise = post.engine._voice.promise(session, mail, "k", post.clock.now())
        assert promise is not None
        Outbox(session).add(promise, post.clock.now())
        return promise.payload.get("list_unsubscribe", "")

    nudge = await post.engine.unit(lambda session, _now: promised(session, is_nudge=True))
    other = await post.engine.unit(lambda session, _now: promised(session, is_nudge=False))
    assert str(nudge).startswith("https://desk.vendor.example/unsubscribe/")
    assert other == ""

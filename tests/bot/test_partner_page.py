"""A partner's own page: their own rows only, by a link that only we can make."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.links import PAGE, Links
from bot.partner_page import A_MINUTE, page_routes
from storage.database import Database
from storage.pages import Pages
from tests.builders import other_partner, prospect
from tests.conftest import StillClock
from tests.rigs.books import Books, open_books, paying
from tests.rigs.browser import open_browser
from tests.rigs.desk import DESK
from workflows.money import Money

Client = TestClient[web.Request, web.Application]


@pytest.fixture
def links(clock: StillClock) -> Links:
    return Links("https://desk.vendor.example", DESK, clock)


@pytest.fixture
async def books(sqlite: Database, clock: StillClock) -> AsyncIterator[Books]:
    opened = await open_books(sqlite, clock)
    yield opened
    opened.engine.close()


@pytest.fixture
async def client(books: Books, links: Links) -> AsyncIterator[Client]:
    app = web.Application()
    app.router.add_routes(page_routes(books.engine, paying(), links))
    async with TestClient(TestServer(app)) as opened:
        yield opened


async def win(books: Books, company: str) -> None:
    about = await books.introduced(prospects=(prospect(company=company),))
    await books.won(about, Money.of("30000.00", "EUR"), date(2026, 2, 20))


async def path_of(books: Books, links: Links, partner_id: str = "P-1") -> str:
    now = links.clock.now()
    token = await books.engine.unit(lambda session, _now: links.page_token(session, partner_id, now))
    return f"{PAGE}{token}"


async def test_it_shows_the_partners_own_deals_with_their_money_and_nobody_elses(
    books: Books, client: Client, links: Links
) -> None:
    await win(books, "Acme Ltd")
    await books.introduced(
        prospects=(prospect(company="Theirs Ltd", email="a@theirs.example"),), partner=other_partner()
    )
    answer = await client.get(await path_of(books, links))
    page = await answer.text()
    for expected in ("Acme Ltd", "Closed Won", "€4,500.00", "15 %", "20 Feb 2026", "13 Mar 2026"):
        assert expected in page
    assert "Theirs" not in page
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "Set-Cookie" not in answer.headers


async def test_what_partners_write_is_text_there(books: Books, client: Client, links: Links) -> None:
    await books.introduced(prospects=(prospect(company="<script>alert(1)</script>"),))
    page = await (await client.get(await path_of(books, links))).text()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


async def test_a_link_dies_of_age_or_when_it_is_revoked(
    books: Books, client: Client, links: Links, clock: StillClock
) -> None:
    old = await path_of(books, links)
    clock.move(timedelta(days=31))
    assert (await client.get(old)).status == 404
    fresh = await path_of(books, links)
    assert (await client.get(fresh)).status == 200
    await books.engine.unit(lambda session, now: Pages(session).revoke("P-1", now))
    assert (await client.get(fresh)).status == 404
    clock.move(timedelta(seconds=1))
    assert (await client.get(await path_of(books, links))).status == 200


async def test_a_link_that_was_changed_opens_nothing(books: Books, client: Client, links: Links) -> None:
    mine, theirs = await path_of(books, links), await path_of(books, links, "P-2")
    mixed = theirs.partition(".")[0] + "." + mine.partition(".")[2]
    unsubscribe = await books.engine.unit(lambda session, _: links.token(session, "P-1 99999999999"))
    for path in (mixed, f"{PAGE}{unsubscribe}", f"{PAGE}x", f"{PAGE}é.ü", f"{PAGE}{'a' * 3000}"):
        answer = await client.get(path)
        assert (answer.status, DESK in await answer.text()) == (404, True)


async def test_who_tries_too_often_waits(books: Books, client: Client, links: Links) -> None:
    path = await path_of(books, links)
    looks, answer = 0, await client.get(path)
    while answer.status == 200 and looks < 10 * A_MINUTE:  # a slow machine gets some back on the way
        looks, answer = looks + 1, await client.get(path)
    assert (answer.status, looks >= A_MINUTE) == (429, True)
    assert "It opens again in a minute" in await answer.text()


async def test_who_guesses_links_waits_and_locks_no_partner_out(
    books: Books, client: Client, links: Links
) -> None:
    tries, answer = 0, await client.get(f"{PAGE}x")
    while answer.status == 404 and tries < 10 * A_MINUTE:
        tries, answer = tries + 1, await client.get(f"{PAGE}x")
    assert answer.status == 429
    assert (await client.get(await path_of(books, links))).status == 200


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1100])
async def test_it_fits_a_phone_and_a_desk(
    books: Books, client: Client, links: Links, tmp_path: Path, width: int
) -> None:
    await win(books, "Donaudampfschifffahrtsgesellschaft Vertriebs- und Service GmbH")
    await books.introduced(prospects=(prospect(company="Globex", email="hank@globex.example"),))
    url = str(client.make_url(await path_of(books, links)))

    def look() -> tuple[int, str]:
        chrome = open_browser(tmp_path / "profile")
        try:
            chrome.set_window_size(width, 900)
            chrome.get(url)
            overflow = chrome.execute_script(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            return overflow, chrome.find_element("tag name", "main").text
        finally:
            chrome.quit()

    overflow, text = await asyncio.to_thread(look)
    assert overflow <= 0
    assert "Globex" in text

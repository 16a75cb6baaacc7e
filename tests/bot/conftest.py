"""The bot's Slack side, by Socket Mode and by signed HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.mail.reader import Reader
from storage.database import Database
from tests.bot.post import Post, open_post
from tests.builders import other_partner, partner
from tests.conftest import StillClock
from tests.rigs.office import Office, open_office
from workflows.commands import AddPartner
from workflows.model import Person


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """One worker for the whole run: it takes seconds to start, and remembers nothing."""
    made = Reader(workers=1)
    yield made
    made.close()


@pytest.fixture
async def post(database: Database, clock: StillClock, reader: Reader) -> AsyncIterator[Post]:
    """The mail side: partners write, and everything that follows happens."""
    async with open_post(database, clock, reader) as opened:
        yield opened


@pytest.fixture(params=["socket mode", "signed HTTP"])
async def office(
    request: pytest.FixtureRequest, sqlite: Database, tmp_path: Path, clock: StillClock
) -> AsyncIterator[Office]:
    async with open_office(sqlite, tmp_path, clock, over_http=request.param == "signed HTTP") as opened:
        for one in (partner(), other_partner()):
            await opened.handle(AddPartner(one, Person("a test")), f"add:{one.id}")
        yield opened
        opened.engine.close()


@pytest.fixture
async def by_socket(sqlite: Database, tmp_path: Path, clock: StillClock) -> AsyncIterator[Office]:
    """The same office where the way Slack reaches us does not matter."""
    async with open_office(sqlite, tmp_path, clock) as opened:
        for one in (partner(), other_partner()):
            await opened.handle(AddPartner(one, Person("a test")), f"add:{one.id}")
        yield opened
        opened.engine.close()

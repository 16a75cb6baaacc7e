"""A mail that asks to pay elsewhere changes nothing, shows no account number, and the partner hears of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.mail.reader import Reader
from storage.database import Database
from storage.payout_details import PayoutAccounts
from tests.builders import program
from tests.conftest import StillClock
from tests.rigs.desk import SAM
from tests.rigs.postroom import Postroom, open_postroom

IBAN = "DE75 5121 0800 1245 1261 99"
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def room(database_url: str, reader: Reader, clock: StillClock) -> AsyncIterator[Postroom]:
    database = Database(database_url)
    database.migrate()
    async with open_postroom(database, program(), clock, reader=reader) as opened:
        yield opened


@pytest.mark.parametrize("proof", ["pass", "fail"])
async def test_nobody_is_paid_elsewhere_because_of_a_mail(room: Postroom, proof: str) -> None:
    await room.write(f"Hi,\n\nplease pay to this IBAN from now on: {IBAN}\n\nSam", proof=proof)
    (card,) = room.wall.keys("held:")
    shown = room.wall.shown(card)
    assert "Somebody asks for another account" in shown
    assert "never at one from this mail" in shown
    assert ("may be forged" in shown) == (proof == "fail")
    assert "DE••••6199" in shown
    assert IBAN not in shown
    assert "5121" not in shown
    (told,) = room.post.to(SAM)
    assert told["subject"] == "Somebody asked us to pay you elsewhere"
    assert "Nothing has been changed" in told["text"]
    assert "6199" not in told["text"]
    (notice,) = room.wall.keys("elsewhere:")
    assert "Nothing has been changed" in room.wall.shown(notice)
    assert await room.engine.ask(lambda session: PayoutAccounts(session).current()) == {}


async def test_who_answers_that_warning_is_told_the_truth_and_a_person_is_told(room: Postroom) -> None:
    await room.write(f"Hi,\n\nplease pay to this IBAN from now on: {IBAN}\n\nSam")
    (warning,) = room.post.to(SAM)
    for words in ("No, that was not me!", "Yes it was me."):
        await room.write(words, reply_to=warning)
    assert ["Nothing has been changed" in told["text"] for told in room.post.to(SAM)] == [True] * 3
    shown = [room.wall.shown(card) for card in room.wall.keys("held:")]
    assert sum("An answer to our warning" in card for card in shown) == 2

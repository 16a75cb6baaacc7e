"""Whose account it is: one person asks, another checks, and one alone never brings an old account back."""

from __future__ import annotations

from datetime import timedelta

from storage.database import Database
from storage.payout_details import PayoutAccounts
from tests.builders import DANA
from tests.conftest import StillClock
from tests.rigs.books import Books, open_books
from tests.rigs.earning import INES
from workflows.commission.accounts import PayoutAccount
from workflows.commission.payout_messages import (
    CheckPayoutDetails,
    DetailsRefused,
    RefusePayoutDetails,
    SetPayoutDetails,
)

OLD = PayoutAccount("sepa", "Northwind", "DE89370400440532013000")
NEW = PayoutAccount("sepa", "Northwind", "GB82WEST12345698765432")


async def changed(database: Database, clock: StillClock) -> Books:
    """An account that was checked long ago, and another one asked for."""
    books = await open_books(database, clock)
    await books.handle(SetPayoutDetails("P-1", OLD, DANA))
    await books.handle(CheckPayoutDetails("P-1", 1, "a call", INES))
    clock.move(timedelta(days=60))
    await books.handle(SetPayoutDetails("P-1", NEW, DANA))
    return books


def counts(books: Books) -> tuple[int, PayoutAccount, bool] | None:
    """What counts: which version, which account, and whether it may be paid now."""
    held = books._ask(lambda session: PayoutAccounts(session).get("P-1"))
    if held is None:
        return None
    ready = held[0].payable_from()
    return held[0].version, held[1], ready is not None and ready <= books.clock.now()


async def test_what_was_checked_nobody_refuses_alone(sqlite: Database, clock: StillClock) -> None:
    books = await changed(sqlite, clock)
    await books.handle(CheckPayoutDetails("P-1", 2, "a call", INES))
    clock.move(timedelta(days=30))
    refused = await books.handle(RefusePayoutDetails("P-1", 2, "hm", DANA))
    assert refused.events == ()
    assert counts(books) == (2, NEW, True)
    books.engine.close()


async def test_the_account_before_a_refused_one_is_asked_for_and_checked_anew(
    sqlite: Database, clock: StillClock
) -> None:
    books = await changed(sqlite, clock)
    before = len(books.mails())
    refused = await books.handle(RefusePayoutDetails("P-1", 2, "not theirs", INES))
    assert isinstance(refused.events[0], DetailsRefused)
    assert counts(books) == (3, OLD, False)
    (told,) = books.mails()[before:]
    assert OLD.masked in told["text"]
    clock.move(timedelta(days=4))
    await books.handle(CheckPayoutDetails("P-1", 3, "a call", INES))
    assert counts(books) == (3, OLD, False)  # who refused is who asked
    await books.handle(CheckPayoutDetails("P-1", 3, "a call", DANA))
    assert counts(books) == (3, OLD, True)
    books.engine.close()


async def test_an_account_that_is_not_theirs_comes_back_under_no_version(
    sqlite: Database, clock: StillClock
) -> None:
    books = await changed(sqlite, clock)
    await books.handle(RefusePayoutDetails("P-1", 2, "not theirs", INES))
    await books.handle(RefusePayoutDetails("P-1", 3, "nor that one any more", INES))
    assert counts(books) is None
    books.engine.close()

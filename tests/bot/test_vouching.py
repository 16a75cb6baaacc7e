"""`/partner status` says who took a partner in, when, and why."""

from __future__ import annotations

from bot.slack.partners.vouching import vouched
from storage.database import Database
from storage.history import History
from storage.partners import Partners
from tests.builders import MONDAY, partner, program
from workflows.base import Event
from workflows.care_messages import PartnerScreened
from workflows.events import PartnerJoined

JOINED = PartnerJoined("P-7", MONDAY, "Dana")


def line(database: Database, *events: Event) -> str:
    with database.write() as session:
        Partners(session).add(partner("P-7"), MONDAY)
        History(session).append(events, key="approve:1")
        return vouched(session, partner("P-7"), program())


def test_the_checklist_shows_what_was_looked_at_and_what_was_not(sqlite: Database) -> None:
    screened = PartnerScreened("P-7", MONDAY, "Dana", ("fit", "reputation"), "Asked two <clients>")
    said = line(sqlite, JOINED, screened)
    assert said == (
        "Approved by *Dana* on 2 Mar 2026, because “Asked two &lt;clients&gt;”\n"
        ":white_check_mark: Fit: their clients are the ones we are good for  "
        ":white_check_mark: Reputation: I would recommend them to a friend  "
        ":white_large_square: Market: no partner is the only one there"
    )


def test_who_was_added_by_hand_passed_no_checklist(sqlite: Database) -> None:
    said = line(sqlite, JOINED)
    assert said == "Taken in by Dana on 2 Mar 2026, without the checklist"


def test_of_partners_from_before_nobody_noted_it(sqlite: Database) -> None:
    assert line(sqlite) == "Nobody noted who took them in"

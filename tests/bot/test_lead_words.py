"""`/lead` as people type it: claimed, released, moved and asked about in words that no list foresaw."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.slack.answers import Answer, Do, Move, Show
from bot.slack.leads.lead_words import VOCABULARY
from bot.slack.people import FOR_MONEY, SlackUser
from storage.database import Database
from storage.partners import Partners
from storage.referrals import Referrals
from tests.bot.acts import shown
from tests.builders import AISHA, DANA, MARCO, MONDAY, partner, program, prospect, referral
from workflows.commands import ClaimReferral, ReleaseReferral
from workflows.model import Person

ACME, BIRCH, WON = "R-7K3M-9Q", "R-R5Z8-CT", "R-N8J9-VE"
Line = Callable[..., Answer]


@pytest.fixture
def line(sqlite: Database) -> Iterator[Line]:
    """Types a line, where Acme is free, Birch is Marco's, and Cedar he has won."""
    with sqlite.write() as session:
        Partners(session).add(partner(), MONDAY)
        for tracking_id, company, more in (
            (ACME, "Acme Ltd", {}),
            (BIRCH, "Birch Ltd", {"owner": MARCO}),
            (WON, "Cedar Ltd", {"owner": MARCO, "stage": "closed_won"}),
        ):
            account = f"domain:{company[:5].strip().lower()}.example"
            Referrals(session).of_accounts([account], MONDAY)
            lead = referral(tracking_id, prospect=prospect(company=company), account=account, **more)
            Referrals(session).add(lead)

    def typed(words: str, who: Person = MARCO, role: Any = "rep") -> Answer:
        with sqlite.read() as session:
            user = SlackUser(who.slack_id, who, role)
            return VOCABULARY.answer(session, user, words, program(), MONDAY)

    yield typed
    sqlite.close()


def said(answer: Answer) -> str:
    assert isinstance(answer, Show), answer
    return shown(answer.blocks)


@pytest.mark.parametrize("words", [f"claim {ACME}", f"{ACME} claim", f"{ACME} take", f"claim {ACME.lower()}"])
def test_a_lead_is_claimed_by_a_line_too(line: Line, words: str) -> None:
    wish = line(words)
    assert isinstance(wish, Do)
    assert wish.command == ClaimReferral(ACME, MARCO)


def test_a_lead_is_released_by_its_id_first_or_last(line: Line) -> None:
    for words in (f"release {BIRCH}", f"{BIRCH} release"):
        wish = line(words)
        assert isinstance(wish, Do)
        assert wish.command == ReleaseReferral(BIRCH, MARCO)


@pytest.mark.parametrize(
    ("words", "who", "expected"),
    [
        (f"claim {BIRCH}", AISHA, "Marco Bianchi has *Birch Ltd* already"),
        (f"claim {BIRCH}", MARCO, "is yours already"),
        (f"release {BIRCH}", AISHA, "Marco Bianchi looks after Birch Ltd"),
        (f"release {WON}", MARCO, "Hand it over if a colleague is to look after it"),
        (f"release {ACME}", MARCO, "it is free already"),
        ("claim", MARCO, "For example `/lead claim R-7K3M-9Q`"),
        ("claim Gargantua", MARCO, "I know no lead “Gargantua”"),
    ],
)
def test_a_line_that_cannot_be_done_says_why(line: Line, words: str, who: Person, expected: str) -> None:
    assert expected in said(line(words, who))


def test_a_lead_named_by_its_company_is_shown_with_its_buttons_before_anything_is_done(line: Line) -> None:
    assert "referral:release" in said(line("release birch"))
    assert "referral:claim" in said(line("claim acme"))


def test_list_is_ones_own_leads(line: Line) -> None:
    assert "Birch Ltd" in said(line("list"))


def test_what_is_neither_a_claim_nor_a_release_is_a_stage(line: Line) -> None:
    assert line(f"{BIRCH} won 30000") == Move(BIRCH, "won 30000")


@pytest.mark.parametrize(
    "words", ["refund 500", "collect 500", "facts please", "why not", "why is it so little"]
)
def test_one_word_too_many_is_still_about_the_money(line: Line, words: str) -> None:
    answer = said(line(f"{BIRCH} {words}", DANA, "finance"))
    assert "has earned nothing yet" in answer or "not won, so no money hangs on it" in answer
    assert FOR_MONEY in said(line(f"{BIRCH} {words}"))

"""The words we send: what came from outside stays text in each of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from jinja2 import UndefinedError

from templates import amount, render_email, render_slack
from tests.builders import DANA, MARCO, MONDAY, partner, program, prospect, referral
from workflows.model import ExpectedValue, Referral

NASTY = "<script>alert(1)</script> {{7*7}} & Co"


def context(*new: Referral, **more: Any) -> dict[str, Any]:
    return {
        "program": program(),
        "manager": DANA,
        "partner": partner(),
        "contact": partner().contacts[0],
        "tz": "America/New_York",
        "language": "en",
        "now": MONDAY,
        "new": new or (referral(),),
        "merged": (),
        "contested": (),
        "note": "",
        **more,
    }


def test_a_note_was_added_only_where_somebody_wrote_one() -> None:
    again = {**context(), "new": (), "merged": (referral(),)}
    assert "so I added your note there" in render_email("confirmation", {**again, "note": "Call her"}).text
    words = render_email("confirmation", again)
    assert "it stays registered as it was" in words.text
    assert "note" not in words.text + words.subject


def test_first_payout_details_are_no_change() -> None:
    noted = {**context(), "account": "GB** 5555", "hours": 72}
    first = render_email("details_changed", {**noted, "before": ""})
    assert first.subject == "We have noted your payout details"
    assert "another account" not in first.text
    assert "old account" not in first.text + first.html
    later = render_email(
        "details_changed", {**context(), "account": "GB** 5", "before": "GB** 1", "hours": 72}
    )
    assert later.subject == "Your payout details were changed"


def test_the_confirmation_says_who_when_and_whom_to_ask() -> None:
    words = render_email("confirmation", context())
    assert words.subject == "Registered: Acme Ltd"
    for expected in ("Hi Sam,", "Jane Doe of Acme Ltd", "R-0000-00", "Monday 2 Mar, 05:00 your time"):
        assert expected in words.text
    assert "Need to discuss this referral? Contact your partner manager: Dana Reyes" in words.text
    assert "Need to discuss this referral? Contact your partner manager: Dana Reyes" in words.html


def test_a_company_that_ends_with_a_full_stop_ends_the_sentence() -> None:
    words = render_email("confirmation", context(referral(prospect=prospect(company="Bluebird Co."))))
    for text in (words.text, words.html):
        assert "Bluebird Co.." not in text
        assert "Bluebird Co.</strong>. It is" not in text
    assert "Jane Doe of Bluebird Co. It is registered" in words.text


def test_several_people_are_listed_as_one_would_say_it() -> None:
    three = (referral(), referral(prospect=prospect(name=None, company="Globex")), referral())
    assert (
        "Jane Doe of Acme Ltd, Globex and Jane Doe of Acme Ltd"
        in render_email("confirmation", context(*three)).text
    )


def test_text_from_outside_is_never_markup_nor_template() -> None:
    words = render_email("confirmation", context(referral(prospect=prospect(company=NASTY))))
    assert "<script>" not in words.html
    assert "&lt;script&gt;" in words.html
    assert "{{7*7}}" in words.text
    taken = referral(owner=MARCO, claimed_at=MONDAY, prospect=prospect(company="<!channel> & Co"))
    assert render_slack("taken", {"referral": taken, "ago": "2 s ago"}) == (
        "Marco Bianchi took &lt;!channel&gt; &amp; Co 2 s ago. The next one is yours!"
    )


def test_a_line_break_in_a_name_cannot_end_a_subject() -> None:
    words = render_email(
        "confirmation", context(referral(prospect=prospect(company="Acme\r\nBcc: all@x.example")))
    )
    assert "\n" not in words.subject


def test_a_hole_in_a_mail_is_an_error_at_once() -> None:
    with pytest.raises(UndefinedError):
        render_email("claimed", {"program": program()})


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [
        (ExpectedValue(Decimal(18000), "GBP"), "en", "£18,000"),
        (ExpectedValue(Decimal("1200.5"), "EUR"), "de", "1.200,50\xa0€"),
        (ExpectedValue(Decimal(18000), "GBP"), "nl", "£\xa018.000"),
        (ExpectedValue(Decimal(30000)), "en", "30,000"),
        (ExpectedValue(Decimal(30000), "JPY"), "en", "¥30,000"),
    ],
)
def test_an_amount_is_written_as_its_reader_writes_it(value: ExpectedValue, language: str, said: str) -> None:
    assert amount(value, language) == said

"""The mails that keep partners: they render, they say how to stop, and none of them nags or shouts."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from templates import render_draft, render_email
from tests.builders import DANA, MONDAY, partner, program
from workflows.engagement_rules import CHECKIN_60, COMBINED, NEWCOMER, VALUE_90
from workflows.figures import report
from workflows.money import Money
from workflows.periods import Period
from workflows.reporting import Headline, Numbers, Reporting, Share
from workflows.stories import Story
from workflows.tips import TIPS

ANONYMOUS = Story("R-9999-99", "P-9", date(2026, 2, 1), 34, "anonymous", "DE", tags=("payroll",))
NAMED = Story("R-9999-99", "P-9", date(2026, 2, 1), 1, "named", "DE", "Vogel & Partner", "Acme <Ltd>")
STOP = "https://desk.vendor.example/u/abc"
NUDGES = (
    "nudge_value",
    "nudge_value_plain",
    "nudge_tip",
    "nudge_first",
    "nudge_checkin",
    "nudge_checkin_again",
)
OTHERS = ("welcome", "how_to_refer", "feedback", "terms_change", "rules_change", "material")


def context(**more: Any) -> dict[str, Any]:
    return {
        "program": program(),
        "manager": DANA,
        "partner": partner(),
        "contact": partner().contacts[0],
        "tz": "Europe/London",
        "language": "en",
        "now": MONDAY,
        "story": ANONYMOUS,
        "tip": "status",
        "won_title": "",
        "material": ("One-pager for dentists",),
        "unsubscribe_url": STOP,
        "day": date(2026, 4, 1),
        "new": "15 %",
        "old": "10 %",
        "protection": (90, 120),
        "contact_hours": (24, 48),
        "plan": ("", ""),
        "titles": ("One-pager",),
        "title": "Acme Ltd",
        "what": "10 referrals",
        "count": "10",
        "counted": "referrals",
        "since": "2 Mar 2026",
        **more,
    }


@pytest.mark.parametrize("name", [*NUDGES, *OTHERS])
def test_text_and_html_say_the_same_and_neither_shouts(name: str) -> None:
    words = render_email(name, context())
    assert words.text.startswith("Hi Sam,")
    for sentence in re.findall(r"[A-Z][a-z ,]{40,}[.?]", words.text.partition("\n--\n")[0]):
        assert sentence in re.sub(r"<[^>]+>", "", words.html)
    loud = r"!|urgent|act now|last chance|guarantee|click here|100 ?%|\b[A-Z]{5,}\b"
    assert re.findall(loud, f"{words.subject} {words.text}".replace(STOP, "")) == []
    assert "<title>" in words.html
    assert 'lang="en"' in words.html


@pytest.mark.parametrize("language", ["es", "fr", "nl", "pt"])
def test_after_the_salutation_a_letter_begins_with_a_capital_where_that_is_the_custom(language: str) -> None:
    for name in (*NUDGES, *OTHERS):
        words = render_email(name, context(language=language))
        begins = next(line for line in words.text.splitlines()[1:] if line.strip())
        assert begins[0].isupper(), (name, begins)


@pytest.mark.parametrize("name", NUDGES)
def test_a_nudge_says_how_to_have_no_more_of_them(name: str) -> None:
    words = render_email(name, context())
    assert STOP in words.text
    assert f'href="{STOP}"' in words.html
    assert 'Reply "stop"' in words.text


def test_the_way_out_is_a_line_of_its_own_so_that_no_full_stop_ends_up_in_the_link() -> None:
    assert f"\n{STOP}\n" in render_email("nudge_first", context()).text


def test_combined_never_says_that_we_have_not_heard_from_them() -> None:
    mails = {
        step.template for step in (*COMBINED.steps, *VALUE_90.steps, *NEWCOMER.steps) if step.does == "mail"
    }
    for name in (*mails, "nudge_value_plain"):
        words = render_email(name, context())
        assert "heard from you" not in words.text + words.html + words.subject
    first = next(step.template for step in CHECKIN_60.steps)
    assert "We haven't heard from you" in render_email(first, context()).subject


def test_a_story_without_permission_for_names_has_none_and_one_with_it_is_escaped() -> None:
    anonymous = render_email("nudge_value", context())
    assert "A partner in Germany introduced a company to us (payroll). 34 days later it was a customer." in (
        anonymous.text
    )
    assert "Vogel" not in anonymous.text
    named = render_email("nudge_value", context(story=NAMED))
    assert "Vogel & Partner introduced Acme <Ltd> to us. 1 day later it was a customer." in named.text
    assert "Acme &lt;Ltd&gt;" in named.html


@pytest.mark.parametrize("tip", TIPS)
def test_every_tip_has_its_words(tip: str) -> None:
    words = render_email("nudge_tip", context(tip=tip))
    assert len(words.subject) > len("A tip: ")
    assert len(words.text) > 300


@pytest.mark.parametrize("name", ["outreach", "outreach_first", "first_win", "milestone"])
def test_a_draft_is_signed_by_its_sender(name: str) -> None:
    subject, text = render_draft(name, context())
    assert subject
    assert text.rstrip().endswith("Dana Reyes")


@pytest.mark.parametrize("language", ["de", "fr", "es", "nl", "pt"])
def test_each_of_them_is_in_the_partners_language_as_a_whole(language: str) -> None:
    for name in (*NUDGES, *OTHERS):
        there, english = render_email(name, context(language=language)), render_email(name, context())
        assert f'<html lang="{language}">' in there.html
        data = {"One-pager", "10 %", "15 %", STOP, "Dana Reyes", "Vendor Partner Programme", "--", ""}
        same = set(map(str.strip, there.text.split("\n"))) & set(map(str.strip, english.text.split("\n")))
        assert same <= data, name
        assert there.subject != english.subject or name == "material"
    for tip in TIPS:
        said = render_email("nudge_tip", context(tip=tip, language=language))
        assert said.subject != render_email("nudge_tip", context(tip=tip)).subject


@pytest.mark.parametrize("name", ["outreach", "outreach_first", "first_win", "milestone"])
def test_a_draft_is_in_the_language_of_whom_it_is_for(name: str) -> None:
    subject, text = render_draft(name, context(language="fr"))
    assert text.startswith("Bonjour Sam,")
    assert subject != render_draft(name, context())[0]
    assert text.rstrip().endswith("Bien cordialement,\nDana Reyes")


def test_a_quarter_in_german_has_german_amounts_and_says_what_they_are() -> None:
    quarter = Period("quarter", date(2026, 1, 1), date(2026, 3, 31))
    head = Headline(7, 5, 5, Share(0, 0), Share(2, 3), Share(3, 9), owed=(Money.of("1234.50", "EUR"),))
    numbers = Numbers(quarter, date(2026, 4, 2), head, partner_id="P-7", company="Northwind Advisory")
    summed = report(numbers, Reporting())
    words = render_email("summary", context(language="de", report=summed, pictures=()))
    assert words.subject == "Ihre Empfehlungen: 1. Quartal 2026"
    for said in (
        "7, nach 5 (4. Quartal 2025)",
        "2 von 3 entschiedenen",
        "Ihnen stehen zu: 1.234,50\u00a0€",
        "Ihnen gezahlt: nichts",
    ):
        assert said in words.text
        assert said.partition(": ")[2] in words.html


def test_new_terms_are_in_german_down_to_their_arithmetic() -> None:
    said = context(language="de", old="10 % of the contract value", new="a finder's fee of €1,250.00")
    words = render_email("terms_change", said)
    for part in (words.text, words.html):
        assert "of the contract value" not in part
        assert "finder" not in part
        assert "1.250,00\u00a0€" in part


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 has it; 4.5 is enough for text of any size."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("#1f2a24", "#ffffff"), ("#56635b", "#ffffff"), ("#56635b", "#f3f7f4"), ("#1d6244", "#ffffff"),
        ("#e7ece8", "#1d2320"), ("#a3b0a8", "#1d2320"), ("#a3b0a8", "#232c27"), ("#8ad3ae", "#1d2320"),
    ],
)  # fmt: skip
def test_every_colour_can_be_read_in_the_light_and_in_the_dark(text: str, ground: str) -> None:
    html = render_email("welcome", context()).html
    assert text in html
    assert ground in html
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("name", [*NUDGES, *OTHERS])
def test_a_mail_is_read_aloud_well_and_looks_like_no_advertisement(name: str) -> None:
    words = render_email(name, context())
    assert (
        re.findall(r"<(?:img|script|form|iframe|link)\b", words.html) == []
    )  # nothing to fetch, nothing to do
    assert all('role="presentation"' in table for table in re.findall(r"<table[^>]*>", words.html))
    assert re.findall(r">\s*(?:here|click|link)\s*</a>", words.html, re.IGNORECASE) == []
    assert re.findall(r"<[^>]*\bcolor=", words.html) == []  # colours are the style's, so that the dark works
    assert len(words.subject) <= 70
    assert len(words.text) > len(words.html) / 12  # words, not only markup
    assert all(len(line) < 990 for line in (*words.text.split("\n"), *words.html.split("\n")))  # RFC 5321

"""What people type into Slack, as we take it."""

from __future__ import annotations

import pytest

from bot.slack.form import Form
from bot.slack.modals import Fields
from bot.slack.typed import unescaped

HIDDEN = "Acme\u202e dtL\u202c\u200b\x07"
SEEN = "Acme dtL"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("<mailto:jane@acme.example|jane@acme.example> &amp; co", "jane@acme.example & co"),
        ("<@U0DANA> and <#C1|general>", "and #general"),
        ("&lt;!channel&gt;", "<!channel>"),
        (HIDDEN, SEEN),
        ("one\n\ntwo", "one\n\ntwo"),
    ],
)
def test_a_message_is_read_without_markup_and_without_what_turns_letters_around(
    typed: str, words: str
) -> None:
    assert unescaped(typed) == words


def test_a_form_is_read_without_what_turns_letters_around() -> None:
    values = {"company": {"company": {"value": f" {HIDDEN} "}}, "name": {"name": {"value": None}}}
    for filled in (Form({}, values), Fields(values)):
        assert (filled.text("company"), filled.text("name")) == (SEEN, "")

"""Slack's text markup, as HTML that is safe whatever it says."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.page.emoji import EMOJI
from bot.sandbox.page.mrkdwn import Reader, emoji_text, mrkdwn_html
from bot.sandbox.workspace import Workspace

ROOT = Path(__file__).parents[3]
_WRITTEN = re.compile(r"""(?:^|["' *}]):([a-z][a-z0-9_]+):(?=[ "'])""", re.MULTILINE)
NOON = 1_795_435_200.0  # 2026-11-23 12:00 UTC


def reader() -> Reader:
    workspace = Workspace(clock=lambda: NOON)
    workspace.add_user("dana", "Dana Reyes", id="U1", tz="Europe/Madrid")
    workspace.add_user("marco", "Marco Bianchi", id="U2")
    workspace.add_channel("general", id="C1", members=("dana",))
    workspace.add_group("sales", "Sales")
    return Reader(workspace, "U1")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _slanted_ ~gone~", "<strong>bold</strong> <em>slanted</em> <s>gone</s>"),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
        ("`a < b` &amp; &lt;b&gt;", "<code>a &lt; b</code> &amp; &lt;b&gt;"),
        ("```one\ntwo```", "<pre>one\ntwo</pre>"),
        ("one\ntwo", "one<br>two"),
        ("&gt; said\nanswer", "<blockquote>said</blockquote>answer"),
        (":tada: :no_such_thing: 10:30:15", "🎉 :no_such_thing: 10:30:15"),
        (
            "<@U1> and <@U2>",
            '<span class="mention me">@Dana Reyes</span> and <span class="mention">@Marco Bianchi</span>',
        ),
        ("<#C1|old-name>", '<span class="mention">#general</span>'),
        ("<!here>", '<span class="mention loud">@here</span>'),
        (
            "<https://a.example/?x&amp;y|see *this*>",
            '<a href="https://a.example/?x&amp;y" target="_blank" rel="noopener noreferrer">see *this*</a>',
        ),
        ("<javascript:alert(1)|click>", "&lt;javascript:alert(1)|click&gt;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("&lt;!channel&gt;", "&lt;!channel&gt;"),
        (f"<!date^{int(NOON)}^{{date_short_pretty}} at {{time}}|then>", "<time>today at 13:00</time>"),
        (f"<!date^{int(NOON) + 86_400 * 4}^{{date_long}}|then>", "<time>Friday, November 27, 2026</time>"),
        ("<!date^never^{date}|then>", "<time>then</time>"),
    ],
)
def test_markup_becomes_html_and_everything_else_stays_text(text: str, html: str) -> None:
    assert mrkdwn_html(text, reader()) == html


def test_every_emoji_that_our_cards_use_is_one_in_the_demo() -> None:
    words = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "templates" / "slack").glob("*.j2")]
    used = {name for file in words for name in _WRITTEN.findall(file.read_text())}
    assert len(used) > 50
    assert used - set(EMOJI) == set()


def test_names_of_emoji_become_emoji_in_plain_text() -> None:
    assert emoji_text(":rotating_light: New lead: :x:y") == "🚨 New lead: ❌y"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}


@given(st.text(alphabet="<>&|!@#*_~`:/^{}\"' \nabjst01U\ue000\ue001", max_size=120))
def test_no_text_whatever_brings_a_tag_or_attribute_of_its_own(text: str) -> None:
    tags = _Tags()
    tags.feed(str(mrkdwn_html(text, reader())))
    allowed = {"strong", "em", "s", "code", "pre", "br", "blockquote", "span", "a", "time"}
    assert (tags.seen - allowed, tags.attributes - {"class", "href", "target", "rel"}) == (set(), set())

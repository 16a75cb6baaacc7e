"""Every mail there is: it reads well aloud, shouts at nobody, and looks like nothing that a filter hates."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests.rigs.letters import STOP_WORDS, letter, names
from tests.templates.test_nudges import contrast
from workflows.engagement_rules import CHECKIN_60

CHECKINS = {step.template for step in CHECKIN_60.steps}
# The canary writes to ourselves as a partner would, and a person's own words are theirs.
OURS = [name for name in names() if name not in ("canary", "written")]
LOUD = re.compile(r"!!|\burgent|act now|last chance|guarantee|click here|100 ?% free|\b[A-Z]{6,}\b|\$\$")
# What a reader sees text on: ink and ground, in the light and in the dark, by the rules of the layout.
DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{((?:[^{}]*\{[^{}]*\})*)\s*\}")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


class Tags(HTMLParser):
    """What stands in a page, tag by tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def seen(html: str) -> str:
    """The words on the page."""
    plain = re.sub(r"<style>.*?</style>|<title>.*?</title>|<[^>]+>", " ", html, flags=re.DOTALL)
    return " ".join(plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").split())


def bare(text: str) -> str:
    """Without blanks, which pages and texts set differently."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", OURS)
def test_a_mail_can_be_read_aloud(name: str) -> None:
    words = letter(name, with_pictures=name in ("report", "summary"))
    tags = Tags(words.html).found
    kinds = [tag for tag, _ in tags]
    known = "html head meta title style body div p br strong s span table tr th td a img code ol li"
    assert set(kinds) <= set(known.split()), "an address in <…> would be taken for a tag"
    assert ("html", {"lang": "en"}) in tags
    assert "<title>" in words.html
    for tag, said in tags:
        if tag == "img":
            assert len(said["alt"]) > 20
            assert said["src"].startswith("cid:")  # nothing is fetched when a mail is opened
        if tag == "table":  # for layout, or with headings that say so
            assert said.get("role") == "presentation" or 'scope="col"' in words.html
        if tag == "a":
            assert said["href"].startswith(("https://", "mailto:"))
    links = re.findall(r"<a [^>]*>(.*?)</a>", words.html)
    assert [link for link in links if link.strip().casefold() in ("here", "click here", "link", "more")] == []


@pytest.mark.parametrize("name", OURS)
def test_a_mail_shouts_at_nobody_and_says_the_same_in_text(name: str) -> None:
    words = letter(name)
    plain = f"{words.subject}\n{words.text}"
    assert LOUD.findall(STOP_WORDS.sub("", plain)) == []
    assert 3 < len(words.subject) <= 90
    assert words.text.startswith("Hi ")
    html = seen(words.html)
    paragraphs = [
        re.sub(r"^[\s\d.-]+", "", line).rstrip() for line in words.text.partition("\n--\n")[0].split("\n")
    ]
    for line in (line for line in paragraphs if len(line) > 60 and line[-1] in ".?" and ":" not in line):
        assert bare(line) in bare(html), name
    assert len(html) > 3 * sum(len(link) for link in re.findall(r"<a [^>]*>(.*?)</a>", words.html))
    assert ("heard from you" in f"{plain}{words.html}") == (name in CHECKINS and name == "nudge_checkin")


def test_every_colour_stands_out_from_what_it_stands_on() -> None:
    """Each ink of the layout on each of its grounds; 4.5 is enough for text of any size (WCAG 2.2)."""
    style = re.findall(r"<style>(.*?)</style>", letter("report").html, re.DOTALL)[0]
    light, dark = DARK.sub("", style), "".join(DARK.findall(style))
    for scheme in (light, dark):
        rules = [(name.strip(), body) for name, body in RULE.findall(scheme)]
        inks = {c for _, body in rules for c in re.findall(r"(?<![-\w])color: (#\w{6})", body)}
        grounds = {c for name, body in rules for c in re.findall(r"background: (#\w{6})", body)}
        assert inks
        assert grounds
        assert [(i, g) for i in inks for g in grounds if contrast(i, g) < 4.5] == []


def test_this_looks_at_every_mail_there_is() -> None:
    assert len(names()) > 60
    assert all(a < b for a, b in pairwise(names()))

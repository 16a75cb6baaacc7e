"""HTML mails as the lines a person sees."""

from __future__ import annotations

import time

import pytest

from inbox.formats.markup import RULE, text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ('<p class="MsoNormal">One</p><p class="MsoNormal">Two</p>', "One\nTwo"),
        ("Caf&eacute; &amp; B&#252;ro&nbsp;x", "Café & Büro x"),
        ("<style>p{color:red}</style><script>alert(1)</script>Words<!-- hidden <p> -->!", "Words!"),
        ("<!--[if mso]><p>no</p><![endif]-->yes", "yes"),
        ("<![if !supportLists]>yes<![endif]>", "yes"),
        ("<head><title>no</title></head><body>yes</body>", "yes"),
        ("a<hr>b", f"a\n{RULE}\nb"),
        ("<blockquote>one<br>two</blockquote>three", "> one\n> two\nthree"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n>> b"),
        ("<ul><li>one<li>two</ul>", "- one\n- two"),
        (
            "<table><tr><th>From: </th><td>Jane</td></tr><tr><td>To:</td><td>Bo</td></tr></table>",
            "From: Jane\nTo: Bo",
        ),
        ("<pre>one\n  two</pre>", "one\n  two"),
        ('<a href="mailto:jane@d.example?subject=x">Jane</a>', "Jane <jane@d.example>"),
        ('<a href="mailto:jane@d.example">jane@d.example</a>', "jane@d.example"),
        (
            '<a href="https://www.linkedin.com/in/jane">Profile</a>',
            "Profile <https://www.linkedin.com/in/jane>",
        ),
        ('<a href="https://x.example/very/long">here</a>', "here"),
        ('<img alt="a > b" src="x">yes', "yes"),
        ("3 < 5 and 7 > 6", "3 < 5 and 7 > 6"),
        ("", ""),
        ("<", "<"),
        ("<p", ""),
        ("<!-- never closed", ""),
        ("&lt;script&gt;", "<script>"),
        ('a<div style="display: none">b<div>c</div>d</div>e', "ae"),
        ("a<span style='font-size:0px;color:red'>b</span>c", "ac"),
        ("a<span style='font-size:0.9em'>b</span>c", "abc"),
        ('a<p hidden>b</p>c<p class="hidden">d</p>', "ac\n\nd"),
        ('a<div style="VISIBILITY : HIDDEN">b</div>c', "ac"),
        ('<td style="font-size:0"><div style="font-size:13px">shown</div></td>', "shown"),
        ('<img style="display:none">shown<br style="display:none">shown', "shown\nshown"),
        ("<style>a</style>shown<script>if (a<b) {}</script>shown", "shownshown"),
    ],
)
def test_html_becomes_lines(html: str, text: str) -> None:
    assert text_of(html) == text


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 60_000,
        "<blockquote>" * 25_000 + "x",
        "<" * 300_000,
        "<a " * 100_000,
        '<a href="' * 30_000,
        "<!--" * 75_000,
        "<p " + 'x="' * 90_000,
        "&" * 300_000,
        "&#x" * 100_000,
        "<pre>" + "\n" * 290_000,
        "<style>" * 40_000,
        " " * 300_000,
        "<br>" * 75_000,
        "<a href=mailto:a@b.example>" * 10_000,
    ],
)
def test_no_html_takes_long(bomb: str) -> None:
    start = time.process_time()
    text_of(bomb)
    assert time.process_time() - start < 8

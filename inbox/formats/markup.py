"""HTML mail as plain text: lines where a reader sees lines, quotes as `> `, no address lost.

Written here because html2text takes three milliseconds for an ordinary mail and joins the lines of a
forwarded header; this one is a single pass over the tags, linear for any input.
"""

from __future__ import annotations

import html as entities
import re

MAX_HTML_CHARS = 300_000
MAX_TAGS = 30_000
RULE = "_" * 32
CELL = "\x1f"  # behind a cell, until its line is written

_TAG = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9:]{0,20})")
_HREF = re.compile(
    r"href\s{0,5}=\s{0,5}[\"']?\s{0,5}(mailto:|https?://(?:[a-z]{2,3}\.)?linkedin\.)([^\"'>\s]{1,300})", re.I
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = frozenset({"style", "script", "head", "title", "template", "noscript", "svg", "object", "select"})
_EMPTY = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr", "body", "html"}
)
_WORDS_ONLY = frozenset({"a", "b", "em", "font", "i", "p", "small", "span", "strong", "u"})
_STYLE = re.compile(r"\bstyle\s{0,5}=\s{0,5}(?:\"([^\"]{0,3000})|'([^']{0,3000}))", re.I)
_UNSEEN = re.compile(r"(?:^|;)(?:display:none|visibility:hidden|mso-hide:all|opacity:0(?:\.0*)?(?:!|;|$))")
_TINY = re.compile(r"(?:^|;)font-size:0(?:\.0*)?(?:px|pt|em|%)?(?:!|;|$)")
_HIDDEN_ATTRIBUTE = re.compile(r"\shidden(?:[\s=/]|$)", re.I)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_BLOCK = frozenset(
    """address article aside body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header
    html li main nav ol option pre section table tbody thead tr ul""".split()
)


class _Page:
    """What has been written so far, line by line."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quotes = 0
        self.pre = 0
        self.link_from = 0
        self.tight = False  # inside a paragraph that Outlook draws as a line
        self.gap = False  # an empty line is due before the next words

    def text(self, text: str) -> None:
        text = entities.unescape(text) if "&" in text else text
        if self.pre:
            first, *rest = text.split("\n")
            self.line.append(first)
            for line in rest:
                self.end_line(force=True)
                self.line.append(line)
        elif text:
            self.line.append(_SPACE.sub(" ", text))

    def end_line(self, *, force: bool = False) -> None:
        line = "".join(self.line)
        if CELL in line:
            line = _row(line)
        if not self.pre:
            force = force or "\xa0" in line  # what keeps an empty paragraph visible
            line = _SPACE.sub(" ", line.replace("\xa0", " ")).strip()
        if line and self.gap and self.lines and self.lines[-1].strip("> "):
            self._write("")
        if line or force:
            self._write(line)
            self.gap = False
        self.line = []

    def _write(self, line: str) -> None:
        self.lines.append((">" * min(self.quotes, 9) + " " if self.quotes else "") + line)


def _row(line: str) -> str:
    """Cells side by side; three and more are a table of data, whose cells must not run together."""
    cells = [cell.strip() for cell in line.split(CELL)]
    filled = [cell for cell in cells if cell and cell != "\xa0"]
    return " | ".join(filled) if len(filled) > 2 and len(line) < 400 else " ".join(cells)


def text_of(html: str) -> str:
    """The words of an HTML mail as a person sees them."""
    page, hidden, link, comment, nested = _Page(), "", "", False, 0
    first, *chunks = html[:MAX_HTML_CHARS].split("<", MAX_TAGS)
    page.text(first)
    for chunk in chunks:
        if comment or chunk.startswith("!--"):
            _, ended, words = chunk.partition("-->")
            comment = not ended
        elif tag := _TAG.match(chunk):
            inside, words = _cut(chunk)
            closing, name = bool(tag[1]), tag[2].lower()
            if hidden:
                if name == hidden:
                    nested += -1 if closing else 1
                    if nested == 0 or (closing and name in _HIDDEN):
                        hidden = ""
            elif not closing and not inside.endswith("/") and _is_hidden(name, inside):
                hidden, nested = name, 1
            elif name not in _HIDDEN:
                link = _apply(page, name, inside, closing=closing, link=link)
        elif chunk[:1] in ("!", "?"):
            words = chunk.partition(">")[2]
        else:
            words = "<" + chunk
        if not hidden:
            page.text(words)
    page.end_line()
    return "\n".join(page.lines)


def _is_hidden(name: str, inside: str) -> bool:
    """Whether a reader sees nothing of the element; what is put there is meant for machines."""
    if name in _HIDDEN:
        return True
    if name in _EMPTY or not ("style" in inside or "hidden" in inside):
        return False
    style = _STYLE.search(inside[:3_000])
    rules = "".join((style[1] or style[2] or "").lower().split()) if style else ""
    if _UNSEEN.search(rules) or (name in _WORDS_ONLY and _TINY.search(rules)):
        return True
    return bool(_HIDDEN_ATTRIBUTE.search(_QUOTED.sub("", inside[:3_000])))


def _cut(chunk: str) -> tuple[str, str]:
    """The inside of the tag and the words behind it; a `>` inside a quoted attribute does not end it."""
    inside, ended, words = chunk.partition(">")
    if inside.count('"') % 2 and '"' in words:
        more, _, words = words.partition('"')
        rest, ended, words = words.partition(">")
        inside = f'{inside}>{more}"{rest}'
    return inside, words if ended else ""


def _apply(page: _Page, name: str, inside: str, *, closing: bool, link: str) -> str:
    """Write what this tag means; gives the target of the link we are in."""
    match name:
        case "br":
            page.end_line(force=True)
        case "hr":
            page.end_line()
            page.line.append(RULE)
            page.end_line()
        case "blockquote":
            page.end_line()
            page.quotes = max(0, page.quotes + (-1 if closing else 1))
        case "p":
            page.end_line()
            page.gap |= not closing and "MsoNormal" not in inside
            page.gap |= closing and not page.tight
            page.tight = not closing and "MsoNormal" in inside
        case "td" | "th":
            page.line.append(CELL if closing else "")
        case "a":
            return _link(page, inside, closing=closing, link=link)
        case _ if name in _BLOCK:
            page.end_line()
            if name == "pre":
                page.pre = max(0, page.pre + (-1 if closing else 1))
            elif name == "li" and not closing:
                page.line.append("- ")
    return link


def _link(page: _Page, inside: str, *, closing: bool, link: str) -> str:
    """A link to a mailbox or a profile whose target is not among its words is written out behind them."""
    if not closing:
        target = _HREF.search(inside[:2_000])
        page.link_from = len(page.line)
        if target is None:
            return ""
        return target[2].partition("?")[0] if target[1].lower() == "mailto:" else target[1] + target[2]
    words = "".join(page.line[page.link_from :])
    if link and link.lower() not in words.lower() and (words.strip() or "@" in link):
        page.line.append(f" <{link}>")
    return ""

"""A person's own words: quoted history and signature off, while ParsedMail keeps the whole text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from inbox.formats.addresses import ADDRESS
from inbox.formats.charsets import clean_text
from inbox.formats.markup import text_of
from inbox.forwarded.forward_words import subject_kind
from inbox.forwarded.header_blocks import Line, announcement, block_at, find_blocks, split_lines
from inbox.forwarded.quotes import attribution_at, may_hold_attributions
from inbox.message import ParsedMail
from inbox.reply_words import BANNER, CLOSING_ROOTS, CLOSINGS, CONTACT_LINE, DISCLAIMER, SENT_FROM

MAX_SIGNATURE_LINES = 25

_DELIMITER = re.compile(r"^--\s?$|^[—–]\s?$|^_{2,5}$")
_POSTSCRIPT = re.compile(r"\W{0,3}(?:p\.?\s?s\.?|p\.?\s?d\.?|n\.?b\.?)(?:[\s:.–-]|$)", re.IGNORECASE)
_THANKS = re.compile(
    r"\W*(?:many |vielen |muchas |mille )?(?:th(?:an)?[kx]|dank|merci|graci|grazi|bedankt|obrigad|dzi[eę]k"
    r"|ta[ck]k?\b|kiitos)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_HTML_QUOTE = re.compile(
    r"<(?:div|blockquote)\b[^>]{0,300}(?:class=[\"']?gmail_quote|id=[\"']?(?:divRplyFwdMsg|appendonsend"
    r"|mail-editor-reference)"
    r"|class=[\"']?(?:moz-cite-prefix|yahoo_quoted|protonmail_quote|tutanota_quote|front-blockquote"
    r"|zmail_extra|hs_reply))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What this person wrote, how they sign, and what stood below."""

    text: str
    signature: str = ""
    quoted: str = ""


def own_words(text: str, html: str = "") -> OwnWords:
    """Split a mail into own words, signature and quoted history."""
    lines = split_lines(clean_text(text))
    quoting = may_hold_attributions(lines)
    cut = _history_begins(lines, quoting=quoting)
    quoted = _join(lines[cut:])
    if not quoted and html:
        quoted = _html_history(html)
    own, inline = _without_banner(lines[:cut]), ""
    if quoting:
        own, inline = _without_quotes(own)
    body, signature = _split_signature(own)
    return OwnWords(_join(body), _join(signature), "\n".join(part for part in (inline, quoted) if part))


def thread_ids(mail: ParsedMail) -> tuple[str, ...]:
    """The Message-IDs this mail answers or mentions, nearest first."""
    return tuple(dict.fromkeys((*mail.in_reply_to, *reversed(mail.references))))


def looks_like_reply(mail: ParsedMail, message_id_domain: str = "") -> bool:
    """Whether the mail answers another one rather than passing it on.

    Programs set In-Reply-To on forwards too, so the subject decides; where it says nothing, only an
    answer to a mail of ours counts.
    """
    kind = subject_kind(mail.subject)
    if kind != "plain":
        return kind == "reply"
    ours = f"@{message_id_domain.lower()}"
    return bool(message_id_domain) and any(i.lower().endswith(ours) for i in mail.in_reply_to)


def _join(lines: list[Line]) -> str:
    return "\n".join((">" * line.depth + " " if line.depth else "") + line.text for line in lines).strip()


def _history_begins(lines: list[Line], *, quoting: bool) -> int:
    """The first line of what was there before this mail; a bottom-posted answer is not history."""
    for at, line in enumerate(lines):
        if quoting and (length := attribution_at(lines, at)):
            return at if _rest_is_history(lines, at, at + length) else len(lines)
        said = announcement(line.text)
        if said in ("forward", "original") and _header_or_quote_below(lines, at + 1):
            return at
        if said == "rule" and find_blocks(lines[at + 1 : at + 12], limit=1):
            return at
        if block_at(lines, at):
            return at
    return len(lines)


def _header_or_quote_below(lines: list[Line], at: int) -> bool:
    below = lines[at : at + 15]
    filled = [line for line in below if line.text.strip()]
    return (
        not filled
        or filled[0].depth > 0
        or bool(find_blocks(below, limit=1))
        or any(attribution_at(below, i) for i in range(min(4, len(below))))
    )


def _rest_is_history(lines: list[Line], at: int, behind: int) -> bool:
    """False for answers written between or below the quoted lines."""
    rest = lines[behind:]
    depth = lines[at].depth
    if not any(line.depth > depth for line in rest[:4]):
        return True
    answered = [line for line in rest if line.depth <= depth and line.text.strip()]
    own_above = any(line.text.strip() and line.depth == 0 for line in lines[:at])
    return not answered or (own_above and len(answered) * 4 < len(rest))


def _without_banner(lines: list[Line]) -> list[Line]:
    """The words without the warning that a gateway put above them."""
    at = next((i for i, line in enumerate(lines[:6]) if line.text.strip()), 0)
    return lines[at + 1 :] if lines and _is_banner(lines[at].text.strip()) else lines


def _is_banner(text: str) -> bool:
    loud = text[:1] in "[*<" or text.split(" ", 1)[0].strip(":[]*").isupper() or ":" in text[:30]
    return len(text) < 400 and (loud or "often get" in text) and bool(BANNER.match(text))


def _without_quotes(lines: list[Line]) -> tuple[list[Line], str]:
    """Own lines among quoted ones; attributions go with the quotes."""
    own: list[Line] = []
    quotes: list[str] = []
    at = 0
    while at < len(lines):
        length = attribution_at(lines, at)
        if length:
            quotes.extend(line.text for line in lines[at : at + length])
            at += length
            continue
        line = lines[at]
        if line.depth:
            quotes.append(">" * line.depth + " " + line.text)
        else:
            own.append(line)
        at += 1
    if (
        not any(line.text.strip() for line in own)
        and quotes
        and not any(q.strip("> ") == "" for q in quotes[:1])
    ):
        return [Line(0, line.text) for line in lines], ""  # all of it is quoted: then it is the message
    return own, "\n".join(quotes).strip()


def _html_history(html: str) -> str:
    match = _HTML_QUOTE.search(html)
    return clean_text(text_of(html[match.start() :]))[:20_000] if match else ""


def _split_signature(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    body, signature = _cut_signature(lines)
    at = _somebody_else(signature)
    at = next((i for i, line in enumerate(signature[:at]) if _POSTSCRIPT.match(line.text)), at)
    return [*body, *signature[at:]], signature[:at]


def _somebody_else(signature: list[Line]) -> int:
    """Where a card of another person begins below the writer's name; the length when there is none."""
    paragraphs = [
        list(g) for filled, g in groupby(signature, key=lambda line: bool(line.text.strip())) if filled
    ]
    if not paragraphs or any(_DELIMITER.match(line.text.strip()) for line in signature):
        return len(signature)
    bare = len(paragraphs[0]) == 1 and paragraphs[0][0].text.casefold().strip(" ,.!") in CLOSINGS
    named = paragraphs[: 1 + bare]
    own = {word.casefold() for lines in named for line in lines for word in _WORD.findall(line.text)}
    for paragraph in paragraphs[len(named) :]:
        first, said = paragraph[0].text.strip(), " ".join(line.text for line in paragraph)
        address = ADDRESS.search(said)
        theirs = address and not any(len(word) > 2 and word in address[0].casefold() for word in own)
        if theirs and not (CONTACT_LINE.match(first) or DISCLAIMER.search(said)):
            return next(i for i, line in enumerate(signature) if line is paragraph[0])
    return len(signature)


def _cut_signature(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    while lines and not lines[-1].text.strip():
        lines = lines[:-1]
    for at in range(len(lines)):
        text = lines[at].text.strip()
        if _DELIMITER.match(text) and 0 < len(lines) - at - 1 <= 60 and _short(lines[at + 1 :]):
            return _closing_above(lines, at)
        if len(text) < 120 and SENT_FROM.match(text):
            return _around_advert(lines, at)
    start = max(0, len(lines) - MAX_SIGNATURE_LINES)
    for at in range(max(1, start), len(lines)):
        if not is_closing(lines[at].text) or not _looks_signed(lines[at + 1 :]):
            continue
        if not _THANKS.match(lines[at].text) or _has_said_something(lines[:at]):
            return lines[:at], lines[at:]
    return lines, []


def _has_said_something(lines: list[Line]) -> bool:
    """A "Thanks!" right below the greeting ends nothing."""
    return len(_WORD.findall(" ".join(line.text for line in lines[-30:]))) > 3


def _around_advert(lines: list[Line], at: int) -> tuple[list[Line], list[Line]]:
    """A phone's own line ends the mail, unless somebody wrote on below it."""
    below = [line for line in lines[at + 1 :] if line.text.strip()]
    if not below or DISCLAIMER.search(below[0].text):
        return _closing_above(lines, at)
    body, signature = _split_before_close(lines[:at])
    return [*body, *lines[at + 1 :]], [*signature, lines[at]]


def is_closing(line: str) -> bool:
    """Whether the line is a complimentary close such as "Kind regards,"."""
    text = " ".join(line.strip(" \t,.!;:-–—*_").casefold().split())
    if text in CLOSINGS:
        return True
    head, comma, tail = text.partition(",")
    if comma and head.strip() in CLOSINGS and len(tail.split()) <= 3:
        return True
    words = text.replace(",", "").split()
    at = next((i for i, word in enumerate(words[:3]) if word in CLOSING_ROOTS), -1)
    return at >= 0 and len(words) - at <= 4 and not any(c.isdigit() or c in "@?" for c in text)


def _closing_above(lines: list[Line], at: int) -> tuple[list[Line], list[Line]]:
    """A close and a name above the delimiter belong to the signature too."""
    body, signature = _split_before_close(lines[:at])
    return body, [*signature, *lines[at:]]


def _split_before_close(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    for at in range(max(1, len(lines) - 12), len(lines)):
        if is_closing(lines[at].text) and _looks_signed(lines[at + 1 :]):
            return lines[:at], lines[at:]
    return lines, []


def _looks_signed(below: list[Line]) -> bool:
    """Names, titles, numbers and disclaimers, but no further prose."""
    filled = [line.text.strip() for line in below if line.text.strip()]
    prose = 0
    for number, text in enumerate(filled):
        if DISCLAIMER.search(text):
            break
        if number > 0 and CONTACT_LINE.match(text):
            continue
        prose += len(_WORD.findall(text)) > 12 or text.endswith(("?", "!")) or len(text) > 110
    return prose == 0 or (prose == 1 and len(filled) > 4)


def _short(below: list[Line]) -> bool:
    return sum(len(line.text) for line in below) < 3_000

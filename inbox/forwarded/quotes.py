"""The lines that introduce a quoted mail: "On … wrote:", "Am … schrieb …:", "Le … a écrit :"."""

from __future__ import annotations

import re

from inbox.formats.addresses import ADDRESS
from inbox.forwarded.header_blocks import Line
from inbox.reading import Mailbox

MAX_LINES = 4
MAX_CHARS = 400
_COLONS = (":", "：")

_WROTE = r"""
    wrote|writes|sent\ the\ following|schrieb(?:en)?|geschrieben|a\ écrit|écrivait|écrit|escribió|escribio
    |ha\ escrito|escreveu|escrito
    |ha\ scritto|scrive(?:va)?|ha\ inviato|schreef|geschreven|skrev|skreiv|følgende|kirjoitti|napisał\(a\)
    |napisała?|pisze|napsal\(a\)|napsala?|napísala?|napísal\(a\)
    |írta|ezt\ írta|a\ scris|написал\(?а?\)?|написала?|пишет|пише|написав\(?л?а?\)?|je\ napisao(?:/la)?
    |je\ napisala|napisao|je\ napisal\(?a?\)?|piše|написа|
    έγραψε|yazdı|şunları\ yazdı|şunu\ yazdı|כתב(?:/ה)?|כתבה|\u202bכתב|مایه|كتب(?:ت)?|نوشت|のメール
    |が書きました
    |さんは書きました
    |写道|寫道|写到|님이\ 작성|작성|썼습니다|đã\ viết|viết|เขียนว่า|เขียน
    |menulis|kirjutas|rašė|parašė|rakstīja|va\ escriure|ha\ escrit|idatzi\ zuen|igorleak|skrifaði|ने\ लिखा
    |rakstija
"""
_ENDS = re.compile(rf"(?:{_WROTE})[^\n]{{0,120}}[:：]\s*$", re.IGNORECASE | re.VERBOSE)
_ENDS_BARE = re.compile(rf"(?:{_WROTE})\s*[:：]?\s*$", re.IGNORECASE | re.VERBOSE)
_OPENS = re.compile(
    r"^(?:(?:on|am|den|le|el|il|em|no dia|op|på|pe|dne|dňa|w dniu|dnia|a|în|in|στις|vào|pada|dana|um|quoting"
    r"|citat|citando|zitat von|citeren|ma|ke|ti|la|su|to|pon|wt|śr|czw|pt|sob|niedz)\b|\d)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d")
_DATE = re.compile(
    r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,4}|(?:19|20)\d\d|\d{1,2}[:.]\d{2}"
    r"|\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,10}|\d{1,2}[月일]",
)
_GROUPWISE = re.compile(r"^>>>\s.{2,160}\s>>>$")
_NAME_CHARS = " \t,;:<>[]()\"'*_«»„“”"
_LEADING = re.compile(
    r"^(?:(?:schrieb|schreef|heeft|skrev|odesílatel|používateľ|użytkownik|пользователь|користувач|by|von|van|de|da|от|від|uhr|h)\s)+",
    re.IGNORECASE,
)


def attribution_at(lines: list[Line], at: int) -> int:
    """How many lines the attribution that begins here has; 0 when none begins here."""
    line = lines[at]
    text = _unframed(line.text.strip())
    if not 3 < len(text) < MAX_CHARS:
        return 0
    if text.startswith(">>>") and _GROUPWISE.match(text) and "@" in text:
        return 1
    opens = bool(_OPENS.match(text))
    if not opens and text.rstrip("*_ ")[-1:] not in _COLONS and not _quote_follows(lines, at + 1, line.depth):
        return 0
    joined = ""
    for length in range(1, MAX_LINES + 1):
        if at + length > len(lines) or lines[at + length - 1].depth != line.depth:
            return 0
        piece = _unframed(lines[at + length - 1].text.strip())
        if not piece:
            return 0
        joined = f"{joined} {piece}" if joined else piece
        if len(joined) > MAX_CHARS:
            return 0
        if _is_attribution(joined, _quote_follows(lines, at + length, line.depth)):
            return length
        if not opens or (length > 1 and not _DIGITS.search(joined)):
            return 0
    return 0


def may_hold_attributions(lines: list[Line]) -> bool:
    """False when no line here can introduce a quote; told at once for all, as for most mails."""
    return any(
        line.depth
        or (text := line.text.strip()).startswith(("--", ">>>"))
        or text.rstrip("*_ ")[-1:] in _COLONS
        for line in lines
    )


def _unframed(text: str) -> str:
    """Zoho puts dashes around: `---- On … wrote ----`."""
    if text.startswith("--") and text.endswith("--") and "@" in text:
        return text.strip("- ") + ":"
    return text


def person_in_attribution(text: str) -> Mailbox:
    """Whom an attribution names, as far as it says."""
    match = ADDRESS.search(text)
    if match is None:
        return Mailbox()
    before = text[: match.start()].rstrip(' <(["')
    name = re.split(r"[,;]|\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?", before)[-1]
    name = _LEADING.sub("", " ".join(name.split()).strip(_NAME_CHARS))
    return Mailbox("" if any(map(str.isdigit, name)) else name.strip(_NAME_CHARS), match[0].lower())


def _is_attribution(text: str, quote_follows: bool) -> bool:
    """Words for writing plus a date; straight above a quote, less is enough."""
    if not quote_follows and text.rstrip("*_ ")[-1:] not in _COLONS:
        return False
    dated = bool(_DATE.search(text))
    if _ENDS.search(text) and (dated or "@" in text):
        return quote_follows or bool(_OPENS.match(text)) or "@" in text
    if quote_follows:
        if _ENDS_BARE.search(text):
            return True
        ends = text.rstrip("*_ ")[-1:]
        if "@" in text and ends in _COLONS and _OPENS.match(text):
            return True
        return (ends in _COLONS and dated and len(text) < 200) or (
            "@" in text and dated and ends in (":", ">", "：")
        )
    return bool("@" in text and dated and text.endswith(_COLONS) and _DATE.match(text))


def _quote_follows(lines: list[Line], at: int, depth: int) -> bool:
    for line in lines[at : at + 3]:
        if line.depth > depth:
            return True
        if line.text.strip():
            return False
    return False

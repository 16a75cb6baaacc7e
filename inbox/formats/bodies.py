"""Which parts of a mail are its words, and which are files, mails, cards and wrappers around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from inbox.formats.charsets import MAX_TEXT_CHARS, clean_text, decode_bytes
from inbox.formats.markup import text_of
from inbox.formats.mime import Part, read_parts
from inbox.formats.pkcs7 import signed_content
from inbox.formats.tnef import read_winmail

MAX_TEXT_BYTES = 400_000
MAX_HTML_BYTES = 1_000_000
MAX_HTML_CHARS = 300_000
MAX_TNEF_BYTES = 40_000_000
MAX_SMIME_BYTES = 40_000_000
MAX_VCARDS = 20
MAX_MAILS = 20  # opened out of a winmail.dat; any others are files

_NOISE = re.compile(r"<(style|script|head)\b[^>]{0,1000}>", re.I)
_PGP_MESSAGE = re.compile(r"^-----BEGIN PGP MESSAGE-----", re.M)
_CLEAR_SIGNED = re.compile(r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z]+: .*\n)*\n?", re.M)
_PGP_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_HEAVY_PROPERTY = re.compile(r"^(?:PHOTO|LOGO|KEY|SOUND)\b[^\n]*\n(?:[ \t][^\n]*\n)*", re.M | re.I)
_VCARD = frozenset(
    {"text/vcard", "text/x-vcard", "text/directory", "application/vcard", "application/x-vcard"}
)
_CALENDAR = frozenset({"text/calendar", "application/ics"})
_SIGNATURES = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
)
_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_METHOD = re.compile(rb"^METHOD\s{0,5}:", re.M | re.I)


@dataclass(slots=True)
class _Words:
    text: str = ""
    html: str = ""


@dataclass(slots=True)
class Body:
    """The words and companions of one mail; what an attached mail holds is not among them."""

    text: str = ""
    html: str = ""
    mails: list[Part] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)
    aside: list[_Words] = field(default_factory=list)  # said again inside a winmail.dat
    vcards: tuple[str, ...] = ()
    calendar: bool = False
    encrypted: bool = False
    opened: bool = False  # one opaque signature was read through
    truncated: bool = False


def body_of(root: Part) -> Body:
    """Sort the parts below this one."""
    body = Body()
    cards: list[Part] = []
    words = _collect(root, body, cards)
    if not any(w.text.strip() or w.html for w in words):
        words = body.aside
    body.text, body.html = _best(words)
    body.vcards = tuple(_card(part) for part in cards[:MAX_VCARDS])
    if "-----BEGIN PGP" in body.text and _PGP_MESSAGE.search(body.text):
        body.encrypted = True
    if "-----BEGIN PGP SIGNED MESSAGE-----" in body.text:
        body.text = _CLEAR_SIGNED.sub("", body.text.partition(_PGP_SIGNATURE)[0])
    return body


def _collect(part: Part, body: Body, cards: list[Part]) -> list[_Words]:
    kind = part.content_type
    if kind in _SMIME:
        return _opaque(part, body, cards)
    if kind == "multipart/encrypted":
        body.encrypted = True
        return []
    if kind == "multipart/alternative":
        return _alternatives([_collect(child, body, cards) for child in part.children])
    if kind.startswith("multipart/"):
        return [words for child in part.children for words in _collect(child, body, cards)]
    return _leaf(part, body, cards)


def _opaque(part: Part, body: Body, cards: list[Part]) -> list[_Words]:
    """An S/MIME signature around the mail is read through; anything else in that type is encrypted."""
    content = signed_content(part.content(MAX_SMIME_BYTES))
    if content is None or body.opened:
        body.encrypted = True
        return []
    body.opened = True
    inner, spent = read_parts(content)
    body.truncated |= spent
    return _collect(inner, body, cards)


def _alternatives(choices: list[list[_Words]]) -> list[_Words]:
    """One content in several forms: the plain one and the marked-up one."""
    plain = next((words for words in choices if any(w.text.strip() for w in words)), [])
    rich = next((words for words in reversed(choices) if any(w.html for w in words)), [])
    text = "\n".join(w.text for w in plain if w.text)
    html = "\n".join(w.html for w in rich if w.html)
    return [_Words(text, html)] if text or html else []


def _leaf(part: Part, body: Body, cards: list[Part]) -> list[_Words]:
    kind, name = part.content_type, part.filename.lower()
    if part.children or kind in ("message/rfc822", "message/global"):
        body.mails.append(part)
    elif kind in _VCARD or name.endswith(".vcf"):
        cards.append(part)
        body.files.append(part)
    elif kind in _CALENDAR or name.endswith(".ics"):
        body.calendar |= bool(part.params.get("method")) or bool(_METHOD.search(part.content(20_000)))
    elif (
        kind in ("text/plain", "text/html", "text/enriched") and part.disposition != "attachment" and not name
    ):
        return [_words(part, body)]
    elif kind == "application/ms-tnef" or name == "winmail.dat":
        _tnef(part, body, cards)
    elif kind not in _SIGNATURES and not kind.startswith("message/") and kind != "text/rfc822-headers":
        body.files.append(part)
    return []


def _words(part: Part, body: Body) -> _Words:
    charset = part.params.get("charset", "")
    if part.content_type == "text/plain":
        body.truncated |= part.end - part.start > MAX_TEXT_BYTES
        text = decode_bytes(part.content(MAX_TEXT_BYTES), charset)
        if part.params.get("format", "").lower() == "flowed":
            text = _unflow(text, join="" if part.params.get("delsp", "").lower() == "yes" else " ")
        return _Words(text=text)
    body.truncated |= part.end - part.start > MAX_HTML_BYTES
    return _Words(html=_without_noise(decode_bytes(part.content(MAX_HTML_BYTES), charset))[:MAX_HTML_CHARS])


def _best(words: list[_Words]) -> tuple[str, str]:
    html = "\n".join(w.html for w in words if w.html)[:MAX_HTML_CHARS]
    texts = [clean_text(w.text) if _says_enough(w) else clean_text(text_of(w.html)) for w in words]
    return clean_text("\n".join(text for text in texts if text)[:MAX_TEXT_CHARS]), html


_RUN_TOGETHER = re.compile(r"-----{0,2} ?[^\s:]{1,20} ?: [^\n]{0,200}>[^\W\d_]{1,16} ?: ")


def _says_enough(words: _Words) -> bool:
    """False when the plain form is missing, or so short that only the HTML holds the mail.

    Yahoo writes a plain form without the line ends of the forwarded mail: only the HTML has them.
    """
    if words.html and "----- " in words.text and _RUN_TOGETHER.search(words.text):
        return False
    length = len(words.text.strip())
    if not words.html or length > 400:
        return length > 0 or not words.html
    return length > 0 and length * 3 > len(text_of(words.html[:20_000]).strip())


def _without_noise(html: str) -> str:
    """HTML without style sheets and scripts, which often are the most of it."""
    kept, at = [], 0
    lower = html.lower()
    while opened := _NOISE.search(html, at):
        closed = lower.find(f"</{opened[1].lower()}", opened.end())
        if closed < 0:
            break
        kept.append(html[at : opened.start()])
        at = closed
    return "".join(kept) + html[at:]


def _unflow(text: str, *, join: str) -> str:
    """Join the soft line breaks of format=flowed (RFC 3676); quoted lines join only at equal depth."""
    out: list[str] = []
    open_depth = -1
    for line in text.replace("\r\n", "\n").split("\n"):
        words = line.lstrip(">")
        depth = len(line) - len(words)
        words = words[1:] if words.startswith(" ") and not (depth == 0 and words.startswith("  ")) else words
        flowing = words.endswith(" ") and words != "-- "
        shown = words[:-1] if flowing else words
        if open_depth == depth and words != "-- ":
            out[-1] += join + shown
        else:
            out.append((">" * depth + " " if depth else "") + shown)
        open_depth = depth if flowing else -1
    return "\n".join(out)


def _card(part: Part) -> str:
    text = clean_text(decode_bytes(part.content(300_000), part.params.get("charset", "")) + "\n")
    return _HEAVY_PROPERTY.sub("", text + "\n")[:20_000]


def _tnef(part: Part, body: Body, cards: list[Part]) -> None:
    """Outlook's winmail.dat: the words, kept aside for when there are no others, and the files in it."""
    body.files.append(part)
    winmail = read_winmail(part.content(MAX_TNEF_BYTES))
    html = _without_noise(winmail.html[:MAX_HTML_BYTES])[:MAX_HTML_CHARS]
    body.aside.append(_Words(winmail.text[:MAX_TEXT_CHARS], html))
    for file in winmail.files[:MAX_VCARDS]:
        _file_in_tnef(file.name, file.content, body, cards)


def _file_in_tnef(name: str, data: bytes, body: Body, cards: list[Part]) -> None:
    lower = name.lower()
    if lower.endswith(".eml") and len(body.mails) < MAX_MAILS:
        inner, spent = read_parts(data)
        body.truncated |= spent
        body.mails.append(Part(data, 0, len(data), (), "message/rfc822", {"name": name}, [inner]))
        return
    file = Part(data, 0, len(data), (), "application/octet-stream", {"name": name})
    if lower.endswith(".vcf"):
        cards.append(file)
    body.files.append(file)

"""Bytes to text by a whitelist of charsets, and text made safe to read on."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache

# Whatever is not here is read as UTF-8, or else as Windows-1252: utf-7 smuggles markup, idna and
# undefined raise, and codecs such as zip or rot13 are not charsets at all.
_ALLOWED = frozenset(
    """
    ascii utf-8 utf-16 utf-16-be utf-16-le utf-32 utf-32-be utf-32-le iso8859-1 iso8859-2 iso8859-3
    iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-11 iso8859-13 iso8859-14
    iso8859-15 iso8859-16 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp437 cp850 cp852
    cp866 cp874 koi8-r koi8-u mac-roman mac-cyrillic gb2312 gbk gb18030 hz big5 big5hkscs cp950 cp936 cp932
    shift_jis shift_jis_2004 euc_jp iso2022_jp iso2022_jp_1 iso2022_jp_2 euc_kr cp949 johab tis-620
    """.split()
)
_WIDER = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-8": "cp1255",
}
_ALIASES = {
    "iso-8859-8-i": "iso-8859-8",
    "x-sjis": "shift_jis",
    "windows-31j": "cp932",
    "ks_c_5601-1987": "cp949",
}

_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SPACES = re.compile("[\xa0\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = re.compile("\r\n|[\r\x0c\x85\u2028\u2029]")
_BLANK_RUN = re.compile(r"\n{4,}")
_ENCODED_WORD = re.compile(
    r"=\?([A-Za-z0-9._:-]{1,40})(?:\*[A-Za-z0-9-]{0,20})?\?([bBqQ])\?([^?\r\n]{0,4000})\?="
)

MAX_TEXT_CHARS = 100_000
MAX_LINES = 1_500
MAX_LINE_CHARS = 2_000


def decode_bytes(data: bytes, charset: str = "") -> str:
    """The text behind these bytes; never raises, whatever the charset says."""
    codec = _codec(charset)
    if codec and codec != "utf-8":
        return data.decode(codec, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        if error.reason == "unexpected end of data" or broken * 4 < sum(c > "\x7f" for c in text):
            return text.rstrip("\ufffd")
        return data.decode("cp1252", "replace")


def decode_words(value: str) -> str:
    """A header value with its encoded words (RFC 2047) read, also those split inside a character."""
    if "=?" not in value:
        return value
    out: list[str] = []
    held, charset, at = b"", "", 0
    for match in _ENCODED_WORD.finditer(value):
        between = value[at : match.start()]
        if not (held and not between.strip()):
            out.append(decode_bytes(held, charset) if held else "")
            out.append(between)
            held = b""
        elif match[1].lower() != charset:
            out.append(decode_bytes(held, charset))
            held = b""
        charset, held, at = match[1].lower(), held + _word_bytes(match[2], match[3]), match.end()
    out += [decode_bytes(held, charset) if held else "", value[at:]]
    return "".join(out)


def clean_line(value: str, limit: int = MAX_LINE_CHARS) -> str:
    """One line without control, bidirectional and zero-width characters: safe in a header or a log."""
    value = _CONTROLS.sub("", _SPACES.sub(" ", value[: limit * 4]))
    return " ".join(value.split())[:limit]


def clean_text(text: str) -> str:
    """Text with plain line ends and no control characters, held to the limits the readers can bear."""
    text = text[: MAX_TEXT_CHARS * 2].replace("\r\n", "\n")
    if not text.replace("\n", "").isprintable():  # most texts are, and the patterns are slow
        text = _LINE_ENDS.sub("\n", text)
        text = _CONTROLS.sub("", _SPACES.sub(" ", text))
    lines = [line.rstrip() if line != "-- " else line for line in text.split("\n", 100_000)]
    text = "\n".join(lines).strip("\n")
    if "\n\n\n\n" in text:
        text = _BLANK_RUN.sub("\n\n\n", text)
    lines = text[:MAX_TEXT_CHARS].split("\n")
    if max(map(len, lines)) > MAX_LINE_CHARS:
        lines = [piece for line in lines for piece in _pieces(line)]
    lines = lines[:MAX_LINES]
    return unicodedata.normalize("NFC", "\n".join(lines))[:MAX_TEXT_CHARS]


def _pieces(line: str) -> list[str]:
    """A line too long for the readers, broken at spaces."""
    pieces = []
    while len(line) > MAX_LINE_CHARS:
        cut = line.rfind(" ", MAX_LINE_CHARS // 2, MAX_LINE_CHARS)
        cut = cut if cut > 0 else MAX_LINE_CHARS
        pieces.append(line[:cut])
        line = line[cut:].lstrip(" ")
    return [*pieces, line]


@lru_cache(256)
def _codec(charset: str) -> str:
    name = charset.strip().strip("\"'").lower()[:40]
    try:
        name = codecs.lookup(_ALIASES.get(name, name)).name if name else ""
    except (LookupError, ValueError):
        return ""
    return _WIDER.get(name, name) if name in _ALLOWED else ""


def _word_bytes(encoding: str, text: str) -> bytes:
    if encoding in "bB":
        clean = re.sub(r"[^A-Za-z0-9+/]", "", text)
        clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
        return codecs.decode((clean + "=" * (-len(clean) % 4)).encode(), "base64")
    data = text.replace("_", " ").encode("utf-8", "surrogateescape")
    return re.sub(rb"=([0-9A-Fa-f]{2})", lambda m: bytes((int(m[1], 16),)), data)

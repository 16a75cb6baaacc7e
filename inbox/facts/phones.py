"""Telephone numbers in text: which digits are one, what kind it is, and its E.164 form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

from inbox import words
from inbox.who.names import bare

MAX_NUMBERS = 200  # of one text that are looked at
WHOLE = 9  # digits of a number without its country's code; hardly one goes on behind them
_BEGINS = re.compile(r"[+(\d]")
# Bounded and without nesting: linear on any text.
_NUMBER = re.compile(
    r"(?:(?<![\w@./:#%€$£+-])|(?<=[\u3040-\u30ff\u3400-\u9fff]))(?:\+|"
    r"00)?\(?\d[\d "
    r"()./\u00a0\u202f\u2010\u2011\u2013-]{4,22}\d(?![^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[%€$£]|"
    r"[.,]\d)"
)
_DIGITS_BELOW = re.compile(r"\n\d\d")
_WRAPPED = re.compile(r"(?m)^(.{45,} \(?\d[\d ().-]{1,14})\n(?=\d{2,4}(?!\d|[./:]\d|-\d+-))")
_AT_END = re.compile(r"[+(]?\d[\d ().-]{0,24}$")
_DATE = re.compile(
    r"(?:[0-3]?\d[./-][0-3]?\d[./-](?:\d{4}|\d{2})(?![\d.])|\d{4}[./-]\d{1,2}[./-]\d{1,2}(?!\d)|(?:19|"
    r"20)\d\d ?[-–/] ?(?:19|20)?\d\d$)"
)
_MONEY_AFTER = re.compile(
    r"[^\S\n]?(?:€|\$|£|zł|kr\b|eur|usd|gbp|chf|pln|sek|dkk|nok|k\b|euro|pound|dollar|staff|employees|"
    r"people|mitarbeiter)",
    re.I,
)
_MONEY_BEFORE = re.compile(r"(?:€|\$|£|zł|\bkr|\beur|\busd|\bgbp|\bchf|\bpln|\bsek|\bdkk|\bnok)\.?\s?$", re.I)
_GROUPED = re.compile(r"\d{1,3}(?:[. ]\d{3})+$")
# The country a language points to, when nothing better is known; only valid numbers pass this way.
_LANGUAGE_REGIONS = {
    "en": ("GB", "US"),
    "de": ("DE", "AT", "CH"),
    "fr": ("FR", "BE", "CH"),
    "es": ("ES", "MX"),
    "pt": ("PT", "BR"),
    "it": ("IT",),
    "nl": ("NL", "BE"),
    "pl": ("PL",),
    "sv": ("SE",),
    "da": ("DK",),
    "nb": ("NO",),
    "no": ("NO",),
    "fi": ("FI",),
    "cs": ("CZ",),
    "hu": ("HU",),
    "ro": ("RO",),
    "ja": ("JP",),
    "ko": ("KR",),
    "zh": ("CN",),
    "tr": ("TR",),
    "el": ("GR",),
    "he": ("IL",),
    "sk": ("SK",),
    "hr": ("HR",),
    "uk": ("UA",),
    "ru": ("RU",),
    "ar": ("AE",),
}
_TLD_REGIONS = {"uk": "GB"}
_GENERIC_COUNTRY_TLDS = frozenset("io co ai me tv cc ly fm eu so gg sh to".split())


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as written, where it stands, and what the words before it call it."""

    raw: str
    start: int
    end: int
    kind: str = ""  # "phone", "fax", "switchboard" or "" when nothing is said


@lru_cache(maxsize=64)
def find(text: str) -> tuple[Phone, ...]:
    """All telephone numbers in the order they stand; faxes are in the list, marked."""
    found: list[Phone] = []
    text = _WRAPPED.sub(_in_one_line, text) if _DIGITS_BELOW.search(text) else text
    for match in _numbers(text):
        raw, start = _closed(match.group()).rstrip(" (.-/–"), match.start()
        for part, offset in _split(raw):
            phone = _judge(text, part, start + offset)
            if phone:
                found.append(phone)
        if len(found) >= MAX_NUMBERS:
            break
    return tuple(found)


def _in_one_line(wrapped: re.Match[str]) -> str:
    """A number cut by the end of a long line, made whole; a whole one and "15 people" below it are two."""
    number, text = _AT_END.search(wrapped[1]), wrapped.string
    below = text[wrapped.end() : wrapped.end() + 5].lstrip("0123456789")
    if below.startswith(")") and wrapped[1].rfind("(") <= wrapped[1].rfind(")"):
        return wrapped[0]  # "2) and …": the next point of a list
    is_whole = number is not None and len(digits(number[0])) >= (WHOLE + 2 if "+" in number[0] else WHOLE)
    return wrapped[0] if is_whole else f"{wrapped[1]} "


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """Whatever looks like a number; the costly pattern is tried only where one may begin."""
    at = 0
    while begin := _BEGINS.search(text, at):
        match = _NUMBER.match(text, begin.start())
        if match:
            yield match
        at = (match or begin).end()


def _closed(raw: str) -> str:
    """ "06101 5550 16 (120 staff)": a bracket that does not close within the number is no part of it."""
    opens = raw.rfind("(")
    return raw[:opens] if opens > 0 and ")" not in raw[opens:] else raw


def best(phones: Iterable[Phone]) -> Phone | None:
    """The number to call: never a fax, a switchboard only when nothing else is there."""
    usable = [phone for phone in phones if phone.kind != "fax"]
    return next((p for p in usable if p.kind != "switchboard"), usable[0] if usable else None)


def digits(raw: str) -> str:
    """The digits, for comparing two spellings; the last eight identify a line."""
    return re.sub(r"\D", "", raw)


def same_line(one: str, other: str) -> bool:
    """True when two spellings end in the same eight digits."""
    a, b = digits(one), digits(other)
    return len(a) > 5 and len(b) > 5 and a[-8:] == b[-8:]


def normalise(raw: str, *, sure: Sequence[str] = (), language: str = "", maybe: Sequence[str] = ()) -> str:
    """E.164 where the country can be told, else the number as written.

    `sure` are countries the mail itself points to; `maybe` and the language only count for numbers
    that are valid there and nowhere else among them.
    """
    text = re.sub(r"\(0\)", "", raw) if raw.lstrip("( ").startswith(("+", "00")) else raw
    if text.startswith("00"):
        text = "+" + text[2:]
    if text.startswith("+"):
        return _e164(text, None) or raw.strip()
    for region in sure:
        if number := _e164(text, region):
            return number
    national = digits(text)
    guesses = [*maybe, *_LANGUAGE_REGIONS.get(language[:2], ())]
    if (
        language.startswith("en")
        and len(national) == 10
        and national[0] not in "01"
        and re.search(r"\d{3}\D+\d{4}$", text)
    ):
        guesses = ["US"]
    if language.startswith("en") and national.startswith("0"):
        guesses = [region for region in guesses if region != "US"]
    valid = {number for region in guesses if (number := _e164(text, region, strict=region != "US"))}
    return valid.pop() if len(valid) == 1 else raw.strip()


def region_of(raw: str) -> str:
    """The country of a number written with its country code; empty otherwise."""
    if not raw.startswith(("+", "00")):
        return ""
    try:
        number = phonenumbers.parse("+" + digits(raw).lstrip("0"), None)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.region_code_for_country_code(number.country_code or 0).replace("ZZ", "")


def region_of_domain(domain: str) -> str:
    """The country a domain ends in; empty for generic endings."""
    end = domain.rpartition(".")[2]
    if len(end) != 2 or end in _GENERIC_COUNTRY_TLDS:
        return ""
    return _TLD_REGIONS.get(end, end.upper())


@lru_cache(maxsize=2048)
def _e164(text: str, region: str | None, *, strict: bool = False) -> str:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return ""
    possible = (
        phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
    )
    fits = phonenumbers.is_valid_number(number) if strict else possible
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if fits else ""


def _split(raw: str) -> list[tuple[str, int]]:
    """Two numbers in one run: "0161 496 0011 / 07700 900417" or "… - +44 …"."""
    parts: list[tuple[str, int]] = []
    at = 0
    for cut in re.finditer(
        r"\.\s+(?=\d)|\s+[/–-]\s+(?=[+0(]|\d{1,2}$)|\s*/\s*(?=\+|00)|\s+(?=\+)|\s+[/–-]\s+", raw
    ):
        if len(digits(raw[at : cut.start()])) >= (
            6 if cut.group().strip() == "/" or raw[cut.end() : cut.end() + 1] in "+0(" else 9
        ):
            parts.append((raw[at : cut.start()], at))
            at = cut.end()
    return [*parts, (raw[at:], at)]


def _judge(text: str, raw: str, start: int) -> Phone | None:
    number, end = digits(raw), start + len(raw)
    before = text[max(0, start - 40) : start]
    line = before.rpartition("\n")[2]
    kind = _kind(line)
    if kind == "not" and raw[0] in "(+" and line.rstrip().endswith(" no"):
        kind = ""  # the Portuguese "ligar no (21) …"
    if not 6 <= len(number) <= 16 or (len(number) < 8 and not kind and not raw.startswith(("0", "+", "("))):
        return None
    if (_DATE.match(raw) and not kind) or _MONEY_AFTER.match(text, end) or _MONEY_BEFORE.search(before):
        return None
    if (
        _GROUPED.match(raw)
        and not kind
        and not raw.startswith(("0", "+"))
        and (len(number) < 9 or ("." in raw and len(number) != 9))
    ):
        return None
    if (
        len(set(number)) < 2
        or kind == "not"
        or (not kind and re.fullmatch(r"\d{6,}", raw) and not _plain_phone(raw))
    ):
        return None
    if _IP_ADDRESS.fullmatch(raw) and not re.fullmatch(r"(?:\d\d\.){3}\d\d", raw):
        return None  # four pairs are how some write a number
    if re.search(r"\d{4}[-– ]\d{2}$", raw) and len(number) == 6:
        return None
    return Phone(raw.strip(), start, end, kind)


_IP_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}")


def _plain_phone(raw: str) -> bool:
    return (raw.startswith("0") and len(raw) >= 9) or len(raw) in (9, 10, 11)


_WHOSE = frozenset(
    "my mijn m'n mein meine mi mio meu min mit moj muj her his haar zijn ihre seine su suo".split()
)


def _kind(line: str) -> str:
    """What the words before a number call it."""
    tokens = re.findall(r"[^\W\d_]+(?:[.'-][^\W\d_]+)*|[|/,;•·]", line[-32:])
    for back, word in enumerate(reversed(tokens[-3:])):
        key = bare(word)
        if key in words.FAX_WORDS and (len(key) > 1 or back == 0):
            return "fax"
        if key in words.SWITCHBOARD_WORDS:
            return "switchboard"
        if key in words.PHONE_WORDS:
            return "phone" if len(key) > 1 or back == 0 else ""
        if back < 2 and key in words.NOT_PHONE_WORDS:
            owner = bare(tokens[-back - 2]) if len(tokens) > back + 1 else ""
            return "phone" if key in ("nr", "no") and owner in _WHOSE else "not"  # "mijn nr geven 06 …"
        if word in "|/,;•·" and back:
            break
    return ""

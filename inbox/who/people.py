"""People in running text: addresses, the passage about each, and rows of words that may be names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from inbox import words
from inbox.facts import company_domains
from inbox.formats.addresses import ADDRESS
from inbox.who import names
from inbox.who.names import bare, fold, is_capitalised

_BULLET = re.compile(r"\n[ \t]*(?:[-*•–·]|\(?\d{1,2}[.)]|[a-c]\))[ \t]+")
_SENTENCE_END = re.compile(r"[.!?;]\s+(?=[^\sa-z])|\n")
_SOFT_END = re.compile(r";\s|,?\s(?:and|und|et|y|e|en|i|og|och|sowie|as well as|plus)\s")
RUN_GAPS = frozenset((" ", "\n", "\u00a0", "  ", " \n"))


_MASK = re.compile(r"[(\[{<]\s?(?:at|ät|arroba|chiocciola|a|@)\s?[)\]}>]", re.I)
_DOT = re.compile(r"\s?[(\[{<]\s?(?:dot|punkt|point|punto|ponto|punt|kropka|\.)\s?[)\]}>]\s?", re.I)
_MASKED = re.compile(
    r"([\w.+-]{1,64})\s{0,2}[(\[{<]\s?(?:at|ät|arroba|chiocciola|a|@)\s?[)\]}>]\s{0,2}"
    r"([\w-]{1,63}(?:(?:\.|\s?[(\[{<]\s?(?:dot|punkt|point|punto|ponto|punt|kropka|"
    r"\.)\s?[)\]}>]\s?)[\w-]{1,63}){1,4})",
    re.I,
)
MAX_MENTIONS = 50  # addresses of one text that are looked at
MAX_CHARS = 20_000
LATIN_END = "\u0250"  # "Ronit Shaked מחברת Shaked": a name ends where the script changes


@dataclass(frozen=True, slots=True)
class Mention:
    """An address in a text."""

    address: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words in a row that may be a person; `titled` when an honorific stands before them."""

    text: str
    start: int
    end: int
    titled: bool = False


def mentions(text: str, wanted: Callable[[str], bool] = lambda _: True) -> list[Mention]:
    """The addresses of a text, first occurrence each, that are wanted; those inside links are left out."""
    found: dict[str, Mention] = {}
    for match in ADDRESS.finditer(text) if "@" in text else ():
        address = match.group().lower().strip("'.")
        before = text[max(0, match.start() - 60) : match.start()]
        if re.search(r"(?:https?://|www\.)\S*$", before) or address in found or not wanted(address):
            continue
        found[address] = Mention(address, match.start(), match.end())
        if len(found) >= MAX_MENTIONS:
            break
    return list(found.values())


def unmasked(text: str) -> str:
    """The text with addresses such as "jane (at) acme.example" written out."""
    if not _MASK.search(text):
        return text
    return _MASKED.sub(lambda m: f"{m[1]}@{_DOT.sub('.', m[2])}", text)


def segments(text: str, found: Sequence[Mention]) -> list[tuple[int, int]]:
    """The part of the text that speaks about each address: cut at bullets, paragraphs, sentences."""
    if not found:
        return []
    cuts = [0]
    for one, other in pairwise(found):
        cuts.append(_cut(text, one.end, other))
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))


@lru_cache(maxsize=128)
def runs(text: str, begin: int = 0, stop: int | None = None) -> tuple[Run, ...]:
    """Rows of capitalised words that may be people; functions, greetings and months break a row."""
    found: list[Run] = []
    row: list[re.Match[str]] = []
    titled = row_titled = False
    end = min(len(text) if stop is None else stop, begin + MAX_CHARS)
    for match in names.WORD.finditer(text, begin, end):
        word = match.group()
        key = bare(word)
        tied = bool(row) and ties(text, row[-1].end(), match.start()) and not ends_row(row[-1].group())
        if row and not tied:
            _close(found, row, row_titled)
            row = []
            titled = False
        if key in words.HONORIFICS or (key in words.TITLES and word.endswith(".")):
            _close(found, row, row_titled)
            row, titled = [], True
        elif row and key in words.PARTICLES:
            row.append(match)
        elif row and key in words.COMPANY_NOUNS and bare(row[-1].group()) in words.PARTICLES:
            _close(found, row, row_titled)  # "Roos Vermeulen van Kinderopvang De Waterlelie"
            row, row_titled, titled = [match], False, False
        elif is_capitalised(word) and not is_no_name(word, key, row):
            if not row:
                row_titled, titled = titled, False
            row.append(match)
        else:
            _close(found, row, row_titled)
            row, titled = [], key in words.PARTICLES and titled
    _close(found, row, row_titled)
    return tuple(found)


def is_small_particle(word: str) -> bool:
    """True for "von", "de", "di" in small letters: no name begins with it."""
    return bare(word) in words.PARTICLES and not is_capitalised(word)


def positions(folded: str, name: str, *, inflected: bool = False) -> list[tuple[int, int]]:
    """Where folded text names a person: by full, last or first name, with case endings if `inflected`."""
    tokens = [t for t in re.split(r"[\s]+", name) if t]
    keys = [fold(t).strip(".,'’") for t in tokens]
    keys = [
        k
        for k in keys
        if len(k) > 2 and k not in words.PARTICLES and k not in words.TITLES and k not in ("the", "and")
    ]
    found: list[tuple[int, int]] = []
    for key in dict.fromkeys(
        [*keys, *(part for k in keys if "-" in k for part in k.split("-") if len(part) > 3)]
    ):
        for spelled in {key, *names.folds(key)}:
            stem = spelled[:-1] if inflected and len(spelled) > 4 and spelled[-1] in "aoeyi" else spelled
            ending = _CASE_ENDING if inflected and len(stem) > 3 else _POSSESSIVE
            found.extend(_standing(folded, stem, ending))
            if inflected and _FLEETING.search(spelled):  # "Jacek" is met as "Jackiem"
                found.extend(_standing(folded, spelled[:-2] + spelled[-1], _CASE_ENDING))
    return _merged(found)


_NO_MORE = r"(?![a-z0-9@])(?![.\w-]{0,30}@)"  # neither a longer word nor part of an address
_FLEETING = re.compile(r"[a-z]{2}[^aeiouy]e[kcl]$")
_CASE_ENDING = re.compile(r"[a-z]{0,4}" + _NO_MORE)
_POSSESSIVE = re.compile(r"(?:'?s)?" + _NO_MORE)
_INSIDE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789@._-")  # before a stem: it is the middle of a word


def _standing(folded: str, stem: str, ending: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where a stem stands as a word; a pattern of its own for every name would take longer to compile."""
    at = folded.find(stem)
    while at >= 0:
        whole = None if folded[at - 1 : at] in _INSIDE else ending.match(folded, at + len(stem))
        if whole:
            yield at, whole.end()
        at = folded.find(stem, max(whole.end() if whole else 0, at + 1))


def _merged(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbouring hits are one mention: first and last name side by side."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start - merged[-1][1] <= 8:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def ties(text: str, end: int, start: int) -> bool:
    """True when only a blank, or a wrapped line end, stands between two words of one script."""
    gap = text[end:start]
    if gap not in RUN_GAPS or (text[end - 1] < LATIN_END) is not (text[start] < LATIN_END):
        return False
    return "\n" not in gap or names.is_wrapped(text, start)


def _cut(text: str, after: int, other: Mention) -> int:
    between = text[after : other.start]
    if bullets := list(_BULLET.finditer(between)):
        return after + bullets[-1].start() + 1
    if (blank := between.rfind("\n\n")) >= 0 and _speaks_of(between[blank:], other):
        return after + blank + 2
    first = _first_seed(between, other)
    for pattern in (_SENTENCE_END, _SOFT_END):
        ends = [m.end() for m in pattern.finditer(between)]
        usable = [end for end in ends if end <= first] if first >= 0 else ends
        if usable:
            return after + usable[-1]
    return after


def _speaks_of(part: str, other: Mention) -> bool:
    return _first_seed(part, other) >= 0 or len(part.strip()) > 12


def _first_seed(part: str, other: Mention) -> int:
    local, _, domain = other.address.partition("@")
    label = re.sub(r"[^a-z]", "", company_domains.label_of(domain))
    for match in names.WORD.finditer(part):
        word = match.group()
        if is_capitalised(word) and (
            is_seed(word, local) or (len(word) > 3 and bare(word)[:5] in label and label)
        ):
            previous = re.search(r"(?:[^\W\d_]+\s){1}$", part[max(0, match.start() - 20) : match.start()])
            back = previous.group() if previous and is_capitalised(previous.group()) else ""
            return match.start() - len(back)
    return -1


def is_seed(word: str, local: str) -> bool:
    """True when the local part of an address contains the word or its beginning."""
    joined = re.sub(r"[^a-z]", "", fold(local))
    if len(word) > 1 and joined in names.folds(word):
        return True
    for key in names.folds(word):
        for part in re.split(r"[^a-z]+", key):
            if len(part) >= 3 and (part in joined or (len(part) > 4 and part[:4] in joined)):
                return True
    return (
        len(joined) <= 3
        and bool(word)
        and fold(word)[:1] == joined[:1]
        and len(word) > 2
        and is_capitalised(word)
    )


def is_no_name(word: str, key: str, row: Sequence[re.Match[str]]) -> bool:
    """True for words that start sentences, name functions or belong to companies."""
    if "ª" in word or word == "Sá":  # "Mª José", "Ana Sá Pinto"
        return False
    if key in words.NOT_NAMES or names.is_job(word):
        return not (row and key in words.PARTICLES)
    return len(word) > 3 and word.isupper() and key in words.LEGAL_FORMS


def ends_row(word: str) -> bool:
    """True for a word with a full stop behind it."""
    return word.endswith(".") and len(word) > 3 and bare(word) not in words.TITLES


def _close(found: list[Run], row: list[re.Match[str]], titled: bool) -> None:
    while row and bare(row[-1].group()) in words.PARTICLES:
        row.pop()
    if row:
        text = " ".join(m.group() for m in row).rstrip(".")
        found.append(Run(text, row[0].start(), row[-1].end(), titled))

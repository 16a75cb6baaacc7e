"""Runs of words in a text that may name a company."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from inbox import words
from inbox.facts.company_domains import JOINERS, fits_domain, label_of
from inbox.facts.legal_forms import DOTTED, is_legal
from inbox.who.names import bare, fold, folds, is_capitalised, is_job, is_wrapped

MAX_CHARS = 20_000  # of one text; beyond that nobody introduces a company
MAX_WORDS = 12  # of a company name
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,6}|[^\W_]+(?:['’.&+-][^\W_]+)*\.?|[&+](?!\d)")
_TELLING = re.compile(r"[^a-z \n.,;:!?'()-]")  # what plain words do not hold: capitals, digits, accents, "&"
EDGE = frozenset(
    "and und et y e i og och en of de des du d del della di da do dos das der den dem am an im in for zu "
    "zum zur & + van".split()
)
_SHORTENED = frozenset("hnos gebr fratelli flli bros cia soc assoc univ dept stes".split())
_TRAILING_NUMBER = re.compile(r"(?<=[^\W\d])\s+\+?\(?\d[\d .()/-]{6,24}$")
_TURKISH_ENDING = re.compile(  # "Şahin Mobilya'nın sahibi": the apostrophe ends the name
    r"(?<=[^\W\d_]{3})(?<!dell)(?<!all)(?<!nell)(?<!sull)(?<!dall)['’](?:n[ıiuü]n|[ıiuü]n|n?d[ae]n?|"
    r"n?t[ae]n?|y[aeıiuü])"
    r"(?:\s[^\W\d_A-ZÇĞİÖŞÜ]\S*)*$"
)
_ONLY_PLACES = frozenset("in en à a w på i".split())
_PLACE_WORDS = _ONLY_PLACES | frozenset("and und et y e og och de am an im for of der".split())


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words that may name a company, and where it stands."""

    text: str
    start: int
    end: int
    score: float = 0.0


def tidy(name: str) -> str:
    """A company name without what clings to it in running text."""
    text = _TRAILING_NUMBER.sub("", " ".join(name.split()))
    text = re.sub(r"^\s*\(?\d{1,2}[.)]\s+", "", text).strip(" \t,;:|·•–—-*_\"“”„'«»")
    text = (
        re.sub(
            r"^(?:(?:the|die|der|das|la|le|les|el|los|il|lo|de|het)\s+(?=\S+\s+\S)|l['’](?=\S+\s))",
            "",
            text,
            flags=re.I,
        )
        if text[:1].islower()
        else text
    )
    if text.endswith(".") and not re.search(
        r"\.\w+\.$|\b(?:Inc|Co|Corp|e\.V|Lda|S\.A|S\.L|z o\.o|Bt|Kft|o)\.$", text
    ):
        text = text[:-1]
    if "(" in text and ")" not in text:
        text = text[: text.index("(")].strip()
    if "«" in text and "»" not in text:
        text += "»"
    return _TURKISH_ENDING.sub("", text) if "'" in text or "’" in text else text


@lru_cache(maxsize=128)
def runs(text: str, domain: str, base: int = 0) -> tuple[Span, ...]:
    """All that may be names, in order; `base` is where the text begins in a longer one."""
    return tuple(_all_runs(text, domain, base))


def _all_runs(text: str, domain: str, base: int) -> Iterator[Span]:
    """Runs of capitalised words with small words between; words that spell the domain count as capitals."""
    label = fold(label_of(domain)).replace("-", "")
    places = _places(text, label)
    run: list[re.Match[str]] = []
    at = 0
    while (run or (at := _next_place(text, at, places)) >= 0) and (
        match := _TOKEN.search(text, at, MAX_CHARS)
    ):
        at = match.end()
        word = match.group()
        if run and not _goes_on(text, run, match):
            yield from _trimmed(text, run, domain, base)
            run = []
        if not run and word[:1] in "dl" and word[1:2] in "'’" and is_capitalised(word[2:]):
            at = match.start() + 2  # "directeur de l'Opéra de Metz": the name begins behind the article
            continue
        if run and word[1:2] in "'’" and word[0] in "dlDL" and is_capitalised(word[2:]):
            run.append(match)  # "Laiterie d'Arvor"
        elif (run and _may_follow(word, label)) or (
            _is_strong(word, label) and (not _stops(word, run) or _opens_name(text, match))
        ):
            run.append(match)
        elif run:
            yield from _trimmed(text, run, domain, base)
            run = []
    if run:
        yield from _trimmed(text, run, domain, base)


def _places(text: str, label: str) -> list[int]:
    """Where a word may stand that begins a name, the first one last: most words of a text are plain."""
    places = [match.start() for match in _TELLING.finditer(text, 0, MAX_CHARS)]
    for piece in {label[i : i + 3] for i in range(len(label) - 2)}:
        at = text.find(piece, 0, MAX_CHARS)
        while at >= 0:
            if not "a" <= text[at - 1 : at] <= "z":
                places.append(at)
            at = text.find(piece, at + 1, MAX_CHARS)
    return sorted(places, reverse=True)


def _next_place(text: str, at: int, places: list[int]) -> int:
    """Where to read on so that the word at the next of these places is read whole; -1 behind the last."""
    while places and places[-1] < at:
        places.pop()
    if not places:
        return -1
    return max(at, text.rfind(" ", at, places[-1]) + 1, text.rfind("\n", at, places[-1]) + 1)


def _goes_on(text: str, run: list[re.Match[str]], match: re.Match[str]) -> bool:
    """True when a word may belong to the name before it."""
    last, word = run[-1].group(), match.group()
    if len(run) >= MAX_WORDS or _is_korean(last) != _is_korean(word):
        return False
    gap = text[run[-1].end() : match.start()]
    if not (_ties(text, gap, match.start()) or (gap.strip() in (",", ", ") and is_legal(word))):
        return False
    if is_legal(last):  # the name ends with its legal form
        if bare(last) == "spa" and bare(word) in words.COMPANY_NOUNS:
            return True  # "Drakensberg Spa Hotels"
        return is_legal(word) or word in ("&", "und", "and")
    return not (last.endswith(".") and len(last) > 4 and bare(last) not in _SHORTENED)


def _is_korean(word: str) -> bool:
    return "가" <= word[0] <= "힣"


def _may_follow(word: str, label: str) -> bool:
    """True for words that belong to a name only behind another one."""
    key = bare(word)
    return (
        key in JOINERS
        or is_legal(word)
        or key in words.COMPANY_NOUNS
        or (len(word) > 5 and label.startswith(fold(word)[:3]))
    )


def _is_strong(word: str, label: str) -> bool:
    """True for words that may begin a name: in capitals or digits, or spelled in the domain."""
    return (
        is_capitalised(word)
        or word[0].isdigit()
        or (len(word) > 3 and bool(label) and any(one.strip(".") in label for one in folds(word)))
    )


def _ties(text: str, gap: str, at: int) -> bool:
    """True for a blank, and for a line end where a long line was wrapped."""
    if gap in (" ", "\u00a0", "  ", ""):
        return True
    return gap in ("\n", " \n") and is_wrapped(text, at)


def _stops(word: str, run: list[re.Match[str]]) -> bool:
    key = bare(word)
    return (not run and key in words.NOT_NAMES and key not in ("the", "la", "le", "el", "l")) or (
        is_job(word) and not run and key not in words.COMPANY_NOUNS
    )


def _trimmed(text: str, run: list[re.Match[str]], domain: str, base: int) -> Iterator[Span]:
    while run and (bare(run[-1].group()) in EDGE or run[-1].group() in EDGE):
        run.pop()
    while run and (_is_edge(text, run[0]) or bare(run[0].group()) in words.HONORIFICS):
        run.pop(0)
    if not run or all(m.group()[0].isdigit() for m in run):
        return
    run = _without_lower_head(run, domain)
    start, end = run[0].start(), run[-1].end()
    tail = DOTTED.search(text, run[0].end(), end + 24)
    if tail and tail.start() <= end:
        end = max(end, tail.end())
    whole = tidy(text[start:end])
    # "Hotel am Waldsee in Freudenstadt", "Acme and Jane": what stands before the small word may be all of it
    for i, match in enumerate(run[1:], 1):
        if match.group().lower() in _PLACE_WORDS:
            shorter = tidy(text[start : run[i - 1].end()])
            yield Span(shorter, base + start, base + run[i - 1].end())
            if match.group().lower() in _ONLY_PLACES and fits_domain(shorter, domain) >= fits_domain(
                whole, domain
            ):
                return
    yield Span(whole, base + start, base + end)


def _without_lower_head(run: list[re.Match[str]], domain: str) -> list[re.Match[str]]:
    """Off with "clínica da" before "Clínica do Campo": words of the sentence that the domain "
    "happens to hold."""
    if not domain or not run[0].group().islower():
        return run
    first = next((i for i, m in enumerate(run) if m.group()[0].isupper()), 0)
    rest = run[first:]
    if not first or fits_domain(_joined(rest), domain) < fits_domain(_joined(run), domain):
        return run
    return rest


def _joined(run: Sequence[re.Match[str]]) -> str:
    return " ".join(m.group() for m in run)


def _opens_name(text: str, match: re.Match[str]) -> bool:
    """True for the "De" of "della De Santis Vini": a small word with a capital inside a sentence."""
    return bare(match.group()) in words.PARTICLES and _is_inside(text, match)


def _is_edge(text: str, match: re.Match[str]) -> bool:
    """True for small words before a name; "De Santis" inside a sentence begins with its own capital."""
    return bare(match.group()) in EDGE and not _is_inside(text, match)


def _is_inside(text: str, match: re.Match[str]) -> bool:
    word = match.group()
    before = text[max(0, match.start() - 3) : match.start()]
    return len(word) > 1 and word[0].isupper() and bool(re.search(r"[^\W\d_],? $", before))

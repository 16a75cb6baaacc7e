"""People named in running text: addresses, and the name that belongs to each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from inbox import companies, names, phrases, words
from inbox.addresses import ADDRESS
from inbox.names import bare, fold, is_capitalised

_BULLET = re.compile(r"\n[ \t]*(?:[-*•–·]|\(?\d{1,2}[.)]|[a-c]\))[ \t]+")
_SENTENCE_END = re.compile(r"[.!?;]\s+(?=[^\sa-z])|\n")
_SOFT_END = re.compile(r";\s|,?\s(?:and|und|et|y|e|en|i|og|och|sowie|as well as|plus)\s")
_DISPLAY = re.compile(r"([^\s<>()\[\]:;,][^<>()\[\]:;\n]{1,60}?)\s*[<(\[]\s*(?:mailto:)?$")
_AFTER_DISPLAY = re.compile(r"^\s*[)\]>]?\s*\(([^()@\n]{3,50})\)")
_RUN_GAPS = frozenset((" ", "\n", "\u00a0", "  ", " \n"))
_CJK_PERSON = re.compile(
    r"(?:^|[のはが、。「」:：\s])([\u4e00-\u9fff\u30a0-\u30ff]{1,5}(?:[ "
    r"\u3000][\u4e00-\u9fff\u30a0-\u30ff]{1,5})?)(?=様|さん|氏)",
    re.M,
)
NEAR = 240  # how far from an address its name may stand


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
    return list(found.values())


def segments(text: str, found: Sequence[Mention]) -> list[tuple[int, int]]:
    """The part of the text that speaks about each address: cut at bullets, paragraphs, sentences."""
    if not found:
        return []
    cuts = [0]
    for one, other in zip(found, found[1:], strict=False):
        cuts.append(_cut(text, one.end, other))
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))


def name_of(
    text: str, mention: Mention, *, within: tuple[int, int] | None = None, avoid: Sequence[str] = ()
) -> str:
    """The person an address in the text belongs to; empty when nobody is named."""
    begin, stop = within or (0, len(text))
    begin, stop = max(begin, mention.start - NEAR), min(stop, mention.end + NEAR)
    if name := _display_name(text, mention, begin, avoid) or _cjk_name(text, begin, stop):
        return name
    return named_by_local(text, mention, begin, stop, avoid) or _nearest(text, mention, begin, stop, avoid)


def named_by_local(text: str, mention: Mention, begin: int, stop: int, avoid: Sequence[str] = ()) -> str:
    """The words near an address that its local part spells: "Imogen Tarrant" for imogen@."""
    local = mention.address.partition("@")[0]
    if local in words.ROLE_LOCALS:
        return ""
    best: tuple[float, int, str] | None = None
    tokens = [
        m for m in names.WORD.finditer(text, begin, stop) if not mention.start <= m.start() < mention.end
    ]
    for at, token in enumerate(tokens):
        if not _is_seed(token.group(), local):
            continue
        name = _around_seed(text, tokens, at, local, mention.address)
        score = names.explains(local, name) if name else 0.0
        if score < 0.6 or any(names.same_person(name, one) for one in avoid):
            continue
        distance = min(abs(token.start() - mention.end), abs(mention.start - token.end()))
        full = 0.3 if len(name.split()) > 1 else 0.0
        full -= 0.5 if full and companies.fits_domain(name, mention.address.partition("@")[2]) > 0.9 else 0.0
        rank = (score + full, -distance, name)
        if best is None or rank[:2] > best[:2]:
            best = rank
    return names.clean(best[2]) if best else ""


def longer_name(text: str, known: str, local: str) -> str:
    """The full form of a name of which only a part is known: "Rosalind" or nothing, with rosalind@, "Rosalind Attwater"."""
    for run in runs(text):
        tokens = run.text.split()
        if (
            len(tokens) < 2
            or len(tokens) > 5
            or companies.has_legal_form(run.text)
            or _company_like(run.text)
        ):
            continue
        if (
            run.text
            in (known, *(" ".join(tokens[:i]) for i, t in enumerate(tokens) if bare(t) in words.PARTICLES))
            and known
        ):
            continue
        if (
            known
            and " " not in known
            and names.same_person(known, run.text)
            and _starts_or_ends(tokens, known)
        ):
            return names.clean(run.text)
        if not known and local and names.explains(local, run.text) >= 0.75:
            return names.clean(run.text)
    return known


def _starts_or_ends(tokens: list[str], known: str) -> bool:
    return fold(tokens[0]) == fold(known) or fold(tokens[-1]) == fold(known)


@lru_cache(maxsize=128)
def runs(text: str, begin: int = 0, stop: int | None = None) -> tuple[Run, ...]:
    """Rows of capitalised words that may be people, in order; functions, greetings and months break a row."""
    found: list[Run] = []
    row: list[re.Match[str]] = []
    titled = row_titled = False
    for match in names.WORD.finditer(text, begin, len(text) if stop is None else stop):
        word = match.group()
        key = bare(word)
        tied = bool(row) and _ties(text, row[-1].end(), match.start()) and not _ends(row[-1].group())
        if row and not tied:
            _close(found, row, row_titled)
            row = []
            titled = False
        if key in words.HONORIFICS or (key in words.TITLES and word.endswith(".")):
            _close(found, row, row_titled)
            row, titled = [], True
        elif row and key in words.PARTICLES:
            row.append(match)
        elif is_capitalised(word) and not _no_name(word, key, row):
            if not row:
                row_titled, titled = titled, False
            row.append(match)
        else:
            _close(found, row, row_titled)
            row, titled = [], key in words.PARTICLES and titled
    _close(found, row, row_titled)
    return tuple(found)


def positions(folded: str, name: str, *, inflected: bool = False) -> list[tuple[int, int]]:
    """Where a person is named in folded text: by full name, last name or first name, with case endings if `inflected`."""
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
            ending = r"[a-z]{0,4}" if inflected and len(stem) > 3 else r"(?:'?s)?"
            for match in re.finditer(
                r"(?<![a-z0-9@._-])" + re.escape(stem) + ending + r"(?![a-z0-9@])", folded
            ):
                if not re.match(r"[.\w-]*@", folded[match.end() : match.end() + 30]):
                    found.append((match.start(), match.end()))
    return _merged(found)


def _merged(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbouring hits are one mention: first and last name side by side."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start - merged[-1][1] <= 8:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cjk_name(text: str, begin: int, stop: int) -> str:
    match = _CJK_PERSON.search(text, begin, stop)
    return match[1].strip() if match else ""


def _ties(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    return gap in _RUN_GAPS and ("\n" not in gap or names.is_wrapped(text, start))


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
    label = re.sub(r"[^a-z]", "", companies.label_of(domain))
    for match in names.WORD.finditer(part):
        word = match.group()
        if is_capitalised(word) and (
            _is_seed(word, local) or (len(word) > 3 and bare(word)[:5] in label and label)
        ):
            previous = re.search(r"(?:[^\W\d_]+\s){1}$", part[max(0, match.start() - 20) : match.start()])
            back = previous.group() if previous and is_capitalised(previous.group()) else ""
            return match.start() - len(back)
    return -1


def _display_name(text: str, mention: Mention, begin: int, avoid: Sequence[str]) -> str:
    before = text[begin : mention.start]
    if match := _DISPLAY.search(before):
        row = [r for r in runs(match[1]) if r.end >= len(match[1].rstrip(" ,\"'")) - 1]
        local, _, domain = mention.address.partition("@")
        spelled = (
            bool(row)
            and names.explains(local, row[-1].text) > 0.74
            and not companies.has_legal_form(row[-1].text)
        )
        shown = (
            before.rstrip().endswith("<")
            and bool(row)
            and len(row[-1].text.split()) > 1
            and companies.fits_domain(row[-1].text, domain) < 0.7
        )
        if row and (
            (spelled
            and companies.fits_domain(row[-1].text, domain) < 0.9
            and len(row[-1].text.split()) < 5)
            or (shown
            and not _company_like(row[-1].text))
        ):
            name = names.clean(row[-1].text)
            if not any(names.same_person(name, one) for one in avoid):
                return name
    after = _AFTER_DISPLAY.match(text[mention.end : mention.end + 60])
    if (
        after
        and after[1][0].isupper()
        and 1 < len(after[1].split()) < 5
        and names.explains(mention.address.partition("@")[0], after[1]) > 0.5
    ):
        return names.clean(after[1])
    return ""


def _is_seed(word: str, local: str) -> bool:
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


def _around_seed(text: str, tokens: list[re.Match[str]], at: int, local: str, address: str) -> str:
    """Grow from the word the address spells to the whole name."""

    def joins(i: int) -> bool:
        return _ties(text, tokens[i].end(), tokens[i + 1].start()) and not _ends(tokens[i].group())

    def nameable(i: int) -> bool:
        word, key = tokens[i].group(), bare(tokens[i].group())
        if key in words.PARTICLES:
            return not is_capitalised(word) or key in (
                "le",
                "de",
                "la",
                "ni",
                "mc",
                "el",
                "al",
                "van",
                "von",
                "di",
                "da",
                "del",
                "du",
                "des",
            )
        return (
            is_capitalised(word)
            and not _no_name(word, key, ())
            and key not in words.TITLES
            and not _known_company_word(word, address, local)
        )

    first = last = at
    seed_is_first = fold(local).startswith(names.folds(tokens[at].group())[0][:3])
    while last + 1 < len(tokens) and last - at < 3 and joins(last) and nameable(last + 1):
        last += 1
    while last > at and bare(tokens[last].group()) in words.PARTICLES:
        last -= 1
    while first > 0 and at - first < 3 and joins(first - 1) and nameable(first - 1):
        first -= 1
    while (
        first < at
        and bare(tokens[first].group()) in words.PARTICLES
        and not is_capitalised(tokens[first].group())
    ):
        first += 1
    if not is_capitalised(tokens[at].group()):
        return _lower_case_name(text, tokens, at, local)
    first, last = _without_company(tokens, first, at, last, address)
    window = [tokens[i].group() for i in range(first, last + 1)]
    index = at - first
    while (
        len(window) > 2
        and index > 0
        and names.explains(local, " ".join(window[1:])) > 0.95
        and not names.explains(local, window[0])
        and len(window) > 2
    ):
        window, index = window[1:], index - 1  # "Ring Majken Stålnacke" for majken.stalnacke@
        if names.explains(local, window[0]) > 0 and any(names.explains(local, w) for w in window[1:]):
            break
    if len(window) > 4:
        window = window[index : index + 3] if seed_is_first else window[max(0, index - 2) : index + 1]
    return " ".join(window).strip(" .,")


def _without_company(
    tokens: list[re.Match[str]], first: int, at: int, last: int, address: str
) -> tuple[int, int]:
    """Cut off "della Ceramiche" and "van Algra" when what follows the small word is the company."""
    domain = address.partition("@")[2]
    for i in range(at + 1, last + 1):
        word = tokens[i].group()
        if bare(word) in words.PARTICLES and not is_capitalised(word) and i - first >= 2 and i < last:
            rest = " ".join(t.group() for t in tokens[i + 1 : last + 1])
            if (
                companies.fits_domain(rest, domain) > 0.4
                or any(bare(t) in words.COMPANY_NOUNS for t in rest.split())
                or rest in (tokens[j].group() for j in range(first, i))
            ):
                return first, i - 1
    return first, last


def _lower_case_name(text: str, tokens: list[re.Match[str]], at: int, local: str) -> str:
    for first, last in ((at, at + 1), (at - 1, at)):
        if (
            first >= 0
            and last < len(tokens)
            and text[tokens[first].end() : tokens[last].start()] in _RUN_GAPS
        ):
            pair = f"{tokens[first].group()} {tokens[last].group()}"
            if any(bare(p) in words.NOT_NAMES or names.is_job(p) for p in pair.split()):
                continue
            if (
                min(len(p) for p in pair.split()) > 2
                and names.explains(local, pair) > 0.95
                and names.explains(local, pair.split()[0]) < 0.9
            ):
                return pair
    return ""


def _nearest(text: str, mention: Mention, begin: int, stop: int, avoid: Sequence[str]) -> str:
    """For info@ and the like: the person named closest, best before the address or after an honorific."""
    domain = mention.address.partition("@")[2]
    best: tuple[float, str] | None = None
    for run in runs(text, begin, stop):
        tokens = run.text.split()
        if (
            len(tokens) > 5
            or (len(tokens) < 2 and not run.titled)
            or any(names.same_person(run.text, one) for one in avoid)
        ):
            continue
        if (
            companies.has_legal_form(run.text)
            or _company_like(run.text)
            or (companies.fits_domain(run.text, domain) > 0.6 and not run.titled)
        ):
            continue
        if _behind_company_cue(text, run) and not run.titled:
            continue
        gap = mention.start - run.end if run.end <= mention.start else (run.start - mention.end) * 1.5 + 20
        folded = fold(text[max(begin, run.start - 60) : run.start])
        score = 120 * bool(run.titled) + 90 * bool(phrases.POINTS_BEFORE.search(folded)) - gap
        if best is None or score > best[0]:
            best = (score, run.text)
    return names.clean(best[1]) if best else ""


def _behind_company_cue(text: str, run: Run) -> bool:
    return bool(
        re.search(
            r"(?:\bat|\bbei|\bchez|\bpresso|\bbij|\bhos|\bfirmy|\bcompany(?: is)?|\bFirma|@)\s+(?:the |der |"
            r"la )?$",
            text[max(0, run.start - 24) : run.start],
        )
    )


def _known_company_word(word: str, address: str, local: str) -> bool:
    key = bare(word)
    if key in words.COMPANY_NOUNS or (key in words.LEGAL_FORMS and word.isupper()):
        return not _is_seed(word, local)
    return False


def _company_like(text: str) -> bool:
    return any(bare(t) in words.COMPANY_NOUNS for t in text.split())


def _no_name(word: str, key: str, row: Sequence[re.Match[str]]) -> bool:
    if key in words.NOT_NAMES or names.is_job(word):
        return not (row and key in words.PARTICLES)
    return len(word) > 3 and word.isupper() and key in words.LEGAL_FORMS


def _ends(word: str) -> bool:
    return word.endswith(".") and len(word) > 3 and bare(word) not in words.TITLES


def _close(found: list[Run], row: list[re.Match[str]], titled: bool) -> None:
    while row and bare(row[-1].group()) in words.PARTICLES:
        row.pop()
    if row:
        text = " ".join(m.group() for m in row).rstrip(".")
        found.append(Run(text, row[0].start(), row[-1].end(), titled))

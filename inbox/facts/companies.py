"""Company names: in prose, in signatures, and matched against the domain of an address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from inbox import words
from inbox.who import scripts
from inbox.who.names import bare, fold, folds, is_capitalised, is_job, is_wrapped, same_person
from workflows.model import FREE_MAIL

MAX_CHARS = 20_000  # of one text; beyond that nobody introduces a company
MAX_WORDS = 12  # of a company name
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,6}|[^\W_]+(?:['’.&+-][^\W_]+)*\.?|[&+](?!\d)")
_TELLING = re.compile(r"[^a-z \n.,;:!?'()-]")  # what plain words do not hold: capitals, digits, accents, "&"
_JOINERS = frozenset(
    "& + and und et y e i og och en of de des du d del della di da do dos das la le les los las der "
    "den dem am an im in for the van het 't zu zum zur".split()
)
_EDGE = frozenset(
    "and und et y e i og och en of de des du d del della di da do dos das der den dem am an im in for zu "
    "zum zur & + van".split()
)
_SHORTENED = frozenset("hnos gebr fratelli flli bros cia soc assoc univ dept stes".split())
_PREFIXED = frozenset("ооо оао зао пао ао ип тоо тов شركة".split())  # forms that stand before the name
_SECOND_LEVEL = frozenset("co com org net ac gov edu ltd plc gob gouv or ne go".split())
_DOTTED_LEGAL = re.compile(
    r"[\s,]*(?:\b(?:s\.\s?[aàl]\.?\s?r?\.?\s?l?\.?|s\.p\.a\.?|s\.r\.l\.?(?:\s?s\.?)?|s\.a\.s\.?|"
    r"sp\.?\s?z\s?o\.?\s?o\.?|sp\.?\s?[jk]\.|spol\.\s?s\s?r\.\s?o\.?|b\.v\.?|n\.v\.?|e\.v\.?|e\.k\.?|"
    r"s\.c\.?|"
    r"l\.l\.c\.?|inc\.|ltd\.|co\.,? ltd\.?|a/s|k/s|i/s|gmbh (?:&|und|u\.) co\.? ?(?:kg|ohg|kgaa)?|"
    r"gmbh|ggmbh|ag (?:&|und) co\.? ?kg|& co\.? kg|pty\.? ltd\.?|pte\.? ltd\.?|unipessoal,? lda\.?|"
    r"s\.l\.u?\.?|d\.o\.o\.?|"
    r"kft\.?|zrt\.?|bt\.?|s\.r\.o\.?|a\.s\.?|oy ab|oyj?)(?![^\W\d_]))",
    re.I,
)
_TRAILING_NUMBER = re.compile(r"(?<=[^\W\d])\s+\+?\(?\d[\d .()/-]{6,24}$")
_TURKISH_ENDING = re.compile(  # "Şahin Mobilya'nın sahibi": the apostrophe ends the name
    r"(?<=[^\W\d_]{3})(?<!dell)(?<!all)(?<!nell)(?<!sull)(?<!dall)['’](?:n[ıiuü]n|[ıiuü]n|n?d[ae]n?|"
    r"n?t[ae]n?|y[aeıiuü])"
    r"(?:\s[^\W\d_A-ZÇĞİÖŞÜ]\S*)*$"
)
_NUMBERISH = re.compile(r"\d{3,}|@|www\.|https?:|\b[\w-]+\.(?:com|de|fr|net|org|example|co|io)\b", re.I)


_CJK_LEGAL = re.compile("株式会社|有限会社|合同会社|合資会社|公司|集团|集團|주식회사|유한회사|㈱|㈲")
_CJK_COMPANY = re.compile(
    "(?:株式会社|有限会社|合同会社)"
    "[\u3040-\u30ff\u3400-\u9fffA-Za-z0-9ー・]{1,20}?(?=[のはがを、。「」\\s]|$)"
    "|(?:(?<![^\\s。、「])[\u3041-\u3096]{2,6})?[\u3400-\u9fff\u30a0-\u30ffA-Za-z0-9ー・]{1,20}(?:株式会社|有限会社|公司)"
    "|주식회사 ?[\uac00-\ud7afA-Za-z0-9]{1,20}"
)
_CJK_VERB = re.compile("(?:[\u3400-\u9fff]{0,3}(?:推荐|推薦|介绍|介紹|联系|聯絡|来自|來自))?")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words that may name a company, and where it stands."""

    text: str
    start: int
    end: int
    score: float = 0.0


@lru_cache(maxsize=4096)
def label_of(domain: str) -> str:
    """The part of a domain that names its owner: mail.acme.co.uk gives acme; free mail gives nothing."""
    if not domain or domain in FREE_MAIL:
        return ""
    parts = domain.lower().split(".")[:-1]
    while len(parts) > 1 and parts[-1] in _SECOND_LEVEL:
        parts.pop()
    return parts[-1] if parts else ""


def from_domain(domain: str) -> str:
    """A readable guess at the company behind a domain; empty for free mail."""
    label = label_of(domain)
    return " ".join(part.capitalize() for part in label.split("-")) if label else ""


def has_legal_form(text: str) -> bool:
    """True when the words end in Ltd, GmbH, S.r.l. and the like."""
    if any(m.start() > 0 and len(text) - m.end() < 4 for m in _DOTTED_LEGAL.finditer(text)):
        return True
    if _CJK_LEGAL.search(text):
        return True
    keys = [bare(t.strip(",()")) for t in text.split()]
    if len(keys) > 1 and keys[0] in _PREFIXED:
        return True
    return any(
        k in words.LEGAL_FORMS and (k not in words.WEAK_LEGAL or _shouted(t))
        for k, t in zip(keys[1:], text.split()[1:], strict=False)
    )


@lru_cache(maxsize=4096)
def fits_domain(name: str, domain: str) -> float:
    """How much of the domain's label the name spells, 0 to 1: "Elm Tree Vets" and elmtreevets give 1."""
    label = re.sub(r"[^a-z0-9]", "", fold(label_of(domain)))
    if len(label) < 2:
        return 0.0
    tokens = [t for t in re.split(r"[\s.,'’&+/()-]+", name) if t]
    tokens = [
        t for t in tokens if bare(t) not in words.LEGAL_FORMS or len(t) > 5 or bare(t) == label
    ] or tokens
    if len(label) > 5 and not any(one[:3] in label for t in tokens if len(t) > 2 for one in folds(t)):
        return 0.0
    return max(
        (_spelled(label, [folds(t)[min(i, len(folds(t)) - 1)] for t in tokens]) for i in (0, 1)), default=0.0
    )


def in_prose(text: str, domain: str, *, person: str = "", avoid: Sequence[str] = ()) -> Span | None:
    """The words of a text that spell the domain best."""
    best: Span | None = None
    runs = _runs(text, domain)
    for number, span in enumerate(_beside(one, person) for one in runs):
        behind = runs[number + 1] if number + 1 < len(runs) else None
        placed = behind and text[span.end : behind.start] == " (" and text[behind.end : behind.end + 1] == ")"
        whole = f"{span.text} {behind.text}" if behind and placed else span.text  # "Volt (Radom)"
        fit = fits_domain(whole, domain)
        if fit < 0.4:
            continue  # most of them, and all else is slower to tell
        if (person and same_person(span.text, person)) or any(names_own(span.text, name) for name in avoid):
            continue
        score = round(fit + 0.02 * has_legal_form(span.text), 2)
        if score < 0.9 and span.text.islower():
            continue  # "florists" is a word of the sentence
        if score >= 0.5 and (best is None or (score, len(span.text)) > (best.score, len(best.text))):
            best = Span(span.text, span.start, span.end, score)
    return _from_its_first_word(text, best, domain) if best else None


def _from_its_first_word(text: str, span: Span, domain: str) -> Span:
    """ "at Great Plains Milling": a word that begins sentences begins this name."""
    before = re.search(r"(?<=[^\W\d_] )([^\W\d_a-z][^\W\d_]+) $", text[max(0, span.start - 30) : span.start])
    if not before or not before[1][1:].islower():
        return span
    longer = f"{before[1]} {span.text}"
    better = fits_domain(longer, domain) - fits_domain(span.text, domain)
    if better > 0 or (better == 0 and bare(before[1]) in _OPENING_WORDS):
        return Span(longer, span.start - len(before[1]) - 1, span.end, span.score)
    return span


_OPENING_WORDS = frozenset(
    """
    great good best new first all one two three happy day evening morning sunday monday may june april
    august easter neue neuer neues gute guter gutes beste bon bonne bel bella buon buona nuovo nuova
    nueva nuevo buena buen novo nova bom boa nieuwe goede nya god goda nowy nowa dobry dobra
    """.split()
)


def _beside(span: Span, person: str) -> Span:
    """A run without the person it begins with: "Joost van der Meulen van Van der Meulen B.V."."""
    if not person or " " not in person or not span.text.startswith(person):
        return span
    tokens = span.text[len(person) :].split()
    while tokens and tokens[0] in _EDGE:
        tokens.pop(0)
    return Span(tidy(" ".join(tokens)), span.start + len(person), span.end) if tokens else span


def first_run(text: str) -> Span | None:
    """The first row of words in a text that may name a company."""
    return next(iter(_runs(text, "")), None)


def after_cue(text: str, at: int) -> Span | None:
    """The company named right behind a person: "… at Acme", "… von der Acme GmbH", ", Acme Ltd,"."""
    rest = text[at : at + 140]
    match = _CUE.match(rest)
    if not match:
        return None
    start = at + match.end()
    return next((s for s in _runs(text[start : start + 110], "", start) if s.start - start <= 1), None)


def after_cue_lower(text: str, at: int) -> str:
    """The company behind a person in a note without capitals: "joanna pike at pike & daughters florists?"."""
    match = _LOWER_CUE.match(text[at : at + 100])
    if not match:
        return ""
    return " ".join(w if bare(w) in _JOINERS else w[:1].upper() + w[1:] for w in match[1].split())


def with_legal_form(text: str, *, person: str = "", avoid: Sequence[str] = ()) -> Span | None:
    """The first company that is written with its legal form."""
    if match := _CJK_COMPANY.search(text):
        start = match.start() + len(_CJK_VERB.match(match.group())[0])  # type: ignore[index]
        return Span(text[start : match.end()], start, match.end())
    if named := scripts.company_in(text):
        return Span(named[0], named[1], named[1] + len(named[0]))
    for span in (_beside(one, person) for one in _runs(text, "")):
        if has_legal_form(span.text) and not any(names_own(span.text, name) for name in avoid):
            return span
    return None


def in_signature(signature: str, domain: str, *, person: str = "", avoid: Sequence[str] = ()) -> Span | None:
    """The line or part of a line in a signature that names the company."""
    best: Span | None = None
    named = False  # the piece before was the person's name
    for number, piece in enumerate(_pieces(signature)):
        score = _signature_score(piece.text, domain, person, named=named) - 0.05 * min(number, 8)
        named = bool(person) and same_person(piece.text, person)
        if (
            score > 0.85
            and not any(names_own(piece.text, name) for name in avoid)
            and (best is None or score > best.score)
        ):
            best = Span(tidy(piece.text), piece.start, piece.end, score)
    return best


def similar(one: str, other: str) -> bool:
    """True when two spellings share their telling words: "Acme" and "Acme Holding Ltd"."""
    a, b = _core(one), _core(other)
    return bool(a and b) and (a <= b or b <= a)


def names_own(text: str, own: str) -> bool:
    """True when a text names one of our side's companies: "Harbour Foods" is not "Harbour HR"."""
    a, b = _core(text), _core(own)
    return bool(a and b) and (b <= a or (a < b and len(a) * 3 >= len(b) * 2))


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


@lru_cache(maxsize=4096)
def _core(name: str) -> frozenset[str]:
    keys = {fold(t).strip(".") for t in re.split(r"[\s.,'’&+/()-]+", name) if t}
    telling = {k for k in keys if len(k) > 1 and k not in words.LEGAL_FORMS and k not in _JOINERS}
    generic = telling - words.COMPANY_NOUNS
    return frozenset(generic or telling)


def _spelled(label: str, tokens: list[str]) -> float:
    """The share of the label covered by tokens or their beginnings, left to right in any order."""
    tokens = [re.sub(r"[^a-z0-9]", "", t) for t in tokens][:8]
    initials = "".join(t[0] for t in tokens if t and t not in _JOINERS)
    if (len(tokens) > 1 and initials == label) or "".join(t[0] for t in tokens if t) == label:
        return 1.0
    at, covered, used = 0, 0, set[int]()
    while at < len(label):
        hit, size = -1, 0
        for i, token in enumerate(tokens):
            if i in used or not token:
                continue
            length = _common_prefix(token, label, at)
            whole = length == len(token)
            small = length == len(label) or bool(used) or (length > 1 and token in _JOINERS)
            if length > size and (length >= 3 or (whole and small)):
                hit, size = i, length
        if hit < 0:
            at += 1
            continue
        used.add(hit)
        covered += size
        at += size
    if covered / len(label) < 0.5:
        joined = "".join(tokens)
        if len(joined) >= 5 and abs(len(joined) - len(label)) <= 2 and _near(joined, label):
            return 0.8
    return covered / len(label)


def _common_prefix(token: str, label: str, at: int) -> int:
    length = 0
    while length < len(token) and at + length < len(label) and token[length] == label[at + length]:
        length += 1
    return length


def _near(one: str, other: str) -> bool:
    same = sum(a == b for a, b in zip(one, other, strict=False)) + sum(
        a == b for a, b in zip(one[::-1], other[::-1], strict=False)
    )
    return same >= max(len(one), len(other)) - 1


@lru_cache(maxsize=128)
def _runs(text: str, domain: str, base: int = 0) -> tuple[Span, ...]:
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
    if not (_ties(text, gap, match.start()) or (gap.strip() in (",", ", ") and _is_legal(word))):
        return False
    if _is_legal(last):  # the name ends with its legal form
        if bare(last) == "spa" and bare(word) in words.COMPANY_NOUNS:
            return True  # "Drakensberg Spa Hotels"
        return _is_legal(word) or word in ("&", "und", "and")
    return not (last.endswith(".") and len(last) > 4 and bare(last) not in _SHORTENED)


def _is_korean(word: str) -> bool:
    return "가" <= word[0] <= "힣"


def _may_follow(word: str, label: str) -> bool:
    """True for words that belong to a name only behind another one."""
    key = bare(word)
    return (
        key in _JOINERS
        or _is_legal(word)
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
    while run and (bare(run[-1].group()) in _EDGE or run[-1].group() in _EDGE):
        run.pop()
    while run and (_is_edge(text, run[0]) or bare(run[0].group()) in words.HONORIFICS):
        run.pop(0)
    if not run or all(m.group()[0].isdigit() for m in run):
        return
    run = _without_lower_head(run, domain)
    start, end = run[0].start(), run[-1].end()
    tail = _DOTTED_LEGAL.search(text, run[0].end(), end + 24)
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


_ONLY_PLACES = frozenset("in en à a w på i".split())
_PLACE_WORDS = _ONLY_PLACES | frozenset("and und et y e og och de am an im for of der".split())


def _opens_name(text: str, match: re.Match[str]) -> bool:
    """True for the "De" of "della De Santis Vini": a small word with a capital inside a sentence."""
    return bare(match.group()) in words.PARTICLES and _is_inside(text, match)


def _is_edge(text: str, match: re.Match[str]) -> bool:
    """True for small words before a name; "De Santis" inside a sentence begins with its own capital."""
    return bare(match.group()) in _EDGE and not _is_inside(text, match)


def _is_inside(text: str, match: re.Match[str]) -> bool:
    word = match.group()
    before = text[max(0, match.start() - 3) : match.start()]
    return len(word) > 1 and word[0].isupper() and bool(re.search(r"[^\W\d_],? $", before))


def _is_legal(word: str) -> bool:
    key = bare(word)
    return key in words.LEGAL_FORMS and (
        key not in words.WEAK_LEGAL
        or _shouted(word)
        or (word[:1].isupper() and key in ("co", "inc", "lp", "stiftung"))
    )


def _shouted(word: str) -> bool:
    return len(word) > 1 and word.strip(".,").replace(".", "").isupper()


def _pieces(signature: str) -> Iterator[Span]:
    at = 0
    for line in signature.split("\n"):
        start = at
        at += len(line) + 1
        if len(line) > 160:
            continue
        cuts = re.split(
            r"(\s*[|·•‖]\s*|\s+[–—-]\s+|\s+@\s+|,\s+(?!(?:Inc|LLC|S\.|Lda|GmbH)\b)|\s{3,}|\s+(?:at|"
            r"bei|chez|presso|hos|bij|of the|of)\s+(?=[A-ZÄÖÜÉ])|/\s)",
            line,
        )
        offset = start
        for i, piece in enumerate(cuts):
            if i % 2 == 0 and piece.strip():
                yield Span(piece.strip(), offset, offset + len(piece))
            offset += len(piece)
        if len(cuts) > 1 and len(line) < 70 and re.search(r"\s[–-]\s|,|\s(?:at|of|chez|bei)\s", line):
            yield Span(line.strip(), start, start + len(line))


def _signature_score(piece: str, domain: str, person: str, *, named: bool) -> float:
    tokens = piece.split()
    keys = [bare(t.strip(",()")) for t in tokens]
    if not keys or len(tokens) > 9 or not any(c.isalpha() for c in piece):
        return -1.0
    if person and same_person(piece, person):
        return -1.0
    legal = has_legal_form(piece)
    fit = fits_domain(piece, domain)
    noun = any(k in words.COMPANY_NOUNS for k in keys)
    job = sum(is_job(t) for t in tokens)
    score = 1.6 * legal + 1.4 * (fit if fit >= 0.4 else 0) + 0.7 * noun
    if piece[0].isupper() and len(tokens) <= 6 and not job:
        score += 0.2
        score += 0.5 * named + 0.5 * (named and not label_of(domain))
    score -= 1.2 * bool(job) * (not legal and fit < 0.7) + 0.6 * bool(job) * (legal or fit >= 0.7)
    score -= 2.0 * bool(_NUMBERISH.search(piece))
    if (
        keys[0] in words.NOT_NAMES
        and keys[0] not in ("the", "la", "le", "el", "der", "die", "das")
        and not legal
    ):
        score -= 1.0
    if piece[-1] in "?!:" or (person and person.split()[-1] in tokens and len(tokens) < 3 and fit < 0.7):
        score -= 0.0 if not label_of(domain) and len(tokens) > 1 else 0.4 if fit >= 0.4 else 0.8
    if (
        not piece.isascii()
        and _CJK.search(piece)
        and len(piece) < 25
        and not re.search("[。、様]$|さん$|님$", piece)
    ):
        score += 1.1
    if scripts.is_caseless(piece):
        score += 0.2 + 0.8 * named
    if re.search(r"\b(?:HRB|HRA|Sitz|Registered|Amtsgericht|Sede|Siège|VAT|USt)\b", piece):
        score -= 1.5
    return score


_LOWER_CUE = re.compile(
    r"\s(?:at|from|of|@|bei|von|chez|bij|hos|från|fra|presso)\s(?:the |der |la |il )?"
    r"((?:[^\W_]|&)[\w&'’.-]*(?:\s[\w&'’.-]+){0,4}?)"
    r"(?=\s?[.,;:!?()\n–]|\s(?:her|his|their|who|they|she|he|is|mail|email|e-mail|on|in|for|wants|needs|"
    r"has|"
    r"ph|tel|und|sie|er|et|qui|que|mob|number|\S+@\S+|\+?\d{3,})\b|$)"
)
_CUE = re.compile(
    r"[\s,]*(?:\([^)]{1,40}\)\s*)?(?:(?:,|–|-|\|)\s*)?(?:(?:[^\W\d_]+\s){0,3}?)??(?:"
    + "|".join(re.escape(c).replace(r"\ ", r"\s") for c in sorted(words.COMPANY_CUES, key=len, reverse=True))
    + r")\s*(?=[\W]?[^\W_])|\s*[,(–|-]\s*",
    re.I,
)

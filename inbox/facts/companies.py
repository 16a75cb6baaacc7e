"""Company names in running text: by a domain, a person or a legal form; and held against each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from inbox import words
from inbox.facts.company_domains import JOINERS, fits_domain
from inbox.facts.company_runs import EDGE, Span, runs, tidy
from inbox.facts.legal_forms import has_legal_form
from inbox.who import scripts
from inbox.who.names import bare, fold, same_person

_CJK_COMPANY = re.compile(
    "(?:株式会社|有限会社|合同会社)"
    "[\u3040-\u30ff\u3400-\u9fffA-Za-z0-9ー・]{1,20}?(?=[のはがを、。「」\\s]|$)"
    "|(?:(?<![^\\s。、「])[\u3041-\u3096]{2,6})?[\u3400-\u9fff\u30a0-\u30ffA-Za-z0-9ー・]{1,20}(?:株式会社|有限会社|公司)"
    "|주식회사 ?[\uac00-\ud7afA-Za-z0-9]{1,20}"
)
_CJK_VERB = re.compile("(?:[\u3400-\u9fff]{0,3}(?:推荐|推薦|介绍|介紹|联系|聯絡|来自|來自))?")
_OPENING_WORDS = frozenset(
    """
    great good best new first all one two three happy day evening morning sunday monday may june april
    august easter neue neuer neues gute guter gutes beste bon bonne bel bella buon buona nuovo nuova
    nueva nuevo buena buen novo nova bom boa nieuwe goede nya god goda nowy nowa dobry dobra
    """.split()
)
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


def in_prose(text: str, domain: str, *, person: str = "", avoid: Sequence[str] = ()) -> Span | None:
    """The words of a text that spell the domain best."""
    best: Span | None = None
    found = runs(text, domain)
    for number, span in enumerate(_beside(one, person) for one in found):
        behind = found[number + 1] if number + 1 < len(found) else None
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


def _beside(span: Span, person: str) -> Span:
    """A run without the person it begins with: "Joost van der Meulen van Van der Meulen B.V."."""
    if not person or " " not in person:
        return span
    first = person.split()[0]
    called = next((name for name in (person, first) if span.text.startswith(f"{name} ")), "")
    tokens = span.text[len(called) :].split()
    if not called or (called == first and tokens[0] not in EDGE):  # "Fergal in Burren Cheese"
        return span
    while tokens and tokens[0] in EDGE:
        tokens.pop(0)
    return Span(tidy(" ".join(tokens)), span.start + len(called), span.end) if tokens else span


def first_run(text: str) -> Span | None:
    """The first row of words in a text that may name a company."""
    return next(iter(runs(text, "")), None)


def after_cue(text: str, at: int) -> Span | None:
    """The company named right behind a person: "… at Acme", "… von der Acme GmbH", ", Acme Ltd,"."""
    rest = text[at : at + 140]
    match = _CUE.match(rest)
    if not match:
        return None
    start = at + match.end()
    return next((s for s in runs(text[start : start + 110], "", start) if s.start - start <= 1), None)


def after_cue_lower(text: str, at: int) -> str:
    """The company behind a person in a note without capitals: "joanna pike at pike & daughters florists?"."""
    match = _LOWER_CUE.match(text[at : at + 100])
    if not match:
        return ""
    return " ".join(w if bare(w) in JOINERS else w[:1].upper() + w[1:] for w in match[1].split())


def with_legal_form(text: str, *, person: str = "", avoid: Sequence[str] = ()) -> Span | None:
    """The first company that is written with its legal form."""
    if match := _CJK_COMPANY.search(text):
        start = match.start() + len(_CJK_VERB.match(match.group())[0])  # type: ignore[index]
        return Span(text[start : match.end()], start, match.end())
    if named := scripts.company_in(text):
        return Span(named[0], named[1], named[1] + len(named[0]))
    for span in (_beside(one, person) for one in runs(text, "")):
        if has_legal_form(span.text) and not any(names_own(span.text, name) for name in avoid):
            return span
    return None


def similar(one: str, other: str) -> bool:
    """True when two spellings share their telling words: "Acme" and "Acme Holding Ltd"."""
    a, b = _core(one), _core(other)
    return bool(a and b) and (a <= b or b <= a)


def names_own(text: str, own: str) -> bool:
    """True when a text names one of our side's companies: "Harbour Foods" is not "Harbour HR"."""
    a, b = _core(text), _core(own)
    return bool(a and b) and (b <= a or (a < b and len(a) * 3 >= len(b) * 2))


@lru_cache(maxsize=4096)
def _core(name: str) -> frozenset[str]:
    keys = {fold(t).strip(".") for t in re.split(r"[\s.,'’&+/()-]+", name) if t}
    telling = {k for k in keys if len(k) > 1 and k not in words.LEGAL_FORMS and k not in JOINERS}
    generic = telling - words.COMPANY_NOUNS
    return frozenset(generic or telling)

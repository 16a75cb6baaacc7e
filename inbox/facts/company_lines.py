"""The company in the lines of a signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inbox import words
from inbox.facts.companies import names_own
from inbox.facts.company_domains import fits_domain, label_of
from inbox.facts.company_runs import Span, tidy
from inbox.facts.legal_forms import has_legal_form
from inbox.who import scripts
from inbox.who.names import bare, is_job, same_person

_NUMBERISH = re.compile(r"\d{3,}|@|www\.|https?:|\b[\w-]+\.(?:com|de|fr|net|org|example|co|io)\b", re.I)
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


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

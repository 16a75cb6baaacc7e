"""The name that belongs to an address or to a sentence about somebody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inbox import words
from inbox.facts import companies, company_domains, legal_forms
from inbox.reply_words import GREETED
from inbox.who import names, nearest, people, pointers, scripts
from inbox.who.circle import Circle
from inbox.who.names import bare, fold, is_capitalised

_DISPLAY = re.compile(r"([^\s<>()\[\]:;,][^<>()\[\]:;\n]{1,60}?)\s*[<(\[]\s*(?:mailto:)?$")
_AFTER_DISPLAY = re.compile(r"^\s*[)\]>]?\s*\(([^()@\n]{3,50})\)")
_CJK_PERSON = re.compile(
    r"(?:^|[のはが、。「」:：\s])([\u4e00-\u9fff\u30a0-\u30ff]{1,5}(?:[ "
    r"\u3000][\u4e00-\u9fff\u30a0-\u30ff]{1,5})?)(?=様|さん|氏)",
    re.M,
)
_IN_BRACKETS = re.compile(
    r"(?:\b([A-Z])\.|\b(?:Mr|Mrs|Ms|Dr|Herrn?|Frau|Mme|Sra?|Sig\.ra|Sig)\.?)\s([^\W\d_][^\W\d_'’-]+)\s?\("
    r"(?:(?:first|given|fore)\s?name|vorname|prénom|nombre|nome|voornaam|imię|förnamn|fornavn|"
    r"etunimi)?:?\s?"
    r"(?:is\s|ist\s)?([^\W\d_][^\W\d_-]+)",
    re.IGNORECASE,
)
NEAR = 240  # how far from an address its name may stand


def name_of(
    text: str, mention: people.Mention, *, within: tuple[int, int] | None = None, avoid: Sequence[str] = ()
) -> str:
    """The person an address in the text belongs to; empty when nobody is named."""
    begin, stop = within or (0, len(text))
    begin, stop = max(begin, mention.start - NEAR), min(stop, mention.end + NEAR)
    if name := _display_name(text, mention, begin, avoid) or _name_by_script(text, mention, begin, stop):
        return name
    name = named_by_local(text, mention, begin, stop, avoid)
    if not name and (far := within or (0, len(text))) != (begin, stop):
        name = named_by_local(text, mention, *far, avoid)
    name = name or nearest.to_address(text, mention, begin, stop, avoid)
    return _with_last_name(text, name, begin, stop)


def _with_last_name(text: str, name: str, begin: int, stop: int) -> str:
    """A first name that stands in brackets behind "T. Boudreaux" or "Mr Boudreaux" gets the last name."""
    if not name or " " in name:
        return name
    for match in _IN_BRACKETS.finditer(text, begin, stop):
        if match[3] == name and (not match[1] or match[1] == name[0]):
            return f"{name} {match[2]}"
    return name


def named_by_local(
    text: str, mention: people.Mention, begin: int, stop: int, avoid: Sequence[str] = ()
) -> str:
    """The words near an address that its local part spells: "Imogen Tarrant" for imogen@."""
    local = mention.address.partition("@")[0]
    if local in words.ROLE_LOCALS:
        return ""
    best: tuple[float, int, str] | None = None
    tokens = [
        m for m in names.WORD.finditer(text, begin, stop) if not mention.start <= m.start() < mention.end
    ]
    for at, token in enumerate(tokens):
        if not people.is_seed(token.group(), local):
            continue
        name = _around_seed(text, tokens, at, local, mention.address)
        score = names.explains(local, name) if name else 0.0
        if (
            score < 0.6
            or legal_forms.has_legal_form(name)
            or any(names.same_person(name, one) for one in avoid)
            or _owned(text, token, name)
        ):
            continue
        distance = min(abs(token.start() - mention.end), abs(mention.start - token.end()))
        full = 0.3 if len(name.split()) > 1 else 0.0
        spells = company_domains.fits_domain(name, mention.address.partition("@")[2]) > 0.9
        full -= 0.5 if full and (spells or names.is_company_like(name)) else 0.0
        at_name = text.rfind(name.split()[0], begin, token.end())
        before = text[max(begin, at_name - 9) : at_name].split() if at_name > 0 else []
        full += 0.4 if before and bare(before[-1]) in words.HONORIFICS else 0.0  # "pana Adama Zięby"
        rank = (score + full, -distance, name)
        if best is None or rank[:2] > best[:2]:
            best = rank
    return names.clean(best[2]) if best else ""


def longer_name(text: str, known: str, local: str) -> str:
    """The full form of a name of which a part is known, or nothing but the local part of an address."""
    for run in people.runs(text):
        tokens = run.text.split()
        if (
            len(tokens) < 2
            or len(tokens) > 5
            or legal_forms.has_legal_form(run.text)
            or names.is_company_like(run.text)
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


def _name_by_script(text: str, mention: people.Mention, begin: int, stop: int) -> str:
    if text.isascii():
        return ""
    match = _CJK_PERSON.search(text, begin, stop)
    return match[1].strip() if match else scripts.named_near(text, begin, stop, mention.start)


def _display_name(text: str, mention: people.Mention, begin: int, avoid: Sequence[str]) -> str:
    before = text[begin : mention.start]
    if match := _DISPLAY.search(before):
        row = [r for r in people.runs(match[1]) if r.end >= len(match[1].rstrip(" ,\"'")) - 1]
        local, _, domain = mention.address.partition("@")
        spelled = (
            bool(row)
            and names.explains(local, row[-1].text) > 0.74
            and not legal_forms.has_legal_form(row[-1].text)
        )
        shown = (
            before.rstrip().endswith("<")
            and bool(row)
            and len(row[-1].text.split()) > 1
            and company_domains.fits_domain(row[-1].text, domain) < 0.7
        )
        if row and (
            (
                spelled
                and company_domains.fits_domain(row[-1].text, domain) < 0.9
                and len(row[-1].text.split()) < 5
            )
            or (shown and not names.is_company_like(row[-1].text))
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


def _around_seed(text: str, tokens: list[re.Match[str]], at: int, local: str, address: str) -> str:
    """Grow from the word the address spells to the whole name."""
    if not is_capitalised(tokens[at].group()):
        return _lower_case_name(text, tokens, at, local)
    first, last = _row_around(text, tokens, at, local)
    first, last = _without_company(tokens, first, at, last, address)
    last = _last_capital(tokens, at, last)
    row, seed = _without_request([token.group() for token in tokens[first : last + 1]], at - first, local)
    if len(row) > 4:
        seed_is_first = fold(local).startswith(names.folds(tokens[at].group())[0][:3])
        row = row[seed : seed + 3] if seed_is_first else row[max(0, seed - 2) : seed + 1]
    return " ".join(row).strip(" .,")


def _row_around(text: str, tokens: list[re.Match[str]], at: int, local: str) -> tuple[int, int]:
    """First and last of the words beside this one that may belong to the same name, three each way."""

    def joins(i: int) -> bool:
        return people.ties(text, tokens[i].end(), tokens[i + 1].start()) and not people.ends_row(
            tokens[i].group()
        )

    first = last = at
    while last + 1 < len(tokens) and last - at < 3 and joins(last) and _nameable(tokens[last + 1], local):
        last += 1
    while first > 0 and at - first < 3 and joins(first - 1) and _nameable(tokens[first - 1], local):
        first -= 1
    while first < at and people.is_small_particle(tokens[first].group()):
        first += 1
    return first, _last_capital(tokens, at, last)


_ALSO_LARGE = frozenset("le de la ni mc el al van von di da del du des".split())  # particles: "Le Roux"


def _nameable(token: re.Match[str], local: str) -> bool:
    word, key = token.group(), bare(token.group())
    if key in words.PARTICLES:
        return not is_capitalised(word) or key in _ALSO_LARGE
    return (
        is_capitalised(word)
        and not people.is_no_name(word, key, ())
        and key not in words.TITLES
        and not _known_company_word(word, local)
    )


def _without_request(row: list[str], seed: int, local: str) -> tuple[list[str], int]:
    """ "Ring Majken Stålnacke" for majken.stalnacke@: what the address does not spell goes from the front."""
    while (
        len(row) > 2
        and seed > 0
        and names.explains(local, " ".join(row[1:])) > 0.95
        and not names.explains(local, row[0])
    ):
        row, seed = row[1:], seed - 1
        if names.explains(local, row[0]) > 0 and any(names.explains(local, word) for word in row[1:]):
            break
    while seed > 0 and people.is_small_particle(row[0]):  # "(Le Fournil) de Maëlle"
        row, seed = row[1:], seed - 1
    return row, seed


def _last_capital(tokens: list[re.Match[str]], at: int, last: int) -> int:
    """No name ends in "von"."""
    while last > at and bare(tokens[last].group()) in words.PARTICLES:
        last -= 1
    return last


def _without_company(
    tokens: list[re.Match[str]], first: int, at: int, last: int, address: str
) -> tuple[int, int]:
    """Cut off "della Ceramiche" and "van Algra" when what follows the small word is the company."""
    domain = address.partition("@")[2]
    for i in range(max(at + 1, first + 2), last):
        behind = [t.group() for t in tokens[i : last + 1]]
        stem = fold(behind[0])[:4]
        if (
            len(stem) == 4
            and any(fold(tokens[j].group()).startswith(stem) for j in range(first, i))
            and company_domains.fits_domain(" ".join(behind), domain) > 0.6
        ):
            i -= bare(tokens[i - 1].group()) in words.PARTICLES
            return first, i - 1  # "Veikko Mustonen Mustosen Veneveistämöltä"
    for i in range(at + 1, last + 1):
        word = tokens[i].group()
        if bare(word) in words.PARTICLES and not is_capitalised(word) and i - first >= 2 and i < last:
            rest = " ".join(t.group() for t in tokens[i + 1 : last + 1])
            if (
                company_domains.fits_domain(rest, domain) > 0.4
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
            and text[tokens[first].end() : tokens[last].start()] in people.RUN_GAPS
        ):
            pair = f"{tokens[first].group()} {tokens[last].group()}"
            if any(bare(p) in words.NOT_NAMES or names.is_job(p) for p in pair.split()):
                continue
            one, two = pair.split()
            if min(len(one), len(two)) < 3 or names.explains(local, pair) < 0.95:
                continue
            if max(names.explains(local, one), names.explains(local, two)) < 0.9 or (
                first == at and _is_pointed_at(text, tokens[at].start(), tokens[last].end())
            ):
                return pair
            if last == at and first > 0 and bare(tokens[first - 1].group()) in words.HONORIFICS:
                return pair  # dictated: "melde dich bei frau sabine dreyhaupt praxisklinik am stadtpark"
    return ""


def _is_pointed_at(text: str, start: int, end: int) -> bool:
    if companies.after_cue_lower(text, end):
        return True
    return bool(pointers.POINTS_BEFORE.search(fold(text[max(0, start - 60) : start])))


def _owned(text: str, token: re.Match[str], name: str) -> bool:
    """True for "owner of Bluebird Cafe": a company, although the address spells it."""
    start = token.start() - name.find(token.group()) if token.group() in name else token.start()
    before = text[max(0, start - 30) : start]
    return " " in name and bool(
        re.search(
            r"(?:owner|manager|head|director|boss|founder|inhaber(?:in)?|chef(?:in)?) (?:of|von|"
            r"der)\s+(?:the |der )?$",
            before,
        )
    )


def _known_company_word(word: str, local: str) -> bool:
    key = bare(word)
    if key in words.COMPANY_NOUNS or (key in words.LEGAL_FORMS and word.isupper()):
        return not people.is_seed(word, local)
    return False


def is_partner(name: str, circle: Circle) -> bool:
    """True when a name is that of the sender or of one of the partner\'s people."""
    return any(names.same_person(name, own) for own in circle.names)


_SHOWN = re.compile(
    r"(?:das|dies) (?:ist|waere)(?: die| der)? $|this is $|meet $|c'est $|voici $|est[ea] (?:es|e)(?: la|"
    r" el| o| a)? $|"
    r"dit is $|quest[oa] e $|"
    r"(?:richiesta|segnalazione|request|enquiry|anfrage|bitte|demande|solicitud|peticion|pedido|aanvraag|"
    r"zapytanie) "
    r"(?:of|from|by|von|vom|der|des|de|di|del|della|da|do|van|od)(?: herrn?| frau| mme| m\.)? $"
)


def likely_person(text: str, circle: Circle, *, domain: str = "") -> people.Run | None:
    """The person a text most likely speaks about."""
    best: tuple[int, people.Run] | None = None
    for run in people.runs(text):
        tokens = run.text.split()
        before = fold(text[max(0, run.start - 60) : run.start])
        points = bool(pointers.POINTS_BEFORE.search(re.split(r"[.!?]\s", before)[-1]))
        if len(tokens) > 5 or (len(tokens) < 2 and not run.titled) or is_partner(run.text, circle):
            continue
        if (
            legal_forms.has_legal_form(run.text)
            or any(names.bare(t) in words.COMPANY_NOUNS for t in tokens)
            or any(companies.names_own(run.text, c) for c in circle.companies)
        ):
            continue
        if domain and company_domains.fits_domain(run.text, domain) > 0.7 and not run.titled:
            continue
        if pointers.NOT_BEFORE.search(before) or GREETED.search(before.rpartition("\n")[2]):
            continue
        points |= bool(_SHOWN.search(before))
        points |= bool(domain) and names.is_job((before.split() or [""])[-1])  # "the owner Jane Dough"
        score = 3 * run.titled + 3 * points + (len(tokens) > 1) - (run.start > 400)
        if score > 1 and (best is None or score > best[0]):
            best = (score, run)
    return best[1] if best else None

"""A reply to a confirmation that puts something right: what was registered, and what changes."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher

from inbox.facts import amounts, companies, company_domains, company_runs, forms, legal_forms, phones
from inbox.formats.addresses import ADDRESS
from inbox.said import ask_phrases, mix_ups, new_lead_words, wishes
from inbox.said.phrases import any_of
from inbox.who import names, naming, people, stand_ins
from inbox.who.circle import Circle, is_role
from inbox.who.names import fold
from workflows.model import ExpectedValue, Prospect, domain_of

_REFERENCE = re.compile(
    r"(?<![A-Za-z0-9])(?:R-[0-9A-Za-z]{4}-[0-9A-Za-z]{2}|[A-Z]{2,5}-\d{3,6})(?![A-Za-z0-9])"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
_THEIRS = any_of(
    r"her|his|their|she|he|they|them|him|ihre?|sein\w*|sie|er|ihn|son|sa|leur|elle|il|lui|su|ella|el|"
    r"suo|sua|lei|"
    r"haar|zijn|zij|hij|jego|jej|ich|hennes|hans|deras|hon|han|hun|hendes|deres|sua|seu|dela|dele|ela|ele"
)
_FIELD = "quoted confirmation"
_NEGATED = re.compile(
    r"(?:\bnot|\bnicht|\bstatt|\banstatt|instead of|rather than|\bpas|au lieu de|\bno|en vez de|"
    r"em vez de|\bnao|\bnon|invece di|\bniet|in plaats van|\bnie|zamiast|\binte|istallet for|\bikke|"
    r"i stedet for|\bwas|\bold)\s+\S{0,12}\s?$"
)
_COMPANY_SAID = re.compile(
    r"(?:company(?: name)?(?: is| should be)?|firm(?:a|enname)?(?: heisst| heißt| ist| lautet|"
    r" nazywa si[eę])?|"
    r"soci[eé]t[eé](?: est| s'appelle| c'est)?|entreprise(?: est)?|empresa (?:es|se llama|é|"
    r"chama-se)|azienda (?:è|si chiama)|bedrijf (?:is|heet)|firma (?:to|nazywa si[eę])|"
    r"f[oö]retaget (?:heter|[aä]r)|"
    r"virksomheden (?:hedder|er)|it'?s|it is|that'?s|called|heißt|s'appelle|se llama|si chiama|heet|"
    r"nazywa si[eę]|heter|hedder)\s*:?\s+",
    re.I,
)
_LABELLED = re.compile(r"com|fir|soc|ent|emp|azi|bed|för|virk", re.I)
_NAME_SAID = re.compile(
    r"(?:name(?: is|:)|(?:her|his|their|the|last|first|sur)\s?name(?: is| should be)?|surname is|"
    r"it'?s|it is|that'?s|actually|called|spelled|spelt|heißt(?: richtig)?|heisst|richtig(?: ist| wäre)?|"
    r"name ist|s'appelle|c'est|nom est|s'écrit|se llama|es|nombre es|se escribe|chama-se|é|nome é|"
    r"si chiama|è|nome è|si scrive|heet|naam is|nazywa się|to|heter|hedder|navnet er|namnet är|"
    r"staves|stavas)\s+(?:really |actually |richtig |eigentlich |en fait )?$",
    re.I,
)


def registered_in(quoted: str, subject: str, circle: Circle) -> Prospect | None:
    """What the quoted confirmation says about the referral; None when it is no confirmation."""
    if not (is_confirmation(quoted, subject) or _REFERENCE.search(f"{subject}\n{quoted[:2000]}")):
        return None
    form = forms.read_form(quoted)
    if not ({"email", "company", "phone", "value"} & form.keys() and ("name" in form or "email" in form)):
        return _in_prose(quoted, circle) or _from_subject(subject, quoted)
    name = names.clean(form.get("name", "")) or None
    value = amounts.labelled(form["value"]) if "value" in form else None
    known = {
        "name": name,
        "email": form.get("email"),
        "company": form.get("company"),
        "phone": form.get("phone"),
    }
    found = {k: _FIELD for k, v in known.items() if v} | ({"value": _FIELD} if value else {})
    return Prospect(name, form.get("email"), form.get("company"), form.get("phone"), value, found=found)


def is_confirmation(quoted: str, subject: str) -> bool:
    """True when what is answered is one of our confirmations."""
    return bool(
        ask_phrases.CONFIRMED.search(fold(subject)) or ask_phrases.CONFIRMED.search(fold(quoted[:4000]))
    )


def changes(text: str, known: Prospect, circle: Circle, language: str) -> dict[str, object]:
    """The fields the words change, by field name."""
    found: dict[str, object] = {}
    text = _about_them(text, circle)
    form = forms.read_form(text) or _single_field(text)
    if email := _email(text, known, circle):
        found["email"] = email
    if phone := _phone(form.get("phone", ""), text, known):
        found["phone"] = phone
    if value := _value(form.get("value", ""), text, known, language):
        found["value"] = value
    name = names.clean(form.get("name", "")) or _name(text, known, str(found.get("email", "")), circle)
    if name and name != known.name:
        found["name"] = name
    company = form.get("company", "") or _company(
        text, known, str(found.get("email", "") or known.email or ""), name or "", circle
    )
    if company and company != known.company:
        found["company"] = company_runs.tidy(company)
    return found


def _about_them(text: str, circle: Circle) -> str:
    """The words without the sentences that say whom to ask while the partner is away."""
    for one in _SENTENCE_END.split(text):
        inside = any(not circle.wants(m.address) for m in people.mentions(one))
        if stand_ins.speaks_of_one(fold(one)) or (inside and len(one.split()) > 1):
            text = text.replace(one, " ")
    return text


def speaks_of_them(words: str, known: Prospect) -> bool:
    """Whether a number given without a word of correction is said to be theirs, or stands alone."""
    folded = fold(words)
    named = any(part in folded for part in fold(known.name or "").split() if len(part) > 2)
    return len(folded.split()) < 8 or named or bool(_THEIRS.search(folded))


def is_somebody_else(text: str, changed: dict[str, object], known: Prospect) -> bool:
    """True when the reply names a further prospect rather than putting this one right."""
    folded = fold(text)
    email, name = str(changed.get("email", "")), str(changed.get("name", ""))
    if not email:
        return False
    if domain_of(email) != domain_of(known.email or ""):
        return _is_of_another_firm(ADDRESS.sub(" ", folded), email, name, known.name or "")
    other_name = (
        bool(name and known.name)
        and not names.same_person(name, known.name or "")
        and not _alike(name, known.name or "")
    )
    return other_name and (bool(_ALSO.search(folded)) or not _INSTEAD.search(folded))


def _is_of_another_firm(folded: str, email: str, name: str, known: str) -> bool:
    """True for one more lead: nobody takes a place unless that is said, or the name is nearly the same."""
    if new_lead_words.ONE_MORE.search(folded):
        return True
    if mix_ups.takes_their_place(folded, known) or not known:
        return False
    if not name:
        local = email.partition("@")[0]
        return not (is_role(email) or names.explains(local, known) > 0.5) and wishes.others_want(folded)
    return not (names.same_person(name, known) or _is_spelt_like(name, known))


def _is_spelt_like(one: str, other: str) -> bool:
    """ "Ann Doe-Martin" and "Ann Doe", "Jayne Dough" and "Jane Doe"; one name in common is not enough."""
    a, b = fold(one).split(), fold(other).split()
    if len(a) < 2 or len(b) < 2:
        return _alike(one, other)
    first, other_first = a[0].strip("."), b[0].strip(".")
    is_first_alike = (
        first.startswith(other_first) or other_first.startswith(first) or _near(first, other_first)
    )
    return is_first_alike and (bool(set(a[-1].split("-")) & set(b[-1].split("-"))) or _near(a[-1], b[-1]))


def _near(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= 0.7


# Somebody at the same firm takes the other's place; without such a word they are one more.
_INSTEAD = any_of(
    r"instead|rather|not|isn't|wasn't|wrong|mistake|meant|no longer|replac\w+|(?:has|have) left|left|"
    r"took over|"
    r"takes over|successor|better|correct\w*",
    r"statt\w*|anstelle|sondern|nicht|falsch\w*|gemeint|nachfolg\w+|ubernimmt|ubernommen|lieber|"
    r"besser|richtig\w*|korrekt\w*",
    r"plutot|au lieu|a la place|pas|ne|erreur|remplac\w+|succed\w+|mieux|corrig\w+",
    r"en (?:vez|lugar)|mejor|no|error|equivoc\w+|sustitu\w+|corrig\w+|correct\w+",
    r"invece|piuttosto|non|errore|sbagliat\w|sostitu\w+|meglio|corre\w+",
    r"in plaats|liever|niet|fout\w*|verkeerd\w*|vervang\w+|opvolg\w+|beter",
    r"em vez|melhor|nao|erro|enganei|substitu\w+|corrig\w+|zamiast|lepiej|nie|blad|"
    r"pomyl\w+|zastep\w+",
    r"istallet|hellre|inte|fel|ersatt\w+|ratt|i stedet|hellere|heller|ikke|forkert|feil|afloser|"
    r"overtag\w+",
)

_ALSO = any_of(
    r"too|also|as well|add|both|two people|another|auch|dazu|ausserdem|zwei|beide|aussi|egalement|"
    r"ajout\w+|tambien|"
    r"ademas|anadid|anche|aggiung\w+|ook|daarnaast|toevoegen|tambem|adicion\w+|tez|rowniez|dodaj\w+|"
    r"ocksa|aven|"
    r"ogsa|tilfoj\w*"
)


def corrected(known: Prospect, changed: dict[str, object]) -> Prospect:
    """The prospect as it should be."""
    found = {**known.found, **dict.fromkeys(changed, "reply")}
    return replace(known, found=found, **changed)  # type: ignore[arg-type]


def _in_prose(quoted: str, circle: Circle) -> Prospect | None:
    """The one outsider whose address stands in a confirmation that was written as a sentence."""
    text = re.sub(r"(?m)^[>\s]+", "", quoted)
    found = people.mentions(text, circle.wants)
    if len(found) != 1:
        return None
    name = naming.name_of(text, found[0], avoid=circle.names)
    given = {"name": _FIELD} if name else {}
    return Prospect(name or None, found[0].address, found={"email": _FIELD, **given})


def _from_subject(subject: str, quoted: str) -> Prospect | None:
    """The name in our subject; one that the quoted confirmation does not hold is something else."""
    match = re.search(
        r":\s*([^:()\[\]]{3,80}?)\s*(?:\(|\[|$)", subject.split(":", 1)[-1] if ":" in subject else ""
    )
    match = match or re.search(r":\s*([^:()\[\]]{3,80}?)\s*[(\[]", subject)
    name = names.clean(match[1]) if match else ""
    known = not quoted.strip() or fold(name) in " ".join(fold(quoted).split())
    if name and known and 1 < len(name.split()) < 5 and not names.is_job(name.split()[0]):
        return Prospect(name=name, found={"name": "subject"})
    return None


def _single_field(text: str) -> dict[str, str]:
    return next((form for line in text.split("\n") if (form := forms.read_form(f"{line}\nnotes: -"))), {})


def _email(text: str, known: Prospect, circle: Circle) -> str:
    fresh = []
    for mention in people.mentions(text, circle.wants):
        before = fold(text[max(0, mention.start - 30) : mention.start])
        if mention.address != known.email and not _NEGATED.search(before):
            fresh.append(mention.address)
    return fresh[0] if fresh else ""


def _phone(given: str, text: str, known: Prospect) -> str:
    for phone in phones.find(f"tel {given}" if given else text):
        before = fold(text[max(0, phone.start - 30) : phone.start]) if not given else ""
        if (
            phone.kind != "fax"
            and not _NEGATED.search(before)
            and not (known.phone and phones.same_line(phone.raw, known.phone))
        ):
            return phone.raw
    return ""


def _value(given: str, text: str, known: Prospect, language: str) -> ExpectedValue | None:
    value = (
        amounts.labelled(given, language=language)
        if given
        else amounts.best(amounts.find(text, language=language, loose=True))
    )
    if not value or (
        known.value and value.amount == known.value.amount and value.currency in (None, known.value.currency)
    ):
        return None
    currency = value.currency or (known.value.currency if known.value else None)
    return ExpectedValue(value.amount, currency)


# Words that begin a sentence and were taken into the name behind them.
_BEFORE_NAME = re.compile(
    r"(?:c['’]est|ce serait|adı|ismi|doğrusu|isim|nimi|név|neve|jméno|meno|imię|nume|numele|"
    r"όνομα|имя|ім['’]я)\s+(?=\S)",
    re.I,
)


def _name(text: str, known: Prospect, email: str, circle: Circle) -> str:
    local = email.partition("@")[0]
    for run in people.runs(text):
        if (
            run.text.endswith(("'s", "’s"))
            or any(names.same_person(run.text, n) for n in circle.names)
            or legal_forms.has_legal_form(run.text)
        ):
            continue
        before = text[max(0, run.start - 40) : run.start]
        if _NEGATED.search(fold(before)) or _is_called_company(before):
            continue
        said = bool(_NAME_SAID.search(before))
        like = bool(known.name) and _alike(run.text, known.name or "", least=0.6 if said else 0.7)
        fits = bool(local) and names.explains(local, run.text) > 0.8
        if known.company and companies.similar(run.text, known.company):
            said_keys = names.keys(run.text)
            of_company, of_name = (said_keys & names.keys(each or "") for each in (known.company, known.name))
            if not (like and said) or len(of_company) > len(of_name):
                continue
        if known.name and run.text == known.name:
            continue
        if (
            like
            or (fits and " " in run.text)
            or (
                said
                and " " in run.text
                and not company_domains.fits_domain(run.text, domain_of(known.email or "")) > 0.5
            )
        ):
            return _completed(run.text, known.name or "")
    return ""


def _is_called_company(before: str) -> bool:
    """Whether "the company is called" stands right before a name."""
    said = [m for m in _COMPANY_SAID.finditer(before) if m.end() == len(before)]
    return any(_LABELLED.match(m.group()) for m in said)


def _completed(said: str, known: str) -> str:
    """A corrected part put in its place: "Dough" for Jane Doe gives Jane Dough."""
    said, parts = names.clean(_BEFORE_NAME.sub("", said, count=1)), known.split()
    if " " in said or len(parts) < 2:
        return said
    nearest = max(range(len(parts)), key=lambda i: SequenceMatcher(None, fold(parts[i]), fold(said)).ratio())
    return " ".join([*parts[:nearest], said, *parts[nearest + 1 :]])


def _alike(one: str, other: str, *, least: float = 0.6) -> bool:
    a, b = fold(one), fold(other)
    if a == b and one == other:
        return False
    if " " not in one.strip():
        return any(
            (SequenceMatcher(None, a, fold(part)).ratio() >= least and a != fold(part))
            or (a == fold(part) and one != part)
            for part in other.split()
        )
    shared = names.keys(one) & names.keys(other)
    return SequenceMatcher(None, a, b).ratio() >= 0.7 or bool(shared)


def _company(text: str, known: Prospect, email: str, name: str, circle: Circle) -> str:
    avoid = circle.companies
    said = sorted(_COMPANY_SAID.finditer(text), key=lambda m: not _LABELLED.match(m.group()))
    for match in said:
        rest = text[match.end() : match.end() + 90]
        span = companies.first_run(rest)
        if span is None or span.start > 1 or (name and names.same_person(span.text, name)):
            continue
        labelled = bool(_LABELLED.match(match.group()))
        fits = labelled or legal_forms.has_legal_form(span.text) or _near_company(span.text, known, email)
        if fits and not any(companies.names_own(span.text, c) for c in avoid):
            return span.text
    span = companies.with_legal_form(text, avoid=avoid)
    if span and not _NEGATED.search(fold(text[max(0, span.start - 30) : span.start])):
        return span.text
    return ""


def _near_company(text: str, known: Prospect, email: str) -> bool:
    if (
        known.company
        and text != known.company
        and (
            companies.similar(text, known.company)
            or SequenceMatcher(None, fold(text), fold(known.company)).ratio() > 0.7
        )
    ):
        return True
    return company_domains.fits_domain(text, domain_of(email)) > 0.6

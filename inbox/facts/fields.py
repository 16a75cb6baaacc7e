"""The values of one prospect, each with where it was found; nothing is made up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inbox import words
from inbox.facts import (
    amounts,
    companies,
    company_domains,
    company_edges,
    company_lines,
    company_runs,
    deadlines,
    legal_forms,
    phones,
    whose_number,
)
from inbox.forwarded.levels import Level
from inbox.material import Material
from inbox.who import names, naming, people, presented
from inbox.who.circle import is_role
from inbox.who.persons import Person
from workflows.model import FREE_MAIL, ExpectedValue, Prospect, domain_of

_LINKEDIN = re.compile(
    r"(?:https?://)?(?:[a-z]{2,3}\.)?linkedin\.com/(?:in|pub)/[^\s<>()\[\],;\"']{2,120}", re.I
)
_OWNS = re.compile(
    r"\b(?:runs|owns|heads up|works (?:at|for)|(?:owner|manager|director|head|founder|"
    r"boss) (?:of|at)|company(?: is| name is|:)|"
    r"(?:my|our|mijn|mein\w*|mon|ma|mi|il mio|la mia) \w*(?:business|company|firm|shop|bedrijf|firma|"
    r"unternehmen|betrieb|entreprise|soci[eé]t[eé]|empresa|negocio|azienda|ditta)(?: \(|, | is |"
    r" called )|trading as|t/a|d/?b/?a|doing business as|business(?: is|:)|inhaber(?:in)? (?:von|der|"
    r"des)|führt|"
    r"betreibt|leitet|dirige|gère|"
    r"gérante? (?:de|du|des)|lleva|gestiona|"
    r"dueñ[oa] de|gestisce|titolare di|eigenaar van|runt|prowadzi|właściciel\w*|driver|äger|"
    r"ejer|eier)(?:\s+|(?<=\())(?:the |die |das |la |le |les |el |los )?",
    re.I,
)


def fill(person: Person, material: Material, *, alone: bool) -> Prospect:
    """The prospect with every value that can be found for this person."""
    passages = list(_passages(person, material, alone=alone))
    found: dict[str, str] = {}
    name, found["name"] = _name(person, material, passages)
    company, found["company"] = _company(person, name, material, passages)
    company = company_edges.trimmed(company, domain_of(person.email), person=name, where=found["company"])
    phone, found["phone"] = _phone(person, material, passages)
    value, found["value"] = _value(person, material, passages)
    close_by, found["close_by"] = _close(person, passages)
    linkedin, found["linkedin"] = _linkedin(person, material, passages)
    found["email"] = person.place if person.email else ""
    return Prospect(
        name=name or None,
        email=person.email or None,
        company=company or None,
        phone=phone or None,
        value=value,
        close_by=close_by or None,
        linkedin=linkedin or None,
        found={k: v for k, v in found.items() if v},
    )


@dataclass(frozen=True, slots=True)
class _Passage:
    text: str
    label: str
    kind: str  # "own": the partner's; "theirs": the prospect's; "firm": a colleague of the prospect
    signature: str = ""


def _passages(person: Person, material: Material, *, alone: bool) -> Iterable[_Passage]:
    noted = person.place == "cover note"
    alone = alone and not person.narrow
    if noted or alone:
        yield _Passage(person.passage if noted and not alone else material.cover, "cover note", "own")
    levels = [*(level for thread in material.threads for level in thread), *material.context]
    home = next((thread for thread in material.threads if person.level in thread), levels if alone else [])
    more = [level for level in levels if level.author.address and level not in home]
    for level in [*home, *more]:
        if _wrote(person, level):
            yield _Passage(level.text, f"{level.where} mail", "theirs", level.signature)
    if person.level and not _wrote(person, person.level) and person.passage and not noted:
        yield _Passage(person.passage, f"{person.level.where} mail", "named")
    for level in home:
        if _wrote(person, level):
            continue
        if material.circle.inside(level.author):
            yield _Passage(level.text, f"{level.where} mail", "own")
        elif domain_of(level.author.address) == domain_of(person.email):
            yield _Passage(level.text, f"{level.where} mail", "firm", level.signature)
    if alone:
        subject = person.level.subject if person.level else ""
        yield _Passage(f"{material.mail.subject}\n{subject}", "subject", "subject")


def _wrote(person: Person, level: Level) -> bool:
    author = level.author
    return (
        author.address == person.email
        if author.address
        else bool(author.name and names.same_person(names.split_header(author.name)[0], person.name))
    )


def _name(person: Person, material: Material, passages: Sequence[_Passage]) -> tuple[str, str]:
    name, where = _found_name(person, material, passages)
    if material.circle.inflected and where.endswith(("note", "body", "mail")):
        local, label = person.email.partition("@")[0], company_domains.label_of(domain_of(person.email))
        name = names.nominative(name, local, material.circle.language, label)
    return name, where


def _found_name(person: Person, material: Material, passages: Sequence[_Passage]) -> tuple[str, str]:
    local = person.email.partition("@")[0]
    name, where = person.name, person.named_at
    if form := names.clean(person.fields.get("name", "")):
        return form, person.place
    if name and " " in name:
        return name, where
    for passage in passages:
        for text in (passage.text, passage.signature):
            if not text or passage.kind == "firm":
                continue
            longer = naming.longer_name(text, name, "" if is_role(person.email) else local)
            if longer and longer != name and not naming.is_partner(longer, material.circle):
                return longer, passage.label
    if name:
        return (naming.longer_name(material.cover, name, local) if person.narrow else name), where
    return _name_by_other_means(person, material, passages)


def _name_by_other_means(person: Person, material: Material, passages: Sequence[_Passage]) -> tuple[str, str]:
    """A name from the signature, from a note that speaks of one person only, or spelled by the address."""
    for passage in passages:
        if passage.kind != "theirs":
            continue
        if signed := _signed_name(passage, person):
            whole = signed if " " in signed else naming.longer_name(passage.text, signed, "")
            return whole, f"{passage.label}, signature"
        if told := presented.presents_themselves(passage.text):
            return told, passage.label
    if named := _presented(person, material):
        return named, "cover note"
    run = naming.likely_person(material.cover, material.circle, domain=domain_of(person.email))
    if run and (is_role(person.email) or run.titled):
        return names.clean(run.text), "cover note"
    spelled = names.from_address(person.email.partition("@")[0])
    return (spelled, "the address itself") if spelled else ("", "")


def _presented(person: Person, material: Material) -> str:
    """ "This is Wendy Kloosterman, from her private address": whoever wrote what came along."""
    if not person.place.endswith("From") or domain_of(person.email) not in FREE_MAIL:
        return ""
    return presented.presented_in(material.cover, material.circle)


def _signed_name(passage: _Passage, person: Person) -> str:
    """The name somebody signs with: the first line of the signature that is a person."""
    for line in (*passage.signature.split("\n")[:5], *reversed(passage.text.split("\n")[-3:])):
        row = people.runs(line.strip())
        if row and 1 <= len(row[0].text.split()) <= 4 and len(line) < 60:
            run = row[0].text
            if " " not in run and names.clean(line.strip(" .,!-")) != run:
                continue
            if (
                legal_forms.has_legal_form(line)
                or company_domains.fits_domain(run, domain_of(person.email)) > 0.8
                or any(names.bare(t) in words.COMPANY_NOUNS for t in run.split())
            ):
                continue
            return names.clean(run)
    return ""


def _company(person: Person, name: str, material: Material, passages: Sequence[_Passage]) -> tuple[str, str]:
    company, where = _company_said(person, name, material, passages)
    if company and re.search(rf"{re.escape(company)}[\"״][א-ת]", material.cover):
        company = ""  # the quote stands inside of a Hebrew abbreviation, such as that of a managing director
    if material.circle.language == "tr":
        company = _WHO_IS_AT.sub("", company)
    if material.circle.inflected and where.endswith(("note", "body", "mail")):
        company = names.declined_as(company, company_domains.label_of(domain_of(person.email)))
    return company, where


# "Yıldız Tekstil'deki Fatma": the one behind the apostrophe works there.
_WHO_IS_AT = re.compile(r"['’][dt][ea]ki(?![^\W\d_]).*$", re.DOTALL)


def _company_said(
    person: Person, name: str, material: Material, passages: Sequence[_Passage]
) -> tuple[str, str]:
    domain, avoid = domain_of(person.email), material.circle.companies
    if given := person.fields.get("company"):
        return company_runs.tidy(given), person.place
    for passage in passages:
        if passage.kind in ("theirs", "firm") and passage.signature:
            signed_by = name if passage.kind == "theirs" else ""
            if span := company_lines.in_signature(passage.signature, domain, person=signed_by, avoid=avoid):
                return span.text, f"{passage.label}, signature"
    if person.company and not any(companies.names_own(person.company, c) for c in avoid):
        for passage in passages:
            official = (
                companies.with_legal_form(passage.text, avoid=avoid) if passage.kind == "theirs" else None
            )
            if official and companies.similar(official.text, person.company):
                return official.text, passage.label
        return person.company, person.place
    return _company_in_text(person, name, material, passages)


_IN_FULL = 5  # fifths of a domain that are spelled; nothing fits better


def _company_in_text(
    person: Person, name: str, material: Material, passages: Sequence[_Passage]
) -> tuple[str, str]:
    domain, avoid = domain_of(person.email), material.circle.companies
    spelled, fit = ("", ""), 0
    for passage in passages:  # the first, unless a later one spells the domain clearly better
        span = companies.in_prose(passage.text, domain, person=name, avoid=avoid)
        if span and round(span.score * 5) > fit:
            spelled, fit = (span.text, passage.label), round(span.score * 5)
        if fit >= _IN_FULL:
            break
    if fit:
        return spelled
    for passage in passages:
        if passage.kind in ("theirs", "firm"):
            tail = "\n".join(passage.text.rstrip().split("\n")[-4:])
            if span := company_lines.in_signature(tail, domain, person=name, avoid=avoid):
                return span.text, f"{passage.label}, signature"
    for passage in passages:
        if passage.kind in ("own", "named", "theirs") and (
            near := _company_by_words(passage.text, name, avoid)
        ):
            return near, passage.label
    if person.narrow and (span := companies.in_prose(material.cover, domain, person=name, avoid=avoid)):
        return span.text, "cover note"
    return _company_by_domain(domain, passages)


def _company_by_domain(domain: str, passages: Sequence[_Passage]) -> tuple[str, str]:
    for passage in passages:
        if spelled_out := company_edges.spelled_out(passage.text, domain):
            return spelled_out, passage.label
    guess = company_domains.from_domain(domain)
    return (guess, "domain of the address") if guess else ("", "")


def _company_by_words(text: str, name: str, avoid: Sequence[str]) -> str:
    for end in _name_ends(text, name):
        if (span := companies.after_cue(text, end)) and _is_company(span.text, name, avoid):
            return span.text
        low = companies.after_cue_lower(text, end) if text[max(0, end - len(name)) : end].islower() else ""
        if low and _is_company(low, name, avoid):
            return low
    for match in _OWNS.finditer(text):
        said = companies.first_run(text[match.end() : match.end() + 80])
        if said and said.start <= 1 and _is_company(said.text, name, avoid):
            return said.text
    if (after_them := company_edges.named_after(text, name)) and _is_company(after_them, name, avoid):
        return after_them
    span = companies.with_legal_form(text, person=name, avoid=avoid)
    return span.text if span else ""


def _name_ends(text: str, name: str) -> list[int]:
    """Where the name, or else the last name, ends in the text."""
    if not name:
        return []
    ends = [m.end() for m in re.finditer(re.escape(name), text, re.I)]
    last = r"\b" + re.escape(name.split()[-1]) + r"\b"
    return (ends or [m.end() for m in re.finditer(last, text)])[:3]


def _is_company(text: str, name: str, avoid: Sequence[str]) -> bool:
    if (
        len(text) < 3
        or (name and names.same_person(text, name))
        or any(companies.names_own(text, c) for c in avoid)
    ):
        return False
    return not all(names.is_job(t) for t in text.split()) and not text[0].isdigit()


def _phone(person: Person, material: Material, passages: Sequence[_Passage]) -> tuple[str, str]:
    mine = [p.raw for text in _insider_texts(material) for p in phones.find(text)]
    given = person.fields.get("phone", "")
    if given and (found := phones.find(given) or phones.find(f"tel {given}")):
        return phone_form(found[0].raw, person.email, material), person.place
    for passage in passages:
        texts = (
            [(passage.signature, True), (passage.text, False)]
            if passage.kind == "theirs"
            else [(passage.text, False)]
        )
        if passage.kind == "firm" or passage.kind == "subject":
            continue
        for text, signed in sorted(texts, key=lambda t: t[1]):
            usable = [p for p in phones.find(text) if not any(phones.same_line(p.raw, own) for own in mine)]
            if passage.kind == "own":
                circle = material.circle
                usable = [p for p in usable if not whose_number.is_partners(p, text, person, circle)]
            usable = _nearest_first(usable, text, person) if passage.kind in ("named", "own") else usable
            if best := phones.best(usable):
                where = f"{passage.label}, signature" if signed else passage.label
                return phone_form(best.raw, person.email, material), where
    return "", ""


def _nearest_first(found: list[phones.Phone], text: str, person: Person) -> list[phones.Phone]:
    """With several numbers, the one that follows the person's address or name."""
    at = text.find(person.name) if person.name else -1
    if at < 0 and person.email:
        at = text.lower().find(person.email)
    if at < 0 or len(found) < 2:
        return found
    return sorted(found, key=lambda p: p.start - at if p.start >= at else 2 * (at - p.start))


def _insider_texts(material: Material) -> Iterable[str]:
    yield material.signature
    for thread in material.threads:
        for level in thread:
            if material.circle.inside(level.author):
                yield level.signature


def phone_form(raw: str, email: str, material: Material) -> str:
    """A number in E.164 where mail, partner or address tell the country."""
    partner = material.circle.partner
    texts = [
        material.cover,
        *(f"{level.text}\n{level.signature}" for thread in material.threads for level in thread),
    ]
    own = phones.region_of_domain(domain_of(email)) if email else ""
    home = partner.country if partner else ""
    sure = [r for r in (own, *_regions(texts)[:1], home, *_regions([material.signature])[:1]) if r]
    maybe = [material.circle.desk.country] if material.circle.desk.country else []
    return phones.normalise(raw, sure=sure, language=material.language, maybe=maybe)


def _regions(texts: Iterable[str]) -> list[str]:
    """The countries of the numbers that are written with a country code."""
    return [region for text in texts for p in phones.find(text) if (region := phones.region_of(p.raw))]


def _value(
    person: Person, material: Material, passages: Sequence[_Passage]
) -> tuple[ExpectedValue | None, str]:
    language, partner = material.language, material.circle.partner
    country = partner.country if partner else ""
    if (given := person.fields.get("value")) and (
        value := amounts.labelled(given, language=language, country=country)
    ):
        return value, person.place
    for passage in passages:
        own = passage.kind in ("own", "subject")
        found = amounts.find(passage.text, language=language, country=country, need_cue=not own)
        if value := amounts.best(found):
            return value, passage.label
        if own and found:
            break
    return None, ""


def _close(person: Person, passages: Sequence[_Passage]) -> tuple[str, str]:
    if given := person.fields.get("close_by"):
        return given, person.place
    return next(((words, p.label) for p in passages if (words := deadlines.close_in(p.text))), ("", ""))


def _linkedin(person: Person, material: Material, passages: Sequence[_Passage]) -> tuple[str, str]:
    if given := person.fields.get("linkedin"):
        return given, person.place
    if not any("linkedin" in f"{p.text}{p.signature}".lower() for p in passages):
        return "", ""  # the pattern is slow on long mails, and most have no such address
    mine = {m.group() for text in _insider_texts(material) for m in _LINKEDIN.finditer(text)}
    for passage in passages:
        for match in _LINKEDIN.finditer(
            f"{passage.text}\n{passage.signature if passage.kind == 'theirs' else ''}"
        ):
            if match.group() not in mine:
                return match.group().rstrip("."), passage.label
    return "", ""

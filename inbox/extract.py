"""Text to prospects: who is meant, and each value with where it was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from inbox import amounts, ask_phrases, choose, companies, deadlines, forms, names, people, phones, phrases, vcards
from inbox.choose import Choice, Person
from inbox.circle import Circle, is_machine, outsiders
from inbox.levels import Level
from inbox.message import ParsedMail
from inbox.names import fold
from workflows.model import ExpectedValue, Prospect, domain_of

MAX_PROSPECTS = 10
_LINKEDIN = re.compile(
    r"(?:https?://)?(?:[a-z]{2,3}\.)?linkedin\.com/(?:in|pub)/[^\s<>()\[\],;\"']{2,120}", re.I
)
_GREETED = re.compile(
    r"^\W*(?:hi|hello|hey|dear|good \w+|hallo|lieber?|liebes|sehr geehrte[rns]?|guten \w+|moin|"
    r"servus|bonjour|chere?|salut|hola|buen[oa]s \w+|estimad[oa]s?|querid[oa]s?|ola|bo[ma] \w+|"
    r"car[oaie]|prezad[oa]s?|ciao|buongiorno|gentile|egregi\w|beste|geachte|hoi|hej|god \w+|kaere|"
    r"kjaere|basta|"
    r"szanown\w+|drog[ia]\w*|dzien dobry|witam|dobry den|vazen\w+|thanks|thank you|thx|danke\w*|"
    r"vielen dank|besten dank|merci|gracias|grazie|obrigad[oa]|bedankt|dank \w+|tak|tack|takk|"
    r"dziek\w+)(?![a-z])[^.!?:]{0,24}$"
)
_CALL_ME = re.compile(
    r"(?:call me|reach me|ring me|my (?:number|mobile|cell|phone|direct)|i'm on|i am on|ruft mich|"
    r"mich (?:unter|an)|meine (?:nummer|handynummer|durchwahl)|appelez-moi|me joindre|"
    r"mon (?:portable|numero|tel)|"
    r"llamadme|llamame|mi (?:movil|numero|telefono)|me (?:ligue|liguem)|meu (?:numero|telemovel|"
    r"celular)|chiamatemi|il mio (?:numero|cellulare)|bel me|mijn (?:nummer|mobiel)|moj (?:numer|"
    r"telefon)|mitt nummer|mit nummer)[^.\n]{0,30}$"
)


@dataclass(frozen=True, slots=True)
class Material:
    """All the words of one mail, sorted by whose they are."""

    cover: str  # the partner's own words
    signature: str  # the partner's own signature: never the prospect's data
    threads: tuple[tuple[Level, ...], ...]  # forwarded and attached mails
    mail: ParsedMail
    circle: Circle
    language: str
    is_reply: bool = False


@dataclass(frozen=True, slots=True)
class Extraction:
    """The prospects of a mail. `sure` is False when a person has to decide; `reasons` say why, either way."""

    prospects: tuple[Prospect, ...] = ()
    sure: bool = True
    reasons: tuple[str, ...] = ()


def extract(material: Material) -> Extraction:
    """Everybody this mail refers."""
    chosen = _choose(material)
    persons = _one_per_firm(chosen)
    prospects = tuple(_fill(person, material, alone=len(persons) == 1) for person in persons[:MAX_PROSPECTS])
    prospects = tuple(p for p in prospects if p.is_someone)
    reasons = (chosen.reason,) if chosen.reason else ()
    sure = chosen.sure and bool(prospects) and all(p.email and not is_machine(p.email) for p in prospects)
    if (
        sure
        and any(not p.name and choose.is_role(p.email or "") for p in prospects)
        and not ask_phrases.NEW_ONE.search(fold(material.cover))
    ):
        return Extraction(
            prospects, False, ("The mail comes from an office address and no person is named.",)
        )
    if sure and len(persons) == 1 and _misfits(persons[0], prospects[0]):
        return Extraction(
            prospects, False, ("The address in the forwarded mail fits neither the name nor the company.",)
        )
    if chosen.sure and prospects and not sure:
        reasons = (*reasons, f"There is no address of {prospects[0].name or prospects[0].company}.")
    return Extraction(prospects, sure and len(persons) <= MAX_PROSPECTS, reasons)


def _misfits(person: Person, prospect: Prospect) -> bool:
    """A bare header address, signed by somebody of another name from a company of another name."""
    local, _, domain = (prospect.email or "").partition("@")
    if (
        person.name
        or not person.place.endswith("From")
        or not prospect.name
        or choose.is_role(prospect.email or "")
        or not companies.label_of(domain)
    ):
        return False
    signed = prospect.found.get("company", "").endswith("signature")
    return (
        signed
        and names.explains(local, prospect.name) < 0.3
        and companies.fits_domain(prospect.company or "", domain) < 0.3
    )


def guess_without_address(material: Material) -> Prospect | None:
    """Somebody the partner's words name without an e-mail address."""
    text = material.cover
    form = forms.read_form(text)
    run = _likely_person(text, material.circle) if not form.get("name") else None
    name = names.clean(form.get("name", "")) or (names.clean(run.text) if run else "")
    if not name and not form.get("company"):
        return None
    person = Person(name, "", "cover note", "cover note", None, text, fields=form)
    return _fill(person, material, alone=True)


def _choose(material: Material) -> Choice:
    cards = _cards(material)
    noted = _noted(material.cover, material.circle)
    if not noted and not cards and (told := _told_by_colleagues(material)):
        return _from_note(_noted(told, material.circle), replace(material, cover=told))
    if noted and not (cards and not _other_people(noted, cards)):
        return _from_note(noted, material)
    if cards:
        return _from_cards(cards, material)
    boxes = outsiders(material.mail, material.circle)
    threads = [choose.from_thread(levels, material.cover, material.circle) for levels in material.threads]
    if threads and boxes:
        return _thread_or_recipient(threads, boxes, material)
    if len(threads) == 1:
        several = (
            len(_firms(material)) > 1
            and len(threads[0].people) < 2
            and phrases.SEVERAL.search(fold(material.cover))
        )
        return (
            replace(threads[0], sure=False, reason="The partner speaks of several people.")
            if several
            else threads[0]
        )
    if threads:
        return Choice(
            tuple(p for t in threads for p in t.people),
            all(t.sure for t in threads),
            " ".join(dict.fromkeys(t.reason for t in threads)),
        )
    if boxes:
        return choose.among_recipients(boxes, material.cover, material.circle, is_reply=material.is_reply)
    return Choice((), False, "")


def _firms(material: Material) -> set[str]:
    """The outside firms that wrote something in what came along."""
    authors = [level.author for thread in material.threads for level in thread]
    return {
        Person(email=a.address).firm
        for a in authors
        if a.address and not material.circle.inside(a) and not is_machine(a.address)
    }


def _told_by_colleagues(material: Material) -> str:
    """What the partner's own people wrote, when nobody else wrote anything and they give addresses."""
    if len(material.threads) != 1 or not all(
        material.circle.inside(level.author) for level in material.threads[0]
    ):
        return ""
    if any(
        not material.circle.inside(box) and box.address
        for level in material.threads[0]
        for box in (*level.to, *level.cc)
    ):
        return ""
    texts = [
        level.text
        if not people.mentions(level.signature, material.circle.wants)
        else f"{level.text}\n{level.signature}"
        for level in material.threads[0]
    ]
    told = next((text for text in texts if people.mentions(text, material.circle.wants)), "")
    return f"{material.cover}\n\n{told}" if told else ""


def _noted(cover: str, circle: Circle) -> list[Person]:
    """The outsiders whose addresses the partner wrote down."""
    found: list[Person] = []
    for part in forms.split_forms(cover):
        form = forms.read_form(part)
        for person in choose.in_text(part, "cover note", circle):
            if form.get("email") == person.email and len(form) > 1:
                name = names.clean(form.get("name", "")) or person.name
                person = replace(person, name=name, fields=form)
            found.append(person)
    return found


def _from_note(noted: list[Person], material: Material) -> Choice:
    cover = material.cover
    scored = choose.score_mentions(noted, cover)
    kept = [p for p in noted if scored[p.email] >= 0]
    if not kept or phrases.HOLD.search(fold(cover)):
        return Choice(tuple(noted), False, "The partner asks not to contact somebody.")
    if (
        phrases.MATERIAL.search(fold(cover))
        and not any(scored[p.email] > 3 for p in kept)
        and not ask_phrases.NEW_ONE.search(fold(cover))
    ):
        return Choice(
            tuple(kept), False, "The partner asks for material; it is not clear whether this is a referral."
        )
    firms = list(dict.fromkeys(p.firm for p in kept))
    locals_ = [p.email.partition("@")[0] for p in kept]
    if (
        len(firms) > 1
        and (len(set(locals_)) < len(locals_) or not all(p.name for p in kept))
        and not all(choose.is_role(p.email) for p in kept)
    ):
        return Choice(tuple(kept), False, "Two addresses may belong to one person.")
    if len(firms) > 1 and phrases.UNSURE.search(fold(cover)):
        return Choice(tuple(kept), False, "The partner leaves open who is meant.")
    chosen = []
    for firm in firms:
        same = sorted((p for p in kept if p.firm == firm), key=lambda p: _first_named(p, cover))
        chosen.append(max(same, key=lambda p: scored[p.email] > 3))
    seen = [replace(_enriched(p, material), narrow=len(noted) > len(chosen)) for p in chosen]
    named = ", ".join(p.name or p.email for p in seen)
    return Choice(tuple(seen), True, f"The partner writes the address of {named}.")


def _first_named(person: Person, cover: str) -> int:
    at = cover.find(person.name) if person.name else -1
    return at if at >= 0 else cover.lower().find(person.email)


def _enriched(person: Person, material: Material) -> Person:
    """What the forwarded mail or the headers know about somebody the partner wrote down."""
    levels = [level for thread in material.threads for level in thread]
    boxes = [(box, level) for level in levels for box in (level.author, *level.to, *level.cc)]
    boxes += [(box, None) for box in material.mail.recipients]  # type: ignore[list-item]
    for box, level in boxes:
        if box.address == person.email:
            name, organisation = names.split_header(box.name)
            better = (
                name
                if name
                and (
                    not person.name or (len(name) > len(person.name) and names.same_person(name, person.name))
                )
                else person.name
            )
            return replace(person, name=better, level=level, company=person.company or organisation)
    same_firm = next(
        (level for level in levels if domain_of(level.author.address) == domain_of(person.email)), None
    )
    return replace(person, level=same_firm)


def _other_people(noted: Sequence[Person], cards: Sequence[Prospect]) -> bool:
    return any(all(p.email != c.email for c in cards) for p in noted)


def _cards(material: Material) -> list[Prospect]:
    circle = material.circle
    found = [
        p
        for text in material.mail.vcards
        for p in vcards.read_cards(text, lambda raw: phone_form(raw, "", material))
    ]
    found += [
        p
        for one in material.mail.attached
        if not one.text.strip()
        for text in one.vcards
        for p in vcards.read_cards(text, lambda raw: phone_form(raw, "", material))
    ]
    return [p for p in found if not _is_inside(p, circle)]


def _is_inside(card: Prospect, circle: Circle) -> bool:
    from inbox.reading import Mailbox

    return circle.inside(Mailbox(card.name or "", card.email or ""))


def _from_cards(cards: Sequence[Prospect], material: Material) -> Choice:
    persons = [
        Person(
            c.name or "",
            c.email or "",
            "vCard",
            "vCard",
            None,
            material.cover if len(cards) == 1 else "",
            c.company or "",
            fields={k: v for k, v in (("phone", c.phone), ("linkedin", c.linkedin)) if v},
        )  # fmt: skip
        for c in cards
    ]
    return Choice(
        tuple(persons), True, f"A card of {', '.join(p.name or p.email for p in persons)} is attached."
    )


def _thread_or_recipient(
    threads: list[Choice], boxes: list[tuple[str, object]], material: Material
) -> Choice:
    """A forwarded mail and outsiders on the same mail: fine when they agree."""
    copied = {box.address for _, box in boxes}  # type: ignore[attr-defined]
    meant = threads[0]
    firms = {p.firm for p in meant.people}
    if len(threads) == 1 and (
        (meant.people
        and {Person(email=a).firm for a in copied} <= firms)
        or copied & {p.email for p in meant.people}
    ):
        return meant
    if len(threads) == 1 and meant.sure and all(place == "Cc" for place, _ in boxes):
        return meant
    introduced = choose.among_recipients(boxes, material.cover, material.circle, is_reply=material.is_reply)  # type: ignore[arg-type]
    return Choice(
        (*introduced.people, *meant.people),
        False,
        "A forwarded mail and people in copy point to different firms.",
    )


def _one_per_firm(choice: Choice) -> list[Person]:
    if not choice.sure:
        return list(choice.people)
    kept: dict[str, Person] = {}
    for person in choice.people:
        kept.setdefault(person.firm or person.name, person)
    return list(kept.values())


def _fill(person: Person, material: Material, *, alone: bool) -> Prospect:
    """The prospect with every value that can be found for this person."""
    passages = list(_passages(person, material, alone=alone))
    found: dict[str, str] = {}
    name, found["name"] = _name(person, material, passages)
    company, found["company"] = _company(person, name, material, passages)
    phone, found["phone"] = _phone(person, name, material, passages)
    value, found["value"] = _value(person, material, passages)
    close_by, found["close_by"] = _close(person, passages)
    linkedin, found["linkedin"] = _linkedin(person, material, passages)
    found["email"] = person.place if person.email else ""
    return Prospect(
        name=name or None, email=person.email or None, company=company or None, phone=phone or None, value=value, close_by=close_by or None,
        linkedin=linkedin or None, found={k: v for k, v in found.items() if v},
    )  # fmt: skip


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
    levels = [level for thread in material.threads for level in thread]
    home = next((thread for thread in material.threads if person.level in thread), levels if alone else [])
    for level in home:
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
    if material.circle.inflected and where == "cover note":
        name = names.nominative(name, person.email.partition("@")[0], material.circle.language)
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
            longer = people.longer_name(text, name, "" if choose.is_role(person.email) else local)
            if longer and longer != name and not _is_partner(longer, material.circle):
                return longer, passage.label
    if not name:
        for passage in passages:
            if passage.kind == "theirs" and (signed := _signed_name(passage, person)):
                return signed, f"{passage.label}, signature"
        if (run := _likely_person(material.cover, material.circle, domain=domain_of(person.email))) and (
            choose.is_role(person.email) or run.titled
        ):
            return names.clean(run.text), "cover note"
    if name and person.narrow:
        return people.longer_name(material.cover, name, local), where
    if not name and (spelled := names.from_address(local)):
        return spelled, "the address itself"
    return name, where


def _signed_name(passage: _Passage, person: Person) -> str:
    """The name somebody signs with: the first line of the signature that is a person."""
    for line in (*passage.signature.split("\n")[:5], *reversed(passage.text.split("\n")[-3:])):
        row = people.runs(line.strip())
        if row and 1 <= len(row[0].text.split()) <= 4 and len(line) < 60:
            run = row[0].text
            if " " not in run and names.clean(line.strip(" .,!-")) != run:
                continue
            if (
                companies.has_legal_form(line)
                or companies.fits_domain(run, domain_of(person.email)) > 0.8
                or any(names.bare(t) in people.words.COMPANY_NOUNS for t in run.split())
            ):
                continue
            return names.clean(run)
    return ""


def _is_partner(name: str, circle: Circle) -> bool:
    return any(names.same_person(name, own) for own in circle.names)


def _likely_person(text: str, circle: Circle, *, domain: str = "") -> people.Run | None:
    """The person a text most likely speaks about."""
    best: tuple[int, people.Run] | None = None
    for run in people.runs(text):
        tokens = run.text.split()
        before = fold(text[max(0, run.start - 60) : run.start])
        points = bool(phrases.POINTS_BEFORE.search(re.split(r"[.!?]\s", before)[-1]))
        if len(tokens) > 5 or (len(tokens) < 2 and not run.titled) or _is_partner(run.text, circle):
            continue
        if (
            companies.has_legal_form(run.text)
            or any(names.bare(t) in people.words.COMPANY_NOUNS for t in tokens)
            or any(companies.similar(run.text, c) for c in circle.companies)
        ):
            continue
        if domain and companies.fits_domain(run.text, domain) > 0.7 and not run.titled:
            continue
        if phrases.NOT_BEFORE.search(before) or _GREETED.search(before.rpartition("\n")[2]):
            continue
        score = 3 * run.titled + 3 * points + (len(tokens) > 1) - (run.start > 400)
        if score > 1 and (best is None or score > best[0]):
            best = (score, run)
    return best[1] if best else None


def _company(person: Person, name: str, material: Material, passages: Sequence[_Passage]) -> tuple[str, str]:
    domain, avoid = domain_of(person.email), material.circle.companies
    if given := person.fields.get("company"):
        return companies.tidy(given), person.place
    for passage in passages:
        if passage.kind in ("theirs", "firm") and passage.signature:
            signed_by = name if passage.kind == "theirs" else ""
            if span := companies.in_signature(passage.signature, domain, person=signed_by, avoid=avoid):
                return span.text, f"{passage.label}, signature"
    if person.company and not any(companies.similar(person.company, c) for c in avoid):
        return person.company, person.place
    for passage in passages:
        if span := companies.in_prose(passage.text, domain, person=name, avoid=avoid):
            return span.text, passage.label
    for passage in passages:
        if passage.kind in ("theirs", "firm"):
            tail = "\n".join(passage.text.rstrip().split("\n")[-4:])
            if span := companies.in_signature(tail, domain, person=name, avoid=avoid):
                return span.text, f"{passage.label}, signature"
    for passage in passages:
        if passage.kind in ("own", "named", "theirs") and (
            near := _company_by_words(passage.text, name, avoid)
        ):
            return near, passage.label
    if person.narrow and (span := companies.in_prose(material.cover, domain, person=name, avoid=avoid)):
        return span.text, "cover note"
    if guess := companies.from_domain(domain):
        return guess, "domain of the address"
    return "", ""


def _company_by_words(text: str, name: str, avoid: Sequence[str]) -> str:
    for start, end in _name_spots(text, name):
        if (span := companies.after_cue(text, end)) and _is_company(span.text, name, avoid):
            return span.text
        del start
    span = companies.with_legal_form(text, person=name, avoid=avoid)
    return span.text if span else ""


def _name_spots(text: str, name: str) -> list[tuple[int, int]]:
    spots = [(m.start(), m.end()) for m in re.finditer(re.escape(name), text)] if name else []
    if not spots and name:
        spots = [(m.start(), m.end()) for m in re.finditer(r"\b" + re.escape(name.split()[-1]) + r"\b", text)]
    return spots[:3]


def _is_company(text: str, name: str, avoid: Sequence[str]) -> bool:
    if (
        len(text) < 3
        or (name and names.same_person(text, name))
        or any(companies.similar(text, c) for c in avoid)
    ):
        return False
    return not all(names.is_job(t) for t in text.split()) and not text[0].isdigit()


def _phone(person: Person, name: str, material: Material, passages: Sequence[_Passage]) -> tuple[str, str]:
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
            usable = [
                p for p in phones.find(text)
                if not any(phones.same_line(p.raw, own) for own in mine) and not (passage.kind == "own" and _CALL_ME.search(fold(text[max(0, p.start - 60) : p.start])))
            ]  # fmt: skip
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
    abroad = [region for text in texts for p in phones.find(text) if (region := phones.region_of(p.raw))]
    sure = [
        r
        for r in (
            phones.region_of_domain(domain_of(email)) if email else "",
            *abroad[:1],
            partner.country if partner else "",
        )
        if r
    ]
    maybe = [material.circle.desk.country] if material.circle.desk.country else []
    return phones.normalise(raw, sure=sure, language=material.language, maybe=maybe)


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
    mine = {m.group() for text in _insider_texts(material) for m in _LINKEDIN.finditer(text)}
    if given := person.fields.get("linkedin"):
        return given, person.place
    for passage in passages:
        for match in _LINKEDIN.finditer(
            f"{passage.text}\n{passage.signature if passage.kind == 'theirs' else ''}"
        ):
            if match.group() not in mine:
                return match.group().rstrip("."), passage.label
    return "", ""

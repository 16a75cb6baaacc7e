"""Text to prospects: who is meant, and each value with where it was found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from inbox.facts import company_domains, forms
from inbox.facts.fields import fill
from inbox.forwarded.levels import Level
from inbox.material import Material
from inbox.reading import Mailbox
from inbox.referring.opinion import surely_refers
from inbox.said import (
    ask_phrases,
    brochures,
    evidence,
    held_back,
    hold_words,
    new_lead_words,
    phrases,
    wishes,
)
from inbox.said.other_business import OTHER_BUSINESS
from inbox.who import cards, choose, listed, names, naming, people, persons, recipients, together
from inbox.who.choose import Choice
from inbox.who.circle import Circle, is_machine, is_role, outsiders
from inbox.who.names import fold
from inbox.who.persons import Person
from workflows.model import Prospect, domain_of

MAX_PROSPECTS = 10


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
    prospects = tuple(fill(person, material, alone=len(persons) == 1) for person in persons[:MAX_PROSPECTS])
    prospects = tuple(p for p in prospects if p.is_someone)
    reasons = (chosen.reason,) if chosen.reason else ()
    sure = chosen.sure and bool(prospects) and all(p.email and not is_machine(p.email) for p in prospects)
    if (
        sure
        and any(not p.name and is_role(p.email or "") for p in prospects)
        and not new_lead_words.NEW_ONE.search(fold(material.cover))
    ):
        return Extraction(
            prospects, False, ("The mail comes from an office address and no person is named.",)
        )
    if sure and len(persons) == 1 and _misfits(persons[0], prospects[0]):
        return Extraction(
            prospects, False, ("The address in the forwarded mail fits neither the name nor the company.",)
        )
    own_subject = "" if material.threads or material.is_reply else material.mail.subject
    if sure and (why := held_back.why_held(material.cover, own_subject)):
        return Extraction(prospects, False, (why,))
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
        or is_role(prospect.email or "")
        or not company_domains.label_of(domain)
    ):
        return False
    signed = prospect.found.get("company", "").endswith("signature")
    return (
        signed
        and names.explains(local, prospect.name) < 0.3
        and company_domains.fits_domain(prospect.company or "", domain) < 0.3
    )


def guess_without_address(material: Material) -> Prospect | None:
    """Somebody the partner's words name without an e-mail address."""
    text = material.cover
    form = forms.read_form(text)
    run = naming.likely_person(text, material.circle) if not form.get("name") else None
    name = names.clean(form.get("name", "")) or (names.clean(run.text) if run else "")
    if not name and not form.get("company"):
        return None
    person = Person(name, "", "cover note", "cover note", None, text, fields=form)
    return fill(person, material, alone=True)


def _choose(material: Material) -> Choice:
    on_cards = cards.found_in(material)
    noted = _noted(material.cover, material.circle)
    if not noted and not on_cards and (told := _told_by_colleagues(material)):
        return _from_note(_noted(told, material.circle), replace(material, cover=told))
    if noted and not (on_cards and not _other_people(noted, on_cards)):
        told_of = {p.firm for p in noted}
        more = _firms(material) - told_of if phrases.SEVERAL.search(fold(material.cover)) else set()
        if more and len(told_of) == 1 and _names_an_author(material):
            return _with_the_author(noted, material)
        return _from_note(noted, material)
    if on_cards:
        return cards.chosen(on_cards, material)
    boxes = outsiders(material.mail, material.circle)
    subject = material.mail.subject
    threads = [
        choose.from_thread(levels, material.cover, material.circle, subject) for levels in material.threads
    ]
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
        return _from_threads(threads, material)
    if boxes:
        return recipients.among(boxes, material.cover, material.circle, is_reply=material.is_reply)
    return Choice((), False, "")


def _from_threads(threads: Sequence[Choice], material: Material) -> Choice:
    """Several mails came along; where the note points to one of their people, the others may be no leads."""
    found = tuple(p for t in threads for p in t.people)
    scored = choose.score_mentions(found, material.cover, inflected=material.circle.inflected)
    scores = {scored[p.key] for p in found}
    if len({p.firm for p in found}) > 1 and max(scores) > 3 and 1 in scores:
        return Choice(found, False, "The note points to one of several people; the others may be no leads.")
    return Choice(found, all(t.sure for t in threads), " ".join(dict.fromkeys(t.reason for t in threads)))


def _with_the_author(noted: list[Person], material: Material) -> Choice:
    """Somebody whose address the note gives, beside the writer of what came along: both, or unclear."""
    chosen = _from_note(noted, material)
    outside = [
        level
        for thread in material.threads
        for level in thread
        if level.author.address and not material.circle.inside(level.author)
    ]
    if not chosen.sure or len(outside) != 1 or not together.each_is_referred(fold(material.cover)):
        return Choice(tuple(noted), False, "The partner speaks of several people.")
    level = outside[0]
    author = persons.from_box(level.author, f"{level.where} From", level)
    scored = choose.score_mentions((author, *noted), material.cover, inflected=material.circle.inflected)
    if min(scored.values()) < 0:
        return Choice(tuple(noted), False, "The partner speaks of several people.")
    people_ = (author, *(replace(p, narrow=True) for p in chosen.people))
    return Choice(people_, True, f"Both {author.name} and {chosen.people[0].name} are referred.")


def _names_an_author(material: Material) -> bool:
    """True when the note names somebody outside who wrote what came along."""
    folded = fold(material.cover)
    authors = [level.author for thread in material.threads for level in thread]
    called = [names.split_header(a.name)[0] for a in authors if not material.circle.inside(a)]
    return any(people.positions(folded, name) for name in called if name)


def _firms(material: Material) -> set[str]:
    """The outside firms that wrote something in what came along."""
    authors = [level.author for thread in material.threads for level in thread]
    return {
        Person(email=a.address).firm
        for a in authors
        if a.address and not material.circle.inside(a) and not is_machine(a.address)
    }


def points_to_somebody(material: Material) -> bool:
    """True when the partner's words tell us to talk to somebody whose address they give."""
    noted = _noted(material.cover, material.circle)
    scored = choose.score_mentions(noted, material.cover, inflected=material.circle.inflected)
    return any(scored[p.email] > 3 for p in noted)


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
        for person in persons.in_text(part, "cover note", circle):
            filled = persons.with_form(person, form)
            if filled is person and (name := _name_in_list(part, person.email)):
                filled = replace(person, name=name)
            found.append(filled)
        if len(found) >= people.MAX_MENTIONS:
            break
    return found


def _name_in_list(text: str, address: str) -> str:
    line = next((line for line in text.splitlines() if address in line), "")
    return listed.named(line, address)


def _from_note(noted: list[Person], material: Material) -> Choice:
    cover = material.cover
    if len(noted) >= people.MAX_MENTIONS:
        return Choice(tuple(noted), False, "A long list of people; whom it refers, a person decides.")
    scored = choose.score_mentions(noted, cover)
    meant = [p for p in noted if scored[p.email] >= 0]
    if not meant or hold_words.asks_to_wait(fold(cover)):
        return Choice(tuple(noted), False, "The partner asks not to contact somebody.")
    is_other = OTHER_BUSINESS.search(fold(cover)) and not new_lead_words.SURELY_NEW.search(fold(cover))
    if is_other and not surely_refers(cover):
        return Choice(tuple(meant), False, "The partner names somebody, but does not seem to refer them.")
    if why := held_back.why_no_prospects([p.email for p in meant], cover, material.mail.subject):
        return Choice(tuple(meant), False, why)
    if (
        brochures.asks_for_one(fold(cover))
        and not wishes.others_want(fold(cover))
        and not any(scored[p.email] > 3 for p in meant)
        and not new_lead_words.NEW_ONE.search(fold(cover))
    ):
        return Choice(
            tuple(meant), False, "The partner asks for material; it is not clear whether this is a referral."
        )
    firms = list(dict.fromkeys(p.firm for p in meant))
    told = together.leads_told(fold(material.mail.subject))
    if len(firms) > 1 and told != len(firms) and not together.is_list(meant, cover):
        return Choice(
            tuple(meant), False, "Several firms are named, and it is not clear that all are referred."
        )
    locals_ = [p.email.partition("@")[0] for p in meant]
    if (
        len(firms) > 1
        and (len(set(locals_)) < len(locals_) or not together.all_differ(meant))
        and not all(is_role(p.email) for p in meant)
    ):
        return Choice(tuple(meant), False, "Two addresses may belong to one person.")
    if len(firms) > 1 and (
        phrases.UNSURE.search(fold(cover)) or together.one_or_other(meant, cover, material.language)
    ):
        return Choice(tuple(meant), False, "The partner leaves open who is meant.")
    if all(_only_asked_about(p, cover) for p in meant) and not any(scored[p.email] > 3 for p in meant):
        return Choice(tuple(meant), False, "The partner asks something about somebody.")
    if not (_hands_over(meant, scored, material) or surely_refers(cover)):
        return Choice(tuple(meant), False, "The partner names somebody, but does not seem to refer them.")
    chosen = []
    for firm in firms:
        same = sorted((p for p in meant if p.firm == firm), key=lambda p: _first_named(p, cover))
        chosen.append(max(same, key=lambda p: scored[p.email] > 3))
    seen = [replace(_enriched(p, material), narrow=len(noted) > len(chosen)) for p in chosen]
    named = ", ".join(p.name or p.email for p in seen)
    return Choice(tuple(seen), True, f"The partner writes the address of {named}.")


def _hands_over(noted: Sequence[Person], scored: dict[str, int], material: Material) -> bool:
    if material.threads:
        return True
    parts = [fold(word) for p in noted for word in (p.name, p.company) if word]
    parts += [company_domains.label_of(domain_of(p.email)) for p in noted]
    return evidence.reads_like_referral(
        fold(material.cover),
        fold(material.mail.subject),
        parts,
        pointed=any(scored[p.email] > 3 for p in noted) or wishes.is_interested(fold(material.cover)),
        expected=material.is_reply
        or wishes.others_want(fold(material.cover))
        or len({p.firm for p in noted}) > 1
        or any(len(p.fields) > 2 for p in noted),
        language=material.language[:2],
    )


def _only_asked_about(person: Person, cover: str) -> bool:
    """True when the sentence with the address asks something that is no request to get in touch."""
    at = cover.lower().find(person.email)
    if at < 0 or "?" not in cover:
        return False
    begin = max((m.end() for m in _SENTENCE.finditer(cover, max(0, at - 300), at)), default=max(0, at - 300))
    ends = _SENTENCE.search(cover, at + len(person.email))
    sentence = cover[begin : ends.start() + 1 if ends else len(cover)]
    return sentence.rstrip().endswith("?") and not ask_phrases.REQUEST.search(fold(sentence))


_SENTENCE = re.compile(r"[.!?](?=\s)|\n\n")


def _first_named(person: Person, cover: str) -> int:
    at = cover.find(person.name) if person.name else -1
    return at if at >= 0 else cover.lower().find(person.email)


def _enriched(person: Person, material: Material) -> Person:
    """What the forwarded mail or the headers know about somebody the partner wrote down."""
    levels = [level for thread in material.threads for level in thread]
    boxes: list[tuple[Mailbox, Level | None]] = [
        (box, level) for level in levels for box in (level.author, *level.to, *level.cc)
    ]
    boxes += [(box, None) for box in material.mail.recipients]
    for box, level in boxes:
        if box.address == person.email:
            name, organisation = names.split_header(box.name)
            longer = len(name) > len(person.name) and names.same_person(name, person.name)
            better = name if name and (not person.name or longer) else person.name
            return replace(person, name=better, level=level, company=person.company or organisation)
    same_firm = (level for level in levels if domain_of(level.author.address) == domain_of(person.email))
    return replace(person, level=next(same_firm, None))


def _other_people(noted: Sequence[Person], on_cards: Sequence[Prospect]) -> bool:
    return any(all(p.email != c.email for c in on_cards) for p in noted)


def _thread_or_recipient(
    threads: list[Choice], boxes: Sequence[tuple[str, Mailbox]], material: Material
) -> Choice:
    """A forwarded mail and outsiders on the same mail: fine when they agree."""
    copied = {box.address for _, box in boxes}
    meant = threads[0]
    firms = {p.firm for p in meant.people}
    if len(threads) == 1 and (
        (meant.people and {Person(email=a).firm for a in copied} <= firms)
        or copied & {p.email for p in meant.people}
    ):
        return meant
    if len(threads) == 1 and meant.sure and all(place == "Cc" for place, _ in boxes):
        return meant
    introduced = recipients.among(boxes, material.cover, material.circle, is_reply=material.is_reply)
    return Choice(
        (*introduced.people, *meant.people),
        False,
        "A forwarded mail and people in copy point to different firms.",
    )


def _one_per_firm(choice: Choice) -> list[Person]:
    if not choice.sure:
        return list(choice.people)
    first: dict[str, Person] = {}
    for person in choice.people:
        first.setdefault(person.firm or person.name, person)
    return list(first.values())

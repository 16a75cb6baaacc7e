"""Who is meant: the cover note decides, then the place in the forwarded mail; else a person is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inbox.facts import amounts, companies, company_domains, legal_forms, phones
from inbox.forwarded.forward_words import subject_kind
from inbox.forwarded.levels import Level
from inbox.machine_words import AUTO_SUBJECT, BOUNCE_SUBJECT, UNSUBSCRIBE
from inbox.reading import Mailbox
from inbox.referring.opinion import surely_refers
from inbox.said import (
    changes,
    evidence,
    grievances,
    new_lead_words,
    papers,
    phrases,
    praise,
    purposes,
    refusals,
    wants_words,
    wishes,
)
from inbox.said.other_business import OTHER_BUSINESS
from inbox.who import contrasts, names, people, persons, pointers, stand_ins
from inbox.who.circle import Circle, is_machine, is_role
from inbox.who.names import fold
from inbox.who.persons import Person
from workflows.model import FREE_MAIL, domain_of

POINTED = 3  # a score above it: the note does not only name somebody, it sends us to them
LOOKED_AT = 1_500  # characters of a forwarded mail; what somebody wants stands in the beginning

Spot = tuple[int, int]  # where a text names somebody: from, to


@dataclass(frozen=True, slots=True)
class Choice:
    """The people meant; `sure` is False when a person has to decide, for the reason given."""

    people: tuple[Person, ...] = ()
    sure: bool = True
    reason: str = ""


def from_thread(levels: Sequence[Level], cover: str, circle: Circle, subject: str = "") -> Choice:
    """The prospect of one forwarded or attached mail with all it holds; `subject` is the partner's."""
    cover, levels = _past_colleagues(levels, cover, circle)
    if not levels:
        return Choice((), False, "No outsider stands in the forwarded mail.")
    found = persons.everybody(levels, circle)
    found = [persons.named_by(person, cover, circle) for person in found]
    scored = score_mentions(found, cover, inflected=circle.inflected)
    is_pointed = max(scored.values(), default=0) > POINTED
    is_wanted = is_pointed or wishes.wants(fold(cover))
    if (not is_wanted and _is_absence(levels[0])) or (_is_bulk(levels[0]) and not any(scored.values())):
        return Choice(tuple(found[:3]), False, "The forwarded mail is a newsletter or an automatic reply.")
    if BOUNCE_SUBJECT.search(levels[0].subject) or levels[0].author.address.startswith("mailer-daemon"):
        return Choice(tuple(found[:3]), False, "The forwarded mail is a bounce.")
    is_other = phrases.NO_LEAD.search(fold(cover)) or OTHER_BUSINESS.search(fold(cover))
    if is_other and not surely_refers(cover):
        return Choice(tuple(found[:3]), False, "The cover note does not sound like a referral.")
    if _is_open(found, cover, circle):
        return Choice(
            tuple(p for p in found if p.email and _is_header(p)),
            False,
            "The cover note leaves open who is meant.",
        )
    if why := _no_lead(cover, levels, subject, is_pointed=is_pointed):
        return Choice(tuple(found[:3]), False, why)
    if any(score for score in scored.values() if score):
        return _by_cover(found, scored, cover, levels, circle)
    if pointers.SENDER_OUT.search(fold(cover)) or _is_left_out(levels[0].author, cover):
        return _not_the_author(found, "The cover note says that it is not the sender.")
    if stranger := _pointed_at(cover, found, circle):
        return Choice((stranger,), False, f"The cover note names {stranger.name}, who has no address here.")
    return _by_place(found, levels, circle)


def _no_lead(cover: str, levels: Sequence[Level], subject: str, *, is_pointed: bool) -> str:
    """Why nobody is surely referred, whoever stands in it; "" when somebody may be."""
    first, note = levels[0], fold(cover)
    title, opening = fold(first.subject), fold(first.text[:LOOKED_AT])
    if why := grievances.grief(note, f"{title}\n{opening}"):
        return why
    if refusals.wants_peace(opening):
        return "Who wrote the forwarded mail wants to be left alone."
    if is_pointed:
        if papers.is_surely_paper(note, title, opening):
            return "The note asks to call somebody, but what came along is a business paper."
        return ""
    if _is_other_business(note, title, opening) and not surely_refers(cover):
        return "The mail does not seem to refer anybody."
    if praise.is_praise(note, f"{title}\n{opening}"):
        return "The forwarded mail praises what was bought; nobody is referred."
    if why := purposes.not_for_sale(cover, first):
        return why
    if _wanted(cover, levels, subject) or surely_refers(cover):
        return ""
    return "Nothing says that somebody wants to hear from us."


def _is_other_business(note: str, title: str, opening: str) -> bool:
    """Invoices, farewells and the like; a title that only names what a program is looked for is none."""
    if not evidence.is_about_something_else(note, title) or changes.wants_change(note):
        return False
    return evidence.is_about_something_else(note, "") or not changes.asks_for_product(opening)


def _is_left_out(author: Mailbox, cover: str) -> bool:
    """True when the note denies an author whose first name is too short to be looked for everywhere."""
    first = author.name.partition(" ")[0]
    if len(first) != 2 or not first.istitle():
        return False
    named = re.finditer(rf"\b{re.escape(first)}\b", cover)
    return any(pointers.NOT_BEFORE.search(fold(cover[max(0, m.start() - 60) : m.start()])) for m in named)


def _wanted(cover: str, levels: Sequence[Level], subject: str) -> bool:
    """True when the note hands somebody over, or what came along asks for something or agrees to it."""
    note, first = fold(cover).replace("for you", " "), levels[0]  # that it is for us says nothing yet
    if wishes.wants(note) or new_lead_words.SURELY_NEW.search(note) or amounts.best(amounts.find(cover)):
        return True
    own_subject = fold(subject).replace(fold(first.subject), " ")
    if evidence.OUTRIGHT.search(own_subject) or (wishes.agrees(fold(first.text)) and phones.find(first.text)):
        return True
    return any(wishes.wants(fold(f"{one.subject}\n{one.text[:LOOKED_AT]}")) for one in levels)


def _is_open(found: Sequence[Person], cover: str, circle: Circle) -> bool:
    """True when the cover note says that it could be the one or the other."""
    if not phrases.UNSURE.search(fold(cover)):
        return False
    shown = [p for p in found if p.email and _is_header(p)]
    named = [p for p in shown if _spots(fold(cover), p, circle.inflected)]
    return len({p.firm for p in found if p.email}) > 1 or len(named) > 1 or len(shown) > 2


def _is_absence(level: Level) -> bool:
    return bool(AUTO_SUBJECT.search(level.subject)) or stand_ins.has_one(level.text[:LOOKED_AT])


def _is_bulk(level: Level) -> bool:
    ends = f"{level.text[:300]}\n{level.text[-900:]}\n{level.signature[-600:]}"
    return bool(UNSUBSCRIBE.search(ends.lower()))


def score_mentions(found: Sequence[Person], text: str, *, inflected: bool = False) -> dict[str, int]:
    """For each person's key (address or name) how strongly the text points to them; 0 when it is silent."""
    folded = fold(text)
    spots = {p.key: _spots(folded, p, inflected) for p in found}
    starts = sorted({start for each in spots.values() for start, _ in each})
    weights: dict[Spot, int] = {}  # a list of people names the same place for many of them
    covered = _covered(spots)
    scores: dict[str, int] = {}
    for person in found:
        key, score = person.key, 0
        for spot in spots[key]:
            if (key, spot) in covered:
                continue
            if spot not in weights:
                weights[spot] = _weigh(folded, *spot, starts)
            score += weights[spot]
        scores[key] = scores.get(key, 0) or score
    return scores


def _covered(spots: Mapping[str, Sequence[Spot]]) -> set[tuple[str, Spot]]:
    """The keys and spots that lie within a longer name of somebody else."""
    keys: dict[Spot, list[str]] = {}
    for key, each in spots.items():
        for spot in each:
            keys.setdefault(spot, []).append(key)
    covered: set[tuple[str, Spot]] = set()
    far, end, other_end = "", -1, -1  # whose name reaches furthest so far, and how far anybody else's does
    for spot in sorted(keys, key=lambda spot: (spot[0], -spot[1])):  # the longer one first
        covered.update((key, spot) for key in keys[spot] if spot[1] <= (other_end if key == far else end))
        for key in keys[spot]:
            if key == far:
                end = max(end, spot[1])
            elif spot[1] > end:
                far, end, other_end = key, spot[1], end
            else:
                other_end = max(other_end, spot[1])
    return covered


def _weigh(folded: str, start: int, end: int, starts: Sequence[int]) -> int:
    before, after = folded[max(0, start - 60) : start], folded[end : end + 70]
    sentence_before = re.split(r"[.!?]\s", before)[-1]
    if pointers.CARRIER_AFTER.match(after) and pointers.CARRIER_BEFORE.search(sentence_before):
        return 0  # "See Amit's note": Amit brought it, which says nothing of whom it is about
    denied = None if wants_words.LACKS.match(after) else pointers.NOT_AFTER.match(after)
    if denied and contrasts.is_one_between(starts, end + denied.end(), end + denied.end() + 14):
        denied = None  # "Monica, not Pete": the denial belongs to Pete
    if denied and contrasts.turns_to_a_wish(folded, end + denied.end(), starts):
        denied = None
    reached_by = "@" in folded[start:end] and pointers.REACHED_BY.search(sentence_before)
    if denied or (pointers.NOT_BEFORE.search(sentence_before) and not reached_by):
        return -5
    if contrasts.is_set_aside(folded, start, end, starts):
        return -5
    if re.match(
        r"(?:'s|s'|s) (?:boss|assistant|manager|colleague|successor|secretary|wife|husband|chef|kolleg)",
        folded[end - 2 : end + 16],
    ) or re.match(r"'s (?:boss|assistant|manager|colleague|successor|secretary|wife|husband)", after):
        return -1
    points = bool(pointers.POINTS_BEFORE.search(sentence_before)) + bool(pointers.POINTS_AFTER.match(after))
    return 1 + 3 * points


def _spots(folded: str, person: Person, inflected: bool = False) -> list[Spot]:
    spots = people.positions(folded, person.name, inflected=inflected) if person.name else []
    if person.email and (at := folded.find(person.email)) >= 0:
        spots.append((at, at + len(person.email)))
    return spots


def _is_header(person: Person) -> bool:
    return not person.place.endswith("body")


def _past_colleagues(levels: Sequence[Level], cover: str, circle: Circle) -> tuple[str, list[Level]]:
    """Leave out what the partner's own people wrote to each other; their words count as cover note."""
    kept = list(levels)
    while kept and circle.inside(kept[0].author):
        if any(not circle.inside(box) and not is_machine(box.address) for box in (*kept[0].to, *kept[0].cc)):
            break
        cover = f"{cover}\n\n{kept[0].text}"
        kept.pop(0)
    return cover, kept


def _by_cover(
    found: list[Person], scored: dict[str, int], cover: str, levels: Sequence[Level], circle: Circle
) -> Choice:
    positive = sorted((p for p in found if scored[p.key] > 0), key=lambda p: -scored[p.key])
    ruled_out = [p for p in found if scored[p.key] < 0]
    if not positive:
        left = [p for p in found if p not in ruled_out]
        return _not_the_author(left, "The cover note rules out the sender.", among_all=True)
    best = positive[0]
    rivals = [p for p in positive[1:] if scored[p.key] > scored[best.key] - 2]
    if rivals and {p.firm for p in rivals} != {best.firm}:
        return Choice((best, *rivals), False, "The cover note names several people from different firms.")
    if rivals:
        author = next((p for p in (best, *rivals) if p.place.endswith("From") and p.level is levels[0]), None)
        best = author or min((best, *rivals), key=lambda p: _spots(fold(cover), p, circle.inflected)[0])
    if not best.email:
        return Choice((best,), False, f"The cover note points to {best.name}, who has no address here.")
    return Choice((best,), True, f"The cover note names {best.name or best.email}.")


def _not_the_author(found: list[Person], reason: str, *, among_all: bool = False) -> Choice:
    others = [p for p in found if p.email and (among_all or not p.place.endswith("From"))]
    body = [p for p in others if not _is_header(p)]
    left = body or others
    if len(left) == 1 and not is_role(left[0].email):
        return Choice((left[0],), True, reason)
    return Choice(tuple(left), False, f"{reason} It is not clear who is meant instead.")


def _pointed_at(cover: str, found: Sequence[Person], circle: Circle) -> Person | None:
    """Somebody the cover note tells us to talk to who is none of the people with an address."""
    for run in people.runs(cover):
        if len(run.text.split()) < 2 and not run.titled:
            continue
        before = fold(cover[max(0, run.start - 60) : run.start])
        if not pointers.POINTS_BEFORE.search(re.split(r"[.!?]\s", before)[-1]) or legal_forms.has_legal_form(
            run.text
        ):
            continue
        if any(names.same_person(run.text, n) for n in circle.names) or any(
            companies.names_own(run.text, c) for c in circle.companies
        ):
            continue
        if any(
            company_domains.fits_domain(run.text, domain_of(p.email)) > 0.5
            or names.explains(p.email.partition("@")[0], run.text) > 0.6
            for p in found
        ):
            continue
        if any(is_role(p.email) or not p.name for p in found):
            continue
        if any(fold(a)[:4] == fold(b)[:4] for p in found for a in p.name.split() for b in run.text.split()):
            continue
        return Person(names.clean(run.text), "", "cover note", "cover note")
    return None


def _by_place(found: list[Person], levels: Sequence[Level], circle: Circle) -> Choice:
    """Nobody is named: the original's sender, or its recipient when a partner wrote it."""
    first = levels[0]
    if circle.inside(first.author):
        return _recipient(found, first)
    author = next(
        (
            p
            for p in found
            if p.level is first and (p.place.endswith("From") or p.place.endswith("signature"))
        ),
        None,
    )
    body = [p for p in found if p.level is first and not _is_header(p) and p.email]
    body = [p for p in body if p.fields] or body  # who filled in a form, not whoever else stands below it
    if author is None or not author.email:
        if len({p.firm for p in body}) == 1:
            return Choice(
                (body[0],), True, f"{body[0].name or body[0].email} is named in the forwarded mail."
            )
        later = [p for p in found if p.email and p.place.endswith("From")]
        if author is None and is_machine(first.author.address):
            return Choice(tuple(body), False, "The forwarded mail comes from a machine.")
        return Choice(
            tuple(body or later or ([author] if author else [])),
            False,
            "The forwarded mail shows no address to write to.",
        )
    middlemen = [
        p
        for p in found
        if p.level is not first and p.email and p.place.endswith("From") and p.firm != author.firm
    ]
    if middlemen and (not first.text.strip() or subject_kind(first.subject) == "forward"):
        return _passed_on_twice(author, middlemen, first)
    sent_on = [p for p in body if _redirected(first.text, p)]
    if sent_on and (is_role(author.email) or len(sent_on) == 1):
        same = [p for p in sent_on if p.firm == author.firm or domain_of(p.email) in FREE_MAIL]
        if len(same) == 1:
            return Choice(
                (same[0],), True, f"The forwarded mail asks to talk to {same[0].name or same[0].email}."
            )
        return Choice((author, *sent_on), False, "The forwarded mail sends us on to somebody else.")
    return Choice((author,), True, f"{author.name or author.email} wrote the forwarded mail.")


def _passed_on_twice(author: Person, middlemen: list[Person], first: Level) -> Choice:
    """An outsider handed somebody else's mail on: its writer when they want something, else it is unclear."""
    wrote = middlemen[-1]
    if (
        len(first.text.split()) < 25
        and not first.signature
        and len({p.firm for p in middlemen}) == 1
        and wrote.level
        and phrases.INTERESTED.search(fold(wrote.level.text))
    ):
        return Choice((wrote,), True, f"{wrote.name or wrote.email} wrote the mail that was passed on twice.")
    return Choice((author, *middlemen), False, "A mail passed on twice, by people from different firms.")


def _recipient(found: list[Person], level: Level) -> Choice:
    to = [p for p in found if p.level is level and p.place.endswith("To") and p.email]
    to = to or [p for p in found if p.level is level and p.place.endswith("Cc") and p.email]
    if not to:
        nameless = tuple(p for p in found if p.level is level)
        return Choice(nameless, False, "The forwarded mail shows no address of its recipient.")
    if len({p.firm for p in to}) > 1:
        return Choice(tuple(to), False, "The forwarded mail went to people from different firms.")
    return Choice((to[0],), True, f"The partner wrote to {to[0].name or to[0].email}.")


def _redirected(text: str, person: Person) -> bool:
    at = text.lower().find(person.email)
    start = at
    if person.name and (named := text.rfind(person.name, 0, at)) >= 0 and at - named < 200:
        start = named
    window = fold(text[max(0, start - 110) : at + len(person.email) + 60])
    return bool(pointers.REDIRECT.search(window))

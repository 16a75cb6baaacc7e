"""The demo's ready-made mails: intros forwarded, written or copied in, as real mail programs send them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from bot.sandbox.cast import DESK_ADDRESS, STAFF, VENDOR_NAME, SamplePartner
from bot.sandbox.mail_writers import Letter, Program, address, written

STRANGER = ("Robin Hale", "robin.hale@halefoods.example")
_DESK = address(f"{VENDOR_NAME} Referrals", DESK_ADDRESS)
_LEADS = Path(__file__).with_name("leads.toml")


@dataclass(frozen=True, slots=True)
class Lead:
    """A prospect, and the words in which it comes: see leads.toml."""

    name: str
    email: str
    company: str
    phone: str
    subject: str
    wrote: str
    cover: str
    note: str
    intro: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who writes about whom, and when."""

    partner: SamplePartner
    lead: Lead
    at: datetime


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """One kind of ready-made mail."""

    key: str
    title: str
    about: str
    make: Callable[[Occasion], Letter]


@dataclass(frozen=True, slots=True)
class _Words:
    """What the programs call things in one language."""

    gmail: tuple[str, str, str, str, str]  # separator, from, date, subject, to
    outlook: tuple[str, str, str, str, str]  # prefix, from, sent, to, subject
    apple: tuple[str, str, str, str, str]  # separator, from, subject, date, to
    away: tuple[str, str]  # subject and text of an out-of-office notice
    rival: str  # a note about somebody whom another partner has introduced


_WORDS = {
    "en": _Words(
        ("---------- Forwarded message ---------", "From", "Date", "Subject", "To"),
        ("FW", "From", "Sent", "To", "Subject"),
        ("Begin forwarded message:", "From", "Subject", "Date", "To"),
        (
            "Automatic reply: Your referral",
            "I am out of the office until Monday and read no mail.\n\nIf it is urgent, please call.",
        ),
        "Hello,\n\nplease call {name} at {company} ({email}). We have known each other for years.",
    ),
    "de": _Words(
        ("---------- Forwarded message ---------", "Von", "Date", "Subject", "To"),
        ("WG", "Von", "Gesendet", "An", "Betreff"),
        ("Anfang der weitergeleiteten Nachricht:", "Von", "Betreff", "Datum", "An"),
        (
            "Automatische Antwort: Ihre Empfehlung",
            "Ich bin bis Montag nicht im Büro und lese keine E-Mails.\n\nWenn es eilt, bitte anrufen.",
        ),
        "Guten Tag,\n\nbitte rufen Sie {name} an, {company} ({email}). Wir kennen uns seit Jahren.",
    ),
    "fr": _Words(
        ("---------- Forwarded message ---------", "De", "Date", "Subject", "To"),
        ("TR", "De", "Envoyé", "À", "Objet"),
        ("Début du message réexpédié :", "De", "Objet", "Date", "À"),
        (
            "Réponse automatique : Votre recommandation",
            "Je suis absente jusqu'à lundi et ne lis pas mes messages.\n\nSi c'est urgent, appelez.",
        ),
        "Bonjour,\n\npouvez-vous appeler {name}, de {company} ({email}) ? Nous nous connaissons bien.",
    ),
}


def draft(key: str, partner: SamplePartner, at: datetime, *, used: Mapping[str, str] | None = None) -> Letter:
    """The ready-made mail of that kind by this partner, about a prospect not in `used` while there is one.

    `used` tells who has introduced whom already: prospect's address -> partner's address, oldest first.
    """
    kind = next(one for one in READY if one.key == key)
    lead = _lead(READY.index(kind), partner.language, used or {})
    if kind.make is somebody_elses_lead:
        lead = _lead_of_others(partner, used or {})
    return kind.make(Occasion(partner, lead, at))


def raw(key: str, partner: SamplePartner, at: datetime, token: str) -> bytes:
    """The same as the bytes which that program sends."""
    return written(draft(key, partner, at), at=at, token=token)


def lead_of(letter: Letter) -> str:
    """The address of the prospect whom a ready-made mail is about; empty when it is about none."""
    everyone = (lead for leads in all_leads().values() for lead in leads)
    return next((lead.email for lead in everyone if lead.name in letter.text), "")


def gmail_forward(on: Occasion) -> Letter:
    """Cover note, Gmail's separator, the original."""
    separator, sender, date, subject, to = _words(on.partner).gmail
    before = on.at - timedelta(hours=2, minutes=11)
    head = (
        separator,
        f"{sender}: {on.lead.name} <{on.lead.email}>",
        f"{date}: {before:%a, %b} {before.day}, {before.year} at {before:%I:%M %p}".replace(" at 0", " at "),
        f"{subject}: {on.lead.subject}",
        f"{to}: {on.partner.contact} <{on.partner.email}>",
    )
    text = "\n".join((on.lead.cover.strip(), "", *head, "", "", on.lead.wrote.strip()))
    return _letter("gmail", on.partner, f"Fwd: {on.lead.subject}", text)


def outlook_forward(on: Occasion) -> Letter:
    """Cover note, a line, From/Sent/To/Subject in the language of the program."""
    prefix, sender, sent, to, subject = _words(on.partner).outlook
    before = on.at - timedelta(hours=5, minutes=37)
    head = (
        "________________________________",
        f"{sender}: {on.lead.name} <{on.lead.email}>",
        f"{sent}: {before.day} {before:%B %Y %H:%M}"
        if on.partner.language == "en"
        else f"{sent}: {before:%d.%m.%Y %H:%M}",
        f"{to}: {on.partner.contact} <{on.partner.email}>",
        f"{subject}: {on.lead.subject}",
    )
    text = "\n".join((on.lead.cover.strip(), *head, "", on.lead.wrote.strip()))
    return _letter("outlook", on.partner, f"{prefix}: {on.lead.subject}", text)


def apple_forward(on: Occasion) -> Letter:
    """Cover note, Apple's separator, the original behind > signs."""
    separator, sender, subject, date, to = _words(on.partner).apple
    before = on.at - timedelta(days=1, hours=1)
    quoted = (
        f"{sender}: {on.lead.name} <{on.lead.email}>",
        f"{subject}: {on.lead.subject}",
        f"{date}: {before.day} {before:%B %Y} at {before:%H:%M:%S} GMT"
        if on.partner.language == "en"
        else f"{date}: {before:%d.%m.%Y %H:%M:%S}",
        f"{to}: {on.partner.contact} <{on.partner.email}>",
        "",
        *on.lead.wrote.strip().splitlines(),
    )
    text = "\n".join((on.lead.cover.strip(), "", separator, "", *(f"> {line}".rstrip() for line in quoted)))
    return _letter("apple", on.partner, f"Fwd: {on.lead.subject}", text)


def plain_note(on: Occasion) -> Letter:
    """No forward at all: who, where, why."""
    return _letter("gmail", on.partner, f"{on.lead.name}, {on.lead.company}", on.lead.note.strip())


def cc_intro(on: Occasion) -> Letter:
    """A mail to the prospect and a colleague of ours, with the desk in copy."""
    rep = next(one for one in STAFF if one.role == "rep")
    to = f"{address(on.lead.name, on.lead.email)}, {address(rep.name, rep.email)}"
    first = on.lead.name.split()[0]
    letter = _letter("gmail", on.partner, f"Intro: {first} <> {VENDOR_NAME}", on.lead.intro.strip())
    return Letter(letter.program, letter.sender, to, letter.subject, letter.text, cc=_DESK)


def unknown_sender(on: Occasion) -> Letter:
    """An intro by somebody who is no partner (yet)."""
    text = on.lead.note.strip().rsplit("\n", 1)[0].strip() + f"\n\n{STRANGER[0]}\nHale Foods"
    return Letter("apple", STRANGER, _DESK, f"{on.lead.name}, {on.lead.company}", text)


def somebody_elses_lead(on: Occasion) -> Letter:
    """A note about a prospect whom another partner has introduced: who gets the credit?"""
    about = _words(on.partner).rival.format(name=on.lead.name, company=on.lead.company, email=on.lead.email)
    return _letter("apple", on.partner, on.lead.company, f"{about}\n\n{on.partner.contact}")


def out_of_office(on: Occasion) -> Letter:
    """An automatic answer: nothing may come of it."""
    subject, text = _words(on.partner).away
    letter = _letter("outlook", on.partner, subject, f"{text}\n\n{on.partner.contact}\n{on.partner.company}")
    marks = (
        ("Auto-Submitted", "auto-replied"),
        ("X-Auto-Response-Suppress", "All"),
        ("X-MS-Has-Attach", "no"),
    )
    return Letter(letter.program, letter.sender, letter.to, subject, letter.text, headers=marks)


READY = (
    ReadyMade("gmail", "Gmail forward", "the original below Gmail’s separator", gmail_forward),
    ReadyMade(
        "outlook", "Outlook forward", "From/Sent/To/Subject lines, in the partner’s language", outlook_forward
    ),
    ReadyMade("apple", "Apple Mail forward", "the original behind > signs", apple_forward),
    ReadyMade("note", "Plain note", "two sentences, no forward", plain_note),
    ReadyMade("cc", "CC intro", "to the prospect, the desk in copy", cc_intro),
    ReadyMade("rival", "Same lead again", "whom another partner has introduced already", somebody_elses_lead),
    ReadyMade("stranger", "Unknown sender", "somebody who is no partner", unknown_sender),
    ReadyMade("away", "Out of office", "an automatic reply: nothing may happen", out_of_office),
)


@cache
def all_leads() -> dict[str, tuple[Lead, ...]]:
    """Every prospect, by the language it writes."""
    tables = tomllib.loads(_LEADS.read_text(encoding="utf-8"))
    return {language: tuple(Lead(**entry) for entry in entries) for language, entries in tables.items()}


def _lead(place: int, language: str, used: Collection[str]) -> Lead:
    leads = all_leads()[language if language in all_leads() else "en"]
    start = place % len(leads)
    turn = (*leads[start:], *leads[:start])
    return next((lead for lead in turn if lead.email not in used), turn[0])


def _lead_of_others(partner: SamplePartner, used: Mapping[str, str]) -> Lead:
    everyone = [lead for leads in all_leads().values() for lead in leads]
    others = [email for email, who in used.items() if who != partner.email]
    known = (lead for email in reversed(others) for lead in everyone if lead.email == email)
    return next(known, everyone[0])


def _words(partner: SamplePartner) -> _Words:
    return _WORDS.get(partner.language, _WORDS["en"])


def _letter(program: Program, partner: SamplePartner, subject: str, text: str) -> Letter:
    return Letter(program, (partner.contact, partner.email), _DESK, subject, text)

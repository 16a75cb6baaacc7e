"""The whole way: bytes and known partners in, what the mail asks for out. Decides nothing, sends nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from inbox import amending
from inbox.extract import Extraction, extract, guess_without_address
from inbox.formats.enclosed import listed
from inbox.forwarded.levels import Level
from inbox.material import Material
from inbox.message import ParsedMail, parse
from inbox.parts import Parts, take_apart
from inbox.proof.authentication import DnsTxt, authenticate
from inbox.reading import Cause, Desk, Reading
from inbox.referring import signs
from inbox.replies import thread_ids
from inbox.said import ask_phrases, intents, notices, phrases, thanks
from inbox.screening import Screening, screen
from inbox.who import people
from inbox.who.circle import Circle
from inbox.who.names import fold
from inbox.who.persons import Person
from inbox.words import LEGAL_FORMS
from workflows import tracking
from workflows.assets import asks_for_material
from workflows.model import Directory, Partner, Prospect, domain_of

_IGNORED: dict[str, Cause] = {
    "auto_reply": "machine",
    "newsletter": "machine",
    "invitation": "machine",
    "receipt": "machine",
    "list": "machine",
    "challenge": "machine",
    "own": "own_mail",
    "spam": "spam",
    "blocked": "spam",
}


def read(raw: bytes, directory: Directory, desk: Desk, resolver: DnsTxt | None = None) -> Reading:
    """What a raw mail asks for, whatever its bytes; a `resolver` lets DKIM signatures count as proof."""
    return read_parsed(parse(raw), raw, directory, desk, resolver)


def read_parsed(
    mail: ParsedMail, raw: bytes, directory: Directory, desk: Desk, resolver: DnsTxt | None = None
) -> Reading:
    """Like `read`, for a mail that is parsed already; `raw` is needed to prove the sender."""
    screening = screen(mail, desk)
    reading = _base(mail, screening)
    if screening.kind == "bounce" and not screening.delayed:
        return replace(
            reading,
            action="bounce",
            cause="bounce",
            reasons=_sentences(screening),
            bounced=screening.bounced,
            bounced_message_id=screening.bounced_message_id,
            bounced_for_good=screening.is_final,
        )
    if screening.kind == "blocked" and (known := _known_among(mail, directory)):
        why = _sentences(screening)
        return replace(reading, cause="unsure", partner=known, may_answer=False, reasons=why)
    if screening.kind != "person":
        return replace(
            reading,
            action="ignore",
            cause=_IGNORED.get(screening.kind, "machine"),
            reasons=_sentences(screening),
        )
    partner = directory.find(mail.sender.address) if mail.sender.address else None
    circle = Circle(desk, directory, mail.sender, partner, mail.language)
    proof = authenticate(mail, raw, desk, resolver)
    reading = replace(reading, partner=partner, authenticated=proof.authenticated)
    if mail.encrypted:
        return replace(
            reading,
            action="handoff",
            cause="encrypted",
            reasons=("The mail is encrypted; nobody here can read it.",),
        )
    if circle.is_ours(mail.sender.address):
        return _from_colleague(reading, mail, circle, proof.authenticated, proof.how)
    parts = take_apart(mail, circle)
    if partner is None:
        return _from_stranger(reading, mail, parts, circle)
    if not proof.authenticated:
        return _unproven(reading, parts, proof.how)
    return _from_partner(reading, parts)


def _known_among(mail: ParsedMail, directory: Directory) -> Partner | None:
    """The partner whom a mail with several senders, or with far too many readers, claims to be from."""
    return next((found for box in mail.from_ if (found := directory.find(box.address))), None)


def as_row(file: str, reading: Reading) -> dict[str, object]:
    """The JSON object of `referral-desk explain --jsonl`."""
    return {
        "file": file,
        "action": reading.action,
        "partner": reading.partner.id if reading.partner else None,
        "referrals": [_referral_row(p) for p in reading.prospects],
        "note": reading.note,
        "reasons": list(reading.reasons),
    }


def _referral_row(prospect: Prospect) -> dict[str, object]:
    value = prospect.value
    amount: int | float | None = None
    if value:
        amount = (
            int(value.amount) if value.amount == value.amount.to_integral_value() else float(value.amount)
        )
    return {
        "name": prospect.name,
        "email": prospect.email,
        "company": prospect.company,
        "phone": prospect.phone,
        "value": {"amount": amount, "currency": value.currency} if value else None,
    }


def _base(mail: ParsedMail, screening: Screening) -> Reading:
    ids = tracking.find(f"{mail.subject}\n{mail.text[:20_000]}")
    return Reading(
        action="handoff",
        sender=mail.sender,
        message_id=mail.message_id,
        subject=mail.subject,
        references=thread_ids(mail),
        tracking_ids=tuple(ids),
        language=mail.language,
        may_answer=screening.may_answer,
        attachments=listed(mail),
    )


def _sentences(screening: Screening) -> tuple[str, ...]:
    return tuple(reason[:1].upper() + reason[1:] + "." for reason in screening.reasons if reason)


def _from_partner(reading: Reading, parts: Parts) -> Reading:
    material = parts.material
    words = material.cover
    reading = replace(reading, note=material.note)
    about_one = parts.answers_us or bool(amending.TRACKING_SHAPE.search(f"{reading.subject}\n{words}"))
    if about_one and (corrected := amending.correction(reading, parts)) is not None:
        return corrected
    contact = parts.has_forward or material.mail.vcards or people.mentions(words, material.circle.wants)
    asks = intents.asks_status(words) or ("?" in words and _nobody_called(material))
    asks = asks or (not contact and not parts.answers_us and intents.asks_status(reading.subject))
    if parts.answers_us and not contact and ask_phrases.STOP.search(fold(words)):
        return replace(reading, cause="question", reasons=("The partner wants no more reminders.",))
    if (asks or intents.complains(words)) and not (contact and signs.offers_somebody(material)):
        return _asking(reading, words)
    extraction = extract(material)
    if asks and not signs.is_new(material):
        reason = "It may be a new referral, or a question about an old one."
        extraction = replace(extraction, sure=False, reasons=(*extraction.reasons, reason))
    if extraction.prospects and parts.answers_us and _is_known_to_us(extraction, parts):
        extraction = replace(
            extraction, sure=False, reasons=("The answer speaks of somebody we asked about.",)
        )
    if extraction.prospects:
        return _with_prospects(reading, extraction, material)
    if ask_phrases.STOP.search(fold(words)):
        return replace(reading, cause="question", reasons=("The partner wants no more reminders.",))
    guess = guess_without_address(material)
    if not contact and (why := _nothing_asked(reading, parts, named=guess is not None)):
        return replace(reading, action="ignore", may_answer=False, reasons=(why,))
    if guess and (guess.name or guess.company) and not intents.asks_something(words):
        return replace(
            reading,
            cause="unsure",
            prospects=(guess,),
            reasons=("Somebody is named, but there is no e-mail address.",),
        )
    if guess and guess.phone:
        return replace(
            reading,
            cause="unsure",
            prospects=(guess,),
            reasons=("Somebody is named, but there is no e-mail address.",),
        )
    if intents.asks_something(words) and not parts.has_forward:
        return _question(reading, words)
    return replace(
        reading, cause="no_prospect", reasons=(*extraction.reasons, "Nobody to call is named in this mail.")
    )


def _nothing_asked(reading: Reading, parts: Parts, *, named: bool) -> str:
    """Why there is nothing to do: thanks, greetings, a closed office; "" when there may be."""
    words = parts.material.cover
    if parts.has_forward:
        return ""
    if notices.is_notice(words, reading.subject):
        return "Greetings, or a note that an office is closed; nothing is asked."
    if asks_for_material(words):
        return ""
    silent = parts.answers_us and not any(c.isalnum() for c in words) and not parts.material.mail.attachments
    thanked = not named and (silent or thanks.only_thanks(words))
    is_mere = thanked or (parts.answers_us and thanks.only_glad(words))
    return "A thank-you; nothing is asked." if is_mere else ""


def _question(reading: Reading, words: str) -> Reading:
    if intents.sounds_like_status(words):
        return _asking(reading, words)
    return replace(reading, cause="question", reasons=("The partner asks something; nobody is referred.",))


def _asking(reading: Reading, words: str) -> Reading:
    """A question about what we have already; from somebody who is not happy it is for a person."""
    if intents.complains(words):
        return replace(reading, cause="question", reasons=("The partner is not happy about something.",))
    return replace(
        reading, action="status", cause="none", reasons=("The partner asks how a referral stands.",)
    )


def _nobody_called(material: Material) -> bool:
    """True when the forwarded mail complains that it heard nothing."""
    first = next((thread[0] for thread in material.threads if thread), None)
    return first is not None and bool(phrases.NOT_HEARD.search(fold(first.text)))


def _with_prospects(reading: Reading, extraction: Extraction, material: Material) -> Reading:
    reading = replace(reading, prospects=extraction.prospects, reasons=extraction.reasons)
    if material.mail.truncated:
        return replace(
            reading,
            cause="too_large",
            reasons=(*extraction.reasons, "The mail is so large that part of it was not read."),
        )
    if not extraction.sure:
        return replace(reading, cause="unsure")
    if signs.sounds_otherwise(material):
        return replace(reading, cause="unsure", reasons=("The words do not sound like a referral.",))
    return replace(reading, action="register", cause="none")


def _is_known_to_us(extraction: Extraction, parts: Parts) -> bool:
    """True when our own mail below the answer speaks of the same firm: then it is no new referral."""
    wants = parts.material.circle.wants
    quoted = {Person(email=m.address).firm for m in people.mentions(parts.quoted, wants)}
    return any(Person(email=p.email or "").firm in quoted for p in extraction.prospects)


def _from_stranger(reading: Reading, mail: ParsedMail, parts: Parts, circle: Circle) -> Reading:
    claimed = next((p for box in mail.from_ if (p := circle.directory.find(box.address))), None)
    if claimed and not mail.sender.address:
        return replace(
            _guessed(reading, parts),
            cause="not_authenticated",
            partner=claimed,
            may_answer=False,
            reasons=("The mail has several From addresses, one of them a partner's.",),
        )
    who = mail.sender.address or "The sender"
    return replace(
        _guessed(reading, parts), cause="unknown_sender", reasons=(f"{who} is no partner we know.",)
    )


def _unproven(reading: Reading, parts: Parts, how: str) -> Reading:
    reasons = (f"The mail says it comes from {reading.sender.address}, but nothing proves it: {how}.",)
    return replace(_guessed(reading, parts), cause="not_authenticated", reasons=reasons)


def _guessed(reading: Reading, parts: Parts) -> Reading:
    """The draft for a card: who would be referred, never registered by itself."""
    extraction = extract(parts.material)
    guess = None if extraction.prospects else guess_without_address(parts.material)
    prospects = extraction.prospects or ((guess,) if guess and guess.name else ())
    return replace(reading, action="handoff", note=parts.material.note, prospects=prospects)


def _from_colleague(
    reading: Reading, mail: ParsedMail, circle: Circle, authenticated: bool, how: str
) -> Reading:
    """A manager of ours passes on what a partner said; the partner is found in the chain or named."""
    outer = take_apart(mail, replace(circle, partner=None))
    if not authenticated:
        return _unproven(reading, outer, how)
    partner, inner = _partner_in_chain(outer, circle)
    words = outer.material.cover
    if partner is None:
        partner = _partner_named(words, circle.directory)
    if partner is None:
        guess = _guessed(reading, outer)
        return replace(
            guess,
            cause="manager_for_partner",
            reasons=("A colleague of ours wrote this, and no partner is named.",),
        )
    if intents.asks_status(words) and not intents.offers_somebody(words):
        return replace(
            reading,
            cause="question",
            partner=partner,
            note=words,
            reasons=("A colleague of ours asks about a partner.",),
        )
    near = replace(circle, partner=partner)
    material = replace(outer.material, circle=near, threads=inner, cover=words)
    extraction = extract(material)
    reading = replace(reading, partner=partner, note=_note_of_partner(outer, partner, words))
    if not extraction.prospects:
        return replace(
            reading,
            cause="manager_for_partner",
            reasons=(f"A colleague of ours forwards for {partner.company}, but nobody is named.",),
        )
    done = _with_prospects(reading, extraction, material)
    return replace(done, reasons=(f"A colleague of ours forwards for {partner.company}.", *done.reasons))


def _partner_in_chain(outer: Parts, circle: Circle) -> tuple[Partner | None, tuple[tuple[Level, ...], ...]]:
    """The only partner who wrote something in the chain; the rest of the chain stays as it is."""
    found: dict[str, Partner] = {}
    for thread in outer.material.threads:
        for level in thread:
            if level.author.address and (partner := circle.directory.find(level.author.address)):
                found.setdefault(partner.id, partner)
    if not found:
        addressed = [b for t in outer.material.threads for level in t for b in (*level.to, *level.cc)]
        found = {p.id: p for b in addressed if b.address and (p := circle.directory.find(b.address))}
    return (next(iter(found.values())) if len(found) == 1 else None), outer.material.threads


def _note_of_partner(outer: Parts, partner: Partner, words: str) -> str:
    levels = [level for thread in outer.material.threads for level in thread]
    said = [
        level.text
        for level in levels
        if partner.contact(level.author.address) or domain_of(level.author.address) in partner.domains
    ]
    return "\n\n".join(part for part in (words, *said[:1]) if part.strip())


def _partner_named(text: str, directory: Directory) -> Partner | None:
    """The one partner whose company or contact the words name in full, or whose address stands there."""
    found = {p.id: p for m in people.mentions(text) if (p := directory.find(m.address))}
    if len(found) == 1:
        return next(iter(found.values()))
    folded = f" {re.sub(r'[^a-z0-9]+', ' ', fold(text))} "
    for partner in directory.partners:
        calls = [partner.company, *(c.name for c in partner.contacts)]
        for call in calls:
            keys = re.sub(r"[^a-z0-9]+", " ", fold(call)).split()
            short = [k for k in keys if k not in LEGAL_FORMS]
            if short and (len(short) > 1 or len(short[0]) > 5) and f" {' '.join(short)} " in folded:
                found[partner.id] = partner
    return next(iter(found.values())) if len(found) == 1 else None

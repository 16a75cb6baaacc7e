"""What an answer to one of our confirmations puts right, takes back, or leaves open."""

from __future__ import annotations

import re
from dataclasses import replace

from inbox import corrections
from inbox.facts.fields import phone_form
from inbox.material import Material
from inbox.parts import Parts
from inbox.reading import Reading
from inbox.said import ask_phrases, intents, thanks, wishes
from inbox.who.names import fold
from workflows.model import Prospect

TRACKING_SHAPE = re.compile(r"(?<![A-Za-z0-9])R-[0-9A-Za-z]{4}-[0-9A-Za-z]{2}(?![A-Za-z0-9])")


def correction(reading: Reading, parts: Parts) -> Reading | None:
    """The corrected referral when the mail answers a confirmation; None when it is something else."""
    material = parts.material
    subject, words = material.mail.subject, material.cover
    known = corrections.registered_in(parts.quoted, subject, material.circle)
    ours = parts.quoted if parts.answers_us else ""
    mentioned = bool(TRACKING_SHAPE.search(f"{subject}\n{words}\n{ours}"))
    said = _says_correction(f"{subject}\n{words}") or intents.wants_undo(words)
    if known is None and not (mentioned and said):
        return None
    if parts.has_forward:
        return None
    if intents.wants_undo(words) and len(words.split()) < 30:
        return replace(reading, cause="question", reasons=("The partner takes a referral back.",))
    changed = corrections.changes(words, known or Prospect(), material.circle, material.language)
    if changed and corrections.is_somebody_else(words, changed, known or Prospect()):
        return _one_more_or_instead(reading, changed, material)
    if not changed:
        if not _says_correction(words) or intents.asks_status(words) or thanks.only_thanks(words):
            return None
        return replace(
            reading,
            cause="question",
            reasons=("The partner wants something changed, but what is not clear.",),
        )
    asks = intents.asks_status(words) or ("?" in words and changed.keys() <= {"name", "company"})
    if asks and not _says_correction(words):
        return None
    if set(changed) == {"phone"} and not (said or corrections.speaks_of_them(words, known or Prospect())):
        return None
    prospect = corrections.corrected(known or Prospect(), changed)
    prospect = replace(prospect, phone=_phone_form(prospect.phone, material))
    reasons = (f"The partner corrects {', '.join(sorted(changed))} of a referral.",)
    return replace(reading, action="correction", cause="none", prospects=(prospect,), reasons=reasons)


def _one_more_or_instead(reading: Reading, changed: dict[str, object], material: Material) -> Reading | None:
    """Somebody else in an answer to a confirmation: a lead of their own (None), or it is asked about."""
    if not is_doubtful(material.cover):
        return None
    said = corrections.corrected(Prospect(), changed)
    reasons = ("It may put an introduction right, or name somebody new.",)
    return replace(reading, cause="unsure", prospects=(said,), reasons=reasons)


def _phone_form(raw: str | None, material: Material) -> str | None:
    return phone_form(raw, "", material) if raw else None


def _says_correction(words: str) -> bool:
    return bool(ask_phrases.CORRECTION.search(fold(words)))


def is_doubtful(words: str) -> bool:
    """Whether words that name somebody put right what we have as likely as they name one more.

    Nobody is said to want something or to be called, and "sorry" or "it is" stands there.
    """
    folded = fold(words)
    offers = intents.offers_somebody(words) or wishes.wants(folded) or wishes.others_want(folded)
    return _says_correction(words) and not offers

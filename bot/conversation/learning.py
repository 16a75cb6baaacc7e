"""Which language a partner writes in, learnt from their mails: three that agree, and none against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from inbox.language import guess_language
from storage.care import Care
from storage.history import History
from storage.partners import Partners
from storage.views import Views
from templates.tongues import SPOKEN
from workflows.care_messages import LearnLanguage

AGREEING = 3
LOOKED_AT = 5  # newest introductions of a partner, and as many of their other words
FEWEST_WORDS = 6  # of their own: fewer tell nothing


def lessons(session: Session, since: datetime) -> tuple[LearnLanguage, ...]:
    """What is to be learnt of partners who have written since; what somebody set always stays."""
    found = []
    for partner_id in Care(session).heard_from(since):
        partner = Partners(session).get(partner_id)
        if partner is None or partner.writes_in:
            continue
        notes = [r.note for r in Views(session).referrals_of(partner_id, limit=LOOKED_AT) if r.mail_id]
        said = History(session).of_kind(partner_id, "PartnerReplied")
        others = [e.data.get("language") for e in said if e.data.get("meaning") != "referral"]
        written = (*languages(notes), *[str(each) for each in others if each][-LOOKED_AT:])
        language = agreed(written)
        if language and language != partner.language:
            found.append(LearnLanguage(partner_id, language))
    return tuple(found)


def written_in(words: str) -> str:
    """The language of somebody's own words; "" where they are too few to tell."""
    return guess_language(words, "") if len(words.split()) >= FEWEST_WORDS else ""


def languages(notes: Iterable[str]) -> tuple[str, ...]:
    """Of those that are long enough to tell."""
    return tuple(filter(None, map(written_in, notes)))


def agreed(written: Sequence[str]) -> str:
    """The one language of all of them, where they are enough and we speak it; "" when in doubt."""
    only = set(written)
    return next(iter(only & set(SPOKEN)), "") if len(written) >= AGREEING and len(only) == 1 else ""

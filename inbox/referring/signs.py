"""What the rules see and the opinion hears, together: somebody is offered, is new, or is not meant."""

from __future__ import annotations

from inbox.extract import points_to_somebody
from inbox.material import Material
from inbox.referring.opinion import POINTED, WORDS_ALONE, hardly_refers, surely_refers
from inbox.said import evidence, intents, kept, new_lead_words, phrases, wishes
from inbox.who import people
from inbox.who.circle import outsiders
from inbox.who.names import fold


def offers_somebody(material: Material) -> bool:
    """True when the words hand somebody over, or send us to an address they give."""
    words = material.cover
    return intents.offers_somebody(words) or points_to_somebody(material) or surely_refers(words)


def is_new(material: Material) -> bool:
    """True when what sounds like a question speaks of somebody we do not know yet."""
    words = material.cover
    if people.mentions(words, material.circle.wants) or surely_refers(words):
        return True
    return bool(new_lead_words.SURELY_NEW.search(fold(words)))


def sounds_otherwise(material: Material) -> bool:
    """True when the words are those of people who refer nobody; they count for more when they stand alone."""
    circle = material.circle
    if not hardly_refers(
        material.cover, bar=WORDS_ALONE
    ):  # the highest bar, and cheaper to know than the signs
        return False
    if circle.is_ours(circle.sender.address):
        return False  # a colleague of ours speaks of what is to be done; the partner's words stand below
    aside = outsiders(material.mail, circle)
    if aside and phrases.INTRO.search(fold(material.cover)):
        return False
    if material.threads or material.mail.vcards or aside or material.is_reply or points_to_somebody(material):
        return hardly_refers(material.cover)
    return hardly_refers(material.cover, bar=POINTED if _points(material) else WORDS_ALONE)


def _points(material: Material) -> bool:
    """What the rules know for a sign: somebody is offered, called new, or wants something."""
    folded = fold(material.cover)
    return (
        intents.offers_somebody(material.cover)
        or bool(evidence.OUTRIGHT.search(folded))
        or bool(new_lead_words.SURELY_NEW.search(folded))
        or wishes.others_want(folded)
        or kept.calls_for_them(folded)
    )

"""What the partner's own words ask for, apart from naming a prospect."""

from __future__ import annotations

import re

from inbox.said import ask_phrases, lost_words, new_lead_words, news_words, outcome_words
from inbox.who.names import fold
from workflows.conversation.classifier import model
from workflows.conversation.text import plain, tokens

_SMALL_TALK = re.compile(
    r"(?:how(?:'s| is| are| have) (?:it|things|you|everything|life|all)(?: been)?(?: doing| going|"
    r" keeping)?|hope (?:you|all)[^.!?\n]{0,60}|wie geht(?:'s|s| es)(?: euch| dir| ihnen)?|"
    r"comment (?:ca va|allez-vous|vas-tu|va)|ca va|"
    r"(?:que tal|como (?:estas|estais|estan|va todo|vai|vao|estao|esta))(?: todo| todos| por ahi|"
    r" por ai)?|tudo bem(?: por ai)?|come (?:va|stai|state)|hoe (?:gaat het|is het)(?: met (?:je|jou|"
    r"jullie|u))?|jak (?:sie masz|sie macie|leci)|hur (?:mar (?:du|ni)|ar det)|"
    r"hvordan (?:gar det|har du det|har i det))\s*[?!,.\n]"
)


_ABOUT_OLD_ONES = "referral_status", "status_overview", "payout_query", "payout_dispute"


def asks_status(text: str) -> bool:
    """True for "any news on this one?": a question about something we already have."""
    folded = _SMALL_TALK.sub(" ", fold(text))
    if news_words.STATUS.search(news_words.FUTURE_NEWS.sub(" ", folded)):
        return True
    if not folded.isascii() and news_words.STATUS_UNSPACED.search(folded):
        return True
    return outcome_words.asks_how_it_ended(folded)


def sounds_like_status(text: str) -> bool:
    """The same by how questions of many partners sound; only for words that surely ask something."""
    shares = model().intents(plain(tokens(text)))
    return sum(shares[intent] for intent in _ABOUT_OLD_ONES) > 0.6


def complains(text: str) -> bool:
    """True when the partner says that they are not happy."""
    return bool(ask_phrases.ANGRY.search(fold(text)))


def offers_somebody(text: str) -> bool:
    """True when the words hand over somebody new."""
    folded = fold(text)
    return bool(new_lead_words.NEW_ONE.search(folded))


def asks_something(text: str) -> bool:
    """True for a question or a wish that a person should answer."""
    return "?" in text or "？" in text or bool(ask_phrases.QUESTION.search(fold(text)))


def wants_undo(text: str) -> bool:
    """True when the partner takes something back."""
    return bool(ask_phrases.WITHDRAW.search(fold(text)))


def says_lost(text: str) -> bool:
    """True when the partner says that there is nothing to do: lost, gone elsewhere, not wanted.

    "Before she signs with the other lot", "or else they go elsewhere": that is haste, nothing is lost yet.
    """
    said = " ".join(fold(text).replace("’", "'").split())
    return any(
        not lost_words.NOT_YET.search(said[max(0, lost.start() - lost_words.NEAR) : lost.start()])
        for lost in lost_words.LOST.finditer(said)
    )

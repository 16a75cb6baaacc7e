"""Words of a trade beside somebody new: `a nursery called Little Acorns` is not the garden centre on file."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from workflows.conversation.clauses import Clause
from workflows.conversation.opinion import Opinion
from workflows.conversation.prospect import Prospect
from workflows.conversation.resolver import Found, Mention
from workflows.conversation.text import Token
from workflows.conversation.words import names, trades

CHANGES = frozenset({"update_referral", "withdraw_referral"})


def whole(people: Sequence[Prospect]) -> bool:
    """Somebody new is given with a firm and a way to reach them."""
    return any(p.name and p.company and (p.email or p.phone) for p in people)


def without_trades(
    found: Found, text: Sequence[Token], people: Sequence[Prospect], vocabulary: Collection[str]
) -> Found:
    """The mentions without those that are plain words here: beside somebody new, and led by no "the"."""
    if not whole(people):
        return found
    kept = tuple(m for m in found.mentions if not _plain(m, text, vocabulary) or _led(m, text))
    return Found(kept, found.unknown, {at: m for m in kept for at in range(m.start, m.end)})


def _plain(mention: Mention, text: Sequence[Token], vocabulary: Collection[str]) -> bool:
    """A word of a trade, or one of the language, that fits the file by what it means."""
    words = [text[at].word for at in range(mention.start, mention.end)]
    before = text[mention.start - 1].word if mention.start else ""
    if before in names.INDEFINITE and len(words) == 1 and not text[mention.start].capital:
        return True  # "a tutoring firm"
    return not mention.exact and all(
        word in vocabulary or word in names.INDUSTRY or trades.groups(word) for word in words
    )


def _led(mention: Mention, text: Sequence[Token]) -> bool:
    """`the nursery`, and no name of its own behind it."""
    before = text[mention.start - 1].word if mention.start else ""
    behind = text[mention.end : mention.end + 4]
    stop = next((at for at, t in enumerate(behind) if t.kind != "word"), len(behind))
    named = any(t.word in names.OWNS or t.capital for t in behind[:stop])
    return before in trades.ARTICLES - {"a", "as", "o", "do"} and not named


def doubted(part: Clause, view: list[Opinion], people: Sequence[Prospect]) -> list[Opinion]:
    """A change for whom nothing but a trade names, beside somebody new: whose is it?"""
    sure = any(m.exact for m in part.mentions) or not part.named or not whole(people)
    return [o if sure or o.intent not in CHANGES else _asked(o) for o in view]


def _asked(opinion: Opinion) -> Opinion:
    return Opinion(opinion.intent, handoff=True, why="a new lead's or a known one's")

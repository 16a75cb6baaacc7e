"""A message cut into clauses, each with the concepts it names; names are masked so that they mean nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflows.conversation.lexicon import lexicon
from workflows.conversation.resolver import Found, Mention
from workflows.conversation.text import SENTENCE_END, Token, masked, plain

# A word of these that lies inside a longer phrase of another concept says nothing of its own.
OVERRULED = frozenset(
    {
        "risky",
        "anger",
        "human",
        "off",
        "thanks",
        "greet",
        "optout",
        "drop",
        "nobody",
        "later",
        "contest",
        "program",
        "ack",
        "busy",
        "why",
        "event",
    }
)
AND = frozenset(
    "and but also und aber et mais y e pero en maar mas plus sowie sondern ook ademas tambien alem also".split()
)
KEPT_NUMBERS = frozenset({"1099", "1042"})
FOLLOW = frozenset(
    """and what how about for the und was ist mit bei et pour de la le les l chez y los las lo el que hay en voor e a o as os da do das dos het den der die das same whats then ok also well with hoe zit dan
    in um uma un una au aux du des al del no na van bij zu zum zur cx quid""".split()
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Part of a message with what it names."""

    words: tuple[str, ...]
    text: str  # for the classifier
    has: frozenset[str]
    mentions: tuple[Mention, ...]
    unknown: tuple[Mention, ...]
    question: bool
    start: int
    end: int

    def any(self, *concepts: str) -> bool:
        """Whether one of these is named."""
        return not self.has.isdisjoint(concepts)

    @property
    def asks(self) -> bool:
        """Looks like a question or a request to tell."""
        return self.question or "ask" in self.has

    @property
    def named(self) -> bool:
        """Names a referral on file."""
        return bool(self.mentions)

    @property
    def bare(self) -> bool:
        """Nothing but a name and little words: `and Globex?`"""
        return self.named and all(w in FOLLOW or w == "cx" for w in self.words)


def clauses(found: Sequence[Token], names: Found, people: Mapping[int, str]) -> list[Clause]:
    """The clauses of the message; `people` are the places of new names, by mask."""
    ready = mask(found, names, people)
    cuts: list[Clause] = []
    for start, end in _sentences(found):
        cuts.extend(_divide(ready, names, start, end))
    return cuts


def mask(found: Sequence[Token], names: Found, people: Mapping[int, str]) -> list[Token | None]:
    """Every name by what it is: `cx` on file, `px` new; None where a name goes on."""
    ready: list[Token | None] = list(found)
    for mention in names.mentions:
        for at in range(mention.start, mention.end):
            ready[at] = masked(found[at], "cx") if at == mention.start else None
    for at, name in people.items():
        if at not in names.owner:
            ready[at] = masked(found[at], name) if name else None
    return ready


def _sentences(found: Sequence[Token]) -> list[tuple[int, int]]:
    spans, start = [], 0
    for at, token in enumerate(found):
        if token.word in SENTENCE_END and not (token.word == "." and at and len(found[at - 1].raw) == 1):
            spans.append((start, at + 1))
            start = at + 1
    return [*spans, (start, len(found))]


def _divide(ready: list[Token | None], names: Found, start: int, end: int) -> list[Clause]:
    """Cut at `and`, `but` and commas where both sides ask or tell something of their own."""
    whole = clause(ready, names, start, end)
    if not whole.words:
        return []
    for at in range(start + 1, end - 1):
        token = ready[at]
        if token is None or not (token.word in AND or token.word in {",", "-", "–", ":", "("}):
            continue
        left, right = clause(ready, names, start, at), clause(ready, names, at + 1, end)
        if _own(left) and _own(right) and _kind(left) != _kind(right):
            return [*_divide(ready, names, start, at), *_divide(ready, names, at + 1, end)]
    return [whole]


STRONG = ("optout", "drop", "moneyask", "change", "human", "nobody", "later", "thanks", "give")


def _own(part: Clause) -> bool:
    """Stands alone: has a verdict of its own."""
    return _kind(part) is not None


def _kind(part: Clause) -> str | None:
    has = part.has
    ready_made = (("optout", "optout"), ("drop", "drop"), ("moneyask", "money"), ("nobody", "nobody"))
    for concept, kind in ready_made:
        if (
            concept in has
            and not (concept == "drop" and not part.named)
            and not (concept == "nobody" and part.named)
        ):
            return kind
    if "money" in has and part.asks:
        return "money"
    if part.named and part.any("status", "event") and (part.asks or "status" in has):
        return "status"
    if part.any("mine") and part.any("list", "status", "ask"):
        return "overview"
    if {"ex", "nx"} & set(part.words):
        return "data"
    if part.asks and part.any("status") and len(part.words) > 2:
        return "status"
    return None


def clause(ready: Sequence[Token | None], names: Found, start: int, end: int) -> Clause:
    """The words from `start` to `end` and what they name."""
    kept = [t for t in ready[start:end] if t is not None]
    words = [_word(t) for t in kept if t.kind not in {"mark", "line"}]
    begin = _after_fillers(words)
    has = _concepts(words) | {
        c
        for c, places in lexicon().find(words[begin:]).items()
        if c in {"ask", "optout", "nobody"} and places
    }
    unknown = tuple(u for u in names.unknown if start <= u.start < end)
    question = any(t.word in "?¿" for t in kept if t.kind == "mark")
    return Clause(
        tuple(words), plain(kept), frozenset(has), names.within(start, end), unknown, question, start, end
    )


def _word(token: Token) -> str:
    swap = {"email": "ex", "phone": "nx", "ref": "cx", "num": "num", "iban": "iban", "date": "date"}
    return token.word if token.raw in KEPT_NUMBERS else swap.get(token.kind, token.word)


def _after_fillers(words: Sequence[str]) -> int:
    """The place where greetings and little words end."""
    fillers = {a for a, b in lexicon().find(words).get("filler", ()) if b - a == 1}
    return next((at for at in range(len(words)) if at not in fillers), 0)


def _concepts(words: Sequence[str]) -> set[str]:
    found = lexicon().find(words)
    spans = [
        (a, b, concept)
        for concept, places in found.items()
        for a, b in places
        if concept not in {"filler", "ask", "when", "anaphor", "mine", "list"}
    ]
    has = set()
    for concept, places in found.items():
        if concept not in OVERRULED or any(not _inside(place, concept, spans) for place in places):
            has.add(concept)
    return has


def _inside(place: tuple[int, int], concept: str, spans: Sequence[tuple[int, int, str]]) -> bool:
    start, end = place
    return any(a <= start and end <= b and b - a > end - start and c != concept for a, b, c in spans)

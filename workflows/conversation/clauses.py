"""A message cut into clauses, each with the concepts it names; names are masked, they mean nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflows.conversation.lexicon import lexicon
from workflows.conversation.resolver import Found, Mention
from workflows.conversation.text import SENTENCE_END, Token, masked, plain

# A word of these that lies inside a longer phrase of another concept says nothing of its own.
OVERRULED = frozenset(
    """risky anger human off thanks greet drop nobody later notnow contest program ack busy why list
    neg yes keepmail halt""".split()
)
BACKGROUND = frozenset(
    """filler ask when anaphor mine list self past request tell post more exit roll bids renames reported
    supposing mood theirs detail""".split()
)  # these overrule nothing
AND = frozenset(
    "and but also und aber et mais y e pero en maar mas plus sowie sondern ook ademas tambien alem or".split()
)
OPENERS = AND | frozenset("if whether ob si als se wondering".split())
JOINTS_READ, WINDOW = 10, 30  # joints of a sentence, words after one: more tell nothing new
TITLES = frozenset("mr mrs ms dr prof sr sra dhr mevr mme".split())  # written with a dot
CURRENCIES = frozenset("$£€")
KEPT_NUMBERS = frozenset({"1099", "1042"})
# What may stand beside a name in `and Globex?`
FOLLOW = frozenset(
    """and what how about for the und was ist mit bei et pour de la le les l chez y los las lo el que hay en
    voor e a o as os da do das dos het den der die same whats then ok also well with hoe zit dan in um uma un
    una au aux pela pelo pra pro sinon sonst btw du des al del no na van bij zu zum zur cx quid ppl people
    folks guys leute gens gente mensen pessoal""".split()
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
    bare: bool  # nothing but a name and little words: `and Globex?`

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
    def data(self) -> bool:
        """Gives an address or a phone number."""
        return "ex" in self.words or "nx" in self.words


@dataclass(frozen=True, slots=True)
class Message:
    """A message with its names masked: `cx` on file, `px` new; None where a name goes on."""

    ready: tuple[Token | None, ...]
    names: Found
    languages: frozenset[str]

    def clauses(self) -> list[Clause]:
        """What it says, piece by piece."""
        return [part for start, end in self._sentences() for part in self._divide(start, end)]

    def text(self) -> str:
        """All of it, for the classifier."""
        return plain([t for t in self.ready if t is not None])

    def _sentences(self) -> list[tuple[int, int]]:
        spans, start = [], 0
        for at, token in enumerate(self.ready):
            previous = self.ready[at - 1] if at else None
            short = previous is not None and (len(previous.raw) == 1 or previous.word in TITLES)
            initial = token is not None and token.word == "." and short
            if token is not None and token.word in SENTENCE_END and not initial:
                spans.append((start, at + 1))
                start = at + 1
        return [*spans, (start, len(self.ready))]

    def _divide(self, start: int, end: int) -> list[Clause]:
        """Cut at `and`, `but` and commas where both sides ask or tell something of their own."""
        parts: list[Clause] = []
        joints = [at for at in range(start + 1, end - 1) if self._is_joint(at)][:JOINTS_READ]
        for at in joints:
            left = _kind(self._clause(start, at))
            right = _kind(self._clause(at + 1, min(end, at + WINDOW))) if left else None
            if left and right and left != right:
                parts.append(self._clause(start, at))
                start = at + 1
        return [part for part in [*parts, self._clause(start, end)] if part.words]

    def _is_joint(self, at: int) -> bool:
        token = self.ready[at]
        return token is not None and (_joins(token) or token.word in {",", "-", "–", ":", "("})

    def _clause(self, start: int, end: int) -> Clause:
        kept = [t for t in self.ready[start:end] if t is not None]
        words, starts = _words(kept)
        fillers = {a for a, b in lexicon().find(words, self.languages).get("filler", ()) if b - a == 1}
        openings = {_past(fillers, at, len(words)) for at in starts}
        has = _concepts(words, self.languages, openings | starts)
        bare = "cx" in words and all(w in FOLLOW or at in fillers for at, w in enumerate(words))
        unknown = tuple(u for u in self.names.unknown if start <= u.start < end)
        question = any(t.kind == "mark" and t.word in "?¿" for t in kept)
        return Clause(tuple(words), plain(kept), has, self.names.within(start, end), unknown, question, bare)


def message(
    found: Sequence[Token], names: Found, people: Mapping[int, str], languages: frozenset[str]
) -> Message:
    """The message with every name by what it is; `people` are the places of new names."""
    ready: list[Token | None] = list(found)
    for mention in names.mentions:
        for at in range(mention.start, mention.end):
            ready[at] = masked(found[at], "cx") if at == mention.start else None
    for at, name in people.items():
        if at not in names.owner:
            ready[at] = masked(found[at], name) if name else None
    return Message(tuple(ready), names, languages)


def _kind(part: Clause) -> str | None:
    """What a piece is about when it can stand alone."""
    if "optout" in part.has:
        return "optout"
    if "drop" in part.has and part.named:
        return "drop"
    if "moneyask" in part.has or ("money" in part.has and (part.asks or part.named)):
        return "money"
    if "nobody" in part.has and not part.named:
        return "nobody"
    if part.bare and part.question:
        return "status"
    if part.named and part.any("status", "event") and (part.asks or "status" in part.has):
        return "status"
    if part.any("mine") and part.any("list", "status", "ask"):
        return "overview"
    if part.data:
        return "data"
    return "status" if part.asks and part.any("status") and len(part.words) > 2 else None


def _joins(token: Token) -> bool:
    """An `and`; the Portuguese `é` is none."""
    return token.word in AND and token.raw.casefold() != "é"


def _words(kept: Sequence[Token]) -> tuple[list[str], set[int]]:
    """The words, and the places where a new thought may begin."""
    words: list[str] = []
    starts = {0}
    for token in kept:
        if token.word == "%":
            words.append("pct")
        elif token.word in CURRENCIES and words[-1:] != ["money"]:
            words.append("money")  # "and the £££ for that?"
        elif token.kind in {"mark", "line"}:
            starts.add(len(words))
        else:
            words.append(_word(token))
            if _joins(token) or token.word in OPENERS - AND:
                starts.add(len(words))
    return words, starts


def _word(token: Token) -> str:
    swap = {"email": "ex", "phone": "nx", "ref": "cx", "num": "num", "iban": "iban", "date": "date"}
    return token.word if token.raw in KEPT_NUMBERS else swap.get(token.kind, token.word)


def _past(fillers: set[int], at: int, end: int) -> int:
    """The next place that is no greeting or little word."""
    return next((place for place in range(at, end) if place not in fillers), at)


def _concepts(words: Sequence[str], languages: frozenset[str], openings: set[int]) -> frozenset[str]:
    found = lexicon().find(words, languages, openings)
    spans = [(a, b, name) for name, places in found.items() for a, b in places if name not in BACKGROUND]
    return frozenset(
        name
        for name, places in found.items()
        if name not in OVERRULED or any(not _inside(place, name, spans) for place in places)
    )


def _inside(place: tuple[int, int], concept: str, spans: Sequence[tuple[int, int, str]]) -> bool:
    start, end = place
    return any(a <= start and end <= b and b - a > end - start and c != concept for a, b, c in spans)

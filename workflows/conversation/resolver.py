"""Which referrals of this partner a message means; never anybody else's, and never a guess among equals."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz.distance import OSA

from workflows.conversation.lexicon import lexicon
from workflows.conversation.namesakes import free_namesakes
from workflows.conversation.on_file import JOINTS, Known
from workflows.conversation.text import Token, fold
from workflows.conversation.trades_beside import by_trade_beside, sits_there
from workflows.conversation.words import names, trades
from workflows.conversation.words.ordinary import ORDINARY

NAMED = 3  # how well a name fits that is beyond doubt
BETWEEN = frozenset(
    "and und et y en e but aber mais pero maar mas than versus vs als dan ? . ; , \n".split(" ")
)
OTHER = frozenset("other andere anderen anderer anderes autre otro otra outro outra ander".split())
FIRM = frozenset("company firm firma societe entreprise empresa bedrijf".split())
TYPO_FROM = 4  # letters; shorter words must match exactly


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the message and the referrals it fits equally well; none when nothing on file fits."""

    start: int
    end: int
    refs: frozenset[str]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """Every mention of a message, in order, and the names that fit nothing on file."""

    mentions: tuple[Mention, ...] = ()
    unknown: tuple[Mention, ...] = ()
    owner: Mapping[int, Mention] = field(default_factory=dict)  # place of a word -> its mention

    def single(self) -> frozenset[str]:
        """The referrals that are meant beyond doubt."""
        return frozenset(ref for m in self.mentions if len(m.refs) == 1 for ref in m.refs)

    @property
    def lone(self) -> bool:
        """One referral is meant beyond doubt, and no other is named."""
        return len({m.refs for m in self.mentions}) == 1 and len(self.single()) == 1

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie in this part of the message."""
        return tuple(m for m in self.mentions if start <= m.start < end)


def resolve(
    found: Sequence[Token], referrals: tuple[Known, ...], vocabulary: Collection[str], *, nouns: bool = False
) -> Found:
    """Every mention in the message; `vocabulary` are the words that are no names.

    `nouns`: the language writes every noun with a capital, so a capital alone makes no name.
    """
    hits = [_hits(found, at, referrals, vocabulary) for at in range(len(found))]
    free_namesakes(found, hits)
    by_trade_beside(found, hits, referrals)
    settled = _settle(_group(found, hits, referrals))
    mentions = [
        m for m in settled if m.exact or not (_in_a_name(found, m, hits) or _said_of(found, m, settled))
    ]
    owner = {at: m for m in mentions for at in range(m.start, m.end)}
    unknown = _unknown(found, owner, vocabulary, nouns=nouns)
    return Found(tuple(mentions), tuple(unknown), owner)


def another(found: Found, text: Sequence[Token], last: Sequence[str]) -> Found:
    """`the other Bluewater`: of two that fit, the one that we did not talk about."""
    if len(last) != 1:
        return found
    narrowed = tuple(
        replace(m, refs=m.refs - set(last))
        if len(m.refs) == 2
        and last[0] in m.refs
        and any(t.word in OTHER for t in text[max(0, m.start - 2) : m.end])
        else m
        for m in found.mentions
    )
    return Found(narrowed, found.unknown, {at: m for m in narrowed for at in range(m.start, m.end)})


@dataclass(frozen=True, slots=True)
class _Index:
    """The names of all referrals, by word."""

    words: Mapping[str, tuple[str, ...]]
    joined: Mapping[str, tuple[str, ...]]
    initials: Mapping[str, tuple[str, ...]]
    trades: Mapping[int, tuple[str, ...]]
    refs: Mapping[str, str]


@lru_cache(maxsize=64)
def _index(referrals: tuple[Known, ...]) -> _Index:
    words: dict[str, list[str]] = {}
    joined: dict[str, list[str]] = {}
    initials: dict[str, list[str]] = {}
    does: dict[int, list[str]] = {}
    for entry in referrals:
        for number in sorted(entry.trades):
            does.setdefault(number, []).append(entry.ref)
        for places, every in ((words, entry.words), (joined, entry.joined), (initials, entry.initials)):
            for name in sorted(every):
                places.setdefault(name, []).append(entry.ref)
    return _Index(
        {name: tuple(refs) for name, refs in words.items()},
        {name: tuple(refs) for name, refs in joined.items()},
        {name: tuple(refs) for name, refs in initials.items()},
        {number: tuple(refs) for number, refs in does.items()},
        {_bare(entry.ref): entry.ref for entry in referrals},
    )


def _bare(ref: str) -> str:
    return re.sub(r"\W|_", "", fold(ref))


def _hits(
    found: Sequence[Token], at: int, referrals: tuple[Known, ...], vocabulary: Collection[str]
) -> dict[str, int]:
    """Referral -> how well this word fits: 3 a name, 2 a misspelt one, 1 only beside another."""
    token, index = found[at], _index(referrals)
    if token.kind == "ref":
        ref = index.refs.get(_bare(token.word))
        return {ref: 3} if ref else {}
    if token.kind != "word" or _is_time(found, at):
        return {}
    hits: dict[str, int] = {}
    for word in _forms(token):
        for ref, fit in _fits(word, token, index, found, at):
            hits[ref] = max(hits.get(ref, 0), fit)
    if max(hits.values(), default=0) < NAMED and (does := _by_trade(found, at, index)):
        return hits | dict.fromkeys(does, 2)
    if hits or token.word in vocabulary:
        return hits
    if len(token.word) >= TYPO_FROM:
        hits = dict(_misspelt(token.word, tuple(_forms(token)), referrals))
    return hits or _abbreviated(token.word, index)


def _by_trade(found: Sequence[Token], at: int, index: _Index) -> tuple[str, ...]:
    """`the roofers`: whoever on file does that, where an article stands before it."""
    before = [t.word for t in found[max(0, at - 2) : at]]
    alone = [t.word for t in found if t.kind == "word"] == [found[at].word] and found[-1].word == "?"
    led = alone or (
        bool(before) and (before[-1] in trades.ARTICLES or (len(before) > 1 and before[-1] in OTHER))
    )
    does = trades.groups(found[at].word) if led else frozenset()
    if (does & trades.OF_LAW and not any(t.word == "?" for t in found)) or sits_there(found, at):
        return ()
    return tuple(dict.fromkeys(ref for number in sorted(does) for ref in index.trades.get(number, ())))


def _forms(token: Token) -> list[str]:
    forms = [token.word]
    if re.search(r"['’`´]s$", token.raw.casefold()) or (
        token.capital and token.word.endswith("s") and len(token.word) > 4
    ):
        forms.append(token.word[:-1])
    for pair, single in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        if pair in token.word:
            forms.append(token.word.replace(pair, single))
    return forms


def _fits(
    word: str, token: Token, index: _Index, found: Sequence[Token], at: int
) -> Iterator[tuple[str, int]]:
    everyday = word in names.EVERYDAY and not (token.capital or _called(found, at))
    trade = word in names.INDUSTRY and not token.capital  # "the legal situation" names no firm for certain
    fit = 1 if word in names.GENERIC or everyday else 2 if trade else NAMED
    yield from ((ref, fit) for ref in index.words.get(word, ()))
    yield from ((ref, 3) for ref in index.joined.get(word, ()))
    shouted = token.raw.isupper()
    if shouted or (len(word) > 2 and word not in names.EVERYDAY):
        yield from ((ref, 3) for ref in index.initials.get(word, ()))
    after = found[at + 1].word if at + 1 < len(found) else ""
    before = found[at - 1].word if at else ""
    for pair in (word + after if after else "", before + word if before else ""):
        if len(word) > 2 and pair:
            yield from ((ref, 3) for ref in (*index.joined.get(pair, ()), *index.words.get(pair, ())))


def _abbreviated(word: str, index: _Index) -> dict[str, int]:
    """`sys` for Systems, `grp` for Group; counts beside another word only."""
    start = names.SHORT.get(word, word)
    longer = [refs for name, refs in index.words.items() if name.startswith(start) and name != word]
    return {ref: 1 for refs in longer for ref in refs} if len(word) > 2 else {}


def _called(found: Sequence[Token], at: int) -> bool:
    """`news from will`: a plain word where only a name can stand."""
    before = [t.word for t in found[max(0, at - 3) : at]]
    heard = bool(before) and before[-1] in names.OF and names.HEARD.intersection(before)
    return bool(heard) or (bool(before) and before[-1] in names.BEFORE_NAMES)


@lru_cache(maxsize=2048)
def _misspelt(word: str, forms: tuple[str, ...], referrals: tuple[Known, ...]) -> dict[str, int]:
    """The referrals with a name at most a slip away (two in long names), the nearest only."""
    best: dict[str, int] = {}
    for name, refs in _names_of(referrals):
        limit = 1 if len(name) < 8 else 2
        if abs(len(name) - len(word)) > limit:
            continue
        for form in forms:
            distance = OSA.distance(form, name, score_cutoff=limit)
            if distance <= limit and (form[0] == name[0] or (distance == 1 and len(name) > 5)):
                best.update({ref: min(best.get(ref, 9), distance) for ref in refs})
    nearest = min(best.values(), default=9)
    return {ref: 2 for ref, distance in best.items() if distance == nearest}


@lru_cache(maxsize=64)
def _names_of(referrals: tuple[Known, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every name long enough to be misspelt, with its referrals."""
    places: dict[str, list[str]] = {}
    for entry in referrals:
        for name in sorted(entry.words | entry.joined):
            if len(name) >= TYPO_FROM and name not in names.GENERIC:
                places.setdefault(name, []).append(entry.ref)
    return tuple((name, tuple(refs)) for name, refs in places.items())


def _is_time(found: Sequence[Token], at: int) -> bool:
    """`im Sommer`, `in May`: a season or a month, not a person of that name."""
    before = found[at - 1].word if at else ""
    return found[at].word in names.TIMES and before in names.BEFORE_TIMES


def _group(found: Sequence[Token], hits: list[dict[str, int]], referrals: tuple[Known, ...]) -> list[Mention]:
    """Neighbouring words that share a referral become one mention."""
    mentions: list[Mention] = []
    at = 0
    while at < len(found):
        if not hits[at]:
            at += 1
            continue
        start, refs, best, exact, end = (
            at,
            set(hits[at]),
            max(hits[at].values()),
            max(hits[at].values()) == 3,
            at + 1,
        )
        while True:
            nxt = _next_name(found, hits, end)
            if nxt is None or not refs & set(hits[nxt]):
                break
            refs &= set(hits[nxt])
            best = max(best, max(hits[nxt].values()))
            exact = exact or max(hits[nxt].values()) == 3
            end = nxt + 1
        while end < len(found) and found[end].word in names.LEGAL:
            end += 1
        if best > 1:
            mentions.append(Mention(start, end, frozenset(_fullest(found, start, end, refs, hits)), exact))
        at = end
    return mentions


def _fullest(
    found: Sequence[Token], start: int, end: int, refs: set[str], hits: list[dict[str, int]]
) -> set[str]:
    """Of the referrals that fit, those whose name is matched best."""
    score = {ref: sum(hits[at].get(ref, 0) for at in range(start, end)) for ref in refs}
    top = max(score.values())
    return {ref for ref in refs if score[ref] == top}


def _next_name(found: Sequence[Token], hits: list[dict[str, int]], at: int) -> int | None:
    """The next word that names something, at most one joint away."""
    if at < len(found) and hits[at]:
        return at
    for skip in (1, 2):
        if (
            at + skip < len(found)
            and hits[at + skip]
            and all(t.word in JOINTS or t.word in names.LEGAL for t in found[at : at + skip])
        ):
            return at + skip
    return None


def _settle(mentions: list[Mention]) -> list[Mention]:
    """`Peter` beside `Orchid` is the Peter of Orchid; alone he stays one of two."""
    sure = {next(iter(m.refs)) for m in mentions if len(m.refs) == 1}
    settled = []
    for mention in mentions:
        narrowed = mention.refs & sure if len(mention.refs) > 1 else mention.refs
        refs = narrowed if len(narrowed) == 1 else mention.refs
        settled.append(Mention(mention.start, mention.end, refs, mention.exact))
    return settled


def _in_a_name(found: Sequence[Token], mention: Mention, hits: list[dict[str, int]]) -> bool:
    """`Bas Kuiper` is a name of his own, not a slip for Kuipers."""
    beside = [at for at in (mention.start - 1, mention.end) if 0 <= at < len(found) and not hits[at]]
    inside = [at for at in beside if at > 0 and found[at - 1].kind not in {"mark", "line"}]
    strange = [at for at in inside if found[at].kind == "word" and found[at].capital]
    return found[mention.start].capital and any(found[at].word not in names.BLOCKED for at in strange)


def _said_of(found: Sequence[Token], mention: Mention, every: Sequence[Mention]) -> bool:
    """`Acme and its lawyers`: a trade beside a name is no second company, unless both are asked about."""
    if mention.end - mention.start > 1 or not trades.groups(found[mention.start].word):
        return False
    beside = [m for m in every if m.exact and m.refs != mention.refs]
    spans = [found[min(m.end, mention.end) : max(m.start, mention.start)] for m in beside]
    return any(not any(t.word in BETWEEN for t in span) for span in spans)


def _unknown(
    found: Sequence[Token], owner: Mapping[int, Mention], vocabulary: Collection[str], *, nouns: bool
) -> list[Mention]:
    """Names that are on no file: an unknown reference, words no table knows, capitals inside a sentence."""
    spans: list[Mention] = []
    for at, token in enumerate(found):
        if token.word in names.PARTICLES or token.word in JOINTS:
            continue
        stranger = (
            token.kind == "ref"
            or _foreign(found, at, vocabulary, nouns=nouns)
            or (not nouns and _capital_inside(found, at))
        )
        if at in owner or not stranger:
            continue
        if spans and spans[-1].end == at:
            spans[-1] = Mention(spans[-1].start, at + 1, frozenset())
        else:
            spans.append(Mention(at, at + 1, frozenset()))
    return spans


def _foreign(found: Sequence[Token], at: int, vocabulary: Collection[str], *, nouns: bool) -> bool:
    token = found[at]
    if token.kind != "word" or len(token.word) < 3 or token.word in vocabulary or token.word in names.LEGAL:
        return False
    if token.word in ORDINARY and not token.capital:
        return False
    inside = at > 0 and found[at - 1].kind not in {"mark", "line"}
    return (token.capital and inside and not nouns) or not lexicon().is_stem(token.word)


def _capital_inside(found: Sequence[Token], at: int) -> bool:
    token = found[at]
    inside = at > 0 and found[at - 1].kind not in {"mark", "line"}
    shouted = token.raw.isupper()  # `VAT`; what no table knows is strange anyway
    return (
        token.kind == "word"
        and inside
        and token.capital
        and len(token.word) > 2
        and not shouted
        and token.word not in names.BLOCKED
        and token.word not in names.TIMES
    )


def _introduced(text: Sequence[Token], stranger: Mention) -> bool:
    """`the company Foo`: that one is asked about, whatever else sounds like a name."""
    before = text[stranger.start - 1] if stranger.start else None
    return before is not None and before.word in FIRM and text[stranger.start].capital


def clashes(found: Found, text: Sequence[Token], *, renamed: bool = False) -> bool:
    """A capitalised stranger right beside a known name: `Peter Schmidt` is not Peter Lang.

    `renamed`: somebody gets a new name, so one behind the old may be hers: `Sommer is Sommer-Haupt now`.
    """
    if found.mentions and any(_introduced(text, u) for u in found.unknown):
        return True
    for mention, stranger in ((m, u) for m in found.mentions for u in found.unknown):
        touching = stranger.end == mention.start or (mention.end == stranger.start and not renamed)
        lower = not any(t.capital for t in text if t.kind == "word")
        if touching and (text[stranger.start].capital or (lower and mention.end == stranger.start)):
            return True
    return False

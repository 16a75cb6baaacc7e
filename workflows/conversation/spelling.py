"""Mends slips of the keyboard in words we know: `updat` is `update`, `payot` is `payout`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from workflows.conversation.lexicon import lexicon
from workflows.conversation.text import Token
from workflows.conversation.words.ordinary import ORDINARY

SHORTEST = 4
HARMFUL = frozenset({"risky", "off"})  # no slip makes a lawyer


def mended(token: Token, vocabulary: Collection[str]) -> Token:
    """The token with the nearest known word, or as it was; `thinks` is to think, not thanks."""
    single = token.word.removesuffix("s")
    if len(single) >= SHORTEST - 1 and single in vocabulary and not token.capital:
        return replace(token, word=single)
    word = nearest(token.word)
    return replace(token, word=word) if word else token


@lru_cache(maxsize=4096)
def nearest(word: str) -> str:
    """The one word at most a slip away (two in long words); empty when there is none."""
    if len(word) < SHORTEST or word in ORDINARY:
        return ""
    limit = 1 if len(word) < 8 else 2
    nearby = [
        known
        for size in range(-limit, limit + 1)
        for known in _by_shape().get((word[0], len(word) + size), ())
    ]
    scored = sorted((OSA.distance(word, known, score_cutoff=limit), known) for known in nearby)
    if not scored or scored[0][0] > limit:
        return ""
    return "" if scored[0][0] > 1 and scored[0][1] in _angry() else scored[0][1]


@cache
def _angry() -> frozenset[str]:
    """Words of anger: `clueless` is two letters from `careless`, and is another word."""
    return frozenset(lexicon().words() - lexicon().words(without={"anger"}))


@cache
def _by_shape() -> dict[tuple[str, int], list[str]]:
    shapes: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word in sorted(lexicon().words(without=HARMFUL)):
        if len(word) >= SHORTEST:
            shapes[word[0], len(word)].append(word)
    return dict(shapes)

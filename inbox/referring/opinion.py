"""A learned opinion: do these words of a partner hand somebody over to us?

The rules of this room know what they were told; the opinion has seen some thousand lines of many hands
(`training/lines`) and knows how such words sound. It names nobody and decides nothing alone: where it is
sure, it lets a doubt about the words go, or raises one. A doubt about who is meant stays a person's.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from array import array
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from workflows.conversation.classifier import features
from workflows.conversation.text import SENTENCE_END, Token, tokens

SURELY = 0.75
HARDLY = 0.14
WORDS_ALONE = 0.55  # where nothing but the words could hand anybody over
POINTED = 0.3  # the same, where the words point to somebody or tell what somebody wants
ENOUGH, MANY = 5, 60  # words
_SWAP = {"email": "ex", "phone": "nx", "ref": "cx", "iban": "iban", "date": "date", "num": "nm", "line": "."}
_NAME = "px"
_PARTS = re.compile(r"\n\s*\n|(?<=[.!?])\s")


@dataclass(frozen=True, slots=True)
class Model:
    """Weights as shipped: a signed byte per bucket."""

    weights: array[int]
    scale: float
    bias: float
    common: frozenset[str]  # words of many lines; another one with a capital letter is a name

    def share(self, marks: list[int]) -> float:
        """How likely it is, from 0 to 1."""
        total = sum(self.weights[mark] for mark in marks) * self.scale / math.sqrt(len(marks) or 1)
        return 1 / (1 + math.exp(-total - self.bias))


def surely_refers(words: str) -> bool:
    """The words hand somebody over; whom, they need not say."""
    return _say_enough(words) and refers(words) >= SURELY


def hardly_refers(words: str, *, bar: float = HARDLY) -> bool:
    """Whoever stands in the mail, the words want something else of us."""
    if not _say_enough(words) or refers(words) >= bar:
        return False
    return len(words.split()) <= MANY or all(refers(part) < bar for part in _PARTS.split(words))


def _say_enough(words: str) -> bool:
    """A word or two, "below", "see you", sound like everything."""
    return len(words.split(maxsplit=ENOUGH)) >= ENOUGH


@lru_cache(maxsize=64)
def refers(words: str) -> float:
    """From 0 (something else) to 1 (contact this person)."""
    return model().share(marks(words, model().common))


def marks(words: str, common: frozenset[str]) -> list[int]:
    """Buckets of the words, without what is somebody's own: names, addresses, numbers."""
    return features(" ".join(_masked(words, common)))


def _masked(words: str, common: frozenset[str]) -> list[str]:
    said, before = [], "."
    for token in tokens(words):
        begins = before in SENTENCE_END or before == ":"
        is_name = not begins and _is_capital(token) and token.word not in common
        said.append(_NAME if is_name else _SWAP.get(token.kind, token.word))
        before = token.word
    return said


def _is_capital(token: Token) -> bool:
    return token.kind == "word" and len(token.raw) > 1 and token.capital and not token.raw.isupper()


@cache
def model() -> Model:
    """The shipped weights, read once."""
    packed = files("inbox.referring").joinpath("weights.gz").read_bytes()
    head, _, body = gzip.decompress(packed).partition(b"\n")
    facts = json.loads(head)
    weights = array("b")
    weights.frombytes(body)
    return Model(weights, facts["scale"], facts["bias"], frozenset(facts["common"]))

"""A linear classifier over character n-grams: the second opinion, and the language of a message."""

from __future__ import annotations

import gzip
import json
import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from zlib import crc32

BUCKETS = 1 << 16
LONGEST = 60  # words; what comes later changes nothing
LANGUAGES = ("en", "de", "fr", "es", "nl", "pt")
INTENTS = tuple(
    """referral_status status_overview payout_query payout_dispute submit_referral update_referral
    withdraw_referral nudge_accept nudge_later nudge_decline opt_out program_question complaint human_request
    auto_reply smalltalk select_option unclear""".split()
)


LANE = 4  # bytes per column of a packed row: sums of all features fit


@dataclass(frozen=True, slots=True)
class Model:
    """Weights as shipped: one row of bytes per bucket, intents first, then languages."""

    rows: array[int]
    scale: float
    bias: tuple[float, ...]
    vocabulary: frozenset[str]
    packed: dict[int, int] = field(default_factory=dict)  # rows as one number each, made when first met

    def scores(self, text: str) -> list[float]:
        """One number per intent and language."""
        width, marks = len(self.bias), features(text)
        total = sum(self._row(bucket, width) for bucket in marks)
        sums = memoryview(total.to_bytes(LANE * width, "little")).cast("I")
        norm = self.scale / math.sqrt(len(marks) or 1)
        return [(s - 128 * len(marks)) * norm + b for s, b in zip(sums, self.bias, strict=True)]

    def _row(self, bucket: int, width: int) -> int:
        """All columns of a row side by side in one number, so that a sum of rows is a sum of numbers."""
        if bucket not in self.packed:
            row = self.rows[bucket * width : (bucket + 1) * width]
            self.packed[bucket] = int.from_bytes(
                b"".join((w + 128).to_bytes(LANE, "little") for w in row), "little"
            )
        return self.packed[bucket]

    def intents(self, text: str) -> dict[str, float]:
        """How likely each intent is; the numbers add up to one."""
        return dict(zip(INTENTS, softmax(self.scores(text)[: len(INTENTS)]), strict=True))

    def languages(self, text: str) -> Mapping[str, float]:
        """How likely each language is."""
        return dict(zip(LANGUAGES, softmax(self.scores(text)[len(INTENTS) :]), strict=True))


def features(text: str) -> list[int]:
    """Buckets of the words, word pairs (also over a gap) and character 2- to 5-grams of a folded text."""
    words = text.split()[:LONGEST]
    grams = {f"w {w}" for w in words} | {
        f"p {a} {b}" for a, b in zip(["^", *words], [*words, "$"], strict=True)
    }
    grams |= {f"s {a} {b}" for a, b in zip(words, words[2:], strict=False)}
    for word in set(words):
        padded = f" {word} "
        grams |= {padded[i : i + size] for size in (2, 3, 4, 5) for i in range(len(padded) - size + 1)}
    return sorted({crc32(g.encode()) % BUCKETS for g in grams})


def softmax(scores: Sequence[float]) -> list[float]:
    """Scores as shares of one."""
    top = max(scores)
    raised = [math.exp(s - top) for s in scores]
    total = sum(raised)
    return [r / total for r in raised]


@cache
def model() -> Model:
    """The shipped weights, read once."""
    folder = files("workflows.conversation")
    head, _, body = gzip.decompress(folder.joinpath("weights.gz").read_bytes()).partition(b"\n")
    facts = json.loads(head)
    rows = array("b")
    rows.frombytes(body)
    return Model(rows, facts["scale"], tuple(facts["bias"]), frozenset(facts["vocabulary"]))

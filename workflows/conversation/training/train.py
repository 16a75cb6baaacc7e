"""Trains the classifier, same phrases, same bytes: `python -m workflows.conversation.training.train`.

Files named behind it are read as well: what `referral-desk hand-overs --for-training` prints, questions that
people answered, with what they were about in a manager's judgement.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from zlib import crc32

from workflows.conversation.classifier import BUCKETS, INTENTS, LANGUAGES, features, softmax
from workflows.conversation.text import plain, tokens

HERE = Path(__file__).parent
EPOCHS = 9
MOST_VARIANTS = 12  # of one line with alternatives
RATE, SHRINK = 1.6, 3e-5
Example = tuple[list[int], int, int]  # features, intent, language (-1 unknown)


def main(kept: Sequence[str] = ()) -> None:
    """Read, train, write. Words of kept questions are no vocabulary: names are what is not in it."""
    phrases = list(read_phrases())
    answered = [phrase for path in kept for phrase in read_kept(Path(path))]
    examples = [example for phrase in (*phrases, *answered) for example in examples_of(*phrase)]
    rows, bias = train(examples)
    write(rows, bias, vocabulary(phrases))
    print(
        len(phrases),
        "phrases,",
        len(answered),
        "kept,",
        len(examples),
        "examples,",
        Path(weights_file()).stat().st_size,
        "bytes",
    )


def weights_file() -> Path:
    """Where the package reads its weights."""
    return HERE.parent / "weights.gz"


def read_phrases() -> Iterator[tuple[str, str, str]]:
    """(language or "", intent, phrase) of every line, alternatives written out."""
    for path in sorted((HERE / "phrases").glob("*.txt")):
        language, intent = (path.stem if path.stem in LANGUAGES else ""), ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                intent = line[2:].strip()
            elif line.strip():
                yield from ((language, intent, phrase) for phrase in alternatives(line))


def read_kept(path: Path) -> Iterator[tuple[str, str, str]]:
    """(language or "", intent, phrase) of every line; KeyError for an intent we do not know."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line) if line.strip() else None
        if row and row["text"].strip():
            if row["intent"] not in INTENTS:
                raise KeyError(row["intent"])
            yield (row["lang"] if row["lang"] in LANGUAGES else ""), row["intent"], row["text"]


def alternatives(line: str) -> list[str]:
    """`a (b|c) d` as `a b d` and `a c d`; at most MOST_VARIANTS, spread evenly."""
    parts = re.split(r" \| (?![^(]*\))", line)
    found: list[str] = []
    for part in parts:
        slots = [
            s[1:-1].split("|") if s.startswith("(") and "|" in s else [s]
            for s in re.split(r"(\([^()]*\|[^()]*\))", part)
        ]
        every = ["".join(choice) for choice in product(*slots)]
        step = max(1, len(every) // MOST_VARIANTS)
        found += [re.sub(r"\s+", " ", e).strip() for e in every[::step][:MOST_VARIANTS]]
    return found


def examples_of(language: str, intent: str, phrase: str) -> list[Example]:
    """The phrase as read, and once with a slip of the keyboard."""
    text = plain(tokens(phrase))
    texts = [text, slipped(text)] if len(text) > 8 else [text]
    spoken = LANGUAGES.index(language) if language else -1
    return [(features(t), INTENTS.index(intent), spoken) for t in texts]


def slipped(text: str) -> str:
    """One letter left out of one longer word, always the same one."""
    words = text.split()
    long = [i for i, w in enumerate(words) if len(w) > 4]
    if not long:
        return text
    seed = crc32(text.encode())
    at = long[seed % len(long)]
    cut = 1 + seed // 7 % (len(words[at]) - 2)
    return " ".join([*words[:at], words[at][:cut] + words[at][cut + 1 :], *words[at + 1 :]])


def train(examples: list[Example]) -> tuple[list[list[float]], list[float]]:
    """Two softmax regressions side by side, by plain stochastic gradient descent."""
    width = len(INTENTS) + len(LANGUAGES)
    rows = [[0.0] * width for _ in range(BUCKETS)]
    bias = [0.0] * width
    counts = Counter(intent for _, intent, _ in examples)
    weight = {i: min(2.0, (len(examples) / len(INTENTS) / n) ** 0.5) for i, n in counts.items()}
    for epoch in range(EPOCHS):
        rate = RATE / (1 + 0.35 * epoch)
        for at in sorted(range(len(examples)), key=lambda i: crc32(f"{epoch} {i}".encode())):
            marks, intent, spoken = examples[at]
            _step(rows, bias, marks, intent, spoken, rate * weight[intent])
    return rows, bias


def _step(
    rows: list[list[float]], bias: list[float], marks: list[int], intent: int, spoken: int, rate: float
) -> None:
    norm = 1 / len(marks) ** 0.5
    sums = [0.0] * len(bias)
    for mark in marks:
        sums = [a + b for a, b in zip(sums, rows[mark], strict=True)]
    scores = [s * norm + b for s, b in zip(sums, bias, strict=True)]
    cut = len(INTENTS)
    errors = [p - (k == intent) for k, p in enumerate(softmax(scores[:cut]))]
    errors += [p - (k == spoken) if spoken >= 0 else 0.0 for k, p in enumerate(softmax(scores[cut:]))]
    for k, error in enumerate(errors):
        if abs(error) < 0.01:
            continue
        bias[k] -= 0.1 * rate * error
        step = rate * error * norm
        for mark in marks:
            row = rows[mark]
            row[k] -= step + SHRINK * row[k]


def vocabulary(phrases: list[tuple[str, str, str]]) -> list[str]:
    """Every word of the phrases: what is not a name."""
    return sorted({t.word for _, _, phrase in phrases for t in tokens(phrase) if t.kind == "word"})


def write(rows: list[list[float]], bias: list[float], words: list[str]) -> None:
    """Weights as bytes with one common scale, gzip without a date."""
    flat = sorted(abs(w) for row in rows for w in row if w)
    scale = flat[int(len(flat) * 0.9995)] / 127
    body = array("b", (max(-127, min(127, round(w / scale))) for row in rows for w in row)).tobytes()
    head = json.dumps(
        {"scale": scale, "bias": [round(b, 5) for b in bias], "vocabulary": words}, ensure_ascii=False
    )
    weights_file().write_bytes(gzip.compress(head.encode() + b"\n" + body, mtime=0))


if __name__ == "__main__":
    main(sys.argv[1:])

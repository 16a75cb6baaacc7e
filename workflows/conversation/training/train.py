"""Trains the classifier, same phrases, same bytes: `python -m workflows.conversation.training.train`.

Files named behind it are read as well: what `referral-desk hand-overs --for-training` prints, questions that
people answered, with what they were about in a manager's judgement.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from workflows.conversation.classifier import BUCKETS, INTENTS, LANGUAGES, features, softmax
from workflows.conversation.text import plain, tokens

HERE = Path(__file__).parent
WRITTEN = HERE / "phrases"  # beside the rules
HEARD = WRITTEN / "heard"  # said by others, six languages side by side, names masked
EPOCHS = 9
MOST_VARIANTS = 12  # of one line with alternatives
NAMING = frozenset(  # what is said about somebody, who may be named in it
    """referral_status withdraw_referral update_referral submit_referral payout_query payout_dispute
    select_option""".split()
)
RATE, SHRINK = 1.6, 3e-5
FAINTEST = 1  # of 127: what weighs less tells nothing
Matrix = npt.NDArray[np.float32]
Example = tuple[list[int], int, int]  # features, intent, language (-1 unknown)


def main(kept: Sequence[str] = ()) -> None:
    """Read, train, write. Words of kept questions are no vocabulary: names are what is not in it."""
    phrases, heard = list(read_phrases(WRITTEN)), list(read_phrases(HEARD))
    answered = [phrase for path in kept for phrase in read_kept(Path(path))]
    examples = [example for phrase in (*phrases, *heard, *answered) for example in examples_of(*phrase)]
    rows, bias = train(examples)
    write(rows, bias, vocabulary(phrases, heard))
    print(
        len(phrases) + len(heard),
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


def read_phrases(folder: Path) -> Iterator[tuple[str, str, str]]:
    """(language or "", intent, phrase) of every line, alternatives written out."""
    for path in sorted(folder.glob("*.txt")):
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


def train(examples: list[Example]) -> tuple[Matrix, Matrix]:
    """Two softmax regressions side by side, by plain stochastic gradient descent."""
    width = len(INTENTS) + len(LANGUAGES)
    rows = np.zeros((BUCKETS, width), np.float32)
    bias = np.zeros(width, np.float32)
    counts = Counter(intent for _, intent, _ in examples)
    weight = {i: min(2.0, (len(examples) / len(INTENTS) / n) ** 0.5) for i, n in counts.items()}
    arrays = [np.array(marks) for marks, _, _ in examples]
    for epoch in range(EPOCHS):
        rate = RATE / (1 + 0.35 * epoch)
        for at in sorted(range(len(examples)), key=lambda i: crc32(f"{epoch} {i}".encode())):
            _, intent, spoken = examples[at]
            _step(rows, bias, arrays[at], (intent, spoken), rate * weight[intent])
    return rows, bias


def _step(rows: Matrix, bias: Matrix, marks: Any, wanted: tuple[int, int], rate: float) -> None:
    norm = 1 / len(marks) ** 0.5
    seen = rows[marks]
    scores = (seen.sum(0) * norm + bias).tolist()
    cut = len(INTENTS)
    intent, spoken = wanted
    errors = [p - (k == intent) for k, p in enumerate(softmax(scores[:cut]))]
    errors += [p - (k == spoken) if spoken >= 0 else 0.0 for k, p in enumerate(softmax(scores[cut:]))]
    step = np.array(errors, np.float32) * np.float32(rate)
    bias -= np.float32(0.1) * step
    rows[marks] = seen - step * np.float32(norm) - np.float32(SHRINK) * seen


def vocabulary(phrases: Iterable[tuple[str, str, str]], heard: Iterable[tuple[str, str, str]]) -> list[str]:
    """Every word of the phrases: what is not a name.

    In `heard` a word counts from the second line on, or where hardly anybody is named.
    """
    words = {t.word for _, _, phrase in phrases for t in tokens(phrase) if t.kind == "word"}
    lines: Counter[str] = Counter()
    for _, intent, phrase in heard:
        said = {t.word for t in tokens(phrase) if t.kind == "word" and len(t.word) > 1}
        lines.update(dict.fromkeys(said, 1 if intent in NAMING else 2))
    return sorted(words | {word for word, count in lines.items() if count > 1})


def write(rows: Matrix, bias: Matrix, words: list[str]) -> None:
    """Weights as bytes with one common scale, the faintest left out; gzip without a date."""
    sizes = np.sort(np.abs(rows[rows != 0]))
    scale = float(sizes[int(len(sizes) * 0.9995)]) / 127
    small = np.clip(np.rint(rows / scale), -127, 127).astype(np.int8)
    small[np.abs(small) <= FAINTEST] = 0
    head = json.dumps(
        {"scale": scale, "bias": [round(float(b), 5) for b in bias], "vocabulary": words}, ensure_ascii=False
    )
    weights_file().write_bytes(gzip.compress(head.encode() + b"\n" + small.tobytes(), mtime=0))


if __name__ == "__main__":
    main(sys.argv[1:])

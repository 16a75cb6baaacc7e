"""Trains the opinion, same lines, same bytes: `python -m inbox.referring.training.train`.

`lines/LANGUAGE.jsonl` holds what partners write, by many hands: {"label": "refers" or "other", "text": …}.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from inbox.referring.opinion import marks
from workflows.conversation.classifier import BUCKETS
from workflows.conversation.text import tokens

LINES = Path(__file__).parent / "lines"
WEIGHTS = Path(__file__).parents[1] / "weights.gz"
LABELS = {"refers": 1.0, "other": 0.0}
COMMON = 8  # lines
EPOCHS = 12
RATE, SHRINK = 1.5, 1e-4
Row = npt.NDArray[np.float32]
Line = tuple[str, float, str]  # language, 1 or 0, text
Example = tuple[list[int], float]


def main() -> None:
    """Read, train, write."""
    lines = list(read_lines(LINES))
    common = words_of_many(lines)
    examples = [(marks(text, common), wanted) for _, wanted, text in lines]
    weights, bias = train([one for one in examples if one[0]])
    write(weights, bias, common)
    print(len(examples), "lines,", WEIGHTS.stat().st_size, "bytes")


def read_lines(folder: Path) -> Iterator[Line]:
    """Every line of every language; KeyError for a label nobody knows."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield path.stem, LABELS[row["label"]], row["text"]


def words_of_many(lines: Iterable[Line]) -> frozenset[str]:
    """What stands in so many lines, and also small, that it is nobody's name; German writes nouns large."""
    count, small = Counter[str](), Counter[str]()
    for language, _, text in lines:
        said = [token for token in tokens(text) if token.kind == "word"]
        count.update({token.word for token in said})
        small.update({token.word for token in said if language == "de" or not token.capital})
    return frozenset(word for word, lines_ in count.items() if lines_ >= COMMON and small[word] > 1)


def train(examples: Sequence[Example]) -> tuple[Row, float]:
    """Logistic regression by plain stochastic gradient descent."""
    weights, bias = np.zeros(BUCKETS, np.float32), 0.0
    arrays = [np.array(found) for found, _ in examples]
    for epoch in range(EPOCHS):
        rate = RATE / (1 + 0.35 * epoch)
        for at in sorted(range(len(examples)), key=lambda i: crc32(f"{epoch} {i}".encode())):
            seen, norm = weights[arrays[at]], 1 / math.sqrt(len(arrays[at]))
            guess = 1 / (1 + math.exp(-max(-30.0, min(30.0, float(seen.sum()) * norm + bias))))
            step = rate * (guess - examples[at][1])
            weights[arrays[at]] = seen - np.float32(step * norm) - np.float32(SHRINK) * seen
            bias -= 0.1 * step
    return weights, bias


def write(weights: Row, bias: float, common: frozenset[str]) -> None:
    """Weights as bytes with one common scale; gzip without a date."""
    sizes = np.sort(np.abs(weights[weights != 0]))
    scale = float(sizes[int(len(sizes) * 0.9995)]) / 127
    small = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
    head = json.dumps({"scale": scale, "bias": round(bias, 5), "common": sorted(common)}, ensure_ascii=False)
    WEIGHTS.write_bytes(gzip.compress(head.encode() + b"\n" + small.tobytes(), mtime=0))


if __name__ == "__main__":
    main()

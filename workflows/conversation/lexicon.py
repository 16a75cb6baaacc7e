"""Finds the phrases of the word tables in a message: `*` ends a stem, `..` skips up to three words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from workflows.conversation.words import de, en, es, fr, nl, pt

TABLES: Mapping[str, Mapping[str, str]] = {
    "en": en.WORDS, "de": de.WORDS, "fr": fr.WORDS, "es": es.WORDS, "nl": nl.WORDS, "pt": pt.WORDS,
}  # fmt: skip
GAP = 3
Phrase = tuple[str, ...]


class Lexicon:
    """Concepts by the phrases that name them; looking up costs a few dictionary reads per word."""

    def __init__(self, tables: Iterable[Mapping[str, str]]) -> None:
        self._exact: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
        self._stems: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
        for table in tables:
            for concept, phrases in table.items():
                for phrase in phrases.replace("\n", ",").split(","):
                    self._add(tuple(phrase.split()), concept)

    def _add(self, phrase: Phrase, concept: str) -> None:
        if not phrase:
            return
        first = phrase[1] if phrase[0] == "^" else phrase[0]
        if first.endswith("*"):
            self._stems[first[:-1]].append((phrase, concept))
        else:
            self._exact[first].append((phrase, concept))

    def words(self) -> set[str]:
        """Every whole word and stem of the tables."""
        known = {
            w for entries in (self._exact, self._stems) for es_ in entries.values() for p, _ in es_ for w in p
        }
        return {w.rstrip("*") for w in known if w not in {"..", "^", "$"}}

    def find(self, words: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
        """Concept -> places (first word, one past the last) in the clause."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, word in enumerate(words):
            entries = list(self._exact.get(word, ()))
            for size in range(2, len(word) + 1):
                entries += self._stems.get(word[:size], ())
            for phrase, concept in entries:
                end = _match(phrase, words, at)
                if end:
                    found[concept].append((at, end))
        return dict(found)


def _match(phrase: Phrase, words: Sequence[str], at: int) -> int:
    """One past the last word of the phrase at this place, or 0."""
    if phrase[0] == "^":
        return 0 if at else _match(phrase[1:], words, at)
    return _rest(phrase, words, at)


def _rest(phrase: Phrase, words: Sequence[str], at: int) -> int:
    for index, part in enumerate(phrase):
        if part == "..":
            tails = (_rest(phrase[index + 1 :], words, at + skip) for skip in range(GAP + 1))
            return next((end for end in tails if end), 0)
        if part == "$":
            return at if at == len(words) else 0
        if at >= len(words) or not (
            words[at].startswith(part[:-1]) if part[-1] == "*" else words[at] == part
        ):
            return 0
        at += 1
    return at


@cache
def lexicon() -> Lexicon:
    """All languages at once: short messages do not tell which one they are in."""
    return Lexicon(TABLES.values())

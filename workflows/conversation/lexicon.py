"""Finds the phrases of the word tables in a message: `*` ends a stem, `..` skips up to four words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from workflows.conversation.words import de, en, es, fr, nl, pt
from workflows.conversation.words.kinds import KINDS
from workflows.conversation.words.oblique import OBLIQUE
from workflows.conversation.words.strangers import STRANGERS

TABLES: Mapping[str, Mapping[str, str]] = {
    "en": en.WORDS, "de": de.WORDS, "fr": fr.WORDS, "es": es.WORDS, "nl": nl.WORDS, "pt": pt.WORDS,
}  # fmt: skip
BESIDE: Mapping[str, Sequence[tuple[str, str]]] = {
    language: [
        (concept, said[language])
        for table in (KINDS, OBLIQUE, STRANGERS)
        for concept, said in table.items()
        if language in said
    ]
    for language in TABLES
}
GAP = 4
Phrase = tuple[str, ...]


# An opt-out is heard in any language; other words only in the ones the message may be in.
ALWAYS = frozenset({"optout", "keepmail"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase and what it tells in which language."""

    phrase: Phrase
    concept: str
    language: str


class Lexicon:
    """Concepts by the phrases that name them; looking up costs a few dictionary reads per word."""

    def __init__(self, tables: Mapping[str, Mapping[str, str]]) -> None:
        self._exact: dict[str, list[Entry]] = defaultdict(list)
        self._stems: dict[str, list[Entry]] = defaultdict(list)
        for language, table in tables.items():
            for concept, phrases in (*table.items(), *BESIDE.get(language, ())):
                for phrase in phrases.replace("\n", ",").split(","):
                    self._add(Entry(tuple(phrase.split()), concept, language))
        self._longest = max(map(len, self._stems), default=0)

    def _add(self, entry: Entry) -> None:
        if not entry.phrase:
            return
        first = entry.phrase[1] if entry.phrase[0] == "^" else entry.phrase[0]
        if first.endswith("*"):
            self._stems[first[:-1]].append(entry)
        else:
            self._exact[first].append(entry)

    def words(self, without: Collection[str] = ()) -> set[str]:
        """Every whole word and stem of the tables, but for those of some concepts."""
        entries = chain(*self._exact.values(), *self._stems.values())
        known = {
            word.rstrip("*") for entry in entries if entry.concept not in without for word in entry.phrase
        }
        return known - {"..", "^", "$", ""}

    def is_stem(self, word: str) -> bool:
        """Whether some phrase takes the word by its beginning."""
        return any(word[:size] in self._stems for size in range(3, min(len(word), self._longest) + 1))

    def find(
        self, words: Sequence[str], languages: Collection[str], starts: Collection[int] = (0,)
    ) -> dict[str, list[tuple[int, int]]]:
        """Concept -> places (first word, one past the last); `^` phrases count at the `starts` only."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, word in enumerate(words):
            entries = list(self._exact.get(word, ()))
            for size in range(2, min(len(word), self._longest) + 1):
                entries += self._stems.get(word[:size], ())
            for entry in entries:
                if entry.language not in languages and entry.concept not in ALWAYS:
                    continue
                anchored = entry.phrase[0] == "^"
                end = 0 if anchored and at not in starts else _rest(entry.phrase[anchored:], words, at)
                if end:
                    found[entry.concept].append((at, end))
        return dict(found)


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
    return Lexicon(TABLES)

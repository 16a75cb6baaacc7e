"""Names that are written in lower case: an address, or what no table knows, tells which words they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from workflows.conversation.text import Token
from workflows.conversation.words import names as words


@dataclass(frozen=True, slots=True)
class LowerCase:
    """A message: its words, the places about referrals on file, and what its addresses begin with."""

    found: Sequence[Token]
    taken: frozenset[int]
    vocabulary: Collection[str]
    locals: Sequence[str]

    def names(self) -> list[tuple[int, int]]:
        """All in lower case: the address tells which words are the name."""
        spans: list[tuple[int, int]] = []
        for at, token in enumerate(self.found):
            if (
                token.kind != "word"
                or at in self.taken
                or (spans and at < spans[-1][1])
                or token.word in self.vocabulary
            ):
                continue
            end = at + 1
            while self._goes_in(end) or (
                end + 1 < len(self.found)
                and self.found[end].word == "&"
                and self.found[end + 1].kind == "word"
            ):
                end += 1 if self.found[end].word != "&" else 2
            if len(token.word) > 1:
                spans.append((at, end))
        return spans if self.locals else []

    def _goes_in(self, at: int) -> bool:
        """Goes on with a name in lower case."""
        token = self.found[at] if at < len(self.found) else None
        return (
            token is not None
            and token.kind == "word"
            and token.word not in words.LINKS
            and (token.word not in self.vocabulary or token.word in words.INDUSTRY)
        )

    def owners(self, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """`my cousin solange brito runs Brito Cosméticos`: a name in lower case that an address bears out."""
        inside = {at for span in spans for at in range(*span)}
        known = {self.found[at].word for at in inside}
        owners = [
            at
            for at, token in enumerate(self.found)
            if token.kind == "word" and not token.capital and len(token.word) > 1 and at not in self.taken
            if at not in inside and token.word not in known and token.word in self.locals
        ]
        return [(at, at + 1 + self._surname(at + 1, known)) for at in owners[:1]] if spans else []

    def _surname(self, at: int, known: Collection[str]) -> int:
        """Words of a surname that follows: no word of the language, or one that the firm carries."""
        following = self.found[at] if at < len(self.found) else None
        if following is None or following.kind != "word" or at in self.taken or following.word in words.LINKS:
            return 0
        if following.word in words.PARTICLES:
            rest = self._surname(at + 1, known)
            return 1 + rest if rest else 0
        return int(following.word in known or following.word not in self.vocabulary)

"""Which of several referrals a clause means: those it does not deny, the place in a list that we gave."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.conversation.clauses import Clause
from workflows.conversation.resolver import Mention
from workflows.conversation.text import Token

NOT = frozenset("not nicht pas no niet nao".split())


def meant(part: Clause, found: Sequence[Token]) -> tuple[Mention, ...]:
    """The names of a clause; of `Priya, not Colin` and `I meant X, not the Y` the first."""
    if len(part.mentions) < 2 or not part.any("neg", "rather"):
        return part.mentions
    said = [t.word for t in found]
    denied = [m for m in part.mentions if NOT.intersection(said[max(0, m.start - 2) : m.start])]
    return tuple(m for m in part.mentions if m not in denied) or part.mentions


def place(part: Clause) -> int | None:
    """Where in the list that we gave: `the third one`, `the last`."""
    places = [at for at, word in enumerate(("first", "second", "third")) if part.any(word)]
    places += [-1] if part.any("last") else []
    return places[0] if len(places) == 1 else None

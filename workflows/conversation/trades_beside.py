"""A trade said beside a name on file: `Jo Lee's brewery`, `the Oakhurst school`, `the bakery of Petra`."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.conversation.on_file import Known
from workflows.conversation.text import Token
from workflows.conversation.words import trades

_OF = frozenset("of von vom der des de du d la le da do das dos del van het".split())

# "I'm at the dentist", "ich bin beim Zahnarzt": where somebody is.
_IS = frozenset("im am was be ill bin war sind suis serai estoy ben zit sit estou".split())
_AT = frozenset("at beim chez en bij no na".split())


def sits_there(found: Sequence[Token], at: int) -> bool:
    """The trade says where the writer is, and names nobody."""
    before = [t.word for t in found[max(0, at - 4) : at]]
    return not _IS.isdisjoint(before) and not _AT.isdisjoint(before[-2:])


def by_trade_beside(found: Sequence[Token], hits: list[dict[str, int]], referrals: tuple[Known, ...]) -> None:
    """Let a word of a trade join the name beside it where a referral meant by it does that.

    Changes `hits`; what names another one by itself stays as it is.
    """
    does = {entry.ref: entry.trades for entry in referrals if entry.trades}
    for at, token in enumerate(found):
        groups = trades.groups(token.word) if does and token.kind == "word" and not hits[at] else frozenset()
        if groups:
            named = hits[at - 1] if at and hits[at - 1] else _behind(found, hits, at)
            hits[at] = {ref: 2 for ref in named if does.get(ref, frozenset()) & groups}


def _behind(found: Sequence[Token], hits: list[dict[str, int]], at: int) -> dict[str, int]:
    """The name behind it, over an "of" or two; `the vet in Lee` may be anybody's."""
    for skip in (1, 2, 3):
        if at + skip >= len(found):
            return {}
        if hits[at + skip]:
            return hits[at + skip] if skip > 1 else {}
        if found[at + skip].word not in _OF:
            return {}
    return {}

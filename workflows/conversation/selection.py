"""The answer to our own "which one did you mean?": a number, a place, a word of the name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workflows.conversation.clauses import Clause
from workflows.conversation.on_file import Known
from workflows.conversation.resolver import Found
from workflows.conversation.text import Token
from workflows.conversation.words import trades

_LIST = re.compile(r"disambiguation:\[([^\]]*)\]")


def offered(awaiting: str | None) -> tuple[str, ...]:
    """The references we offered; empty when we did not ask."""
    match = _LIST.match(awaiting or "")
    return tuple(ref.strip() for ref in match[1].split(",") if ref.strip()) if match else ()


def chosen(
    parts: Sequence[Clause],
    found: Sequence[Token],
    names: Found,
    options: tuple[str, ...],
    referrals: Sequence[Known],
) -> tuple[str, ...]:
    """Which of the options the words choose; empty when they choose none of them or nothing clear."""
    has = frozenset().union(*(p.has for p in parts)) if parts else frozenset()
    named = [m.refs & set(options) for m in names.mentions]
    certain = sorted({next(iter(refs)) for refs in named if len(refs) == 1}, key=options.index)
    denied = "neg" in has and not any(p.question for p in parts)
    if certain and denied:  # "not the roofing one" chooses the other, where there is one other
        rest = tuple(ref for ref in options if ref not in certain)
        return rest if len(certain) == len(rest) == 1 else ()
    if certain:
        return tuple(certain)
    if denied:
        return ()
    if "both" in has:
        return options
    by_word = _by_words(found, options, referrals)
    if by_word:
        return by_word
    return _by_place(has, [t.word for t in found if t.kind == "num"], options)


def _by_words(
    found: Sequence[Token], options: tuple[str, ...], referrals: Sequence[Known]
) -> tuple[str, ...]:
    words = {t.word for t in found if t.kind == "word" and len(t.word) > 2}
    fits = [
        k.ref
        for k in referrals
        if k.ref in options
        and any(
            name == w or (len(w) > 4 and (name.startswith(w) or w.startswith(name)))
            for w in words
            for name in k.words
            if len(name) > 2
        )
    ]
    if not fits:
        does = frozenset(number for word in words for number in trades.groups(word))
        fits = [k.ref for k in referrals if k.ref in options and k.trades & does]
    return tuple(fits) if len(fits) == 1 else ()


def _by_place(has: frozenset[str], numbers: Sequence[str], options: tuple[str, ...]) -> tuple[str, ...]:
    places = {int(n) - 1 for n in numbers if n.isdecimal() and 0 < int(n) <= len(options)}
    if any(n.isdecimal() and int(n) > len(options) for n in numbers):
        return ()
    places |= {at for at, word in enumerate(("first", "second", "third")) if word in has}
    if not places and "last" in has:
        places = {len(options) - 1}
    return (
        tuple(options[at] for at in sorted(places) if at < len(options))
        if all(at < len(options) for at in places)
        else ()
    )

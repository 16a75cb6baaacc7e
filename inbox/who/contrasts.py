"""Not this one but that one: a name between a denial and the word that turns to somebody else.

All patterns meet folded text (lower case, no accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from inbox.said import wishes

BEFORE = 110  # characters before a name in which its denial may stand
BEHIND = 120  # characters behind it in which the other one is named

_DENIALS = (
    r"(?:is not|isn't|not|don't want|do not want)(?: to| with| for| from)? (?:the|his|her|their|our|my|"
    r"that|whoever)",
    r"nicht(?: mit| an| bei)? (?:der|die|das|den|dem|sein\w{0,2}|ihr\w{0,2}|mein\w{0,2})",
    r"pas(?: a| avec| de)? (?:le|la|l'|un|une|celui|celle|son|sa|mon|ma|au)",
    r"no(?: es| con| a)? (?:el|la|al|un|una|su|mi|quien)",
    r"non(?: e| con| a)? (?:il|la|lo|l'|un|una|quello|quella|chi|al|col)",
    r"nao(?: e| com| a)? (?:o|a|ao|um|uma|ele|ela|quem)",
    r"niet(?: met| bij| aan)? (?:de|het|die|zijn|haar|mijn|degene)",
    r"nie (?:jest|chodzi o|ten|ta)|(?:neni|nejde o|nie je|nejedna se o)|ei ole|nem (?:a|az)|nu (?:e|este)",
    r"(?:inte|ikke|ikkje|ej)(?: med| till| til)? (?:den|det|hans|hennes|min|[a-z-]{3,24}(?:en|et))",
    r"не (?:тот|та|это|к|с)|не (?:тои|та|цеи)|δεν ειναι (?:ο|η)",
)
_TURNS = (
    r"but|it's|it is|rather|sondern|mais|sino|mas|ma|bensi|maar|lecz|tylko|ale|nybrz|utan|men|vaan|hanem|"
    r"ci|"
    r"а|но|але|αλλα"
)
_NO_PERSON = r"(?! (?:\w+ )?(?:(?:first |only )?time|mal|fois|vez|volta|keer|gang|kerta|first|erste|only))"
_DENIED = re.compile(rf"(?:^|[\s,(])(?:{'|'.join(_DENIALS)}){_NO_PERSON}(?:\W|(?<='))[^.;!?]{{0,80}}$")
_TURNED = re.compile(rf"[^.;!?]{{0,50}}?[\s,)]\s?(?:{_TURNS})\s")
_TURN = re.compile(rf"[\s,)](?:{_TURNS})\s")


def is_one_between(others: Sequence[int], begin: int, stop: int) -> bool:
    """Whether one of the places, which stand in order, lies there."""
    at = bisect_left(others, begin)
    return at < len(others) and others[at] < stop


def is_set_aside(folded: str, start: int, end: int, others: Sequence[int]) -> bool:
    """Whether the name here is denied, and somebody else is named behind the word that turns from it.

    `others` are the places of names in the text, in order.
    """
    turned = _TURNED.match(folded, end)
    if not turned or not is_one_between(others, turned.end(), turned.end() + BEHIND):
        return False
    before = folded[max(0, start - BEFORE) : start]
    denied = _DENIED.search(before)
    return denied is not None and not _TURN.search(before, denied.start() + 4)


_BUT = re.compile(
    r"[^.!?]{0,90}?[\s,)](?:but|aber|doch|mais|pero|ma|mas|porem|maar|ale|men|mutta|de|dar|ama|но|але|"
    r"αλλα)\s([^.!?]{0,80})"
)


_HENCE = re.compile(  # "is retiring in the spring, so wants this sorted by then"
    r"[^.!?]{0,60}?[\s,)](?:so|and so|hence|und will|und mochte|weshalb|donc|alors|asi que|quindi|percio|"
    r"dus|entao|por isso)"
    r"\s([^.!?]{0,80})"
)


def turns_to_a_wish(folded: str, start: int, others: Sequence[int]) -> bool:
    """ "He isn't our client, but he needs what you do": the denial is not about being referred."""
    turned = _BUT.match(folded, start) or _HENCE.match(folded, start)
    if not turned or is_one_between(others, turned.start(1), turned.end()):
        return False
    return wishes.others_want(turned[1])

"""Which of the names in a message are firms, and how far their names reach."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from workflows.conversation.roles import ROLES
from workflows.conversation.text import Token
from workflows.conversation.words import names, trades

_THE = frozenset("the la el los las le les die het o os as".split())
_BESIDE = frozenset(", ( - – / : \n von vom bei der die das".split(" "))  # between a person and a firm
_NEAR = 6  # words between a person and the firm of the same name
# "Sabine Thoma, Tochter Thoma": relatives and data, no firms.
_NO_FIRM = frozenset(
    """
    tochter sohn bruder schwester mutter vater mann ehemann ehefrau gatte gattin onkel tante neffe nichte
    cousin cousine oma opa familie ehepaar geschwister eheleute kollege kollegin kontakt name nachname
    telefon tel mobil handy mail adresse nummer durchwahl buro privat senior junior witwe
    """.split()
)
# "He has Mancini Foods": somebody named before, and what is theirs.
_THEY = frozenset("he she they er sie il elle ils ella hij zij ze ele ela eles".split())
_HAVE = frozenset("has have hat haben a ont tiene tienen heeft hebben tem".split())


def firm_words(found: Sequence[Token], span: tuple[int, int]) -> bool:
    """Whether a word of the name is one of firms."""
    led = span[0] > 0 and found[span[0] - 1].word in _THE  # "la Academia Delfos" is no person
    return any(
        (led and trades.groups(t.word))
        or t.word in names.INDUSTRY
        or t.word.endswith(names.TRADES)
        or is_legal(t)
        or t.word == "&"
        or (t.word in names.GENERIC and t.word not in names.PARTICLES and len(t.word) > 3)
        for t in found[span[0] : span[1]]
    )


def owned(found: Sequence[Token], span: tuple[int, int]) -> bool:
    """`runs Foo`, `die Firma Foo`."""
    return any(t.word in names.OWNS for t in found[max(0, span[0] - 3) : span[0]])


def is_legal(token: Token) -> bool:
    """ "SA" and "AG"; Sá is a surname."""
    return token.kind == "word" and token.word in names.LEGAL and token.raw.isascii()


def had_by_them(found: Sequence[Token], person: tuple[int, int], span: tuple[int, int]) -> bool:
    """`Bruno Mancini, 0770…, he has Mancini Foods`: theirs as it is said, or by the surname that it bears."""
    before = [t.word for t in found[max(0, span[0] - 2) : span[0]]]
    said = len(before) == 2 and before[0] in _THEY and before[1] in _HAVE
    words = [t.word for t in found[span[0] : span[1]]]
    trade = firm_words(found, span) or any(trades.groups(word) for word in words)
    surname = found[person[1] - 1].word if person[1] - person[0] > 1 else ""
    return (said and (trade or len(words) == 1 or words[0] == surname)) or (trade and surname in words)


def nouns_firm(found: Sequence[Token], at: int) -> bool:
    """`Sabine Thoma, Blumen Thoma`: where nouns have capitals, a noun and the surname are the firm."""
    following = found[at + 1] if at + 1 < len(found) else None
    if following is None or following.kind != "word" or not following.capital or at < 2:
        return False
    if found[at].word in _NO_FIRM | ROLES | names.HONORIFICS or found[at - 1].word not in _BESIDE:
        return False
    person = found[max(0, at - _NEAR) : at - 1]
    return any(
        b.word == following.word and b.capital and a.capital and a.kind == b.kind == "word"
        for a, b in pairwise(person)
    )


def spelt_by(found: Sequence[Token], span: tuple[int, int], domains: Collection[str]) -> tuple[int, int]:
    """The name as far as the domain of an address spells it: `Blumen Thoma` of blumenthoma.example."""
    start, end = span
    plain = {_plain(domain) for domain in domains}
    said = _plain("".join(t.word for t in found[start:end]))
    before = found[start - 1] if start else None
    if (
        said not in plain
        and before is not None
        and before.kind == "word"
        and _plain(before.word) + said in plain
    ):
        return start - 1, end
    after = found[end] if end < len(found) else None
    if (
        said not in plain
        and after is not None
        and after.kind == "word"
        and said + _plain(after.word) in plain
    ):
        return start, end + 1
    return span


def surname_again(
    found: Sequence[Token], person: tuple[int, int], firm: tuple[int, int], domains: Collection[str]
) -> bool:
    """`Sabine Thoma …, Frau Thoma hat Zeit`: nobody's firm, unless an address or the words say so."""
    before = found[firm[0] - 1].word if firm[0] else ""
    again = firm[1] - firm[0] == 1 and found[firm[0]].word in {t.word for t in found[slice(*person)]}
    if not again:
        return False
    if before in names.HONORIFICS | ROLES | _NO_FIRM:
        return True
    return before not in names.LINKS and found[firm[0]].word not in domains


def _plain(word: str) -> str:
    """An umlaut as it is written in addresses or out of them."""
    return re.sub("([aou])e", r"\1", word)

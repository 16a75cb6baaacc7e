"""The partner's referrals by the words that name them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from cleanco import basename

from workflows.conversation.text import fold
from workflows.conversation.words import names, trades

JOINTS = frozenset(
    """& and und et y e en de da do das dos del du des of at from with the le la les los el o a von bei van
    vom der den die das chez in - / ' , ( . : di op zur zum am im au aux het""".split()
)
_PAIR = re.compile(r"\b(\w)\w*\s*(?:&|and|und|et|y|e|en)\s*(\w)\w*")  # Harrow & Finch: h&f

SHORTEST = 4  # letters of a word that tells a firm from others


@dataclass(frozen=True, slots=True)
class Known:
    """One referral on file by the words that name it."""

    ref: str
    company: tuple[str, ...]
    contact: tuple[str, ...]
    initials: frozenset[str]
    joined: frozenset[str]
    trades: frozenset[int] = frozenset()

    @property
    def words(self) -> frozenset[str]:
        """Every word that may stand for it."""
        return frozenset(self.company) | frozenset(self.contact)


def known(referrals: Sequence[Mapping[str, object]]) -> tuple[Known, ...]:
    """The partner's referrals, ready to be looked up."""
    return tuple(
        _known(str(r.get("ref") or ""), str(r.get("company") or ""), str(r.get("contact") or ""))
        for r in referrals
    )


@lru_cache(maxsize=4096)
def _known(ref: str, company: str, contact: str) -> Known:
    every = _name_words(company)
    words = _without_form(_name_words(basename(company) or company)) or tuple(every)
    heads = "".join(w[0] for w in words if w not in JOINTS)
    full = "".join(w[0] for w in every if w not in JOINTS)
    pairs = (f"{a}&{b}" for a, b in _PAIR.findall(fold(company)))
    initials = frozenset((*(i for i in (heads, full) if len(i) > 1), *pairs))
    content = tuple(w for w in words if w not in JOINTS)
    joined = {"".join(content), "".join(words)} | {"".join(pair) for pair in pairwise(content)}
    persons = tuple(w for w in _name_words(contact) if w not in JOINTS and len(w) > 1)
    spelt = frozenset(j for j in joined if len(content) > 1 and len(j) > 4)
    does = frozenset(number for word in content for number in trades.groups(word))
    return Known(ref, content, persons, initials, spelt, does)


def _without_form(words: list[str]) -> tuple[str, ...]:
    """Legal forms stand at the end; a Spa in the middle is one to bathe in."""
    while words and words[-1] in names.LEGAL:
        words = words[:-1]
    return tuple(words)


def _name_words(name: str) -> list[str]:
    flat = fold(name).replace("'", "")
    return [w for w in re.split(r"[^\w&]+", flat) if w and w != "&"]


def alike(name: str, referrals: tuple[Known, ...]) -> frozenset[str]:
    """The referrals on file whose company this is, legal suffix or not."""
    words = tuple(w for w in _name_words(basename(name) or name) if w not in JOINTS and w not in names.LEGAL)
    return frozenset(k.ref for k in referrals if words and (words == k.company or "".join(words) in k.joined))


def of_domain(domain: str, referrals: tuple[Known, ...]) -> frozenset[str]:
    """The referrals whose firm an address of this domain belongs to: `brightpath` is Brightpath Tutoring."""
    house = re.sub(r"[^a-z0-9]", "", fold(domain.partition(".")[0]))
    return frozenset(
        k.ref
        for k in referrals
        if house in k.joined or (k.company and house == k.company[0] and len(house) > SHORTEST)
    )


def of_contact(local: str, referrals: tuple[Known, ...]) -> frozenset[str]:
    """The one referral whose contact's whole name an address begins with: `fiona.kerr`."""
    parts = tuple(part for part in re.split(r"[._+-]", fold(local)) if part)
    refs = frozenset(k.ref for k in referrals if len(parts) > 1 and parts == k.contact)
    return refs if len(refs) == 1 else frozenset()

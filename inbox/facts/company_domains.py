"""The domain of an address as the name of its owner, and how well a company's name spells it."""

from __future__ import annotations

import re
from functools import lru_cache

from inbox import words
from inbox.who.names import bare, fold, folds
from workflows.model import FREE_MAIL

_SECOND_LEVEL = frozenset("co com org net ac gov edu ltd plc gob gouv or ne go".split())
JOINERS = frozenset(
    "& + and und et y e i og och en of de des du d del della di da do dos das la le les los las der "
    "den dem am an im in for the van het 't zu zum zur".split()
)


@lru_cache(maxsize=4096)
def label_of(domain: str) -> str:
    """The part of a domain that names its owner: mail.acme.co.uk gives acme; free mail gives nothing."""
    if not domain or domain in FREE_MAIL:
        return ""
    parts = domain.lower().split(".")[:-1]
    while len(parts) > 1 and parts[-1] in _SECOND_LEVEL:
        parts.pop()
    return parts[-1] if parts else ""


def from_domain(domain: str) -> str:
    """A readable guess at the company behind a domain; empty for free mail."""
    label = label_of(domain)
    return " ".join(part.capitalize() for part in label.split("-")) if label else ""


@lru_cache(maxsize=4096)
def fits_domain(name: str, domain: str) -> float:
    """How much of the domain's label the name spells, 0 to 1: "Elm Tree Vets" and elmtreevets give 1."""
    label = re.sub(r"[^a-z0-9]", "", fold(label_of(domain)))
    if len(label) < 2:
        return 0.0
    tokens = [t for t in re.split(r"[\s.,'’&+/()-]+", name) if t]
    tokens = [
        t for t in tokens if bare(t) not in words.LEGAL_FORMS or len(t) > 5 or bare(t) == label
    ] or tokens
    if len(label) > 5 and not any(one[:3] in label for t in tokens if len(t) > 2 for one in folds(t)):
        return 0.0
    return max(
        (_spelled(label, [folds(t)[min(i, len(folds(t)) - 1)] for t in tokens]) for i in (0, 1)), default=0.0
    )


def _spelled(label: str, tokens: list[str]) -> float:
    """The share of the label covered by tokens or their beginnings, left to right in any order."""
    tokens = [re.sub(r"[^a-z0-9]", "", t) for t in tokens][:8]
    initials = "".join(t[0] for t in tokens if t and t not in JOINERS)
    if (len(tokens) > 1 and initials == label) or "".join(t[0] for t in tokens if t) == label:
        return 1.0
    at, covered, used = 0, 0, set[int]()
    while at < len(label):
        hit, size = -1, 0
        for i, token in enumerate(tokens):
            if i in used or not token:
                continue
            length = _common_prefix(token, label, at)
            whole = length == len(token)
            small = length == len(label) or bool(used) or (length > 1 and token in JOINERS)
            if length > size and (length >= 3 or (whole and small)):
                hit, size = i, length
        if hit < 0:
            at += 1
            continue
        used.add(hit)
        covered += size
        at += size
    if covered / len(label) < 0.5:
        joined = "".join(tokens)
        if len(joined) >= 5 and abs(len(joined) - len(label)) <= 2 and _near(joined, label):
            return 0.8
    return covered / len(label)


def _common_prefix(token: str, label: str, at: int) -> int:
    length = 0
    while length < len(token) and at + length < len(label) and token[length] == label[at + length]:
        length += 1
    return length


def _near(one: str, other: str) -> bool:
    same = sum(a == b for a, b in zip(one, other, strict=False)) + sum(
        a == b for a, b in zip(one[::-1], other[::-1], strict=False)
    )
    return same >= max(len(one), len(other)) - 1

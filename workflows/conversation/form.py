"""`Name: …`, `Company: …`: people given as a form."""

from __future__ import annotations

import re

from workflows.conversation.text import fold
from workflows.conversation.words import names

_FIELD = re.compile(
    r"(?:^|[\n;,|])\s*[-*•]?\s*([\w-]+(?: [\w-]+)?)\s*[:=]\s*"
    r"([^\n;|]*?)(?=\s*(?:$|[\n;|]|,\s*[\w-]+\s*[:=]))"
)
_KINDS = {label: kind for kind, labels in names.LABELS.items() for label in labels.split()}
ENOUGH = 2  # fields that make a form


def form(text: str) -> list[dict[str, str]]:
    """The people of the form, each with the fields given; empty when the text is none."""
    people: list[dict[str, str]] = [{}]
    for match in _FIELD.finditer(text):
        kind, value = _kind(match[1]), match[2].strip(" ,.*_")
        if not kind or not value or (kind == "email" and "@" not in value):
            continue
        if kind in people[-1]:
            people.append({})
        people[-1][kind] = _without_title(value) if kind == "name" else value
    return [person for person in people if len(person) >= ENOUGH]


def _kind(label: str) -> str | None:
    """Which field a label names; its last word decides."""
    flat = fold(label).replace(" ", "-")
    return _KINDS.get(flat) or _KINDS.get(flat.split("-")[-1])


def _without_title(name: str) -> str:
    words = name.split()
    while words and fold(words[0]).strip(".") in names.HONORIFICS:
        words = words[1:]
    return " ".join(words)

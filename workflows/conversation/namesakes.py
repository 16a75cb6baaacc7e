"""People and firms that share a name with somebody on file, and are others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workflows.conversation.text import Token, fold


def free_namesakes(found: Sequence[Token], hits: list[dict[str, int]]) -> None:
    """`his sister Petra Osborne of Osborne Optics, petra@osborneoptics…` is not the Osborne on file."""
    addresses = [fold(t.raw).partition("@") for t in found if t.kind == "email"]
    locals_ = {part for local, _, _ in addresses for part in re.split(r"[._+-]", local)}
    houses = {re.sub(r"[^a-z0-9]", "", domain.rpartition(".")[0]) for _, _, domain in addresses}

    def free(at: int) -> bool:
        return 0 <= at < len(found) and found[at].kind == "word" and found[at].capital and not hits[at]

    firms = {
        at for at in range(len(found) - 1) if free(at + 1) and found[at].word + found[at + 1].word in houses
    }
    surnames = {found[at].word for at in firms}
    for at, token in enumerate(found):
        first = token.word in surnames and free(at - 1) and found[at - 1].word in locals_
        if token.kind == "word" and token.capital and (at in firms or first):
            hits[at] = {}

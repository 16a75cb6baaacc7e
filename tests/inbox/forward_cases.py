"""Bodies as mail programs write them when somebody forwards."""

from __future__ import annotations

from tests.inbox.forward_case import JANE_AT, SAM_AT, WORDS, Case, quoted
from tests.inbox.forward_classics import CLASSICS
from tests.inbox.forward_rarities import RARITIES

CASES = CLASSICS + RARITIES

__all__ = ["CASES", "JANE_AT", "SAM_AT", "WORDS", "Case", "quoted"]

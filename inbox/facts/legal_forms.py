"""Legal forms of companies: Ltd, GmbH, S.r.l., 株式会社 and the like."""

from __future__ import annotations

import re

from inbox import words
from inbox.who.names import bare

DOTTED = re.compile(
    r"[\s,]*(?:\b(?:s\.\s?[aàl]\.?\s?r?\.?\s?l?\.?|s\.p\.a\.?|s\.r\.l\.?(?:\s?s\.?)?|s\.a\.s\.?|"
    r"sp\.?\s?z\s?o\.?\s?o\.?|sp\.?\s?[jk]\.|spol\.\s?s\s?r\.\s?o\.?|b\.v\.?|n\.v\.?|e\.v\.?|e\.k\.?|"
    r"s\.c\.?|"
    r"l\.l\.c\.?|inc\.|ltd\.|co\.,? ltd\.?|a/s|k/s|i/s|gmbh (?:&|und|u\.) co\.? ?(?:kg|ohg|kgaa)?|"
    r"gmbh|ggmbh|ag (?:&|und) co\.? ?kg|& co\.? kg|pty\.? ltd\.?|pte\.? ltd\.?|unipessoal,? lda\.?|"
    r"s\.l\.u?\.?|d\.o\.o\.?|"
    r"kft\.?|zrt\.?|bt\.?|s\.r\.o\.?|a\.s\.?|oy ab|oyj?)(?![^\W\d_]))",
    re.I,
)
_PREFIXED = frozenset("ооо оао зао пао ао ип тоо тов شركة".split())  # forms that stand before the name
_CJK_LEGAL = re.compile("株式会社|有限会社|合同会社|合資会社|公司|集团|集團|주식회사|유한회사|㈱|㈲")


def has_legal_form(text: str) -> bool:
    """True when the words end in Ltd, GmbH, S.r.l. and the like."""
    if any(m.start() > 0 and len(text) - m.end() < 4 for m in DOTTED.finditer(text)):
        return True
    if _CJK_LEGAL.search(text):
        return True
    keys = [bare(t.strip(",()")) for t in text.split()]
    if len(keys) > 1 and keys[0] in _PREFIXED:
        return True
    return any(
        k in words.LEGAL_FORMS and (k not in words.WEAK_LEGAL or _shouted(t))
        for k, t in zip(keys[1:], text.split()[1:], strict=False)
    )


def is_legal(word: str) -> bool:
    """True for one word that is a legal form, or part of one."""
    key = bare(word)
    return key in words.LEGAL_FORMS and (
        key not in words.WEAK_LEGAL
        or _shouted(word)
        or (word[:1].isupper() and key in ("co", "inc", "lp", "stiftung"))
    )


def _shouted(word: str) -> bool:
    return len(word) > 1 and word.strip(".,").replace(".", "").isupper()

"""Whether a partner asks for a brochure, slides or the newsletter; to praise one is to ask for none.

All patterns meet folded text (lower case, no accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

import re

from inbox.said.phrases import MATERIAL, any_of

_ASKS = any_of(
    r"send|sent|share|forward|mail|e-?mail|get|give|need|want|wants|have|please|pls|attach|pass|post|"
    r"drop|copy|could|can|"
    r"would|request\w*|asked for|ask(?:s|ing)? for|print",
    r"schick\w*|send\w*|zukommen|brauch\w*|benotig\w*|hatte\w*|haben|bitte|gebt|konnt\w*|konnen|"
    r"mochte\w*|mail\w*",
    r"envo\w+|transm\w+|avez|avoir|pouv\w+|pourri\w+|besoin|merci de|donn\w+|veut|voudr\w+|"
    r"faire (?:parvenir|suivre)",
    r"envi\w+|mand\w+|teneis|tienen|tienes|podeis|podri\w+|pued\w+|necesit\w+|quier\w+|pas(?:ad|en|"
    r"ar)\w*|hac\w+ llegar",
    r"inviat\w*|invi\w+|mandat\w*|mand\w+|avete|potete|potrest\w+|serv\w+|bisogno|vorre\w+|vuol\w*",
    r"stur\w*|stuur\w*|hebben|heb|kunnen|kun|graag|wil|nodig|mail\w*|opsturen",
    r"wysl\w*|przesl\w*|przysl\w*|macie|mozecie|prosz\w*|potrzeb\w*|chce|chcial\w*|dostac",
    r"skicka\w*|har ni|kan ni|garna|behov\w*|send\w*|har i|kan i|har dere|kan dere|trenger|brug for|"
    r"vil gerne",
    r"envi\w+|mand\w+|tem|teem|podem|precis\w+|quer\w*|poslat|posl\w+|mate|potreb\w*|lahett\w+|kuld\w+|"
    r"trimit\w+|gonder\w+|"
    r"отправ\w*|пришл\w*|вышл\w*|надішл\w*|στειλ\w*",
)
_SENTENCE = re.compile(r"[.!?;](?=\s|$)|\n\s*\n|,? (?:da|and one|elle m'a)(?= )")


def asks_for_one(text: str) -> bool:
    """Whether a sentence that names one asks for it. `text` is folded."""
    begin = 0
    for end in (*(m.end() for m in _SENTENCE.finditer(text)), len(text)):
        sentence = text[begin:end]
        if MATERIAL.search(sentence) and ("?" in sentence or _ASKS.search(sentence)):
            return True
        begin = end
    return False

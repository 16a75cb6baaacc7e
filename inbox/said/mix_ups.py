"""What partners say when the one they named is not the one they meant: the right one takes their place.

A "sorry" alone says nothing of the kind: "Sorry for the delay, please call Karl" names one more.
All patterns meet folded text (lower case, no accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

from inbox.said.phrases import any_of
from inbox.who.names import fold

_REPLACED = any_of(
    r"wrong (?:person|contact|guy|man|woman|lady|one|name|company|people|details)|(?:instead|"
    r"rather) (?:of|than)|"
    r"mixed (?:them|him|her|it|up|the)(?: \w+)*? up|mixed up|confus(?:ed|ing) (?:him|her|them|it|the|with)|"
    r"not (?:him|her|them)(?= *[,.;!]|$| but)|i meant (?!to)|should (?:have been|be|read)|"
    r"(?:the )?(?:right|correct) (?:person|contact|name|one|details)|replace|swap|"
    r"(?:please |to )(?:change|correct|update|amend) (?:it|that|this|the (?:referral|name|contact|lead|"
    r"entry))",
    r"falsche[rns]? (?:person|kontakt|name|ansprechpartner\w*|firma|daten)|verwechsel\w+|statt\w*|"
    r"anstelle|sondern|"
    r"gemeint (?:ist|war)|korrigier\w+|korrektur|richtig (?:ist|heisst|ware|lautet)|vertauscht",
    r"au lieu d|a la place d|confondu\w*|(?:mauvais|mauvaise) (?:personne|contact|nom)|je voulais dire|"
    r"corrigez|rectifi\w+",
    r"en (?:vez|lugar) de|confundi\w*|(?:persona|contacto) equivocad\w|queria decir|corregid|corrijan|"
    r"(?:la persona|el contacto|el nombre) correct\w",
    r"em (?:vez|lugar) de|(?:pessoa|contacto|contato) errad\w|queria dizer|corrijam|(?:a pessoa|"
    r"o contacto) cert\w",
    r"invece di|al posto di|ho confuso|(?:persona|contatto) sbagliat\w|intendevo|correggete",
    r"in plaats van|verkeerde (?:persoon|contact\w*|naam)|verwisseld|ik bedoelde|corrigeer\w*",
)
_DENIED = r"not|isn't|wasn't|nicht|kein|keine|pas|no es|no era|no|nao e|nao era|non e|niet"


def takes_their_place(text: str, known: str) -> bool:
    """Whether somebody is named in place of the one whose name is `known`. `text` is folded."""
    text = " ".join(text.split())
    if _REPLACED.search(text):
        return True
    parts = [part for part in fold(known).split() if len(part) > 2 and part.isalpha()]
    return bool(parts) and bool(any_of(rf"(?:{_DENIED}) (?:{'|'.join(parts)})").search(text))

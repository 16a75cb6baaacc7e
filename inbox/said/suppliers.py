"""Somebody is recommended whom we might hire or buy from ourselves: a translator, a caterer, a hall.

All patterns meet folded text (lower case, no accents; `who.names.fold`) on one line and are linear.
"""

from __future__ import annotations

from inbox.said import wishes
from inbox.said.phrases import any_of

_NOT_WHAT_WE_SELL = (  # "for your software I recommend Jane" is a lead
    r"(?!(?:\w+ )?(?:list\w*|pipeline|program\w*|referral\w*|tools?|software\w*|product\w*|"
    r"produ[kz]\w*|solution\w*|"
    r"losung\w*|logiciel\w*|system\w*|sistema\w*|service\w*|team|sales|vertrieb\w*|angebot\w*|oferta|"
    r"offre)(?!\w))"
)
_FOR_US = any_of(
    rf"for your (?:own )?{_NOT_WHAT_WE_SELL}(?:[\w-]+ ){{1,4}}(?:i|we)(?:'d| would| can)? "
    r"(?:recommend|suggest)",
    rf"fur (?:eure?n?|ihre?n?) {_NOT_WHAT_WE_SELL}(?:[\w-]+ ){{1,4}}(?:empfehle|empfehlen|rate|schlage) "
    r"(?:ich|wir)",
    rf"pour v(?:os|otre) {_NOT_WHAT_WE_SELL}(?:[\w-]+ ){{0,3}}[\w-]+,? (?:je|nous) (?:vous )?"
    r"(?:conseill|recommand|sugger)\w+",
    rf"para (?:vuestr[oa]s?|sus?) {_NOT_WHAT_WE_SELL}(?:[\w-]+ ){{0,3}}[\w-]+,? (?:os|les|le) (?:recomiendo|"
    r"sugiero|propongo)",
    rf"per (?:le |i |la |il |gli )?vostr[eoia] {_NOT_WHAT_WE_SELL}(?:[\w-]+ ){{0,3}}[\w-]+,? vi (?:consiglio|"
    r"suggerisco|raccomando)",
    rf"voor (?:jullie|uw) {_NOT_WHAT_WE_SELL}(?:[\w-]+ ){{1,4}}(?:raad|kan|beveel) ik",
    rf"para (?:as |os |a |o )?(?:voss[oa]s?|suas?|seus?) {_NOT_WHAT_WE_SELL}(?:[\w-]+ ){{0,3}}[\w-]+,? "
    r"(?:recomendo|sugiro)",
    rf"(?:do|na) (?:waszych|waszego|waszej|wasze) {_NOT_WHAT_WE_SELL}(?:[\w-]+ ){{1,4}}(?:polecam|proponuje)",
    r"(?:try|use|ask|hire|book|engage) (?:him|her|them) for (?:the|your) (?:next )?(?:brochures?|websites?|"
    r"translations?|flyers?|catering|stand|booth|christmas|party|photos?|videos?|logo|office|events?|move)",
    r"(?:a|an) (?:\w+ )?(?:translator|caterer|photographer|designer|lawyer|solicitor|printer|plumber|"
    r"electrician|decorator|copywriter|venue|recruiter|joiner|"
    r"web agency) for you(?:r \w+)?(?= *(?:[.,;:!\n]|$))",
    r"για (?:(?:τις|τα|το|τη|την|τους|τον) )?(?:\w+ )?σας (?:\w+ ){1,3}(?:σας )?(?:προτεινω|συστηνω)",
)


def offers_a_supplier(text: str) -> bool:
    """Whether the partner recommends somebody for our own use, and nobody is said to want anything of us."""
    return bool(_FOR_US.search(text)) and not wishes.others_want(text)

"""People who work for the partner or are close to them: named to get something done, not to be sold to.

"My VA Joy will find a slot", "our printer needs your logo". It takes the word for what they are to us
close before the name, and nobody who wants anything. All patterns meet folded text (lower case, no accents;
`who.names.fold`) and are linear.
"""

from __future__ import annotations

import re

_OURS = (
    r"(?:my|our|mein\w*|unser\w*|mon|ma|mes|notre|nos|mi|mis|nuestr[oa]s?|il mio|la mia|il nostro|la "
    r"nostra|mio|mia|"
    r"mijn|onze|ons|moj\w*|nasz\w*|min|mitt|var|vart|vores|var|meu|minha|nosso|nossa|muj|moje|nas\w*|"
    r"minun|meidan)"
)
_ROLES = (
    r"(?:va|pa|ea|virtual assistant|assistant|secretary|receptionist|office manager|bookkeeper|printer|"
    r"editor|designer|"
    r"web ?(?:designer|master|developer)|agency|marketing agency|landlord|holding|head office|parent "
    r"company|finance team|accounts team|bank(?: \w+)?|driver|caterer|venue|host(?:ing)?|it "
    r"(?:guy|man|people|"
    r"provider|firm)|admin|lawyer|solicitor|tax adviser|photographer|organi[sz]er|courier|cleaner|"
    r"assistent\w*|sekretar\w*|buchhalter\w*|buchhaltung|druckerei|agentur|redakteur\w*|redaktion|"
    r"vermieter\w*|"
    r"steuerberater\w*|grafiker\w*|it-\w+|anwalt\w*|anwaltin|fotograf\w*|burokraft|empfang|"
    r"assistante?|secretaire|comptabilite|imprimeu\w+|imprimerie|agence|graphiste|proprietaire|traiteur|"
    r"avocat\w*|"
    r"asistente?|asistenta|secretari[oa]|imprenta|agencia|disenador\w*|casero|gestor\w*|abogad[oa]|"
    r"assistente|segretari[oa]|tipografia|agenzia|grafic[oa]|commercialista|ragionier[ea]|avvocat[oa]|"
    r"assistent\w*|secretaresse|boekhoud\w*|drukker\w*|vormgever|bureau|verhuurder|"
    r"asystentk?\w*|sekretark\w*|drukarni\w*|agencj\w+|grafik\w*|ksiegow\w+|"
    r"tryckeri\w*|redovisnings\w*|byra|hyresvard|trykkeri\w*|bogholder\w*|regnskabsforer|udlejer|"
    r"secretari[oa]|grafica|contador\w*|contabilista|advogad[oa]|tiskarn\w*|ucetni)"
)
_HELPER = re.compile(rf"(?<![a-z0-9]){_OURS} (?:\w+ ){{0,2}}{_ROLES}(?![a-z])[^.!?]{{0,60}}$")


def is_helper(before: str) -> bool:
    """Whether the words right before somebody's address say that they work for the partner. Folded."""
    return bool(_HELPER.search(before))

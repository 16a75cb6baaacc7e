"""When a deal may close, in the partner's own words: "end of Q1", "Ende März", "avant fin juin"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MONTH = (
    r"(?:jan(?:uary|uar|uari|vier|\.)?|enero|janeiro|gennaio|januari|stycz\w+|feb(?:ruary|ruar|ruari|"
    r"\.)?|f[ée]vrier|febrero|fevereiro|febbraio|luty|lutego|mar(?:ch|s|zo|zec|ca|\.)?|m[äa]rz|marts|"
    r"março|maart|apr(?:il|ile|\.)?|avril|"
    r"abril|kwie\w+|may|mai|mayo|maio|maggio|mei|maj|maja|jun(?:e|i|io|ho|\.)?|juin|giugno|czerw\w+|"
    r"jul(?:y|i|io|ho|\.)?|juillet|luglio|lip\w+|aug(?:ust|usti|ustus|\.)?|ao[uû]t|agosto|sierp\w+|"
    r"sep(?:tember|t\.?|\.)?|"
    r"septembre|septiembre|setiembre|setembro|settembre|wrze\w+|oct(?:ober|\.)?|okt(?:ober|\.)?|"
    r"octobre|octubre|outubro|ottobre|pa[źz]dzier\w+|nov(?:ember|\.)?|novembre|noviembre|novembro|"
    r"listopad\w*|"
    r"dec(?:ember|\.)?|dez(?:ember|\.)?|d[ée]cembre|diciembre|dezembro|dicembre|grud\w+)"
)
_YEAR = r"(?:\s+(?:de\s+|of\s+)?(?:20\d\d|next year|this year))?"
_QUARTER = (
    r"(?:q[1-4]|[1-4]\.?\s?(?:quartal|kwartał\w*)|(?:first|second|third|fourth|last|next|"
    r"this) quarter|(?:ersten|zweiten|dritten|vierten) quartals?|[1-4](?:er|e|º|o|°)? (?:trimestre|"
    r"kwartaal)|(?:premier|deuxième|troisième|dernier|primer|segundo|tercer|primo|secondo|terzo|"
    r"primeiro|terceiro) trimestre|(?:eerste|tweede|derde|vierde) kwartaal)"
)
_PERIOD = (
    rf"(?:{_QUARTER}|(?:\d{{1,2}}(?:st|nd|rd|th|\.|º|er)?\s+(?:of |"
    rf"de )?)?{_MONTH}(?![^\W\d_])(?:\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d))?|(?:the |des |"
    rf"de l['’])?(?:year[ -]?end|jahresende|jahres|l['’]année|fin d['’]année|the year|this year|"
    rf"next year|summer|spring|autumn|easter|christmas|sommer|herbst|frühjahr|été|année|año|ano|anno|"
    rf"jaar|roku|året|month|monats|mois|mes|mese)|h[12])"
)
_END = (
    r"(?:the )?(?:end|close|beginning|start|middle|ende|anfang|mitte|fin|début|mi|finales|final|"
    r"finais|fine|inizio|metà|eind|einde|begin|końc\w+|koniec|slutet|udgangen|slutten|"
    r"mid)[ -]?(?:of |des |der |de |du |del |di |do |van |av |af |d['’])?"
)
_LEAD = (
    r"(?:by|before|until|till|close[sd]? (?:in|by)|closing (?:in|by)|decide[sd]? (?:in|by)|sign(?:ed|"
    r"ing)? (?:in|by)|decision (?:in|by)|go(?:ing)? live (?:in|by)|expected (?:in|by)|in|bis(?: zum|"
    r" spätestens)?|vor|zum|spätestens|avant(?: la)?|d['’]ici(?: à)?|pour|antes del?|para|hasta|en|"
    r"até(?: ao)?|em|no|entro|prima di|per|voor|vóór|tegen|do|przed|na|w|innan|senast|före|inden|før|"
    r"i)"
)
_CLOSE = re.compile(
    rf"(?<![^\W_])((?:{_LEAD}\s+)?{_END}{_PERIOD}{_YEAR}|(?:by|before|bis|vor|avant|d['’]ici|"
    rf"antes de|até|entro|prima di|voor|vóór|przed|do|innan|före|inden|før|before the|"
    rf"by the)\s+(?:the |den |dem |le |el |o |il |de |das )?{_PERIOD}{_YEAR})(?![^\W_])",
    re.I,
)
# How a word begins that may name a period; looking words up is ten times faster than a pattern of them all.
_HINTS = frozenset(
    """
    q1 q2 q3 q4 h1 h2 qua tri kwa yea jah ann ano año jaa rok år mon moi mes mês mie jan feb fév fev
    mar mär apr avr abr mai may mag mei maj jun jui jul giu lug aug aou aoû ago cze lip sie sep set
    wrz oct okt out ott paź paz nov lis dec dez déc dic gru ene gen sty lut kwi sum spr aut eas chr
    som her fru frü ete été fir sec thi fou las nex
    """.split()
)
_TWO_LETTERS = frozenset(hint for hint in _HINTS if len(hint) == 2)
_TELLS = re.compile(  # the word of every period that tells it, in full: "last" may be anything, "quarter" not
    rf"{_MONTH}|q[1-4]|h[12]|quarter|quartals?|kwartał\w*|trimestre|kwartaal|year(?:end)?|jahres(?:ende)?|"
    r"année|summer|spring|autumn|easter|christmas|sommer|herbst|frühjahr|été|año|ano|anno|jaar|roku|året|"
    r"month|monats|mois|mes|mese",
    re.I,
)
_WORD = re.compile(r"[^\W_]{2,}")
_ABOUT_DEAL = re.compile(
    r"(?:clos|decid|decision|sign|deal|start|go live|live|switch|change|buy|contract|budget|want|need|expect|"
    r"new (?:system|payroll)|entscheid|abschlu|wechsel|vertrag|brauch|möcht|soll|umstell|ablös|"
    r"décid|décision|contrat|démarr|chang|sortir|besoin|decisi|firm|empez|cambi|necesit|quier|cierre|"
    r"fech|assin|mudar|decis|chiu|beslis|tekenen|overstap|decyz|podpis|umow|zmian|beslut|avtal|byta|"
    r"aftale|skift)",
    re.I,
)


def close_in(text: str) -> str | None:
    """The words that say when the prospect wants to decide or start, if any do."""
    done = 0
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters grow; then places would not match
        lowered = text
    said = " ".join(set(lowered.split()))  # each word once: long mails repeat most of theirs
    telling = {word for word in _WORD.findall(said) if _may_tell(word) and _TELLS.fullmatch(word)}
    for start, end in _places(telling, lowered):
        match = _CLOSE.search(text, max(done, start - 40), end + 40)
        if match is None:
            continue
        if _ABOUT_DEAL.search(text[max(0, match.start() - 90) : match.end() + 40]):
            return _trimmed(match[1])
        done = match.end()
    return None


def _places(words: Iterable[str], text: str) -> list[tuple[int, int]]:
    """Where these words stand, each for itself, from the first to the last."""
    found = []
    for word in words:
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
                found.append((start, end))
            start = text.find(word, end)
    return sorted(found)


def _may_tell(word: str) -> bool:
    return word[:3] in _HINTS or word[:2] in _TWO_LETTERS


def _trimmed(words: str) -> str:
    plain = " ".join(words.split())
    return re.sub(
        r"^(?:(?:by|in|close[sd]? (?:in|by)|closing (?:in|by)|decide[sd]? (?:in|by)|expected (?:in|by)|"
        r"en|em|i|w|no|na|pour|para|per) (?:the )?)",
        "",
        plain,
        flags=re.I,
    )

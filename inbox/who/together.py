"""That each of two people wants something, and how many leads a note says it holds.

All patterns meet folded text (lower case, no accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from inbox.said.new_lead_words import ONE_MORE
from inbox.said.phrases import EACH_A_LEAD, SEVERAL, any_of
from inbox.who import names
from inbox.who.names import fold
from inbox.who.persons import Person
from inbox.words import NOT_NAMES

_BOTH = any_of(
    r"both|the two of them|each of them|beiden?|alle beide|tou(?:s|tes) (?:les )?deux|l[oa]s dos|amb[oa]s|"
    r"entramb[ie]|tutti e due|tutte e due|allebei|alle twee|oboje|obaj|obie|bada(?: tva)?|begge(?: to)?|"
    r"os dois|"
    r"as duas|ob[ae]|obidva|molemmat|mindketten|amandoi|amandoua|her ikisi|ikisi(?: de)?|об[ае]|обидв[аі]|"
    r"και οι δυο"
)
_WANT = any_of(
    r"wants?|would like|'d like|they'd like|keen|interested|looking for|waiting|expecting|needs?|"
    r"asked(?: for| to)|contact|"
    r"call|ring|(?:speak|talk) to",
    r"wollen|mochten|suchen|brauchen|interess\w+|anruf\w*|kontakt\w*|anrufen|warten",
    r"veulent|voudrai\w+|aimerai\w+|souhait\w+|cherch\w+|attend\w+|appel\w+|contact\w+|ont besoin",
    r"quier\w+|busc\w+|necesit\w+|llam\w+|contact\w+|interes\w+|esper\w+|gustaria",
    r"vogliono|vorrebb\w+|cercano|chiam\w+|contatt\w+|aspettano|hanno bisogno",
    r"willen|zoeken|bellen|gebeld|contact|interesse|wachten|benader\w*",
    r"chca|szukaj\w+|potrzebuj\w+|zadzwon\w+|telefon\w*|zainteres\w+|czekaj\w+|kontakt\w*",
    r"vill|soker|behover|ring\w*|kontakt\w*|intresse\w+|vantar|vil|soger|leder efter|ser etter|trenger|"
    r"venter|"
    r"onsker",
    r"querem|procuram|precisam|lig\w+|esperam|gostari\w+|chteji|hledaji|zavolat|potrebuji|zajem",
    r"halua\w+|etsi\w+|soitt\w+|yhtey\w*|akar\w+|keres\w+|hiv\w+|szeretn\w+|vor|cauta|sunat\w*|"
    r"istiyor\w*|arayin\w*",
    r"хотят|ищут|ждут|нужн\w+|хочуть|шукають|чекають|потріб\w+|θελουν|ψαχνουν|περιμενουν",
)
_NOT_NOW = any_of(
    r"think|not|n't|neither|nicht|uberleg\w*|nachdenk\w*|kein\w*|reflechir|pas|pensa\w*|no|non|pensarci|"
    r"niet|geen|"
    r"nadenken|nao|nie|zastanow\w*|inte|tanka|ikke|taenke|tenke|ne|premysl\w*|ei|miett\w+|nem|gondol\w+|"
    r"nu|degil|"
    r"dusun\w+|не|думать|подумать|δεν"
)
_ENDS = re.compile(r"[.;!?](?=\s|$)|\n\s*\n")


def each_is_referred(text: str) -> bool:
    """Whether the text says that both want something, or calls both leads."""
    if EACH_A_LEAD.search(text):
        return True
    for both in _BOTH.finditer(text):
        begin = max((end.end() for end in _ENDS.finditer(text, 0, both.start())), default=0)
        ends = _ENDS.search(text, both.end())
        said = text[begin : ends.start() if ends else len(text)].partition(":")[0]
        if _WANT.search(said) and not _NOT_NOW.search(said):
            return True
    return False


_COUNTS = {
    2: r"2|two|a couple of|a pair of|zwei|deux|dos|due|dois|duas|twee|dwa|dwie|dwoch|tva|to|dva|dve|kaksi|"
    r"ket|ketto|doi|doua|iki|два|две|дві|δυο",
    3: r"3|three|drei|trois|tres|tre|drie|trzy|trzech|tri|kolme|harom|trei|uc|три|τρεις|τρια",
    4: r"4|four|vier|quatre|cuatro|quattro|quatro|cztery|fyra|fire|ctyri|nelja|negy|patru|dort|четыре|чотири",
}
_LEADS = (
    r"(?:[\w-]+ )?(?:leads?|referrals?|tips?|intros?|introductions?|prospects?|contacts?|names|companies|"
    r"empfehlungen|tipps|kontakte|interessenten|interessierte|recommandations|pistes|demandes|referidos|"
    r"contactos|"
    r"recomendaciones|segnalazioni|contatti|nominativi|indicacoes|contatos|klanten|doorverwijzingen|"
    r"contacten|"
    r"aanbevelingen|kontakty|polecenia|polecen|klientow|kontakter|kunder|henvisninger|anbefalinger|emner|"
    r"tipy|"
    r"doporuceni|vinkkia|kontaktia|asiakasta|kapcsolat|ajanlas|ugyfel|contacte|recomandari|clienti|"
    r"musteri|aday|"
    r"контакта|клиента|рекомендации|лида|контакти|клієнти|рекомендації|επαφες|συστασεις)"
)
_TOLD = {count: any_of(rf"(?:{words}) {_LEADS}") for count, words in _COUNTS.items()}


def leads_told(text: str) -> int:
    """How many leads a text says it holds: "Two tips"; 0 when it gives no number."""
    return next((count for count, told in _TOLD.items() if told.search(text)), 0)


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(one.split()) for one in text.split("|"))


_ADDS = _phrases(
    """
    also | and also | in addition | additionally | furthermore | as well | plus | likewise | next |
    secondly | second | then | and then | besides | ausserdem | zudem | ferner | des weiteren |
    weiterhin | dazu | dazu noch | ebenso | auch | sowie | zweitens | et aussi | aussi | en outre | de
    plus | par ailleurs | egalement | ainsi que | ensuite | puis | deuxiemement | tambien | y tambien |
    ademas | asimismo | por otro lado | y luego | inoltre | anche | e anche | poi | in piu | oltre a |
    daarnaast | verder | ook | en ook | bovendien | evenals | ten tweede | ponadto | oprocz tego | poza
    tym | rowniez | takze | i jeszcze | oraz | po drugie | dessutom | aven | och aven | samt | dartill |
    desuden | derudover | ogsa | og sa | samt ogsa | dessuten | i tillegg | dale | take | navic | krome
    toho | a jeste | lisaksi | myos | samoin | tovabba | ezenkivul | emellett | es meg | valamint | in
    plus | de asemenea | si | ayrica | bir de | bunun yaninda | tambem | e tambem | alem disso | por
    outro lado | επισης | επιπλεον | και | также | кроме того | еще | а также | також | крім того | ще
    """
)
_CALLS = _phrases(
    """
    please | pls | call | ring | contact | phone | add | register | there | is | speak | talk | to |
    with | meet | take | for | you | bitte | ruft | an | gibt | es | kommt | noch | ware | ist | da |
    fur | euch | appelez | contactez | il | y | a | voici | pour | vous | llamad | contactad | esta |
    hay | tenemos | chiamate | contattate | c'e | bel | graag | is | er | zadzwoncie | do | jest | ring
    | garna | gerne | gjerne | det | finns | er | der | ha | liguem | contactem | temos | o | para |
    voces | volejte | je | и | а | i | e | et | y | en | og | och | und | and
    """
)
MAX_WORDS = 14  # from a name to the address that belongs to it


def adds_one(between: str) -> bool:
    """Whether the words between two addresses bring on one more: "… Also Tom Reed, Reed Electrical, …"."""
    words = between.split()
    for at in range(len(words)):
        for size in (3, 2, 1):
            said = fold(" ".join(words[at : at + size])).strip(",.:;&+-–")
            if said in _ADDS and _names_next(words[at + size :]):
                return True
    return False


def _names_next(words: list[str]) -> bool:
    while words and fold(words[0]).strip(",.:;") in _CALLS and not words[0][:1].isupper():
        words = words[1:]
    if not 1 < len(words) <= MAX_WORDS or not words[0][:1].isupper():
        return False
    return words[1][:1].isupper() or names.bare(words[0]) not in NOT_NAMES


def is_list(noted: Sequence[Person], cover: str) -> bool:
    """True for a list, for neighbours in one breath, and where the note says that there are several."""
    if ONE_MORE.search(fold(cover)) or SEVERAL.search(fold(cover)):
        return True
    spots = sorted((cover.lower().find(p.email), p.email) for p in noted)
    between = [cover[at + len(email) : after] for (at, email), (after, _) in pairwise(spots)]
    return all(
        "\n" in part.strip(" ") or (len(part) < 90 and not _STOP.search(part)) or adds_one(part)
        for part in between
    )


def all_differ(noted: Sequence[Person]) -> bool:
    """True when everybody has a name, if only by their address, and no two of them may be one person."""
    called = [p.name or names.from_address(p.email.partition("@")[0]) for p in noted]
    nameless = [name for name, p in zip(called, noted, strict=True) if not p.name]
    return all(called) and not any(
        names.same_person(one, other) for one in nameless for other in called if one is not other
    )


def one_or_other(noted: Sequence[Person], cover: str, language: str) -> bool:
    """True for "Jane (jane@…) or Bob (bob@…)" in one breath."""
    word = _OR.get(language[:2], "or")
    spots = sorted((cover.lower().find(p.email), p.email) for p in noted)
    between = [cover[at + len(email) : after] for (at, email), (after, _) in pairwise(spots)]
    return any(
        "\n" not in part and len(part) < 90 and re.match(rf"\W*(?:{word})\s", part, re.I) for part in between
    )


_OR = {
    "en": "or", "de": "oder", "fr": "ou", "es": "o", "it": "o|"
    "oppure", "pt": "ou", "nl": "of", "pl": "albo|lub",
    "sv": "eller", "da": "eller", "no": "eller", "nb": "eller", "cs": "nebo", "fi": "tai", "tr": "veya|ya da",
}  # fmt: skip
_STOP = re.compile(r"[.!?]\s+[^\Wa-z]")

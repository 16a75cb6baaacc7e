"""Amounts said in words: "two and a half grand", "zwanzigtausend Euro", "vingt mille".

Only a number word right before a multiplier is read; everything else in a text stays as it is.
"""

from __future__ import annotations

import re

# From one on, language by language.
_COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
    "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn achtzehn neunzehn zwanzig",
    "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
    "zeventien achttien negentien twintig",
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf vingt",
    "un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte",
    "un due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici "
    "sedici diciassette diciotto diciannove venti",
    "um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete "
    "dezoito dezanove vinte",
    "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście",
    "en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton",
)
_OTHERS = {
    1.5: "anderthalb eineinhalb anderhalf półtora halvanden",
    4: "fire",
    6: "seks",
    7: "syv",
    8: "otte",
    9: "ni",
    10: "ti",
    20: "tjugo tyve dwadzieścia",
    30: "thirty dreißig dertig trente treinta trenta trinta trettio tretti trzydzieści",
    40: "forty vierzig veertig quarante cuarenta quaranta quarenta fyrtio",
    50: "fifty fünfzig vijftig cinquante cincuenta cinquanta cinquenta femtio pięćdziesiąt",
    60: "sixty sechzig zestig soixante sesenta sessanta sessenta sextio",
    70: "seventy siebzig zeventig setenta settanta",
    80: "eighty achtzig tachtig ochenta ottanta oitenta",
    90: "ninety neunzig negentig noventa novanta",
    100: "hundert honderd cent cien cento hundra hundrede",
}


def _numbers() -> dict[str, float]:
    told: dict[str, float] = {}
    for row in _COUNTED:
        for value, word in enumerate(row.split(), 1):
            told.setdefault(word, float(value))
            for half in (f"{word}einhalb", f"{word}enhalf"):
                told.setdefault(half, value + 0.5)  # "zweieinhalb", "tweeënhalf" without its dots
    return told | {word: float(value) for value, row in _OTHERS.items() for word in row.split()}


_VALUES = _numbers()
_ONE = "|".join(sorted(_VALUES, key=len, reverse=True))
_THOUSAND = (
    r"grand|thousand|thou|tausend|duizend|mille|mila|mil|tys(?:iące|ięcy)?|tusen|tusind|million(?:en|s)?|"
    r"millones|milioni|milhões|miljoen|miljoner|millioner|miliony|milionów"
)
_PIECES = ("grand", "thou", "tausend", "duizend", "mil", "tys", "tus", "hundred")  # one is in any of the next
_MULTIPLIED = re.compile(rf"(?:{_THOUSAND})\b|\bhundred\b")  # lower case: ten times as quick as IGNORECASE
_SAID = re.compile(
    rf"(?<![^\W\d_])(?:(?P<half>half a|eine halbe|un demi|medio|mezzo|een half|pół) |"
    rf"(?P<hundred>(?:{_ONE}|a) hundred)"
    rf"(?: and (?P<more>{_ONE}))?[ -]?|(?P<tens>{_ONE})[ -]?(?P<ones>{_ONE})?(?P<and_half> and a half)?[ -]?)"
    rf"(?P<mult>{_THOUSAND})(?![^\W\d_])",
    re.IGNORECASE,
)
_HUNDREDS = re.compile(
    rf"(?<![^\W\d_])(?<!thousand )(?<!and )(?P<count>{_ONE}) hundred(?![^\W\d_])(?! (?:and|thousand|grand))",
    re.IGNORECASE,
)
_GOES_ON = re.compile(rf"(?: and)?[ -](?:{_ONE})(?![^\W\d_])", re.IGNORECASE)  # "two thousand five hundred"
_RANGE = re.compile(
    rf"(?:{_ONE}|\d)(?: (?:to|or|bis|oder|à|ou|a|o|tot|of|do|till|til|eller|lub)| ?[-–]) ?$", re.IGNORECASE
)


def with_digits(text: str) -> str:
    """The text with "two and a half grand" as "2.5 grand"."""
    lower = text.lower()
    if not (any(piece in lower for piece in _PIECES) and _MULTIPLIED.search(lower)):
        return text
    return _HUNDREDS.sub(_hundreds, _SAID.sub(_digits, text))


def _digits(match: re.Match[str]) -> str:
    around = _RANGE.search(match.string[max(0, match.start() - 24) : match.start()])
    value = None if around or _GOES_ON.match(match.string, match.end()) else _value(match)
    return match[0] if value is None else f"{value:g} {match['mult']}"


def _value(match: re.Match[str]) -> float | None:
    if match["half"]:
        return 0.5
    if match["hundred"]:
        count = match["hundred"].lower().removesuffix(" hundred")
        return 100 * _VALUES.get(count, 1.0) + (_VALUES[match["more"].lower()] if match["more"] else 0)
    tens, ones = _VALUES[match["tens"].lower()], match["ones"]
    if ones and (tens % 10 or tens < 20 or _VALUES[ones.lower()] >= 10):
        return None  # two numbers side by side
    return tens + (_VALUES[ones.lower()] if ones else 0) + 0.5 * bool(match["and_half"])


def _hundreds(match: re.Match[str]) -> str:
    return f"{_VALUES[match['count'].lower()] * 100:g}"

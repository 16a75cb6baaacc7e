"""Which lines of a statement a reply says look wrong: "line 2 looks wrong", in several languages.

Holding a line needlessly costs a partner a day, overlooking one costs their trust: only a sentence that names
a line and says that it is wrong is acted upon. Everything near it is for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

LONGEST = 4000  # characters that are looked at

_WORDS = (
    r"lines?|rows?|items?|entr(?:y|ies)|positions?|zeilen?|position(?:en)?|posten|pos\.?|lignes?|postes?|"
    r"l[ií]neas?|filas?|partidas?|regels?|rij(?:en)?|linhas?|rig(?:a|he)|voc[ei]|n[ro°º]\.?|#"
)
_AND = r"(?:\s*(?:,|&|\+|/|\band\b|\bund\b|\bet\b|\by\b|\ben\b|\be\b|\bor\b|\boder\b)\s*)+"
_NUMBERED = re.compile(
    rf"(?:\b|(?<=\s)|^)(?:{_WORDS})\s*(?:n[ro°º]\.?|number|nummer|num[ée]ro|n[úu]mero|#)?\s*"
    rf"(\d{{1,3}}(?![\d.,]*\d)(?:{_AND}(?:{_WORDS})?\s*\d{{1,3}}(?![\d.,]*\d))*)"
)
_ORDINALS = {
    1: "first|1st|erste[nr]?|premi[eè]re|primera|eerste|primeira|prima",
    2: "second|2nd|zweite[nr]?|deuxi[eè]me|seconde|segunda|tweede|seconda",
    3: "third|3rd|dritte[nr]?|troisi[eè]me|tercera|derde|terceira|terza",
    4: "fourth|4th|vierte[nr]?|quatri[eè]me|cuarta|vierde|quarta",
    5: "fifth|5th|fünfte[nr]?|cinqui[eè]me|quinta|vijfde",
    -1: "last|letzte[nr]?|derni[eè]re|última|ultima|laatste",
}
_NAMED = {n: re.compile(rf"\b(?:{words})\s+(?:{_WORDS})(?!\w)") for n, words in _ORDINALS.items()}
_WRONG = re.compile(
    r"\bwrong|incorrect|\bnot (?:quite |at all )?(?:right|correct|what)|n.t (?:look |seem )?(?:quite )?"
    r"(?:right|correct|match|add up|agree)|not (?:match|add up|agree)|looks? (?:off|odd|strange)|"
    r"too (?:low|high|little|much|small)|\bmistake|\berror|should (?:be|have|read)|\bmissing\b|\bdisagree|"
    r"\bdispute|\bobject|"
    r"falsch|stimmt (?:so |wohl |leider |meiner meinung nach )?nicht|"
    r"nicht (?:ganz )?(?:richtig|korrekt)|\bfehler|"
    r"zu (?:niedrig|hoch|wenig|viel)|müsste|sollte|\bfehlt|nicht einverstanden|widersprech|"
    r"\bfau(?:x|sse)|pas (?:correct|juste|bon)|erreur|erron|trop (?:bas|haut|peu|élev)|devrait|\bmanque|"
    r"pas d.accord|conteste|"
    r"\bmal\b|no (?:es|está|me parece) (?:correct|bien)|equivocad|deber[ií]a|demasiado|\bfalta|"
    r"no estoy de acuerdo|"
    r"klopt (?:volgens mij )?niet|\bfout|verkeerd|niet (?:juist|"
    r"correct)|onjuist|te (?:laag|hoog|weinig|veel)|"
    r"zou .{0,30}moeten|ontbreekt|niet (?:akkoord|mee eens)|"
    r"errad|incorret|não est[áa] (?:cert|corret)|\berro\b|"
    r"deveria|muito (?:baix|alt|pouc)|não concordo|discordo|"
    r"sbagliat|\berrat|non (?:è )?(?:corrett|giust)|\berrore|dovrebbe|troppo (?:bass|alt|poc)|\bmanca|"
    r"non sono d.accordo"
)
_NOT_WRONG = re.compile(
    r"nothing (?:is |looks )?wrong|\bnot (?:wrong|incorrect)|n.t (?:look )?wrong|"
    r"no (?:mistakes?|errors?|objections?)|kein(?:e|"
    r"en)? (?:fehler|einw\w*)|nicht falsch|pas (?:d.erreurs?|faux)|"
    r"ning[uú]n error|geen fout(?:en)?|nenhum erro|nessun errore"
)
_RIGHT = re.compile(
    r"\b(?:looks?|is|are|seems?) (?:now |all |perfectly )?(?:good|fine|ok|okay|right|correct)\b|"
    r"all (?:good|fine|correct)|\b(?:ist|sind) (?:jetzt |alle |alles )?(?:richtig|korrekt|in ordnung|gut)\b|"
    r"passt\b|est (?:correct|juste|bon)|todo (?:bien|correcto)|está bien\b|klopt\b|está (?:cert|corret)|"
    r"tutto (?:bene|corretto|giusto)|va bene"
)
_HEDGED = re.compile(
    r"\b(?:was|were|war|waren|était|etait|fue|estaba|foi|"
    r"era) (?:\w+ )?(?:wrong|falsch|incorrect|faux|mal|errad)|"
    r"last (?:month|time|year)|\bif\b|\bfalls\b|\bwenn\b|"
    r"letzte[nrms]? (?:monat|mal|jahr)|le mois dernier|el mes pasado"
)
_SENTENCES = re.compile(
    r"[!?;\n]+|(?<!\bno)(?<!\bnr)(?<!\bpos)\.(?:\s|$)|,?\s\b(?:but|aber|mais|pero|maar|mas)\b"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a reply to a statement says about its lines; `unsure` is for a person."""

    verdict: Literal["objects", "unsure", "nothing"]
    numbers: tuple[int, ...] = ()


def read_objection(text: str, lines: int) -> Said:
    """Read the partner's own words (quotes and signature off) about a statement of so many lines."""
    whole = " ".join(text[:LONGEST].casefold().replace("\u2019", "'").split(" "))
    sentences = [part for part in _SENTENCES.split(whole) if part and part.strip()]
    objected: list[int] = []
    is_unsure = speaks_of_lines = False
    for sentence in sentences:
        numbers = tuple(_numbers(sentence, lines))
        speaks_of_lines = speaks_of_lines or bool(numbers)
        match _tone(sentence):
            case "wrong" if numbers:
                objected += numbers
            case "wrong" | "mixed":
                is_unsure = True
            case "" if numbers:
                is_unsure = True
    if is_unsure and not objected and lines == 1 and not speaks_of_lines and _is_plainly_wrong(sentences):
        return Said("objects", (1,))
    found = tuple(dict.fromkeys(objected))
    if found and not is_unsure and all(1 <= number <= lines for number in found):
        return Said("objects", tuple(sorted(found)))
    return Said("unsure", found) if found or is_unsure else Said("nothing")


def _tone(sentence: str) -> Literal["wrong", "right", "mixed", ""]:
    rest = _NOT_WRONG.sub(" ", sentence)
    is_wrong = bool(_WRONG.search(rest))
    is_right = rest != sentence or bool(_RIGHT.search(_WRONG.sub(" ", rest)))
    if is_wrong and (is_right or _HEDGED.search(sentence)):
        return "mixed"
    return "wrong" if is_wrong else "right" if is_right else ""


def _is_plainly_wrong(sentences: Iterable[str]) -> bool:
    return all(_tone(sentence) != "mixed" for sentence in sentences)


def _numbers(sentence: str, lines: int) -> Iterable[int]:
    for found in _NUMBERED.finditer(sentence):
        yield from (int(number) for number in re.findall(r"\d+", found[1]))
    for number, pattern in _NAMED.items():
        if pattern.search(sentence):
            yield number if number > 0 else lines

"""Amounts that are no deal: what somebody pays, owes, lends, is fined or may buy without a tender."""

from __future__ import annotations

import re

_OTHER_MONEY = re.compile(
    r"\b(?:pays|paying|paid|turn(?:s|ed|ing)? over|turning|currently on|"
    r"current(?:ly)? (?:pays?|spend\w*|cost\w*)|spends|turnover|"
    r"revenue\w*|sales of|raised|funding|salary|salaries|invoice|fee|penalt\w*|fine|commission|"
    r"saved?|saving\w*|lost|losing|losses|"
    r"charge[sd]?|quoted (?:them|him|her)|debt|deposit|"
    r"zahl(?:t|en)|bezahl(?:t|en)|jahresumsatz|umsatz|gehalt|rechnung|provision|gespart|sparen|"
    r"strafe|verlust|"
    r"paie(?:nt)?|payait|chiffre d['’]affaires|\bca de\b|facture|salaire|économis\w*|"
    r"paga(?:n|ba|no|m|va|ndo)?|factur\w+|facturaci[oó]n|sueldo|ahorr\w+|fatura\w*|fattur\w+|"
    r"stipendio|risparmi\w+|"
    r"betaal(?:t|de)|betalen|omzet|salaris|bespaar\w*|płac[iąa]\w*|obr[oó]t\w*|przych\w+|faktur\w*|"
    r"betalar|omsätt\w*|betaler|omsæt\w*|omset\w*)\b",
    re.I,
)
_COMPETITOR = re.compile(
    r"competitor|current (?:provider|supplier|vendor|bureau)|konkurren|wettbewerber|bisherig|"
    r"derzeitig|aktuell\w* anbieter|concurren[tc]|actuel|competencia|proveedor actual|"
    r"concorren|fornitore attuale|huidige|obecn|konkurent|nuvarande|nuværende|nåværende|today with|"
    r"heute bei",
    re.I,
)
_LENT_OR_FINED = re.compile(
    r"\b(?:loan|mortgage|overdraft|facility|credit line|línea de crédito|ligne de crédit|kredit\w*|"
    r"darlehen|förder\w+|bußgeld\w*|prêt|emprunt\w*|"
    r"subvention|amende|"
    r"préstamo|hipoteca|subvención|multa|sanción|empréstimo|subsídio|coima|prestito|mutuo|sanzione|lening|"
    r"hypotheek|subsidie|boete|kredyt\w*|dotacj\w+|grzywn\w+|lån|bøde|böter)\b",
    re.I,
)
_SPENT = re.compile(
    r"\b(?:spend(?:ing)? (?:is|was|of|stands|runs)|wage bill|payroll (?:bill|cost|of)|lohnsumme|"
    r"lohnkosten|masse salariale|"
    r"masa salarial|"
    r"massa salarial|monte salari|loonsom|loonkosten)\b",
    re.I,
)
_THRESHOLD = re.compile(
    r"\b(?:tender\w*|procurement|threshold|ausschreib\w+|vergabe\w*|appels? d['’]offres|seuil|"
    r"march[ée]s? publics?|licitaci\w+|concurso público|gara d['’]appalto|soglia|aanbested\w+|przetarg\w*|"
    r"upphandling\w*|udbud\w*)\b",
    re.I,
)
_UP_TO = re.compile(
    r"\b(?:below|under|beneath|up to|unter|unterhalb(?: von)?|bis(?: zu)?|sous|en dessous de|jusqu['’]à|"
    r"(?:por )?debajo de|hasta|abaixo de|até|sotto (?:i|le)|al di sotto di|fino a|onder(?: de)?|tot|poniżej|"
    r"upp till|op til)\s*[€£$]?\s*$",
    re.I,
)
_NAMED_AFTER = re.compile(
    r"\s?(?:turnover|revenue|umsatz|jahresumsatz|in sales|de ca\b|chiffre|omzet|obrotu|commission|"
    r"provision|fee|credit|kredit|fine)",
    re.I,
)


def is_told(before: str, after: str) -> bool:
    """Whether the sentence around an amount speaks of other money than a deal's."""
    if _COMPETITOR.search(before) or _COMPETITOR.search(after):
        return True
    if _UP_TO.search(before) and (_THRESHOLD.search(before) or _THRESHOLD.search(after)):
        return True
    return bool(_OTHER_MONEY.search(before) or _LENT_OR_FINED.search(before) or _SPENT.search(before))


def is_called(after: str) -> bool:
    """Whether the words right behind an amount call it something else: "2m turnover", "300 fine"."""
    return bool(_NAMED_AFTER.match(after))

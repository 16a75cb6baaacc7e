"""Whether somebody's words ask for the money to go elsewhere, and the same words without account numbers.

Nobody acts upon such words: they are the commonest fraud by mail there is. A person asks back by phone.
"""

from __future__ import annotations

import re
from dataclasses import replace

from stdnum import iban as ibans

from inbox.reading import Reading
from inbox.who.names import fold

_IBAN = re.compile(r"(?<![A-Z\d])[A-Z]{2}\d\d(?:[ \u00a0-]?[A-Z\d]{2,4}){3,9}(?![A-Z\d])", re.IGNORECASE)
_HIDDEN = re.compile(r"[a-z]{2}••••")
_SENTENCE = re.compile(r"[.!?;]\s+|\n\s*\n")
_ACCOUNT = re.compile(
    r"""\b(?:bank(?:ing)?[ ](?:details?|accounts?|information|data)|account[ ](?:details?|numbers?)
    |iban|sort[ ]code|routing[ ]number|(?:payout|payment)[ ]details|paypal|stripe[ ]account
    |bankverbindung|bankdaten|kontoverbindung|kontonummer|kontodaten|bankkonto
    |coordonnees[ ]bancaires|compte[ ]bancaire|numero[ ]de[ ]compte|nouveau[ ]rib
    |datos[ ]bancarios|cuenta[ ]bancaria|numero[ ]de[ ]cuenta
    |bankgegevens|bankrekening\w*|rekeningnummer
    |dados[ ]bancarios|conta[ ]bancaria|numero[ ]da[ ]conta
    |coordinate[ ]bancarie|conto[ ](?:corrente|bancario))\b""",
    re.VERBOSE,
)
_ELSEWHERE = re.compile(
    r"""\b(?:new|chang(?:ed?|es|ing)|updat(?:ed?|es|ing)|switch(?:ed|ing)?|different|another|instead
    |from[ ]now[ ]on|going[ ]forward|in[ ](?:the[ ])?future|as[ ]of|(?:pay|send|wire|transfer|use)
    |neue?[nrs]?|geandert\w*|andern|andere[nrs]?|gewechselt|ab[ ]sofort|kunftig\w*
    |uberweis\w*|zahl(?:en|t)[ ]sie
    |nouve(?:au|l|lle|lles|aux)|change[rsz]?|autre|desormais|a[ ]partir[ ]d\w*|vir(?:er|ez)|verse[rz]
    |nuev[oa]s?|otr[oa]s?|cambi\w+|transfier\w*|pagu?e\w*|en[ ]adelante
    |nieuwe?|andere|gewijzigd\w*|wijzig\w*|voortaan|overmaken
    |nov[oa]s?|outr[oa]s?|mud\w+|alter\w+|doravante
    |nuov[oaie]|altr[oaie]|d'ora[ ]in[ ]poi)\b""",
    re.VERBOSE,
)


def discreet(reading: Reading) -> Reading:
    """The reading as it may be shown and kept: without account numbers."""
    return replace(reading, note=without_accounts(reading.note), subject=without_accounts(reading.subject))


def pays_elsewhere(reading: Reading) -> bool:
    """Whether somebody wants the money to go to another account; an intro must also name one."""
    if reading.action in ("ignore", "duplicate", "bounce"):
        return False
    words = f"{reading.subject}\n\n{reading.note}"
    is_named = bool(_HIDDEN.search(fold(without_accounts(words))))
    return asks_to_pay_elsewhere(words) and (reading.action != "register" or is_named)


def asks_to_pay_elsewhere(words: str) -> bool:
    """Whether a sentence speaks of an account and of a change, or an account number stands beside one."""
    text = fold(without_accounts(words))
    if _HIDDEN.search(text):
        return bool(_ELSEWHERE.search(text))
    return any(_ACCOUNT.search(part) and _ELSEWHERE.search(part) for part in _SENTENCE.split(text))


def without_accounts(words: str) -> str:
    """The same words; of an IBAN remain the country and the last four characters."""
    return _IBAN.sub(_hidden, words)


def _hidden(found: re.Match[str]) -> str:
    """The longest beginning that is an IBAN is hidden; the words after it stay."""
    pieces = re.split(r"([ \u00a0-])", found.group())
    for end in range(len(pieces), 0, -2):
        said = "".join(pieces[:end])
        number = re.sub(r"[ \u00a0-]", "", said).upper()
        if ibans.is_valid(number):
            return f"{number[:2]}••••{number[-4:]}{''.join(pieces[end:])}"
    return found.group()

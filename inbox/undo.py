"""Whether a short reply takes back what we have confirmed: "undo", "annuler", "please drop this one"."""

from __future__ import annotations

import re

from inbox.who.names import fold

LONGEST = 120  # characters; who writes more means something else as well
_UNDO = re.compile(
    r"\b(?:undo|revert(?: it| that| this)?|take (?:it|that|this) back|roll ?back|change (?:it|that) back|"
    r"ruckgangig|mach(?:e|en sie)? (?:es|das) ruckgangig|zurucknehmen|zurucksetzen|"
    r"annuler?|annulez|defaire|deshacer|deshaz|deshazlo|revertir|desfazer|desfaca|anular|reverter|"
    r"annulla|annullare|annullalo|ongedaan(?: maken)?|terugdraaien|cofnij|cofnac|angra|angre|fortryd|"
    r"peru|kumoa|zpet|vratit|geri al\w{0,6}|visszavon\w{0,6}|anule(?:az|ar|at)\w{0,3}|anulati|"
    r"отмен\w{0,6}|верни(?:те)? (?:все )?(?:назад|обратно|как было)|скасу\w{0,6}|відмін\w{0,6}|"
    r"αναιρεσ\w{0,4}|αναιρε\w{0,4}|ακυρ\w{0,6})\b"
)
_UNDO_UNSPACED = re.compile(
    fold("元に戻|取り消|取消|撤销|撤銷|撤回|还原|還原|되돌|취소|לבטל|ביטול|תבטל|בטלו|بطل|تراجع|الغاء|إلغاء")
)
_NEGATED = re.compile(r"\b(?:not?|don'?t|do not|nicht|kein|ne pas|pas|non|niet|nie|inte|ikke)\b")
_GREETING = re.compile(
    r"^(?:hi|hello|hey|hallo|bonjour|hola|ciao|dear|ola|czesc|hej)\b[^\n,.!]{0,40}[,.!]?\s*"
)


_WITHDRAW = re.compile(
    r"\b(?:drop (?:this|that|it|him|her|them)(?: one)?|withdraw|cancel (?:this|that|it)|"
    r"forget (?:this|that) one|take (?:him|her|them) off|"
    r"zuruckziehen|ziehe? (?:ich )?\w{0,10} ?zuruck|streich(?:en|t)?|stornier\w*|"
    r"retirer|retirez|retirar|retira(?:lo|la)?|retiren|cancelar|ritirare|ritira(?:te)?|"
    r"intrekken|laat (?:deze|die) maar|wycofa[cj]\w*|dra tillbaka|traek(?:ke)? tilbage)\b"
)


def says_withdraw(words: str) -> bool:
    """True for a short message that wants an introduction taken out again; a question is none."""
    said = _GREETING.sub("", fold(words).strip())
    if not said or len(said) > 2 * LONGEST or "@" in said or "?" in said or _NEGATED.search(said):
        return False
    return bool(_WITHDRAW.search(said)) and len(said.split()) <= 25


def says_undo(words: str) -> bool:
    """True only for a short message that asks for nothing else; a question is none."""
    said = _GREETING.sub("", fold(words).strip())
    if not said or len(said) > LONGEST or "@" in said or "?" in said or _NEGATED.search(said):
        return False
    told = _UNDO.search(said) or (not said.isascii() and _UNDO_UNSPACED.search(said))
    return bool(told) and len(said.split()) <= 12

"""Whether a mailbox says that its owner is gone for good, and whom to write to instead.

Only an address at the sender's own company can be a successor; two of them are none, and a person asks.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from inbox.formats.addresses import addresses_in_order
from inbox.who.names import fold
from workflows.model import FREE_MAIL, Partner, domain_of

MAX_CHARS = 3_000
_GONE = re.compile(
    r"""\bno\ longer\ (?:works?|working|employed|with|at(?!\ my\ desk)|part\ of|in\ use|monitored|active)\b
    |\b(?:ha(?:s|ve)|'ve)\ (?:now\ |recently\ |since\ )?(?:left|departed)\ (?:the|our|this)\ (?:company|firm
    |organi[sz]ation|business|practice|team)
    |\b(?:has|have|is|am)\ (?:now\ |recently\ )?retired\b
    |nicht\ mehr\ (?:im\ unternehmen|bei\ uns|fur\ (?:uns|die\ \w+)\ tatig|beschaftigt|tatig)|\bausgeschieden
    |(?:das\ unternehmen|die\ firma|uns)\ verlassen|im\ ruhestand
    |ne\ (?:travaille|fait)\ plus|n'est\ plus\ (?:en\ poste|dans|chez|parmi|employe)
    |quitte\ (?:l'entreprise|la\ societe|nos\ effectifs|ses\ fonctions|le\ cabinet)
    |ya\ no\ (?:trabaja|trabajo|forma\ parte)|(?:ha\ dejado|dejo)\ (?:la\ empresa|la\ compania|de\ trabajar)
    |niet\ (?:meer|langer)\ (?:werkzaam|in\ dienst)|werkt?\ (?:hier\ |bij\ ons\ )?niet\ (?:meer|langer)
    |(?:het\ bedrijf|de\ organisatie|ons)\ verlaten
    |ja\ nao\ (?:trabalha|trabalho|faz\ parte)|nao\ trabalha\ mais|deixou\ (?:a\ empresa|de\ trabalhar)""",
    re.VERBOSE,
)
_NAME = re.compile(
    r"((?:[^\W\d_a-z][\w'’-]+[ ]){1,3}[^\W\d_a-z][\w'’-]+)[^\w]{0,4}(?:\w{1,6}[ ]?){0,2}\W{0,3}$"
)


def says_gone(words: str) -> bool:
    """Whether the words say that somebody has left for good."""
    return bool(_GONE.search(fold(words[:MAX_CHARS])))


def successor_in(words: str, partner: Partner, sender: str) -> str:
    """The one colleague that is named with an address: "Jo Park <jo@…>", or the bare address; "" for none."""
    text = words[:MAX_CHARS]
    home = {domain_of(sender), *partner.domains} - FREE_MAIL
    known = {address.lower() for contact in partner.contacts for address in contact.emails} | {sender}
    named = _colleagues(text, home, known)
    if len(named) != 1:
        return ""
    (address,) = named
    before = text[: text.lower().find(address)][-90:].rstrip("<([ :")
    name = _named(before, address)
    return f"{name} <{address}>" if name else address


def _named(before: str, address: str) -> str:
    """The name in front of an address, from the first word on that the address is made of."""
    found = _NAME.search(f"{before} ")
    words = found[1].split() if found else []
    theirs = [place for place, word in enumerate(words) if fold(word) in address]
    return " ".join(words[theirs[0] :]) if theirs and len(words) - theirs[0] > 1 else ""


def _colleagues(text: str, home: Collection[str], known: Collection[str]) -> set[str]:
    return {one for one in addresses_in_order(text) if domain_of(one) in home and one not in known}

"""Lines of a list, "Name, company, address, phone": who stands first in a line is its person."""

from __future__ import annotations

import re

from inbox.facts import companies
from inbox.who import names
from inbox.who.circle import is_role
from workflows.model import domain_of

_NUMBER = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.)])\s*")
_NAME = re.compile(
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Herrn?|Frau|Mme|M|Sr|Sra|Sig|Dott|Ing|Mag)\.?\s+){0,3}"
    r"[^\W\d_][\w'’.-]+(?:\s+(?:v\.|von|van|de|der|den|del|della|di|da|dos|af|ter|zu|le|la|el|bin|[^\W\d_][\w'’.-]*)){1,3}"
)


def named(line: str, address: str) -> str:
    """The name in the first cell of a line that goes on with a firm and the address; "" for another line."""
    head, found, _ = line.partition(address)
    cells = [cell.strip() for cell in _NUMBER.sub("", head).strip(" ,;<(").split(",")]
    if not found or len(cells) != 2 or not all(cells):
        return ""
    name, firm = cells
    if not _is_name(name) or not firm[:1].isupper() or companies.has_legal_form(name):
        return ""
    local, domain = address.partition("@")[0], domain_of(address)
    if companies.fits_domain(name, domain) > companies.fits_domain(firm, domain):
        return ""  # the firm stands first
    if not is_role(address) and names.explains(local, firm) > names.explains(local, name):
        return ""
    return names.clean(name)


def _is_name(cell: str) -> bool:
    words = cell.split()
    return bool(_NAME.fullmatch(cell)) and words[0][:1].isupper() and words[-1][:1].isupper()

"""Lines of a list, "Name, company, address, phone": who stands first in a line is its person."""

from __future__ import annotations

import re

from inbox.facts import company_domains, legal_forms
from inbox.who import names, people
from inbox.who.circle import is_role
from workflows.model import domain_of

_NUMBER = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.)])\s*")


def named(line: str, address: str) -> str:
    """The name in the first cell of a line that goes on with a firm and the address; "" for another line."""
    head, found, _ = line.partition(address)
    cells = [cell.strip() for cell in _NUMBER.sub("", head).strip(" ,;<(").split(",")]
    if not found or len(cells) != 2 or not all(cells):
        return ""
    name, firm = names.clean(cells[0]), cells[1]
    if not _is_person(cells[0], name) or not firm[:1].isupper() or legal_forms.has_legal_form(name):
        return ""
    local, domain = address.partition("@")[0], domain_of(address)
    if company_domains.fits_domain(name, domain) > company_domains.fits_domain(firm, domain):
        return ""  # the firm stands first
    if not is_role(address) and names.explains(local, firm) > names.explains(local, name):
        return ""
    return name


def _is_person(cell: str, name: str) -> bool:
    """True when first and last name are all that stands there."""
    rows = people.runs(cell)
    return " " in name and len(rows) == 1 and rows[0].text == name

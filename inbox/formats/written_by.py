"""Who wrote a mail, as its header claims: found fast, before anything is read, and believed by nobody."""

from __future__ import annotations

import re

from inbox.formats.addresses import addresses_in_order

HEAD_BYTES = 64_000
LONGEST = 320

_END = re.compile(rb"\r?\n\r?\n")
_FROM = re.compile(r"^from:([^\n]{0,2000}(?:\n[ \t][^\n]{0,2000}){0,20})", re.IGNORECASE | re.MULTILINE)


def written_by(raw: bytes) -> str:
    """The last address of the From header, lower case; "" when there is none."""
    head = _END.split(raw[:HEAD_BYTES], 1)[0].decode("utf-8", "replace").replace("\r\n", "\n")
    found = _FROM.search(head)
    addresses = list(addresses_in_order(found[1])) if found else []
    return addresses[-1][:LONGEST] if addresses else ""

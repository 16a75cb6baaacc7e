"""What two libraries make of a forward that has no header block we know; asked only when ours finds none.

email-forward-parser reads a body only under a forward subject and decodes encoded words in it, hence the
made-up prefix and the guard; both libraries need their input bounded.
"""

from __future__ import annotations

from dataclasses import dataclass

import quotequail
from emailforwardparser.forward_parser import get_forwarded_metadata

MAX_CHARS = 10_000
MAX_LINES = 400
MAX_LINE_CHARS = 500


@dataclass(frozen=True, slots=True)
class Opinion:
    """The fields of a forwarded mail as a library found them, not yet taken apart."""

    sender: str
    to: str
    cc: str
    subject: str
    date: str
    body: str
    cover: str


def second_opinion(text: str) -> Opinion | None:
    """The forward in this text according to the libraries, if one of them is sure of a sender."""
    lines = text[:MAX_CHARS].split("\n", MAX_LINES)[:MAX_LINES]
    text = "\n".join(line[:MAX_LINE_CHARS] for line in lines).replace("=?", "= ?")
    for ask in (_forward_parser, _quotequail):
        try:
            opinion = ask(text)
        except Exception:  # noqa: BLE001, S112 - libraries on hostile input: the next one, or nobody
            continue
        if opinion and "@" in opinion.sender:
            return opinion
    return None


def _forward_parser(text: str) -> Opinion:
    found = get_forwarded_metadata(text, "Fwd: -")
    mail = found.email
    return Opinion(
        sender=f'"{mail.from_.name}" <{mail.from_.address}>',
        to=", ".join(f'"{one.name}" <{one.address}>' for one in mail.to),
        cc=", ".join(f'"{one.name}" <{one.address}>' for one in mail.cc),
        subject="" if mail.subject == "-" else mail.subject,
        date=mail.date,
        body=mail.body,
        cover=found.message,
    )


def _quotequail(text: str) -> Opinion | None:
    found = quotequail.unwrap(text)
    if not found or found.get("type") != "forward":
        return None
    names = ("from", "to", "cc", "subject", "date", "text", "text_top")
    return Opinion(*(str(found.get(name) or "") for name in names))

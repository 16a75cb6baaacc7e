"""Files that came with a mail, as a line on a card: they are kept with the raw mail and never opened."""

from __future__ import annotations

from collections.abc import Iterable

from workflows.model import Enclosure

LONGEST_LIST = 5
LONGEST_SENT = 20  # of one mail
LONGEST_NAME = 60
LONGEST_TYPE = 40
KINDS = {
    "application/pdf": "PDF",
    "application/zip": "ZIP archive",
    "application/ms-tnef": "Outlook wrapper",
    "application/msword": "Word",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.ms-excel": "Excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.ms-powerpoint": "PowerPoint",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
    "application/vnd.oasis.opendocument.text": "text document",
    "text/csv": "table",
    "text/vcard": "contact card",
    "text/x-vcard": "contact card",
}
FAMILIES = {"image": "image", "audio": "sound", "video": "video", "text": "text"}


def files(enclosures: Iterable[Enclosure]) -> str:
    """`offer.pdf (PDF, 118 kB), logo.png (PNG image, 4 kB)`; "" when nothing came along."""
    listed = tuple(enclosures)
    told = [f"{_name(one)} ({_what(one)})" for one in listed[:LONGEST_LIST]]
    more = [f"{len(listed) - LONGEST_LIST} more"] if len(listed) > LONGEST_LIST else []
    return ", ".join([*told, *more])


def size(octets: int) -> str:
    """A file's size as people say it."""
    if octets < 1000:
        return f"{octets} bytes"
    if octets < 999_500:
        return f"{octets / 1000:.0f} kB"
    return f"{octets / 1_000_000:.1f} MB"


def kind(media_type: str) -> str:
    """A media type as people say it; one that nobody knows by name stays as it is."""
    family, _, member = media_type.partition("/")
    if family == "image" and member.isalnum() and len(member) < 6:
        return f"{member.upper()} image"
    return KINDS.get(media_type) or FAMILIES.get(family) or media_type[:LONGEST_TYPE]


def _what(one: Enclosure) -> str:
    return f"{kind(one.media_type)}, {size(one.size)}" if one.media_type else size(one.size)


def _name(one: Enclosure) -> str:
    name = one.name or "without a name"
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"

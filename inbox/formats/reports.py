"""What a mail server says about a mail of ours: RFC 3464 delivery reports and RFC 8098 receipts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inbox.formats.addresses import addresses_in_order
from inbox.formats.charsets import clean_line, decode_bytes
from inbox.formats.mime import Part, header_fields

_MESSAGE_ID = re.compile(r"<([^<>\s]{1,900})>")
_BLOCK_END = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """A report about one mail; `action` is the worst of its recipients' actions."""

    action: str = ""  # failed, delayed, delivered, relayed, expanded; "" for a receipt
    status: str = ""  # enhanced status code, such as 5.1.1
    final_recipients: tuple[str, ...] = ()
    original_recipients: tuple[str, ...] = ()
    original_message_id: str = ""
    receipt: bool = False  # somebody opened or deleted it


_WORST_FIRST = ("failed", "delayed", "expanded", "relayed", "delivered")


def read_report(root: Part) -> DeliveryReport | None:
    """The report this mail consists of, if it is one."""
    about = next((p for p in root.walk() if p.content_type in _REPORT_TYPES), None)
    kind = root.params.get("report-type", "").lower()
    if about is None and not (root.content_type == "multipart/report" and kind in _REPORT_KINDS):
        return None
    text = decode_bytes(about.content(50_000)) if about else ""
    blocks = [_fields(block) for block in _BLOCK_END.split(text.replace("\r\n", "\n"))[:300]]
    actions = [block.get("action", "").lower() for block in blocks]
    worst = next((a for a in _WORST_FIRST if a in actions), "")
    at_fault = [b for b in blocks if b.get("action", "").lower() == worst]
    receipt = "disposition" in kind or (about is not None and "disposition" in about.content_type)
    return DeliveryReport(
        worst,
        next((b["status"].split()[0] for b in at_fault if b.get("status")), ""),
        _recipients(at_fault, "final-recipient"),
        _recipients(at_fault, "original-recipient"),
        next((m for b in blocks for m in _ids(b.get("original-message-id", ""))), "") or _returned_id(root),
        receipt,
    )


_REPORT_TYPES = frozenset(
    {
        "message/delivery-status",
        "message/global-delivery-status",
        "message/disposition-notification",
        "message/global-disposition-notification",
    }
)
_REPORT_KINDS = frozenset({"delivery-status", "disposition-notification"})


def _fields(block: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in header_fields(block.strip("\n").encode("utf-8", "replace")):
        found.setdefault(name.lower(), clean_line(value, 1_000))
    return found


def _recipients(blocks: list[dict[str, str]], name: str) -> tuple[str, ...]:
    values = (block.get(name, "").partition(";")[2] or block.get(name, "") for block in blocks)
    return tuple(dict.fromkeys(a for value in values for a in addresses_in_order(value)))


def _ids(value: str) -> list[str]:
    return _MESSAGE_ID.findall(value)


def _returned_id(root: Part) -> str:
    """The Message-ID of the mail the report brings back, whole or only its header."""
    for part in root.walk():
        if part is root:
            continue
        if part.content_type in ("text/rfc822-headers", "message/rfc822-headers"):
            fields = header_fields(part.content(50_000) + b"\n\n")
        else:
            fields = part.fields
        for name, value in fields:
            if name.lower() == "message-id" and _ids(value):
                return str(_ids(value)[0])
    return ""

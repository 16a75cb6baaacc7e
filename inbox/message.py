"""Bytes to ParsedMail: never raises, and is held to limits before any other reader sees a word of it.

mail-parser reads the unusual address headers (`formats.addresses`); the structure is found by `formats.mime`,
because mail-parser mixes attached messages into the body, fails on some hostile mails and needs, like the
standard library under it, unbounded time on others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from inbox.formats.addresses import addresses_in_order, mailboxes
from inbox.formats.bodies import Body, body_of
from inbox.formats.charsets import clean_line, decode_words
from inbox.formats.mime import Fields, Part, read_parts
from inbox.formats.reports import DeliveryReport, read_report
from inbox.language import guess_language
from inbox.reading import Attachment, Mailbox

MAX_MAIL_BYTES = 40_000_000
MAX_ATTACHED = 20
MAX_ATTACHED_DEPTH = 5

_ID = re.compile(r"<\s{0,9}([^<>\s]{1,900})\s{0,9}>")
_BARE_ID = re.compile(r"[^\s<>,;]{1,900}")
_VERBATIM = frozenset({"authentication-results", "dkim-signature", "received-spf", "received"})

NOBODY = Mailbox()


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """A mail as data. Names, subject and text are the sender's claims; nothing in it is trusted."""

    from_: tuple[Mailbox, ...] = ()  # every address of every From header
    sender: Mailbox = NOBODY  # the one From; empty when it is missing or not unique
    reply_to: tuple[Mailbox, ...] = ()
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    return_path: str | None = None  # "" is the null path of bounces, None when nobody wrote one
    delivered_to: tuple[str, ...] = ()
    subject: str = ""
    message_id: str = ""  # like the others below without angle brackets
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    date: datetime | None = None  # what the sender says; our receive time is elsewhere
    headers: tuple[tuple[str, str], ...] = ()
    text: str = ""
    html: str = ""
    attached: tuple[ParsedMail, ...] = ()
    vcards: tuple[str, ...] = ()
    calendar: bool = False
    report: DeliveryReport | None = None
    attachments: tuple[Attachment, ...] = ()
    encrypted: bool = False
    truncated: bool = False  # beyond the limits: part of it was not read
    language: str = "en"
    size: int = 0

    def header(self, name: str) -> str:
        """The first header of that name, or nothing."""
        return next(iter(self.all_headers(name)), "")

    def all_headers(self, name: str) -> tuple[str, ...]:
        """Every header of that name, topmost first."""
        return _headers_by_name(self.headers).get(name.lower(), ())

    @property
    def recipients(self) -> tuple[Mailbox, ...]:
        """To and Cc together."""
        return self.to + self.cc


@lru_cache(maxsize=8)  # of the mail at hand: some forty headers are asked for, one after the other
def _headers_by_name(headers: Fields) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in _by_name(headers).items()}


def parse(raw: bytes) -> ParsedMail:
    """Read any bytes as a mail."""
    root, spent = read_parts(raw[:MAX_MAIL_BYTES])
    mail = _mail(root, MAX_ATTACHED_DEPTH)
    return replace(mail, truncated=mail.truncated or spent or len(raw) > MAX_MAIL_BYTES, size=len(raw))


def addresses_in(mail: ParsedMail, limit: int = 500) -> frozenset[str]:
    """Every address in headers, body and attached mails: whom to look up in the database."""
    found: dict[str, None] = {}
    waiting = [mail]
    while waiting and len(found) < limit:
        one = waiting.pop(0)
        people = (*one.from_, *one.reply_to, *one.to, *one.cc)
        for address in (*(p.address for p in people), one.return_path or "", *one.delivered_to):
            if address:
                found[address] = None
        for text in (one.text, *one.vcards):
            for address in addresses_in_order(text):
                found[address] = None
                if len(found) >= limit:
                    break
        waiting.extend(one.attached)
    return frozenset(list(found)[:limit])


def _mail(root: Part, depth: int) -> ParsedMail:
    fields = _by_name(root.fields)
    from_ = _mailboxes(fields, "from")
    body = body_of(root)
    report = read_report(root)
    attached = (
        [p.children[0] for p in body.mails if p.children][:MAX_ATTACHED] if depth and not report else []
    )
    return ParsedMail(
        from_=from_,
        sender=from_[0] if len(from_) == 1 and len(fields.get("from", ())) == 1 else Mailbox(),
        reply_to=_mailboxes(fields, "reply-to"),
        to=_mailboxes(fields, "to"),
        cc=_mailboxes(fields, "cc"),
        return_path=_return_path(fields),
        delivered_to=_delivered_to(fields),
        subject=clean_line(decode_words(_first(fields, "subject")), 1_000),
        message_id=next(iter(_ids(_first(fields, "message-id"), 1)), ""),
        in_reply_to=_ids(_first(fields, "in-reply-to"), 20),
        references=_ids(_first(fields, "references"), 200),
        date=_date(_first(fields, "date")),
        headers=_decoded(root.fields),
        text=body.text,
        html=body.html,
        attached=tuple(_mail(part, depth - 1) for part in attached),
        vcards=body.vcards,
        calendar=body.calendar,
        report=report,
        attachments=_attachments(body),
        encrypted=body.encrypted,
        truncated=body.truncated,
        language=guess_language(_opening(body.text)),
        size=root.end - root.start,
    )


def _by_name(fields: Fields) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in fields:
        found.setdefault(name.lower(), []).append(value)
    return found


def _first(fields: dict[str, list[str]], name: str) -> str:
    return fields.get(name, [""])[0]


def _mailboxes(fields: dict[str, list[str]], name: str) -> tuple[Mailbox, ...]:
    return tuple(box for value in fields.get(name, ())[:50] for box in mailboxes(value))[:1_000]


def _return_path(fields: dict[str, list[str]]) -> str | None:
    if "return-path" not in fields:
        return None
    value = _first(fields, "return-path").strip()
    return "" if value in ("", "<>") else next((m.address for m in mailboxes(value)), "")


def _delivered_to(fields: dict[str, list[str]]) -> tuple[str, ...]:
    names = ("delivered-to", "x-original-to", "envelope-to", "x-forwarded-to")
    values = [value for name in names for value in fields.get(name, ())[:20]]
    return tuple(dict.fromkeys(m.address for value in values for m in mailboxes(value)))


def _ids(value: str, limit: int) -> tuple[str, ...]:
    value = value[:20_000]
    found = _ID.findall(value) or _BARE_ID.findall(value)[:limit]
    return tuple(dict.fromkeys(clean_line(one, 900) for one in found))[:limit]


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value[:200])
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def _decoded(fields: Fields) -> tuple[tuple[str, str], ...]:
    """What the mail server writes stays as it is: its encoded words would be somebody else's."""
    return tuple(
        (name, clean_line(value if name.lower() in _VERBATIM else decode_words(value[:8_000]), 4_000))
        for name, value in fields[:500]
    )


def _attachments(body: Body) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(clean_line(decode_words(p.filename), 255), clean_line(p.content_type, 100), p.size)
        for p in body.files[:200]
    )


def _opening(text: str) -> str:
    """The person's own words, roughly: what stands above quotes and forwarded headers."""
    own: list[str] = []
    for line in text.split("\n", 60)[:60]:
        if line.startswith((">", "-----", "_____")) and len(own) > 3:
            break
        if not line.startswith(">"):
            own.append(line)
    return "\n".join(own)

"""The partners' mailboxes as the page shows them: what came in, what went out, and how a mail reads."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr, parsedate_to_datetime
from functools import cached_property
from typing import Literal, Protocol

from bot.sandbox import cast

OTHERS = "others"
_TAG = re.compile(r"<(?:style|head|script)\b.*?</(?:style|head|script)>|<[^>]*>", re.DOTALL | re.IGNORECASE)


class Mail(Protocol):
    """What the page needs of the local mail server."""

    @property
    def mailboxes(self) -> Mapping[str, Sequence[bytes]]:
        """Every mail so far, by the address it came to."""
        ...

    def subscribe(self, callback: Callable[[str, bytes], None]) -> object:
        """Call with the address and the bytes of every mail that arrives."""
        ...

    @property
    def smtp_url(self) -> str:
        """Where a mail program hands in its mail."""
        ...


@dataclass
class Entry:
    """One mail in a box; `key` is its name in addresses of the page."""

    key: str
    box: str  # a partner's id, or OTHERS
    address: str
    raw: bytes
    at: float  # when it arrived or was sent, by the wall clock
    way: Literal["in", "out"]
    read: bool = False

    @cached_property
    def shown(self) -> Shown:
        """The mail taken apart for reading."""
        return read_mail(self.raw)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a mail program shows of a mail."""

    subject: str
    sender: str
    sender_address: str
    reply_to: str
    to: str
    cc: str
    date: str
    message_id: str
    references: str
    text: str
    html: str

    @property
    def snippet(self) -> str:
        """The first words, for the list."""
        return " ".join(self.text.split())[:140]


@dataclass
class Mailboxes:
    """The mail that went around; fed by the mail server and by the send button."""

    mail: Mail
    entries: list[Entry] = field(default_factory=list)
    _known: dict[str, int] = field(default_factory=dict)

    def take_new(self) -> list[Entry]:
        """Fetch what arrived since the last call; mail to the desk itself is no partner's business."""
        made = []
        for address, mails in self.mail.mailboxes.items():
            known = self._known.get(address, 0)
            self._known[address] = len(mails)
            if address.lower() != cast.DESK_ADDRESS:
                made += [self._add(address, raw, "in") for raw in mails[known:]]
        return made

    def note_sent(self, address: str, raw: bytes) -> Entry:
        """Keep a mail which a partner sent from this page."""
        entry = self._add(address, raw, "out")
        entry.read = True
        return entry

    def box(self, name: str) -> list[Entry]:
        """The mails of one box, newest first."""
        return [entry for entry in reversed(self.entries) if entry.box == name]

    def unread(self, name: str) -> int:
        """How many mails of the box nobody has opened."""
        return sum(1 for entry in self.entries if entry.box == name and not entry.read)

    def entry(self, key: str) -> Entry | None:
        """The mail of that key."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def _add(self, address: str, raw: bytes, way: Literal["in", "out"]) -> Entry:
        entry = Entry(str(len(self.entries) + 1), box_of(address), address, raw, time.time(), way)
        self.entries.append(entry)
        return entry


def box_of(address: str) -> str:
    """The partner whose address this is, otherwise OTHERS."""
    return next((p.id for p in cast.PARTNERS if p.email == address.lower()), OTHERS)


def read_mail(raw: bytes) -> Shown:
    """The mail for a reader's eyes; a broken one shows what can be had of it."""
    mail = message_from_bytes(raw, policy=policy.default)
    text = _body(mail, "plain")
    markup = _body(mail, "html")
    name, address = parseaddr(_header(mail, "From"))
    return Shown(
        subject=_header(mail, "Subject") or "(no subject)",
        sender=name or address,
        sender_address=address,
        reply_to=_header(mail, "Reply-To") or _header(mail, "From"),
        to=_header(mail, "To"),
        cc=_header(mail, "Cc"),
        date=_date(_header(mail, "Date")),
        message_id=_header(mail, "Message-ID"),
        references=_header(mail, "References"),
        text=text or html.unescape(_TAG.sub("", markup)).strip(),
        html=markup,
    )


def recipients(*headers: str) -> list[str]:
    """The bare addresses of To and Cc lines, each once."""
    found = (address.strip() for _, address in getaddresses(list(headers)))
    return list(dict.fromkeys(address for address in found if "@" in address))


def quoted_reply(shown: Shown, at: str) -> str:
    """The text of a reply before a word is written: the attribution line and the quoted mail."""
    lines = shown.text.strip().splitlines()
    attribution = f"On {at}, {shown.sender} <{shown.sender_address}> wrote:"
    return "\n".join(("", "", attribution, "", *(f"> {line}".rstrip() for line in lines)))


def reply_subject(subject: str) -> str:
    """Re: in front, once."""
    return subject if re.match(r"(?i)(?:re|aw)\s*:", subject) else f"Re: {subject}"


def _body(mail: EmailMessage, kind: str) -> str:
    try:
        part = mail.get_body(preferencelist=(kind,))
        return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""
    except (LookupError, ValueError, AttributeError):
        return ""


def _header(mail: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(mail.get(name, "")).split())
    except (ValueError, IndexError, AttributeError):
        return ""


def _date(header: str) -> str:
    try:
        return f"{parsedate_to_datetime(header):%a %d %b %Y, %H:%M}"
    except (ValueError, TypeError):
        return header

"""Rendered words become a mail that every reader shows as meant, in the thread where it belongs.

Headers that carry identifiers are folded only between identifiers: the standard library would turn a
long Message-ID into an encoded word, and the thread would be broken.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address, HeaderRegistry
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any, Literal

from inbox.reading import Mailbox
from inbox.smtp import envelope_address

REFERENCES_KEPT = 20  # the first and the newest; some servers refuse headers of many kilobytes
LONGEST_ID = 500
LONGEST_SUBJECT = 300
LONGEST_NAME = 100
_REPLY = re.compile(r"^\s*(?:(?:re|aw|antw|antwort|sv|vs|rv|ref|odp|回复|答复)(?:\[\d+\])?\s*[::]\s*)+", re.I)


@dataclass(frozen=True, slots=True)
class File:
    """Something that travels along; with a `cid` it is shown inside the HTML as `<img src="cid:…">`."""

    name: str
    content_type: str
    content: bytes
    cid: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything one mail says; Message-IDs are without angle brackets, as in `Reading`."""

    from_name: str  # "Dana Reyes", a person, before the address of the desk
    from_address: str
    to: Mailbox
    subject: str
    text: str
    message_id: str
    date: datetime
    html: str = ""
    cc: tuple[Mailbox, ...] = ()
    reply_to: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()  # of the mail we answer, oldest first
    list_unsubscribe: str | None = None  # https://… (one click, RFC 8058) or mailto:…
    auto_submitted: Literal["", "auto-replied", "auto-generated"] = ""  # RFC 3834; "" = a person wrote it
    attachments: tuple[File, ...] = ()
    inline: tuple[File, ...] = ()


def compose(letter: Letter) -> EmailMessage:
    """The mail, ready for `Mailer.send`; the same letter always gives the same bytes.

    ValueError when an address is none. Anything a stranger may have written (names, subjects, identifiers)
    is cleaned here, so that it cannot add a header.
    """
    message = EmailMessage(policy=_policy_for(letter))
    message["From"] = _address(letter.from_name, letter.from_address)
    message["To"] = _address(letter.to.name, letter.to.address)
    if letter.cc:
        message["Cc"] = [_address(box.name, box.address) for box in letter.cc]
    if letter.reply_to:
        message["Reply-To"] = _address(letter.from_name, letter.reply_to)
    message["Subject"] = clean_subject(letter.subject)
    message["Date"] = format_datetime(letter.date.astimezone(UTC))
    message["Message-ID"] = _ids([letter.message_id])
    _thread(message, letter)
    _courtesies(message, letter)
    _body(message, letter)
    return message


def message_name(key: str, secret: bytes = b"") -> str:
    """The left side of the Message-ID of what an outbox key promises; the same key gives the same one.

    With a secret nobody can guess it: a bounce or an answer that names it has seen the mail. Without one it
    is as in mails from before there was a secret.
    """
    made = hmac.digest(secret, key.encode(), hashlib.sha256) if secret else None
    return (made.hex() if made else hashlib.sha256(key.encode()).hexdigest())[:40]


def reply_subject(subject: str) -> str:
    """The subject of an answer: one "Re:" in front, whatever the mail programs have piled up."""
    return clean_subject(f"Re: {subject}")


def clean_subject(subject: str) -> str:
    """One line of printable text with at most one "Re:"."""
    text = _one_line(subject, LONGEST_SUBJECT)
    bare = _REPLY.sub("", text)
    return f"Re: {bare}".rstrip() if bare != text else text


class _Identifiers:
    """A header of words that must arrive unchanged; folded between them and nowhere else."""

    max_count = 1

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        """Called by the registry (email.headerregistry) with the text that was set."""
        kwds["decoded"] = value
        kwds["parse_tree"] = None
        kwds["defects"] = []

    name: str

    def fold(self, *, policy: EmailPolicy) -> str:
        """The header as it is written, with its name and line ends."""
        return f"{self.name}: " + f"{policy.linesep} ".join(str(self).split()) + policy.linesep


def _policy_for(letter: Letter) -> EmailPolicy[EmailMessage]:
    registry = HeaderRegistry()
    for name in ("message-id", "in-reply-to", "references", "list-unsubscribe"):
        registry.map_to_type(name, _Identifiers)  # type: ignore[arg-type]
    copies = (box.address for box in letter.cc)
    addresses = (letter.from_address, letter.to.address, *copies, *filter(None, [letter.reply_to]))
    return EmailPolicy(
        linesep="\r\n",
        cte_type="7bit",
        utf8=any(envelope_address(address).needs_utf8 for address in addresses),
        header_factory=registry,
    )


def _address(name: str, address: str) -> Address:
    to, shown = envelope_address(address), _one_line(name, LONGEST_NAME)
    if to.needs_utf8:  # the standard library takes such an address in two parts only
        local, _, domain = to.text.rpartition("@")
        return Address(shown, local, domain)
    return Address(shown, addr_spec=to.text)


def _thread(message: EmailMessage, letter: Letter) -> None:
    parent = list(_known_ids([letter.in_reply_to]))
    chain = list(dict.fromkeys([*_known_ids(letter.references), *parent]))
    if len(chain) > REFERENCES_KEPT:
        chain = [chain[0], *chain[-REFERENCES_KEPT + 1 :]]
    if parent:
        message["In-Reply-To"] = _ids(parent)
    if chain:
        message["References"] = _ids(chain)


def _courtesies(message: EmailMessage, letter: Letter) -> None:
    if letter.list_unsubscribe:
        url = letter.list_unsubscribe
        if not re.fullmatch(r"(?:https://|mailto:)[!-;=?-~]{1,800}", url):
            raise ValueError("List-Unsubscribe takes an https:// or mailto: address")
        message["List-Unsubscribe"] = f"<{url}>"
        if url.startswith("https://"):
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if letter.auto_submitted:
        message["Auto-Submitted"] = letter.auto_submitted
        message["X-Auto-Response-Suppress"] = "OOF, AutoReply"  # Exchange answers machines otherwise


def _body(message: EmailMessage, letter: Letter) -> None:
    message.set_content(_lines(letter.text))
    if letter.html:
        message.add_alternative(_lines(letter.html), subtype="html")
        for file in letter.inline:
            _add_picture(message, file)
    for file in letter.attachments:
        message.add_attachment(file.content, *_kind(file), filename=_file_name(file))
    _fix_boundaries(message, letter.message_id)


def _add_picture(message: EmailMessage, file: File) -> None:
    """Put a picture beside the HTML that shows it."""
    html = message.get_body(("related", "html"))
    if html is not None:
        name = _file_name(file)
        html.add_related(
            file.content, *_kind(file), cid=_ids([file.cid]), disposition="inline", filename=name
        )


def _fix_boundaries(message: EmailMessage, seed: str) -> None:
    """Make the separators of a Message-ID rather than of chance: a retry sends the same bytes."""
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{hashlib.sha256(seed.encode()).hexdigest()[:32]}.{number}")


def _kind(file: File) -> tuple[str, str]:
    main, slash, sub = file.content_type.lower().partition("/")
    known = slash and re.fullmatch(r"[a-z0-9.+-]+/[a-z0-9.+-]+", file.content_type.lower())
    return (main, sub) if known and main not in ("multipart", "message") else ("application", "octet-stream")


def _file_name(file: File) -> str:
    return _one_line(file.name, LONGEST_NAME).replace("/", "_").replace("\\", "_") or "file"


def _ids(ids: Iterable[str]) -> str:
    found = list(_known_ids(ids))
    if not found:
        raise ValueError("a mail needs a Message-ID of printable ASCII")
    return " ".join(f"<{identifier}>" for identifier in found)


def _known_ids(ids: Iterable[str]) -> Iterable[str]:
    """Identifiers a mail header can carry; what a stranger made up of other things is left out."""
    for identifier in ids:
        bare = identifier.strip().removeprefix("<").removesuffix(">")
        if len(bare) <= LONGEST_ID and re.fullmatch(r"[!-;=?-~]+", bare):
            yield bare


def _one_line(text: str, longest: int) -> str:
    """Printable text on one line; control and direction characters (Cc, Cf but the joiners) are gone."""
    kept = (
        character if character in "\u200c\u200d" or unicodedata.category(character)[0] != "C" else " "
        for character in text[: 4 * longest]
    )
    return " ".join("".join(kept).split())[:longest].rstrip()


def _lines(text: str) -> str:
    """Text with plain line ends and without lone surrogates, which no charset can write."""
    return "\n".join(text.encode("utf-8", "replace").decode().splitlines()) + "\n"

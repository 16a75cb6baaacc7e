"""How Gmail, Outlook and Apple Mail write a mail: their headers, their text and the HTML beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.charset import QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.utils import format_datetime, getaddresses, parseaddr
from typing import Literal

from markupsafe import Markup, escape

_SMTP = policy.compat32.clone(linesep="\r\n", max_line_length=200)
_QUOTED_PRINTABLE = Charset("utf-8")
_QUOTED_PRINTABLE.body_encoding = QP
Program = Literal["gmail", "outlook", "apple"]
_SEPARATOR = re.compile(
    r"-{8,} .+ -{5,}|_{20,}"
    r"|(?:Begin forwarded message|Anfang der weitergeleiteten Nachricht|Début du message réexpédié) ?:"
)
_SPECIAL = re.compile(r"[^\w .'-]")
_HEADER = re.compile(r"(?:> ?)?([^\s:>][^:\n]{0,24}?) ?: (.*)")
_ADDRESS = re.compile(r"([\w.+-]+@[\w-]+(?:\.[\w-]+)+)")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail before a mail program has put it into bytes; `text` is all of it, forwarded part included."""

    program: Program
    sender: tuple[str, str]  # name and address
    to: str
    subject: str
    text: str
    cc: str = ""
    in_reply_to: str = ""
    references: str = ""
    headers: tuple[tuple[str, str], ...] = ()


def written(letter: Letter, *, at: datetime, token: str) -> bytes:
    """The mail as that program sends it; `token` is 32 hex digits that make its Message-ID its own."""
    mail = MIMEMultipart("alternative", boundary=_boundary(letter.program, token))
    content_type = str(mail["Content-Type"])
    del mail["MIME-Version"], mail["Content-Type"]  # programs write them at places of their own
    for name, value in _headers(letter, at, token):
        if value:
            mail[name] = _encoded(name, " ".join(value.split()))
    mail["Content-Type"] = content_type
    mail.attach(_part("plain", letter.text + "\n"))
    mail.attach(_part("html", str(_HTML[letter.program](letter.text))))
    return mail.as_bytes(policy=_SMTP)


def _part(kind: str, text: str) -> MIMENonMultipart:
    part = MIMENonMultipart("text", kind, charset="UTF-8")
    part.set_payload(text, _QUOTED_PRINTABLE)
    del part["MIME-Version"]
    return part


def _encoded(name: str, value: str) -> str:
    """The value in ASCII; in lists each name by itself (EmailMessage would encode the commas too)."""
    if name in ("To", "Cc"):
        return ", ".join(_encoded_address(*one) for one in getaddresses([value]))
    if name == "From":
        return _encoded_address(*parseaddr(value))
    return value if value.isascii() else Header(value, "utf-8", header_name=name).encode()


def _encoded_address(name: str, mail: str) -> str:
    return address(name, mail) if name.isascii() else f"{Header(name, 'utf-8').encode()} <{mail}>"


def address(name: str, mail: str) -> str:
    """Name and address as they stand in a header, quoted where the name needs it."""
    quoted = '"' + name.replace("\\", "").replace('"', "") + '"'
    return f"{quoted if _SPECIAL.search(name) else name} <{mail}>" if name else mail


def _headers(letter: Letter, at: datetime, token: str) -> Sequence[tuple[str, str]]:
    sender = address(*letter.sender)
    common = (
        ("Subject", letter.subject),
        ("Date", format_datetime(at)),
        ("Message-ID", message_id(letter, token)),
        ("In-Reply-To", letter.in_reply_to),
        ("References", letter.references),
        ("To", letter.to),
        ("Cc", letter.cc),
    )
    match letter.program:
        case "gmail":
            own: tuple[tuple[str, str], ...] = (("MIME-Version", "1.0"), ("From", sender))
        case "outlook":
            topic = re.sub(r"^(?:FW|WG|TR|RE|AW): ", "", letter.subject)
            own = (
                ("From", sender),
                ("Thread-Topic", topic),
                ("Thread-Index", f"Adz{token[:20]}=="),
                ("Accept-Language", "en-US"),
                ("Content-Language", "en-US"),
                ("MIME-Version", "1.0"),
            )
        case "apple":
            own = (
                ("From", sender),
                ("Mime-Version", "1.0 (Mac OS X Mail 16.0 \\(3826.600.51.1.1\\))"),
                ("X-Mailer", "Apple Mail (2.3826.600.51.1.1)"),
            )
    return (*own, *common, *letter.headers)


def message_id(letter: Letter, token: str) -> str:
    """A Message-ID in the program's own manner."""
    match letter.program:
        case "gmail":
            return f"<CA+{token[:30]}@mail.gmail.com>"
        case "outlook":
            server = f"AS8PR04MB{int(token[:4], 16) % 9000 + 1000}"
            return f"<{server}{token[:24].upper()}@{server}.eurprd04.prod.outlook.com>"
        case "apple":
            dashed = "-".join((token[:8], token[8:12], token[12:16], token[16:20], token[20:32]))
            return f"<{dashed.upper()}@{letter.sender[1].rpartition('@')[2]}>"


def _boundary(program: Program, token: str) -> str:
    match program:
        case "gmail":
            return f"000000000000{token[:16]}"
        case "outlook":
            return f"_000_{token[:28].upper()}eurp_"
        case "apple":
            return f"Apple-Mail=_{token[:8].upper()}-{token[8:12].upper()}-{token[12:24].upper()}"


@dataclass(frozen=True, slots=True)
class _Parts:
    cover: str
    separator: str
    headers: tuple[tuple[str, str], ...]
    body: str


def _parts(text: str) -> _Parts:
    """Cover note, separator, header lines and body of a forward; without a separator all is cover."""
    lines = text.splitlines()
    at = next((i for i, line in enumerate(lines) if _SEPARATOR.fullmatch(line.strip())), None)
    if at is None:
        return _Parts(text, "", (), "")
    rest = [line.removeprefix("> ").removeprefix(">") for line in lines[at + 1 :]]
    while rest and not rest[0].strip():
        rest.pop(0)
    headers: list[tuple[str, str]] = []
    while rest and (found := _HEADER.fullmatch(rest[0])):
        headers.append((found[1], found[2]))
        rest.pop(0)
    body = "\n".join(rest).strip("\n")
    return _Parts("\n".join(lines[:at]).strip("\n"), lines[at].strip(), tuple(headers), body)


def _gmail(text: str) -> Markup:
    if reply := _reply(text):
        return reply
    parts = _parts(text)
    if not parts.separator:
        return Markup('<div dir="ltr">{}</div>\n').format(_divs(text))
    first, *others = parts.headers or (("", ""),)
    name = first[1].partition(" <")[0]
    who = Markup(
        '{}: <strong class="gmail_sendername" dir="auto">{}</strong> <span dir="auto">&lt;{}&gt;</span><br>'
    ).format(first[0], name, _linked(_bare(first[1])))
    lines = Markup("").join(Markup("{}: {}<br>").format(label, _linked(value)) for label, value in others)
    return Markup(
        '<div dir="ltr">{}<br><div class="gmail_quote gmail_quote_container">'
        '<div dir="ltr" class="gmail_attr">{}<br>{}{}</div><br><br>'
        '<div dir="ltr">{}</div>\n</div></div>\n'
    ).format(_divs(parts.cover), parts.separator, who, lines, _divs(parts.body))


def _reply(text: str) -> Markup | None:
    """Gmail's HTML of a reply: the attribution line, then the quoted mail in a blockquote."""
    lines = text.splitlines()
    at = next(
        (i for i, line in enumerate(lines[1:]) if lines[i].endswith(":") and line.startswith(">")), None
    )
    if at is None or _parts(text).separator:
        return None
    quoted = "\n".join(line.removeprefix("> ").removeprefix(">") for line in lines[at + 1 :])
    style = "margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"
    return Markup(
        '<div dir="ltr">{}</div><br><div class="gmail_quote gmail_quote_container">'
        '<div dir="ltr" class="gmail_attr">{}<br></div>'
        '<blockquote class="gmail_quote" style="{}">{}</blockquote></div>\n'
    ).format(_divs("\n".join(lines[:at]).strip("\n")), _linked(lines[at]), style, _divs(quoted))


def _outlook(text: str) -> Markup:
    parts = _parts(text)
    style = "font-family: Aptos, Calibri, Helvetica, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);"
    shell = Markup('<div class="elementToProof" style="{}">\n{}</div>')
    lines = (shell.format(style, _linked(line) or Markup("<br>")) for line in parts.cover.splitlines())
    made = Markup('<html><head></head><body dir="ltr">\n{}').format(Markup("").join(lines))
    if not parts.separator:
        return made + Markup("</body></html>\n")
    headers = Markup("").join(
        Markup("<b>{}:</b> {}<br>\n").format(label, _linked(value)) for label, value in parts.headers
    )
    return made + Markup(
        '<div id="appendonsend"></div>\n<hr style="display:inline-block;width:98%" tabindex="-1">\n'
        '<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" '
        'color="#000000">{}</font>\n<div>&nbsp;</div>\n</div>\n<div>{}</div></body></html>\n'
    ).format(headers, _divs(parts.body))


def _apple(text: str) -> Markup:
    parts = _parts(text)
    style = "overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;"
    made = Markup('<html><head></head><body style="{}">{}').format(style, _divs(parts.cover))
    if not parts.separator:
        return made + Markup("</body></html>\n")
    shell = Markup(
        '<div style="margin-top: 0px; margin-right: 0px; margin-bottom: 0px; margin-left: 0px;">'
        "<span><b>{}: </b></span><span>{}<br></span></div>"
    )
    headers = Markup("").join(shell.format(label, _linked(value)) for label, value in parts.headers)
    return made + Markup(
        '<div><br><blockquote type="cite"><div>{}</div><br class="Apple-interchange-newline">{}<br>{}'
        "</blockquote></div></body></html>\n"
    ).format(parts.separator, headers, _divs(parts.body))


_HTML: dict[Program, Callable[[str], Markup]] = {"gmail": _gmail, "outlook": _outlook, "apple": _apple}


def _divs(text: str) -> Markup:
    lines = (Markup("<div>{}</div>").format(_linked(line) or Markup("<br>")) for line in text.splitlines())
    return Markup("").join(lines)


def _linked(line: str) -> Markup:
    """The line with its mail addresses as links, as all three programs make them."""
    pieces = _ADDRESS.split(line)
    link = Markup('<a href="mailto:{0}">{0}</a>')
    return Markup("").join(link.format(piece) if i % 2 else escape(piece) for i, piece in enumerate(pieces))


def _bare(value: str) -> str:
    found = _ADDRESS.search(value)
    return found[0] if found else value

"""The two mail servers we talk to, as the environment names them in one URL each."""

from __future__ import annotations

import ipaddress
import re
import ssl
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

ENCODED = "user and password are percent-encoded where they hold : / @ ? # %"
MOST_CONNECTIONS = 20
HINT = "Is it the token of this mailbox, and may it use IMAP and SMTP? See README, “Google and Microsoft”."


class MailboxProblem(Exception):
    """The mail server cannot be used; the message says what is wrong and how to mend it."""


class AccessRefused(MailboxProblem):
    """The server knows us not: only a person can mend it, so asking again at once only does harm."""


class Tokens(Protocol):
    """Access tokens in place of a password (SASL XOAUTH2)."""

    async def current(self) -> str:
        """One with some life left; MailboxProblem says why there is none."""

    def refused(self, token: str) -> bool:
        """The server did not take it. True when the next one may be better at once."""


@dataclass(frozen=True, slots=True)
class ImapAccount:
    """One folder of one mailbox; `tls` is False on loopback only."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    tls: bool = True
    cafile: str = ""  # additional certificate authority, for a server with a private one
    move: str = ""  # folder that kept mail is moved to; "" leaves it where it is
    auth: str = ""  # "xoauth2": by an access token; "" is by the password
    tokens: Tokens | None = field(default=None, repr=False, compare=False)

    @property
    def name(self) -> str:
        """Names the mailbox in stored keys, whatever the password is; stable over restarts."""
        return f"{self.user}@{self.host}" if "@" not in self.user else self.user

    @property
    def place(self) -> str:
        """The same for a log, which shows no address."""
        return f"{self.user.partition('@')[0]} at {self.host}, {self.folder}"


@dataclass(frozen=True, slots=True)
class SmtpAccount:
    """Where mail is handed in; without a user nobody logs in."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = "tls"  # "tls" from the first byte | "starttls" | "plain", on loopback only
    cafile: str = ""
    connections: int = 1  # at most, at the same time
    service: str = ""  # the mail service behind a relay of yours: sendgrid, postmark, ses, mandrill
    auth: str = ""  # as above
    tokens: Tokens | None = field(default=None, repr=False, compare=False)


def parse_imap_url(url: str) -> ImapAccount:
    """Read `imaps://user:password@host:993/INBOX?cafile=…&move=Processed`; ValueError says what is wrong.

    With `?auth=xoauth2` there is no password.

    User, password and folder are percent-encoded where they hold `: / @ ? # %`.
    """
    parts = _split(url, {"imaps": 993, "imap": 143}, "imaps://user:password@host:993/INBOX")
    options = _options(parts, {"cafile", "move", "auth"})
    if not parts.username or not (parts.password or options.get("auth")):
        raise ValueError("the IMAP URL needs user and password: imaps://user:password@host:993/INBOX")
    return ImapAccount(
        host=_host(parts),
        port=parts.port or {"imaps": 993, "imap": 143}[parts.scheme],
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        tls=parts.scheme == "imaps",
        cafile=options.get("cafile", ""),
        move=options.get("move", ""),
        auth=options.get("auth", ""),
    )


def parse_smtp_url(url: str) -> SmtpAccount:
    """Read `smtps://`, `smtp+starttls://` or (loopback) `smtp://`; ValueError says what is wrong."""
    ports = {"smtps": 465, "smtp+starttls": 587, "smtp": 25}
    parts = _split(url, ports, "smtps://user:password@host:465")
    options = _options(parts, {"cafile", "service", "auth", "connections"})
    return SmtpAccount(
        host=_host(parts),
        port=parts.port or ports[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        security={"smtps": "tls", "smtp+starttls": "starttls", "smtp": "plain"}[parts.scheme],
        cafile=options.get("cafile", ""),
        connections=_connections(options.get("connections", "1")),
        service=options.get("service", ""),
        auth=options.get("auth", ""),
    )


def _connections(said: str) -> int:
    if not said.isdigit() or not 1 <= int(said) <= MOST_CONNECTIONS:
        raise ValueError(f"connections={said} should be a number from 1 to {MOST_CONNECTIONS}")
    return int(said)


Account = TypeVar("Account", ImapAccount, SmtpAccount)


def with_tokens(account: Account, tokens: Tokens) -> Account:
    """The account as it is used: with access tokens, where its URL asks for them."""
    return replace(account, tokens=tokens) if account.auth else account


def tls_context(cafile: str) -> ssl.SSLContext:
    """The system's authorities and, when given, one of our own; certificate and host name are checked."""
    context = ssl.create_default_context()
    if cafile:
        try:
            context.load_verify_locations(cafile)
        except (OSError, ssl.SSLError) as err:
            raise MailboxProblem(f"The certificate file {cafile} cannot be read: {err}.") from err
    return context


def _split(url: str, schemes: dict[str, int], example: str) -> SplitResult:
    """The parts of a URL whose scheme we speak; messages never repeat the URL, it holds a password."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as err:
        if _is_cut(url):
            raise ValueError(f"{ENCODED}; it looks like {example}") from err
        raise ValueError(f"the mail URL cannot be read; it looks like {example}") from err
    if _is_cut(url):
        raise ValueError(f"{ENCODED}; it looks like {example}")
    if parts.scheme not in schemes:
        known = ", ".join(f"{scheme}://" for scheme in schemes)
        raise ValueError(f"a mail URL starts with {known}; for example {example}")
    if any(ord(character) < 32 for character in unquote(url)):
        raise ValueError("the mail URL holds a control character")
    if parts.scheme in ("imap", "smtp") and not _is_loopback(_host(parts)):
        secure = " or ".join(f"{scheme}://" for scheme in schemes if scheme != parts.scheme)
        raise ValueError(
            f"{parts.scheme}:// sends passwords in the clear and is for loopback only: use {secure}"
        )
    return parts


def _is_cut(url: str) -> bool:
    """Whether a bare / ? or # stands before the last @: the host would be looked for in the password."""
    return bool(re.search(r"[/?#].*@", url.partition("://")[2]))


def _host(parts: SplitResult) -> str:
    if not parts.hostname:
        raise ValueError("the mail URL names no host")
    return parts.hostname


def _options(parts: SplitResult, known: set[str]) -> dict[str, str]:
    options = parse_qs(parts.query, keep_blank_values=True)
    if unknown := sorted(set(options) - known):
        raise ValueError(f"the mail URL has an unknown option: {', '.join(unknown)}")
    if options.get("auth", ["xoauth2"]) != ["xoauth2"]:
        raise ValueError("the mail URL knows ?auth=xoauth2 and no other")
    return {key: values[-1] for key, values in options.items()}


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

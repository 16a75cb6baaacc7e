"""Hands mail to the submission server over one reused connection; reply codes become Retry or Dead.

4xx and network trouble are Retry, a 5xx about this mail is Dead. A refused login or EHLO says nothing
about the mail, so it is Retry, loudly, and the server is left alone for a while.
"""

from __future__ import annotations

import asyncio
import logging
import re
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy

import aiosmtplib
from email_validator import EmailNotValidError, validate_email

from inbox.wire.accounts import (
    HINT,
    AccessRefused,
    MailboxProblem,
    SmtpAccount,
    Tokens,
    parse_smtp_url,
    tls_context,
)
from workflows.errors import Dead, Retry

__all__ = ["Mailer", "SmtpAccount", "envelope_address", "parse_smtp_url"]

ACCESS_CODES = frozenset({530, 534, 535, 538})  # RFC 4954: about who we are, not about this mail
UNREACHABLE_S = 2.0  # mails that queued up behind a failed connection do not each wait for their own
_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?=\s)")  # RFC 2034
SLOWEST_BYTES_PER_S = 50_000
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Address:
    """An address fit for the envelope."""

    text: str
    needs_utf8: bool  # the part before the @ is not ASCII (RFC 6531)


class Mailer:
    """One connection, opened when needed and used by one mail at a time; safe to call from many tasks."""

    def __init__(
        self,
        account: SmtpAccount,
        *,
        local_hostname: str,
        timeout_s: float = 30.0,
        fresh_s: float = 5.0,
        refused_s: float = 300.0,
    ) -> None:
        self._account, self._local_hostname, self._timeout_s = account, local_hostname, timeout_s
        self._fresh_s = fresh_s  # a connection unused for longer is asked first (NOOP)
        self._refused_s = refused_s  # how long a refused login keeps us away
        self._lock = asyncio.Lock()
        self._line: aiosmtplib.SMTP | None = None
        self._used_at = self._closed_until = 0.0  # of the loop's clock
        self.connections = 0  # opened so far
        self.ok = True  # False after a failure of the server or our access to it, until a mail gets through
        self.last_error = ""  # a sentence; "" once a mail got through

    @property
    def connected(self) -> bool:
        """True while a connection is open."""
        return self._line is not None and self._line.is_connected

    async def send(self, message: EmailMessage | bytes, sender: str, recipient: str) -> str:
        """Hand in one mail for one recipient and give the server's reply; raises Retry or Dead.

        After Retry nobody knows whether the mail went out: send the same bytes again, with their Message-ID.
        A `sender` of "" is the null return path.
        """
        try:
            from_ = envelope_address(sender) if sender else Address("", needs_utf8=False)
            to = envelope_address(recipient)
        except ValueError as err:
            raise Dead("No mail can go there.", theirs=str(err)) from err
        async with self._lock:
            return await self._send(message, from_, to)

    async def check(self) -> None:
        """Connect, log in and leave; MailboxProblem says what is wrong and how to mend it."""
        line = await self._open()
        await _quit(line)

    async def close(self) -> None:
        """Say goodbye; the next mail opens a new connection."""
        async with self._lock:
            line, self._line = self._line, None
            if line is not None:
                await _quit(line)

    async def _send(self, message: EmailMessage | bytes, sender: Address, recipient: Address) -> str:
        line = await self._ready()
        utf8 = sender.needs_utf8 or recipient.needs_utf8
        raw = await asyncio.to_thread(_as_bytes, message, utf8=utf8)
        try:
            async with asyncio.timeout(4 * self._timeout_s + len(raw) / SLOWEST_BYTES_PER_S):
                options = ["SMTPUTF8"] if utf8 else []
                if not raw.isascii() and line.supports_extension("8bitmime"):
                    options.append("BODY=8BITMIME")
                refused, reply = await line.sendmail(sender.text, [recipient.text], raw, mail_options=options)
        except BaseException as err:
            if not isinstance(err, aiosmtplib.SMTPRecipientsRefused | aiosmtplib.SMTPNotSupported):
                self._drop()  # after anything else the state of the line is not worth guessing
            if not isinstance(err, Exception):
                raise
            raise self._verdict(err) from err
        if refused:  # one recipient, so this does not happen; the library would not raise
            raise self._by_code(*next(iter(refused.values())))
        self._used_at = asyncio.get_running_loop().time()
        self.ok, self.last_error = True, ""
        return reply

    async def _ready(self) -> aiosmtplib.SMTP:
        """The open connection when it still answers, else a new one."""
        now = asyncio.get_running_loop().time()
        line = self._line
        if line and line.is_connected and (now - self._used_at < self._fresh_s or await self._answers(line)):
            return line
        self._drop()
        if now < self._closed_until:
            raise Retry(self.last_error, after_s=self._closed_until - now)
        try:
            self._line = await self._open()
        except MailboxProblem as err:
            self.ok, self.last_error = False, str(err)
            refused = isinstance(err, AccessRefused)
            if refused:
                log.error("smtp: %s", err)
            pause_s = self._refused_s if refused else UNREACHABLE_S
            self._closed_until = asyncio.get_running_loop().time() + pause_s
            raise Retry(str(err), after_s=pause_s) from err
        return self._line

    async def _answers(self, line: aiosmtplib.SMTP) -> bool:
        try:
            async with asyncio.timeout(min(5.0, self._timeout_s)):
                await line.noop()
        except (OSError, aiosmtplib.SMTPException):
            return False
        return True

    async def _open(self) -> aiosmtplib.SMTP:
        account = self._account
        line = aiosmtplib.SMTP(
            hostname=account.host,
            port=account.port,
            use_tls=account.security == "tls",
            start_tls=account.security == "starttls",  # True: never fall back to plain text
            tls_context=None if account.security == "plain" else tls_context(account.cafile),
            local_hostname=self._local_hostname,
            timeout=self._timeout_s,
        )
        try:
            async with asyncio.timeout(4 * self._timeout_s):
                await line.connect()
                if line.is_ehlo_or_helo_needed:
                    await line.ehlo()
                await self._log_in(line)
        except BaseException as err:
            line.close()
            if isinstance(err, OSError | aiosmtplib.SMTPException):
                raise self._problem(err) from err
            raise
        self.connections += 1
        return line

    async def _log_in(self, line: aiosmtplib.SMTP) -> None:
        """Try one method only: the library's own login goes on to the next one after a refusal."""
        account = self._account
        if not account.user:
            return
        if account.tokens is not None:
            await self._show_token(line, account.tokens)
            return
        methods = {"plain": line.auth_plain, "login": line.auth_login, "cram-md5": line.auth_crammd5}
        offered = [method for method in methods if method in line.supported_auth_methods]
        if not offered:
            raise _Refused(
                f"{self._where} offers no login we know. Check the port: 465 for smtps://, 587 for smtp+starttls://."
            )
        await methods[offered[0]](account.user, account.password)

    async def _show_token(self, line: aiosmtplib.SMTP, tokens: Tokens) -> None:
        token = await tokens.current()
        if "xoauth2" not in line.server_auth_methods:
            raise _Refused(f"{self._where} takes no access tokens (XOAUTH2): use a password.")
        try:
            await line.auth_xoauth2(self._account.user, token)
        except aiosmtplib.SMTPAuthenticationError as err:
            if err.code < 500:
                raise
            kind = MailboxProblem if tokens.refused(token) else _Refused
            said = f"{err.code} {_line_of(err.message)}"
            raise kind(f"{self._where} refused the access token: {said} {HINT}") from err

    def _problem(self, err: Exception) -> MailboxProblem:
        """What keeps us from the server, in a sentence."""
        cause = err.__cause__ or err
        match err, cause:
            case aiosmtplib.SMTPAuthenticationError(), _ if err.code >= 500:
                return _Refused(
                    f"{self._where} refused the login: {err.code} {_line_of(err.message)} "
                    "Check user and password (many providers want an app password)."
                )
            case aiosmtplib.SMTPResponseException(), _:
                return MailboxProblem(f"{self._where} answered {err.code} {_line_of(err.message)}")
            case _, ssl.SSLCertVerificationError():
                return MailboxProblem(
                    f"{self._where} shows a certificate that cannot be trusted: {cause.verify_message}. "
                    "Check the host name in the URL, or name the authority with ?cafile=…"
                )
            case _, ssl.SSLError():
                return MailboxProblem(
                    f"{self._where} does not speak TLS as the URL wants it. "
                    "Check scheme and port: smtps:// is usually 465, smtp+starttls:// 587."
                )
            case TimeoutError(), _:
                return MailboxProblem(f"{self._where} does not answer. Check host, port and firewall.")
        return MailboxProblem(f"{self._where} fails: {_line_of(str(err))} Check host, port and scheme.")

    def _verdict(self, err: Exception) -> Retry | Dead:
        """What a failed transaction means for this mail."""
        match err:
            case aiosmtplib.SMTPRecipientsRefused():
                first = err.recipients[0]
                return self._by_code(first.code, first.message)
            case aiosmtplib.SMTPResponseException():
                return self._by_code(err.code, err.message)
            case aiosmtplib.SMTPNotSupported():
                return Dead("The mail server cannot send to an address with such letters (no SMTPUTF8).")
            case OSError() | aiosmtplib.SMTPException():  # TimeoutError is an OSError
                self.ok, self.last_error = False, f"{self._where} dropped the line while a mail was sent."
                return Retry(self.last_error)
        return Dead(f"The mail cannot be sent as it is: {type(err).__name__}.")

    def _by_code(self, code: int, words: str) -> Retry | Dead:
        said = _line_of(words)
        enhanced = _ENHANCED.match(said)
        reason = f"{code} {enhanced[0]}" if enhanced else str(code)
        theirs = said.removeprefix(enhanced[0]).strip() if enhanced else said
        if code in ACCESS_CODES:
            now = asyncio.get_running_loop().time()
            self.ok, self.last_error = False, f"{self._where} wants a login ({reason})."
            self._closed_until = now + self._refused_s
            log.error("smtp: %s", self.last_error)
            return Retry(self.last_error, after_s=self._refused_s, theirs=theirs)
        self._used_at = asyncio.get_running_loop().time()
        return Dead(reason, theirs=theirs) if 500 <= code < 600 else Retry(reason, theirs=theirs)

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()

    @property
    def _where(self) -> str:
        return f"The mail server {self._account.host}:{self._account.port}"


class _Refused(AccessRefused):
    """The server does not let us in; only a person can mend it."""


def envelope_address(text: str) -> Address:
    """The address as SMTP wants it: no line breaks, domain in ASCII; ValueError when it is none."""
    try:
        valid = validate_email(
            text, check_deliverability=False, allow_quoted_local=True, test_environment=True
        )
    except EmailNotValidError as err:
        raise ValueError(f"This is not an address mail can be sent to: {err}") from err
    if valid.ascii_email is not None:
        return Address(valid.ascii_email, needs_utf8=False)
    return Address(valid.normalized, needs_utf8=True)


def _as_bytes(message: EmailMessage | bytes, *, utf8: bool) -> bytes:
    if isinstance(message, bytes):
        return message
    policy = message.policy if isinstance(message.policy, EmailPolicy) else SMTP
    return message.as_bytes(policy=policy.clone(linesep="\r\n", utf8=utf8))


def _line_of(words: str) -> str:
    """A server's reply on one line, of a decent length, as a sentence."""
    text = " ".join("".join(c if c.isprintable() else " " for c in words).split())[:300]
    return text if text.endswith((".", "!", "?")) else f"{text or 'no reason given'}."


async def _quit(line: aiosmtplib.SMTP) -> None:
    try:
        async with asyncio.timeout(2.0):
            await line.quit()
    except (OSError, aiosmtplib.SMTPException):
        pass
    line.close()

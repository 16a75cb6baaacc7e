"""A real mail system for tests: Dovecot behind Postfix, or behind aiosmtpd where nobody is root.

Any user logs in with the password `pw`. Recipients named reject@ get 550, greylist@ 450 at RCPT, and patient@
the first time only; with Postfix, bounce@ gets a delivery report and temp@ stays queued.
Debian: dovecot-imapd dovecot-lmtpd postfix.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import smtplib
import ssl
import subprocess
import tempfile
from base64 import b64decode
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.rigs.dovecot import Dovecot
from tests.rigs.greylist import LATER, Greylist
from tests.rigs.ports import take_ports
from tests.rigs.postfix import Postfix
from tests.rigs.tokens import is_token_of


class MailRig:
    """`with MailRig() as rig:` gives running servers; the folder and the processes go with it."""

    def __init__(self, *, mta: str = "") -> None:
        self._mta_kind = mta or ("postfix" if os.getuid() == 0 else "aiosmtpd")  # or "none"
        self.folder = Path(tempfile.mkdtemp(prefix="rig."))  # short: unix sockets end at 108 characters
        self.folder.chmod(0o755)
        self._lock, ports = take_ports(7)
        self.smtp, self.smtps, self.imap, self.imaps, self.lmtp, self.sasl, self._policy = ports
        self.cafile = str(self.folder / "tls" / "ca.pem")
        self._mta: Postfix | _Handover | None = None

    def __enter__(self) -> MailRig:
        try:
            tls = _make_certificates(self.folder / "tls")
            lmtp, sasl = self.lmtp, self.sasl
            self.dovecot = Dovecot(self.folder, tls, imap=self.imap, imaps=self.imaps, lmtp=lmtp, sasl=sasl)
            self.dovecot.start()
            if self._mta_kind == "postfix":
                ours = {"smtp": self.smtp, "smtps": self.smtps, "policy": self._policy}
                self._mta = Postfix(self.folder, tls, lmtp=lmtp, sasl=sasl, **ours)
            elif self._mta_kind == "aiosmtpd":
                self._mta = _Handover(tls, smtp=self.smtp, smtps=self.smtps, lmtp=lmtp)
            if self._mta:
                self._mta.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._mta:
            self._mta.stop()
        if hasattr(self, "dovecot"):
            self.dovecot.stop()
        self._lock.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def imap_url(self, user: str, folder: str = "INBOX", *, tls: bool = False, password: str = "pw") -> str:
        """The URL of a user's mailbox, as REFERRAL_DESK_IMAP_URL has it."""
        name = user.replace("@", "%40")
        if tls:
            return f"imaps://{name}:{password}@localhost:{self.imaps}/{folder}?cafile={self.cafile}"
        return f"imap://{name}:{password}@127.0.0.1:{self.imap}/{folder}"

    def deliver(self, recipient: str, *subjects: str) -> None:
        """Put one mail per subject into a mailbox at once, without a queue in between."""
        with smtplib.LMTP("127.0.0.1", self.lmtp, local_hostname="mx.rig.example") as line:
            for subject in subjects:
                line.sendmail("ada@partner.example", [recipient], sample_mail(subject, recipient))


def sample_mail(subject: str, recipient: str = "desk@vendor.example") -> bytes:
    """A small valid mail."""
    message = EmailMessage()
    message["From"] = "Ada Ling <ada@partner.example>"
    message["To"] = recipient
    message["Subject"] = subject
    message["Date"] = "Mon, 01 Jun 2026 10:00:00 +0000"
    message["Message-ID"] = f"<{subject.replace(' ', '.')}@partner.example>"
    message.set_content(f"The words of {subject}.\n")
    return message.as_bytes()


class _Handover:
    """SMTP to LMTP inside this process, with the same special recipients as Postfix has at RCPT."""

    def __init__(self, tls: Path, *, smtp: int, smtps: int, lmtp: int) -> None:
        self._lmtp, self._greylist = lmtp, Greylist()
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(tls / "server.pem", tls / "server.key")
        common: dict[str, Any] = {
            "hostname": "127.0.0.1",
            "data_size_limit": 60_000_000,
            "enable_SMTPUTF8": True,
            "authenticator": _authenticate,
            "auth_require_tls": False,
        }
        self._controllers = (
            Controller(self, port=smtp, tls_context=context, **common),
            Controller(self, port=smtps, ssl_context=context, **common),
        )

    def start(self) -> None:
        for controller in self._controllers:
            controller.start()

    def stop(self) -> None:
        for controller in self._controllers:
            controller.stop()

    async def auth_XOAUTH2(self, _server: Any, args: list[str]) -> AuthResult:  # noqa: N802
        """As Dovecot does: a token that is signed as ours, lives, and is this user's."""
        user, _, token = b64decode(args[1]).decode().rstrip("\1").partition("\1auth=Bearer ")
        return AuthResult(success=is_token_of(user.removeprefix("user="), token), handled=False)

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _: Any
    ) -> str:
        match address.partition("@")[0].partition("+")[0]:
            case "reject":
                return "550 5.1.1 rejected at RCPT"
            case "greylist":
                return f"450 {LATER}"
            case "patient" if not self._greylist.takes(str(envelope.mail_from), address):
                return f"450 {LATER}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        return await asyncio.to_thread(self._hand_over, envelope)

    def _hand_over(self, envelope: Any) -> str:
        try:
            with smtplib.LMTP("127.0.0.1", self._lmtp, local_hostname="mx.rig.example") as line:
                line.sendmail(envelope.mail_from, envelope.rcpt_tos, envelope.original_content)
        except (OSError, smtplib.SMTPException) as err:
            return f"451 4.3.0 {type(err).__name__}"
        return "250 2.0.0 queued"


def _authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, login: Any) -> AuthResult:
    return AuthResult(success=getattr(login, "password", b"") == b"pw", handled=False)


def _make_certificates(folder: Path) -> Path:
    """An authority of our own and a certificate for localhost."""
    folder.mkdir()
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    _openssl(
        folder, "req", "-x509", *key, "-days", "30", "-keyout", "ca.key", "-out", "ca.pem",
        "-subj", "/CN=rig CA", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
    )  # fmt: skip
    _openssl(folder, "req", *key, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost")
    (folder / "extensions").write_text(
        "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n"
        "basicConstraints=CA:FALSE\nauthorityKeyIdentifier=keyid\n"
    )
    _openssl(
        folder, "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
        "-days", "30", "-out", "server.pem", "-extfile", "extensions",
    )  # fmt: skip
    (folder / "server.key").chmod(0o600)
    return folder


def _openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

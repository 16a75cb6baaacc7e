"""A real Postfix in a folder of its own, without its init scripts; its master(8) needs root."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from tests.rigs.greylist import Policy
from tests.rigs.ports import wait_for_port

_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/maillog
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.rig.example
mydomain = rig.example
mynetworks = 127.0.0.0/8
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
default_transport = lmtp:inet:127.0.0.1:{lmtp}
relay_transport = $default_transport
local_transport = $default_transport
disable_dns_lookups = yes
transport_maps = regexp:{folder}/etc/transport
smtpd_recipient_restrictions = check_recipient_access regexp:{folder}/etc/recipients, permit_mynetworks,
  reject
smtpd_restriction_classes = greylisting
greylisting = check_policy_service inet:127.0.0.1:{policy}
smtpd_relay_restrictions = permit_mynetworks, reject
message_size_limit = 60000000
mailbox_size_limit = 0
recipient_delimiter = +
in_flow_delay = 0
smtpd_error_sleep_time = 0
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{sasl}
lmtp_destination_concurrency_limit = 20
lmtp_destination_recipient_limit = 1
minimal_backoff_time = 5s
queue_run_delay = 5s
smtputf8_enable = yes
smtpd_peername_lookup = no
smtpd_reject_unlisted_recipient = no
header_checks = regexp:{folder}/etc/headers
smtpd_tls_cert_file = {tls}/server.pem
smtpd_tls_key_file = {tls}/server.key
smtpd_tls_security_level = may
"""
_TRANSPORT = "/^bounce[+@]/ error:5.1.1 no such user here\n/^temp[+@]/ retry:4.2.1 mailbox busy\n"
_RECIPIENTS = (
    "/^reject[+@]/ 550 5.1.1 rejected at RCPT\n/^greylist[+@]/ 450 4.7.1 greylisted\n"
    "/^patient[+@]/ greylisting\n"
)
_HEADERS = "/^Authentication-Results:[[:space:]]*mx\\.rig\\.example\\b/ IGNORE\n"  # our own name, forged
_MASTER = """
127.0.0.1:{smtp} inet n - n - - smtpd
127.0.0.1:{smtps} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
_QUEUES = "active bounce corrupt defer deferred flush hold incoming saved trace private"


class Postfix:
    """Delivers any address to Dovecot, but bounce@ (DSN), temp@ (queued), reject@ (550), greylist@ (450).

    A mail to patient@ is greylisted: refused once, taken when it comes again.
    """

    def __init__(
        self, folder: Path, tls: Path, *, smtp: int, smtps: int, lmtp: int, sasl: int, policy: int
    ) -> None:
        self._folder, self._smtp, self._policy = folder, smtp, Policy(policy)
        self._process: subprocess.Popen[bytes] | None = None
        etc = folder / "etc"
        etc.mkdir()
        (etc / "main.cf").write_text(
            _MAIN.format(folder=folder, tls=tls, lmtp=lmtp, sasl=sasl, policy=policy)
        )
        (etc / "master.cf").write_text(_MASTER.format(smtp=smtp, smtps=smtps).lstrip())
        (etc / "transport").write_text(_TRANSPORT)
        (etc / "recipients").write_text(_RECIPIENTS)
        (etc / "headers").write_text(_HEADERS)
        a_minute_ago = time.time() - 60  # Postfix waits two seconds for a main.cf that is brand new
        for file in etc.iterdir():
            os.utime(file, (a_minute_ago, a_minute_ago))
        self._make_queue()

    def start(self) -> None:
        """Run master(8) in the foreground: no `postfix check`, no surprises with pid files."""
        etc = str(self._folder / "etc")
        with (self._folder / "postfix.out").open("ab") as out:
            self._process = subprocess.Popen(
                ["/usr/lib/postfix/sbin/master", "-c", etc, "-d"],
                env={**os.environ, "MAIL_CONFIG": etc},
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._policy.start()
        wait_for_port(self._smtp, self._process)

    def stop(self) -> None:
        """End it and whatever it started."""
        process, self._process = self._process, None
        if process is None:
            return
        self._policy.stop()
        for how in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, how)
                process.wait(3.0)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue

    def _make_queue(self) -> None:
        """What `postfix post-install create-missing` does, two seconds faster."""
        spool, data = self._folder / "spool", self._folder / "data"
        for folder, owner in ((spool, "root"), (data, "postfix")):
            folder.mkdir()
            shutil.chown(folder, owner)
        for name in _QUEUES.split():
            (spool / name).mkdir(mode=0o700)
            shutil.chown(spool / name, "postfix", "root")
        for name, mode in (("maildrop", 0o1730), ("public", 0o2710)):
            (spool / name).mkdir()
            shutil.chown(spool / name, "postfix", "postdrop")
            (spool / name).chmod(mode)
        (spool / "pid").mkdir(mode=0o755)

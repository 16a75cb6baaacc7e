"""A real Dovecot in a folder of its own: IMAP, IMAPS, LMTP and SASL on loopback, as root or not."""

from __future__ import annotations

import base64
import contextlib
import grp
import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path

from tests.rigs.ports import wait_for_port, wait_until_free

_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
default_login_user = {login}
default_internal_user = {internal}
default_internal_group = {internal_group}
mail_uid = {owner}
mail_gid = {owner_group}
first_valid_uid = 1
mail_home = {folder}/mail/%Lu
mail_location = maildir:~/Maildir
mail_fsync = never
mail_max_userip_connections = 200
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
auth_username_chars =
auth_failure_delay = 0
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
imap_idle_notify_interval = 2 mins
shutdown_clients = yes
ssl = yes
ssl_cert = <{tls}/server.pem
ssl_key = <{tls}/server.key
ssl_min_protocol = TLSv1.2
passdb {{
  driver = static
  mechanisms = plain login
  args = password=pw
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner_group} home={folder}/mail/%Lu allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Processed {{
    auto = create
  }}
}}
service imap-login {{
  service_count = 0
  process_min_avail = 1
  inet_listener imap {{
    address = 127.0.0.1
    port = {imap}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {imaps}
    ssl = yes
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service lmtp {{
  process_min_avail = 1
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service auth {{
  inet_listener {{
    address = 127.0.0.1
    port = {sasl}
  }}
}}
service imap {{
  process_limit = 1024
}}
protocol lmtp {{
  auth_username_format = %Lu
}}
{rootless}
"""


_OAUTH = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/keys/
username_attribute = email
"""
TOKEN_KEY = b"signs access tokens, only in tests"


class Dovecot:
    """Any user may log in with the password `pw`; a mailbox is made on first use."""

    def __init__(self, folder: Path, tls: Path, *, imap: int, imaps: int, lmtp: int, sasl: int) -> None:
        self._folder, self._imap, self._ports = folder, imap, (imap, imaps, lmtp, sasl)
        self._process: subprocess.Popen[bytes] | None = None
        for name in ("run", "state", "mail"):
            (folder / name).mkdir()
        root = os.getuid() == 0
        me = pwd.getpwuid(os.getuid()).pw_name
        owner, login, internal = ("mail", "dovenull", "dovecot") if root else (me, me, me)
        if root:
            shutil.chown(folder / "mail", "mail", "mail")
        unchrooted = "\n".join(
            f"service {name} {{\n  chroot =\n}}" for name in ("anvil", "imap-login", "stats")
        )
        config = _CONFIG.format(
            folder=folder, tls=tls, imap=imap, imaps=imaps, lmtp=lmtp, sasl=sasl, owner=owner, login=login,
            internal=internal, owner_group=_group(owner), internal_group=_group(internal),
            rootless="" if root else unchrooted,
        )  # fmt: skip
        (folder / "dovecot.conf").write_text(config)
        (folder / "oauth2.conf").write_text(_OAUTH.format(folder=folder))
        key = folder / "keys" / "default" / "HS256" / "default"
        key.parent.mkdir(parents=True)
        key.write_text(base64.b64encode(TOKEN_KEY).decode())

    def start(self) -> None:
        """Start it, or start it again after `kill`."""
        with (self._folder / "dovecot.out").open("ab") as out:
            self._process = subprocess.Popen(
                ["dovecot", "-F", "-c", str(self._folder / "dovecot.conf")],
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_for_port(self._imap, self._process)

    def kill(self) -> None:
        """SIGKILL to the whole process group at once: no goodbye, no flush."""
        self._end(signal.SIGKILL)
        (self._folder / "run" / "master.pid").unlink(missing_ok=True)
        for lock in (self._folder / "mail").glob("*/Maildir/dovecot-uidlist.lock"):
            lock.unlink()  # of a writer that died; Dovecot itself would wait two minutes for it

    def stop(self) -> None:
        """End it in good order."""
        self._end(signal.SIGTERM)

    def maildir(self, user: str) -> Path:
        """Where the INBOX of a user lies, for tests that break things by hand."""
        return self._folder / "mail" / user / "Maildir"

    def reset_uidvalidity(self, user: str) -> None:
        """Forget all UIDs, as after a restore from backup: the folder gets a new UIDVALIDITY."""
        for index in self.maildir(user).glob("dovecot*"):
            index.unlink()

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        os.killpg(process.pid, how)
        try:
            process.wait(3.0)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # children that outlived their master
        wait_until_free(self._ports)


def _group(user: str) -> str:
    return grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name

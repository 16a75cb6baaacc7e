"""Every mail service that we know. A new one is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from bot.mail_services.base import MailService
from bot.mail_services.mandrill import Mandrill
from bot.mail_services.postmark import Postmark
from bot.mail_services.sendgrid import SendGrid
from bot.mail_services.ses import Ses
from bot.mail_services.settings import MailServiceKeys

SERVICES: Mapping[str, type[SendGrid | Postmark | Ses | Mandrill]] = {
    "sendgrid": SendGrid,
    "postmark": Postmark,
    "ses": Ses,
    "mandrill": Mandrill,
}


def open_services(keys: MailServiceKeys) -> dict[str, MailService]:
    """Those that have a secret, by the name in their address."""
    return {name: opened(key) for name, opened in SERVICES.items() if (key := keys.service_key(name))}


def carrier(host: str, name: str = "") -> type[MailService] | None:
    """The service behind an SMTP server, by its host unless somebody named it; None for any other server."""
    if name:
        return SERVICES[name]
    ends = ((end, one) for one in SERVICES.values() for end in one.hosts)
    return next((one for end, one in ends if host == end or host.endswith(f".{end}")), None)

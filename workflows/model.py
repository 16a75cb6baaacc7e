"""The nouns of a referral programme, as every room of the house uses them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

# Providers where an address says nothing about the company behind it. Used wherever a domain would
# otherwise stand for a company (partner recognition, prospect matching).
FREE_MAIL = frozenset(
    """
    126.com 163.com aol.com att.net bigpond.com bluewin.ch bt.com btinternet.com charter.net comcast.net
    cox.net duck.com earthlink.net email.com fastmail.com fastmail.fm free.fr freenet.de gmail.com gmx.at
    gmx.ch gmx.com gmx.de gmx.net googlemail.com hey.com hotmail.be hotmail.ch hotmail.co.uk hotmail.com
    hotmail.de hotmail.es hotmail.fr hotmail.it hushmail.com icloud.com inbox.com inbox.lv interia.pl
    laposte.net libero.it live.be live.co.uk live.com live.de live.fr live.it live.nl mac.com mail.com
    mail.de mail.ru mailbox.org me.com msn.com naver.com neuf.fr ntlworld.com o2.pl onet.pl optonline.net
    orange.fr outlook.be outlook.com outlook.de outlook.es outlook.fr outlook.it pm.me posteo.de posteo.net
    proton.me protonmail.ch protonmail.com qq.com rambler.ru rediffmail.com rocketmail.com rogers.com
    sapo.pt sbcglobal.net seznam.cz sfr.fr shaw.ca sky.com skynet.be sympatico.ca t-online.de talktalk.net
    telenet.be telia.com terra.com.br tiscali.it tutanota.com uol.com.br verizon.net virgilio.it
    virginmedia.com vodafone.de wanadoo.fr web.de wp.pl xs4all.nl yahoo.ca yahoo.co.in yahoo.co.jp
    yahoo.co.uk yahoo.com yahoo.com.au yahoo.com.br yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com
    yandex.ru ymail.com zoho.com
    """.split()
)

Role = Literal["owner", "member", "assistant", "finance"]


def domain_of(address: str) -> str:
    """The part behind the last @, lower case; empty when there is none."""
    return address.rpartition("@")[2].lower() if "@" in address else ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person at a partner; the first address is the one we write to."""

    name: str
    emails: tuple[str, ...]
    role: Role = "owner"

    @property
    def first_name(self) -> str:
        """What a friend would call them; the whole name when it is one word."""
        return self.name.split()[0] if self.name.split() else ""


@dataclass(frozen=True, slots=True)
class Partner:
    """A company that refers others to us. The company is paid, its contacts are thanked."""

    id: str
    company: str
    contacts: tuple[Contact, ...] = ()
    domains: tuple[str, ...] = ()
    manager: str = ""  # e-mail address of the partner manager
    country: str = ""  # ISO 3166 alpha-2, "" when unknown
    language: str = "en"  # ISO 639-1
    tz: str = ""  # IANA name, "" means the programme's own

    def contact(self, address: str) -> Contact | None:
        """The person who writes from this address."""
        return next((c for c in self.contacts if address.lower() in c.emails), None)


@dataclass(frozen=True, slots=True)
class Directory:
    """Known partners by exact address, then by company domain; a free-mail domain names nobody."""

    partners: tuple[Partner, ...] = ()
    trust_domains: bool = True  # whether the programme lets colleagues of a partner refer
    _by_address: Mapping[str, Partner] = field(init=False, repr=False, compare=False)
    _by_domain: Mapping[str, Partner] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_address = {a.lower(): p for p in self.partners for c in p.contacts for a in c.emails}
        by_domain = {d.lower(): p for p in self.partners for d in p.domains if d.lower() not in FREE_MAIL}
        object.__setattr__(self, "_by_address", by_address)
        object.__setattr__(self, "_by_domain", by_domain)

    def find(self, address: str) -> Partner | None:
        """The partner this address speaks for, if any."""
        exact = self._by_address.get(address.lower())
        if exact or not self.trust_domains:
            return exact
        return self._by_domain.get(domain_of(address))

    def owns(self, address: str) -> bool:
        """True for a partner's own people: they are never the prospect."""
        return self.find(address) is not None


@dataclass(frozen=True, slots=True)
class ExpectedValue:
    """What a deal may be worth, in the partner's words: major units, currency only if it was said."""

    amount: Decimal
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Prospect:
    """Who is referred. `None` means that nobody said it; `found` tells where each value stood."""

    name: str | None = None
    email: str | None = None
    company: str | None = None
    phone: str | None = None  # E.164 where the country can be told, else as written
    value: ExpectedValue | None = None
    close_by: str | None = None  # expected close, in the partner's words
    linkedin: str | None = None
    found: Mapping[str, str] = field(default_factory=dict)  # field -> "forwarded From", "cover note", …

    @property
    def is_someone(self) -> bool:
        """True when there is at least a name, an address or a company to go by."""
        return bool(self.name or self.email or self.company)

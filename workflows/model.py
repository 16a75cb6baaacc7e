"""The nouns of a referral programme, as every room of the house uses them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from workflows.money import Money

# Providers where an address says nothing about the company behind it. Used wherever a domain would
# otherwise stand for a company (partner recognition, prospect matching). Some have one in every country.
_EVERYWHERE = "aol gmx googlemail hotmail live msn outlook yahoo yandex ymail".split()
_COUNTRIES = """
    at be bg ca ch cl cn co.id co.il co.in co.jp co.kr co.nz co.th co.uk co.za com com.ar com.au com.br com.co
    com.hk com.mx com.my com.pe com.ph com.sg com.tr com.tw com.ua com.ve com.vn cz de dk ee es fi fr gr hr hu
    ie in it jp lt lu lv mx net nl no pl pt ro rs ru se si sk tr ua
    """.split()
FREE_MAIL = frozenset(f"{name}.{country}" for name in _EVERYWHERE for country in _COUNTRIES) | frozenset(
    """
    126.com 139.com 163.com 21cn.com a1.net abv.bg alice.it aliceadsl.fr aliyun.com ameritech.net aon.at
    arcor.de att.net azet.sk bbox.fr bell.net bellsouth.net bezeqint.net bigpond.com bigpond.net.au bk.ru
    bluemail.ch bluewin.ch blueyonder.co.uk bol.com.br bredband.net bt.com btinternet.com btopenworld.com
    caramail.com casema.nl centrum.cz centurylink.net charter.net chello.at chello.nl citromail.hu clix.pt
    club-internet.fr cogeco.ca comcast.net comhem.se cox.net daum.net disroot.org docomo.ne.jp dodo.com.au
    duck.com earthlink.net eastlink.ca eircom.net elisanet.fi email.com email.cz email.de email.it
    embarqmail.com ewetel.net ezweb.ne.jp fastmail.com fastmail.fm fastwebnet.it foxmail.com free.fr
    freemail.hu freenet.de freeserve.co.uk frontier.com frontiernet.net gazeta.pl gmail.com hanmail.net
    hetnet.nl hey.com hispeed.ch home.nl home.se hushmail.com i.ua icloud.com ig.com.br iinet.net.au in.gr
    inbox.com inbox.lv interia.pl internet.ru internode.on.net inwind.it iol.it iol.pt juno.com kabelmail.de
    kolumbus.fi kpnmail.nl laposte.net libero.it list.ru luukku.com mac.com mail.bg mail.com mail.de mail.dk
    mail.ee mail.ru mailbox.org mailfence.com me.com mindspring.com mweb.co.za mynet.com nate.com naver.com
    netcabo.pt netcologne.de netvision.net.il netzero.net neuf.fr noos.fr ntlworld.com numericable.fr
    o2.co.uk o2.pl o2online.de ofir.dk onet.pl online.de online.nl online.no ono.com op.pl optimum.net
    optonline.net optusnet.com.au orange.fr otenet.gr ozemail.com.au pacbell.net planet.nl plus.net pm.me
    pobox.com post.cz posteo.de posteo.net privaterelay.appleid.com prodigy.net proton.com proton.me
    protonmail.ch protonmail.com proximus.be q.com qq.com quicknet.nl rambler.ru rediffmail.com riseup.net
    rocketmail.com rogers.com runbox.com sapo.pt saunalahti.fi sbcglobal.net scarlet.be seznam.cz sfr.fr
    shaw.ca simplelogin.com sina.cn sina.com sky.com skynet.be slingshot.co.nz softbank.ne.jp sohu.com
    spray.se startmail.com stofanet.dk sunrise.ch swbell.net swissonline.ch sympatico.ca t-online.de
    talk21.com talktalk.net tele2.nl tele2.se telefonica.net telenet.be telfort.nl telia.com telus.net
    terra.com.br terra.es tim.it tin.it tiscali.it tlen.pl tpg.com.au turk.net tuta.com tuta.io tutamail.com
    tutanota.com tutanota.de ukr.net unitybox.de uol.com.br uolmail.com.br upcmail.nl verizon.net
    videotron.ca virgilio.it virgin.net virginmedia.com vodafone.de vodamail.co.za volny.cz voo.be vp.pl
    walla.co.il walla.com wanadoo.fr web.de webmail.co.za windstream.net wp.pl xs4all.nl xtra.co.nz ya.com
    ya.ru yandex.by yandex.kz yeah.net ziggo.nl zoho.com zoznam.sk
    """.split()
)

Role = Literal["owner", "member", "assistant", "finance"]
News = Literal["instant", "digest", "milestones"]  # how much a partner wants to hear of every stage


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
class Pause:
    """A partner whom we leave in peace for a while; their referrals are taken as ever."""

    by: str
    since: datetime
    until: date | None = None  # None: until somebody resumes
    why: str = ""

    def holds(self, today: date) -> bool:
        """Whether it still lasts on that day."""
        return self.until is None or today < self.until


@dataclass(frozen=True, slots=True)
class Formerly:
    """The group and the market whose rules hold for a partner until before a day: they were told of it."""

    group: str
    country: str
    until: date


@dataclass(frozen=True, slots=True)
class Partner:
    """A company that refers others to us. The company is paid, its contacts are thanked."""

    id: str
    company: str
    contacts: tuple[Contact, ...] = ()
    domains: tuple[str, ...] = ()
    manager: str = ""  # e-mail address of the partner manager
    country: str = ""  # ISO 3166 alpha-2, "" when unknown
    language: str = "en"  # ISO 639-1; our guess, until they ask for one
    tz: str = ""  # IANA name, "" means the programme's own
    news: News = "instant"
    pause: Pause | None = None
    writes_in: str = ""  # the language they asked for; "" while nobody did
    group: str = ""  # where a manager put them, beside what the groups themselves say
    formerly: Formerly | None = None  # what holds while a change of group or market is still to come

    @property
    def speaks(self) -> str:
        """The language of what we write to them unasked."""
        return self.writes_in or self.language

    def belongs(self, on: date) -> tuple[str, str]:
        """The group a manager put them into and the market, whose rules hold that day."""
        was = self.formerly
        return (was.group, was.country) if was and on < was.until else (self.group, self.country)

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


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of our own: a manager, a rep. `slack_id` may be empty until they are seen in Slack."""

    name: str
    email: str = ""
    slack_id: str = ""

    @property
    def first_name(self) -> str:
        """The name a partner may hear."""
        return self.name.split()[0] if self.name.split() else ""

    def is_same(self, other: Person) -> bool:
        """The same person, also when their name in Slack has changed, or their Slack ID was not known yet."""
        by_id = bool(self.slack_id) and self.slack_id == other.slack_id
        by_address = bool(self.email) and self.email.lower() == other.email.lower()
        return self == other or by_id or by_address


def signed_as(person: Person, known: Sequence[Person]) -> Person:
    """The same person under the first address that the programme has for them: nobody counts as two.

    Somebody may be known by an address here and by a Slack ID there; what links them makes them one.
    """
    one, rest = [person], list(known)
    while linked := [each for each in rest if any(each.is_same(mine) for mine in one)]:
        one += linked
        rest = [each for each in rest if each not in linked]
    addresses = [each.email for each in known if each in one and each.email]
    return replace(person, email=addresses[0].lower()) if addresses else person


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that came with a mail; it stays with the raw mail and is listed, never opened."""

    name: str
    size: int  # bytes
    media_type: str = ""  # as the mail claims; "" for what was kept before we noted it
    mail_id: int | None = None  # the kept mail it came with, when that is not the lead's own


@dataclass(frozen=True, slots=True)
class Share:
    """What part of the credit for a referral a partner has."""

    partner_id: str
    bps: int


# superseded: a person gave the prospect to another partner; shared: credited by a share of `same_as`.
Registration = Literal[
    "registered", "contested", "withdrawn", "duplicate", "rejected", "expired", "superseded", "shared"
]


CLOSED = frozenset({"closed_won", "closed_lost", "disqualified"})  # the stages that end a lead


@dataclass(frozen=True, slots=True)
class Referral:
    """A prospect a partner sent us, with the states of its four small machines."""

    id: str  # tracking ID, R-7K3M-9Q
    partner_id: str
    account: str  # what makes two referrals the same prospect, see workflows.matching
    prospect: Prospect
    note: str
    contact_email: str  # who at the partner sent it
    contact_name: str
    received_at: datetime  # our mail server's receive time: it decides who was first
    registered_at: datetime
    registration: Registration = "registered"
    owner: Person | None = None
    claimed_at: datetime | None = None
    stage: str = "registered"
    stage_at: datetime | None = None
    protected_until: datetime | None = None
    promised_at: datetime | None = None  # first contact, as told to the partner
    mail_id: int | None = None
    language: str = "en"
    thread: tuple[str, ...] = ()  # Message-IDs of the partner's mail, to answer in its thread
    subject: str = ""
    version: int = 0
    protection_days: int | None = None  # as promised then; None: as the programme says now
    stage_on: date | None = None  # the day of the demo, or of the close
    deal: Money | None = None  # what it was closed for
    reason: str = ""  # our own word for why it was lost or turned down; the partner reads the public one
    next_step: str = ""
    told: str = ""  # the news the partner has had, see workflows.stages
    telling: str = ""  # the news they are about to get
    telling_at: datetime | None = None  # when it goes out; None while it waits for the daily digest
    told_owner: str = ""  # who they think looks after it
    same_as: str = ""  # the tracking ID under which the work goes on: duplicate, shared, superseded
    shares: tuple[Share, ...] = ()  # empty: all of it is the partner's own
    enclosures: tuple[Enclosure, ...] = ()

    @property
    def title(self) -> str:
        """How people call it: the company, else the person, else the address."""
        return self.prospect.company or self.prospect.name or self.prospect.email or self.id

    @property
    def is_closed(self) -> bool:
        """Won, lost or disqualified."""
        return self.stage in CLOSED

    @property
    def is_free(self) -> bool:
        """Whether it waits for somebody to claim it."""
        return self.registration == "registered" and self.owner is None and not self.is_closed


HeldStatus = Literal["open", "approved", "registered", "dismissed", "answered", "declined"]


@dataclass(frozen=True, slots=True)
class HeldMail:
    """A mail that waits for a person, with the guess they may accept."""

    mail_id: int
    cause: str
    sender: str
    sender_name: str
    subject: str
    received_at: datetime
    partner_id: str = ""
    prospects: tuple[Prospect, ...] = ()
    note: str = ""
    reasons: tuple[str, ...] = ()
    message_id: str = ""
    references: tuple[str, ...] = ()
    language: str = "en"
    may_answer: bool = False
    status: HeldStatus = "open"
    decided_by: str = ""
    outcome: str = ""  # what a person reads on the closed card
    guesses: tuple[str, ...] = ()  # partners it may be for, the likeliest first
    choices: tuple[str, ...] = ()  # referrals it may be about: tracking ID, two spaces, title
    enclosures: tuple[Enclosure, ...] = ()

    @property
    def key(self) -> str:
        """The name of its card."""
        return f"held:{self.mail_id}"

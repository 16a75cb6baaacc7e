"""Who is on the inside of a referral: ourselves, the partner and their colleagues. Never the prospect."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from inbox import words
from inbox.message import ParsedMail
from inbox.reading import Desk, Mailbox
from inbox.who import names
from workflows.model import FREE_MAIL, Directory, Partner, domain_of


@dataclass(frozen=True, slots=True)
class Circle:
    """The people around one mail who are not referred."""

    desk: Desk
    directory: Directory
    sender: Mailbox
    partner: Partner | None
    language: str = ""  # of the mail

    @property
    def inflected(self) -> bool:
        """True where names change their endings in a sentence."""
        return self.language in ("pl", "cs", "sk", "hr", "hu", "fi", "ru", "uk", "tr")

    def inside(self, box: Mailbox) -> bool:
        """True for our own people, any partner's people, and the sender under another address."""
        address = box.address.lower()
        if not address:
            return any(_same_full_name(box.name, name) for name in self.names)
        domain = domain_of(address)
        if self.is_ours(address) or self.directory.owns(address):
            return True
        if domain not in FREE_MAIL and (
            domain == domain_of(self.sender.address) or domain in self.partner_domains
        ):
            return True
        local = address.partition("@")[0]
        named = any(_same_full_name(box.name, name) for name in self.names)
        return named or any(_spells_in_full(local, n, free=domain in FREE_MAIL) for n in self.names)

    def is_ours(self, address: str) -> bool:
        """True for the desk, our staff and everybody in our domain."""
        domain = domain_of(address)
        return (
            address == self.desk.address.lower()
            or address in self.desk.staff
            or bool(domain and domain == self.desk.domain)
        )

    def wants(self, address: str) -> bool:
        """True for the address of an outsider who may be a person."""
        return not is_machine(address) and not self.inside(Mailbox("", address))

    @property
    def names(self) -> tuple[str, ...]:
        """How the sender and the partner's people are called."""
        known = [names.split_header(self.sender.name)[0]]
        known += [contact.name for contact in self.partner.contacts] if self.partner else []
        return tuple(dict.fromkeys(name for name in known if name))

    @property
    def companies(self) -> tuple[str, ...]:
        """Companies that are not the prospect's: the partner's and ours."""
        ours = self.desk.domain.split(".")[0]
        return tuple(
            c for c in (self.partner.company if self.partner else "", ours if len(ours) > 3 else "") if c
        )

    @property
    def partner_domains(self) -> tuple[str, ...]:
        """Domains of the partner beside free mail."""
        return (
            tuple(d.lower() for d in self.partner.domains if d.lower() not in FREE_MAIL)
            if self.partner
            else ()
        )


@lru_cache(maxsize=1024)
def is_machine(address: str) -> bool:
    """True for no-reply and the like: nobody reads there."""
    local = address.partition("@")[0].lower()
    return (
        any(
            local == m or local.startswith((m + "-", m + "+", m + "_", m + ".")) for m in words.MACHINE_LOCALS
        )
        or "noreply" in local
        or "no-reply" in local
    )


def is_role(address: str) -> bool:
    """True for info@, office@ and other addresses of a function."""
    local = address.partition("@")[0].lower()
    return (
        local in words.ROLE_LOCALS
        or local.split("-")[0] in words.ROLE_LOCALS
        or local.split(".")[0] in words.ROLE_LOCALS
    )


def outsiders(mail: ParsedMail, circle: Circle) -> list[tuple[str, Mailbox]]:
    """The people in To and Cc who belong neither to us nor to a partner."""
    found: dict[str, tuple[str, Mailbox]] = {}
    for place, boxes in (("To", mail.to), ("Cc", mail.cc)):
        for box in boxes:
            if box.address and not circle.inside(box) and not is_machine(box.address):
                found.setdefault(box.address, (place, box))
    return list(found.values())


def _spells_in_full(local: str, name: str, *, free: bool) -> bool:
    """True when an address spells first and last name, so that it is the same person elsewhere."""
    tokens = name.split()
    if len(tokens) < 2 or len(local) < 6 or names.explains(local, name) < 0.95:
        return False
    return free or all(names.explains(local, token) < 0.9 for token in tokens)


def _same_full_name(one: str, other: str) -> bool:
    a, _ = names.split_header(one)
    keys, others = names.keys(a), names.keys(other)
    return len(keys) > 1 and keys == others

"""Who wrote a mail, as a command needs to know them: the contact who hears from us, and the thread."""

from __future__ import annotations

from inbox.reading import Reading
from workflows.commands import Thread
from workflows.model import Contact, Partner, domain_of


def speaks_for(partner: Partner, reading: Reading) -> bool:
    """Whether the sender belongs to the partner; a colleague of ours who forwards for them does not."""
    sender = reading.sender.address
    return partner.contact(sender) is not None or domain_of(sender) in partner.domains


def contact_of(reading: Reading, partner: Partner, addresses: frozenset[str] = frozenset()) -> Contact:
    """Who hears from us: the partner's own contact, also when a colleague of ours forwarded the mail."""
    if known := partner.contact(reading.sender.address):
        return known
    if reading.sender.address.rpartition("@")[2] in partner.domains:
        return Contact(reading.sender.name, (reading.sender.address,), "member")
    if named := next((c for c in partner.contacts if addresses & set(c.emails)), None):
        return named
    return (
        partner.contacts[0] if partner.contacts else Contact(reading.sender.name, (reading.sender.address,))
    )


def answers_us(reading: Reading, message_id_domain: str) -> bool:
    """Whether the mail stands in a thread with one that we sent: those have our domain on the right side."""
    return any(one.lower().endswith(f"@{message_id_domain.lower()}") for one in reading.references)


def thread_of(reading: Reading) -> Thread:
    """The thread an answer belongs to."""
    return Thread(reading.message_id, reading.references, reading.subject)

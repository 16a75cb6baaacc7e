"""A stranger who looks like a partner: the card says so, and nobody is answered by itself."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from inbox.formats.addresses import addresses_of
from inbox.proof.authentication import organisation
from inbox.proof.lookalikes import is_below, taken_for
from storage.partners import Partners
from workflows.commands import HoldMail
from workflows.model import FREE_MAIL, domain_of


def compared(held: HoldMail, session: Session) -> HoldMail:
    """The same, with what is to be known before somebody approves them."""
    partners, domain = Partners(session), domain_of(held.sender)
    claimed = partners.named_in(addresses_of(held.sender_name, 5) - {held.sender})
    others = frozenset[str]() if domain in FREE_MAIL else taken_for(domain)
    near = partners.at_domains(others | {organisation(domain)})
    alike = {own: partner for partner in near for own in partner.domains}
    for partner in claimed:
        said = f"Careful: the name they give is an address of {partner.company}, which is not theirs."
        return replace(held, reasons=(said, *held.reasons), may_answer=False)
    for own, partner in alike.items():
        if is_below(domain, own):
            said = f"{domain} is a part of {own}, the domain of {partner.company}."
            return replace(held, reasons=(*held.reasons, said))
        if own in others:
            said = f"Careful: {domain} is not {own}, the domain of {partner.company}, but looks like it."
            return replace(held, reasons=(said, *held.reasons), may_answer=False)
    return held

"""Partners, their people and their addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, tuple_, update
from sqlalchemy.orm import Session

from storage.prepared import among, table
from storage.tables import ContactAddressRow, ContactRow, PartnerDomainRow, PartnerRow
from workflows.likeness import meant
from workflows.model import FREE_MAIL, Contact, Directory, Formerly, Partner, Pause, domain_of

_partners, _contacts = table(PartnerRow), table(ContactRow)
_addresses, _domains = table(ContactAddressRow), table(PartnerDomainRow)
_people = _contacts.join(_addresses, _addresses.c.contact_id == _contacts.c.id)
_BY_ADDRESS = (
    select(_addresses.c.address, _contacts.c.partner_id)
    .select_from(_people)
    .where(_addresses.c.address.in_(among("addresses")))
)
_BY_DOMAIN = select(_domains.c.partner_id).where(_domains.c.domain.in_(among("domains")))
_PARTNERS = (
    select(_partners).where(_partners.c.id.in_(among("ids"))).order_by(_partners.c.company, _partners.c.id)
)
_CONTACTS = (
    select(_contacts, _addresses.c.address)
    .select_from(_people)
    .where(_contacts.c.partner_id.in_(among("ids")))
    .order_by(_contacts.c.id, _addresses.c.position)
)
_DOMAINS = select(_domains).where(_domains.c.partner_id.in_(among("ids"))).order_by(_domains.c.domain)


NAMESAKES = 20
LONG_WORD = 5  # letters; shorter ones are words of every sentence
LAST_CHARACTER = "\U0010ffff"


class Partners:
    """Looks partners up and adds them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, Partner] = session.info.setdefault("partners of this unit of work", {})

    def add(self, partner: Partner, now: datetime) -> None:
        """Store a new partner; ValueError when one of its addresses or domains belongs to another."""
        self._refuse_taken(partner)
        self._session.add(
            PartnerRow(
                id=partner.id,
                company=partner.company,
                folded=_folded(partner),
                manager=partner.manager,
                country=partner.country,
                language=partner.language,
                writes_in=partner.writes_in,
                in_group=partner.group,
                **_formerly_columns(partner.formerly),
                tz=partner.tz,
                news=partner.news,
                joined_at=now,
                **_pause_columns(partner.pause),
            )
        )
        self._session.flush()
        self._add_people(partner, {})

    def save(self, partner: Partner) -> None:
        """Store a change; ValueError when one of its addresses or domains belongs to another."""
        if found := self.taken_from_others(partner):
            raise ValueError(f"{', '.join(found)} already belongs to a partner")
        self._known.clear()
        self._session.execute(
            update(PartnerRow)
            .where(PartnerRow.id == partner.id)
            .values(
                company=partner.company,
                folded=_folded(partner),
                manager=partner.manager,
                country=partner.country,
                language=partner.language,
                writes_in=partner.writes_in,
                in_group=partner.group,
                **_formerly_columns(partner.formerly),
                tz=partner.tz,
                news=partner.news,
                **_pause_columns(partner.pause),
            )
            .execution_options(synchronize_session=False)
        )
        known = self._load([partner.id])[0]
        if (known.contacts, known.domains) != (partner.contacts, tuple(sorted(partner.domains))):
            self._add_people(partner, self._remove_people(partner.id))

    def remove(self, partner_id: str) -> None:
        """Take out a partner on whom nothing leans; IntegrityError when something does."""
        self._known.pop(partner_id, None)
        self._remove_people(partner_id)
        gone = delete(PartnerRow).where(PartnerRow.id == partner_id)
        self._session.execute(gone.execution_options(synchronize_session=False))

    def get(self, partner_id: str, *, lock: bool = False) -> Partner | None:
        """One partner by its ID; with `lock` nobody else changes it until we commit."""
        if lock:
            self._session.execute(select(PartnerRow.id).where(PartnerRow.id == partner_id).with_for_update())
        elif partner_id in self._known:
            return self._known[partner_id]
        found = next(iter(self._load([partner_id])), None)
        if found:
            self._known[partner_id] = found
        return found

    def taken_from_others(self, partner: Partner) -> tuple[str, ...]:
        """Those of its addresses and domains that belong to another partner."""
        addresses = [a.lower() for c in partner.contacts for a in c.emails]
        theirs = select(ContactAddressRow.address).join(ContactRow)
        theirs = theirs.where(ContactAddressRow.address.in_(addresses), ContactRow.partner_id != partner.id)
        domains = select(PartnerDomainRow.domain).where(
            PartnerDomainRow.domain.in_([d.lower() for d in partner.domains]),
            PartnerDomainRow.partner_id != partner.id,
        )
        return (*self._session.scalars(theirs), *self._session.scalars(domains))

    def named_in(self, addresses: Collection[str]) -> tuple[Partner, ...]:
        """Partners that one of these addresses speaks for: whose own it is, else whose domain it is in."""
        known = {a.lower() for a in addresses}
        rows = self._session.execute(_BY_ADDRESS, {"addresses": list(known)})
        exact = {row.address: row.partner_id for row in rows}
        domains = {domain_of(a) for a in known - exact.keys()} - FREE_MAIL
        by_domain = self._session.scalars(_BY_DOMAIN, {"domains": list(domains)})
        return self._load({*exact.values(), *by_domain})

    def speaker(self, address: str, *, trust_domains: bool = True) -> Partner | None:
        """The one partner this address speaks for; without `trust_domains` only whose own it is."""
        return Directory(self.named_in([address]), trust_domains).find(address)

    def at_domains(self, domains: Collection[str]) -> tuple[Partner, ...]:
        """Partners whose company domain is one of these."""
        return self._load({*self._session.scalars(_BY_DOMAIN, {"domains": list(domains)})})

    def mentioned_in(self, text: str, *, limit: int = 5000) -> tuple[Partner, ...]:
        """Partners whose company a text names in full; for the few mails that our own people pass on."""
        said = f" {_words(text)} "
        rows = self._session.execute(select(PartnerRow.id, PartnerRow.company).limit(limit))
        names = ((key, _words(company)) for key, company in rows)
        return self._load([key for key, name in names if len(name) > 3 and f" {name} " in said][:20])

    def begun_in(self, text: str, *, limit: int = 5000) -> tuple[Partner, ...]:
        """Partners whose first word a text says: "Northwind" of Northwind Advisory; a guess for our own."""
        said = {word for word in _words(text).split() if len(word) >= LONG_WORD}
        rows = self._session.execute(select(PartnerRow.id, PartnerRow.company).limit(limit))
        return self._load([key for key, company in rows if _words(company).partition(" ")[0] in said][:20])

    def of_ids(self, ids: Collection[str]) -> tuple[Partner, ...]:
        """These partners, as many as there are."""
        wanted = sorted(ids)
        return tuple(p for n in range(0, len(wanted), 500) for p in self._load(wanted[n : n + 500]))

    def search(self, words: str, *, limit: int = 10) -> tuple[Partner, ...]:
        """Partners whose company or contact contains these words, or whose address or domain it is."""
        wanted = _fold(words)
        if not wanted:
            return ()
        if "@" in wanted or "." in wanted:
            exact = self.named_in([wanted if "@" in wanted else f"x@{wanted}"])
            if exact:
                return exact[:limit]
        pattern = "%" + wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        query = select(PartnerRow.id).where(PartnerRow.folded.like(pattern, escape="\\"))
        return self._load(self._session.scalars(query.order_by(PartnerRow.company).limit(limit)))

    def perhaps_meant(self, typed: str, *, limit: int = 5000) -> tuple[Partner, ...]:
        """The few partners whose name is near to what somebody typed."""
        rows = self._session.execute(select(PartnerRow.id, PartnerRow.company).limit(limit))
        return self._load(meant(typed, ((key, company) for key, company in rows)))

    def called(self, company: str) -> tuple[Partner, ...]:
        """Partners of exactly this name, by an index: to look for it inside of every name takes long."""
        wanted = _fold(company)
        begins = PartnerRow.folded >= wanted, PartnerRow.folded < wanted + LAST_CHARACTER
        query = select(PartnerRow.id).where(*begins).order_by(PartnerRow.folded, PartnerRow.id)
        found = self._load(self._session.scalars(query.limit(NAMESAKES)))
        return tuple(partner for partner in found if _fold(partner.company) == wanted)

    def page(self, *, after: Partner | None = None, limit: int = 20) -> tuple[Partner, ...]:
        """Partners by company name, behind `after`; two of the same name by their IDs."""
        query = select(PartnerRow.id).order_by(PartnerRow.company, PartnerRow.id).limit(limit)
        if after:
            query = query.where(tuple_(PartnerRow.company, PartnerRow.id) > (after.company, after.id))
        return self._load(self._session.scalars(query))

    def after(self, last: str, *, limit: int = 20) -> tuple[Partner, ...]:
        """Partners in the order of their IDs behind `last`: what a program reads page by page."""
        query = select(PartnerRow.id).where(PartnerRow.id > last).order_by(PartnerRow.id).limit(limit)
        return self._load(self._session.scalars(query))

    def listed(self, *, start: int = 0, limit: int = 20) -> tuple[Partner, ...]:
        """Partners by company name, from the `start`th on."""
        query = select(PartnerRow.id).order_by(PartnerRow.company, PartnerRow.id)
        return self._load(self._session.scalars(query.offset(start).limit(limit)))

    def managers(self) -> frozenset[str]:
        """The addresses of all that partners have as their manager."""
        named = self._session.scalars(select(PartnerRow.manager).distinct())
        return frozenset(address.lower() for address in named if address)

    def count(self) -> int:
        """How many partners there are."""
        return self._session.scalar(select(func.count()).select_from(PartnerRow)) or 0

    def note_bounce(self, address: str, now: datetime) -> Partner | None:
        """Mark an address that takes no mail; gives its partner, None when it is nobody's."""
        self._known.clear()
        mark = (
            update(ContactAddressRow)
            .where(ContactAddressRow.address == address.lower())
            .values(bounced_at=now)
        )
        if self._session.scalar(mark.returning(ContactAddressRow.address)) is None:
            return None
        return self.speaker(address)

    def _add_people(self, partner: Partner, bounced: Mapping[str, datetime]) -> None:
        for contact in partner.contacts:
            row = ContactRow(partner_id=partner.id, name=contact.name, role=contact.role)
            self._session.add(row)
            self._session.flush()
            for position, address in enumerate(contact.emails):
                known = address.lower()
                self._session.add(
                    ContactAddressRow(
                        address=known, contact_id=row.id, position=position, bounced_at=bounced.get(known)
                    )
                )
        for domain in partner.domains:
            if domain.lower() not in FREE_MAIL:
                self._session.add(PartnerDomainRow(domain=domain.lower(), partner_id=partner.id))
        self._session.flush()

    def _remove_people(self, partner_id: str) -> dict[str, datetime]:
        """Take out contacts and domains; gives which of their addresses bounced, and when."""
        mine = select(ContactRow.id).where(ContactRow.partner_id == partner_id)
        gone = delete(ContactAddressRow).where(ContactAddressRow.contact_id.in_(mine))
        rows = self._session.execute(
            gone.returning(ContactAddressRow.address, ContactAddressRow.bounced_at).execution_options(
                synchronize_session=False
            )
        ).all()
        for row in (ContactRow, PartnerDomainRow):
            self._session.execute(
                delete(row).where(row.partner_id == partner_id).execution_options(synchronize_session=False)
            )
        self._session.expire_all()
        return {address: at for address, at in rows if at}

    def _refuse_taken(self, partner: Partner) -> None:
        addresses = [a.lower() for c in partner.contacts for a in c.emails]
        taken = select(ContactAddressRow.address).where(ContactAddressRow.address.in_(addresses))
        domains = select(PartnerDomainRow.domain).where(
            PartnerDomainRow.domain.in_([d.lower() for d in partner.domains])
        )
        if found := [*self._session.scalars(taken), *self._session.scalars(domains)]:
            raise ValueError(f"{', '.join(found)} already belongs to a partner")

    def _load(self, ids: Iterable[str]) -> tuple[Partner, ...]:
        wanted = list(ids)
        if not wanted:
            return ()
        rows = self._session.execute(_PARTNERS, {"ids": wanted}).all()
        contacts, domains = self._contacts(wanted), self._domains(wanted)
        return tuple(
            Partner(
                id=row.id,
                company=row.company,
                contacts=contacts.get(row.id, ()),
                domains=domains.get(row.id, ()),
                manager=row.manager,
                country=row.country,
                language=row.language,
                writes_in=row.writes_in,
                group=row.in_group,
                formerly=_formerly_from(row),
                tz=row.tz,
                news=row.news,
                pause=_pause_from(row),
            )
            for row in rows
        )

    def _contacts(self, ids: Sequence[str]) -> dict[str, tuple[Contact, ...]]:
        addresses: dict[int, list[str]] = {}
        people: dict[int, Row[Any]] = {}
        for row in self._session.execute(_CONTACTS, {"ids": ids}):
            people[row.id] = row
            addresses.setdefault(row.id, []).append(row.address)
        found: dict[str, tuple[Contact, ...]] = {}
        for key, row in people.items():
            contact = Contact(row.name, tuple(addresses[key]), row.role)
            found[row.partner_id] = (*found.get(row.partner_id, ()), contact)
        return found

    def _domains(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for row in self._session.execute(_DOMAINS, {"ids": ids}):
            found[row.partner_id] = (*found.get(row.partner_id, ()), row.domain)
        return found


def _pause_columns(pause: Pause | None) -> dict[str, Any]:
    return {
        "paused_by": (pause.by or "somebody")[:300] if pause else "",
        "paused_at": pause.since if pause else None,
        "paused_until": pause.until if pause else None,
        "paused_why": pause.why if pause else "",
    }


def _formerly_columns(was: Formerly | None) -> dict[str, Any]:
    return {
        "former_group": was.group if was else "",
        "former_country": was.country if was else "",
        "former_until": was.until if was else None,
    }


def _formerly_from(row: Row[Any]) -> Formerly | None:
    return Formerly(row.former_group, row.former_country, row.former_until) if row.former_until else None


def _pause_from(row: Row[Any]) -> Pause | None:
    if row.paused_at is None:
        return None
    return Pause(row.paused_by, row.paused_at, row.paused_until, row.paused_why)


def _folded(partner: Partner) -> str:
    return _fold(" | ".join([partner.company, *(c.name for c in partner.contacts)]))[:300]


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold().strip())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", _fold(text)))

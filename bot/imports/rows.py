"""A row of a file as what is to be imported; BadInput says why it cannot be, and what to do."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import available_timezones

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.imports.cells import Order, day, moment
from bot.imports.sheets import LONGEST
from bot.money.amounts import money
from storage.imports import Imports
from workflows.calendar import local_date
from workflows.errors import BadInput
from workflows.import_messages import Imported, ImportPartner, ImportPayout, ImportReferral, Kind
from workflows.matching import account_key, is_own_company
from workflows.model import FREE_MAIL, Contact, ExpectedValue, Partner, Person, Prospect, Referral, domain_of
from workflows.pipeline import LOST, WON, Stage
from workflows.program import Program
from workflows.routing import known_country
from workflows.stages import news_of

REMEMBERED = 2_000  # partners whose name was looked up a moment ago
_ROOM = {"company": 300, "contact": 300, "name": 300, "phone": 60, "reference": 200, "partner": 320}


@dataclass(slots=True)
class Reader:
    """Reads rows of one file."""

    kind: Kind
    import_id: str
    columns: Mapping[str, int]
    program: Program
    clock: Clock
    now: datetime
    order: Order = ""
    _partners: OrderedDict[str, Partner] = field(default_factory=OrderedDict)

    def read(self, session: Session, row: int, cells: Sequence[str]) -> Imported:
        """What this row wants."""
        said = {name: cells[at] if at < len(cells) else "" for name, at in self.columns.items()}
        for name, text in said.items():
            room = _ROOM.get(name, LONGEST if name == "note" else 320)
            if len(text) > room:
                raise BadInput(f"{name} is longer than {room} characters: shorten it.")
            if name != "note":
                said[name] = " ".join(text.split())
        match self.kind:
            case "partners":
                return ImportPartner(self.import_id, row, self._partner(said))
            case "referrals":
                return ImportReferral(self.import_id, row, self._referral(session, said))
            case "payouts":
                return self._payout(session, row, said)

    def _partner(self, said: Mapping[str, str]) -> Partner:
        company, emails = said["company"], _addresses(said["email"])
        if not company or not emails:
            raise BadInput("A partner needs a company and an e-mail address: fill them in.")
        typed, language = said.get("country", ""), said.get("language", "").lower() or "en"
        country = known_country(typed)
        if typed and not country:
            raise BadInput(f'"{typed[:20]}" is no country code: write two letters, such as DE.')
        if not (2 <= len(language) <= 8 and language.isascii() and language.isalpha()):
            raise BadInput(f'"{language[:20]}" is no language code: write two letters, such as de.')
        if (tz := said.get("tz", "")) and tz not in available_timezones():
            raise BadInput(f'"{tz[:40]}" is no time zone: write it like Europe/Berlin.')
        domains = tuple(
            _domain(each) for each in said.get("domain", "").replace(";", ",").split(",") if each.strip()
        )
        return Partner(
            id=self.clock.partner_id(),
            company=company,
            contacts=(Contact(said.get("contact") or emails[0].partition("@")[0], emails),),
            domains=tuple(dict.fromkeys(d for d in domains if d not in FREE_MAIL)),
            manager=self._manager(said.get("manager", "")),
            country=country,
            language=language,
            tz=tz,
        )

    def _manager(self, said: str) -> str:
        return (
            _person(self.program.managers, said, "managers").email if said else self.program.managers[0].email
        )

    def _referral(self, session: Session, said: Mapping[str, str]) -> Referral:
        partner = self._named(session, said["partner"])
        received_at = self._past(moment(said["received"], self.program.tz, self.order), "received")
        prospect = self._prospect(said)
        if is_own_company(prospect, partner):
            raise BadInput(f"This is {partner.company} itself: a partner does not refer their own company.")
        contact = partner.contacts[0] if partner.contacts else Contact("", ("",))
        rules = self.program.promised_to(partner, local_date(received_at, self.program.tz))
        made = Referral(
            id="",
            partner_id=partner.id,
            account=account_key(prospect, partner.id),
            prospect=prospect,
            note=said.get("note", ""),
            contact_email=contact.emails[0],
            contact_name=contact.name,
            received_at=received_at,
            registered_at=received_at,
            owner=_person(self.program.reps, said["owner"], "reps") if said.get("owner") else None,
            claimed_at=received_at if said.get("owner") else None,
            stage_at=received_at,
            protected_until=rules.protected_until(received_at),
            protection_days=rules.protection_days,
            language=partner.language,
        )
        made = self._staged(made, said)
        return replace(made, told=news_of(made, self.program.pipeline))

    def _prospect(self, said: Mapping[str, str]) -> Prospect:
        emails = _addresses(said.get("email", ""))
        value = None
        if text := said.get("value"):
            amount = money(text, said.get("currency") or self.program.currency)
            value = ExpectedValue(amount.major, amount.currency)
        made = Prospect(
            name=said.get("name") or None,
            email=emails[0] if emails else None,
            company=said.get("company") or None,
            phone=said.get("phone") or None,
            value=value,
        )
        if not made.is_someone:
            raise BadInput("Nobody is referred here: fill in a company, a name or an address.")
        return made

    def _staged(self, made: Referral, said: Mapping[str, str]) -> Referral:
        if not (words := said.get("stage")):
            return made
        pipeline = self.program.pipeline
        stage = pipeline.find(words)
        if words.casefold() in ("registered", "new", "open"):
            return made
        if stage is None:
            known = ", ".join(each.name for each in pipeline.stages)
            raise BadInput(f'"{words[:40]}" is no stage of this programme: write one of {known}.')
        on = day(said["stage_on"], self.order) if said.get("stage_on") else None
        if on and on > local_date(self.now, self.program.tz) and stage.is_final:
            raise BadInput(f"It cannot be {stage.name} on a day to come: correct the day.")
        value = made.prospect.value
        if stage.key == WON and not (on and value and value.currency):
            raise BadInput(f"{stage.name} needs a value and the day of the close: fill them in.")
        at = (
            moment(said["stage_on"], self.program.tz, self.order)
            if on and stage.is_final
            else made.received_at
        )
        deal = (
            money(said["value"], said.get("currency") or self.program.currency) if stage.key == WON else None
        )
        return replace(
            made,
            stage=stage.key,
            stage_at=max(at, made.received_at),
            stage_on=on,
            deal=deal,
            reason=self._reason(stage, said.get("reason", "")),
        )

    def _reason(self, stage: Stage, said: str) -> str:
        reasons = self.program.pipeline.reasons_for(stage.key)
        wanted = said.casefold()
        found = next((r for r in reasons if wanted in (r.key.casefold(), r.name.casefold())), None)
        if said and not found and stage.key == LOST:
            raise BadInput(f'"{said[:40]}" is no reason: write one of {", ".join(r.name for r in reasons)}.')
        return found.key if found else ""

    def _payout(self, session: Session, row: int, said: Mapping[str, str]) -> ImportPayout:
        partner = self._named(session, said["partner"])
        amount = money(said["amount"], said.get("currency") or self.program.currency)
        if amount.minor <= 0:
            raise BadInput("A payout is more than nothing: correct the amount, or leave the row out.")
        on = day(said["paid_on"], self.order)
        if on > local_date(self.now, self.program.tz):
            raise BadInput("It is paid on a day to come: correct the day, or leave the row out.")
        return ImportPayout(self.import_id, row, partner.id, amount, on, said.get("reference", ""))

    def _past(self, at: datetime, what: str) -> datetime:
        if at > self.now:
            raise BadInput(f"It is {what} on a day to come: correct the day.")
        return at

    def _named(self, session: Session, said: str) -> Partner:
        """The one partner a cell names: by address, domain, ID or the exact name."""
        if not said:
            raise BadInput("No partner is named: fill in a name or an address.")
        if said in self._partners:
            return self._partners[said]
        found = Imports(session).partners_called(said)
        if len(found) > 1:
            raise BadInput(f'More than one partner is called "{said[:60]}": give an address instead.')
        if not found:
            raise BadInput(f'No partner is called "{said[:60]}": import partners first, or correct the name.')
        self._partners[said] = found[0]
        if len(self._partners) > REMEMBERED:
            self._partners.popitem(last=False)
        return found[0]


def _addresses(said: str) -> tuple[str, ...]:
    parts = [each.strip().lower() for each in said.replace(";", ",").split(",") if each.strip()]
    for each in parts:
        local, at, domain = each.rpartition("@")
        if not (at and local and "." in domain) or any(c.isspace() or c in '<>"()@' for c in local + domain):
            raise BadInput(f'"{each[:60]}" is no e-mail address: correct it.')
    return tuple(dict.fromkeys(parts))


def _domain(said: str) -> str:
    bare = said.strip().lower().removeprefix("https://").removeprefix("http://").removeprefix("www.")
    bare = domain_of(bare) or bare.partition("/")[0]
    if "." not in bare or len(bare) > 253 or any(c.isspace() for c in bare):
        raise BadInput(f'"{said[:60]}" is no domain: write it like northwind.example.')
    return bare


def _person(people: Sequence[Person], said: str, table: str) -> Person:
    wanted = said.casefold()
    found = [p for p in people if wanted in (p.email.casefold(), p.name.casefold())]
    if len(found) != 1:
        raise BadInput(f'"{said[:60]}" is not one of [[{table}]]: add them there, or correct the cell.')
    return found[0]

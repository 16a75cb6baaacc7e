"""Everything we keep of one person: found, listed, handed out, taken away. What was paid stays.

Every table is looked through, also those of areas this file knows nothing about: a column of text or JSON
that names the person is found by their address, their name, their number or a referral of theirs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    MetaData,
    String,
    Table,
    Text,
    cast,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from storage.mail_tables import FileRow, InboundRawRow, InboundRow, OutboxRow, SlackMessageRow, UnreachableRow
from storage.tables import AccountRow, ContactAddressRow, ContactRow, PartnerRow, ReferralRow
from workflows.erasure import GONE, Traces

# Money facts, keys, and the machinery: nobody's words stand there, and sums must still add up.
KEPT = frozenset(
    """
    alembic_version accounts ledger ledger_settled deals collections refunds payouts payout_batches
    payout_lines payout_details exchange_rates pay_in plans pinned_plans waivers statements secrets api_tokens
    api_requests runs duties rotas mailboxes inbound_raw files audit
    """.split()
)
KEPT_COLUMNS = frozenset({("partners", "company"), ("partners", "folded"), ("inbound", "account")})
SUBJECTS = frozenset({"about", "referral_id"})
TOMBSTONE = b"Subject: [erased]\r\nAuto-Submitted: auto-generated\r\n\r\nThis mail was erased.\r\n"
PAGE = 200
MOST_WORDS = 5_000_000  # of one mail that are looked through
UNREADABLE = (ValueError, LookupError, RecursionError, AttributeError, MessageError)


@dataclass(frozen=True, slots=True)
class Place:
    """A row that names them, and what it is to say instead."""

    table: str
    key: Mapping[str, Any]
    now: Mapping[str, Any]  # the columns that name them, as they are
    then: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mailed:
    """A kept mail that speaks of them."""

    id: int
    folder: str
    uid: int
    received_at: datetime
    is_waiting: bool  # not read yet: it must not be taken away before it is


@dataclass(frozen=True, slots=True)
class Found:
    """Everything there is about one person."""

    traces: Traces
    places: tuple[Place, ...]
    mails: tuple[Mailed, ...]
    files: tuple[str, ...]  # by hash

    @property
    def is_nothing(self) -> bool:
        """Whether nobody here knows them."""
        return not (self.places or self.mails or self.files)


def traces_of(session: Session, address: str, token: str, ours: Iterable[str] = ()) -> Traces:
    """What we know the person behind an address by, from referrals and contacts; `ours` names our people."""
    address = address.strip().lower()
    prospect = ReferralRow.prospect["email"].as_string()
    referred = session.scalars(select(ReferralRow).where(func.lower(prospect) == address)).all()
    contact = session.scalar(select(ContactAddressRow.contact_id).where(ContactAddressRow.address == address))
    mine = ContactAddressRow.contact_id == contact
    addresses = tuple(session.scalars(select(ContactAddressRow.address).where(mine))) if contact else ()
    person = session.get(ContactRow, contact) if contact else None
    everywhere = tuple(dict.fromkeys((address, *addresses)))
    brought = ReferralRow.contact_email.in_(everywhere)
    introduced = tuple(session.scalars(select(ReferralRow.id).where(brought)))
    told = [row.prospect for row in referred]
    names = [each.get("name") for each in told] + ([person.name] if person else [])
    known = tuple(dict.fromkeys(" ".join(name.split()) for name in names if name))
    partner = session.get(PartnerRow, person.partner_id) if person else None
    owners = session.scalars(select(ReferralRow.owner_name).distinct())
    colleagues = frozenset(name.casefold() for name in (*ours, *owners) if name)
    return Traces(
        addresses=everywhere,
        token=token,
        names=known,
        phones=tuple(dict.fromkeys(each["phone"] for each in told if each.get("phone"))),
        referred=tuple(row.id for row in referred),
        introduced=introduced,
        notes=tuple(row.note for row in referred),
        companies=(
            *(each["company"] for each in told if each.get("company")),
            *([partner.company] if partner else ()),
        ),
        accounts=_accounts(session, referred, token),
        has_namesake=any(name.casefold() in colleagues for name in known)
        or _has_namesake(session, known, everywhere),
        colleagues=colleagues,
    )


def find(session: Session, traces: Traces) -> Found:
    """Look through everything."""
    places = tuple(_places(session, traces))
    mails = tuple(_mails(session, traces, places))
    return Found(traces, places, mails, tuple(_files(session, traces)))


@dataclass(frozen=True, slots=True)
class Erased:
    """What was taken away."""

    places: tuple[Place, ...]
    messages: int  # in Slack, that say new words now


def erase(session: Session, found: Found, key: str, now: datetime) -> Erased:
    """Take the person away, and let Slack's messages say the new words. Everything is looked up anew."""
    tables = _tables(session)
    found = replace(found, places=tuple(_places(session, found.traces)))  # as they are by now
    for old, new in found.traces.accounts:
        session.execute(insert(AccountRow).values(key=new, since=now))
        session.execute(update(ReferralRow).where(ReferralRow.account == old).values(account=new))
        session.execute(tables["accounts"].delete().where(tables["accounts"].c.key == old))
    for place in found.places:
        into = tables[place.table]
        here = [into.c[column] == value for column, value in place.key.items()]
        session.execute(into.update().where(*here).values(**place.then))
    gone = [mail.id for mail in found.mails if not mail.is_waiting]
    session.execute(update(InboundRawRow).where(InboundRawRow.inbound_id.in_(gone)).values(raw=TOMBSTONE))
    session.execute(update(InboundRow).where(InboundRow.id.in_(gone)).values(digest=""))
    blank = {"content": GONE.encode(), "size": len(GONE), "name": GONE}
    session.execute(update(FileRow).where(FileRow.sha256.in_(found.files)).values(**blank))
    for address in found.traces.stand_ins.values():
        if not session.get(UnreachableRow, address):
            session.add(UnreachableRow(address=address, since=now, reason="erased on request"))
    return Erased(found.places, _say_again(session, found, key, now))


def contents(session: Session, found: Found) -> Iterator[tuple[str, bytes]]:
    """The mails that speak of them, as they came, under names for an archive."""
    for mail in found.mails:
        raw = session.scalar(select(InboundRawRow.raw).where(InboundRawRow.inbound_id == mail.id))
        yield f"mails/{mail.id}.eml", raw or b""
    for sha256 in found.files:
        row = session.get(FileRow, sha256)
        if row:
            yield f"files/{sha256[:12]}-{row.name.replace('/', '_')}", row.content


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    return value.isoformat() if isinstance(value, datetime | date) else value


def _accounts(session: Session, referred: Any, token: str) -> tuple[tuple[str, str], ...]:
    """Keys that hold the address or the name; those of a company's domain stay."""
    theirs = {row.account for row in referred if not row.account.startswith("domain:")}
    ids = {row.id for row in referred}
    shared = select(ReferralRow.account).where(ReferralRow.account.in_(theirs), ReferralRow.id.not_in(ids))
    others = set(session.scalars(shared))
    return tuple((key, f"{token}:{number}") for number, key in enumerate(sorted(theirs - others)))


def _has_namesake(session: Session, names: tuple[str, ...], addresses: tuple[str, ...]) -> bool:
    folded = [name.lower() for name in names]
    prospect = ReferralRow.prospect
    same = func.lower(prospect["name"].as_string()).in_(folded)
    other = func.lower(prospect["email"].as_string()).not_in(addresses)
    if session.scalar(select(ReferralRow.id).where(same, other).limit(1)):
        return True
    mine = select(ContactAddressRow.contact_id).where(ContactAddressRow.address.in_(addresses))
    contact = func.lower(ContactRow.name).in_(folded), ContactRow.id.not_in(mine)
    return session.scalar(select(ContactRow.id).where(*contact).limit(1)) is not None


def _tables(session: Session) -> Mapping[str, Table]:
    """As the database has them: also those that other areas and libraries have made."""
    known: MetaData | None = session.info.get("all tables")
    if known is None:
        known = session.info["all tables"] = MetaData()
        known.reflect(session.connection())
    return known.tables


def _places(session: Session, traces: Traces) -> Iterator[Place]:
    for table in _tables(session).values():
        columns = [c for c in table.columns if isinstance(c.type, String | JSON)]
        if table.name in KEPT or not columns or not table.primary_key.columns:
            continue
        named = or_(
            *(_holds(column, needle) for column in columns for needle in traces.needles),
            *(column.in_(traces.introduced) for column in columns if column.name in SUBJECTS),
        )
        for row in session.execute(select(table).where(named)).mappings():
            if place := _place(table, row, columns, traces):
                yield place


def _place(table: Table, row: Any, columns: list[Column[Any]], traces: Traces) -> Place | None:
    said = json.dumps([row[column.name] for column in columns], ensure_ascii=False, default=str)
    is_theirs = traces.is_theirs(said)
    theirs = (c for c in columns if _may_change(c) and not traces.is_colleague(c.name, row[c.name]))
    then = {c.name: traces.scrubbed(row[c.name], is_theirs=is_theirs) for c in theirs}
    if table.name == "referrals" and row["id"] in traces.referred:
        then |= {"note": "", "next_step": ""}
    if table.name == "outbox" and _is_letter_to(row, traces):
        then["payload"] = {**then["payload"], "subject": GONE, "text": GONE, "html": GONE}
    changed = {name: value for name, value in then.items() if value != row[name]}
    if not changed:
        return None
    key = {column.name: row[column.name] for column in table.primary_key.columns}
    return Place(table.name, key, {name: row[name] for name in changed}, changed)


def _is_letter_to(row: Any, traces: Traces) -> bool:
    """A mail to them is theirs from the first word to the last."""
    return row["channel"] == "email" and str(row["payload"].get("to", "")).lower() in traces.addresses


def _may_change(column: Column[Any]) -> bool:
    return not column.foreign_keys and (column.table.name, column.name) not in KEPT_COLUMNS


def _holds(column: Column[Any], needle: str) -> ColumnElement[bool]:
    if not isinstance(column.type, JSON):
        return column.icontains(needle, autoescape=True)
    words = cast(column, Text)
    as_ascii = json.dumps(needle)[1:-1]  # SQLite keeps JSON as it was written
    forms = {needle, as_ascii}
    return or_(*(words.icontains(form, autoescape=True) for form in sorted(forms)))


def _mails(session: Session, traces: Traces, places: tuple[Place, ...]) -> Iterator[Mailed]:
    """Those a referral of theirs came from, those that wait with a card, and all whose words name them."""
    linked = set(session.scalars(select(ReferralRow.mail_id).where(ReferralRow.id.in_(traces.referred)))) | {
        place.key["mail_id"] for place in places if place.table == "held_mails"
    }
    last = 0
    while True:
        query = (
            select(InboundRow, InboundRawRow.raw)
            .join(InboundRawRow, InboundRawRow.inbound_id == InboundRow.id)
            .where(InboundRow.id > last, InboundRawRow.raw != TOMBSTONE)
            .order_by(InboundRow.id)
            .limit(PAGE)
        )
        rows = session.execute(query).all()
        for row, raw in rows:
            if row.id in linked or _speaks_of(raw, traces):
                yield Mailed(row.id, row.folder, row.uid, row.received_at, row.status == "pending")
        if not rows:
            return
        last = rows[-1][0].id
        session.expire_all()


def _speaks_of(raw: bytes, traces: Traces) -> bool:
    words = _words(raw)
    is_theirs = traces.is_theirs(words)
    return bool(traces.scrubbed(words, is_theirs=is_theirs) != words) if is_theirs or traces.names else False


def _words(raw: bytes) -> str:
    """What stands in a mail, roughly but completely: nothing is believed here, only searched."""
    found = [raw[:MOST_WORDS].decode("utf-8", "replace")]
    for part in _parts(raw[:MOST_WORDS]):
        for say in (_heads, _name, _text):
            try:
                found.append(say(part))
            except UNREADABLE:
                continue  # what no parser reads is searched as it lies there
    return "\n".join(found)


def _parts(raw: bytes) -> list[Message]:
    try:
        return list(message_from_bytes(raw).walk())
    except UNREADABLE:
        return []


def _heads(part: Message) -> str:
    return "\n".join(str(make_header(decode_header(str(value)))) for value in part.values())


def _name(part: Message) -> str:
    return part.get_filename() or ""


def _text(part: Message) -> str:
    """Its words in the charset it names, whatever it says it is: a mail may lie in it as a file."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    inner = _words(content) if (part.get_filename() or "").lower().endswith(".eml") else ""
    try:
        return f"{content.decode(part.get_content_charset('utf-8'), 'replace')}\n{inner}"
    except LookupError:
        return f"{content.decode('utf-8', 'replace')}\n{inner}"


def _files(session: Session, traces: Traces) -> Iterator[str]:
    """What travelled with a referral of theirs, the archive aside."""
    assets = _tables(session)["assets"]
    kept = set(session.scalars(select(assets.c.sha256)))
    about = select(OutboxRow.payload).where(OutboxRow.about.in_(traces.referred))
    sent = [payload for payload in session.scalars(about) if payload]
    named = {
        str(file.get("sha256"))
        for payload in sent
        for file in (*payload.get("files", ()), *([payload["file"]] if payload.get("file") else ()))
    }
    here = FileRow.sha256.in_(named), FileRow.content != GONE.encode()
    yield from (each for each in session.scalars(select(FileRow.sha256).where(*here)) if each not in kept)


def _say_again(session: Session, found: Found, key: str, now: datetime) -> int:
    """Each message of ours in Slack that named them, once, with its newest words."""
    rows = [place.key["id"] for place in found.places if place.table == "outbox"]
    said = (
        select(OutboxRow).where(OutboxRow.id.in_(rows), OutboxRow.channel == "slack").order_by(OutboxRow.id)
    )
    cards = {
        row.payload["card"]: row
        for row in session.scalars(said.execution_options(populate_existing=True))
        if row.payload.get("do") == "show" and row.status == "sent"
    }
    there = set(session.scalars(select(SlackMessageRow.key).where(SlackMessageRow.key.in_(cards))))
    for card, row in cards.items():
        if card in there:
            again = {"key": f"{key}:{row.id}", "channel": "slack", "target": row.target, "about": row.about}
            waits = {"status": "pending", "created_at": now, "due_at": now, "attempts": 0}
            blank = {"replaces": "", "external_id": "", "given_id": "", "error": ""}
            session.add(OutboxRow(**again, **waits, **blank, payload=row.payload))
    session.flush()
    return len(there & cards.keys())

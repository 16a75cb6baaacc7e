"""`referral-desk outbox | inbox | quarantine`: look into the queues, and mend them by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy.orm import Session

from bot.cli.shell import database, deciding, out, settings
from bot.clock import Clock
from bot.mail.floods import decide
from bot.mail.reader import Reader
from bot.slack.leads.enclosures import files, size
from bot.time_machine import history as told
from bot.time_machine import read_moment
from inbox.formats.enclosed import Enclosed
from storage.history import History
from storage.inbound import Inbound
from storage.queues import Arrived, KeptMails, Said, SaidMessages
from workflows.base import Event
from workflows.commands import DismissMail
from workflows.errors import BadInput, Retry
from workflows.model import Enclosure, Person
from workflows.operations import MailDropped, MessageDropped, MessagePutBack

T = TypeVar("T")
Limit = Annotated[int, typer.Option(help="How many at most, the newest.", min=1, max=10_000)]
Number = Annotated[int, typer.Argument(help="The number in the list.")]
Why = Annotated[str, typer.Option(help="The reason; it stands in the log.")]
SAID_STATES = ("pending", "dead", "sent", "superseded", "dropped")
MAIL_STATES = ("pending", "done", "held", "quarantined", "earlier")

outbox = typer.Typer(
    help="What we have decided to say: what waits, and what was given up.", no_args_is_help=True
)
inbox = typer.Typer(help="Mails that reached us, and what became of them.", no_args_is_help=True)
quarantine = typer.Typer(
    help="Mails that could not be read, or that wait for a person.", no_args_is_help=True
)


def history(
    referral: Annotated[str, typer.Argument(help="A tracking ID, such as R-7K3M-9Q.")],
    at: Annotated[str, typer.Option(help="A day (its end) or a moment; default: now.")] = "",
) -> None:
    """What we knew about a referral at a moment, and what we had told by then."""
    program = settings().program
    moment = read_moment(at, program.tz, Clock().now())
    with database() as opened:
        out.print(told(opened, program, referral, moment), highlight=False)


@outbox.command("list")
def outbox_list(
    status: Annotated[
        str, typer.Option(help=f"One of {', '.join(SAID_STATES)}; default: what is not out.")
    ] = "",
    about: Annotated[str, typer.Option(help="About this referral or partner only.")] = "",
    limit: Limit = 50,
) -> None:
    """Messages that wait or were given up."""
    states = (_one_of(status, SAID_STATES),) if status else ("pending", "dead")
    with database() as opened, opened.read() as session:
        rows = SaidMessages(session).list(states, about=about, limit=limit)
    table = Table("No", "State", "By", "To", "Says", "Decided", "Tries", "Trouble")
    for row in rows:
        trouble = row.error[:60]
        table.add_row(
            str(row.id),
            row.status,
            row.channel,
            row.to,
            row.words[:60],
            _at(row.created_at),
            str(row.attempts),
            trouble,
        )
    _show(table, rows, "Nothing waits, and nothing was given up." if not status else "There is none.")


@outbox.command("show")
def outbox_show(number: Number) -> None:
    """The whole of one message."""
    with database() as opened, opened.read() as session:
        row = _there(SaidMessages(session).get(number), "message", number)
    facts = {
        "State": row.status,
        "By": row.channel,
        "To": row.to,
        "About": row.about,
        "Key": row.key,
        "Decided": _at(row.created_at),
        "Due": _at(row.due_at),
        "Out": _at(row.sent_at) if row.sent_at else "",
        "Tries": str(row.attempts),
        "Trouble": row.error,
    }
    _facts(facts, f"{row.words}\n\n{row.text}" if row.words not in row.text else row.text)


@outbox.command("retry")
def outbox_retry(number: Number) -> None:
    """Send it now, also after it was given up."""
    with database() as opened, opened.write() as session:
        now, row = Clock().now(), _there(SaidMessages(session).get(number), "message", number)
        if not SaidMessages(session).again(number, now):
            raise BadInput(
                f"Message {number} is {row.status}; only what waits or was given up can be retried."
            )
        _log(
            session,
            MessagePutBack(row.about, now, row.key),
        )
    out.print(f"Message {number} goes out as soon as the running bot takes it, within a second.")


@outbox.command("drop")
def outbox_drop(number: Number, why: Why) -> None:
    """Never send it."""
    with database() as opened, opened.write() as session:
        now, row = Clock().now(), _there(SaidMessages(session).get(number), "message", number)
        if not SaidMessages(session).drop(number, why):
            raise BadInput(
                f"Message {number} is {row.status}; only what waits or was given up can be dropped."
            )
        dropped = MessageDropped(row.about, now, row.key, why)
        _log(session, dropped)
    out.print(f"Message {number} will not go out.")


@inbox.command("list")
def inbox_list(
    status: Annotated[
        str, typer.Option(help=f"One of {', '.join(MAIL_STATES)}; default: what waits.")
    ] = "pending",
    limit: Limit = 50,
) -> None:
    """Mails by their state."""
    _mails((_one_of(status, MAIL_STATES),), limit)


@inbox.command("show")
def inbox_show(number: Number) -> None:
    """What became of one mail, and its headers."""
    _show_mail(number)


@inbox.command("attachment")
def inbox_attachment(
    number: Number,
    name: Annotated[str, typer.Argument(help="A file's name, or its number in the list.")] = "",
    to: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to write it; default: here, by its name.")
    ] = None,
) -> None:
    """Take a file out of a kept mail; without a name, list the files."""
    try:
        found = _enclosed(_raw(number))
    except Retry as never:
        raise BadInput(f"Mail {number} cannot be taken apart: {never}.") from never
    if not name:
        table = Table("No", "Name", "Type", "Bytes")
        for each, one in enumerate(found, 1):
            table.add_row(str(each), Text(one.name), one.media_type, f"{len(one.content):,}")
        out.print(table if found else f"No file came with mail {number}.")
        return
    file = _meant(found, name, number)
    path = to or Path(file.name)
    if path.is_dir():
        path /= file.name
    _write(path, file.content)
    out.print(f"{path} ({size(len(file.content))}). It comes from outside.", highlight=False)


@inbox.command("retry")
def inbox_retry(number: Number) -> None:
    """Read it again now; its receive time stays."""
    _read_again(number)


@inbox.command("drop")
def inbox_drop(number: Number, why: Why) -> None:
    """Do nothing about it."""
    _drop_mail(number, why)


@inbox.command("release")
def inbox_release(
    sender: Annotated[str, typer.Argument(help="Whose; default: everybody's.")] = "",
) -> None:
    """Read now what waits for its turn because too much came within an hour."""
    with database() as opened, opened.write() as session:
        by = "the command line"
        count = decide(session, Clock().now(), "release", sender.strip().lower() or None, by)
    out.print(f"{count} mails are read by the running bot as fast as it can.")


@quarantine.command("list")
def quarantine_list(limit: Limit = 50) -> None:
    """Mails that were set aside: no reading succeeded, or a person has to decide."""
    _mails(("quarantined", "held"), limit)


@quarantine.command("show")
def quarantine_show(number: Number) -> None:
    """What became of one mail, and its headers."""
    _show_mail(number)


@quarantine.command("retry")
def quarantine_retry(number: Number) -> None:
    """Read it again now, after a fix; its receive time stays."""
    _read_again(number)


@quarantine.command("drop")
def quarantine_drop(number: Number, why: Why) -> None:
    """Do nothing about it; its card says so."""
    _drop_mail(number, why)


def _mails(states: Sequence[str], limit: int) -> None:
    with database() as opened, opened.read() as session:
        rows = KeptMails(session).list(states, limit=limit)
        counts = KeptMails(session).counts()
        raws = dict(
            zip((row.id for row in rows), Inbound(session).raws([row.id for row in rows]), strict=True)
        )
    table = Table("No", "State", "From", "Subject", "Reached us", "Outcome", "Tries", "Trouble")
    for row in rows:
        sender, subject = _head(raws[row.id], "From"), _head(raws[row.id], "Subject")
        cells = sender[:40], subject[:50], _at(row.received_at), row.outcome, str(row.attempts)
        table.add_row(str(row.id), row.status, *cells, row.error[:60])
    all_of_them = ", ".join(f"{counts[state]} {state}" for state in MAIL_STATES if state in counts)
    _show(table, rows, f"There is none. All mails: {all_of_them or 'none'}.")


def _show_mail(number: int) -> None:
    with database() as opened, opened.read() as session:
        row = _there(KeptMails(session).get(number), "mail", number)
        raw = Inbound(session).raw(number) or b""
    facts = {
        "State": row.status,
        "Outcome": row.outcome,
        "Reached us": _at(row.received_at),
        "Message-ID": row.message_id,
        "Tries": str(row.attempts),
        "Trouble": row.error,
        **{name: _head(raw, name) for name in ("From", "To", "Cc", "Subject", "Date")},
        "Bytes": f"{len(raw):,}",
        "Files": _files(raw),
    }
    _facts(facts, f"`referral-desk quarantine retry {number}` reads it again.")


def _raw(number: int) -> bytes:
    with database() as opened, opened.read() as session:
        return _there(Inbound(session).raw(number), "mail", number)


def _enclosed(raw: bytes) -> tuple[Enclosed, ...]:
    """Taken out in a process of its own: what lies in quarantine may be there because it kills its reader."""

    async def apart() -> tuple[Enclosed, ...]:
        reader = Reader(workers=1)
        try:
            return await reader.enclosed(raw)
        finally:
            reader.close()

    return asyncio.run(apart())


def _files(raw: bytes) -> str:
    try:
        found = _enclosed(raw)
    except Retry as never:
        return f"nobody can tell: {never}"
    return files(Enclosure(one.name, len(one.content), one.media_type) for one in found)


def _meant(found: Sequence[Enclosed], name: str, number: int) -> Enclosed:
    if name.isdecimal() and 0 < int(name) <= len(found):
        return found[int(name) - 1]
    if named := [one for one in found if one.name == name]:
        return named[0]
    there = ", ".join(one.name for one in found) or "none"
    raise BadInput(f'No file "{name}" came with mail {number}. There are: {there}.')


def _write(path: Path, content: bytes) -> None:
    """Never over another file, and never through a link that somebody laid."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as there:
        raise BadInput(f"{path} is there already; name another place with -o.") from there
    except OSError as refused:
        raise BadInput(f"{path} cannot be written: {refused.strerror}.") from refused


def _read_again(number: int) -> None:
    with database() as opened, opened.write() as session:
        if not Inbound(session).read_again(number, Clock().now()):
            raise BadInput(f"There is no kept mail {number}.")
    out.print(f"Mail {number} is read again by the running bot, within a second.")


def _drop_mail(number: int, why: str) -> None:
    told_to = settings()
    with database() as opened:
        with opened.read() as session:
            row: Arrived = _there(KeptMails(session).get(number), "mail", number)
            is_held = KeptMails(session).is_held(number)
        if is_held:  # its card in the managers' channel has to say so
            by = Person(f"the command line ({why})")
            with deciding(opened, told_to.program, Clock()) as engine:
                asyncio.run(engine.handle(DismissMail(number, by), f"cli:drop:{number}"))
        else:
            with opened.write() as session:
                if not KeptMails(session).drop(number, why):
                    raise BadInput(f"Mail {number} is {row.status} already.")
                dropped = MailDropped(str(number), Clock().now(), why)
                _log(session, dropped)
    out.print(f"Nothing is done about mail {number}; its bytes stay.")


def _log(session: Session, event: Event) -> None:
    key = f"cli:{type(event).__name__}:{event.about}:{event.at.isoformat()}"
    History(session).append((event,), key=key[:300])


def _there(found: T | None, what: str, number: int) -> T:
    if found is None:
        raise BadInput(f"There is no {what} {number}.")
    return found


def _one_of(given: str, known: Sequence[str]) -> str:
    if given not in known:
        raise BadInput(f'"{given}" is no state: {", ".join(known)}.')
    return given


def _head(raw: bytes, name: str) -> str:
    """A header as people read it; whatever its writer did to it, in one line."""
    head = message_from_bytes(raw.split(b"\r\n\r\n", 1)[0][:100_000])
    try:
        shown = str(make_header(decode_header(str(head.get(name, "")))))
    except (ValueError, LookupError):
        shown = str(head.get(name, ""))
    return " ".join(shown.split())


def _at(moment: datetime) -> str:
    return moment.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%d %H:%M:%SZ")


def _facts(facts: dict[str, str], text: str) -> None:
    for name, value in facts.items():
        if value:
            out.print(f"{name + ':':12} {value}", highlight=False)
    out.print(f"\n{text}", highlight=False)


def _show(table: Table, rows: Sequence[Said] | Sequence[Arrived], otherwise: str) -> None:
    out.print(table if rows else otherwise)

"""`erase` and `export-person`: what we keep of one person, handed out or taken away."""

from __future__ import annotations

import asyncio
import json
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from bot.cli.shell import database, deciding, out, settings
from bot.clock import Clock
from bot.settings import Settings
from bot.upkeep.retention import forget_old
from storage.audit import Audit
from storage.database import Database
from storage.erasure import Found, contents, erase, find, plain, traces_of
from storage.history import History
from storage.retention import Periods, Retention
from workflows.base import Event
from workflows.errors import BadInput
from workflows.operations import PersonErased, PersonExported

PASSES = 3  # somebody may write to us about them while we look
Address = Annotated[str, typer.Argument(help="The person's e-mail address.")]


def erase_person(
    address: Address,
    why: Annotated[str, typer.Option(help="Such as the request's number; it stands in the log.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list what there is.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take a person out of everything: referrals, mails, messages, questions, contacts, the log.

    What was earned and paid stays, with its sums. The running bot brings messages in Slack up to date.
    """
    ours = _others_than(settings(), address)
    with database() as opened:
        found = _found(opened, address, Clock().stand_in(), ours)
        _list(found)
        if dry_run:
            return
        if not yes:
            typer.confirm("Take all this away, for good?", abort=True)
        messages = sum(_erase_once(opened, each, why) for each in _until_gone(opened, found))
    out.print(f"Erased. {messages} messages in Slack are brought up to date by the running bot.")
    _say_what_is_left(found)


def export_person(
    address: Address,
    to: Annotated[Path, typer.Option(help="The archive to write.")] = Path("person.zip"),
    why: Annotated[str, typer.Option(help="Such as the request's number; it stands in the log.")] = "",
) -> None:
    """Write all we keep of a person into a ZIP: one JSON file, and the mails as they came."""
    if to.exists():
        raise BadInput(f"{to} is there already.")
    with database() as opened:
        found = _found(opened, address, Clock().stand_in())
        with opened.write() as session:
            _write(session, found, to)
            _log(session, PersonExported(f"person:{found.traces.token}", Clock().now(), why))
    out.print(f"{to}: {len(found.places)} records, {len(found.mails)} mails.", highlight=False)


def forget_by_age(
    now: Annotated[bool, typer.Option("--now", help="Do it, instead of waiting for the night.")] = False,
) -> None:
    """Show what is older than your periods allow; the running bot takes its words away every night."""
    told = settings()
    periods = told.rules.retention.periods
    if periods == Periods():
        out.print("Everything is kept: the table `retention` in referral-desk.toml names no period.")
        return
    with database() as opened:
        if now:
            with deciding(opened, told.program, Clock()) as engine:
                mails, questions, messages = asyncio.run(forget_old(engine, periods))
        else:
            with opened.read() as session:
                due = Retention(session).due(Clock().now(), periods)
            mails, questions, messages = len(due.mails), len(due.questions), len(due.messages)
    verb = "lost their words" if now else "are older than their period"
    out.print(f"{mails} mails, {questions} questions and {messages} messages {verb}.", highlight=False)


def _others_than(told: Settings, address: str) -> list[str]:
    """The names of our own people, of whom nobody is forgotten."""
    ours = (*told.program.managers, *told.program.reps, *told.finance)
    if address.strip().lower() in {person.email.lower() for person in ours}:
        raise BadInput(
            f"{address} stands in referral-desk.toml as one of your own people. Who decided and approved "
            "what stays known as long as they work for you; take them out of the file first."
        )
    return [person.name for person in ours]


def _found(opened: Database, address: str, token: str, ours: Iterable[str] = ()) -> Found:
    with opened.read() as session:
        found = find(session, traces_of(session, address, token, ours))
    if found.is_nothing:
        raise BadInput(f"There is nothing about {address}.")
    return found


def _until_gone(opened: Database, found: Found) -> Any:
    for _ in range(PASSES):
        yield found
        with opened.read() as session:
            found = find(session, found.traces)
        if not found.places and all(mail.is_waiting for mail in found.mails):
            return


def _erase_once(opened: Database, found: Found, why: str) -> int:
    with opened.write() as session:
        now, about = Clock().now(), f"person:{found.traces.token}"
        done = erase(session, found, f"erase:{found.traces.token}:{now:%H%M%S%f}", now)
        changed = tuple(place.key["id"] for place in done.places if place.table == "events")
        gone = sum(not mail.is_waiting for mail in found.mails)
        digests = Audit(session).digests(changed)
        _log(session, PersonErased(about, now, why, len(done.places), gone, changed, digests))
        return done.messages


def _list(found: Found) -> None:
    names = ", ".join(found.traces.names) or "no name"
    out.print(f"{', '.join(found.traces.addresses)} ({names})", highlight=False)
    for table, count in sorted(Counter(place.table for place in found.places).items()):
        out.print(f"  {count:6} in {table}", highlight=False)
    out.print(f"  {len(found.mails):6} kept mails", highlight=False)
    out.print(f"  {len(found.files):6} files", highlight=False)
    if found.traces.referred:
        out.print(f"  as the prospect of {', '.join(found.traces.referred)}", highlight=False)
    if found.traces.introduced:
        out.print(f"  as the partner's person in {len(found.traces.introduced)} referrals", highlight=False)
    if found.traces.has_namesake:
        out.print("  Somebody else has this name: it stays where nothing else says who is meant.")


def _say_what_is_left(found: Found) -> None:
    out.print("Not ours to change: mails that went out, what people wrote in Slack themselves, backups.")
    if found.mails:
        there = ", ".join(f"{mail.folder} {mail.uid}" for mail in found.mails[:10])
        out.print(f"The mailbox still holds {len(found.mails)} of the mails ({there}): delete them there.")
    if waiting := sum(mail.is_waiting for mail in found.mails):
        out.print(f"{waiting} mails are not read yet and stay; run this again once they are.")


def _write(session: Session, found: Found, to: Path) -> None:
    told = {
        "addresses": found.traces.addresses,
        "names": found.traces.names,
        "phones": found.traces.phones,
        "referrals": {"as prospect": found.traces.referred, "as partner": found.traces.introduced},
        "records": [
            {"table": place.table, "key": dict(place.key), "says": dict(place.now)} for place in found.places
        ],
    }
    with zipfile.ZipFile(to, "x", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("person.json", json.dumps(told, indent=2, ensure_ascii=False, default=plain))
        for name, content in contents(session, found):
            archive.writestr(name, content)


def _log(session: Session, event: Event) -> None:
    History(session).append([event], key=f"{event.about}:{event.at.isoformat()}")

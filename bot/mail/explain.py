"""`referral-desk explain`: how mails would be read, without doing anything."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as DeadlineError
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.environment import load_environment
from bot.mail.reader import DEADLINE_S, fingerprint
from bot.settings import load_settings
from inbox.message import parse
from inbox.read import as_row, read_parsed
from inbox.reading import Desk, Reading
from storage.database import Database
from storage.partners import Partners
from workflows.errors import BadInput
from workflows.matching import account_key
from workflows.model import Contact, Directory, Partner, domain_of

Result = tuple[Path, Reading, str]  # and its fingerprint
Send = Callable[[Sequence[Path]], tuple[Sequence[Path], Future[list[Result]]]]

TOGETHER = 10  # files sent to a worker in one piece
AHEAD = 80  # mails in flight; memory stays flat however many files there are
LOOKS = {
    "register": "green", "correction": "green", "status": "cyan", "handoff": "yellow", "conflict": "yellow",
    "duplicate": "dim", "ignore": "dim", "bounce": "magenta",
}  # fmt: skip

_directory = Directory()
_desk = Desk("")


@dataclass(slots=True)
class Seen:
    """What earlier files of the same call would have registered: a later one meets it."""

    accounts: dict[str, tuple[str, str]] = field(default_factory=dict)  # account -> partner id, file
    fingerprints: dict[str, str] = field(default_factory=dict)

    def judge(self, file: str, reading: Reading, print_: str) -> Reading:
        """The reading, as a duplicate or a conflict where an earlier file was first."""
        if first := self.fingerprints.get(print_):
            return replace(
                reading, action="duplicate", reasons=(f"The same mail as {first}.", *reading.reasons)
            )
        self.fingerprints[print_] = file
        if reading.action != "register" or reading.partner is None:
            return reading
        for prospect in reading.prospects:
            account = account_key(prospect, reading.partner.id)
            holder, first = self.accounts.setdefault(account, (reading.partner.id, file))
            if holder != reading.partner.id:
                why = f"Another partner introduced the same prospect first, in {first}."
                return replace(reading, action="conflict", reasons=(why, *reading.reasons))
        return reading


def explain(
    files: Sequence[Path], partners: Path | None, *, env: Mapping[str, str], jsonl: bool, workers: int
) -> None:
    """Print one line per file, in the order given. A progress bar shows on a terminal."""
    directory = Directory(tuple(_from_file(partners))) if partners else _from_database(env)
    seen = Seen()
    results = read_all(files, directory, _our_desk(env), workers=workers)
    out = Console(soft_wrap=True)
    for file, reading, print_ in _with_progress(results, len(files)):
        judged = seen.judge(file.name, reading, print_)
        if jsonl:
            sys.stdout.write(json.dumps(as_row(str(file), judged), ensure_ascii=False) + "\n")
        else:
            out.print(_line(file, judged), highlight=False)


def read_all(
    files: Sequence[Path], directory: Directory, desk: Desk, *, workers: int, deadline_s: float = DEADLINE_S
) -> Iterator[Result]:
    """Read in worker processes, a bounded number ahead; a mail that hangs costs its worker, not us."""
    waiting: deque[tuple[Sequence[Path], Future[list[Result]]]] = deque()
    with ProcessPool(max_workers=workers, initializer=_prepare, initargs=(directory, desk)) as pool:

        def send(some: Sequence[Path]) -> tuple[Sequence[Path], Future[list[Result]]]:
            return some, pool.schedule(_read_some, args=(some,), timeout=deadline_s)

        for start in range(0, len(files), TOGETHER):
            waiting.append(send(files[start : start + TOGETHER]))
            if len(waiting) * TOGETHER >= AHEAD:
                yield from _results(*waiting.popleft(), send)
        while waiting:
            yield from _results(*waiting.popleft(), send)


def _prepare(directory: Directory, desk: Desk) -> None:
    global _directory, _desk
    _directory, _desk = directory, desk


def _read_some(files: Sequence[Path]) -> list[Result]:
    return [_read_one(file) for file in files]


def _read_one(file: Path) -> Result:
    try:
        raw = file.read_bytes()
    except OSError as unreadable:
        return _unread(file, f"The file cannot be read: {unreadable.strerror}.")
    mail = parse(raw)
    return file, read_parsed(mail, raw, _directory, _desk), fingerprint(mail)


def _results(files: Sequence[Path], future: Future[list[Result]], send: Send) -> Iterator[Result]:
    """What came of some files; where one of them was too much, each is read by itself."""
    try:
        yield from future.result()
        return
    except DeadlineError:
        why = "Reading it took too long."
    except ProcessExpired:
        why = "The process that read it died."
    if len(files) == 1:
        yield _unread(files[0], why)
        return
    for file in files:
        yield from _results(*send([file]), send)


def _unread(file: Path, why: str) -> Result:
    return file, Reading("handoff", "unsure", reasons=(why,)), str(file)


def _with_progress(results: Iterable[Result], total: int) -> Iterator[Result]:
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=total < AHEAD) as bar:
        task = bar.add_task("", total=total)
        for result in results:
            yield result
            bar.advance(task)


def _line(file: Path, reading: Reading) -> str:
    action = f"[{LOOKS[reading.action]}]{reading.action:<10}[/]"
    who = ", ".join(_who(reading)) or "-"
    partner = reading.partner.company if reading.partner else "no partner"
    why = reading.reasons[0] if reading.reasons else ""
    return f"{action} {escape(file.name)}  [bold]{escape(who)}[/]  ({escape(partner)})  {escape(why)}"


def _who(reading: Reading) -> Iterator[str]:
    for p in reading.prospects:
        yield " ".join(
            x
            for x in (p.name, f"<{p.email}>" if p.email else None, f"at {p.company}" if p.company else None)
            if x
        )


def _our_desk(env: Mapping[str, str]) -> Desk:
    """From the settings where there are any; the environment alone is enough."""
    try:
        return load_settings(env).desk
    except BadInput:
        environment = load_environment(env)
        mail = environment.mail_address.lower()
        return Desk(mail, environment.authserv_id, environment.message_id_domain or domain_of(mail))


def _from_database(env: Mapping[str, str]) -> Directory:
    database = Database(load_environment(env).database_url.get_secret_value())
    database.migrate()
    found: list[Partner] = []
    with database.read() as session:
        after: Partner | None = None
        while page := Partners(session).page(after=after, limit=500):
            found += page
            after = page[-1]
    database.close()
    return Directory(tuple(found))


def _from_file(path: Path) -> Iterator[Partner]:
    """partners.json: a list of {"id", "name", "company", "emails", "domains", "manager"}."""
    try:
        rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        for row in rows:
            yield Partner(
                id=row["id"],
                company=row["company"],
                contacts=(Contact(row["name"], tuple(e.lower() for e in row["emails"])),),
                domains=tuple(d.lower() for d in row.get("domains", ())),
                manager=row.get("manager", ""),
                country=row.get("country", ""),
                language=row.get("language", "en"),
            )
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        wanted = '[{"id", "name", "company", "emails": [], "domains": [], "manager"}, …]'
        raise BadInput(f"{path}: this is not a list of partners such as {wanted} ({wrong!r})") from wrong

"""What a database says when it cannot be used, as a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from workflows.errors import BadInput

SETTING = "REFERRAL_DESK_DATABASE_URL"
SQLITE = {  # by the name of the error; its extended names begin like this
    "SQLITE_NOTADB": "is no SQLite database: name another file",
    "SQLITE_CORRUPT": "is damaged: stop the bot and put back a backup (`referral-desk restore`)",
    "SQLITE_READONLY": "cannot be written to: give the user that runs this the right to",
    "SQLITE_PERM": "cannot be written to: give the user that runs this the right to",
    "SQLITE_FULL": "cannot grow: the disk is full",
    "SQLITE_IOERR": "cannot be read or written: the disk fails",
    "SQLITE_BUSY": "is held by another program: end that one first",
}
POSTGRESQL = {  # https://www.postgresql.org/docs/current/errcodes-appendix.html
    "42501": "the database's user may not do that: let it own the database",
    "53300": "the server has no connection left: allow it more, or run fewer replicas",
    "25006": "the server takes no writes: name the primary, not a standby",
}


def trouble(broken: SQLAlchemyError, url: URL) -> str | None:
    """What is wrong and how to mend it; None for what is a mistake of ours."""
    if not isinstance(broken, DBAPIError):
        return None
    if url.get_backend_name() == "sqlite":
        return _sqlite(str(getattr(broken.orig, "sqlite_errorname", "")), Path(url.database or ""))
    state = getattr(broken.orig, "sqlstate", None)
    if state is None and type(broken.orig).__name__ == "OperationalError":  # libpq's own words, on connecting
        words = " ".join(str(broken.orig).split())[:300]
        return f"{SETTING}: the server cannot be reached, or does not let us in: {words}"
    return f"{SETTING}: {POSTGRESQL[state]}" if state in POSTGRESQL else None


def may_pass(broken: BaseException, url: URL) -> bool:
    """Whether the database may be well in a moment: a server that starts, a file somebody holds."""
    if not isinstance(broken, OperationalError):
        return False
    held = str(getattr(broken.orig, "sqlite_errorname", "")).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    return held or url.get_backend_name() != "sqlite"


@contextmanager
def told(url: URL) -> Iterator[None]:
    """`BadInput` in place of a database's complaint that a person can do something about."""
    try:
        yield
    except SQLAlchemyError as broken:
        if words := trouble(broken, url):
            raise BadInput(words) from broken
        raise


def _sqlite(error: str, file: Path) -> str | None:
    if error.startswith("SQLITE_CANTOPEN"):
        return f"{SETTING}: {file} cannot be opened: {_why(file)}"
    known = (words for name, words in SQLITE.items() if error.startswith(name))
    return next((f"{SETTING}: {file} {words}" for words in known), None)


def _why(file: Path) -> str:
    if not file.parent.is_dir():
        return f"there is no folder {file.parent.absolute()}"
    return "it is a folder" if file.is_dir() else "the user that runs this may not"

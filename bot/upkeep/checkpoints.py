"""SQLite's log goes into its file on a thread of its own.

Left to itself, SQLite does it inside whichever commit fills the log: a tenth of a second with a large
file, and whoever clicked waits for it (https://sqlite.org/wal.html, section 3).
"""

from __future__ import annotations

from threading import Event, Thread

import structlog
from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database

EVERY_S = 1.0

log = structlog.get_logger()


class Checkpoints:
    """Works behind the writer, at most once a second, and only after something was written."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._written, self._closing = Event(), Event()
        self._thread = Thread(target=self._run, name="checkpoints", daemon=True)
        self._thread.start()

    def note(self) -> None:
        """Something was committed."""
        self._written.set()

    def close(self) -> None:
        """Let the one under way end; the last connection that closes brings in the rest."""
        self._closing.set()
        self._written.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._closing.wait(EVERY_S):
            self._written.wait()
            self._written.clear()
            try:
                self._database.checkpoint()
            except SQLAlchemyError as broken:  # the log keeps everything meanwhile
                why = getattr(broken, "orig", None)  # SQLite's own name for it holds nobody's words
                log.warning(
                    "database.checkpoint", error=getattr(why, "sqlite_errorname", type(broken).__name__)
                )

"""What every command of the command line begins with: settings, database, and where to print."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

from dotenv import dotenv_values
from rich.console import Console

from bot.settings import Settings, load_environment, load_settings
from storage.database import Database

PIPE_WIDTH = 240  # a pipe has no width of its own; rows stay whole for grep

out = Console(width=None if sys.stdout.isatty() else PIPE_WIDTH)
err = Console(stderr=True)


def env() -> dict[str, str]:
    """The environment, over what `.env` in this folder says."""
    from_file = {k: v for k, v in dotenv_values(".env").items() if v is not None}
    return {**from_file, **os.environ}


def settings() -> Settings:
    """Environment and TOML file, checked."""
    return load_settings(env())


@contextlib.contextmanager
def database() -> Iterator[Database]:
    """The database, up to date; closed at the end."""
    opened = Database(load_environment(env()).database_url.get_secret_value())
    try:
        opened.migrate()
        yield opened
    finally:
        opened.close()

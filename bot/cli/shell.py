"""What every command of the command line begins with: settings, database, and where to print."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

from dotenv import dotenv_values
from rich.console import Console

from bot.environment import load_environment
from bot.settings import Settings, load_settings
from storage.database import Database
from storage.trouble import told
from workflows.errors import BadInput

PIPE_WIDTH = 240  # a pipe has no width of its own; rows stay whole for grep

out = Console(width=None if sys.stdout.isatty() else PIPE_WIDTH)
err = Console(stderr=True)


def env() -> dict[str, str]:
    """The environment, over what `.env` in this folder says."""
    try:
        from_file = {k: v for k, v in dotenv_values(".env").items() if v is not None}
    except UnicodeDecodeError as strange:
        raise BadInput(".env: save it as UTF-8.") from strange
    return {**from_file, **os.environ}


def settings(*, to_run: bool = False) -> Settings:
    """Environment and TOML file, checked; `to_run` asks for what has no default as well."""
    return load_settings(env(), to_run=to_run)


@contextlib.contextmanager
def database() -> Iterator[Database]:
    """The database, up to date; closed at the end."""
    opened = Database(load_environment(env()).database_url.get_secret_value())
    try:
        with told(opened.url):
            opened.migrate()
            yield opened
    finally:
        opened.close()

"""What every command of the command line begins with: settings, database, and where to print."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterator
from typing import Any

from dotenv import dotenv_values
from rich.console import Console
from rich.text import Text

from bot.clock import Clock
from bot.engine import Engine
from bot.environment import load_environment
from bot.settings import Settings, load_settings
from bot.voice import Voice
from storage.database import Database
from storage.trouble import told
from workflows.errors import BadInput
from workflows.program import Program

PIPE_WIDTH = 240  # a pipe has no width of its own; rows stay whole for grep


class Terminal(Console):
    """Text from outside moves no cursor and sets no title: control characters are left out.

    And brackets in it are brackets: a line with markup of ours says `markup=True`, and escapes the rest.
    """

    def __init__(self, **how: Any) -> None:
        super().__init__(markup=False, emoji=False, **how)

    def render_str(self, text: str, **how: Any) -> Text:
        """As `Console` does it."""
        return super().render_str(_CONTROLS.sub("", text), **how)


_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
out = Terminal(width=None if sys.stdout.isatty() else PIPE_WIDTH)
err = Terminal(stderr=True)


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


@contextlib.contextmanager
def deciding(opened: Database, program: Program, clock: Clock) -> Iterator[Engine]:
    """An engine over the database, for what the rules decide; nothing of it runs on at the end."""
    engine = Engine(opened, program, Voice(program), clock)
    try:
        yield engine
    finally:
        engine.close()

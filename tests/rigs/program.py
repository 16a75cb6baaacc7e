"""The program in processes of its own, without each of them loading it anew.

A fork server that has loaded everything gives birth to them: a process is there at once, where importing
takes seconds, and it is stopped and killed like any other.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory

from tests.rigs.waiting import until

CONTEXT = get_context("forkserver")
RUN = "bot.__main__"
PRELOADED = ["bot.cli.main", "bot.app", "bot.upkeep.doctor", "bot.mail.reader", "tests.rigs.program"]


def preload() -> None:
    """Have the fork server load the program, before anybody else asks it for a process."""
    CONTEXT.set_forkserver_preload(PRELOADED)
    forkserver.ensure_running()


class Program:
    """One process: `module`'s main function, with these arguments and surroundings, its words in files."""

    def __init__(
        self,
        *arguments: str,
        env: Mapping[str, str],
        folder: Path,
        out: Path,
        err: Path | None = None,
        module: str = RUN,
    ) -> None:
        words = str(out), str(err or out)
        preload()
        self._process: ForkServerProcess = CONTEXT.Process(
            target=_live, args=(module, arguments, dict(env), str(folder), words)
        )
        self._process.start()

    @property
    def pid(self) -> int:
        """The operating system's number of it."""
        return self._process.pid or 0

    @property
    def returncode(self) -> int | None:
        """As a shell would count it, minus the signal's number; None while it lives."""
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Harmless when it is gone."""
        if self._process.exitcode is None and self._process.pid:
            os.kill(self._process.pid, number)

    async def wait(self, within_s: float = 60.0) -> int:
        """Its end; gives the exit code."""
        await until(lambda: self.returncode is not None, within_s)
        return self.returncode or 0


def run(*arguments: str, env: Mapping[str, str], folder: Path) -> CompletedProcess[str]:
    """From start to end, with what it said."""
    with TemporaryDirectory() as words:
        out, err = Path(words) / "out", Path(words) / "err"
        program = Program(*arguments, env=env, folder=folder, out=out, err=err)
        code = asyncio.run(program.wait())
        return CompletedProcess(arguments, code, out.read_text(), err.read_text())


def _live(
    module: str, arguments: Sequence[str], env: dict[str, str], folder: str, words: tuple[str, str]
) -> None:
    for number, file in enumerate(words, start=1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), number)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    sys.argv = ["referral-desk", *arguments]
    importlib.import_module(module).main()

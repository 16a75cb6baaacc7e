"""The demo's beginning and end; what happens between them is tested in a browser."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.sandbox import cast
from bot.sandbox.demo import environment, rules, running
from bot.sandbox.mail import LocalMail
from bot.sandbox.slack import LocalSlack
from bot.settings import load_settings, needed_to_run
from workflows.errors import BadInput


async def test_the_bot_gets_settings_that_are_whole_and_name_the_cast(tmp_path: Path) -> None:
    async with (
        LocalSlack() as slack,
        LocalMail(cast.DESK_ADDRESS, now=lambda: datetime.now(UTC)) as mail,
    ):
        (tmp_path / "referral-desk.toml").write_text(rules(slack), encoding="utf-8")
        settings = load_settings(environment(tmp_path, slack, mail))
    assert needed_to_run(settings) == []
    assert [person.name for person in settings.program.managers] == ["Dana Reyes"]
    assert {person.name for person in settings.program.reps} == {"Marco Bianchi", "Aisha Khan", "Jonas Weber"}


async def test_a_port_that_is_taken_is_said_so_and_nothing_is_left_running(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BadInput, match=f"Port {port} is taken"):
            async with running(tmp_path, port):
                pass
    assert len(asyncio.all_tasks()) == 1


async def test_the_bot_ends_when_the_demo_is_killed(tmp_path: Path) -> None:
    follower = (
        "import os, threading, time; from bot.sandbox.child import follow;"
        "threading.Thread(target=follow, args=(os.getppid(),), daemon=True).start();"
        "print(os.getpid(), flush=True); time.sleep(120)"
    )
    parent = (
        "import subprocess, sys, time;"
        f"subprocess.Popen([sys.executable, '-c', {follower!r}]); time.sleep(120)"
    )
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        child = int(demo.stdout.readline())
        demo.kill()
        end = time.monotonic() + 30
        while _lives(child):
            assert time.monotonic() < end, "the bot outlives its demo"
            await asyncio.sleep(0.05)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGCONT)
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (ProcessLookupError, FileNotFoundError):
        return False

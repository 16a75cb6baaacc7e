"""Loopback ports for real servers, so that test runs side by side do not take each other's."""

from __future__ import annotations

import fcntl
import os
import random
import socket
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from subprocess import Popen
from typing import IO

FIRST, SLOTS, WIDTH = 21_000, 400, 10
LAST = 32_000  # Linux gives clients ports from 32768 on


def take_ports(count: int) -> tuple[IO[str], list[int]]:
    """`count` free ports and the lock that keeps them ours until it is closed."""
    folder = Path(tempfile.gettempdir()) / f"referral-desk-ports-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    for slot in random.sample(range(SLOTS), SLOTS):
        lock = (folder / str(slot)).open("a")
        ports = [FIRST + slot * WIDTH + offset for offset in range(count)]
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for port in ports:
                _try(port)
        except OSError:
            lock.close()
            continue
        return lock, ports
    raise RuntimeError("no free ports")


def wait_for_port(port: int, process: Popen[bytes], timeout_s: float = 10.0) -> None:
    """Return when the server greets; raise when it died or stays silent."""
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        try:
            with socket.create_connection(("127.0.0.1", port), 1.0) as line:
                line.settimeout(2.0)
                line.recv(100)
                return
        except OSError:
            if process.poll() is not None:
                raise RuntimeError(f"the server on port {port} ended with {process.returncode}") from None
            time.sleep(0.01)
    raise TimeoutError(f"nothing greets on port {port}")


def wait_until_free(ports: Iterable[int], timeout_s: float = 10.0) -> None:
    """Return when whoever listened there is really gone: a killed process takes a moment to let go."""
    end = time.monotonic() + timeout_s
    for port in ports:
        while not _is_free(port):
            if time.monotonic() > end:
                raise TimeoutError(f"somebody listens on port {port} still")
            time.sleep(0.01)


def _is_free(port: int) -> bool:
    try:
        _try(port)
    except OSError:
        return False
    return True


def _try(port: int) -> None:
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        line.bind(("127.0.0.1", port))


def free_port() -> int:
    """A port nobody uses now, for a server we start ourselves; no client's end is given it meanwhile."""
    some = random.sample(range(FIRST + SLOTS * WIDTH, LAST), 100)
    return next(port for port in some if _is_free(port))

"""Keeps what was measured in RESULTS.md: a section of it each, with machine, date and command."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"
ABOUT = """# Measured

Written by `make bench` (`python -m tests.bench --keep [section …]`): what stands here was measured, never
guessed, and each section says where and when. Machines differ and are shared (`load`: how
many wanted a core at the end, ours among them), so read ratios and growth.
"""

Row = tuple[str, str, str]


def keep(section: str, rows: Sequence[Row], *, command: str, at: datetime, file: Path = RESULTS) -> None:
    """Replace one section, and leave the others as they were measured."""
    sections = _sections(file.read_text(encoding="utf-8")) if file.exists() else {}
    sections[section] = _section(
        rows, f"{at:%-d %B %Y, %H:%M} UTC · {machine()} · load {os.getloadavg()[0]:.1f} · `{command}`"
    )
    told = "".join(f"\n## {name}\n\n{text}\n" for name, text in sorted(sections.items()))
    file.write_text(ABOUT + told, encoding="utf-8")


def machine() -> str:
    """What it ran on, as far as that says something about speed."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    names = re.findall(r"model name\s*: (.+)", _read("/proc/cpuinfo"))
    processor = names[0] if names else platform.machine()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{len(os.sched_getaffinity(0))} cores of {processor}, {memory:.0f} GB, {python}"


def _sections(text: str) -> dict[str, str]:
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    return {name: body.strip() for name, body in zip(parts[::2], parts[1::2], strict=True)}


def _section(rows: Sequence[Row], about: str) -> str:
    lines = [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]
    return "\n".join((about, "", "| What | Measured | Goal |", "|---|---|---|", *lines))


def _read(name: str) -> str:
    file = Path(name)
    return file.read_text() if file.exists() else ""

"""`make bench`: how fast, always as a ratio or a percentile of one run on this machine.

`python -m tests.bench [--keep] [section …]` runs some of the sections only; with `--keep` the numbers
go into RESULTS.md.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from datetime import UTC, datetime

import structlog
from rich.console import Console
from rich.table import Table

from tests.bench import (
    clicks,
    drain,
    importing,
    intake,
    keeping,
    latency,
    payday,
    reading,
    replicas,
    report,
    results,
    soak,
    stages,
    status,
)

SECTIONS = {
    "intake": intake.measure,
    "stages": stages.measure,
    "latency": latency.measure,
    "clicks": clicks.measure,
    "status": status.measure,
    "drain": drain.measure,
    "replicas": replicas.measure,
    "reading": reading.measure,
    "report": report.measure,
    "keeping": keeping.measure,
    "payday": payday.measure,
    "import": importing.measure,
}

LONG = {"soak": soak.measure}  # only when named


def main() -> None:
    """Run the sections named on the command line, or all."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    keeps = "--keep" in sys.argv[1:]
    table = Table("What", "Measured", "Goal", title=f"referral-desk, {datetime.now(UTC):%-d %b %Y}")
    for name in [each for each in sys.argv[1:] if each != "--keep"] or SECTIONS:
        rows = asyncio.run((SECTIONS | LONG)[name]())
        for row in rows:
            table.add_row(*row)
        if keeps:
            results.keep(name, rows, command=f"python -m tests.bench {name}", at=datetime.now(UTC))
    Console().print(table)


if __name__ == "__main__":
    main()

"""`make bench`: how fast, always as a ratio or a percentile of one run on this machine.

`python -m tests.bench [section …]` runs some of the sections only.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from datetime import UTC, datetime

import structlog
from rich.console import Console
from rich.table import Table

from tests.bench import clicks, intake, keeping, latency, payday, reading, report, stages

SECTIONS = {
    "intake": intake.measure,
    "stages": stages.measure,
    "latency": latency.measure,
    "clicks": clicks.measure,
    "reading": reading.measure,
    "report": report.measure,
    "keeping": keeping.measure,
    "payday": payday.measure,
}


def main() -> None:
    """Run the sections named on the command line, or all."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    table = Table("What", "Measured", "Goal", title=f"referral-desk, {datetime.now(UTC):%-d %b %Y}")
    for name in sys.argv[1:] or SECTIONS:
        for row in asyncio.run(SECTIONS[name]()):
            table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()

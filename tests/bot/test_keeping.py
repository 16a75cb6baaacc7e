"""A year and more of keeping partners, with replies at random, downtime, deaths and two replicas.

The long form, two years with three hundred partners, is `make chaos` (tests/keep_partners.py).
"""

from __future__ import annotations

from collections import Counter

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


async def test_every_touch_due_is_made_once_none_while_held_none_after_a_stop_none_at_night(
    tmp_path: object, clock: StillClock
) -> None:
    programme = Programme(f"sqlite:///{tmp_path}/desk.db", clock, partners=8, seed=7)
    seen = await watched(programme, 420)
    programme.close()
    assert seen["mail"] > 20
    assert min(seen["draft"], seen["flag"], seen["restarts"]) > 0

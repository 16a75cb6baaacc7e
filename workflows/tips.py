"""One thing a partner has not used yet; told once, and never what they know already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Tip = Literal["forward", "status", "copy", "several", "card", "correct", "digest", "material"]
# The most useful first. A template of the tool tip has one paragraph for each.
TIPS: tuple[Tip, ...] = ("material", "forward", "status", "copy", "card", "several", "correct", "digest")


def next_tip(used: Iterable[str], told: Iterable[str], *, has_material: bool) -> Tip | None:
    """What to teach next; None when there is nothing left to teach."""
    known = {*used, *told}
    offered = (tip for tip in TIPS if tip not in known and (tip != "material" or has_material))
    return next(offered, None)

"""How partners are kept: the sequences as data, and how far the bot holds itself back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Literal

Does = Literal["mark", "mail", "draft", "flag"]
Layer = Literal[
    "sequence", "onboarding", "milestones", "checkins", "stories", "assets", "feedback", "strain", "changes",
]  # fmt: skip
LAYERS: frozenset[Layer] = frozenset(Layer.__args__)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Step:
    """What happens so many days after the last sign of business; `template` is the mail or the draft.

    mark: seen by ourselves only. mail: sent by the bot. draft: written for a person, who sends it or calls.
    flag: a task, and the end.
    """

    day: int
    does: Does
    template: str = ""
    informs: bool = False  # what everybody is told once, also while people are talking


@dataclass(frozen=True, slots=True)
class Sequence:
    """Steps in the order of their days."""

    name: str
    steps: tuple[Step, ...]

    @property
    def first_touch(self) -> int:
        """Where the first step stands that reminds somebody: no mark, nothing that only informs."""
        reminds = (n for n, step in enumerate(self.steps) if step.does != "mark" and not step.informs)
        return next(reminds, 0)

    @property
    def opening(self) -> int:
        """Where another round begins: what informs is not said again."""
        return next((n for n, step in enumerate(self.steps) if not step.informs), 0)


COMBINED = Sequence(
    "combined",
    (
        Step(60, "mark"),
        Step(90, "mail", "nudge_value"),
        Step(95, "mail", "nudge_tip"),
        Step(100, "draft", "outreach"),
        Step(107, "flag"),
    ),
)
CHECKIN_60 = Sequence(
    "checkin_60",
    (Step(60, "mail", "nudge_checkin"), Step(67, "mail", "nudge_checkin_again"), Step(74, "flag")),
)
VALUE_90 = Sequence(
    "value_90",
    (Step(90, "mail", "nudge_value"), Step(95, "mail", "nudge_tip"), Step(100, "draft", "outreach")),
)
PRESETS = {preset.name: preset for preset in (COMBINED, CHECKIN_60, VALUE_90)}
NEWCOMER = Sequence(
    "newcomer",
    (
        Step(0, "mail", "welcome", informs=True),
        Step(3, "mail", "how_to_refer", informs=True),
        Step(30, "mail", "nudge_first"),
        Step(60, "draft", "outreach_first"),
        Step(75, "flag"),
    ),
)


@dataclass(frozen=True, slots=True)
class EngagementRules:
    """One programme's way of keeping in touch."""

    quiet: Sequence = COMBINED
    newcomer: Sequence = NEWCOMER
    send_at: time = time(9, 30)  # the partner's own time
    send_until: time = time(17)  # after downtime; later than that is the next business day's
    gap_days: int = 3  # business days between two touches
    reentry_days: int = 90  # between the end of one round and the first touch of the next
    young_days: int = 30  # an open referral as young as this holds everything
    contact_days: int = 14  # so does a talk between people
    weekly_mails: int = 3  # automatic ones to one partner within seven days; above it nudges wait
    silent_rounds: int = 2  # rounds nobody answered; then a partner is left in peace
    story_days: int = 180  # how recent a success must be to be told
    top_percent: int = 20  # partners who get a check-in of a person's own
    layers: frozenset[Layer] = LAYERS

    def has(self, layer: Layer) -> bool:
        """Whether a layer is switched on."""
        return layer in self.layers

    def track(self, has_referred: bool) -> Sequence:
        """The sequence for a partner who has, or has never, referred somebody."""
        return self.quiet if has_referred else self.newcomer

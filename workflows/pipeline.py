"""The stages a lead goes through, as the programme lists them, and what a partner may hear about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from workflows.model import Referral

Notify = Literal["mail", "digest", "none"]
Asks = Literal["", "date", "value", "reason"]

REGISTERED, CONTACTED = "registered", "contacted"
DEMO = "demo_scheduled"
WON, LOST, DISQUALIFIED = "closed_won", "closed_lost", "disqualified"
REJECTED = "rejected"  # no stage: "Not for us", said before anybody took the lead
NEEDED = (REGISTERED, CONTACTED, WON, LOST, DISQUALIFIED)  # the desk itself knows what these mean
SETTLE = timedelta(minutes=3)  # a slip that is mended sooner is never told
_ASKS: Mapping[str, Asks] = {WON: "value", LOST: "reason", DISQUALIFIED: "reason"}
_ENDED = {"rejected": "Turned down"}  # other ends are said by their own word
_WITH_OWN_MAIL = frozenset({*NEEDED[1:], "qualified", "demo_scheduled", "proposal_sent"})


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. `notify` is the most a partner hears of it; what they prefer may be less."""

    key: str
    name: str
    notify: Notify = "mail"
    asks: Asks = ""  # what must be known to go there

    @property
    def is_final(self) -> bool:
        """Won, lost or disqualified: news that is always told at once."""
        return self.key in _ASKS

    @property
    def is_lost(self) -> bool:
        """Over without a deal; it can be taken up again while the protection lasts."""
        return self.key in (LOST, DISQUALIFIED)

    @property
    def template(self) -> str:
        """The mail that tells of it."""
        return f"stage_{self.key}" if self.key in _WITH_OWN_MAIL else "stage_moved"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a lead was lost, disqualified or turned down: our word for it, and the partner's."""

    key: str
    name: str
    public: str  # completes the sentence "It was closed because …"
    about: tuple[str, ...] = (LOST,)


STAGES = (
    Stage(REGISTERED, "Registered", "none"),
    Stage(CONTACTED, "Contacted"),
    Stage("qualified", "Qualified"),
    Stage("demo_scheduled", "Demo Scheduled", asks="date"),
    Stage("proposal_sent", "Proposal Sent"),
    Stage(WON, "Closed Won", asks="value"),
    Stage(LOST, "Closed Lost", asks="reason"),
    Stage(DISQUALIFIED, "Disqualified", asks="reason"),
)
_ANY_END = (LOST, DISQUALIFIED, REJECTED)
REASONS = (
    Reason("no_budget", "No budget", "there is no budget for it at the moment"),
    Reason("timing", "Wrong time", "the timing did not work out"),
    Reason("other_solution", "Went with a competitor", "they decided on another solution"),
    Reason("silence", "No answer", "we could not get into a conversation with them", _ANY_END),
    Reason("no_fit", "Not a fit", "what they need is not what we do well", _ANY_END),
    Reason("known", "Already known to us", "we are already working with them", (DISQUALIFIED, REJECTED)),
    Reason("own_reasons", "Other", "it did not work out this time", _ANY_END),
)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """All stages in their order; the later one stands further down."""

    stages: tuple[Stage, ...] = STAGES
    reasons: tuple[Reason, ...] = REASONS

    def stage(self, key: str) -> Stage | None:
        """The stage of that key."""
        return next((stage for stage in self.stages if stage.key == key), None)

    def name(self, key: str) -> str:
        """What people call a stage; also one that is no longer in the list."""
        known = self.stage(key)
        return known.name if known else key.replace("_", " ").title()

    def standing(self, referral: Referral) -> str:
        """Where a referral stands, for whoever may see it: its stage, or what has become of it."""
        if referral.registration == "registered":
            return self.name(referral.stage)
        return _ENDED.get(referral.registration, referral.registration.capitalize())

    def place(self, key: str) -> int:
        """How far along a stage is; the three ends are equally far, an unknown stage nowhere."""
        known = self.stage(key)
        if known is None:
            return -1
        return len(self.stages) if known.is_final else self.stages.index(known)

    def after(self, key: str) -> Stage | None:
        """What comes next where all goes well; None before the end and behind it."""
        at = self.place(key)
        ahead = self.stages[at + 1 :] if 0 <= at < len(self.stages) else ()
        return next((stage for stage in ahead if not stage.is_final), None)

    def is_correction(self, stage: str, told: str) -> bool:
        """Whether somebody who was told one stage was told more than another one makes true."""
        if self.place(stage) < self.place(told):
            return True
        was, is_now = self.stage(told), self.stage(stage)
        return bool(was and was.is_final and is_now and is_now.is_lost and told != stage)

    def find(self, words: str) -> Stage | None:
        """The stage somebody means by "demo", "Proposal sent" or "won"; None when it is not clear."""
        wanted = words.casefold().replace(" ", "_").strip("_")
        if exact := self.stage(wanted):
            return exact
        spoken = {
            stage.key: f"{stage.key} {stage.name}".casefold().replace("_", " ") for stage in self.stages
        }
        fitting = [s for s in self.stages if wanted and wanted in spoken[s.key].split()]
        starting = fitting or [s for s in self.stages if wanted and s.key.startswith(wanted)]
        return starting[0] if len(starting) == 1 else None

    def begins(self, words: str) -> tuple[Stage | None, str]:
        """The stage that is named first, and what stands behind it: "won 30k" is Closed Won, and 30k."""
        said = words.split()
        for end in range(len(said), 0, -1):
            if stage := self.find(" ".join(said[:end])):
                return stage, " ".join(said[end:])
        return None, words

    def reasons_for(self, about: str) -> tuple[Reason, ...]:
        """The reasons that can be given for a stage, or for turning a lead down."""
        return tuple(reason for reason in self.reasons if about in reason.about)

    def reason(self, key: str) -> Reason | None:
        """The reason of that key."""
        return next((reason for reason in self.reasons if reason.key == key), None)

    def public_reason(self, key: str) -> str:
        """What a partner may read about it; never our own word."""
        known = self.reason(key)
        return known.public if known else ""


def problems(pipeline: Pipeline) -> tuple[str, ...]:
    """What is wrong with a list of stages, in sentences; nothing when it can be worked with."""
    keys = [stage.key for stage in pipeline.stages]
    found = [
        f'stages: "{key}" is missing; keep it and set notify = "none" instead'
        for key in NEEDED
        if key not in keys
    ]
    found += [f'stages: "{key}" stands there twice' for key in sorted({k for k in keys if keys.count(k) > 1})]
    if keys and keys[0] != REGISTERED:
        found.append(f'stages: "{REGISTERED}" comes first')
    found += [
        f'reasons: nothing is listed for "{about}"'
        for about in (LOST, DISQUALIFIED, REJECTED)
        if not pipeline.reasons_for(about)
    ]
    return tuple(found)


def asks_of(key: str, wanted: Asks) -> Asks:
    """What a stage asks for; the ends of the road always ask what they must."""
    return _ASKS.get(key, wanted)

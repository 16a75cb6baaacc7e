"""The log of a lead as people say it."""

from __future__ import annotations

from bot.slack.blocks import cut
from storage.history import Entry
from workflows.calendar import local_date, short_date
from workflows.pipeline import Pipeline
from workflows.program import Program

_SIMPLE = {
    "ReferralRegistered": "Registered",
    "ReferralMerged": "The partner wrote again",
    "ReferralRejected": "{actor} turned it down",
    "ReferralReopened": "{actor} took it up again",
    "IntroductionWritten": "{actor} wrote to {to} with the partner in copy",
    "DetailsNoted": "{actor} noted what they know",
}


def told(entry: Entry, program: Program) -> str:
    """One line with its day; "" for what only machines care about."""
    words = words_of(entry, program.pipeline)
    return f"{short_date(local_date(entry.at, program.tz))}  {cut(words, 200)}" if words else ""


def words_of(entry: Entry, stages: Pipeline) -> str:
    """What happened, without its day."""
    data = entry.data
    match entry.kind:
        case "ReferralClaimed" | "ReferralReassigned" if data.get("actor") in ("", None, data["owner"]):
            had = f" over from {data['before']}" if data.get("before") else ""
            return f"{data['owner']} took it{had}"
        case "ReferralReassigned" if data["actor"] != data["before"]:
            return f"{data['actor']} gave it from {data['before']} to {data['owner']}"
        case "ReferralClaimed" | "ReferralReassigned":
            return f"{data['actor']} gave it to {data['owner']}"
        case "ReferralReleased" if data["actor"] == data["owner"]:
            return f"{data['owner']} released it"
        case "ReferralReleased":
            return f"{data['actor']} released it; {data['owner']} had it"
        case "StageMoved" if data["before"] == data["stage"]:
            return f"{data['actor']} put {stages.name(data['stage'])} right"
        case "StageMoved":
            return f"{data['actor']}: {stages.name(data['before'])} → {stages.name(data['stage'])}"
    return _SIMPLE.get(entry.kind, "").format_map(data)

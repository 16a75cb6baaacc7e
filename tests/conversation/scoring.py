"""Judges answers against labelled messages: what was right, what was wrong, what was left to a person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any, Literal

FIELDS = ("name", "email", "company", "phone")
Row = Mapping[str, Any]
Kind = Literal["full", "incomplete", "wrong", "abstained"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one answer compares with its label."""

    row: Row
    kind: Kind
    why: str
    fields: tuple[int, int, int]  # of new referrals: right, false, missed
    handed_over: bool
    opt_out: bool
    auto_reply: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Shares in per cent over a set."""

    wrong: float
    wrong_of_acted: float
    handoff_recall: float
    opt_out_recall: float
    auto_reply_recall: float
    automation: float
    fields_f1: float


def rows(name: str) -> list[Row]:
    """A labelled set that lies beside this file."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def judge(row: Row, answer: Mapping[str, Any]) -> Judgement:
    """An answer is wrong when the bot acts alone on something that is not so."""
    expect = row["expect"]
    fields = _fields(expect["new_referral"] or [], answer["new_referral"] or [])
    silent = bool(expect["auto_reply"] and answer["auto_reply"])
    acted = silent or not (answer["handoff"] or answer.get("clarify"))
    why = _faults(expect, answer, fields) if acted else []
    kind: Kind = "wrong" if why else "abstained" if not acted else _completeness(expect, answer, fields)
    handed = bool(answer["handoff"])
    return Judgement(
        row, kind, "; ".join(why), fields, handed, bool(answer["opt_out"]), bool(answer["auto_reply"])
    )


def _faults(expect: Row, answer: Mapping[str, Any], fields: tuple[int, int, int]) -> list[str]:
    wanted, got = set(expect["intents"]), set(answer["intents"])
    refs, given = set(expect["refs"]), set(answer["refs"])
    faults = {
        "should be handed over": expect["handoff"] is True,
        "an intent nobody had": bool(got - wanted - ({"smalltalk"} if wanted - {"smalltalk"} else set()))
        or not got,
        "a referral nobody meant": bool(given - refs),
        "one of several": expect["handoff"] == "either" and len(refs) > 1 and bool(given) and given < refs,
        "all for one": bool(refs) and not given and "payout_query" in got & wanted,
        "a false field": fields[1] > 0,
        "opt-out": bool(answer["opt_out"]) != expect["opt_out"],
        "machine": bool(answer["auto_reply"]) != expect["auto_reply"],
    }
    return [name for name, true in faults.items() if true]


def _completeness(expect: Row, answer: Mapping[str, Any], fields: tuple[int, int, int]) -> Kind:
    told = set(expect["intents"]) - {"smalltalk"} <= set(answer["intents"])
    return "full" if told and set(expect["refs"]) == set(answer["refs"]) and not fields[2] else "incomplete"


def _fields(wanted: list[Row], got: list[Row]) -> tuple[int, int, int]:
    """Right, false and missed fields under the best pairing of people."""
    size = max(len(wanted), len(got))
    left = [_normal(p) for p in wanted] + [{}] * (size - len(wanted))
    right = [_normal(p) for p in got] + [{}] * (size - len(got))
    pairings = [[_compare(a, b) for a, b in zip(left, order, strict=True)] for order in permutations(right)]
    best = max(pairings, key=lambda pairs: sum(p[0] for p in pairs))
    return (sum(p[0] for p in best), sum(p[1] for p in best), sum(p[2] for p in best))


def _compare(wanted: Mapping[str, str], got: Mapping[str, str]) -> tuple[int, int, int]:
    right = sum(wanted.get(f) == got[f] for f in got)
    return right, len(got) - right, len(wanted) - right


def _normal(person: Row) -> dict[str, str]:
    flat = {f: str(person[f]).strip().lower() for f in FIELDS if person.get(f)}
    flat = {f: value.removeprefix("the ") for f, value in flat.items()}
    if "phone" in flat:
        flat["phone"] = re.sub(r"\D", "", flat["phone"])[-8:]
    return flat


def score(judged: Iterable[Judgement]) -> Score:
    """The shares that the bars of the issue speak of; a share of nothing is 100."""
    every = list(judged)
    acted = [j for j in every if j.kind != "abstained"]
    must = [j for j in every if j.row["expect"]["handoff"] is True]
    alone = [j for j in every if j.row["expect"]["handoff"] is False]
    leaving = [j for j in every if j.row["expect"]["opt_out"]]
    machines = [j for j in every if j.row["expect"]["auto_reply"]]
    right, false, missed = (sum(j.fields[i] for j in every) for i in range(3))
    return Score(
        wrong=_share(sum(j.kind == "wrong" for j in every), len(every), empty=0),
        wrong_of_acted=_share(sum(j.kind == "wrong" for j in acted), len(acted), empty=0),
        handoff_recall=_share(sum(j.handed_over for j in must), len(must)),
        opt_out_recall=_share(sum(j.opt_out for j in leaving), len(leaving)),
        auto_reply_recall=_share(sum(j.auto_reply for j in machines), len(machines)),
        automation=_share(sum(j.kind == "full" for j in alone), len(alone)),
        fields_f1=_share(2 * right, 2 * right + false + missed),
    )


def _share(part: int, whole: int, *, empty: float = 100) -> float:
    return 100 * part / whole if whole else empty

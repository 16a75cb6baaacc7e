"""How near a reading comes to what a careful partner manager would have made of the same mail."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from inbox.reading import Desk, Reading
from workflows.model import Contact, Directory, ExpectedValue, Partner, Prospect

FIELDS = ("name", "email", "company", "phone", "value")
TITLES = frozenset(
    "mr mrs ms miss dr prof sir herr herrn frau m mme mlle monsieur madame sr sra don dona dott dottssa ing"
    " dipl kfm drs dds dra eng pan pani".split()
)
LEGAL_FORMS = frozenset(
    "ltd limited llp llc plc inc corp co pty gmbh ggmbh mbh ag kg ohg ug se ev ek partg sarl sas sasu eurl sa"
    " sl slu slp srl spa snc bv nv vof ua spzoo sp z o oo zoo spj j oy ab as aps lda ltda sro asbl hb".split()
)
EAST_ASIAN = re.compile(r"[\u3040-\u9fff]")  # written with or without a space between the names
SAME_COMPANY = 0.85  # likeness of two spellings of one company
DIGITS = 8  # a phone's last digits: prefixes are written in many ways


@dataclass(frozen=True, slots=True)
class Wanted:
    """One prospect as a person reads it; a field in `unchecked` may be anything."""

    name: str | None
    email: str | None
    company: str | None
    phone: str | None
    value: ExpectedValue | None
    unchecked: frozenset[str]
    company_also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What lies beside a mail: the right action, fair alternatives, and the prospects."""

    action: str
    accept_also: tuple[str, ...]
    partner: str | None
    cause: str | None
    referrals: tuple[Wanted, ...]
    note_contains: tuple[str, ...]
    group: str
    language: str

    @property
    def fair(self) -> tuple[str, ...]:
        """Every action that a careful person would let pass."""
        return (self.action, *self.accept_also)


@dataclass(slots=True)
class Verdict:
    """What one reading got right; `misses` are sentences for a person."""

    right: bool
    wrong_registrations: list[str] = field(default_factory=list)
    fields_right: int = 0
    fields_seen: int = 0
    misses: list[str] = field(default_factory=list)

    def count(self, what: str, *, right: bool) -> None:
        """Add one compared field."""
        self.fields_seen += 1
        self.fields_right += right
        if not right:
            self.misses.append(what)


def judge(expected: Expectation, reading: Reading) -> Verdict:
    """Compare one reading with its expectation."""
    verdict = Verdict(right=reading.action in expected.fair)
    if not verdict.right:
        verdict.misses.append(f"action {reading.action} ({reading.cause}), expected {expected.action}")
    if reading.action == "register":
        _judge_registration(expected, reading, verdict)
    elif reading.action == "correction" and verdict.right:
        _judge_correction(expected, reading, verdict)
    return verdict


def _judge_registration(expected: Expectation, reading: Reading, verdict: Verdict) -> None:
    if "register" not in expected.fair:
        verdict.wrong_registrations.append(_names(reading.prospects) or "nobody")
        return
    credited = reading.partner.id if reading.partner else None
    if credited != expected.partner:
        verdict.wrong_registrations.append(f"credited to {credited}, expected {expected.partner}")
    pairs, missed, extra = _pair(expected.referrals, reading.prospects)
    verdict.wrong_registrations.extend(_names([one]) for one in extra)
    for wanted, got in pairs:
        _judge_fields(wanted, got, verdict)
    for wanted in missed if expected.action == "register" else ():
        for name in FIELDS:
            if _is_checked(wanted, name):
                verdict.count(f"missed {wanted.name} <{wanted.email}>: {name}", right=False)
    if len(pairs) == 1:
        note = _fold(" ".join(reading.note.split()))
        for words in expected.note_contains:
            verdict.count(f"note lacks {words!r}: {reading.note!r}", right=_fold(words) in note)


def _judge_correction(expected: Expectation, reading: Reading, verdict: Verdict) -> None:
    """A correction may carry the changed fields only."""
    for wanted, got in zip(expected.referrals, reading.prospects, strict=False):
        _judge_fields(wanted, got, verdict, only_given=True)


def _judge_fields(wanted: Wanted, got: Prospect, verdict: Verdict, *, only_given: bool = False) -> None:
    for name in FIELDS:
        found = getattr(got, name)
        must_be_empty = getattr(wanted, name) is None
        if name in wanted.unchecked or (only_given and (found is None or must_be_empty)):
            continue
        if must_be_empty and (name in ("name", "company") or not found):
            continue  # nothing was said, and nothing invented
        verdict.count(
            f"{name} {_shown(found)}, expected {_shown(getattr(wanted, name))}",
            right=_same(name, wanted, found),
        )


def _is_checked(wanted: Wanted, name: str) -> bool:
    return getattr(wanted, name) is not None and name not in wanted.unchecked


def _same(name: str, wanted: Wanted, found: Any) -> bool:
    match name:
        case "name":
            return same_name(wanted.name, found)
        case "email":
            return (wanted.email or "") == (found or "").strip().lower()
        case "company":
            return any(same_company(one, found) for one in (wanted.company, *wanted.company_also))
        case "phone":
            return same_phone(wanted.phone, found)
    return same_value(wanted.value, found)


def same_name(one: str | None, other: str | None) -> bool:
    """Equal whatever the order, titles, accents and umlauts."""
    if not one or not other:
        return False
    return any(_name_key(one, a) == _name_key(other, b) for a in (False, True) for b in (False, True))


def same_company(one: str | None, other: str | None) -> bool:
    """Alike without legal form and accents."""
    mine, theirs = _company_key(one), _company_key(other)
    if not mine or not theirs:
        return False
    tries = ((mine, theirs), (sorted(mine), sorted(theirs)))
    return max(SequenceMatcher(None, " ".join(a), " ".join(b)).ratio() for a, b in tries) >= SAME_COMPANY


def same_phone(one: str | None, other: str | None) -> bool:
    """Equal in the digits that count; nothing equals nothing only."""
    mine, theirs = _digits(one), _digits(other)
    return mine[-DIGITS:] == theirs[-DIGITS:] if mine else not theirs


def same_value(one: ExpectedValue | None, other: ExpectedValue | None) -> bool:
    """Equal amounts; an expected currency of None is not compared."""
    if one is None or other is None:
        return one is other
    return one.amount == other.amount and one.currency in (None, other.currency)


def _pair(
    wanted: Sequence[Wanted], got: Sequence[Prospect]
) -> tuple[list[tuple[Wanted, Prospect]], list[Wanted], list[Prospect]]:
    left, pairs, missed = list(got), list[tuple[Wanted, Prospect]](), list[Wanted]()
    for one in wanted:
        hit = next((p for p in left if _is_same_person(one, p)), None)
        if hit is None:
            missed.append(one)
        else:
            left.remove(hit)
            pairs.append((one, hit))
    return pairs, missed, left


def _is_same_person(wanted: Wanted, got: Prospect) -> bool:
    if wanted.email and "email" not in wanted.unchecked:
        return wanted.email == (got.email or "").lower()
    return same_name(wanted.name, got.name)


def _fold(text: str, *, umlauts: bool = False) -> str:
    text = unicodedata.normalize("NFC", text.lower()).replace("ß", "ss")
    if umlauts:
        text = text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    text = text.replace("ł", "l").replace("ø", "o").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _name_key(text: str, umlauts: bool) -> str:
    words = [w for w in re.findall(r"\w+", _fold(text, umlauts=umlauts)) if w not in TITLES]
    return "".join(sorted("".join(words))) if EAST_ASIAN.search(text) else " ".join(sorted(words))


def _company_key(text: str | None) -> list[str]:
    plain = re.sub(r"\b([a-z])\.\s?(?=[a-z]\b)", r"\1", _fold(text or "")).replace("&", " and ")
    words = re.findall(r"\w+", plain)
    kept = [w for w in words if w not in LEGAL_FORMS]
    while kept and kept[-1] in ("and", "y", "und", "et"):
        kept.pop()
    return kept or words


def _digits(text: str | None) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text or ""))


def _names(prospects: Iterable[Prospect]) -> str:
    return ", ".join(p.email or p.name or p.company or "?" for p in prospects)


def _shown(found: Any) -> str:
    return f"{found.amount} {found.currency}" if isinstance(found, ExpectedValue) else repr(found)


def load_directory(file: Path) -> Directory:
    """The known partners of a mail set."""
    rows = json.loads(file.read_text(encoding="utf-8"))
    return Directory(tuple(_partner(row) for row in rows))


def load_desk(file: Path, **ours: str) -> Desk:
    """The desk that a mail set is written to; the partners' managers are its staff."""
    rows = json.loads(file.read_text(encoding="utf-8"))
    return Desk(staff=frozenset(row["manager"] for row in rows), **ours)


def load_expectation(file: Path) -> Expectation:
    """The expected reading beside a mail."""
    return expectation_of(json.loads(file.read_text(encoding="utf-8")))


def expectation_of(row: Mapping[str, Any]) -> Expectation:
    """The same of a row of a set."""
    return Expectation(
        row["action"],
        tuple(row["accept_also"]),
        row["partner"],
        row.get("cause"),
        tuple(_wanted(one) for one in row["referrals"]),
        tuple(row["note_contains"]),
        row["group"],
        row["lang"],
    )


def _wanted(row: dict[str, Any]) -> Wanted:
    value = row["value"] and ExpectedValue(Decimal(str(row["value"]["amount"])), row["value"]["currency"])
    return Wanted(
        row["name"],
        row["email"] and row["email"].lower(),
        row["company"],
        row["phone"],
        value,
        frozenset(row.get("unchecked", ())),
        tuple(row.get("company_also", ())),
    )


def _partner(row: dict[str, Any]) -> Partner:
    return Partner(
        id=row["id"],
        company=row["company"],
        contacts=(Contact(row["name"], tuple(row["emails"])),),
        domains=tuple(row["domains"]),
        manager=row["manager"],
        country=row.get("country", ""),
        language=row.get("language", "en"),
    )

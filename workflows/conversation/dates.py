"""The day somebody means by "not before March", "Mitte Januar", "dans trois semaines", "after the summer"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from babel import Locale
from babel.dates import get_day_names, get_month_names

from workflows.calendar import add_months
from workflows.conversation.text import fold

LANGUAGES = ("en", "de", "fr", "es", "nl", "pt")
FARTHEST = timedelta(days=550)
LONGEST = 1500  # characters that are looked at
_UNITS = {
    "day": r"days?|tagen?|jours?|dias?|dagen?",
    "week": r"weeks?|wochen?|semaines?|semanas?|weken|weekje",
    "month": r"months?|monate?n?|mois|mes(?:es)?|maanden?",
    "year": r"years?|jahre?n?|ans?|anos?|jaar|jaren",
}
_COUNT = {
    1: r"a|an|one|einem|einer|eine[mrn]?|un|une|uno|una|een|um|uma",
    2: r"two|a couple of|zwei|deux|dos|twee|dois|duas|ein paar|un par de|een paar",
    3: r"three|a few|drei|trois|tres|drie|quelques|algunas|algunos|einigen?|enkele|alguns|algumas",
    4: r"four|vier|quatre|cuatro|quatro",
    6: r"six|sechs|seis|zes",
}
_NEXT = (
    r"(?:next|coming|nachsten?[ms]?|naechsten?[ms]?|kommenden?|prochaine?|proximo|proxima|volgende?|komende)"
)
_SEASONS = (
    (3, r"spring|fruhling|fruhjahr|fruehjahr|printemps|primavera|voorjaar|lente"),
    (6, r"summer|sommer|ete|verano|zomer|verao"),
    (9, r"autumn|fall|herbst|automne|otono|herfst|najaar|outono|rentree"),
    (12, r"winter|hiver|invierno|inverno"),
)
_AFTER = r"(?:after|nach|apres|despues|tras|na|depois|apos)"
_NEW_YEAR = (
    r"(?:new year|neuen? jahr|nouvel an|ano nuevo|ano novo|nieuwe jaar|jahreswechsel|ano que vem|"
    r"ano que viene|next year|nachstes jahr|annee prochaine|proximo ano|volgend jaar)"
)
_QUARTER = re.compile(r"\b(?:q([1-4])|([1-4])\.? ?(?:quartal|trimestre|kwartaal|quarter))\b")
_ALSO_WORDS = frozenset("may mar sep set mai mei jun out dez dec mars march".split())
_LEAD = re.compile(r"(?:in|until|till|before|by|of|early|late|since|after|to|for|en|em|im)\s$")
_MIDDLE = r"(?:mid|middle of|mitte|mi|mediados de|half|midden|meados de)"
_LATE = r"(?:end of|ende|fin|fin de|finales de|eind|einde|fim de|final de)"


def day_in(text: str, today: date) -> date | None:
    """The first day the words name that lies ahead; None when they name none."""
    said = re.sub(r"\s+", " ", fold(text[:LONGEST]))
    for found in _candidates(said, today):
        if today < found <= today + FARTHEST:
            return found
    return None


def _candidates(said: str, today: date) -> Iterator[date]:
    yield from _written(said, today)
    yield from _of_month(said, today)
    yield from _counted(said, today)
    yield from _coming(said, today)
    yield from _weekday(said, today)


def _written(said: str, today: date) -> Iterator[date]:
    """2027-01-15, 15.01.2027, 15/01: day first, as five of our six languages and the British write it."""
    for year, month, day in re.findall(r"\b(20\d\d)-(\d\d)-(\d\d)\b", said):
        yield from _day(int(year), int(month), int(day))
    for first, second, year in re.findall(r"\b(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?(?![\d/])", said):
        full = int(year) + (2000 if len(year) == 2 else 0) if year else 0
        day, month = (int(first), int(second)) if int(second) <= 12 else (int(second), int(first))
        yield from _day(full, month, day) if full else _next_of(month, day, today)


def _of_month(said: str, today: date) -> Iterator[date]:
    name = rf"(?P<month>{_month_pattern()})\b\.?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|o)? (?:of |de )?"
    before = rf"(?:{day}|(?P<mid>{_MIDDLE})[ -]|(?P<late>{_LATE}) )?"
    after = r"(?: (?P<day2>\d{1,2})(?:st|nd|rd|th)?(?!\d))?(?:,? (?:de )?(?P<year>20\d\d))?"
    for match in re.finditer(rf"(?<![a-z]){before}{name}{after}", said):
        is_dated = match["day"] or match["mid"] or match["late"]
        if match["month"] in _ALSO_WORDS and not is_dated and not _LEAD.search(said[: match.start()]):
            continue
        month = _months()[match["month"]]
        on = int(match["day"] or match["day2"] or (15 if match["mid"] else 28 if match["late"] else 1))
        yield from _day(int(match["year"]), month, on) if match["year"] else _next_of(month, on, today)


_ALSO_WORDS = frozenset(
    {"may", "mar", "sep", "set", "mai", "mei", "jun", "out", "dez", "dec", "mars", "march"}
)


def _counted(said: str, today: date) -> Iterator[date]:
    """In three weeks."""
    numbers = "|".join(f"(?P<n{n}>{words})" for n, words in _COUNT.items())
    units = "|".join(f"(?P<{name}>{words})" for name, words in _UNITS.items())
    for match in re.finditer(rf"\b(?:(?P<number>\d{{1,2}})|{numbers}) (?:{units})\b", said):
        count = int(match["number"]) if match["number"] else next(n for n in _COUNT if match[f"n{n}"])
        yield _later(today, count, next(name for name in _UNITS if match[name]))


def _coming(said: str, today: date) -> Iterator[date]:
    """Next month, Q2, after the summer, in the new year."""
    if re.search(rf"\b{_NEW_YEAR}\b|\bl'an prochain\b", said):
        yield date(today.year + 1, 1, 7)
    for match in _QUARTER.finditer(said):
        month = 3 * (int(match[1] or match[2]) - 1) + 1
        yield from _next_of(month, 1, today)
    units = {"week": _UNITS["week"], "month": _UNITS["month"], "year": _UNITS["year"]}
    for unit, words in units.items():
        if re.search(rf"\b{_NEXT} (?:{words})\b|\b(?:{words}) (?:{_NEXT}|que vem|que viene)\b", said):
            yield today + timedelta(days=7 - today.weekday()) if unit == "week" else _start(today, unit)
    if re.search(rf"\b{_NEXT} (?:quarter|quartal|trimestre|kwartaal)\b|\btrimestre prochain\b", said):
        yield add_months(date(today.year, 3 * ((today.month - 1) // 3) + 1, 1), 3)
    for month, words in _SEASONS:
        if match_of := re.search(rf"(?:\b({_AFTER}) (?:\w+ ){{0,3}})?\b(?:{words})\b", said):
            yield from _next_of(month + 3 if match_of[1] and month < 12 else month, 1, today)


def _weekday(said: str, today: date) -> Iterator[date]:
    for name, number in _days().items():
        if re.search(rf"\b{name}\b", said):
            yield today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def _start(today: date, unit: str) -> date:
    return add_months(today.replace(day=1), 1) if unit == "month" else date(today.year + 1, 1, 7)


def _later(today: date, count: int, unit: str) -> date:
    match unit:
        case "day" | "week":
            return today + timedelta(days=count * (7 if unit == "week" else 1))
        case "month":
            return add_months(today, count)
    return add_months(today, 12 * count)


def _next_of(month: int, day: int, today: date) -> Iterator[date]:
    for year in (today.year, today.year + 1):
        for found in _day(year, month, day):
            if found > today:
                yield found
                return


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


@cache
def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=Locale(language)).items():
                found.setdefault(fold(name).rstrip("."), number)
    return {name: number for name, number in found.items() if len(name) > 2}


@cache
def _month_pattern() -> str:
    return "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))


@cache
def _days() -> dict[str, int]:
    names = (get_day_names("wide", locale=Locale(language)) for language in LANGUAGES)
    return {fold(name): number for each in names for number, name in each.items()}

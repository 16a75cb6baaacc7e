"""What a cell says of time: a day is taken only where it can be read in one way."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from workflows.calendar import day_begins
from workflows.errors import BadInput

Order = Literal["", "dmy", "mdy"]
_DMY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ T].*)?$")


def day(said: str, order: Order = "") -> date:
    """The day; BadInput where 3/4 may be April or March."""
    found = _DMY.match(said)
    if found is None:
        return _iso(said).date()
    one, two, year = (int(part) for part in found.groups())
    can_dmy, can_mdy = two <= 12, one <= 12
    if can_dmy and can_mdy and one != two and "." not in said and not order:
        raise BadInput(
            f'"{said}" may be read as day/month or month/day: write it like 2026-01-31, or say --dates dmy.'
        )
    is_dmy = order == "dmy" or (not order and can_dmy and ("." in said or not can_mdy)) or one == two
    try:
        return date(year, two, one) if is_dmy else date(year, one, two)
    except ValueError as wrong:
        raise BadInput(f'"{said[:40]}" is no day: write it like 2026-01-31.') from wrong


def moment(said: str, tz: str, order: Order = "") -> datetime:
    """The moment, UTC; a day alone is its first moment in the programme's zone."""
    if re.match(r"\d{4}-\d\d-\d\d[ T]\d", said):
        when = _iso(said)
        return (when if when.tzinfo else when.replace(tzinfo=ZoneInfo(tz))).astimezone(UTC)
    return day_begins(day(said, order), tz)


def _iso(said: str) -> datetime:
    try:
        return datetime.fromisoformat(said)
    except ValueError as wrong:
        raise BadInput(f'"{said[:40]}" is no day: write it like 2026-01-31.') from wrong

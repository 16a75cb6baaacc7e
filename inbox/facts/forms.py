"""Filled-in lines such as "Name: … / E-Mail: …": web forms, pasted cards, our own confirmations."""

from __future__ import annotations

import re

from inbox.facts.form_words import FIELD_LABELS
from inbox.formats.addresses import ADDRESS
from inbox.who.names import fold

_LINE = re.compile(
    r"^[>\s]*[-*•–·]?\s*[*_]{0,2}([^\W\d_][^:=\t|\n]{0,32}?)[*_]{0,2}\s*(?:[:：=|\t]|"
    r"\s[-–]\s)\s*[*_]{0,2}(.*)$"
)
_ALONE = re.compile(r"^[>\s]*[*_]{0,2}([^\W\d_][^:\n]{1,30}?)[*_]{0,2}\s*:?\s*$")


_LABELS = {fold(label): field for label, field in FIELD_LABELS.items()}


def tables_as_forms(text: str) -> str:
    """The text with every table under a row of labels written out as one form for each row."""
    if "|" not in text and "\t" not in text:
        return text
    out: list[str] = []
    labels: list[str] = []
    for line in text.split("\n"):
        cells = _cells(line)
        if len(cells) > 1 and _is_heading(cells):
            labels = cells
        elif labels and len(cells) == len(labels):
            out += ["", *(f"{label}: {cell}" for label, cell in zip(labels, cells, strict=True) if cell)]
        elif labels and len(cells) == 1 and not set(line) - set("-=+ "):
            continue
        else:
            labels = []
            out.append(line)
    return "\n".join(out)


def _cells(line: str) -> list[str]:
    bare = line.strip(" |") if "|" in line else line
    return [cell.strip(" *_") for cell in re.split(r"\||\t", bare)] if len(line) < 600 else [line]


def _is_heading(cells: list[str]) -> bool:
    fields = [field for cell in cells if (field := _LABELS.get(_label(cell), ""))]
    told = {field for field in fields if field != "other"}
    return len(told) > 1 and len(fields) * 2 > len(cells) and bool(told & {"name", "company", "first"})


def read_form(text: str) -> dict[str, str]:
    """Our field names and what stands behind their labels, the first of each; empty when it is no form."""
    found: dict[str, str] = {}
    lines = text.split("\n")[:400]
    for number, line in enumerate(lines):
        field, value = _field(line)
        if not value.strip(" *_") and len(line) < 60 and (alone := _ALONE.match(line)):
            field = field or _LABELS.get(_label(alone[1]), "")
            below = lines[number + 1].strip("> \t") if field and number + 1 < len(lines) else ""
            value = "" if _field(below)[0] else below
        if not field or field in ("other", "fax") or not value or field in found:
            continue
        if field == "email":
            address = ADDRESS.search(value)
            if not address:
                continue
            value = address.group().lower()
        found[field] = value.strip(" *_\t")
    if "name" not in found and ("first" in found or "last" in found):
        found["name"] = f"{found.get('first', '')} {found.get('last', '')}".strip()
    return {k: v for k, v in found.items() if k not in ("first", "last")} if len(found) > 1 else {}


def split_forms(text: str) -> list[str]:
    """The text cut before every repeated first label, so that each part holds one form."""
    parts: list[list[str]] = [[]]
    first = ""
    for line in text.split("\n"):
        field, _ = _field(line)
        if field in ("name", "company", "first"):
            if not first:
                first = field
            elif field == first:
                parts.append(_since_blank(parts[-1]))
        parts[-1].append(line)
    return ["\n".join(part) for part in parts]


def _since_blank(lines: list[str]) -> list[str]:
    """Take off what stands below the last blank line: it opens the next form."""
    blank = next((i for i in range(len(lines) - 1, -1, -1) if not lines[i].strip()), len(lines) - 1)
    opening = lines[blank + 1 :]
    del lines[blank + 1 :]
    return opening


def label_of(line: str) -> str:
    """Our name of the field that the line fills in; "" when it fills in none."""
    return _field(line)[0]


def _field(line: str) -> tuple[str, str]:
    match = _LINE.match(line[:400])
    if not match:
        return "", ""
    return _LABELS.get(_label(match[1]), ""), match[2]


def _label(text: str) -> str:
    return " ".join(fold(text).replace("'", " ").split()).strip(" .*_-")

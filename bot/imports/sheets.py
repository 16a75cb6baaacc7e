"""Rows of a CSV or XLSX file, one after the other, so that a file of any length needs little memory."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from workflows.errors import BadInput

LONGEST = 10_000  # characters of a cell that are kept apart; a longer one is refused with its row
BLOCK = 1 << 20
LARGEST_SHEET = 2 << 30  # bytes, unpacked
_ENCODINGS = ("utf-8-sig", "cp1252")

Row = tuple[int, list[str]]


def sha256_of(path: Path) -> str:
    """The name of a file's content."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


@contextmanager
def rows_of(path: Path) -> Iterator[Iterator[Row]]:
    """The rows that hold anything, numbered as a spreadsheet does; the first is the header."""
    with path.open("rb") as file:
        is_xlsx = file.read(4) == b"PK\x03\x04"
    if is_xlsx:
        with _xlsx(path) as rows:
            yield rows
    elif path.suffix.lower() == ".xlsx":
        raise BadInput(f"{path.name} is called XLSX but is not one: save it again, or as CSV.")
    else:
        with path.open(encoding=_encoding(path), newline="") as text:
            yield _csv(text, path.name)


def _csv(text: io.TextIOBase, name: str) -> Iterator[Row]:
    csv.field_size_limit(64 * BLOCK)
    head = text.readline(BLOCK)
    text.seek(0)
    delimiter = max(",;\t|", key=head.count)
    reader = csv.reader((line.replace("\0", "") for line in text), delimiter=delimiter)
    number = 0
    try:
        for cells in reader:
            number += 1
            if any(cell.strip() for cell in cells):
                yield number, [_clean(cell) for cell in cells]
    except csv.Error as wrong:
        raise BadInput(f"{name}, after row {number}: this is no CSV ({wrong}).") from wrong


@contextmanager
def _xlsx(path: Path) -> Iterator[Iterator[Row]]:
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(each.file_size for each in packed.infolist()) > LARGEST_SHEET:
                raise BadInput(f"{path.name} unpacks to more than 2 GB: split it.")
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as wrong:
        raise BadInput(f"{path.name} cannot be read as XLSX: save it again, or as CSV.") from wrong
    try:
        if not book.worksheets:
            raise BadInput(f"{path.name} has no sheet with rows.")
        yield _cells(book.worksheets[0].iter_rows(values_only=True))
    finally:
        book.close()


def _cells(rows: Iterator[tuple[object, ...]]) -> Iterator[Row]:
    for number, values in enumerate(rows, start=1):
        cells = [_clean(_text(value)) for value in values]
        if any(cells):
            yield number, cells


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value)


def _clean(cell: str) -> str:
    """The cell as it stands, without what no database keeps; a monster is cut behind what is looked at."""
    kept = cell[: LONGEST + 1]
    return "".join(
        c for c in kept if c in "\n\t" or (c.isprintable() and not 0xD800 <= ord(c) <= 0xDFFF)
    ).strip()


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
    for encoding in _ENCODINGS:
        try:
            with path.open(encoding=encoding) as text:
                while text.read(BLOCK):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"

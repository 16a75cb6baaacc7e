"""Rows of a CSV or XLSX file, one after the other, so that a file of any length needs little memory."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from workflows.errors import BadInput

LONGEST = 10_000  # characters of a cell that are kept apart; a longer one is refused with its row
BLOCK = 1 << 20
LONGEST_LINE = 64 * BLOCK
LARGEST_SHEET = 2 << 30  # bytes, unpacked; sheets are read row by row
LARGEST_REST = 256 << 20  # of all the rest, such as the texts of the cells: it is read as a whole
LAST_ROW = 1_048_576  # of a spreadsheet
COLUMNS = 500
_ENCODINGS = ("utf-8-sig", "cp1252", "latin-1")
_BROKEN = (  # what zipfile and openpyxl raise where a file is not what it says
    zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, LookupError, ValueError, TypeError,
    ArithmeticError, AttributeError, OSError, EOFError, RuntimeError,
)  # fmt: skip

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
    csv.field_size_limit(LONGEST_LINE)
    head = text.readline(BLOCK)
    text.seek(0)
    delimiter = max(",;\t|", key=head.count)
    reader = csv.reader(_lines(text, name), delimiter=delimiter)
    number = 0
    try:
        for cells in reader:
            number += 1
            if any(cell.strip() for cell in cells):
                yield number, [_clean(cell) for cell in cells]
    except csv.Error as wrong:
        raise BadInput(f"{name}, after row {number}: this is no CSV ({wrong}).") from wrong


def _lines(text: io.TextIOBase, name: str) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise BadInput(f"{name} has a line of more than {LONGEST_LINE:,} characters: this is no CSV.")
        yield line.replace("\0", "")


@contextmanager
def _xlsx(path: Path) -> Iterator[Iterator[Row]]:
    with path.open("rb") as file:
        try:
            with zipfile.ZipFile(file) as packed:
                _refuse_bombs(packed, path.name)
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except _BROKEN as wrong:
            raise BadInput(f"{path.name} cannot be read as XLSX: save it again, or as CSV.") from wrong
        if not book.worksheets:
            raise BadInput(f"{path.name} has no sheet with rows.")
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what it says of its size may be anything
        yield _cells(sheet.iter_rows(max_row=LAST_ROW + 1, values_only=True), path.name)


def _refuse_bombs(packed: zipfile.ZipFile, name: str) -> None:
    """`zipfile` unpacks no more of a file than its entry says."""
    sizes = [(each.filename.startswith("xl/worksheets/"), each.file_size) for each in packed.infolist()]
    if sum(size for _, size in sizes) > LARGEST_SHEET:
        raise BadInput(f"{name} unpacks to more than 2 GB: split it.")
    if sum(size for is_sheet, size in sizes if not is_sheet) > LARGEST_REST:
        raise BadInput(f"{name} holds more beside its rows than can be read: save it as CSV.")


def _cells(rows: Iterator[tuple[object, ...]], name: str) -> Iterator[Row]:
    number = 0
    try:
        for number, values in enumerate(rows, start=1):
            if number > LAST_ROW:
                raise BadInput(f"{name} has a row behind number {LAST_ROW:,}: no spreadsheet has.")
            cells = ["" if value is None else _clean(_text(value)) for value in values[:COLUMNS]]
            if any(value is not None for value in values[COLUMNS:]):
                raise BadInput(f"{name}, row {number}: it has more than {COLUMNS} columns; take some out.")
            if any(cells):
                yield number, cells
    except _BROKEN as wrong:
        raise BadInput(
            f"{name}, after row {number}: a cell there cannot be read. Save the file again, or as CSV."
        ) from wrong


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
        is_wide = file.read(2) in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if is_wide else _ENCODINGS:
        try:
            with path.open(encoding=encoding) as text:
                while text.read(BLOCK):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise BadInput(f"{path.name} is broken: it begins as UTF-16 and does not go on so. Save it again.")

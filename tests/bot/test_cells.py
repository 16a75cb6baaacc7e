"""What somebody wrote is computed by no spreadsheet, whatever separates the cells there."""

from __future__ import annotations

import csv
import io

import pytest

from bot.cells import harmless

FORMULAS = ("=", "+", "-", "@")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "  =1+1",
        "Acme;@SUM(1+1)*cmd|' /C calc'!A0;Ltd",
        "Hello\n=cmd|' /C calc'!A0\nbye",
        "Acme\t+1",
        "Acme; -1",
        "\t=1",
    ],
)
def test_no_cell_begins_like_a_formula_whatever_the_separator(text: str, separator: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow(["1", harmless(text), "2"])
    cells = [cell for row in csv.reader(io.StringIO(file.getvalue()), delimiter=separator) for cell in row]
    assert not [cell for cell in cells if cell.strip().startswith(FORMULAS)]


def test_ordinary_words_stay_as_they_are() -> None:
    assert harmless("R&D - 2nd floor; ask Jane = boss") == "R&D - 2nd floor; ask Jane = boss"

"""Columns, cells and files: read in one way, or not at all."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.imports.cells import day
from bot.imports.columns import guess
from bot.imports.sheets import LONGEST, rows_of
from bot.money.amounts import money
from workflows.errors import BadInput
from workflows.money import Money


@pytest.mark.parametrize(
    "headers",
    [["Partner", "Amount", "Date paid"], ["Vermittler", "Betrag", "Bezahlt am"],
     ["Socio", "Importe", "Fecha de pago"],
     ["Apporteur", "Montant", "Payé le"], ["Partner", "Bedrag", "Betaald op"]],
)  # fmt: skip
def test_columns_are_guessed_in_several_languages(headers: list[str]) -> None:
    assert guess(headers, "payouts") == {"partner": 0, "amount": 1, "paid_on": 2}


def test_german_leads_need_no_map() -> None:
    headers = ["Partner", "Firma", "Kontakt", "Eingegangen", "Status", "Abschluss", "Wert", "Währung"]
    wanted = ("partner", "company", "name", "received", "stage", "stage_on", "value", "currency")
    assert guess(headers, "referrals") == {name: at for at, name in enumerate(wanted)}


def test_what_is_said_by_hand_wins_over_the_guess() -> None:
    headers = ["Partner", "Amount", "Net", "Date paid"]
    assert guess(headers, "payouts", ["Net=amount"])["amount"] == 2


def test_a_header_that_is_there_twice_is_asked_about() -> None:
    with pytest.raises(BadInput, match=r"--map 2=amount or --map 3=amount"):
        guess(["Partner", "Amount", "Amount", "Date"], "payouts")


@pytest.mark.parametrize(
    ("said", "means"),
    [("1,234.50", 123450), ("1.234,50", 123450), ("1 234,5", 123450), ("12", 1200),
     ("1.234.567", 123456700), ("€5", 500)],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(said: str, means: int) -> None:
    assert money(said, "EUR") == Money(means, "EUR")


@pytest.mark.parametrize(
    "said", ["1,234", "1.234", "ten", "1.2.3,4,5", "0.001", "=1+1", "NaN", "9" * 30, "1_000"]
)
def test_an_amount_that_may_mean_two_things_is_asked_about(said: str) -> None:
    with pytest.raises(BadInput):
        money(said, "EUR")


def test_days_that_may_mean_two_things_are_asked_about() -> None:
    assert (day("2025-04-03"), day("3.4.2025"), day("31/12/2025")) == (
        date(2025, 4, 3), date(2025, 4, 3), date(2025, 12, 31),
    )  # fmt: skip
    assert (day("3/4/2025", "dmy"), day("3/4/2025", "mdy")) == (date(2025, 4, 3), date(2025, 3, 4))
    with pytest.raises(BadInput, match="day/month"):
        day("3/4/2025")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_is_read_in_the_encoding_it_has(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes("Firma;Ort\nMüller & Söhne;Köln\n".encode(encoding))
    with rows_of(file) as rows:
        assert list(rows) == [(1, ["Firma", "Ort"]), (2, ["Müller & Söhne", "Köln"])]


def test_hostile_cells_are_text(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text('a,b\n"=cmd()|x\0","' + "y" * 1_000_000 + '"\n')
    with rows_of(file) as rows:
        _, (_, cells) = list(rows)
    assert (cells[0], len(cells[1])) == ("=cmd()|x", LONGEST + 1)


def test_a_broken_workbook_is_said_to_be_broken(tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(BadInput, match="cannot be read"), rows_of(file):
        pass


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ('<row r="2"><c r="A2"><v>' + "9" * 6_000 + "</v></c></row>", "after row 1: a cell there"),
        ('<row r="2"><c r="A2" t="s"><v>99</v></c></row>', "after row 1: a cell there"),
        ('<row r="2"><c r="A2" t="d"><v>soon</v></c></row>', "after row 1: a cell there"),
        ('<row r="2"><c r="A2"', "after row 0: a cell there|cannot be read"),
        ('<row r="99999999999"><c r="A2"><v>1</v></c></row>', "no spreadsheet has"),
        ('<row r="2"><c r="XFD2"><v>1</v></c></row>', "more than 500 columns"),
    ],
)
def test_a_workbook_that_is_broken_or_made_to_burst_gets_a_sentence(
    rows: str, says: str, tmp_path: Path
) -> None:
    whole, file = io.BytesIO(), tmp_path / "x.xlsx"
    Workbook().save(whole)
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>company</t></is></c></row>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}"><sheetData>{head}{rows}</sheetData></worksheet>'
    with zipfile.ZipFile(whole) as packed, zipfile.ZipFile(file, "w") as out:
        for name in packed.namelist():
            out.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else packed.read(name))
    with pytest.raises(BadInput, match=says), rows_of(file) as found:
        list(found)


def test_half_a_file_in_utf_16_is_said_to_be_broken(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes("company;email\n".encode("utf-16")[:-1])
    with pytest.raises(BadInput, match="UTF-16"), rows_of(file) as found:
        list(found)

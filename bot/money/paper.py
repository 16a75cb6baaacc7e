"""A sheet on A4. The same sheet always gives the same bytes, so a repetition is no second file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

import templates

if TYPE_CHECKING:
    from bot.money.documents import Sheet
    from bot.money.documents import Table as Lines

FONTS = Path(templates.__file__).with_name("fonts")
INK, GREY, GREEN = HexColor("#1f2a24"), HexColor("#56635b"), HexColor("#2f6f4e")
WIDTHS = [10 * mm, 41 * mm, 26 * mm, 23 * mm, 22 * mm, 26 * mm, 25 * mm]
ASIAN = (  # Adobe's own names of fonts that stand in no file: a reader brings them along
    ("HYGothic-Medium", ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF))),
    ("HeiseiKakuGo-W5", ((0x3040, 0x30FF),)),
    ("STSong-Light", ((0x2E80, 0x303F), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF))),
)


def pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF."""
    _load_fonts()
    out = BytesIO()
    margins = {"leftMargin": 16 * mm, "rightMargin": 16 * mm, "topMargin": 18 * mm, "bottomMargin": 18 * mm}
    made = SimpleDocTemplate(
        out, pagesize=A4, invariant=1, title=sheet.title, author=sheet.company, **margins
    )
    made.build(list(_story(sheet)), onFirstPage=_numbered, onLaterPages=_numbered)
    return out.getvalue()


def prints(texts: Iterable[str]) -> bool:
    """Whether every letter can be shown on paper: of some scripts we have none, and print no holes."""
    _load_fonts()
    return all(_has(letter) or _font_of(letter) for text in texts for letter in text if letter.isprintable())


def _story(sheet: Sheet) -> Iterable[Flowable]:
    yield _text(sheet.title, size=16, bold=True)
    yield _text(sheet.company, size=11, colour=GREY)
    yield Spacer(1, 5 * mm)
    facts = [[_text(label, colour=GREY), _text(value)] for label, value in sheet.facts]
    yield Table(facts, colWidths=[38 * mm, 140 * mm], style=_tight(), hAlign="LEFT")
    for lines in sheet.tables:
        yield Spacer(1, 6 * mm)
        yield _text(lines.heading, size=11, bold=True)
        yield Spacer(1, 2 * mm)
        yield _lines(lines, sheet.headings)
        if lines.note:
            yield Spacer(1, 2 * mm)
            yield _text(lines.note, size=8, colour=GREY)
    yield Spacer(1, 8 * mm)
    yield _text(sheet.foot, size=8, colour=GREY)


def _lines(lines: Lines, headings: Sequence[str]) -> Table:
    rows: list[list[Any]] = [
        [_text(name, size=8, bold=True, right=n == 5) for n, name in enumerate(headings)]
    ]
    spans = [("LINEBELOW", (0, 0), (-1, 0), 1.2, GREEN)]
    for row in lines.rows:
        cells = (row.number, row.deal, row.status, row.closed, row.rate, row.amount, row.due)
        rows.append([_text(cell, size=8.5, right=n == 5) for n, cell in enumerate(cells)])
        if row.why:
            rows.append(["", _text("\n".join(row.why), size=7.5, colour=GREY), "", "", "", "", ""])
            spans.append(("SPAN", (1, len(rows) - 1), (-1, len(rows) - 1)))  # type: ignore[arg-type]
        spans.append(("LINEBELOW", (0, len(rows) - 1), (-1, len(rows) - 1), 0.3, HexColor("#dfe3dc")))
    if lines.total:
        label = _text(lines.total_label, bold=True)
        rows.append(["", label, "", "", "", _text(lines.total, size=9, bold=True, right=True), ""])
        spans.append(("LINEABOVE", (0, len(rows) - 1), (-1, len(rows) - 1), 1.2, GREEN))
    return Table(
        rows,
        colWidths=WIDTHS,
        repeatRows=1,
        hAlign="LEFT",
        style=TableStyle([*_tight().getCommands(), *spans]),
    )


def _tight() -> TableStyle:
    return TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ]
    )


def _text(
    words: str, *, size: float = 9, bold: bool = False, colour: Any = INK, right: bool = False
) -> Paragraph:
    style = ParagraphStyle(
        "text",
        fontName="Desk-Bold" if bold else "Desk",
        fontSize=size,
        leading=size * 1.35,
        textColor=colour,
        alignment=TA_RIGHT if right else 0,
        splitLongWords=1,
    )
    return Paragraph(_lettered(words).replace("\n", "<br/>"), style)


def _lettered(words: str) -> str:
    """Markup in which letters that DejaVu has not are set in a font that readers bring along for Asia."""
    made = []
    for font, letters in groupby(words, _font_of):
        text = escape("".join(letters))
        made.append(f'<font name="{font}">{text}</font>' if font else text)
    return "".join(made)


def _font_of(letter: str) -> str:
    """ "" is the house's own."""
    point = ord(letter)
    if point < 0x1100 or _has(letter):
        return ""
    return next((font for font, spans in ASIAN if any(low <= point <= high for low, high in spans)), "")


@lru_cache(maxsize=4096)
def _has(letter: str) -> bool:
    return ord(letter) in pdfmetrics.getFont("Desk").face.charToGlyph


def _numbered(canvas: Any, made: Any) -> None:
    canvas.saveState()
    canvas.setFont("Desk", 7.5)
    canvas.setFillColor(GREY)
    canvas.drawRightString(A4[0] - 16 * mm, 10 * mm, str(made.page))
    canvas.restoreState()


@lru_cache
def _load_fonts() -> None:
    """DejaVu in Latin, Greek and Cyrillic; it stands in the project so that every machine prints the same."""
    pdfmetrics.registerFont(TTFont("Desk", str(FONTS / "DejaVuSans.ttf")))
    pdfmetrics.registerFont(TTFont("Desk-Bold", str(FONTS / "DejaVuSans-Bold.ttf")))
    for font, _spans in ASIAN:
        pdfmetrics.registerFont(UnicodeCIDFont(font))

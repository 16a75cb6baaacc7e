"""Names in every script that a partner may write stand on the sheet."""

from __future__ import annotations

import pytest

from bot.money.documents import Sheet
from bot.money.paper import pdf

HEADINGS = ("Line", "Deal", "Status", "Closed", "Rate", "Amount", "Payout due")


@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("株式会社アクメ", b"/HeiseiKakuGo-W5"),
        ("北京科技有限公司", b"/STSong-Light"),
        ("삼성 전자", b"/HYGothic-Medium"),
    ],
)
def test_asian_names_are_set_in_a_font_that_has_them(name: str, font: bytes) -> None:
    assert font in pdf(Sheet("Payment", name, (("From", "Vendor"),), (), "", HEADINGS))
    assert font not in pdf(Sheet("Payment", "Ромашка, Ελληνική", (("From", "Vendor"),), (), "", HEADINGS))


@pytest.mark.parametrize("name", ["شركة النور", "חברת אור", "บริษัท", "विकास", "საქართველო"])
def test_what_paper_cannot_show_is_sent_as_a_page_alone(name: str) -> None:
    assert Sheet("Payment", "Łódź Müller 株式会社", (("From", "Vendor"),), (), "", HEADINGS).fits_paper
    assert not Sheet("Payment", name, (("From", "Vendor"),), (), "", HEADINGS).fits_paper

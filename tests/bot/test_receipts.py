"""The confirmation carries a receipt; passed back, it is answered with what it proves."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import cli
from bot.mail.reader import Reader
from storage.database import Database
from tests.builders import program
from tests.conftest import StillClock
from tests.rigs.desk import DESK
from tests.rigs.postroom import Postroom, forward, open_postroom

LINE = re.compile(r"rd1:[\w:-]+")


@pytest.fixture
async def room(sqlite: Database, clock: StillClock, reader: Reader) -> AsyncIterator[Postroom]:
    async with open_postroom(sqlite, program(), clock, reader=reader) as opened:
        yield opened


async def confirmed(room: Postroom) -> tuple[str, str]:
    """Sam introduces Jane; gives the confirmation's words and the receipt in them."""
    await room.write(forward(), subject="Fwd: Payroll")
    (letter,) = room.post.letters
    assert LINE.findall(letter["html"]) == LINE.findall(letter["text"])
    room.post.letters.clear()
    return letter["text"], LINE.findall(letter["text"])[0]


def passed_on(words: str) -> str:
    return (
        f"---------- Forwarded message ---------\nFrom: Dana Reyes <{DESK}>\n"
        f"Date: Mon, Mar 2, 2026 at 10:00 AM\nSubject: Re: Fwd: Payroll\nTo: Sam Ortega\n\n\n{words}\n"
    )


async def test_a_confirmation_passed_back_is_answered_with_what_it_proves(room: Postroom) -> None:
    words, _ = await confirmed(room)
    await room.write(passed_on(words), subject="Fwd: Re: Fwd: Payroll")
    (answer,) = room.post.letters
    (referral,) = await room.referrals()
    assert "ours, and unchanged" in answer["text"]
    assert f"{referral.id} reached us at 2026-03-02 10:00:00 UTC" in answer["text"]


async def test_a_receipt_with_another_time_proves_nothing(room: Postroom) -> None:
    _, line = await confirmed(room)
    forged = line.replace("20260302T100000Z", "20260101T100000Z")
    await room.write(f"Is this receipt valid?\n\n{forged}", subject="A question")
    (answer,) = room.post.letters
    assert "does not prove anything" in answer["text"]


async def test_a_reply_that_quotes_its_receipt_is_read_for_what_it_says(room: Postroom) -> None:
    words, _ = await confirmed(room)
    letter = {"text": words, "subject": "Payroll", "message_id": "x@vendor.example", "references": []}
    await room.write("Any news on Acme?", reply_to=letter)
    assert "unchanged" not in room.post.letters[-1]["text"]
    assert "Acme Ltd" in room.post.letters[-1]["text"]


async def test_another_partner_learns_nothing_from_a_receipt(room: Postroom) -> None:
    words, _ = await confirmed(room)
    await room.write(
        passed_on(words), subject="Fwd: Payroll", sender="k.vogel@vogel-partner.example", name="Katrin Vogel"
    )
    assert not [letter for letter in room.post.letters if "unchanged" in letter["text"]]


async def test_the_command_line_proves_a_line_and_a_file(
    room: Postroom, tmp_path: Path, sqlite: Database
) -> None:
    words, line = await confirmed(room)
    (tmp_path / "mail.eml").write_text(f"Subject: x\n\n{words}")
    env = {"REFERRAL_DESK_DATABASE_URL": sqlite.url.render_as_string(hide_password=False), "COLUMNS": "200"}

    def verify(what: str) -> tuple[int, str]:
        done = CliRunner().invoke(cli, ["receipt", "verify", what], env=env)
        return done.exit_code, done.output

    for what in (line, str(tmp_path / "mail.eml")):
        code, said = await asyncio.to_thread(verify, what)
        assert (code, "of Northwind Advisory reached us at 2026-03-02 10:00:00 UTC" in said) == (0, True)
    code, said = await asyncio.to_thread(verify, line.replace(":P-1:", ":P-2:"))
    assert (code, "not written by us" in said) == (1, True)

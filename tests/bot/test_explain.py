"""`explain` reads many files together; one that cannot be read says so and costs the others nothing."""

from __future__ import annotations

import os
from pathlib import Path

from bot.mail.explain import read_all
from inbox.reading import Desk
from tests.rigs.desk import AUTHSERV_ID, DESK, forward
from workflows.model import Directory


def test_a_file_that_hangs_or_is_missing_does_not_take_its_neighbours_along(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.eml" for number in range(5)]
    for number in (0, 2, 4):
        files[number].write_bytes(forward(number))
    os.mkfifo(files[1])  # nobody ever writes into it
    read = list(read_all(files, Directory(), Desk(DESK, AUTHSERV_ID), workers=2, deadline_s=3))
    assert [file for file, _, _ in read] == files
    assert [reading.cause for _, reading, _ in read] == [
        "unknown_sender",
        "unsure",
        "unknown_sender",
        "unsure",
        "unknown_sender",
    ]
    assert read[1][1].reasons == ("Reading it took too long.",)
    assert "No such file" in read[3][1].reasons[0]

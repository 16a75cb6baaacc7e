"""Files are kept once, by the hash of their bytes."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import func, select

from storage.database import Database
from storage.files import LARGEST, Files
from storage.mail_tables import FileRow
from tests.builders import MONDAY
from workflows.base import FileRef
from workflows.errors import BadInput


def test_the_same_bytes_are_kept_once_and_may_travel_under_two_names(database: Database) -> None:
    with database.write() as session:
        files = Files(session)
        first = files.keep("payouts.csv", "text/csv", b"a;b\n", MONDAY)
        again = files.keep("march.csv", "text/csv", b"a;b\n", MONDAY, cid="x@y")
    digest = hashlib.sha256(b"a;b\n").hexdigest()
    assert (first, again) == (
        FileRef(digest, "payouts.csv", "text/csv"),
        FileRef(digest, "march.csv", "text/csv", "x@y"),
    )
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(FileRow)) == 1
        assert Files(session).content(digest) == b"a;b\n"
        assert Files(session).contents([digest, "none"]) == {digest: b"a;b\n"}
        assert Files(session).content("none") is None


@pytest.mark.parametrize(("content", "told"), [(b"", "is empty"), (bytes(LARGEST + 1), "10 MB is the most")])
def test_what_is_empty_or_too_large_is_refused_in_words(
    database: Database, content: bytes, told: str
) -> None:
    with database.write() as session, pytest.raises(BadInput, match=told):
        Files(session).keep("big.pdf", "application/pdf", content, MONDAY)

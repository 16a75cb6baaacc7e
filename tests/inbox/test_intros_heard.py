"""Intros that look like something else, and their opposites: topics, contrasts, lists, haste, two at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from inbox.said import evidence
from inbox.who.choose import score_mentions
from inbox.who.names import fold
from inbox.who.persons import Person
from tests.inbox.test_read import reading_of

ROWS: dict[str, list[Any]] = json.loads(Path(__file__).with_name("intros_heard.json").read_text("utf-8"))
MAREN = "Maren Lindqvist <maren@lindqvist-hiss.example>"
CALLUM = "Callum Strachan <callum.strachan@lomondlodges.example>"
LINNEA = "Linnéa Sandahl <linnea@sandahlsblommor.example>"
RAVASI = Person("Ivan Ravasi", "ivan@ravasi-informatica.example", "forwarded From")
PELLEGRINELLI = Person("Corrado Pellegrinelli", "c.pellegrinelli@valvole.example", "forwarded Cc")


def forward(cover: str, sender: str, subject: str, said: str) -> str:
    head = (
        f"From: {sender}\nDate: Mon, 2 Feb 2026 at 10:00\nSubject: {subject}\nTo: <helen@brightdesk.example>"
    )
    return f"{cover}\n\n---------- Forwarded message ---------\n{head}\n\n{said}\n"


@pytest.mark.parametrize(
    ("kind", "row"),
    [(kind, row) for kind, rows in ROWS.items() if ": " in kind for row in rows],
)
def test_a_forward_is_read_by_what_is_meant_not_by_one_word(kind: str, row: dict[str, str]) -> None:
    sender = CALLUM if kind.endswith("who knows more") else MAREN
    said = f"{row['said']}\n\n{sender.partition(' <')[0]}"
    text = forward(row["cover"], sender, row["subject"], said)
    assert reading_of(text, subject=f"Fwd: {row['subject']}").action == kind.partition(":")[0]


@pytest.mark.parametrize("note", ROWS["set aside"])
def test_not_this_one_but_that_one_sets_the_first_aside(note: str) -> None:
    scores = score_mentions([RAVASI, PELLEGRINELLI], note)
    assert scores[RAVASI.key] < 0 < scores[PELLEGRINELLI.key]


@pytest.mark.parametrize("note", ROWS["not set aside"])
def test_a_denial_of_something_else_sets_nobody_aside(note: str) -> None:
    assert min(score_mentions([RAVASI, PELLEGRINELLI], note).values()) >= 0


def referred_in(row: dict[str, str]) -> list[str]:
    said = f"{row['said']}\n\nLinnéa Sandahl\nSandahls Blommor AB"
    reading = reading_of(forward(row["cover"], LINNEA, "Hello", said), subject="Fwd: Hello")
    return sorted(str(p.email) for p in reading.prospects) if reading.action == "register" else []


@pytest.mark.parametrize("row", ROWS["both"])
def test_the_writer_and_one_more_whom_the_note_names_are_both_referred(row: dict[str, str]) -> None:
    assert referred_in(row) == ["linnea@sandahlsblommor.example", "viktor@sandahlsplat.example"]


@pytest.mark.parametrize("row", ROWS["not both"])
def test_two_people_of_whom_not_each_wants_something_are_asked_about(row: dict[str, str]) -> None:
    assert referred_in(row) == []


@pytest.mark.parametrize("row", ROWS["one more"])
def test_one_more_in_the_same_note_is_a_second_lead(row: dict[str, str]) -> None:
    reading = reading_of(row["note"], subject=row["subject"])
    assert (reading.action, len(reading.prospects)) == ("register", 2)


@pytest.mark.parametrize("row", ROWS["no more"])
def test_somebody_else_in_the_same_note_is_no_second_lead(row: dict[str, str]) -> None:
    reading = reading_of(row["note"], subject=row["subject"])
    assert reading.action != "register" or len(reading.prospects) == 1


@pytest.mark.parametrize("note", ROWS["now"])
def test_who_looks_for_something_from_now_on_is_no_new_contact(note: str) -> None:
    assert not evidence.is_about_something_else(fold(note), "")


@pytest.mark.parametrize("note", ROWS["new contact"])
def test_who_is_to_be_written_to_from_now_on_is_no_lead(note: str) -> None:
    assert evidence.is_about_something_else(fold(note), "")


@pytest.mark.parametrize("note", ROWS["a lead"])
def test_a_note_that_names_a_brochure_an_absence_or_news_is_a_lead(note: str) -> None:
    assert reading_of(note, subject="hello").action == "register"


@pytest.mark.parametrize("note", ROWS["no lead"])
def test_a_note_that_asks_for_one_or_to_wait_is_none(note: str) -> None:
    assert reading_of(note, subject="hello").action == "handoff"

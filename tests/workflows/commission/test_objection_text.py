"""A plain reply holds exactly the lines it means, in several languages; what is not sure is for a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.commission.objection_text import Said, read_objection

PLAIN = [
    ("line 2 looks wrong", (2,)),
    ("Hi Dana,\nLine 2 looks wrong to me: it should be 15 %, not 10 %.\nThanks, Sam", (2,)),
    ("Lines 2 and 3 are incorrect.", (2, 3)),
    ("I don't agree with lines 1, 2 and 4", (1, 2, 4)),
    ("The second line doesn't look right", (2,)),
    ("Row #3 is too low.", (3,)),
    ("line no. 2 is missing the bonus", (2,)),
    ("The last line is a mistake", (4,)),
    ("Line 1 is fine, but line 2 is wrong", (2,)),
    ("Zeile 2 stimmt nicht", (2,)),
    ("Position 3 ist falsch, das müsste 15 % sein.", (3,)),
    ("Die zweite Zeile ist leider nicht richtig.", (2,)),
    ("La ligne 2 est fausse", (2,)),
    ("Je ne suis pas d'accord avec la ligne 3", (3,)),
    ("La línea 2 está mal", (2,)),
    ("La línea 3 no es correcta", (3,)),
    ("Regel 2 klopt niet", (2,)),
    ("A linha 2 está errada", (2,)),
    ("La riga 3 è sbagliata", (3,)),
    ("line 2 looks wrong\n\nline 3 as well looks wrong", (2, 3)),
]
UNSURE = [
    "Something looks wrong here",
    "line 7 looks wrong",
    "What is line 2?",
    "Line 2 was wrong last month",
    "If line 2 is wrong, please tell me",
    "lines 2 and 9 are wrong",
    "Zeile 2?",
    "Line 2 is wrong. Something else is wrong too",
    "line 2, 450 looks wrong",
]
NOTHING = [
    "Thanks, all good!",
    "Line 2 is correct, thank you",
    "Nothing wrong here, thanks",
    "Looks fine",
    "Zeile 2 passt",
    "Great, see you on Friday at 3",
    "",
    "I attach the invoice no problem",
]


@pytest.mark.parametrize(("text", "numbers"), PLAIN)
def test_a_plain_sentence_holds_the_lines_it_names(text: str, numbers: tuple[int, ...]) -> None:
    assert read_objection(text, 4) == Said("objects", numbers)


@pytest.mark.parametrize("text", UNSURE)
def test_what_is_not_sure_is_for_a_person(text: str) -> None:
    assert read_objection(text, 4).verdict == "unsure"


@pytest.mark.parametrize("text", NOTHING)
def test_what_says_nothing_about_a_line_is_left_to_others(text: str) -> None:
    assert read_objection(text, 4) == Said("nothing")


def test_with_one_line_only_no_number_is_needed() -> None:
    assert read_objection("That looks wrong to me.", 1) == Said("objects", (1,))


@given(st.text(max_size=300), st.integers(0, 9))
def test_any_text_is_read_and_no_line_is_held_that_does_not_exist(text: str, lines: int) -> None:
    said = read_objection(text, lines)
    assert all(1 <= number <= lines for number in said.numbers) or said.verdict != "objects"

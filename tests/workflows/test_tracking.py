"""Tracking IDs survive people, phones and mail programs."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.tracking import find, make, normalise

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ids = st.builds(
    make, st.builds(lambda seed: random.Random(seed).getrandbits, st.integers()), st.integers(5, 12)
)


def test_an_id_is_four_symbols_and_a_pair() -> None:
    assert make(lambda bits: 0b00111_10011_00011_10100_01001, 5) == "R-7K3M-9Q"


def test_numbers_with_an_awkward_check_symbol_are_drawn_again() -> None:
    draws = iter([32, 36, 37 + 33, 31])
    assert make(lambda bits: next(draws)) == "R-0000-ZZ"


def test_enough_bits_are_asked_for() -> None:
    assert make(lambda bits: 2**bits - 1, symbols=8) == "R-ZZZZ-ZZZZF"


@pytest.mark.parametrize("symbols", [4, 13])
def test_too_few_or_too_many_symbols_are_refused(symbols: int) -> None:
    with pytest.raises(ValueError, match="symbols: 5 to 12"):
        make(lambda bits: 0, symbols)


@given(ids)
def test_every_new_id_is_read_back(tracking_id: str) -> None:
    assert normalise(tracking_id) == tracking_id
    assert find(f"Re: {tracking_id}: Jane Roe") == (tracking_id,)


@given(ids)
def test_case_spaces_and_dashes_do_not_matter(tracking_id: str) -> None:
    bare = tracking_id.replace("-", "")
    typed = (bare, bare.lower(), " ".join(bare), tracking_id.replace("-", "–"), f"  {tracking_id}\n")
    assert {normalise(each) for each in typed} == {tracking_id}


@given(ids)
def test_letters_that_look_like_digits_are_read_as_digits(tracking_id: str) -> None:
    for one, zero in (("I", "O"), ("l", "o")):
        assert normalise(tracking_id.replace("1", one).replace("0", zero)) == tracking_id


@given(ids.filter(lambda each: not each.startswith("R-R")))
def test_the_leading_r_may_be_missing(tracking_id: str) -> None:
    assert normalise(tracking_id.removeprefix("R-")) == tracking_id


@given(ids, st.data())
def test_one_wrong_symbol_is_noticed(tracking_id: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([n for n, c in enumerate(tracking_id) if c != "-" and n]))
    wrong = data.draw(st.sampled_from(ALPHABET.replace(tracking_id[at], "")))
    assert normalise(tracking_id[:at] + wrong + tracking_id[at + 1 :]) is None


@given(ids, st.data())
def test_two_swapped_symbols_are_noticed(tracking_id: str, data: st.DataObject) -> None:
    symbols = list(tracking_id.removeprefix("R-").replace("-", ""))
    at = data.draw(st.integers(0, len(symbols) - 2))
    swapped = [*symbols[:at], symbols[at + 1], symbols[at], *symbols[at + 2 :]]
    assert normalise("R-" + "".join(swapped)) == (tracking_id if swapped == symbols else None)


@pytest.mark.parametrize(
    "text", ["", "R-", "R-7K3M", "R-7K3M-9U", "R-7K3M-9Ü", "Jane Roe", "R-" + "7" * 14, "１２３４５６"]
)
def test_what_is_no_id_is_none(text: str) -> None:
    assert normalise(text) is None


def test_all_ids_of_a_text_are_found_once_and_in_order() -> None:
    text = """
    Hi Dana, what about r-7k3m-9q and (R–0000–zz)? My colleague wrote R7K3M9Q.
    > Subject: [R-0000-ZZ] Jane Roe. Reply to desk+r-7k3m-9q@program.example, wrong: R-7K3M-9T
    """
    assert find(text) == ("R-7K3M-9Q", "R-0000-ZZ")


def test_an_id_inside_another_word_is_not_one() -> None:
    assert find("PR-7K3M-9Q R-7K3M-9Q7 XR7K3M9Q") == ()


def test_ordinary_words_are_not_ids() -> None:
    words = """referral register registers received reminder regards recommended reference relationship
    right-handed rather-large real-estate record-setting research-based R some of
    r and d Range-Rover Rhett-Mac"""
    assert find(words) == ()


@given(st.text(max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    assert all(normalise(each) == each for each in find(text))

"""What people can enter into Block Kit fields, and what Slack says before it sends anything."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.elements import BadEntry, complaint, entered, find, initial_state, with_ids
from tests.sandbox.samples import Json, actions, button, field, option, section, select, text_input

WON, LOST = option("won"), option("lost")


@pytest.mark.parametrize(
    ("element", "value", "entry"),
    [
        (text_input(), "Jane", {"value": "Jane"}),
        (text_input(), "", {"value": None}),
        ({"type": "number_input"}, 1200, {"value": "1200"}),
        (select("s", "won", "lost"), "lost", {"selected_option": LOST}),
        (select("s", "won"), None, {"selected_option": None}),
        ({"type": "radio_buttons", "options": [WON]}, "won", {"selected_option": WON}),
        ({"type": "checkboxes", "options": [WON, LOST]}, ["won", "lost"], {"selected_options": [WON, LOST]}),
        ({"type": "multi_static_select", "options": [WON]}, "won", {"selected_options": [WON]}),
        ({"type": "static_select", "option_groups": [{"options": [WON]}]}, "won", {"selected_option": WON}),
        ({"type": "overflow", "options": [WON]}, "won", {"selected_option": WON}),
        ({"type": "users_select"}, "U0MARCO0000", {"selected_user": "U0MARCO0000"}),
        ({"type": "multi_users_select"}, ["U1", "U2"], {"selected_users": ["U1", "U2"]}),
        ({"type": "conversations_select"}, "C1", {"selected_conversation": "C1"}),
        ({"type": "channels_select"}, "C1", {"selected_channel": "C1"}),
        ({"type": "datepicker"}, "2026-12-01", {"selected_date": "2026-12-01"}),
        ({"type": "timepicker"}, "14:00", {"selected_time": "14:00"}),
        ({"type": "datetimepicker"}, 1_800_000_000, {"selected_date_time": 1_800_000_000}),
        ({"type": "external_select"}, WON, {"selected_option": WON}),
    ],
)
def test_each_field_keeps_its_entry_in_its_own_key(element: Json, value: Any, entry: Json) -> None:
    element = {"action_id": "a", **element}
    assert entered(element, value) == {"type": element["type"], **entry}


def test_typed_rich_text_becomes_a_rich_text_block() -> None:
    typed = {"type": "rich_text_section", "elements": [{"type": "text", "text": "hello"}]}
    assert entered({"type": "rich_text_input", "action_id": "a"}, "hello") == {
        "type": "rich_text_input",
        "rich_text_value": {"type": "rich_text", "elements": [typed]},
    }


def test_an_option_that_is_not_offered_cannot_be_chosen() -> None:
    with pytest.raises(BadEntry, match="no option 'open'; there are \\['won'\\]"):
        entered(select("stage", "won"), "open")


def test_nothing_can_be_typed_into_a_button() -> None:
    with pytest.raises(BadEntry):
        entered(button(), "x")


@pytest.mark.parametrize(
    ("element", "value", "told"),
    [
        (text_input(), "x", None),
        (text_input(), None, "Please complete this required field."),
        (text_input(min_length=3), "ab", "Please enter at least 3 characters."),
        (text_input(max_length=3), "abcd", "Please enter no more than 3 characters."),
        ({"type": "email_text_input"}, "jane@acme", "Please enter a valid email address."),
        ({"type": "email_text_input"}, "jane@acme.example", None),
        ({"type": "url_text_input"}, "acme", "Please enter a valid URL."),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Please enter a whole number."),
        ({"type": "number_input", "is_decimal_allowed": True}, "1.5", None),
        ({"type": "number_input", "is_decimal_allowed": True}, "many", "Please enter a valid number."),
        ({"type": "number_input", "min_value": "1"}, "0", "Please enter a number no less than 1."),
        ({"type": "number_input", "max_value": "9"}, "10", "Please enter a number no greater than 9."),
        ({"type": "datepicker"}, None, "Please complete this required field."),
        ({"type": "checkboxes", "options": [WON]}, [], "Please complete this required field."),
    ],
)
def test_slack_looks_at_inputs_before_it_sends_them(element: Json, value: Any, told: str | None) -> None:
    element = {"action_id": "a", **element}
    assert complaint(field("f", element), entered(element, value)) == told


def test_an_optional_field_may_stay_empty() -> None:
    element = text_input()
    assert complaint(field("f", element, optional=True), entered(element, None)) is None


def test_what_was_entered_survives_an_update_of_the_same_field() -> None:
    blocks = [field("a", text_input(initial_value="start")), field("b", select("s", "won"))]
    typed = {"type": "plain_text_input", "value": "typed"}
    stale = {"type": "users_select", "selected_user": "U1"}
    assert initial_state(blocks, {"a": {"text": typed}, "b": {"s": stale}, "gone": {"x": typed}}) == {
        "a": {"text": typed},
        "b": {"s": {"type": "static_select", "selected_option": None}},
    }


def test_missing_ids_are_filled_in_and_the_apps_own_blocks_stay_as_they_are() -> None:
    mine = [
        section("x"),
        actions({"type": "button", "text": {"type": "plain_text", "text": "Go"}}, block_id="b"),
    ]
    stored = with_ids(mine, iter(["one", "two"]).__next__)
    assert ("block_id" in mine[0], stored[0]["block_id"], stored[0]["text"]["verbatim"]) == (
        False,
        "one",
        False,
    )
    assert stored[1]["elements"][0]["action_id"] == "two"


def test_a_block_id_tells_equal_actions_apart() -> None:
    blocks = [actions(button("open", "R-1"), block_id="1"), actions(button("open", "R-1"), block_id="2")]
    assert find(blocks, "open", block_id="2")[0]["block_id"] == "2"

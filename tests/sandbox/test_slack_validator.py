"""The validator finds what Slack would refuse, and nothing else."""

from __future__ import annotations

import pytest

from tests.rigs.slack_validator import payload_faults
from tests.sandbox.samples import (
    Json,
    actions,
    button,
    field,
    home,
    modal,
    option,
    plain,
    section,
    select,
    text_input,
)


def message(*blocks: Json) -> Json:
    return {"text": "fallback", "blocks": list(blocks)}


def chosen(**more: object) -> Json:
    return actions({"type": "static_select", "action_id": "s", **more})


MARKDOWN = {"type": "markdown", "text": "x"}
REFUSED = {
    "a section without text": message({"type": "section"}),
    "an unknown block": message({"type": "sektion", "text": plain("x")}),
    "text as a string": message({"type": "section", "text": "x"}),
    "an unknown text type": message({"type": "section", "text": {"type": "text", "text": "x"}}),
    "an unknown property": message(section("x", colour="red")),
    "an empty text": message(section("")),
    "a section of 3,001": message(section("x" * 3001)),
    "eleven fields": message({"type": "section", "fields": [plain("x")] * 11}),
    "a field of 2,001": message({"type": "section", "fields": [plain("x" * 2001)]}),
    "a header of 151": message({"type": "header", "text": plain("x" * 151)}),
    "a header in mrkdwn": message({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}),
    "26 buttons": message(actions(*[button(f"a{i}") for i in range(26)])),
    "no buttons": message(actions()),
    "a button text of 76": message(actions(button(text="x" * 76))),
    "a button value of 2,001": message(actions(button(value="x" * 2001))),
    "a green button": message(actions(button() | {"style": "green"})),
    "a long action_id": message(actions(button("x" * 256))),
    "a long block_id": message(section("x", block_id="x" * 256)),
    "a context of eleven": message({"type": "context", "elements": [plain("x")] * 11}),
    "an image without words": message({"type": "image", "image_url": "https://x.example/y.png"}),
    "an overflow of six": message(
        actions({"type": "overflow", "action_id": "o", "options": [option(str(i)) for i in range(6)]})
    ),
    "101 options": message(chosen(options=[option(str(i)) for i in range(101)])),
    "an option of 76": message(chosen(options=[{"text": plain("x" * 76), "value": "a"}])),
    "an option value of 151": message(chosen(options=[{"text": plain("x"), "value": "x" * 151}])),
    "an input among actions": message(actions(text_input())),
    "a user that is none": message(
        actions({"type": "users_select", "action_id": "u", "initial_user": "alice"})
    ),
    "a date in American": message(
        actions({"type": "datepicker", "action_id": "d", "initial_date": "01/02/2026"})
    ),
    "51 blocks": message(*[section("x")] * 51),
    "one block_id twice": message(section("x", block_id="a"), section("y", block_id="a")),
    "one action_id twice": message(actions(button(), button())),
    "no fallback text": {"blocks": [section("x")]},
    "an unescaped &": message(section("Smith & Sons")),
    "12,001 of markdown": message(MARKDOWN | {"text": "x" * 12_001}),
    "a modal title of 25": modal(section("x"), title=plain("x" * 25)),
    "a modal without title": {"type": "modal", "blocks": [section("x")]},
    "101 blocks in a modal": modal(*[section("x")] * 101),
    "an input without submit": {"type": "modal", "title": plain("T"), "blocks": [field("f", text_input())]},
    "metadata of 3,001": modal(section("x"), private_metadata="x" * 3001),
    "markdown in a modal": modal(MARKDOWN),
    "a label of 2,001": modal(field("f", text_input()) | {"label": plain("x" * 2001)}),
    "max_length of 3,001": modal(field("f", text_input(max_length=3001))),
    "two focused fields": modal(
        field("f", text_input(focus_on_load=True)), field("g", text_input(focus_on_load=True))
    ),
    "a home with a title": home(section("x")) | {"title": plain("x")},
    "101 blocks at home": home(*[section("x")] * 101),
}
TAKEN = {
    "an alert": message(
        {"type": "header", "text": plain("Lead")},
        section("*ACME &amp; Co*", accessory=button("open")),
        {"type": "divider"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}]},
        actions(button() | {"style": "primary"}, select("stage", "won")),
    ),
    "a modal": modal(
        field("name", text_input(multiline=True, max_length=500), optional=True, hint=plain("h")),
        field("when", {"type": "datepicker", "action_id": "d", "initial_date": "2026-01-02"}),
        private_metadata="{}",
        notify_on_close=True,
    ),
    "a home": home(section("x"), actions(button())),
    "plain text": {"text": "no blocks at all"},
}


@pytest.mark.parametrize("payload", REFUSED.values(), ids=REFUSED.keys())
def test_what_slack_refuses_is_found(payload: Json) -> None:
    assert payload_faults(payload) != []


@pytest.mark.parametrize("payload", TAKEN.values(), ids=TAKEN.keys())
def test_what_slack_takes_is_left_alone(payload: Json) -> None:
    assert payload_faults(payload) == []

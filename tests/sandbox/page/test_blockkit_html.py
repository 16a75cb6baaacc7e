"""Block Kit, drawn so that a person and the page's script both understand it."""

from __future__ import annotations

import re

import pytest

from bot.sandbox.elements import with_ids
from bot.sandbox.page.blockkit_html import blocks_html
from bot.sandbox.page.element_html import Surface
from bot.sandbox.page.mrkdwn import Reader
from bot.sandbox.workspace import Json, Workspace

EVIL = '<script>alert("x")</script><!channel>'


def drawn(*blocks: Json, surface: Surface | None = None) -> str:
    workspace = Workspace()
    workspace.add_user("dana", "Dana Reyes", id="U1")
    return str(blocks_html(with_ids(blocks, lambda: "b1"), surface or Surface(Reader(workspace, "U1"))))


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def test_a_button_carries_what_slack_needs_to_know() -> None:
    button = {"type": "button", "action_id": "referral:claim", "value": "R-7K3M-9Q", "text": plain("Claim")}
    html = drawn({"type": "actions", "block_id": "b", "elements": [button | {"style": "primary"}]})
    assert html == (
        '<div class="bk bk-actions"><button type="button" class="bk-button primary" data-do="click" '
        'data-action-id="referral:claim" data-block-id="b" data-value="R-7K3M-9Q">Claim</button></div>'
    )


def test_a_rich_text_block_keeps_its_styles_and_quotes() -> None:
    section = {
        "type": "rich_text_section",
        "elements": [
            {"type": "text", "text": "Name  ", "style": {"bold": True}},
            {"type": "text", "text": "Priya"},
            {"type": "text", "text": "\n"},
            {"type": "link", "url": "https://a.example", "text": "there"},
        ],
    }
    quote = {"type": "rich_text_quote", "elements": [{"type": "text", "text": "an <intro>"}]}
    html = drawn({"type": "rich_text", "elements": [section, quote]})
    assert "<strong>Name  </strong>Priya<br>" in html
    assert 'href="https://a.example"' in html
    assert "<blockquote>an &lt;intro&gt;</blockquote>" in html


def test_an_input_shows_its_label_its_value_and_what_is_wrong_with_it() -> None:
    block = {
        "type": "input",
        "block_id": "mail",
        "label": plain("E-mail"),
        "element": {"type": "email_text_input", "action_id": "value", "initial_value": "a@b.example"},
    }
    surface = Surface(Reader(Workspace(), ""), errors={"mail": "That is nobody's <address>."})
    html = drawn(block, surface=surface)
    name = re.search(r'<label for="(\w+)">E-mail</label>', html)
    assert name is not None
    assert f'id="{name[1]}"' in html
    assert f'aria-describedby="{name[1]}-error"' in html
    assert 'value="a@b.example"' in html
    assert "nobody&#39;s &lt;address&gt;." in html


def test_what_a_person_has_entered_wins_over_what_was_there_at_first() -> None:
    options = [{"text": plain(name), "value": name} for name in ("one", "two")]
    select = {"type": "static_select", "action_id": "pick", "options": options, "initial_option": options[0]}
    block = {"type": "actions", "block_id": "b", "elements": [select]}
    state = {"b": {"pick": {"type": "static_select", "selected_option": options[1]}}}
    html = drawn(block, surface=Surface(Reader(Workspace(), ""), state))
    assert re.findall(r'<option value="(\w*)"( selected)?>', html) == [("one", ""), ("two", " selected")]


def test_a_confirm_dialog_travels_with_the_button() -> None:
    confirm = {"title": plain("Sure?"), "text": plain("Really"), "confirm": plain("Yes"), "deny": plain("No")}
    button = {"type": "button", "action_id": "a", "text": plain("Go"), "confirm": confirm}
    html = drawn({"type": "actions", "elements": [button]})
    assert "data-confirm=" in html
    assert "Sure?" in html


def hostile_blocks() -> list[Json]:
    text, mrkdwn = plain(EVIL), {"type": "mrkdwn", "text": EVIL}
    option = {"text": text, "value": EVIL, "description": text}
    elements: list[Json] = [
        {"type": "button", "text": text, "value": EVIL, "action_id": EVIL, "accessibility_label": EVIL},
        {"type": "button", "text": text, "url": 'javascript:alert("x")', "action_id": EVIL},
        {"type": "overflow", "options": [option], "action_id": EVIL},
        {"type": "static_select", "options": [option], "placeholder": text, "action_id": EVIL},
        {"type": "external_select", "placeholder": text, "action_id": EVIL, "initial_option": option},
        {"type": "checkboxes", "options": [option], "initial_options": [option], "action_id": EVIL},
        {"type": "radio_buttons", "options": [option], "action_id": EVIL},
        {"type": "datepicker", "initial_date": EVIL, "action_id": EVIL},
        {"type": "users_select", "placeholder": text, "action_id": EVIL},
    ]
    inputs: list[Json] = [
        {"type": "plain_text_input", "initial_value": EVIL, "multiline": True, "placeholder": text},
        {"type": "plain_text_input", "initial_value": EVIL},
        {"type": "number_input", "initial_value": EVIL},
        {"type": "url_text_input", "initial_value": EVIL},
    ]
    return [
        {"type": "header", "text": text},
        {"type": "section", "text": mrkdwn, "fields": [text, mrkdwn], "accessory": elements[0]},
        {"type": "context", "elements": [mrkdwn, text, {"type": "image", "alt_text": EVIL}]},
        {"type": "image", "alt_text": EVIL, "title": text, "image_url": EVIL},
        {"type": "actions", "block_id": EVIL, "elements": elements},
        *({"type": "input", "block_id": EVIL, "label": text, "hint": text, "element": e} for e in inputs),
        {"type": "markdown", "text": EVIL},
        {"type": "table", "rows": [[{"type": "raw_text", "text": EVIL}]]},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
            {"type": "text", "text": EVIL, "style": {"code": True}},
            {"type": "link", "url": EVIL, "text": EVIL}, {"type": "emoji", "name": EVIL},
            {"type": "user", "user_id": EVIL}, {"type": "broadcast", "range": EVIL},
        ]}]},
        {"type": EVIL},
    ]  # fmt: skip


@pytest.mark.parametrize("block", hostile_blocks(), ids=lambda block: str(block["type"])[:12])
def test_hostile_text_is_shown_letter_by_letter_wherever_it_stands(block: Json) -> None:
    html = drawn(block)
    assert "<script" not in html
    assert "<!channel" not in html
    assert 'href="javascript' not in html

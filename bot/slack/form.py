"""Forms: fields to fill in, and what was filled in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from blockkit import DatePicker, EmailInput, Input, Modal, Option, PlainTextInput, Section, StaticSelect

from bot.slack.blocks import cut, plain
from bot.slack.modals import Unfit
from bot.slack.typed import visible
from inbox.smtp import envelope_address

LONGEST_LINE = 300
LONGEST_TEXT = 3000


@dataclass(frozen=True, slots=True)
class Form:
    """A submitted form: what it is about, and its values by block."""

    about: Mapping[str, Any]
    values: Mapping[str, Any]

    def text(self, field: str) -> str:
        """What was typed, "" when the field was left empty."""
        return visible(str(self._value(field).get("value") or ""))

    def chosen(self, field: str) -> str:
        """The value of the chosen option, "" when there is none."""
        option = self._value(field).get("selected_option") or {}
        return str(option.get("value", ""))

    def day(self, field: str) -> date | None:
        """The chosen day."""
        chosen = self._value(field).get("selected_date")
        return date.fromisoformat(chosen) if chosen else None

    def address(self, field: str) -> str:
        """An e-mail address in lower case, "" when there is none; Unfit when mail cannot go there."""
        typed = self.text(field).lower()
        if typed:
            fit_address(field, typed)
        return typed

    def _value(self, field: str) -> Mapping[str, Any]:
        return next(iter(self.values.get(field, {}).values()), {})


def read_form(body: Mapping[str, Any]) -> Form:
    """Translate a view_submission payload; KeyError means that Slack changed its shape."""
    view = body["view"]
    return Form(json.loads(view["private_metadata"] or "{}"), view["state"]["values"])


def fit_address(field: str, address: str) -> None:
    """Unfit, with what to mend, when this is no address mail could go to."""
    try:
        envelope_address(address)
    except ValueError as wrong:
        raise Unfit(field, str(wrong)) from wrong


def modal(title: str, submit: str, callback_id: str, about: Mapping[str, Any]) -> Modal:
    """An empty form."""
    view = Modal(plain(title, 24), submit=plain(submit, 24), close=plain("Not now", 24))
    return view.callback_id(callback_id).private_metadata(json.dumps(dict(about), ensure_ascii=False))


def line(field: str, label: str, value: str | None = "", *, optional: bool = False, hint: str = "") -> Input:
    """One line of text."""
    element = PlainTextInput(action_id=field, max_length=LONGEST_LINE)
    if value:
        element.initial_value(cut(value, LONGEST_LINE))
    return _input(label, element, field, optional, hint)


def text(field: str, label: str, value: str = "", *, optional: bool = True, hint: str = "") -> Input:
    """Several lines of text."""
    element = PlainTextInput(action_id=field, multiline=True, max_length=LONGEST_TEXT)
    if value:
        element.initial_value(cut(value, LONGEST_TEXT))
    return _input(label, element, field, optional, hint)


def address(field: str, label: str, value: str | None = "", *, optional: bool = True) -> Input:
    """An e-mail address."""
    element = EmailInput(action_id=field)
    if value:
        element.initial_value(value)
    return _input(label, element, field, optional, "")


def day(
    field: str, label: str, *, optional: bool = True, hint: str = "", chosen: date | None = None
) -> Input:
    """A day."""
    element = DatePicker(action_id=field)
    if chosen:
        element.initial_date(chosen.isoformat())
    return _input(label, element, field, optional, hint)


def choice(
    field: str, label: str, options: Iterable[tuple[str, str]], chosen: str, *, hint: str = ""
) -> Input:
    """One of a few: value and name each; the first where `chosen` is none of them."""
    known = [Option(plain(name), value=value[:150]) for value, name in options][:100]
    values = [value[:150] for value, _name in options][:100]
    at = values.index(chosen[:150]) if chosen[:150] in values else 0
    return _input(
        label, StaticSelect(options=known, action_id=field, initial_option=known[at]), field, False, hint
    )


def _input(label: str, element: Any, field: str, optional: bool, hint: str) -> Input:
    made = Input(plain(label), element, block_id=field, optional=optional)
    return made.hint(plain(hint, 300)) if hint else made


def said(title: str, words: str) -> dict[str, Any]:
    """What came of a form, in its place."""
    view = Modal(plain(title, 24), close=plain("Close", 24))
    view.add_block(Section(plain(cut(words, 2_900), 3_000)))
    return built(view)


def built(view: Modal) -> dict[str, Any]:
    """The form as Slack takes it."""
    drawn: dict[str, Any] = view.build()
    return drawn

"""What people typed, without Slack's markup."""

from __future__ import annotations

import html
import re

from inbox.formats.charsets import clean_text

_MARKUP = re.compile(r"<(?P<sign>[@#!]?)(?:mailto:|https?://)?(?P<target>[^<|>]*)(?:\|(?P<label>[^<>]*))?>")
_START = re.compile(r"\s*@(\d{1,6})\s*$")


def unescaped(typed: str) -> str:
    """`<mailto:a@b.example|a@b.example>` -> `a@b.example`; what a slash command or a message carries.

    The manifest asks for escaping (`should_escape`), so that a mentioned person arrives as an ID. A mention
    without a label, as messages have them, names nobody we could read, so it goes.
    """
    return visible(html.unescape(_MARKUP.sub(_plain, typed)))


def visible(typed: str) -> str:
    """As words of a mail are taken: without what hides letters, or turns them around where they are shown."""
    return clean_text(typed).strip()


def _plain(found: re.Match[str]) -> str:
    label = str(found["label"] or "")
    match found["sign"]:
        case "@" | "!":
            return label
        case "#":
            return f"#{label}" if label else ""
    return label or str(found["target"])


def split_start(words: str) -> tuple[str, int]:
    """`northwind @20` -> `northwind` and 20: where a list goes on; 0 is its beginning."""
    found = _START.search(words)
    return (words[: found.start()].strip(), int(found[1])) if found else (words.strip(), 0)

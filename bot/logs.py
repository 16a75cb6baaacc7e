"""JSON lines with a correlation id. Addresses, mail content and secrets do not reach the log; ids do."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

ADDRESS = re.compile(r"[^\s@<>\"'/:*]+@[^\s@<>\"']+\.[^\s@<>\"']+")
TOKEN = re.compile(r"x(?:ox[a-z]|app)-[\w-]+")
PASSWORD_IN_URL = re.compile(r"(\w+://[^:/\s]*:)[^@\s]+@")


def set_up(*, level: str = "INFO") -> None:
    """Once, at start. Libraries speak from WARNING on; aioimaplib not at all: its DEBUG shows passwords."""
    logging.basicConfig(format="%(message)s", stream=sys.stderr, level=logging.WARNING, force=True)
    logging.getLogger("aioimaplib").disabled = True
    for handler in logging.getLogger().handlers:
        handler.addFilter(_Redaction())
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _redacted,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def redact(text: str) -> str:
    """The text without addresses, tokens and passwords."""
    text = PASSWORD_IN_URL.sub(r"\1***@", text)
    return ADDRESS.sub("<address>", TOKEN.sub("<token>", text))


def _redacted(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = redact(value)
    return event


class _Redaction(logging.Filter):
    """The same for what libraries log, less what tells nobody anything."""

    def filter(self, record: logging.LogRecord) -> bool:
        if "As you gave `client` as well" in str(record.msg):
            return False  # Bolt sees SLACK_BOT_TOKEN in the environment; our client has the same one
        record.msg, record.args = redact(record.getMessage()), ()
        return True

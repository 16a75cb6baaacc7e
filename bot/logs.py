"""JSON lines with a correlation id. Addresses, mail content and secrets do not reach the log; ids do.

What an exception says is nobody's to check: a database quotes the row it refused, a parser the mail it
stopped at. So the log tells where it was raised and of what kind it is, and never its words.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator, MutableMapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import structlog

ADDRESS = re.compile(r"(?:\"[^\"\n]{1,64}\"|[^\s@<>\"/:*]+)@[^\s@<>\"']+\.[^\s@<>\"']+")
TOKEN = re.compile(r"x(?:ox[a-z]|app)-[\w-]+")
NAMED_SECRET = re.compile(  # a library that shows what it sent or got: an exchange of tokens
    r"((?:code|client_secret|refresh_token|access_token|id_token|assertion|password)['\"]?\s?[:=]\s?['\"]?)"
    r"[\w.~+/=-]{12,}",
    re.I,
)
PASSWORD_IN_URL = re.compile(r"(\w+://[^:/\s]*:)[^@\s]+@")
ROW = re.compile(r"(DETAIL|CONTEXT):.*")  # PostgreSQL shows what it was told to store
FACTS = ("sqlstate", "sqlite_errorname", "errno", "status", "code")  # which of its kind, in no words
PLAIN = re.compile(r"\d{1,9}|[A-Z][A-Z\d_]{1,40}|[A-Z\d]{5}")
EXTRA = ("mailbox", "uid")  # what our mail rooms add to their words
MOST_LINKS = 10  # of a chain of causes


def set_up(*, level: str = "INFO") -> None:
    """Once, at start. Libraries speak from WARNING on; aioimaplib not at all: its DEBUG shows passwords."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, force=True)
    logging.getLogger("aioimaplib").disabled = True
    for handler in logging.getLogger().handlers:
        handler.addFilter(_Redaction())
        handler.setFormatter(_Line())
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(_raised),
            _redacted,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    sys.excepthook = _ended
    threading.excepthook = lambda end: _ended(end.exc_type, end.exc_value, end.exc_traceback)


def kind_of(broken: BaseException) -> str:
    """What kind of failure, with the number its library gives it; none of its words."""
    whole = getattr(broken, "orig", None) or broken  # SQLAlchemy wraps what the driver said
    facts = [f"{name} {fact}" for name in FACTS if PLAIN.fullmatch(fact := str(getattr(whole, name, "")))]
    named = type(broken).__name__ if whole is broken else f"{type(broken).__name__} of {type(whole).__name__}"
    return f"{named} ({', '.join(facts)})" if facts else named


def where_of(broken: BaseException | None) -> str:
    """The trace of a failure and of all that led to it: lines of the program, and what kind each was."""
    told = [f"{kind_of(one)}\n{''.join(traceback.format_tb(one.__traceback__))}" for one in _chain(broken)]
    return "… which led to\n".join(reversed(told)).rstrip()


def redact(text: str) -> str:
    """The text without addresses, tokens, passwords and the rows a database quotes."""
    text = PASSWORD_IN_URL.sub(r"\1***@", ROW.sub(r"\1: <row>", text))
    text = NAMED_SECRET.sub(r"\1***", text)
    return ADDRESS.sub("<address>", TOKEN.sub("<token>", text))


def _chain(broken: BaseException | None) -> Iterator[BaseException]:
    """The failure, then what it came from; of several at once the first."""
    seen: list[BaseException] = []
    while broken is not None and broken not in seen and len(seen) < MOST_LINKS:
        seen.append(broken)
        yield broken
        inner = broken.exceptions[0] if isinstance(broken, BaseExceptionGroup) else None
        context = None if broken.__suppress_context__ else broken.__context__
        broken = inner or broken.__cause__ or context


def _raised(exc_info: tuple[Any, BaseException, Any]) -> str:
    """As structlog has it, which is as `sys.exc_info()` gives it."""
    return where_of(exc_info[1])


def _ended(kind: type[BaseException], broken: BaseException | None, _trace: TracebackType | None) -> None:
    """What ends the program, or a thread of it, is told like everything else."""
    if not issubclass(kind, KeyboardInterrupt | SystemExit):
        structlog.get_logger().critical("crashed", error=kind.__name__, exc_info=broken)


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
        said = record.getMessage()
        if record.exc_info:
            said = said.partition("\n")[0]  # asyncio goes on with the task, and that with its exception
            record.exc_text = where_of(record.exc_info[1])
        record.msg, record.args = redact(said), ()
        return True


class _Line(logging.Formatter):
    """What libraries and our mail rooms log, as a line like all others; `extra` has its own keys there."""

    def format(self, record: logging.LogRecord) -> str:
        told = {name: value for name in EXTRA if (value := getattr(record, name, None)) is not None}
        if record.exc_text:
            told["exception"] = record.exc_text
        stamp = datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z")
        line = {
            "logger": record.name,
            **told,
            "event": record.getMessage(),
            "level": record.levelname.lower(),
        }
        return json.dumps({**line, "timestamp": stamp}, ensure_ascii=False)

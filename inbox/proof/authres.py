"""The Authentication-Results header (RFC 8601), read by its grammar: comments and quotes cannot fool it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

MAX_CHARS = 16_000
MAX_RESULTS = 100

_ATOM = re.compile(r'[^\s;="()]{1,2000}')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*+)"')
_PAREN = re.compile(r"\\.|[()]", re.DOTALL)


class Unreadable(ValueError):
    """The header does not follow the grammar; nothing in it may be believed."""


@dataclass(frozen=True, slots=True)
class Result:
    """One method's verdict; properties by their lower-case name, such as `header.from`."""

    method: str
    verdict: str
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuthenticationResults:
    """Who says it, and what was found."""

    authserv_id: str
    results: tuple[Result, ...] = ()

    def of(self, method: str) -> tuple[Result, ...]:
        """The results of one method; DKIM may have several."""
        return tuple(result for result in self.results if result.method == method)


def parse_results(value: str) -> AuthenticationResults:
    """Read one header value; raises `Unreadable`."""
    if len(value) > MAX_CHARS:
        raise Unreadable("too long")
    head, *infos = _statements(value)
    if not head or len(head) > 2 or "=" in (kind for kind, _ in head):
        raise Unreadable("no authserv-id")
    if len(head) == 2 and not head[1][1].isdigit():
        raise Unreadable("no version")
    results = [_result(info) for info in infos[:MAX_RESULTS] if info]
    return AuthenticationResults(head[0][1], tuple(r for r in results if r is not None))


def _result(tokens: list[tuple[str, str]]) -> Result | None:
    if len(tokens) == 1 and tokens[0][1].lower() == "none":
        return None
    pairs = list(_pairs(tokens))
    (method, verdict), *rest = pairs
    properties: dict[str, str] = {}
    for name, value in rest:
        properties.setdefault(name, value)
    return Result(method.partition("/")[0], verdict.lower(), properties)


def _pairs(tokens: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """`name = value` three by three; a value may be missing at the end only for a property."""
    at = 0
    while at < len(tokens):
        if (
            at + 2 >= len(tokens)
            or tokens[at][0] != "atom"
            or tokens[at + 1][0] != "="
            or tokens[at + 2][0] == "="
        ):
            raise Unreadable("not name=value")
        yield tokens[at][1].lower(), tokens[at + 2][1]
        at += 3


def _statements(value: str) -> list[list[tuple[str, str]]]:
    statements: list[list[tuple[str, str]]] = [[]]
    for kind, text in _tokens(value):
        if kind == ";":
            statements.append([])
        else:
            statements[-1].append((kind, text))
    return statements


def _tokens(value: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(value):
        char = value[at]
        if char.isspace():
            at += 1
        elif char == "(":
            at = _skip_comment(value, at)
        elif char in ";=":
            yield char, char
            at += 1
        elif char == '"':
            quoted = _QUOTED.match(value, at)
            if quoted is None:
                raise Unreadable("a quote that does not end")
            yield "quoted", re.sub(r"\\(.)", r"\1", quoted[1])
            at = quoted.end()
        else:
            atom = _ATOM.match(value, at)
            if atom is None:
                raise Unreadable("a stray character")
            yield "atom", atom[0]
            at = atom.end()


def _skip_comment(value: str, at: int) -> int:
    depth = 0
    for match in _PAREN.finditer(value, at):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth == 0:
            return match.end()
    raise Unreadable("a comment that does not end")

"""The mail inside an opaque S/MIME signature (RFC 5652): only opened to be read, never verified."""

from __future__ import annotations

from dataclasses import dataclass

MAX_DEPTH = 12
MAX_ELEMENTS = 50_000

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_DATA = bytes.fromhex("2a864886f70d010701")
_OBJECT_ID, _OCTETS = 0x06, 0x04


class _Malformed(ValueError):
    """Not the structure a signed mail has."""


@dataclass(slots=True)
class _Element:
    tag: int
    start: int
    end: int
    children: list[_Element]


def signed_content(data: bytes) -> bytes | None:
    """The signed MIME entity; None when it is encrypted, detached or not CMS at all."""
    try:
        root, _ = _read(data, 0, len(data), 0, [MAX_ELEMENTS])
        kind, wrapped = root.children[:2]
        if data[kind.start : kind.end] != _SIGNED_DATA:
            return None
        encapsulated = next(e for e in wrapped.children[0].children if e.tag == 0x30)
        kind, content = encapsulated.children[:2]
        if kind.tag != _OBJECT_ID or data[kind.start : kind.end] != _DATA:
            return None
        return b"".join(_octets(data, content.children[0]))
    except (_Malformed, IndexError, ValueError, StopIteration):
        return None


def _octets(data: bytes, element: _Element) -> list[bytes]:
    """An octet string may come in pieces."""
    if element.children:
        return [piece for child in element.children for piece in _octets(data, child)]
    return [data[element.start : element.end]] if element.tag & 0x1F == _OCTETS else []


def _read(data: bytes, at: int, end: int, depth: int, left: list[int]) -> tuple[_Element, int]:
    """One element and where the next begins (X.690: definite and indefinite lengths)."""
    left[0] -= 1
    if depth > MAX_DEPTH or left[0] < 0 or at + 2 > end:
        raise _Malformed
    tag, length = data[at], data[at + 1]
    start = at + 2
    if length == 0x80:
        element = _Element(tag, start, end, [])
        at = start
        while data[at : at + 2] != b"\0\0":
            child, at = _read(data, at, end, depth + 1, left)
            element.children.append(child)
        element.end = at
        return element, at + 2
    if length > 0x80:
        size = length & 0x7F
        length = int.from_bytes(data[start : start + size], "big") if size <= 4 else end
        start += size
    if start + length > end:
        raise _Malformed
    element = _Element(tag, start, start + length, [])
    if tag & 0x20:
        at = start
        while at < element.end:
            child, at = _read(data, at, element.end, depth + 1, left)
            element.children.append(child)
    return element, start + length

"""Outlook's winmail.dat (MS-OXTNEF): the words in it and the files, read once from front to back.

Every count in it is the sender's claim. Reading goes on only while there are bytes and each step takes some,
so that a winmail.dat of forty bytes that promises four thousand million properties ends at once.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from inbox.formats.charsets import decode_bytes

_SIGNATURE = b"\x78\x9f\x3e\x22"
_EMBEDDED = bytes.fromhex("0703020000000000c000000000000046")  # before a message of Outlook's own
_STRING, _UNICODE = 0x1E, 0x1F
_OF_ANY_LENGTH = frozenset({_STRING, _UNICODE, 0x0D, 0x102})  # with objects and bytes
_SIZES = {2: 2, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 2, 0x14: 8, 0x40: 8, 0x48: 16}  # of the other types
_SEVERAL, _NAMED, _NAMED_BY_TEXT = 0x1000, 0x8000, 1
_CHARSETS = {20127: "ascii", 20866: "koi8-r", 21866: "koi8-u", 65001: "utf-8"}


@dataclass(slots=True)
class File:
    """A file in it; Outlook knows up to three names."""

    content: bytes = b""
    names: dict[int, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The longest name."""
        return self.names.get(0x3707) or self.names.get(0x3704) or self.names.get(0x3001, "")


@dataclass(slots=True)
class Winmail:
    """The words, as text and as HTML, and the files."""

    text: str = ""
    html: str = ""
    files: list[File] = field(default_factory=list)
    charset: str = ""


def read_winmail(data: bytes) -> Winmail:
    """What is in a winmail.dat as far as it can be read; nothing when it is none."""
    found = Winmail()
    for name, value in _attributes(data):
        match name:
            case 0x9007:
                found.charset = _charset(value)
            case 0x800C:
                found.text = _text(_STRING, value, found.charset)
            case 0x9003:
                _read_words(found, value)
            case 0x9002:
                found.files.append(File())
            case 0x8010 | 0x800F | 0x9005 if found.files:
                _read_file(found.files[-1], name, value, found.charset)
    return found


def _read_words(found: Winmail, data: bytes) -> None:
    values = {name: (kind, value) for name, kind, value in _properties(data)}
    _, page = values.get(0x3FDE, (0, b""))
    charset = _charset(page) or found.charset
    for name in (0x1000, 0x3FD9):  # both say the body in plain words
        found.text = _text(*values[name], charset) if name in values else found.text
    found.html = _text(*values[0x1013], charset) if 0x1013 in values else found.html


def _read_file(file: File, name: int, data: bytes, charset: str) -> None:
    match name:
        case 0x8010:
            file.names.setdefault(0x3704, _text(_STRING, data, charset))
        case 0x800F:
            file.content = data
        case 0x9005:
            for tag, kind, value in _properties(data):
                if tag == 0x3701:
                    file.content = value.removeprefix(_EMBEDDED)
                elif tag in (0x3707, 0x3704, 0x3001):
                    file.names[tag] = _text(kind, value, charset)


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Name and value of each: level, name, type, length, value, checksum."""
    at = 6 if data.startswith(_SIGNATURE) else len(data)
    while at + 9 <= len(data):
        name, length = struct.unpack_from("<xH2xI", data, at)
        yield name, data[at + 9 : at + 9 + length]
        at += 9 + length + 2


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Name, type and first value of each; what cannot be read ends it."""
    at = 4  # how many there are is told again by where they end
    try:
        while at + 4 <= len(data):
            kind, name = struct.unpack_from("<HH", data, at)
            at = _behind_name(data, at + 4) if name >= _NAMED else at + 4
            several, kind = bool(kind & _SEVERAL), kind & ~_SEVERAL
            start, size, at = _value(data, at, kind, several=several)
            yield name, kind, data[start : start + size]
    except (struct.error, KeyError):
        return


def _behind_name(data: bytes, at: int) -> int:
    """A property of a program's own has a namespace, and a number or words for a name."""
    (kind,) = struct.unpack_from("<I", data, at + 16)
    (length,) = struct.unpack_from("<I", data, at + 20)
    return at + 24 + (_padded(length) if kind == _NAMED_BY_TEXT else 0)


def _value(data: bytes, at: int, kind: int, *, several: bool) -> tuple[int, int, int]:
    """Where the first value starts, how long it is, and where the next property begins."""
    is_counted = several or kind in _OF_ANY_LENGTH
    count = struct.unpack_from("<I", data, at)[0] if is_counted else 1
    at += 4 * is_counted
    if kind not in _OF_ANY_LENGTH:
        return at, _SIZES[kind], at + _padded(_SIZES[kind]) * count
    start, size = at, 0
    for number in range(count):  # ends at the last byte, whatever the count says
        (length,) = struct.unpack_from("<I", data, at)
        start, size = (at + 4, length) if number == 0 else (start, size)
        at += 4 + _padded(length)
    return start, size, at


def _padded(length: int) -> int:
    return -(-length // 4) * 4


def _text(kind: int, value: bytes, charset: str) -> str:
    return decode_bytes(value, "utf-16-le" if kind == _UNICODE else charset).strip("\0")


def _charset(page: bytes) -> str:
    """A code page of Windows by the name we decode by."""
    number = int.from_bytes(page[:4], "little")
    is_latin = 28591 <= number <= 28606  # 28605 is ISO 8859-15
    return _CHARSETS.get(number) or (
        f"iso-8859-{number - 28590}" if is_latin else f"cp{number}" if number else ""
    )

"""Files that came with a mail: which there are, and their bytes, under names that are safe to write.

A sender chooses name and type. Here a name has no folder, no character that hides or turns letters around,
and none that a file system takes for something else; no two files of a mail share one.
"""

from __future__ import annotations

import mimetypes
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inbox.formats.bodies import body_of
from inbox.formats.charsets import clean_line, decode_words
from inbox.formats.mime import Part, read_parts
from inbox.message import MAX_ATTACHED, MAX_ATTACHED_DEPTH, MAX_MAIL_BYTES, ParsedMail
from inbox.reading import Attachment

MAX_FILES = 200
LONGEST_NAME = 120  # characters
LONGEST_NAME_BYTES = 200  # file systems take 255
LONGEST_ENDING = 12

_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}")
_NOT_IN_A_NAME = re.compile(r'[<>:"|?*%]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file out of a mail."""

    name: str
    media_type: str
    content: bytes


def listed(mail: ParsedMail) -> tuple[Attachment, ...]:
    """The files of a mail and of the mails attached to it, as `enclosed` names them."""
    found = list(_all_listed(mail, MAX_ATTACHED_DEPTH))[:MAX_FILES]
    names = _safe_names((one.name, one.content_type) for one in found)
    return tuple(
        Attachment(name, _safe_type(one.content_type), one.size)
        for name, one in zip(names, found, strict=True)
    )


def enclosed(raw: bytes) -> tuple[Enclosed, ...]:
    """The files in a raw mail, in the order and under the names of `listed`; an empty one is none."""
    root, _ = read_parts(raw[:MAX_MAIL_BYTES])
    parts = list(_all_files(root, MAX_ATTACHED_DEPTH))[:MAX_FILES]
    names = _safe_names((_own_name(part), part.content_type) for part in parts)
    return tuple(
        Enclosed(name, _safe_type(part.content_type), part.content(part.end - part.start))
        for name, part in zip(names, parts, strict=True)
    )


def safe_name(name: str, media_type: str = "", number: int = 1) -> str:
    """What a file may be called on any disk; `number` names one that came without a name."""
    name = unicodedata.normalize("NFC", clean_line(name, 1_000)).replace("\\", "/").rpartition("/")[2]
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    name = _NOT_IN_A_NAME.sub("_", name).strip(" .")
    if not name:
        ending = mimetypes.guess_extension(media_type.lower()) or ""
        return f"file-{number}{ending}"
    return _shortened(f"_{name}" if _DEVICE.match(name) or name.startswith(("-", "~")) else name)


def _all_listed(mail: ParsedMail, depth: int) -> Iterator[Attachment]:
    yield from mail.attachments
    for inner in mail.attached if depth else ():
        yield from _all_listed(inner, depth - 1)


def _all_files(root: Part, depth: int) -> Iterator[Part]:
    body = body_of(root)
    yield from body.files
    mails = [part.children[0] for part in body.mails if part.children][:MAX_ATTACHED]
    for inner in mails if depth else ():
        yield from _all_files(inner, depth - 1)


def _own_name(part: Part) -> str:
    return clean_line(decode_words(part.filename), 255)


def _safe_type(declared: str) -> str:
    return declared if _TYPE.fullmatch(declared) else _UNKNOWN_TYPE


def _safe_names(files: Iterable[tuple[str, str]]) -> list[str]:
    names: list[str] = []
    taken: set[str] = set()
    for number, (given, media_type) in enumerate(files, 1):
        name = safe_name(given, media_type, number)
        if name.casefold() in taken:
            stem, dot, ending = name.rpartition(".")
            name = f"{stem} ({number}).{ending}" if dot else f"{name} ({number})"
        taken.add(name.casefold())
        names.append(name)
    return names


def _shortened(name: str) -> str:
    """A long name keeps its ending: it says what opens the file."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or len(ending) > LONGEST_ENDING:
        stem, ending = name, ""
    ending = f".{ending}" if ending else ""
    while len(stem) + len(ending) > LONGEST_NAME or len(f"{stem}{ending}".encode()) > LONGEST_NAME_BYTES:
        stem = stem[:-1]
    return f"{stem.rstrip(' .')}{ending}"

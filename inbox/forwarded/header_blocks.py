"""The blocks of `From: … To: … Subject: …` lines that mail programs leave in a body.

Found by structure: lines whose keys are known in some language and that stand together, whatever
separator, quote prefix, bold stars, table or blank line a mail program puts between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from inbox.facts import forms
from inbox.forwarded.forward_words import END_PHRASE, FORWARD_PHRASE, ORIGINAL_PHRASE, ROLES, Role, normal_key

MAX_BLOCK_LINES = 400

Announced = Literal["forward", "original", "rule", ""]

_QUOTE = re.compile(r"[ \t]{0,3}((?:[>＞]\s?){1,20})")
_STARS = re.compile(r"^[*_\s]{1,4}|[*_\s]{1,4}$")
_FRAME = "-=_*~─—–"
_RULE = re.compile(r"^[\s*]{0,4}[-=_─—–*]{5,500}[\s*]{0,4}$")
_DATE_LIKE = re.compile(r"\d{1,2}\s?[:.]\s?\d{2}|(?:19|20)\d\d")
_TIME = re.compile(r"\d\s?[:.]\s?\d\d")
# What stands right over the fields without a frame: The Bat's sentence, and the line of Orange and La Poste.
_THIS_IS = re.compile(
    r"(?:this is|das ist|dies ist|ceci est|c'est|est[eo] es|questo [eè]|dit is|to jest|toto je|это|це)\s",
    re.IGNORECASE,
)
_OF_A_TIME = re.compile(
    r"[^\d:<>@]{2,40}\s\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?(?:\s\w{1,3})?\s\d{1,2}[:h.]\d{2}$"
)
_UNKNOWN_FIELD = re.compile(r"\s{0,4}[*_]{0,2}[^\W\d_][^:：<>@]{0,24}[:：][*_]{0,2}\s{1,9}(\S.{0,2000})$")
_CUT_NAME = re.compile(r"[^<>@:]{0,60}<[^<>\s]{1,300}[>\s]")  # the second half of a folded mailbox
_WHOLE = re.compile(r"[>)\]]\s*[,;]?\s*$|@\S+$")
_CORE: tuple[Role, ...] = ("from", "to", "cc", "date", "subject")
_SCISSORS = "=8<="  # The Bat's frame around the words
_GLUED = re.compile(
    r"\W{0,8}[-=_*]{3,80}\s{0,9}([^-=_*]{3,80}?)\s{0,9}[-=_*]{3,80}\s{0,9}"
)  # Yahoo: fields follow


@dataclass(slots=True)
class Line:
    """A line without its quote marks."""

    depth: int
    text: str


@dataclass(slots=True)
class Block:
    """One header block; lines are indices into the text it was found in."""

    first: int  # the separator, if there is one, else the first field
    fields_at: int
    end: int  # the line behind the last field
    depth: int
    announced: Announced = ""
    values: dict[Role, str] = field(default_factory=dict)
    keys: dict[Role, str] = field(default_factory=dict)
    apart: int = 0  # how many fields stand behind an empty line
    values_below: bool = False  # each value stands on the line below its key


def split_lines(text: str) -> list[Line]:
    """The lines of a text, quote marks counted and taken off."""
    return [_line(line) for line in text.split("\n")]


def _line(line: str) -> Line:
    match = _QUOTE.match(line) if ">" in line or "＞" in line else None
    if not match:
        return Line(0, line)
    return Line(len(re.findall("[>＞]", match[1])), line[match.end() :])


def find_blocks(lines: list[Line], limit: int = 30) -> list[Block]:
    """Every header block from the top, at most `limit`."""
    found: list[Block] = []
    at = 0
    while at < len(lines) and len(found) < limit:
        block = block_at(lines, at)
        if block is None:
            at += 1
        else:
            found.append(block)
            at = block.end
    return found


@lru_cache(maxsize=4096)  # the lines below each field are looked at again
def role_of(text: str) -> tuple[Role | None, str, str]:
    """Role, key and value when the line is a header field."""
    colon = text.find(":", 0, 48)
    wide = text.find("：", 0, 48 if colon < 0 else colon)
    colon = wide if wide >= 0 else colon
    if colon < 1:
        return None, "", ""
    key = normal_key(text[:colon])
    role = ROLES.get(key)
    return role, key, _STARS.sub("", text[colon + 1 :]) if role else ""


def announcement(text: str) -> Announced:
    """Whether the line says that a forwarded or original message follows."""
    line = text.strip()
    if not line or len(line) > 160:
        return ""
    if _RULE.match(line):
        return "rule"
    framed = _is_framed(line)
    if not framed and not (line.rstrip("*_ ")[-1:] in ":：" and len(line) < 80):
        return ""
    if END_PHRASE.search(line) and framed:
        return ""
    if FORWARD_PHRASE.search(line):
        return "forward"
    if ORIGINAL_PHRASE.search(line):
        return "original"
    return (
        "original"
        if framed and line[:3] in ("---", "===", "___") and line[-3:] in ("---", "===", "___")
        else ""
    )


def _is_framed(line: str) -> bool:
    """Whether dashes or the like stand before the words; a pattern for it would not be linear."""
    line = line.lstrip("*|> ") if line[:1] in "*|>" else line
    words = line.strip(_FRAME + " …")
    return len(line) > 4 and line[0] in _FRAME and line[1] in _FRAME and 2 <= len(words) <= 120


def block_at(lines: list[Line], at: int) -> Block | None:
    """The header block whose first field is this line."""
    role, key, _ = role_of(lines[at].text)
    if role is None or role == "other":
        if role is None and "@" in lines[at].text and len(lines[at].text) > 60:
            return _one_line_block(lines, at)
        return _foreign_block(lines, at) if key and not role else None
    block = Block(at, at, at, lines[at].depth)
    _read_fields(lines, block)
    first, announced = _separator_above(lines, at)
    if not _is_header(block, announced):
        one_line = _one_line_block(lines, at)
        return one_line if one_line else _foreign_block(lines, at)
    block.first, block.announced = first, announced
    block.end = _skip_closing_frame(lines, block)
    return block


def _is_header(block: Block, announced: Announced) -> bool:
    core = [role for role in _CORE if block.values.get(role, "").strip()]
    if not block.values.get("from", "").strip():
        return False
    if announced not in ("forward", "original") and not _is_of_a_mail(block):
        return False
    return len(core) >= 3 or (len(core) == 2 and announced in ("forward", "original"))


def _is_of_a_mail(block: Block) -> bool:
    """Whether an address or a full date shows that these lines were a mail's, not a ferry's or a parcel's."""
    said = " ".join(block.values.get(role, "") for role in ("from", "to", "cc"))
    return "@" in said or bool(_DATE_LIKE.search(block.values.get("date", "")))


def _read_fields(lines: list[Line], block: Block) -> None:
    at = block.fields_at
    last: Role | None = None
    while at < min(len(lines), block.fields_at + MAX_BLOCK_LINES):
        line = lines[at]
        role, key, value = role_of(line.text)
        if role and role != "other" and role in block.values:
            if role != "cc" or at != block.end:
                return
            hidden = key.startswith(("bcc", "cco", "ccn", "cci", "bilind"))  # Bcc below Cc
            block.values["cc"] += "" if hidden else f", {value}"
            at, last, block.end = at + 1, role, at + 1
            continue
        if role:
            if at > block.end and block.values:
                if not _may_follow_blank(block, role):
                    return
                block.apart += 1
            block.values[role], block.keys[role] = value, key
            at, last, block.end = at + 1, role, at + 1
        elif not line.text.strip():
            skipped = _next_filled(lines, at, limit=3)
            if last and skipped < len(lines) and _stands_below(lines, skipped, block, last):
                at = skipped
                block.end = at
                continue
            follows, _, _ = role_of(lines[skipped].text) if skipped < len(lines) else (None, "", "")
            if follows is None or not _may_follow_blank(block, follows):
                return
            at = skipped
        elif last and (guessed := _guess_field(lines, at, block)):
            block.values[guessed[0]], block.keys[guessed[0]] = guessed[1], ""
            at, last, block.end = at + 1, guessed[0], at + 1
        elif last and _continues(lines, at, block, last):
            block.values_below |= not block.values[last]
            block.values[last] = f"{block.values[last]} {line.text.strip()}".strip()
            at, block.end = at + 1, at + 1
        else:
            return


def _is_of_a_form(line: str) -> bool:
    """A contact form has "De:" and "Asunto:" too, but no mail's header has a phone or a company."""
    return forms.label_of(line) in ("phone", "company")


def _guess_field(lines: list[Line], at: int, block: Block) -> tuple[Role, str] | None:
    """A field between known ones whose name is not in the table, by what its value looks like."""
    match = _UNKNOWN_FIELD.match(lines[at].text)
    if not match or _is_of_a_form(lines[at].text) or not _more_fields_below(lines, at, block):
        return None
    role = _guess_role(match[1], block)
    return (role, match[1].strip()) if role else None


def _may_follow_blank(block: Block, role: Role) -> bool:
    """Header fields may stand apart, but once all four are there the next line is the body's."""
    if role == "other" or block.values.get(role, "").strip():
        return False
    complete = all(block.values.get(r, "").strip() for r in ("from", "to", "date", "subject"))
    return not complete or (role == "cc" and block.apart > 1)


def _next_filled(lines: list[Line], at: int, limit: int) -> int:
    end = min(len(lines), at + limit)
    while at < end and not lines[at].text.strip():
        at += 1
    return at


def _continues(lines: list[Line], at: int, block: Block, last: Role) -> bool:
    """Whether this line still belongs to the field above it."""
    text, value = lines[at].text, block.values[last].rstrip()
    if announcement(text) or _is_of_a_form(text):
        return False
    if not value:
        return _stands_below(lines, at, block, last)
    if last in ("from", "to", "cc"):
        if _CUT_NAME.match(text) and not _WHOLE.search(value):
            return True
        if value.endswith((",", ";", "<", "(")) or value.count("<") > value.count(">"):
            return "@" in text or value.endswith(("<", ",", ";", "("))
        if re.match(r"\s*[<\[(]", text) and "@" in text and not re.search(r"@\S*\s*[>)\]]*$", value):
            return True
    if text[:1] in (" ", "\t") and last != "other" and _more_fields_below(lines, at, block):
        return True
    return last in ("subject", "to", "cc", "date", "from") and _more_fields_below(lines, at, block)


def _stands_below(lines: list[Line], at: int, block: Block, last: Role) -> bool:
    """Whether this line is the value of the empty field above it, not the first line of the body."""
    if block.values[last].strip() or announcement(lines[at].text):
        return False
    return block.values_below or _more_fields_below(lines, at, block)


def _more_fields_below(lines: list[Line], at: int, block: Block) -> bool:
    for line in lines[at + 1 : at + 4]:
        role, _, _ = role_of(line.text)
        if role and role not in block.values:
            return True
        if role or not line.text.strip():
            return False
    return False


def _separator_above(lines: list[Line], at: int) -> tuple[int, Announced]:
    """Where the announcement of the block begins, and what kind it is."""
    first = at
    kind: Announced = ""
    above = at - 1
    for _ in range(6):
        while above >= 0 and at - above <= 5 and not lines[above].text.strip():
            above -= 1
        said = announcement(lines[above].text) if above >= 0 else ""
        if not said and above > 0 and kind == "" and lines[above].text.rstrip().endswith((":", "：")):
            said = announcement(
                f"{lines[above - 1].text.strip()} {lines[above].text.strip()}"
            )  # a wrapped phrase
            if said in ("forward", "original"):
                above -= 1
        if not said:
            break
        if kind in ("", "rule"):
            kind = said
        elif said != "rule":
            break
        first = above
        above -= 1
    if not kind and at and lines[at - 1].depth == lines[at].depth:
        kind = _said_plainly(lines[at - 1].text.strip())
        first = at - 1 if kind else at
    return first, kind


def _said_plainly(line: str) -> Announced:
    """An announcement without a frame, which counts right above the fields alone."""
    if len(line) > 80:
        return ""
    if _THIS_IS.match(line) and FORWARD_PHRASE.search(line) and len(line.split()) < 8:
        return "forward"
    return "original" if _OF_A_TIME.match(line) else ""


def _skip_closing_frame(lines: list[Line], block: Block) -> int:
    """Zoho and others repeat the separator under the fields."""
    at = _next_filled(lines, block.end, limit=2)
    if block.announced and at < len(lines) and announcement(lines[at].text) in ("forward", "original"):
        above = lines[block.first].text.strip()
        if lines[at].text.strip() == above or _SCISSORS in lines[at].text:
            return at + 1
    return block.end


def _one_line_block(lines: list[Line], at: int) -> Block | None:
    """All fields in one line: Yahoo's plain text, or what careless HTML conversion leaves."""
    text = lines[at].text[:4_000]
    if text.count(":") + text.count("：") < 3:
        return None
    glued = _GLUED.match(text)
    keys = list(_inline_keys().finditer(text, glued.end() if glued else 0))
    if len(keys) < 3 or keys[0].start() > (glued.end() if glued else 2):
        return None
    block = Block(at, at, at + 1, lines[at].depth)
    for match, following in zip(keys, [*keys[1:], None], strict=True):
        role = ROLES[normal_key(match[1])]
        if role not in block.values:
            block.values[role] = text[match.end() : following.start() if following else len(text)].strip()
            block.keys[role] = normal_key(match[1])
    block.first, block.announced = _separator_above(lines, at)
    if glued:
        block.announced = announcement(f"----- {glued[1]} -----")
    return block if _is_header(block, block.announced) else None


@lru_cache(1)
def _inline_keys() -> re.Pattern[str]:
    """Every field name as it begins a field inside a line: capital letter, no small letter before it."""
    names = {
        n
        for word, role in ROLES.items()
        if role != "other" and len(word) > 1
        for n in (word.capitalize(), word.title())
    }
    names |= {"CC", "À", "A"}
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(rf"(?<![a-zà-ÿ@.<-])[*_]{{0,2}}({either})\s?[*_]{{0,2}}[:：](?=[*_\s\"<]|[^\W\d])")


def _foreign_block(lines: list[Line], at: int) -> Block | None:
    """A block in a language not in the table: it must be announced, hold a mailbox and a date."""
    first, announced = _separator_above(lines, at)
    if not announced:
        return None
    pairs: list[tuple[str, str]] = []
    end = at
    for line in lines[at : at + 12]:
        key, colon, value = line.text.replace("：", ":").partition(":")
        if not colon or len(key) > 30 or len(key.split()) > 3 or not value.strip():
            break
        pairs.append((normal_key(key), _STARS.sub("", value)))
        end += 1
    block = Block(first, at, end, lines[at].depth, announced)
    for key, value in pairs:
        role = ROLES.get(key) or _guess_role(value, block)
        if role and role not in block.values:
            block.values[role], block.keys[role] = value, key
    mailboxes = sum("@" in block.values.get(role, "") for role in ("from", "to"))
    certain = len(pairs) >= 4 and mailboxes == 2 and _TIME.search(block.values.get("date", ""))
    enough = certain if announced == "rule" else len(pairs) >= 3
    return block if enough and _is_header(block, "rule") and "@" in block.values["from"] else None


def _guess_role(value: str, block: Block) -> Role | None:
    if "@" in value:
        return next((role for role in ("from", "to", "cc") if role not in block.values), None)
    if _DATE_LIKE.search(value) and "date" not in block.values:
        return "date"
    return None if "subject" in block.values else "subject"

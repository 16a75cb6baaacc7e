"""Words as the rules see them: folded, without accents, with their place in the message."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

_PIECE = re.compile(
    r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<date>\b\d{1,2}[./-]\d{1,2}[./-](?:\d{2,4})?(?!\d)|\b\d{4}-\d\d-\d\d\b)"
    r"|(?P<iban>\b[A-Z]{2}\d\d(?:[ ]?[A-Z\d]{4}){3,}(?:[ ]?[A-Z\d]{1,4})?)"
    r"|(?P<card>(?<!\d)\d{4}(?:[ -]\d{4}){3}(?!\d))"
    r"|(?P<phone>\+?\(?\d[\d()./\u00a0 \-]{5,}\d)"
    r"|(?P<ref>(?<![\w-])[Rr](?:[-–][A-Za-z\d]{4,6}[-–][A-Za-z\d]{2}"
    r"|[-–](?=[A-Za-z]*\d)[A-Za-z\d]{1,8}|[ ]?\d{1,6})\b)"
    r"|(?P<num>\d+(?:[.,:]\d+)*)"
    r"|(?P<word>(?<!\w)[^\W\d_]&[^\W\d_](?!\w)|[^\W\d_]+(?:['’`´.](?=[^\W\d_])[^\W\d_]+)*)"
    r"|(?P<mark>[^\w\s])|(?P<line>\n)"
)
_ELIDED = re.compile(r"^(l|d|j|n|s|m|t|c|qu|jusqu|lorsqu|puisqu|quelqu|aujourd)['.](?=\w)")
_FOLD = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "’": "'", "`": "'", "´": "'"})
SENTENCE_END = frozenset(".?!;\n…")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the message: `word` is folded, `raw` is what was written."""

    raw: str
    word: str
    kind: str  # email date iban phone ref num word mark line
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Written with a first capital letter."""
        return self.raw[:1].isupper()


def fold(text: str) -> str:
    """Lower case without accents: `Müller` and `Muller` are one, `ß` is `ss`."""
    flat = unicodedata.normalize("NFKD", text.casefold().translate(_FOLD))
    return "".join(c for c in flat if not unicodedata.combining(c))


def tokens(text: str) -> list[Token]:
    """The message in pieces; French elisions (`l'atelier`) become two words."""
    found: list[Token] = []
    for match in _PIECE.finditer(text):
        kind = match.lastgroup or "mark"
        if kind == "card":  # somebody's bank, like an IBAN
            kind = "iban"
        if kind == "phone" and len(re.sub(r"\D", "", match[0])) < 7:
            kind = "num"
        if kind == "word":
            found.extend(_words(match[0], match.start()))
        else:
            raw = match[0]
            found.append(Token(raw, "\n" if kind == "line" else fold(raw), kind, match.start(), match.end()))
    return found


def _words(raw: str, start: int) -> list[Token]:
    if "." in raw and not re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", raw):  # "end.Next": a missing blank
        parts, at = [], start
        for piece in raw.split("."):
            parts.extend(_words(piece, at))
            at += len(piece) + 1
            parts.append(Token(".", ".", "mark", at - 1, at))
        return parts[:-1]
    folded = fold(raw)
    elided = _ELIDED.match(folded)
    if not elided:
        return [Token(raw, re.sub(r"['.]", "", folded), "word", start, start + len(raw))]
    cut = elided.end()
    head = Token(raw[:cut], elided[1], "word", start, start + cut)
    return [head, *_words(raw[cut:], start + cut)]


def sentences(found: list[Token]) -> list[list[Token]]:
    """Cut at sentence ends; the closing mark stays with its sentence, empty ones fall away."""
    parts: list[list[Token]] = [[]]
    for token in found:
        parts[-1].append(token)
        if token.word in SENTENCE_END:
            parts.append([])
    return [p for p in parts if any(t.kind not in {"mark", "line"} for t in p)]


def masked(token: Token, name: str) -> Token:
    """The same place under another name: `cx` on file, `px` unknown, `ex` address, `nx` number."""
    return replace(token, word=name, kind="mask")


def plain(found: list[Token]) -> str:
    """One line for the classifier."""
    swap = {"email": "ex", "phone": "nx", "ref": "cx", "iban": "iban", "date": "date", "line": "."}
    return " ".join(swap.get(t.kind, t.word) for t in found)

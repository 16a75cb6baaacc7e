"""Personal names: titles off, in reading order, and matched against addresses."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from inbox import words
from inbox.who import scripts

_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ﷺ": "",  # blessings in one sign, eighteen and eight when they are taken apart
        "ﷻ": "",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
    }
)
_PARTICLE = re.compile("(?<=[A-Za-z])(?=[가-힣])")
_APOSTROPHES = str.maketrans("’‘ʼ", "'''")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
TITLES = words.TITLES
_FIRST_NAMES = frozenset({"Dean", "Warden", "Chase"})  # functions that are first names too: "Martin, Dean"
WORD = re.compile(r"[^\W\d_]+(?:['’`.-][^\W\d_]+)*\.?")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CJK_HONORIFIC = re.compile(r"(?:様|さま|さん|氏|殿|先生|님|씨)$")
_CJK_TITLE = re.compile(  # "総務部長 高橋美穂"
    r"^\S{0,12}(?:取締役|代表|社長|部長|課長|係長|室長|店長|工場長|専務|常務|主任|担当"
    r"|マネージャー|経理|经理|總監|总监)[ \u3000]+(?=\S)"
)
_ORGANISATION = re.compile(r"\s+(?:\||-|–|—|@|·|•|/|at|from|chez|bei|von der)\s+(?=\S)|\s*[(\[|]\s*")
_NOTES = re.compile(
    r"(?:CN=)?([^/=@()]+ [^/=@()]+)/(?:OU?=)?([^/=@]{2,60})(?:/(?:OU?=)?([^/=@]{2,60}))*(?:@\S+)?"
)
_JUNK = re.compile(r"\s+(?:via|per|through)\s+.*$|\s*<[^>]*>\s*", re.I)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower case without accents, for comparing: "Müller" and "muller" are one."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


def straight(text: str) -> str:
    """The text as the tables know it: with typewriter apostrophes, for telephones and Word write "don’t", and
    Korean particles apart from the Latin word before them.
    """
    return text if text.isascii() else _PARTICLE.sub(" ", text.translate(_APOSTROPHES))


@lru_cache(maxsize=8192)
def folds(text: str) -> tuple[str, ...]:
    """The ways a word is written without accents: "Müller" gives muller and mueller."""
    composed = unicodedata.normalize("NFC", text.lower())
    if scripts.is_spellable(composed):
        return scripts.romanised(composed)
    german = fold(composed.translate(_GERMAN))
    plain = fold(composed)
    return (plain,) if plain == german else (plain, german)


def is_capitalised(word: str) -> bool:
    """True for words that start with a capital, or whose script has none."""
    return bool(word) and (word[0].isupper() or (word[0].isalpha() and word[0].lower() == word[0].upper()))


def is_wrapped(text: str, at: int) -> bool:
    """True when the line before the one at this place is so long that it was wrapped there."""
    end = text.rfind("\n", 0, at)
    return end - text.rfind("\n", 0, end) > 50


@lru_cache(maxsize=8192)
def bare(word: str) -> str:
    """A word folded, without dots: what the tables know it by."""
    return fold(word).replace(".", "").strip("'’`-")


@lru_cache(maxsize=8192)
def is_job(word: str) -> bool:
    """True for "Director", "Personalleiterin" and the like."""
    key = bare(word)
    return key in words.JOB_WORDS or (len(key) > 7 and key.endswith(words.JOB_ENDINGS))


@lru_cache(maxsize=2048)
def split_header(name: str) -> tuple[str, str]:
    """A display name as (person, organisation); either may be empty.

    Undoes "Last, First", "LAST First", titles, degrees, and tails such as "| Acme" or "(Acme Ltd)".
    """
    text = _JUNK.sub("", " ".join(name.replace("\u200f", "").replace("\u200e", "").split())).strip(
        " \"'“”„‘’,;|"
    )
    if "@" in text and " " not in text:
        return "", ""
    person, organisation = text, ""
    if "/" in text and (notes := _NOTES.fullmatch(text)) and not _is_pronoun(notes[2]):
        person, organisation = notes[1], notes[3] or notes[2]  # Lotus Notes: "Jane Doe/Sales/Acme"
    elif cut := _ORGANISATION.search(text):
        person, organisation = text[: cut.start()].strip(), text[cut.end() :].strip(" )]|-")
        if "," in organisation and not organisation.startswith(","):
            organisation = organisation.strip(", ")
    elif "," in text:
        left, right = (part.strip() for part in text.split(",", 1))
        if _looks_like_company(right):
            person, organisation = left, right
    cleaned = clean(person)
    if not organisation and cleaned and _looks_like_company(cleaned):
        return "", person
    if organisation and (
        organisation.isdigit() or bare(organisation) in words.TITLES or is_job(organisation)
    ):
        organisation = ""
    if "@" in organisation or _is_pronoun(organisation):
        organisation = ""
    return cleaned, organisation


def clean(name: str) -> str:
    """A personal name in reading order without titles and degrees; empty when nothing is left."""
    text = " ".join(name.split()).strip(" \"'“”„,;:|<>()[]*_-–")
    if _CJK.search(text):
        return _CJK_TITLE.sub("", _CJK_HONORIFIC.sub("", text)).strip()
    if text.find("(") > 0 and ")" not in text:
        text = text[: text.index("(")].rstrip()
    if "," in text:
        left, right = (part.strip() for part in text.split(",", 1))
        degrees = right and all(bare(w) in words.POST_NOMINALS for w in re.split(r"[\s,]+", right) if w)
        if degrees or (is_job(right.split(" ")[-1]) and right not in _FIRST_NAMES):
            text = left
        elif left and right and len(right.split()) <= 4 and "," not in right:
            text = f"{right} {left}"
        else:
            text = left
    tokens = re.sub(r"(?<=[^\W\d_])['’]s$", "", text).split()
    if len(tokens) > 2 and (tokens[0] in _AUSTRIAN or _is_short_job(tokens[0])):
        tokens.pop(0)  # "GM Harold Fitch"
    if len(tokens) > 2 and tokens[0] in ("D.", "Dª") and not tokens[1].endswith("."):
        tokens.pop(0)  # the Spanish "D. Fulgencio Moral", not the initials of "D. H. Lawrence"
    while len(tokens) > 1 and _is_title(tokens[0]):
        tokens.pop(0)
    while (
        len(tokens) > 1 and bare(tokens[-1]) in words.POST_NOMINALS and (len(tokens) > 2 or "." in tokens[-1])
    ):
        tokens.pop()
    if len(tokens) == 1 and _is_title(tokens[0]):
        return ""
    if len(tokens) > 2:  # titles stand inside when the last name came first
        tokens = [
            t for i, t in enumerate(tokens) if i in (0, len(tokens) - 1) or bare(t) not in words.HONORIFICS
        ]
    return " ".join(_recase(_reading_order(tokens))).strip(" ,;")


@lru_cache(maxsize=4096)
def explains(local: str, name: str) -> float:
    """How well a name explains the part of an address before the @: 0 (not) to 1 (fully)."""
    target = re.sub(r"[\d]+", "", local.split("+")[0].lower())
    tokens = [t for t in re.split(r"[\s'’`.-]+", name) if t]
    joined = re.sub(r"[^a-z]", "", fold(target))
    if not joined or not tokens:
        return 0.0
    return max(_cover(joined, [folds(t)[min(i, len(folds(t)) - 1)] for t in tokens]) for i in (0, 1))


def same_person(one: str, other: str) -> bool:
    """True when one name says no more than the other: "Rosalind" and "Rosalind Attwater"."""
    a, b = keys(one), keys(other)
    return bool(a and b) and (a <= b or b <= a)


def nominative(name: str, local: str, language: str, label: str = "") -> str:
    """A name as it stands on a card: a sentence makes "Joannę Malinowską" of Joanna Malinowska."""
    pieces = [p for p in re.split(r"[^a-z]+", fold(local)) if len(p) > 2]
    spelled = f"{fold(local)} {fold(label)}"
    return " ".join(_uninflected(_masculine(t, spelled, language), pieces, language) for t in name.split())


def _masculine(token: str, spelled: str, language: str) -> str:
    """ "Zdeňka Matouška" is Zdeněk Matoušek, "Bąka" is Bąk, when the address or the domain spells them so."""
    if language not in ("cs", "sk", "pl") or not token.endswith("a") or len(token) < 4:
        return token
    key = fold(token)
    if key in spelled:
        return token
    if key[-2:-1] == "k" and f"{key[:-2]}ek" in spelled:
        return re.sub("ňka$", "něk", token) if token.endswith("ňka") else f"{token[:-2]}ek"
    return token[:-1] if key[:-1] in spelled else token


def declined_as(said: str, label: str) -> str:
    """A company's name out of a sentence as its domain spells it: "Piekarni Nowaka" is Piekarnia Nowak.

    Unchanged where the domain does not spell all of it, word by word.
    """
    label, tokens = re.sub(r"[^a-z]", "", label.lower()), said.split()
    if not tokens:
        return said
    keys = [fold(token) for token in tokens]
    starts = [0]
    for key in keys[1:]:
        starts.append(label.find(key[: max(3, len(key) - 3)], starts[-1] + 2))
    pieces = [label[a:b] for a, b in zip(starts, [*starts[1:], len(label)], strict=True)]
    if -1 in starts or any(len(k) != len(t) for k, t in zip(keys, tokens, strict=True)):
        return said
    shared = [_common(key, piece) for key, piece in zip(keys, pieces, strict=True)]
    fits = (
        same >= max(3, len(piece) - 2) and len(key) - same <= 3
        for key, piece, same in zip(keys, pieces, shared, strict=True)
    )
    if not all(fits):
        return said
    return " ".join(t[:same] + piece[same:] for t, piece, same in zip(tokens, pieces, shared, strict=True))


def _common(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _uninflected(token: str, pieces: list[str], language: str) -> str:
    key = fold(token)
    for piece in pieces:
        if key != piece and key.startswith(piece) and len(key) - len(piece) <= 3 and len(key) == len(token):
            return token[: len(piece)]
        if language in ("cs", "sk", "pl") and key != piece and key[:-1] == piece[:-1] and token[-1].isascii():
            return token[:-1] + piece[-1]  # "Ivanu" is Ivana
    if language == "pl" and len(token) > 3:
        token = re.sub("(?<=[kg])iem$", "", token)  # "Nowakiem" is Nowak
        return re.sub(r"(?<=[sc]k)(?:iego|iemu|im)$", "i", re.sub("[ęą]$", "a", token))
    if language in ("cs", "sk"):
        if token.endswith(("ce", "ze")) and any(p[:-2] == key[:-2] and p[-1] == "a" for p in pieces):
            return token[:-2] + {"ce": "ka", "ze": "ga"}[token[-2:]]  # "Jitce" is Jitka
        return re.sub("ov(?:ou|é)$", "ová", token)
    if language in ("ru", "uk"):
        if token[-1:] == "у" and any(p[1:] == scripts.romanised(key[:-1] + "а")[0][1:] for p in pieces):
            return f"{token[:-1]}а"  # "Ганну" is Ганна
        return _russian(token)
    return token


def _russian(token: str) -> str:
    """Undo "с Дмитрием Орловым", "Анной Орловой" and "Дмитрию": the endings no other case has."""
    for ending, plain in _RUSSIAN_ENDINGS:
        if ending.search(token):
            return ending.sub(plain, token)
    return token


_RUSSIAN_ENDINGS = tuple(
    (re.compile(ending + "$"), plain)
    for ending, plain in (
        (r"(?<=[ое]в)ым|(?<=ин)ым", ""), (r"ием", "ий"), (r"ией", "ия"), (r"(?<=[ое]в)ой|(?<=ин)ой", "а"),
        (r"ским", "ский"), (r"(?<=[бвгдзклмнпрстфх])ом", ""), (r"(?<=[ое]в)у", ""),
    )
)  # fmt: skip


def from_address(local: str) -> str:
    """A name spelled out by an address such as jane.dough; empty when the address does not."""
    parts = [p for p in re.split(r"[._]", local.split("+")[0]) if p]
    spelled = len(parts) in (2, 3) and all(p.replace("-", "").isalpha() and len(p) > 1 for p in parts)
    if not spelled or any(p in words.ROLE_LOCALS or p in words.COMPANY_NOUNS for p in parts):
        return ""
    return " ".join("-".join(q.capitalize() for q in p.split("-")) for p in parts)


@lru_cache(maxsize=4096)
def keys(name: str) -> frozenset[str]:
    """The words of a name, folded, for comparing."""
    return frozenset(k for t in re.split(r"[\s-]+", name) if (k := bare(t)) and k not in words.TITLES)


def _cover(target: str, tokens: list[str]) -> float:
    """The share of the target spelled by whole tokens, prefixes and initials, each token used once."""
    best = 0.0
    stack: list[tuple[int, int, int, bool]] = [
        (0, 0, 0, False)
    ]  # position, used tokens, letters, a whole token seen
    steps = 0
    while stack and steps < 300:
        steps += 1
        at, used, letters, whole = stack.pop()
        if at == len(target):
            if whole:
                best = max(best, letters / len(target))
            continue
        for i, token in enumerate(tokens[:6]):
            if used >> i & 1 or not token:
                continue
            if target.startswith(token, at):
                stack.append(
                    (
                        at + len(token),
                        used | 1 << i,
                        letters + len(token),
                        whole or len(token) > 2 or token == target,
                    )
                )
            elif token[0] == target[at]:
                length = 1
                while (
                    length < len(token) and at + length < len(target) and target[at + length] == token[length]
                ):
                    length += 1
                stack.append((at + 1, used | 1 << i, letters + 1, whole))
                if length >= 3:
                    short = at == 0 and length == len(target) and len(token) > 4  # "bev" of Beverly
                    stack.append((at + length, used | 1 << i, letters + length, whole or length > 3 or short))
    if best:
        return best
    longest = max((len(t) for t in tokens if len(t) > 3 and t in target), default=0)
    return 0.8 * longest / len(target)


_AUSTRIAN = ("DI", "DDr.", "Mag.")  # degrees


def _is_short_job(word: str) -> bool:
    return word.isupper() and len(word) < 5 and is_job(word)


def _is_title(word: str) -> bool:
    key = bare(word)
    if key in words.TITLES:
        return (
            key not in ("m", "me", "ing", "fr", "hr", "med", "jur", "ir")
            or word.endswith(".")
            or key in ("hr", "fr", "m")
        )
    return (
        all(part in words.TITLES for part in re.split(r"[.-]", fold(word).strip(".-")) if part)
        and "." in word
    )


def _reading_order(tokens: list[str]) -> list[str]:
    """SURNAME First -> First Surname, when only the surname is in capitals."""
    shouted = [len(re.sub(r"\W", "", t)) > 1 and t.isupper() for t in tokens]
    if len(tokens) > 1 and shouted[0] and not all(shouted):
        cut = next(
            (i for i, loud in enumerate(shouted) if not loud and bare(tokens[i]) not in words.PARTICLES),
            len(tokens),
        )
        if 0 < cut < len(tokens) and not any(shouted[cut:]):
            return tokens[cut:] + tokens[:cut]
    return tokens


def _recase(tokens: list[str]) -> list[str]:
    lowered = all(t.islower() for t in tokens)
    return [_capital(t) if (t.isupper() and len(re.sub(r"\W", "", t)) > 2) or lowered else t for t in tokens]


def _capital(token: str) -> str:
    if bare(token) in words.PARTICLES:
        return token.lower()
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), token)


def _looks_like_company(text: str) -> bool:
    found = [bare(t) for t in text.split()]
    if not found:
        return False
    strong = any(k in words.LEGAL_FORMS and k not in words.WEAK_LEGAL for k in found[1:] or found)
    return strong or any(k in words.COMPANY_NOUNS for k in found) or bool(re.search(r"\s[&+]\s", text))


def _is_pronoun(text: str) -> bool:
    return bool(re.fullmatch(r"(?:she|he|they|her|him|er|sie|ella|el)(?:\s*/\s*\w+)*", fold(text)))


def is_company_like(text: str) -> bool:
    """True where a word is what companies call themselves by: "Holdings", "Tortechnik"."""
    keys = [bare(token) for token in text.split()]
    return any(k in words.COMPANY_NOUNS or (len(k) > 7 and k.endswith(_TRADES)) for k in keys)


_TRADES = ("technik", "bau", "handel", "werke", "logistik", "systeme", "transporte")  # "Tortechnik"

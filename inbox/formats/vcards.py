"""Electronic business cards (RFC 2426, RFC 6350): the person on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress

import vobject

from inbox.facts.phones import region_of
from inbox.who import names
from workflows.model import Prospect

MAX_CARD_CHARS = 200_000  # a card with a photo; photos are cut out before the library sees them


def read_cards(text: str, normalise: Callable[[str], str]) -> list[Prospect]:
    """The people on the cards of one attachment; a card that cannot be read is left out."""
    found: list[Prospect] = []
    for card in re.findall(rf"BEGIN:VCARD.{{0,{MAX_CARD_CHARS}}}?END:VCARD", text, re.S | re.I)[:20]:
        with suppress(Exception):  # a library on hostile input
            found.append(_person(vobject.readOne(_light(card)), normalise))
    return [person for person in found if person.is_someone]


def _light(card: str) -> str:
    """The card without pictures, sounds and keys."""
    kept: list[str] = []
    skipping = False
    for line in re.split(r"\r\n|\n|\r", card):
        if skipping and line[:1] in (" ", "\t"):
            continue
        skipping = bool(re.match(r"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY|X-[\w-]+)[;:]", line, re.I))
        if not skipping and (line.strip() or kept):
            kept.append(line)
    return "\r\n".join(kept) + "\r\n"


def _person(card: object, normalise: Callable[[str], str]) -> Prospect:
    contents: dict[str, list[object]] = getattr(card, "contents", {})
    name = names.clean(_text(contents, "fn")) or _structured_name(contents)
    organisation = _organisation(contents)
    if " " not in name and names.same_person(name, _structured_name(contents)):
        name = _structured_name(contents)  # vobject cuts "Weiß, Günther" at the comma
    if name and name == organisation:
        name = _structured_name(contents)
    phone = _phone(contents)
    links = [
        str(getattr(u, "value", "")) for key in ("url", "x-socialprofile") for u in contents.get(key, ())
    ]
    person = Prospect(
        name=name or None,
        email=_preferred(contents, "email").lower().removeprefix("mailto:").strip() or None,
        company=organisation or None,
        phone=(phone if region_of(phone) == "" and not phone else normalise(phone)) or None,
        linkedin=next((link for link in links if "linkedin." in link.lower()), None),
    )
    fields = ("name", "email", "company", "phone", "linkedin")
    return Prospect(
        **{f: getattr(person, f) for f in fields}, found={f: "vCard" for f in fields if getattr(person, f)}
    )


def _text(contents: dict[str, list[object]], key: str) -> str:
    return next((str(getattr(one, "value", "")).strip() for one in contents.get(key, ())), "")


def _structured_name(contents: dict[str, list[object]]) -> str:
    value = next((getattr(one, "value", None) for one in contents.get("n", ())), None)
    parts = [getattr(value, part, "") or "" for part in ("given", "additional", "family")]
    flat = [" ".join(p) if isinstance(p, list) else str(p) for p in parts]
    return names.clean(" ".join(p.strip() for p in flat if p.strip()))


def _organisation(contents: dict[str, list[object]]) -> str:
    value = next((getattr(one, "value", None) for one in contents.get("org", ())), None)
    if isinstance(value, (list, tuple)):
        return next((str(part).strip() for part in value if str(part).strip()), "")
    return str(value or "").split(";")[0].strip()


def _kinds(line: object) -> set[str]:
    params: dict[str, Sequence[str]] = getattr(line, "params", {})
    singletons = getattr(line, "singletonparams", [])
    return {k.strip().upper() for v in params.get("TYPE", ()) for k in str(v).split(",")} | {
        str(s).upper() for s in singletons
    }


def _preferred(contents: dict[str, list[object]], key: str) -> str:
    lines = contents.get(key, [])
    preferred = next((one for one in lines if "PREF" in _kinds(one)), None)
    work = next((one for one in lines if "WORK" in _kinds(one)), None)
    chosen = preferred or work or next(iter(lines), None)
    return str(getattr(chosen, "value", "")).strip()


def _phone(contents: dict[str, list[object]]) -> str:
    lines = [one for one in contents.get("tel", ()) if not _kinds(one) & {"FAX", "PAGER", "MODEM"}]
    lines = [one for one in lines if _kinds(one) - {"HOME"} or len(lines) == 1] or lines
    order = sorted(lines, key=lambda one: ("PREF" not in _kinds(one), "WORK" not in _kinds(one)))
    return str(getattr(order[0], "value", "")).strip().removeprefix("tel:") if order else ""

"""The archive: which of our files a request means; in doubt none, and a person looks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from workflows.base import FileRef
from workflows.stories import words_of

_WISH = re.compile(
    r"\b(?:send|share|have|need|get|forward|mail|attach|looking for|grateful for|"
    r"schicken?|senden?|brauchen?|envoyez|envoyer|transmettre|env[íi]e(?:me|nos)?|enviar(?:me)?|m[áa]nde(?:me)?|"
    r"stuur|sturen|envie|mande|enviar)\b[^.?!]{0,80}?"
    r"\b(?:one[- ]?pager|brochures?|leaflet|flyer|deck|slides?|presentation|case stud(?:y|ies)|fact ?sheet|"
    r"data ?sheet|price list|materials?|pdf|white ?paper|guide|brosch[üu]re|pr[äa]sentation|unterlagen|"
    r"factsheet|pr[ée]sentation|plaquette|documentation|folleto|presentaci[óo]n|folder|presentatie|brochura|"
    r"apresenta[çc][ãa]o|materiaal|matériel|materiais)\b",
    re.IGNORECASE,
)
_KIND = words_of(
    "one-pager onepager brochure leaflet flyer deck slides presentation case study material guide "
    "broschüre präsentation unterlagen plaquette folleto presentación folder presentatie "
    "brochura apresentação"
)
MOST = 3
WHICH_FILE = "They ask for something to hand on, and I am not sure which file they mean."


@dataclass(frozen=True, slots=True)
class Asset:
    """A kept file that partners may hand on."""

    title: str
    file: FileRef
    tags: tuple[str, ...] = ()

    @property
    def words(self) -> frozenset[str]:
        """What it is about."""
        return words_of(" ".join((self.title, *self.tags)))


def asks_for_material(text: str) -> bool:
    """Whether somebody asks for something to hand on."""
    return _WISH.search(text) is not None


def meant(text: str, assets: Iterable[Asset]) -> tuple[Asset, ...]:
    """The files a request surely means: all those that share the most of its words, at most three.

    The subject decides ("dentists"), not the kind of paper: "a one-pager" alone means one only where there is
    just one.
    """
    asked = words_of(text)
    known = tuple(assets)
    scored = [(len((asset.words - _KIND) & asked), len(asset.words & asked), asset) for asset in known]
    best = max(((subject, kind) for subject, kind, _ in scored), default=(0, 0))
    if best[0] == 0:
        return known if len(known) == 1 and best[1] else ()
    found = tuple(asset for subject, kind, asset in scored if (subject, kind) == best)
    return found if len(found) <= MOST else ()

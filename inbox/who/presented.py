"""Whom a note presents, "This is Wendy Kloosterman, from her private address", and who does so themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inbox import words
from inbox.facts import legal_forms
from inbox.who import names, naming, people
from inbox.who.circle import Circle
from inbox.who.names import bare, fold

_PRESENTED = re.compile(
    r"(?:^|[^\w])(?:(?:this|that|it|here) is|meet|(?:das|dies|hier) ist|voici|c'est|(?:esta|este|ella|"
    r"el) es|"
    r"(?:questa|questo|lei|lui) e|ecco|(?:dit|dat|hier) is|to (?:jest )?|oto|(?:tohle|toto) je|(?:detta|"
    r"det|har) ar|"
    r"(?:det|dette|her) er|tama on|ez|ea este|acesta este|aceasta este|esta e|este e|aqui esta)\s$"
)
_AM = re.compile(
    r"(?:^|[^\w])(?:i am|i'm|my name is|ich bin|mein name ist|ich heisse|je suis|je m'appelle|soy|me llamo|"
    r"mi nombre es|sono|mi chiamo|ik ben|mijn naam is|sou(?: [ao])?|chamo-me|meu nome e|jestem|nazywam sie|"
    r"jmenuji se|jag heter|jag ar|jeg hedder|jeg heter|jeg er)\s(?:(?:the|die|der|la|le|el|il|de|a|o) )?$"
)


def presented_in(text: str, circle: Circle) -> str:
    """Whom the note presents by first and last name: "dit is Wendy Kloosterman"."""
    named = (run for run in _named_behind(_PRESENTED, text) if not naming.is_partner(run, circle))
    return next((_alone(run) for run in named), "")


def presents_themselves(text: str) -> str:
    """Who says who they are, by first and last name: "Hola, soy Encarna Vilaplana"."""
    return next((_alone(run) for run in _named_behind(_AM, text[:2_000])), "")


def _named_behind(cue: re.Pattern[str], text: str) -> Iterator[str]:
    """First and last names that stand right behind these words."""
    for run in people.runs(text):
        if len(run.text.split()) < 2 or legal_forms.has_legal_form(run.text):
            continue
        if cue.search(fold(text[max(0, run.start - 24) : run.start])):
            yield run.text


def _alone(name: str) -> str:
    return names.clean(_before_company(name))


def _before_company(name: str) -> str:
    """ "Petra Vogt von der Gärtnerei": the person ends where the firm begins."""
    tokens = name.split()
    at = next((i for i, token in enumerate(tokens) if i > 1 and token.islower()), len(tokens))
    return " ".join(tokens[:at]) if any(bare(t) in words.COMPANY_NOUNS for t in tokens[at:]) else name

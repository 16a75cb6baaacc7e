"""What managers have answered once for all: `[[program.faq]]`, matched so closely that no other is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflows.conversation.text import fold

ALIKE = 0.9  # share of the telling words that both questions have; none of ours may be missing
APART = 0.1  # the next best must be this much farther away
STEM = 5  # letters that tell a word
NOT = frozenset(
    """
    no not dont never without nicht kein keine keinen nie ohne ne pas jamais sans sin nunca niet geen
    nao sem
    """.split()
)
# Words that a question has, whatever it is about.
SMALL = frozenset(
    """
    a an the is are do does did can could may might shall should will would i we you it that this these
    my our your me us of for to in on at by with from about and or if when there please thanks thank hi
    hello hey dear question quick just also need must have has get got be been what which how ein eine
    einen einem einer der die das den dem des ist sind habe hat haben kann konnen darf durfen muss
    mussen soll ich wir ihr sie es mein meine unser euer ihre von fur zu zum zur im am bei mit und oder
    wenn bitte danke hallo frage mal kurz auch noch was wie welche welcher un une le la les des du de d
    l est sont ai as a avons avez ont je nous vous il elle on mon ma mes notre votre pour par avec sur
    au aux en et ou si bonjour merci svp est-ce que qu quoi quel quelle comment c ce uno una el los las
    del es son he ha han puedo podemos yo nosotros usted ustedes mi mis su sus nuestro por para con al y
    o hola gracias que cual como lo se het een van is zijn heb hebt heeft kan mag moet ik wij we jij
    jullie u mijn ons onze jouw uw voor naar op bij met en of als hallo bedankt vraag wat welke hoe er
    um uma o os as do da dos das e sao tenho tem temos posso podemos eu nos voce voces meu minha nosso
    seu sua em no na nos nas ao com ou se ola obrigado obrigada por favor que qual como euch ihnen mir
    uns dir mich dich te vos lhe lhes les le leur
    """.split()
)


@dataclass(frozen=True, slots=True)
class Faq:
    """One question in whatever words and languages, and its answer by language; "" is for all others."""

    questions: tuple[str, ...]
    answers: Mapping[str, str]

    def answer(self, language: str) -> str:
        """In the reader's language where it is written, else as it stands."""
        return self.answers.get(language) or self.answers.get("") or next(iter(self.answers.values()))


def answered(text: str, entries: Sequence[Faq]) -> Faq | None:
    """The entry that asks just this; None when none does, or two do about equally."""
    said = _telling(text)
    if len(said) < 1 or not entries:
        return None
    scored = sorted(
        (
            (max(_likeness(said, _telling(question)) for question in one.questions), at)
            for at, one in enumerate(entries)
        ),
        reverse=True,
    )
    best, at = scored[0]
    close = len(scored) > 1 and best - scored[1][0] < APART
    return entries[at] if best >= ALIKE and not close else None


def _telling(text: str) -> frozenset[str]:
    """The words that make the question, by their beginnings; a "not" is one of them."""
    words = re.findall(r"[^\W_]+", fold(text).replace("'", ""))
    return frozenset("not" if w in NOT else w[:STEM] for w in words if w in NOT or w not in SMALL)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other or other - one or ("not" in one) != ("not" in other):
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))

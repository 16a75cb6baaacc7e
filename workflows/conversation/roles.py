"""Who of two names is the person: a role stands before it, or it is said to be in charge."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.conversation.text import SENTENCE_END, Token
from workflows.conversation.words import names

ROLES = frozenset(
    """
    inhaber inhaberin inh chef chefin leiter leiterin betreiber betreiberin besitzer besitzerin eigentumer
    eigentumerin geschaftsfuhrer geschaftsfuhrerin gf grunder grunderin prokurist prokuristin praxisinhaber
    praxisinhaberin betriebsleiter betriebsleiterin filialleiter filialleiterin personalleiter
    personalleiterin buroleiter buroleiterin hoteldirektor direktor direktorin
    rektor rektorin schulleiter schulleiterin
    owner proprietor founder cofounder director manager boss landlord landlady headteacher
    gerant gerante directeur directrice patron patronne proprietaire fondateur fondatrice
    dueno duena gerente propietario propietaria director directora fundador fundadora encargado encargada
    eigenaar eigenares directeur directrice zaakvoerder bedrijfsleider bedrijfsleidster oprichter
    dono dona proprietario proprietaria diretor diretora socio socia fundadora
    """.split()
)
_IN_CHARGE = frozenset(
    """
    zustandig verantwortlich responsible responsable responsavel verantwoordelijk encargado encargada
    """.split()
)
_THERE = frozenset("dort wo where there ou donde alli ahi waar daar onde ali".split())
_DA_IS = frozenset("ist sitzt heisst macht kummert arbeitet leitet entscheidet".split())
# What a firm is called by before its name: "la librairie Plume"; no word for somebody who works there.
_PLACES = (
    names.INDUSTRY
    | frozenset(
        """
        escuela escuelas escola escolas ecole schule school creche kita guarderia loja tienda boutique winkel
        laden shop store colegio instituto salon salao jardim jardin kinderdagverblijf
        """.split()
    )
) - frozenset(
    """law legal tax bank notaris kapper tandarts florista optician opticians vets bakers butchers
    builders""".split()
)
_NEAR = 3  # words between "dort" and the name


def without_roles(found: Sequence[Token], spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """`Inhaber Kai Wolff` and `Kai Wolff Inhaber` are Kai Wolff; a role alone is nobody."""
    bare = [(start + _led(found, start, end), end) for start, end in spans]
    bare = [(start, end - (end - start > 2 and found[end - 1].word in ROLES)) for start, end in bare]
    return [(start, end) for start, end in bare if start < end]


def _led(found: Sequence[Token], start: int, end: int) -> bool:
    """A role stands before a person; `Director Systems Ltd` is a firm."""
    words = {t.word for t in found[start + 1 : end]}
    firm = words & (names.LEGAL | names.INDUSTRY | (names.GENERIC - names.PARTICLES))
    return found[start].word in ROLES and not firm


def in_charge(found: Sequence[Token], span: tuple[int, int]) -> bool:
    """`Inhaber Kai Wolff`, `da ist Miriam Hecht zuständig`, `where Ruth Pascoe does the wages`."""
    start, end = span
    if end - start < 2:
        return False
    before = [t.word for t in found[max(0, start - _NEAR) : start]]
    for at in range(len(before) - 1, -1, -1):
        if before[at] in SENTENCE_END:
            before = before[at + 1 :]
            break
    after = [t.word for t in found[end : end + 2]]
    there = _THERE.intersection(before) or ("da" in before and _DA_IS.intersection(before))
    return bool(before[-1:] and before[-1] in ROLES) or bool(_IN_CHARGE.intersection(after) or there)


def of_a_place(found: Sequence[Token], span: tuple[int, int]) -> bool:
    """`la escuela infantil Los Pinos`, `de bakkerij Zoet`: what it is stands before the name."""
    at = span[0] - 1
    while at >= 0 and span[0] - at <= _NEAR and found[at].kind == "word" and not found[at].capital:
        if found[at].word in _PLACES:
            return True
        at -= 1
    return False

"""A fresh mail that puts right what was sent before: "the number in yesterday's tip is wrong".

It answers nothing and names no reference, so who reads it alone would take it for a new lead. Patterns meet
folded text (lower case, no accents; `who.names.fold`) on one line and are linear.
"""

from __future__ import annotations

from inbox.said import ask_phrases
from inbox.said.phrases import any_of

LONGEST = 70  # words; whoever writes more tells something else too
_BEFORE = any_of(  # something sent before
    r"(?:yesterday'?s|last week'?s|(?:mon|tues|wednes|thurs|fri)day'?s|my (?:last|earlier|"
    r"previous)) (?:\w+ )?"
    r"(?:tip|lead|referral|intro\w*|contact|mail|e-?mail|message|note)|(?:tip|lead|referral|contact|intro\w*|"
    r"details|number|address|mail|e-?mail)s? (?:that |which )?(?:i|we) (?:just )?(?:sent|gave|passed|"
    r"forwarded|"
    r"mailed)",
    r"(?:tipp|empfehlung|lead|hinweis|mail|nachricht|kontakt) (?:von|vom) (?:gestern|vorgestern|heute|"
    r"neulich|"
    r"\w+tag|letzte\w*|vorhin)|gestrig\w+ (?:tipp|empfehlung|lead|hinweis|mail|nachricht|kontakt)",
    r"(?:recommandation|piste|contact|mail|message|apport|fiche) (?:d'hier|d'avant-hier|de ce matin|"
    r"de (?:lundi|mardi|mercredi|jeudi|vendredi|la semaine)|que (?:je|nous) (?:vous |t')?(?:ai|avons|viens))",
    r"(?:contacto|recomendacion|correo|mensaje|referido|cliente) (?:de ayer|de anteayer|de esta manana|"
    r"del (?:lunes|martes|miercoles|jueves|viernes)|que (?:os|te|le|les) (?:pase|envie|mande|di|acabo))",
    r"(?:segnalazione|contatto|mail|messaggio|nominativo) (?:di ieri|di stamattina|di (?:lunedi|martedi|"
    r"mercoledi|giovedi|venerdi)|che (?:vi|ti|le) ho (?:mandato|dato|passato|inviato))",
    r"(?:tip|lead|contact|mail|doorverwijzing|introductie|bericht) van (?:gisteren|eergisteren|vanochtend|"
    r"(?:maan|dins|woens|donder|vrij)dag|vorige week)",
    r"(?:contac?to|indicacao|mail|mensagem|recomendacao) (?:de ontem|de hoje|de (?:segunda|terca|"
    r"quarta|quinta|"
    r"sexta)|que (?:vos |te |lhe )?(?:enviei|mandei|passei|dei))",
    r"(?:wczorajsz\w+|poprzedni\w+|ostatni\w+) (?:polecen\w+|kontak\w+|mail\w*|wiadomosc\w*|lead\w*)|"
    r"vcerejsi\w* (?:tip\w*|doporucen\w+|mail\w*|kontakt\w*)",
    r"(?:tipset|mejlet|mailet|kontakten) (?:fran|i) (?:igar|i gar|\w+dags)|(?:tippet|mailen|"
    r"henvisningen) fra "
    r"(?:i gar|\w+dag)",
)
_RIGHT = any_of(  # beside the words of `SURE_CORRECTION`
    r"(?:number|name|address|e-?mail|phone|spelling)s? (?:was|were|is) (?:\w+ )?(?:wrong|off)",
    r"(?:kleiner |kleine )?(?:fehler|verwechslung|zahlendreher)|zahlen vertauscht",
    r"petite erreur|erreur dans|(?:numero|adresse|nom) (?:exacte?|correcte?)",
    r"(?:telefono|numero|correo|nombre|direccion) (?:correct[oa]|buen[oa]|bien)|me equivoque",
    r"(?:numero|telefono|indirizzo|nome|mail) (?:giust[oa]|corrett[oa])|(?:numero|nome) sbagliato",
    r"klopt (?:\w+ ){0,4}niet|(?:juiste|goede) (?:nummer|adres|naam)",
    r"(?:telefone|numero|nome|morada|mail) (?:cert[oa]|corret[oa]|correct[oa])|enganei-me",
    r"(?:zly|bledny|niewlasciwy) (?:numer|adres|mail)|wlasciwy to|spatne (?:cislo|jmeno)|"
    r"spravne (?:cislo|je)",
    r"fel (?:nummer|adress|namn)|forkert (?:nummer|adresse|navn)|feil (?:nummer|adresse|navn)",
)

_GAVE_WRONG = any_of(  # both in one breath
    r"(?:gave|sent|passed|forwarded) (?:you|ye) (?:an? |the |her |his |their )?(?:old|wrong|outdated|"
    r"incorrect|bad) "
    r"(?:\w+ )?(?:cell|mobile|number|phone|address|e-?mail|mail|name|contact|details)",
    r"(?:falsche|alte|verkehrte) (?:\w+)?(?:nummer|adresse|mail\w*|anschrift) (?:gegeben|geschickt|"
    r"genannt|geschrieben)",
    r"(?:donne|transmis|envoye) (?:un|le|une|la|l')? ?(?:mauvais|mauvaise|ancien|ancienne) (?:numero|"
    r"adresse|mail)",
    r"(?:di|pase|mande|envie) (?:un|el|una|la) (?:numero|telefono|correo|direccion) (?:viej[oa]|"
    r"equivocad[oa]|antigu[oa])",
    r"(?:dato|mandato|scritto) (?:il|un|l')? ?(?:numero|indirizzo) (?:sbagliato|vecchio)|"
    r"(?:verkeerde|oude) (?:nummer|adres|mailadres) (?:gegeven|gestuurd|doorgegeven)",
    r"(?:dei|passei|mandei) (?:o|um) (?:numero|telefone|mail) (?:errado|antigo)|podal(?:em|"
    r"am) (?:wam )?(?:zly|stary) numer",
    # somebody else looks after it there
    r"(?:it's|it is|is) no longer (?:\w+ ){1,3}(?:who|that|dealing|but|it's|it is)|"
    r"nicht mehr (?:\w+ ){1,4}sondern",
    r"ce n'est plus (?:\w+ ){1,4}(?:qui|mais|c'est)|ya no (?:es|lo lleva) (?:\w+ ){1,4}(?:sino|quien|"
    r"quien lo|es)|"
    r"non (?:e|se ne occupa) piu (?:\w+ ){1,4}(?:ma|e)|niet meer (?:\w+ ){1,4}maar|"
    r"ja nao e (?:\w+ ){1,4}(?:que|quem|mas|e)|to juz nie (?:\w+ ){1,3}(?:tylko|ale)|"
    r"inte langre (?:\w+ ){1,3}utan",
)


def puts_right(text: str) -> bool:
    """Whether the partner corrects what an earlier mail of theirs said."""
    words = text.replace(",", " ").split()
    if len(words) > LONGEST:
        return False
    said = " ".join(words)
    if _GAVE_WRONG.search(said):
        return True
    corrects = _RIGHT.search(said) or ask_phrases.SURE_CORRECTION.search(said)
    return bool(corrects and _BEFORE.search(said))

"""Who may be asked while the writer is away: named in an absence note, no prospect and no correction.

It takes the clause that names them ("in urgent cases", "anything that can't wait") and, somewhere in the
mail, that the writer is away until a day. All patterns meet folded text (lower case, no accents;
`who.names.fold`) and are linear.
"""

from __future__ import annotations

from collections.abc import Iterable

from inbox.said.phrases import any_of
from inbox.said.sentences import sentences
from inbox.who.names import fold

_INSTEAD = any_of(
    r"(?:for|in|with|any|anything|something|all|if (?:it's|it is|this is|you have an?|your \w+ is)) "
    r"(?:\w+ ){0,3}"
    r"(?:urgent|pressing|emergenc(?:y|ies)|immediate|time-sensitive|time-critical)\w*|urgent "
    r"(?:matters?|queries|enquiries|"
    r"questions?|cases?|requests?|stuff|things)|(?:can't|cannot|can not|won't|doesn't) wait|"
    r"emergenc(?:y|ies)|"
    r"if (?:it's|it is|this is|you're writing|you are writing) (?:about|to do with|regarding)|(?:in|"
    r"during) my absence|"
    r"(?:stand(?:s|ing)?|fill(?:s|ing)?|cover(?:s|ing)?) (?:in )?for me|my (?:deputy|stand-in|cover|"
    r"backup)|"
    r"(?:minding the shop|holding the fort)|looking after (?:my|everything|things)|in the meantime|"
    r"meanwhile|while i(?:'m| am) (?:away|out|"
    r"off|gone)",
    r"(?:in|bei) (?:\w+ )?(?:dringend\w*|eilig\w*|notfall\w*)(?: \w+)?|dringende\w* (?:falle\w*|"
    r"anliegen|angelegenheit\w*|"
    r"fragen)|notfall\w*|notdienst|dringendes|eiliges|(?:meine?|in) vertretung|vertritt (?:mich|uns)|"
    r"(?:in|wahrend) meiner "
    r"abwesenheit|"
    r"in der zwischenzeit|wenn es (?:eilt|brennt|dringend)|(?:was|das) nicht warten kann",
    r"(?:en cas d'|pour (?:toute )?|toute )urgen(?:ce|t)\w*|urgences?|(?:en|pendant) mon absence|me "
    r"remplace|"
    r"ma remplacante?|mon remplacant|entre-temps|si c'est urgent",
    r"(?:para |por |en caso de |si es |cualquier )?urgen(?:te|tes|cia|cias)|en mi ausencia|me sustituye|"
    r"mientras tanto",
    r"(?:per |in caso di |se e )?urgen(?:ze|za|te|ti)|in mia assenza|mi sostituisce|nel frattempo",
    r"(?:bij |voor |in geval van )?spoed\w*|(?:bij |voor )?dringende \w+|(?:in|tijdens|bij) mijn "
    r"afwezigheid|"
    r"(?:vervangt|neemt waar voor) (?:mij|me)|kan het niet wachten|ondertussen|intussen",
    r"(?:w |w sprawach )?piln(?:ych|e|ej|a)(?: spraw\w+)?|(?:w|podczas|w czasie) mojej nieobecnosci|"
    r"zastepuje mnie|"
    r"moje zastepstwo|w miedzyczasie",
    r"bradskande|akuta?|i min franvaro|ersatter mig|under tiden|om det (?:ar brattom|brinner)|haster(?: "
    r"det)?|hastesaker|"
    r"i mit(?:t)? fravaer|min vikar|i mellemtiden|i mellomtiden|akutte?",
    r"(?:em caso de |para )?(?:emergencia|urgencia|urgente|assunto\w* urgente)\w*|na minha ausencia|me "
    r"substitui|"
    r"nesse meio tempo|entretanto",
    r"(?:v )?naleha\w+|v nutnych pripadech|(?:v|po) dobu? me nepritomnosti|zastupuje me|mezitim|"
    r"kiireelli\w+|"
    r"poissaoloni aikana|sijaise\w+|surgos\w*|tavolletem\w*|helyettesit\w*|(?:pentru |in caz de "
    r")?urgent\w*|in absenta mea|"
    r"acil\w*|yoklugumda|срочн\w+|экстренн\w+|в мое отсутствие|замещает|терминов\w+|невідкладн\w+|"
    r"επειγ\w+|εκτακτ\w+",
)
_DAY = (
    r"(?!mail|jullie\b)"
    r"(?:\d{1,2}|the new year|new year|next (?:week|month)|after (?:christmas|easter)|neujahr|"
    r"mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mont|dien|mitt|don|"
    r"freit|sams|sonn|mai|okt|dez|"
    r"lun|mardi|mercr|jeudi|vendr|janv|fevr|avr|juin|juil|aout|janei|ene|abr|ago|dic|mart|mier|juev|vier|"
    r"ven|sab|dom|vier|gen|mag|giu|lug|set|ott|maa|din|woe|vrij|mrt|mei|pon|wtor|srod|czw|piat|styc|lut|"
    r"kwie|maj|czer|"
    r"lip|sier|"
    r"wrze|paz|list|grud|tir|ons|tor|fre|janu|febr|augu)[a-z]*"
)
_FROM_OR_TO = (
    r"until|till|'til|before|from|through|back(?: on| in)?|return\w*(?: on)?",
    r"bis|vom|ab(?: dem)?|erst (?:wieder )?(?:am|ab)",
    r"jusqu'\w+|avant(?: le)?|reprend\w* le|retour le|du|des le",
    r"hasta|vuelvo|desde|del|a partir",
    r"fino|dal(?:l')?|rientr\w*|prima",
    r"tot(?: en met)?|t/m|vanaf|weer op|pas op",
    r"do|od|po|dopiero",
    r"t\.o\.m\.?|forst|fran|fra|til|igjen",
    r"ate|de|volto",
    r"az|vasta|alkaen|pana|din|до|с|після|по|από|μέχρι|έως",
)
_UNTIL = any_of(
    rf"(?:{'|'.join(_FROM_OR_TO)}) (?:\w+ ){{0,2}}{_DAY}",
    r"\d{1,2}\.? ?\d{0,2}\.?(?:-ig| ?asti| ?kadar|'?[ae] kadar)",
)
_RETURNS = (
    r"(?:back|return(?:ing|s)?|surfac(?:e|ing)|resumes?|in again|online again|reachable|zuruck|wieder "
    r"(?:da|hier|"
    r"erreichbar|"
    r"im buro|fur sie|fur euch)|de retour|rentr\w+|reviens|reprend\w*|vuelvo|vuelta|regreso|de vuelta|"
    r"rientr\w+|torno|"
    r"al mio ritorno|weer|terug|wracam|wroce|bede|tillbaka|ater|igen|tilbage|tilbake|volto|de volta|"
    r"retorno|zpet|"
    r"vratim|takaisin|palaan|vissza|inapoi|donecegim|вернусь|повернусь|επιστρεφω)"
)
_BACK_ON = any_of(
    rf"{_RETURNS} (?:\w+ ){{0,4}}{_DAY}", rf"{_DAY} (?:\d{{1,2}}\.? )?(?:\w+ ){{0,2}}{_RETURNS}"
)
_OF_ANOTHER = any_of(
    r"she|he|they|she's|he's|her|his|their|who|when|once|sie ist|er ist|wenn|sobald|elle|elles|ils?|"
    r"quand|ella|el|cuando|"
    r"lei|lui|quando|zij|ze|hij|als|zodra|ona|on|jak|kiedy|hon|han|hun|nar|ela|ele|mrs?|ms|frau|herr|"
    r"mme|sra?|sig"
)


def says_back_on(words: str) -> bool:
    """Whether the writer says on which day they will be back, and of nobody else."""
    said = sentences(fold(words))
    return any(_BACK_ON.search(one) and not _OF_ANOTHER.search(one) for one in said)


def speaks_of_one(text: str) -> bool:
    """Whether this sentence names who may be asked instead. `text` is folded."""
    return bool(_INSTEAD.search(text))


def has_one(words: str) -> bool:
    """Whether the words name somebody to be asked until the writer is back."""
    folded = fold(words)
    return bool(_INSTEAD.search(folded) and _UNTIL.search(" ".join(folded.split())))


def is_one_of(addresses: Iterable[str], words: str) -> bool:
    """Whether one of the addresses stands in a clause that names a stand-in, in a note of absence."""
    if not has_one(words):
        return False
    folded = fold(words)
    clauses = [one for one in sentences(folded) if _INSTEAD.search(one)]
    return any(address in one for address in addresses if address in folded for one in clauses)

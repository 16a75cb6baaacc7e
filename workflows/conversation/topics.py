"""Which fact of the programme a general question asks for; only those that the settings answer for certain.

A word that makes it a special case (renewals, tax, another country) leaves it to the FAQ or a person.
"""

from __future__ import annotations

import re
from typing import Literal

from workflows.conversation.text import fold

Topic = Literal["rate", "payday", "protection", "minimum", "currency", "counts", "refer", "works"]
LONGEST = 30  # words; who writes more has a case of their own

_SPECIAL = re.compile(
    r"""\b(?:renew\w*|upsell\w*|second\ year|twice|existing|already|tax\w*|vat|invoice\w*|abroad
        |countr\w*|overseas
    |friends?|myself|own\ (?:company|firm|business)|two\ partners|same\ (?:company|firm|lead)|exclusiv\w*
    |charit\w*|non\ ?profit\w*|sole\ traders?|self\ employed|freelanc\w*|public|government|cancel\w*
        |refund\w*|leave\w*
    |qu(?:it|its)|change\w*|split\w*|share\w*\ with|dont\ close|not\ close|lost|lose|unless|except\w*
        |canada|legal
    |verlanger\w*|zweite[sn]?\ jahr|steuer\w*|mwst|umsatzsteuer|rechnung\w*|ausland|land|lander\w*
        |verein\w*|behorde\w*
    |selbstst\w*|freiberuf\w*|bestandskund\w*|schon|bereits|storn\w*|kundig\w*|eigene\w*|doppelt\w*|geteilt\w*
    |renouvel\w*|impot\w*|tva|factur\w*|etranger|pays|association\w*|independant\w*|entrepreneur\w*|deja
        |annul\w*
    |rembours\w*|propre\w*|partag\w*|perdu\w*
    |kinds?\ of|types?\ of|size|looking\ for|welche\ firmen|was\ fur|quel\ type|que\ tipo|wat\ voor|soort
        |renov\w*|impuesto\w*|iva|extranjero|pais\w*|autonom\w*|asociacion\w*|ya\ es|cancel\w*|devol\w*
        |propi[oa]\w*
    |compart\w*|perdid\w*
    |verleng\w*|belasting\w*|btw|buitenland|zzp\w*|stichting\w*|vereniging\w*|bestaande|annuler\w*
        |opzeg\w*|eigen
    |gedeeld\w*
    |imposto\w*|fatura\w*|estrangeiro|associac\w*|independente\w*|propria|proprio|partilh\w*|perdid\w*)\b""",
    re.VERBOSE,
)
_OF_A_DEAL = re.compile(
    r"\b(?:deal|commission|provision|comision|commissie|comissao|abschluss|auftrag\w*|affaire)\b"
)
_PATTERNS: tuple[tuple[Topic, str], ...] = (
    (
        "minimum",
        r"""(?:minimum|smallest|least)\ (?:amount|payout|payment|sum)|payout\ (?:minimum|threshold)
        |mindest(?:betrag|auszahlung|summe)|auszahlungsgrenze|(?:kleinste|niedrigste)\ (?:betrag|auszahlung)
        |(?:montant|paiement|versement)\ minim\w+|minimum\ (?:de\ )?(?:paiement|versement)|seuil
        |(?:importe|pago|cobro)\ minimo|minimo\ (?:para\ cobrar|de\ pago)
        |minimum(?:bedrag|uitbetaling|\ uitbetaling)|uitbetalingsgrens
        |(?:valor|montante|pagamento)\ minimo|minimo\ (?:para\ receber|de\ pagamento)""",
    ),
    (
        "currency",
        r"""(?:which|what)\ currenc(?:y|ies)
        |\bpa(?:y|id)\b.{0,20}\bin\ (?:euros?|dollars?|pounds?|sterling|francs)\b
        |in\ (?:euros?|dollars?|pounds?)\ or|(?:welcher?
        |in\ welcher)\ wahrung
        |(?:quelle|en\ quelle)\ (?:devise|monnaie)|(?:que|en\ que)\ (?:moneda|divisa)|welke\ (?:valuta|munt)
        |(?:que|em\ que)\ (?:moeda|divisa)""",
    ),
    (
        "protection",
        r"""how\ long\b.{0,60}\b(?:protect\w*|credited|mine|ours|reserved|registered|valid|get\ credit)
        |how\ long\ is\ the\ (?:protection|attribution)|protection\ (?:period|window|time)
        |wie\ lange\b.{0,60}\b(?:geschutzt|reserviert|gutgeschrieben|mein\w*|mir|gultig|gilt|schutz\w*)
        |schutzfrist
        |combien\ de\ temps\b.{0,60}\b(?:proteg\w*|a\ mon\ nom|reserv\w*|credit\w*|valable)
        |duree\ de\ protection
        |cuanto\ (?:tiempo|dura)\b.{0,60}\b(?:proteg\w*|proteccion|a\ mi\ nombre|reserv\w*|valid\w*)
        |hoe\ ?lang\b.{0,60}\b(?:beschermd?|op\ (?:mijn|onze)\ naam|gereserveerd|geldig)|beschermingsperiode
        |quanto\ tempo\b.{0,60}\b(?:protegid\w*|protecao|em\ meu\ nome|reserv\w*|valid\w*)""",
    ),
    (
        "payday",
        r"""(?:when|what\ day|which\ day|how\ soon|how\ often)\b.{0,50}\b(?:pay|paid|pays|payouts?|payday)
        |when\ is\ payday
        |(?:wann|an\ welchem\ tag|wie\ oft|wie\ schnell)\b.{0,50}\b(?:zahlt|bezahlt|ausgezahlt
        |auszahlung\w*|zahltag)
        |(?:quand|quel\ jour|a\ quelle\ frequence)\b.{0,50}\b(?:pay\w*|paie\w*|vers\w*|regl\w*)
        |(?:cuando|que\ dia|cada\ cuanto)\b.{0,50}\b(?:pag\w*|cobr\w*)
        |(?:wanneer|welke\ dag|op\ welke\ dag|hoe\ vaak)\b.{0,50}\b(?:betaal\w*|betalen|uitbetaal\w*
        |uitbetal\w*)
        |(?:quando|em\ que\ dia|que\ dia|com\ que\ frequencia)\b.{0,50}\b(?:pag\w*|receb\w*)""",
    ),
    (
        "rate",
        r"""(?:how\ much|what)\b.{0,40}\b(?:pay|get|earn|make|receive)\b.{0,30}\b(?:referral|lead
        |intro\w*|deal|client)
        |what(?:s|\ is|\ are)?\ (?:the\ |your\ )?(?:commission|referral\ fee|rate|percentage)s?\b
        |how\ much\b.{0,20}\bper\b|commission\b.{0,20}\b(?:percentage|flat|fixed)|a\ percentage\ or
        |(?:wie\ viel|wieviel)\b.{0,20}\bpro\b|provision\b.{0,20}\b(?:prozent\w*|pauschal\w*)
        |combien\b.{0,20}\bpar\b|commission\b.{0,20}\bpourcentage|cuanto\b.{0,20}\bpor\b
        |comision\b.{0,20}\bporcentaje
        |hoeveel\b.{0,20}\bper\b|commissie\b.{0,20}\bpercentage|quanto\b.{0,20}\bpor\b
        |comissao\b.{0,20}\bpercentagem
        |(?:commission|referral)\ (?:rate|percentage|fee)s?|how\ much\ (?:commission|do\ you\ pay\ per)
        |in\ it\ for\ me
        |(?:wie\ viel|wieviel|was)\b.{0,40}\b(?:zahlt|zahlen|bekomm\w*|verdien\w*
        |gibt)\b.{0,30}\b(?:empfehlung|lead|tipp|kontakt|abschluss|kunde\w*)
        |(?:wie\ hoch\ ist|was\ ist)\ (?:die|eure|ihre)\ (?:provision|pramie)|provisionssatz
        |combien\b.{0,40}\b(?:pay\w*|touch\w*|gagn\w*|vers\w*)\b.{0,30}\b(?:recommandation|contact
        |affaire|client|parrainage)
        |quel(?:le)?\ est\ (?:la|votre|le)\ (?:commission|taux|prime)|taux\ de\ commission
        |(?:cuanto|que)\b.{0,40}\b(?:pag\w*|gan\w*|cobr\w*|recib\w*)\b.{0,30}\b(?:recomendacion|referido
        |contacto|cliente|venta)
        |(?:cual|que)\ es\ (?:la|vuestra|su)\ comision|porcentaje\ de\ comision
        |(?:hoeveel|wat)\b.{0,40}\b(?:betal\w*|krijg\w*|verdien\w*)\b.{0,30}\b(?:aanbeveling|tip|lead
        |klant|deal)
        |(?:wat|hoe\ hoog)\ is\ (?:de|jullie)\ (?:commissie|vergoeding|provisie)|commissiepercentage
        |(?:quanto|que)\b.{0,40}\b(?:pag\w*|ganh\w*|receb\w*)\b.{0,30}\b(?:indicacao|recomendacao
        |contacto|cliente|negocio)
        |qual\ e\ a\ (?:comissao|vossa\ comissao)|percentagem\ de\ comissao""",
    ),
    (
        "counts",
        r"""what\ counts\ as\ a\ (?:referral|lead)|when\ does\ a\ referral\ count|what\ (?:details
        |information|info|data)\ do\ you\ need
        |was\ (?:zahlt|gilt)\ als\ (?:eine\ )?empfehlung|welche\ (?:angaben|daten|infos)\ (?:braucht
        |brauchen|benotigt)
        |qu\ ?est\ ce\ qui\ compte\ comme|quelles\ (?:informations|infos|donnees)\ (?:vous\ )?(?:faut|avez)
        |que\ cuenta\ como|que\ (?:datos|informacion)\ (?:necesit\w+|hacen?\ falta)
        |wat\ telt\ als|welke\ (?:gegevens|info\w*)\ (?:hebben|heb)\ (?:jullie|je)\ nodig
        |o\ que\ conta\ como|que\ (?:dados|informac\w+)\ (?:precisam|sao\ precis\w+)""",
    ),
    (
        "refer",
        r"""how\ (?:do|can|should)\ (?:i|we)\ (?:refer|submit|send|add|introduce|register|recommend)
        |how\ to\ (?:refer|submit|introduce)
        |wie\ (?:kann|konnen|soll|sollen)\ (?:ich|wir)\b.{0,25}\b(?:empfehl\w*|einreich\w*|melden
        |eintragen|vermittel\w*)
        |wie\ (?:empfehle|vermittle|melde|reiche)\ ich|wie\ (?:empfehlen|vermitteln|melden)\ wir
        |comment\b.{0,25}\b(?:recommand\w*|transmettre|soumettre|envoyer|parrainer|presenter)
        |como\b.{0,25}\b(?:recomiend\w*|recomendar|envi\w*|mand\w*|refer\w*|indic\w*|referir|present\w*
        |indico)
        |hoe\b.{0,25}\b(?:aanbevel\w*|aandragen|doorgeven|verwijs\w*|verwijzen|introduceer\w*)""",
    ),
    (
        "works",
        r"""how\ (?:does|do)\ (?:it|this|the\ program\w*|referrals?|your\ program\w*)\ (?:all\ )?works?
        |how\ this\ works
        |(?:what|how)\ can\ (?:you|this\ bot|i\ ask)|explain\ (?:the|your)\ program\w*|what\ (?:are
        |do)\ you\b.{0,6}(?:do)?\W*$|^(?:\w+\ ){0,3}help\W*$
        |wie\ (?:funktioniert|lauft|geht)\ (?:das|es|euer|ihr|das\ ganze)|was\ (?:kannst\ du|konnt\ ihr
        |konnen\ sie)|^(?:\w+\ ){0,3}hilfe\W*$
        |comment\ (?:ca\ |cela\ |le\ programme\ )?(?:marche|fonctionne)|que\ (?:peux\ tu|pouvez\ vous)
        |^(?:\w+\ ){0,3}aide\W*$
        |como\ (?:funciona|va\ esto)|que\ (?:puedes|podeis|pueden)\ hacer|^(?:\w+\ ){0,3}ayuda\W*$
        |hoe\ (?:werkt|gaat)\ (?:dit|het|dat|jullie)|wat\ kun\ je|^(?:\w+\ ){0,3}hulp\W*$
        |o\ que\ (?:podes|podem|pode)\ fazer|^(?:\w+\ ){0,3}ajuda\W*$""",
    ),
)
_COMPILED = tuple((topic, re.compile(r"\b(?:" + pattern + ")", re.VERBOSE)) for topic, pattern in _PATTERNS)


def topics_in(text: str) -> tuple[Topic, ...]:
    """The facts it asks for, in the order of our answers; none where it is not sure that they answer it."""
    said = re.sub(r"[^\w?!.]+", " ", fold(text).replace("'", "").replace("’", "")).strip()
    if len(said.split()) > LONGEST or _SPECIAL.search(said):
        return ()
    found = tuple(topic for topic, pattern in _COMPILED if pattern.search(said))
    if "minimum" in found and _OF_A_DEAL.search(said):  # the smallest deal, or the smallest payout?
        return ()
    precise = tuple(t for t in found if t != "works" and not (t == "rate" and "counts" in found))
    told = precise or found
    return told if said.count("?") <= max(1, len(told)) else ()  # a question more than we have answers

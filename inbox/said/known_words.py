"""How partners say that somebody buys from us already or may soon, and how they write to their own family.

All patterns meet folded text (lower case, no accents; `who.names.fold`) on one line and are linear.
"""

from __future__ import annotations

import re

from inbox.said import new_lead_words, wishes
from inbox.said.phrases import any_of
from inbox.who.names import fold

_CUSTOMER = any_of(
    r"already (?:\w+ ){0,3}(?:with you|using you|uses? (?:you|your \w+)|(?:your|an?) (?:customer|"
    r"client) (?:of yours|with you)|"
    r"your (?:customer|client)s?|one of yours|on your (?:books|system|list)|a (?:customer|client)(?= "
    r"*[.,;!]|$))|"
    r"(?:has|have|had|'s|'ve|got) (?:already )?(?:been (?:using (?:you|your \w+)|with you|your "
    r"(?:customer|client)|a "
    r"(?:customer|client) of yours)|your (?:system|software|product|tool)) ?(?:already|since|for \w+ "
    r"(?:years|months))?|"
    r"(?:uses?|has|have|using) (?:you|your \w+) (?:already|since \w+|for (?:\w+ ){0,2}(?:years|months|"
    r"ages))",
    r"(?:schon|bereits|langst|ja) (?:\w+ ){0,3}(?:kund(?:e|in|en)|nutzer\w*) (?:\w+ )?(?:bei|von) "
    r"(?:euch|ihnen)|"
    r"(?:schon|bereits|langst) (?:bei|mit) (?:euch|ihnen)(?= *[.,;!]|$| zusammen| unterwegs)|"
    r"(?:nutz\w+|hat|haben|arbeit\w+) (?:\w+ ){0,2}(?:euch|eure \w+|eurer \w+|ihre \w+|ihrer \w+) "
    r"(?:\w+ )?(?:schon|bereits)|"
    r"arbeit\w+ (?:schon|bereits) mit (?:euch|ihnen)|(?:schon|bereits) (?:euer|eure|ihr|ihre) kund\w+",
    r"(?:travaill\w+|sont|est) deja (?:\w+ ){0,2}(?:avec|chez) vous|deja (?:un de |une de )?(?:vos|"
    r"votre) client\w*|"
    r"deja client\w* (?:chez|de) vous|(?:utilis\w+|ont|a) deja (?:votre|vos)|(?:travaill\w+|est|sont) "
    r"chez vous depuis",
    r"ya (?:\w+ ){0,2}(?:con vosotros|con ustedes|client\w+ vuestr\w+|vuestr\w+ client\w+|vuestro \w+)|"
    r"ya (?:es|son|era) (?:\w+ )?client\w+(?= vuestr\w+| de ustedes| *[.,;!]|$)",
    r"(?:usa\w*|lavora\w*|e|sono|ha|hanno) gia (?:\w+ ){0,2}(?:il vostro|la vostra|con voi|vostr\w+|"
    r"client\w+ vostr\w+)|"
    r"gia (?:vostr\w+ )?client\w+(?= vostr\w+| *[.,;!]|$)",
    r"al (?:\w+ )?(?:klant|gebruiker) (?:\w+ )?(?:bij|van) jullie|(?:werk\w*|zit\w*|is|zijn) al (?:met|"
    r"bij) jullie|al "
    r"klant(?= te zijn| *[.,;!]|$)|gebruik\w* jullie (?:\w+ )?al",
    r"(?:juz|od dawna) (?:\w+ ){0,2}(?:wasz\w*|u was|z wami|panstwa) ?(?:klient\w*)?|(?:korzysta\w*|"
    r"uzywa\w*) juz z wasz\w+",
    r"redan (?:\w+ ){0,2}(?:hos er|med er|er kund)|(?:har|anvander) redan ert|allerede (?:\w+ "
    r"){0,2}(?:hos (?:jer|dere)|"
    r"kunde\w*)|(?:bruger|bruker|har) (?:jer|dere|jeres \w+|deres \w+) allerede",
    r"ja (?:\w+ ){0,2}(?:client\w+ (?:de voces|voss\w+)|com voces|o sistema de voces|o vosso|a vossa)|"
    r"ja (?:e|sao) client\w+"
    r"(?= *[.,;!]|$)",
    r"uz (?:\w+ ){0,2}(?:u vas|vas\w* zakazni\w+|s vami)|jo (?:\w+ )?(?:teidan )?asiakka\w+|mar (?:\w+ "
    r")?(?:nalatok|az "
    r"ugyfeletek)|deja (?:\w+ )?(?:clientul vostru|client la voi)|zaten (?:\w+ )?(?:musteriniz|sizinle)|"
    r"уже (?:\w+ )?(?:ваш\w* клиент\w*|работа\w+ с вами)|вже (?:\w+ )?(?:ваш\w* клієнт\w*|працю\w+ з вами)|"
    r"ηδη (?:\w+ )?(?:πελατ\w+ σας|μαζι σας)",
)
_UNDER_WAY = any_of(  # said of somebody whom we talk to already, or were told of before
    r"(?:quick|gentle|friendly|little|small|just a|a) reminder(?= *[:.,;!-]| about| that| on)|(?:i|"
    r"we)(?:'d| had) (?:already )?"
    r"(?:sent|passed|told|given|referred) (?:him|her|them|you)|(?:kurze|kleine|zur) erinnerung|"
    r"hatten? (?:ich|wir) (?:euch|ihnen|dir) (?:\w+ ){0,3}(?:geschickt|empfohlen|weitergeleitet|"
    r"gemeldet|genannt)",
    r"(?:petit|simple) rappel|(?:avais|avions) (?:deja )?(?:envoye|transmis|recommande|parle)|"
    r"(?:pequeno )?recordatorio(?= *[:.,;])|"
    r"ya os (?:habia )?(?:pase|pasado|mande|mandado)|(?:un )?promemoria(?= *[:.,;])|"
    r"avevo (?:gia )?(?:mandato|segnalato|passato)|"
    r"(?:kleine |korte )?herinnering(?= *[:.,;])|had ik jullie (?:al )?(?:gestuurd|doorgegeven)|"
    r"(?:pequeno )?lembrete|"
    r"ja (?:vos |lhes )?tinha (?:enviado|passado|mandado)|przypomin\w+|paminnelse",
    r"(?:liked|loved|enjoyed|saw|has seen|have seen|was impressed by) (?:the|your) (?:demo|"
    r"presentation|trial)|"
    r"your (?:proposal|quote|offer) (?:has|needs|must|should|is|was|went|arrived|reached|came)|"
    r"whoever looks after",
    r"(?:euer|ihr|eurem|ihrem) (?:angebot|vorschlag) (?:muss|ist|war|liegt|kam|sollte)|"
    r"die (?:demo|vorfuhrung|prasentation) (?:hat|war|kam)|wer (?:auch immer )?(?:\w+ ){1,4}betreut",
    r"votre (?:proposition|devis|offre) (?:doit|est|etait|a)|"
    r"(?:la|votre) (?:demo|presentation) (?:lui |leur )?a plu",
    r"(?:vuestra|su) (?:propuesta|oferta) (?:tiene|debe|ha|esta)|(?:le|les) (?:gusto|ha gustado) la demo",
    r"la vostra (?:offerta|proposta) (?:deve|e|ha)|la demo (?:gli|le) e piaciuta",
    r"jullie (?:offerte|voorstel) (?:moet|is|was|ligt)|de demo (?:beviel|vond)",
    r"a (?:vossa|sua) proposta (?:tem|deve|esta)|wasza oferta (?:musi|jest|powinna)",
)
_KIN = (
    r"(?:mum|mom|mummy|mommy|mam|dad|daddy|darling|honey|sweetheart|sweetie|babe|love|bro|sis|gran|"
    r"grandma|grandpa|"
    r"mama|mami|mutti|papa|papi|vati|oma|opa|schatz|schatzi|liebling|hase|maus|maman|mamie|papy|cheri|"
    r"cherie|mon coeur|"
    r"mon amour|ma puce|carino|mi amor|amor|cielo|hija|hijo|mamma|babbo|tesoro|amore|nonna|schat|"
    r"schatje|lieverd|"
    r"pap|mamo|tato|kochanie|skarbie|alskling|raring|gumman|gubben|skat|elskling|mor|far|mae|pai|filha|"
    r"filho|"
    r"milacku|zlato|kulta|rakas|aiti|isi|iubito|iubitule|canim|askim|anne|baba|мама?|папа?|μαμα|μπαμπα|"
    r"αγαπη μου)"
)
_HELLO = (
    r"(?:(?:hi|hey|hello|hallo|liebe|lieber|salut|coucou|hola|ciao|hoi|hej|ola|dear|dearest|czesc|ahoj),? )?"
)
_TO_FAMILY = re.compile(rf"{_HELLO}{_KIN}\s?[,!:?…–-]")


def is_customer_already(text: str) -> bool:
    """Whether the partner says that who is named buys from us already, and nobody is said to want more."""
    return bool(_CUSTOMER.search(text)) and not wishes.others_want(text)


def is_under_way(text: str) -> bool:
    """Whether the partner tells news of somebody we seem to be talking to, and calls nobody new."""
    return bool(_UNDER_WAY.search(text)) and not new_lead_words.SURELY_NEW.search(text)


def is_to_family(cover: str) -> bool:
    """Whether the words begin as one writes to one's own family."""
    folded = fold(cover).strip()[:60]
    return bool(_TO_FAMILY.match(folded)) and not new_lead_words.NEW_ONE.search(fold(cover))

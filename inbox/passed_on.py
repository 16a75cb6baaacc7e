"""What a forwarded mail is: somebody's inquiry, or an offer, an application, something to read.

People forward to us what we might like to buy, whom we might hire and what we might enjoy. Such mails name
people and companies too, so who is named is no prospect unless somebody says what they want of us.
All patterns meet folded text (lower case, no accents; `inbox.names.fold`) and are linear.
"""

from __future__ import annotations

import re

from inbox.evidence import OUTRIGHT
from inbox.levels import Level
from inbox.material import Material
from inbox.names import fold
from inbox.phrases import any_of

# The writer wants something that somebody like us may have.
_ASKS = any_of(
    r"look(?:ing)? (?:for|at|into)",
    r"(?:in )?need(?:s|ed|ing)?",
    r"interested",
    r"recommend\w*",
    r"introduc\w*",
    r"do you know",
    r"could you|can you|would you",
    r"quotes?|pricing|prices?|demo",
    r"such\w*|brauch\w*|benotig\w*|interess\w*|empfehl\w*|empfohl\w*|kennen sie|kennst du|angebot",
    r"cherch\w*|besoin\w*|interesse\w*|recommand\w*|connais\w*|devis",
    r"busc\w*|necesit\w*|interesa\w*|recom\w*|conoc\w*|presupuesto",
    r"cerc\w*|bisogno|interessa\w*|consigli\w*|conosc\w*|preventivo",
    r"zoek\w*|nodig|aanrad\w*|aanbevel\w*|kent u|ken je|offerte",
    r"procur\w*|precis\w*|conhec\w*|orcamento",
    r"szuka\w*|potrzeb\w*|polec\w*|ofert[ea]",
    r"soker|behov\w*|soger|letar|trenger|leter|rekommend\w*|anbefal\w*|tilbud",
)
# The writer sells something to whoever reads it.
_SELLS = any_of(
    r"we (?:can |also )?(?:help|offer|provide|deliver|supply|sell|build|generate|guarantee)",
    r"(?:our|my) (?:agency|platform|software|services?|tool|solution|portfolio) ",
    r"(?:grow|boost|double|triple|increase|improve|rank|scale) your",
    r"(?:more|qualified|guaranteed|exclusive) (?:leads|appointments|traffic|customers|meetings)",
    r"(?:seo|backlinks?|guest posts?|link building|special offer|limited offer|free trial|discount)",
    r"wir (?:liefern|bieten|helfen|unterstutzen|garantieren|vermitteln|entwickeln)",
    r"(?:unser|unsere|unserem|unserer) (?:agentur|plattform|software|losung|leistungen|angebot)",
    r"(?:qualifizierte|mehr|neue) (?:termine|leads|anfragen|kunden)",
    r"nous (?:proposons|offrons|vous proposons|vous offrons|aidons|vous aidons|accompagnons)",
    r"notre (?:agence|plateforme|logiciel|solution|offre)",
    r"(?:ofrecemos|ayudamos|nuestra (?:agencia|plataforma|solucion)|nuestros servicios)",
    r"(?:offriamo|aiutiamo|proponiamo|la nostra (?:agenzia|piattaforma|soluzione)|i nostri servizi)",
    r"(?:wij|we) (?:bieden|leveren|helpen)|ons (?:bureau|platform)|onze (?:dienst\w*|oplossing|software)",
    r"(?:oferecemos|ajudamos|nossa (?:agencia|plataforma|solucao)|nossos servicos)",
    r"(?:oferujemy|pomagamy|nasza (?:agencja|platforma))",
    r"vi (?:erbjuder|tilbyr|tilbyder|hjalper|hjelper|levererar|leverer)",
)
# The writer wants to work for us.
_APPLIES = any_of(
    r"(?:apply|applying|application) (?:for|to) [^.\n]{0,40}(?:position|job|role|post|vacancy|internship)",
    r"job application|(?:my|attached|enclosed) (?:cv|resume)",
    r"bewerb(?:e|ung|en)(?: mich)?|lebenslauf|initiativbewerbung|praktikum\w*|ausbildungsplatz",
    r"(?:ma|une) candidature|mon cv|postule\w*|stage de fin",
    r"mi (?:curriculum|cv|candidatura)|solicitud de empleo|(?:il )?mio (?:curriculum|cv)|candidatura",
    r"sollicit\w+|mijn cv|meu (?:curriculo|cv)|podanie o prace|moje cv|jobbansokan|jobbsoknad|jobansogning",
)
# Written for many.
_PRESS_DESK = re.compile(
    r"^(?:news\w*|editor\w*|redak\w*|redac\w*|redazione|press\w*|presse\w*|prensa|media|digest|updates?|"
    r"no-?reply|do-?not-?reply|magazine|blog|bulletin|infolettre|nyhetsbrev|nyhedsbrev|nieuwsbrief)\b"
)
_TO_READ = any_of(
    r"(?:interesting|good|nice|fun|great|worth a|quick) read",
    r"article|blog ?post|newsletter|press release|podcast|webinar",
    r"thought you(?:'d| would| might) (?:like|enjoy)",
    r"lesenswert\w*|artikel\w*|beitrag|pressemitteilung|zum lesen",
    r"a lire|articulo|para leer|articolo|da leggere|leuk stuk|leesvoer|om te lezen|artigo|para ler|artykul",
    r"artikkel\w*|lasvard\w*|vard att lasa",
)
# The partner passes on to us what is for us.
_FOR_US = any_of(
    r"not for (?:us|me)",
    r"(?:if|in case) you(?:'re| are)? (?:ever )?(?:need|want|look|hir|recruit|interest)\w*",
    r"you (?:were|are|might be) (?:hiring|recruiting|looking for (?:people|staff|a))",
    r"for your (?:marketing|hr|recruiting|purchasing|finance|support|web|it|office)",
    r"falls (?:sie|ihr|du) [^.\n]{0,20}(?:brauch|such|interess)\w*|(?:nichts fur|wir) (?:uns|nicht)",
    r"pas pour (?:nous|moi)|si vous (?:en avez besoin|recrutez|cherchez)",
    r"no es para (?:nosotros|mi)|si (?:buscais|necesitais|buscan)|non fa per noi|se vi serve|se cercate",
    r"niets voor ons|als jullie [^.\n]{0,20}(?:nodig|zoek)\w*|nao e para nos|nie dla nas",
)


def is_no_inquiry(material: Material) -> str:
    """Why a forwarded mail does not speak of a prospect; nothing when it may.

    What the partner says outright counts for more than what the mail looks like.
    """
    first = next((thread[0] for thread in material.threads if thread), None)
    cover = fold(material.cover)
    if first is None or OUTRIGHT.search(cover):
        return ""
    words = fold(f"{first.subject}\n{first.text}")
    if _APPLIES.search(words):
        return "The forwarded mail looks like an application."
    asks = bool(_ASKS.search(fold(first.text)))
    if not asks and (_SELLS.search(words) or _FOR_US.search(cover)):
        return "The forwarded mail looks like an offer to us."
    if not asks and (_is_for_many(first) or _TO_READ.search(cover)):
        return "The forwarded mail looks like something to read."
    return ""


def _is_for_many(level: Level) -> bool:
    return bool(_PRESS_DESK.search(level.author.address.partition("@")[0]))

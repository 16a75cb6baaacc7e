"""Which way an offer runs: what the writer of a forwarded mail wants, and from whom.

A prospect wants something from us. Who applies for a job, sells something or publishes something wants
something from the reader, and who passes that on offers it to us: "in case you need this".
All patterns meet folded text (lower case, no accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

import re

from inbox.forwarded.levels import Level
from inbox.said import evidence, papers, phrases, search_words
from inbox.said.phrases import any_of
from inbox.who.names import fold

OPENING = 1_500  # characters; what somebody wants stands in the beginning

# The cover note: it is we who would take what is offered.
_FOR_US = any_of(
    r"(?:if|in case|should) you (?:ever |guys |folks |lot )?(?:need|want|use|buy|can use|could use|fancy) "
    r"(?:this|that|it|one|some|any|such|(?:some|any)(?:thing|body|one) like (?:this|that|him|her|them))"
    r"(?: kind| sort| type)?(?: of (?:this|that|thing))?(?=\s*[.,;!?\n]|$)",
    r"(?:if|in case) (?:it is |it's )?of (?:any )?(?:use|interest)|falls (?:ihr|sie) (?:\w+ )?bedarf "
    r"(?:habt|haben)",
    r"(?:want|wants|like|love|keen|hoping|looking) to (?:partner|collaborate|cooperate) with you",
    r"you (?:were|are|'re) (?:hiring|recruiting|advertising for)",
    r"(?:interesting|good|great|nice|worthwhile|fun) (?:read|article|piece|study|report)",
    r"for your (?:marketing|hr|product|press|pr|content|it|design|legal) "
    r"(?:people|team|folks|department|lot)",
    r"(?:falls|wenn) (?:ihr|sie|du) (?:mal )?(?:sowas|so was|so etwas|das|jemanden|welche) "
    r"(?:brauch\w+|such\w+|benotig\w+)",
    r"(?:ihr|sie) (?:stellt|stellen) (?:doch |ja |gerade )?(?:leute )?ein",
    r"(?:interessanter (?:artikel|beitrag|bericht)|lesenswert\w*)",
    r"(?:au cas ou|si) vous (?:en auriez|en avez|en aviez) besoin",
    r"(?:si|comme) vous (?:recrutez|embauchez)",
    r"(?:article|lecture) interessante?",
    r"(?:por )?si (?:lo|la|los|las) (?:necesitais|necesitan|necesita)",
    r"(?:por )?si (?:contratais|estais contratando|buscais gente)",
    r"(?:articulo|lectura) (?:muy )?interesante",
    r"se (?:ne avete|ne aveste|vi) (?:bisogno|serve|servisse)(?=\s*[.,;!?\n]|$)",
    r"(?:articolo|lettura) interessante",
    r"(?:als|mochten|mocht) (?:jullie|u|je) (?:zoiets|dit|dat) (?:nodig|zoek\w*|gebruik\w*)",
    r"interessant (?:artikel|stuk|leesvoer)",
    r"(?:jesli|gdybyscie) (?:tego|czegos takiego) (?:potrzebujecie|potrzebowali)",
    r"(?:ciekawy|interesujacy) (?:artykul|tekst)",
    r"(?:se|caso) (?:voces )?(?:precisarem|precisem) (?:disto|disso)",
    r"(?:artigo|leitura) interessante",
    r"(?:om|ifall) ni (?:behover|soker) (?:sant|sadant|det har|nagon)",
    r"(?:intressant|interessant) (?:artikel|lasning|laesning|lesning)",
    r"hvis (?:i|dere) (?:har brug for|trenger) (?:det|sadan noget|noe slikt)",
)
# The cover note: whoever passes it on does not know its writer, or thinks that it was meant for us.
_DISOWNED = any_of(
    r"(?:is|are) (?:this|that|it|these|they) (?:yours|one of yours|(?:anything )?to do with you|"
    r"meant for you)",
    r"(?:is|was|must be|looks) (?:meant |intended )?for you(?:,? (?:i|we) (?:believe|think|guess|"
    r"suppose|assume))",
    r"(?:i|we) (?:do not|don't) know (?:this|that|these|those|the|who) (?:people|person|sender|firm|"
    r"company|"
    r"man|lady|guy|lot|they are|he is|she is|this is|it is)",
    r"(?:i|we)(?: do not| don't|'ve no idea| have no idea) (?:know )?who (?:they|he|she|this|that|these)",
    r"no idea (?:who|what) (?:this|that|these|those|they|he|she)|"
    r"do you (?:guys )?know (?:these|them|this lot|who (?:this|they|these))",
    r"(?:not sure|unsure|no idea) what (?:to do|this is|this means|they want)",
    r"never heard of (?:them|him|her|this|these)",
    r"(?:wrong|another) (?:address|inbox|mailbox)|in error|by mistake|misdirected",
    r"your name is on it",
    r"kennt ihr (?:die|den|das|sie|ihn)(?= *\?)|wer (?:ist|sind) (?:das|die)(?= *\?)",
    r"vous (?:le|la|les) connaissez|(?:los|las|lo|la) conoceis|(?:li|lo|la) conoscete|"
    r"kennen jullie (?:ze|die|hem)",
    r"gehor(?:t|en) (?:das|der|die|dies|diese) (?:zu )?(?:euch|ihnen)",
    r"(?:ich|wir) kenn(?:e|en)? (?:den|die|das|ihn|sie|dies\w+) (?:gar |uberhaupt )?nicht",
    r"kenn(?:e|en) (?:ich|wir) (?:gar |uberhaupt )?nicht",
    r"ist (?:das|der|die) (?:von|fur) euch|irrtumlich|aus versehen|falsch (?:adressiert|zugestellt)",
    r"(?:je|nous|on) ne (?:le|la|les) conna\w+ (?:pas|point)|par erreur|c'est (?:a|pour|chez) vous",
    r"no (?:lo|la|los|las) conoz\w+|no (?:lo|la|los|las) conocemos|por error|(?:es|son) (?:vuestr[oa]s?|"
    r"de ustedes)",
    r"non (?:lo|la|li|le) conosc\w+|per (?:errore|sbaglio)|e (?:roba )?vostr[oa]",
    r"(?:ken|kennen) (?:ik|we|wij) (?:\w+ )?niet|(?:ik|we|wij) ken(?:nen)? (?:hem|haar|ze|die) niet|"
    r"is (?:dit|dat) van jullie|per (?:abuis|vergissing|ongeluk)",
    r"nao (?:os?|as?) conhe\w+|por engano|(?:isto|isso) e voss[oa]",
    r"nie znam(?:y)? (?:go|jej|ich|tego|tej)|(?:to|czy to) wasze|przez pomylke|omylkowo",
    r"neznam(?:e)? (?:ho|ji|je)|omylem|nepatri to vam",
    r"kanner (?:inte|ikke|ikkje) (?:honom|henne|dem|til|dessa)?|av misstag|ved en (?:fejl|feil)|"
    r"(?:er|ar) det(?:te|ta)? (?:jeres|deres|ert)",
    r"en tunne (?:hanta|heita)|vahingossa|onko tama teidan",
    r"nu (?:il|o|ii|le) cunosc\w*|din greseala",
    r"nem ismer(?:em|juk) (?:ot|oket)|tevedesbol",
    r"tanimiyor\w+|yanlislikla",
    r"δεν (?:τον|την|τους) (?:γνωρ|ξερ)\w+|κατα λαθος",
    r"не зна(?:ю|ем|ємо) (?:ег?о|ее|их|иого|іх|ее)|по ошибке|помилково",
)
# The cover note: it is for a laugh.
_FOR_FUN = any_of(
    r"small ?talk|for a (?:laugh|giggle|smile)|made me (?:laugh|smile|chuckle)|(?:so |very |quite "
    r")?funny|hilarious",
    r"(?:nur )?zum (?:schmunzeln|lachen)|lustig\w*|witzig\w*|pour (?:rire|sourire|le plaisir)|drole|"
    r"marrant|para reir\w*|"
    r"gracios[oa]|divertid[oa]|divertente|da ridere|per sorridere|grappig|om te lachen|smieszne|na wesolo|"
    r"rolig(?:t|a)?|sjovt|artig|engracad[oa]|para rir",
)
# The forwarded mail: somebody leaves, died, or gives up.
_ENDING = any_of(
    r"passed away|(?:has |have )?died|sad news|funeral|bereave\w*|(?:my|our) last (?:day|week) (?:at|"
    r"here|with)|"
    r"(?:i am|i'm) leaving (?:the|on|next|this|at)|retir(?:e|es|ing) (?:at|on|in|from|next)|"
    r"administration|insolven\w*|"
    r"bankrupt\w*|wound up|closing down|ceas\w+ trading",
    r"verstorben|gestorben|trauer\w*|beerdigung|verabschied\w+ mich|letzter (?:arbeits)?tag|insolvenz\w*|"
    r"geschaftsaufgabe|ruhestand",
    r"decede\w*|deces|obseques|dernier jour|depart a la retraite|liquidation judiciaire|redressement "
    r"judiciaire|cessation "
    r"d'activite|falleci\w+|mi ultimo dia|me jubilo|concurso de acreedores|cierre definitivo",
    r"mancat[oa]|scomparso|lutto|ultimo giorno|pensionamento|fallimento|overleden|uitvaart|laatste "
    r"(?:werk)?dag|pensioen|"
    r"faillissement|zmarl\w*|pogrzeb|ostatni dzien|upadlosc\w*|avlid\w*|begravning|sista dag|konkurs\w*|"
    r"dodsfald|sidste (?:arbejds)?dag|faleceu|falecimento|ultimo dia|falencia|recuperacao judicial",
)
# The forwarded mail: it bills somebody.
_BILL = re.compile(
    r"(?<![a-z])(?:invoice|bill|rechnung|mahnung|zahlungserinnerung|facture|factura|fattura|factuur|fatura|"
    r"faktura|faktury|faktur|regning|lasku|szamla|τιμολογιο|счет|рахунок|payment reminder)"
    r"(?: (?:no|nr|n|num|number|nummer|numero))?[.:#]{0,2} ?#?[\w/-]{0,12}\d"
)
_DUE = any_of(
    r"due|overdue|payable|outstanding|please (?:pay|find)|find (?:attached|enclosed)|attached",
    r"fallig\w*|zahlbar|uberweis\w*|anbei|beigefugt|zahlungsziel",
    r"echeance|ci-joint\w*|regler|reglement|payable",
    r"vencimiento|adjunt\w*|pagar|abonar",
    r"scaden\w+|allegat\w*|pagamento|vencimento|anexo|em anexo",
    r"verval\w*|bijgevoegd|bijlage|betal\w*",
    r"termin platnosci|w zalaczniku|zaplac\w*|splatn\w*|v priloze",
    r"forfall\w*|forfald\w*|bifog\w*|vedhaeft\w*|vedlagt|eraantyy|erapaiva|liitteena",
)
_BILLERS = frozenset(
    "billing invoices invoicing invoice accounts receivable rechnung rechnungen buchhaltung facturation "
    "compta facturacion fatturazione amministrazione facturatie facturen faturacao faktury fakturace "
    "faktura "
    "ekonomi laskutus szamlazas payments dunning mahnung".split()
)
# The forwarded mail: its writer looks for work.
_APPLIES = any_of(
    r"(?:job|speculative|unsolicited|spontaneous) application",
    r"(?:apply|applying|application) for (?:any |a |an |the |your )?(?:[\w-]+ ){0,4}"
    r"(?:job|position|role|post|vacancy|opening|internship|apprenticeship|traineeship)",
    r"(?:apply|applying) for (?:any |a |an )?(?:job|position|role|post|vacancy|internship)",
    r"my (?:cv|resume|curriculum vitae)",
    r"(?:initiativbewerbung|bewerbung als|meine bewerbung|bewerbe mich|bewerbung|suche (?:eine "
    r")?(?:stelle|arbeit|job)|bewerbungsunterlagen|lebenslauf)",
    r"(?:ma candidature|candidature spontanee|je postule|mon cv)",
    r"(?:mi (?:cv|curriculum|candidatura)|solicitud de empleo)",
    r"(?:il mio (?:cv|curriculum)|mi candido|candidatura spontanea)",
    r"(?:mijn (?:cv|sollicitatie)|open sollicitatie|solliciteer)",
    r"(?:moje cv|podanie o prace|aplikuje na)",
    r"(?:meu (?:cv|curriculo)|candidato-me|candidatura espontanea)",
    r"(?:mitt cv|spontanansokan|soker (?:jobb|tjansten))",
    r"(?:mit cv|uopfordret ansogning|min ansogning|min soknad)",
)
# The forwarded mail: its writer sells.
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
    r"we (?:can |will |could )?(?:offer|deliver|supply|provide|guarantee|generate|get|bring|send) you",
    r"(?:qualified|exclusive|verified) (?:leads|appointments|meetings)",
    r"wir (?:liefern|bieten|garantieren|verschaffen|generieren|bringen) (?:ihnen|euch)",
    r"mehr (?:leads|kunden|umsatz) fur (?:ihr|euer)",
    r"(?:nous|je) vous (?:propos\w+|offr\w+|garanti\w+|fourni\w+)",
    r"(?:le|les|os) (?:ofrecemos|proponemos|garantizamos|proporcionamos)",
    r"(?:vi|le|ti) (?:offriamo|proponiamo|garantiamo|forniamo)",
    r"(?:wij|we) (?:bieden|leveren|garanderen) (?:u|je|jullie)",
    r"(?:oferujemy|proponujemy|gwarantujemy) (?:panstwu|wam)",
    r"(?:oferecemos|propomos|garantimos)(?:-lhes?| a voces?)",
    r"vi (?:erbjuder|levererar|garanterar) (?:er|dig)",
    r"vi (?:tilbyder|tilbyr|leverer|garanterer) (?:jer|dig|dere|deg)",
    r"testen sie|(?:\d+ tage |jetzt )?kostenlos(?:e[nrs]?)? (?:testen|probe\w*|muster)|\d+ tage kostenlos",
    r"\d+ days free|free for \d+ (?:days|weeks|months)|try (?:it|us|our \w+) (?:for )?free|essai gratuit|"
    r"essayez|pruebe|prueba gratis|provate|prova gratuita|probeer|wyprobuj\w*|bezplatn\w+ test|prova "
    r"gratis",
    r"sichern sie sich|jetzt (?:sichern|testen|bestellen|zugreifen|anfragen)|"
    r"ab \d+(?:[.,]\d+)? ?(?:eur|€|euro)",
    r"(?:unser|unsere|unserem|unser neues) \w*(?:angebot|katalog|aktion|sortiment)",
    r"(?:our|the) (?:latest|new|special|current|spring|summer|autumn|winter) (?:offer|range|"
    r"catalogue|catalog|"
    r"prices|brochure|deals?)|(?:from|only|just) [£$€]\d+(?:[.,]\d+)? (?:a|per) (?:month|user|seat|year)",
    r"profitez (?:de|d')|a partir de \d|notre (?:nouvelle )?(?:gamme|catalogue|promotion)",
    r"aprovech\w+|desde \d+ ?(?:€|eur)|nuestr[oa] (?:catalogo|oferta|promocion)",
    r"approfitt\w+|a partire da \d|(?:il |la )nostr[oa] (?:catalogo|offerta|promozione)",
    r"profiteer|vanaf (?:€ ?)?\d+|(?:onze|ons) (?:aanbieding|aanbod|catalogus)",
    r"aproveite|noss[oa] (?:catalogo|oferta|promocao)",
    r"skorzystaj\w*|juz od \d+|nasz[aej]+ ofert[aeęy]",
    r"passa pa|vart (?:erbjudande|tilbud)|vores tilbud|tarjoamme|tarjouksemme",
    r"nabizime|ponukame|nas[ei] nabidk\w+|kinalunk|ajanlatunk\w*|va oferim|oferta noastra|sunuyoruz|"
    r"kampanyamiz",
    r"προσφερουμε|η προσφορα μας|(?:мы )?предлагаем вам|пропонуємо вам",
)
# The forwarded mail: its writer wants something that somebody like us may have.
_ASKS = any_of(
    r"look(?:ing)? (?:for|at|into)",
    r"(?:in )?need(?:s|ed|ing)?",
    r"interested",
    r"recommend\w*",
    r"introduc\w*",
    r"do you know",
    r"could you|can you|would you",
    r"quotes?|pricing|prices?|demo",
    r"such\w*|brauch\w*|benotig\w*|interess\w*|empfehl\w*|empfohl\w*|kennen sie|kennst du",
    r"(?:ein|um ein|fur ein|ein unverbindliches|um) angebot",
    r"cherch\w*|besoin\w*|interesse\w*|recommand\w*|connais\w*|devis",
    r"busc\w*|necesit\w*|interesa\w*|recom\w*|conoc\w*|presupuesto",
    r"cerc\w*|bisogno|interessa\w*|consigli\w*|conosc\w*|preventivo",
    r"zoek\w*|nodig|aanrad\w*|aanbevel\w*|kent u|ken je|offerte",
    r"procur\w*|precis\w*|conhec\w*|orcamento",
    r"szuka\w*|potrzeb\w*|polec\w*|ofert[ea]",
    r"soker|behov\w*|soger|letar|trenger|leter|rekommend\w*|anbefal\w*|tilbud",
)
_CONTACT = any_of(
    r"(?:call|ring|phone|contact|email|reach|get in touch with) (?:me|us)|(?:have|let|ask) (?:them|"
    r"someone|somebody|him|her)",
    r"(?:ruft|rufen|melden|meldet|anruf\w*|ruckruf\w*|kontaktier\w*)|(?:m'|nous )?(?:appel|rappel|"
    r"contact)(?:ez|er|ent)",
    r"(?:llam|contact)(?:en|ad|ar|adme|enme)\w*|(?:chiam|contatt)(?:ate|are|ino|atemi|ateci)\w*|"
    r"bel(?:len)? (?:me|mij|ons)",
    r"zadzwon\w*|skontaktuj\w*|ring (?:mig|meg|oss|upp)|kontakta (?:mig|oss)|lig(?:uem|ar|uem-me)|"
    r"contat(?:em|ar)",
)
# The cover note: it is something to read.
_TO_READ = any_of(
    r"(?:interesting|good|nice|fun|great|worth a|quick) read",
    r"article|blog ?post|newsletter|press release|podcast|webinar",
    r"thought you(?:'d| would| might) (?:like|enjoy)",
    r"lesenswert\w*|artikel\w*|beitrag|pressemitteilung|zum lesen",
    r"a lire|articulo|para leer|articolo|da leggere|leuk stuk|leesvoer|om te lezen|artigo|para ler|artykul",
    r"artikkel\w*|lasvard\w*|vard att lasa",
)
_PUBLISHERS = frozenset(
    "editor editors editorial newsletter newsletters news newsroom digest magazine press presse redaktion "
    "redaction redazione redaccion redacao redactie redakcja redaktionen redaksjonen noticias "
    "actualites".split()
)


def not_for_sale(cover: str, first: Level) -> str:
    """Why this forwarded mail is passed on as something for us rather than as a lead; "" when it is one.

    Only for a note that points to nobody. Whoever calls it a lead outright is believed.
    """
    cover, said = fold(cover), fold(f"{first.subject}\n{first.text[:OPENING]}")
    if evidence.OUTRIGHT.search(cover):
        return ""
    if _FOR_US.search(cover):
        return "The cover note offers it to us; it does not say that somebody wants something from us."
    if _APPLIES.search(said):
        return "The forwarded mail asks for a job."
    wanted = evidence.NEED.search(cover) or phrases.INTERESTED.search(said) or _ASKS.search(said)
    if not (wanted and search_words.searches(f"{cover}\n{said}")) and _SELLS.search(said):
        return "The forwarded mail wants to sell something."
    local = first.author.address.partition("@")[0]
    if not wanted and (_FOR_FUN.search(cover) or _ENDING.search(said)):
        return "The forwarded mail tells news; nobody in it wants anything from us."
    if why := _not_theirs(cover, said, local):
        return why
    if papers.is_paper(cover, fold(first.subject), said):
        return "The forwarded mail is a business paper; nobody in it looks for something."
    if (local in _PUBLISHERS or _TO_READ.search(cover)) and not wanted:
        return "The forwarded mail was published, not written to the partner."
    return ""


def _not_theirs(cover: str, said: str, local: str) -> str:
    """Why what came along is a stray, or a bill, that nobody wants anything with."""
    needed = evidence.NEED.search(cover.replace("for you", " "))
    if needed or phrases.INTERESTED.search(said) or _ASKS.search(said):
        return ""
    if _DISOWNED.search(cover):
        return "The partner does not know who wrote the forwarded mail."
    if _BILL.search(said) and (local in _BILLERS or _DUE.search(said)):
        return "The forwarded mail is a bill."
    return ""


def asks_for_something(text: str) -> bool:
    """Whether this folded text asks for what somebody like us may have, or to be called."""
    return bool(_ASKS.search(text) or phrases.INTERESTED.search(text) or _CONTACT.search(text))

"""That a partner is angry, or who wrote the forwarded mail is a customer for whom something does not work.

Whoever passes that on wants somebody to see to it: a person decides, nobody is registered as a lead. Patterns
meet folded text (lower case, no accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

import re

from inbox.said import ask_phrases, changes, evidence, search_words
from inbox.said.phrases import any_of

_CUSTOMER = any_of(
    r"(?:want|wish|like) to (?:cancel|terminate|end) (?:the|our|my|your) (?:\w+ ){0,2}(?:subscription|"
    r"contract|"
    r"licen[cs]e|account|program\w*|software|system|service)|(?:mochten|wollen) (?:\w+ ){0,6}kundigen|"
    r"(?:souhait\w+|voul\w+|desir\w+) (?:\w+ ){0,2}(?:resilier|mettre fin)|(?:queremos|quiero|quisiera\w*) "
    r"(?:\w+ )?(?:dar(?:nos|me)? de baja|cancelar|rescindir)|(?:vogliamo|vorrei|"
    r"vorremmo) (?:\w+ )?(?:disdire|"
    r"recedere|disattivare)|wil(?:len)? (?:\w+ ){0,5}opzeggen|quero cancelar|"
    r"chce(?:my)? (?:\w+ )?(?:zrezygnowac|"
    r"wypowiedziec)",
    r"(?:went|gone|been|are|were) live (?:in|with|on|since|for)|since (?:we )?go(?:ing)?[- ]live",
    r"(?:we are|we're|we have been|i am|i'm|as) (?:\w+ )?(?:an? )?"
    r"(?:existing |paying |long-?standing |loyal )?(?:customers?|clients?|users?|subscribers?)"
    r"(?= (?:of|with|since|for|and|here))",
    r"(?<!interested )(?<!interest )(?:in|with|on|since) (?:the|your|this) new (?:software|system|"
    r"program\w*|app|"
    r"payroll|tool)|(?:in|mit|seit) (?:der|dem|die) neuen? (?:software|programm|system|losung|app)|"
    r"(?:dans|avec|"
    r"depuis) le nouveau (?:logiciel|programme|systeme)|(?:en|con|desde) el nuevo (?:programa|sistema|"
    r"software)|"
    r"(?:nel|con il|col) nuovo (?:gestionale|software|programma|sistema)|(?:in|met|sinds) (?:het|de) nieuwe "
    r"(?:pakket|systeem|software|programma)",
    r"sind (?:\w+ ){0,2}kund(?:e|en|in)|als (?:\w+ )?kund(?:e|en|in)|seit der (?:\w+ )?"
    r"(?:umstellung|aktualisierung|einfuhrung)",
    r"(?:sommes|suis) (?:\w+ ){0,2}client\w*|en tant que clients?",
    r"somos (?:\w+ )?clientes|como clientes?|siamo (?:\w+ )?clienti|in quanto clienti",
    r"(?:zijn|ben) (?:\w+ )?klant|als klant|jestesmy (?:\w+ )?klient\w+|jsme (?:\w+ )?(?:zakazni|"
    r"klient)\w+",
    r"(?:ar|er) (?:\w+ )?kund\w* (?:hos|sedan|siden)|olemme (?:\w+ )?asiakka\w+|ugyfelei vagyunk|"
    r"suntem (?:\w+ )?clienti|musterisiyiz|(?:мы|ми) (?:\w+ )?клієнт\w*|мы (?:\w+ )?клиент\w*|"
    r"ειμαστε (?:\w+ )?πελατ\w+",
)
_BROKEN = any_of(
    r"(?:crash|fail)(?:ed|es|s)? (?:again|every|twice|\w+ times|\w+ mondays)|(?:a |my |"
    r"our )?(?:support )?tickets? (?:open|opened|since|number|is|has)|"
    r"locked out|(?:cannot|can't|can not) log ?in|(?:nobody|no one) (?:answers|replies|picks up|responds)",
    r"(?:support|hotline) (?:\w+ ){0,3}(?:geht nicht|antwortet nicht|nicht erreichbar|meldet sich nicht)|"
    r"stimmt (?:\w+ ){0,6}nicht mehr|(?:zugang|zugange|konto) (?:\w+ ){0,2}gesperrt|wieder abgesturzt|"
    r"nicht (?:mehr )?(?:einloggen|anmelden)|(?:app|software|anmeldung|login) funktioniert (?:\w+ )?nicht",
    r"acces (?:\w+ ){0,2}bloqu\w*|(?:support|hotline) (?:\w+ ){0,3}(?:repond|injoignable)\w*|"
    r"encore (?:plante|en panne)",
    r"(?:acceso|cuenta) (?:\w+ ){0,2}bloquead\w+|soporte (?:\w+ ){0,2}no (?:responde|contesta)|"
    r"ha vuelto a fallar",
    r"(?:accesso|account) (?:\w+ ){0,2}bloccat\w+|assistenza (?:\w+ ){0,2}non risponde",
    r"(?:acesso|conta) (?:\w+ ){0,2}bloquead\w+|suporte (?:\w+ ){0,2}nao responde",
    r"(?:toegang|account) (?:\w+ ){0,2}geblokkeerd|helpdesk (?:\w+ ){0,3}(?:niet|onbereikbaar)",
    r"inte (?:langre )?logga in|ikke (?:laengere |lenger )?(?:logge (?:ind|inn|pa))|"
    r"niet (?:meer )?inloggen|"
    r"nie moze\w* sie zalogowac|nejde se prihlasit|giris yapam\w+|"
    r"no puede\w* (?:entrar|acceder|iniciar sesion)|"
    r"non riesc\w+ (?:piu )?(?:a|ad) (?:accedere|entrare)|nao consegue\w* (?:entrar|aceder|acessar)|"
    r"arriv\w+ (?:plus|pas) a (?:se |nous |me )?connecter",
    r"(?:log-?in|password|account|access|system|app|portal|invoice run|payroll run)(?: \w+){0,3} "
    r"(?:broken|down|"
    r"blocked|locked|not working|doesn't work|still wrong)|(?:nobody|no one) (?:has |have )?(?:\w+ "
    r")?(?:fixed|sorted|helped)",
    r"(?:kommt|komme|kommen) (?:\w+ ){0,3}(?:nicht|nimmer) (?:mehr )?(?:\w+ )?(?:in|an) (?:\w+ "
    r")?(?:konto|zugang|"
    r"system|daten|account)|(?:attend|attendent) (?:\w+ ){0,2}que (?:votre|le) support",
    r"(?:dostep|konto) (?:\w+ ){0,2}zablokowan\w+|(?:support|wsparcie) (?:\w+ ){0,2}nie odpowiada",
)


_OURS_ALREADY = any_of(
    r"(?:customers?|clients?) of yours|kund(?:e|in|en) (?:von|bei) (?:euch|ihnen)|"
    r"client\w* (?:de )?chez vous|"
    r"client\w+ de (?:ustedes|voces)|klant (?:van|bij) (?:jullie|u)|klient\w* (?:u was|panstwa)",
    r"(?:your|existing|one of your) (?:existing |paying )?(?:customers?|clients?)"
    r"(?! (?:list|base|type|profile))",
    r"(?:euer|eure|ihr|ihre|unser gemeinsamer) (?:\w+ )?kund(?:e|en|in)|(?:votre|vos) clients?|"
    r"(?:vuestr[oa]|su) cliente",
    r"(?:vostr[oa]|il tuo) cliente|(?:vosso|seu) cliente|(?:jullie|uw) klant|(?:wasz|panstwa) klient\w*",
    r"(?:er|eran|jeres|deres) kund\w*|(?:teidan|teian) asiak\w+|vas(?:ho|eho)? zakazni\w+|"
    r"mevcut musteri\w*",
)


# What somebody is unhappy with is not ours: they may want to change.
_OF_OTHERS = re.compile(
    r"\b(?:current|existing|present|old|their (?:provider|supplier|vendor|software|system)|switch\w*|"
    r"replac\w*|"
    r"wechsel\w*|bisherig\w*|aktuell\w*|derzeitig\w*|changer|actuel\w*|cambiar\w*|actual\w*|attual\w*|"
    r"huidige|overstap\w*|nuvarande|nuvaerende|navaerende|obecn\w+|atual|soucasn\w+)"
)


# Whoever recommended us answers for it, or asks us what happened.
_ON_THEM = any_of(
    r"(?:reflect|fall)\w* (?:\w+ )?(?:back )?on (?:me|us)|makes? (?:me|us) look (?:bad|foolish|"
    r"stupid)|my name is on",
    r"auf (?:mich|uns) zuruck\w*|fallt (?:\w+ )?auf (?:mich|uns)|retombe\w* sur (?:moi|nous)",
    r"(?:me|nos) (?:deja|dejan|dejais) (?:en mal lugar|mal|fatal)|(?:ricad\w+ su|brutta figura)",
    r"(?:bitte|bitten) (?:\w+ ){0,3}um (?:\w+ )?(?:stellungnahme|erklarung|aufklarung)|"
    r"erwarte\w* (?:\w+ )?(?:stellungnahme|erklarung)|explain yourselves|"
    r"(?:expect|owe (?:me|us)|want|need) (?:an?|your) (?:explanation|statement)|"
    r"(?:attends?|attendons|demande) (?:vos|des|une) explication\w*|"
    r"(?:espero|esperamos|pido) (?:vuestr\w+ |una )?explicacion\w*|"
    r"(?:attendo|aspetto|chiedo) (?:una )?spiegazion\w+|(?:verwacht|graag) (?:een )?(?:uitleg|verklaring)",
    r"op (?:mij|ons) (?:terug|af)\w*|slaat (?:terug )?op (?:mij|ons)|(?:fica|ficamos|fico) mal vist\w+|"
    r"odbija sie na (?:mnie|nas)|faller tillbaka pa (?:mig|oss)|falder tilbage pa (?:mig|os)",
)


_SERVICE = any_of(
    r"(?:your|the) (?:service|support|technical|maintenance|repair) ?(?:team|desk|people|guys|"
    r"department|engineers?)?|"
    r"(?:your )?(?:technicians?|engineers?|helpdesk|hotline|repair\w*)|serial (?:number|no)s?",
    r"kundendienst|(?:euer|eure|eueren|ihr|ihre) (?:service|support|techniker\w*)|hotline|"
    r"seriennummern?|servicetechniker\w*",
    r"sav|service technique|(?:votre|le) (?:support|technicien|depannage)|numeros? de serie",
    r"servicio tecnico|(?:vuestro|el) (?:soporte|tecnico)|numeros? de serie|assistenza|(?:il vostro|un) "
    r"tecnico|"
    r"servizio tecnico|numer[oi] di serie",
    r"(?:jullie|de) (?:service|servicedienst|support|helpdesk|monteur)|storingsdienst|serienummers?|"
    r"serwis\w*|"
    r"(?:wasz )?(?:support|technik)|numery? seryjn\w+",
    r"(?:er|jeres|deres|ert) (?:support|service|tekniker)|kundtjanst|kundeservice|serienummer|"
    r"assistencia|(?:o )?suporte|"
    r"(?:o )?tecnico|servis|podpora|huolto|szerviz|servis ekibi|сервис|сервіс",
)
_TROUBLE = any_of(
    r"faults?|faulty|dead|broken|down|(?:out of|not in) order|stopped|error|offline|(?:not|doesn't|"
    r"don't|aren't|isn't) work\w*|"
    r"on the blink|leak\w*|outage|red light|crash\w*",
    r"storung\w*|ausgefallen|defekt\w*|kaputt\w*|ausfall\w*|fehlermeldung\w*|funktionier\w* (?:\w+ "
    r")?nicht|geht nicht|streikt|"
    r"en panne|panne|hors service|ne (?:fonctionne|marche)\w* (?:pas|plus)|averi\w+|estropead\w+|no "
    r"funciona\w*|fallo|"
    r"guast\w+|rott[oaie]|non funziona\w*|fuori uso|ferm[oaie]",
    r"storing\w*|kapot|defect|op rood|in storing|werk(?:t|en) (?:\w+ )?niet|awari\w+|nie dzial\w+|"
    r"zepsut\w+|usterk\w+|"
    r"trasiga?|fel pa|fungerar inte|ur funktion|i stykker|virker ikke|fungerer ikke|nede|defekt|odelagt|"
    r"avaria\w*|nao funciona\w*|quebrad\w+|parad\w+|nefunguj\w+|porouchan\w*|rikki|ei toimi|elromlott|"
    r"nem mukodik|"
    r"nu functioneaza|bozul\w*|calismiyor|не работа\w+|сломал\w+|не працю\w+",
)


_SUPPORT_IS_CALLED = any_of(
    r"(?:some(?:body|one)|any(?:body|one)|one) (?:in|from|of|at) (?:your |the )?(?:support|"
    r"customer (?:service|care)|"
    r"help ?desk|service)(?: team| desk| people)? (?:please |kindly |to |could |can |might |"
    r"who can )*(?:ring|call|"
    r"phone|look|contact|help|get|see|check|sort)",
    r"(?:could|can|would|please have|get) (?:your )?(?:support|help ?desk|customer (?:service|"
    r"care))(?: team| desk| "
    r"people)? (?:please |kindly |to )?(?:ring|call|phone|look|contact|help|get|see|check|sort)",
    r"(?:jemand|jemanden|wer) (?:vom|aus dem|im|von der) (?:support|kundendienst|service|hotline)|"
    r"(?:kann|konnte|soll) (?:der|euer|ihr) (?:support|kundendienst) ",
    r"quelqu'un (?:du|au|de votre) (?:support|sav|service client\w*)|alguien (?:de|del) (?:soporte|"
    r"servicio tecnico|"
    r"atencion al cliente)|alguem (?:do|da) (?:suporte|assistencia|apoio ao cliente)|iemand (?:van|"
    r"bij) (?:support|"
    r"de helpdesk|de klantenservice)|qualcuno (?:dell'assistenza|del supporto)",
)


def needs_service(text: str) -> bool:
    """Whether our service, rather than our sales, is wanted for something broken. `text` is folded."""
    return bool(_TROUBLE.search(text) and _SERVICE.search(text))


def of_others(text: str) -> bool:
    """Whether what somebody suffers from is said to be another vendor's. `text` is folded."""
    return bool(_OF_OTHERS.search(text))


def grief(note: str, said: str) -> str:
    """Why a forwarded mail (`said`) or the note above it is a complaint; "" when it is none, or a lead.

    Whoever calls it a lead outright, or looks for something else, is believed. Both texts are folded.
    """
    if evidence.OUTRIGHT.search(note):
        return ""
    if _ON_THEM.search(note):
        return "The partner stands up for somebody who is not happy; nothing says that they are referred."
    if ask_phrases.ANGRY.search(note) and not _OF_OTHERS.search(note):
        return "The partner complains; nothing says that somebody is referred."
    if _SUPPORT_IS_CALLED.search(note):
        return "Our service is wanted; nothing says that somebody is referred."
    if _is_customer(note, said) and not search_words.searches(said):
        return "Who wrote the forwarded mail seems to be a customer already, and something does not work."
    return ""


def _is_customer(note: str, said: str) -> bool:
    """Whether the writer seems to use what we sell; not where the note says that they have something else."""
    if _OURS_ALREADY.search(note) or (changes.speaks_of_ours(note) and _FAILS.search(note)):
        return True
    broken = (
        _CUSTOMER.search(said) or _BROKEN.search(said) or (_AGAIN.search(said) and _TECHNICAL.search(said))
    )
    return bool(broken) and not changes.have_something_else(note)


_AGAIN = any_of(  # it happened again: lost keys, or a program that fails
    r"(?:third|second|fourth|fifth|umpteenth) time (?:since|this|in a row|running)|yet again|once again",
    r"zum (?:zweiten|dritten|vierten|wiederholten) mal|schon wieder|pour la \w+ fois|(?:deuxieme|"
    r"troisieme) fois|"
    r"(?:segunda|tercera|terceira) vez|otra vez|(?:seconda|terza) volta|di nuovo|(?:tweede|derde) keer|"
    r"alweer|"
    r"(?:drugi|trzeci) raz|znowu|(?:andra|tredje) gangen|igen|(?:anden|annen) gang",
)
_TECHNICAL = any_of(
    r"app|login|log-?in|feed|sync\w*|import\w*|export\w*|update\w*|server\w*|screen|error\w*|crash\w*|"
    r"payroll run|"
    r"password|ticket\w*|portal|cloud|programm?\w{0,2}|software|system\w{0,2}|absturz\w*|"
    r"fehlermeldung\w*|logiciel|"
    r"programa|gestionale|pakket|systemet|aplikacj\w*|system\w{0,2}"
)
_FAILS = any_of(
    r"crash\w*|fail\w*|freez\w*|hangs?|breaks?|broken|buggy|loses?|losing|drops|stopped|locked|problems?|"
    r"issues?|"
    r"trouble",
    r"spinnt|abgesturzt|sturzt|hangt|fehler\w*|probleme?|geht nicht|lauft nicht|gesperrt|streikt",
    r"plant\w*|bug\w*|bloqu\w*|panne|problemes?|falla\w*|cuelga|problemas?|rompe|si blocca\w*|problemi|"
    r"guast\w*",
    r"ligt (?:\w+ ){0,2}(?:uit|plat)|hapert|problemen|vastloopt|loopt vast|falha\w*|trava\w*|avari\w*",
    r"zawiesza\w*|psuje|problem\w*|nie dziala|strular|kraschar|hanger sig|gar ner|bryter|driller|gar ned|"
    r"nefunguje|"
    r"pada|kaatuil\w*|temppuil\w*|akadoz\w*|lefagy\w*|se blocheaza|cokuyor|donuyor|зависа\w*|слома\w*|"
    r"глючит|"
    r"ламає\w*|κολλα\w*",
)

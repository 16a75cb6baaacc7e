"""Somebody is named, but nobody is referred: removals, jobs, new partners, wrong addressees, closed deals.

All patterns meet folded text (lower case, no accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

from inbox.said.phrases import any_of

_NOT_FOR_US = (
    r"(?:please )?(?:ignore|disregard)(?: this| that| it| me| my last)?(?: mail| e-?mail| message|"
    r" one)?(?: guys| folks| all| everyone| team)?(?=[.,!)\n]|$)",
    r"(?:cc|copy)(?:'?ing|'d|'?ed|ied) (?:in )?(?:you|our|the|your) [^.\n]{0,40}?(?:by|out of|from|"
    r"in) (?:habit|"
    r"mistake|accident|reflex|error)",
    r"(?:aus gewohnheit|aus versehen|versehentlich) (?:in|auf) (?:cc|kopie)|(?:in|auf) (?:cc|kopie) (?:aus "
    r"gewohnheit|aus versehen|gesetzt aus)|en copie (?:par habitude|par erreur)|en copia (?:por costumbre|"
    r"por error|por inercia)|in (?:cc|kopie) (?:uit gewoonte|per ongeluk)|em copia por (?:habito|engano)|"
    r"in copia per (?:abitudine|errore|sbaglio)",
    r"(?:oops,? )?wrong (?:vendor|address|person|recipient|e-?mail|window|chat|attachment|company|team)",
    r"sent (?:this |it |that )?(?:to you )?(?:by mistake|in error|by accident)",
    r"(?:falsche[rn]? (?:adresse|empfanger|anhang)|irrtumlich gesendet|aus versehen gesendet)",
    r"(?:mauvais destinataire|mauvaise adresse|envoye par erreur)",
    r"(?:destinatario equivocado|enviado por error|os lo envie por error)",
    r"(?:indirizzo sbagliato|inviato per errore)",
    r"verkeerd (?:adres|gestuurd)",
)
NOT_FOR_US = any_of(*_NOT_FOR_US)
OTHER_BUSINESS = any_of(
    # take somebody out
    r"(?:delete|remove|erase|unregister|take|drop|strike) [^\n]{0,110}(?:from|off) (?:your|the|"
    r"our) (?:system|list|"
    r"database|crm|books|records|files|mailing list)",
    r"(?:delete|erase) (?:all )?(?:his|her|their) (?:data|details|records?)",
    r"(?:loschen|entfernen|streichen) sie [^\n]{0,110}(?:daten|aus)",
    r"(?:aus (?:eurem|ihrem|dem) system|aus der liste) (?:loschen|entfernen|streichen|nehmen)",
    r"(?:supprim|retir)(?:er|ez) [^\n]{0,110}(?:de votre|de la|du) (?:base|liste|systeme|fichier)",
    r"(?:borrad|eliminad|borrar|eliminar|quitad) [^\n]{0,110}(?:de vuestra|de su|de la|del) (?:base|"
    r"lista|sistema)",
    r"(?:cancellate|eliminate|togliete) [^\n]{0,110}(?:dal|dalla|dai) (?:vostr\w )?(?:sistema|lista|"
    r"archivi\w*|elenco)",
    r"(?:verwijder\w*) [^\n]{0,110}uit (?:jullie|het|de) (?:systeem|lijst|bestand)",
    r"(?:usun\w*) [^\n]{0,110}z (?:bazy|listy|systemu)",
    # somebody who wants to sell with us, or works for the partner
    r"(?:join|sign up for|enrol+ (?:in|for)|be part of|take part in|add(?:ed)? to) (?:the|your|our|"
    r"this) (?:partner |"
    r"referral |affiliate |reseller )*(?:program(?:me)?|scheme|network)",
    r"(?:great|good|ideal|perfect|another|new|potential|excellent) (?:referral |channel |affiliate |"
    r"reseller )?"
    r"partners?(?: for (?:you|your))?(?=[.,!?\n]|$| for)",
    r"become an? (?:referral |channel |affiliate )?partner",
    r"(?:new|our) (?:starter|associate|hire|joiner|colleague)(?: to|"
    r" joining)? [^.\n]{0,40}(?:program(?:me)?|scheme|leads too)",
    r"(?:eurem|ihrem|beim|am|zum) partnerprogramm",
    r"partner (?:werden|bei euch werden)",
    r"(?:devenir|rejoindre) [^.\n]{0,30}(?:partenaires?|programme)",
    r"(?:ser|unirse al?|entrar en el) (?:vuestro )?(?:programa de )?(?:partners?|socios?|referidos)",
    r"(?:diventare|entrare nel) [^.\n]{0,30}(?:partner|programma)",
    r"partner worden",
    # studies, and partners to be
    r"(?:bachelor|master|doctoral|phd|mba) (?:student|thesis)|dissertation|thesis|student project|"
    r"(?:bachelor|master|doktor)(?:student|arbeit)\w*|abschlussarbeit|interviewpartner\w*|memoire de "
    r"(?:master|fin)|"
    r"trabajo de fin de|tesi di laurea|scriptie\w*|praca (?:magisterska|dyplomowa)|examensarbete|"
    r"specialeafhandling|"
    r"(?:prospective|would-be) partners?|(?:join|joining|apply to|sign up (?:to|for)) your (?:\w+ "
    r")?(?:partner|scheme|programme|program)",
    # jobs
    r"(?:looking|searching|hunting) for (?:\w+ ){0,3}(?:job|role|internship|placement|apprenticeship|"
    r"traineeship|work "
    r"experience|summer job|first job)",
    r"(?:sucht|sucht gerade) (?:\w+ ){0,3}(?:praktik\w*|ausbildung\w*|lehrstelle|stelle|job|arbeit|"
    r"ferienjob)",
    r"cherche (?:\w+ ){0,3}(?:stage|alternance|apprentissage|emploi|travail|job)",
    r"busca (?:\w+ ){0,3}(?:practicas|trabajo|empleo|beca)",
    r"cerca (?:\w+ ){0,3}(?:stage|tirocinio|apprendistato|lavoro|impiego)",
    r"zoekt (?:\w+ ){0,3}(?:stage\w*|werk|baan|bijbaan)",
    r"szuka (?:\w+ ){0,3}(?:stazu|praktyk|pracy|zatrudnienia)",
    r"(?:soker|soger|letar efter) (?:\w+ ){0,3}(?:praktik\w*|jobb?|arbete|arbejde|sommarjobb|"
    r"laerlingeplads)",
    r"procura(?:ndo)? (?:\w+ ){0,3}(?:estagio|emprego|trabalho|vaga)|(?:cv|curriculo) (?:em )?anexo",
    # a supplier for ourselves
    r"(?:you|you guys) (?:were|are|'re|said you were|mentioned you were) (?:looking|searching|hunting) for|"
    r"you (?:needed|asked me for|asked for|wanted|mentioned you needed) (?:an?|the|some\w*)",
    r"(?:ihr|sie) (?:sucht|suchten|suchtet|habt|hattet|hatten) (?:doch |ja )?(?:\w+ ){0,4}(?:gesucht|"
    r"suchen|gefragt)",
    r"vous (?:cherchiez|recherchiez)|(?:buscabais|estabais buscando|andabais buscando)|(?:cercavate|"
    r"stavate cercando)|"
    r"(?:jullie|u) zochten?|szukaliscie|ni (?:sokte|letade efter)|i (?:sogte|ledte efter)|voces "
    r"(?:procuravam|estavam "
    r"procurando)",
    r"(?:looking|searching|hunting) for (?:a |an |some )?(?:new )?(?:job|role|position|internship|"
    r"placement|"
    r"apprenticeship|work experience)",
    r"(?:any|no|job) (?:openings?|vacanc(?:y|ies))(?:(?= at)|(?=[?.,!\n])|$| for)",
    r"(?:his|her|their|my|the|attached) (?:cv|resume|curriculum)",
    r"cv (?:below|attached|is attached|enclosed)",
    r"(?:lebenslauf|bewerbung|bewirbt sich|praktikum|ausbildungsplatz|jobsuche)",
    r"(?:son|sa|mon|ma) (?:cv|candidature)",
    r"cherche (?:un )?(?:emploi|travail|stage|poste)",
    r"busca (?:trabajo|empleo)",
    r"cerca (?:lavoro|un impiego)",
    r"zoekt (?:werk|een baan|een stage)",
    r"szuka pracy",
    *_NOT_FOR_US,
    # meetings and closed deals
    r"(?:cancel|move|reschedule|postpone) (?:our|the|my) (?:\w+ )?(?:call|meeting|appointment|demo|"
    r"lunch|session)",
    r"(?:has |have |just |they've |he's |she's |they |he |she |\w+ )?(?:signed|closed)(?: up|"
    r" the (?:contract|deal)| it)?"
    r" (?:yesterday|today|this (?:morning|week|afternoon)|last (?:week|night)|on (?:mon|tues|wednes|"
    r"thurs|fri)day)",
    r"deal (?:is |has been )?(?:done|won|signed|closed)",
    r"hat (?:gestern|heute|letzte woche|soeben|endlich) (?:unterschrieben|unterzeichnet)",
    r"a (?:signe|enfin signe) (?:hier|ce matin|aujourd'hui|la semaine derniere)",
    r"(?:ha firmado|firmo) (?:ayer|hoy|esta manana|por fin)",
    r"ha firmato (?:ieri|oggi|finalmente)",
    r"heeft (?:gisteren|vandaag|eindelijk) getekend",
    r"podpisal[ai]? (?:wczoraj|dzis|umowe)",
    # not yet: the partner will ask first, or has nobody
    r"i(?:'ll| will|'m going to| shall) (?:\w+ )?(?:ask|check with|sound out|speak to|"
    r"talk to)[^.\n]{0,90}(?:if|whether|first)",
    r"(?:nobody|no one|no-one|noone|none) (?:really )?(?:springs? to mind|comes to mind|at the moment|"
    r"right now|for now)",
    r"(?:can't|cannot) think of (?:anyone|anybody)",
    r"(?:frage|sprech\w*) (?:ich )?(?:\w+ )?(?:\w+ )?(?:erst|vorher|zuerst) ",
    r"(?:je (?:lui |leur )?(?:demanderai|vais (?:lui |leur )?demander)) [^.\n]{0,60}(?:si|d'abord)",
    r"(?:le |les )?(?:preguntare|voy a preguntar)[^.\n]{0,60}(?:si|antes|primero)",
    r"(?:gli |le )?(?:chiedero|chiedo prima)[^.\n]{0,60}(?:se|prima)",
    r"(?:ik vraag|zal ik vragen|ik zal)[^.\n]{0,40} (?:eerst|vragen of)",
    r"(?:zapytam|spytam)[^.\n]{0,60}(?:czy|najpierw)",
)

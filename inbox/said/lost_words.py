"""What partners say when there is nothing to do: the prospect is lost, gone elsewhere or not wanted.

All patterns meet folded text (lower case, no accents; `who.names.fold`) on one line and are linear.
"""

from __future__ import annotations

import re

from inbox.said.phrases import any_of

NEAR = 48  # characters before such words in which they may be put off
LOST = any_of(
    r"awarded to (?:another|an?other|a different|the other|somebody else|someone else|l1|h1|a competitor)|"
    r"vergeben an (?:einen anderen|jemand\w* ander\w*)|(?:attribue|remporte)\w* (?:a|par) un (?:autre|"
    r"concurrent)|"
    r"adjudicad[oa] a (?:otr[oa]|un competidor)|aggiudicat[oa] (?:a|ad|da) (?:un altro|altri|un concorrente)|"
    r"gegund aan een ander\w*",
    # English
    r"(?:sign(?:ed|s|ing)|gone|went|going|go|decided|chose|chosen|opted|settled|plumped|committed|moved|"
    r"switched|contracted|is|are)(?: up)? (?:with|for|on|to) (?:somebody|someone|some other|"
    r"another (?:\w+ )?"
    r"(?:vendor|provider|supplier|firm|company|one|bureau|outfit|tool|system|product|solution|software)|"
    r"others|a different|a competitor|a rival|the competition|(?:your|one of your) (?:competitor|rival)s?|"
    r"the other)(?! who| that| which)",
    r"(?:chose|chosen|picked|hired|bought from|buying from) (?:somebody else|someone else|"
    r"another (?:vendor|"
    r"provider|supplier|firm|company|bureau)|a competitor|a rival|the competition)",
    r"(?:they|he|she|client|customer|we|who)(?:'ve| have|'s| has)? (?:already |just |now |sadly |"
    r"in the end )*"
    r"(?:signed with|went with|gone with|plumped for) (?!you\b|us\b|it\b|their|his|her)",
    r"nothing (?:more |else |further |left |here |really |there |now )*(?:to (?:do|pursue|chase|follow up|"
    r"act on|be done|register|sell)|for you(?: guys)?(?: to do)?|(?:you|we) (?:can|could|need to|"
    r"have to) do)"
    r"(?: here| there| any ?more| on this| about it)?(?! (?:but|except|other|until|before|with))",
    r"no (?:further |more )?(?:lead|referral|prospect|opportunity|sale|deal|business) (?:here|there|"
    r"for you|"
    r"in "
    r"(?:it|this)|any ?more|this time)",
    r"(?:not|isn't|is not|no longer) (?:really )?(?:a|an) (?:\w+ )?(?:lead|referral|prospect|opportunity)"
    r"(?: for you| any ?more)?",
    r"(?:no longer|not|never) (?:in the market|going ahead|proceeding|going to happen|moving forward|"
    r"pursuing)",
    r"(?:no longer|not|aren't|isn't) (?:\w+ )?interested(?: any ?more)?(?! only)",
    r"(?:no longer|(?:do not|don't|doesn't) (?:need|want|require)) (?:this|it|you|us|one|anything|help)"
    r"(?: any ?more)?",
    r"no longer (?:needs?|wants?|looking|required|needed|relevant|wanted)",
    r"(?:won't|will not|isn't|aren't|is not|are not) (?:be )?(?:going ahead|proceed\w*|buying|"
    r"going forward|"
    r"happening|switching|going anywhere)",
    r"(?:we|i|you|we've|we have|you've|i've)(?: just| sadly| have)? lost (?:it|this|that|them|him|her|the "
    r"(?:deal|lead|client|account|business)|out)(?: one)?",
    r"lost (?:the deal|this one|that one|cause|lead|deal|business|(?:it|them|him|her) to)",
    r"(?:it|this|that|lead|deal|one|opportunity)(?:'s| is| has gone| went|'s gone)(?: now)? (?:lost|dead|"
    r"off|"
    r"closed|cold|a no|a non-starter|off the table|a no-go)",
    r"dead (?:lead|deal|duck|end)",
    r"(?:fell|fallen|falls) through",
    r"off the (?:table|market)",
    r"(?:they|he|she|client|customer|prospect)(?:'ve| have|'s| has)? (?:dropped|pulled|backed|bowed) out",
    r"(?:decided|voted) (?:against|not to)",
    r"(?:turned|turning) (?:it|us|you|me|the offer|the idea) down",
    r"(?:said|says|saying|it's a|got a|is a) (?:firm |clear |flat |definite )?no(?= *(?:[.,;!]|$)| thanks|"
    r" to)",
    r"(?:beat|beaten) (?:us|you|me) to it",
    r"too late",
    r"false alarm",
    r"(?:don't|do not|dont|please don't|no need to|needn't) (?:bother|register|log|chase|pursue|follow up|"
    r"do anything|act|count|add)(?= (?:with )?(?:it|this|that|him|her|them|anyone|"
    r"anything|here|on|any ?more|any|me)(?![a-z])| *(?:[.,;!]|$))(?! [^.]{0,30}(?:before|until))",
    r"(?:no need to|needn't) (?:call|contact|ring|reach out)(?= (?:him|her|them|anyone|any ?more)|"
    r" *(?:[.,;!]|$))",
    r"(?:close|drop|bin|scrap|forget|ignore|skip|strike|disregard) (?:about )?(?:this|that|it|the)"
    r"(?: (?:one|lead|file|mail|email|message|referral))?(?= *(?:[.,;!]|$)| please| off)",
    r"not worth (?:pursuing|chasing|your (?:time|while)|calling|a call|following)",
    r"(?:staying|stay|sticking|stick|stayed|stuck|remain\w*) (?:with|put|where)(?: (?:their|his|her|the|"
    r"what|"
    r"they|he|she|current|existing|old|present))*",
    r"(?:renewed|re-signed|resigned|extended) (?:with|their contract|for another)",
    r"(?:gone|went|going) (?:bust|under|out of business|bankrupt|into administration|elsewhere|in-house|"
    r"another way|a different way|in another direction|in a different direction)",
    r"(?:took|taken|taking|take) (?:its|their|his|her) (?:business|custom) elsewhere",
    r"ceased trading|insolvent",
    r"in (?:der )?insolvenz|en (?:\w+ )?concurso de acreedores|en (?:redressement|liquidation) judiciaire|"
    r"in fallimento|(?:is|zijn) failliet|w upadlosci|i konkurs|v insolvenci|v konkurzu|em insolvencia",
    r"not (?:as )?a referral",
    r"(?:just )?(?:so you know|fyi|for info)[^.]{0,30}(?:why|that) (?:we|you|it)(?:'ve)? lost",
    r"why (?:we|you|i)(?:'ve)? lost",
    # German
    r"(?:haben|hat|sind|ist|wurde|habe) (?:\w+ ){0,6}(?:(?:fur|bei|mit|zu|an) (?:\w+ )?(?:jemand(?:en|"
    r"em)? ander(?:en|em|s)|"
    r"(?:einen?|einem) ander(?:en|em) (?:anbieter|dienstleister|partner|hersteller)|"
    r"(?:die|der) konkurrenz|(?:den|dem|einen|einem) (?:mitbewerber|wettbewerber|konkurrenten)|"
    r"wen anders|(?:eine )?andere (?:losung|firma|software))|anderweitig) ?(?:\w+ )?(?:entschieden|"
    r"unterschrieben|abgeschlossen|unterzeichnet|gegangen|vergeben|gewechselt|beauftragt|eingekauft)?",
    r"anderweitig (?:vergeben|entschieden|versorgt|abgeschlossen|gebunden|orientiert)",
    r"(?:schon|bereits|leider|inzwischen|mittlerweile|doch) (?:\w+ ){0,3}(?:woanders|anderswo|"
    r"bei der konkurrenz)",
    r"(?:woanders|anderswo) (?:unterschrieben|abgeschlossen|gekauft|unterzeichnet|gelandet|hingegangen)",
    r"(?:hier |da |daher |also |fur euch |fur sie |fur dich )*(?:ist |gibt es |gibt's |haben wir )?"
    r"(?:hier |da |fur euch |also )?(?:nichts|nix) (?:mehr |weiter |weiteres )?(?:zu (?:tun|machen|holen|"
    r"unternehmen|veranlassen)|drin)",
    r"kein(?:en)? (?:handlungs|anruf|kontakt)?(?:bedarf|interesse) (?:mehr|bestehen|vorhanden)?",
    r"(?:nicht|nicht mehr|nicht langer) (?:interessiert|auf der suche|gewunscht|relevant|aktuell)",
    r"kein(?:e)? (?:lead|empfehlung|interessent(?:in)?|kunde)(?: mehr| fur euch| fur sie)",
    r"(?:hat|haben) sich (?:\w+ ){0,6}(?:fur|zu) (?:etwas|was) ander(?:es|em) entschieden",
    r"(?:hat|haben|ist|sich) (?:\w+ ){0,3}(?:erledigt|zerschlagen|abgesprungen|abgesagt|geplatzt|"
    r"gestorben)",
    r"(?:haben|habe|ist|geht) (?:\w+ ){0,4}verloren(?: gegangen)?",
    r"(?:uns|euch|mir) (?:\w+ )?(?:durch die lappen|entgangen|weggeschnappt)",
    r"(?:dagegen|gegen uns|gegen euch) entschieden",
    r"(?:braucht|brauchen|musst|mussen|mussen sie) (?:ihr |sie |euch |da |dich |hier )*(?:nicht(?:s)?|"
    r"niemanden) "
    r"(?:mehr )?(?:zu )?(?:\w+ )?(?:tun|machen|unternehmen|anrufen|anzurufen|kontaktieren|melden|kummern)",
    r"(?:bleiben|bleibt) (?:\w+ ){0,2}(?:beim? (?:alten|bisherigen|jetzigen|ihrem|seinem)|wo (?:sie|"
    r"er) (?:sind|ist))",
    r"(?:bitte )?(?:nicht|nichts) (?:eintragen|registrieren|erfassen|aufnehmen|unternehmen|mehr anrufen|"
    r"mehr kontaktieren|mehr verfolgen|weiter verfolgen|weiterverfolgen|nachfassen)",
    r"(?:zu spat|insolvent|pleite|schon vergeben|bereits vergeben|fehlalarm)",
    # French
    r"(?:ont|a|avons|sont|est|ai) (?:\w+ ){0,4}(?:signe|choisi|opte|pris|parti|partie|partis|traite|"
    r"contractualise|"
    r"engages?|alles?|passes?) (?:\w+ )?(?:avec|chez|pour|a|au|vers)? ?(?:quelqu'un d'autre|un autre|"
    r"une autre|"
    r"un concurrent|la concurrence|d'autres|ailleurs)",
    r"(?:plus |donc |la |ici )*rien (?:a (?:faire|en tirer|suivre|enregistrer)|de plus a faire)",
    r"(?:plus|pas) (?:du tout )?(?:interesses?|interessees?|preneur|d'actualite|besoin|la peine|"
    r"en recherche)"
    r"(?! que)",
    r"(?:on|nous|vous|l'avons|avons|avez|l'a|a|est|c'est) (?:l'a |l'avons |le |la |donc )*perdue?s?",
    r"(?:affaire|piste|dossier|prospect|contact|client|vente) (?:est )?(?:perdue?|tombee?|morte?|classee?|"
    r"close?)",
    r"tombee? a l'eau",
    r"(?:inutile|pas la peine|ne prenez pas la peine|ce n'est pas la peine) de (?:l'|le |la |les |me )?\w+",
    r"ne (?:l'|le |la |les )?(?:enregistrez|relancez) (?:pas|plus)(?! avant)",
    r"(?:ont|a) (?:\w+ )?(?:decline|refuse|renonce|dit non|laisse tomber|abandonne)",
    r"(?:reste|restent|rester) (?:\w+ )?(?:chez|avec) (?:son|leur|leurs) \w+",
    r"laissez tomber|laisse tomber|trop tard|fausse alerte",
    r"pas (?:une? )?(?:piste|recommandation|prospect)",
    # Spanish
    r"(?:han|ha|se han|se ha|hemos|ya) (?:\w+ ){0,3}(?:firmado|firmaron|firmo|contratado|contrataron|"
    r"contrato|elegido|"
    r"eligieron|eligio|optado|decidido|decidieron|decidio|ido|fueron|fue|cerrado|cerraron|"
    r"quedado) (?:\w+ )?"
    r"(?:con|a|por|para)? ?(?:otr[oa]s?|alguien mas|la competencia|un competidor|otro lado)",
    r"(?:se )?(?:fueron|fue|decantaron|decanto|decidieron|decidio|firmaron|firmo|quedaron) (?:con|por|"
    r"a) (?:otr[oa]s?|"
    r"la competencia|un competidor|alguien mas)",
    r"(?:ya )?(?:no (?:hay|queda|tenemos|teneis|tienen)|aqui no hay|sin) (?:ya )?(?:nada|nada mas) (?:que|"
    r"por) (?:hacer|"
    r"registrar)",
    r"nada (?:mas )?(?:que|por) hacer",
    r"(?:ya )?no (?:les|le|estan?|esta|tienen?|hay) (?:\w+ )?(?:interesa\w*|interes)",
    r"(?:ya )?no (?:lo |la |los |nos |os )?(?:necesitan?|quieren?|buscan?)(?: nada| mas| ya)?",
    r"(?:lo|la|los|le|hemos|se ha|han|cliente|venta|lead|operacion) (?:hemos |ha |esta |"
    r"damos por )?perdid[oa]s?",
    r"(?:lo|la|los) perdimos",
    r"(?<!por )no (?:lo |la |los |les |le )?(?:deis de alta|den de alta|dar de alta|registreis|registren|"
    r"registrar|apunteis|apunten|llameis mas|"
    r"llamen mas|hace falta (?:que )?\w+|merece la pena|vale la pena)(?! hasta| antes)",
    r"(?:se ha|se) (?:caido|cayo|descartado|descarto|descartaron)|descartad[oa]s?|demasiado tarde|"
    r"falsa alarma",
    r"(?:dijo|dijeron|han dicho|ha dicho) que no(?= *(?:[.,;!]|$))",
    r"(?:se quedan?|siguen?|seguiran?) con su (?:proveedor|actual|gestoria|programa|sistema)\w*",
    # Italian
    r"(?:hanno|ha|sono|e|abbiamo) (?:\w+ ){0,3}(?:firmato|scelto|chiuso|optato|deciso|andat[oiae]|preso|"
    r"passat[oiae]) "
    r"(?:\w+ )?(?:con|da|per|a|di)? ?(?:qualcun altro|qualcun'altra|un altro|un'altra|altri|"
    r"altro fornitore|"
    r"un concorrente|la concorrenza|dalla concorrenza|altrove)",
    r"(?:qui )?(?:non c'e|niente|nulla|piu niente|piu nulla) (?:piu )?(?:niente |nulla )?(?:piu )?da fare",
    r"non (?:e|sono|siamo) (?:piu )?interessat[oiae]",
    r"non (?:gli |le |ci |ne )?(?:interessa|serve|hanno (?:piu )?bisogno|ha (?:piu )?bisogno|vogliono|"
    r"vuole)(?: piu)?",
    r"(?:abbiamo|l'abbiamo|avete|e|cliente|affare|lo abbiamo|li abbiamo|trattativa) (?:pers[oaie]|"
    r"saltat[oa]|sfumat[oa])",
    r"(?:non (?:vale|serve) (?:la pena|chiamar\w+|contattar\w+)|non (?:registrate|"
    r"registratel[oa])"
    r"(?:l[oai])?(?: piu)?(?! prima))",
    r"(?:troppo tardi|falso allarme|lasciate perdere|lascia perdere|ha detto di no|hanno detto di no|"
    r"ha rinunciato|"
    r"hanno rinunciato)",
    r"(?:resta|restano|rimane|rimangono) con (?:il|l'|i) (?:loro|suo|attuale)",
    # Dutch
    r"(?:hebben|heeft|zijn|is|hebt|gaan|gaat) (?:\w+ ){0,4}(?:met|voor|bij|naar) (?:een ander(?:e \w+)?|"
    r"iemand anders|"
    r"een concurrent|de concurrent(?:ie)?)",
    r"(?:hier |er |dus |verder )*(?:niets|niks) (?:meer |verder )?(?:te (?:doen|halen|registreren)|"
    r"aan te doen)",
    r"(?:niet|niet meer|niet langer|geen) (?:geinteresseerd|interesse|nodig|op zoek|behoefte)(?: meer)?",
    r"(?:zijn|hebben|is|we|ze|deal|klant|lead) (?:\w+ ){0,3}(?:verloren|kwijt|afgehaakt|afgeketst|"
    r"kwijtgeraakt)",
    r"(?:gaat|ging) (?:\w+ )?(?:niet (?:meer )?door|aan (?:ons|jullie|je) neus voorbij)",
    r"(?:hoeft|hoeven|hoef) (?:\w+ ){0,3}(?:niet(?:s)?|niemand) (?:meer )?(?:te )?(?:\w+ )?(?:doen|bellen|"
    r"gebeld|"
    r"contacteren|registreren|opvolgen)",
    r"niet (?:registreren|meer bellen|meer benaderen|noteren|inschrijven)",
    r"(?:blijven|blijft) (?:\w+ )?bij (?:hun|zijn|haar|de) \w+",
    r"(?:te laat|vals alarm|laat maar zitten|elders (?:getekend|ondergebracht|afgesloten))",
    # Portuguese
    r"(?:ja )?(?:assinaram|assinou|fecharam|fechou|escolheram|escolheu|optaram|optou|foram|foi|decidiram|"
    r"decidiu|"
    r"contrataram|contratou|ficaram|ficou) (?:\w+ )?(?:com|por|pela|pelo|para|a)? ?(?:outr[oa]s?|"
    r"outra empresa|"
    r"a concorrencia|concorrencia|um concorrente|concorrente|alguem mais)",
    r"(?:nao ha|nao temos|nao tem|sem|ja nao ha|nao resta)? ?(?:mais )?nada (?:mais )?(?:a|para|que|"
    r"pra) (?:fazer|registar|"
    r"registrar)",
    r"(?:ja )?nao (?:esta|estao|tem|ha|lhes?|se) (?:\w+ )?(?:interessad[oa]s?|interesse|interessam?)",
    r"(?:ja )?nao (?:precisam?|querem?|quer|procuram?)(?: de nada| mais)?",
    r"(?:perdemos|foi perdid[oa]|esta perdid[oa]|perdid[oa] para|negocio perdido|cliente perdido|perdeu-se|"
    r"caiu por terra|desistiram|desistiu|demasiado tarde|tarde demais|falso alarme)",
    r"(?:nao (?:vale a pena|e preciso|precisam? de|registem|registrem|contactem mais|liguem mais))",
    r"(?:ficam?|continuam?|vao ficar) com o (?:fornecedor|atual|actual|sistema)",
    # Polish
    r"(?:juz )?(?:podpisali|podpisal|podpisala|wybrali|wybral|wybrala|zdecydowali sie|zdecydowal sie|"
    r"zdecydowala sie|poszli|"
    r"poszedl|poszla|przeszli|wzieli) (?:\w+ ){0,3}(?:z|na|do|u|od)? ?(?:kim[s]? inny\w*|kogo[s]? innego|"
    r"inn(?:a|ego|ej|ym|y|ych) "
    r"?\w*|konkurencj\w+|konkurent\w*)",
    r"(?:nie ma (?:tu |tutaj |juz )*(?:nic |czego )?(?:do zrobienia|co robic|czego szukac)|nic (?:tu |juz |"
    r"wiecej )*do "
    r"zrobienia|nic (?:tu |juz )*nie (?:trzeba|musicie) robic)",
    r"(?:juz )?nie (?:sa|jest) (?:juz )?zainteresowan\w+",
    r"(?:juz )?nie (?:potrzebuj\w+|chc[ae]|szukaj\w+|trzeba|musicie|warto)(?: juz)?(?: dzwonic|"
    r" kontaktowac\w*| rejestrowac)?",
    r"(?:stracilismy|przegralismy|przepadl[oa]?|stracony|stracona|temat (?:jest )?(?:zamkniety|nieaktualny|"
    r"martwy)|nieaktualn\w+|"
    r"zrezygnowal\w*|za pozno|falszywy alarm|odmowil\w*)",
    r"nie (?:rejestrujcie|rejestrowac|wpisujcie|dzwoncie juz)",
    r"(?:zostaja|zostaje) (?:przy|u|z) \w+",
    # Swedish
    r"(?:har|ar|gick|valde|skrev|skrivit|tecknat) (?:\w+ ){0,4}(?:med|till|pa|hos|for)? ?(?:nagon annan|"
    r"en annan (?:leverantor|"
    r"partner|losning|firma)|nagra andra|en konkurrent|konkurrenten|ett annat (?:bolag|foretag|system)|"
    r"annan leverantor)",
    r"(?:inget|ingenting) (?:mer |mera |har |kvar )*(?:att gora|att hamta|ni behover gora)",
    r"(?:inte|inte langre|ej) (?:langre )?(?:intresserad\w*|aktuell\w*|behover)",
    r"(?:vi |ni |har |affaren |kunden )(?:har )?(?:tappade?|tappat|forlorade?|forlorat|forlorad|missade|"
    r"missat)",
    r"(?:behover|ska) (?:ni )?(?:inte|inget) (?:gora|registrera)",
    r"(?:tackade?|tackat) nej|hoppade? av|gick i stopet|rann ut i sanden|falskt alarm|for sent|"
    r"registrera inte",
    r"(?:stannar|blir kvar|stanna) (?:kvar )?(?:hos|med) (?:sin|sitt|nuvarande)",
    # Danish and Norwegian
    r"(?:har|er|gik|gikk|valgte|skrev|skrevet|tegnet) (?:\w+ ){0,4}(?:med|til|pa|hos|for)? ?(?:en anden|"
    r"noen andre|nogle andre|"
    r"nogen andre|en annen|andre leverandorer|en konkurrent|konkurrenten|et andet (?:firma|system)|"
    r"et annet (?:firma|system))",
    r"(?:intet|ingenting|ikke noget|ikke mere|ikke noe|ikke mer|ikke noget mere|noget|noe) (?:mere |mer |"
    r"her |mere her |mer her )*"
    r"(?:at gore|a gjore)",
    r"(?:der er|det er) (?:ikke|intet|ingenting) (?:\w+ )?(?:at|a) (?:gore|gjore|komme efter)",
    r"(?:ikke|ikke laengere|ikke lenger) (?:laengere |lenger )?(?:interessere(?:t|de)|interessert|"
    r"aktuel\w*|"
    r"brug for)",
    r"(?:vi |i |har |handlen |kunden )(?:har )?(?:tabte|tabt|mistet|tapte|tapt|mistede)",
    r"(?:behover|skal|trenger|ma) (?:i |dere )?(?:ikke|intet) (?:at |a )?(?:gore|gjore|"
    r"registrere)",
    r"(?:sagde|sagt|takkede|takket|takker) nej|sprang fra|sprunget fra|gik i vasken|falsk alarm|for sent|"
    r"registrer ikke",
    r"(?:bliver|blir) (?:\w+ )?(?:hos|med|ved) (?:sin|deres|sitt|sit|naevaerende|navaerende)",
)
# Straight before such words, in the same clause: it has not come to that.
_PUT_OFF = (
    r"before(?! i| we)|unless|or else|otherwise|or (?:he|she|they|it)(?: will|'ll|'s|'re)?|if (?:we|you|"
    r"nobody|no one)(?: [^\s.,;:!?]+){0,3}|so that|"
    r"(?:might|may|could|would|about to|thinking of|thinking about|tempted to|threaten\w* to|likely to|"
    r"going to|"
    r"to avoid|afraid|worried)(?: (?:well|just|soon|even|be))?(?: (?:he|she|they)(?:'ll| will)?)?",
    r"bevor(?! ich| wir)|ehe(?! ich| wir)|sonst|andernfalls|ansonsten|damit|nicht dass|(?:konnte|konnten|"
    r"wurde|wurden|droht|drohen|uberlegt)",
    r"avant (?:que|qu'\w+|de)|sinon|sans quoi|pour (?:eviter|ne pas)|(?:pourrai\w+|risqu\w+ de|"
    r"menac\w+ de|hesit\w+ a)",
    r"antes (?:de )?que|si no|de lo contrario|para que no|no sea que|(?:podria\w*|puede\w*|a punto de)",
    r"prima (?:che|di)|altrimenti|se no|senno|affinche|(?:potrebb\w+|rischi\w+ di|sta per|stanno per)",
    r"antes (?:de|que)|senao|caso contrario|para que nao|(?:poderia\w*|pode\w*|prestes a)",
    r"voor(?:dat)?|anders|straks|zodat|(?:zou\w*|kan|kunnen|dreig\w*)",
    r"zanim|bo inaczej|inaczej|w przeciwnym razie|zeby nie|(?:moze|moga|mogl\w+|gotow\w)",
    r"innan|annars|(?:kan|kunde|kanske|risker\w+ att)|for|inden|ellers|(?:kunne|maske|kanskje)",
    r"nez|jinak|aby ne|(?:muze|mohl\w+)|ennen kuin|muuten|ettei\w*|(?:saattaa|voi)|mielott|kulonben|nehogy|"
    r"inainte (?:sa|ca)|altfel|ca sa nu|(?:ar putea|poate)|yoksa|once|aksi halde",
    r"πριν|αλλιως|μηπως|до того как|пока не|прежде чем|иначе|а то|(?:может|могут)|перш ніж|поки не|"
    r"бо інакше|інакше",
)
_FEW_WORDS = (
    r"(?: [^\s.,;:!?]{1,14}){0,4} ?$"  # a comma ends the clause: "before I could call, they signed with …"
)
NOT_YET = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(_PUT_OFF)}){_FEW_WORDS}")

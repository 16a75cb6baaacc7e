"""Whom the words around a name point to: who is meant, who is not, and who only carried the message.

All patterns meet folded text (lower case, no accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

import re

from inbox.said.phrases import any_of

NOT_BEFORE = re.compile(
    r"(?:^|[\s,(])(?:(?:do not|don't|dont|never|please no|nicht|bitte nicht|ne pas|surtout pas|no|"
    r"nao|non|niet|nie|inte|ikke) (?:contact|call|ring|email|mail|write to|approach|reach out to|chase|"
    r"bother|pester|trouble|go through|"
    r"contacter|appeler|contacteis|llameis|contactem|liguem|contattate|chiamate|bellen|dzwoncie do|"
    r"kontakta|ring|kontakt)|not|isn't|nicht|kein(?:e|en)?|pas(?: a| avec| de)?|no(?: es| a| con)?|"
    r"non(?: e| con)?|niet|nie|inte|ikke|ei|nao(?: e| com)?|instead of|rather than|statt|anstatt|"
    r"au lieu de|en vez de|"
    r"em vez de|invece di|in plaats van|zamiast|istallet for|i stedet for|forget|skip|ignore|bypass|"
    r"disregard|pay no attention to|vergesst|vergessen sie|ignorier(?:t|en sie)|"
    r"oubliez|ignorez|tenez pas compte(?: de)?|(?:no (?:tengais|tengan) en cuenta|olvidad|olviden)(?: a)?|"
    r"dimenticate|ignorate|(?:non )?tenete conto di|vergeet|negeer|esquecam|ignorem|pomincie|ignorujcie|"
    r"bortse fran|se bort fra|"
    r"leave|without|ohne|sans|sin|senza|zonder|bez|"
    r"thanks to|dank|grace a|gracias a|introduced by|recommended by|referred by|cc'?ing|assistant to|"
    r"assistant of|(?:his|her|their|my) (?:pa|ea|assistant|secretary)(?: is)?|through|via|"
    r"sekretarin(?: ist)?|assistentin(?: ist)?|assistante(?: est)?|secretaria(?: es)?)\s+"
    r"(?:(?:to|with|mit|bei|a|avec|con|com|med|z|the|den|der|die|dem|le|la|el|il|o|de|het|mr\.?|"
    r"mrs\.?|ms\.?|dr\.?|herrn?|frau|m\.|mme|senor|senora|sr\.?|sra\.?|sig\.?|pani?|panem|mevrouw|"
    r"meneer|sender|his|her|their|my|seine?n?|ihre?n?|son|sa|su|suo|sua|husband|wife|boss|assistant|"
    r"colleague|"
    r"partner|brother|sister|father|mother|accountant|mann|frau|mari|femme|marido|mujer|marito|moglie|"
    r"son|daughter|sohn|tochter|fils|fille|hijo|hija|figlio|figlia|"
    r"zoon|dochter|syn|corka|owner|wife|husband|gerente|duen[oa]|geschaftsfuhrer(?:in)?|inhaber(?:in)?|"
    r"titolare|"
    r"eigenaar),?\s+)*$"
)
# "reachable via jane@acme.example": the way to somebody, not somebody in between.
REACHED_BY = re.compile(r"(?:^|[\s,(])(?:via|through)\s+$")
POINTS_BEFORE = re.compile(
    r"(?:talk to|talk with|speak to|speak with|spoke to|word with|contact|contact is|"
    r"contact person is|call|ring|phone|text|reach out to|reach|get in touch with|in touch with|"
    r"touch base with|connect with|follow up with|meet|refer|referring|introduce|introducing|"
    r"introduce you to|intro to|"
    r"want|you want is|the one is|ask for|go to|deal with|write to|email|mail|hand you over to|"
    r"put forward|recommend|sending over|sending you|passing on|pass on|name is|named|called|for you|"
    r"person (?:to|you should) (?:talk to|contact|call|ring|see) is|decision is (?:with|down to|up to)|"
    r"(?:entscheiden tut|entscheidung (?:liegt bei|trifft))|"
    r"(?:richtige|zustandige) (?:person|frau|mann|ansprechpartner(?:in)?|stelle) ist|"
    r"personne a (?:contacter|appeler|joindre|voir) (?:est|c'est)|"
    r"persona (?:de contacto|a contactar|con quien (?:hay que )?hablar) es|"
    r"persona (?:da|a) (?:contattare|sentire|chiamare) e|pessoa a (?:contactar|contatar|ligar) e|"
    r"(?:persoon om|degene om) (?:\w+ )?(?:te )?(?:bellen|benaderen|spreken) is|osoba do kontaktu to|"
    r"(?:ratt|rigtige|rette|riktige) person(?:en)? (?:ar|er)|"
    r"check in with|chat with|hook up with|person is|his name is|her name is|it's|its|it is|"
    r"wende(?:t euch|n sie sich)? (?:bitte )?(?:direkt )?an|meldet euch (?:bitte )?(?:direkt )?bei|"
    r"melden (?:sie sich )?bei|rufen sie(?: bitte| doch)?|sprecht (?:bitte )?mit|"
    r"sprechen (?:sie )?(?:bitte )?mit|redet mit|"
    r"ruft(?: bitte)?|anrufen bei|ansprechpartner(?:in)?(?: ist| waere| war)?|"
    r"kontakt(?:person)?(?: ist)?|kontaktiert|kontaktieren sie|empfehle|vorstellen|zustandig ist|"
    r"entscheidet|gespräch mit|heisst|termin mit|direkt mit|"
    r"contacter|contactez|appeler|appelez|parler (?:a|avec)|voir avec|voyez avec|relation avec|"
    r"adressez-vous a|rappeler|joindre|recommande|presente|s'appelle|nom c'est|c'est|"
    r"interlocuteur est|interlocutrice est|message de|"
    r"hablad con|habla con|hablar con|hablen con|llamad a|llama a|llamen a|contactad con|"
    r"contactar con|contacten con|contacten a|apuntad a|apunta a|os paso a|le paso a|les paso a|"
    r"te presento a|presento a|os presento a|decide es|tratad con|persona es|escribid a|recomiendo a|"
    r"se llama|"
    r"falar com|fale com|falem com|contate|contatar|contactar|contactem|ligar para|liguem (?:para |"
    r"a )|apresento|apresentar|indico|chama-se|decide e|"
    r"parlare con|parlate con|sentire|sentite|contattare|contattate|chiamare|chiamate|presento|"
    r"segnalo|si chiama|riferimento e|"
    r"spreek met|praten met|bel|bellen met|neem contact op met|contact opnemen met|voorstellen|heet|"
    r"contactpersoon is|je moet bij|"
    r"porozmawiac z|porozmawiajcie z|skontaktuj(?:cie)? sie z|kontakt z|zadzwoncie do|zadzwonic do|"
    r"polecam|przedstawiam|nazywa sie|osoba kontaktowa to|"
    r"prata med|kontakta|ringa|tala med|hor av er till|presentera|heter|kontaktperson ar|tal med|"
    r"kontakt|ring til|snak med|hedder|snakk med|ta kontakt med|ring|kontaktpersonen er)\s*:?\s+"
    r"(?:(?:the|our|his|her|their|my|den|die|der|dem|das|mit|seine[nrm]?|ihre[nrm]?|unsere[nrm]?|le|"
    r"la|el|los|a|al|o|os|il|de|haar|zijn|mr\.?|mrs\.?|ms\.?|dr\.?|herrn?|frau|prof\.?|m\.|mme|"
    r"monsieur|madame|senor|senora|sr\.?|sra\.?|sig\.?|sig\.ra|dott\.?|dott\.ssa|pan|pani|pania|"
    r"panem|mevrouw|mevr\.?|meneer|dhr\.?|su|sua|seu|socia|socio|"
    r"boss|manager|chef|chefin|wife|husband|partner|colleague|kollegin|kollegen|kollege|collegue|"
    r"companera|companero|colega|collega|sister|brother|son|daughter|sohn|tochter|fils|fille|hijo|hija|"
    r"figlio|figlia|zoon|dochter|syn|corka|"
    r"owner|gerente|duen[oa]|inhaber(?:in)?|titolare|eigenaar),?\s+)*$"
)
POINTS_AFTER = re.compile(
    r",? (?:bitte )?(?:nur |direkt |gleich )?(?:sie|ihn|mit ihr|mit ihm|bei ihr|bei ihm) (?:\w+ )?"
    r"(?:ansprechen|anrufen|kontaktieren|sprechen|melden)|"
    r"\s*\((?:he is |she is |he's |she's )?(?:the|our|your|my|der|die|le|la|el|il|de) (?:prospect|"
    r"lead|decision[- ]maker|owner|boss|"
    r"contact|one|interessent(?:in)?|entscheider(?:in)?|inhaber(?:in)?|decideur|dueno|titolare|eigenaar)"
    r"|,? (?:que es (?:quien|el que|la que)|der|die|qui|che|die|ktory|ktora|"
    r"who)(?: \w+){0,2} (?:lleva|manda|decide|leitet|"
    r"fuhrt|dirige|gere|gestisce|runs|heads|owns|leidt|prowadzi|kieruje|entscheidet)"
    r"|\s*(?:\([^)]{0,60}\)\s*)?,?\s*(?:who )?(?:is|s|'s|ist|war|est|es|e|is|jest|ar|"
    r"er)?\s*(?:really |eigentlich |bien |wirklich )?(?:the |la |le |el |o |a |il |de |het |die |"
    r"der |das |den )?(?:actual |right |real |main |best |only |eigentliche |richtige |bonne |bon |"
    r"vraie? |juiste |rzeczywisty |rigtige |ratte )?"
    r"(?:you want|contact|person|decision|kontakt|ansprechpartner(?:in)?|interlocuteur|"
    r"interlocutrice|contacto|contato|contatto|referente|contactpersoon|looks after|the one|"
    r"the person|the right person|the decision|the decision[- ]maker|our contact|the contact|"
    r"your contact|in charge|responsible|deciding|decides|makes the decision|handles (?:this|it|"
    r"that)|owns this|signs|the one who|who you want|wants|needs|keen|interested|is keen|"
    r"is interested|would like|is looking|looking for|is expecting|expecting|would love|asked me|"
    r"die richtige|der richtige|"
    r"zustandig|verantwortlich|entscheidet|mochte|sucht|braucht|die entscheiderin|der entscheider|"
    r"der ansprechpartner|die ansprechpartnerin|la bonne personne|qui decide|decide|s'occupe|"
    r"responsable|cherche|attend|souhaite|la que decide|el que decide|lleva|quiere|busca|necesita|"
    r"espera|"
    r"quem decide|procura|precisa|cuida|decide|cerca|vuole|segue|beslist|zoekt|wil|decyduje|szuka|"
    r"potrzebuje|bestammer|soker|vill|bestemmer|soger|vil|leter)"
)
NOT_AFTER = re.compile(
    r"\s*(?:\([^)]{0,60}\)\s*)?(?:,?\s*(?:who|der|die|qui|que|che|som|ktory|ktora)\s+|,\s*(?=(?:the|"
    r"her|his) assistant))?\s*(?:(?:is|was|ist|war|est|es|e|is|jest|ar|er)\s+)?(?:only(?!\s*[.,;!\n]|"
    r"\s*$)|just|merely|"
    r"not|no longer|nur|nicht|n'est (?:pas|plus|que)|ne |solo|no (?:es|decide|lleva)|(?:no|"
    r"nein|nee|non|nie|nej|nei)(?=[,;:.]| mejor)|nao|non|"
    r"soltanto|alleen|niet|nie|tylko|bara|inte|kun|ikke|doesn't|does not|isn't|won't|has left|"
    r"left the|leaving|retired|(?:is |has )?(?:now )?retir(?:ed|ing)|ya (?:esta|se ha) jubilad[oa]|"
    r"im ruhestand|"
    r"a la retraite|in pensione|met pensioen|na emeryturze|pensionerad|pensioneret|pensjonert|"
    r"(?:(?:on|in|is in) )?(?:cc|copy|kopie|copie|copia) (?:only|for (?:info\w*|visibility|the record)|"
    r"zur info\w*|pour info\w*|"
    r"para (?:su |que )?(?:info\w*|conocimiento)|ter info\w*|per conoscenza)|(?:wants?|likes?|"
    r"would like) (?:just |only )?to "
    r"(?:follow along|be kept in the loop|read along|listen in)|(?:reads|follows|listens) (?:along|"
    r"in)(?![a-z])|"
    r"liest (?:nur |bloss )?mit(?![a-z])|lit (?:juste|seulement)|"
    r"the assistant|her assistant|his assistant|made the intro|introduced us|connected us|"
    r"(?:mention(?:s|ed)|names|named|suggest(?:s|ed)|talks about|writes about|refers to|erwahnt|nennt|"
    r"mentionne|menciona|nombra|menziona|noemt|wspomina|namner|naevner|nevner)(?=\s*(?:[.,;!\n)]|$|below|"
    r"further|unten|plus bas|abajo|sotto|hieronder))|"
    r"put me in touch|passed|forwarded|sent (?:me|us|this|it)|shared|told me about|wrote to me about|"
    r"hat (?:mir |uns )?(?:den kontakt|die mail|das|dies|es) (?:vermittelt|weitergeleitet|geschickt)|"
    r"m'a (?:transmis|envoye|transfere)|me (?:ha pasado|lo paso|lo ha pasado|ha reenviado|reenvio)|"
    r"me (?:passou|enviou|mandou)|mi ha (?:girato|inoltrato|passato|mandato)|stuurde|przeslal|"
    r"przekazal|skickade|vidarebefordrade|sendte|videresendte|kann nicht|gibt nur|"
    r"leitet nur|"
    r"(?:is|ist|est|es|e|jest|ar|er|je|on) (?:already )?(?:my|our|mein|unser|mon|notre|mi|nuestro|il "
    r"mio|o meu|mijn|onze|moim|"
    r"min|var|vores|var|muj|minun|meidan|a mi)e?n? (?:own |eigener? |eigen |propio |propre |wlasn\w+ |"
    r"egen )?"
    r"(?:client|customer|kunde|kundin|mandant(?:in)?|cliente|klant|klient\w*|kund|asiakas|bookkeeper|"
    r"accountant|"
    r"buchhalter(?:in)?|comptable|boekhouder|supplier|lieferant|leverancier)(?= (?:and|und|et|y|e|en|i|"
    r"och|og|a|ja)|"
    r"[.,;!\n]|$)|"
    r"(?:already )?(?:uses|has|needs) (?:you|us|nothing|none)(?![a-z])|has nothing to do|"
    r"(?:braucht|will|mochte) (?:\w+ )?(?:nichts|nicht)|hat (?:damit )?nichts|n'a besoin de rien|no "
    r"necesita nada|"
    r"no tiene nada que ver|non ha bisogno di nulla|non c'entra|hoeft (?:verder )?(?:niets|niks|niet)|"
    r"heeft er niets mee|nao precisa de nada|nic nie potrzebuje|nie potrzebuje|nic nepotrebuje|behover "
    r"inget|"
    r"skal ikke bruge|trenger ikke|ei tarvitse)(?![a-z])"
)
# "see Jane's note", "laut Mail von Jane": who carried the words, not who is meant
CARRIER_BEFORE = re.compile(
    r"(?:^|[\s,(])(?:see|read|per|as per|from|in|below is|attached is|forwarding|siehe|laut|gemass|"
    r"voir|selon|ver|"
    r"segun|vedi|secondo|zie|volgens|patrz|se|jf\.?)\s+$"
)
CARRIER_AFTER = re.compile(
    r"(?:'s|’s|s|')?\s+(?:note|mail|e-?mail|message|text|thread|nachricht|schreiben|mailtje|bericht|"
    r"besked|mejl)"
    r"(?![a-z])"
)
SENDER_OUT = any_of(
    r"not (?:the|from the|with the) (?:sender|person who wrote|one who wrote|writer|author)",
    r"(?:sender|writer) is(?: not|n't)",
    r"ignore the sender",
    r"(?:his|her|their) (?:boss|manager|superior|colleague|successor|director|wife|husband|"
    r"business partner|cfo|ceo)(?: instead| is the)?",
    r"(?:named|mentioned|listed|given|she mentions|he mentions|they mention) (?:below|in (?:it|there|"
    r"the mail|his mail|her mail|the text))",
    r"(?:she|he|they) (?:names?|mentions?|suggests?|refers to|talks? about)",
    r"(?:den|die|der) (?:er|sie) (?:erwahnt|nennt)",
    r"qu'(?:il|elle) (?:mentionne|cite)",
    r"nicht (?:der|die|den) absender(?:in)?",
    r"absender(?:in)? ist nicht",
    r"(?:unten|darin|in der mail|weiter unten) (?:genannt|erwahnt|steht)\w*",
    r"(?:seine|ihre)[nrm]? (?:chef|chefin|vorgesetzte[rn]?|kolleg(?:e|en|in)|nachfolger(?:in)?)",
    r"(?:pas|non) (?:a )?l'expedit(?:eur|rice)",
    r"(?:nommee?|citee?|mentionnee?|indiquee?) (?:ci-dessous|plus bas|dans)",
    r"(?:son|sa) (?:patron|patronne|chef|cheffe|superieur|collegue|successeur|directeur|directrice)",
    r"no (?:es |con |a )?(?:el|la|al) remitente",
    r"(?:nombrad|citad|mencionad|que nombra|que cita|que menciona)[oa]?(?: mas)? (?:abajo|en)",
    r"su (?:jefe|jefa|companer[oa]|sucesor|sucesora|superior)",
    r"nao (?:e )?(?:o|a|com o|com a) remetente",
    r"(?:mencionad|indicad|citad)[oa] (?:abaixo|no|em)",
    r"(?:o|a) (?:chefe|colega|diretora?) (?:del[ea])",
    r"non (?:e )?(?:il|la|al|con il) mittente",
    r"(?:indicat|citat|nominat|menzionat)[oa] (?:sotto|nel|qui)",
    r"(?:il su[o]|la su[a]) (?:capo|responsabile|collega|superiore)",
    r"niet de (?:afzender|schrijver)",
    r"(?:hieronder|onderaan) (?:genoemd|vermeld)\w*",
    r"(?:zijn|haar) (?:baas|chef|collega|opvolger|leidinggevende)",
    r"nie nadawc[ay]",
    r"(?:jego|jej) (?:szef|szefowa|szefem|kolega|kolezanka|przelozon\w+)",
    r"wymienion[ay] ponizej",
    r"inte avsandaren",
    r"(?:hans|hennes) (?:chef|kollega)",
    r"namns? nedan",
    r"ikke afsenderen",
    r"ikke avsenderen",
    r"(?:hans|hendes|hennes) (?:chef|sjef|kollega)",
    r"naevnt nedenfor|nevnt nedenfor",
)
# An outsider's own mail that sends us on to somebody else.
REDIRECT = any_of(
    r"(?:please )?(?:contact|speak (?:to|with)|talk to|reach out to|get in touch with|write to|email|"
    r"call|liaise with|deal with) (?:directly )?(?:my|our|with|to)?",
    r"(?:the|right|best) (?:one|person) to (?:talk|speak|contact|ask)",
    r"took over",
    r"taken over",
    r"takes over",
    r"handles (?:this|that|it|all)",
    r"in charge of",
    r"looks after (?:this|that)",
    r"responsible for (?:this|that)",
    r"is your (?:contact|man|woman)",
    r"(?:don't|do not) (?:get involved|deal with|handle)",
    r"no longer (?:deal|handle|responsible|in charge)",
    r"wenden sie sich",
    r"melde[tn]? (?:dich|euch|sie sich)",
    r"zustandig",
    r"ansprechpartner(?:in)?",
    r"(?:ubernommen|ubernimmt)",
    r"kummert sich",
    r"adressez-vous",
    r"contactez",
    r"voyez avec",
    r"prenez contact avec",
    r"s'occupe",
    r"repris",
    r"responsable de",
    r"hab(?:la|le|lad|len) con",
    r"contact(?:a|e|ad|en) con",
    r"se encarga",
    r"lleva (?:este|el) tema",
    r"fale com",
    r"falem com",
    r"contacte",
    r"trata d",
    r"e (?:o|a) responsavel",
    r"parl(?:a|i|ate) con",
    r"contatt(?:a|i|ate)",
    r"se ne occupa",
    r"neem contact op",
    r"contact opnemen met",
    r"gaat (?:hier)?over",
    r"zajmuje sie",
    r"skontaktow\w+ sie z",
    r"kontakta",
    r"har tagit over",
    r"ansvarar",
    r"kontakt(?:e)?",
    r"har overtaget",
    r"har overtatt",
    r"ansvarlig",
)

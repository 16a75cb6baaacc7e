"""What a whole mail asks for, in the words partners use: anger, thanks, questions, corrections.

All patterns meet folded text (lower case, no accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

from inbox.said.phrases import any_of

# A partner who is not happy: what they ask beside it is for a person.
ANGRY = any_of(
    r"(?:i am|i'm|we are|we're|is|she's|he's) (?:very |really |quite |so |extremely |"
    r"absolutely )?(?:angry|furious|"
    r"livid|cross|fuming|appalled|disgusted|disappointed|unhappy|upset)",
    r"not (?:at all |very )?happy(?= (?:and|at all|about (?:it|this))|[.,;!]|$)|"
    r"(?:neither|nor) (?:am|are) (?:i|we)",
    r"(?:not|isn't|this is) (?:good enough|acceptable|on|unacceptable|a disgrace)",
    r"(?:bin|sind|ist) (?:\w+ )?(?:verargert|sauer|wutend|emport|enttauscht|stinksauer)|"
    r"frechheit|unverschamt\w*",
    r"(?:suis|sommes|est) (?:\w+ )?(?:fachee?s?|furieu\w+|mecontente?s?|decue?s?|outree?s?|indignee?s?)|"
    r"inadmissible|inacceptable|scandaleu\w+",
    r"(?:estoy|estamos|esta) (?:\w+ )?(?:enfadad[oa]s?|molest[oa]s?|furios[oa]s?|decepcionad[oa]s?|"
    r"indignad[oa]s?|disgustad[oa]s?)|inaceptable",
    r"(?:sono|siamo|e) (?:\w+ )?(?:arrabbiat[oaie]|furios[oaie]|delus[oaie]|indignat[oaie]|seccat[oaie])|"
    r"inaccettabile",
    r"(?:ben|zijn|is) (?:\w+ )?(?:boos|woedend|kwaad|teleurgesteld|ontevreden)|onacceptabel",
    r"(?:estou|estamos) (?:\w+ )?(?:zangad[oa]s?|furios[oa]s?|desiludid[oa]s?|chatead[oa]s?|"
    r"indignad[oa]s?)|"
    r"inaceitavel",
    r"(?:jestem|jestesmy) (?:\w+ )?(?:zl[yai]|wsciek\w+|rozczarowan[yai]|oburzon[yai]|niezadowolon[yai])",
    r"(?:ar|er) (?:\w+ )?(?:arga?|forbannad\w*|besvik\w+|upprord\w*|vred\w?|skuffet|rasende|sint|sur)|"
    r"oacceptabelt|uacceptabelt|uakseptabelt",
    r"(?:jsem|jsme) (?:\w+ )?(?:nastvan\w+|nastvan[ya]|rozzloben\w+|zklaman\w+|rozhorcen\w+)",
    r"(?:olen|olemme) (?:\w+ )?(?:vihai\w+|pettyn\w+|raivois\w+)",
    r"sunt (?:\w+ )?(?:suparat\w*|furio\w+|dezamagit\w*|nemultumit\w*)",
    r"(?:nagyon )?(?:merges|duhos|csalodott|felhaborodott)\w*|(?:cok )?(?:kizgin\w*|ofkeli\w*|sinirli\w*)",
)
QUESTION = any_of(
    r"how (?:much|many|do|does|can|long|is|are)",
    r"when (?:do|does|will|is|are|can)",
    r"what (?:is|are|do|does|about|kind|rate|percentage)",
    r"which",
    r"where can",
    r"can (?:i|we|you|one|they)",
    r"could (?:i|we|you)",
    r"do (?:you|i|we)",
    r"does",
    r"is (?:there|it|the)",
    r"are (?:there|you)",
    r"would (?:you|it)",
    r"who",
    r"commission",
    r"payout",
    r"payment",
    r"brochure",
    r"materials?",
    r"slides",
    r"deck",
    r"wie (?:hoch|viel|lange|funktioniert|lauft)",
    r"wann",
    r"konnt ihr",
    r"konnen (?:sie|wir)",
    r"habt ihr",
    r"gibt es",
    r"provision",
    r"unterlagen",
    r"broschure\w*",
    r"auszahlung",
    r"combien",
    r"quand",
    r"pouvez-vous",
    r"peut-on",
    r"est-ce que",
    r"avez-vous",
    r"brochure\w*",
    r"plaquette",
    r"commission\w*",
    r"cuanto",
    r"cuando",
    r"podeis",
    r"podriais",
    r"teneis",
    r"comision\w*",
    r"folleto\w*",
    r"quanto",
    r"quando",
    r"podem",
    r"comissao",
    r"potete",
    r"avete",
    r"provvigion\w*",
    r"hoeveel",
    r"wanneer",
    r"kunnen jullie",
    r"hebben jullie",
    r"commissie",
    r"ile",
    r"kiedy",
    r"czy",
    r"prowizj\w*",
    r"hur mycket",
    r"nar",
    r"kan ni",
    r"provision\w*",
    r"hvor meget",
    r"hvornar",
    r"kan i",
    r"hvor mye",
    r"kan dere",
    r"provisjon\w*",
)
CORRECTION = any_of(
    r"(?:it'?s|it is|that'?s|should (?:be|read|say)|meant|i meant|actually|correct(?:ion|ed|ly)?|"
    r"wrong|mistake|typo|misspel\w+|mixed up|swapped|nearly|almost|instead|not right|incorrect|oops|"
    r"sorry|change|update|amend|replace|rather|his surname|her surname|spelled|spelt|fix)",
    r"(?:richtig|korrekt\w*|korrigier\w*|korrektur|falsch|fehler|tippfehler|andern|geandert|veraltet|"
    r"vertippt|verschrieben|heisst|eigentlich|statt|sorry|nicht)",
    r"(?:corrig\w+|correction|erreur|faux|fausse|plutot|en fait|changer|modifier|s'ecrit|coquille|"
    r"au lieu de|pas)",
    r"(?:correg\w+|correccion|error|equivocad\w+|equivoqu\w+|en realidad|cambi\w+|se escribe|perdon|"
    r"es con)",
    r"(?:corrig\w+|correcao|erro|errad[oa]|enganei|na verdade|alter\w+|escreve-se|afinal)",
    r"(?:correzione|errore|sbagliat\w+|in realta|cambiare|modificare|si scrive|invece)",
    r"(?:correctie|corrigeren|fout\w*|verkeerd\w*|eigenlijk|wijzigen|aanpassen|klopt niet|moet zijn|"
    r"spel je)",
    r"(?:poprawk\w+|poprawi\w+|blad|bledn\w+|pomylk\w+|pomylilem|pomylilam|wlasciwie|zmien\w+|"
    r"powinno byc|literowk\w+)",
    r"(?:ratt\w*|fel\w*|ska (?:det )?vara|egentligen|andra|stavas|rette\w*|forkert\w*|fejl\w*|"
    r"skal vaere|staves|egentlig|feil|skal vaere|endre)",
)
# Said of data we have: they are wrong, and these are right.
SURE_CORRECTION = any_of(
    r"(?:number|name|address|e-?mail|spelling|surname|company)(?: \w+){0,3} (?:is|was|are) (?:\w+ "
    r")?(?:wrong|incorrect|"
    r"misspel\w+|not right|old|out of date)|typo|misspel\w+|should (?:be|read)|correct (?:number|name|"
    r"address|e-?mail|"
    r"spelling)|(?:i|we) (?:got|wrote|gave)(?: \w+){0,4} wrong|small correction",
    r"stimmt (?:\w+ )?nicht|(?:ist|war) (?:\w+ )?(?:falsch|veraltet)|richtig (?:ist|heisst|lautet|ware)|"
    r"tippfehler|"
    r"(?:ich|wir) (?:\w+ ){0,3}(?:vertippt|verschrieben)|korrektur",
    r"(?:est|etait) (?:\w+ )?(?:faux|fausse|errone\w*|inexact\w*)|coquille|faute de frappe|(?:le|la|"
    r"l')? ?bonn?e? "
    r"(?:numero|adresse|orthographe)|rectificat\w+|petite correction",
    r"(?:esta|estaba|es) (?:mal|equivocad\w|erroneo)|errata|el correcto es|correccion",
    r"(?:e|era) (?:sbagliat\w|errat\w)|refuso|quello giusto|correzione",
    r"(?:klopt|klopte) (?:\w+ )?niet|(?:is|was) (?:\w+ )?(?:fout|verkeerd|onjuist)|typefout|correctie|"
    r"het juiste",
    r"(?:jest|byl|byla|podalem|podalam) (?:\w+ )?(?:bledn\w+|zl[yae]|nieprawidlow\w+)|literowk\w+|"
    r"prawidlowy|poprawka",
    r"(?:ar|var|blev) fel(?! tid)|stavfel|ratt (?:nummer|adress|namn) ar|rattelse|(?:er|var) (?:forkert|"
    r"feil)|tastefejl|"
    r"skrivefeil|(?:det )?rigtige? (?:nummer|adresse|navn)|rettelse",
    r"(?:esta|estava) (?:errad\w|incorret\w)|o certo e|correcao",
)
# A question that is a request: "could you ring her?".
REQUEST = any_of(
    r"(?:can|could|will|would|may|might|should) (?:you|one of you|someone|somebody|anyone|we|i|your|"
    r"ye|ya|the team|"
    r"they|y'all)",
    r"(?:please|pls|plz|bitte|svp|merci|por favor|per favore|alstublieft|graag|prosze|snalla|"
    r"vaer venlig|prosim|"
    r"lutfen)",
    r"(?:konnt|konnten|kannst|konnen|wurdet|wurden|magst|mogt|mochtet|wollt)(?: ihr| sie| du)?",
    r"(?:pouvez|pourriez|peux|pourrais|voulez|tu peux|vous pouvez)(?:-vous|-tu)?",
    r"(?:podeis|podriais|puedes|puede|pueden|podria|podrian|podrias|quereis)",
    r"(?:potete|potreste|puoi|puo|potrebbe|potresti|volete)",
    r"(?:podem|poderiam|podes|pode|poderia|conseguem)",
    r"(?:kunnen|kun|kan|kunt|willen|zouden|zou)(?: jullie| je| u)?",
    r"(?:mozecie|moglibyscie|mozesz|czy mozna|mogliby|moze)",
    r"(?:kan|kunde|skulle|vill)(?: ni| du| i| dere)?",
    r"(?:muzete|mohli byste|mohl byste)",
    r"(?:voitteko|voisitteko|voitko)",
    r"(?:arar misiniz|ilgilenir misiniz|misiniz|musunuz)",
    r"(?:interested|want (?:him|her|them|it|this)|fancy|keen|take (?:him|her|this|it)|room for|up for)",
    r"how about|what about|worth (?:a|talking|calling|speaking)",
)
# No machine asks this of us: "please tell Marco to call her meanwhile".
TELL_HIM = any_of(
    r"(?:tell|ask|have|get|let) (?!me\b|us\b|my\b|our\b)\w+(?: \w+)? (?:to )?(?:call|ring|contact|"
    r"phone|write|"
    r"e?-?mail|speak|talk|go ahead)",
    r"(?:sag(?:t|en)?|richte[nt]?|gebt|geben) (?:sie )?(?:bitte )?(?!mir\b|uns\b)(?:\w+ ){1,3}(?:er|"
    r"sie|bescheid|"
    r"aus)",
    r"(?:dites|dis|demandez|demande) a (?!mon\b|ma\b|mes\b|notre\b)\w+(?: \w+)? (?:de|d'|qu'?)",
    r"(?:dile|dild[eo]|decidle|digale|pidele|pedidle) a (?!mi\b)\w+(?: \w+)? que",
    r"(?:dite|di'?|chiedete|chiedi) a (?!mio\b|mia\b)\w+(?: \w+)? (?:di|che)",
    r"(?:zeg|vraag|laat) (?!mij\b|ons\b)(?:\w+ ){1,2}(?:dat|om|of|bellen|contact)",
    r"(?:diga|digam|diz|peca|pecam) (?:ao |a )(?!meu\b|minha\b)\w+(?: \w+)? (?:para|que)",
    r"(?:powiedzcie|popros\w*|niech) \w+ (?:zeby|aby|o |zadzwoni)|(?:be|sag till|"
    r"saga till) \w+ (?:att )?ring\w*",
)
STOP = any_of(
    r"(?:not to|stop|don't|dont|do not|no need to) (?:chas|nag|pester|hassl|bug|remind)(?:e|ing|ging)?",
    r"(?:stop|end|quit|cease) (?:with )?(?:these|the|all|your) (?:reminders|mails|emails|e-mails|"
    r"messages|nudges)",
    r"(?:do not|don't|dont|please don't) (?:send|write|email|mail) (?:me )?(?:any ?more|any more|"
    r"these|again)",
    r"(?:not|no longer) interested (?:any ?more|any longer)",
    r"remove me",
    r"bitte (?:streichen|loschen|nehmen) sie (?:mich|meine adresse)",
    r"aus (?:dem|ihrem|eurem) verteiler",
    r"(?:keine|nicht mehr) (?:\w+ ){0,2}(?:erhalten|bekommen|zusenden|schicken)",
    r"ne plus (?:m'|me |nous )?(?:envoyer|ecrire|relancer|contacter|recevoir)",
    r"(?:arretez|cessez) (?:de|d'|ces|les|vos)",
    r"no (?:me )?(?:envie|mande|escriba|escribas|envies|mandes)n? mas",
    r"no quiero (?:recibir )?mas",
    r"(?:nao|deixem? de|parem? de) (?:quero (?:receber )?mais|(?:me )?(?:enviar|mandar|escrever))",
    r"non (?:voglio|desidero) (?:\w+ )?piu",
    r"smettete di",
    r"(?:stop|stoppen) met (?:mailen|sturen|deze)",
    r"(?:niet|geen) meer (?:mailen|sturen|ontvangen)",
    r"prosze (?:juz )?(?:nie|o nie) (?:wysyl\w+|pisa\w+|przysyl\w+)",
    r"(?:sluta|slut) (?:skicka|med)",
    r"(?:stop|slut) med (?:at )?(?:sende|disse)",
    r"(?:ikke|inte) (?:send|skicka|skriv) (?:flere|fler|mer)",
    r"(?:lopettakaa|ala(?:kaa)? enaa)",
    r"(?:uz |jiz )?(?:mi )?(?:neposilejte|nepiste)",
    r"(?:daha fazla|artik) (?:\w+ )?(?:gondermeyin|yazmayin)",
    r"unsubscribe(?: me)?",
    r"stop (?:sending|emailing|mailing|writing|these|this|contacting)",
    r"no more (?:reminders|mails|emails|e-mails|messages|nudges)",
    r"take me off",
    r"opt(?:ing)? out",
    r"keine? (?:weiteren? )?(?:erinnerung\w*|mails|e-mails|nachrichten|werbung)",
    r"nicht mehr (?:schreiben|anschreiben|kontaktieren)",
    r"ne (?:m'ecrivez|m'envoyez|souhaite) plus",
    r"plus de (?:rappels|relances|mails)",
    r"me desinscrire",
    r"desabonner",
    r"no (?:me )?(?:envieis|mandeis|escribais|envien|escriban) mas",
    r"dar(?:me)? de baja",
    r"dejad de",
    r"nao (?:me )?(?:enviem|mandem|escrevam) mais",
    r"non (?:mi )?(?:inviate|mandate|scrivete)(?:mi)? piu",
    r"geen (?:herinneringen|mails|e-mails|berichten) meer",
    r"afmelden",
    r"nie (?:wysylajcie|przysylajcie|piszcie)(?: mi)? (?:juz|wiecej)",
    r"inga fler (?:mejl|mail|paminnelser)",
    r"(?:ikke|ingen) flere (?:mails|e-mails|e-poster|pamindelser|paminnelser)",
)
WITHDRAW = any_of(
    r"(?:scratch|disregard|ignore|forget|bin) (?:that|this|it|the) (?:one|last|referral|lead|mail)",
    r"(?:scratch|delete|remove|drop) (?:that|this|it|him|her)(?: one)?(?: please)?(?=[.,!\n]|$)",
    r"(?:bitte )?(?:wieder )?(?:loschen|streichen|entfernen)",
    r"(?:supprim|retir)(?:ez|er)",
    r"(?:borrad|eliminad|quitad|borrar|eliminar)(?:lo|la)?",
    r"(?:apaguem|apagar|removam|remover)",
    r"(?:cancellate|eliminate|togliete|ritirare)",
    r"(?:verwijderen|verwijder|schrappen)",
    r"(?:usuncie|usunac|prosze o usuniecie)",
    r"(?:ta bort|radera|stryk)",
    r"(?:slet|slette|fjern)",
    r"undo",
    r"withdraw",
    r"cancel",
    r"please remove",
    r"delete (?:it|this|the)",
    r"zuruckziehen",
    r"stornieren",
    r"annuler",
    r"anular",
    r"cancelar",
    r"annullare",
    r"intrekken",
    r"wycofac",
    r"aterkalla",
    r"traek tilbage",
)
# Words of a confirmation of ours; the quoted part of a correction holds one of them and labelled lines.
CONFIRMED = any_of(
    r"referral received",
    r"(?:we have |we've )?(?:registered|received|recorded|logged) (?:your|the) (?:referral|"
    r"introduction|lead)",
    r"your referral",
    r"empfehlung (?:eingetragen|erhalten|erfasst|registriert)",
    r"ihre empfehlung",
    r"deine empfehlung",
    r"recommandation (?:recue|enregistree)",
    r"votre recommandation",
    r"(?:referencia|recomendacion|referido) (?:recibid|registrad)[oa]",
    r"tu (?:referido|recomendacion)",
    r"su (?:referido|recomendacion)",
    r"indicacao (?:recebida|registada|registrada)",
    r"segnalazione (?:ricevuta|registrata)",
    r"doorverwijzing (?:ontvangen|geregistreerd)",
    r"aanbeveling (?:ontvangen|geregistreerd)",
    r"polecenie (?:przyjete|zarejestrowane|otrzymane)",
    r"rekommendation (?:mottagen|registrerad)",
    r"henvisning (?:modtaget|registreret|mottatt|registrert)",
    r"if anything is wrong",
    r"stimmt etwas nicht",
)

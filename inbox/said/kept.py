"""That a partner keeps the customer to themselves: they ask what to answer, and will pass our answer on.

Whoever writes below such a note is not handed over, whatever they want: the partner is to be answered. All
patterns meet folded text (lower case, no accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

import re

from inbox.said.phrases import any_of
from inbox.said.sentences import sentences
from inbox.who.names import fold

# What shall I tell her?
_ADVICE = any_of(
    r"(?:what|how) (?:should|shall|do|can|could|would|am|ought) (?:i|we) (?:\w+ )?(?:tell|say|answer|"
    r"reply|write|respond|"
    r"go back|put|explain|advise|handle|come back)|what (?:should|do|would) you (?:say|advise|tell|"
    r"suggest i)|"
    r"(?:help|advise) (?:me|us) (?:\w+ )?(?:answer|reply|respond|explain|with (?:an|the) answer)|"
    r"so (?:that )?(?:i|we) (?:can|could|may|know what to) (?:\w+ )?(?:answer|reply|tell|respond|"
    r"explain|get back to|"
    r"go back to|say)|what to (?:tell|say|answer|reply)|how (?:to|best to) (?:answer|reply|respond)|"
    r"how would you (?:\w+ )?(?:answer|reply|respond|put|handle)|(?:lines?|words?|sentences?|something) "
    r"(?:\w+ ){0,4}(?:for "
    r"my|into my|in my) (?:answer|reply|mail|response)",
    r"(?:was|wie) (?:soll|kann|darf|sag|antworte|schreib|sage|erklare|konnen|sollen|sagen)(?: ich| "
    r"wir)?(?: \w+){0,3} "
    r"(?:sagen|antworten|schreiben|ausrichten|erklaren|dazu)|was (?:sage|antworte|schreibe) ich|"
    r"damit ich (?:\w+ ){1,4}(?:antworten|sagen|weitergeben|erklaren|bescheid)|was ich (?:\w+ ){0,2}"
    r"(?:antworten|sagen|schreiben) (?:soll|kann)",
    r"(?:konnt|konnen|kannst) (?:ihr|sie|du) mir (?:\w+ ){0,4}(?:schreiben|sagen|antworten|helfen|"
    r"formulieren|erklaren)",
    r"(?:me|m') ?aid\w+ a (?:lui )?repondre|me ayud\w+ (?:a|con) (?:la )?(?:respuesta|responder|contestar)|"
    r"(?:mi )?(?:aiutate|date una mano) a rispondere|(?:mij|me) helpen (?:met|aan) (?:een|het) antwoord|"
    r"pomoz\w+ (?:mi )?(?:odpowiedziec|odpisac|z odpowiedzia)|hjalpa? mig (?:med|att) (?:ett )?svar\w*|"
    r"me ajud\w+ (?:a|com a) (?:responder|resposta)",
    r"que (?:dois|puis|peux|faut-il|devons|pouvons)(?:-je|-nous| je)? (?:lui |leur )?(?:repondre|dire|"
    r"ecrire)|"
    r"(?:qu'est-ce que )?je (?:lui |leur )(?:reponds|dis) quoi|quoi (?:lui |leur )?(?:repondre|dire)|"
    r"qu'est-ce que je (?:lui |leur )?(?:reponds|dis)|"
    r"(?:pour que je|afin que je) (?:puisse )?(?:lui |leur )?(?:repond\w*|dis\w*)|pour (?:pouvoir "
    r")?(?:lui|leur) repondre",
    r"que (?:le|les) (?:digo|contesto|respondo|decimos|contestamos)|que (?:debo|puedo) (?:\w+ "
    r")?(?:decir|contestar|responder)\w*|"
    r"(?:para )?(?:poder )?(?:contestar|responder|decir)(?:le|les)(?= *[.,!;?]|$| yo)",
    r"(?:cosa|che cosa|che) (?:le|gli) (?:rispond\w+|dic\w+|scriv\w+)|(?:cosa|che cosa) (?:devo|posso|"
    r"dovrei) "
    r"(?:\w+ )?(?:risponder\w*|dir\w*)|(?:cosa) (?:rispondo|dico)|(?:per|cosi) (?:poterle|potergli|"
    r"posso) (?:\w+ )?rispond\w+",
    r"wat (?:zal|moet|kan|mag|antwoord|zeg|schrijf) ik (?:\w+ ){0,2}(?:antwoorden|zeggen|schrijven)?|"
    r"zodat ik (?:\w+ ){1,3}(?:antwoorden|kan antwoorden|vertellen|terugkoppelen)",
    r"co (?:mam|mamy|moge) (?:\w+ )?(?:odpowiedziec|odpisac|powiedziec)|co (?:jej|jemu|mu|im) "
    r"(?:odpowiedziec|odpisac|"
    r"powiedziec)|zebym (?:mogl|mogla) (?:\w+ )?(?:odpowiedziec|odpisac)",
    r"vad (?:ska|kan|bor) jag (?:svara|saga)|sa (?:att )?jag kan (?:svara|aterkomma|beratta)",
    r"hva[d]? (?:skal|kan|bor) jeg (?:svare|si|sige)|sa (?:at )?jeg kan (?:svare|si|sige|fortaelle)",
    r"o que (?:eu )?(?:respondo|digo|devo (?:responder|dizer))|para (?:eu )?(?:poder )?(?:responder|"
    r"dizer)(?:-lhe)?(?= *[.,!;?]|$)",
    r"co (?:ji|mu|jim) mam (?:odpovedet|rict|napsat)|mita (?:voin |pitaisi )?(?:vastata|vastaan|sanon)|"
    r"mit (?:valaszoljak|mondjak|irjak)|ce sa(?:-i|-i| ii| le)? (?:raspund|spun)|ne (?:cevap verey\w+|"
    r"diyey\w+|yazay\w+)|"
    r"τι να (?:της|του|τους) (?:απαντησω|πω)|что (?:мне )?(?:еи|ему|им) (?:ответить|сказать)|що (?:мені "
    r")?(?:іи|иому|ім) "
    r"(?:відповісти|сказати)",
)
# I answer them myself, or put it into a paper of mine.
_MYSELF = any_of(
    r"(?:i'll|i will|i'd|i can|let me|i am going to|i'm going to|we'll) (?:\w+ )?(?:write|mail|email|"
    r"ring|call|speak|talk|"
    r"respond|reply|answer|report|be back)(?: back)? (?:to |with )?(?:her|him|them|my client|the client)"
    r"(?: (?:back|myself|tonight|tomorrow|today|on \w+day))?|"
    r"(?:put|include|use|add|paste|work|build|quote) (?:it|this|that|them|your \w+) (?:\w+ "
    r")?(?:in(?:to)?|for) (?:my|our) "
    r"\w+|(?:paste|copy|drop) (?:it |this |that )?into|in front of (?:her|him|them|my client|the client)|"
    r"(?:promised|owe|owing) (?:her|him|them|my client) (?:an? )?(?:answer|reply|response)|(?:i "
    r")?(?:don't|do not|wouldn't) "
    r"(?:want|like) to (?:tell|say|promise|give) (?:her|him|them)|versprochen|nichts falsches (?:sagen|"
    r"erzahlen)|"
    r"je ne veux pas (?:lui|leur) (?:dire|raconter)|no quiero decirle|non voglio dirle|wil (?:haar|hem|"
    r"hen) niets verkeerds|"
    r"nie chce (?:jej|mu) zle|vill inte saga fel",
    r"(?:i'm|i am|we're|we are) (?:advising|consulting|tendering|preparing|putting together|writing)",
    r"(?:ich|wir) (?:meld\w*|antwort\w*|schreib\w*|sprech\w*|red\w*|klar\w*) (?:mich |uns |das |es "
    r")?(?:\w+ ){0,2}"
    r"(?:bei|mit|zu)? ?(?:ihr|ihm|ihnen)(?= *[.,;!]|$| (?:dann|selbst|direkt|morgen|heute|zuruck))|"
    r"(?:in|fur) (?:mein|meine|meinen|unser|unsere) (?:angebot|bericht|gutachten|konzept|prasentation|"
    r"unterlagen|vorschlag)",
    r"je (?:lui|leur) (?:reponds|ecris|telephone|reponds moi-meme)|(?:dans|pour) (?:mon|ma|notre) "
    r"(?:rapport|offre|"
    r"proposition|etude|presentation)|je (?:m'en occupe|le gere|la gere|gere)",
    r"(?:le|les) (?:contesto|respondo|escribo|llamo) (?:yo|hoy|manana|despues|luego)|(?:en|para) (?:mi|"
    r"nuestro|nuestra) "
    r"(?:informe|oferta|propuesta|presentacion)|contestar(?:le|les) yo|(?:lo|la) llevo yo",
    r"(?:lo|la|li|le) (?:seguo|gestisco|sento|richiamo|tratto) io|(?:nel|nella|per il|per la) (?:mio|"
    r"mia|nostro|nostra) "
    r"(?:report|relazione|offerta|proposta|presentazione)|rispondo io",
    r"ik (?:mail|bel|antwoord|schrijf|spreek) (?:haar|hem|hen|ze) (?:\w+ )?(?:zelf|terug|morgen|"
    r"vanavond|dan)|"
    r"(?:in|voor) (?:mijn|onze) (?:offerte|rapport|voorstel|presentatie|advies)",
    r"(?:sam|sama|sami) (?:jej|jemu|mu|im|do niej|do niego)? ?(?:odpisze|odpowiem|zadzwonie|napisze)|"
    r"(?:do|w) (?:mojej|naszej|moim|naszym) (?:ofer\w+|raport\w*|propozycj\w+|prezentacj\w+)",
    r"(?:jag|jeg) (?:aterkommer|svarar|ringer|mejlar|svarer|skriver|vender tilbage) (?:sjalv|selv)?(?: "
    r"?(?:till|til))? ?"
    r"(?:henne|honom|dem|hende|ham)|(?:i|till|til) (?:min|mitt|mit|vart|var|vores|var) (?:offert|"
    r"rapport|forslag|tilbud|"
    r"presentation)",
    r"eu (?:mesm[oa] )?(?:respondo|falo|ligo|trato)(?: com)?(?: (?:ela|ele|a ela|a ele))?|(?:na|no|para "
    r"(?:a|o)) (?:minha|meu|"
    r"nossa|nosso) (?:proposta|relatorio|apresentacao)",
)
_LEFT_TO_ME = any_of(
    r"leave (?:her|him|them|this one|the client) (?:to|with) me|not (?:to be|for) contact(?:ed)?|"
    r"(?:she's|he's|they're|she is|he is|they are) mine|hands off",
    r"uberlass\w* (?:sie |ihn |das )?(?:bitte )?mir|lass\w* (?:sie|ihn|das) (?:bitte )?(?:mir|meine sorge)|"
    r"nicht selbst kontaktieren",
    r"laiss\w+[- ](?:la|le|les)[- ]moi|laissez-moi (?:la|le|les) gerer",
    r"dej\w*(?:me)?l[oae]s? a mi|lasci\w*l[oae] a me|lasciatemel[oa]|laat (?:haar|hem|ze) (?:maar )?aan "
    r"(?:mij|me)|"
    r"zostaw\w* (?:ja|go|to) mnie|lamna (?:henne|honom|det) (?:till|at) mig|overlad (?:hende|ham|det) "
    r"til mig|deix\w+ comigo",
)
# They ask, the partner only carries the question.
_CARRIED = any_of(
    r"(?:quick |short |small |little )?question (?:from|of|by) (?:my|a|our|one of my) (?:\w+ "
    r")?(?:client|customer)s?|"
    r"(?:my|a|our) (?:client|customer) (?:asks|wonders|is asking|wants to know)",
    r"(?:kurze |kleine )?(?:frage|anfrage) (?:meiner|meines|von (?:meiner|meinem|einer|einem)|einer|eines) "
    r"(?:kund\w*|mandant\w*|klient\w*)|(?:mandantin|mandant|kundin|kunde) fragt",
    r"question d'une? (?:de mes )?client\w*|(?:ma|mon|une?) client\w* (?:demande|me demande)",
    r"pregunta de (?:un|una|mi) client\w+|(?:mi|un|una) client\w+ (?:pregunta|me pregunta)",
    r"domanda di (?:un|una|un mio|una mia) client\w+|(?:il mio|la mia|un|una) client\w+ (?:chiede|mi "
    r"chiede)",
    r"vraagje? van (?:een|mijn) klant|(?:mijn|een) klant vraagt|pytanie od (?:mojej|mojego)? ?klient\w+|"
    r"klient\w* pyta|fraga fran (?:en|min) kund|sporgsmal fra (?:en|min) kunde|pergunta de (?:um|uma|"
    r"minha|meu) cliente",
)
# Everything goes through me.
_THROUGH_ME = any_of(
    r"(?:deals?|dealing|works?|working|talks?|talking|speaks?|goes|go|going|runs?|running|comes?|routed|"
    r"stays?|kept) "
    r"(?:\w+ )?(?:only |just |solely |all )?(?:with|through|via|by) (?:me|us)(?! (?:and|is|on|for years))|"
    r"(?:i'd|i would|i) (?:rather|prefer|like|want)(?: to)? (?:\w+ )?(?:handle|keep|deal with|look "
    r"after|manage|hold on to) "
    r"(?:her|him|them|it|this|the (?:client|customer|contact|relationship|conversation))(?! with)|"
    r"(?:don't|do not|not|never|rather than|instead of) (?:\w+ ){0,3}(?:to |with )?(?:her|him|them|the "
    r"(?:client|customer)|"
    r"\w+) direct(?:ly)?(?! (?:line|number|dial|phone|mail|contact))|(?:keep|leave) (?:this|it|that) "
    r"(?:between|with) (?:us|me)|(?:i am|i'm) (?:the|"
    r"her|his|their) "
    r"(?:only )?(?:point of contact|go-between)|not (?:to )?go(?:ing)? (?:to|over my head)",
    r"(?:lauft|geht|laufen|gehen|soll\w*|bleibt) (?:\w+ ){0,4}(?:uber|bei|durch) (?:mich|uns|mir)|"
    r"(?:nicht|nie) direkt (?:an|bei|mit|zu)|(?:ich|wir) (?:mochte|will|wurde|wollen) (?:\w+ ){0,4}selbst "
    r"(?:antworten|betreuen|klaren|sprechen|schreiben)|(?:sie|er) (?:\w+ ){0,3}nur mit mir|nicht "
    r"(?:selbst )?"
    r"(?:auf sie|auf ihn) zugehen",
    r"(?:tout )?(?:passe|passer|passera|transite) (?:\w+ )?(?:uniquement )?par (?:moi|nous)|pas (?:\w+ "
    r")?(?:en )?direct(?:ement)?(?! \w*(?:ligne|numero))|"
    r"(?:je prefere|j'aimerais|je souhaite) (?:\w+ ){0,2}(?:garder la main|repondre moi-meme|gerer "
    r"moi-meme|rester "
    r"(?:son|leur|l')?\s?(?:seule? )?interlocut\w+)",
    r"(?:todo )?(?:pasa|pase|vaya|va) (?:\w+ )?(?:solo )?por mi(?! (?:despacho|parte|cuenta))|no (?:\w+ "
    r"){0,3}directamente|"
    r"prefiero (?:\w+ ){0,2}(?:llevarl\w|contestarl\w|gestionarl\w|tratarl\w)",
    r"(?:tutto )?(?:passa|passi|passate) (?:\w+ )?(?:solo )?(?:da|per|attraverso) (?:me|noi)|non (?:\w+ "
    r"){0,3}direttamente|"
    r"preferisco (?:\w+ ){0,2}(?:risponder\w+|gestir\w+|seguir\w+|parlar\w+) (?:io|personalmente)",
    r"(?:loopt|gaat|verloopt|lopen|gaan) (?:\w+ ){0,2}(?:via|over|langs) (?:mij|me|ons)|niet (?:\w+ "
    r"){0,2}(?:rechtstreeks|direct)|"
    r"(?:ik )?(?:houd|beantwoord|regel) (?:\w+ ){0,3}(?:liever|graag) zelf|liever zelf",
    r"(?:wszystko )?(?:idzie|niech idzie|przechodzi|ida) (?:\w+ )?(?:tylko )?przeze mnie|nie (?:\w+ "
    r"){0,3}bezposrednio|"
    r"wole (?:\w+ )?sam[a]? ",
    r"(?:gar|ga|gaar|gar alt|skal ga) (?:\w+ )?(?:via|genom|gjennom|gennem) (?:mig|meg|oss)|(?:inte|"
    r"ikke) (?:\w+ ){0,2}direk\w*",
    r"(?:tudo )?(?:passa|passar|passe) (?:\w+ )?(?:so )?por mim|nao (?:\w+ ){0,3}diretamente|"
    r"prefiro (?:\w+ )?eu (?:mesm[oa] )?(?:responder|tratar|falar)",
    r"(?:pres mne|jen pres me)|(?:minun kauttani)|(?:rajtam keresztul)|(?:prin mine)|(?:benim uzerimden)|"
    r"(?:через мен[яе])|(?:μεσω εμου)",
)
# Answer me.
_TO_ME = any_of(
    r"(?:answer|reply to|respond to|write(?: back)? to|get back to|come back to|tell|email|mail|drop) "
    r"me(?! (?:if|in case|when|once|how|a copy|know how))|(?:answer|reply|response) to me|back to me",
    r"(?:antwort\w*|ruckmeldung|rucklauf|info|nachricht) (?:\w+ ){0,2}(?:an mich|bei mir|zu mir)|"
    r"antwortet mir|"
    r"(?:schreibt|sagt|antworten sie|schreiben sie) (?:es )?mir",
    r"(?:repondez|ecrivez|dites|repondre|reponse a)(?:-le)?(?:-| )moi|me repondre|a moi (?:seul\w?|"
    r"directement)",
    r"(?:contestad|respondedme|contestadme|decidme|escribidme|respondanme|contestenme|diganme)\w*",
    r"(?:rispond\w+|scriv\w+|dit\w+) (?:solo |pure )?a me|(?:rispondetemi|scrivetemi|ditemi)",
    r"(?:antwoord\w*|reactie|bericht) (?:\w+ ){0,2}(?:aan|naar) (?:mij|me)|(?:mail|schrijf|zeg|"
    r"antwoord) (?:het )?(?:mij|me)",
    r"(?:odpowied\w+|odpisz\w*|napisz\w*|odpowiedz\w*) (?:\w+ )?(?:do mnie|mi|mnie)|o odpowiedz",
    r"(?:svara|skriv till|svar till|mejla) (?:bara )?mig|(?:svar|skriv|svar til) (?:kun |bare )?(?:til "
    r")?(?:mig|meg)",
    r"(?:respond\w+|escrev\w+|dig\w+|mand\w+)(?:-me| (?:so )?(?:a|para) mim)|me (?:respondam|digam|"
    r"escrevam)",
    r"(?:odpovezte|napiste|reknete) (?:mi|mne)|vastatkaa minulle|nekem (?:valaszol\w+|irj\w+)|"
    r"raspundeti-mi|bana "
    r"(?:yazin|cevap)|ответьте мне|апишіть мені|απαντηστε (?:σε )?(?:μου|μενα)",
)
# I pass it on.
_I_PASS_ON = any_of(
    r"(?:i'll|i will|i shall|i can|let me|i'd|and i'll|we'll|we will) (?:\w+ )?(?:pass|send|forward|"
    r"relay|hand|get|feed|"
    r"take|bring|carry) (?:it|this|that|them|(?:the|your) (?:\w+ )?(?:answer|reply|info\w*|details))? ?"
    r"(?:on|along|back|over)|(?:i'll|i will|i can|we'll) (?:then )?(?:let|tell|answer|inform|brief|"
    r"explain to|reply to|"
    r"get back to|go back to|come back to) (?:her|him|them|my client|the client)|relay (?:it|that|this|"
    r"your)",
    r"(?:ich|wir) (?:geb\w*|leit\w*|reich\w*|richt\w*|sag\w*) (?:\w+ ){0,5}(?:weiter|aus)|"
    r"(?:ich|wir) (?:sag|sage|antworte|schreibe|erklare|informiere) (?:es |das )?(?:ihr|ihm|ihnen)|"
    r"(?:geb\w*|leit\w*|reich\w*) (?:ich|wir|es|das) (?:\w+ ){0,4}weiter|richte (?:ich )?(?:\w+ ){0,3}aus",
    r"je (?:lui |leur |le |la |les |l'|ferai )?(?:transmettrai|transmets|repondrai|dirai|suivre|ferai "
    r"suivre|passerai)|"
    r"je (?:lui|leur) (?:fais|ferai) (?:suivre|part)",
    r"(?:yo )?(?:se|les?) (?:lo|la) (?:paso|digo|traslado|reenvio|hago llegar|transmito|pasare|dire|"
    r"trasladare)|"
    r"(?:yo )?(?:le|les) (?:contesto|respondo|contestare|respondere|informo)",
    r"(?:poi )?(?:riferisco|riferiro|giro|inoltro|inoltrero|passo|rispondo|risponderò|rispondero) "
    r"(?:\w+ )?io|"
    r"(?:le|gli) (?:riferisco|riferiro|rispondo|rispondero|giro|faccio sapere)",
    r"(?:ik )?(?:geef|stuur|koppel|zal) (?:het|dit|dat|jullie antwoord) (?:\w+ ){0,3}(?:door|terug)|"
    r"(?:ik )?(?:laat het|vertel het|antwoord) (?:haar|hem|hen)",
    r"(?:ja )?(?:jej|mu|im|jemu)? ?(?:przekaze|odpowiem|odpisze|dam (?:jej|mu|im) znac)",
    r"(?:jag )?(?:skickar|for|ger) (?:jag )?(?:det |svaret )?vidare|(?:jag )?(?:svarar|meddelar|"
    r"berattar for) "
    r"(?:henne|honom|dem)",
    r"(?:jeg )?(?:sender|giver|gir|bringer) (?:jeg )?(?:det |svaret )?vidare|(?:jeg )?(?:svarer|siger "
    r"det til|sier det til) "
    r"(?:hende|ham|henne|dem)",
    r"(?:que )?(?:eu )?(?:lhe |lhes )?(?:repasso|transmito|encaminho|transmitirei|repassarei|passo a "
    r"ela|passo a ele)|"
    r"(?:eu )?(?:respondo|digo)(?:-lhe| a ela| a ele)",
    r"(?:ja )?(?:ji|mu|jim) (?:to )?(?:vyridim|predam|odpovim)|valitan (?:vastauksen|sen)|(?:majd "
    r")?(?:tovabbitom|"
    r"atadom|megmondom neki)|ii transmit|(?:ben )?(?:iletirim|iletecegim)|я (?:еи |ему )?передам|я "
    r"(?:іи |иому )?передам|"
    r"θα (?:της|του|τους) το (?:πω|μεταφερω)",
)
# Somebody of ours is asked to get in touch with them.
_CALL_THEM = any_of(
    r"(?:send|give|show|quote|offer|get) (?:her|him|them|the client) (?:an? |the |your )?(?:\w+ "
    r"){0,2}(?:quote|demo|offer|"
    r"price|proposal|call|trial|ring|shout)|(?:ihr|ihm|ihnen) (?:\w+ ){0,6}(?:angebot|demo|termin|anrufen)",
    r"(?:call|ring|phone|contact|email|mail|text|reach|visit|meet|answer|reply to|get hold of|speak "
    r"(?:to|with)|"
    r"talk (?:to|with)|in touch with|get back to) (?:her|him|them|the client|[a-z]+ direct)",
    r"(?:ihn|sie|ihr|ihm|ihnen|dort) (?:\w+ ){0,3}(?:an(?:zu)?rufen|kontaktieren|melden|antworten|"
    r"anschreiben)|"
    r"(?:ruft|rufen sie|meldet euch|melden sie sich|kontaktiert|antwortet) (?:\w+ ){0,3}(?:ihn|sie|ihr|"
    r"ihm|an|bei|direkt)",
    r"(?:l'|la |le |les |lui |leur )(?:appeler|rappeler|contacter|repondre|joindre|ecrire)|"
    r"(?:appelez|contactez|rappelez|repondez|ecrivez)-(?:la|le|les|lui|leur)",
    r"(?:llam|contact|contest|escrib|habl)\w*(?:la|lo|le|las|los|les| con ella| con el| a ella)",
    r"(?:chiam|contatt|sent|rispond|scriv)\w*(?:la|lo|le|gli|li)",
    r"(?:haar|hem|hen|ze) (?:\w+ ){0,3}(?:bellen|contacteren|mailen|antwoorden|benaderen)|(?:bel|mail|"
    r"benader) "
    r"(?:haar|hem|hen|ze)|contact (?:\w+ )?(?:op|opnemen) met",
    r"(?:zadzwon\w*|skontaktuj\w*|odezw\w*|napisz\w*) (?:\w+ )?(?:do niej|do niego|z nia|z nim|do nich)",
    r"(?:ring|ringa|kontakta|kontakt|svara|mejla|ring til) (?:henne|honom|dem|hende|ham)",
    r"(?:lig|contat|contact|respond|fal)\w*(?:-lhe| para ela| para ele| com ela| com ele| a ela| a ele)",
)


def keeps_customer(cover: str) -> bool:
    """Whether the partner wants an answer for themselves instead of handing somebody over."""
    said = list(sentences(fold(cover)))

    def says(*signs: re.Pattern[str]) -> bool:
        return any(sign.search(one) for one in said for sign in signs)

    if says(_ADVICE, _THROUGH_ME, _LEFT_TO_ME):
        return True
    if says(_CALL_THEM):
        return False
    asks = any(one.endswith("?") for one in said)
    return (says(_I_PASS_ON, _MYSELF) and (asks or says(_TO_ME))) or (says(_TO_ME) and says(_CARRIED))


def calls_for_them(text: str) -> bool:
    """Whether we are asked to get in touch with somebody. `text` is folded."""
    return any(_CALL_THEM.search(one) for one in sentences(text))

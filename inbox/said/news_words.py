"""How partners ask whether there is news, and how they ask to be told once there is.

All patterns meet folded text (lower case, no accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

import re

from inbox.said.phrases import any_of
from inbox.who.names import fold

STATUS = any_of(
    r"when (?:do|will|can|am|are|does) (?:i|we|my|the) (?:\w+ )?(?:get|be|getting|expect|see|"
    r"commission|payout|money)"
    r"(?: paid| my| the)?",
    r"how did (?:the|your|that) (?:call|chat|meeting|demo|conversation|talk|visit)(?: [^.?!\n]{1,90})? go",
    r"wie (?:war|lief|ist) (?:das|der|die|euer|ihr) (?:gesprach|telefonat|termin|demo|anruf)",
    r"(?:did|has|have) (?:anyone|anybody|somebody|someone) ever (?:get|got|call|called|contact|"
    r"contacted|reach|speak)",
    r"still (?:in play|on the cards|on track|live|warm|interested)",
    r"(?:haven't|havent|have not|not) heard (?:a|anything|any|from|back|a thing)",
    r"(?:wann|wieso|warum) (?:kommt|wird|werden|bekomme|erhalte|ist|sind)(?: \w+){0,4} (?:auszahlung|"
    r"provision|geld|"
    r"ausgezahlt|uberwiesen|zahlung)",
    r"hat sich (?:\w+\.? ){0,6}(?:etwas|was|schon) (?:getan|bewegt|ergeben)",
    r"(?:quand|kiedy|cuando|quando|wanneer|nar|hvornar)(?: \w+){0,4} (?:ma|mon|mi|mia|minha|mijn|moja|"
    r"moje|min|mine|mitt) (?:paiement|versement|commission|wyplat\w+|prowizj\w+|"
    r"pago|comision|pagamento|comissao|provvigione|uitbetal\w+|commissie|provision\w*|udbetal\w+|"
    r"utbetal\w+)",
    r"any (?:news|updates?|progress|word|movement|joy|luck|feedback|developments?)",
    r"where (?:are we|do we stand|does (?:this|that|it) stand|things stand|is (?:this|that|it) at|"
    r"did (?:this|that|it) (?:go|end up))",
    r"what(?:'s| is) (?:the )?(?:status|latest|happening|the state|going on)(?: with| on| of)?",
    r"what happened (?:to|with)",
    r"whats (?:the status|happening)",
    r"status (?:of|on|update|check)|(?:present|current|latest) (?:position|state|status|standing) (?:on|"
    r"of|with|regarding)",
    r"how far (?:have you|along|are you)|hvor langt (?:er|har) (?:i|dere)|hur langt har ni|hoe ver "
    r"(?:zijn|staan) jullie|"
    r"jak daleko (?:jestescie|zaszliscie)",
    r"(?<!to )(?<!'ll )(?<!will )(?<!can )(?<!could )(?<!should )(?<!please )(?:has|have|did) (?:anyone|"
    r"anybody|somebody|someone|your team|you(?: guys)?|they|"
    r"one of you) (?:\w+ )?(?:called|call|contacted|contact|spoken|speak|reached|reach|been in touch|"
    r"got in touch|get in touch|rung|ring|rang|phone|phoned|heard|hear|picked|got hold|follow|followed|"
    r"manage|managed)",
    r"(?<!to )(?:did|have) you (?:ever )?(?:hear|heard|speak|spoken|reach|reached|call|called|contact|"
    r"contacted|manage|managed|get|got)",
    r"how (?:is|are|'s|did|does) (?:it|this|that|things|the (?:deal|lead|referral|opportunity)|"
    r"\w+) (?:going|coming along|progressing|getting on|go|doing|look|looking)",
    r"heard (?:anything|nothing|back)",
    r"still (?:has|have|had)n'?t heard",
    r"following up on (?:the|my|this) (?:referral|lead|intro\w*)",
    r"chas(?:e|ed|ing) (?:me|this)",
    r"(?:still )?nothing (?:yet|so far|heard)",
    r"still (?:nothing|waiting|no (?:news|word|call|reply|answer))",
    r"(?:il|elle) (?:me|nous) relance",
    r"toujours (?:rien|pas de nouvelles)",
    r"(?:er|sie) (?:fragt|hakt|hat) (?:\w+ )?(?:nach|nachgefragt|nachgehakt)",
    r"noch (?:immer )?nichts (?:gehort|passiert)",
    r"(?:sigo|seguimos) sin noticias",
    r"(?:me )?pregunta si",
    r"ainda nada",
    r"ancora (?:niente|nulla)",
    r"nog (?:steeds )?niets",
    r"nadal nic",
    r"fortfarande inget",
    r"stadig intet",
    r"(?:could|can) (?:you|i) (?:please )?(?:get|give me|have|let me have|"
    r"send me) an? (?:quick )?(?:update|status)",
    r"is (?:this|that|it|the deal) (?:still )?(?:moving|alive|closed|signed|dead|open|live)",
    r"just checking (?:in|on)",
    r"update on (?:the|this|that|my|our)",
    r"wie (?:ist|sieht|steht|lauft)(?: \w+){0,4} (?:stand|status|mit|um|bei|aus)",
    r"(?:gibt es|gibts|gibt's|habt ihr|haben sie)(?: \w+){0,3} (?:was neues|etwas neues|neues|"
    r"neuigkeiten|news|einen? (?:zwischen)?stand|fortschritt|ruckmeldung|ein update)",
    r"was (?:ist|wurde)(?: denn)? (?:aus|mit)",
    r"(?:hat|habt|haben)(?: sich)?(?: denn)?(?: da)?(?: da)? (?:schon )?(?:jemand|ihr|sie|euer team|"
    r"einer von euch)(?: \w+){0,4} (?:gemeldet|angerufen|kontaktiert|gesprochen|erreicht|getan)",
    r"schon (?:jemand )?(?:angerufen|kontaktiert|gemeldet|weiter)",
    r"wie weit seid ihr",
    r"neuigkeiten (?:zu|von|bei)",
    r"stand der dinge",
    r"aktuelle[rn]? stand",
    r"was macht (?:der|die|das)",
    r"wo stehen wir",
    r"(?:des|du) (?:nouvelles|nouveau)(?: de| sur| concernant| pour)?",
    r"ou en (?:est|etes|sommes|sont)(?:-on|-vous|-nous|-ce)?",
    r"(?:quelqu'un|vous|vos equipes) (?:l')?(?:a|avez|ont)(?:-t-il)? (?:deja )?(?:appele|contacte|"
    r"rappele|pu)",
    r"(?:l')?avez-vous (?:\w+ )?(?:l'|le |la |lui |les )?(?:appele|contacte|rappele|joint|recontacte|"
    r"joindre|contacter|appeler|rappeler|eu|avance|parle)(?:e|s|es)?",
    r"qu'en est-il",
    r"point sur (?:le|la|mon|ce)",
    r"avancement",
    r"ca avance",
    r"a-t-(?:il|elle) ete (?:contacte|appele|rappele)e?",
    r"quelle? est (?:le statut|l'etat|la situation)",
    r"(?:alguna|hay|teneis|tienes|tienen) (?:alguna )?(?:novedad|noticia)(?:es|s)?",
    r"(?:alguna )?novedad(?:es)? (?:con|de|sobre|de lo)",
    r"(?:como|que tal) (?:va|van|esta|anda|quedo|fue)(?: lo| el| la)?",
    r"en que (?:punto|estado|quedo|fase)",
    r"(?:le|la|lo|les)? ?(?:habeis|han|has) (?:podido |conseguido )?(?:hablad\w*|llamad\w*|llamar|"
    r"hablar|contactad\w*|contactar)",
    r"que (?:paso|ha pasado|hay) (?:con|de)",
    r"sabeis algo",
    r"se sabe algo",
    r"alguien (?:la|lo|le) ha llamado",
    r"estado (?:de|del) (?:mi|la|el|lead|referid)",
    r"(?:ha|alguma|tem|tens|teem|temos) (?:alguma )?(?:novidade|noticia)s?",
    r"novidades (?:sobre|do|da|de|com)",
    r"como (?:esta|vai|anda|ficou|estao)(?: o| a)?",
    r"em que (?:ponto|pe|fase|estado)",
    r"(?:ja|alguem) (?:ja )?(?:ligaram|falaram|contactaram|contataram|ligou|falou|contactou|contatou)",
    r"qual (?:e )?o (?:status|estado|ponto)",
    r"o que (?:aconteceu|se passou) com",
    r"(?:ci sono |avete |qualche |hai )?(?:novita|notizie|aggiornament[oi])(?: su| per| sul| di|"
    r" sulla)?",
    r"a che punto",
    r"come (?:va|sta andando|procede|e andata|siamo messi)",
    r"(?:l'avete|la avete|lo avete|avete|hanno|l'hanno|qualcuno (?:l')?ha)(?: gia)? (?:sentit|"
    r"chiamat|contattat|parlat)\w",
    r"che fine ha fatto",
    r"stato (?:della|del) (?:segnalazione|referral|lead)",
    r"(?:is er|al|nog|enig|hebben jullie)(?: al| nog)? ?(?:iets )?(?:nieuws|een update)",
    r"hoe (?:staat|gaat|loopt|zit|is het (?:gegaan|afgelopen))(?: het)?(?: er)?(?: voor)?(?: met)?",
    r"(?:hebben jullie|heeft iemand|is er)(?: \w+){0,3} (?:al |gebeld|contact|gesproken|bereikt)",
    r"wat is de (?:status|stand)",
    r"stand van zaken",
    r"iets gehoord",
    r"update over",
    r"(?:czy )?(?:sa |macie |jest )?(?:jakies|cos) (?:wiesci|nowosci|nowego|postepy|wiadomo)",
    r"jak (?:sie maja|wyglada|idzie|stoi|idą|tam)(?: sprawa| sprawy)?",
    r"na jakim (?:jestesmy )?etapie",
    r"co (?:z|slychac|nowego)",
    r"(?:czy )?(?:ktos|kontaktowaliscie|dzwoniliscie|rozmawialiscie|"
    r"udalo sie)(?: \w+){0,4} (?:dzwonil|kontaktowal|skontaktowac|rozmawial|z)",
    r"jaki jest status",
    r"status sprawy",
    r"(?:nagra|nagot|nagon) (?:nyheter|nytt|uppdatering)",
    r"hur (?:gar|ligger|star|gick|har det gatt)(?: det)?(?: till)?(?: med)?",
    r"har (?:nagon|ni)(?: \w+){0,3} (?:ringt|kontaktat|pratat|hort|natt)",
    r"vad (?:ar status|hande|hander)",
    r"(?:er der |har i |noget |nogen )?(?:nyt (?:om|fra|i)|nyheder|opdatering(?:er)?)(?: om| pa|"
    r" fra)?",
    r"hvordan (?:gar|ser|star|gik|ligger)(?: det)?(?: med)?",
    r"har (?:nogen|i|dere|noen)(?: \w+){0,3} (?:ringet|kontaktet|talt|snakket|fat|hort|ringt|fatt)",
    r"hvad (?:er status|sker|skete)",
    r"hva (?:er status|skjer|skjedde)",
    r"noe nytt",
    r"nyheter om",
    r"mitaan uutta|onko (?:mitaan )?uutisia",
)
STATUS_UNSPACED = re.compile(  # folded too, which takes Korean syllables and Japanese marks apart
    fold(
        r"(?:紹介料|手数料|コミッション|報酬)[^。！？?\n]{0,20}(?:いつ|いくら)"
        r"|(?:いつ|いくら)[^。！？?\n]{0,14}(?:支払|振込|振り込|入金)"
        r"|(?:その後|進捗|状況)[^。！？?\n]{0,20}(?:いかが|どう|教えて|でしょうか|ですか)"
        r"|(?:수수료|커미션)[^.?\n]{0,30}(?:언제|얼마)|(?:진행|상황)[^.?\n]{0,30}(?:어떻게|궁금|알려|되고 있)"
        r"|(?:佣金|提成|介绍费|介紹費)[^。？?\n]{0,20}(?:什么时候|何时|几时|什麼時候|何時|多少)"
        r"|(?:进展|進展|进度|進度)[^。？?\n]{0,14}(?:如何|怎么样|怎样|怎麼樣)"
    )
)
# Asks to be kept informed: no question about something known.
FUTURE_NEWS = any_of(
    r"(?:thank\w*|dank\w*|merci|gracias|grazie|obrigad\w|bedankt|dzieki|dziekuj\w|dekuj\w|tack|takk?)"
    r"[^.!?,\n]{0,18} (?:for|fur|pour|por|pela|per|voor|za|om|dell'|del|de) ?(?:\w+ |l')?"
    r"(?:updates?|aggiornament\w+|news|nouvelles?|noticias?|neuigkeiten|nachricht|ruckmeldung|actualizacion|"
    r"aktualizacj\w+|informacj\w+|op?pdatering\w*|uppdatering\w*|atualizacao|zpravu)",
    r"(?:(?:nu |voorlopig )?nog (?:even )?(?:niets|niks)|(?:jetzt |vorerst )?noch nichts|(?:pour "
    r"l'instant )?"
    r"(?:encore )?rien|(?:de momento )?nada|(?:por agora )?nada|(?:per ora )?(?:ancora )?niente|na "
    r"razie nic|"
    r"(?:annu )?inget|(?:endnu |enda )?(?:intet|ingenting)|zatim nic) "
    r"(?:te |zu |a |que |da |att |at |do )?(?:doen|ondernemen|registreren|machen|tun|unternehmen|faire|"
    r"hacer|"
    r"fazer|fare|robic|gora|gore|gjore|delat)",
    r"(?:ik )?laat (?:het |jullie |je |u )*(?:dan |nog )?weten",
    r"i(?:'ll| will| shall) let you know",
    r"ich (?:sage|gebe|geb) (?:\w+ )?bescheid",
    r"(?:je|on) vous (?:dirai|dira|tiens)",
    r"(?:os|te|le|les) (?:aviso|avisare|dire)",
    r"(?:vi|ti|le) (?:faccio|faro) sapere",
    r"(?:aviso|digo)(?:-vos)? (?:depois|quando)",
    r"dam (?:wam |panstwu )?znac",
    r"jag (?:hor av mig|aterkommer)|jeg (?:giver|gir|vender) (?:\w+ )?(?:besked|beskjed|tilbage)",
    r"keep me (?:posted|updated|informed|in the loop|in copy)",
    r"let me know (?:how|what|when|if|once)",
    r"haltet? mich",
    r"halten sie mich",
    r"gebt? (?:mir )?bescheid",
    r"tenez-moi",
    r"tiens-moi",
    r"dites-moi",
    r"mantenedme",
    r"avisadme",
    r"contadme",
    r"mantenham-me",
    r"digam",
    r"fatemi sapere",
    r"tenetemi",
    r"hou(?:d)? me op de hoogte",
    r"laat (?:me|maar) weten",
    r"dajcie znac",
    r"hall mig",
    r"hold mig",
    r"hold meg",
)

"""What partners say when somebody must not be contacted, in the languages they write.

All patterns meet folded text (lower case, no accents; `who.names.fold`) and are linear. A wish about the
hour ("not before ten") or the way ("rather by mail") is none: the caller reads it in the note.
"""

from __future__ import annotations

import re

from inbox.said.phrases import any_of
from inbox.who.names import fold

_HOUR = (
    r"(?! ?(?:him |her |them |it )?(?:before|until|till|after|between|in the|at|on) (?:\d|noon|midday|"
    r"lunch|"
    r"eight|nine|ten|eleven|five|six|the (?:morning|evening|weekend)|mornings?|evenings?|weekends?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days))"
)
_HOUR_NEXT = r"(?! (?:\d|noon|midday|lunch|eight|nine|ten|eleven|five|six|the (?:morning|evening|weekend)))"
_HOLD = any_of(
    # English
    rf"(?:do not|don't|dont|please don't|never|not to) (?:contact|call|ring|phone|email|approach|register|"
    rf"bother|disturb|reach out to|write to) "
    rf"(?:him|them|anyone|yet|(?:before|until)(?! (?:\d|noon|midday|lunch|nine|ten|"
    rf"eleven))|her(?! (?:husband|boss|assistant|"
    rf"colleague|partner|manager|brother|sister|father|mother|son|pa|secretary|"
    rf"accountant)(?![a-z]))){_HOUR}",
    rf"(?:do not|don't|dont) (?:contact|call|ring|phone|e-?mail|approach|write to) (?:[\w.'-]+ ){{1,3}}"
    rf"(?:yet|just now|for now|until|before)(?![a-z]){_HOUR_NEXT}",
    r"(?:nobody|no ?-?one) (?:rings|calls|contacts|phones|approaches|writes to) (?:him|her|them)(?= (?:yet|"
    r"before|until|for now)| *(?:[.,;!]|$))",
    r"(?:do not|don't|dont) (?:contact|approach|reach out|register)(?= *(?:[.,;:!]|$| please| under| "
    r"for now|"
    r" at all| right now| at the moment))",
    r"(?:should|must|may|can) ?not be (?:contacted|called|approached|disturbed|registered)",
    r"(?:please )?hold off|not (?:to be |for )contact(?:ed)?(?! (?:before|until|till) \d)",
    r"(?:check|speak|talk|clear it) (?:with|to) me (?:first|before)|(?:call|ring|ask) me (?:first|before)",
    r"(?<!don't )(?<!not )(?<!need to )(?:wait|hold) (?:until|till|for) (?:i|me|my)(?![a-z])|(?:only|"
    r"not) (?:after|until|before|"
    r"without) (?:i|my|me)"
    r"(?:'ve| have|'m)?(?= [a-z])",
    r"(?:do not|don't|dont) (?:call|ring|phone)(?= *(?:[.;!]|$)| (?:this (?:one|lead|man|lady|guy)|"
    r"just yet))",
    r"(?:do not|don't|dont|never) (?:contact|call|ring|phone|e-?mail|approach|bother|write to|"
    r"get in touch with|"
    r"reach out to) (?:[^\s,;]+ ){1,6}(?:any ?more|any longer|again)",
    r"no need to (?:call|contact|ring|phone|chase|approach) (?:him|her|them)(?= (?:after all|any ?more|now)|"
    r" *(?:[.;!]|$))",
    r"leave (?:him|her|them) (?:alone|in peace|be)(?= *(?:[.,;!]|$| please| for))",
    r"not ready (?:yet|to be contacted|to talk)",
    # German
    r"(?:bitte )?(?:noch )?nicht (?:zu )?(?:kontaktieren|anrufen|registrieren|eintragen|ansprechen|"
    r"anschreiben|"
    r"behelligen|angerufen|kontaktiert|angesprochen|"
    r"melden)(?! vor| bis| (?:werden )?(?:vor|zwischen|nach) \d)",
    r"(?:ruft|rufen sie|kontaktiert|kontaktieren sie|schreibt|schreiben sie|sprecht|sprechen sie|stort) "
    r"(?:(?:ihn|sie|ihr|ihm|ihnen|die|den|dort|da|dem|bitte|auf keinen fall|vorerst|erstmal|jetzt|derzeit|"
    r"momentan|im moment|aktuell|zurzeit|zunachst|vorlaufig|heuer|dieses jahr|(?:herrn|frau|dr\.?) \w+) "
    r"){0,4}"
    r"(?:noch )?nicht(?= (?:an|und|mehr|oder)(?![a-z])| *(?:[.,;!]|$))",
    r"(?:ruft|rufen sie|meldet euch|melden sie sich|kontaktiert|kontaktieren sie|schreibt|schreiben sie) "
    r"(?:[^\s,;]+ ){1,8}nicht mehr(?= an(?![a-z])| *(?:[.,;!]|$))",
    r"(?:erst|nur) nach (?:rucksprache|absprache|freigabe)|wartet (?:noch|bitte|bis)|"
    r"noch (?:etwas )?(?:ab)?warten",
    r"wartet (?:(?!nicht)\w+ )?auf (?:mich|meine?n?)|warten sie (?:\w+ )?auf (?:mich|meine?n?)|"
    r"(?:attendez|attends)-moi(?! pas)|esper(?:adme|enme|ame)|esperen a que|(?<!non )aspettatemi|"
    r"(?<!non )aspettate (?:che|"
    r"me)|"
    r"wacht (?:(?!niet)\w+ )?(?:op|tot) (?:mij|me|ik|mijn)|zaczekajcie (?:na mnie|az)|"
    r"poczekajcie (?:na mnie|az)|"
    r"vanta (?:pa mig|tills jag)|vent (?:pa mig|til jeg|pa meg)|esperem (?:por mim|que eu)|"
    r"pockejte (?:na me|az)|"
    r"varjatok meg|odottakaa minua|asteptati-ma|beni bekleyin|подождите меня|зачекаите на мене",
    r"kein(?:en|erlei)? kontakt (?:aufnehmen|suchen|aufnimmt)|kein(?:en?)? (?:anruf|vertreter)\w*",
    # French
    r"(?:inutile|plus la peine|pas la peine) de (?:le |la |les |l')(?:contacter|appeler|rappeler|relancer)",
    r"(?:attendez|attendre) (?:mon|que je|d'abord)|pas (?:avant|sans) (?:mon|que je)|parlez-m'en d'abord",
    r"(?:ne|surtout) (?:pas )?(?:le |la |les |l'|lui |leur )?(?:contactez|appelez|contacter|appeler) "
    r"pas encore",
    r"pas encore (?:le |la |les )?(?:contacter|appeler)",
    r"ne (?:les? |la |l'|lui |leur )(?:contactez|appelez|rappelez|ecrivez|derangez|telephonez|sollicitez)"
    r"(?: surtout)? pas(?! (?:avant|apres|entre|le matin|le soir|trop tot))",
    r"ne pas (?:les? |la |l'|lui |leur )(?:contacter|appeler|rappeler|ecrire|deranger|telephoner|"
    r"solliciter)"
    r"(?! (?:avant|apres|entre|le matin|le soir))",
    # Spanish
    r"no (?:lo |la |le |los |las |les )?(?:contacteis|llameis|contactar|contacten) (?:todavia|aun)",
    r"no (?:lo|la|le|los|las|les) (?:llam(?:e|es|eis|en)|contact(?:e|es|eis|en)|escrib(?:a|as|ais|an)|"
    r"molest(?:e|es|eis|en))(?! (?:antes|despues|por la|hasta las|entre|a primera))",
    r"no (?:llamar|contactar|escribir|molestar)l[oae]s?(?! (?:antes|despues|por la|hasta las))",
    r"esper(?:ad|en|e) (?:a que|mi)|(?:antes|primero) (?:hablad|habladlo|hablen|consultad|consulten) "
    r"conmigo",
    # Portuguese
    r"(?:esperem|aguardem) (?:por mim|que eu|pela minha|a minha)|falem primeiro comigo",
    r"ainda nao (?:contactem|liguem)|(?:por enquanto|por agora|agora|ja)[^.\n]{0,20} nao (?:contactem|"
    r"contatem|liguem)|"
    r"nao (?:contactem|contatem|liguem|telefonem)(?= *(?:[,.;!]|$)| por enquanto| por agora| ainda| agora)",
    r"nao (?:os?|as?|lhes?) (?:contact(?:em|e)|contat(?:em|e)|lig(?:uem|ue)|escrev(?:am|a)|incomod(?:em|e))"
    r"(?! (?:antes|depois|de manha))",
    # Italian
    r"non (?:contattate|chiamate)(?:lo|la)? ancora",
    r"non (?:contattat|chiamat|disturbat|scrivet)e(?:l[oaie]|gli|le)(?! (?:prima|dopo|la mattina))",
    r"non (?:l[oaie]|gli) (?:contatt|chiam|disturb|scriv)\w+(?! (?:prima|dopo|la mattina))",
    r"aspettate (?:un mio|il mio|che io|ancora)|prima (?:sentite|parlate con|chiamate) me",
    # Dutch
    r"wacht (?:nog|tot ik|op mijn)|eerst (?:met )?mij (?:bellen|overleggen)|pas na (?:overleg|akkoord)",
    r"nog niet (?:bellen|contacteren|benaderen)|"
    r"geen contact meer(?: met (?:\w+ ){1,3}opnemen)?(?= *(?:[.,;!]|$))",
    r"(?:bel|mail|benader|contacteer|stoor) (?:hem|haar|hen|ze|die)(?: \w+){0,2} niet(?! (?:voor|na|"
    r"tussen))",
    r"niet (?:te )?(?:contacteren|benaderen|lastigvallen|storen)(?! (?:voor|na))",
    # Polish, Czech, Slovak
    r"(?:jeszcze )?nie (?:kontaktujcie|dzwoncie|dzwonic|kontaktowac|piszcie|niepokoic)(?: sie)?"
    r"(?! (?:przed|po |do (?!nie|nich|nej)|z (?!nim|nia)))",
    r"ne(?:kontaktujte|volejte|volajte|oslovujte|obtezujte|piste|kontaktovat|oslovovat)"
    r"(?! (?:pred|po |rano|jemu|pan\w* [^.!?]{0,60}(?:, ale|nybrz|, volejte|, kontaktujte)))",
    r"(?:poczekajcie|zaczekajcie|wstrzymajcie sie)|dopiero po (?:uzgodnieniu|rozmowie ze mna)|"
    r"(?:pockejte|vyckejte)(?! na lince)|az po domluve",
    # Scandinavian, Finnish
    r"(?:avvakta|vanta) (?:med|tills)|prata med mig forst|vent (?:med|til|litt)|snak(?:k)? med mig forst|"
    r"odottakaa (?:viela|etta)",
    r"(?:kontakta|ring) inte (?:an|annu)",
    r"(?:ring|kontakta|mejla|maila|stor) (?:honom|henne|dem) (?:\w+ ){0,2}inte(?! (?:fore|efter|mellan))",
    r"(?:kontakt|ring) ikke (?:endnu|enna)",
    r"(?:ring|kontakt|skriv)(?: til)? (?:ham|hende|henne|dem) (?:\w+ )?ikke(?! (?:for|etter|efter|mellem))",
    r"(?:ikke|ma ikke|skal ikke) kontakt(?:es|e (?:ham|hende|henne|dem))",
    r"alkaa (?:viela )?(?:ottako|soittako|kirjoittako|hairitko)\w*",
    r"ala (?:viela )?(?:ota yhteytta|soita)",
    # Romanian, Hungarian, Turkish, Greek
    r"nu(?:-l|-i|-o)? ?(?:il |o |ii |le |va )?(?:contactati|sunati|deranjati|scrieti)(?! (?:inainte|"
    r"pana la ora))",
    r"ne (?:hivja\w+|hivjatok|keress\w+|zavarj\w+|irjanak|irjatok)(?! (?:\w+ )?elott)",
    r"(?:aramayin\w*|iletisime gecmeyin\w*|rahatsiz etmeyin\w*|yazmayin\w*)",
    r"μην? (?:τον |την |τους )?(?:καλεσετε|επικοινων\w+|τηλεφων\w+|ενοχλ\w+|παρετε)",
    # Russian, Ukrainian
    r"не (?:звоните|пишите|связываитесь|беспокоите|контактируите)(?! (?:до|после) \d)",
    r"не (?:дзвоніть|телефонуите|пишіть|звертаитес\w|турбуите)(?! (?:до|після) \d)",
    # Nobody at all
    r"(?:call|contact|ring|phone|e-?mail|write to|approach) (?:nobody|no ?-?one|neither)|(?:nobody|"
    r"no ?-?one|neither) (?:is to|should|must|may) be (?:called|contacted|rung|approached)",
    r"(?:niemand(?:en|em)?|keine[nr]? (?:der|von) beiden|keinen) (?:\w+ ){0,2}(?:anruf|kontaktier|anschreib|"
    r"ansprech)\w*",
    r"(?:n'appele[zr]|ne contacte[zr]|n'ecriv\w+) (?:\w+ )?(?:personne|aucun)|no (?:llameis|llamen|"
    r"contacteis|contacten|escribais) (?:\w+ )?a (?:nadie|ninguno)",
    r"non (?:chiamate|contattate|sentite|scrivete)(?: \w+)? (?:a )?nessuno|nao (?:liguem|contactem|"
    r"contatem)(?: \w+)? (?:ninguem|nenhum)",
    r"niemand (?:\w+ ){0,2}(?:bellen|benaderen|mailen|contacteren)|(?:bel|benader|mail) (?:\w+ ){0,2}niemand",
    r"(?:do nikogo|z nikim) (?:\w+ )?nie (?:dzwon|kontakt)\w+|nie (?:dzwon|kontakt)\w+(?: sie)? (?:do nikogo|"
    r"z nikim)|nikomu (?:\w+ )?nevol\w+|nevol\w+ nikomu",
    r"(?:ring|kontakta?|mejla|skriv)(?: till?)? (?:\w+ )?ingen(?: av dem)?(?![a-z])",
    # Hebrew, Arabic
    r"(?:אל תתקשרו|נא לא להתקשר|לא להתקשר|אל תפנו|נא לא ליצור קשר|אל תיצרו קשר)",
    r"(?:لا تتصلوا?|لا تتواصلوا?|عدم الاتصال|عدم التواصل|لا تراسلو\w*)",
)
_HOLD_UNSPACED = re.compile(  # folded too, which takes Korean syllables and Japanese marks apart
    fold(
        r"連絡しない|連絡なさらない|連絡は(?:お)?控え|連絡はご遠慮|連絡を控え|電話しない|電話は(?:お)?控え"
        r"|(?:不要|请勿|請勿|别|別|勿)(?:再|先|直接)?(?:联系|聯繫|聯絡|联络|打电话|打電話|打扰|打擾)"
        r"|(?:연락|전화)(?:하지|드리지) ?(?:마|말|않)|연락은? ?삼가"
    )
)
_ANOTHER_WAY = re.compile(
    r"(?:prefers?|rather|better|instead|only|easier|lieber|besser|nur|per|plutot|prefere|mejor|"
    r"prefiere|meglio|"
    r"preferisce|liever|melhor|lepiej|woli|hellre|hellere|heller|mieluummin|raději|radeji|inkabb|mai bine|"
    r"just|please)\s(?:\w+ ){0,3}(?:e-?mail\w*|mail\w*|mejl\w*|text|sms|whatsapp|write|schreib\w*|phone|"
    r"telefon\w*|courriel|correo|posta)"
    r"|(?:e-?mail|text|whatsapp|mail|phone|call|message|ring|write to) (?:(?:him|her|them)\b|is better|"
    r"works|"
    r"instead|only)"
    r"|(?:e-?mail|mail|nachricht|message|text|courriel|correo|mensaje|messaggio|bericht\w*|mejl)\w* "
    r"(?:\w+ ){0,3}(?:reicht|genugt|is enough|is fine|will do|suffit|basta|volstaat|wystarczy|racker|er nok)"
)


def asks_to_wait(text: str) -> bool:
    """Whether the partner asks not to contact somebody, now or ever; `text` is folded."""
    text = " ".join(text.split())
    for match in _HOLD.finditer(text):
        if not (_ANOTHER_WAY.search(text[match.end() : match.end() + 70]) or _is_of_another(text, match)):
            return True
    return not text.isascii() and bool(_HOLD_UNSPACED.search(text))


_TURNS = re.compile(
    r"[^.!?]{0,60}[.!] (?:but|however|aber|doch|dafur|mais|pero|en cambio|ma|invece|mas|porem|maar|ale|"
    r"natomiast|men|"
    r"daremot|derimot|mutta|de|viszont|dar|insa|ama|ancak|но|зато|але|зате|αλλα) "
)


def _is_of_another(text: str, held: re.Match[str]) -> bool:
    """ "Huw is not interested, leave him be. But I met Rhodri, rhodri@…": another one."""
    if "@" in text[: held.start()]:
        return False
    turned = _TURNS.match(text, held.end())
    return turned is not None and "@" not in text[held.end() : turned.end()] and "@" in text[turned.end() :]

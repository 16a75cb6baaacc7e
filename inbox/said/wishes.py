"""That somebody wants something: words of the cover note, or of the forwarded mail, in many languages.

A forward whose words hold none of them, and no name that the note points to, may be anything. Patterns meet
folded text (lower case, no accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

import re

from inbox.said import evidence, phrases
from inbox.said.phrases import any_of
from inbox.who.names import fold

_WISH = any_of(
    r"take (?:this |it |him |her |them )?(?:over|on|up|from here)|proceed|go ahead|pick (?:\w+ )?up|"
    r"look after|"
    r"(?:this|here) is (?:the|a good|another) one|(?:good|nice|great|new|hot) one|(?:call|ring|phone|"
    r"email) "
    r"(?:me|us)|have (?:them|em|him|her|some(?:one|body)) (?:call|ring|contact|phone|email)|let (?:them|"
    r"your)|"
    r"(?:send|sent|sending) (?:me|us|them|him|her|someone|somebody|your \w+) (?:to|my way|our way|over|"
    r"round)|asked me to (?:send|pass|forward)|"
    r"introduc\w+|put (?:me|us) in (?:touch|contact)|connect (?:me|us)|pass(?:ed|ing)? (?:on )?(?:my|our)|"
    r"(?:talk|speak) to (?:the|your|them|someone|somebody)|glad to|happy to|software|system|tools?|app|"
    r"that (?:name|firm|company|people)|worth|\d+ (?:staff|people|workers|employees|drivers|operators|beds|"
    r"rooms|clinics|sites|shops|branches|users|cooks|nurses|teachers|members)",
    r"passt|verbind\w*|vermittel\w*|vorstell\w*|stell\w* (?:\w+ )?vor|software\w*|programm\w*|system\w*|"
    r"losung\w*|"
    r"ubernehm\w*|ubernimm\w*|kummer\w*|aufnehm\w*|nummer|weitergeb\w*|wunsch\w*|mocht\w*|wurde\w* gern\w*|"
    r"wollen|will|sind (?:jetzt |nun )?\d+",
    r"transmets|confie|present\w*|refere|en relation|logiciel\w*|outil\w*|m'appel\w*|nous appel\w*|"
    r"mon (?:mail|portable|"
    r"numero|contact)|veu(?:t|lent)|voudr\w+|aimer\w+|pour vous|s'occup\w+|\d+ (?:personnes|artistes|"
    r"salaries|"
    r"employes|techniciens|chauffeurs)",
    r"presenta\w*|poner\w* en contacto|contact\w+|programa|herramienta|quier\w+|gustaria|encarg\w+|"
    r"\d+ (?:personas|empleados|trabajadores)",
    r"presenta\w*|in contatto|gestionale|programma|vorre\w+|vuol\w*|vogli\w+|occup\w+|\d+ (?:persone|"
    r"dipendenti|"
    r"addetti)",
    r"apresent\w*|contact\w+|contato\w*|programa|quer\w*|gostari\w+|trat\w+ dist|\d+ (?:pessoas|"
    r"funcionarios)",
    r"voorstel\w*|oppakk\w*|oppik\w*|contact\w*|programma|systeem|wil(?:len)?|graag|bellen|jullie|"
    r"\d+ (?:mensen|medewerkers|man)",
    r"przekaz\w*|program\w*|system\w*|kontakt\w*|odezw\w*|szuk\w*|potrzeb\w*|chc\w+|zainteres\w*|zajmij\w*|"
    r"zadzwon\w*|\d+ (?:osob|pracownik\w*|ludzi)",
    r"ozv\w+|potrebuj\w*|sha?n\w+|hled\w*|hlada\w*|(?:za)?vol\w*|poptavk\w*|dopyt\w*|program\w*|kontakt\w*|"
    r"predstav\w*|doporuc\w*|odporuc\w*|zajem\w*|zauj\w*|sezn\w*|spoj\w*|ujm\w*|postar\w*|\d+ (?:lidi|ludi|"
    r"zamestnanc\w+)",
    r"presenter\w*|kontakt\w*|sok\w*|leta\w*|behov\w*|ring\w*|hor av|vill|intresse\w*|ta hand om|"
    r"\d+ (?:anstallda|personer)",
    r"leder efter|ser etter|trenger|brug for|mangler|soger|anbefal\w*|nummer\w*|prat\w*|snak\w*|vil\w*|"
    r"interess\w*|tag fat|ta tak|gla?eder s[ie]g|hore fra|send\w* (?:\w+ )?videre|"
    r"endnu en|\d+ (?:ansatte|medarbejdere|mann|personer|sjaforer)",
    r"etsi\w*|tarvits\w*|tarvitse\w*|halua\w*|kiinnost\w*|soitt?a\w*|yhtey\w*|suosittel\w*|ohjelm\w*|"
    r"jarjestelm\w*|esittel\w*|tarjou\w*|asiakas\w*|asiakk\w*|\d+ (?:tyontekij\w+|henki\w*)",
    r"keres\w*|szukseg\w*|kell\w*|erdekl\w*|erdekel\w*|(?:fel)?hiv\w*|telefon\w*|szoftver\w*|program\w*|"
    r"rendszer\w*|ajanl\w*|bemutat\w*|kapcsolat\w*|ugyfel\w*|beszel\w*|szivesen|szeretn\w*|\d+ (?:fo|"
    r"fos|dolgozo\w*)",
    r"caut\w*|nevoie|dorest\w*|dori\w*|vrea|vrem|vreau|interesat\w*|suna\w*|contact\w*|recomand\w*|"
    r"program\w*|"
    r"soft\w*|client\w*|oferta|\d+ (?:angajati|oameni|persoane)",
    r"ariy\w*|ara(?:y|m|r|s)\w*|ihtiyac\w*|ist(?:iy|er|ey)\w*|ilgilen\w*|program\w*|yazilim\w*|sistem\w*|"
    r"gorus\w*|tanistir\w*|tavsiye\w*|oner\w*|musteri\w*|iletis\w*|teklif\w*|bekl\w*|aday\w*|\d+ "
    r"(?:kisi\w*|"
    r"calisan\w*)",
    r"treba\w*|traz\w*|isc\w+|zanima\w*|nazov\w*|poklic\w*|javit\w*|kontakt\w*|preporuc\w*|priporoc\w*",
    r"ψαχν\w*|αναζητ\w*|χρειαζ\w*|ενδιαφερ\w*|επικοινων\w*|τηλεφων\w*|καλεσ\w*|συστη\w*|προωθω|προγραμμ\w*|"
    r"συστημ\w*|πελατ\w*|επαφη|προσφορα|περιμεν\w*|θελ\w+|θα ηθελ\w+|αξια|ατομ\w+|υπαλληλ\w+",
    r"ищ(?:ем|ет|у|ут)|нуж(?:ен|на|но|ны|да\w*)|хо(?:чет|тим|тят|тел\w*|чу)|интерес\w*|связ\w*|свяж\w*|"
    r"(?:по)?звон\w*|рекоменд\w*|(?:по)?знаком\w*|передаю|клиент\w*|контакт\w*|программ\w*|систем\w*|"
    r"человек|сотрудник\w*|ждет",
    r"шука\w*|потріб\w*|хоч\w*|хоті\w*|цікав\w*|зв'?яж\w*|(?:за)?телефон\w*|дзвін\w*|дзвон\w*|рекоменд\w*|"
    r"познаиом\w*|передаю|клієнт\w*|контакт\w*|програм\w*|систем\w*|людеи|працівник\w*|чекає",
)
_UNSPACED = re.compile(  # folded too, which takes Korean syllables and Japanese marks apart
    fold(
        "מחפש|צריכ|צריך|מעוני|מתעני|תתקשר|להתקשר|שיתקשרו|ליצור קשר|צרו קשר|ממליצ|ממליץ|תחבר|לחבר|מפנה|לקוח"
        "|תוכנ|מערכת|מחכה|הדגמה|פנייה|עובדים|רוצה"
        "|نبحث|يبحث|تبحث|نحتاج|يحتاج|تحتاج|مهتم|يرغب|ترغب|الاتصال|اتصل|يتصل|التواصل|تواصل|ارشح|اوصي|تعرفيني"
        "|تعريف|برنامج|نظام|عميل|يريد|تريد|عرض سعر|اقدم لكم|موظف"
        "|紹介|連絡いただ|ご連絡|電話をお待|検討|見直し|導入|希望|探して|システム|ソフト|デモ|お客様|問い合わせ|興味|推薦"
        "|推荐|推薦|介绍|介紹|联系他|联系她|联系我|跟我联系|聯繫|聯絡|想了解|需要|希望|寻找|在找|软件|系统|軟體|系統|演示"
        "|客户|客戶|感兴趣|有兴趣|咨询|员工"
        "|소개|추천|연락 부탁|연락 주|연락주|연락드|전화 부탁|전화 주|찾고|필요|희망"
        "|관심|도입|프로그램|솔루션|시스템|문의|데모"
        "|고객|직원"
    )
)
_AGREES = any_of(
    r"yes|sure|ok(?:ay)?|please do|go ahead|fine|gladly|of course",
    r"ja|gern|gerne|klar|oui|d'accord|avec plaisir|bien sur|si|claro|vale|encantad[oa]|certo|volentieri|"
    r"va bene",
    r"sim|pode\w*|graag|prima|tak|jasne|chetnie|ano|jiste|rad|rada|igen|persze|szivesen|da|desigur|sigur",
    r"fint|gjerne|garna|visst|kylla|sopii|olur|tamam|evet|tabii|ναι|βεβαιως|да|конечно|так|звісно|добре",
)
_NOT_IT = any_of(
    r"not|never|no|nobody|none|nothing|without|n't|nicht|kein\w*|nie|niemand|nichts|ohne|pas|jamais|"
    r"personne|sans|"
    r"rien|nunca|nadie|sin|nada|nao|sem|ninguem|non|nessun\w*|senza|niet|geen|nooit|niemand|zonder|nikt|"
    r"bez|inte|"
    r"ingen|inget|aldrig|utan|ikke|intet|uden|uten|aldri|ei|eivat|kukaan|ilman|nem|senki|nincs|nu|"
    r"nimeni|fara|"
    r"nikdo|nikto|neni|degil|yok|δεν|μην?|χωρις|не|нет|никто|без|ні|ніхто"
)
_THING = r"(?! (?:it|them|that|this|one|the (?:receipt|logo|file|invoice|money)|to know|me|us|you|by))"
# Said of a third person: "she is looking for …". What a printer needs by Friday is nothing we sell.
_THEY_WANT = any_of(
    rf"wants?{_THING}|needs?{_THING}|looks for|interested|in the market|keen|hunting for|fed up|outgrown",
    r"(?:is|are|'s|'re|was|were|been) (?:\w+ )?looking (?:for|at|to|into)|shopping around",
    r"(?<!i )(?<!we )(?<!you )(?:would|'d) (?:really )?(?:like|love)|asked (?:me )?for (?:a|your|some|"
    r"help)",
    r"sucht|suchen(?! wir)|(?:braucht|benotigt|brauchen|benotigen)(?! (?:es|das|den|ihn|sie|die|dafur|"
    r"dazu|wir|ihr))|"
    r"interess\w+|(?<!ich )mochten?(?! ich| wir)|hatten? gern\w*",
    r"(?:re)?cherche(?:nt)?|(?:a|ont) besoin d\w*|interess\w+|souhaite(?:nt)?|voudrai(?:t|ent)|"
    r"aimerai(?:t|ent)|"
    r"(?<!je )veut",
    r"buscan?|necesitan?(?! (?:el|lo|la))|interesad[oa]s?|quieren?(?! (?:que|decir))|le(?:s)? interesa",
    r"cerca(?:no)?(?! di)|(?:ha|hanno) bisogno|vuole|vogliono|vorrebb\w+|interessat\w",
    r"zoek(?:t|en)|(?:heeft|hebben) (?:\w+ )?(?:nodig|behoefte)|geinteresseerd|wil(?:len)?(?! jullie| "
    r"je| u| we)",
    r"szuka(?:ja)?|potrzebuja?|zainteresowan\w+|chca|chce|chcial(?:a?by)(?!scie)",
    r"soker|letar efter|behover(?! det| den)|intresserad\w*|vill(?! ni| du| vi)",
    r"soger|leder efter|ser etter|trenger(?! det| den)|onsker|interesser\w*|vil (?:gerne|gjerne|ha)",
    r"procuram?|precisam?(?! (?:d[oa] (?:logo|recibo)))|interessad[oa]s?|querem?(?! (?:patro|que))",
    r"hleda(?:ji)?|shani|potrebuj[ei]|(?:ma|maji) zajem|etsii|tarvitsee|haluaa|kiinnostu\w+|keres(?:nek)?|"
    r"szukseg\w*|erdeklod\w*|cauta|are nevoie|interesat\w*|doreste|ariyor\w*|istiyor\w*|ihtiyac\w*|"
    r"ilgilen\w*",
    r"ищ(?:ет|ут)|нуж(?:ен|на|но|ны)|хо(?:чет|тят|тел\w*)|интересу\w*|шука\w*|потріб\w*|хоч(?:е|уть)|"
    r"цікав\w*|"
    r"ψαχν\w+|χρειαζ\w+|ενδιαφερ\w+|θελ(?:ει|ουν)",
)
_INTERESTED = re.compile(
    r"\b(?:is|are|be|very|really|also) interested\b|\b(?:est|sont) interesse|\binteressiert|\bhat "
    r"interesse|"
    r"\binteresad[oa]s? en\b|\binteressat[oaie] (?:a|al|all)\b|\bgeinteresseerd|\bzainteresowan|"
    r"\bintresserad|"
    r"\binteresseret|\binteressad[oa] (?:em|n[oa])\b"
)
_CLAUSE = re.compile(r"[.,;:!?\n]|\s-\s|\s–\s")
_WRAPPED = re.compile(r"(?<=[^\n])\n(?=[^\n])")  # a denial may stand on the line above
REACH = 28  # characters before a word in which its denial may stand


OPENING = 100  # characters: a greeting and an answer


def agrees(text: str) -> bool:
    """Whether the writer begins by saying yes. `text` is folded."""
    return bool(_AGREES.search(text[:OPENING]))


def wants(text: str) -> bool:
    """Whether somebody wants something in this text; what is denied does not count. `text` is folded."""
    if not text.isascii() and _UNSPACED.search(text):
        return True
    text = _WRAPPED.sub(" ", text)
    for pattern in (_WISH, evidence.OUTRIGHT, evidence.NEED, phrases.INTERESTED):
        for found in pattern.finditer(text):
            before = _CLAUSE.split(text[max(0, found.start() - REACH) : found.start()])[-1]
            if not _NOT_IT.search(before):
                return True
    return False


def others_want(text: str) -> bool:
    """Whether somebody other than the writer is said to look for something. `text` is folded."""
    return bool(_THEY_WANT.search(" ".join(text.split())))


def is_interested(text: str) -> bool:
    """Whether somebody is said to be interested, in so many words. `text` is folded."""
    return bool(_INTERESTED.search(text))

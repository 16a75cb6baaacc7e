"""A customer's praise that a partner passes on: they bought long ago, and want nothing.

Two signs are needed: that things went well, that the partner's recommendation is thanked for, or that the
note above is glad for us; and no wish left beside them. All patterns meet folded text (lower case, no
accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

import re

from inbox.said import evidence, purposes, wishes
from inbox.said.phrases import any_of

_WELL = any_of(
    r"(?:went|gone|going|worked|works|working|runs?|running|ran|performs?) (?:\w+ ){0,3}(?:like "
    r"clockwork|well|smoothly|"
    r"brilliantly|perfectly|great|fine|wonderfully|a treat|like a (?:charm|dream)|without a hitch|"
    r"flawlessly|superbly)|"
    r"(?:are|is|am|been|was|were|so|really|very|all|both) (?:\w+ )?(?:happy|delighted|thrilled|pleased|"
    r"impressed|chuffed|"
    r"over the moon)|(?:fantastic|brilliant|excellent|great|superb|top|wonderful) (?:job|work|service|"
    r"support|people|team|"
    r"experience|choice)|spot on|love (?:it|the (?:new )?(?:system|software|tool|app))|best decision",
    r"(?:hat|haben|lief|lauft|ging|geht|klappt|funktioniert) (?:\w+ ){0,4}(?:geklappt|super|prima|"
    r"wunderbar|rund|bestens|"
    r"reibungslos|problemlos|hervorragend|toll|einwandfrei|glatt)|begeistert|(?:sehr|hoch|ausserst|"
    r"rundum|super) zufrieden|"
    r"(?:tolle|super|hervorragende) (?:arbeit|betreuung|leistung)",
    r"(?:s'est|se sont|est|marche|fonctionne|tourne|passee?s?) (?:\w+ ){0,3}(?:tres bien|parfaitement|a "
    r"merveille|"
    r"impeccable\w*|sans (?:accroc|souci|probleme)|nickel|bien passe\w*)|(?:tres |vraiment )?(?:ravi|"
    r"satisfait|enchante|"
    r"conquis|content)e?s?|(?:excellent|super|beau|bon) (?:travail|boulot|accompagnement)",
    r"(?:ha ido|han ido|va|fue|funciona|salio|ha salido) (?:\w+ ){0,3}(?:genial|muy bien|de maravilla|"
    r"perfect\w+|"
    r"fenomenal|sin problemas|estupend\w+|fantastic\w+)|(?:muy |super)?(?:content|encantad|"
    r"satisfech)[oa]s?|"
    r"(?:gran|buen|excelente) (?:trabajo|servicio)",
    r"(?:e andat\w|sono andat\w|va|funziona|procede) (?:\w+ ){0,3}(?:benissimo|molto bene|alla grande|"
    r"perfettamente|"
    r"a meraviglia|liscio|tutto bene|senza problemi)|(?:molto |davvero )?(?:content|soddisfatt|"
    r"entusiast)(?:[oaie]|issim\w)|"
    r"(?:ottimo|bel|gran) (?:lavoro|servizio)",
    r"(?:is|zijn|ging|gaat|loopt|verliep|werkt) (?:\w+ ){0,3}(?:prima|goed|soepel|perfect|uitstekend|"
    r"vlekkeloos|"
    r"geweldig|super|als een trein)(?: verlopen| gegaan)?|(?:erg |heel |zeer |super)?(?:blij|tevreden|"
    r"enthousiast) "
    r"(?:met|over)|(?:goed|mooi|prima) werk",
    r"(?:poszlo|poszly|przebieglo|przebiegla|dziala|dzialaja|idzie) (?:\w+ ){0,3}(?:swietnie|doskonale|"
    r"super|bez "
    r"(?:problemow|zarzutu)|sprawnie|znakomicie|bardzo dobrze)|(?:bardzo )?zadowolen\w+|zachwycen\w+|"
    r"swietna robota",
    r"(?:gick|gar|gik|fungerar|fungerer|har gatt|gatt) (?:\w+ ){0,3}(?:jattebra|bra|perfekt|smidigt|"
    r"utmarkt|fint|godt|"
    r"knirkefrit|strykende|super|som smurt)|(?:jatte|mycket|valdigt|meget|veldig|super)? ?(?:nojda?|"
    r"tilfreds\w*|forn[oø]yd\w*|"
    r"fornoyd\w*|glade? for)|(?:bra|godt|flott) (?:jobb\w*|arbejde|arbeid)",
    r"(?:correu|correram|foi|funciona|esta a correr|esta funcionando|deu) (?:\w+ ){0,3}(?:muito bem|"
    r"otimo|otimamente|"
    r"perfeit\w+|tudo certo|as mil maravilhas|super bem|lindamente)|(?:muito |super )?(?:satisfeit|"
    r"content|encantad|feliz)"
    r"(?:[oa]s?|es)?(?= com)|(?:otimo|excelente|belo) trabalho",
    r"(?:probehlo|slo|funguje|bezi) (?:\w+ ){0,3}(?:skvele|hladce|vyborne|bez problemu)|(?:velmi "
    r")?spokojen\w+|nadsen\w+|"
    r"(?:sujui|toimii|meni) (?:\w+ ){0,2}(?:hienosti|erinomaisesti|loistavasti|mallikkaasti|hyvin)|"
    r"tyytyvai\w+|"
    r"(?:remekul|szuperul|nagyszeruen|jol) (?:ment|mukodik|sikerult)|elegedett\w*|(?:a mers|merge|"
    r"functioneaza) "
    r"(?:\w+ ){0,2}(?:foarte bine|perfect|excelent|de minune)|multumit\w*|(?:harika|sorunsuz|mukemmel) "
    r"(?:\w+ )?"
    r"(?:gecti|calisiyor|gitti)|memnun\w*|довольн\w+|прошло (?:отлично|гладко|хорошо)|задоволен\w+|"
    r"ενθουσιασμεν\w+|ευχαριστημεν\w+",
)
_THANKED_FOR = any_of(
    r"(?<!be )(?<!most )(?<!very )(?:thanks|thank you|grateful|thx|cheers|"
    r"ta) (?:\w+ ){0,4}for (?:\w+ ){0,2}(?:introduc\w+|"
    r"recommend\w+|putting (?:us|me)|"
    r"pointing (?:us|me)|the (?:intro\w*|tip|recommendation|referral|connection|suggestion)|suggesting|"
    r"your (?:tip|recommendation|intro\w*|suggestion|referral))|your (?:recommendation|tip|advice) "
    r"(?:was|has been)",
    r"(?:dank\w*|bedank\w*|merci) (?:\w+ ){0,4}(?:fur|furs) (?:\w+ ){0,3}(?:empfehl\w*|tipp|vermitt\w*|"
    r"kontakt|hinweis)|"
    r"(?:dein|ihre?|eure?) (?:tipp|empfehlung) war",
    r"merci (?:\w+ ){0,3}(?:de|d'|pour) (?:\w+ ){0,5}(?:recommand\w+|present\w+|mis\w* en (?:relation|"
    r"contact)|conseil\w*|"
    r"mise en (?:relation|contact)|tuyau)",
    r"gracias (?:\w+ ){0,2}por (?:\w+ ){0,3}(?:recomend\w+|present\w+|habern?os\w*|consejo|ponernos|el "
    r"contacto)(?: \w+)?",
    r"graz\w+ (?:\w+ ){0,3}(?:per|di|del|della|dell') ?(?:\w+ ){0,2}(?:aver\w*|consigli\w*|present\w+|"
    r"suggeriment\w|"
    r"segnalazione|contatto|dritta)(?: \w*(?:present|consigli|segnal)\w*)?",
    r"(?:bedankt|dank\w*) (?:\w+ ){0,3}voor (?:\w+ ){0,3}(?:tip|aanbevel\w+|introductie|doorverwijz\w+|"
    r"advies|contact)",
    r"dziek\w+ (?:\w+ ){0,3}za (?:\w+ ){0,2}(?:polec\w+|rekomendacj\w+|kontakt|podpowiedz)",
    r"ta[ck]k? (?:\w+ ){0,4}for (?:\w+ ){0,3}(?:tips\w*|rekommend\w*|anbefal\w*|introdu\w+|kontakt\w*|"
    r"henvis\w*|at i |att du )|"
    r"tusen takk for (?:\w+ )?(?:tips\w*|anbefal\w+)",
    r"obrigad[oa]\w* (?:\w+ ){0,2}(?:por|pela|pelo) (?:\w+ ){0,4}(?:apresent\w+|recomend\w+|indic\w+|"
    r"dica|sugest\w+|contat?cto)",
    r"dek?uji? (?:\w+ ){0,2}za (?:\w+ ){0,2}(?:doporuceni|tip|kontakt)|kiitos (?:\w+ "
    r"){0,2}(?:suosituk\w+|vinkist\w+)|"
    r"kosz\w+ (?:\w+ ){0,3}(?:ajanl\w+|tippet)|multumesc (?:\w+ ){0,2}pentru (?:recomandare|pont)|"
    r"tavsiye\w* icin "
    r"(?:\w+ )?tesekkur\w*|спасибо за (?:рекомендаци\w+|совет)|дякую за (?:рекомендаці\w+|пораду)",
)
_GLAD = any_of(
    r"well done|bravo|kudos|how (?:nice|lovely|sweet)|(?:did|done|doing) something right|congrat\w*|"
    r"hats off|chapeau|good (?:job|work)|great (?:job|work)|nice "
    r"(?:words|feedback|note|"
    r"one to read|to hear|to read)|(?:good|great|lovely|positive|glowing) (?:words|feedback|note|news|"
    r"review)|"
    r"(?:made|make) (?:my|your) day|praise|compliments?|happy (?:customer|client)|(?:like|love|enjoy) "
    r"(?:to see|to hear|to read|"
    r"seeing|hearing|this)|pat on the back|proud",
    r"richtig gemacht|lob|gluckwunsch\w*|gratul\w+|glucklicher? kund\w+|(?:schone|nette|positive|tolle)\w* "
    r"(?:ruckmeldung|worte|feedback|"
    r"nachricht|mail)|freut (?:euch|sie|uns|mich)|freuen sich|gut gemacht|tolle arbeit|weiter so",
    r"felicit\w+|ca fait plaisir|fait toujours plaisir|beaux? (?:retours?|compliments?|mots?)|bon "
    r"retour|beau travail|"
    r"client\w? (?:ravi|satisfait|content)\w*",
    r"enhorabuena|felicid\w+|felicit\w+|buen trabajo|client\w+ (?:content|satisfech|feliz)\w*|da gusto",
    r"complimenti|brav[io](?:ssimi)?|congratulazioni|bel lavoro|ottimo lavoro|fa piacere|con piacere",
    r"complimenten?|gefeliciteerd|leuk om te (?:lezen|horen)|goed gedaan|mooi compliment|lekker bezig|"
    r"blije klant",
    r"gratul\w+|brawo|dobra robota|swietna robota|mile slowa|milo sie czyta|pochwal\w+",
    r"bra jobbat|grattis|snyggt jobbat|kul att (?:lasa|hora)|berom|godt (?:gaet|jobbet|gatt)|gratulerer|"
    r"tillykke|ros|"
    r"bra jobba|flott jobba\w*|flot (?:klaret|arbejde)",
    r"parabens|bom trabalho|belo trabalho|elogio\w*|da gosto|cliente (?:feliz|satisfeit\w)",
    r"gratul\w+|pochvala|skvela prace|dobra prace|hienoa tyota|onnittelut|kehu\w*|szep munka|dicseret|"
    r"felicitari|bravo|"
    r"tebrikler|eline saglik|молодцы|поздравля\w+|молодці|вітаю|μπραβο|συγχαρητηρια",
)


_NUMBER = re.compile(r"\d[\d /-]{5}")


def is_praise(note: str, said: str) -> bool:
    """Whether a forwarded mail (`said`) praises what was bought, under such a note. Both folded."""
    if "?" in said:
        return False
    note, said = " ".join(note.split()), " ".join(said.split())
    glad, thanked = _GLAD.search(note), _THANKED_FOR.search(said)
    if not (glad or thanked) or not (thanked or _WELL.search(said)):
        return False
    if not glad and (wishes.agrees(said) or _NUMBER.search(said)) and not _WELL.search(said):
        return False  # "thanks for the tip, yes, 0171 …"
    if evidence.OUTRIGHT.search(_THANKED_FOR.sub(" ", note)) or purposes.asks_for_something(note):
        return False
    return not purposes.asks_for_something(_WELL.sub(" ", _THANKED_FOR.sub(" ", said)))

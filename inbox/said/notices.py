"""Season's greetings and closing notes: to be read, not to be acted on.

Whoever is named there may be asked in an emergency. A wish in any other sentence, or the address of an
outsider, makes it an ordinary mail. All patterns meet folded text (lower case, no accents;
`who.names.fold`) and are linear.
"""

from __future__ import annotations

from inbox.said import intents, wishes
from inbox.said.phrases import any_of
from inbox.said.sentences import sentences
from inbox.who import stand_ins
from inbox.who.names import fold

_GREETING = any_of(
    r"(?:merry|happy|blessed|joyful) (?:christmas|xmas|easter|new year|holidays|holiday season|"
    r"thanksgiving|hanukkah|"
    r"diwali|eid)|season'?s greetings|festive (?:season|greetings)|(?:prosperous|healthy|good|great) "
    r"new year|"
    r"compliments of the season|best wishes for|eid mubarak|ramadan (?:kareem|mubarak)",
    r"(?:frohe|schone|gesegnete|besinnliche|fröhliche|frohliche|erholsame)\w* (?:\w+ "
    r"){0,2}(?:weihnacht\w*|ostern|"
    r"osterfest|feiertage|festtage|pfingst\w*|adventszeit)|weihnachts(?:fest|grusse|wunsche|zeit)|guten "
    r"rutsch|"
    r"(?:gutes|frohes|gesundes|erfolgreiches|gluckliches) (?:\w+ ){0,3}(?:neues? jahr|neujahr)|frohes fest",
    r"(?:joyeux|joyeuses|bonnes|belles|excellentes) (?:noel|fetes|paques)|bonne annee|meilleurs v(?:oe|"
    r"œ)ux|"
    r"tous (?:mes|nos) v(?:oe|œ)ux",
    r"(?:feliz|felices) (?:navidad\w*|fiestas|pascuas?|ano|año)|prospero ano|felices fiestas|boas "
    r"festas|feliz (?:natal|"
    r"ano novo|pascoa)|prospero ano novo|bom natal",
    r"(?:schonen|frohen|besinnlichen|gesegneten) (?:\w+ )?advent\w*|bonnes vacances|buone vacanze|"
    r"schonen urlaub|"
    r"fijne vakantie|felices vacaciones|boas ferias|happy (?:holiday|summer)",
    r"(?:peaceful|restful|wonderful|lovely|relaxing) (?:holiday|christmas|festive|easter|break)\w*|"
    r"(?:belle|heureuse|"
    r"excellente)(?: et \w+)? annee|(?:schone|frohe|ruhige) (?:feiertage|festtage|tage|ferien)|(?:bel|"
    r"bon) (?:ete|reveillon)|"
    r"god (?:sommer|sommar|helg)|glad midsommar|schonen sommer|buona estate|fijne (?:zomer|vakantie)|"
    r"boa pascoa",
    r"(?:buon|buone|felice|sereno) (?:natale|feste|pasqua|anno)|auguri",
    r"(?:fijne|prettige|vrolijk|zalig|gelukkig|goede) (?:\w+ )?(?:feestdagen|kerst\w*|pasen|nieuwjaar|"
    r"jaarwisseling|kerstmis)",
    r"wesolych swiat|szczesliwego nowego|zdrowych (?:i )?(?:\w+ )?swiat|spokojnych swiat|wesolego alleluja",
    r"god (?:jul|paske|pask)|gott nytt ar|godt nyt(?:t)? ar|glad pask|glaedelig jul|riktigt god jul|"
    r"gledelig jul",
    r"vesele vanoc\w*|stastn[ye] novy rok|krasne svatky|hyvaa joulua|onnellista uutta|kellemes "
    r"(?:karacsonyi|unnepeket)|"
    r"boldog uj evet|craciun fericit|la multi ani|sarbatori fericite|mutlu (?:yillar|bayramlar)|iyi "
    r"bayramlar|"
    r"с (?:новым годом|рождеством)|з новим роком|з різдвом|καλα χριστουγεννα|καλη χρονια|χρονια πολλα",
)
_CLOSED = any_of(
    r"(?:office|offices|practice|firm|shop|studio|we|premises|business|desk)(?: \w+){0,5} (?:closed|"
    r"shut|closing|closes)|"
    r"(?:closed|shut) (?:from|between|on|for|until|over)|bank holiday|office closure",
    r"(?:buro|kanzlei|haus|geschaft|praxis|buros|wir|betrieb)(?: [\w.]+){0,9} (?:geschlossen|zu)(?= |"
    r"[.,;!]|$)|"
    r"(?:sommer|winter|weihnachts|oster)pause|\w{0,20}(?:stangt|lukket|stengt)|zomersluiting|riapri\w+|"
    r"betriebs(?:ferien|urlaub|ruhe)|bruckentag|geschlossen (?:vom|von|bis|am)",
    r"(?:cabinet|bureau|bureaux|etude|agence|nous|entreprise)(?: [\w.]+){0,6} ferme\w*|fermeture|faire "
    r"le pont",
    r"(?:despacho|oficina|oficinas|asesoria|gestoria|estudio|nosotros)(?: [\w.]+){0,6} cerrad\w+|cierre "
    r"por|cerramos|"
    r"cerrado por",
    r"(?:studio|ufficio|uffici|azienda|negozio)(?: [\w.]+){0,6} (?:chius\w+)|chiusura|chiuso (?:dal|"
    r"per)|chiudiamo|chiude (?:per|dal)|(?:serons|sommes) (?:tous )?en conges|(?:sind|machen) (?:\w+ "
    r")?betriebsferien",
    r"(?:kantoor|bureau|wij|winkel|praktijk)(?: [\w.]+){0,6} (?:gesloten|dicht)|gesloten (?:van|tot|"
    r"wegens)",
    r"(?:biuro|kancelaria|firma|sklep)(?: [\w.]+){0,6} (?:nieczynn\w+|zamkniet\w+)|nieczynne|zamkniete",
    r"(?:kontor\w*|byran|vi|butik\w*)(?: [\w.]+){0,6} (?:stangt|stanger|lukket|lukker|stengt|stenger)|"
    r"semesterstangt|"
    r"ferielukket|holder lukket",
    r"(?:escritorio|loja|nos|estaremos)(?: [\w.]+){0,6} (?:fechad\w+|encerrad\w+|em recesso)|recesso|"
    r"encerramento|fecharemos",
    r"(?:kancelar|firma)(?: [\w.]+){0,6} zavren\w*|celozavodni dovolena|toimisto(?: [\w.]+){0,5} suljettu|"
    r"(?:iroda\w*)(?: [\w.]+){0,5} zarva|(?:biroul|birou)(?: [\w.]+){0,5} inchis|ofis\w*(?: "
    r"[\w.]+){0,5} kapali|"
    r"офис(?: [\w.]+){0,5} (?:закрыт|не работает)|офіс(?: [\w.]+){0,5} зачинен\w*|γραφειο(?: "
    r"[\w.]+){0,5} κλειστο",
)


def is_notice(words: str, subject: str) -> bool:
    """Whether the words only greet, or say that an office is closed; who has a lead as well says so."""
    folded = fold(words)
    if not words.strip() or "?" in words or not (_says(folded) or _says(fold(subject))):
        return False
    return not any(_is_more(one) for one in sentences(folded))


def _says(text: str) -> bool:
    text = " ".join(text.split())
    return bool(_GREETING.search(text) or _CLOSED.search(text))


def _is_more(sentence: str) -> bool:
    if _says(sentence) or stand_ins.speaks_of_one(sentence):
        return False
    return (
        wishes.others_want(sentence) or intents.asks_something(sentence) or intents.offers_somebody(sentence)
    )

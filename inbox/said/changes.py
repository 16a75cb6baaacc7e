"""That somebody wants a change: off paper, away from what they have, or a program they were told of.

It takes two signs: a wish and what it is a wish for, or a question and the kind of thing it asks about. All
patterns meet folded text (lower case, no accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

import re

from inbox.said.phrases import any_of

REACH = 70  # characters behind a wish in which its object stands
NEAR = 24  # characters before a word that says whose it is

_PRODUCT = (
    r"software\w*|programm?\w{0,4}|app|apps|tools?|systeme?[ns]?|systemet|systemu|"
    r"sistem\w*|package|packages|paket\w*|pakket\w*|logiciels?|outils?|gestionale|platform\w*|"
    r"plateforme\w*|"
    r"plataforma\w*|herramienta\w*|ferramenta\w*|strumento|programa\w*|aplikac\w*|aplicacion|applicazione|"
    r"ohjelm\w*|jarjestelm\w*|szoftver\w*|rendszer\w*|yazilim\w*|losung(?:en)?|solution|losning\w*|"
    r"программ\w*|систем\w*|програм\w*|προγραμμ\w*|συστημ\w*"
)
_SUPPLIER = (
    r"provider|supplier|vendor|lot|outfit|anbieter\w*|dienstleister\w*|fournisseur|prestataire|editeur|"
    r"proveedor\w*|fornitore|leverancier|leverantor\w*|leverandor\w*|dostawc\w*|dodavatel\w*|fornecedor|"
    r"toimittaja\w*|szolgaltato\w*|furnizor\w*|tedarikci\w*|поставщик\w*|постачальник\w*|προμηθευτ\w*"
)
_PRESENT = (
    r"current|existing|present|old|jetzig\w*|aktuell\w*|bisherig\w*|derzeitig\w*|alte[nsm]?|actuel\w*|"
    r"ancien\w*|actual\w*|viej[oa]|attual\w*|vecchi\w*|huidige?|oude|bestaande|obecn\w*|star[yaeo]\w*|"
    r"nuvarande|gamla|nuvaerende|navaerende|gamle|soucasn\w*|stavajic\w*|atual|antig[oa]|nykyi\w*|vanha\w*|"
    r"jelenlegi|regi|vechi\w*|mevcut|simdiki|eski|нынешн\w*|текущ\w*|нинішн\w*|поточн\w*|τωριν\w*|"
    r"σημεριν\w*"
)
_WHAT_THEY_HAVE = any_of(
    rf"(?:{_PRESENT}) (?:[\w-]+ )?(?:{_PRODUCT}|{_SUPPLIER})",
    rf"(?:{_PRODUCT}|{_SUPPLIER}) (?:[\w-]+ )?(?:{_PRESENT})",
)
_OF_OURS = any_of(
    rf"(?:your|euer|eure|eurem|eurer|euren|votre|vos|vuestr[oa]s?|vostr[oai]|voss[oa]|jullie|wasz\w*|"
    rf"panstwa|"
    rf"er|ert|jeres|vas|vase|vasi|vaseho|teidan|teian|vostru|voastra|sizin|"
    rf"ваш\w*) (?:[\w-]+ )?(?:{_PRODUCT}|"
    rf"version\w*|support|hotline|helpdesk|update\w*|login|portal\w*)",
    rf"(?:{_PRODUCT}) (?:[\w']+ ){{0,4}}(?:from|with|of) you(?:rs| guys| lot)?",
    r"(?:one|a client|a customer) of yours",
    rf"(?:{_PRODUCT}) (?:\w+ ){{0,4}}(?:von euch|bei euch|de chez vous|que tiene(?:n)? con vosotros|"
    rf"di voi|van jullie|od was|fran er|fra jer|de voces)",
)
_WISH = any_of(
    r"(?:would|'d|will|really|rather|to|she|he|they|who|and)? ?(?:love|like|wants?)|keen|dying|desperate|"
    r"eager|"
    r"itching|ready|happy|glad|hoping|looking|tired|sick|fed up|had enough|hates?|done with",
    r"will|wollen|mochten?|wurden?|satt|genervt|leid",
    r"veu(?:t|lent)|voudrai\w*|aimerai\w*|souhait\w*|reve\w*|marre|assez|ras le bol",
    r"quier\w*|querria\w*|gustaria\w*|desea\w*|hart[oa]s?|cansad[oa]s?",
    r"vuole|vogliono|vorrebb\w*|piacerebbe|stuf[oaie]|stanc\w+|non ne puo",
    r"quer|querem|gostari\w*|adorari\w*|fart[oa]s?",
    r"wil|willen|zou(?:den)?|graag|zat|beu",
    r"chce|chca|chcial\w*|chcieli\w*|marz[ya]\w*|dosc",
    r"vill|skulle|langtar|trott|less",
    r"vil|ville|gerne|gjerne|onsker|traet|lei|drommer",
    r"chteji|chtel[aiy]?|rad[ai]? by|dost",
    r"halua\w*|kyllastyn\w*|szeretn\w*|akar\w*|elege|vrea|vor|dori\w*|satul\w*|istiyor\w*|ister\w*|"
    r"bikti\w*",
    r"хо(?:чет|тят|тел\w*)|мечта\w*|устал\w*|надоел\w*|хоч\w*|хоті\w*|втом\w*|набридл\w*|θελ\w*|ηθελ\w*|"
    r"βαρεθ\w*",
)
_AWAY = any_of(
    r"off|rid|away|out of|stop\w*|quit|switch\w*|chang\w*|ditch|drop|dump|leav\w*|replac\w*|moderni\w*|"
    r"automat\w*|"
    r"paperless|digital\w*|mov(?:e|ing)|better|new|another|different|streamline|simplify|tired of|sick of|"
    r"fed up|enough of|hates?|done with",
    r"weg|los\w*|raus|schluss|aufhor\w*|abschaff\w*|umsteig\w*|wechsel\w*|ablos\w*|ersetz\w*|umstell\w*|"
    r"neue\w*|"
    r"ander\w*|besser\w*|satt|leid",
    r"finir|quitter|sortir|arreter|abandonner|changer|passer|remplacer|numeri\w*|autre|nouve\w+|mieux|"
    r"marre|assez",
    r"dejar|quitarse|librarse|deshacerse|cambiar|pasar\w*|sustituir|otr[oa]|nuev[oa]|mejor|abandonar|salir|"
    r"hart[oa]s?|cansad[oa]s?",
    r"smettere|liberarsi|cambiare|passare|sostituire|abbandonare|altr[oa]|nuov[oa]|meglio|uscire|"
    r"eliminare|basta|"
    r"stuf[oaie]|stanc\w+",
    r"deixar|largar|livrar\w*|mudar|trocar|substituir|outr[oa]|nov[oa]|melhor|acabar|fart[oa]s?",
    r"af|vanaf|stoppen|overstapp\w*|overga\w*|vervang\w*|nieuw\w*|beter\w*|zat|beu",
    r"skonczyc|zrezygnowac|odejsc|przestac|zmienic|przejsc|zastapic|pozbyc|cyfry\w*|now\w+|inn\w+|"
    r"lepsz\w+|dosc",
    r"slippa|bort|sluta|byta|byter|ersatta|nytt?|nya|annat|annan|battre|ifran|lamna|trott|less",
    r"slippe|vaek|stoppe|skifte|bytte|erstatte|nyt?|anden|andet|annen|annet|bedre|traet|lei",
    r"skoncit|zbavit|prestat|zmenit|prejit|nahradit|nov\w+|jin\w+|lepsi\w*|opustit|dost",
    r"eroon|pois|lopettaa|vaihtaa|siirtya|korvata|uude\w*|uusi\w*|parempa\w*|kyllastyn\w*",
    r"megszabadul\w*|abbahagy\w*|valta\w*|lecserel\w*|atter\w*|elege|scap\w*|renunt\w*|schimb\w*|"
    r"inlocui\w*|"
    r"satul\w*|kurtul\w*|birak\w*|vazgec\w*|degistir\w*|gecmek|dijital\w*|otomat\w*|yeni|baska|bikti\w*",
    r"избав\w*|отказ\w*|уити|переити|сменить|замен\w*|прекрат\w*|устал\w*|надоел\w*|позбу\w*|відмов\w*|"
    r"змінит\w*|"
    r"замін\w*|набридл\w*|απαλλαγ\w*|σταματ\w*|αλλαξ\w*|αντικαταστ\w*|καλυτερ\w*|βαρεθ\w*",
)
_DRUDGERY = any_of(
    r"paper(?:work)?(?! (?:invoice|cop(?:y|ies)|bill|receipt|form))|excel|spreadsheets?|by hand|"
    r"manual(?:ly|\w{2,4})?|"
    r"typing|keying|re-?key\w*|double entry|faxes|binders?|post-?its?",
    r"papier\w*|papel\w*|carta|cartaceo|papir\w*|papper\w*|paperi\w*|kagit\w*|hartie\w*|бума\w+|папер\w*|"
    r"папір|χαρτ\w*",
    r"exceltabell\w*|tabellen|tableaux?|hojas? de calculo|fogli (?:di calcolo|excel)|folhas? de calculo|"
    r"arkusz\w*|"
    r"kalkylark|regneark|tabulk\w*|taulukk\w*|tablazat\w*|tabele\w*|excelistu|excelem|excelu|табли\w*",
    r"von hand|handisch\w*|handarbeit|zettel\w*|a la main|a mano|a mao|met de hand|handmatig|recznie|"
    r"for hand|"
    r"i handen|handpasta\w*|rucne|kasin|kezzel|вручную|вручну|με το χερι",
    _PRODUCT,
)
_OPENS = re.compile(r"[.;!?\n]")


def have_something_else(note: str) -> bool:
    """Whether the note speaks of the program or supplier somebody has at present, and that is not us."""
    return bool(_WHAT_THEY_HAVE.search(note)) and not speaks_of_ours(note)


def speaks_of_ours(note: str) -> bool:
    """Whether the note speaks of a program, an update or the support that is ours."""
    return bool(_OF_OURS.search(note))


def wants_change(text: str) -> bool:
    """Whether somebody wishes to be rid of paper, drudgery or the program they have."""
    for wish in _WISH.finditer(text):
        reach = _OPENS.split(text[wish.start() : wish.end() + REACH], maxsplit=1)[0]
        if _AWAY.search(reach) and _DRUDGERY.search(reach):
            return True
    return False


def asks_for_product(text: str) -> bool:
    """Whether a question is about some program, or about one the reader told of; not about theirs."""
    if "?" not in text:
        return False
    known = _TOLD_OF.search(text)
    for found in _KIND.finditer(text):
        before = text[max(0, found.start() - NEAR) : found.start()]
        if not (_WHOSE.search(before) or (not known and _THE.search(before))):
            return True
    return False


_KIND = any_of(_PRODUCT)
_WHOSE = re.compile(
    r"(?:^|\W)(?:your|yours|euer|eure[mnrs]?|ihr(?:e[mnrs]?)?|votre|vos|tu|tus|su|sus|vuestr[oa]s?|"
    r"vostr[oai]|tuo|"
    r"vosso|vossa|seu|sua|jullie|je|uw|wasz\w*|panstwa|twoj\w*|er|ert|era|din|ditt|jeres|deres|vas\w*|"
    r"teidan|"
    r"sizin|ваш\w*|our|unser\w*|notre|nos|nuestr[oa]|nostr[oa]|ons|onze|nasz\w*|var|vart|vores|nas\w?)\s+"
    r"(?:[\w-]+\s+)?$"
)
_THE = re.compile(
    r"(?:^|\W)(?:the|this|das|der|die|dem|den|dies\w*|le|la|cet?|cette|el|este|esta|il|lo|questo|questa|"
    r"o|a|esse|"
    r"este|het|de|dit|deze|ten|tego|det|den|denne|dette|tento|tato)\s+(?:[\w-]+\s+)?$|(?:^|\W)l'$"
)
_TOLD_OF = any_of(
    r"you (?:\w+ )?(?:mention\w*|told|said|recommend\w*|use|sell|know)|(?:spoke|spoken|talk\w*|"
    r"heard) (?:of|about)",
    r"erwahn\w*|erzahl\w*|gesprochen|empfohl\w*|empfiehl\w*|parlais|parliez|conseill\w*|recommand\w*|"
    r"hablaste|hablabas|menciona\w*|coment\w*|recomend\w*|parlavi|parlato|consigli\w*|falaste|falou|"
    r"falavas|"
    r"noemde\w*|vertelde\w*|aanraad\w*|aanrad\w*|mowil\w*|wspom\w*|polec\w*|namnde|berattade|tipsade|"
    r"naevnte|nevnte|fortalte|zmin\w*|rikal\w*|doporuc\w*|mainitsi\w*|kerro\w*|emlitett\w*|ajanlo\w*|"
    r"pomenit\w*|bahset\w*|упомина\w*|упомян\w*|рассказ\w*|згад\w*|розпов\w*|ανεφερ\w*|ελεγε\w*",
)

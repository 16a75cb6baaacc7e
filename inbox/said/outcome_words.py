"""Questions about how something ended: whether somebody signed, when the partner's money comes.

Each is one sentence with a question mark and two signs: neither a word about money nor one about signing
is enough alone. All patterns meet folded text (lower case, no accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

from inbox.said.phrases import any_of
from inbox.said.sentences import questions, sentences

_MONEY = any_of(
    r"commissions?|fees?|payouts?|payments?|money|rewards?|bonus(?:es)?|referral fee|finder'?s fee|"
    r"statement|cash",
    r"provision\w*|vergutung\w*|auszahlung\w*|geld|honorar\w*|pramie\w*|gutschrift\w*|abrechnung\w*|"
    r"zahlung(?:en)?",
    r"remuneration\w*|commissions?|versements?|paiements?|primes?|argent|virements?|retrocession\w*",
    r"comision(?:es)?|pagos?|dinero|bonificacion\w*|liquidacion\w*|transferencia|honorarios",
    r"provvigion\w*|pagament\w*|compens\w+|soldi|bonific\w+|liquidazion\w*|commission\w+",
    r"vergoeding\w*|commissies?|uitbetaling(?:en)?|betaling(?:en)?|geld|provisies?",
    r"prowizj\w+|wyplat\w+|przelew\w*|pieniadz\w*|pieniedz\w*|wynagrodzeni\w+|platnosc\w*",
    r"provision\w*|ersattning\w*|utbetalning\w*|betalning(?:en|ar)?|pengar\w*|betaling(?:en|er)?|"
    r"udbetaling(?:en|er)?|penge\w*|"
    r"provisjon\w*|utbetaling(?:en|er)?|"
    r"honorar\w*",
    r"comissao|comissoes|pagamentos?|dinheiro|repasses?|remuneracao|bonus",
    r"proviz\w+|vyplat\w*|penize|odmen\w+|provisio\w*|palkkio\w*|maksu\w*|rahat|jutalek\w*|kifizetes\w*|"
    r"comision\w*|"
    r"plata|banii|komisyon\w*|odeme\w*|para|комисси\w+|выплат\w+|деньги|комісі\w+|виплат\w+|гроші|"
    r"προμηθει\w+|πληρωμ\w+|"
    r"χρηματα",
)
_PAID = any_of(
    r"(?:get |be |been |being |getting )?(?:paid|pay(?:ing)?(?: it| me| us)? out|transferred|sent|"
    r"settled|wired|credited)|"
    r"arriv\w+|come(?: through|s in| in)?|came|coming|land(?:ed|s)?|clear(?:ed)?|due|go(?:ing)? out|"
    r"gone out|hit|expect\w*|"
    r"received?|get|see|out",
    r"uberw(?:iesen|eisen|eist)|(?:aus|ge|be)?ge?zahlt|bezahlt|gutgeschrieben|raus|eingegangen|"
    r"angekommen|kommt|kommen|fallig|"
    r"da|unterwegs|erhalte|bekomme|erhalten|bekommen|fliesst|rechnen|angewiesen",
    r"vers[eé]\w*|vire\w*|paye\w*|regl\w*|arriv\w*|recu\w*|touch\w*|tombe\w*|effectu\w*|partie?",
    r"abon\w+|pag\w+|ingres\w+|transfier\w+|transferi\w+|cobr\w+|lleg\w+|sale|cae|entra|recib\w+",
    r"liquidat\w|pagat\w|accreditat\w|arriv\w+|versat\w|pagate|paghe\w+|ricev\w+|incass\w+|partit\w",
    r"(?:uit)?betaald|overgemaakt|binnen|gestort|komt|kom|ontvang\w*|tegemoet|uitgekeerd",
    r"przel\w+|wyplac\w+|zaplac\w+|wplyn\w+|dotr\w+|dotar\w+|otrzyma\w+|dosta\w+|przyjdzie|bedzie",
    r"(?:ut|ud)?betal\w*|kommer|kom|kommit|kommet|satts|inne|overfor\w*|far|fatt|faet|udbetalt|utbetalt",
    r"cai|caiu|pag[oau]\w*|deposit\w+|transferi\w+|cheg\w+|entra\w*|receb\w+|sai|saiu",
    r"vyplacen\w*|prijde|dorazi\w*|maksetaan|tulee|tulossa|maksettu|fizetik|erkezik|utaljak|vine|ajunge|"
    r"platit\w*|"
    r"virat\w*|yatacak|yatti|gelecek|odenecek|odendi|придет|прииде|выплатят|пришл\w+|виплатять|μπει|"
    r"πληρωθ\w+|κατατεθ\w+",
)
# Asks when or whether, which is about the partner's own money; how high a rate is, is about the terms.
_WHEN = any_of(
    r"when|has|have|did|is|are|was|were|why|where|whether|will|do",
    r"wann|ist|wurde|wird|wurden|hat|warum|wieso|wo|sind|kommt|bis wann|schon",
    r"quand|est-ce|a-t-\w+|est-\w+|sera-t-\w+|pourquoi|ou|a|avez-vous|deja",
    r"cuando|ya|por que|donde|habeis|han|esta|va",
    r"quando|gia|perche|dove|avete|e stat\w|verra|quand'e",
    r"wanneer|is|waarom|waar|hebben|wordt|al|komt",
    r"kiedy|czy|dlaczego|gdzie|juz",
    r"nar|hvornar|har|varfor|hvorfor|ar|er|blir|kommer|naar",
    r"quando|ja|cade|por que|onde|foi|vai",
    r"kdy|uz|jiz|milloin|joko|onko|mikor|mar|cand|deja|ne zaman|когда|уже|коли|вже|ποτε",
)
_TERMS = any_of(
    r"(?:how much|what|which) (?:\w+ )?(?:commission|percentage|rate|fee)s? (?:do|would|is|are|will) "
    r"(?:you|paid|there|we)|"
    r"per ?cent\w*|rates?|how (?:does|do|is)|new (?:bank )?account|iban|different account|change",
    r"wie hoch ist|prozent\w*|satz|konditionen|bankverbindung|neues konto|iban",
    r"quel (?:est le )?(?:taux|pourcentage)|pourcentage|taux|rib",
    r"que porcentaje|porcentaje|nueva cuenta|che percentuale|percentuale|percentual|welk percentage|"
    r"percentage|procent\w*|"
    r"jaki procent",
)
_ENDED = any_of(
    r"(?:did|has|have|is|are|was) (?:[\w&'.-]+ ){1,7}?(?:sign(?:ed)?(?: up)?|buy|bought|close|closed|"
    r"say yes|said yes|"
    r"go ahead|gone ahead|go for it|gone for it|come on ?board|came on ?board|commit(?:ted)?|"
    r"convert(?:ed)?|order(?:ed)?|"
    r"onboard(?:ed)?|win|won|a (?:yes|no|deal)|a done deal)|signed(?= (?:or not|yet|or|in the end))",
    r"(?:has|have|did) (?:[\w&'.-]+ ){1,6}?(?:come back|came back|come through|respond(?:ed)?|repl(?:y|"
    r"ied)|got back|"
    r"get back|make (?:a|his|her|their) mind|made (?:a|his|her|their) mind)|what (?:became|came) of|"
    r"(?:deal|contract|order) (?:\w+ )?(?:through|done|signed|closed|dead|lost|won)|(?:a|your) "
    r"(?:client|customer) "
    r"(?:now|yet|by now)|(?:has (?:he|she|it)|have they|did (?:he|she|they))(?=\?)",
    r"(?:ist|sind|wurde|wird) (?:[\w&'.-]+ ){1,6}?(?:kunde|kundin|kunden)(?: (?:bei euch|geworden|von "
    r"euch))?|"
    r"(?:seid|sind|kommt|kommen) (?:ihr|sie) (?:mit|bei) (?:[\w&'.-]+ ){1,5}?(?:weiter\w*|vorangekommen|"
    r"fertig)|"
    r"(?:hat|haben) (?:sich )?(?:[\w&'.-]+ ){1,5}?(?:zuruckgemeldet|gemeldet|zuruckgerufen|geantwortet|"
    r"entschieden)|"
    r"wie es (?:bei|mit|um) (?:[\w&'.-]+ ){1,4}?(?:steht|lauft|weitergeht|aussieht|gelaufen)",
    r"(?:a|ont|vous a|vous ont) (?:\w+ )?(?:rappele|repondu|recontacte|donne suite)|ou en (?:\w+ ){1,3}|"
    r"(?:est|sont)"
    r"(?:-\w+)? (?:\w+ )?clients?|que devient|qu'est devenu\w*",
    r"(?:os|te|le|les) (?:ha|han) (?:\w+ )?(?:contestado|respondido|llamado|devuelto)|(?:hubo|ha "
    r"habido) (?:suerte|"
    r"avance\w*|respuesta)|(?:es|son) (?:ya )?clientes?|en que ha quedado",
    r"(?:vi|ti) (?:ha|hanno) (?:ri)?(?:chiamato|sposto|contattato|risposto)|(?:e|sono) (?:gia )?client\w|"
    r"com'e (?:finita|andata)|come e (?:finita|andata)",
    r"(?:is|zijn) (?:[\w&'.-]+ ){1,5}?klant(?: geworden| nu)?|(?:heeft|hebben) (?:[\w&'.-]+ "
    r"){1,5}?(?:gereageerd|"
    r"teruggebeld|geantwoord|besloten)|jak (?:poszlo|poszly|skonczylo sie)|(?:odezwal|odpowiedzial)\w* sie|"
    r"zostal\w* klient\w*|(?:har|ar|er|blev|ble) (?:[\w&'.-]+ ){1,5}?(?:kund|kunde|hort av sig|svarat|"
    r"svaret|"
    r"ringt tillbaka|bestamt|besluttet)|(?:virou|viraram|ja e) client\w+|(?:respondeu|responderam|"
    r"retornou|retornaram)|"
    r"como (?:ficou|foi) (?:com|a|o)|hur gick det|hvordan gi(?:k|kk) det",
    r"unterschrieben (?:ist|hat|haben|wurde)|(?:hat|haben|ist|sind|wurde) (?:[\w&'.-]+ "
    r"){1,7}?(?:unterschrieben|unterzeichnet|gekauft|zugesagt|"
    r"abgeschlossen|"
    r"bestellt|zustande gekommen|was geworden|etwas geworden|durch|gezogen|beauftragt)",
    r"(?:a|ont|aurait) (?:ete )?(?:\w+ )?(?:signe|achete|accepte|conclu|commande|franchi le pas)|c'est "
    r"signe|"
    r"affaire (?:est )?"
    r"(?:conclue|faite)|ca a (?:abouti|donne quelque chose)",
    r"(?:se )?ha firmado|firmo|firmaron|(?:ha|han) (?:firmado|comprado|cerrado|aceptado|contratado)|"
    r"compraron|compro|cerro|"
    r"cerraron|acepto|"
    r"contrato al final",
    r"(?:e stat\w|sono stat\w) firmat\w|(?:ha|hanno) (?:\w+ )?(?:firmato|comprato|accettato|chiuso|"
    r"ordinato|concluso)|(?:e )?andat[ao] in "
    r"porto|"
    r"(?:si e )?chius[ao]|si e concretizzat\w",
    r"getekend (?:is|heeft|hebben)|(?:heeft|hebben|is) (?:[\w&'.-]+ ){1,6}?(?:getekend|gekocht|"
    r"toegezegd|akkoord|besteld|rond|"
    r"doorgegaan|klant geworden)",
    r"(?:zostal\w*|jest) podpisan\w+|podpisal\w*|kupil\w*|zdecydowal\w* sie|zgodzil\w* sie|zamowil\w*|"
    r"doszlo do (?:umowy|skutku)",
    r"blev det (?:\w+ )?(?:affar|nagot|noget|til noget|en handel|av)|ble det (?:noe|handel)|har "
    r"(?:[\w&'.-]+ ){1,6}?"
    r"(?:skrivit (?:pa|under)|signerat|kopt|bestamt sig|skrevet under|underskrevet|kobt|kjopt|signert|"
    r"slatt til|slaet til|"
    r"takket ja|tackat ja)|skrev (?:[\w&'.-]+ ){1,5}?(?:pa|under)|slog (?:[\w&'.-]+ ){1,5}?til",
    r"fechou|fecharam|assinou|assinaram|comprou|compraram|topou|toparam|contratou|aceitou|(?:foi |esta "
    r")?fechad[oa]|"
    r"deu certo (?:com|o|a)|deu negocio",
    r"podepsal\w*|koupil\w*|objednal\w*|dopadlo|allekirjoit\w+|ostiko|ostivatko|tuliko kaup\w+|"
    r"alairt\w*|megvett\w*|"
    r"(?:a|au) (?:semnat|cumparat|acceptat)|imzalad\w*|imza(?:yi)? att\w*|satin ald\w*|anlast\w*|"
    r"подписал\w*|купил\w*|"
    r"підписал\w*|замовил\w*|υπεγραψ\w*|αγορασ\w*|συμφωνησ\w*",
)
# A question without its mark: "please tell me whether …".
_TELL_ME = any_of(
    r"(?:please )?(?:advise|confirm|tell me|let me know|inform me) (?:whether|if)|would like to know "
    r"(?:whether|if|when)",
    r"(?:bitte (?:um|teilen)|ich bitte um|mochte (?:gern\w* )?wissen|wusste gern\w*|sagt mir|sagen sie "
    r"mir)[^.?!]{0,40} (?:ob|wann)",
    r"(?:merci de|veuillez|priere de|pourriez-vous|dites-moi|j'aimerais savoir)[^.?!]{0,30} (?:si|quand)",
    r"(?:decidme|digame|diganme|quisiera saber|me gustaria saber|confirmadme|informadme)[^.?!]{0,20} "
    r"(?:si|cuando)",
    r"(?:farmi sapere|fatemi sapere|mi dica|ditemi|vorrei sapere|confermatemi)[^.?!]{0,20} (?:se|quando)",
    r"(?:graag (?:hoor|verneem) ik|laat (?:me|mij) weten|ik hoor graag|wil graag weten)[^.?!]{0,20} "
    r"(?:of|wanneer)",
    r"(?:prosze o (?:informacje|info|wiadomosc|potwierdzenie)|chcial\w*bym wiedziec|dajcie "
    r"znac)[^.?!]{0,20} (?:czy|kiedy)",
    r"(?:vill garna veta|meddela|beratta|vil gerne vide|vil gjerne vite|giv besked)[^.?!]{0,20} (?:om|"
    r"nar|hvornar)",
    r"(?:gostaria de saber|digam-me|informem|confirmem)[^.?!]{0,20} (?:se|quando)",
)
_OF_US = any_of(
    r"(?:did|have|has) (?:you|we|i)(?: guys)? (?:sign|signed|order|ordered|buy|bought|go ahead|gone "
    r"ahead|commit)",
    r"(?:hat|haben|habt) (?:ihr|sie|wir|ich) (?:\w+ ){0,3}(?:den|die|unsere\w*|meine\w*) (?:\w+ "
    r")?(?:vertrag|vereinbarung\w*)",
    r"(?:agreement|nda|our contract|my contract|partner contract|partnervertrag|rahmenvertrag|notre "
    r"contrat|mon contrat|"
    r"nuestro contrato|il nostro contratto|ons contract)",
)


# Said without a question mark too: the money is not there.
_NOT_THERE = any_of(
    r"(?:nothing|no (?:money|payment|commission|payout)|not a penny|haven't (?:seen|had|received)|"
    r"hasn't (?:arrived|come)|"
    r"have not (?:seen|had|received)) (?:\w+ ){0,6}(?:arrived|come|account|statement|paid|payment|"
    r"commission|money|payout)",
    r"(?:noch |bisher )?(?:nichts|kein geld|keine \w+) (?:\w+ ){0,4}(?:angekommen|eingegangen|"
    r"uberwiesen|erhalten|bekommen)",
    r"(?:rien|aucun \w+) (?:\w+ ){0,3}(?:recu|arrive|touche|verse)|pas (?:\w+ )?recu (?:\w+ "
    r"){0,3}(?:commission|paiement|"
    r"versement)",
    r"(?:no (?:me )?ha (?:llegado|entrado)|no he (?:recibido|cobrado)) (?:\w+ ){0,4}(?:nada|comision|"
    r"pago|dinero)|"
    r"non (?:e|ho) (?:\w+ ){0,3}(?:arrivat\w|ricevuto) (?:\w+ ){0,4}(?:nulla|niente|provvigion\w+|"
    r"bonifico|pagamento)",
    r"(?:nog )?(?:niets|geen \w+) (?:\w+ ){0,3}(?:ontvangen|binnen|gekregen)|nic (?:\w+ ){0,3}(?:nie "
    r")?(?:wplynelo|"
    r"dostal\w*|przyszlo)|(?:inget|inga pengar|ingen \w+) (?:\w+ ){0,4}(?:kommit|inne|betalats)|"
    r"(?:intet|ingen penge) "
    r"(?:\w+ ){0,3}(?:modtaget|kommet|udbetalt)|nao (?:recebi|caiu|entrou) (?:\w+ ){0,3}(?:nada|"
    r"comissao|pagamento)",
)
_PAY_RUN = any_of(
    r"(?:pay(?:ment|out)|commission) (?:run|round|batch|date)|(?:outstanding|owed|due|pending) (?:\w+ "
    r"){0,3}(?:account|"
    r"me|us|balance)|(?:do|does|did) you(?:r \w+)? owe|on my account|my balance|(?:me |nous )?(?:devez|"
    r"doit)|"
    r"(?:habeis|han|hemos) (?:\w+ )?(?:ingresado|abonado|pagado|transferido)|(?:avete|hanno) (?:gia |"
    r"poi )?(?:pagat|"
    r"versat|liquidat|bonificat)\w|(?:habt|haben) (?:ihr|sie) (?:\w+ ){0,5}(?:uberwiesen|ausgezahlt|"
    r"gezahlt)|"
    r"(?:hebben|heeft) (?:\w+ ){1,5}(?:overgemaakt|uitbetaald)|wyplaciliscie|przelaliscie|"
    r"har ni (?:\w+ ){0,4}betalat|(?:voces )?(?:ja )?(?:pagaram|depositaram)"
)


def asks_how_it_ended(text: str) -> bool:
    """Whether a sentence asks if somebody signed, or when the partner is paid. `text` is folded."""
    if "?" not in text:
        return any(_TELL_ME.search(one) and _is_asked(one) for one in sentences(text))
    if _NOT_THERE.search(" ".join(text.split())):
        return True
    return any(_is_asked(one) for one in questions(text))


def _is_asked(sentence: str) -> bool:
    if _ENDED.search(sentence) and not _OF_US.search(sentence):
        return True
    if _TERMS.search(sentence):
        return False
    if _PAY_RUN.search(sentence):
        return True
    return bool(_MONEY.search(sentence) and _PAID.search(sentence) and _WHEN.search(sentence))

"""What a partner says who passes something on and does not mean a referral, in the languages they write.

It is no lead; it is only to be known; nothing is to be put down; they will ask the people first. Whoever
says so is asked, whatever else the mail holds. Patterns meet folded text (lower case, no accents;
`who.names.fold`) on one line and are linear.
"""

from __future__ import annotations

import re

from inbox.said.phrases import any_of
from inbox.who.names import fold

_NO_LEAD = (
    r"(?:no|not|isn't|never|hardly|rather than|nor) (?:an? |really |actual |in any way |meant as |for )*"
    r"(?:lead|referral|prospect|introduction|intro|recommendation)s?(?! (?:from|of yours|like))",
    r"kein(?:e[nr]?)? (?:\w+ )?(?:lead|empfehlung|interessent(?:in)?|kundenkontakt|kundenempfehlung|"
    r"neukunde)",
    r"(?:pas|aucune?|ni) (?:une? |de |d')?(?:\w+ )?(?:piste|recommandation|prospect|lead|mise en relation)",
    r"(?:no|ningun[oa]?) (?:es |son |hay |se trata de )?(?:un[ao]? )?(?:lead|referid[oa]|cliente potencial|"
    r"recomendacion|prospecto|contacto comercial)",
    r"(?:non|nessun[oa]?) (?:e |si tratta di |sono )?(?:un[ao]? |un')?(?:lead|segnalazion\w|"
    r"potenzial\w client\w|"
    r"contatto commerciale)",
    r"(?:nao|nenhuma?) (?:e |se trata de )?(?:uma? )?(?:lead|indicacao|referencia|potencial cliente|"
    r"cliente potencial)",
    r"geen (?:\w+ )?(?:lead|doorverwijzing|aanbeveling|prospect|verwijzing|introductie)|"
    r"hoort (?:hier )?niet (?:bij|thuis)",
    r"(?:nie|zad(?:en|ne|na)) (?:jest )?(?:to )?(?:jest )?(?:zad(?:en|ne|na) )?(?:lead|polecenie\w?|"
    r"rekomendacj\w|potencjaln\w+ klient\w*|kontakt handlowy)",
    r"(?:neni|nejde|nie je|nejedna se|zad(?:ny|na|ne)) (?:to )?(?:o )?(?:zad(?:ny|na|ne|nou) )?(?:lead|"
    r"doporuceni|odporucani\w|potencialn\w+|zajemce|poptavk\w)",
    r"(?:ingen|inget|inte|ej) (?:nagon |nagot |ett |en )?(?:lead|rekommendation|kundtips|prospekt|referens)",
    r"(?:ikke|ingen|intet) (?:et |en |noget |noen |noe )?(?:lead|henvisning|anbefaling|kundeemne|emne|tips)",
    r"ei (?:ole )?(?:\w+ )?(?:liidi|lead|suositus|vinkki|suosittelu|asiakasvinkki)",
    r"(?:nem|nincs) (?:egy |uj )?(?:lead|ajanlas|potencialis ugyfel|erdeklodo)",
    r"(?:nu|niciun|nicio) (?:e |este |vorba de )?(?:un |o |vorba de )?(?:lead|recomandare|prospect|"
    r"client potential)",
    r"(?:lead|tavsiye|yonlendirme|musteri adayi|referans) (?:\w+ )?degil\w*",
    r"(?:δεν|ουτε) (?:ειναι|προκειται για) (?:\w+ )?(?:lead|συσταση|υποψηφι\w+|πελατη)",
    r"не (?:лид|рекомендаци\w|потенциальн\w+|заявка|новыи клиент)|"
    r"не (?:лід|рекомендаці\w|потенціин\w+|новии клієнт)",
    r"(?:לא|אין|אינו|אינה|איננו|איננה) (?:מדובר ב|זה |זו |כאן )?(?:ליד|הפניה|המלצה|לקוח פוטנציאלי)",
    r"(?:ليس|ليست|لا) (?:هذا |هذه )?(?:عميلا? محتمل\w*|احالة|ترشيحا?|توصية)",
)
_HAVE_NOBODY = (
    r"(?:have|had|got|there is|there's|know of) (?:currently |really |absolutely )?(?:nobody|no one|"
    r"no-one|none|not anyone) "
    r"(?:(?:new|else|suitable) )?(?:to (?:introduce|refer|recommend|suggest|send|pass on|offer)|for you)",
    r"no (?:new )?(?:introductions?|referrals?|leads?) (?:at present|at the moment|for (?:you )?now|"
    r"from me|this (?:month|"
    r"quarter|time)|to (?:offer|make))",
    r"(?:niemanden?|keinen?) (?:\w+ ){0,2}(?:zu empfehlen|vorzustellen|zum empfehlen)",
    r"(?:personne|aucun\w*) (?:\w+ )?a (?:vous )?(?:recommander|presenter|proposer)",
    r"(?:nadie|ninguno) (?:\w+ )?(?:que|a quien|para) (?:recomendar|presentar|presentaros|recomendaros)",
    r"ninguem (?:\w+ )?(?:para|a quem) (?:vos )?(?:indicar|recomendar|apresentar)",
    r"nessuno (?:\w+ )?da (?:segnalar|presentar|consigliar)\w+",
    r"niemand (?:\w+ )?(?:om )?(?:te |door te |aan te )(?:introduceren|verwijzen|bevelen)",
)
_NOBODY_ACTS = (
    r"(?:nobody|no one|no-one|noone) (?:needs|has|is) to|no action|nothing (?:for you )?to (?:register|"
    r"act on)",
    r"(?:just|only|purely|merely) (?:as |for )(?:your |an? |the )?(?:info\w*|fyi|records?|files?|reference)",
    r"(?:for|as) (?:your )?(?:info\w*|reference|records) only|fyi only|only fyi",
    r"niemand (?:muss|braucht|soll)|(?:nur|lediglich|bloss|rein) (?:zur|als|fur die) (?:\w+ )?(?:info\w*|"
    r"kenntnis\w*|ansicht|akten)",
    r"personne (?:n'a besoin|ne doit)|(?:simplement|juste|uniquement|seulement) pour (?:\w+ "
    r")?(?:info\w*|memoire)"
    r"|pour (?:votre )?info\w* (?:seulement|uniquement)|a titre (?:\w+ )?(?:informatif|d'information)",
    r"(?:solo|solamente|unicamente|simplemente) (?:para|a titulo|por) (?:\w+ )?(?:info\w*|conocimiento)|"
    r"a titulo informativo|nadie (?:tiene que|necesita|debe)",
    r"(?:solo|soltanto|unicamente) (?:per|a titulo) (?:\w+ )?(?:conoscenza|info\w*)|nessuno deve",
    r"(?:so|apenas|somente) (?:para|a titulo) (?:\w+ )?(?:info\w*|conhecimento)|"
    r"ninguem (?:precisa|tem de|deve)",
    r"(?:alleen|enkel|puur|slechts|louter) (?:ter|als|voor|maar ter) (?:\w+ )?(?:info\w*|kennis\w+)|"
    r"niemand (?:hoeft|moet)",
    r"(?:tylko|jedynie|wylacznie) (?:do|dla) (?:\w+ )?(?:wiadomosci|informacji|wgladu)|"
    r"nikt nie (?:musi|powinien)",
    r"(?:jen|pouze|len|iba) (?:pro|na|pre) (?:\w+ )?(?:informac\w+|vedomi\w?|vedomost)|nikdo nemusi|"
    r"nikto nemusi",
    r"(?:bara|endast|enbart) (?:for|till|som) (?:\w+ )?(?:kannedom|info\w*)|ingen behover",
    r"(?:kun|bare|blot|utelukkende) (?:til|for|som) (?:\w+ )?(?:orientering|info\w*|underretning)|"
    r"ingen (?:behover|trenger|skal)",
    r"(?:vain|ainoastaan) (?:\w+ )?(?:tiedoksi|tiedoksenne)|kenenkaan ei tarvitse",
    r"(?:csak|kizarolag) (?:\w+ )?(?:tajekoztat\w*|informacio\w*|tudomas\w*)|senkinek (?:sem|nem) kell",
    r"(?:doar|numai) (?:pentru|spre|ca) (?:\w+ )?(?:informa\w+|stiinta)|nimeni nu trebuie",
    r"(?:sadece|yalnizca|sirf) bilgi\w*|bilgi (?:amacli\w*|icindir)|kimsenin (?:\w+ ){1,3}gerek yok",
    r"(?:μονο|απλως|απλα) (?:για|προς) (?:\w+ )?(?:ενημερωση|πληροφορ\w+)|κανεις δεν χρειαζ\w+",
    r"(?:только|исключительно|просто) для (?:\w+ )?(?:информации|сведения|ознакомления)|к сведению|"
    r"никому не (?:нужно|надо)",
    r"(?:лише|тільки|просто) для (?:\w+ )?(?:інформації|відома|ознаиомлення)|до відома|нікому не "
    r"(?:треба|потрібно)",
    r"לידיעה בלבד|רק לידיעה|לידיעתכם בלבד|רק לעדכון|لل(?:علم|اطلاع) فقط|فقط لل(?:علم|اطلاع)",
)
_NOTHING_DOWN = (
    r"(?:don't|do not|dont|never|not to) (?:create|enter|log|record|open|file|set up|put down) "
    r"(?:anything|anyone|"
    r"this|that|it|him|her|them|a |an |any |yet)",
    r"(?:noch )?(?:nichts|nicht) (?:\w+ )?(?:anlegen|anlegt|eintragen|eintragt|registrier\w+|erfassen|"
    r"aufnehmen)"
    r"|(?:legt|legen sie|tragt|tragen sie) (?:\w+ ){0,2}(?:nichts|nicht)",
    r"n'(?:enregistrez|creez|inscrivez|ouvrez|ajoutez) (?:rien|pas|encore)|ne (?:creez|saisissez|notez|"
    r"faites) "
    r"(?:rien|pas encore)|ne rien (?:enregistrer|creer|faire)",
    r"no (?:registr\w+|cre(?:eis|en|ar)|abr(?:ais|an)|apunt\w+|anot\w+|hag(?:ais|an)) (?:nada|aun|todavia)",
    r"non (?:registr\w+|cre\w+|inserit\w+|aprit\w+|fate) (?:niente|nulla|ancora)",
    r"nao (?:regist\w+|cri\w+|abr\w+|facam) (?:nada|ainda)",
    r"(?:maak|leg|zet|registreer|voer|noteer) (?:\w+ ){0,2}(?:niets|niks|niet)|"
    r"nog (?:niets|niks|niet) (?:aanmaken|registreren|vastleggen|invoeren|opvoeren)",
    r"nie (?:rejestruj\w*|zakladaj\w*|tworz\w*|wpisuj\w*|dodawaj\w*|zapisuj\w*|robcie nic)",
    r"ne(?:registrujte|zakladejte|zapisujte|vytvarejte|evidujte|zadavejte|vytvarajte|zapisujte|zakladajte)",
    r"(?:registrera|skapa|lagg (?:upp|in)) (?:\w+ )?(?:inget|ingenting|inte)",
    r"(?:lad|la) vaere (?:med )?(?:at |a )?(?:oprett?\w*|opprett\w*|registrer\w*|kontakt\w*|ring\w*|"
    r"skriv\w*|"
    r"legg\w*|laegg?\w*|gor\w*|gjor\w*)|(?:opret|opprett|registrer) (?:\w+ )?(?:ikke|intet|ingenting)|"
    r"ikke (?:oprett?\w*|opprett\w*|registrer\w*)|vent med (?:at |a )(?:oprett?\w*|opprett\w*|registrer\w*)",
    r"alkaa (?:viela )?(?:kirjatko|luoko|rekisteroiko|tehko|lisatko|ilmoittako|perustako)",
    r"ne (?:rogzit\w+|regisztral\w+|hozz\w+ letre|vegyek fel|vegyetek fel|vigy\w+ fel)",
    r"nu (?:inregistrati|creati|adaugati|introduceti)",
    r"(?:kaydetmeyin|kaydetmeyiniz|kayit acmayin|kayit olusturmayin|olusturmayin|eklemeyin|kaydini "
    r"yapmayin)\w*",
    r"μην? (?:καταχωρ\w+|δημιουργ\w+|ανοιξ\w+|γραψετε)",
    r"не (?:регистрир\w+|создава\w+|заносит\w+|вносит\w+|заводит\w+|оформля\w+)",
    r"не (?:реєстру\w+|створю\w+|заносьте|вносьте|оформлю\w+)",
    r"אל (?:תרשמו|תפתחו|תיצרו|תצרו)|לא לרשום|לא לפתוח|لا (?:تسجلوا?|تنشئوا?|تفتحوا?|تضيفوا?)",
)
_ASKS_FIRST = (
    r"(?:i |we )?(?:have to|need to|must|should|want to|'ll have to) (?:first )?(?:ask|check with|"
    r"speak to|speak with|"
    r"talk to) (?:him|her|them)(?: (?:about it|about this))? first",
    r"ich (?:muss|mochte|will|soll) (?:sie|ihn|die|den|da) (?:aber )?(?:erst|zuerst|vorher)(?: noch)? fragen|"
    r"(?:erst|zuerst|vorher) (?:muss|mochte|will) ich (?:sie|ihn|noch)? ?(?:\w+ )?(?:fragen|sprechen)",
    r"je (?:dois|veux|prefere) (?:d'abord |avant )?(?:le|la|les|lui|leur)(?: en)? (?:demander|"
    r"parler)(?: d'abord| avant)|"
    r"je dois d'abord (?:lui|leur) (?:en )?(?:demander|parler)",
    r"(?:primero|antes) (?:tengo que|debo|quiero) (?:preguntar|hablar|consultar)\w*|(?:tengo que|debo|"
    r"quiero) "
    r"(?:preguntarl|consultarl)\w+ (?:primero|antes)",
    r"(?:primeiro|antes) (?:tenho de|tenho que|preciso de|quero) (?:lhes? )?(?:perguntar|falar)|"
    r"(?:tenho de|tenho que) "
    r"(?:lhes? )?perguntar(?:-lhes?)? (?:primeiro|antes)",
    r"prima (?:devo|voglio) (?:chieder|parlar|sentir)\w+|(?:devo|voglio) (?:chiederl|parlarn|"
    r"sentirl)\w+ prima",
    r"ik (?:moet|wil) (?:het )?(?:haar|hem|ze|hun) (?:nog )?eerst (?:vragen|spreken)",
    r"(?:before|until|unless|till) i(?:'ve|'ll)? (?:have |had )?(?:ask\w*|spok\w+|speak|talk\w*|"
    r"check\w*|hear\w*|"
    r"confirm\w*|say so|tell you|give you)|(?:i'll|i will|i shall) (?:come|get|be|report) back(?= to "
    r"you| once|"
    r" when| on| with| as| *(?:[.,;!]|$))",
    r"(?:bevor|ehe|bis) ich (?:\w+ ){0,5}(?:gefragt|gesprochen|gehort|geklart|nachgefragt|bescheid|"
    r"frage|spreche)|"
    r"komme (?:\w+ ){0,3}(?:darauf|auf euch|auf sie) zuruck",
    r"avant que je|(?:je )?(?:reviens|reviendrai) vers (?:vous|toi)",
    r"(?:se lo|les|le) pregunto y|je (?:lui|leur) demande et|(?:glielo|lo) chiedo e vi|"
    r"ik vraag het (?:hem|haar|even) "
    r"en (?:laat|meld)|pergunto(?:-lhe)? e (?:digo|aviso)|ich frage (?:nach|sie|ihn) und (?:meld|sag|geb)\w*",
    r"(?:antes de que|hasta que) (?:yo )?(?:no )?(?:l[eao]s? )?(?:hable|pregunte|os diga|confirme)|"
    r"os (?:dire|aviso|avisare|cuento)(?= |[.,;!]|$)",
    r"prima che io|finche non (?:ci |gli |le |ne )?(?:parlo|chiedo|ho)|vi (?:faccio|faro) sapere",
    r"antes de (?:eu )?(?:falar|perguntar)|ate eu (?:falar|perguntar|confirmar)|depois (?:digo|aviso)",
    r"(?:voordat|voor|totdat|tot) ik (?:\w+ ){0,4}(?:gevraagd|gesproken|gehoord|overlegd|vraag|spreek)|"
    r"kom(?: ik)? er (?:\w+ )?op terug",
    r"(?:zanim|dopoki|poki) (?:\w+ ){0,3}(?:zapytam|spytam|porozmawiam|potwierdze|uzgodnie|dam znac)|"
    r"wroce (?:do was|z informacj\w|do tematu)",
    r"(?:nez|dokud|kym) (?:\w+ ){0,3}(?:ne)?(?:zeptam|promluvim|potvrdim|opytam|porozpravam|dam vedet)",
    r"(?:innan|forran) jag (?:\w+ ){0,2}(?:fragat|pratat|hort|stamt|kollat)|aterkommer",
    r"for jeg (?:\w+ ){0,2}(?:spurgt|spurt|talt|snakket|hort|afklaret|avklart|sagt)|vender tilbage|"
    r"kommer tilbake(?: til)?",
    r"ennen kuin (?:\w+ )?(?:olen|kysyn|puhun|vahvistan|saan)|palaan (?:asiaan|viela|tahan)",
    r"(?:amig|mielott) (?:\w+ ){0,3}(?:kerdez\w+|beszel\w+|jelz\w+|szol\w+)|visszaterek ra|majd "
    r"(?:jelentkezem|szolok)",
    r"(?:pana|inainte) (?:\w+ ){0,3}(?:vorbesc|intreb|confirm|spun)|revin (?:eu|cu|dupa)",
    r"(?:sormadan|konusmadan|haber vermeden|onaylamadan)|once (?:ben )?(?:\w+ )?(?:sorayim|konusayim|"
    r"soracagim)|"
    r"(?:size )?(?:geri )?donecegim",
    r"πριν (?:να )?(?:τους |τον |την )?(?:ρωτησω|μιλησω)|θα επανελθω",
    r"пока (?:я )?(?:\w+ )?не (?:спрошу|поговорю|уточню|скажу|узнаю)|(?:сначала|сперва) (?:я )?(?:\w+ )?"
    r"(?:спрошу|поговорю|уточню)|вернусь (?:к вам|с ответом|с)",
    r"поки (?:я )?(?:\w+ )?не (?:запитаю|поговорю|уточню|скажу)|спочатку (?:я )?(?:\w+ )?(?:запитаю|"
    r"поговорю)",
    r"עד שא(?:דבר|שאל|ברר|אשר)|לפני שא(?:דבר|שאל)|אחזור אליכם|"
    r"(?:حتى|قبل ان) (?:اسال\w*|اتحدث|اؤكد|استشير)|ساعود اليكم",
)
# Said of oneself or of another: no calls, no contact, no passing on.
_PEACE = any_of(
    r"(?:do|does|did)(?:n't| not) want (?:(?:any|more|further|to (?:get|receive)) )*(?:calls?|contact|"
    r"e-?mails?|"
    r"mails?|messages|to be (?:called|contacted|rung|phoned|approached))|(?:don't|do not|dont|"
    r"not to) (?:pass|give|"
    r"share|hand) (?:on |out )?(?:my|our|his|her|their) (?:details|number|name|contact\w*|address|data)|"
    r"(?:take|strike) (?:him|her|them|me|us) off|(?:no more|get enough) calls|leave (?:me|us|it) "
    r"(?:alone|in peace|be)(?=[.,;!]|$)",
    r"(?:will|wollen|mochten?|wunsch\w+) (?:\w+ ){0,3}(?:kein\w*|nicht) (?:\w+ ){0,3}(?:anruf\w*|kontakt\w*|"
    r"angerufen|mails|werbung)|(?:gebt?|geben|reich\w*) (?:\w+ ){0,2}(?:meine|unsere|seine|ihre) (?:\w+ )?"
    r"(?:daten|nummer|adresse) (?:bitte )?nicht",
    r"(?:ne|de ne) (?:pas|plus) (?:m'|me |l'|la |le |les |nous )(?:appel|contact|rappel|relanc|demarch)\w+|"
    r"ne (?:veu\w+|souhaite\w*|desire\w*) (?:plus|pas) (?:\w+ )?(?:(?:d')?(?:appels?|etre (?:appele|contacte|"
    r"rappele|demarche)\w*)|qu'on)|ne (?:donnez|transmettez|communiquez) (?:pas|plus) (?:mes|ses)",
    r"no (?:quier\w+|queremos|desea) (?:mas |recibir |que )?(?:\w+ ){0,2}(?:llam\w+|contact\w+|correos)|"
    r"no (?:deis|des|den|paseis|pases) (?:mis|sus) datos",
    r"non (?:vuole|voglio|vogliono|desidera) (?:piu )?(?:\w+ ){0,2}(?:chiamate|telefonate|contatti|essere "
    r"(?:contattat|chiamat|richiamat)\w)|non (?:date|dia|dare|passate) i (?:miei|suoi) (?:dati|recapiti)",
    r"wil(?:len)? (?:\w+ )?(?:niet|geen) (?:\w+ ){0,2}(?:gebeld|benaderd|telefoontjes|belletjes|"
    r"contact|mails)|"
    r"geef (?:\w+ )?(?:mijn|zijn|haar) (?:gegevens|nummer) niet",
    r"nao (?:quer\w*|deseja) (?:mais |receber |que )?(?:\w+ ){0,2}(?:chamadas|ligac\w+|liguem|contact\w+|"
    r"contat\w+)|nao (?:deem|passem) os (?:meus|seus) dados",
    r"nie (?:chc[ea]|zycz[ya] sobie) (?:\w+ )?(?:telefonow|kontaktu|zeby (?:\w+ )?dzwoni\w+)|prosze nie "
    r"(?:podawac|przekazywac) (?:moich|jego|jej)",
    r"vill inte (?:bli |ha )?(?:uppringd|kontaktad|samtal|kontakt)|(?:vil|onsker) ikke (?:\w+ )?(?:ringes|"
    r"kontaktes|kontakt|opkald|a bli (?:ringt|kontaktet))",
)
_REFUSED = any_of(*_NO_LEAD, *_HAVE_NOBODY, *_NOBODY_ACTS, *_NOTHING_DOWN, *_ASKS_FIRST)
_UNSPACED = re.compile(  # folded too, which takes Korean syllables and Japanese marks apart
    fold(
        "紹介ではあり|紹介ではな|紹介ではござ|案件ではあり|案件ではな|見込み客ではあり|見込み客ではな"
        "|不是推荐|不是推薦|不是客户|不是客戶|不是线索|不是介绍|不是潜在"
        "|소개가 아|소개는 아|추천이 아|추천은 아|리드가 아|영업 건이 아|고객 소개가 아"
        "|ご参考まで|参考までに|情報共有のみ|共有のみ|仅供参考|僅供參考|仅供了解"
        "|참고용|참고만|참고로만|공유만"
        "|登録しない|登録はしな|登録なさらな|登録はまだ|まだ登録|登録をお待ち|登録は控え"
        "|不要登记|不要注册|不要建档|不要创建|不要录入|请勿登记|暂不登记|先不要登"
        "|등록하지|등록은 하지|등록 보류|등록을 보류"
        "|聞いてから|確認してから|確認するまで|等我问|等我確|等我确|我先问|我先問|我先确认"
        "|확인할 때까지|물어본 후|물어보고|여쭤보고|여쭤본"
    )
)


def wants_peace(text: str) -> bool:
    """Whether somebody wants no calls, and nothing passed on. `text` is folded."""
    return bool(_PEACE.search(" ".join(text.replace("’", "'").split())))


def says_no(text: str) -> bool:
    """Whether the partner says that this is no referral, not yet one, or that they want to be left alone."""
    folded = " ".join(fold(text).replace("’", "'").split())
    return (
        wants_peace(folded)
        or bool(_REFUSED.search(folded))
        or (not text.isascii() and bool(_UNSPACED.search(folded)))
    )

"""What is heard in languages we do not answer in: no more mail, and the notes of absent people's machines.

Folded text, one expression per line. Nothing else is read in them.
"""

LEAVES = r"""
(?:cancellatemi|cancellami|toglietemi|toglimi|rimuovetemi|rimuovimi|levatemi) d[aei]\w*
disiscri\w+
non (?:voglio|desidero|vorrei) (?:piu )?(?:ricever|altr)\w*
non (?:scrivetemi|scrivermi|inviatemi|mandatemi|contattatemi) piu
non mi (?:scriv|invi|mand|contatt)\w+ piu
(?:di )?non (?:piu )?(?:inviar|mandar|scriver|contattar)(?:mi|ci)\b
non (?:inviate|mandate|scrivete)(?:mi|ci)\b
non (?:voglio|desidero|vorrei) essere (?:piu )?contattat\w+
(?:toglietemi|toglimi|cancellatemi|cancellami|rimuovetemi)\b
basta con (?:queste|questi|le|i) (?:e-?mail|mail|messaggi|promemoria)
smett\w+ di (?:scriver|mandar|inviar|contattar)(?:mi|ci)
basta (?:e-?mail|mail|messaggi|promemoria)
annull\w+ l[a' ]{1,2}(?:mia )?iscrizione
wypisanie mnie
wypis(?:z|zcie|ac) mnie
mnie wypisac
nie chce (?:juz )?(?:wiecej )?(?:otrzymywac|dostawac)
nie zycze sobie (?:\w+ )?(?:wiadomosci|maili)
nie (?:przysylajcie|wysylajcie|przysylac|wysylac) (?:mi|nam)
przestan\w* (?:do mnie |mi )?(?:pisac|przysylac|wysylac)
(?:usuncie|usunac|usuniecie) mnie
rezygnuje z otrzymywania
nie (?:piszcie|pisz|pisac) (?:juz )?(?:do )?(?:mnie|nas|mi)\b
(?:do mnie|mi) (?:juz )?(?:wiecej )?nie (?:pisac|piszcie|wysyla|przysyla)
(?:bez|koniec) (?:tych |takich )?(?:maili|wiadomosci|przypomnien)
nie chce (?:juz )?(?:wiecej )?(?:tych |takich |waszych )?(?:maili|wiadomosci|przypomnien)
sluta (?:att )?(?:skicka|mejla|maila|skriv)\w*
avregistrera (?:mig|oss)
avprenumerera
(?:ta bort|stryk) (?:mig|oss) fran
inga fler (?:mejl|mail|utskick|paminnelser)
vill inte (?:langre )?(?:ha|fa) (?:fler|de har|dessa)
skicka (?:inte|inga) fler
skriv inte (?:mer |mera )?till (?:mig|oss)
(?:slut|sluta) med (?:de har |dessa )?(?:mejl|mail|utskick|paminnelser)\w*
(?:vill|onskar) inte (?:langre )?(?:bli kontaktad|kontaktas)
(?:afmeld|slet|fjern) mig
(?:stop|lad vaere) med at (?:sende|skrive|maile)
skriv ikke (?:mere )?til (?:mig|os)
(?:send|skicka) (?:mig )?ikke (?:flere|mere)
(?:vil|onsker) ikke (?:laengere )?(?:have|kontaktes|at blive kontaktet)
ikke flere (?:e-?)?(?:mails?|beskeder|pamindelser)
(?:onsker|vil) ikke (?:laengere )?(?:at )?modtage
(?:meld meg av|avmeld meg|(?:fjern|slett) meg fra)
slutt a (?:sende|skrive|maile)
(?:ingen|ikke) flere (?:e-?poster|meldinger|pamminnelser)
onsker ikke (?:lenger )?a motta
poistakaa minut
poista minut
en halua (?:enaa )?(?:saada|naita|vastaanottaa)
lopettakaa (?:naiden |viestien )
odhlaste m[ea]
nechc[ie]m? (?:uz |jiz )?(?:dostavat|zadne dalsi)
nepos[ie]+lejte (?:mi|nam)\b
(?:uz|jiz) mi (?:\w+ )?nepos[ie]+lejte
nepiste mi (?:uz|jiz|vic)
(?:uz|jiz) mi (?:\w+ )?nepiste
nechci (?:uz|jiz) (?:vase |tyto |takove |zadne )?(?:maily|e-?maily|zpravy|upominky)
odhlasit (?:me|mne)
prestante mi (?:psat|pisat|pos[ie]+lat)
(?:vyradte|odstrante) m[ea]
leiratkoz\w*
ne kuldj\w+ tobb
nem kerek tobb
toroljen\w* a listarol
dezabon\w+
nu mai (?:vreau|doresc) sa primesc
nu(?: |-)i?mi mai trimit\w+
scoateti-ma
(?:listeden|abonelikten) c[iı]k\w+
art[iı]k (?:\w+ )?(?:almak )?istemiyorum
bana (?:bir daha )?(?:mail|e-?posta|mesaj) (?:gondermeyin|atmay[iı]n)
(?:artık |bir daha )?bana (?:\w+ ){0,3}(?:gondermey\w+|yazmay\w+|atmay\w+)
(?:gondermey|yazmay)[iı]n (?:artik|lutfen)
(?:artik|bir daha) (?:\w+ ){0,2}(?:mail|e-?posta|mesaj|hatirlatma)\w* (?:gondermey|atmay|istemiyor)\w+
uyeligimi iptal edin
\S*(?:メール|案内|連絡|通知|リマインダー)\S*(?:送らないて|しないて|送信しないて|送付しないて|不要てす|停止|やめて|止めて|控えて)
\S*配信(?:を)?(?:停止|解除|中止)
отпишите меня
отписаться
не присылаите
больше не пишите
(?:уберите|удалите) меня из
""".strip()

# Said for a while or of somebody else: a person looks.
FOR_NOW = r"""
oggi|domani|adesso|per ora|fino a|dzis\w*|teraz|jutro|na razie|idag|i dag|imorgon|just nu|lige nu|dnes|ted
|zitra|zatim|bugun|simdi\w*|yarin|\S*(?:今日|今は|今月|まて)
""".strip().replace("\n", "")

_MACHINE = r"""
risposta automatica
fuori (?:ufficio|sede) (?:fino|dal|da|per)
(?:automatiskt?|auto) ?svar
autosvar
laser inte min\w* (?:e-?post|mejl|mail)
automaattinen vastaus
poissaoloviesti
automatyczna odpowiedz
odpowiedz automatyczna
autoodpowiedz
automaticka odpoved
automatikus valasz
raspuns automat
otomatik (?:yan[iı]t|cevap)
автоответ
автоматическии ответ
""".strip()

_AWAY = r"""
(?:sono|saro|siamo) (?:assente|in ferie|fuori)
(?:ar|befinner mig)(?: \w+){0,2} (?:pa semester|foraldraledig|franvarande)
inte pa kontoret
(?:er|har|holder)(?: \w+){0,2} (?:pa ferie|ferie|fravaerende)
ikke pa kontoret
pa barsel
olen (?:lomalla|poissa)
(?:jestem|przebywam|bede) (?:\w+ )?(?:na urlopie|poza biurem|nieobecn\w+)
jsem (?:\w+ )?(?:na dovolene|mimo kancelar|nepritom\w+)
szabadsagon (?:vagyok|leszek)
sunt in concediu
ofis d[iı]s[iı]nda
вне офиса
""".strip()

_BACK = r"""
al mio (?:rientro|ritorno)
per (?:le )?urgenze
segreteria
vid bradskande
ater (?:den|pa kontoret)
till och med den
ved haster
tilbage (?:den|pa kontoret)
til og med
w sprawach pilnych
w pilnych sprawach
wracam
v naléhavych
v nalehavych
""".strip()

MACHINE = ((3, _MACHINE), (2, _AWAY), (1, _BACK))

"""What is heard in languages we do not answer in: no more mail, and the notes of absent people's machines.

Folded text, one expression per line. Nothing else is read in them.
"""

LEAVES = r"""
(?:cancellatemi|cancellami|toglietemi|toglimi|rimuovetemi|rimuovimi|levatemi) d[aei]\w*
disiscri\w+
non (?:voglio|desidero|vorrei) (?:piu )?(?:ricever|altr)\w*
non (?:scrivetemi|scrivermi|inviatemi|mandatemi|contattatemi) piu
non mi (?:scriv|invi|mand|contatt)\w+ piu
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
sluta (?:att )?(?:skicka|mejla|maila|skriv)\w*
avregistrera (?:mig|oss)
avprenumerera
(?:ta bort|stryk) (?:mig|oss) fran
inga fler (?:mejl|mail|utskick|paminnelser)
vill inte (?:langre )?(?:ha|fa) (?:fler|de har|dessa)
skicka (?:inte|inga) fler
(?:afmeld|slet|fjern) mig
stop med at (?:sende|skrive|maile)
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
nepos[ie]+lejte mi
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
отпишите меня
отписаться
не присылаите
больше не пишите
(?:уберите|удалите) меня из
""".strip()

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

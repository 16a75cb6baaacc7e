"""What only people write: points against a machine; folded text, one expression per line."""

PERSON = r"""
i would (?:love|like|be|rather)
voyons
on verra
gerne? (?:danach|dann|spater|wieder)
daarna (?:graag|gerne)
a la vuelta (?:hablamos|nos|te|os|vemos)
but (?:i|we|let|happy|can)
let s
lets
shall we
can we
could we
may we
i d (?:love|like|be|rather)
happy to
ask me
try me
try again
ping me
remind me
(?:call|ring|email|write|contact|phone|text) me
(?:talk|speak|chat|meet)(?: then| after| afterwards| when| once| again)
pick (?:this|it) up
catch up
check back
get back to me
come back to me
nobody
no one
my (?:referrals?|leads?|payout|commission)
the (?:payout|commission|reward|referral)
unsubscribe
remove me
take me off
stop (?:sending|emailing|these|writing)
coffee
lunch
payout
(?:meldet|melden|melde)(?: \w+){0,2} (?:euch|sie sich|dich|nochmal|wieder)
frag(?:t|en sie)? (?:mich|nochmal|dann)
ruf(?:t|en sie)? mich
danach (?:gern|wieder|konnen|reden|sprechen|telefonieren)
lass(?:t|en sie)? uns
(?:konnen|konnten|wollen) wir
sprechen wir
kaffee
niemand
keinen? (?:mails|nachrichten|e-?mails)
verteiler
relancez
recontactez
rappelez
reparlons
on (?:se|en) (?:parle|reparle|voit)
(?:peut|pouvons)[- ](?:on|nous)
cafe
personne a
ne connais
(?:preguntame|preguntadme|llamame|llamadme|escribeme|escribidme|hablamos|quedamos|hablemos|nos vemos|
    recuerdame)
(?:vuelve|volved|vuelvan) a (?:escribir|preguntar|contactar|llamar)
(?:podemos|podriamos)
nadie
bel me
vraag (?:me|het)
(?:laten we|zullen we|kunnen we|spreken we|praten we|bellen we)
mail me
probeer het
herinner me
koffie
niemand
(?:voltem|volta|volte) a (?:perguntar|falar|contactar|escrever|ligar)
(?:fala|falem|fale|liga|liguem|contactem|pergunta|perguntem|lembrem?) (?:comigo|me|-me)
(?:falamos|conversamos|podemos|marcamos|vamos)
ninguem
\w+ \?
\?
""".strip()

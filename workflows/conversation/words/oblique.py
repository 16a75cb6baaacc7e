"""The same in a roundabout way: `is the ball in your court?`, `what am I sitting at?`, `leave her be`.

They join the tables of each language, as those of `kinds` do. `aside` only takes a word its other meaning.
"""

OBLIQUE: dict[str, dict[str, str]] = {
    "status": {
        "en": """
            yay or nay, yes or no, in the bag, done and dusted, over the line, signed and sealed,
            home and dry, waiting for a call, waiting on a call, waiting for a callback,
            waiting for a call back, expecting a call back, gone cold, went cold, fizzled*, ball is in,
            ball .. court, in cx court, in your court, in his court, in her court, in their court,
            in our court, whose turn, whose move, your move, their move, waiting on whom,
            who owes .. something, owes .. something, owe .. something, where .. got to,
            where .. gotten to, has .. got to $, have .. got to $, wassup with, wht about, wat about,
            abt, wassup w, sup with, whaddup with, whaddup w, answer out of, word out of,
            anything out of, did you know about, were you aware, know if thats true, dead in the water,
            still breathing, lost cause, holding .. up, sitting on it, dead or alive, how far along,
            how far has, how far have""",
        "de": """
            ja oder nein, in trockenen tuchern, unter dach und fach, in der tasche, wann fuhrt ihr,
            wartet .. auf einen ruckruf, wartet .. auf ruckruf, wartet .. auf einen anruf,
            auf dem schirm, eingeschlafen, erkaltet, im sande, im sand, ball liegt, liegt der ball,
            ball bei, am zug, wer ist dran, wer ist am, seid ihr dran, wisst ihr davon,
            wissen sie davon, weisst du davon, wie weit sind, wie weit ist, rausbekommen,
            herausbekommen, rausgekriegt, hangt es, hangts, woran hangt, tot oder, lebt .. noch""",
        "fr": """
            oui ou non, dans la poche, c est plie, fait le mort, tombe a l eau, tombee a l eau,
            balle est dans, dans quel camp, dans votre camp, dans le votre, au point mort,
            vous etiez au courant, etiez vous au courant, etes vous au courant, mort ou vivant,
            a qui de jouer""",
        "es": """
            si o no, en el bote, senales de vida, se ha enfriado, se enfrio, en vuestro tejado,
            en su tejado, en que punto, por donde va, por donde van, lo sabiais, lo sabian,
            sabiais algo, vivo o muerto, viva o muerta, en via muerta""",
        "nl": """
            ja of nee, in kannen en kruiken, al rond, doodgebloed, ligt de bal, de bal ligt, aan zet,
            hoe ver is, hoe ver zijn, weten jullie daarvan, wisten jullie dat, wist je dat,
            stilgevallen, dood of levend""",
        "pt": """
            sim ou nao, no papo, deu sinal de vida, arrefeceu, a bola esta, do vosso lado, em que ponto,
            sabiam disso, vivo ou morto, viva ou morta, morreu na praia""",
    },
    "moneyask": {
        "en": """
            in it for us, hit my bank, hits my bank, reach my bank, reaches my bank, what have i made,
            what have we made, how much have i made, how much have we made, income from you,
            i sitting at, we sitting at, am i at with you, check coming, cheque coming, check landing,
            is that check, is the check, is that cheque, is the cheque, roughly whats the,
            roughly what is the, roughly how much, how much roughly, ballpark, i expect from you,
            we expect from you, count on from you, waiting for me with you, in the pot for me,
            what is due to us, whats due to us""",
        "de": """
            kommt .. bei mir an, kommt .. bei uns an, an provision einplanen, noch was aus an geld,
            noch geld aus, was bleibt fur mich, was bleibt da fur mich, springt .. fur mich raus,
            liegt fur mich, liegt fur uns, von euch erwarten, von ihnen erwarten,
            von euch noch erwarten, von ihnen noch erwarten, gut bei euch, bei euch gut,
            bei euch schon gut, fallt fur mich, fallt fur uns, fallt da fur, mit welchem betrag""",
        "fr": """
            suis a combien, en suis a combien, tombe pour moi, compter de votre part,
            m attend chez vous, somme vais je recevoir, montant vais je recevoir,
            combien vais je recevoir, va me revenir, me revient il""",
        "es": """
            me cae, que me toca a mi, cantidad voy a recibir, cuanto voy a recibir, voy a cobrar,
            tengo con vosotros, contar de vuestra parte, contar por vuestra parte""",
        "nl": """
            staat er voor mij, staat er voor ons, rekenen van jullie, valt er voor mij,
            valt er voor ons, verwachten van jullie""",
        "pt": """
            me cabe, valor vou receber, quanto vou receber, tenho convosco, contar da vossa parte""",
    },
    "total": {
        "en": "our forecast, our budget, before year end",
        "de": "unsere planung, bis jahresende, bis weihnachten",
        "fr": "mon budget, notre budget, d ici noel, d ici la fin",
        "es": "mi presupuesto, nuestro presupuesto, hasta navidad",
        "nl": "onze begroting, onze planning, tot kerst",
        "pt": "meu orcamento, nosso orcamento, ate ao natal",
    },
    "change": {
        "en": """
            surname is, last name is, first name is, his cell, her cell, cell is, cell number is,
            line is useless, phone is useless, landline is useless, line is rubbish, phone is rubbish,
            old address, old mailbox, old inbox, goes by, no longer right, no longer valid,
            no longer current, only reads texts, only answers texts""",
        "de": """
            nachname ist, nachname von, heisst seit, adresse .. stimmt nicht mehr,
            mail .. stimmt nicht mehr, mailadresse .. stimmt nicht mehr, nummer .. stimmt nicht mehr,
            adresse .. gilt nicht mehr, mail .. veraltet, adresse .. veraltet, altes postfach,
            alte postfach, neues handy""",
        "fr": """
            nom de famille, s appelle maintenant, s appelle desormais, nouveau portable,
            n est plus bonne, n est plus valable, n est plus la bonne, ancienne adresse""",
        "es": """
            el apellido, su apellido, movil nuevo, nuevo movil, direccion .. ya no vale,
            correo .. ya no vale, correo viejo, direccion antigua""",
        "nl": """
            achternaam, nieuw mobiel, nieuwe mobiel, adres .. klopt niet meer,
            nummer .. klopt niet meer, mail .. klopt niet meer, oude adres""",
        "pt": """
            apelido e, apelido de, sobrenome, telemovel novo, novo telemovel, ja nao e valido,
            endereco antigo, email antigo""",
    },
    "renames": {  # a name beside the one on file that is no stranger's
        "en": "goes by, is called, surname, last name, got married, spelled, spelt, now called",
        "de": "heisst, nachname*, geheiratet, schreibt sich, hochzeit",
        "fr": "s appelle, nom de famille, s ecrit, mariage",
        "es": "se llama, apellido, se escribe, se caso",
        "nl": "heet, achternaam, trouwen, getrouwd",
        "pt": "se chama, chama se, apelido, sobrenome, escreve se, casou",
    },
    "defer": {  # not before a day; after it they may be called
        "en": """
            dont ring .. before, dont call .. before, dont phone .. before, dont contact .. before,
            do not ring .. before, do not call .. before, do not phone .. before,
            do not contact .. before, dont ring .. until, dont call .. until, dont phone .. until,
            dont contact .. until, do not ring .. until, do not call .. until, do not contact .. until,
            no calls before, no calls until, no calls till, dont ring .. till, dont call .. till""",
        "de": """
            bitte nicht vor, nicht vor .. anrufen, nicht vor .. melden, nicht vor .. kontaktieren,
            bitte erst nach, bitte erst ab, bitte erst wieder, erst nach .. anrufen, erst ab .. anrufen""",
        "fr": """
            appelez pas .. avant, appeler .. avant, contactez pas .. avant, contacter .. avant,
            pas d appel avant, relancez pas .. avant""",
        "es": """
            no .. llameis .. antes, no .. llamen .. antes, no .. llames .. antes, no .. llamar .. antes,
            no .. contacteis .. antes, no .. contacten .. antes, no .. contactar .. antes""",
        "nl": """
            bel .. niet voor, niet bellen voor, niet .. voor .. bellen, pas na .. bellen, bel .. pas na,
            benader .. niet voor""",
        "pt": """
            nao .. liguem .. antes, nao .. ligar .. antes, nao .. contactem .. antes,
            nao .. contactar .. antes, nao .. telefonem .. antes""",
    },
    "drop": {
        "en": """
            stop approaching, stop ringing, stop phoning, call you off, call your people off,
            leave him be $, leave her be $, leave them be $, leave cx be $, let him be $, let her be $,
            let them be $, let cx be $, leave her be, leave him be, not approaching .. any,
            left in peace, no further steps with""",
        "de": """
            nicht weiter anklopfen, nicht mehr anklopfen, nehmt .. abstand, nehmen sie .. abstand,
            nichts mehr unternehmen, unternehmen .. nichts mehr, in frieden lassen,
            in frieden zu lassen, lasst .. in frieden, nicht mehr behelligen, nicht weiter behelligen,
            nicht langer behelligen""",
        "fr": """
            ne plus solliciter, sollicitez plus, n insistez pas, n insistez plus, ne plus demarcher,
            ne plus relancer""",
        "es": "no insistais, no insistan, no insistir, dejad de insistir, dejen de insistir",
        "nl": """
            niet verder aandringen, niet meer aandringen, niet meer benaderen, niet verder benaderen""",
        "pt": "nao insistir, nao insistam, deixem de insistir, nao voltem a incomodar",
    },
    "nobody": {
        "en": """
            not one that fits, none that fit*, nobody that fits, no one that fits, not one of them fits,
            not one fits, no match, no names today, no names this, none to give,
            not one of them is right""",
        "de": """
            keiner dabei, keine dabei, passt keiner, passt keine, passt niemand, keine namen,
            kein passender""",
        "fr": """
            personne ne colle, personne ne correspond, aucun ne correspond, aucun ne colle, pas de nom,
            pas de noms""",
        "es": "no encaja nadie, nadie encaja, ninguno encaja, no tengo nombres, ningun nombre",
        "nl": "past er niemand, past niemand, niemand past, geen namen, niemand die past",
        "pt": "ninguem encaixa, nenhum encaixa, nao tenho nomes, nenhum nome",
    },
    "ack": {
        "en": "keep up the good work, keep it up, lovely work, great work you",
        "de": "weiter so, ihr macht das toll, schone arbeit",
        "fr": "continuez comme ca, continuez ainsi",
        "es": "seguid asi, sigan asi, buen trabajo",
        "nl": "ga zo door, mooi werk",
        "pt": "continuem assim, bom trabalho",
    },
    "program": {
        "en": """
            suppose i, suppose we, supposing i, supposing we, suppose someone, suppose somebody,
            take leads from, also take leads, take referrals in, still get credit, still be mine,
            still count for me, still count as mine""",
        "de": """
            angenommen ich, angenommen wir, angenommen jemand, gesetzt den fall, zahlt das noch fur,
            zahlt das dann noch, was ware wenn""",
        "fr": "supposons que, imaginons que, admettons que, compte encore pour moi",
        "es": "supongamos que, imaginemos que, pongamos que, sigue contando para mi",
        "nl": "stel dat, stel ik, telt dat dan nog, telt dat nog",
        "pt": "suponhamos que, imaginemos que, vamos supor que, ainda conta para mim",
    },
    "give": {
        "en": "hit up, look in on, could do with you, crying out for",
        "de": "schaut doch mal bei, schaut mal bei",
        "fr": "passez donc voir, passez voir",
        "es": "pasad por, pasaos por",
        "nl": "ga eens langs",
        "pt": "passem pela, passem pelo",
    },
    "aside": {
        "en": """
            at the wheel, his payroll tax*, her payroll tax*, their payroll tax*, for my taxes,
            for our taxes, for my tax return, for our tax return""",
        "de": """
            am steuer, hinterm steuer, hinter dem steuer, fur meine steuererklarung,
            fur unsere steuererklarung""",
    },
    "mine": {
        "en": """
            introduction of ours, introductions of ours, ive sent your way, i sent your way,
            weve sent your way, we sent your way, i put your way""",
        "de": "empfehlungen von uns, euch geschickt habe, euch gebracht habe",
        "fr": "contacts de chez nous, que je vous ai envoyes, que je vous ai envoyees",
        "es": "que os he mandado, que os he enviado, que os pase",
        "nl": "die ik jullie stuurde, die ik jullie gaf, die ik aandroeg",
        "pt": "que vos mandei, que vos enviei, que vos passei",
    },
    "likewise": {  # the question that was just answered, about another
        "en": """
            same for, same q for, same question for, same with, ditto for, likewise for, same again for""",
        "de": """
            gleiche frage fur, gleiche frage zu, gleiche fur, gleiche bei, dasselbe fur, dito fur,
            dito bei, ebenso fur, selbe frage fur, selbe fur""",
        "fr": "pareil pour, idem pour, meme question pour, meme chose pour",
        "es": """
            lo mismo para, lo mismo con, lo mismo de, igual para, igual con, misma pregunta para,
            cx lo mismo""",
        "nl": "zelfde voor, hetzelfde voor, idem voor, zelfde vraag voor, zelfde vraag over",
        "pt": "o mesmo para, igual para, mesma pergunta para, idem para, o mesmo com",
    },
    "typing": {
        "en": """
            excuse the spelling, forgive the spelling, excuse my spelling, forgive my spelling,
            excuse the typos, excuse typos""",
        "de": "entschuldige die tippfehler, entschuldigen sie die tippfehler, sorry fur tippfehler",
        "fr": "excusez les fautes, excuse les fautes, desole pour les fautes",
        "es": "perdon por las faltas, disculpad las faltas, disculpen las faltas",
        "nl": "excuses voor de typefouten, sorry voor de typefouten, let niet op de spelling",
        "pt": "desculpem os erros, desculpe os erros, desculpa os erros",
    },
    "supposing": {  # only imagined
        "en": "suppose, supposing, what if, lets say, say i",
        "de": "angenommen, gesetzt den fall, was ware wenn, was wenn",
        "fr": "supposons, imaginons, admettons, et si je, et si on",
        "es": "supongamos, imaginemos, pongamos, y si yo, y si me",
        "nl": "stel dat, stel ik, stel we, wat als",
        "pt": "suponhamos, imaginemos, vamos supor, e se eu",
    },
    "anger": {
        "en": "insulted him, insulted her, hates you",
        "de": "angelogen, belogen, beleidigt",
        "fr": "insulte, menti",
        "es": "insultado, mentido",
        "nl": "beledigd, voorgelogen",
        "pt": "insultado, mentiram",
    },
    "fieldq": {
        "en": "whats the number, what is the number, number for cx, whats .. phone, whats .. email",
        "de": "welche nummer hat, nummer von cx, welche mail hat, wie ist die nummer",
        "fr": "quel est le numero, quel numero, quel est le mail",
        "es": "cual es el numero, que numero, cual es el correo",
        "nl": "wat is het nummer, welk nummer, wat is het mailadres",
        "pt": "qual e o numero, que numero, qual e o email",
    },
    "theirs": {
        "en": """
            their lot, with their people, current people, present people, whom they have now,
            the ones they have""",
        "de": """
            mit ihren leuten, mit seinen leuten, jetzigen leuten, jetziger anbieter, jetzigen anbieter""",
        "fr": "leurs gens, prestataire actuel, fournisseur actuel",
        "es": "proveedor actual, los que tienen ahora",
        "nl": "huidige leverancier, huidige partij, hun mensen",
        "pt": "fornecedor atual, os que tem agora",
    },
    "nowonder": {
        "en": "no wonder, small wonder",
        "de": "kein wunder",
        "fr": "pas etonnant, rien d etonnant",
        "es": "no es de extranar, no me extrana, con razon",
        "nl": "geen wonder",
        "pt": "nao admira, nao e de admirar, nao me admira",
    },
    "reported": {  # known already, and not asked
        "en": """
            i hear, i heard, i gather, i understand, apparently, they tell me, im told, i am told""",
        "de": """
            wie ich hore, soweit ich weiss, hab gehort, habe gehort, anscheinend, ja jetzt,
            wie es scheint""",
        "fr": "si j ai compris, si j ai bien compris, parait il, il parait, a ce qu on m a dit",
        "es": "segun parece, por lo visto, tengo entendido, si entendi bien",
        "nl": "naar ik hoor, blijkbaar, heb begrepen, hoorde ik",
        "pt": "ao que parece, pelo que percebi, se percebi bem, pelos vistos",
    },
    "filler": {
        "en": """
            politely, firmly, frankly, roughly, hopefully, obviously, basically, literally, supposedly,
            tho, though, um, uh, uhm, erm, lol, idk, ngl, imo, tbh, afaik, asap, lmk, gonna, wanna,
            gotta, dunno, kinda, sorta, cuz, coz, tmr""",
        "de": "ahm, tja, bzgl, evtl, ggf, vllt, vlt, iwie, eig, usw, bzw, gell, gelle",
        "fr": "euh, bref, stp, svp, pkoi, mtn, bcp",
        "es": "eh, bueno, porq, tmb, porfa",
        "nl": "eh, nou, mss, ivm, zsm",
        "pt": "hum, pois, sff, tbm, qnd",
    },
}

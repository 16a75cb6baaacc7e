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
            kurzer stand, kurz den stand, kurzen stand, ja oder nein, in trockenen tuchern,
            unter dach und fach, in der tasche, wann fuhrt ihr, wartet .. auf einen ruckruf,
            wartet .. auf ruckruf, wartet .. auf einen anruf, auf dem schirm, eingeschlafen, erkaltet,
            im sande, im sand, ball liegt, liegt der ball, ball bei, am zug, wer ist dran, wer ist am,
            seid ihr dran, wisst ihr davon, wissen sie davon, weisst du davon, wie weit sind,
            wie weit ist, rausbekommen, herausbekommen, rausgekriegt, hangt es, hangts, woran hangt,
            tot oder, lebt .. noch""",
        "fr": """
            petit point sur, point rapide sur, ont rappele, a rappele, ou pas $, oui ou non,
            dans la poche, c est plie, fait le mort, tombe a l eau, tombee a l eau, balle est dans,
            dans quel camp, dans votre camp, dans le votre, au point mort, vous etiez au courant,
            etiez vous au courant, etes vous au courant, mort ou vivant, a qui de jouer""",
        "es": """
            k tal, q tal, q pasa, k pasa, ke pasa, q paso, k paso, ke paso, si o no, en el bote,
            senales de vida, se ha enfriado, se enfrio, en vuestro tejado, en su tejado, en que punto,
            por donde va, por donde van, lo sabiais, lo sabian, sabiais algo, vivo o muerto,
            viva o muerta, en via muerta""",
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
            whens the next run, when is the next run, in it for us, hit my bank, hits my bank,
            reach my bank, reaches my bank, what have i made, what have we made, how much have i made,
            how much have we made, income from you, i sitting at, we sitting at, am i at with you,
            check coming, cheque coming, check landing, is that check, is the check, is that cheque,
            is the cheque, roughly whats the, roughly what is the, roughly how much, how much roughly,
            ballpark, expect from you .. between, expect from you .. before, expect from you .. until,
            expect from you by, expect from you this, expect from you in, count on from you,
            waiting for me with you, in the pot for me, what is due to us, whats due to us""",
        "de": """
            kommt .. bei mir an, kommt .. bei uns an, an provision einplanen, noch was aus an geld,
            noch geld aus, was bleibt fur mich, was bleibt da fur mich, springt .. fur mich raus,
            liegt fur mich, liegt fur uns, von euch noch erwarten, von ihnen noch erwarten,
            gut bei euch, bei euch gut, bei euch schon gut, fallt fur mich, fallt fur uns, fallt da fur,
            mit welchem betrag""",
        "fr": """
            me devez vous, nous devez vous, suis a combien, en suis a combien, tombe pour moi,
            compter de votre part, m attend chez vous, somme vais je recevoir, montant vais je recevoir,
            combien vais je recevoir, va me revenir, me revient il""",
        "es": """
            me cae, que me toca a mi, cantidad voy a recibir, cuanto voy a recibir, voy a cobrar,
            tengo con vosotros, contar de vuestra parte, contar por vuestra parte""",
        "nl": """
            staat er voor mij, staat er voor ons, rekenen van jullie, valt er voor mij, valt er voor ons""",
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
            forget the old one, delete the old one, scrap the old one, bin the old one, surname is,
            last name is, first name is, his cell, her cell, cell is, cell number is, line is useless,
            phone is useless, landline is useless, line is rubbish, phone is rubbish, old address,
            old mailbox, old inbox, goes by, no longer right, no longer valid, no longer current,
            only reads texts, only answers texts""",
        "de": """
            die alte .. vergessen, die alte .. loschen, den alten .. vergessen, nachname ist,
            nachname von, heisst seit, adresse .. stimmt nicht mehr, mail .. stimmt nicht mehr,
            mailadresse .. stimmt nicht mehr, nummer .. stimmt nicht mehr, adresse .. gilt nicht mehr,
            mail .. veraltet, adresse .. veraltet, altes postfach, alte postfach, neues handy""",
        "fr": """
            oubliez l ancien*, supprimez l ancien*, nom de famille, s appelle maintenant,
            s appelle desormais, nouveau portable, n est plus bonne, n est plus valable,
            n est plus la bonne, ancienne adresse""",
        "es": """
            olvidad la anterior, borrad la anterior, olvidad el anterior, borrad el anterior,
            el apellido, su apellido, movil nuevo, nuevo movil, direccion .. ya no vale,
            correo .. ya no vale, correo viejo, direccion antigua""",
        "nl": """
            oude .. vergeten, achternaam, nieuw mobiel, nieuwe mobiel, adres .. klopt niet meer,
            nummer .. klopt niet meer, mail .. klopt niet meer, oude adres""",
        "pt": """
            esquecam o antigo, apaguem o antigo, apelido e, apelido de, sobrenome, telemovel novo,
            novo telemovel, ja nao e valido, endereco antigo, email antigo""",
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
            close that one, close this one, can close it, can close that, stop approaching,
            stop ringing, stop phoning, call you off, call your people off, leave him be $,
            leave her be $, leave them be $, leave cx be $, let him be $, let her be $, let them be $,
            let cx be $, leave her be, leave him be, not approaching .. any, left in peace,
            no further steps with""",
        "de": """
            konnt ihr zumachen, abgewunken, nicht weiter anklopfen, nicht mehr anklopfen,
            nehmt .. abstand, nehmen sie .. abstand, nichts mehr unternehmen,
            unternehmen .. nichts mehr, in frieden lassen, in frieden zu lassen, lasst .. in frieden,
            nicht mehr behelligen, nicht weiter behelligen, nicht langer behelligen""",
        "fr": """
            vous pouvez classer, ne plus solliciter, sollicitez plus, n insistez pas, n insistez plus,
            ne plus demarcher, ne plus relancer""",
        "es": "no insistais, no insistan, no insistir, dejad de insistir, dejen de insistir",
        "nl": """
            hoeft niet meer, hoeft het niet meer, mag dicht, stop maar met, niet verder aandringen,
            niet meer aandringen, niet meer benaderen, niet verder benaderen""",
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
            whos signed and who, who has signed and who, who signed and who, introduction of ours,
            introductions of ours, ive sent your way, i sent your way, weve sent your way,
            we sent your way, i put your way""",
        "de": """
            wer hat unterschrieben und wer, wer unterschrieben hat und wer, empfehlungen von uns,
            euch geschickt habe, euch gebracht habe""",
        "fr": """
            qui a signe et qui, qui a signe qui, contacts de chez nous, que je vous ai envoyes,
            que je vous ai envoyees""",
        "es": "quien ha firmado y quien, que os he mandado, que os he enviado, que os pase",
        "nl": """
            wie heeft getekend en wie, wie getekend heeft, die ik jullie stuurde, die ik jullie gaf,
            die ik aandroeg""",
        "pt": "quem assinou e quem, que vos mandei, que vos enviei, que vos passei",
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
        "de": """
            angelogen, belogen, beleidigt, klagt uber eu*, klagte uber eu*, beschwert sich,
            beschwerte sich""",
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
            complaining about her, complaining about his, complaining about their, complains about her,
            complains about his, complains about their, fed up with her, fed up with his,
            fed up with their, unhappy with her, unhappy with his, unhappy with their, annoyed with her,
            annoyed with his, annoyed with their, their lot, with their people, current people,
            present people, whom they have now, the ones they have""",
        "de": """
            klagt uber, klagte uber, beklagt sich, schimpft uber, unzufrieden mit ihre*,
            unzufrieden mit seine*, unzufrieden mit dem, mit ihren leuten, mit seinen leuten,
            jetzigen leuten, jetziger anbieter, jetzigen anbieter""",
        "fr": """
            se plaint de son, se plaint de sa, se plaint de leur, mecontent de son, mecontente de son,
            leurs gens, prestataire actuel, fournisseur actuel""",
        "es": """
            se queja de su, se quejaba de su, descontento con su, descontenta con su, harto de su,
            harta de su, proveedor actual, los que tienen ahora""",
        "nl": """
            klaagt over zijn, klaagt over haar, klaagde over zijn, klaagde over haar,
            ontevreden over zijn, ontevreden over haar, huidige leverancier, huidige partij, hun mensen""",
        "pt": """
            queixa se do seu, queixava se do seu, descontente com o seu, farto do seu, farta do seu,
            fornecedor atual, os que tem agora""",
    },
    "bids": {  # an order, whatever reason is told behind it
        "en": """
            please drop cx, please leave .. alone, please leave .. in peace, stop calling cx,
            stop contacting cx, stop chasing cx, stop approaching cx, you can close""",
        "de": """
            cx bitte streichen, lasst .. in ruhe, lassen sie .. in ruhe, cx nicht mehr anrufen,
            konnt ihr zumachen""",
        "fr": """
            laissez .. tranquille*, laisser .. tranquille*, laissez tomber cx, laissez tomber la cx,
            n appelez plus cx, ne contactez plus cx, vous pouvez classer""",
        "es": "no llameis mas, no llamen mas, no llames mas, dejad .. en paz, dejen .. en paz",
        "nl": """
            laat .. met rust, stop maar met cx, bel cx niet meer, hoeft niet meer, hoeft het niet meer,
            mag dicht""",
        "pt": "deixem .. em paz, deixem .. em sossego, nao liguem mais, nao contactem mais",
    },
    "mood": {  # a report, unless it is asked
        "en": """
            gone cold, went cold, gone quiet, fizzled*, dead in the water, lost cause, in the bag,
            done and dusted, over the line, home and dry""",
        "de": """
            eingeschlafen, erkaltet, im sande, im sand, in trockenen tuchern, unter dach und fach,
            in der tasche""",
        "fr": """
            tombe a l eau, tombee a l eau, au point mort, dans la poche, c est plie, fait le mort""",
        "es": "se ha enfriado, se enfrio, en via muerta, en el bote",
        "nl": "doodgebloed, stilgevallen, in kannen en kruiken, al rond",
        "pt": "arrefeceu, morreu na praia, no papo",
    },
    "ask": {
        "en": "or what, or nah, or not $, or no $",
        "de": "oder was, oder wie $, oder nicht $",
        "fr": "ou quoi, ou pas $, ou non $",
        "es": "o que $, o no $",
        "nl": "of wat $, of niet $",
        "pt": "ou que $, ou nao $",
    },
    "risky": {
        "en": "break the contract, break my contract, cancel the contract, end the contract",
        "de": "vertrag breche, vertrag kundige, vertrag brechen",
    },
    "event": {
        "en": "close the deal, close the sale, close the contract",
    },
    "detail": {  # something of theirs, not they themselves
        "en": """
            old number, old email, old mail, old phone, his number, her number, their number, his email,
            her email, his address, her address, number of cx, cx number, cx old, cx email, cx mail,
            cx address, cx a line, him a line, her a line""",
        "de": """
            nummer von cx, mail von cx, adresse von cx, alte nummer, alte mail, alte adresse,
            seine nummer, ihre nummer""",
        "fr": "numero de cx, ancien numero, mail de cx, adresse de cx, son numero, ancienne adresse",
        "es": "numero de cx, numero antiguo, correo de cx, telefono de cx, su numero, su correo",
        "nl": "nummer van cx, oude nummer, mail van cx, adres van cx, zijn nummer, haar nummer",
        "pt": "numero de cx, numero antigo, email de cx, telefone de cx, numero dele, numero dela",
    },
    "nowonder": {
        "en": "no wonder, small wonder, bookkeeper is asking, accountant is asking, accountant asks",
        "de": "kein wunder, steuerberater fragt, steuerberaterin fragt, buchhalterin fragt",
        "fr": "pas etonnant, rien d etonnant, mon comptable demande, mon comptable me le demande",
        "es": "no es de extranar, no me extrana, con razon, me lo pide mi gestor, mi gestor me lo pide",
        "nl": "geen wonder, boekhouder vraagt, accountant vraagt",
        "pt": "nao admira, nao e de admirar, nao me admira, contabilista pergunta, contabilista pede",
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
        "es": "eh, aprovecho, bueno, porq, tmb, porfa",
        "nl": "eh, nou, mss, ivm, zsm",
        "pt": "hum, aproveito, pois, sff, tbm, qnd",
    },
}

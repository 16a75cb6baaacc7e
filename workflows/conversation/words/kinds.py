"""Ways of saying one thing in all six languages side by side; they join the tables of each language.

Folded, apostrophes left out, `*` ends a stem, `..` is a gap of up to four words, `^` a thought's beginning.
"""

KINDS: dict[str, dict[str, str]] = {
    "risky": {  # where somebody wants money sent to
        "en": "beneficiary, this card, my card, to this card, card number",
        "de": "zahlungsempfanger, kontoinhaber, diese karte, meine karte, kartennummer, neues konto",
        "fr": "transit num, compte num, cette carte, ma carte, numero de carte, nouveau compte",
        "es": "beneficiario, cbu, clabe, esta tarjeta, mi tarjeta, numero de tarjeta, mi cuenta nueva",
        "nl": "begunstigde, deze kaart, mijn kaart, kaartnummer",
        "pt": "este cartao, meu cartao, esta conta, conta nova, ag num, agencia num, conta num",
    },
    "anger": {  # asked again and again
        "en": """
            for the third time, for the fourth time, the fourth time, the fifth time, the umpteenth time""",
        "de": """
            zum dritten mal, zum vierten mal, zum funften mal, zum x ten mal, das vierte mal,
            zum wiederholten""",
        "fr": "quatrieme fois, cinquieme fois, enieme fois, troisieme fois que",
        "es": """
            cuarta vez, quinta vez, enesima vez, impresentable*, sinverguenza*, os da igual,
            les da igual""",
        "nl": "de derde keer, de vierde keer, de vijfde keer, de zoveelste keer, voor de zoveelste",
        "pt": "quarta vez, quinta vez, enesima vez, sem vergonha",
    },
    "keepmail": {  # somebody else leaves
        "en": "not unsubscribing, not me who, isnt me who, im not leaving, am not leaving",
        "de": """
            nicht ich melde, nicht ich melde mich ab sondern, melde mich nicht ab, nicht ich will,
            keine abmeldung""",
        "fr": "ne me desabonne pas, pas moi qui, ce n est pas moi",
        "es": "no me doy de baja, no soy yo quien, no soy yo el que, no soy yo la que",
        "nl": "meld me niet af, niet ik die, niet ik maar, ik ben het niet",
        "pt": "nao sou eu quem, nao sou eu que, nao me estou a desinscrever, nao estou a sair",
    },
    "human": {  # asks for a call to himself
        "en": """
            have him call me, have her call me, ask him to call me, ask her to call me,
            get .. to ring me""",
        "de": """
            soll mich .. kontaktieren, soll mich .. anrufen, soll sich bei mir, soll mich zuruckrufen""",
        "fr": "qu il me rappelle, qu elle me rappelle, me joigne, m appeler au",
        "es": "que me llame, que me contacte, que me telefonee",
        "nl": "laat .. me bellen, laat hem mij, laat haar mij",
        "pt": "que me ligue, que me telefone, que me contacte",
    },
    "correct": {  # data that are wrong as they stand
        "en": """
            retired, new md, new boss, the new head, took over from, takes over from, passed purchasing,
            correct the, correct his, correct her, fix the number, fix the email, the right one is,
            by mistake""",
        "de": """
            in pension, in rente, im ruhestand, neue chefin, neuer chef, abgegeben, berichtig*,
            korrigier*, richtigstell*, aus versehen, die richtige ist, das richtige ist""",
        "fr": """
            a la retraite, nouvelle patronne, nouveau patron, a rebondi, prenez la gmail,
            prenez le gmail, rectifi*, corrig*, par erreur, le bon est, la bonne est, correction du""",
        "es": """
            se jubilo, jubilado, jubilada, nueva jefa, nuevo jefe, ahora lleva, rectific*, corrig*,
            correg*, por error, el correcto es, el bueno es, usa el gmail, el gmail de""",
        "nl": """
            met pensioen, nieuwe baas, neemt het over, corrig*, rechtzet*, per ongeluk, het goede is,
            het juiste is, zijn prive, haar prive""",
        "pt": """
            reformou se, reformado, reformada, nova chefe, novo chefe, estava errado, estava errada,
            retific*, corrig*, correcao, por engano, o certo e, a certa e, usa o gmail, o gmail do,
            o gmail da""",
    },
    "names": {  # will bring two people together
        "en": """
            make the intro, make an intro, make the introduction, make an introduction, do the intro""",
        "de": "vorstellung mach, mache die vorstellung, mach die vorstellung, stelle ich euch vor",
        "fr": "fais les presentations, ferai les presentations, fais l intro, fais la mise en relation",
        "es": "hago la presentacion, hare la presentacion, os presento la semana, hago el contacto",
        "nl": "leg ik het contact, leg het contact, maak de introductie, breng jullie in contact",
        "pt": "faco a apresentacao, apresento vos, faco a ponte, ponho vos em contacto",
    },
    "money": {  # what has come together for me
        "en": """
            built up, added up to, piled up, racked up, accrued, accumulated, clocked up,
            hit my account, in my account, pending for me, land in my, lands in my""",
        "de": """
            wie viel hat sich .. angesammelt, wieviel hat sich .. angesammelt,
            was hat sich .. angesammelt, zusammengekommen, aufgelaufen, auf meinem konto, mit dem geld,
            mein guthaben""",
        "fr": """
            cumule pour moi, ai cumule, ai accumule, accumule pour moi, sur mon compte, la somme,
            cagnotte""",
        "es": """
            llevo acumulado, he acumulado, he juntado, llevo juntado, se ha acumulado, en mi cuenta,
            me ingresais, me ingresan""",
        "nl": """
            opgebouwd, bij elkaar verdiend, bij elkaar gespaard, op mijn rekening, voor mij klaar,
            het bedrag, mijn tegoed""",
        "pt": """
            ja juntei, ja acumulei, acumulei, tenho acumulado, juntei ate, na minha conta, o dinheiro""",
    },
    "moneyask": {
        "en": """
            how much has built up, how much has added up, how much has come together,
            what has it added up to, else open for me, still open for me, else due to me, else owed to me""",
        "de": """
            wie viel ist .. zusammengekommen, wie viel hat sich .. angesammelt,
            was ist .. zusammengekommen, noch etwas fur mich offen, noch was fur mich offen""",
        "fr": "combien j ai cumule, combien ai je cumule, combien j ai accumule, reste .. a me verser",
        "es": """
            cuanto llevo acumulado, cuanto he acumulado, cuanto he juntado, cuanto se me ha acumulado,
            a mi favor, pendiente de cobrar""",
        "nl": """
            hoeveel heb ik .. opgebouwd, hoeveel staat er .. klaar, hoeveel heb ik .. bij elkaar,
            nog iets te goed, nog iets tegoed""",
        "pt": "quanto ja juntei, quanto e que ja juntei, quanto acumulei, quanto ja acumulei, a meu favor",
    },
    "status": {  # who has it, and whether anybody got through
        "en": """
            who .. handling, who .. dealing with it, who .. looking after, who .. in charge,
            or still nothing, or not yet, or nothing so far, radio silence""",
        "de": """
            wer .. kummert sich, wer .. macht das, wer .. bearbeitet, oder noch nichts, oder noch nicht,
            hat sich .. geruhrt, sich geruhrt, schon gemeldet, funkstille""",
        "fr": """
            qui .. s en occupe, qui .. s en charge, a fini par, ont fini par, ou toujours rien,
            ou tjrs rien, ou rien encore, ou pas encore, silence radio""",
        "es": """
            quien .. se encarga, quien .. lo lleva, o todavia nada, o aun nada, o sigue igual,
            o todavia no, al final, silencio absoluto, silencio total""",
        "nl": "wie .. pakt dat op, wie .. doet dat, of nog niks, of nog niets, of nog niet, radiostilte",
        "pt": "quem .. trata disso, quem .. esta a tratar, ou ainda nada, ou ainda nao, acabou por",
    },
    "ask": {
        "en": "who on your, who at your, or still nothing, or not yet, or nothing so far",
        "de": "oder noch nichts, oder noch nicht",
        "fr": "ou toujours rien, ou tjrs rien, ou rien encore, ou pas encore",
        "es": "o todavia nada, o aun nada, o todavia no",
        "nl": "of nog niks, of nog niets, of nog niet",
        "pt": "ou ainda nada, ou ainda nao",
    },
    "mine": {  # all that I gave you
        "en": """
            introductions made so far, referrals made so far, introductions so far, referrals so far,
            introductions ive made, introductions i have made, referrals ive made, referrals i have made""",
        "de": """
            meine bisherigen, meiner bisherigen, meinen bisherigen, unsere bisherigen,
            unserer bisherigen""",
        "fr": """
            mes precedents contacts, mes precedentes, recommandations faites jusqu,
            contacts donnes jusqu""",
        "es": "mis anteriores, recomendaciones hechas hasta, contactos que os he dado",
        "nl": "mijn eerdere, mijn vorige tips, aanbevelingen tot nu toe, tips tot nu toe",
        "pt": "minhas anteriores, indicacoes feitas ate, contactos que vos dei",
    },
    "drop": {  # leave somebody in peace
        "en": "leave .. in peace",
        "de": """
            lasst .. in ruhe, lassen sie .. in ruhe, lass .. in ruhe, in ruhe lassen, in ruhe zu lassen""",
        "fr": "laisser .. tranquille*, laissez .. tranquille*, laissez .. en paix, laisser .. en paix",
        "es": """
            dejad .. en paz, dejen .. en paz, dejar .. en paz, dejad tranquil*, dejar tranquil*,
            no llameis mas, no llamen mas, no llames mas, no le llameis, no molest*""",
        "nl": "laat .. met rust, laten .. met rust, met rust laten, niet meer lastig",
        "pt": """
            deixem .. em paz, deixar .. em paz, deixa .. em paz, em sossego, nao incomodem mais,
            nao telefonem mais""",
    },
    "generic": {  # anybody I might name
        "en": """
            do i have to ask my, do i need to ask my, do i have to tell my, must i ask my,
            somebody i name, someone i name, somebody i send, someone i send, anyone i send,
            anybody i send""",
        "de": """
            muss ich meine, soll ich meine, jemandem den ich, jemanden den ich, jemand den ich,
            bei jemandem den""",
        "fr": """
            dois je prevenir mes, dois je demander a mes, quelqu un que je, une personne que je,
            un contact que je""",
        "es": """
            tengo que avisar a mis, tengo que pedir a mis, alguien que os, alguien que yo,
            a quien yo recomiende, alguien que recomiende""",
        "nl": "moet ik mijn, iemand die ik, een tip die ik",
        "pt": """
            tenho de avisar os meus, tenho de pedir aos meus, alguem que eu, alguem que indico,
            quem eu indicar""",
    },
    "optout": {
        "en": """
            make it all stop, make these .. go away, make them go away, make these .. stop,
            make this .. stop, get rid of these, make the .. mails stop, make the .. messages stop""",
        "de": """
            damit das aufhort, wie werde ich diese .. los, werde ich diese mails los,
            keine weitere post, keine mails dieser art, keine nachrichten dieser art""",
        "fr": """
            pour que ca s arrete, me debarrasser de ces, rayer de vos listes, me rayer de, rayez moi""",
        "es": """
            que esto pare, me libro de estos, me deshago de estos, librarme de estos, quitame de esta""",
        "nl": """
            dat dit stopt, hoe kom ik van deze, hoe kom ik van die .. af, verlost van deze,
            geen herinneringen meer""",
        "pt": """
            que isto pare, para isto parar, n manda mais, n mande mais, n mandem mais, n envia mais,
            n enviem mais, me livro destes, me livro destas, livrar me destes, livrar me destas""",
    },
    "give": {  # somebody in need of an expert is no matter of law or tax: `my accountant is looking for …`
        "en": """
            my accountant needs, my accountant is looking, my lawyer needs, my lawyer is looking,
            my solicitor needs, my solicitor is looking, my tax adviser needs, my tax advisor needs""",
        "de": """
            mein steuerberater sucht, meine steuerberaterin sucht, mein steuerberater braucht,
            meine steuerberaterin braucht, mein anwalt sucht, meine anwaltin sucht, mein anwalt braucht,
            meine anwaltin braucht, mein notar sucht""",
        "fr": """
            mon comptable cherche, mon expert comptable cherche, mon avocat cherche,
            mon avocate cherche, mon notaire cherche""",
        "es": """
            mi asesor fiscal busca, mi abogado busca, mi abogada busca, mi abogado necesita,
            mi notario busca""",
        "nl": """
            mijn advocaat zoekt, mijn advocate zoekt, mijn jurist zoekt, mijn belastingadviseur zoekt,
            mijn notaris zoekt""",
        "pt": """
            meu advogado procura, minha advogada procura, meu advogado precisa, meu fiscalista procura""",
    },
    "whatrate": {  # how much of a deal, for everybody
        "en": "what pct do you, which pct do you, what pct is it you, how many pct do you",
        "de": "wie viel pct zahlt, wieviel pct zahlt, wie viele pct zahlt, welche pct zahlt",
        "fr": "quel pct versez, quel pct payez, combien de pct versez, quel pct donnez",
        "es": "que pct pagais, que pct pagan, que pct dais, cuanto pct pagais",
        "nl": "welk pct betalen, hoeveel pct betalen, welk pct geven, hoeveel pct geven",
        "pt": "que pct pagam, qual pct pagam, quantos pct pagam, que pct dao",
    },
    "whichway": {  # a form, or a mail?
        "en": "fill in a form or, fill out a form or, use a form or, there a form or",
        "de": "ein formular ausfullen oder, formular nutzen oder, es ein formular oder",
        "fr": "remplir un formulaire ou, a t il un formulaire ou",
        "es": "relleno un formulario o, rellenar un formulario o, llenar un formulario o",
        "nl": "een formulier invullen of, er een formulier of",
        "pt": "preencher um formulario ou, ha um formulario ou, preencho um formulario ou",
    },
    "typo": {
        "en": "typo, typos, misspelt, misspelled, spelling mistake, i mistyped",
        "de": "schreibfehler, tippfehler, vertippt, verschrieben",
        "fr": "faute de frappe, coquille, mal orthographie",
        "es": "errata, error de tecleo, error al teclear, error mio al escribir",
        "nl": "typefout, tikfout, typfout, schrijffout, foutje van mij",
        "pt": "gralha, erro de digitacao, erro meu ao escrever",
    },
    "keepnews": {  # beside no more reminders
        "en": """
            keep me posted, keep me updated, keep me informed, keep informing me, keep telling me,
            still tell me, still let me know, still keep me""",
        "de": """
            weiter informieren, weiterhin informieren, weiter auf dem laufenden, weiter berichten,
            weiterhin berichten, auf dem laufenden halten""",
        "fr": "continuez a m informer, continuer a m informer, tenez moi au courant, tenez moi informe*",
        "es": "seguid informandome, sigan informandome, mantenedme informad*, mantenganme informad*",
        "nl": "hou me op de hoogte, houd me op de hoogte, hou me wel op de hoogte, op de hoogte houden",
        "pt": "continuem a informar me, continuem a informar, mantenham me informad*",
    },
}

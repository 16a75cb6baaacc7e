"""Ways of saying that only strangers taught us, by concept and language; they join the tables as `kinds` do.

Polite ends and pauses, sums and tables, names that change, a date that is fixed, complaints without a swear
word. `trivia` here takes a word of danger its danger: they are hiring, or mid merger, and that is a reason.
"""

STRANGERS: dict[str, dict[str, str]] = {
    "status": {
        "en": """
            check on cx $, check on cx for me, check up on cx, any life in, any life left in, date fixed,
            date set, date been fixed, date been set, is there a date, got a date, a date yet,
            ^ has .. moved on, ^ have .. moved on, the stage it, the stage each, stage they have, how far it,
            how far each, how far they, update me on, brief me on, up to date on cx""",
        "de": """
            schaut .. nach cx, schauen .. nach cx, noch leben in, datum fix, datum schon fix, termin fix,
            termin schon fix, steht der termin, steht das datum, wie weit sie jeweils, wie weit jede,
            wie weit jeder, jeweilige* stand, auf den stand, auf den neuesten stand""",
        "fr": """
            date est fixee, date fixee, date est elle fixee, rendez vous fixe, rendez vous est fixe,
            ou en est chac*, a quelle etape chac*, mettez moi au courant, faites le point sur,
            faire le point sur""",
        "es": """
            fecha fijada, fecha cerrada, hay fecha, hay ya fecha, fecha puesta, en que fase esta cada,
            en que etapa esta cada, ponedme al dia, ponganme al dia, ponme al dia, pongame al dia""",
        "nl": """
            datum vast, datum al vast, staat de datum, datum geprikt, staat de afspraak, hoever elk,
            hoe ver elk, praat me bij, praat mij bij, breng me op de hoogte van, leven in""",
        "pt": """
            data marcada, data fechada, ha data, ja ha data, data definida, em que fase esta cada,
            ponham me a par, ponha me a par, poe me a par, ponham me ao corrente""",
    },
    "when": {  # whose date it is hangs on what was answered before
        "en": "date fixed, date set, date been fixed, date been set",
        "de": "datum fix, datum schon fix, termin fix, termin schon fix, steht der termin, steht das datum",
        "fr": "date est fixee, date fixee, date est elle fixee",
        "es": "fecha fijada, fecha cerrada, hay fecha, hay ya fecha, fecha puesta",
        "nl": "datum vast, datum al vast, staat de datum, datum geprikt",
        "pt": "data marcada, data fechada, ha data, ja ha data, data definida",
    },
    "ask": {
        "en": "update me on, brief me on",
        "de": "bringt mich auf, bringen sie mich auf",
        "fr": "mettez moi au courant, faites le point sur",
        "es": "ponedme al dia, ponganme al dia, ponme al dia, pongame al dia",
        "nl": "praat me bij, praat mij bij, breng me op de hoogte van",
        "pt": "ponham me a par, ponha me a par, poe me a par, ponham me ao corrente",
    },
    "mine": {
        "en": """
            which leads are still in play, which leads are still open, which leads are still alive,
            which leads are still live, which leads are still active, which leads are still going,
            which leads are still running, which referrals are still in play,
            which referrals are still open, which referrals are still alive,
            which referrals are still live, which referrals are still active,
            which referrals are still going, which referrals are still running,
            which intros are still in play, which intros are still open, which intros are still alive,
            which intros are still live, which intros are still active, which intros are still going,
            which intros are still running, which of mine are still in play,
            which of mine are still open, which of mine are still alive, which of mine are still live,
            which of mine are still active, which of mine are still going,
            which of mine are still running, which ones are still open, which ones are still in play,
            company i introduced, company i referred, company i sent you, firm i introduced,
            firm i referred, firm i sent you, business i introduced, business i referred,
            business i sent you, company ive introduced, company ive sent""",
        "de": """
            welche leads sind noch offen, welche leads sind noch aktiv,
            welche leads sind noch im rennen, welche leads sind noch im spiel,
            welche leads sind noch am leben, welche empfehlungen sind noch offen,
            welche empfehlungen sind noch aktiv, welche empfehlungen sind noch im rennen,
            welche empfehlungen sind noch im spiel, welche empfehlungen sind noch am leben,
            welche kontakte sind noch offen, welche kontakte sind noch aktiv,
            welche kontakte sind noch im rennen, welche kontakte sind noch im spiel,
            welche kontakte sind noch am leben, welche leads laufen noch,
            welche empfehlungen laufen noch, welche laufen noch, welche sind noch offen,
            jede firma die ich, jeder firma die ich, allen firmen die ich, alle firmen die ich""",
        "fr": """
            quels contacts sont encore ouvert*, quels contacts sont encore en jeu,
            quels contacts sont encore en cours, quels contacts sont encore en course,
            quels contacts sont encore actif*, quels contacts sont encore active*,
            quels leads sont encore ouvert*, quels leads sont encore en jeu,
            quels leads sont encore en cours, quels leads sont encore en course,
            quels leads sont encore actif*, quels leads sont encore active*,
            quelles recommandations sont encore ouvert*, quelles recommandations sont encore en jeu,
            quelles recommandations sont encore en cours,
            quelles recommandations sont encore en course, quelles recommandations sont encore actif*,
            quelles recommandations sont encore active*, lesquels sont encore ouvert*,
            lesquels sont encore en jeu, lesquels sont encore en cours, lesquels sont encore en course,
            lesquels sont encore actif*, lesquels sont encore active*, lesquelles sont encore ouvert*,
            lesquelles sont encore en jeu, lesquelles sont encore en cours,
            lesquelles sont encore en course, lesquelles sont encore actif*,
            lesquelles sont encore active*, chaque societe que j ai, chaque entreprise que j ai""",
        "es": """
            que contactos siguen viv*, que contactos siguen abiert*, que contactos siguen activ*,
            que contactos siguen en juego, que referidos siguen viv*, que referidos siguen abiert*,
            que referidos siguen activ*, que referidos siguen en juego, que leads siguen viv*,
            que leads siguen abiert*, que leads siguen activ*, que leads siguen en juego,
            cuales siguen viv*, cuales siguen abiert*, cuales siguen activ*, cuales siguen en juego,
            cada empresa que he, cada empresa que presente""",
        "nl": """
            welke leads lopen nog, welke tips lopen nog, welke lopen nog, welke leads staan nog open,
            welke tips staan nog open, welke staan nog open, elk bedrijf dat ik, alle bedrijven die ik""",
        "pt": """
            que indicacoes ainda estao viv*, que indicacoes ainda estao abert*,
            que indicacoes ainda estao ativ*, que indicacoes ainda estao em jogo,
            que leads ainda estao viv*, que leads ainda estao abert*, que leads ainda estao ativ*,
            que leads ainda estao em jogo, que contactos ainda estao viv*,
            que contactos ainda estao abert*, que contactos ainda estao ativ*,
            que contactos ainda estao em jogo, quais ainda estao viv*, quais ainda estao abert*,
            quais ainda estao ativ*, quais ainda estao em jogo, cada empresa que apresentei,
            cada empresa que indiquei""",
    },
    "list": {
        "de": "darf ich um eine liste, darf ich um eine tabelle, darf ich um eine ubersicht",
        "fr": "puis je avoir un tableau, puis je avoir une liste, puis je avoir un recapitulatif",
        "es": "puedo tener una tabla, puedo tener una lista, puedo tener un resumen",
        "nl": "mag ik een tabel, mag ik een lijst, mag ik een overzicht",
        "pt": "posso ter uma tabela, posso ter uma lista, posso ter um resumo",
    },
    "money": {
        "en": """
            not a cent, not a penny, not one cent, unpaid, reached my account, reach my account,
            landed in my account, hit my account""",
        "de": "auf meinem konto, mein konto erreicht, gutgeschrieben",
        "fr": "sur mon compte, pas un centime, pas un sou",
        "es": "en mi cuenta, ni un centimo, ni un euro, abonad*",
        "nl": "op mijn rekening, bijgeschreven, geen cent",
        "pt": "na minha conta, nem um centimo, nem um tostao",
    },
    "moneyask": {
        "en": """
            youve credited me, you have credited me, have you credited me, funds hit, funds land,
            funds arrive, funds reach, funds come, funds clear, payout total, commission total,
            sum of everything ill, sum of everything i, whats in it for me, what is in it for me""",
        "de": "mir .. gutgeschrieben habt, mir .. gutgeschrieben haben, habt ihr mir .. gutgeschrieben",
        "fr": "m avez credite, total de mes commissions, somme de tout ce que je",
        "es": "me habeis abonado, me han abonado, suma de todo lo que",
        "nl": "hebben jullie .. bijgeschreven, totaal van mijn commissie*, som van alles wat ik",
        "pt": """
            ganho com isso, ganho com isto, recebo por isso, me creditaram, total das minhas comissoes,
            soma de tudo o que""",
    },
    "contest": {
        "en": """
            nothing has reached, nothing reached, nothing has landed, nothing landed, nothing has arrived,
            nothing arrived, nothing has hit, hasnt reached my, has not reached my, never reached my,
            not a cent, not a penny, not a dime, not one cent, not one penny""",
        "de": """
            nichts angekommen, nichts eingegangen, nichts eingetroffen, kein cent, nichts auf meinem konto,
            nichts auf dem konto""",
        "fr": """
            rien n est arrive, rien sur mon compte, rien recu sur, pas un centime, pas un sou,
            n est arrivee sur""",
        "es": "no ha llegado nada, nada ha llegado, nada en mi cuenta, ni un centimo, ni un euro",
        "nl": "niets op mijn rekening, niks op mijn rekening, niets binnengekomen, niks binnengekomen",
        "pt": """
            nada chegou, nada entrou, nao chegou nada, nao entrou nada, nada na minha conta, nem um centimo,
            nem um tostao""",
    },
    "drop": {
        "en": """
            rather you left .. in peace, prefer you left .. in peace, prefer it if you left .. in peace,
            rather you let .. be, press pause on, put .. on pause, hold fire on, no point chasing""",
        "de": "es bei cx gut sein, bei cx gut sein, cx auf pause, macht bei cx pause, bei cx pausieren",
        "fr": "faites une pause avec cx, tranquille cx",
        "es": "haced una pausa con cx, pausa con cx",
        "nl": "zet .. op pauze, pauze met cx",
        "pt": "facam uma pausa com cx, pausa com cx",
    },
    "trivia": {
        "en": """
            mid merger, middle of a merger, through a merger, mid takeover, middle of a takeover,
            through a takeover, busy merging, he is hiring, hes hiring, she is hiring, shes hiring,
            they are hiring, theyre hiring, cx is hiring, px is hiring, who is hiring, who are hiring,
            is hiring people, is hiring staff, are hiring people, are hiring staff""",
        "de": "mitten in einer fusion, mitten in der fusion, stecken in einer fusion",
        "fr": "en pleine fusion, en plein rachat, en cours de fusion",
        "es": "en plena fusion, en plena compra, en medio de una fusion",
        "nl": "midden in een fusie, midden in een overname, zitten in een fusie",
        "pt": "em plena fusao, no meio de uma fusao, em processo de fusao",
    },
    "change": {
        "en": """
            just rebranded, rebranded to, rebranded as, renamed themselves, renamed itself, changed its name,
            changed their name, now trades as, trades as, trading as, now trade as""",
        "de": """
            vorname von cx ist, vorname ist, vorname lautet, umfirmiert, firmiert jetzt,
            firmieren jetzt, firmiert unter, nennt sich, nennen sich""",
        "fr": "a change de nom, ont change de nom, rebaptise*, s appelle desormais, s appellent desormais",
        "es": "ha cambiado de nombre, cambio de nombre, ahora se llama, pasa a llamarse, paso a llamarse",
        "nl": "heet nu, heet voortaan, gaat verder als, veranderde van naam, van naam veranderd",
        "pt": "mudou de nome, passou a chamar se, agora chama se, agora se chama",
    },
    "renames": {
        "en": """
            rebranded, renamed, changed its name, changed their name, now trades as, trades as, trading as,
            now trade as, first name""",
        "de": """
            umbenannt, umfirmiert, firmiert, firmieren, nennt sich, nennen sich, heissen jetzt,
            vorname*""",
        "fr": "change de nom, rebaptise*, renomme*, s appellent, prenom",
        "es": "cambiado de nombre, cambio de nombre, pasa a llamarse, paso a llamarse, nombre de pila",
        "nl": "gaat verder als, van naam, hernoemd, voornaam",
        "pt": "mudou de nome, passou a chamar se, agora se chama, primeiro nome",
    },
    "program": {
        "en": """
            how do you approach, how do you contact, how do you reach, how do you go about,
            how do you get in touch with, how do you treat, how will you approach, how would you approach""",
        "de": """
            wie geht ihr auf, wie gehen sie auf, wie sprecht ihr, wie sprechen sie .. an,
            wie kontaktiert ihr, wie kontaktieren sie, wie nehmt ihr .. kontakt""",
        "fr": """
            comment abordez vous, comment contactez vous, comment prenez vous contact,
            vous y prenez vous, comment vous contactez""",
        "es": "como contactais, como contactan ustedes, como abordais, como os poneis en contacto",
        "nl": "hoe benaderen jullie, hoe benadert u, hoe nemen jullie contact, hoe neemt u contact",
        "pt": "como abordam, como contactam, como contatam, como entram em contacto",
    },
    "yes": {
        "en": "happy to help, glad to help, pleased to help, only too happy to help",
        "de": "helfe gern, helfe gerne, gern behilflich, gerne behilflich",
        "fr": "ravi d aider, ravie d aider, plaisir d aider",
        "es": "encantad* de ayudar, gusto en ayudar",
        "nl": "help graag, graag behulpzaam",
        "pt": "gosto em ajudar, prazer em ajudar, feliz em ajudar",
    },
    "meet": {
        "en": "how does .. look, how does .. sound, how would .. be, does .. work for you, would .. suit",
        "de": "wie sieht es .. aus, wie sieht der .. aus",
        "fr": "que diriez vous, que dis tu",
        "es": "que os parece, que le parece, que te parece, os viene bien, le viene bien",
        "nl": "wat vindt u van, wat vind je van, hoe klinkt",
        "pt": "que tal, que lhe parece, que vos parece",
    },
    "day": {
        "en": "num th, num st, num nd, num rd, half past, quarter past, quarter to, o clock, first thing",
        "de": "viertel nach, viertel vor, halb num, am num",
        "fr": "et demie, et quart, moins le quart, le num",
        "es": "y media, y cuarto, a las, el num",
        "nl": "kwart over, kwart voor, half num, de num",
        "pt": "e meia, dia num",
    },
    "nobody": {
        "en": """
            no introductions to offer, no introductions to give, no introductions to suggest,
            no introductions to share, no intros to offer, no intros to give, no intros to suggest,
            no intros to share, no referrals to offer, no referrals to give, no referrals to suggest,
            no referrals to share, no names to offer, no names to give, no names to suggest,
            no names to share, no leads to offer, no leads to give, no leads to suggest,
            no leads to share, no contacts to offer, no contacts to give, no contacts to suggest,
            no contacts to share, no recommendations to offer, no recommendations to give,
            no recommendations to suggest, no recommendations to share, nobody to introduce,
            nobody to suggest, no one to introduce""",
        "de": "keine namen zu, keine tipps fur, niemanden vorzuschlagen",
        "fr": "pas de mise en relation, personne a vous, personne a proposer",
        "es": "nadie que presentar, sin contactos que",
        "nl": "geen introducties, niemand aan te, niemand voor te",
        "pt": "sem contactos para, ninguem para vos, ninguem para apresentar",
    },
    "anger": {
        "en": """
            poor show, never been treated, never been so badly, never been so poorly, so carelessly,
            so shabbily, shabby, expected better, let yourselves down, sorry state of affairs""",
        "de": """
            armutszeugnis, schwache leistung, so nachlassig, noch nie so .. behandelt, nie so .. behandelt,
            so geht man nicht, kein guter stil""",
        "fr": """
            jamais ete traite*, jamais ete aussi mal, pas tres serieux, pas serieux, peu serieux, desinvolt*,
            pas a la hauteur""",
        "es": """
            nunca me han tratado, nunca me habian tratado, tan mal tratad*, poco seri*, nada serio,
            vaya trato, deja mucho que desear""",
        "nl": """
            nog nooit zo .. behandeld, nooit zo .. behandeld, zo slordig, zwakke vertoning, niet serieus,
            beneden peil, laat te wensen over, geen manier van doen""",
        "pt": """
            nunca fui tratad*, tratad* assim, tao mal tratad*, pouco serio, nada serio,
            deixa muito a desejar""",
    },
    "neither": {
        "en": "somebody else, someone else, a different one",
        "de": "jemand anderen, jemand anders, ein anderer, eine andere",
        "fr": "quelqu un d autre, une autre, un autre",
        "es": "otra persona, alguien distinto",
        "nl": "iemand anders, een ander",
        "pt": "outra pessoa, alguem diferente",
    },
    "forit": {  # for one that was named before, and for nothing where none was
        "en": "get for it, get for that, in it for me, earn for it, earn for that, out of it for me",
        "de": "hab ich davon, habe ich davon, davon fur mich, bekomme ich dafur, krieg ich dafur",
        "fr": "j y gagne, y gagne je, gagne la dedans",
        "es": "gano con eso, gano con esto, gano yo con eso, gano yo con esto",
        "nl": "levert het mij, levert het me, brengt het mij, brengt het me, heb ik eraan, heb ik daaraan",
        "pt": "ganho com isso, ganho com isto, recebo por isso, recebo por isto",
    },
    "keepmail": {
        "en": "unsubscribe i dont, unsubscribe i do not, leave the list i dont",
        "de": """
            abbestellen will ich .. nicht, abbestellen mochte ich .. nicht, abmelden will ich .. nicht,
            abmelden mochte ich .. nicht, austragen will ich .. nicht, austragen mochte ich .. nicht""",
        "fr": "me desinscrire non, je ne veux pas me desinscrire, sans me desinscrire",
        "es": "darme de baja no, sin darme de baja, no quiero darme de baja",
        "nl": "afmelden wil ik .. niet, uitschrijven wil ik .. niet, zonder me af te melden",
        "pt": "cancelar a subscricao nao, sem cancelar a subscricao, nao quero cancelar a subscricao",
    },
    "human": {
        "en": """
            get px on this, get px on it, get px onto, get px from the partner, get px from your office,
            put px on this, have px look, have px deal, have px handle, let px handle, let px deal,
            partner team on this, put me in touch with one of your, put me in touch with somebody,
            put me in touch with someone, with one of your staff, to one of your staff,
            deal with an automat*""",
        "de": """
            aus dem partnerteam, aus eurem team .. ansehen, aus eurem team .. anschauen,
            aus eurem team .. kummern, aus eurem team .. ubernehmen, aus ihrem team .. ansehen,
            mit jemandem aus eurem team, mit jemandem aus ihrem team, mit einem ihrer mitarbeiter*,
            mit einem eurer mitarbeiter*, px soll sich, mit einem automaten""",
        "fr": """
            de l equipe partenaires, avec quelqu un de votre equipe, avec un de vos collegues,
            que px s en occupe, avec un automate, a un automate""",
        "es": """
            del equipo de partners se, con alguien de vuestro equipo, con alguien de su equipo,
            que px se ocupe, que px se encargue""",
        "nl": """
            van het partnerteam hier*, met iemand van jullie team, met iemand van uw team,
            met een van uw medewerkers, laat px dit""",
        "pt": """
            da equipa de parceiros a, com alguem da vossa equipa, com alguem da sua equipa,
            ponham px a tratar, que px trate""",
    },
}

"""Ways of saying one thing in all six languages side by side; they join the tables of each language.

Folded, apostrophes left out, `*` ends a stem, `..` is a gap of up to four words, `^` a thought's beginning.
"""

KINDS: dict[str, dict[str, str]] = {
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
            what has it added up to""",
        "de": """
            wie viel ist .. zusammengekommen, wie viel hat sich .. angesammelt,
            was ist .. zusammengekommen""",
        "fr": "combien j ai cumule, combien ai je cumule, combien j ai accumule",
        "es": """
            cuanto llevo acumulado, cuanto he acumulado, cuanto he juntado, cuanto se me ha acumulado""",
        "nl": "hoeveel heb ik .. opgebouwd, hoeveel staat er .. klaar, hoeveel heb ik .. bij elkaar",
        "pt": "quanto ja juntei, quanto e que ja juntei, quanto acumulei, quanto ja acumulei",
    },
    "status": {  # who has it, and whether anybody got through
        "en": """
            who .. handling, who .. dealing with it, who .. looking after, who .. in charge,
            or still nothing, or not yet, or nothing so far""",
        "de": """
            wer .. kummert sich, wer .. macht das, wer .. bearbeitet, oder noch nichts, oder noch nicht,
            hat sich .. geruhrt, sich geruhrt, schon gemeldet""",
        "fr": """
            qui .. s en occupe, qui .. s en charge, a fini par, ont fini par, ou toujours rien,
            ou tjrs rien, ou rien encore, ou pas encore""",
        "es": """
            quien .. se encarga, quien .. lo lleva, o todavia nada, o aun nada, o sigue igual,
            o todavia no, al final""",
        "nl": "wie .. pakt dat op, wie .. doet dat, of nog niks, of nog niets, of nog niet",
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
    "optout": {
        "en": """
            make these .. go away, make them go away, make these .. stop, make this .. stop,
            get rid of these, make the .. mails stop, make the .. messages stop""",
        "de": """
            wie werde ich diese .. los, werde ich diese mails los, keine weitere post,
            keine mails dieser art, keine nachrichten dieser art""",
        "fr": "me debarrasser de ces, rayer de vos listes, me rayer de, rayez moi",
        "es": "me libro de estos, me deshago de estos, librarme de estos, quitame de esta",
        "nl": """
            hoe kom ik van deze, hoe kom ik van die .. af, verlost van deze, geen herinneringen meer""",
        "pt": "me livro destes, me livro destas, livrar me destes, livrar me destas",
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
}

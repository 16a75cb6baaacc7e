"""Kinds of saying that a stranger's 200 messages taught us, each beside what only looks like it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from workflows.conversation import understand

REFERRALS = [
    {"ref": "R-1", "company": "Hartley Dental", "contact": "Priya Nair", "stage": "contacted"},
    {"ref": "R-2", "company": "Hartley Vets", "contact": "Simon Ward", "stage": "proposal"},
    {"ref": "R-3", "company": "Meridian Catering", "contact": "Joanne Hale", "stage": "contacted"},
    {"ref": "R-4", "company": "Meridian Analytics Inc", "contact": "Marco Tedesco", "stage": "closed_won"},
    {"ref": "R-5", "company": "Eagle Rock Brewing", "contact": "Hanna Moll", "stage": "demo"},
    {"ref": "R-6", "company": "Thornton Gyms", "contact": "Tomas Rey", "stage": "contacted"},
    {"ref": "R-7", "company": "Oakley Schools Trust", "contact": "David Amos", "stage": "contacted"},
    {"ref": "R-8", "company": "Oakley Joinery", "contact": "David Lyle", "stage": "contacted"},
    {"ref": "R-9", "company": "Renwick Print", "contact": "Carol Renwick", "stage": "contacted"},
]
ALONE: dict[str, object] = {
    "referrals": REFERRALS,
    "last_answered": None,
    "last_intent": None,
    "awaiting": None,
}
AFTER_STATUS = ALONE | {"last_answered": ["R-5"], "last_intent": "referral_status"}
NUDGED = ALONE | {"awaiting": "nudge_1"}
WHICH_MERIDIAN = ALONE | {"awaiting": "disambiguation:[R-3,R-4]"}
WHICH_HARTLEY = ALONE | {"awaiting": "disambiguation:[R-1,R-2]"}


def heard(text: str, context: Mapping[str, object] = ALONE) -> tuple[list[str], list[str], bool]:
    """Intents and referrals in order, and whether the bot answers by itself."""
    answer = understand(text, context)
    acts = not (answer["handoff"] or answer["clarify"])
    return sorted(answer["intents"]), sorted(answer["refs"]), acts  # type: ignore[call-overload]


def does(text: str, intent: str, context: Mapping[str, object] = ALONE) -> bool:
    """Whether the bot acts alone, and on this."""
    intents, _, acts = heard(text, context)
    return acts and intent in intents


@pytest.mark.parametrize(
    "text",
    [
        "how much have you credited to me altogether",
        "Could you tell me the grand total you've paid me this year? Can you send it over?",
        "what date do the funds reach my account",
        "Was wurde mir bis heute insgesamt gutgeschrieben? Könnt ihr mir das schicken?",
        "quel est le montant total que vous m'avez crédité cette année ?",
        "¿Cuál es el total que me habéis abonado hasta ahora?",
        "wanneer komt het geld op mijn rekening?",
        "qual é o total que me creditaram este ano?",
    ],
)
def test_sums_and_days_of_money_are_told(text: str) -> None:
    assert heard(text) == (["payout_query"], [], True)


@pytest.mark.parametrize(
    "text",
    [
        "do you fund schools",
        "who manages the funds at Hartley Dental?",
        "we lost our funding this quarter",
        "please credit the commission to my brother's bank",
        "what total did Acme's partner get credited?",
        "Der Kunde hat mir nichts gutgeschrieben, was soll ich tun?",
    ],
)
def test_other_words_of_funds_and_credit_go_to_a_person(text: str) -> None:
    assert not heard(text)[2]


@pytest.mark.parametrize(
    "text",
    [
        "could we get one sheet with every referral we sent and the stage each is at?",
        "Könnte ich eine Tabelle aller Firmen haben, die ich vermittelt habe, und wie weit jede ist?",
        "Pourrais-je avoir un tableau de toutes les entreprises que j'ai présentées et où chacune en est ?",
        "¿Podría tener una tabla con todas las empresas que he presentado y en qué fase está cada una?",
        "Queria uma tabela com todas as empresas que apresentei e em que fase está cada uma",
    ],
)
def test_a_table_of_all_with_the_stage_of_each_is_one_wish(text: str) -> None:
    assert heard(text) == (["status_overview"], [], True)


def test_a_sum_and_what_is_still_open_are_two() -> None:
    text = "what am I owed in total, and which referrals are still live"
    assert heard(text) == (["payout_query", "status_overview"], [], True)


@pytest.mark.parametrize(
    "text",
    [
        "which leads do you like best",
        "which referrals are still unpaid",
        "which leads are still a good fit for the programme",
        "every company I introduced complained about you",
        "Could I have one table for two at noon?",
    ],
)
def test_not_every_table_or_lead_asks_for_the_list(text: str) -> None:
    assert not does(text, "status_overview")


@pytest.mark.parametrize(
    "text",
    [
        "Thornton Gyms has just rebranded to Thornton Fitness",
        "Thornton Gyms firmiert jetzt unter Peak Health",
        "Thornton Gyms s'appelle désormais Thornton Forme",
        "Thornton Gyms ahora se llama Thornton Salud",
        "Thornton Gyms heet nu Thornton Sport",
        "Thornton Gyms agora chama-se Thornton Saúde",
    ],
)
def test_a_new_name_of_a_company_is_noted(text: str) -> None:
    assert heard(text) == (["update_referral"], ["R-6"], True)


@pytest.mark.parametrize(
    "text",
    [
        "we just rebranded to Norwood Partners",
        "has Thornton Gyms rebranded?",
        "has Thornton Gyms moved on",
        "Thornton Fitness is not Thornton Gyms, which one did you call?",
        "what's Ms Renwick's first name?",
    ],
)
def test_a_question_or_our_partners_own_name_is_no_note(text: str) -> None:
    assert not does(text, "update_referral")


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("I'd prefer you left Priya Nair in peace. Please close it.", "R-1"),
        ("put Thornton on hold for the moment, they are in the middle of a takeover", "R-6"),
        ("Pausiert Thornton Gyms vorerst, die stecken mitten in einer Fusion", "R-6"),
        ("Mettez Thornton Gyms en pause pour l'instant, ils sont en pleine fusion", "R-6"),
        ("Preferiría que dejarais en paz a Thornton Gyms. Cerrad la recomendación.", "R-6"),
        ("Zet Thornton Gyms voorlopig op pauze, ze zitten midden in een fusie", "R-6"),
        ("Ponham a Thornton Gyms em pausa por agora, estão em plena fusão", "R-6"),
    ],
)
def test_a_polite_end_is_an_end_whatever_the_reason(text: str, ref: str) -> None:
    assert heard(text) == (["withdraw_referral"], [ref], True)


@pytest.mark.parametrize(
    "text",
    [
        "is Thornton Gyms on pause for now?",
        "Thornton Gyms left their old office in peace and quiet",
        "don't pause Thornton Gyms",
        "put Thornton on pause and pay me anyway",
        "pause everything for now",
        "drop Priya. hang on, no wait keep her, do as you think best",
        "they told me you left Priya Nair in peace, is that right?",
    ],
)
def test_what_only_speaks_of_an_end_ends_nothing(text: str) -> None:
    assert not does(text, "withdraw_referral")


@pytest.mark.parametrize(
    "text",
    ["has a date been set yet", "ist der Termin schon fix?", "la date est-elle fixée ?", "¿hay ya fecha?",
     "staat de datum al vast?", "já há data marcada?"],
)  # fmt: skip
def test_a_date_is_asked_of_what_was_answered(text: str) -> None:
    assert heard(text, AFTER_STATUS) == (["referral_status"], ["R-5"], True)
    assert not heard(text)[2]


@pytest.mark.parametrize(
    "text",
    ["lovely, what's in it for me?", "super, und was hab ich davon?", "et moi, qu'est-ce que j'y gagne ?",
     "¿y yo qué gano con eso?", "mooi, wat levert het mij op?", "boa, e o que é que eu ganho com isso?"],
)  # fmt: skip
def test_whats_in_it_for_me_asks_for_the_money_of_what_was_answered(text: str) -> None:
    assert heard(text, AFTER_STATUS) == (["payout_query"], ["R-5"], True)
    assert not does(text, "payout_query")


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("how is the Meridian catering lot doing", ["R-3"]),
        ("any word from Hanna Moll's brewery?", ["R-5"]),
        ("gibt es etwas Neues von der Brauerei von Hanna Moll?", ["R-5"]),
        ("¿alguna novedad de la cervecería de Hanna Moll?", ["R-5"]),
        ("Please update me on Renwick Print and on the Oakley school", ["R-7", "R-9"]),
        ("what's up with the Oakley joiners", ["R-8"]),
    ],
)
def test_a_trade_beside_a_name_tells_which_one(text: str, refs: list[str]) -> None:
    assert heard(text) == (["referral_status"], refs, True)


@pytest.mark.parametrize(
    "text",
    [
        "how is Hanna Moll's dentist doing",
        "any news from the brewery in Oakley",
        "I'm at the vet until four",
        "my vet in Hartley wants to know how you work",
    ],
)
def test_a_trade_of_nobody_on_file_names_nobody(text: str) -> None:
    assert not heard(text)[2]


@pytest.mark.parametrize(
    ("text", "context", "refs"),
    [
        ("I meant the catering firm", WHICH_MERIDIAN, ["R-3"]),
        ("der Caterer", WHICH_MERIDIAN, ["R-3"]),
        ("le traiteur", WHICH_MERIDIAN, ["R-3"]),
        ("me refería a la clínica veterinaria", WHICH_HARTLEY, ["R-2"]),
        ("ik bedoelde de dierenarts", WHICH_HARTLEY, ["R-2"]),
        ("o dentista", WHICH_HARTLEY, ["R-1"]),
        ("not the vets", WHICH_HARTLEY, ["R-1"]),
    ],
)
def test_a_trade_chooses_what_we_offered(text: str, context: Mapping[str, object], refs: list[str]) -> None:
    assert heard(text, context) == (["select_option"], refs, True)


@pytest.mark.parametrize("text", ["the butcher", "not the vet, I meant somebody else"])
def test_what_chooses_none_of_them_goes_to_a_person(text: str) -> None:
    assert not heard(text, WHICH_HARTLEY)[2]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Glad to help. I'm in on Thursday from ten, or Monday first thing.", "nudge_accept"),
        ("With pleasure. How does the 21st at quarter past ten look?", "nudge_accept"),
        ("Ich helfe gern, bin Donnerstag ab zwei da oder Freitag früh.", "nudge_accept"),
        ("Volontiers. Que diriez-vous du 14 à neuf heures et demie ?", "nudge_accept"),
        ("Com gosto. Que tal dia 14 às nove e meia?", "nudge_accept"),
        ("I've no names to offer, I'm afraid.", "nudge_decline"),
        ("Je n'ai malheureusement personne à vous présenter.", "nudge_decline"),
        ("No tengo presentaciones que ofreceros, por desgracia.", "nudge_decline"),
        ("Ik heb helaas geen introducties te bieden.", "nudge_decline"),
        ("Lamentablemente no conozco a nadie", "nudge_decline"),
        ("We've sold the business, we won't be needing these, please stop sending them", "opt_out"),
        ("Je suis à la retraite et n'en ai plus besoin, arrêtez de m'envoyer ces messages.", "opt_out"),
        ("Reformei-me e já não preciso disto, parem de me enviar estes emails.", "opt_out"),
        ("How do you contact the people I suggest, by phone or by mail?", "program_question"),
        ("Wie geht ihr auf die Leute zu, die ich nenne?", "program_question"),
        ("Hoe benaderen jullie de mensen die ik noem?", "program_question"),
    ],
)
def test_a_nudge_is_answered_in_ones_own_words(text: str, intent: str) -> None:
    assert heard(text, NUDGED) == ([intent], [], True)


@pytest.mark.parametrize(
    "text",
    [
        "Gladly, but how does the 14th payment look?",
        "happy to help, but first tell me why my payment is short",
        "I have no names to offer until the Renwick payment arrives",
        "no introductions to show for a year's work, what a shambles",
        "no introductions to anyone else without my consent",
        "stop sending them to Priya, she has left",
        "I'm retiring next year, can I still earn then?",
        "Ganz abmelden will ich mich nicht, aber bitte nur einmal im Monat",
        "...",
    ],
)
def test_what_only_sounds_like_such_an_answer_is_none(text: str) -> None:
    intents, _, acts = heard(text, NUDGED)
    assert not acts or not {"nudge_accept", "nudge_decline", "opt_out"}.intersection(intents)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("I've worked with you for ten years and never been treated so shabbily", "complaint"),
        ("Schon die dritte Erinnerung und kein Wort zu meinen Kontakten. Ein Armutszeugnis.", "complaint"),
        ("Llevo diez años y nunca me han tratado con tanta dejadez.", "complaint"),
        ("Al tien jaar partner en nog nooit zo slordig behandeld.", "complaint"),
        ("could you put Joachim from your office onto this", "human_request"),
        ("Kann sich Jana aus eurem Team das bitte anschauen", "human_request"),
        ("je préfère ne pas avoir affaire à un automate", "human_request"),
        ("ponham a Inês da equipa de parceiros a tratar disto", "human_request"),
        ("The list says Renwick Print was paid, yet nothing has arrived in my bank.", "payout_dispute"),
        ("Laut Abrechnung ist Renwick Print bezahlt, es ist aber nichts angekommen.", "payout_dispute"),
        ("Le relevé dit que Renwick Print est payé mais rien n'est arrivé sur mon compte.", "payout_dispute"),
        ("Ten weeks since Renwick Print signed and not a penny has come", "payout_dispute"),
    ],
)
def test_what_a_person_must_answer_is_handed_over_by_its_name(text: str, intent: str) -> None:
    intents, _, acts = heard(text)
    assert (intent in intents, acts) == (True, False)


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("who of your team is looking after Renwick Print?", ["referral_status"]),
        ("could you check on Renwick Print for me?", ["referral_status"]),
        ("has the Renwick Print money reached my account?", ["payout_query"]),
        ("Talk to Imre Bognar at Bognar Foods, imre@bognarfoods.example, he is hiring.", ["submit_referral"]),
    ],
)
def test_words_of_danger_in_a_plain_wish_are_none(text: str, intents: list[str]) -> None:
    assert (heard(text)[0], heard(text)[2]) == (intents, True)


@pytest.mark.parametrize("text", ["are you hiring?", "we are mid merger here, who gets my commissions?"])
def test_the_same_words_about_us_or_the_contract_go_to_a_person(text: str) -> None:
    assert not heard(text)[2]


@pytest.mark.parametrize(
    "text",
    [
        "Drop Renwick Print please. Any news on Eagle Rock?",
        "cancel renwick. and whats the state of eagle rock",
        "Please take out Renwick Print, and who looks after Eagle Rock now?",
        "Bitte zieht Renwick Print zurück. Wie steht es mit Eagle Rock?",
        "Retirez Renwick Print. Des nouvelles d'Eagle Rock ?",
    ],
)
def test_a_question_beside_a_withdrawal_is_no_part_of_it(text: str) -> None:
    intents, refs, _ = heard(text)
    assert (intents, refs) == (["referral_status", "withdraw_referral"], ["R-5", "R-9"])


@pytest.mark.parametrize(
    "text", ["Don't call Renwick Print any more, they have signed elsewhere", "Renwick Print is out, drop it"]
)
def test_why_somebody_is_withdrawn_is_no_question(text: str) -> None:
    assert heard(text)[0] == ["withdraw_referral"]

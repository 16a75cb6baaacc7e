"""Roundabout ways of asking and telling, each with what only looks like it."""

from __future__ import annotations

import pytest

from tests.conversation.test_kinds import REFERRALS, acts, answer, people
from workflows.conversation import understand


def heard(text: str, awaiting: str | None = None) -> tuple[object, object]:
    found = answer(text, awaiting)
    return found["intents"], found["refs"]


@pytest.mark.parametrize(
    "text",
    [
        "brightpath gone cold or what?",
        "Is the ball in Brightpath's court or in ours?",
        "um did anybody ever get an answer out of carter hayes question mark",
        "Ist Brightpath eingeschlafen?",
        "Brightpath, c'est tombé à l'eau ?",
        "Se ha enfriado lo de Brightpath?",
        "Ligt de bal bij Brightpath of bij ons?",
        "A bola está do lado da Brightpath?",
    ],
)
def test_asking_in_pictures_is_asking_for_news(text: str) -> None:
    assert (heard(text), acts(text)) == ((["referral_status"], ["R-1"]), True)


@pytest.mark.parametrize(
    "text",
    [
        "We will see you in court over Brightpath.",
        "So where is that check you owe me for Müller, it never arrived?",
    ],
)
def test_courts_and_checks_in_earnest_get_a_person(text: str) -> None:
    assert answer(text)["handoff"] is True


@pytest.mark.parametrize(
    "text",
    [
        "dont ring carter hayes before february, he is on leave",
        "Carter Hayes bitte nicht vor März anrufen, er ist im Urlaub.",
        "carter hayes's cell is 503-555-0177, the office line is useless",
    ],
)
def test_a_day_or_a_number_for_somebody_is_a_note_about_him(text: str) -> None:
    assert (heard(text), acts(text)) == ((["update_referral"], ["R-1"]), True)


def test_somebody_useless_is_still_a_complaint() -> None:
    assert answer("Carter Hayes says you are useless")["handoff"] is True


@pytest.mark.parametrize(
    "text",
    [
        "Please talk to Ina Hofer of Hofer Yacht, ina@hofer-yacht.example. She is up early.\n\n"
        "Jo Lee | Lee & Co | 01632 960 961 | jo@lee.example",
        "Please talk to Ina Hofer of Hofer Yacht, ina@hofer-yacht.example. She is up early.\n\n"
        "Desk <desk@example.com>, 3 Kas 2026 Sal, 09:30 tarihinde şunu yazdı:\n> Jo Lee, jo@lee.example?",
    ],
)
def test_banners_and_quotes_of_any_language_name_nobody_new(text: str) -> None:
    assert people(text) == [("Ina Hofer", "Hofer Yacht")]


def test_a_banner_alone_below_a_wish_is_the_introduction() -> None:
    text = "Somebody who is short of hands, do call her.\n\nIna Hofer | Hofer Yacht | ina@hofer-yacht.example"

    assert people(text) == [("Ina Hofer", "Hofer Yacht")]


@pytest.mark.parametrize("text", ["You should see the gym on 5th street, they need help", "Danke! Gerd"])
def test_no_word_is_mended_into_another_wish(text: str) -> None:
    assert not {"program_question", "payout_query"} & set(str(answer(text)["intents"]).split("'"))


@pytest.mark.parametrize(
    "text",
    [
        "vi prego di non inviarmi più questi promemoria",
        "nie piszcie do mnie więcej",
        "skriv inte till mig mer",
        "lad være med at skrive til mig",
        "už mi prosím nepište",
        "lütfen bana artık yazmayın",
        "今後このような案内メールは送らないでください。",
    ],
)
def test_who_leaves_is_heard_in_languages_we_do_not_speak(text: str) -> None:
    assert (answer(text, "nudge_1")["opt_out"], acts(text, "nudge_1")) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        "nie piszcie do mnie dzisiaj, napiszcie jutro",
        "skicka inte fler mejl till Marco",
        "Marco'ya artık yazmayın",
        "メールが届いていません",
        "può scrivermi domani?",
    ],
)
def test_for_a_while_or_for_somebody_else_no_one_is_signed_off(text: str) -> None:
    assert not (answer(text, "nudge_1")["opt_out"] and acts(text, "nudge_1"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "We were at Charlene's party and her brother Duke Fontenot is looking, he owns Fontenot Seafood, "
            "985-555-0162.",
            [("Duke Fontenot", "Fontenot Seafood")],
        ),
        (
            "Am Stammtisch klagte der Toni Lechner (Lechner Fensterbau, 0170 5550199), ihm läuft die "
            "Lohnbuchhaltung davon. Ruft ihn bitte an.",
            [("Toni Lechner", "Lechner Fensterbau")],
        ),
    ],
)
def test_parties_and_common_nouns_are_nobody(text: str, found: list[tuple[str, str]]) -> None:
    assert people(text) == found


def test_an_address_of_a_contacts_whole_name_is_his() -> None:
    text = "No wonder, I gave you the old one. Please use carter.hayes@tutors.example for Hayes."

    assert heard(text) == (["update_referral"], ["R-1"])
    assert people(text) == []


@pytest.mark.parametrize("text", ["logistik?", "Logistik ?"])
def test_a_trade_and_a_question_mark_ask_for_the_one_on_file(text: str) -> None:
    assert heard(text) == (["referral_status"], ["R-2"])


def test_a_trade_that_nobody_on_file_has_is_nobody() -> None:
    assert heard("hotel?")[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "whats the number for Hayes?",
        "Suppose I stop working with Müller, do you still pay me?",
        "Hayes hat gesagt, ihr hättet ihn angelogen. Stimmt das?",
        "Peter Hayes's surname is spelled Heyes",
        "who pays his taxes on the commission for Müller?",
        "My new address is carter.hayes@gmail.example",
        "N'appelez pas Hayes avant de m'avoir parlé",
        "will I get more of these mails?",
    ],
)
def test_what_only_sounds_alike_gets_a_person(text: str) -> None:
    assert not acts(text)


def test_the_same_again_is_asked_about_another() -> None:
    context = {
        "referrals": REFERRALS,
        "last_answered": "R-2",
        "last_intent": "payout_query",
        "awaiting": None,
    }
    found = understand("same q for hayes please", context)

    assert (found["intents"], found["refs"], found["handoff"]) == (["payout_query"], ["R-1"], False)


def test_a_namesake_with_a_firm_of_her_own_is_new() -> None:
    text = "Hayes can wait. Please ring his sister Petra Hayes at Hayes Optics, petra@hayesoptics.example."

    assert people(text) == [("Petra Hayes", "Hayes Optics")]


@pytest.mark.parametrize(
    "text",
    [
        "Müller hat ja unterschrieben, was kommt da bei mir an?",
        "when does the Müller money hit my bank",
        "If Müller signs, what's in it for us?",
    ],
)
def test_what_reaches_me_is_asked_of_the_money(text: str) -> None:
    assert (heard(text), acts(text)) == ((["payout_query"], ["R-2"]), True)


def test_who_sent_you_is_no_prospect() -> None:
    text = "Ina Hofer from Hofer Yacht is fed up with their lot, 01632 960 961. Tell her Kev sent you."

    assert (people(text), acts(text)) == ([("Ina Hofer", "Hofer Yacht")], True)


@pytest.mark.parametrize(
    "text",
    [
        "Please remove Hayes's old number, he has a new one",
        "please drop Hayes a line, he has asked for you",
        "Bitte streicht die alte Nummer von Hayes, er hat eine neue",
        "you can close the deal with Hayes, he has agreed",
        "What do I have to expect from you if I break the contract?",
        "Müller klagt über eure Rechnung",
    ],
)
def test_a_detail_struck_or_a_deal_closed_ends_no_referral(text: str) -> None:
    found = answer(text)

    assert not acts(text) or found["intents"] == ["referral_status"]


@pytest.mark.parametrize(
    "text",
    ["No llaméis más a Carter Hayes, han cerrado", "Cobalt kann weiter, Brightpath könnt ihr zumachen"],
)
def test_an_order_holds_whatever_reason_is_told(text: str) -> None:
    assert heard(text) == (["withdraw_referral"], ["R-1"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "My brother has bought a tutoring firm in Leeds called Crumb & Co, "
            "his name is Paul Reed, 0113 496 0022.",
            [("Paul Reed", "Crumb & Co")],
        ),
        (
            "One more: Anna Holt runs Holt Feed & Seed, anna@holtfeed.example. "
            "It's roof repairs too, so ring rather than mail: 0113 496 0044.",
            [("Anna Holt", "Holt Feed & Seed")],
        ),
    ],
)
def test_a_trade_beside_somebody_new_is_no_note_on_the_one_on_file(text: str, found: list[object]) -> None:
    assert (heard(text), people(text), acts(text)) == ((["submit_referral"], []), found, True)


def test_a_number_told_of_one_on_file_is_not_the_next_ones() -> None:
    text = (
        "Brightpath has a new number: 0113 496 0055. "
        "And one more: Dwight Hanley, Hanley Feed, d.hanley@h.example"
    )
    new = answer(text)["new_referral"]
    assert isinstance(new, list)
    assert [person["phone"] for person in new] == [None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Neu: Metzgerei Wolff (Inhaber Kai Wolff, kai@metzgerei-wolff.example)",
            ("Kai Wolff", "Metzgerei Wolff"),
        ),
        (
            "Neu: die Tanzschule Pirouette, dort ist Lena Voss zuständig, 0351 960 4411",
            ("Lena Voss", "Tanzschule Pirouette"),
        ),
        (
            "New lead: Bluebird Bakery, where Ann Lee does the books, 0117 960 1188",
            ("Ann Lee", "Bluebird Bakery"),
        ),
        (
            "Je vous recommande la librairie Plume, gérante Aline Roy, aline@plume.example",
            ("Aline Roy", "Plume"),
        ),
        (
            "Os paso la escuela infantil Los Pinos, se llama Rosa Gil, 600 960 118",
            ("Rosa Gil", "Los Pinos"),
        ),
        ("Nieuwe: kapsalon Knip, waar Els Bos de baas is, els@knip.example", ("Els Bos", "Knip")),
        ("Mais um: Padaria Sol (dono Rui Sol, rui@padariasol.example)", ("Rui Sol", "Padaria Sol")),
        (
            "New: Director Systems Ltd, Paul Dean, paul@directorsystems.example",
            ("Paul Dean", "Director Systems Ltd"),
        ),
    ],
)
def test_a_role_or_a_place_tells_the_person_from_the_firm(text: str, found: tuple[str, str]) -> None:
    assert people(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Brightpath signed last week. How much is my commission and when is it paid?",
        "Brightpath hat vor drei Wochen unterschrieben. Wie hoch ist meine Provision?",
        "Brightpath a signé il y a un mois. À combien s'élève ma commission ?",
        "Brightpath firmó hace un mes. ¿Cuánto me toca y cuándo me lo pagáis?",
        "Brightpath heeft vorige week getekend. Hoeveel krijg ik daarvoor?",
        "A Brightpath assinou na semana passada. Quanto vou receber?",
    ],
)
def test_what_is_told_before_the_money_is_not_asked(text: str) -> None:
    assert (heard(text), acts(text)) == ((["payout_query"], ["R-1"]), True)


@pytest.mark.parametrize(
    "text", ["Brightpath signed yet? And how much do I get?", "has Brightpath signed. and how much do I get?"]
)
def test_a_question_before_the_money_is_answered_too(text: str) -> None:
    assert heard(text) == (["referral_status", "payout_query"], ["R-1"])


@pytest.mark.parametrize(
    "text",
    [
        "Carter rang me to say Brightpath is closing in June. You can drop that contact.",
        "Carter m'a dit que Brightpath va fermer. Vous pouvez retirer ce contact.",
        "O Carter disse que a Brightpath fecha. Podem retirar esse contacto.",
    ],
)
def test_that_contact_is_the_one_that_was_told_of(text: str) -> None:
    assert (heard(text), acts(text)) == ((["withdraw_referral"], ["R-1"]), True)


@pytest.mark.parametrize(
    "text",
    [
        "Carter says Brightpath is closing and Müller too. You can drop that contact.",
        "Did Brightpath sign? Then drop that contact.",
    ],
)
def test_one_of_two_or_on_a_condition_nobody_is_withdrawn(text: str) -> None:
    assert not acts(text)


@pytest.mark.parametrize(
    ("text", "intent", "refs"),
    [
        (
            "Carter Hayes is on site all day. Best to catch him before 7.30. His mobile is 07700 900 346.",
            "update_referral",
            ["R-1"],
        ),
        ("typo in what I sent you, it's Bosna not Bosma", "update_referral", ["R-3"]),
        ("Tippfehler von mir: Bosna, nicht Bosma", "update_referral", ["R-3"]),
        ("what % do you guys pay these days", "program_question", []),
        ("wie viel % zahlt ihr aktuell?", "program_question", []),
        ("Muss ich ein Formular ausfüllen oder reicht eine Mail?", "program_question", []),
        ("Je dois remplir un formulaire ou il suffit de vous écrire ?", "program_question", []),
        (
            "Could you send me what's been paid out to me since July? My bookkeeper is asking.",
            "payout_query",
            [],
        ),
        ("Funkstille bei Brightpath?", "referral_status", ["R-1"]),
        ("Bien reçu, merci. Reste-t-il quelque chose à me verser ?", "payout_query", []),
        ("Recibí el depósito, mil gracias. ¿Queda algo más pendiente a mi favor?", "payout_query", []),
        (
            "Schreibt mir bitte keine Erinnerungen mehr. "
            "Über meine laufenden Empfehlungen dürft ihr mich gern weiter informieren.",
            "opt_out",
            [],
        ),
        ("Please stop the reminders, but keep me posted on my open referrals.", "opt_out", []),
    ],
)
def test_one_plain_wish_in_other_words_is_heard(text: str, intent: str, refs: list[str]) -> None:
    assert (heard(text), acts(text)) == (([intent], refs), True)


@pytest.mark.parametrize(
    "text",
    [
        "Carter was on the phone. His lawyer's number is 0113 496 0099.",
        "Brightpath signed. My mobile is now 07700 900 346.",
        "Brightpath hat unterschrieben. Meine neue Nummer: 0151 960 4411",
        "typo, I meant Brightpath not Müller",
        "what % do you take off for tax?",
        "make that 15 %, what % do you think is fair?",
        "Do I fill in a form or do you pay automatically?",
    ],
)
def test_what_only_looks_like_it_gets_a_person(text: str) -> None:
    assert not acts(text)


def test_the_people_of_a_trade_are_who_is_asked_about_next() -> None:
    context = {"referrals": REFERRALS, "last_answered": ["R-2"], "last_intent": "referral_status"}
    found = understand("ok and the roofing ppl", context | {"awaiting": None})
    assert (found["intents"], found["refs"], found["handoff"]) == (["referral_status"], ["R-3"], False)

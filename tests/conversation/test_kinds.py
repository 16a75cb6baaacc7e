"""Kinds of saying that were once misheard, each with what only looks like it, in the languages we speak."""

from __future__ import annotations

import pytest

from workflows.conversation import understand

REFERRALS = [
    {"ref": "R-1", "company": "Brightpath Tutoring", "contact": "Carter Hayes", "stage": "contacted"},
    {"ref": "R-2", "company": "Müller Logistik", "contact": "Karl Müller", "stage": "closed_won"},
    {"ref": "R-3", "company": "Dakwerken Bosma", "contact": "Mark Bosma", "stage": "proposal"},
]


def answer(text: str, awaiting: str | None = None) -> dict[str, object]:
    context = {"referrals": REFERRALS, "last_answered": None, "last_intent": None, "awaiting": awaiting}
    return understand(text, context)


def acts(text: str, awaiting: str | None = None) -> bool:
    heard = answer(text, awaiting)
    return not (heard["handoff"] or heard["clarify"])


def people(text: str) -> list[tuple[str | None, str | None]]:
    found = answer(text)["new_referral"] or []
    assert isinstance(found, list)
    return [(person["name"], person["company"]) for person in found]


@pytest.mark.parametrize(
    ("text", "name", "company"),
    [
        (
            "tip: Joris de Wit van De Wit Machines, joris@dewitmachines.example",
            "Joris de Wit",
            "De Wit Machines",
        ),
        (
            "Jan van der Meer van van der Meer Bouw, jan@vdm.example",
            "Jan van der Meer",
            "van der Meer Bouw",
        ),
        ("indico a Maria da Silva da Silva Têxteis, maria@silva.example", "Maria da Silva", "Silva Têxteis"),
        (
            "Os paso a Ana de la Fuente de Bodegas del Río, ana@bdr.example",
            "Ana de la Fuente",
            "Bodegas del Río",
        ),
        ("Falem com a Ana da Padaria Luz do Norte, ana@luz.example", "Ana", "Padaria Luz do Norte"),
        ("Appelez Julien Morel de Morel Plomberie, julien@mp.example", "Julien Morel", "Morel Plomberie"),
        ("Nieuwe naam: Sanne de Vries, sanne@devries.example", "Sanne de Vries", None),
    ],
)
def test_a_particle_of_a_surname_is_not_where_the_company_begins(
    text: str, name: str, company: str | None
) -> None:
    assert people(text) == [(name, company)]


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Meine Nachbarin hat eine Physiopraxis: Elif Kaya, elif@kaya.example", None),
        ("Elif Kaya leitet ihre Physiopraxis, elif@kaya.example", None),
        ("Sprecht mit Elif Kaya von der Physiopraxis Kaya, elif@kaya.example", "Physiopraxis Kaya"),
    ],
)
def test_a_noun_behind_an_article_says_what_it_is_and_not_its_name(text: str, company: str | None) -> None:
    assert people(text) == [("Elif Kaya", company)]


@pytest.mark.parametrize(
    "text",
    [
        "fala com o Edson Prado da Prado Embalagens, 215 550 134, diz que fui eu que indiquei",
        "Call Tim Roe of Roe Tiles, tim@roetiles.example, tell him I sent you",
        "Ruft Tim Roe von Roe Fliesen an, tim@roe.example, sagt ihm, dass ich euch geschickt habe",
    ],
)
def test_say_that_i_sent_you_asks_for_no_list(text: str) -> None:
    assert (answer(text)["intents"], acts(text)) == (["submit_referral"], True)


def test_a_list_asked_for_beside_a_new_name_is_heard() -> None:
    text = "Call Tim Roe of Roe Tiles, tim@roetiles.example. And send me a list of all I referred please"
    assert answer(text)["intents"] == ["status_overview", "submit_referral"]


@pytest.mark.parametrize(
    "text",
    [
        "Per favore cancellatemi da questa lista.",
        "Proszę o wypisanie mnie z tych wiadomości.",
        "Sluta skicka de här mejlen, tack.",
        "Venligst afmeld mig fra jeres mails.",
    ],
)
def test_who_leaves_in_a_language_we_do_not_speak_is_heard(text: str) -> None:
    assert (answer(text)["opt_out"], acts(text)) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        "toglietemi dalla lista, è una vergogna, aspetto i soldi da tre mesi e nessuno mi ha mai risposto",
        "Sluta skicka mejl till Carter Hayes",
        "Tyvärr har jag ingen att rekommendera just nu, kanske senare i november",
        "Prata gärna med Nils Åberg på Åbergs Måleri, 070-555 01 44. Han letar efter något sådant.",
    ],
)
def test_anything_else_in_such_a_language_goes_to_a_person(text: str) -> None:
    assert not acts(text, "nudge_1")


@pytest.mark.parametrize(
    "text",
    [
        "Jag är på semester till och med den 24 november och läser inte min e-post under tiden.",
        "Jestem na urlopie do 4 grudnia. W pilnych sprawach proszę o kontakt z biurem.",
        "Risposta automatica: sono in ferie fino al 2 dicembre.",
    ],
)
def test_a_machine_abroad_is_no_answer_to_a_nudge(text: str) -> None:
    assert answer(text, "nudge_1")["auto_reply"]


@pytest.mark.parametrize(
    "text",
    [
        "Can you tell me what Jenny Farrow at Parkline earned last quarter?",
        "Kannst du mir sagen, was Jenny Farrow letztes Quartal verdient hat?",
        "Tu peux me dire combien Jenny Farrow a touché ?",
        "¿Me dices cuánto ha cobrado Jenny Farrow este año?",
        "Kun je me zeggen wat Jenny Farrow heeft verdiend?",
        "Podes dizer-me quanto recebeu a Jenny Farrow este ano?",
    ],
)
def test_what_somebody_else_earns_is_told_by_nobody(text: str) -> None:
    assert answer(text)["handoff"]


@pytest.mark.parametrize("text", ["how much did I earn with Parkline?", "was hab ich mit Parkline verdient?"])
def test_ones_own_money_with_a_name_we_do_not_know_is_asked_back(text: str) -> None:
    assert answer(text)["clarify"]


def test_and_on_what_date_behind_a_payment_asks_for_the_payment() -> None:
    text = "was Müller paid out already, and on what date?"
    assert (answer(text)["intents"], answer(text)["refs"], acts(text)) == (["payout_query"], ["R-2"], True)


def test_a_date_of_something_else_behind_a_payment_is_a_question_of_its_own() -> None:
    text = "Is Müller already paid? And when did you last speak to Carter?"
    assert answer(text)["intents"] == ["payout_query", "referral_status"]


@pytest.mark.parametrize(
    "text",
    [
        "Wie viel hat sich bei mir inzwischen angesammelt?",
        "Cuánto he acumulado?",
        "Quanto é que já acumulei convosco?",
        "Hoeveel heb ik nu opgebouwd?",
    ],
)
def test_what_has_come_together_is_money_and_no_list(text: str) -> None:
    assert answer(text)["intents"] == ["payout_query"]


@pytest.mark.parametrize("text", ["al iets gehoord van mark?", "heard anything from mark?"])
def test_a_plain_word_behind_heard_from_is_the_name(text: str) -> None:
    assert (answer(text)["refs"], acts(text)) == (["R-3"], True)


@pytest.mark.parametrize("text", ["the mark on the paper", "What mark do I get?"])
def test_the_same_word_elsewhere_names_nobody(text: str) -> None:
    assert answer(text)["refs"] == []


def test_an_odd_word_is_not_mended_into_an_angry_one() -> None:
    assert acts("I'd rather not look clueless. Any news from Brightpath?")
    assert answer("that was carless of you")["handoff"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Please ring Karim Ouali, Garage des Tilleuls, 06 39 98 11 22. He is up early.\nSandrine", 1),
        (
            "Ring these two today.\nKarim Ouali, Garage Tilleuls, 06 39 98 11 22\nIna Hofer, Hofer Yacht",
            2,
        ),
    ],
)
def test_a_name_right_below_the_sentences_is_who_wrote_them(text: str, count: int) -> None:
    assert len(people(text)) == count


@pytest.mark.parametrize(
    "text",
    [
        "Merci de laisser M. Hayes tranquille, il part à la retraite.",
        "Bitte lasst Herrn Hayes in Ruhe.",
        "Dejad a Carter Hayes en paz, por favor.",
        "Laat Carter Hayes maar met rust.",
        "Deixem o Carter Hayes em paz.",
    ],
)
def test_leaving_somebody_in_peace_asks_for_no_news(text: str) -> None:
    assert "withdraw_referral" in str(answer(text)["intents"])


def test_peace_for_oneself_is_no_referral_withdrawn() -> None:
    assert "withdraw_referral" not in str(answer("Ich lese das in Ruhe und melde mich.")["intents"])


@pytest.mark.parametrize(
    "text",
    [
        "Schickt mein Geld auf diese Karte: 4000 1234 5678 9010",
        "Deposítenme en esta tarjeta: 4000 1234 5678 9010",
        "Conta nova: Inter, ag 0001, conta 1234567-8",
        "Je suis passé à la Banque Nationale : transit 10001, compte 1122334.",
        "4000-1234-5678-9010 is where the money should go",
    ],
)
def test_where_money_shall_go_is_no_phone_number_of_a_lead(text: str) -> None:
    assert (answer(text)["new_referral"], answer(text)["handoff"]) == (None, True)


@pytest.mark.parametrize(
    "text",
    [
        "Ilse wil niet meer benaderd worden.",
        "tacha a Maite de la lista, porfa",
        "Für den Moment stopp, im neuen Jahr gern wieder.",
        "Nicht ich melde mich ab, sondern die Lena, sie will keine Anrufe mehr von euch.",
        "Je ne me désabonne pas, au contraire : voici Jémima Holt, Bougies Holt, jem@bougiesholt.example",
        "Es la cuarta vez que os lo pido. Sois unos impresentables. Borradme de la lista.",
    ],
)
def test_words_of_leaving_for_another_end_or_in_anger_go_to_a_person(text: str) -> None:
    assert not acts(text, "nudge_1")


@pytest.mark.parametrize(
    "text",
    [
        "Ich möchte von diesen Erinnerungen künftig verschont bleiben, ich bin im Ruhestand.",
        "Ainda estou na lista? Então tirem-me.",
        "n manda mais nada pfv",
        "how do i make these check-in messages go away for good",
        "cómo hago para que esto pare",
    ],
)
def test_who_leaves_in_ones_own_words_leaves(text: str) -> None:
    assert (answer(text, "nudge_1")["intents"], acts(text, "nudge_1")) == (["opt_out"], True)


@pytest.mark.parametrize(
    "text",
    [
        "Sírvanse rectificar el teléfono del Sr. Belmonte: 91 555 01 88.",
        "Herr Abegg ist in Pension. Neue Chefin ist seine Tochter, Sorella Abegg, sorella@abegg.example.",
        "O Sr. Amândio reformou-se. Agora é com a filha, Sara, sara@amandio.example.",
        "Dei o número do fax do Lagar do Côa por engano, o certo é 259 555 441.",
        "Have Kilian call me on 0664 5550871",
    ],
)
def test_data_of_somebody_we_do_not_know_are_not_registered_unasked(text: str) -> None:
    assert not acts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nieuwe naam: Sanne de Vries, sanne@devries.example",
        "Ruft Ina Hofer von Hofer Yacht an, ihr Vater ist in Pension, ina@hofer-yacht.example",
    ],
)
def test_an_introduction_without_more_is_registered(text: str) -> None:
    assert (answer(text)["intents"], acts(text)) == (["submit_referral"], True)


@pytest.mark.parametrize(
    "text",
    [
        "Voyez avec mon assistante pour un créneau, on passera ma liste en revue.",
        "Regel iets met mijn assistente, dan loop ik mijn lijst met je door.",
        "Mijn klanten hebben allemaal langlopende contracten, dus niemand.",
        "Muss ich meine Kontakte vorher um Erlaubnis fragen?",
    ],
)
def test_my_contacts_in_another_thought_are_no_list_to_be_sent(text: str) -> None:
    assert "status_overview" not in str(answer(text, "nudge_1")["intents"])


@pytest.mark.parametrize(
    "text",
    ["how are my contacts doing?", "Wie steht es mit meinen Kontakten?", "Hoe gaat het met mijn tips?"],
)
def test_a_list_asked_for_below_a_nudge_is_given(text: str) -> None:
    assert (answer(text, "nudge_1")["intents"], acts(text, "nudge_1")) == (["status_overview"], True)


@pytest.mark.parametrize(
    "text",
    [
        "Kindly tell me the commission that's still outstanding.",
        "Ik zou zo niemand weten.",
        "what is holding Müller up",
    ],
)
def test_where_both_voters_are_of_one_mind_a_faint_doubt_holds_nothing_up(text: str) -> None:
    assert acts(text, "nudge_1" if "niemand" in text else None)


def test_what_happened_there_is_no_question_about_the_programme() -> None:
    text = "Herr Hayes hat mich gefragt, ob sich noch wer meldet. Ist da was passiert?"
    assert "program_question" not in str(answer(text)["intents"])


def test_a_mail_that_bounced_asks_for_no_news() -> None:
    assert not acts("The email for Carter bounced? try c.hayes@brightpath.example")

"""Machine mail and what is left of a message after cleaning."""

from __future__ import annotations

import pytest

from workflows.conversation.clean import own_words
from workflows.conversation.gate import verdict


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"auto-submitted": "auto-generated; type=x"},
        {"X-Autoreply": "yes"},
        {"Precedence": "bulk"},
        {"From": "MAILER-DAEMON@mx.example"},
        {"Subject": "Automatische Antwort: Empfehlungen"},
        {"Subject": "Réponse automatique : absence"},
        {"Return-Path": "<>"},
    ],
)
def test_a_header_is_certain(headers: dict[str, str]) -> None:
    assert verdict("ok", headers) == "certain"


@pytest.mark.parametrize("headers", [{"Auto-Submitted": "no"}, {"Subject": "Re: Away next week?"}, {}])
def test_a_mail_written_by_hand_passes(headers: dict[str, str]) -> None:
    assert verdict("Any news on Acme?", headers) == "person"


@pytest.mark.parametrize(
    "text",
    [
        "I am out of the office until Monday and will reply when I return.",
        "Ich bin bis Montag nicht im Büro. In dringenden Fällen wenden Sie sich an den Empfang.",
        "Je suis absent jusqu'au 3 mars. En cas d'urgence, contactez l'accueil.",
        "Estoy fuera de la oficina hasta el lunes. Para asuntos urgentes contacte con la centralita.",
        "Ik ben afwezig tot maandag. Bij spoed kunt u contact opnemen met de receptie.",
        "Estou ausente do escritório até segunda. Em caso de urgência contacte a receção.",
        "Your message could not be delivered: mailbox unavailable.",
        "Your ticket #4711 has been created.",
    ],
)
def test_an_absence_a_bounce_or_a_receipt_is_a_machine(text: str) -> None:
    assert verdict(text, None) == "machine"


@pytest.mark.parametrize(
    "text",
    [
        "I'm on leave until the 9th, let's speak afterwards.",
        "I'm fed up with automated messages.",
        "Bin bis Freitag im Urlaub, fragt mich danach nochmal.",
    ],
)
def test_a_person_may_be_away_too(text: str) -> None:
    assert verdict(text, None) == "person"


def test_news_of_a_referral_is_no_notice() -> None:
    assert verdict("Peter Lang has left the company.", None, on_file=True) == "person"


@pytest.mark.parametrize(
    "rest",
    [
        "\n\nBest,\nSam\n\nOn Mon, 6 Jan at 10:02, Desk <desk@us.example> wrote:\n> Reply STOP to leave.",
        "\n\nViele Grüße\nInes Falk\nTel. 030 555 0100",
        "\n\nCordialement,\nMarc\n\nDe : Desk <desk@us.example>\nEnvoyé : lundi\nÀ : Marc\nObjet : X\n\nSTOP",
        "\n\nSent from my phone\n\n-------- Original message --------\nFrom: Desk\nReply STOP",
        "\n\nUn saludo,\nPablo\n\nEl lun, 3 mar 2025 a las 9:12, Desk (<desk@us.example>) escribió:\n> BAJA",
    ],
)
def test_quotes_and_signatures_do_not_speak(rest: str) -> None:
    assert own_words("Nothing new from me." + rest) == "Nothing new from me."


def test_a_form_is_not_taken_for_a_quote() -> None:
    form = "Name: Victor Hale\nCompany: Hale Marine\nEmail: victor@hale.example"

    assert own_words(form) == form

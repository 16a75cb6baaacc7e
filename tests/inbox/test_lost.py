"""What a partner writes when there is nothing to do, and what sounds like it but is a referral."""

from __future__ import annotations

import pytest

from inbox.facts import amounts
from inbox.said import intents


@pytest.mark.parametrize(
    "note",
    [
        "fyi they already signed with somebody else, so nothing\nto do here",
        "We lost this one to a competitor.",
        "False alarm, they decided against it.",
        "Die haben sich leider für einen anderen Anbieter entschieden, hier ist nichts mehr zu tun.",
        "Hat sich erledigt, bitte nichts unternehmen.",
        "Ils ont signé avec un concurrent, il n'y a plus rien à faire.",
        "Ya han firmado con otro proveedor, no hay nada que hacer.",
        "Hanno già firmato con un altro fornitore, niente da fare.",
        "Ze hebben al getekend bij een ander, hier valt niets meer te doen.",
        "Já assinaram com outra empresa, nada a fazer.",
        "Podpisali już z kimś innym, nic tu do zrobienia.",
        "De har redan skrivit på med en annan leverantör, inget att göra.",
        "De har allerede skrevet under med en anden, der er ikke noget at gøre.",
    ],
)
def test_a_prospect_said_to_be_lost_is_heard(note: str) -> None:
    assert intents.says_lost(note)


@pytest.mark.parametrize(
    "note",
    [
        "Please call Jane, she wants to start in May. Nothing else to add.",
        "Bitte ruft Frau Vogt an, nicht Herrn Krug.",
        "Non chiamate Marco, parlate con Lucia.",
        "Skal du ringe, så tal med Mette.",
        "Os paso a Marta, le interesa mucho.",
    ],
)
def test_a_referral_is_not_taken_for_a_lost_one(note: str) -> None:
    assert not intents.says_lost(note)


@pytest.mark.parametrize(
    "note",
    [
        "Wendy wants a call this week if you can, before she signs with the other lot.",
        "Call today or they will go with another vendor.",
        "If you don't ring by Friday they're going with another vendor.",
        "She might go with somebody else if nobody rings.",
        "He is thinking of going with a competitor, so be quick.",
        "They could well go elsewhere.",
        "Bitte schnell anrufen, bevor sie woanders unterschrieben haben.",
        "Ruft an, sonst sind sie bei der Konkurrenz.",
        "Damit sie nicht woanders unterschreiben: bitte heute.",
        "Er könnte sich für einen anderen Anbieter entschieden haben, bis ihr anruft.",
        "Appelez-la avant qu'elle ait signé ailleurs.",
        "Vite, sinon ils ont signé avec un concurrent.",
        "Ils pourraient être passés chez un concurrent.",
        "Llamadla antes de que haya firmado con otro.",
        "Corred, si no se van con la competencia.",
        "Prima che abbia firmato con un altro fornitore.",
        "Altrimenti hanno scelto un concorrente.",
        "Bel haar voordat ze met een ander in zee gaan.",
        "Anders gaan ze naar de concurrent.",
        "Zanim podpiszą z kimś innym.",
        "Ring henne innan hon har skrivit på med en annan leverantör.",
        "Ring inden de har skrevet under med en anden.",
        "Antes que assinem com outra empresa.",
        "Senão ficam com outra empresa.",
    ],
)
def test_what_has_not_come_to_that_yet_is_haste(note: str) -> None:
    assert not intents.says_lost(note)


@pytest.mark.parametrize(
    "note",
    [
        "Before I could introduce you, she signed with another vendor.",
        "Bevor ich euch vorstellen konnte, haben sie sich für einen anderen Anbieter entschieden.",
        "Avant même que je vous présente, ils ont signé avec un concurrent.",
        "Antes de que pudiera presentaros, firmaron con otro proveedor.",
        "I hoped she might wait, but she went with somebody else.",
        "They already signed with somebody else.",
        "It may sound odd, they went with another vendor.",
        "Zanim zadzwoniłem, podpisali z kimś innym.",
        "Innan jag hann ringa, har de skrivit på med en annan leverantör.",
        "Voordat ik kon bellen, hebben ze bij een ander getekend.",
        "Prima che potessi presentarvi, hanno firmato con un altro fornitore.",
        "We could not save it. They have gone with someone else.",
        "They are no longer interested, otherwise I would have called you.",
        "Sie sind nicht mehr interessiert.",
    ],
)
def test_what_was_lost_before_anybody_could_act_is_lost(note: str) -> None:
    assert intents.says_lost(note)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("presupuesto de $450,000 MXN anuales", "MXN"),
        ("environ 40 000 $ CA par an", "CAD"),
        ("budget A$ 30,000", "AUD"),
        ("budget NZ$ 12,000", "NZD"),
        ("budget MX$ 90,000", "MXN"),
        ("budget R$ 50.000", "BRL"),
        ("budget US$ 5,000", "USD"),
        ("Volumen 9.000,- € pro Jahr", "EUR"),
        ("Geschätzt 18.500,- p.a.", None),
    ],
)
def test_a_written_code_says_whose_money_it_is(text: str, currency: str | None) -> None:
    value = amounts.best(amounts.find(text))
    assert value is not None
    assert value.currency == currency

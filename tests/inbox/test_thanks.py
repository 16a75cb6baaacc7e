"""Thanks that want nothing are laid aside without a word; so whatever is wanted beside them must be seen."""

from __future__ import annotations

import pytest

from inbox.said.thanks import only_glad, only_thanks

MERE = """
Great, thanks.
Brilliant, thank you! She's lovely, you'll like her.
No problem at all, thanks!
Vielen Dank, Betrag ist eingegangen. Schönes Wochenende!
Merci de votre confiance, à bientôt !
Gracias, todo perfecto. Un saludo.
Ottimo, grazie mille! La notizia rallegra tutti.
Top, dank je wel! Fijn weekend.
Excelente notícia, obrigado por me avisarem.
Dziękuję bardzo za szybką odpowiedź.
Tack för fint samarbete och trevlig helg.
Tak, beløbet er modtaget. God weekend!
""".strip().splitlines()
MORE = """
Please take a look at my last statement, the amount is wrong.
Thanks, but the amount is wrong.
I take it back, please do not call them.
Please stop working on Acme Bakery, thanks.
Noted. She signed with someone else though.
Great, now he is cross with me and nobody called.
Great, and when do you call her back then
Cheers, can you ring her on Friday instead
Thanks. I would like to change my bank account.
Perfect, then change the company to Acme Ltd.
Danke, aber bitte ruft dort niemanden mehr an
Perfekt, dann nehmt sie bitte wieder raus
Prima, nur der Name ist falsch
Merci de rappeler ma cliente, c'est urgent
Merci de corriger le montant
Merci de ne plus l'appeler.
Gracias, pero ya no le interesa.
Vale, pero llamadla el lunes
Grazie, ma il nome è sbagliato.
Dank je, maar het bedrag klopt niet.
Obrigado, mas liguem só na segunda.
Dzięki, ale proszę już tam nie dzwonić.
Ta bort Bageri Sol, tack
Tak, men ring ikke til hende igen.
""".strip().splitlines()


@pytest.mark.parametrize("words", MERE)
def test_a_thank_you_wants_nothing(words: str) -> None:
    assert only_thanks(words) or only_glad(words)


@pytest.mark.parametrize("words", MORE)
def test_what_is_asked_or_denied_beside_thanks_is_no_mere_thank_you(words: str) -> None:
    assert not only_thanks(words)
    assert not only_glad(words)

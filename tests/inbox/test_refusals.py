"""What partners write when they pass something on and mean no referral, or none yet."""

from __future__ import annotations

import pytest

from inbox.said import refusals


@pytest.mark.parametrize(
    "note",
    [
        "This is not a lead, their lawyer just wrote to both of us.",
        "Nobody needs to call, it is for your records only.",
        "Please don't create anything before I've spoken to them.",
        "Das ist keine Empfehlung, nur zur Info.",
        "Bitte noch nichts anlegen, bis ich mit ihr gesprochen habe.",
        "Ce n'est pas une piste, simplement pour votre information.",
        "N'enregistrez rien avant que je leur en parle.",
        "No es un cliente potencial, solo para vuestra información.",
        "Non è una segnalazione, solo per conoscenza.",
        "Não é uma indicação, apenas para vosso conhecimento.",
        "Dit hoort niet bij het programma, dit is geen lead en niemand hoeft contact op te nemen.",
        "To nie jest polecenie, tylko do wiadomości.",
        "Nejde o doporučení, jen pro informaci.",
        "Det här är inte något tips, bara för kännedom.",
        "Lad være med at oprette noget, før jeg har spurgt dem.",
        "Ikke opprett noe ennå, jeg kommer tilbake.",
        "Tämä ei ole suositus, vain tiedoksi.",
        "Ez nem ajánlás, csak tájékoztatásul küldöm.",
        "Nu este o recomandare, doar pentru informare.",
        "Bu bir tavsiye değil, sadece bilgi için.",
        "Δεν είναι σύσταση, μόνο για ενημέρωση.",
        "Это не рекомендация, просто для сведения.",
        "Це не рекомендація, лише для відома.",
        "זה לא ליד, לידיעה בלבד.",
        "هذا ليس عميلا محتملا، للعلم فقط.",
        "ご紹介ではありません。ご参考まで。",
        "这不是推荐，仅供参考。",
        "소개가 아니라 참고용입니다.",
        "아직 등록하지 말아 주세요.",
        "まだ登録しないでください。",
    ],
)
def test_a_refusal_is_heard_in_every_language(note: str) -> None:
    assert refusals.says_no(note)


@pytest.mark.parametrize(
    "note",
    [
        "A lead for you: Jane Dough, please call her. I will not be there, but she knows.",
        "FYI this is the one.",
        "Bitte ruft Frau Vogt an, sie braucht nicht viel.",
        "Je vous transmets la demande de Mme Roux, elle n'a pas encore de logiciel.",
        "Os paso a Marta, no tiene programa todavía.",
        "Vi segnalo la signora Bassi, non ha ancora un gestionale.",
        "Hierbij een nieuwe lead, ze heeft nog niets.",
        "Här kommer en ny kund, hon har inget system.",
        "Передаю контакт, пожалуйста, свяжитесь.",
        "ご紹介します。よろしくお願いします。",
        "客户想了解你们的产品，请联系他。",
        "아래 고객님께 연락 부탁드립니다.",
    ],
)
def test_a_referral_is_no_refusal(note: str) -> None:
    assert not refusals.says_no(note)

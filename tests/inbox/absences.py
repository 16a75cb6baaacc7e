"""What out-of-office programs and people write; there is no header to tell them apart."""

from __future__ import annotations

AWAY = (
    ("Fraværsmelding", "Jeg er bortreist frem til 9. mars og leser ikke e-post."),
    ("Ikke til stede", "Jeg holder ferie til og med d. 9. marts. Kontakt venligst Bo på kontoret."),
    ("Sv: Tack", "Hej! Jag är tjänstledig till den 9 mars. Kontakta Bo vid brådskande ärenden."),
    ("Re: Kiitos", "Olen poissa 9.3. saakka. Kiireellisissä asioissa ota yhteys toimistoon."),
    ("Re: Dziękujemy", "Jestem poza biurem do 9 marca. W pilnych sprawach proszę o kontakt z Bo."),
    ("Re: Obrigado", "Estarei ausente até 9 de março, com acesso limitado ao e-mail."),
    ("Re: Grazie", "Sarò assente dal 2 al 9 marzo. Per urgenze scrivere a bo@brightdesk.example."),
    ("Antw: Bedankt", "Wegens vakantie ben ik afwezig tot 9 maart. Uw bericht wordt niet doorgestuurd."),
    (
        "AW: Danke",
        "Vielen Dank für Ihre Nachricht. Ich bin derzeit nicht erreichbar und ab dem 9. März wieder im Büro.",
    ),
    ("AW: Danke", "Ich bin ab 10.3. wieder da. In dringenden Fällen wenden Sie sich bitte an Frau Bo Bee."),
    ("RE: Merci", "Actuellement en congés, je serai de retour le 9 mars. Mes e-mails ne sont pas lus."),
    ("RE: Merci", "Je suis en déplacement jusqu'au 9 mars avec un accès limité à mes mails."),
    (
        "Re: Gracias",
        "Me encuentro de vacaciones hasta el 9 de marzo. Para cualquier urgencia contacte con Bo.",
    ),
    ("Re: Your referrals", "I'm away from my desk this week and will reply when I'm back on Monday."),
    ("Re: Your referrals", "Thanks for your mail! I'm travelling with limited connectivity until 9 March."),
    (
        "Re: Your referrals",
        "Hi, I'm on parental leave until September. Bo (bo@brightdesk.example) is covering for me.",
    ),
    ("Re: Your referrals", "Our office is closed for the holidays and will reopen on 2 January."),
    ("Re: Your referrals", "Unser Büro ist vom 23.12. bis 2.1. geschlossen."),
    (
        "Re: Your referrals",
        "Thank you for contacting BrightDesk. Your request has been received and a ticket (#1234) "
        "was created.",
    ),
    (
        "[#1234] Your referrals",
        "Your request (1234) has been received and is being reviewed by our support staff.",
    ),
    ("Eingangsbestätigung: Danke", "Wir haben Ihre Nachricht erhalten und melden uns schnellstmöglich."),
    ("Re: Köszönjük", "Szabadságon vagyok március 9-ig."),
    ("Re: Děkujeme", "Do 9. března čerpám dovolenou, v naléhavých případech volejte kolegu."),
    ("Re: Mulțumim", "Sunt plecat din birou până pe 9 martie."),
    ("Ответ: Спасибо", "Я в отпуске до 9 марта. По срочным вопросам обращайтесь к коллеге."),
    ("Відп: Дякуємо", "Я у відпустці до 9 березня."),
    ("Ynt: Teşekkürler", "9 Mart'a kadar yıllık izindeyim."),
    ("Απ: Ευχαριστούμε", "Είμαι σε άδεια έως τις 9 Μαρτίου."),
    ("Re: ありがとう", "3月9日まで夏季休暇のため不在にしております。"),
    ("Re: 谢谢", "您好，我正在休假，3月9日返回办公室。"),
    ("Re: 감사합니다", "3월 9일까지 휴가 중입니다."),
    ("Re: Hvala", "Na godišnjem odmoru sam do 9. ožujka."),
    ("Re: Aitäh", "Olen puhkusel kuni 9. märtsini."),
    ("Re: Paldies", "Esmu atvaļinājumā līdz 9. martam."),
    ("Re: Ačiū", "Atostogauju iki kovo 9 d."),
    ("Re: Gràcies", "Soc de vacances fins al 9 de març."),
    ("Re: Your referrals", "I will be out of the office starting 2 March and will not return until 9 March."),
    ("Re: Your referrals", "Out of office until Monday, cheers."),
    (
        "Re: Thanks",
        "Hello, thanks for your message. I'm on a well-deserved break and back on 9 March. If it "
        "can't wait, call 0161 496 0011.",
    ),
    (
        "RE: Merci",
        "Bonjour, je serai absente du 2 au 9 mars inclus. Pour toute urgence : "
        "contact@brightdesk.example. Bien cordialement, Helen",
    ),
    ("Wesołych Świąt", "Biuro jest nieczynne do 2 stycznia."),
)
PEOPLE = (
    ("Re: Your referrals", "She's on holiday until Monday, ring her then."),
    ("AW: Danke", "Frau Dough ist bis Montag im Urlaub, danach bitte anrufen."),
    ("RE: Merci", "Elle est en congé jusqu'au 9 mars, rappelez-la après."),
    ("Re: Gracias", "Está de vacaciones hasta el lunes, llamadla el martes por favor."),
    ("Re: Your referrals", "Great, thank you Felix! Talk soon."),
    ("Re: Your referrals", "Where are we with Jane? Has anybody rung her?"),
    ("Re: Who else?", "Before I go on leave: Bo Bee, bo@bees.example, wants payroll. Please ring him."),
    (
        "Re: Who else?",
        "I'm travelling at the moment, but talk to Jane Dough (jane@doughworks.example), she needs you.",
    ),
    (
        "Holiday let company",
        "Sea View Holiday Lets, contact is Jane Dough jane@doughworks.example, 20 staff.",
    ),
    (
        "Vacation rentals referral",
        "Jane Dough, jane@doughworks.example, runs vacation rentals and wants payroll.",
    ),
    (
        "Vakantieparken",
        "Jane Dough van Vakantiepark De Zee zoekt een urenregistratie, jane@doughworks.example",
    ),
    (
        "Urlaubsverwaltung gesucht",
        "Frau Dough, jane@doughworks.example, sucht eine Urlaubsverwaltung für 40 Leute.",
    ),
    ("Absence management", "Jane at Doughworks needs an absence management tool, jane@doughworks.example"),
    ("Gestion des absences", "Mme Dough (jane@doughworks.example) cherche un outil de gestion des absences."),
    ("Automatic payroll for Jane", "Jane wants this automated, jane@doughworks.example"),
    ("Re: Referral received: Jane Dough", "It's Jane Dough-Smith, and the company is Doughworks Holdings."),
    ("Re: Who else?", "Nobody right now, ask me again in spring!"),
    (
        "Re: Who else?",
        "I met the owner of Vacation Homes last week, Jane Dough, 020 7946 0000. They need rotas, "
        "about 40 staff.",
    ),
    (
        "AW: Wen noch?",
        "Die Firma Unterwegs Reisen in Köln, Frau Dough, 0221 5550 12, braucht Lohn für 20 Leute.",
    ),
    ("Re: Status?", "Have you received my request from last week? The mail was sent on Monday."),
    ("Re: Referral", "Jane tells me your message has been received but nobody called. What happened?"),
    ("Maternity clinic", "St Anne's Maternity Clinic needs rotas: Jane Dough, 0161 496 0000"),
    (
        "Re: Who else?",
        "Bo Bee at Bees. He is on leave till Monday. Call after that, 0161 496 0000, budget 20k per year",
    ),
)

"""Labels of filled-in forms and pasted cards in many languages, as people write them: label to our field."""

from __future__ import annotations

FIELD_LABELS: dict[str, str] = {
    **dict.fromkeys(
        "name|full name|contact|contact name|contact person|person|prospect|lead|who|"
        "first and last name|your name|ansprechpartner|"
        "ansprechpartnerin|kontaktperson|vollstandiger name|nom|nom complet|interlocuteur|nombre|"
        "nombre completo|"
        "persona de contacto|nome|nome completo|referente|contatto|contato|naam|contactpersoon|"
        "imie i nazwisko|nazwisko|osoba kontaktowa|namn|"
        "kontaktperson|navn|kontakt|contacto|nimi|jmeno|nev|prospect name|client name|customer name".split(
            "|"
        ),
        "name",
    ),
    **dict.fromkeys(
        "first name|vorname|prenom|nombre de pila|voornaam|imie|fornamn|fornavn|given name|forename".split(
            "|"
        ),
        "first",
    ),
    **dict.fromkeys(
        "last name|surname|nachname|nom de famille|apellido|apellidos|cognome|achternaam|efternamn|efternavn|"
        "etternavn|family name|apelido|sobrenome".split("|"),
        "last",
    ),
    **dict.fromkeys(
        "e-mail|email|mail|e mail|email address|e-mail address|mail address|e-mail-adresse|"
        "mailadresse|emailadresse|email-adresse|adresse e-mail|adresse mail|courriel|"
        "mel|adresse electronique|correo|correo electronico|e-mailadres|mailadres|adres e-mail|"
        "e-post|epost|e-postadress|"
        "indirizzo e-mail|posta elettronica|endereco de e-mail|sahkoposti|work email|business email".split(
            "|"
        ),
        "email",
    ),
    **dict.fromkeys(
        "company|company name|organisation|organization|organisation name|business|business name|"
        "employer|firm|account|firma|unternehmen|firmenname|societe|"
        "entreprise|empresa|compania|azienda|societa|ditta|bedrijf|organisatie|bedrijfsnaam|foretag|"
        "virksomhed|"
        "virksomhet|bedrift|selskab|selskap|yritys|spolecnost|ceg|ragione sociale|raison sociale|"
        "organizacja|nazwa firmy".split("|"),
        "company",
    ),
    **dict.fromkeys(
        "phone|phone number|telephone|tel|mobile|mobile number|cell|cell phone|direct|direct line|"
        "telefon|telefonnummer|mobil|handy|fon|durchwahl|tel.-nr|rufnummer|"
        "telephone portable|portable|mobil telefon|telefono|movil|tel movil|celular|telefone|"
        "telemovel|cellulare|cell.|telefoon|"
        "telefoonnummer|mobiel|nr tel|numer telefonu|telefonnr|puhelin|mobilnummer|tfno|tlf|gsm|"
        "ligne directe|numero|whatsapp".split("|"),
        "phone",
    ),
    **dict.fromkeys(
        "value|expected value|deal value|deal size|estimated value|est. value|est value|budget|"
        "estimated budget|opportunity|contract value|amount|acv|arr|wert|erwarteter wert|"
        "auftragswert|auftragsvolumen|"
        "volumen|geschatzter wert|valeur|valeur estimee|valeur attendue|montant|montant estime|"
        "budget estime|valor|valor estimado|valor esperado|importe|presupuesto|orcamento|valore|"
        "valore stimato|valore atteso|importo|waarde|verwachte waarde|geschatte waarde|wartosc|"
        "szacowana wartosc|budzet|varde|uppskattat varde|forvantat varde|vaerdi|forventet vaerdi|"
        "verdi|"
        "forventet verdi|arvo|potential|size|volume".split("|"),
        "value",
    ),
    **dict.fromkeys(
        "expected close|close date|closing|expected close date|timing|timeline|timeframe|decision|"
        "decision by|start|abschluss|erwarteter abschluss|termin|entscheidung|zeitrahmen|"
        "echeance|delai|date de signature|cierre|cierre previsto|plazo|prazo|fechamento|chiusura|"
        "chiusura prevista|tempistica|"
        "afsluiting|beslissing|termin decyzji|avslut|beslut|afslutning|beslutning".split("|"),
        "close_by",
    ),
    **dict.fromkeys(
        "linkedin|linkedin url|linkedin profile|linkedin-profil|profil linkedin|perfil de linkedin".split(
            "|"
        ),
        "linkedin",
    ),
    **dict.fromkeys("fax|telefax|fax number|faks|telecopie".split("|"), "fax"),
    **dict.fromkeys(
        "title|job title|role|position|funktion|fonction|poste|cargo|puesto|ruolo|functie|stanowisko|"
        "titel|stilling|"
        "website|web|address|adresse|adresse postale|direccion|indirizzo|adres|notes|note|comment|"
        "comments|message|nachricht|need|needs|bedarf|"
        "source|industry|branche|city|country|employees|headcount|staff|mitarbeiter".split("|"),
        "other",
    ),
}

FIELD_LABELS |= {
    **dict.fromkeys(
        "お名前 名前 氏名 ご担当者 担当者 姓名 联系人 聯絡人 이름 성함 담당자 الاسم שם".split(), "name"
    ),
    **dict.fromkeys("会社名 会社 御社名 貴社名 公司 公司名称 회사 회사명 الشركة חברה".split(), "company"),
    **dict.fromkeys(
        "メール メールアドレス 電子メール 邮箱 电子邮件 邮件 이메일 메일 البريد אימייל דוא״ל".split(), "email"
    ),
    **dict.fromkeys(
        "電話 電話番号 携帯 直通 电话 手机 電話號碼 전화 전화번호 휴대폰 الهاتف טלפון".split(), "phone"
    ),
    **dict.fromkeys("予算 金額 想定金額 预算 金额 예산 금액 الميزانية תקציב".split(), "value"),
    **dict.fromkeys(
        "yetkili|ilgili kisi|ad soyad|adi soyadi|isim|musteri|kapcsolattarto|nev|yhteyshenkilo|"
        "asiakas|kontaktni osoba|"
        "jmeno a prijmeni|persoana de contact|nume|kontaktna osoba".split("|"),
        "name",
    ),
    **dict.fromkeys(
        "sirket|firma adi|kurulus|cegnev|yrityksen nimi|nazev firmy|companie".split("|"), "company"
    ),
    **dict.fromkeys(
        "e-posta|eposta|e-posta adresi|e-mail cim|sahkopostiosoite|emailova adresa".split("|"), "email"
    ),
    **dict.fromkeys("butce|tutar|koltsegkeret|budjetti|rozpocet|hodnota|buget".split("|"), "value"),
    **dict.fromkeys(
        "gsm no|cep|cep telefonu|telefonszam|puhelinnumero|telefonni cislo|cell no|mobile no".split("|"),
        "phone",
    ),
    **dict.fromkeys(
        "best number|best phone|contact number|number|contact no|tel no|phone no".split("|"), "phone"
    ),
    **dict.fromkeys("lead email|contact email|email id|mail id|e-mail id|their email".split("|"), "email"),
    **dict.fromkeys("lead name|name of contact|name of person|point of contact|poc".split("|"), "name"),
    **dict.fromkeys("name of company|company/organisation|client company".split("|"), "company"),
    **dict.fromkeys(
        "estimated acv|annual value|est annual value|est. annual value|deal value (est)|approx. deal value|"
        "approx deal value|approximate value|expected spend|yearly value".split("|"),
        "value",
    ),
    **dict.fromkeys(
        "target close|likely decision|expected decision|go-live|decision date".split("|"), "close_by"
    ),
    **dict.fromkeys("designation|job|unvan|gorev|pozice|beosztas".split("|"), "other"),
    **dict.fromkeys("имя контакт контактное лицо ім'я jméno osoba kapcsolattartó όνομα".split(), "name"),
    **dict.fromkeys("компания организация компанія firma cég εταιρεία".split(), "company"),
    **dict.fromkeys("телефон тел τηλέφωνο".split(), "phone"),
    **dict.fromkeys("почта эл. пошта".split(), "email"),
}

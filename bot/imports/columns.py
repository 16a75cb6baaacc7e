"""Which column holds what, guessed from headers in several languages; `--map` has the last word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from workflows.errors import BadInput
from workflows.import_messages import Kind

NEEDED: Mapping[Kind, tuple[str, ...]] = {
    "partners": ("company", "email"),
    "referrals": ("partner", "received"),
    "payouts": ("partner", "amount", "paid_on"),
}
FIELDS: Mapping[Kind, tuple[str, ...]] = {
    "partners": ("company", "contact", "email", "domain", "manager", "country", "language", "tz"),
    "referrals": (
        "partner", "company", "name", "email", "phone", "value", "currency", "received", "stage",
        "stage_on", "reason", "owner", "note",
    ),
    "payouts": ("partner", "amount", "currency", "paid_on", "reference"),
}  # fmt: skip
_SAID = {
    "partner": "partner, partner name, partner company, partner email, referred by, referrer, source "
    "partner, affiliate, vermittler, empfohlen von, partenaire, apporteur, socio, referido "
    "por, partner bedrijf, parceiro, indicado por, segnalato da",
    "company": "company, company name, account, account name, organisation, organization, business, "
    "firma, unternehmen, firmenname, kunde, societe, entreprise, empresa, compania, azienda, "
    "societa, bedrijf, bedrijfsnaam, organisatie",
    "contact": "contact, contact name, name, full name, ansprechpartner, kontakt, nom, nom du contact, "
    "contacto, nombre, contatto, nome, contactpersoon, naam, contato",
    "name": "name, full name, contact, contact name, lead, lead name, prospect, prospect name, "
    "ansprechpartner, kontakt, interessent, nom, nom du contact, contacto, nombre, contatto, "
    "nome, contactpersoon, naam, contato",
    "email": "email, e mail, mail, email address, e mail address, contact email, prospect email, lead "
    "email, e mail adresse, emailadresse, courriel, adresse email, adresse e mail, correo, "
    "correo electronico, indirizzo email, posta elettronica, e mailadres",
    "domain": "domain, website, web site, domaene, webseite, domaine, site web, dominio, sitio web, "
    "sito web, domein",
    "manager": "manager, partner manager, betreuer, partnermanager, responsable, gestor, gestore, "
    "beheerder",
    "country": "country, country code, land, pays, pais, paese",
    "language": "language, sprache, langue, idioma, lingua, taal",
    "tz": "time zone, timezone, zeitzone, fuseau horaire, zona horaria, fuso orario, tijdzone, fuso "
    "horario",
    "phone": "phone, telephone, phone number, mobile, telefon, telefonnummer, telephone mobile, "
    "telefono, telefoon, telefone",
    "value": "value, deal value, deal size, amount, contract value, wert, auftragswert, dealwert, "
    "summe, valeur, montant, valor, importe, valore, importo, waarde, bedrag",
    "amount": "amount, payout, payout amount, paid, commission, betrag, auszahlung, provision, montant, "
    "commission payee, importe, comision, importo, provvigione, bedrag, commissie, valor, "
    "comissao",
    "currency": "currency, waehrung, wahrung, devise, monnaie, moneda, divisa, valuta, moeda",
    "received": "received, received at, received on, registered, registered at, registration date, "
    "referral date, date, created, created at, submitted, date received, datum, eingang, "
    "eingangsdatum, eingegangen, eingegangen am, registriert am, angelegt am, empfangen, erstellt, "
    "erstellt am, date de reception, recu le, date d enregistrement, recibido, fecha, fecha de "
    "recepcion, data, data ricezione, ontvangen, ontvangen op, aangemaakt op, ricevuto, "
    "ricevuto il, recebido, recebido em, data de recebimento",
    "paid_on": "paid on, paid at, payment date, payout date, date paid, date, bezahlt am, zahlungsdatum, "
    "auszahlungsdatum, datum, date de paiement, paye le, fecha de pago, fecha, data "
    "pagamento, data, betaald op, betaaldatum, data de pagamento",
    "stage": "stage, status, state, deal stage, phase, stufe, etape, statut, etapa, estado, fase, "
    "stato",
    "stage_on": "closed, closed on, close date, date closed, stage date, abschluss, abschlussdatum, "
    "abgeschlossen, abgeschlossen am, date de cloture, fecha de cierre, data chiusura, "
    "afgesloten op, data de fechamento",
    "reason": "reason, lost reason, loss reason, grund, verlustgrund, raison, motivo, reden",
    "owner": "owner, rep, sales rep, account owner, deal owner, verkaeufer, vertriebler, zustaendig, "
    "commercial, proprietaire, vendedor, propietario, venditore, verkoper, eigenaar",
    "note": "note, notes, comment, comments, description, notiz, bemerkung, kommentar, remarque, "
    "commentaire, nota, notas, comentario, commento, opmerking",
    "reference": "reference, payment reference, invoice, transaction, transaction id, payment id, "
    "referenz, verwendungszweck, rechnung, reference de paiement, facture, referencia, "
    "factura, riferimento, fattura, referentie, factuur, fatura",
}  # fmt: skip


def guess(headers: Sequence[str], kind: Kind, wanted: Sequence[str] = ()) -> dict[str, int]:
    """Field -> column number (from 0). BadInput names what is doubtful or missing, and how to say it."""
    found = _mapped(headers, kind, wanted)
    for field in FIELDS[kind]:
        if field in found:
            continue
        words = _words(field)
        fitting = [
            (words.index(_plain(header)), at)
            for at, header in enumerate(headers)
            if _plain(header) in words and at not in found.values()
        ]
        best = [at for rank, at in fitting if rank == min(fitting)[0]]
        if len(best) > 1:
            which = " or ".join(f"--map {at + 1}={field}" for at in best)
            raise BadInput(f'More than one column is called "{headers[best[0]][:60]}": say which, {which}.')
        if best:
            found[field] = best[0]
    _complete(headers, kind, found)
    return found


def _complete(headers: Sequence[str], kind: Kind, found: Mapping[str, int]) -> None:
    missing = [field for field in NEEDED[kind] if field not in found]
    if kind == "referrals" and not {"company", "name", "email"} & found.keys():
        missing.append("company")
    if missing:
        seen = ", ".join(f"{at + 1} {header[:40]!r}" for at, header in enumerate(headers[:30]))
        raise BadInput(
            f"No column looks like {', '.join(missing)}. The columns are: {seen}. "
            f"Say which it is: --map 1={missing[0]} (a number or a header)."
        )


def _mapped(headers: Sequence[str], kind: Kind, wanted: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in wanted:
        column, _, field = (part.strip() for part in each.rpartition("="))
        if field not in FIELDS[kind]:
            raise BadInput(f'--map {each}: "{field}" is none of {", ".join(FIELDS[kind])}.')
        named = [at for at, header in enumerate(headers) if header.strip() == column]
        if not named and column.isdecimal() and 0 < int(column) <= len(headers):
            named = [int(column) - 1]
        if len(named) != 1:
            says = "no column" if not named else "more than one column"
            raise BadInput(f'--map {each}: {says} is called "{column}"; give its number, from 1.')
        if field in found:
            raise BadInput(f"--map: {field} is given twice.")
        found[field] = named[0]
    return found


def _words(field: str) -> list[str]:
    return [field.replace("_", " "), *(each.strip() for each in _SAID[field].split(","))]


def _plain(header: str) -> str:
    decomposed = unicodedata.normalize("NFKD", header[:200].casefold())
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in decomposed if not unicodedata.combining(c))))

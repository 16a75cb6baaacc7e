"""Company names in prose and signatures."""

from __future__ import annotations

import pytest

from inbox.facts import companies, company_domains, company_lines


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("Elm Tree Veterinary Group", "elmtreevets.example"),
        ("Clinique vétérinaire des Dombes", "vetdombes.example"),
        ("Norddeutsche Kabelwerke AG", "nordkabel.example"),
        ("Bodegas Zubizarreta S.A.", "bodegaszubi.example"),
        ("Conservas Ría de Foz", "riadefoz.example"),
        ("Laiterie d'Arvor", "laiterie-arvor.example"),
    ],
)
def test_a_company_spells_its_domain(name: str, domain: str) -> None:
    assert company_domains.fits_domain(name, domain) > 0.7


def test_free_mail_spells_nobody() -> None:
    assert company_domains.label_of("gmail.com") == ""
    assert company_domains.from_domain("gmail.com") == ""
    assert company_domains.from_domain("mail.quayside-freight.co.uk") == "Quayside Freight"


@pytest.mark.parametrize(
    ("text", "domain", "company"),
    [
        (
            "a word with Imogen Tarrant at Foxglove Nurseries, they need",
            "foxglovenurseries.example",
            "Foxglove Nurseries",
        ),
        (
            "Fermín Aguirrezabal, talleres Aguirrezabal en Éibar",
            "talleresaguirre.example",
            "talleres Aguirrezabal",
        ),
        ("Das Hotel am Waldsee in Freudenstadt sucht", "hotel-waldsee.example", "Hotel am Waldsee"),
        ("Zofia Marchewka, HR Manager, Baltpak Sp. z o.o. - mail", "baltpak.example", "Baltpak Sp. z o.o."),
        ("(Laiterie d'Arvor, responsable paie)", "laiterie-arvor.example", "Laiterie d'Arvor"),
    ],
)
def test_prose_names_the_company_behind_a_domain(text: str, domain: str, company: str) -> None:
    found = companies.in_prose(text, domain)
    assert found is not None
    assert found.text == company


@pytest.mark.parametrize(
    ("signature", "domain", "person", "company"),
    [
        (
            "Rosalind Attwater\nOwner, Crust & Crumb Bakeries Ltd\n0117 496 0142",
            "crustandcrumb.example",
            "Rosalind Attwater",
            "Crust & Crumb Bakeries Ltd",
        ),
        (
            "i. V. Holger Brüggemann\nKaufmännischer Leiter\n\nTeuto Maschinen GmbH & Co. KG\nTelefon 1",
            "teutomaschinen.example",
            "Holger Brüggemann",
            "Teuto Maschinen GmbH & Co. KG",
        ),
        (
            "Yolanda Brisbane, Ed.D.\nHead of Schools, Redbud Academies",
            "redbudacademies.example",
            "Yolanda Brisbane",
            "Redbud Academies",
        ),
        (
            "Luis Ortega | Owner | Green Acres Landscaping\n302-555-0166",
            "greenacreslandscaping.example",
            "Luis Ortega",
            "Green Acres Landscaping",
        ),
        (
            "Arthur\nPenhaligon Boatyard\nMob: 07700 900123",
            "gmail.com",
            "Arthur Penhaligon",
            "Penhaligon Boatyard",
        ),
        ("早坂 美代子\n山吹荘", "yamabuki-so.example", "早坂 美代子", "山吹荘"),
    ],
)
def test_a_signature_names_the_company_not_the_person_nor_the_function(
    signature: str, domain: str, person: str, company: str
) -> None:
    found = company_lines.in_signature(signature, domain, person=person)
    assert found is not None
    assert found.text == company


def test_a_town_below_a_name_is_no_company() -> None:
    assert company_lines.in_signature("Jane Dough\nLondon", "acme.example", person="Jane Dough") is None

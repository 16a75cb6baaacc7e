"""Lists of people, a line each: the name is what stands first, whatever the firm is called."""

from __future__ import annotations

import pytest

from inbox.who.listed import named


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (
            "3. Nurcan Yıldırım, Yıldırım Gebäudeservice, info@yildirim-service.example, 0421 555 90",
            "Nurcan Yıldırım",
        ),
        ("Leopold Huber, Gasthof zur Post Vilsbiburg, post@gasthof-huber.example", "Leopold Huber"),
        (
            "- Dr. Beatrix von Alvensleben, Alvensleben AM, b.alvensleben@alvensleben-am.example",
            "Beatrix von Alvensleben",
        ),
        (
            "1) Ottmar Kleinschmidt, Kleinschmidt Hausverwaltung, ok@kleinschmidt-hv.example",
            "Ottmar Kleinschmidt",
        ),
        ("Jean-Luc Le Goff, Menuiserie du Port, contact@menuiserie-port.example", "Jean-Luc Le Goff"),
    ],
)
def test_the_first_cell_of_a_line_is_the_person(line: str, name: str) -> None:
    assert named(line, next(w.strip(",") for w in line.split() if "@" in w)) == name


@pytest.mark.parametrize(
    "line",
    [
        "Harbour Foods, Jane Doe, jane@harbourfoods.example",
        "Harbour Foods Ltd, Jane Doe, sales@harbour.example",
        "Hi Sam, please call Jane Doe, jane@acme.example",
        "Please call Jane Doe, Acme Looms, jane@acme.example",
        "Bitte Herrn Jon Doe, Acme Bau, jane@acme.example",
        "Merci d'enregistrer Jeanne Doe, Acme Bois, jane@acme.example",
        "as promised, the address, jane@acme.example",
        "Jane Doe, jane@acme.example",
        "Jane Doe, Acme, Leeds, UK, jane@acme.example",
        "no address here, Nobody At All, 12",
    ],
)
def test_other_lines_name_nobody_by_their_place(line: str) -> None:
    assert (
        named(
            line,
            "jane@acme.example"
            if "jane@acme" in line
            else next((w for w in line.split() if "@" in w), "x@y.example"),
        )
        == ""
    )

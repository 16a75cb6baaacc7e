"""Spreadsheets become partners, referrals and past payouts: on both databases, and by the command line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from bot.engine import Engine
from bot.imports.run import Importer, Judged
from bot.money.auditing import audit
from bot.voice import Voice
from storage.clocks import Clocks
from storage.database import Database
from storage.invariants import broken, check
from storage.ledger import Ledger
from storage.mail_tables import OutboxRow
from storage.money_tables import PinnedPlanRow, PlanRow
from storage.partners import Partners
from storage.referrals import Referrals
from storage.tables import ReferralRow
from tests.builders import MARCO, MONDAY, other_partner, partner, program
from tests.conftest import StillClock
from workflows.commands import ClaimReferral
from workflows.errors import BadInput
from workflows.import_messages import Kind, Made
from workflows.model import Referral
from workflows.money import Money

PARTNERS = (
    "Firma;Ansprechpartner;E-Mail;Land\nVogel & Partner;Katrin Vogel;k.vogel@vogel-partner.example;DE\n"
)
REFERRALS = (
    "Partner,Company,Email,Received,Stage,Close date,Value,Currency,Notes\n"
    "Northwind Advisory,Acme Ltd,jane@acme.example,2026-01-10,registered,,,,=HYPERLINK(\"http://x\")\n"
    "sam@northwind.example,Birch,lee@birch.example,2025-06-02,won,2025-08-01,\"12,000.50\",EUR,\"<b>two\nlines</b>\"\n"
    "Nobody Inc,Cedar,kim@cedar.example,2026-01-10,registered,,,,\n"
)  # fmt: skip
PAYOUTS = "Partner,Amount,Currency,Paid on,Reference\nNorthwind Advisory,1500.00,GBP,2025-09-15,INV-1\n"


class Imports:
    """One desk, and what its imports said."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.clock = StillClock()
        self.engine = Engine(database, program(), Voice(program()), self.clock)
        with database.write() as session:
            Partners(session).add(partner(), MONDAY)

    async def take(
        self,
        kind: Kind,
        text: str | bytes,
        *,
        dry: bool = False,
        maps: tuple[str, ...] = (),
        name: str = "x.csv",
    ) -> tuple[str, list[str]]:
        file = self.folder / name
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        importer = Importer(self.engine, program(), self.clock, maps)
        import_id, count = await importer.begin(kind, file, dry=dry)
        seen: list[Judged] = []
        await importer.go(kind, file, import_id, seen.append, dry=dry)
        assert len(seen) == count
        self.says = {one.row: one.verdict.says for one in seen}
        return import_id, [one.verdict.kind for one in seen]

    async def undo(self, import_id: str) -> tuple[int, int]:
        def show(_made: Made, _gone: bool) -> None:
            """Nothing to show."""

        return await Importer(self.engine, program(), self.clock).undo(import_id, show)

    def referrals(self) -> dict[str, Referral]:
        with self.database.read() as session:
            ids = list(session.scalars(select(ReferralRow.id)))
            found = [Referrals(session).get(each) for each in ids]
        return {each.title: each for each in found if each}

    def said(self) -> int:
        with self.database.read() as session:
            return session.scalar(select(func.count()).select_from(OutboxRow)) or 0


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Imports:
    return Imports(database, tmp_path)


async def test_a_dry_run_says_row_by_row_what_would_happen_and_changes_nothing(desk: Imports) -> None:
    _, kinds = await desk.take("referrals", REFERRALS, dry=True)
    assert kinds == ["new", "new", "cannot"]
    assert (
        "import partners first" in desk.says[4]
    )  # as a spreadsheet counts: a line break in a cell begins no row
    assert (desk.referrals(), desk.said()) == ({}, 0)


async def test_referrals_keep_their_receive_time_stage_and_protection_and_nobody_is_told(
    desk: Imports,
) -> None:
    _, kinds = await desk.take("referrals", REFERRALS)
    found = desk.referrals()
    acme, birch = found["Acme Ltd"], found["Birch"]
    received = datetime(2026, 1, 10, tzinfo=UTC)
    assert kinds == ["new", "new", "cannot"]
    assert (desk.says[2], "no commission is booked for it" in desk.says[3]) == ("", True)
    assert (acme.received_at, acme.protected_until) == (received, received + timedelta(days=90))
    assert (birch.stage, birch.deal) == ("closed_won", Money(1200050, "EUR"))
    assert (acme.note, birch.note) == ('=HYPERLINK("http://x")', "<b>two\nlines</b>")
    assert desk.said() == 0
    with desk.database.read() as session:
        assert broken(check(session, MONDAY)) == ()
        assert Clocks(session).waiting(MONDAY + timedelta(days=999)) == (0, None)  # nor will be


async def test_the_same_file_again_continues_and_changes_nothing_twice(desk: Imports) -> None:
    first, _ = await desk.take("referrals", REFERRALS)
    with desk.database.write() as session:
        Partners(session).add(other_partner(), MONDAY)
    again, kinds = await desk.take("referrals", REFERRALS)
    assert (again, kinds, len(desk.referrals())) == (first, ["there", "there", "cannot"], 2)
    missing = REFERRALS.encode()
    with desk.database.write() as session:
        Partners(session).add(partner("P-9", company="Nobody Inc", contacts=(), domains=()), MONDAY)
    assert await desk.take("referrals", missing) == (first, ["there", "there", "new"])


async def test_undo_takes_back_only_what_nobody_touched(desk: Imports) -> None:
    import_id, _ = await desk.take("referrals", REFERRALS)
    acme = desk.referrals()["Acme Ltd"]
    await desk.engine.handle(ClaimReferral(acme.id, MARCO), "claim")
    assert await desk.undo(import_id) == (1, 1)
    assert list(desk.referrals()) == ["Acme Ltd"]
    with pytest.raises(BadInput, match="undone already"):
        await desk.undo(import_id)
    again, kinds = await desk.take("referrals", REFERRALS)
    assert (again != import_id, kinds) == (True, ["there", "new", "cannot"])
    with desk.database.read() as session:
        assert broken(check(session, MONDAY)) == ()


async def test_undo_leaves_alone_what_something_leans_on_and_takes_its_neighbours(desk: Imports) -> None:
    import_id, _ = await desk.take("referrals", REFERRALS)
    with desk.database.write() as session:
        session.add(PlanRow(version="1", name="", valid_from=MONDAY.date(), source="{}", kept_at=MONDAY))
        session.flush()
        session.add(PinnedPlanRow(referral_id=desk.referrals()["Birch"].id, version="1", at=MONDAY))
    assert await desk.undo(import_id) == (1, 1)
    assert list(desk.referrals()) == ["Birch"]


async def test_an_undo_that_was_cut_off_goes_on_where_it_was(desk: Imports) -> None:
    """What went before counts neither as gone again nor as touched."""
    import_id, _ = await desk.take("referrals", REFERRALS)
    importer = Importer(desk.engine, program(), desk.clock, page=1)

    def die(_made: Made, _gone: bool) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await importer.undo(import_id, die)
    assert len(desk.referrals()) == 1
    assert await desk.undo(import_id) == (1, 0)
    assert desk.referrals() == {}


async def test_partners_come_with_german_headers_once_and_can_go_again(desk: Imports) -> None:
    import_id, kinds = await desk.take("partners", PARTNERS)
    with desk.database.read() as session:
        (known,) = Partners(session).named_in(["k.vogel@vogel-partner.example"])
    assert (kinds, known.company, known.country) == (["new"], "Vogel & Partner", "DE")
    assert await desk.take("partners", PARTNERS) == (import_id, ["there"])
    assert (await desk.undo(import_id), desk.said()) == ((1, 0), 0)
    with desk.database.read() as session:
        assert Partners(session).count() == 1


async def test_a_partner_with_referrals_stays_when_its_import_is_undone(desk: Imports) -> None:
    import_id, _ = await desk.take("partners", PARTNERS)
    await desk.take("referrals", "Partner,Company,Received\nVogel & Partner,Acme,2026-01-10\n", name="r.csv")
    assert await desk.undo(import_id) == (0, 1)


async def test_payouts_are_paid_history_that_leaves_the_balance_and_fits_to_the_cent(desk: Imports) -> None:
    import_id, kinds = await desk.take("payouts", PAYOUTS)
    again = await desk.take("payouts", PAYOUTS)
    with desk.database.read() as session:
        (paid,) = Ledger(session).payouts_of("P-1")
        assert (kinds, again[1], paid.amount) == (["new"], ["there"], Money(-150000, "GBP"))
        assert Ledger(session).balances() == {("P-1", "GBP"): Money(0, "GBP")}
        assert Ledger(session).unpaid() == ()
        assert audit(session, program()).wrong == ()
    assert (await desk.undo(import_id), desk.said()) == ((1, 0), 0)
    assert (await desk.take("payouts", PAYOUTS))[1] == ["new"]
    with desk.database.read() as session:
        assert audit(session, program()).wrong == ()


async def test_references_tell_payouts_of_a_day_apart_and_nothing_else_does(desk: Imports) -> None:
    references = ("A", "B", "A", "", "")
    rows = [f"Northwind Advisory,1500.00,GBP,2025-09-15,{each}" for each in references]
    _, kinds = await desk.take("payouts", "\n".join((PAYOUTS.splitlines()[0], *rows)))
    assert kinds == ["new", "new", "cannot", "cannot", "cannot"]


async def test_two_partners_who_claim_the_same_prospect_at_once_are_for_a_person(desk: Imports) -> None:
    with desk.database.write() as session:
        Partners(session).add(other_partner(), MONDAY)
    await desk.take("referrals", "Partner,Email,Received\nVogel & Partner,jane@acme.example,2026-01-02\n")
    _, kinds = await desk.take("referrals", REFERRALS, name="later.csv")
    assert kinds == ["cannot", "new", "cannot"]
    assert "Decide whose it is" in desk.says[2]


async def test_a_workbook_is_read_as_a_sheet_of_values(desk: Imports) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Partenaire", "Montant", "Devise", "Date de paiement"],
        ["Northwind Advisory", 12.5, "EUR", MONDAY.date()],
    ):
        sheet.append(row)
    book.save(desk.folder / "book.xlsx")
    _, kinds = await desk.take("payouts", (desk.folder / "book.xlsx").read_bytes(), name="book.xlsx")
    with desk.database.read() as session:
        (paid,) = Ledger(session).payouts_of("P-1")
    assert (kinds, paid.amount, paid.booked_on) == (["new"], Money(-1250, "EUR"), MONDAY.date())

"""Reports of a real vault: their figures are the database's, and writing them leaves whole files and a log."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.bootstrap import Services
from app.domain.evidence import canonical
from app.domain.words import Role
from app.errors import Cancelled, EnvironmentProblem, UserError
from app.jobs import Progress
from app.services.reports import KINDS
from app.services.verification import verify
from app.vault.secret import Secret
from reports.balances import balances
from reports.renderer import PdfRenderer
from tests.helpers.pdf_text import pages_of, text_of
from tests.helpers.planted import Planted, planted
from tests.helpers.vaults import PASSPHRASE, make_vault, opened

RENDERER = PdfRenderer()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    found = opened(make_vault(tmp_path), renderer=RENDERER)
    yield found
    found.close()


@pytest.fixture
def filled(services: Services, tmp_path: Path) -> Planted:
    """Some are destroyed already, some are due; vouchers are to be kept, one record is frozen, three are undecided."""
    gone = planted(services.session, 7)
    destroyed(services, tmp_path)
    planted(services.session, 40, kind="accounting", rule="ACC-VOUCHER", trigger_date="2020-06-30")
    planted(services.session, 3, kind="other", rule=None, trigger_date=None, state="imported")
    held = planted(services.session, 5)
    services.holds.add("退费争议", services.records.resolve(uids=[held.records[0]], search=None))
    return gone


def destroyed(services: Services, tmp_path: Path) -> None:
    order = services.destruction.prepare(None).order
    services.destruction.approve(order, services.session.signer)
    services.destruction.execute(order, tmp_path / "papers")


def counts(services: Services, *statements: str) -> list[int]:
    with services.session.read() as uow:
        return [int(uow.connection.value(statement)) for statement in statements]


def test_the_closures_figures_are_the_databases(services: Services, filled: Planted) -> None:
    evidence = services.reports.closure()
    assert [
        evidence.records_present, evidence.records_destroyed, evidence.customers, evidence.records_imported,
    ] == counts(
        services, "SELECT count(*) FROM record", "SELECT count(*) FROM stub", "SELECT count(*) FROM customer",
        "SELECT sum(records_added) FROM sheet",
    )  # fmt: skip
    assert evidence.records_held == 1
    assert [(order.records, order.certificate) for order in evidence.orders] == [(7, "XHZ-2026-001")]
    assert {fact.disposition for fact in evidence.dispositions} >= {"destroy", "restrict", "keep"}


def test_every_pair_of_counts_agrees(services: Services, filled: Planted) -> None:
    """Counted in different tables and ways, or there is nothing to compare."""
    found = balances(services.reports.closure())
    assert [pair for pair in found if not pair.agrees] == []
    assert [pair.left_number for pair in found] == [55, 55, 55, 48, 48, 1, 7]


def test_the_closure_lies_whole_where_it_belongs_and_in_the_vault(
    services: Services, filled: Planted, tmp_path: Path
) -> None:
    written = services.reports.write("closure", tmp_path / "结案报告.pdf")
    content = (tmp_path / "结案报告.pdf").read_bytes()
    assert written.number == "JA-2026-001"
    assert written.pages == len(pages_of(content))
    assert services.documents.content("JA-2026-001") == content
    assert RENDERER.signature(content).intact
    assert sorted(path.name for path in tmp_path.iterdir()) == ["firm.qingdang", "papers", "结案报告.pdf"]


def test_the_pdf_and_the_workbook_say_the_same(services: Services, filled: Planted, tmp_path: Path) -> None:
    services.reports.write("closure", tmp_path / "a.pdf")
    services.reports.write("closure", tmp_path / "a.xlsx")
    text = text_of((tmp_path / "a.pdf").read_bytes())
    book = load_workbook(BytesIO((tmp_path / "a.xlsx").read_bytes()))
    for sheet in ("去向", "来源", "分类", "处置"):
        rows = list(book[sheet].iter_rows(min_row=2, values_only=True))
        numbers = {f"{cell:,}" for row in rows for cell in row if isinstance(cell, int)}
        assert [number for number in numbers if number not in text] == []
    assert sum(row[2] for row in book["处置"].iter_rows(min_row=2, values_only=True) if isinstance(row[2], int)) == 48


def test_the_attached_figures_are_those_of_the_pages(services: Services, filled: Planted, tmp_path: Path) -> None:
    services.reports.write("inventory", tmp_path / "i.pdf")
    attached = RENDERER.attachments((tmp_path / "i.pdf").read_bytes())
    assert b'"records":48' in attached["evidence.json"]
    assert canonical({"records": 48})[1:-1] in attached["evidence.json"]


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_is_written(
    services: Services, filled: Planted, tmp_path: Path, kind: str, suffix: str, language: str
) -> None:
    written = services.reports.write(kind, tmp_path / f"r{suffix}", language=language)
    assert Path(written.file).is_file()
    assert (written.pages is None) == (suffix == ".xlsx")
    assert (written.rows is None) == (suffix == ".pdf")


def test_the_register_names_exactly_the_destroyed_records(services: Services, filled: Planted, tmp_path: Path) -> None:
    services.reports.write("destruction-register", tmp_path / "r.pdf")
    text = text_of((tmp_path / "r.pdf").read_bytes())
    assert all(text.count(uid) == 1 for uid in filled.records)
    with services.session.read() as uow:
        staying = [row[0] for row in uow.connection.rows("SELECT lower(hex(uid)) FROM record")]
    assert not any(uid in text for uid in staying)


def test_no_customer_stands_in_any_report(services: Services, filled: Planted, tmp_path: Path) -> None:
    """Reports leave the firm: they hold counts, columns and ids, no customer's name or number."""
    for kind in KINDS:
        services.reports.write(kind, tmp_path / f"{kind}.pdf")
        text = text_of((tmp_path / f"{kind}.pdf").read_bytes())
        assert "顾客" not in text
        assert "13900" not in text


def test_the_audit_extract_ends_with_its_own_writing(services: Services, tmp_path: Path) -> None:
    written = services.reports.write("audit", tmp_path / "a.pdf")
    log = services.audit.newest(1)
    assert log.events[0].action == "report.write"
    assert log.events[0].subject == written.number
    assert log.root in text_of((tmp_path / "a.pdf").read_bytes())


def test_two_reports_never_get_one_number(services: Services, tmp_path: Path) -> None:
    numbers = [services.reports.write("inventory", tmp_path / f"{i}.pdf").number for i in range(3)]
    numbers += [services.reports.write("closure", tmp_path / f"c{i}.pdf").number for i in range(3)]
    assert len(set(numbers)) == 6
    assert numbers[3:] == ["JA-2026-001", "JA-2026-002", "JA-2026-003"]


def test_what_is_no_report_or_no_format_writes_nothing(services: Services, tmp_path: Path) -> None:
    for kind, name in (("nonsense", "a.pdf"), ("closure", "a.docx"), ("closure", "a")):
        with pytest.raises(UserError):
            services.reports.write(kind, tmp_path / name)
    (tmp_path / "there.pdf").write_bytes(b"mine")
    with pytest.raises(UserError):
        services.reports.write("closure", tmp_path / "there.pdf")
    assert (tmp_path / "there.pdf").read_bytes() == b"mine"
    assert services.documents.all() == ()
    assert services.audit.newest(1).events[0].action != "report.write"


def test_a_missing_folder_is_said(services: Services, tmp_path: Path) -> None:
    with pytest.raises((UserError, EnvironmentProblem)):
        services.reports.write("closure", tmp_path / "nowhere" / "a.pdf")


def test_cancelling_leaves_nothing(services: Services, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel.cancel()
    with pytest.raises(Cancelled):
        services.reports.write("closure", tmp_path / "a.pdf", progress=progress)
    assert [path.name for path in tmp_path.iterdir()] == ["firm.qingdang"]
    assert services.documents.all() == ()


def test_a_viewer_may_take_a_report(services: Services, tmp_path: Path) -> None:
    services.operators.add("钱查阅", Role.VIEWER, Secret(PASSPHRASE))
    path = services.session.folder.path
    services.close()
    viewing = opened(path, operator="钱查阅", renderer=RENDERER)
    try:
        assert viewing.reports.write("closure", tmp_path / "a.pdf").number == "JA-2026-001"
    finally:
        viewing.close()


def test_an_issued_certificate_is_written_out_again_and_verifies(
    services: Services, filled: Planted, tmp_path: Path
) -> None:
    issued = services.documents.certificates()
    assert [one.number for one in issued] == ["XHZ-2026-001"]
    again = services.documents.export("XHZ-2026-001", tmp_path / "again")
    assert verify(Path(again.file), RENDERER).valid
    assert services.documents.export(issued[0].id, tmp_path / "again") == again
    assert services.audit.newest(1).events[0].action == "document.export"


def test_another_file_of_that_name_is_not_touched(services: Services, filled: Planted, tmp_path: Path) -> None:
    name = services.documents.certificates()[0].file
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(UserError):
        services.documents.export("XHZ-2026-001", tmp_path)
    assert (tmp_path / name).read_bytes() == b"mine"


def test_an_unknown_document_is_said(services: Services, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        services.documents.export("XHZ-2026-999", tmp_path)


def test_a_draft_is_marked_and_not_kept_among_the_issued(services: Services, filled: Planted, tmp_path: Path) -> None:
    """It takes no number of theirs, so that the issued ones have no gap."""
    before = services.documents.all()
    draft = services.reports.write("closure", tmp_path / "草稿.pdf", watermark=" 草稿 ")
    assert services.documents.all() == before
    assert all("草稿" in page for page in pages_of((tmp_path / "草稿.pdf").read_bytes()))
    issued = services.reports.write("closure", tmp_path / "结案.pdf")
    assert issued.number.endswith("-001")
    assert draft.number != issued.number
    with pytest.raises(UserError, match="watermark-too-long"):
        services.reports.write("closure", tmp_path / "长.pdf", watermark="草" * 25)
    assert not (tmp_path / "长.pdf").exists()

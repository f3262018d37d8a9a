"""All documents in one folder for the archive, and the state of each in the vault."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import pytest

from app.bootstrap import Services
from app.errors import Cancelled, UserError
from app.jobs import Progress
from app.services.documents import DocumentState
from app.services.verification import verify
from reports.renderer import PdfRenderer
from tests.helpers.planted import planted
from tests.helpers.signers import countersigner
from tests.helpers.vaults import make_vault, opened

RENDERER = PdfRenderer()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """A destruction certificate, and two reports under one file name."""
    found = opened(make_vault(tmp_path), renderer=RENDERER)
    planted(found.session, 4)
    order = found.destruction.prepare(None).order
    found.destruction.approve(order, found.session.signer)
    found.destruction.execute(order, tmp_path / "papers")
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        found.reports.write("closure", tmp_path / folder / "结案报告.pdf")
    found.reports.write("closure", tmp_path / "a" / "结案报告.xlsx")
    yield found
    found.close()


def test_the_folder_holds_every_document_an_index_and_the_page_that_checks(services: Services, tmp_path: Path) -> None:
    done = services.documents.export_all(tmp_path / "全部文件")
    folder = Path(done.folder)
    issued = services.documents.all()
    sums = {sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.suffix != ".html"}
    assert done.documents == 4
    assert sums == {one.sha256 for one in issued}
    page = (folder / "index.html").read_text(encoding="utf-8")
    linked = [unquote(found) for found in re.findall(r'href="([^"]+)"', page)]
    assert sorted(linked) == sorted(path.name for path in folder.iterdir() if path.name != "index.html")
    assert all(one.number in page and one.sha256 in page for one in issued)
    assert "verify.html" in linked
    assert services.audit.newest(1).events[0].action == "document.export"


def test_a_certificate_from_the_folder_verifies(services: Services, tmp_path: Path) -> None:
    folder = Path(services.documents.export_all(tmp_path / "all").folder)
    certificates = [path for path in folder.glob("*XHZ*.pdf") if path.is_file()]
    assert [verify(path, RENDERER).valid for path in certificates] == [True]


def test_an_existing_folder_is_left_alone(services: Services, tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    with pytest.raises(UserError, match="target-exists"):
        services.documents.export_all(tmp_path / "all")
    assert not list((tmp_path / "all").iterdir())


def test_cancelling_leaves_no_folder(services: Services, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel.cancel()
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(Cancelled):
        services.documents.export_all(tmp_path / "all", progress=progress)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_the_state_tells_signed_from_unsigned_and_changed(services: Services) -> None:
    states = {one.file: services.documents.state(one.number) for one in services.documents.all()}
    assert states["结案报告.pdf"] is DocumentState.SIGNED
    assert states["结案报告.xlsx"] is DocumentState.UNCHANGED
    with services.session.write() as uow:
        uow.connection.execute("UPDATE document SET content = zeroblob(9) WHERE number = 'XHZ-2026-001'")
        uow.commit()
    assert services.documents.state("XHZ-2026-001") is DocumentState.CHANGED


def test_an_issued_certificate_is_signed_by_one_after_another(services: Services, tmp_path: Path) -> None:
    """Each signs the file that the one before left; the vault keeps the document as it was issued."""
    before = services.documents.content("XHZ-2026-001")
    signers = [countersigner(name, "见证") for name in ("张律师", "李清算")]
    written = [services.documents.countersign("XHZ-2026-001", one, tmp_path / "signed") for one in signers]
    file = Path(written[-1].file)
    checked = verify(file, RENDERER)
    assert checked.valid
    assert RENDERER.signature(file.read_bytes()).signers == 3
    assert services.documents.content("XHZ-2026-001") == before
    assert services.audit.newest(1).events[0].action == "document.sign"
    workbook = next(one for one in services.documents.all() if one.file.endswith(".xlsx"))
    with pytest.raises(UserError, match="not-a-pdf-document"):
        services.documents.countersign(workbook.id, countersigner("张律师"), tmp_path / "signed")

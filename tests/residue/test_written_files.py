"""Every file that the program writes lies in the vault, where somebody asked for it, or in the settings.

Never in the temporary folder, where a crash would leave names in plain text: libraries that write workbooks do that.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from app.domain.notices import Particulars
from app.domain.words import NoticeKind
from app.services.backups import restore
from app.services.scanning import scan
from app.vault.secret import Secret
from reports.renderer import PdfRenderer
from tests.helpers.every_document import every_document, every_report
from tests.helpers.evidence import FIRM
from tests.helpers.office_files import DATA, workbook
from tests.helpers.shops import HEADS, ORIGIN, approved, ids_of, make_shop, person
from tests.helpers.signing_keys import document_key
from tests.helpers.vaults import PASSPHRASE, FixedClock

RENDERER = PdfRenderer()
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_watching: list[list[Path]] = []  # an audit hook of Python stays for good: this one looks on while somebody asks


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if not _watching or event not in ("open", "os.mkdir"):
        return
    path, mode, flags = arguments if event == "open" else (arguments[0], "w", 0)
    if not isinstance(path, str | bytes) or not isinstance(flags, int):
        return
    if any(letter in mode for letter in "wax+") if isinstance(mode, str) else flags & _WRITES:
        _watching[-1].append(Path(os.fsdecode(path)))


sys.addaudithook(_note)


@contextmanager
def written() -> Iterator[list[Path]]:
    """The files and folders that Python opens for writing, or makes, meanwhile."""
    found: list[Path] = []
    _watching.append(found)
    try:
        yield found
    finally:
        _watching.remove(found)


def without_temporary_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Who wants a temporary file fails."""
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "nowhere"))


def test_the_watch_sees_temporary_files_and_others(tmp_path: Path) -> None:
    """The control."""
    (tmp_path / "read.txt").write_text("x")
    with written() as found:
        with tempfile.NamedTemporaryFile(prefix="watched.") as file:
            hidden = Path(file.name)
        (tmp_path / "plain.txt").write_text("x")
        (tmp_path / "read.txt").read_text()
        os.close(os.open(tmp_path / "low.txt", os.O_CREAT | os.O_WRONLY))
        (tmp_path / "folder").mkdir()
    assert {hidden, tmp_path / "plain.txt", tmp_path / "low.txt", tmp_path / "folder"} <= set(found)
    assert tmp_path / "read.txt" not in found


def test_documents_and_workbooks_are_drawn_without_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the renderer hands over are bytes; the one who asked writes them."""
    without_temporary_folder(monkeypatch, tmp_path)
    key, reports = document_key(), every_report(1, FIRM)
    others = {name: draw for name, draw in every_document(1, FIRM).items() if name == "closure" or name not in reports}
    with written() as found:
        for name, draw in others.items():
            assert draw(RENDERER, "zh", key).startswith(b"%PDF-"), name
        for name, evidence in reports.items():
            assert RENDERER.report(evidence, "zh", ".xlsx", key).content.startswith(b"PK"), name
    assert found == []


def test_a_whole_way_writes_where_it_was_asked_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    out.mkdir()
    sheet = workbook(tmp_path / "客户.xlsx", [HEADS, *(person(number) for number in range(40, 60)), ("", "1", "", "")])
    without_temporary_folder(monkeypatch, tmp_path)
    with closing(make_shop(tmp_path, renderer=RENDERER)) as services, written() as found:
        services.imports.run(sheet, origin=ORIGIN, rejects_dir=out)
        scan([sheet, *(DATA / name for name in ("customers.xls", "customers.ods", "web.xls"))])
        services.exports.workbook(out / "全部.xlsx")
        services.reports.write("inventory", out / "清单.xlsx", language="zh")
        services.notices.prepare(NoticeKind.CLOSING, Particulars("清算组", "021-5550 0136"), out / "告知")
        services.backups.write(out / "备份.qdbak")
        done = services.destruction.execute(approved(services, ids_of(services)[:5]), out)
        assert done.certificate is not None
        restore(
            out / "备份.qdbak", out / "恢复.qingdang", Secret(PASSPHRASE),
            certificates=[Path(done.certificate.file)], renderer=RENDERER, clock=FixedClock(),
        )  # fmt: skip
        vault = services.session.folder.path
    allowed = (out, vault, tmp_path / "settings")
    assert [path for path in found if path not in allowed and not any(one in path.parents for one in allowed)] == []
    assert {path.parent for path in found} >= {out, vault, out / "告知"}

"""Small pictures of scans: illegible, in memory only, forgotten with every change and with the vault."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.bootstrap import Services
from app.domain.words import Role
from app.errors import Refused
from app.services.secrets import Secret
from tests.helpers.planted import planted
from tests.helpers.scans import pdf_with_text, picture
from tests.helpers.vaults import opened
from tests.helpers.windows import wait_idle
from ui.context import AppContext
from ui.forms.viewer import Viewer
from ui.panels.record import RecordPanel
from ui.panels.thumbnails import Thumbnail, Thumbnails

LEGIBLE = 6  # pixels that a character must be wide at least, to be read


class Panel:
    """A record's panel with one scan and one file that can't be drawn."""

    def __init__(self, context: AppContext, window: QWidget, folder: Path) -> None:
        self.context, self.window = context, window
        self.record = planted(context.services.session).records[0]
        path = pdf_with_text(folder / "合同.pdf", ["■■■■■■■■■■"])
        (folder / "说明.docx").write_bytes(b"PK\x03\x04 no picture")
        self.attached = context.services.attachments.add([path, folder / "说明.docx"], record=self.record)
        self.panel = RecordPanel(context, lambda: None)
        self.panel.setParent(window)
        self.panel.resize(320, 900)
        window.resize(320, 900)
        window.show()
        self.show()

    def show(self) -> None:
        self.panel.show_record(self.record)
        for _ in range(4):
            wait_idle(self.context)

    def thumbnails(self) -> Thumbnails:
        found = self.panel.findChild(Thumbnails)
        assert isinstance(found, Thumbnails)
        return found

    def small(self, name: str) -> Thumbnail:
        return next(one for one in self.panel.findChildren(Thumbnail) if one.accessibleName() == f"Look at {name}")


@pytest.fixture
def panel(desk_context: AppContext, window: QWidget, tmp_path: Path) -> Panel:
    return Panel(desk_context, window, tmp_path)


def test_a_scan_is_shown_small_and_what_is_none_has_an_icon(panel: Panel) -> None:
    assert panel.thumbnails().kept == 1
    scan, other = panel.small("合同.pdf").grab().toImage(), panel.small("说明.docx").grab().toImage()
    assert scan.size() == other.size()
    assert scan != other


def test_no_file_is_written_for_it(panel: Panel, vault: Path, tmp_path: Path) -> None:
    def files() -> set[Path]:
        return {path for path in tmp_path.rglob("*") if path.suffix not in (".db-wal", ".db-shm")}

    before = files()
    panel.thumbnails().forget()
    panel.show()
    assert panel.thumbnails().kept == 1
    assert files() == before


def test_they_are_forgotten_with_a_change_and_with_the_vault(panel: Panel) -> None:
    """What they show may be destroyed by the change; a locked vault shows nothing."""
    thumbnails = panel.thumbnails()
    panel.context.changed.emit()
    assert thumbnails.kept == 0
    panel.show()
    assert thumbnails.kept == 1
    panel.context.leave()
    assert thumbnails.kept == 0


def test_one_that_lands_after_the_vault_was_locked_is_not_kept(panel: Panel) -> None:
    thumbnails = panel.thumbnails()
    thumbnails.forget()
    thumbnails.image(panel.attached[0])
    thumbnails.forget()
    wait_idle(panel.context)
    assert thumbnails.kept == 0


def test_pressing_one_looks_at_the_scan_which_is_logged(panel: Panel) -> None:
    def looks() -> int:
        with panel.context.services.session.read() as uow:
            return sum(event.action == "attachment.show" for event in uow.audit.newest(50))

    assert looks() == 0, "a small picture is no look"
    panel.small("合同.pdf").click()
    for _ in range(3):
        wait_idle(panel.context)
    assert looks() == 1
    (viewer,) = panel.panel.findChildren(Viewer)
    assert viewer.windowTitle() == "合同.pdf"
    viewer.close()
    QTest.qWait(0)


def test_nothing_on_it_can_be_read(services: Services, tmp_path: Path) -> None:
    """An identity number as large as on a card that fills the picture stays below what an eye can read."""
    path = tmp_path / "card.png"
    card = picture(["310101199003071234"])
    card.save(path)
    (one,) = services.attachments.add([path], record=planted(services.session).records[0])
    drawn = services.attachments.thumbnail(one.id)
    assert drawn is not None
    printed = 34 / 2 * drawn.width / card.width  # digits are half as wide as the type is high
    assert printed < LEGIBLE


def test_a_role_that_may_not_look_gets_none(services: Services, vault: Path, tmp_path: Path) -> None:
    path = pdf_with_text(tmp_path / "a.pdf", ["x"])
    (one,) = services.attachments.add([path], record=planted(services.session).records[0])
    services.operators.add("查阅人", Role.VIEWER, Secret("another passphrase"))
    services.close()
    viewing = opened(vault, operator="查阅人", passphrase="another passphrase")
    with pytest.raises(Refused):
        viewing.attachments.thumbnail(one.id)
    viewing.close()

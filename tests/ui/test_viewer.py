"""Scans and documents looked at inside the program: turned, sized, searched, and never on the disk."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import isValid

from app.bootstrap import Services
from app.services.leaves import Leaves, pdf_leaves
from tests.helpers.clicking import press
from tests.helpers.planted import planted
from tests.helpers.scans import pdf_with_text, picture
from tests.helpers.windows import settle, wait_idle
from ui.context import AppContext
from ui.forms.viewer import Viewer
from ui.widgets.buttons import Button
from ui.widgets.fields import SearchEdit
from ui.widgets.sheet import Sheet, SheetArea

CONTROL = Qt.KeyboardModifier.ControlModifier


class Looking:
    """A viewer that is open, and what is seen on it."""

    def __init__(self, context: AppContext, parent: QWidget, leaves: Leaves) -> None:
        self._context = context
        self.viewer = Viewer(context, parent, leaves)
        self.viewer.show()
        self.rest()

    def rest(self) -> None:
        for _ in range(3):
            wait_idle(self._context)

    @property
    def area(self) -> SheetArea:
        found = self.viewer.findChild(SheetArea)
        assert isinstance(found, SheetArea)
        return found

    @property
    def sheet(self) -> Sheet:
        found = self.viewer.findChild(Sheet)
        assert isinstance(found, Sheet)
        return found

    @property
    def image(self) -> QImage:
        return self.sheet.image

    def place(self) -> str:
        """The page that is shown, as a screen reader tells it."""
        return self.area.accessibleName()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.area, key, modifier)
        self.rest()

    def texts(self) -> set[str]:
        return {one.text() for one in self.viewer.findChildren(QLabel) if one.isVisible()}

    @property
    def field(self) -> SearchEdit:
        found = self.viewer.findChild(SearchEdit)
        assert isinstance(found, SearchEdit)
        return found

    def search(self, text: str) -> None:
        self.field.setText(text)
        self.rest()


@pytest.fixture
def scan(services: Services, tmp_path: Path) -> str:
    """A scan of three pages."""
    record = planted(services.session).records[0]
    path = pdf_with_text(tmp_path / "合同.pdf", ["第一页 定金"], ["第二页"], ["第三页 定金 定金"])
    return services.attachments.add([path], record=record)[0].id


@pytest.fixture
def looking(desk_context: AppContext, services: Services, scan: str, window: QWidget) -> Looking:
    return Looking(desk_context, window, services.attachments.look(scan))


def _dark(image: QImage) -> int:
    return sum(image.pixelColor(x, y).value() < 128 for x in range(0, image.width(), 2) for y in range(0, 200, 2))


def test_pages_are_drawn_and_turned_without_a_file(looking: Looking, vault: Path) -> None:
    before = {path for path in vault.rglob("*") if path.suffix != ".db-wal"}
    assert looking.place() == "Page 1 of 3"
    assert _dark(looking.image) > 0
    buttons = {one.accessibleName(): one for one in looking.viewer.findChildren(Button)}
    assert not buttons["Previous page"].isEnabled()
    press(looking.viewer, "Next page")
    press(looking.viewer, "Next page")
    looking.rest()
    assert looking.place() == "Page 3 of 3"
    assert not buttons["Next page"].isEnabled()
    assert {path for path in vault.rglob("*") if path.suffix != ".db-wal"} <= before


def test_keys_turn_pages_at_their_ends_only(looking: Looking) -> None:
    looking.key(Qt.Key.Key_9, CONTROL)
    looking.key(Qt.Key.Key_PageDown)
    assert looking.place() == "Page 2 of 3"
    looking.key(Qt.Key.Key_End, CONTROL)
    assert looking.place() == "Page 3 of 3"
    looking.key(Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert looking.place() == "Page 2 of 3"
    looking.key(Qt.Key.Key_Home, CONTROL)
    looking.key(Qt.Key.Key_0, CONTROL)
    looking.key(Qt.Key.Key_PageDown)
    assert looking.place() == "Page 1 of 3", "as wide as the window it is higher than it: the key scrolls first"
    assert looking.area.verticalScrollBar().value() > 0


def test_a_page_number_is_typed(looking: Looking) -> None:
    number = looking.viewer._number
    number.selectAll()
    QTest.keyClicks(number, "3")
    QTest.keyClick(number, Qt.Key.Key_Return)
    looking.rest()
    assert looking.place() == "Page 3 of 3"
    assert looking.viewer.isVisible()


def test_a_page_is_made_larger_smaller_and_whole(looking: Looking) -> None:
    fitting = looking.image.deviceIndependentSize().width()
    assert fitting == pytest.approx(looking.area.room().width(), abs=2)
    looking.key(Qt.Key.Key_Plus, CONTROL)
    assert looking.image.deviceIndependentSize().width() == pytest.approx(fitting * 1.25, rel=0.01)
    looking.key(Qt.Key.Key_Minus, CONTROL)
    assert looking.image.deviceIndependentSize().width() == pytest.approx(fitting, rel=0.01)
    press(looking.viewer, "Whole page")
    looking.rest()
    assert looking.image.deviceIndependentSize().height() <= looking.area.room().height() + 1
    before = looking.image.deviceIndependentSize().height()
    looking.viewer.resize(looking.viewer.width(), looking.viewer.height() + 100)
    looking.rest()
    assert looking.image.deviceIndependentSize().height() > before
    press(looking.viewer, "Page width")
    looking.rest()
    assert looking.image.deviceIndependentSize().width() == pytest.approx(looking.area.room().width(), abs=2)


def test_what_is_searched_is_marked_and_stepped_through(looking: Looking) -> None:
    looking.search("定金")
    assert "1 of 3" in looking.texts()
    QTest.keyClick(looking.field, Qt.Key.Key_Return)
    looking.rest()
    assert looking.place() == "Page 3 of 3"
    assert "2 of 3" in looking.texts()
    assert looking.viewer.isVisible()
    looking.key(Qt.Key.Key_F3)
    looking.key(Qt.Key.Key_F3)
    assert looking.place() == "Page 1 of 3"
    looking.search("没有")
    assert "Not found" in looking.texts()
    QTest.keyClick(looking.field, Qt.Key.Key_Escape)
    looking.rest()
    assert "Not found" not in looking.texts()
    assert looking.viewer.isVisible(), "Escape gives the search up before it closes"


def test_a_marked_place_is_coloured_on_the_page(looking: Looking) -> None:
    plain = looking.sheet.grab().toImage()
    looking.search("定金")
    assert looking.sheet.grab().toImage() != plain


def test_scans_are_not_searched_and_not_printed(desk_context: AppContext, window: QWidget, tmp_path: Path) -> None:
    """A picture has no text; and paper would be a disclosure that nothing logs."""
    path = tmp_path / "scan.png"
    picture(["一行字"]).save(path)
    looking = Looking(desk_context, window, Leaves("scan", "image/png", path.read_bytes()))
    assert not looking.field.isVisible()
    assert "Print…" not in {one.text() for one in looking.viewer.findChildren(Button)}


def test_what_can_not_be_drawn_is_said(desk_context: AppContext, window: QWidget) -> None:
    looking = Looking(desk_context, window, Leaves("说明.docx", "application/zip", b"PK\x03\x04 no picture"))
    assert any(text.startswith("This kind of file can't be shown here.") for text in looking.texts())


def test_closing_lets_go_of_the_pictures(looking: Looking, qapp: QApplication) -> None:
    viewer, sheet = looking.viewer, looking.sheet
    viewer.close()
    assert sheet.image.isNull()
    settle()
    assert not isValid(viewer)


def test_a_page_that_is_being_drawn_when_it_closes_is_dropped(
    desk_context: AppContext, window: QWidget, tmp_path: Path
) -> None:
    content = pdf_with_text(tmp_path / "long.pdf", *[["一页"]] * 30).read_bytes()
    viewer = Viewer(desk_context, window, pdf_leaves("long", content))
    viewer.show()
    viewer.close()
    wait_idle(desk_context)
    settle()
    assert not isValid(viewer)

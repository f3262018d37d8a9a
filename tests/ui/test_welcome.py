"""The welcome screen: three ways to begin that say what they are, and what may be dropped."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from tests.helpers.windows import settle
from ui.context import AppContext
from ui.recents import Recents
from ui.screens.welcome import Ways, Welcome
from ui.widgets.buttons import Button
from ui.widgets.options import Option
from ui.widgets.rows import ClickRow


def _ways(began: list[str]) -> Ways:
    return Ways(*((lambda *_given, name=name: began.append(name)) for name in Ways.__dataclass_fields__))


def test_each_way_to_begin_says_what_it_does(context: AppContext, window: QWidget) -> None:
    """Somebody who never saw the program reads what a vault is before choosing one of three ways."""
    began: list[str] = []
    screen = Welcome(context, _ways(began))
    screen.setParent(window)
    screen.enable()
    window.resize(1024, 700)
    window.show()
    settle()
    options = screen.findChildren(Option)
    assert len(options) == 3
    assert all(option.accessibleDescription() for option in options)
    assert all(option.height() >= option.heightForWidth(option.width()) for option in options)
    for option in options:
        QTest.keyClick(option, Qt.Key.Key_Space)
    assert began == ["new_vault", "choose_vault", "demo"]


def test_a_dropped_folder_is_offered_like_files(context: AppContext, window: QWidget, tmp_path: Path) -> None:
    began: list[str] = []
    screen = Welcome(context, _ways(began))
    screen.setParent(window)
    screen.enable()
    window.show()
    (tmp_path / "office files").mkdir()
    screen.take((tmp_path / "office files",))
    (look,) = [one for one in screen.findChildren(Button) if one.text() == "See what is in these files"]
    assert look.isVisible()
    look.click()
    assert began == ["inspect"]


def test_what_is_no_table_is_not_dropped_without_a_word(context: AppContext, window: QWidget, tmp_path: Path) -> None:
    screen = Welcome(context, _ways([]))
    screen.setParent(window)
    screen.enable()
    window.show()
    screen.take((tmp_path / "营业执照.jpg",))
    shown = [one.text() for one in screen.findChildren(QLabel) if one.isVisible()]
    assert any(text.startswith("营业执照.jpg is neither a vault nor a table.") for text in shown)


def test_tab_goes_from_top_to_bottom_beginning_with_the_last_vault(context: AppContext, window: QWidget) -> None:
    recents = Recents(context.settings)
    for firm in ("北京晨光教育咨询有限公司", "苏州河畔书店"):
        recents.note(f"/vaults/{firm}.qingdang", firm, "deregistration")
    screen = Welcome(context, _ways([]))
    QVBoxLayout(window).addWidget(screen)
    screen.enable()
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    settle()
    rows = screen.findChildren(ClickRow)
    assert window.focusWidget() is rows[0]
    screen.findChildren(Option)[0].setFocus()
    heights = []
    for _ in range(9):
        focused = QApplication.focusWidget()
        assert focused is not None
        heights.append(focused.mapTo(window, focused.rect().center()).y())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert heights == sorted(heights)


def test_who_begins_for_the_first_time_begins_with_a_new_vault(context: AppContext, window: QWidget) -> None:
    """It can only be pressed once the services are loaded, well after the window is shown."""
    context.settings.set("recent-vaults", [])
    screen = Welcome(context, _ways([]))
    QVBoxLayout(window).addWidget(screen)
    window.show()
    window.activateWindow()
    settle()
    screen.enable()
    first = window.focusWidget()
    assert isinstance(first, Option)
    assert first.is_primary


def test_a_damaged_list_of_recent_vaults_keeps_nobody_out(context: AppContext) -> None:
    recents = Recents(context.settings)
    recents.note("/vaults/a.qingdang", "苏州河畔书店", "deregistration")
    kept = context.settings.get("recent-vaults")
    context.settings.set("recent-vaults", [*kept, {**kept[0], "opened_at": "昨天"}, {"path": 1}, "?"])
    Welcome(context, _ways([]))
    assert [one.path for one in recents.all()] == ["/vaults/a.qingdang"]

"""The navigation: the flow in sight, the registers folded away, and every place within reach of the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from tests.helpers.vaults import OPERATOR
from tests.helpers.windows import settle
from ui.context import AppContext
from ui.desk import UNFOLDED, Desk
from ui.main import parts
from ui.places import Section
from ui.widgets.entries import NavigationFold, NavigationItem
from ui.widgets.navigation import Navigation


@pytest.fixture
def desk(desk_context: AppContext, window: QWidget) -> Desk:
    made = Desk(desk_context, parts(), lambda: None)
    layout = QVBoxLayout(window)
    layout.addWidget(made)
    window.resize(1280, 900)
    window.show()
    settle()
    return made


def _items(desk: Desk) -> dict[str, NavigationItem]:
    navigation = desk.findChild(Navigation)
    assert isinstance(navigation, Navigation)
    return {place.name: navigation.item(place.name) for place in parts().places}


def _fold(desk: Desk) -> NavigationFold:
    fold = desk.findChild(NavigationFold)
    assert isinstance(fold, NavigationFold)
    return fold


def test_a_newcomer_sees_the_flow_and_not_the_registers(desk: Desk) -> None:
    items = _items(desk)
    seen = {place.name for place in parts().places if items[place.name].isVisible()}
    assert seen == {place.name for place in parts().places if place.section is not Section.REGISTERS}
    assert {place.section for place in parts().places} == set(Section)


def test_who_works_here_is_told(desk: Desk) -> None:
    """What an operator may do depends on it."""
    (about,) = (one for one in desk.findChildren(QLabel) if one.text().endswith(f"· {OPERATOR}"))
    assert about.toolTip() == f"{OPERATOR} · Handler"


def test_opening_the_registers_shows_them_and_is_remembered(desk: Desk, desk_context: AppContext) -> None:
    fold, items = _fold(desk), _items(desk)
    described = fold.accessibleDescription()
    QTest.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert items["papers"].isVisible()
    assert desk_context.settings.get(UNFOLDED) is True
    assert fold.accessibleDescription() != described
    again = Desk(desk_context, parts(), lambda: None)
    assert _fold(again).isChecked()
    again.deleteLater()


def test_arrows_open_and_fold_the_registers(desk: Desk) -> None:
    fold, items = _fold(desk), _items(desk)
    for key, is_open in ((Qt.Key.Key_Right, True), (Qt.Key.Key_Right, True), (Qt.Key.Key_Left, False)):
        QTest.keyClick(fold, key)
        assert (fold.isChecked(), items["papers"].isVisible()) == (is_open, is_open)


def test_going_to_a_folded_place_opens_its_fold(desk: Desk, desk_context: AppContext) -> None:
    desk.go_to("papers")
    assert _items(desk)["papers"].isVisible()
    assert _items(desk)["papers"].isChecked()
    assert desk_context.settings.get(UNFOLDED) is None, "only what was done by hand is remembered"


def test_every_place_is_reached_by_keyboard_alone(desk: Desk) -> None:
    """Tab comes to the place shown and to the fold; the arrows go on from there. No shortcut has to be known."""
    QTest.keyClick(_fold(desk), Qt.Key.Key_Right)
    desk.window().activateWindow()
    shown = set()
    _items(desk)["overview"].setFocus(Qt.FocusReason.TabFocusReason)
    for _ in parts().places:
        focused = QApplication.focusWidget()
        assert isinstance(focused, NavigationItem)
        assert (focused.isChecked(), bool(focused.accessibleName())) == (True, True)
        shown.add(desk.current)
        QTest.keyClick(focused, Qt.Key.Key_Down)
    assert len(shown) == len(parts().places)


def test_tab_comes_to_the_fold(desk: Desk) -> None:
    desk.window().activateWindow()
    _items(desk)["overview"].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(_items(desk)["overview"], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is _fold(desk)


def test_tab_goes_on_in_the_place_that_a_shortcut_went_to(desk: Desk) -> None:
    desk.window().activateWindow()
    for key in (Qt.Key.Key_2, Qt.Key.Key_5):
        QTest.keyClick(desk, key, Qt.KeyboardModifier.ControlModifier)
        settle()
        reached = QApplication.focusWidget()
        assert reached is desk.current
        QTest.keyClick(reached, Qt.Key.Key_Tab)
        within = QApplication.focusWidget()
        assert within is not None
        assert desk.current.isAncestorOf(within)

"""The records screen on a real vault: search, filters, selection, the side panel and what it logs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView

from app.domain.records import RecordQuery
from app.domain.words import Kind, State
from tests.helpers.books import write_book
from tests.helpers.clicking import dialog, press, write
from tests.helpers.people_rows import HEADS, people, person
from tests.helpers.windows import Answers, dispose, wait_idle
from ui.context import AppContext
from ui.forms.holds import HoldDialog
from ui.screens.records import RecordsScreen
from ui.theme import Size
from ui.widgets.fields import SearchEdit


class Shown:
    """The screen with its parts."""

    def __init__(self, context: AppContext) -> None:
        self.context = context
        self.screen = RecordsScreen(context)
        self.screen.resize(Size.WINDOW_WIDTH, Size.WINDOW_HEIGHT)
        self.screen.show()
        self.rest()
        self.table = self.screen.findChildren(QTableView)[0]
        self.search = self.screen.findChildren(SearchEdit)[0]

    def rest(self) -> None:
        wait_idle(self.context)

    def listed(self) -> list[list[str]]:
        """What the table shows, row by row; rows are read once they are asked for."""
        self._cells()
        self.rest()
        return self._cells()

    def _cells(self) -> list[list[str]]:
        model = self.table.model()
        columns = range(model.columnCount())
        return [[str(model.index(row, column).data()) for column in columns] for row in range(self.rows())]

    def rows(self) -> int:
        return self.table.model().rowCount()

    def texts(self) -> list[str]:
        return [label.text() for label in self.screen.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def shown(desk_context: AppContext, tmp_path: Path) -> Iterator[Shown]:
    services = desk_context.services
    services.imports.run(write_book(tmp_path / "客户.xlsx", {"客户名单": [HEADS, *people(12)]}))
    contracts = write_book(tmp_path / "合同.xlsx", {"合同台账": [HEADS, *people(3, first=50)]})
    services.imports.run(contracts, kind=Kind.CONTRACT)
    services.classification.accept()
    made = Shown(desk_context)
    yield made
    made.rest()
    dispose(made.screen)


def test_all_records_are_listed_and_counted(shown: Shown) -> None:
    assert shown.rows() == 15
    assert "15 of 15 records" in shown.texts()


def test_typing_searches(shown: Shown) -> None:
    QTest.keyClicks(shown.search, person(4)[2])
    shown.rest()
    assert shown.rows() == 1
    shown.search.clear()
    shown.rest()
    assert shown.rows() == 15


def test_nothing_is_searched_while_an_input_method_composes(shown: Shown) -> None:
    """Otherwise each letter of a Pinyin syllable would start a search that finds nothing."""
    asked: list[str] = []
    shown.search.asked.connect(asked.append)
    QApplication.sendEvent(shown.search, QInputMethodEvent("guke", []))
    assert asked == []
    done = QInputMethodEvent("", [])
    done.setCommitString("南京东路")
    QApplication.sendEvent(shown.search, done)
    assert asked[-1] == "南京东路"
    shown.rest()
    assert shown.rows() == 15


def test_filters_narrow_and_a_click_takes_them_off(shown: Shown) -> None:
    shown.screen.receive(RecordQuery(kind=Kind.CONTRACT))
    shown.rest()
    assert shown.rows() == 3
    press(shown.screen, "Take off the filter: Kind: Contracts")
    shown.rest()
    assert shown.rows() == 15


def test_nothing_found_says_what_to_do(shown: Shown) -> None:
    shown.screen.receive("没有这样的客户")
    shown.rest()
    assert not shown.table.isVisible()
    assert "Nothing fits" in shown.texts()


def test_names_are_masked_in_the_list_and_in_what_is_copied(shown: Shown) -> None:
    shown.table.selectAll()
    shown.rest()
    press(shown.screen, "Copy masked")
    shown.rest()
    copied = QApplication.clipboard().text()
    assert len(copied.splitlines()) == 15
    assert not any(row[0] in copied or row[2] in copied for row in people(12))
    assert copied.count("*") >= 15


def test_what_a_record_is_about_is_masked_in_the_list(desk_context: AppContext, tmp_path: Path) -> None:
    """A sheet of notes has nothing else to be listed by."""
    notes = tmp_path / "说明.txt"
    notes.write_text("客户张伟 13800138000 要退费\n这是老板手机里的通讯录\n", encoding="utf-8")
    desk_context.services.imports.run(notes)
    shown = Shown(desk_context)
    listed = [text for row in shown.listed() for text in row]
    assert any("要退费" in text for text in listed)
    assert not any("13800138000" in text or "张伟" in text for text in listed)
    dispose(shown.screen)


def test_a_field_is_shown_only_when_asked_for_and_the_asking_is_logged(shown: Shown) -> None:
    audit = shown.context.services.audit
    shown.table.selectRow(14)
    shown.rest()
    phone = person(0)[2]
    assert phone not in shown.texts()
    assert audit.newest().events[0].action != "record.show"
    press(shown.screen, "Show 手机")
    shown.rest()
    assert phone in shown.texts()
    assert audit.newest().events[0].action == "record.show"


def test_a_remark_with_a_starred_number_can_be_shown_whole(desk_context: AppContext, tmp_path: Path) -> None:
    rows = [[*one[:5], f"会员{at}，投诉过一次，对方电话1391234567{at}"] for at, one in enumerate(people(4))]
    desk_context.services.imports.run(write_book(tmp_path / "客户.xlsx", {"客户名单": [HEADS, *rows]}))
    shown = Shown(desk_context)
    shown.table.selectRow(0)
    shown.rest()
    assert not any("1391234567" in text for text in shown.texts())
    press(shown.screen, "Show 备注")
    shown.rest()
    assert any("1391234567" in text for text in shown.texts())
    dispose(shown.screen)


def test_what_may_be_destroyed_does_not_read_as_if_it_were(desk_context: AppContext, tmp_path: Path) -> None:
    services = desk_context.services
    services.settings.set("service-ended-on", "2020-01-01")
    services.imports.run(write_book(tmp_path / "客户.xlsx", {"客户名单": [HEADS, *people(2)]}))
    services.classification.accept()
    shown = Shown(desk_context)
    assert [row[-1] for row in shown.listed()] == ["destroyable"] * 2
    dispose(shown.screen)


def test_selected_records_are_frozen_together(shown: Shown) -> None:
    shown.table.selectAll()
    shown.rest()
    press(shown.screen, "Freeze…")
    asking = dialog(HoldDialog)
    write(asking, "Reason (dispute, claim, audit, investigation)", "claim 7")
    press(asking, "Freeze")
    shown.rest()
    assert [hold.records for hold in shown.context.services.holds.all()] == [15]
    shown.screen.receive(RecordQuery(held=True))
    shown.rest()
    assert shown.rows() == 15


def test_selected_records_go_to_the_destruction_wizard(shown: Shown) -> None:
    gone: list[object] = []
    shown.context.going.connect(gone.append)
    shown.table.selectRow(0)
    shown.table.setFocus()
    shown.table.selectAll()
    shown.rest()
    press(shown.screen, "Destroy…")
    assert [(one.place, len(one.shown)) for one in gone] == [("destroy-wizard", 15)]  # type: ignore[attr-defined]


def test_a_click_on_a_head_sorts_and_another_turns_it_round(shown: Shown) -> None:
    heads = shown.table.horizontalHeader()
    ids = shown.context.services.records.ids
    heads.sectionClicked.emit(0)
    shown.rest()
    first = list(shown.table.model().ids)  # type: ignore[attr-defined]  # an IdModel
    assert first == list(ids(RecordQuery(sort="customer_name")))
    heads.sectionClicked.emit(0)
    shown.rest()
    assert list(shown.table.model().ids) == list(ids(RecordQuery(sort="customer_name", descending=True)))  # type: ignore[attr-defined]


def test_destroyed_records_are_listed_by_their_stubs(shown: Shown) -> None:
    shown.screen.receive(RecordQuery(state=State.DESTROYED))
    shown.rest()
    assert shown.rows() == 0
    assert "Nothing fits" in shown.texts()


def test_a_change_elsewhere_is_read_again(shown: Shown, tmp_path: Path) -> None:
    book = write_book(tmp_path / "又来.xlsx", {"客户名单": [HEADS, *people(5, first=80)]})
    shown.context.services.imports.run(book)
    shown.context.changed.emit()
    shown.rest()
    assert shown.rows() == 20


def test_return_opens_the_panel_and_it_can_be_closed(shown: Shown) -> None:
    shown.table.selectRow(0)
    shown.table.setFocus()
    QTest.keyClick(shown.table, Qt.Key.Key_Return)
    shown.rest()
    press(shown.screen, "Close the panel")
    assert not any(text == "What happened" for text in shown.texts())


def test_a_freeze_is_seen_on_its_record_and_lifted_there(shown: Shown, answers: Answers) -> None:
    services = shown.context.services
    services.holds.add("争议未了", list(services.records.ids(RecordQuery()))[:1])
    shown.context.changed.emit()
    shown.rest()
    shown.table.selectRow(0)
    shown.rest()
    assert "争议未了" in shown.texts()
    answers.confirmations.append(True)
    press(shown.screen, "Lift the freeze…")
    shown.rest()
    assert "争议未了" not in shown.texts()
    assert not services.holds.all()[0].is_standing


def test_files_are_attached_to_a_record_and_saved_again(shown: Shown, answers: Answers, tmp_path: Path) -> None:
    scan = tmp_path / "scan.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    shown.table.selectRow(0)
    shown.rest()
    answers.files.append([scan])
    next(one for one in shown.screen.findChildren(QPushButton) if one.text() == "Attach files…").setFocus()
    press(shown.screen, "Attach files…")
    shown.rest()
    focused = shown.screen.window().focusWidget()
    assert isinstance(focused, QPushButton)
    assert (focused.text(), focused.isVisible()) == ("Attach files…", True)
    answers.targets.append(tmp_path / "again.png")
    press(shown.screen, "Save scan.png")
    shown.rest()
    assert (tmp_path / "again.png").read_bytes() == scan.read_bytes()


def test_selected_records_are_archived(shown: Shown) -> None:
    gone: list[object] = []
    shown.context.going.connect(gone.append)
    shown.table.selectAll()
    shown.rest()
    press(shown.screen, "Archive…")
    assert [(one.place, len(one.shown)) for one in gone] == [("archive", 15)]  # type: ignore[attr-defined]

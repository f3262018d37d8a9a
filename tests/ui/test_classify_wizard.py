"""Classifying through the wizard's real widgets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QWidget

from app.flows.classifying import ClassifyFlow
from tests.helpers.books import write_book
from tests.helpers.clicking import choose, dialog, field, press, write
from tests.helpers.people_rows import HEADS, people
from tests.helpers.wide_rows import WIDE, wide_rows
from tests.helpers.windows import wait_idle
from ui.context import AppContext
from ui.forms.own_rules import OwnRulesDialog
from ui.forms.splitting import SplitDialog
from ui.tables.rows import RowTable
from ui.theme import Size
from ui.widgets.choices import DropDown
from ui.widgets.figures import Figure
from ui.wizards.classify_form import group_name
from ui.wizards.classifying import classify_wizard
from ui.wizards.wizard import FlowWizard

TAKE = "Enter this group as shown"


@pytest.fixture
def wizard(window: QWidget, desk_context: AppContext, tmp_path: Path) -> Iterator[FlowWizard]:
    book = write_book(tmp_path / "客户.xlsx", {"客户名单": [HEADS, *people(5)]})
    desk_context.services.imports.run(book)
    made = classify_wizard(desk_context, window, None)
    made.show()
    yield made
    wait_idle(desk_context)


def _next(wizard: FlowWizard, context: AppContext) -> None:
    wizard.next_button.click()
    wait_idle(context)


def test_groups_are_entered_as_proposed(wizard: FlowWizard, desk_context: AppContext) -> None:
    while wizard.flow.step != "result":
        _next(wizard, desk_context)
    assert wizard.flow.state.classified.classified == 5
    _next(wizard, desk_context)
    assert not wizard.isVisible()


def test_return_alone_goes_through(wizard: FlowWizard, desk_context: AppContext) -> None:
    """Where a page has no field the button that goes on has the focus: Cancel must not take the Return."""
    while wizard.flow.step != "result":
        focused = wizard.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Return)
        wait_idle(desk_context)
        assert wizard.isVisible()
    assert wizard.flow.state.classified.classified == 5


def test_rules_are_called_by_their_names(wizard: FlowWizard, desk_context: AppContext) -> None:
    _next(wizard, desk_context)
    model = wizard.page.findChildren(RowTable)[0].model()
    (group,) = wizard.flow.state.sure
    assert model.index(0, 4).data() == desk_context.services.session.pack.rule(group.rule).title


def test_a_group_with_children_is_told_from_the_rest_of_its_sheet(
    desk_context: AppContext, window: QWidget, tmp_path: Path
) -> None:
    heads = ["姓名", "出生日期", "家长手机"]
    grown = [["张伟民", "1980-05-01", f"1391234567{at}"] for at in range(6)]
    young = [["李小明", "2020-05-01", f"1381234567{at}"] for at in range(3)]
    desk_context.services.imports.run(write_book(tmp_path / "学员.xlsx", {"学员名单": [heads, *grown, *young]}))
    wizard = classify_wizard(desk_context, window, None)
    wizard.show()
    _next(wizard, desk_context)
    model = wizard.page.findChildren(RowTable)[0].model()
    named = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert len(set(named)) == len(named)
    assert sum("with children under 14" in name for name in named) == 1


def test_a_group_with_illnesses_is_told_from_the_rest_of_its_sheet(
    desk_context: AppContext, window: QWidget, tmp_path: Path
) -> None:
    """One at a time they stand on the page for doubtful ones, where nothing else tells them apart."""
    heads = ["姓名", "手机号", "身份证号", "病史"]
    ids = ["110101199003070011", "11010119900307002X", "110101199003070038", "110101199003070046"]
    told = [["张伟民", f"1391234567{at}", ids[at], "高血压" if at < 2 else ""] for at in range(4)]
    desk_context.services.imports.run(write_book(tmp_path / "体检问卷.xlsx", {"体检问卷": [heads, *told]}))
    wizard = classify_wizard(desk_context, window, None)
    wizard.show()
    _next(wizard, desk_context)
    flow = wizard.flow
    assert isinstance(flow, ClassifyFlow)
    assert flow.state.proposals is not None
    named = {group_name(desk_context, flow, group) for group in flow.state.proposals.groups}
    assert named == {"体检问卷.xlsx", "体检问卷.xlsx · with sensitive personal information"}


def test_space_leaves_a_group_out(wizard: FlowWizard, desk_context: AppContext) -> None:
    _next(wizard, desk_context)
    table = wizard.page.findChildren(RowTable)[0]
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert len(wizard.flow.state.left_out) == 1
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert not wizard.flow.state.left_out


def test_another_rule_chosen_by_hand_is_entered(wizard: FlowWizard, desk_context: AppContext) -> None:
    _next(wizard, desk_context)
    choose(wizard.page, "Kind", "Contracts")
    while wizard.flow.step != "result":
        _next(wizard, desk_context)
    assert wizard.flow.state.classified.by_kind == {"contract": 5}


def test_a_group_left_out_can_t_be_all_there_is(wizard: FlowWizard, desk_context: AppContext) -> None:
    _next(wizard, desk_context)
    press(wizard.page, TAKE)
    _next(wizard, desk_context)
    assert wizard.flow.step == "groups"
    press(wizard.page, TAKE)
    _next(wizard, desk_context)
    assert wizard.flow.step != "groups"


def test_a_group_is_split_in_the_dialog(wizard: FlowWizard, desk_context: AppContext) -> None:
    _next(wizard, desk_context)
    press(wizard.page, "Split…")
    form = dialog(SplitDialog)
    press(form, "Split")
    assert field(form, "Text or day").message == "Please say what the cell must hold."
    choose(form, "Condition", "is before")
    write(form, "Text or day", "soon")
    press(form, "Split")
    assert field(form, "Text or day").message == "Please write the day as 2026-11-21."
    choose(form, "Condition", "holds")
    choose(form, "Column", HEADS[0])
    write(form, "Text or day", people(5)[0][0])
    press(form, "Split")
    wait_idle(desk_context)
    assert sorted(group.records for group in wizard.flow.state.sure) == [1, 4]


def test_a_change_is_kept_as_a_rule_of_the_firms_own_and_taken_back(
    wizard: FlowWizard, desk_context: AppContext
) -> None:
    _next(wizard, desk_context)
    choose(wizard.page, "Kind", "Contracts")
    press(wizard.page, "Propose it so from now on (the firm's own rule)")
    while wizard.flow.step != "result":
        _next(wizard, desk_context)
    classification = desk_context.services.classification
    assert [rule.kind for rule in classification.own_rules()] == ["contract"]
    press(wizard.page, "Take this classification back")
    wait_idle(desk_context)
    assert [one.accessibleName() for one in wizard.page.findChildren(Figure)] == ["Classified 0", "Still undecided 5"]
    assert "taking back" in wizard.page.note
    assert classification.propose().records == 5
    rules = OwnRulesDialog(desk_context, wizard)
    rules.open()
    wait_idle(desk_context)
    press(rules, "Take out")
    wait_idle(desk_context)
    assert classification.own_rules() == ()
    rules.close()


def test_a_wizard_that_is_left_is_gone_on_with(wizard: FlowWizard, desk_context: AppContext, window: QWidget) -> None:
    _next(wizard, desk_context)
    choose(wizard.page, "Kind", "Contracts")
    wizard.reject()
    again = classify_wizard(desk_context, window, None)
    again.show()
    _next(again, desk_context)
    assert "What was decided last time is taken up again." in again.page.note
    flow = again.flow
    assert isinstance(flow, ClassifyFlow)
    (group,) = flow.state.sure
    assert flow.shown(group).kind == "contract"
    again.reject()


def test_doubtful_groups_are_decided_with_digits(window: QWidget, desk_context: AppContext, tmp_path: Path) -> None:
    rows = [["资产名称", "入账日期", "原值"], *([f"设备{at}", f"2020-03-{at:02}", "1200"] for at in range(1, 6))]
    for name in ("甲", "乙"):
        desk_context.services.imports.run(write_book(tmp_path / f"{name}.xlsx", {"资产清单": [*rows, [name, "", "1"]]}))
    made = classify_wizard(desk_context, window, None)
    made.show()
    while made.flow.step != "unsure":
        _next(made, desk_context)
    flow = made.flow
    assert isinstance(flow, ClassifyFlow)
    first, _second = flow.state.unsure
    assert len(first.contenders) >= 2
    QTest.keyClick(made, Qt.Key.Key_1)
    assert flow.shown(first).rule == first.contenders[0]
    assert made.flow.state.at == 1
    QTest.keyClick(made, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert made.flow.state.at == 0
    kind = next(one for one in made.page.findChildren(DropDown) if one.accessibleName() == "Kind")
    QTest.keyClick(kind, Qt.Key.Key_Return)
    assert (made.flow.step, made.flow.state.at) == ("unsure", 1), "the second has not been seen yet"
    QTest.keyClick(kind, Qt.Key.Key_Return)
    assert made.is_working
    wait_idle(desk_context)
    assert made.flow.step == "result"


def test_six_groups_are_seen_at_once(wizard: FlowWizard, desk_context: AppContext) -> None:
    _next(wizard, desk_context)
    table = wizard.page.findChildren(RowTable)[0]
    assert table.viewport().height() >= 6 * Size.ROW
    below = [one for one in wizard.page.findChildren(QCheckBox) if one.isVisible()]
    assert all(one.geometry().top() > table.geometry().bottom() for one in below)


def test_a_file_of_200_columns_is_classified(window: QWidget, desk_context: AppContext, tmp_path: Path) -> None:
    book = write_book(tmp_path / "会员导出.xlsx", {"会员": wide_rows(40)})
    (sheet,) = desk_context.services.imports.run(book).sheets
    assert sheet.records_added == 40
    made = classify_wizard(desk_context, window, None)
    made.show()
    _next(made, desk_context)
    (group,) = made.flow.state.sure
    assert len(group.heads) == WIDE
    assert group.reasons
    assert all(len(example) < 120 for example in group.examples)
    press(made.page, "Split…")
    split = dialog(SplitDialog)
    choose(split, "Column", "标签194")
    split.reject()
    while made.flow.step != "result":
        _next(made, desk_context)
    assert made.flow.state.classified.by_kind == {"basic": 40}
    made.reject()
    wait_idle(desk_context)

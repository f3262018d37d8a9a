"""The grading table's dialog: choose, see the effect, take it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from app.domain.words import PiType, Sensitivity
from tests.helpers.books import write_book
from tests.helpers.clicking import press
from tests.helpers.people_rows import HEADS, people
from tests.helpers.windows import wait_idle
from ui.context import AppContext
from ui.forms.combinations import CombinationsDialog
from ui.forms.grading import GradingDialog
from ui.tables.rows import RowTable
from ui.widgets.buttons import Button
from ui.widgets.choices import CheckBox


@pytest.fixture
def dialog(window: QWidget, desk_context: AppContext, tmp_path: Path) -> Iterator[GradingDialog]:
    desk_context.services.imports.run(write_book(tmp_path / "客户.xlsx", {"客户名单": [HEADS, *people(5)]}))
    made = GradingDialog(desk_context, window)
    made.open()
    wait_idle(desk_context)
    yield made
    wait_idle(desk_context)


def _take(dialog: GradingDialog) -> Button:
    return next(one for one in dialog.findChildren(Button) if one.text() == "Take this table")


def _changes(dialog: GradingDialog) -> list[str]:
    table = next(one for one in dialog.findChildren(RowTable) if one.accessibleName() == "What changes")
    model = table.model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def test_the_effect_is_shown_before_the_table_is_taken(dialog: GradingDialog, desk_context: AppContext) -> None:
    assert not _take(dialog).isEnabled()
    dialog.choose_grade(PiType.ADDRESS, Sensitivity.CORE)
    wait_idle(desk_context)
    assert _changes(dialog) == ["地址"]
    grading = desk_context.services.grading
    assert not grading.table().is_own
    _take(dialog).click()
    wait_idle(desk_context)
    assert not dialog.isVisible()
    assert next(row.own for row in grading.table().rows if row.type is PiType.ADDRESS) is Sensitivity.CORE


def test_what_the_law_calls_sensitive_is_not_offered_as_general(dialog: GradingDialog) -> None:
    with pytest.raises(ValueError, match="not in list"):
        dialog.choose_grade(PiType.HEALTH, Sensitivity.GENERAL)


def test_back_to_the_shipped_table(dialog: GradingDialog, desk_context: AppContext) -> None:
    dialog.choose_grade(PiType.ADDRESS, Sensitivity.CORE)
    press(dialog, "As shipped")
    wait_idle(desk_context)
    assert _changes(dialog) == []
    assert not _take(dialog).isEnabled()
    dialog.reject()


def _combinations(dialog: GradingDialog) -> CombinationsDialog:
    press(dialog, "Combinations…")
    return dialog.findChildren(CombinationsDialog)[-1]


def _box(dialog: CombinationsDialog, name: str) -> CheckBox:
    return next(one for one in dialog.findChildren(CheckBox) if one.text() == name)


def test_a_combination_is_made_and_shown_with_its_effect(dialog: GradingDialog, desk_context: AppContext) -> None:
    inner = _combinations(dialog)
    press(inner, "New combination")
    take = next(one for one in inner.findChildren(Button) if one.text() == "Take these combinations")
    _box(inner, "Name of a person").click()
    assert not take.isEnabled()
    _box(inner, "Address").click()
    assert take.isEnabled()
    take.click()
    wait_idle(desk_context)
    assert _changes(dialog) == ["地址"]  # the name is sensitive with the ID and the phone already
    _take(dialog).click()
    wait_idle(desk_context)
    assert frozenset({PiType.PERSON_NAME, PiType.ADDRESS}) in desk_context.services.grading.table().together


def test_every_combination_can_be_taken_away(dialog: GradingDialog, desk_context: AppContext) -> None:
    inner = _combinations(dialog)
    for _ in desk_context.services.grading.shipped_combinations():
        press(inner, "Remove")
    assert inner.value() == ()
    press(inner, "Take these combinations")
    wait_idle(desk_context)
    assert dialog.value().together == ()

"""Classifying through the wizard's real widgets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from tests.helpers.books import write_book
from tests.helpers.clicking import choose, press
from tests.helpers.people_rows import HEADS, people
from tests.helpers.windows import wait_idle
from ui.context import AppContext
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

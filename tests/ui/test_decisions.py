"""Changing a decision in the window: from the plan and from the table, only after its effect was seen."""

from array import array
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QTableView

from app.domain.decision_changes import Wanted
from app.domain.words import Kind
from tests.helpers.clicking import choose, dialog, field, press, write
from tests.helpers.places import Place
from tests.helpers.planted import Planted, planted
from tests.helpers.windows import settle
from ui.forms.decision import DecisionDialog
from ui.forms.holds import HoldDialog
from ui.panels.record import RecordPanel
from ui.screens.plan import PlanScreen
from ui.screens.records import RecordsScreen

BASIS = "股东会决议 2026-3 号"
_DAY = date(2020, 6, 30)


@pytest.fixture
def found(place: Place) -> Planted:
    """Three vouchers whose day nobody knows."""
    return planted(place.services.session, 3, kind="accounting", rule="ACC-VOUCHER", trigger_date=None)


@pytest.fixture
def asked(place: Place, found: Planted) -> DecisionDialog:
    press(place.show(PlanScreen), "Change the decision…")
    place.rest()
    return dialog(DecisionDialog)


def texts(asked: DecisionDialog) -> list[str]:
    settle()
    return [one.text() for one in asked.findChildren(QLabel) if one.isVisible() and one.text()]


def go(asked: DecisionDialog) -> QPushButton:
    return next(one for one in asked.findChildren(QPushButton) if one.text() == "Decide so")


def shown(place: Place, asked: DecisionDialog) -> list[str]:
    press(asked, "Show the effect")
    place.rest()
    return texts(asked)


def test_plan_offers_it_first_where_nobody_could_decide(place: Place, found: Planted) -> None:
    screen = place.show(PlanScreen)
    offered = next(one for one in screen.findChildren(QPushButton) if one.text() == "Change the decision…")
    assert offered.property("act") == "primary"


def test_day_is_entered_after_its_effect_was_seen(place: Place, asked: DecisionDialog) -> None:
    assert "3 records" in " ".join(texts(asked))
    assert field(asked, "Day that starts the period").message.startswith("A day of the year that they belong to.")
    assert not go(asked).isEnabled()
    write(asked, "Day that starts the period", "1990-06-30")
    write(asked, "Written basis", BASIS)
    told = shown(place, asked)
    assert "3 records are decided otherwise then." in told
    assert "May be destroyed earlier than before: 3." in told
    assert any("undecided → " in text and "Destroy, due 2021-01-01" in text for text in told)
    assert go(asked).isEnabled()
    press(asked, "Decide so")
    place.rest()
    (change,) = place.services.decisions.all()
    assert (change.records, change.wanted.first_day, change.basis) == (3, change.wanted.first_day, BASIS)
    assert [row[0] for row in place.table()] == ["Destroy"]


def test_return_in_a_field_shows_the_effect(place: Place, asked: DecisionDialog) -> None:
    """It closed the dialog, and what was entered was lost."""
    write(asked, "Day that starts the period", "1990-06-30")
    write(asked, "Written basis", BASIS)
    QTest.keyClick(field(asked, "Written basis").editor, Qt.Key.Key_Return)
    place.rest()
    assert asked.isVisible()
    assert "3 records are decided otherwise then." in texts(asked)


def test_effect_counts_for_just_what_it_was_shown_for(place: Place, asked: DecisionDialog) -> None:
    write(asked, "Written basis", BASIS)
    choose(asked, "Retention rule", "Bank statements")
    shown(place, asked)
    assert go(asked).isEnabled()
    write(asked, "Day that starts the period", "2020-06-30")
    assert not go(asked).isEnabled()
    assert "3 records are decided otherwise then." not in texts(asked)
    shown(place, asked)
    write(asked, "Written basis", f"{BASIS} 第二条")
    assert not go(asked).isEnabled()


@pytest.mark.parametrize(
    ("day", "basis", "where", "said"),
    [
        ("2020-13-40", BASIS, "Day that starts the period", "Please write the day"),
        ("2020-06-30", "", "Written basis", "needs a written basis"),
        ("2020-06-30", "13916238457", "Written basis", "a person's number"),
        ("", BASIS, "Retention rule", "Neither a rule nor a first day"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(
    place: Place, asked: DecisionDialog, day: str, basis: str, where: str, said: str
) -> None:
    write(asked, "Day that starts the period", day)
    write(asked, "Written basis", basis)
    shown(place, asked)
    assert said in field(asked, where).message
    assert not go(asked).isEnabled()


def test_nothing_to_change_can_not_be_taken(place: Place, asked: DecisionDialog) -> None:
    """The table's example rows hold a day; the rule that they have reads none of them as its own."""
    place.services.decisions.apply(place.services.records.resolve(search="顾客"), Wanted(first_day=_DAY), BASIS)
    write(asked, "Day that starts the period", _DAY.isoformat())
    write(asked, "Written basis", BASIS)
    told = shown(place, asked)
    assert "3 records have this rule and day already." in told
    assert not go(asked).isEnabled()


def test_dialog_leads_to_what_it_does_not_do_itself(place: Place, asked: DecisionDialog) -> None:
    press(asked, "Longer period in the law library")
    assert (place.goings[-1].place, asked.isVisible()) == ("law", False)
    press(place.screens[-1], "Change the decision…")
    place.rest()
    press(dialog(DecisionDialog), "Freeze…")
    held = dialog(HoldDialog)
    write(held, "Reason (dispute, claim, audit, investigation)", "诉讼")
    press(held, "Freeze")
    place.rest()
    assert [hold.records for hold in place.services.holds.all()] == [3]


# The offscreen platform says of each menu that it can't grab the keyboard.
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_selected_records_are_decided_from_the_table_and_their_panel_tells(place: Place, found: Planted) -> None:
    screen = place.show(RecordsScreen)
    table = screen.findChildren(QTableView)[0]
    table.selectRow(1)
    place.rest()
    chosen = screen._selected()
    table.customContextMenuRequested.emit(table.visualRect(table.currentIndex()).center())
    settle()
    menu = next(one for one in screen.findChildren(QMenu) if one.isVisible())
    next(one for one in menu.actions() if one.text() == "Change the decision…").trigger()
    menu.close()
    asked = dialog(DecisionDialog)
    assert field(asked, "Day that starts the period").message == "For the rule of each record."
    write(asked, "Day that starts the period", "2020-06-30")
    write(asked, "Written basis", BASIS)
    shown(place, asked)
    press(asked, "Decide so")
    place.rest()
    with place.services.session.read() as uow:
        changed = uow.connection.rows("SELECT id FROM record WHERE trigger_date = '2020-06-30'")
    assert array("q", [row[0] for row in changed]) == chosen
    table.selectRow(1)
    place.rest()
    panel = screen.findChildren(RecordPanel)[0]
    told = [one.text() for one in panel.findChildren(QLabel)]
    assert any(f"Decided otherwise by hand · ACC-VOUCHER · 2020-06-30 · {BASIS} — 王建华" in text for text in told)


def test_closing_the_dialog_lets_go_of_what_was_being_read(place: Place, asked: DecisionDialog) -> None:
    write(asked, "Day that starts the period", "2020-06-30")
    write(asked, "Written basis", BASIS)
    press(asked, "Show the effect")
    task = asked._task
    asked.reject()
    assert task is not None
    assert task.is_dropped
    place.rest()


def test_group_under_a_rule_that_is_no_more_gets_another(place: Place) -> None:
    """A newer pack may have dropped it: then the plan says so, and another rule is chosen there."""
    planted(place.services.session, 2, rule="OLD-RULE")
    press(place.show(PlanScreen), "Change the decision…")
    place.rest()
    assert "OLD-RULE" in place.texts()
    asked = dialog(DecisionDialog)
    choose(asked, "Retention rule", "Copies held by a processor")
    write(asked, "Day that starts the period", "2026-01-31")
    write(asked, "Written basis", BASIS)
    assert any(text.startswith("Records: 2. OLD-RULE: undecided → ") for text in shown(place, asked))
    press(asked, "Decide so")
    place.rest()
    assert place.services.decisions.all()[0].rules_before == (("OLD-RULE", 2),)


def test_rules_offered_fit_the_group(asked: DecisionDialog, place: Place) -> None:
    editor = field(asked, "Retention rule").editor
    offered = [editor.itemText(at) for at in range(editor.count())]  # type: ignore[attr-defined]  # a DropDown
    fitting = place.services.decisions.rules([Kind.ACCOUNTING])
    assert (offered[0], len(offered)) == ("As it is", 1 + len(fitting))
    assert not any("PI-MIN" in text for text in offered)

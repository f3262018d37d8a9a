"""The closing plan's screen on a real vault: what it lists, what its one action does, and its timeline."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QTableView

from app.services.roster import Services
from reports.renderer import PdfRenderer
from tests.helpers.clicking import dialog, press, write
from tests.helpers.vaults import opened
from tests.helpers.windows import dispose, settle, unlocked, wait_idle
from ui.context import AppContext
from ui.forms.closing_task import TaskDoneDialog
from ui.screens.closing_plan import ClosingPlanScreen
from ui.tables.rows import RowTable
from ui.theme import Size
from ui.widgets.timeline import HEAD, LINE, Bar, Timeline


@pytest.fixture
def services(vault: Path) -> Iterator[Services]:
    made = opened(vault, renderer=PdfRenderer())
    made.settings.change({"closing-decided-on": "2026-11-10", "service-ended-on": ""})
    yield made
    made.close()


@pytest.fixture
def screen(context: AppContext, services: Services) -> Iterator[ClosingPlanScreen]:
    with unlocked(context, services) as entered:
        made = ClosingPlanScreen(entered)
        made.resize(Size.WINDOW_WIDTH, Size.WINDOW_HEIGHT)
        made.show()
        wait_idle(entered)
        yield made
        wait_idle(entered)
        dispose(made)


def rows(screen: ClosingPlanScreen) -> dict[str, list[str]]:
    model = screen.findChildren(QTableView)[0].model()
    cells = [[str(model.index(at, column).data()) for column in range(5)] for at in range(model.rowCount())]
    return {row[1]: row for row in cells}


def choose_task(screen: ClosingPlanScreen, task: str) -> None:
    table = screen.findChildren(RowTable)[0]
    table.choose(lambda one: one.task.id == task)
    settle()


def texts(screen: ClosingPlanScreen) -> list[str]:
    return [label.text() for label in screen.findChildren(QLabel) if label.isVisible() and label.text()]


def test_tasks_stand_with_their_days(screen: ClosingPlanScreen) -> None:
    found = rows(screen)
    assert found["Decide on the closing"][0] == "done"
    assert found["Publish the ground for dissolution"][3:] == ["2026-11-10", "2026-11-20"]
    assert found["Publish the ground for dissolution"][0] == "overdue"
    assert found["Wait for creditors' claims"][0] == "later"


def test_entering_a_task_as_done_moves_the_plan(screen: ClosingPlanScreen) -> None:
    choose_task(screen, "liquidation-group")
    press(screen, "Enter as done…")
    asked = dialog(TaskDoneDialog)
    write(asked, "Done on", "2026-11-12")
    write(asked, "Reference of the proof", "2026-3")
    press(asked, "Enter as done")
    wait_idle(screen.context)
    assert rows(screen)["Set up the liquidation group"][0] == "done"
    assert rows(screen)["Notify the known creditors"][4] == "2026-11-22"
    choose_task(screen, "liquidation-group")
    assert "2026-3" in texts(screen)
    press(screen, "Open it again")
    wait_idle(screen.context)
    assert rows(screen)["Set up the liquidation group"][0] == "to be done"


def test_a_day_that_is_none_is_asked_again(screen: ClosingPlanScreen) -> None:
    choose_task(screen, "liquidation-group")
    press(screen, "Enter as done…")
    asked = dialog(TaskDoneDialog)
    write(asked, "Done on", "2026-02-30")
    press(asked, "Enter as done")
    assert asked.isVisible()
    assert "Please write the day as 2026-11-21." in [label.text() for label in asked.findChildren(QLabel)]
    asked.close()


def test_timeline_shows_every_task_and_reads_them_out(screen: ClosingPlanScreen) -> None:
    screen.receive("timeline")
    timeline = screen.findChildren(Timeline)[0]
    assert timeline.isVisible()
    tasks = screen.context.services.closing_plan.plan().tasks
    assert timeline.accessibleDescription().count("\n") == len(tasks) - 1
    assert "Publish the ground for dissolution: 2026-11-10 to 2026-11-20, overdue" in timeline.accessibleDescription()


def test_timeline_paints_a_bar_over_its_days(context: AppContext) -> None:
    made = Timeline(context.theme, "Tasks")
    made.show_bars([Bar("A", date(2026, 11, 1), date(2026, 11, 30), "primary", "A")], date(2026, 11, 15))
    made.resize(650, made.sizeHint().height())
    assert made.days() == (date(2026, 11, 1), date(2026, 11, 30))
    picture = made.grab().toImage()
    scale = picture.devicePixelRatio()
    colour = picture.pixelColor(int(400 * scale), int((HEAD + LINE / 2) * scale))
    assert colour == context.theme.colour("primary")
    dispose(made)

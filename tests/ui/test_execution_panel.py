"""A destruction under way: steps ticked when they are over, and what the reading back has seen."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.i18n import catalogue
from app.jobs import Snapshot
from tests.helpers.windows import dispose
from ui.wizards.execution_panel import STEPS, ExecutionPanel


@pytest.fixture
def panel(window: QWidget) -> ExecutionPanel:
    made = ExecutionPanel(catalogue("en"))
    made.setParent(window)
    window.show()
    made.show()
    return made


def signs(panel: QWidget) -> str:
    texts = [one.text() for one in panel.findChildren(QLabel)]
    return "".join(text[0] for text in texts if text[:1] in ("✓", "●", "○"))


def test_steps_are_ticked_when_they_are_over(panel: ExecutionPanel) -> None:
    for at, step in enumerate(STEPS):
        panel.show_snapshot(Snapshot(step, 1, 2, 1.0))
        assert signs(panel) == "✓" * at + "●" + "○" * (len(STEPS) - at - 1)


def test_a_step_that_comes_again_is_under_way_again(panel: ExecutionPanel) -> None:
    """Where values are taken in portions each one is read back by itself."""
    panel.show_snapshot(Snapshot("destroy.words"))
    panel.show_snapshot(Snapshot("destroy.values", 10, 20, 1.0))
    assert signs(panel) == "✓✓✓●○○"


def test_before_and_beside_the_steps_nothing_is_ticked(panel: ExecutionPanel) -> None:
    assert signs(panel) == "○" * len(STEPS)
    panel.show_snapshot(Snapshot("rotate.check"))
    assert signs(panel) == "✓✓✓●○○"


def test_the_reading_back_is_told_in_figures(panel: ExecutionPanel) -> None:
    panel.show_snapshot(Snapshot("destroy.copy", 1, 2, 1.0))
    assert not panel._strip.isVisible()
    noted = (("values", 4500), ("found", 0), ("bytes", 300 << 20))
    panel.show_snapshot(Snapshot("destroy.read", 76_800, 100_000, 2.0, noted))
    shown = [one.text() for one in panel._strip.findChildren(QLabel)]
    for text in ("300.0 MB", "150.0 MB", "4,500", "0"):
        assert text in shown
    panel.show_snapshot(Snapshot("destroy.words", 0, 0, 1.0, noted))
    assert "—" in [one.text() for one in panel._strip.findChildren(QLabel)]
    dispose(panel)

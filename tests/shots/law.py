"""Scenes of the law: the closing plan as a list, with a task done, on the timeline; the rules."""

from tests.shots.offices import PLANNED
from tests.shots.stage import Stage


def closing_plan(stage: Stage) -> None:
    stage.enter(PLANNED)
    stage.context.services.settings.change(
        {"closing-decided-on": "2026-10-09", "prepaid-cards": "yes", "online-shop": "yes", "processors": "yes"}
    )
    screen = stage.place("closing-plan")
    stage.show("list")
    stage.press(screen, "Enter as done…")
    stage.show("done")
    stage.dialog_closed()
    stage.place("closing-plan", "timeline")
    stage.show("timeline")

"""Scenes of the law: the closing plan as a list, with a task done, on the timeline; the rules."""

from app.services.rule_packs import RulePackService
from tests.helpers.rules import shipped_pack
from tests.helpers.signed_packs import NEWER, Publisher
from tests.shots.offices import PLANNED
from tests.shots.stage import Stage
from ui.forms.rule_pack import RulePackDialog


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


def library(stage: Stage) -> None:
    stage.enter(PLANNED)
    screen = stage.place("law")
    stage.write(screen, "Search the library", "acc-")
    stage.rest()
    stage.show("search")
    stage.press(screen, "Keep longer…")
    stage.show("longer")
    stage.press(screen, "Show the effect")
    stage.show("longer-without-basis")
    stage.write(screen, "Written basis", "《会计档案管理制度》第八条（2025-03-01）")
    stage.press(screen, "Show the effect")
    stage.show("longer-effect")
    stage.dialog_closed()
    publisher = Publisher()
    changes = {**NEWER, "accounting.toml": ("years = 30", "years = 35")}
    file = publisher.signed(stage.work / "cn-2027.02.qdrules", changes)
    rules = RulePackService(stage.context.services.session, shipped_pack(), publisher.public)
    dialog = RulePackDialog(stage.context, screen, rules.preview(file))
    dialog.open()
    stage.show("pack")
    stage.dialog_closed()

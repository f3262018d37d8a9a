"""Scenes of the law: the closing plan as a list, with a task done, on the timeline; the rules; a decision changed."""

from datetime import date

from PySide6.QtWidgets import QTableView

from app.domain.decision_changes import Wanted
from app.services.rule_packs import RulePackService
from tests.helpers.rules import shipped_pack
from tests.helpers.signed_packs import NEWER, Publisher
from tests.shots.offices import PLANNED
from tests.shots.stage import Stage
from ui.forms.rule_pack import RulePackDialog
from ui.screens.plan import UNDECIDED


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


def decision(stage: Stage) -> None:
    """A group of the plan decided otherwise: what is wrong, what would come of it, and how the record tells of it."""
    stage.enter(PLANNED)
    services = stage.context.services
    groups = services.planning.plan().groups
    vouchers = next(group for group in groups if group.decision.rule == "ACC-VOUCHER")
    ids = services.planning.records_of(vouchers)
    with services.session.write() as uow:
        # Nobody wrote down the days of these.
        uow.connection.executemany(
            "UPDATE record SET trigger_date = NULL, retain_until = NULL WHERE id = ?", ((number,) for number in ids[:9])
        )
        uow.commit()
    screen = stage.place("plan", UNDECIDED)
    stage.find(screen, QTableView).selectRow(0)
    stage.rest()
    stage.show("undecided")
    stage.press(screen, "Change the decision…")
    stage.rest()
    stage.show("asked")
    stage.choose(screen, stage.context.tr("Bank statements, bank reconciliations and tax returns"))
    stage.write(screen, "Day that starts the period", "2014-06-30")
    stage.press(screen, "Show the effect")
    stage.rest()
    stage.show("without-basis")
    stage.write(screen, "Written basis", "股东会决议 2026-3 号（2026-11-20）")
    stage.press(screen, "Show the effect")
    stage.rest()
    stage.show("effect")
    stage.dialog_closed()
    services.decisions.apply(ids[:9], Wanted("ACC-BANK", date(2014, 6, 30)), "股东会决议 2026-3 号（2026-11-20）")
    screen = stage.place("records", ids[:9])
    stage.find(screen, QTableView).selectRow(0)
    stage.rest()
    stage.turn(screen, stage.pages(screen))
    stage.show("history")
    services.destruction.prepare(ids[:9])
    stage.place("destroy")
    stage.show("order")
    stage.wizard("destroy-wizard", services.destruction.all()[0])
    stage.show("approve")

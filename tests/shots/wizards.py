"""Scenes of the wizards, page by page, as somebody goes through them."""

import threading

from PySide6.QtWidgets import QTableView

from app.flows.classifying import ClassifyFlow
from app.jobs import Progress
from app.services.record_proposals import Choice
from tests.helpers.books import write_book
from tests.helpers.wide_rows import wide_rows
from tests.helpers.windows import settle
from tests.shots.cards import write_cards
from tests.shots.offices import (
    APPROVER,
    EMPTY,
    IMPORTED,
    ORDERED,
    PASSPHRASE,
    PLANNED,
    WITNESS,
    office_files,
    write_messy,
)
from tests.shots.stage import Stage
from ui.forms.completeness import CompletenessDialog
from ui.forms.correction import CorrectionDialog
from ui.forms.file_password import FilePasswordDialog
from ui.screen import Screen
from ui.wizards.wizard import FlowWizard

USCC = "91310115MA1H8NQ7C1"
FIRM = "Name of the firm, as registered"


def new_vault(stage: Stage) -> None:
    stage.supply()
    stage.press(stage.window, "Set up a new vault…")
    wizard = stage.dialog(FlowWizard)
    stage.show("1-firm")
    stage.forward(wizard)
    stage.show("1-firm-missing")
    stage.write(wizard, FIRM, "上海禾木亲子文化有限公司")
    stage.write(wizard, "Unified social credit code", USCC)
    stage.press(wizard, "Deregistration of the company")
    stage.forward(wizard)
    if wizard.flow.step == "firm":
        stage.show("1-firm-doubtful")
        stage.press(wizard, "The code is written like this on the licence")
        stage.forward(wizard)
    stage.show("2-business")
    stage.forward(wizard)
    stage.show("3-operator")
    stage.forward(wizard)
    stage.show("3-operator-missing")
    stage.write(wizard, "Your name, as documents shall show it", "王经办")
    for name in ("New passphrase", "The same passphrase again"):
        stage.write(wizard, name, PASSPHRASE)
    stage.forward(wizard)
    wizard.flow.change(folder=stage.work)
    wizard.page.enter()
    stage.show("4-place")
    stage.forward(wizard)
    stage.show("5-code")
    stage.press(wizard, "Print the recovery sheet…")
    stage.rest()
    stage.show("5-recovery-sheet")
    stage.dialog_closed()
    stage.forward(wizard)
    stage.show("5-code-not-kept")


def importing(stage: Stage) -> None:
    stage.enter(IMPORTED)
    wizard = stage.wizard("import-wizard")
    stage.show("1-none")
    stage.forward(wizard)
    stage.show("1-missing")
    damaged = stage.work / "损坏的文件.xlsx"
    damaged.write_bytes(b"PK\x03\x04 not a workbook")
    stage.chosen.files = [*office_files(stage.offices)[:3], stage.offices / "客户.xlsx", damaged]
    stage.press(wizard, "Choose files…")
    stage.show("1-files")
    stage.forward(wizard)
    stage.show("2-check")
    wizard.page.findChildren(QTableView)[0].selectRow(1)
    stage.rest()
    stage.show("2-sheet")
    stage.forward(wizard)
    stage.show("3-cleaning")
    stage.forward(wizard)
    stage.show("4-origin")
    stage.forward(wizard)
    stage.show("5-result")


def importing_messy(stage: Stage) -> None:
    """A folder with a protected workbook, cells to clean, a picture, and the same columns as last time."""
    stage.enter(IMPORTED)
    folder = stage.work / "柜台资料"
    folder.mkdir()
    write_messy(folder)
    wizard = stage.wizard("import-wizard", [folder])
    stage.show("1-folder")
    stage.forward(wizard)
    wizard.page.findChildren(QTableView)[0].selectRow(0)
    stage.rest()
    stage.show("2-protected")
    stage.press(wizard.page, "Give the password…")
    stage.show("2-password")
    stage.dialog(FilePasswordDialog).close()
    stage.forward(wizard)
    stage.show("3-cleaning")
    stage.forward(wizard)
    stage.forward(wizard)
    stage.show("5-result")


def importing_cards(stage: Stage) -> None:
    """Forms, a table with its customer above, lines in two encodings, and a form that is not clear."""
    stage.enter(IMPORTED)
    folder = stage.work / "登记卡"
    folder.mkdir()
    write_cards(folder)
    wizard = stage.wizard("import-wizard", [folder])
    stage.forward(wizard)
    sheets = wizard.page.findChildren(QTableView)[0]
    for name, at in (("2-unclear", 0), ("2-lines", 1), ("2-form", 3), ("2-statement", 5)):
        sheets.selectRow(at)
        stage.rest()
        stage.show(name)
    stage.forward(wizard)
    stage.forward(wizard)
    stage.forward(wizard)
    stage.show("5-result")


def imported_batches(stage: Stage) -> None:
    """What can be done with an import that is in the vault."""
    stage.enter(IMPORTED)
    folder = stage.work / "资料"
    folder.mkdir()
    write_messy(folder)
    stage.context.services.imports.run(folder / "柜台登记.xlsx")
    screen = _newest_import(stage)
    stage.press(screen, "Change where it comes from…")
    stage.show("1-origin")
    stage.dialog_closed()
    stage.press(screen, "Check for gaps…")
    stage.rest()
    stage.show("2-completeness")
    stage.press(stage.dialog(CompletenessDialog), "Correct the row…")
    stage.rest()
    stage.show("3-correction", stage.dialog(CorrectionDialog))
    stage.dialog(CorrectionDialog).close()
    stage.dialog(CompletenessDialog).close()
    stage.rest()
    stage.expect("4-undo")
    stage.press(screen, "Take the import back…")
    stage.rest()
    stage.place("customers")
    stage.rest()
    stage.press(stage.window, "One customer: join them")
    stage.rest()
    stage.show("5-joined")
    whole = write_book(folder / "新会员.xlsx", {"会员": [["姓名", "手机号码"], ["周敏", "13612345678"]]})
    stage.context.services.imports.run(whole)
    stage.press(_newest_import(stage), "Check for gaps…")
    stage.rest()
    stage.show("6-whole")
    stage.dialog(CompletenessDialog).close()


def _newest_import(stage: Stage) -> Screen:
    """The screen of imports with the newest one chosen."""
    screen = stage.place("import")
    screen.refresh()
    stage.rest()
    screen.findChildren(QTableView)[0].selectRow(0)
    stage.rest()
    return screen


def classifying(stage: Stage) -> None:
    stage.enter(IMPORTED)
    rows = [["资产名称", "入账日期", "原值"], *([f"设备 {at}", f"2020-03-{at:02}", "1200"] for at in range(1, 20))]
    stage.context.services.imports.run(write_book(stage.work / "资产.xlsx", {"资产清单": rows}))
    wizard = stage.wizard("classify-wizard")
    stage.show("1-records")
    stage.forward(wizard)
    stage.show("2-groups")
    flow = wizard.flow
    assert isinstance(flow, ClassifyFlow)
    group = flow.state.sure[0]
    stage.choose(wizard, stage.context.tr("Contracts"))
    stage.rest()
    stage.show("2-changed")
    stage.press(wizard, "Split…")
    stage.show("2-split")
    stage.dialog_closed()
    flow.choose(group.key, Choice())
    for step in ("3-doubtful", "4-result"):
        stage.forward(wizard)
        stage.show(step)


def classifying_wide(stage: Stage) -> None:
    """A file of 200 columns: its group, and the list of its columns to split by."""
    stage.enter(EMPTY)
    stage.context.services.imports.run(write_book(stage.work / "会员导出.xlsx", {"会员": wide_rows(40)}))
    wizard = stage.wizard("classify-wizard")
    stage.forward(wizard)
    stage.show("groups")
    stage.press(wizard, "Split…")
    stage.show("split")
    stage.dialog_closed()


def destroying(stage: Stage) -> None:
    """The whole way, with three people's passphrases, to the certificate, while copies lie about."""
    stage.enter(PLANNED)
    for at in range(1, 5):
        stage.context.services.backups.write(stage.work / f"2026-11-0{at}.qdbak")
    wizard = stage.wizard("destroy-wizard")
    stage.press(wizard.page, "The records of a list")
    stage.forward(wizard)
    stage.show("1-choose-list")
    stage.press(wizard.page, "What a search finds")
    stage.write(wizard, "Search", "王")
    stage.rest()
    stage.show("1-choose-search")
    stage.press(wizard.page, "All records that are due today")
    stage.show("1-choose")
    stage.forward(wizard)
    stage.show("2-check")
    stage.forward(wizard)
    stage.show("3-approve")
    stage.forward(wizard)
    stage.show("3-approve-missing")
    stage.choose(wizard, APPROVER)
    stage.write(wizard, "Passphrase", PASSPHRASE)
    stage.forward(wizard)
    stage.show("4-execute")
    stage.forward(wizard)
    stage.show("4-execute-missing")
    _reading_back(stage, wizard)
    wizard.flow.change(out=stage.work)
    wizard.page.enter()
    stage.write(wizard, "Type the order's number to confirm", wizard.flow.state.order)
    stage.write(wizard, "Your passphrase", PASSPHRASE)
    stage.forward(wizard)
    stage.show("5-read-back")
    stage.choose(wizard, WITNESS)
    stage.write(wizard, "Passphrase", PASSPHRASE)
    stage.forward(wizard)
    stage.show("6-certificate")


def _reading_back(stage: Stage, wizard: FlowWizard) -> None:
    """As the execution looks while the new file is read, then cancelled."""
    go_on = threading.Event()

    def work(progress: Progress) -> None:
        progress.start("destroy.read", 204_800)
        progress.note(values=184_310, found=0, bytes=123_904 * 4096)
        progress.advance(123_904)
        go_on.wait(20)
        progress.cancel.check()

    wizard._begin(work)
    settle(1500)
    stage.show("5-reading")
    wizard.reject()
    go_on.set()
    stage.rest()


def waiting_order(stage: Stage) -> None:
    """An approved order whose waiting time is not over."""
    stage.enter(ORDERED)
    order = stage.context.services.destruction.all()[0]
    stage.wizard("destroy-wizard", order)
    stage.show()

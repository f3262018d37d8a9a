"""The other screens on a real vault: what they show, and that their one action does what it says."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTableView

from app.domain.words import Disposition, OrderState
from app.flows.closing import Next, survey
from app.services.secrets import Secret
from tests.helpers.clicking import choose, dialog, press, write
from tests.helpers.places import Place
from tests.helpers.planted import planted
from tests.helpers.vaults import OPERATOR, PASSPHRASE
from tests.helpers.windows import Answers
from ui.context import Going
from ui.forms.people import AddOperatorDialog, ChangePassphraseDialog, RecoveryCodeDialog
from ui.main import parts
from ui.screen import Screen
from ui.screens.archive import ArchiveScreen
from ui.screens.audit import AuditScreen
from ui.screens.backup import BackupScreen
from ui.screens.classification import ClassificationScreen
from ui.screens.documents import DocumentsScreen
from ui.screens.imports import ImportsScreen
from ui.screens.orders import OrdersScreen
from ui.screens.overview import MATTERS, OverviewScreen
from ui.screens.plan import PlanScreen
from ui.screens.settings import SettingsScreen
from ui.widgets.buttons import Button


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (ImportsScreen, "Nothing is imported yet"),
        (ClassificationScreen, "Nothing to classify yet"),
        (PlanScreen, "Nothing to decide yet"),
        (OrdersScreen, "No destruction order yet"),
        (DocumentsScreen, "No documents yet"),
        (BackupScreen, "No backup yet"),
    ],
)
def test_an_empty_screen_says_what_it_is_for(place: Place, kind: type[Screen], says: str) -> None:
    place.show(kind)
    assert says in place.texts()


def test_overview_shows_the_next_step_and_its_button_goes_there(place: Place) -> None:
    planted(place.services.session, 4)
    screen = place.show(OverviewScreen)
    assert "Destroy what is due: 4" in place.texts()
    press(screen, "Draw up an order")
    assert place.goings == [Going("destroy-wizard", None)]


def test_every_step_leads_somewhere(place: Place) -> None:
    """From nothing to the report: the button never stands for nothing."""
    screen = place.show(OverviewScreen)
    press(screen, "Import files")
    assert place.goings[-1].place == "import-wizard"


def test_overview_shows_gates_and_the_next_tasks_and_leads_to_them(place: Place) -> None:
    planted(place.services.session, 2)
    screen = place.show(OverviewScreen)
    rows = place.table()
    tasks = [one.task.title for one in survey(place.services).tasks]
    assert len(rows) == MATTERS
    assert [row[0] for row in rows if row[0] in tasks] == tasks[: sum(row[0] in tasks for row in rows)]
    table = screen.findChildren(QTableView)[0]
    for row in range(len(rows)):
        table.selectRow(row)
        QTest.keyClick(table, Qt.Key.Key_Return)
    places = {name.place for name in place.goings}
    assert "closing-plan" in places
    assert places <= {one.name for one in parts().places}


def test_the_step_to_the_report_asks_for_it_at_once(place: Place) -> None:
    screen = place.show(OverviewScreen)
    screen._show_next(Next("write-report", "documents"))
    press(screen, "To the reports")
    assert place.goings[-1] == Going("documents", "closure")


def test_overview_counts_what_may_go_and_what_is_frozen(place: Place) -> None:
    planted(place.services.session, 5)
    ids = place.services.planning.due()
    place.services.holds.add("claim", list(ids)[:2])
    place.show(OverviewScreen)
    texts = place.texts()
    assert texts[texts.index("Can be destroyed") + 1] == "3"
    assert texts[texts.index("Under a freeze") + 1] == "2"


def test_overview_tells_what_is_destroyed_already(place: Place, tmp_path: Path) -> None:
    """Where all is destroyed it said that there were no records yet."""
    planted(place.services.session, 2)
    destruction = place.services.destruction
    number = destruction.prepare().order
    destruction.approve(number, place.services.operators.signer(OPERATOR, Secret(PASSPHRASE)))
    destruction.execute(number, tmp_path / "out")
    place.show(OverviewScreen)
    texts = place.texts()
    assert "2 destroyed already" in texts
    assert "No records yet" not in texts


def test_a_screen_is_read_again_after_a_change(place: Place) -> None:
    place.show(OverviewScreen)
    planted(place.services.session, 2)
    place.context.changed.emit()
    place.rest()
    assert "Destroy what is due: 2" in place.texts()


def test_plan_lists_groups_and_opens_their_records(place: Place) -> None:
    planted(place.services.session, 3)
    planted(place.services.session, 2, kind="accounting", rule="ACC-VOUCHER", trigger_date="2024-12-31")
    screen = place.show(PlanScreen)
    assert len(place.table()) == 2
    screen.receive(Disposition.DESTROY)
    place.rest()
    assert [row[1] for row in place.table()] == ["3"]
    press(screen, "Show the records")
    place.rest()
    assert place.goings[-1].place == "records"
    assert list(place.goings[-1].shown) == list(place.services.planning.due())  # type: ignore[call-overload]


def test_an_order_shows_its_state_and_can_be_withdrawn(place: Place, answers: Answers) -> None:
    planted(place.services.session, 3)
    number = place.services.destruction.prepare().order
    screen = place.show(OrdersScreen)
    assert [row[0] for row in place.table()] == [number]
    press(screen, "Approve…")
    assert place.goings[-1].place == "destroy-wizard"
    answers.confirmations.append(True)
    press(screen, "Withdraw the order…")
    place.rest()
    assert place.services.destruction.all()[0].state is OrderState.WITHDRAWN


def test_a_package_is_written_with_its_certificate(place: Place, answers: Answers, tmp_path: Path) -> None:
    planted(place.services.session, 2, kind="accounting", rule="ACC-VOUCHER", trigger_date="2024-12-31")
    screen = place.show(ArchiveScreen)
    answers.folders.append(tmp_path / "out")
    press(screen, "Write an archive package…")
    place.rest()
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".pdf", ".qdpkg"}
    assert answers.told[0].startswith("The package is written")
    assert len(place.table(1)) == 1


def test_a_backup_is_made_and_listed(place: Place, answers: Answers, tmp_path: Path) -> None:
    planted(place.services.session, 2)
    screen = place.show(BackupScreen)
    answers.targets.append(tmp_path / "vault.qdbak")
    next(one for one in screen.findChildren(Button) if one.text() == "Back up the vault…").click()
    place.rest()
    assert (tmp_path / "vault.qdbak").is_file()
    assert [row[0] for row in place.table()] == ["Backup"]


def test_an_export_is_asked_about_first(place: Place, answers: Answers, tmp_path: Path) -> None:
    planted(place.services.session, 2)
    screen = place.show(BackupScreen)
    answers.confirmations.append(False)
    press(screen, "Export the records…")
    assert "anybody can open" in answers.asked[0]
    answers.confirmations.append(True)
    answers.targets.append(tmp_path / "records.xlsx")
    press(screen, "Export the records…")
    place.rest()
    assert (tmp_path / "records.xlsx").is_file()


def test_the_whole_vault_is_checked(place: Place) -> None:
    screen = place.show(AuditScreen)
    press(screen, "Check the whole vault")
    place.rest()
    assert "The vault is whole." in place.texts()


def test_settings_are_saved_with_their_own_button(place: Place) -> None:
    screen = place.show(SettingsScreen)
    write(screen, "Days to wait between approval and destruction", "14")
    _save(screen)
    place.rest()
    assert place.services.settings.get("cooling-off-days") == "14"


def test_the_profile_is_saved_and_a_wrong_day_is_not(place: Place) -> None:
    screen = place.show(SettingsScreen)
    write(screen, "Day on which the service to customers ended", "2026-13-01")
    _save(screen)
    place.rest()
    assert place.services.settings.get("service-ended-on") == "2026-11-21"
    write(screen, "Day on which the service to customers ended", "2026-10-31")
    press(screen, "Sold prepaid cards or courses")
    _save(screen)
    place.rest()
    settings = place.services.settings.all()
    assert (settings["service-ended-on"], settings["prepaid-cards"]) == ("2026-10-31", "yes")


def test_operators_are_added_with_a_passphrase_of_their_own(place: Place) -> None:
    screen = place.show(SettingsScreen)
    press(screen, "Add an operator…")
    asking = dialog(AddOperatorDialog)
    write(asking, "Name, as documents shall show it", "Li")
    choose(asking, "Role", "Approver")
    write(asking, "New passphrase", PASSPHRASE)
    write(asking, "The same passphrase again", PASSPHRASE)
    press(asking, "Add the operator")
    place.rest()
    assert [one.name for one in place.services.operators.all()] == [OPERATOR, "Li"]


def test_the_own_passphrase_is_changed(place: Place, answers: Answers) -> None:
    screen = place.show(SettingsScreen)
    press(screen, "Change my passphrase…")
    asking = dialog(ChangePassphraseDialog)
    write(asking, f"Passphrase of {OPERATOR}", PASSPHRASE)
    write(asking, "New passphrase", "another one 2026")
    write(asking, "The same passphrase again", "another one 2026")
    press(asking, "Change the passphrase")
    place.rest()
    place.services.operators.signer(OPERATOR, Secret("another one 2026"))
    (told,) = answers.told
    assert told.startswith("The passphrase is changed")


def test_a_new_recovery_code_is_shown_once(place: Place, answers: Answers) -> None:
    screen = place.show(SettingsScreen)
    answers.passphrases.append(PASSPHRASE)
    press(screen, "New recovery code…")
    place.rest()
    shown = dialog(RecoveryCodeDialog)
    assert any(label.text().count("-") == 6 for label in shown.findChildren(QLabel))


def _save(screen: Screen) -> None:
    """Press the one Save button that can be pressed."""
    saves = [button for button in screen.findChildren(Button) if button.text() == "Save" and button.isEnabled()]
    assert len(saves) == 1
    saves[0].click()


def test_the_vaults_key_is_changed_after_a_question(place: Place, answers: Answers) -> None:
    planted(place.services.session, 2)
    screen = place.show(SettingsScreen)
    before = place.services.session.generation
    answers.confirmations.append(True)
    press(screen, "New vault key…")
    place.rest()
    assert place.services.session.generation == before + 1
    assert place.services.overview.figures().records == 2
    assert answers.told[0].startswith("The vault's key is changed")

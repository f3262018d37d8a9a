"""Buttons follow the operator's role: what a role may not do is greyed, with who may in the tooltip."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QListWidget, QWidget

from app.bootstrap import Services
from app.domain.permissions import Action
from app.domain.words import Role
from app.vault.secret import Secret
from tests.helpers.clicking import dialog, drop
from tests.helpers.vaults import opened
from tests.helpers.windows import Answers, dispose, unlocked, wait_idle
from ui.context import AppContext
from ui.desk import Desk
from ui.main import parts
from ui.palette import Palette
from ui.permits import permit, refusal
from ui.screens.archive import ArchiveScreen
from ui.screens.backup import BackupScreen
from ui.screens.documents import DocumentsScreen
from ui.screens.imports import ImportsScreen
from ui.screens.orders import OrdersScreen
from ui.screens.settings import SettingsScreen
from ui.widgets.buttons import Button, button

PASSPHRASE = "另一把好记的口令"


@pytest.fixture
def shared(vault: Path) -> Path:
    """A vault with a viewer beside its first operator."""
    services = opened(vault)
    services.operators.add("查阅员", Role.VIEWER, Secret(PASSPHRASE))
    services.close()
    return vault


def _barred(screen: QWidget) -> dict[str, str]:
    return {one.text(): one.toolTip() for one in screen.findChildren(Button) if one.text() and not one.isEnabled()}


def test_a_viewer_sees_what_it_may_not_do(context: AppContext, shared: Path) -> None:
    services = opened(shared, passphrase=PASSPHRASE, operator="查阅员")
    with unlocked(context, services):
        screens = (
            (ImportsScreen(context), "Import files"),
            (OrdersScreen(context), "Draw up an order"),
            (ArchiveScreen(context), "Write an archive package…"),
        )
        for screen, text in screens:
            assert _barred(screen)[text] == "Your role does not allow this. It takes: Handler."
            dispose(screen)


def test_a_viewer_is_offered_nothing_else_by_the_keyboard_or_a_drop(
    context: AppContext, shared: Path, answers: Answers, window: QWidget
) -> None:
    services = opened(shared, passphrase=PASSPHRASE, operator="查阅员")
    with unlocked(context, services):
        desk = Desk(context, parts(), lambda: None)
        desk.setParent(window)
        window.show()
        desk.open_palette()
        palette = dialog(Palette)
        offered = palette.findChildren(QListWidget)[0].model()
        texts = [str(offered.index(row, 0).data()) for row in range(offered.rowCount())]
        assert "Overview" in texts
        assert not {"Import files", "Classify records", "Destroy records"} & set(texts)
        palette.close()
        drop(desk, [shared])
        assert answers.told == ["The files were not taken: Your role does not allow this. It takes: Handler."]
        wait_idle(context)
        dispose(desk)


def test_a_vault_for_reading_only_offers_nothing_that_writes_into_it(
    context: AppContext, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup and a report are noted in the vault: they were offered, and refused once a file was chosen."""
    services = opened(vault)
    monkeypatch.setattr(services.session, "read_only", True)
    with unlocked(context, services):
        for screen, text in (
            (BackupScreen(context), "Back up the vault…"),
            (DocumentsScreen(context), "Write a report…"),
            (SettingsScreen(context), "Change my passphrase…"),
        ):
            assert _barred(screen)[text] == "The vault is open for reading only."
            dispose(screen)


def test_the_only_operator_may_do_all_of_it(desk_context: AppContext) -> None:
    screen = OrdersScreen(desk_context)
    assert _barred(screen) == {}
    dispose(screen)


def test_a_button_follows_whoever_joins(desk_context: AppContext, services: Services) -> None:
    approve = permit(desk_context, button("Approve"), Action.APPROVE)
    assert approve.isEnabled()
    services.operators.add("李审批", Role.APPROVER, Secret(PASSPHRASE))
    desk_context.changed.emit()
    assert not approve.isEnabled()
    assert approve.toolTip().endswith("It takes: Approver.")
    approve.setEnabled(True)
    assert not approve.isEnabled()
    dispose(approve)


def test_what_else_greys_a_button_still_does(desk_context: AppContext) -> None:
    prepare = permit(desk_context, button("Prepare"), Action.PREPARE)
    prepare.setEnabled(False)
    desk_context.changed.emit()
    assert not prepare.isEnabled()
    assert prepare.toolTip() == ""
    prepare.setEnabled(True)
    assert prepare.isEnabled()
    dispose(prepare)


def test_a_locked_window_asks_nobody(context: AppContext) -> None:
    assert refusal(context, Action.IMPORT) == ""

"""The certificate that signs the pages, taken and given back in the settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import Services
from tests.helpers.clicking import dialog, press, write
from tests.helpers.signers import PASSWORD, countersigner
from tests.helpers.windows import Answers, dispose, wait_idle
from ui.context import AppContext
from ui.forms.own_certificate import OwnCertificateDialog
from ui.screens.settings import SettingsScreen


@pytest.fixture
def screen(desk_context: AppContext) -> Iterator[SettingsScreen]:
    made = SettingsScreen(desk_context)
    made.show()
    wait_idle(desk_context)
    yield made
    wait_idle(desk_context)
    dispose(made)


def opened_dialog(screen: SettingsScreen) -> OwnCertificateDialog:
    press(screen, "Signing certificate…")
    wait_idle(screen.context)
    return dialog(OwnCertificateDialog)


def test_a_certificate_is_taken_and_given_back(
    screen: SettingsScreen, services: Services, answers: Answers, tmp_path: Path
) -> None:
    (tmp_path / "firm.p12").write_bytes(countersigner("Seal", kind="ec").file)
    (tmp_path / "rsa.p12").write_bytes(countersigner("Seal", kind="rsa").file)
    form = opened_dialog(screen)
    for name in ("rsa.p12", "firm.p12"):
        answers.files.append([tmp_path / name])
        press(form, "Choose the certificate…")
        write(form, "Password of the certificate's file", PASSWORD.decode())
        press(form, "Use this certificate")
        wait_idle(screen.context)
    assert "P-256" in answers.told[-1]
    present = services.own_certificates.show()
    assert present is not None
    assert present.signer.name == "Seal"
    press(opened_dialog(screen), "Use the vault's own again")
    wait_idle(screen.context)
    assert services.own_certificates.show() is None


def test_a_file_that_is_gone_is_no_mistake_of_the_program(
    screen: SettingsScreen, answers: Answers, tmp_path: Path
) -> None:
    form = opened_dialog(screen)
    answers.files.append([tmp_path / "firm.p12"])
    press(form, "Choose the certificate…")
    press(form, "Use this certificate")
    wait_idle(screen.context)
    assert answers.told[-1].startswith("Please check what was entered: There is no file firm.p12")

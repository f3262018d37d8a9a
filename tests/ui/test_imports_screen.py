"""The screen of imports: changing where one comes from, and taking one back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.records import RecordQuery
from tests.helpers.clicking import choose, dialog, field, press, write
from tests.helpers.windows import Answers, dispose, settle, wait_idle
from ui.context import AppContext
from ui.forms.completeness import CompletenessDialog
from ui.forms.correction import CorrectionDialog
from ui.forms.origin import OriginDialog
from ui.screens.imports import ImportsScreen
from ui.tables.rows import RowTable
from ui.tables.widths import LEAST
from ui.theme import Size

ROWS = "姓名,手机号\n张建明,13812345678\n李秀英,13912345678\n"


@pytest.fixture
def screen(desk_context: AppContext, services: Services, tmp_path: Path) -> Iterator[ImportsScreen]:
    """The screen with one import chosen."""
    path = tmp_path / "客户名单.csv"
    path.write_text(ROWS, encoding="utf-8")
    services.imports.run(path)
    made = ImportsScreen(desk_context)
    made.resize(1200, 800)
    made.show()
    wait_idle(desk_context)
    yield made
    wait_idle(desk_context)
    dispose(made)


def test_where_an_import_comes_from_is_changed_with_a_reason(
    screen: ImportsScreen, desk_context: AppContext, services: Services
) -> None:
    press(screen, "Change where it comes from…")
    form = dialog(OriginDialog)
    write(form, "Collected from or by", "前台")
    choose(form, "Legal basis (Personal Information Protection Law, article 13)", "Consent")
    write(form, "Reason for the change", "合同已找到")
    press(form, "Change it")
    wait_idle(desk_context)
    batch = services.overview.imports()[0].batch
    origin, changes = services.origins.of(batch)
    assert (origin.source, origin.legal_basis, changes[0].reason) == ("前台", "consent", "合同已找到")


def test_the_files_keep_their_room_in_the_least_window(screen: ImportsScreen) -> None:
    """They had four characters left beside the kinds and figures."""
    screen.resize(Size.LEAST_WIDTH - Size.NAVIGATION, Size.LEAST_HEIGHT)
    settle()
    assert screen.findChildren(RowTable)[0].columnWidth(0) >= LEAST


def test_a_day_that_is_none_keeps_the_dialog_open(screen: ImportsScreen) -> None:
    press(screen, "Change where it comes from…")
    form = dialog(OriginDialog)
    write(form, "Last day of that purpose, where known", "2026-02-30")
    write(form, "Reason for the change", "合同已找到")
    press(form, "Change it")
    assert form.isVisible()
    assert "2026-11-21" in field(form, "Last day of that purpose, where known").message


def test_an_import_is_taken_back_after_a_question(
    screen: ImportsScreen, desk_context: AppContext, services: Services, answers: Answers
) -> None:
    answers.confirmations.append(True)
    press(screen, "Take the import back…")
    wait_idle(desk_context)
    assert "2 records of 客户名单.csv" in answers.asked[0]
    assert "found nothing of what only they held" in answers.told[0]
    assert services.overview.imports() == ()


def test_who_thinks_better_of_it_keeps_the_import(
    screen: ImportsScreen, desk_context: AppContext, services: Services, answers: Answers
) -> None:
    answers.confirmations.append(False)
    press(screen, "Take the import back…")
    wait_idle(desk_context)
    assert len(services.overview.imports()) == 1


def test_what_was_done_since_is_told_instead_of_a_question(
    screen: ImportsScreen, desk_context: AppContext, services: Services, answers: Answers
) -> None:
    services.classification.accept()
    press(screen, "Take the import back…")
    wait_idle(desk_context)
    assert "of its records are classified" in answers.told[0]
    assert answers.asked == []


def test_gaps_are_shown_and_corrected(
    screen: ImportsScreen, desk_context: AppContext, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "另一份.csv"
    path.write_text("姓名,手机号\n赵敏,13612345678\n钱进,\n孙丽,13712345678\n", encoding="utf-8")
    services.imports.run(path)
    screen.refresh()
    wait_idle(desk_context)
    screen.findChildren(RowTable)[0].selectRow(0)
    wait_idle(desk_context)
    press(screen, "Check for gaps…")
    wait_idle(desk_context)
    shown = dialog(CompletenessDialog)
    press(shown, "Correct the row…")
    wait_idle(desk_context)
    form = dialog(CorrectionDialog)
    write(form, "It should say", "13612340000")
    write(form, "Reason for the change", "来电补充")
    press(form, "Correct it")
    wait_idle(desk_context)
    assert services.completeness.of(services.overview.imports()[0].batch).findings == ()
    assert len(services.records.ids(RecordQuery(search="13612340000"))) == 1

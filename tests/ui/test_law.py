"""The law library's screen: filters, wording beside the list, and a newer pack taken after it was looked at."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QTableView

from app.domain.law_library import Entry
from app.services.roster import Services
from app.services.rule_packs import RulePackService
from tests.helpers.clicking import dialog, field, press, write
from tests.helpers.rules import shipped_pack
from tests.helpers.signed_packs import NEWER, Publisher
from tests.helpers.vaults import opened
from tests.helpers.windows import dispose, settle, unlocked, wait_idle
from ui.context import AppContext
from ui.forms.own_period import OwnPeriodDialog
from ui.forms.rule_pack import RulePackDialog
from ui.screens.law import LawScreen
from ui.tables.rows import RowTable
from ui.theme import Size
from ui.widgets.choices import DropDown
from ui.widgets.fields import SearchEdit


@pytest.fixture
def publisher() -> Publisher:
    return Publisher()


@pytest.fixture
def services(vault: Path, publisher: Publisher) -> Iterator[Services]:
    """The services of a vault whose publisher is the test's own."""
    made = opened(vault)
    yield replace(made, rules=RulePackService(made.session, shipped_pack(), publisher.public))
    made.close()


@pytest.fixture
def screen(context: AppContext, services: Services) -> Iterator[LawScreen]:
    with unlocked(context, services) as entered:
        made = LawScreen(entered)
        made.resize(Size.WINDOW_WIDTH, Size.WINDOW_HEIGHT)
        made.show()
        wait_idle(entered)
        yield made
        wait_idle(entered)
        dispose(made)


def titles(screen: LawScreen) -> list[str]:
    model = screen.findChildren(QTableView)[0].model()
    return [str(model.index(at, 0).data()) for at in range(model.rowCount())]


def texts(screen: LawScreen) -> list[str]:
    settle()
    return [label.text() for label in screen.findChildren(QLabel) if label.isVisible() and label.text()]


def test_search_and_filters_narrow_the_list(screen: LawScreen) -> None:
    everything = len(titles(screen))
    screen.findChildren(SearchEdit)[0].setText("Order 79")
    assert 0 < len(titles(screen)) < everything
    screen.findChildren(SearchEdit)[0].setText("")
    duties = screen.findChildren(DropDown)[1]
    at = next(at for at in range(duties.count()) if duties.itemText(at) == "Unsettled: a person decides")
    duties.setCurrentIndex(at)
    duties.activated.emit(at)
    assert "Wage records" in titles(screen)
    assert len(titles(screen)) == 7


def test_rule_is_shown_with_period_article_and_wording(screen: LawScreen) -> None:
    table = screen.findChildren(RowTable)[0]
    table.choose(lambda one: one.id == "ACC-VOUCHER")
    shown = texts(screen)
    assert "30 years from 1 January after the end of the fiscal year" in shown
    assert any("原始凭证、记账凭证" in text for text in shown)
    table.choose(lambda one: one.id == "CCTV")
    assert "Not bound, by its profile" in texts(screen)


def test_newer_pack_is_looked_at_and_taken(screen: LawScreen, publisher: Publisher, tmp_path: Path) -> None:
    changes = {**NEWER, "accounting.toml": ("years = 10", "years = 15")}
    file = publisher.signed(tmp_path / "new.qdrules", changes)
    services = screen.context.services
    screen._ask(file, services.rules.preview(file))
    asked = dialog(RulePackDialog)
    told = [label.text() for label in asked.findChildren(QLabel)]
    assert any("decides otherwise (the period): 10 years" in text and "→ 15 years" in text for text in told)
    press(asked, "Decide by this pack")
    wait_idle(screen.context)
    assert services.session.pack.version == "cn-2027.02"
    assert any("1 differ from the program's own." in text for text in texts(screen))


def test_own_period_is_taken_only_after_its_effect_was_seen(screen: LawScreen) -> None:
    """Without a written basis nothing is shown; another basis has to be looked at again; then it stands on the card."""
    table = screen.findChildren(RowTable)[0]
    table.choose(lambda one: one.id == "ACC-BANK")
    settle()
    press(screen, "Keep longer…")
    asked = dialog(OwnPeriodDialog)
    go = next(one for one in asked.findChildren(QPushButton) if one.text() == "Keep so long")
    assert not go.isEnabled()
    press(asked, "Show the effect")
    assert not go.isEnabled()
    assert "written basis" in field(asked, "Written basis").message.lower()
    write(asked, "Written basis", "《会计档案管理制度》第八条")
    press(asked, "Show the effect")
    assert go.isEnabled()
    write(asked, "Years in all", "10")
    assert not go.isEnabled()
    press(asked, "Show the effect")
    assert not go.isEnabled()
    write(asked, "Years in all", "20")
    press(asked, "Show the effect")
    press(asked, "Keep so long")
    wait_idle(screen.context)
    (kept,) = screen.context.services.rules.own_periods()
    assert (kept.rule_id, kept.years, kept.basis) == ("ACC-BANK", 20, "《会计档案管理制度》第八条")
    table.choose(lambda one: one.id == "ACC-BANK")
    assert "Years in all: 20, by 《会计档案管理制度》第八条" in texts(screen)


def _is_rule(rule: str, one: Entry) -> bool:
    return one.id == rule


def test_no_longer_period_over_a_duty_to_delete(screen: LawScreen) -> None:
    table = screen.findChildren(RowTable)[0]
    for rule in ("NET-LOG", "ACC-REP-A", "PI-MIN"):
        table.choose(partial(_is_rule, rule))
        settle()
        assert "Keep longer…" not in {one.text() for one in screen.findChildren(QPushButton) if one.isVisible()}

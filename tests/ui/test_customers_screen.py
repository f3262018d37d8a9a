"""The review of customers on its screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from app.bootstrap import Services
from tests.helpers.clicking import press
from tests.helpers.windows import dispose, wait_idle
from ui.context import AppContext
from ui.screens.customers import CustomersScreen

ROWS = "姓名,手机号\n张建明,13812345678\n张建民,13812345678\n李秀英,13912345678\n"


@pytest.fixture
def screen(desk_context: AppContext, services: Services, tmp_path: Path) -> Iterator[CustomersScreen]:
    path = tmp_path / "客户名单.csv"
    path.write_text(ROWS, encoding="utf-8")
    services.imports.run(path)
    made = CustomersScreen(desk_context)
    made.resize(1200, 800)
    made.show()
    wait_idle(desk_context)
    yield made
    wait_idle(desk_context)
    dispose(made)


def texts(screen: CustomersScreen) -> str:
    return "\n".join(one.text() for one in screen.findChildren(QLabel) if one.isVisible())


def test_two_are_joined_and_parted_again(screen: CustomersScreen, desk_context: AppContext, services: Services) -> None:
    press(screen, "One customer: join them")
    wait_idle(desk_context)
    assert services.customers.doubtful().total == 0
    press(screen, "Part them again")
    wait_idle(desk_context)
    assert (services.customers.doubtful().total, services.customers.joins()) == (1, ())


def test_two_are_kept_apart_and_the_list_is_empty(
    screen: CustomersScreen, desk_context: AppContext, services: Services
) -> None:
    press(screen, "Two customers: keep them apart")
    wait_idle(desk_context)
    assert services.customers.doubtful().total == 0
    assert "No doubtful customers" in texts(screen)


def test_numbers_are_masked_until_asked_for(
    screen: CustomersScreen, desk_context: AppContext, services: Services
) -> None:
    assert "138****5678" in texts(screen)
    assert "13812345678" not in texts(screen)
    press(screen, "Show both in clear")
    wait_idle(desk_context)
    assert "13812345678" in texts(screen)
    assert services.audit.newest(1).events[0].action == "customer.show"

"""Customers' slips of an order, printed from its screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import Services
from reports.renderer import PdfRenderer
from tests.helpers.clicking import press
from tests.helpers.pdf_text import text_of
from tests.helpers.planted import planted
from tests.helpers.vaults import opened
from tests.helpers.windows import Answers, dispose, wait_idle
from ui.context import AppContext
from ui.screens.orders import OrdersScreen


@pytest.fixture
def services(vault: Path) -> Iterator[Services]:
    made = opened(vault, renderer=PdfRenderer())
    yield made
    made.close()


def test_the_slips_of_an_order_are_written_where_somebody_says(
    desk_context: AppContext, services: Services, answers: Answers, tmp_path: Path
) -> None:
    planted(services.session, 3)
    services.destruction.prepare()
    screen = OrdersScreen(desk_context)
    screen.show()
    screen.refresh()
    wait_idle(desk_context)
    answers.targets += [None, tmp_path / "slips"]
    for written in (False, True):
        press(screen, "Print the customers' slips…")
        wait_idle(desk_context)
        assert (tmp_path / "slips.pdf").exists() is written
    assert text_of((tmp_path / "slips.pdf").read_bytes()).count("QDSLIP1") == 3
    assert "slips.pdf" in answers.told[-1]
    dispose(screen)

"""A real browser with the page that verifies, opened from its file, and real certificates to drop on it."""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.domain.slips import Slip
from app.resources import resource
from reports.renderer import PdfRenderer
from tests.helpers.browser import Page, browser, has_browser
from tests.helpers.shops import approved, ids_of, make_shop

# Where no browser can be had, `dev.py test` has said so: the tests of the page are not collected.
collect_ignore = [] if has_browser() else ["test_page.py", "test_archive_folder.py"]
PAGE = resource("verify", "verify.html").as_uri()
GOING = 5
_PATIENCE = 30.0  # seconds for one look at a file
_SETTLED = "document.body.dataset.busy === 'no'"
_CARDS = """[...document.querySelectorAll("article")].map(card => ({
  file: card.querySelector("h2").textContent, state: card.dataset.state, text: card.innerText,
  good: [...card.querySelectorAll("li.ok")].map(li => li.dataset.code),
  bad: [...card.querySelectorAll("li.no")].map(li => li.dataset.code),
  notes: [...card.querySelectorAll("li.note")].map(li => li.dataset.code) }))"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The debugging pipe needs inherited descriptors, which Windows has not; the page itself is the same there."""
    if sys.platform == "win32":
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="the browser's pipe needs inherited file descriptors"))


@dataclass
class Verifier:
    """The page in a browser."""

    page: Page

    def check(self, *files: Path, slip: str = "", published: str = "") -> list[dict[str, Any]]:
        """What the page shows of these files, a card a file."""
        self.page.run("document.body.dataset.busy = ''")
        self.type("slip", slip)
        self.type("published", published)
        self.page.choose_files("#files", *files)
        return self.cards()

    def cards(self) -> list[dict[str, Any]]:
        give_up = time.monotonic() + _PATIENCE
        while not self.page.run(_SETTLED):
            assert time.monotonic() < give_up, "the page is still at work"
            time.sleep(0.01)
        found: list[dict[str, Any]] = self.page.run(_CARDS)
        return found

    def type(self, field: str, text: str) -> None:
        self.page.run(f"byId('{field}').value = '{text}', byId('{field}').dispatchEvent(new Event('input')), null")


@dataclass(frozen=True)
class Papers:
    """Two certificates of one vault, the slips made before the first, and one of a record that stayed."""

    first: Path
    second: Path
    gone: str
    mixed: str
    stayed: str


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """The papers of a shop that destroyed some of its records, and then some more."""
    folder = tmp_path_factory.mktemp("papers")
    shop = make_shop(folder, renderer=PdfRenderer())
    ids = ids_of(shop)
    with shop.session.read() as uow:
        given = [uow.slips.of_records(chosen) for chosen in (ids[:2], [ids[1], ids[-1]], [ids[-1]])]
    gone, mixed, stayed = (
        Slip(shop.session.vault_id, tuple(one for records in found.values() for one in records)).text for found in given
    )
    certificates = []
    for start, end in ((0, GOING), (GOING, GOING + 2)):
        done = shop.destruction.execute(approved(shop, ids[start:end]), folder / "out")
        assert done.certificate is not None
        certificates.append(Path(done.certificate.file))
    shop.close()
    return Papers(certificates[0], certificates[1], gone, mixed, stayed)


@pytest.fixture(scope="module")
def _browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("browser") / "profile") as page:
        yield page


@pytest.fixture
def verifier(_browser: Page) -> Verifier:
    """The page, freshly opened."""
    _browser.requests.clear()
    _browser.complaints.clear()
    _browser.open(PAGE)
    return Verifier(_browser)

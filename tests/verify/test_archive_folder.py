"""The folder of all documents, opened as files in a real browser: every link leads to its file, the page verifies."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from app.bootstrap import open_vault
from app.vault.secret import Secret
from reports.renderer import PdfRenderer
from tests.helpers.browser import Page, browser
from tests.helpers.shops import approved, make_shop
from tests.helpers.vaults import LIGHT, PASSPHRASE
from tests.verify.conftest import Verifier

# What may stand in a file's name and means something else in an address or in HTML.
NAMES = ("结案报告 100%.pdf", "结案 #2?=&'最终'.pdf", "<结案> “报告”.xlsx")
TITLES = {"zh": "的文件", "en": "Documents of "}
LINKS = "[...document.links].map(link => link.href)"
CELLS = "[...document.querySelectorAll('td.sum')].map(cell => cell.textContent)"
WRAPPED = """[...document.querySelectorAll('td.set')].filter(cell => {
  const text = document.createRange();
  text.selectNodeContents(cell);
  return text.getClientRects().length > 1;
}).length"""


@dataclass(frozen=True)
class Folders:
    """The folder of one vault's documents in each language."""

    by_language: dict[str, Path]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    folder = tmp_path_factory.mktemp("folders")
    shop = make_shop(folder, renderer=PdfRenderer())
    shop.destruction.execute(approved(shop, None), folder / "papers")
    for at, name in enumerate(NAMES):
        (folder / str(at)).mkdir()
        shop.reports.write("closure", folder / str(at) / name)
    vault = shop.session.folder.path
    shop.close()
    # Opened again as the program does it, with the page that verifies.
    services = open_vault(vault, Secret(PASSPHRASE), renderer=PdfRenderer(), kdf=LIGHT)
    found = {
        language: Path(services.documents.export_all(folder / f"全部 {language}", language=language).folder)
        for language in TITLES
    }
    services.close()
    return Folders(found)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("browser") / "profile") as found:
        yield found


@pytest.mark.parametrize("language", sorted(TITLES))
def test_every_link_leads_to_the_file_beside_the_page(folders: Folders, page: Page, language: str) -> None:
    """As the browser resolves it, whatever the file is called; the digest in its row is the file's."""
    folder = folders.by_language[language]
    page.open((folder / "index.html").as_uri())
    linked = [Path(unquote(urlsplit(one).path)) for one in page.run(LINKS)]
    assert sorted(linked) == sorted(path for path in folder.iterdir() if path.name != "index.html")
    sums = [sha256(path.read_bytes()).hexdigest() for path in linked if path.name != "verify.html"]
    assert page.run(CELLS) == sums
    assert {path.name for path in linked} >= set(NAMES)
    assert TITLES[language] in page.run("document.title")
    assert page.run("document.documentElement.lang") == ("zh-CN" if language == "zh" else "en")
    assert page.run(WRAPPED) == 0
    assert page.complaints == []


@pytest.mark.parametrize("language", sorted(TITLES))
def test_the_page_beside_the_index_verifies_a_certificate_of_the_folder(
    folders: Folders, page: Page, language: str
) -> None:
    folder = folders.by_language[language]
    page.open((folder / "index.html").as_uri())
    page.open(page.run("[...document.links].find(link => link.textContent === 'verify.html').href"))
    (certificate,) = folder.glob("*XHZ*.pdf")
    (card,) = Verifier(page).check(certificate)
    assert card["bad"] == []
    assert "evidence-good" in card["good"]
    assert all(one.startswith(("file:", "data:", "blob:")) for one in page.requests)

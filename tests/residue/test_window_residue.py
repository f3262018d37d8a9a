"""What the window handled of a destroyed customer is nowhere on the computer afterwards.

Whatever Qt, the program or a library writes for its user goes into a home of the test's own: settings, the log of bugs,
caches, thumbnails, temporary files. The search there is shown to find what is planted.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from app.bootstrap import Services
from app.log import record_bug
from tests.helpers.scans import pdf_with_text
from tests.helpers.shops import approved, database_bytes, make_shop, person
from tests.helpers.windows import Answers, dispose, make_context, unlocked, wait_idle
from ui.context import AppContext
from ui.forms.viewer import Viewer
from ui.palette import Palette
from ui.recents import Recents
from ui.screens.customers import CustomersScreen
from ui.screens.records import RecordsScreen
from ui.widgets.fields import SearchEdit

NAME, PHONE, NOTE, SCANNED = "慕容雪见岚", "15912340987", "来电要求寄到蓝色柜子", "慕容雪见岚身份证复印件"
MARKERS = (NAME, PHONE, NOTE, SCANNED)
ROWS = [(NAME, PHONE, "碧云路九号甲单元", NOTE), *(person(number) for number in range(3))]
HOME = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "TMPDIR", "QINGDANG_SETTINGS")


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everywhere that programs keep things for their user."""
    home = tmp_path / "computer"
    for name in HOME:
        (home / name.lower()).mkdir(parents=True)
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return home


@pytest.fixture
def shop(tmp_path: Path, computer: Path) -> Iterator[Services]:
    (tmp_path / "vault").mkdir()
    services = make_shop(tmp_path / "vault", ROWS)
    (number,) = services.records.resolve(search=NAME)
    with services.session.read() as uow:
        uid = uow.connection.value("SELECT lower(hex(uid)) FROM record WHERE id = ?", (number,))
    scan = pdf_with_text(tmp_path / "scan.pdf", [SCANNED])
    services.attachments.add([scan], record=uid)
    scan.unlink()
    (tmp_path / "vault" / "客户名单.csv").unlink()
    yield services
    services.close()


@pytest.fixture
def context(qapp: QApplication, shop: Services, computer: Path) -> Iterator[AppContext]:
    made = make_context(qapp, Answers())
    with unlocked(made, shop):
        yield made
    made.runner.close()


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    """What dialogs belong to."""
    made = QWidget()
    yield made
    dispose(made)


def use(context: AppContext, services: Services, window: QWidget) -> None:
    """Everything about the customer that a person does with the window."""
    records, customers = RecordsScreen(context), CustomersScreen(context)
    for screen in (records, customers):
        screen.resize(1280, 800)
        screen.show()
        screen.refresh()
        wait_idle(context)
    records.receive(NAME)
    wait_idle(context)
    table = records.findChildren(QTableView)[0]
    assert table.model().rowCount() == 1
    table.selectRow(0)
    table.activated.emit(table.currentIndex())
    wait_idle(context)
    records._on_copy()
    wait_idle(context)
    assert QApplication.clipboard().text(), "else its being empty afterwards would show nothing"
    palette = Palette(window, context.theme, context.catalogue, [], lambda _text: None)
    palette.findChildren(SearchEdit)[0].setText(NAME)
    wait_idle(context)
    (scan,) = services.attachments.all()
    viewer = Viewer(context, window, services.attachments.look(scan.id))
    viewer.show()
    wait_idle(context)
    Recents(context.settings).note(str(services.session.folder.path), services.session.firm.name, "deregistration")
    context.settings.set("window-columns", {"records": [1, 2, 3]})
    _mistake(context)
    for widget in (viewer, palette, records, customers):
        dispose(widget)


def _mistake(context: AppContext) -> None:
    """A bug whose message quotes the customer's cells: it is logged, and shown."""
    error = KeyError(f"{NAME} {PHONE} {NOTE}")
    assert record_bug(error, "0") is not None
    context.errors.show(None, error)


def found_in(computer: Path) -> set[str]:
    """The markers in any file below, or in its name, as UTF-8, UTF-16 or GB18030."""
    texts = [path.read_bytes() for path in computer.rglob("*") if path.is_file()]
    names = [str(path).encode() for path in computer.rglob("*")]
    forms = {marker: [marker.encode(code) for code in ("utf-8", "utf-16-le", "gb18030")] for marker in MARKERS}
    return {marker for marker, all_ in forms.items() for text in (*texts, *names) if any(form in text for form in all_)}


def test_the_search_finds_what_is_planted(computer: Path) -> None:
    """The control: in settings, in another encoding, in a name."""
    assert found_in(computer) == set()
    (computer / "tmpdir" / "left.json").write_text(f'{{"recent-search": "{NAME}"}}', encoding="utf-8")
    (computer / "xdg_cache_home" / "thumbnail").write_bytes(b"\x89PNG" + SCANNED.encode("utf-16-le"))
    (computer / "home" / f"{PHONE}.txt").write_bytes(NOTE.encode("gb18030"))
    assert found_in(computer) == set(MARKERS)
    assert Path(tempfile.gettempdir()) == computer / "tmpdir"
    assert os.environ["QINGDANG_SETTINGS"] == str(computer / "qingdang_settings")


def test_nothing_that_the_window_handled_is_left(
    context: AppContext, shop: Services, computer: Path, window: QWidget, tmp_path: Path
) -> None:
    assert all(marker.encode() in database_bytes(shop) for marker in MARKERS)
    use(context, shop, window)
    assert found_in(computer) == set(), "while it is kept it is nowhere but in the vault"
    assert (computer / "qingdang_settings" / "bugs.log").stat().st_size > 20
    assert (computer / "qingdang_settings" / "settings.json").stat().st_size > 20
    order = approved(shop, list(shop.records.resolve(search=NAME)))
    assert shop.destruction.execute(order, tmp_path / "out").destroyed == 1
    context.leave()
    assert found_in(tmp_path) == set(), "the vault's own files and the papers among them"
    assert QApplication.clipboard().text() == ""

"""The first screen: vaults opened lately, open, new, demo; vaults and spreadsheets may be dropped on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QVBoxLayout, QWidget

from app.domain.labels import CLOSURES
from app.domain.words import Closure
from ui.context import AppContext
from ui.formatting import local_day
from ui.recents import Recent, Recents
from ui.theme import Size, Space, mark
from ui.widgets.boxes import card, clear, column, holder, row, scrolled, strip
from ui.widgets.buttons import IconButton, button
from ui.widgets.options import Option
from ui.widgets.rows import ClickRow
from ui.widgets.texts import label

VAULT_SUFFIX = ".qingdang"
SHEETS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".et", ".csv", ".tsv", ".txt", ".zip", ".vcf")


@dataclass(frozen=True, slots=True)
class Ways:
    """What the welcome screen can start; each is the main window's to do."""

    open_vault: Callable[[Path], None]
    choose_vault: Callable[[], None]
    new_vault: Callable[[tuple[Path, ...]], None]
    demo: Callable[[], None]
    inspect: Callable[[tuple[Path, ...]], None]
    restore: Callable[[], None]


class Welcome(QWidget):
    """Where the program begins; needs no vault and loads no service."""

    def __init__(self, context: AppContext, ways: Ways) -> None:
        super().__init__()
        self._context = context
        self._ways = ways
        self._recents = Recents(context.settings)
        self._dropped: tuple[Path, ...] = ()
        self.setProperty("ground", "page")
        self.setAcceptDrops(True)
        tr = context.tr
        self.setAccessibleName(tr("Welcome"))
        self._make_ways()
        self._list: QVBoxLayout = column(gap=0)
        self._recent_box = self._make_recents()
        self._invitation = tr("Or drop a vault's folder or spreadsheets here.")
        self._hint: QLabel = label(self._invitation, "small", "second", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._offer = self._make_offer()
        self._target = card(column(self._hint, self._offer, gap=Space.M))
        inner = column(
            None,
            self._head(),
            Space.S,
            strip(self._new, self._open, self._demo),
            self._recent_box,
            self._target,
            row(None, self._restore, None),
            None,
            gap=Space.L,
            margins=(Space.XXL, Space.XL, Space.XXL, Space.XL),
        )
        middle = holder(inner)
        middle.setMaximumWidth(Size.FRONT)
        self.setLayout(column(scrolled(holder(row(None, middle, None, gap=0))), gap=0))
        inner_stretch = self.layout()
        assert inner_stretch is not None
        middle.setMinimumWidth(Size.FRONT)
        self.show_recents()
        for widget in (self._new, self._restore, self._demo):
            widget.setEnabled(False)

    def _make_ways(self) -> None:
        """The ways to begin, each with what it does."""
        context, ways, tr = self._context, self._ways, self._context.tr
        self._new = Option(
            context.theme,
            "database",
            tr("Set up a new vault…"),
            tr("One firm, one encrypted folder. Its office files are imported into it; they stay as they are."),
            lambda: ways.new_vault(()),
            is_primary=True,
        )
        self._open = Option(
            context.theme,
            "key",
            tr("Open a vault…"),
            tr("Go on with a closing that was begun, on this computer or another one."),
            ways.choose_vault,
        )
        self._demo = Option(
            context.theme,
            "file-search",
            tr("Try it with an invented firm"),
            tr(
                "Close a firm of 3,000 invented customers, from the first file to the certificate, in a quarter of an "
                "hour."
            ),
            ways.demo,
        )
        self._restore = button(tr("Restore a backup…"), ways.restore, "link")

    def _head(self) -> QVBoxLayout:
        """What the program is for, and the way that a closing takes."""
        tr = self._context.tr
        words = tr("Close a firm's customer records: classify, archive, hand over or destroy them, with proof.")
        way = (
            tr("Import"),
            tr("Classification"),
            tr("Disposition plan"),
            tr("Notices"),
            tr("Archive"),
            tr("Destruction"),
            tr("Certificates"),
        )
        steps = row(gap=Space.S)
        for at, step in enumerate(way):
            if at:
                steps.addWidget(label("›", "table", "second"))
            steps.addWidget(label(step, "table", "second"))
        steps.addStretch(1)
        return column(label(tr("Qingdang"), "title"), label(words, None, "second", wrap=True), steps, gap=Space.S)

    def enable(self) -> None:
        """The services are loaded: everything can be started, and what had to wait for that gets the cursor."""
        waited = not self._first.isEnabled()
        for widget in (self._new, self._restore, self._demo):
            widget.setEnabled(True)
        if waited:
            self._first.setFocus()

    def show_recents(self) -> None:
        """Read the list of recent vaults again."""
        clear(self._list)
        recents = self._recents.all()
        self._recent_box.setVisible(bool(recents))
        for recent in recents:
            self._list.addWidget(self._row(recent))
        self._set_order()

    def _set_order(self) -> None:
        """Tab goes from top to bottom; whoever was here before begins with the vault opened last."""
        items = (self._list.itemAt(at) for at in range(self._list.count()))
        lines = [item.widget() for item in items if item is not None]
        rows = [part for line in lines if line is not None for part in line.findChildren(QAbstractButton)]
        stops: list[QWidget] = [self._new, self._open, self._demo, self._forget, *rows, self._restore]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        self._first = rows[0] if rows else self._new
        self._first.setFocus()

    def _make_recents(self) -> QWidget:
        tr = self._context.tr
        self._forget = button(tr("Clear this list"), self._on_clear, "link")
        return card(column(row(label(tr("Opened lately"), "strong"), None, self._forget), self._list, gap=Space.S))

    def _make_offer(self) -> QWidget:
        tr = self._context.tr
        self._offer_text = label("", wrap=True)
        made = holder(
            column(
                self._offer_text,
                row(
                    None,
                    button(tr("See what is in these files"), lambda: self._ways.inspect(self._dropped), "primary"),
                    button(tr("Set up a new vault with them"), lambda: self._ways.new_vault(self._dropped)),
                    button(tr("Put them aside"), self._put_aside),
                    None,
                ),
                gap=Space.M,
            )
        )
        self._offer_text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        made.hide()
        return made

    def _row(self, recent: Recent) -> QWidget:
        tr = self._context.tr
        closure = tr(CLOSURES[Closure(recent.closure)]) if recent.closure in set(Closure) else ""
        opened = local_day(datetime.fromisoformat(recent.opened_at))
        main = ClickRow(
            self._context.theme,
            recent.firm,
            " · ".join(part for part in (closure, tr("last opened {day}").format(day=opened)) if part),
            lambda: self._ways.open_vault(Path(recent.path)),
        )
        main.setToolTip(recent.path)
        forget = IconButton(self._context.theme, "x", tr("Take {firm} off this list").format(firm=recent.firm))
        forget.clicked.connect(lambda _checked=False: self._on_forget(recent.path))
        return holder(row(main, forget, gap=Space.XS))

    def _on_forget(self, path: str) -> None:
        self._recents.forget(path)
        self.show_recents()

    def _on_clear(self) -> None:
        self._recents.clear()
        self.show_recents()

    def take(self, paths: tuple[Path, ...]) -> None:
        """Files or a folder dropped on the window: a vault is opened, spreadsheets are asked about."""
        vaults = [path for path in paths if path.suffix == VAULT_SUFFIX or (path / "vault.json").is_file()]
        if vaults:
            self._ways.open_vault(vaults[0])
            return
        self._dropped = tuple(path for path in paths if path.suffix.lower() in SHEETS or path.is_dir())
        self._show_offer()
        if paths and not self._dropped:
            tr = self._context.tr
            told = tr("{file} is neither a vault nor a table. Drop a vault's folder or spreadsheets here.")
            self._hint.setText(told.format(file=paths[0].name))

    def _show_offer(self) -> None:
        self._hint.setText(self._invitation)
        self._offer.setVisible(bool(self._dropped))
        self._hint.setVisible(not self._dropped)
        self._new.lead(leads=not self._dropped)
        names = self._context.tr(", ").join(path.name for path in self._dropped[:3])
        more = len(self._dropped) - 3
        if more > 0:
            names = self._context.ngettext("{names} and {n} more file", "{names} and {n} more files", more).format(
                names=names, n=more
            )
        self._offer_text.setText(names)

    def _put_aside(self) -> None:
        self._dropped = ()
        self._show_offer()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._first.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            mark(self._target, card="drop")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        mark(self._target, card="plain")

    def dropEvent(self, event: QDropEvent) -> None:
        mark(self._target, card="plain")
        self.take(tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()))

"""A document looked at inside the program, page by page, and printed from there."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from ui.context import AppContext
from ui.pages import Pages, print_pages
from ui.theme import Size, Space
from ui.widgets.boxes import row
from ui.widgets.buttons import button
from ui.widgets.dialogs import Dialog
from ui.widgets.texts import label


class DocumentDialog(Dialog):
    """Shows one page at the dialog's width; the content never lies on the disk."""

    def __init__(self, context: AppContext, parent: QWidget, title: str, content: bytes) -> None:
        tr = context.tr
        super().__init__(parent, title, Size.WIZARD_WIDTH)
        self._context = context
        self._content = content
        self._pages = Pages(content)
        self._page = 0
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._picture)
        self._area.setFixedHeight(Size.LEAST_HEIGHT - 240)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._back = button(tr("Previous page"), lambda: self._turn(-1))
        self._on = button(tr("Next page"), lambda: self._turn(1))
        self._place = label("", None, "second")
        self.body.addLayout(row(self._back, self._on, self._place, None, gap=Space.S))
        self.body.addWidget(self._area)
        self.add_button(tr("Print…")).clicked.connect(self._on_print)
        close = self.add_button(tr("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self.finished.connect(lambda _result: self._pages.close())
        self._turn(0)
        self._area.setFocus()

    def _turn(self, by: int) -> None:
        self._page += by
        tr, ratio = self._context.tr, self.devicePixelRatioF()
        room = Size.WIZARD_WIDTH - 2 * Space.XL - 2 * Space.L
        shown = QPixmap.fromImage(self._pages.picture(self._page, room * ratio / self._pages.width(self._page)))
        shown.setDevicePixelRatio(ratio)
        self._picture.setPixmap(shown)
        self._picture.setMinimumSize(QSize(0, round(shown.height() / ratio)))
        place = tr("Page {page} of {pages}").format(page=self._page + 1, pages=self._pages.count)
        self._place.setText(place)
        self._area.setAccessibleName(place)
        self._area.verticalScrollBar().setValue(0)
        self._back.setEnabled(self._page > 0)
        self._on.setEnabled(self._page + 1 < self._pages.count)

    def _on_print(self) -> None:
        printer = self._context.prompts.printer(self, self.windowTitle())
        if printer is None:
            return
        tr, content = self._context.tr, self._content

        def done(_: None) -> None:
            text = tr("{pages} pages were handed to the printer.").format(pages=self._pages.count)
            self._context.prompts.tell(self, tr("The document is printing"), text, problem=False)

        self._context.read(self, lambda progress: print_pages(content, printer, progress), done)
